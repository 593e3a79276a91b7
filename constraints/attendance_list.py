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
    responsible persons: “发改局负责同志”. A member who comes as a leader stands there alone;
    members who come as guests follow the others. A part may be empty.
    """
    leaders = sorted(map(problem.leader, session.leaders), key=lambda x: SIDES.index(x.side))
    led = {x.person for x in leaders}
    members = [m for m in map(problem.member, session.members) if m.person not in led]
    invited = set(session.guests)
    guests = [m for m in problem.members if m.id in invited and m.person not in led]
    experts = [problem.expert(e) for e in session.experts]
    listed = led | {m.person for m in (*members, *guests)} | {e.person for e in experts}
    committees = []
    bodies = {b.name: b for b in problem.bodies}
    for name in (n for n in session.guests if n not in {m.id for m in problem.members}):
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
                (
                    *(f"{m.name}（{m.sector}）" for m in members),
                    *(f"{m.name}（{m.sector}，列席）" for m in guests),
                ),
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
        known = {b.name for b in problem.bodies} | {m.id for m in problem.members}
        unknown = [name for name in session.guests if name not in known]
        if unknown:
            texts.append(
                f"{'、'.join(unknown)}不在“承办单位”表中（也不是列席委员的编号），请改正名称或补入。"
            )
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
    led = {person for person, _ in people}
    # Who attends by the form itself (the 常委, a group) may be a leader too, and is listed as one.
    by_form = problem.form(session.form).seats in ("standing", "proposers", "group")
    members = [problem.member(i) for i in (*session.members, *_guests(session, problem))]
    people += [(m.person, m.name) for m in members if not (by_form and m.person in led)]
    people += [(problem.expert(i).person, problem.expert(i).name) for i in session.experts]
    keys = [person for person, _ in people]
    texts = [
        f"{name}列了两次，请只留一处。" for key, name in sorted(set(people)) if keys.count(key) > 1
    ]
    bodies = tuple(g for g in session.guests if g not in _guests(session, problem))
    for label, units in (("委室", bodies), ("部门", session.departments)):
        for unit in sorted({u for u in units if units.count(u) > 1}):
            texts.append(f"{label}“{unit}”列了两次，请只留一处。")
    return texts


def _guests(session: Session, problem: Problem) -> list[str]:
    """Return the members (ids) among a session's guests."""
    members = {m.id for m in problem.members}
    return [g for g in session.guests if g in members]


RULE = Rule(
    id=ID,
    name="出席名单",
    text="名单由五个方面组成，依次为领导同志、各委室负责同志、部门负责同志、政协委员、专家学者。",
    kind="made",
    force="must",
    sources={"anhua": "三(四)5"},
    check=check,
)
