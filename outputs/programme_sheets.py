"""The sheets 计划, 附表 and 公开版: the sessions as the office issues them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from constraints.distribution import is_public
from outputs.excel import Band, Column, Row, Table, Value
from outputs.labels import Labels, organisation
from outputs.matrix import NAMED_AT_MOST
from outputs.participants import (
    deliberator_lines,
    department_lines,
    expert_lines,
    member_lines,
    scope,
)
from outputs.session_days import last_day
from outputs.session_words import heard_words, session_topic
from planner.domain import Problem
from planner.parts import COUNTY, has_county
from planner.plan import Plan, Session
from planner.plan_items import agreed_topic, annex, numbered_items, town_of
from planner.plan_words import (
    ANNEX,
    ASSUMED,
    COLUMNS,
    MERGED,
    OF_ROOMS,
    PLAN,
    PROVISIONAL,
    STATES,
    exemption_note,
    version_word,
)

PUBLIC = "公开版"

_SIZE = 12.0
"""Nineteen columns are printed at two thirds: 12 points come out as 8."""
_WIDTHS = {
    "序号": 5, "场次": 13, "协商形式": 11, "协商议题": 23, "议题编号": 7, "月份": 6, "日期": 16.5,
    "时段": 13, "地点": 9, "牵头单位": 10, "协办单位": 10, "协商部门": 11, "分管领导": 9, "主持人": 9,
    "委员": 17, "专家": 13, "参加范围": 20, "状态": 6, "备注": 23,
    "协商室": 10, "议事成员": 18,
}  # fmt: skip
_OF_COUNTY = frozenset({"协办单位", "协商部门", "分管领导", "委员", "专家"})
"""Columns that a farm or a town may have no use for."""
_CENTRED = frozenset({"序号", "场次", "协商形式", "议题编号", "月份", "日期", "时段", "状态"})


def sheets(plan: Plan, problem: Problem) -> tuple[Table, Table]:
    """Return 计划 (sessions with a topic or an item, numbered) and 附表 (the others).

    A plan of several forms goes through them one after another, numbered through all of them.
    """
    labels = Labels(problem)
    items, others = numbered_items(plan, problem), annex(plan, problem)
    deviating = frozenset(d.session for d in plan.deviations)

    def rows(sessions: Sequence[Session]) -> list[Sequence[Value]]:
        return [
            _row(n, s, deviating, problem, labels)[: len(headers)]
            for n, s in enumerate(sessions, 1)
        ]

    headers = [name for name in COLUMNS[PLAN] if problem.rooms or name not in OF_ROOMS]
    numbered, annexed = rows(items), rows(others)
    columns = _columns(headers, [*numbered, *annexed], problem)
    return (
        Table(
            name=PLAN,
            titles=_titles(plan, problem, "年度协商计划"),
            columns=columns,
            rows=tuple(_by_form(items, numbered, problem, labels)),
            notes=_notes(plan, items),
            empty="本年没有带议题的场次",
            size=_SIZE,
        ),
        Table(
            name=ANNEX,
            titles=_titles(plan, problem, f"年度协商计划附表（{_annexed(others, problem)}）"),
            columns=columns,
            rows=tuple(_by_form(others, annexed, problem, labels)),
            empty="没有议题待定的场次",
            size=_SIZE,
        ),
    )


def _by_form(
    sessions: Sequence[Session], rows: Sequence[Sequence[Value]], problem: Problem, labels: Labels
) -> Iterator[Row]:
    """Yield the rows under a band for each form of the county, and one for each room below it.

    A single form needs none. A room's band names its town, so that a search finds both.
    """
    counts = Counter(_part(s) for s in sessions)
    several = len({part for part in counts if part != (COUNTY, "plenary")}) > 1
    section, last = 0, ("", "")
    for session, row in zip(sessions, rows, strict=True):
        part = _part(session)
        if several and part != last:
            section += 1
            called = labels.form(session) if session.council == COUNTY else _room(session, problem)
            yield Band(f"{_numeral(section)}、{called}（{counts[part]}项）")
        last = part
        yield row


def _part(session: Session) -> tuple[str, str]:
    """Return what a session stands under: the county's form, or the room."""
    return session.council, session.form if session.council == COUNTY else ""


def _room(session: Session, problem: Problem) -> str:
    """Return 云溪镇　甲村, or the room alone where it is no town's."""
    try:
        town = town_of(problem.room(session.council), problem)
    except KeyError:
        return session.council
    return session.council if town == session.council else f"{town}　{session.council}"


def _numeral(number: int) -> str:
    """Return 一 … 十, 十一 … 九十九, 一〇〇 and on as digits are read out."""
    digits = "〇一二三四五六七八九"
    if number >= 100:
        return "".join(digits[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    words = f"{digits[tens] if tens > 1 else ''}十" if tens else ""
    return f"{words}{digits[ones] if ones else ''}"


def _annexed(others: Iterable[Session], problem: Problem) -> str:
    """Return what stands in 附表."""
    agreed = [s for s in others if agreed_topic(s, problem)]
    rest = [s for s in others if not agreed_topic(s, problem)]
    if not agreed and not any(s.council != COUNTY for s in rest):
        return "全体会议和议题待定的场次"
    parts = ["由双方或界别自行商定议题的场次"] if agreed else []
    if any(s.form == "plenary" for s in rest):
        parts.append("全体会议")
    if any(s.form != "plenary" for s in rest):
        parts.append("议题待定的场次")
    return "、".join(parts)


def public_sheet(plan: Plan, problem: Problem) -> Table:
    """Return 公开版: months, not days; nothing of a secret topic; no member's name."""
    labels = Labels(problem)
    items = numbered_items(plan, problem)
    rows: list[Sequence[Value]] = [
        (
            number,
            labels.form(session),
            session_topic(session, problem, public=True),
            _month(session),
            session.lead_body,
            _public_departments(session) if is_public(session, problem) else "",
            scope(session, problem, named=False),
        )
        for number, session in enumerate(items, start=1)
    ]
    return Table(
        name=PUBLIC,
        titles=_titles(plan, problem, "年度协商计划（公开版）")[:1],
        columns=(
            Column("序号", 7, centred=True),
            Column("协商形式", 18, centred=True),
            Column("协商议题", 46),
            Column("时间", 10, centred=True),
            Column("牵头单位", 18, centred=True),
            Column("协商部门", 28),
            Column("参加范围", 40),
        ),
        rows=tuple(_by_form(items, rows, problem, labels)),
        notes=_annex_note(plan, problem),
        empty="本年没有带议题的场次",
        size=_SIZE,
    )


def _public_departments(session: Session) -> str:
    if len(session.departments) > NAMED_AT_MOST:
        return f"有关部门{len(session.departments)}个"
    return "、".join(session.departments)


def _annex_note(plan: Plan, problem: Problem) -> tuple[str, ...]:
    """Return a line that counts what is not numbered: the pairs' and the groups' own meetings."""
    agreed = [s for s in annex(plan, problem) if agreed_topic(s, problem)]
    if not agreed:
        return ()
    forms = {f.id: f.name for f in problem.forms}
    counts = {f: sum(s.form == f for s in agreed) for f in dict.fromkeys(s.form for s in agreed)}
    words = "、".join(f"{forms[f]}{count}次" for f, count in counts.items())
    return (f"注：另安排{words}，议题由对口双方或界别自行商定。",)


def _titles(plan: Plan, problem: Problem, what: str) -> tuple[str, ...]:
    return f"{organisation(plan, problem)}{plan.year}{what}", _status(plan)


def _status(plan: Plan) -> str:
    days = "依据国务院放假通知" if plan.calendar == "official" else "临时日历，待国务院通知核对"
    emphasis = f"侧重：{plan.emphasis}　　" if plan.emphasis else ""
    return f"{emphasis}日期：{days}　　{version_word(plan.version)}"


def _notes(plan: Plan, items: Iterable[Session]) -> tuple[str, ...]:
    notes = ["注：“月份”用于印发，“日期”“时段”供办公室内部安排。人名后括号内为工作簿中的编号。"]
    notes += [exemption_note(s.id, text) for s in items for text in s.exemptions]
    notes += [f"{ASSUMED}{text}" for text in plan.assumptions]
    return tuple(notes)


def _columns(
    headers: Sequence[str], rows: Sequence[Sequence[Value]], problem: Problem
) -> tuple[Column, ...]:
    """Return the columns; what rooms alone leave empty of the county's columns is hidden."""
    filled = {name for row in rows for name, value in zip(headers, row, strict=True) if value}
    unused = set() if has_county(problem) else _OF_COUNTY - filled
    return tuple(
        Column(name, _WIDTHS[name], name in _CENTRED, hidden=name in unused) for name in headers
    )


def _row(
    number: int, session: Session, deviating: Collection[str], problem: Problem, labels: Labels
) -> Sequence[Value]:
    """Return a row of all columns. deviating: the ids of sessions with a deviation."""
    in_room = session.council != COUNTY
    return (
        number,
        session.id,
        labels.form(session),
        session_topic(session, problem)
        if session.topics or in_room
        else agreed_topic(session, problem),
        "、".join(session.topics),
        _month(session),
        session.date,
        time_words(session),
        session.venue,
        session.lead_body,
        "\n".join(session.supporting_bodies),
        department_lines(session),
        labels.person(session.lead_leader),
        labels.person(session.host),
        member_lines(session, problem, labels),
        expert_lines(session, labels),
        scope(session, problem, named=True),
        STATES[session.state],
        "\n".join(_remarks(session, deviating, problem)),
        session.council if in_room else "",
        deliberator_lines(session, labels),
    )


def _month(session: Session) -> str:
    return f"{session.date.month}月"


def time_words(session: Session) -> str:
    """Return 上午 and 09:00—11:30 below it; a session of several half-days says how many it takes."""
    clock = "—".join(c for c in (session.start, session.end) if c)
    if session.start and not session.end:
        clock += "起"
    words = "\n".join(w for w in (session.half_day.label, clock) if w)
    return words if session.half_days == 1 else f"{words}\n共{session.half_days}个半天"


def _remarks(session: Session, deviating: Collection[str], problem: Problem) -> Iterable[str]:
    """Yield the lines of 备注: what is provisional, merged, exempt, secret, deviating."""
    if session.date_status == "provisional":
        yield PROVISIONAL
    end = last_day(session, problem)
    if end != session.date:
        yield f"会期至{end.month}月{end.day}日"
    if session.merged_with_plenary:
        yield MERGED
    if session.exemptions:
        yield f"不适用的 {len(session.exemptions)} 项规则及依据见表下说明"
    if not is_public(session, problem):
        yield "议题不对外公开"
    if session.id in deviating:
        yield "有偏离事项，见“偏离事项”表"
    if not session.topics and session.form != "plenary" and not agreed_topic(session, problem):
        heard = heard_words(session)
        yield f"议题待定，{heard}" if heard else "议题待定"
