"""出席名单: five parts in order, nobody twice (anhua 三(四)5).

Leaders of the county committee, the government and the CPPCC; committees; departments; members;
experts.
"""

from __future__ import annotations

from constraints.rule import Check, Finding, Rule
from planner.domain import Problem
from planner.plan import Plan, Session

ID = "attendance-list"
TITLES = (
    "县委、县政府、县政协领导同志",
    "县政协各委室负责同志",
    "县委、县政府有关部门负责同志",
    "政协委员",
    "专家学者",
)
SIDES = ("县委", "政府", "人大", "两院", "政协")


def parts(session: Session, problem: Problem) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the five parts of a session's list: title, and each person as the list prints it.

    A unit whose head stands elsewhere in the list, or is not named, is to send another of its
    responsible persons: “发改局负责同志”. A part may be empty.
    """
    leaders = sorted(map(problem.leader, session.leaders), key=lambda x: SIDES.index(x.side))
    members = [problem.member(m) for m in session.members]
    experts = [problem.expert(e) for e in session.experts]
    listed = {x.person for x in leaders} | {m.person for m in members} | {e.person for e in experts}
    committees = []
    bodies = {b.name: b for b in problem.bodies}
    for name in session.guests:
        body = bodies.get(name)
        head = body.head_name if body and body.head and body.head not in listed else ""
        committees.append(f"{head}（{name}）" if head else f"{name}负责同志")
        listed |= {body.head} if body and head else set()
    departments = []
    for name in session.departments:
        head = problem.department(name).head
        head = head if head and head not in listed else ""
        departments.append(f"{head}（{name}）" if head else f"{name}负责同志")
        listed |= {head} - {""}
    return tuple(
        zip(
            TITLES,
            (
                tuple(f"{x.name}（{x.post}）" for x in leaders),
                tuple(committees),
                tuple(departments),
                tuple(f"{m.name}（{m.sector}）" for m in members),
                tuple(f"{e.name}（{e.unit}）" for e in experts),
            ),
            strict=True,
        )
    )


def check(plan: Plan, problem: Problem) -> Check:
    """Look for each part that is due, for persons in two parts, and for unknown names."""
    findings: list[Finding] = []
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    for session in sessions:
        texts = _twice(session, problem)
        if not session.merged_with_plenary:
            texts += _empty(session, problem)
        committees = {b.name for b in problem.bodies}
        unknown = [name for name in session.guests if name not in committees]
        if unknown:
            texts.append(f"{'、'.join(unknown)}不在“承办单位”表中，请改正名称或补入。")
        findings += [Finding(f"{session.id} 的出席名单：{text}", session.id) for text in texts]
    return Check(len(sessions), tuple(findings))


def _empty(session: Session, problem: Problem) -> list[str]:
    due = [
        ("领导同志", session.leaders, bool(problem.leaders)),
        ("各委室负责同志", session.guests, any(b.kind == "专委会" for b in problem.bodies)),
        ("政协委员", session.members, bool(problem.members)),
        (
            "部门负责同志",
            session.departments,
            any(problem.topic(t).departments for t in session.topics),
        ),
    ]
    return [f"“{part}”部分是空的，请补上。" for part, names, is_due in due if is_due and not names]


def _twice(session: Session, problem: Problem) -> list[str]:
    people = [(problem.leader(i).person, problem.leader(i).name) for i in session.leaders]
    people += [(problem.member(i).person, problem.member(i).name) for i in session.members]
    people += [(problem.expert(i).person, problem.expert(i).name) for i in session.experts]
    keys = [person for person, _ in people]
    texts = [
        f"{name}列了两次，请只留一处。" for key, name in sorted(set(people)) if keys.count(key) > 1
    ]
    for label, units in (("委室", session.guests), ("部门", session.departments)):
        for unit in sorted({u for u in units if units.count(u) > 1}):
            texts.append(f"{label}“{unit}”列了两次，请只留一处。")
    return texts


RULE = Rule(
    id=ID,
    name="出席名单",
    text="名单由五个方面组成，依次为领导同志、各委室负责同志、部门负责同志、政协委员、专家学者。",
    kind="made",
    force="must",
    sources={"anhua": "三(四)5"},
    check=check,
)
