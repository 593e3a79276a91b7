"""Grounds of who there is: bodies, leaders, members, experts and rooms, and how often each may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from constraints.venue import seats_needed
from planner.domain import Body, Expert, Leader, Problem, Venue
from planner.plan import Session
from planner.reason import Reason
from planner.why.ground import Change, Cure, Ground, first_of, least_of

MORE_EXPERTS = 6
MORE_TIMES = 12
NEW_EXPERT, NEW_VENUE = "新增专家", "新增会场"


def people_grounds(problem: Problem) -> Iterator[Ground]:
    """Yield what the sheets 承办单位, 领导, 委员, 专家 and 会场 set bounds to."""
    for body in problem.bodies:
        yield from _body(problem, body)
    for leader in problem.leaders:
        yield from _leader(problem, leader)
    for sheet, field, people in (
        ("委员", "members", problem.members),
        ("专家", "experts", problem.experts),
        ("议事成员", "deliberators", problem.deliberators),
    ):
        column = "年度上限" if sheet == "议事成员" else "年度邀请上限"
        for one in people:
            if one.cap is not None:
                said = f"{one.name}一年最多请 {one.cap} 次。"
                yield _capped(problem, sheet, column, field, one.id, one.cap, said, one.name, "cap")
    yield from _experts(problem)
    yield from _venues(problem)


def with_one(field: str, key: str, **changes: Any) -> Change:
    """Return the change of one row's cells; `key`: the 编号, or the name of what has none."""

    def change(problem: Problem) -> Problem:
        rows = getattr(problem, field)
        changed = tuple(
            row.model_copy(update=changes) if getattr(row, "id", row.name) == key else row
            for row in rows
        )
        return problem.changed(**{field: changed})

    return change


def _reason(problem: Problem, sheet: str, key: str, column: str, text: str) -> Reason:
    cell = problem.cell(sheet, key, column)
    return Reason(entities=(key,), cells=(cell,) if cell else (), text=text)


def _capped(
    problem: Problem,
    sheet: str,
    column: str,
    field: str,
    key: str,
    cap: int,
    said: str,
    name: str,
    attribute: str,
) -> Ground:
    """Return the ground of a yearly cap, which the office may raise."""
    more = [
        Cure(
            "办公室",
            _reason(
                problem, sheet, key, column, f"{name}的“{column}”由 {cap} 提高到 {cap + extra}。"
            ),
            2 * extra,
            with_one(field, key, **{attribute: cap + extra}),
        )
        for extra in range(1, MORE_TIMES + 1)
    ]
    return Ground(
        _reason(problem, sheet, key, column, said),
        with_one(field, key, **{attribute: None}),
        (least_of(more),),
    )


def _body(problem: Problem, body: Body) -> Iterator[Ground]:
    if body.annual_cap is not None:
        said = f"{body.name}一年最多承办 {body.annual_cap} 场。"
        yield _capped(
            problem,
            "承办单位",
            "年度承办上限",
            "bodies",
            body.name,
            body.annual_cap,
            said,
            body.name,
            "annual_cap",
        )
    if body.preparation_cap is not None:
        said = f"{body.name}同时最多筹备 {body.preparation_cap} 场。"
        yield _capped(
            problem,
            "承办单位",
            "同时筹备上限",
            "bodies",
            body.name,
            body.preparation_cap,
            said,
            body.name,
            "preparation_cap",
        )
    able = [x for x in problem.leaders if x.is_chair or x.is_vice_chair]
    now = problem.leaders_in_charge(body.name)
    others = [x for x in able if x.id not in now]
    if not others:
        return
    cures = [
        Cure(
            "主席会议",
            _reason(
                problem, "承办单位", body.name, "分管领导", f"{body.name}的分管领导加上{x.name}。"
            ),
            4,
            with_one("bodies", body.name, leaders=(*now, x.id)),
        )
        for x in others
    ]
    who = "、".join(problem.leader(i).name for i in now)
    said = f"{body.name}由{who}分管。" if who else f"{body.name}没有分管的主席或副主席。"
    yield Ground(
        _reason(problem, "承办单位", body.name, "分管领导", said),
        with_one("bodies", body.name, leaders=(*now, *(x.id for x in others))),
        (first_of(*cures),),
    )


def _leader(problem: Problem, leader: Leader) -> Iterator[Ground]:
    if leader.host_cap is not None:
        said = f"{leader.name}一年最多主持 {leader.host_cap} 场。"
        yield _capped(
            problem,
            "领导",
            "年度主持上限",
            "leaders",
            leader.id,
            leader.host_cap,
            said,
            leader.name,
            "host_cap",
        )
    if (leader.is_chair or leader.is_vice_chair) and not leader.can_host:
        allow = Cure(
            "主席会议",
            _reason(
                problem, "领导", leader.id, "可主持", f"请{leader.name}主持（“可主持”改为“是”）。"
            ),
            3,
            with_one("leaders", leader.id, can_host=True),
        )
        yield Ground(
            _reason(problem, "领导", leader.id, "可主持", f"{leader.name}不主持会议。"),
            with_one("leaders", leader.id, can_host=True),
            (first_of(allow),),
        )


def _experts(problem: Problem) -> Iterator[Ground]:
    if not any(topic.wants_experts for topic in problem.topics):
        return

    def more(count: int) -> Change:
        def change(given: Problem) -> Problem:
            new = tuple(
                Expert(
                    id=f"{NEW_EXPERT}{n}",
                    name=f"{NEW_EXPERT}{n}",
                    person=f"{NEW_EXPERT}{n}",
                    unit="待定",
                )
                for n in range(1, count + 1)
            )
            return given.changed(experts=(*given.experts, *new))

        return change

    cell = problem.cell("专家", next((e.id for e in problem.experts), ""), "姓名")
    cells = (cell,) if cell else ()
    cures = [
        Cure(
            "办公室",
            Reason(
                cells=cells,
                numbers={"more": count},
                text=f"“专家”表再补充 {count} 名届外专家，时间由办公室商定。",
            ),
            2 + 2 * count,
            more(count),
        )
        for count in range(1, MORE_EXPERTS + 1)
    ]
    names = "、".join(e.name for e in problem.experts[:4])
    who = f"（{names}{'等' if len(problem.experts) > 4 else ''}）" if names else ""
    said = f"“专家”表只有 {len(problem.experts)} 名专家{who}。"
    reason = Reason(cells=cells, numbers={"has": len(problem.experts)}, text=said)
    yield Ground(reason, more(MORE_EXPERTS), (least_of(cures),))


def _venues(problem: Problem) -> Iterator[Ground]:
    if not problem.venues:
        return
    slots = [s for s in problem.slots if s.form != "plenary" and not s.merged]
    needed = max(
        (seats_needed(problem, Session(id=s.id, form=s.form, date=s.first)) for s in slots),
        default=0,
    )
    largest = max(problem.venues, key=lambda v: 10**6 if v.capacity is None else v.capacity)
    size = (
        "人数不限"
        if largest.capacity is None
        else f"最大的{largest.name}容纳 {largest.capacity} 人"
    )
    cells = tuple(
        cell for v in problem.venues if (cell := problem.cell("会场", v.name, "容纳人数"))
    )
    add = Cure(
        "办公室",
        Reason(
            cells=cells[:1],
            numbers={"needs": needed},
            text=f"“会场”表补充一处够大的会场（连同部门，约 {needed} 人以上），可以借用。",
        ),
        4,
        lambda given: given.changed(venues=(*given.venues, Venue(name=NEW_VENUE))),
    )
    said = f"“会场”表有 {len(problem.venues)} 处会场，{size}。"
    yield Ground(
        Reason(cells=cells, text=said),
        lambda given: given.changed(venues=()),
        (first_of(add),),
    )
