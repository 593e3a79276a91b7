"""Judges any plan, ours or hand-made, rule by rule, without the solver."""

from __future__ import annotations

from collections.abc import Iterable

from constraints import RULES
from constraints.rule import Check, Finding, Rule
from planner.domain import Problem
from planner.plan import Compliance, Plan, Session, within


def rules_in_force(problem: Problem) -> tuple[Rule, ...]:
    """Return the rules that the problem's profiles put in force, in the order of `RULES`."""
    wanted = frozenset(problem.rules)
    return tuple(rule for rule in RULES if rule.id in wanted)


def judge(plan: Plan, problem: Problem) -> tuple[Compliance, ...]:
    """Return each rule's verdict. A name the workbook does not know is the first verdict's business.

    What cites an unknown id is left out for the other rules, so that they judge the rest.
    """
    findings, known = _without_unknown(plan, problem)
    verdicts = [
        Compliance(
            rule="references",
            source="",
            kind="hard",
            force="must",
            holds=not findings,
            checked=len(plan.sessions),
            findings=tuple(f.text for f in findings),
        )
    ]
    for rule in rules_in_force(problem):
        verdict = rule.check(within(known, problem.scopes.get(rule.id)), problem)
        verdicts.append(_compliance(rule, problem, verdict))
    return tuple(verdicts)


def objectives(plan: Plan, problem: Problem) -> dict[str, int]:
    """Recompute every objective term of the rules in force from the finished plan."""
    terms: dict[str, int] = {}
    for rule in rules_in_force(problem):
        terms |= rule.measure(within(plan, problem.scopes.get(rule.id)), problem)
    return terms


def disagreements(plan: Plan, problem: Problem) -> list[str]:
    """Return each objective term whose recomputed value is not the one that the model reported."""
    recomputed = objectives(plan, problem)
    wrong = []
    for stage in plan.stages:
        for name, value in stage.terms.items():
            if recomputed.get(name) != value:
                wrong.append(
                    f"{stage.name}: {name} 模型为 {value}，重新计算为 {recomputed.get(name)}"
                )
    return wrong


def _compliance(rule: Rule, problem: Problem, verdict: Check) -> Compliance:
    return Compliance(
        rule=rule.id,
        source=problem.sources.get(rule.id, ""),
        kind=rule.kind,
        force=rule.force,
        holds=verdict.holds,
        checked=verdict.checked,
        findings=tuple(f.text for f in verdict.findings),
        notes=verdict.notes,
    )


def _without_unknown(plan: Plan, problem: Problem) -> tuple[list[Finding], Plan]:
    """Return what the plan cites that the workbook does not know, and the plan without it."""
    findings: list[Finding] = []
    slots = {s.id: s.form for s in problem.slots}
    known = {
        "topics": {t.id for t in problem.topics},
        "members": {m.id for m in problem.members},
        "alternates": {m.id for m in problem.members},
        "experts": {e.id for e in problem.experts},
        "leaders": {leader.id for leader in problem.leaders},
        "guests": _guests(problem),
        "supporting_bodies": {b.name for b in problem.bodies},
    }
    single = {
        "lead_body": {b.name for b in problem.bodies},
        "lead_leader": known["leaders"],
        "host": known["leaders"],
    }
    by_office = _hosts_by_office(problem)
    labels = {
        "topics": "议题", "members": "委员", "alternates": "递补委员", "experts": "专家", "leaders": "领导",
        "guests": "其他参加", "supporting_bodies": "协办单位", "lead_body": "牵头单位", "lead_leader": "分管领导",
        "host": "主持人",
    }  # fmt: skip

    def cleaned(session: Session) -> Session:
        changes: dict[str, object] = {}
        for field, names in known.items():
            cited: Iterable[str] = getattr(session, field)
            unknown = [c for c in cited if c not in names]
            if unknown:
                changes[field] = tuple(c for c in cited if c in names)
                findings.append(_unknown(session, labels[field], unknown))
        for field, names in single.items():
            value = getattr(session, field)
            if field == "host":
                names = names | by_office.get(session.id, set())
            if value and value not in names:
                changes[field] = ""
                findings.append(_unknown(session, labels[field], [value]))
        return session.replace(**changes) if changes else session

    kept = []
    seen: set[str] = set()
    for session in plan.sessions:
        if session.id not in slots or slots[session.id] != session.form:
            findings.append(
                Finding(
                    f"场次“{session.id}”（{session.form}）不在本年应有的场次之列；应有：{'、'.join(slots)}。",
                    session.id,
                )
            )
        elif session.id in seen:
            findings.append(Finding(f"场次“{session.id}”出现了两次，请删去一个。", session.id))
        else:
            seen.add(session.id)
            kept.append(cleaned(session))
    if plan.year != problem.year:
        findings.append(Finding(f"计划是 {plan.year} 年的，工作簿是 {problem.year} 年的。"))
    return findings, plan.replace(sessions=tuple(kept))


def _guests(problem: Problem) -> set[str]:
    """Return who may be named as a guest: bodies and departments by name, persons by id."""
    units = {b.name for b in problem.bodies} | {d.name for d in problem.departments}
    persons = {m.id for m in problem.members} | {e.id for e in problem.experts}
    return units | persons | {x.id for x in problem.leaders}


def _hosts_by_office(problem: Problem) -> dict[str, set[str]]:
    """Return, for each session, whom its form names as host, and who may stand in by name."""
    heads = {b.head_name for b in problem.bodies} | {m.name for m in problem.members}
    heads |= {g.convenor_name for g in problem.liaison_groups}
    named = {s.id: {s.host} | (heads if s.host_person else set()) for s in problem.slots}
    return {session: names - {""} for session, names in named.items()}


def _unknown(session: Session, label: str, names: list[str]) -> Finding:
    return Finding(
        f"{session.id} 的{label}“{'、'.join(names)}”在工作簿中查无此名，请改正计划或补入工作簿。",
        session.id,
        tuple(names),
    )
