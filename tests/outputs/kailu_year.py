"""A year of every form, as large as a county's, built by hand: 49 sessions, 300 members.

Nine committees with 18 departments, 25 sectors in eight liaison groups, 40 of the members 常委,
ten key proposals, three supervision activities, 66 candidates. Names are as long as real ones.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from planner.dates import HalfDay
from planner.domain import (
    Body,
    Department,
    KeyProposal,
    Leader,
    LiaisonGroup,
    Member,
    Problem,
    Slot,
    Supervision,
)
from planner.plan import (
    AgendaPart,
    Compliance,
    LeftOut,
    Milestone,
    Outcome,
    Paper,
    Plan,
    PlanMilestone,
    Session,
    Stage,
)
from tests.builders import expert, item_topics, kailu_county, member, topic
from tests.full_plan import SECRET_TITLE
from tests.outputs.full_year import LEADERS, SECTORS, TITLES

COMMITTEES = (
    "提案委员会", "经济科技委员会", "农业和农村委员会", "人口资源环境和城乡建设委员会", "教科卫体委员会",
    "社会法制和民族宗教委员会", "文化文史和学习委员会", "港澳台侨和外事委员会", "委员联络工作委员会",
)  # fmt: skip
DEPARTMENTS = (
    "县委督查室", "县政府督查室", "县发展和改革委员会", "县工业和信息化局", "县农业农村局", "县水利局", "县自然资源局",
    "县住房和城乡建设局", "县教育体育局", "县卫生健康委员会", "县司法局", "县民政局", "县文化和旅游局", "县档案史志馆",
    "县委统战部", "县工商业联合会", "县委组织部", "县政务服务局",
)  # fmt: skip
GROUPS = tuple(f"第{n}委员联络活动组" for n in "一二三四五六七八")
VICES = LEADERS[1:5]


def _leaders() -> tuple[Leader, ...]:
    named = [
        Leader(id=LEADERS[0], name=LEADERS[0], post="党组书记、主席", person="L1", can_host=True),
        *(Leader(id=n, name=n, post="党组成员、副主席", person=n, can_host=True) for n in VICES),
        Leader(id=LEADERS[5], name=LEADERS[5], post="秘书长", person="L6"),
    ]
    outside = (("上官云飞", "县委副书记", "县委"), ("尉迟敬业", "县委常委、常务副县长", "政府"),
               ("东方明", "副县长", "政府"), ("南宫雪", "县人大常委会副主任", "人大"),
               ("西门正", "县人民法院院长", "两院"))  # fmt: skip
    named += [
        Leader(id=name, name=name, post=post, person=name, side=side, liaison=side == "县委")  # type: ignore[arg-type]
        for name, post, side in outside
    ]
    return tuple(named)


def _bodies() -> tuple[Body, ...]:
    """Nine committees of two departments each; the first three heads are members too."""
    committees = [
        Body(
            name=name,
            head=f"M{i + 1:03d}" if i < 3 else f"主任{i}",
            head_name=_name(i + 1) if i < 3 else f"令狐主任{i}",
            leaders=(VICES[i % 4],),
            departments=DEPARTMENTS[2 * i : 2 * i + 2],
        )
        for i, name in enumerate(COMMITTEES)
    ]
    office = Body(
        name="办公室", kind="办公室", head="办主任", head_name="宇文主任", leaders=VICES[:1]
    )
    return (*committees, office)


def _name(n: int) -> str:
    return f"{'欧阳' if n % 9 == 0 else '张'}{'子轩' if n % 2 else '明'}{n}"


def _members() -> tuple[Member, ...]:
    return tuple(
        member(
            n,
            name=_name(n),
            sector=SECTORS[(n * n) % 25 if n % 3 else n % 25],
            gender="女" if n % 7 in (1, 3) else "男",
            party="中共" if n % 5 < 2 else "无党派",
            standing=n % 7 == 4 and n < 284,
            body=COMMITTEES[n % 9],
            liaison_group=GROUPS[n % 8],
            employer="县第一中学" if n % 4 else "",
            level="市" if n > 294 else "县",
            times_before=n % 4,
            phone=f"1390000{n:04d}",
        )
        for n in range(1, 301)
    )


@cache
def kailu_problem(profiles: tuple[str, ...] = ("kailu",), **changes: Any) -> Problem:
    """Return the county; a keyword replaces any field of `Problem`."""
    proposals = tuple(
        KeyProposal(
            id=f"P{n:02d}",
            title=f"关于{TITLES[n - 1]}的提案",
            proposers=(f"M{n * 11:03d}", f"M{n * 11 + 1:03d}")[: 1 + n % 2],
            departments=DEPARTMENTS[n : n + 1 + n % 2],
            government_leader="尉迟敬业",
            supervisor=VICES[n % 4],
        )
        for n in range(1, 11)
    )
    supervisions = (
        Supervision(id="S01", name="民主评议县住房和城乡建设局工作", kind="民主评议", body=COMMITTEES[3]),
        Supervision(id="S02", name="营商环境监督性视察", kind="监督性调研视察", body=COMMITTEES[1], half_days=2),
        Supervision(id="S03", name="黄河流域生态保护视察", kind="视察", body=COMMITTEES[3], half_days=4),
    )  # fmt: skip
    candidates = tuple(
        topic(
            n,
            title=SECRET_TITLE
            if n == 10
            else f"{TITLES[(n - 1) % 14]}{'' if n <= 14 else f'（之{n}）'}",
            importance=1 + (n * 7) % 5,
            mandated=n in (1, 3),
            secret=n == 10,
            lead_bodies=(),
            proposers=(COMMITTEES[n % 9],),
        )
        for n in range(1, 67)
    )
    values: dict[str, Any] = {
        "topics": (*candidates, *item_topics(proposals, supervisions)),
        "bodies": _bodies(),
        "leaders": _leaders(),
        "members": _members(),
        "experts": tuple(expert(n) for n in range(1, 81)),
        "departments": tuple(Department(name=d, leader="东方明") for d in DEPARTMENTS),
        "liaison_groups": tuple(
            LiaisonGroup(name=g, convenor=f"M{n or 8:03d}", convenor_name=_name(n or 8))
            for g, n in zip(GROUPS, (8, 1, 2, 3, 4, 5, 6, 7), strict=True)
        ),
        "key_proposals": proposals,
        "supervisions": supervisions,
        "settings": {"organisation": "中国人民政治协商会议某某县委员会"},
    }
    return kailu_county(profiles=profiles, **(values | changes))


def _month_day(number: int) -> date:
    """Return the working day of session number 1, 2 … of the year, spread over March to December."""
    day = date(2027, 3, 1) + timedelta(days=(number * 29) % 285)
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)


def kailu_session(slot: Slot, number: int, problem: Problem, **changes: Any) -> Session:
    """Return a session of the year by its slot, with whoever its form brings and its steps."""
    day = _month_day(number)
    form = problem.form(slot.form)
    half_days = 3 if slot.id == "standing-2" else slot.half_days
    lead = slot.lead_body or COMMITTEES[number % 9]
    topics = slot.items
    if form.topics == "one" or (slot.form == "counterpart" and number % 5 == 0):
        topics = (f"T{number:02d}",)
    named = {"standing": 3, "special": 40, "quarterly": 10, "counterpart": 10, "sector": 6}
    pool = {
        "standing": [m.id for m in problem.members if m.standing],
        "committee": [m.id for m in problem.members if m.body == lead],
        "group": [m.id for m in problem.group_members(slot.group)],
        "proposers": [
            p for x in problem.key_proposals if x.id in slot.items for p in x.proposers
        ],
        "team": [f"M{number * 5 + i:03d}" for i in range(8)],
        "members": [f"M{(number * 37 + i) % 294 + 1:03d}" for i in range(40)],
    }[form.seats]  # fmt: skip
    members = tuple(
        pool if form.seats in ("standing", "proposers") else pool[: named.get(slot.form, 8)]
    )
    if slot.host_person and slot.form == "sector":
        members = tuple(dict.fromkeys((slot.host_person, *members)))
    wide = slot.form in ("standing", "special", "quarterly", "bimonthly")
    guests: tuple[str, ...] = tuple(b.name for b in problem.bodies) if wide else ()
    if slot.form == "standing":
        guests += ("M010", "M020", "M030")
    two_days = half_days > 1
    values: dict[str, Any] = {
        "id": slot.id,
        "form": slot.form,
        "date": day,
        "half_day": HalfDay.AM if number % 2 or two_days else HalfDay.PM,
        "start": "09:00" if number % 2 or two_days else "14:30",
        "end": "" if two_days else "11:30" if number % 2 else "17:00",
        "half_days": half_days,
        "group": slot.group,
        "date_status": "provisional",
        "topics": topics,
        "lead_body": lead,
        "departments": slot.departments or DEPARTMENTS[number % 15 : number % 15 + 2],
        "lead_leader": slot.leader or VICES[number % 4],
        "host": slot.host or (LEADERS[0] if number % 3 else VICES[0]),
        "leaders": ("上官云飞", "东方明", *LEADERS[:6]) if wide else (VICES[number % 4], "东方明")[: 1 + number % 2],
        "members": members,
        "guests": guests,
        "experts": (f"E{number:02d}", f"E{number + 20:02d}") if wide else (),
        "venue": "县政协机关五楼会议室",
        "outcome": Outcome(paper="专题报告", to=("县委", "县政府"), owner="办公室"),
    }  # fmt: skip
    if slot.form == "special":
        values["agenda"] = tuple(
            AgendaPart(part="booked", speaker=m, minutes=8) for m in members[:25]
        )
        values["alternates_by_seat"] = {m: ("M290", "M291") for m in members}
        values["alternates"] = ("M290", "M291")
    return Session(**(values | changes)).add(*_steps(slot.form, day, lead, members)).replace(
        papers=(Paper(title="部门情况介绍", writer=DEPARTMENTS[number % 15], due=day - timedelta(7)),)
    )  # fmt: skip


def _steps(form: str, day: date, lead: str, members: tuple[str, ...]) -> list[Milestone]:
    months = 60 if form in ("standing", "special", "quarterly", "bimonthly") else 30

    def on(kind: str, days: int, **more: Any) -> Milestone:
        that = day - timedelta(days)
        return Milestone(kind=kind, start=that, end=that, **({"owner": lead} | more))

    found = [on("scheme", months + 2), on("briefing", 7, owner="办公室")]
    found += [on("outcome", -14, owner="办公室", with_=(lead,)), on("report-back", -30)]
    if months == 60:
        found += [
            on("mobilisation", 60, owner=VICES[0], half_day=HalfDay.AM, with_=(lead,)),
            on("coordination", 8, owner=LEADERS[5], half_day=HalfDay.PM, with_=COMMITTEES),
            Milestone(
                kind="research", start=day - timedelta(25), end=day - timedelta(23), owner=lead,
                with_=(lead,), team=(VICES[0], *members[:4], "E01"),
            ),
        ]  # fmt: skip
    return found


def kailu_plan(problem: Problem, **changes: Any) -> Plan:
    """Return the year's plan; a keyword replaces any field of `Plan`."""
    plenary = Session(
        id="plenary-1",
        form="plenary",
        date=date(2027, 1, 11),
        half_days=6,
        start="09:00",
        date_status="provisional",
        topics=tuple(t.id for t in problem.topics if t.kind == "必经事项"),
        lead_body="办公室",
        host=LEADERS[0],
        leaders=tuple(x.id for x in problem.leaders),
        departments=DEPARTMENTS,
    )
    slots = [s for s in problem.slots if s.form != "plenary"]
    sessions = [kailu_session(s, n, problem) for n, s in enumerate(slots, start=1)]
    sessions = [_merged(s) if problem.slot(s.id).merged else s for s in sessions]
    taken = {t for s in sessions for t in s.topics}
    values: dict[str, Any] = {
        "year": 2027,
        "organisation": problem.settings.organisation,
        "profiles": problem.settings.profiles,
        "emphasis": "均衡",
        "status": "optimal",
        "sessions": (plenary, *sessions),
        "stages": (Stage(name="topic-value", sense="max", value=2310, bound=2310),),
        "plan_milestones": (
            PlanMilestone(kind="collect", date=date(2026, 11, 30), owner="办公室", title="征集议题"),
        ),
        "left_out": tuple(
            LeftOut(topic=t.id, reason="topic-value", rules=("topic-value",), text="排在其后。")
            for t in problem.topics
            if t.is_candidate and t.id not in taken
        ),
        "compliance": (
            Compliance(rule="references", source="", kind="hard", force="must", holds=True, checked=49),
        ),
    }  # fmt: skip
    return Plan(**(values | changes))


def _merged(session: Session) -> Session:
    return session.replace(
        date=date(2027, 1, 12),
        merged_with_plenary=True,
        members=session.members[:3],
        experts=(),
        guests=(),
        milestones=(),
        exemptions=("免提前期（anhua 二3）",),
    )
