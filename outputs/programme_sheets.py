"""The sheets 计划, 附表 and 公开版: the sessions as the office issues them."""

from __future__ import annotations

from collections.abc import Iterable

from constraints.distribution import is_public
from outputs.excel import Column, Row, Table
from outputs.labels import Labels, organisation
from outputs.session_words import last_day, session_topic
from planner.domain import Problem
from planner.plan import Plan, Session
from planner.plan_words import (
    ANNEX,
    ASSUMED,
    COLUMNS,
    MERGED,
    PLAN,
    PROVISIONAL,
    STATES,
    exemption_note,
)

PUBLIC = "公开版"

_SIZE = 12.0
"""Nineteen columns are printed at two thirds: 12 points come out as 8."""
_WIDTHS = {
    "序号": 5, "场次": 13, "协商形式": 11, "协商议题": 23, "议题编号": 7, "月份": 6, "日期": 16.5,
    "时段": 13, "地点": 9, "牵头单位": 10, "协办单位": 10, "协商部门": 11, "分管领导": 9, "主持人": 9,
    "委员": 17, "专家": 13, "参加范围": 20, "状态": 6, "备注": 23,
}  # fmt: skip
_CENTRED = frozenset({"序号", "场次", "协商形式", "议题编号", "月份", "日期", "时段", "状态"})


def sheets(plan: Plan, problem: Problem) -> tuple[Table, Table]:
    """Return 计划 (sessions with a topic, numbered by date) and 附表 (the others)."""
    labels = Labels(problem)
    numbered = list(plan.with_topics())
    others = [s for s in plan.by_date() if not s.topics]
    return (
        Table(
            name=PLAN,
            titles=_titles(plan, problem, "年度协商计划"),
            columns=_columns(),
            rows=tuple(_row(n, s, plan, problem, labels) for n, s in enumerate(numbered, 1)),
            notes=_notes(plan),
            empty="本年没有带议题的场次",
            size=_SIZE,
        ),
        Table(
            name=ANNEX,
            titles=_titles(plan, problem, "年度协商计划附表（全体会议和议题待定的场次）"),
            columns=_columns(),
            rows=tuple(_row(n, s, plan, problem, labels) for n, s in enumerate(others, 1)),
            size=_SIZE,
        ),
    )


def public_sheet(plan: Plan, problem: Problem) -> Table:
    """Return 公开版: months, not days; nothing of a secret topic; no member's name."""
    labels = Labels(problem)
    rows: list[Row] = [
        (
            number,
            labels.form(session),
            session_topic(session, problem, public=True),
            _month(session),
            session.lead_body,
            "、".join(session.departments) if is_public(session, problem) else "",
            _scope(session, problem, named=False),
        )
        for number, session in enumerate(plan.with_topics(), start=1)
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
        rows=tuple(rows),
        empty="本年没有带议题的场次",
        size=_SIZE,
    )


def _titles(plan: Plan, problem: Problem, what: str) -> tuple[str, ...]:
    return f"{organisation(plan, problem)}{plan.year}{what}", _status(plan)


def _status(plan: Plan) -> str:
    days = "依据国务院放假通知" if plan.calendar == "official" else "临时日历，待国务院通知核对"
    emphasis = f"侧重：{plan.emphasis}　　" if plan.emphasis else ""
    return f"{emphasis}日期：{days}　　第 {plan.version} 版"


def _notes(plan: Plan) -> tuple[str, ...]:
    notes = ["注：“月份”用于印发，“日期”“时段”供办公室内部安排。人名后括号内为工作簿中的编号。"]
    notes += [exemption_note(s.id, text) for s in plan.with_topics() for text in s.exemptions]
    notes += [f"{ASSUMED}{text}" for text in plan.assumptions]
    return tuple(notes)


def _columns() -> tuple[Column, ...]:
    return tuple(Column(name, _WIDTHS[name], name in _CENTRED) for name in COLUMNS[PLAN])


def _row(number: int, session: Session, plan: Plan, problem: Problem, labels: Labels) -> Row:
    return (
        number,
        session.id,
        labels.form(session),
        session_topic(session, problem) if session.topics else "",
        "、".join(session.topics),
        _month(session),
        session.date,
        time_words(session),
        session.venue,
        session.lead_body,
        "\n".join(session.supporting_bodies),
        "\n".join(session.departments),
        labels.person(session.lead_leader),
        labels.person(session.host),
        "\n".join(map(labels.person, session.members)),
        "\n".join(map(labels.person, session.experts)),
        _scope(session, problem, named=True),
        STATES[session.state],
        "\n".join(_remarks(session, plan, problem)),
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


def _scope(session: Session, problem: Problem, named: bool) -> str:
    """Return who attends, in words; the county's leaders by name only in the office's own copy."""
    if session.form == "plenary":
        return "全体委员；县政协领导全程出席"
    parts: list[str] = []
    outside = [x for x in problem.leaders if x.id in session.leaders and x.side != "政协"]
    if outside and named:
        parts.append(f"党政领导{'、'.join(x.name for x in outside)}")
    elif outside:
        parts.append("联系政协和分管有关工作的党政领导")
    if any(x.id in session.leaders for x in problem.cppcc_leaders):
        parts.append("政协领导")
    if session.guests:
        parts.append("各委室负责同志")
    if session.departments:
        parts.append("有关部门负责同志")
    parts += _counted("发言委员" if session.merged_with_plenary else "委员", session.members)
    parts += _counted("专家", session.experts)
    return "，".join(parts)


def _counted(word: str, persons: tuple[str, ...]) -> Iterable[str]:
    return [f"{word}{len(persons)}名"] if persons else []


def _remarks(session: Session, plan: Plan, problem: Problem) -> Iterable[str]:
    """Yield the lines of 备注: what is provisional, merged, exempt, secret, deviating."""
    if session.date_status == "provisional":
        yield PROVISIONAL
    if last_day(session) != session.date:
        end = last_day(session)
        yield f"会期至{end.month}月{end.day}日"
    if session.merged_with_plenary:
        yield MERGED
    if session.exemptions:
        yield f"不适用的 {len(session.exemptions)} 项规则及依据见表下说明"
    if not is_public(session, problem):
        yield "议题不对外公开"
    if any(d.session == session.id for d in plan.deviations):
        yield "有偏离事项，见“偏离事项”表"
    if not session.topics and session.form != "plenary":
        yield "议题待定"
