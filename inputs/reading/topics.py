"""议题 → topics, with bodies, departments, sectors and stakeholders resolved."""

from __future__ import annotations

from collections.abc import Mapping

from inputs.cell_text import plain, says_nothing
from inputs.forms import FORM_NAMES
from inputs.problems import ProblemList
from inputs.reading.duplicates import first_rows
from inputs.reading.items import is_required
from inputs.reading.names import Lookup, resolve, shared
from inputs.reading.people import People
from inputs.reading.rows import Row, Tables
from inputs.reading.topic_rooms import TopicRooms
from planner.domain import Form, Topic


def read_topics(
    tables: Tables,
    people: People,
    forms: tuple[Form, ...],
    problems: ProblemList,
    at_plenary: bool = False,
    rooms: TopicRooms | None = None,
) -> tuple[Topic, ...]:
    """Read the sheet 议题 and report all that is wrong in it.

    Parameters
    ----------
    forms:
        The county's forms.
    at_plenary:
        Whether the plenary alone may hear a mandated topic or a required matter.
    rooms:
        The rooms that may hear a topic instead of the county; None: there are none.
    """
    topics = []
    for row in first_rows(tables["议题"], "编号", problems):
        topic = _topic(row, people, forms, problems, at_plenary, rooms)
        if topic:
            topics.append(topic)
    return tuple(topics)


def _topic(
    row: Row,
    people: People,
    forms: tuple[Form, ...],
    problems: ProblemList,
    at_plenary: bool,
    rooms: TopicRooms | None,
) -> Topic | None:
    room = rooms.of(row, problems) if rooms else None
    leads = resolve(row, "牵头单位", people.body_names, problems)
    supporting = resolve(row, "协办单位", people.body_names, problems)
    departments = people.departments_named(row, "相关部门")
    stakeholders = _stakeholders(row, people, problems)
    exclusion = _exclusion(row)
    listed = at_plenary and (_is_mandated(row) or is_required(row.text("议题名称")))
    takes = {f.id: f.name for f in forms if f.rank is not None or (listed and f.per == "year")}
    if room is not None:
        takes = {room.form: FORM_NAMES[room.form]}
    allowed = _forms(row, people, forms, {} if exclusion else takes, problems)
    look_at_months(row, problems)
    if row.has("协商室") and rooms is None:
        problems.add(
            row.problem(
                "not-honoured",
                "协商室",
                "现有规则方案没有基层协商，不能安排到协商室。",
                "请清空这一格，或把这个议题从工作簿中删去。",
            )
        )
    if not row.has("议题名称", "提出单位", "重要程度"):
        return None
    importance = row.values["重要程度"][0]
    expertise = row.many("所需专长")
    asked = row.yes("需专家")
    return Topic(
        id=row.text("编号"),
        title=row.text("议题名称"),
        proposers=tuple(_as_body(people, name) for name in row.many("提出单位")),
        importance=importance,
        mandated=_is_mandated(row),
        mandated_by=_mandated_by(row),
        source=row.text("来源", "其他"),
        proposer=row.text("提出人"),
        category=row.text("类别"),
        forms=allowed,
        lead_bodies=leads,
        supporting_bodies=supporting,
        departments=departments,
        sectors=people.sectors.named(row, "相关界别"),
        expertise=expertise,
        wants_experts=bool(expertise) if asked is None else asked,
        earliest_month=row.number_in("最早月份"),
        latest_month=row.number_in("最晚月份"),
        suggested_months=row.many("建议月份"),
        decision_date=row.day("决策时间"),
        stakeholders=stakeholders,
        rounds_held=row.number_in("已协商次数") or 0,
        needs_second=bool(row.yes("需二次协商")),
        exclusion=exclusion,
        research_days=row.number_in("调研天数"),
        research_place=row.text("调研地点"),
        secret=bool(row.yes("涉密")),
        room=room.name if room else "",
        note="；".join(
            [row.text("备注")] * row.has("备注") + [f"{k}：{v}" for k, v in row.extra.items()]
        ),
    )


def _mandated_by(row: Row) -> str:
    """Return 指定单位; 无 and marks for nothing are none."""
    by = row.text("指定单位")
    return "" if says_nothing(by) else by


def _is_mandated(row: Row) -> bool:
    """Whether the topic is assigned: 重要程度 指定, or 指定单位 filled."""
    return bool(_mandated_by(row)) or (row.has("重要程度") and row.values["重要程度"][1])


def _exclusion(row: Row) -> str:
    """Return the exclusion ground; 无, 否 and marks for nothing are none."""
    text = row.text("不予协商情形")
    return "" if says_nothing(text) or plain(text) in ("否", "不属于", "没有") else text


def _as_body(people: People, name: str) -> str:
    """Return a proposing unit spelt as the sheet 承办单位 spells it, where it stands there."""
    return next(iter(people.body_names.find(name)), name)


def _stakeholders(row: Row, people: People, problems: ProblemList) -> tuple[str, ...]:
    """Return persons' keys and, for what names no known person, the unit or field as written."""
    found_all = []
    for name in row.many("利益相关方"):
        found = people.persons.find(name)
        if len(found) > 1:
            problems.add(shared(row, "利益相关方", name, found))
            continue
        units = people.body_names.find(name) or people.department_names.find(name)
        found_all.append(next(iter(found or units), name))
    return tuple(dict.fromkeys(found_all))


def _forms(
    row: Row,
    people: People,
    forms: tuple[Form, ...],
    takes: Mapping[str, str],
    problems: ProblemList,
) -> tuple[str, ...]:
    """Return the allowed forms' ids; report unknown ones, and where none of them takes topics."""
    known = Lookup("协商形式", complete=people.form_ids.complete)
    for form_id, name in FORM_NAMES.items():
        known.add(form_id, name, number=form_id)
    for form in forms:
        known.add(form.id, form.name, number=form.id)
    allowed = resolve(row, "协商形式", known, problems)
    if allowed and takes and not set(allowed) & set(takes):
        problems.add(
            row.problem(
                "topic-no-form",
                "协商形式",
                "规则方案里没有可以安排这个议题的形式。",
                f"请改为：{'、'.join(takes.values())}；或留空（任何形式）。",
            )
        )
    return allowed


def look_at_months(row: Row, problems: ProblemList) -> None:
    """Report an earliest month after the latest."""
    first, last = row.number_in("最早月份"), row.number_in("最晚月份")
    if first and last and first > last:
        problems.add(
            row.problem(
                "months-backwards",
                "最晚月份",
                f"早于最早月份（{first}月，{row.cells['最早月份']}）。",
                "请核对两个月份。",
            )
        )
