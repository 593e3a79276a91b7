"""Items that have their session by themselves, as topics: 重点提案, 监督活动, 必经事项.

They stand beside the candidates of the sheet 议题, compete for no place, and are numbered items of
the plan. The matters of `REQUIRED` are heard at the plenary (kailu 二4, 分工(二)2(2)).
"""

from __future__ import annotations

from collections.abc import Callable

from inputs.cell_text import match_key
from inputs.problems import ProblemList
from inputs.reading.rows import Row, Tables
from inputs.sheets.activities import PROPOSALS, SUPERVISION
from planner.domain import Body, Form, KeyProposal, Slot, Supervision, Topic

REQUIRED = (
    ("R1", "政府工作报告", "县政府"),
    ("R2", "国民经济和社会发展计划报告", "县政府"),
    ("R3", "财政预决算报告", "县政府"),
    ("R4", "人民法院工作报告", "县人民法院"),
    ("R5", "人民检察院工作报告", "县人民检察院"),
)
"""Matters whose forum is the plenary: id, title, and whose report it is."""
PLENARY = "plenary"
IMPORTANCE = 3
"""Items compete with nothing: their rank is never weighed."""


def is_required(title: str) -> bool:
    """Whether a title is that of a matter whose forum is the plenary."""
    return match_key(title) in {match_key(one) for _, one, _ in REQUIRED}


def with_required(topics: tuple[Topic, ...], bodies: tuple[Body, ...]) -> tuple[Topic, ...]:
    """Return the topics with the required matters: those of the sheet by title, the rest added."""
    office = next((body.name for body in bodies if body.kind == "办公室"), "")
    leads = (office,) if office else ()
    fixed = {"kind": "必经事项", "forms": (PLENARY,)}
    found = tuple(
        topic.model_copy(update=fixed)
        if is_required(topic.title) and not topic.is_excluded
        else topic
        for topic in topics
    )
    there = {match_key(topic.title) for topic in topics}
    added = tuple(
        Topic(
            id=number,
            title=title,
            proposers=(proposer,),
            importance=IMPORTANCE,
            forms=(PLENARY,),
            lead_bodies=leads,
            kind="必经事项",
        )
        for number, title, proposer in REQUIRED
        if match_key(title) not in there
    )
    return (*found, *added)


def items_of(
    proposals: tuple[KeyProposal, ...],
    supervisions: tuple[Supervision, ...],
    forms: tuple[Form, ...],
    slots: tuple[Slot, ...],
    name_of: Callable[[str], str],
) -> tuple[Topic, ...]:
    """Return each key proposal and supervision activity as a topic of its own session.

    name_of: gives a person's name by key.
    """
    leads = {item: slot.lead_body for slot in slots for item in slot.items if slot.lead_body}
    by_per = {form.per: form.id for form in forms}

    def lead(item: str) -> tuple[str, ...]:
        return (leads[item],) if item in leads else ()

    return (
        *(
            Topic(
                id=x.id,
                title=x.title,
                proposers=(),
                proposer="、".join(name_of(person) for person in x.proposers),
                importance=IMPORTANCE,
                forms=(by_per["proposal"],),
                lead_bodies=lead(x.id),
                departments=x.departments,
                sectors=x.sectors,
                kind="重点提案",
            )
            for x in proposals
        ),
        *(
            Topic(
                id=x.id,
                title=x.name,
                proposers=(x.body,),
                importance=IMPORTANCE,
                forms=(by_per["supervision"],),
                lead_bodies=lead(x.id),
                earliest_month=x.earliest_month,
                latest_month=x.latest_month,
                kind="监督活动",
            )
            for x in supervisions
        ),
    )


def report_shared_ids(
    tables: Tables, topics: tuple[Topic, ...], forms: tuple[Form, ...], problems: ProblemList
) -> None:
    """Report an 编号 that an item shares with a topic, or with an item of another sheet."""
    first: dict[str, Row] = {}
    sheets = ["议题", *(s.name for s in (PROPOSALS, SUPERVISION) if s.is_used(f.id for f in forms))]
    for sheet in sheets:
        for row in tables[sheet]:
            if not row.has("编号"):
                continue
            other = first.setdefault(match_key(row.text("编号")), row)
            if other.sheet != row.sheet:
                problems.add(
                    row.problem(
                        "id-twice",
                        "编号",
                        f"与“{other.sheet}”表 {other.cells['编号']} 重复。",
                        "议题、重点提案、监督活动的编号不能相同，请改其中一个。",
                    )
                )
    kept = {match_key(number) for number, _, _ in REQUIRED}
    required = {match_key(t.id) for t in topics if t.kind == "必经事项"} & kept
    for key, row in first.items():
        if key in required and not is_required(row.text("议题名称")):
            problems.add(
                row.problem(
                    "id-kept",
                    "编号",
                    "留给全体会议的必经事项（R1—R5：政府工作报告等）。",
                    "请改用别的编号。",
                )
            )
