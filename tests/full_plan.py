"""A plan by hand in which every field that the workbooks carry is filled, and its county."""

from __future__ import annotations

from datetime import date

from planner.dates import HalfDay
from planner.domain import Problem
from planner.plan import (
    AgendaPart,
    Approval,
    Deviation,
    LeftOut,
    Milestone,
    Outcome,
    Paper,
    Plan,
    PlanMilestone,
    Session,
    Stage,
    Stakeholder,
    Waiting,
)
from tests.builders import BODIES, county, member, plan, session, topic

FORMULA_TITLE = '=HYPERLINK("http://x","点我")'
SECRET_TITLE = "某项不公开的事"  # noqa: S105 - a title, not a password


def full_county() -> Problem:
    """Return the county: T02 begins like a formula, T03 is secret, two members share a name."""
    titles = {2: FORMULA_TITLE, 3: SECRET_TITLE}
    return county(
        topics=tuple(topic(n, title=titles.get(n, f"议题{n}"), secret=n == 3) for n in range(1, 7)),
        members=tuple(
            member(
                n,
                name="张三" if n in (20, 21) else f"委员{n}",
                phone=f"1390000{n:04d}",
                mail=f"m{n}@example.org",
                times_before=n % 3,
                employer="+某中学",
            )
            for n in range(1, 25)
        ),
    )


def full_session(number: int, day: date, **changes: object) -> Session:
    """Return bimonthly-N with people, milestones, papers, agenda, outcome and approval."""
    values: dict[str, object] = {
        "venue": "三楼会议室",
        "half_day": HalfDay.PM,
        "start": "14:30",
        "end": "17:00",
        "date_status": "provisional",
        "supporting_bodies": ("教育委员会",),
        "departments": ("发改局", "教育局"),
        "leaders": ("副书记戊", "主席甲", "副主席乙"),
        "guests": tuple(body.name for body in BODIES),
        "members": ("M001", "M002"),
        "experts": ("E01",),
        "alternates": ("M011", "M012", "M020"),
        "alternates_by_seat": {"M001": ("M011", "M012"), "M002": ("M020", "M011")},
        "stakeholders": (Stakeholder(person="M002", link="某茶厂"),),
        "milestones": _milestones(),
        "papers": (
            Paper(title="发改局情况介绍", writer="发改局", due=date(2027, 3, 8), secret=True),
            Paper(title="预约发言：委员1", writer="M001", due=date(2027, 3, 4)),
        ),
        "agenda": (
            AgendaPart(part="department", speaker="发改局", minutes=10),
            AgendaPart(part="booked", speaker="M001", minutes=8),
        ),
        "agenda_cuts": ("自由发言请压到 3 分钟",),
        "outcome": Outcome(paper="政协参阅件", to=("县委", "发改局"), owner="办公室"),
        "approval": Approval(by="主席会议", filed_at="办公室"),
        "secretary": "秘书长丁",
    }
    return session(number, day, **(values | changes))


def _milestones() -> tuple[Milestone, ...]:
    """Milestones of a session on 18 March 2027; the scheme lies in the year's first days."""
    day = date(2027, 1, 15)
    return (
        Milestone(kind="scheme", start=date(2027, 1, 8), end=date(2027, 1, 8), owner="经济委员会"),
        Milestone(
            kind="mobilisation",
            start=day,
            end=day,
            half_day=HalfDay.AM,
            owner="副主席乙",
            with_=("经济委员会", "发改局"),
            title="部署动员会",
        ),
        Milestone(
            kind="research",
            start=date(2027, 2, 23),
            end=date(2027, 2, 24),
            owner="副主席乙",
            with_=("经济委员会",),
            team=("副主席乙", "M003", "E02"),
            place="田庄乡",
        ),
        Milestone(
            kind="coordination",
            start=date(2027, 3, 11),
            end=date(2027, 3, 11),
            half_day=HalfDay.PM,
            owner="秘书长丁",
            with_=("经济委员会", "教育委员会", "农业委员会"),
        ),
        Milestone(
            kind="outcome",
            start=date(2027, 4, 1),
            end=date(2027, 4, 1),
            owner="办公室",
            with_=("经济委员会",),
            title="报送成果",
        ),
        Milestone(
            kind="report-back",
            start=date(2027, 5, 20),
            end=date(2027, 5, 20),
            owner="经济委员会",
            title="在下一次会议（bimonthly-3）上通报",
        ),
    )


def full_plan() -> Plan:
    """Return the plan: the plenary, the session merged with it, two ordinary ones, one open."""
    return plan(
        Session(
            id="plenary-1",
            form="plenary",
            date=date(2027, 1, 11),
            half_days=6,
            start="09:00",
            lead_body="办公室",
            host="主席甲",
            date_status="provisional",
        ),
        session(
            1,
            date(2027, 1, 12),
            merged_with_plenary=True,
            members=("M020",),
            date_status="provisional",
            exemptions=("不适用“提前期”：不要求会前两个月报方案（安化办法二3）。",),
        ),
        full_session(2, date(2027, 3, 18)),
        full_session(3, date(2027, 5, 20), milestones=(), state="confirmed", round=2),
        session(
            4,
            date(2027, 7, 15),
            topics=(),
            lead_body="办公室",
            hears=("report-back",),
            date_status="provisional",
        ),
        version=2,
        organisation="政协某县委员会",
        profiles=("anhua",),
        emphasis="均衡",
        calendar="provisional",
        status="optimal",
        stages=(
            Stage(
                name="topic-value",
                sense="max",
                value=280,
                bound=280,
                terms={"topic-value": 300, "form-match": 2},
            ),
            Stage(name="people", sense="min", value=55, bound=50, terms={}),
        ),
        plan_milestones=(
            PlanMilestone(
                kind="collect",
                date=date(2026, 11, 30),
                owner="办公室",
                title="征集议题",
                source="anhua 二1",
            ),
        ),
        left_out=(
            LeftOut(
                topic="T05",
                reason="topic-cap",
                rules=("topic-cap", "topic-value"),
                text="重要程度 3，排在其后。",
            ),
        ),
        deviations=(
            Deviation(
                rule="lead-time",
                session="bimonthly-2",
                text="少 8 天",
                reason="议题确定晚",
                days_missing=8,
                latest_approval=date(2027, 1, 18),
            ),
        ),
        waiting=(Waiting(member="M024", times_before=0), Waiting(member="M021", times_before=0)),
        assumptions=("出席率空白的按 80% 计",),
    )
