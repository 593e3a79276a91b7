"""Grounds of the sessions: why each is due, and which may be left out for a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from constraints import RULES
from planner.domain import Lock, Problem, Slot
from planner.reason import Reason
from planner.spoken import session_name
from planner.why.ground import Change, Cure, Ground, Search, first_of
from planner.why.grounds_rules import SIGNED, with_parameter

WISH = "所问"
"""The cell of a lock that nobody wrote: what is asked for."""
MANY = 3
"""So many sessions are told one by one."""
DUE = {
    "period": "bimonthly-cadence",
    "quarter": "quarterly-cadence",
    "count": "annual-count",
    "pair": "counterpart-pairs",
    "group": "sector-groups",
    "proposal": "proposal-leaders",
    "supervision": "supervision",
    "room-period": "village-cadence",
    "room-quarter": "quarterly-cadence",
    "room-count": "annual-count",
}
"""What a form's sessions are due for → the rule that asks for them."""


def session_grounds(problem: Problem, sessions: Sequence[str]) -> Iterator[Ground]:
    """Yield why each session is due, in the order given."""
    if len(sessions) > MANY:
        yield _of_many(problem, sessions)
        return
    for session in sessions:
        slot = problem.slot(session)
        yield Ground(_reason(problem, slot), _left_out(slot), tuple(_searches(problem, slot)))


def _of_many(problem: Problem, sessions: Sequence[str]) -> Ground:
    """Return one ground of many sessions, in which some topics must find their places."""
    named = "、".join(session_name(problem, session) for session in sessions)
    forms = dict.fromkeys(problem.form(problem.slot(s).form).per for s in sessions)
    rules = [rule for per in forms if (rule := DUE.get(per))]
    articles = dict.fromkeys(a for rule in rules if (a := problem.sources.get(rule)))
    return Ground(
        Reason(
            rule=rules[0] if rules else "",
            article="；".join(articles),
            entities=tuple(sessions),
            numbers={"sessions": len(sessions)},
            text=f"合适的只有这 {len(sessions)} 场，各开一次：{named}。",
        ),
        lambda given: given.changed(slots=tuple(s for s in given.slots if s.id not in sessions)),
    )


def lock_grounds(problem: Problem) -> Iterator[Ground]:
    """Yield what each row of the sheet 锁定 fixes."""
    names = {form.id: form.name for form in problem.forms}
    for lock in problem.locks:
        if lock.cell == WISH:
            yield _wish(problem, lock)
            continue
        values = "、".join(names.get(v, v) if lock.item == "形式" else v for v in lock.values)
        said = f"“锁定”表：{lock.subject} {lock.item}{f' {values}' if values else ''}"
        cells = (lock.cell,) if lock.cell else ()
        entities = (lock.subject, *lock.values)
        remove = Cure(
            "办公室",
            Reason(
                rule="locks",
                cells=cells,
                entities=entities,
                text=f"删去{said}这一行，或改成别的值。",
            ),
            2,
            _unlocked(lock),
        )
        yield Ground(
            Reason(rule="locks", cells=cells, entities=entities, text=f"{said}。"),
            _unlocked(lock),
            (first_of(remove),),
        )


def _wish(problem: Problem, lock: Lock) -> Ground:
    """Return the ground of what is asked for: nobody is told to ask for something else."""
    names = {form.id: form.name for form in problem.forms}
    values = "、".join(names.get(v, v) if lock.item == "形式" else v for v in lock.values)
    said = f"所问：{lock.subject} {lock.item}{f' {values}' if values else ''}。"
    return Ground(
        Reason(entities=(lock.subject, *lock.values), text=said, rule="locks"), _unlocked(lock)
    )


def _unlocked(lock: Lock) -> Change:
    return lambda problem: problem.changed(locks=tuple(one for one in problem.locks if one != lock))


def _reason(problem: Problem, slot: Slot) -> Reason:
    form = problem.form(slot.form)
    rule = DUE.get(form.per, "")
    name = session_name(problem, slot.id)
    cells: tuple[str, ...] = ()
    if slot.merged:
        text = f"{name}与全会合并，在全会期间（{slot.first}—{slot.last}）召开。"
        cells = (problem.cell("基本信息", "", "全体会议开始"),)
    elif slot.first == slot.last:
        text = f"{name}要在 {slot.first} 召开一场。"
    else:
        text = f"{name}要在 {slot.first}—{slot.last} 之间召开一场。"
    if slot.departments:
        cells = (problem.cell("承办单位", slot.lead_body, "对口部门"),)
    elif slot.items:
        sheet = "重点提案" if form.per == "proposal" else "监督活动"
        cells = tuple(problem.cell(sheet, item, "编号") for item in slot.items)
    who = [
        f"{slot.lead_body}牵头" if slot.fixed_lead else "",
        f"{slot.host}主持" if slot.host else "",
    ]
    fixed = "，".join(part for part in who if part)
    return Reason(
        rule=rule,
        article=problem.sources.get(rule, ""),
        entities=(slot.id,),
        cells=tuple(cell for cell in cells if cell),
        text=f"{text.removesuffix('。')}{f'，由{fixed}' if fixed else ''}。",
    )


def _left_out(slot: Slot) -> Change:
    return lambda problem: problem.changed(slots=tuple(s for s in problem.slots if s.id != slot.id))


def _searches(problem: Problem, slot: Slot) -> Iterator[Search]:
    """Yield what the chair's meeting may decide of a session that is due as a rule (一般), not a must."""
    per = problem.form(slot.form).per
    rule = next((r for r in RULES if r.id == DUE.get(per)), None)
    if rule is None or rule.force != "usual" or rule.id not in problem.rules:
        return
    if per == "count":
        yield first_of(_one_fewer(problem, slot))
    elif per == "period" and not slot.merged:
        yield first_of(_skipped(problem, slot))


def _one_fewer(problem: Problem, slot: Slot) -> Cure:
    """Hold the form once less: the sessions are numbered by date, so the last number goes."""
    form = problem.form(slot.form)
    value = problem.parameter("annual-count", "count", form.id)
    count = value.value if isinstance(value.value, int) else 1
    last = max((s for s in problem.slots if s.form == form.id), key=lambda s: s.period or 0)

    def change(given: Problem) -> Problem:
        fewer = given.changed(slots=tuple(s for s in given.slots if s.id != last.id))
        return with_parameter("annual-count", "count", form.id, count - 1)(fewer)

    return Cure(
        "主席会议",
        Reason(
            rule="annual-count",
            article=problem.sources.get("annual-count", ""),
            cells=(value.source,) if "!" in value.source else (),
            entities=(form.id,),
            numbers={"from": count, "to": count - 1},
            text=f"“规则”表：年度次数，{form.name}，由 {count} 次改为 {count - 1} 次；{SIGNED}。",
        ),
        8,
        change,
    )


def _skipped(problem: Problem, slot: Slot) -> Cure:
    """Hold no session in one period (sheet 锁定: 不召开)."""
    lock = Lock(subject=slot.id, item="不召开")

    def change(given: Problem) -> Problem:
        without = _left_out(slot)(given)
        return without.changed(locks=(*without.locks, lock))

    return Cure(
        "主席会议",
        Reason(
            rule="bimonthly-cadence",
            article=problem.sources.get("bimonthly-cadence", ""),
            entities=(slot.id,),
            text=f"“锁定”表加一行：{slot.id} 不召开；{SIGNED}。",
        ),
        8,
        change,
    )
