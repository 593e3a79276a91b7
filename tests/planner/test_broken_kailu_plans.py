"""Plans of every form of a county broken on purpose: `check` must catch it and say what is wrong.

A county of the profile kailu is solved once; then each rule is broken, several ways where the rule
has several parts. Beside the rule, a word of the finding is asked for: a plan that breaks a rule in
one way must not pass for having been caught at another.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from constraints import RULES
from inputs.profile import load_profile
from planner.check import judge
from planner.control import Control
from planner.dates import HalfDay, months_before
from planner.domain import (
    Absence,
    Emphasis,
    LiaisonGroup,
    Lock,
    Member,
    ParameterValue,
    Problem,
    Topic,
    Venue,
)
from planner.plan import Deviation, Outcome, Plan, Session
from planner.solve import solve
from tests.builders import (
    KAILU_BODIES,
    SUPERVISIONS,
    item_topics,
    kailu_county,
    member,
    topic,
)
from tests.planner.breaking import (
    Break,
    changed,
    dropped,
    lost,
    moved,
    of_topic,
    one_day_past,
    verdict,
)

CITY, EAST, WEST = "城关组", "河东组", "河西组"
ECONOMY, EDUCATION, FARMING = "经济委员会", "教育委员会", "农业委员会"
PROPOSALS, LIAISON, SOCIAL = "提案委员会", "联络委员会", "社法委员会"
COMMITTEES = tuple(b.name for b in KAILU_BODIES if b.kind == "专委会")
PAIR = "counterpart-经济委员会-发改局"
TOPIC_PAIR = "counterpart-教育委员会-教育局"
JUNE = (date(2027, 6, 3), date(2027, 6, 4))
AUGUST = date(2027, 8, 2)
"""A Monday on which the chair is away."""


# -- the county ---------------------------------------------------------------------------------
def _topics() -> tuple[Topic, ...]:
    concerned = ("经济主任", "委员20", "M015", "某公司")
    return (
        topic(1, importance=5, mandated=True, lead_bodies=(ECONOMY,), forms=("standing",),
              decision_date=date(2027, 9, 1)),
        topic(2, importance=5, lead_bodies=(EDUCATION,), forms=("standing",), wants_experts=True),
        topic(3, importance=4, lead_bodies=(FARMING,), forms=("special",), departments=("农业局",)),
        topic(4, importance=4, lead_bodies=(SOCIAL,), forms=("special",), secret=True, title="涉密的事"),
        topic(5, lead_bodies=(ECONOMY,), forms=("quarterly",), earliest_month=4, latest_month=6),
        topic(6, lead_bodies=(EDUCATION,), stakeholders=concerned),
        topic(7, lead_bodies=(FARMING,)),
        topic(8, lead_bodies=(SOCIAL,)),
        topic(9, importance=2, forms=("counterpart",), lead_bodies=(EDUCATION,)),
        topic(10, importance=2, forms=("sector",), lead_bodies=(), sectors=(EAST,)),
        topic(11, importance=5, exclusion="违反国家法律法规的事项", lead_bodies=(FARMING,)),
        topic(12, importance=5, rounds_held=2, lead_bodies=(FARMING,)),
        topic(13, importance=4, mandated=True, forms=("plenary",), lead_bodies=(LIAISON,)),
        topic(14, importance=1, lead_bodies=(PROPOSALS,), forms=("quarterly", "standing")),
        topic(15, importance=1, lead_bodies=(ECONOMY,), forms=("special", "standing")),
    )  # fmt: skip


def _member(number: int) -> Member:
    """Forty members: 18, 18 and 4 in the groups, ten 常委, one of the province, one of the city."""
    return member(
        number,
        standing=number <= 10,
        body=COMMITTEES[number % len(COMMITTEES)],
        liaison_group=CITY if number <= 18 else EAST if number <= 36 else WEST,
        level={39: "省", 40: "市"}.get(number, "县"),
        cap=2 if number == 17 else None,
        attendance_percent=20 if 30 <= number <= 36 else 80,
        phone=f"1390000{number:04d}",
        employer="某公司" if number == 16 else "",
    )


@pytest.fixture(scope="module")
def problem() -> Problem:
    """A county in which every rule of the profile has something to say."""
    supervisions = (SUPERVISIONS[0].model_copy(update={"half_days": 2}),)
    convenors = ((CITY, 1), (EAST, 20), (WEST, 37))
    built = kailu_county(
        topics=(*_topics(), *item_topics(supervisions=supervisions)),
        members=tuple(_member(n) for n in range(1, 41)),
        liaison_groups=tuple(
            LiaisonGroup(name=group, convenor=f"M{n:03d}", convenor_name=f"委员{n}")
            for group, n in convenors
        ),
        supervisions=supervisions,
        venues=(Venue(name="大会议室", capacity=120), Venue(name="小会议室", capacity=6)),
        absences=(
            *(Absence(subject=f"M{n:03d}", start=JUNE[0], end=JUNE[1]) for n in (2, 3, 4, 25)),
            Absence(subject="副主席丙", start=JUNE[0], end=JUNE[1]),
            Absence(subject="主席甲", start=AUGUST, end=AUGUST),
            Absence(subject="M012", start=AUGUST, end=AUGUST),
        ),
        overrides=(
            ParameterValue(
                rule="topic-cap", name="max", form="quarterly", value=4, source="规则!D2"
            ),
        ),
        locks=(Lock(subject="T05", item="不参加", values=("M022",), cell="锁定!C2"),),
    )
    # What is to be broken here is kept or not; how evenly the year is spread costs most of the time.
    stages = tuple(s for s in built.emphasis.stages if s.name != "calendar")
    return built.model_copy(update={"emphasis": Emphasis(name="均衡", stages=stages)})


@pytest.fixture(scope="module")
def good(problem: Problem) -> Plan:
    plan = solve(problem, Control()).plan
    assert plan is not None
    assert all(v.holds for v in judge(plan, problem))
    return plan


# -- ways to break it ---------------------------------------------------------------------------
def found(plan: Plan, name: str) -> Session:
    """Return a session by its id, or by its topic's or item's."""
    return plan.session(name) or of_topic(plan, name)


def edit(name: str, **changes: Any) -> Break:
    """Change fields of a session."""
    return lambda plan, problem: changed(plan, found(plan, name), **changes)


def more(name: str, **extra: Any) -> Break:
    """Add entries to lists of a session."""

    def add(plan: Plan, problem: Problem) -> Plan:
        session = found(plan, name)
        longer = {field: (*getattr(session, field), *new) for field, new in extra.items()}
        return changed(plan, session, **longer)

    return add


def less(name: str, **gone: Any) -> Break:
    """Take entries out of lists of a session."""

    def take(plan: Plan, problem: Problem) -> Plan:
        session = found(plan, name)
        for field, out in gone.items():
            kept = tuple(x for x in getattr(session, field) if x not in out)
            assert kept != getattr(session, field)
            session = session.replace(**{field: kept})
        return plan.update(session)

    return take


def both(*breaks: Break) -> Break:
    """Break a plan in several places, one after another."""

    def one_by_one(plan: Plan, problem: Problem) -> Plan:
        for break_it in breaks:
            plan = break_it(plan, problem)
        return plan

    return one_by_one


def lose(name: str) -> Break:
    return lambda plan, problem: lost(plan, found(plan, name).id)


def drop(name: str, kind: str) -> Break:
    return lambda plan, problem: dropped(plan, found(plan, name), kind)


def past(name: str, kind: str) -> Break:
    return lambda plan, problem: one_day_past(plan, problem, found(plan, name), kind)


def owned(name: str, kind: str, **changes: Any) -> Break:
    """Change fields of a session's milestone."""

    def change(plan: Plan, problem: Problem) -> Plan:
        session = found(plan, name)
        milestones = (m.replace(**changes) if m.kind == kind else m for m in session.milestones)
        return changed(plan, session, milestones=tuple(milestones))

    return change


def beside(name: str, other: str, **changes: Any) -> Break:
    """Put a session on the day and half-day of another one."""

    def put(plan: Plan, problem: Problem) -> Plan:
        there = found(plan, other)
        when = {"date": there.date, "half_day": there.half_day}
        return changed(plan, found(plan, name), **(when | changes))

    return put


def scheme_limit(plan: Plan, problem: Problem, name: str, months: int) -> date:
    """Return the last day for a session's scheme: so many months before, moved to a working day."""
    return problem.calendar.on_or_before(months_before(found(plan, name).date, months))


def past_limit(name: str, months: int) -> Break:
    """Put a session's scheme on the first working day past its limit, wherever it was."""

    def move(plan: Plan, problem: Problem) -> Plan:
        limit = scheme_limit(plan, problem, name, months)
        late = problem.calendar.on_or_after(limit + timedelta(days=1))
        return moved(plan, found(plan, name), "scheme", late)

    return move


def plan_step(kind: str, **changes: Any) -> Break:
    """Change fields of the steps of one kind of the plan's own making."""
    return lambda plan, problem: plan.replace(
        plan_milestones=tuple(
            m.replace(**changes) if m.kind == kind else m for m in plan.plan_milestones
        )
    )


def step_gone(kind: str) -> Break:
    return lambda plan, problem: plan.replace(
        plan_milestones=tuple(m for m in plan.plan_milestones if m.kind != kind)
    )


def members(*numbers: int) -> tuple[str, ...]:
    return tuple(f"M{n:03d}" for n in numbers)


def nowhere(name: str) -> Break:
    """Take a member out of every session and every research team."""

    def out(plan: Plan, problem: Problem) -> Plan:
        for session in plan.sessions:
            milestones = tuple(
                m.replace(team=tuple(p for p in m.team if p != name)) for m in session.milestones
            )
            lists = {
                field: tuple(p for p in getattr(session, field) if p != name)
                for field in ("members", "guests")
            }
            plan = changed(plan, session, milestones=milestones, **lists)
        return plan

    return out


def past_the_day(plan: Plan, problem: Problem) -> Plan:
    """A 常委会 of a day and a half, and on the second morning a 专题协商会 of the same chair."""
    plan = edit("standing-1", date=date(2027, 5, 20), half_day=HalfDay.AM, half_days=3)(
        plan, problem
    )
    return edit("special-1", date=date(2027, 5, 21), half_day=HalfDay.AM)(plan, problem)


def three_in_a_day(plan: Plan, problem: Problem) -> Plan:
    """Three half-days of sessions on 20 May, none with another's people: two are the most."""
    for n, name in enumerate((PAIR, "sector-河西组", "proposal-P01")):
        half_day = HalfDay.AM if n else HalfDay.PM
        plan = edit(name, date=date(2027, 5, 20), half_day=half_day)(plan, problem)
    return plan


def in_the_team_and_seated(plan: Plan, problem: Problem) -> Plan:
    """On the first day of a 季协商座谈会's research its team sits at another session."""
    research = found(plan, "quarterly-3").milestone("research")
    assert research is not None
    team = tuple(p for p in research.team if p.startswith("M"))
    assert team
    return edit(PAIR, date=research.start, half_day=HalfDay.AM, members=team)(plan, problem)


def two_prepared_at_once(plan: Plan, problem: Problem) -> Plan:
    """Twenty days apart, two months of preparation each: 经济委员会 prepares two at once."""
    first = found(plan, "standing-1")
    plan = changed(plan, first, lead_body=ECONOMY)
    after = first.date + timedelta(days=20)
    return edit("special-1", lead_body=ECONOMY, date=after)(plan, problem)


def research_after(plan: Plan, problem: Problem) -> Plan:
    """The research of a 专题协商会 begins on the day after it."""
    session = found(plan, "special-1")
    return moved(plan, session, "research", session.date + timedelta(days=1))


def one_researcher(plan: Plan, problem: Problem) -> Plan:
    """The leader in charge and one member, written three times, are a team of one."""
    session = found(plan, "quarterly-3")
    research = session.milestone("research")
    assert research is not None
    own = next(p for p in research.team if p.startswith("M"))
    team = (session.lead_leader, own, own, own)
    return owned(session.id, "research", team=team)(plan, problem)


def swapped(name: str, wanted: str) -> Break:
    return edit(name, topics=(wanted,))


def said(text: str) -> Break:
    """State a deviation with this text in the plan."""
    return lambda plan, problem: plan.replace(
        deviations=(Deviation(rule="lead-time", session="special-1", text=text),)
    )


def third_special(plan: Plan, problem: Problem) -> Plan:
    """One 专题协商会 more than the two of the year."""
    extra = found(plan, "special-1").replace(id="special-3", date=date(2027, 5, 20))
    return plan.replace(sessions=(*plan.sessions, extra))


BROKEN: dict[str, list[tuple[Break, str]]] = {
    "references": [
        (third_special, "不在本年应有的场次之列"),
        (edit("plenary-1", date=date(2027, 3, 1)), "基本信息表中是2027年1月11日"),
        # Held with the plenary it would owe no scheme, no number of seats, no working day.
        (edit("quarterly-1", merged_with_plenary=True), "这种协商形式单独召开"),
    ],
    "quarterly-cadence": [
        (lose("quarterly-3"), "第3季度"),
        (edit("quarterly-2", date=date(2027, 7, 6)), "第2季度"),
        (edit("quarterly-4", state="cancelled"), "第4季度"),
        (edit("quarterly-1", date=date(2028, 2, 15)), "第1季度"),
    ],
    "annual-count": [
        (lose("standing-2"), "专题议政性常委会全年 1 次"),
        (edit("special-1", state="cancelled"), "专题协商会全年 1 次"),
        (edit("special-2", date=date(2028, 1, 18)), "专题协商会全年 1 次"),
        (lose("plenary-1"), "全体会议全年 0 次"),
    ],
    "counterpart-pairs": [
        (lose(PAIR), "经济委员会与发改局全年对口协商 0 次"),
        (edit(PAIR, state="cancelled"), "经济委员会与发改局全年对口协商 0 次"),
        (edit(PAIR, date=date(2028, 1, 18)), "经济委员会与发改局全年对口协商 0 次"),
        (edit(PAIR, lead_body=EDUCATION), "应由对口的经济委员会牵头"),
        (edit(PAIR, departments=("工信局",)), "没有发改局"),
        (swapped(PAIR, "T03"), "不涉及对口的发改局"),
    ],
    "sector-groups": [
        (lose("sector-河西组"), "河西组全年有 0 次"),
        (edit("sector-河西组", state="cancelled"), "河西组全年有 0 次"),
        (edit("sector-河西组", date=date(2028, 1, 18)), "河西组全年有 0 次"),
        (edit("sector-河西组", group=EAST), "河西组全年有 0 次"),
        (edit("sector-河西组", group="新区组"), "没有这个界别或联络活动组"),
        (swapped("sector-河西组", "T10"), "没有河西组"),
    ],
    "supervision": [
        (lose("supervision-S01"), "没有安排"),
        (edit("S01", state="cancelled"), "没有安排"),
        (edit("S01", date=date(2027, 10, 20)), "应在 8—9 月"),
        (edit("S01", lead_body=ECONOMY), "应由社法委员会牵头"),
        (edit("S01", half_days=1), "工作簿要求 2 个半天"),
        (edit("S01", members=members(5, 11)), "至少 3 名"),
        (edit("S01", members=members(5, 5, 11)), "至少 3 名"),
    ],
    "required-matters": [
        (less("plenary-1", topics=("R3",)), "没有 R3"),
        (both(less("plenary-1", topics=("R2",)), swapped("standing-1", "R2")), "没有 R2"),
        (less("plenary-1", topics=("T13",)), "T13"),
        (edit("plenary-1", state="cancelled"), "没有 R1"),
    ],
    "working-days": [
        (edit("special-1", date=date(2027, 5, 22)), "是周六"),
        (edit(PAIR, date=date(2027, 6, 9)), "放假日"),  # 端午
        (edit(PAIR, date=date(2027, 1, 12)), "全体会议期间"),
        (edit("sector-河西组", date=date(2027, 2, 2)), "距春节"),  # on 6 February
        # A Monday afternoon, all Tuesday, and Wednesday 9 June, a holiday, is skipped: Thursday.
        (owned("quarterly-2", "research", start=date(2027, 5, 22), end=date(2027, 5, 23)), "调研"),
    ],
    "one-lead-body": [
        (edit("T01", lead_body=EDUCATION), "议题 T01 的牵头单位应为经济委员会"),
        (edit("sector-河西组", lead_body=""), "没有牵头单位"),
        (more("quarterly-2", topics=("T14",)), "有 2 个议题"),
        (edit("quarterly-2", topics=()), "没有议题"),
        (swapped("proposal-P01", "T14"), "不安排“议题”表的议题"),
        (edit("supervision-S01", topics=()), "没有写明是哪一件提案或哪一项活动"),
        (swapped("sector-河西组", "T07"), "议题 T07 的牵头单位应为农业委员会"),
    ],
    "once": [
        (swapped("sector-河西组", "T09"), "议题 T09 安排了 2 次"),
        (swapped("proposal-P02", "P01"), "议题 P01 安排了 2 次"),
    ],
    "topic-cap": [(more("quarterly-2", topics=("T12",)), "安排了 5 个议题")],
    "not-negotiable": [
        (swapped("special-1", "T11"), "属不予协商情形"),
        (lambda plan, problem: plan.replace(left_out=()), "没有写明 T11 不予协商"),
    ],
    "mandated": [(swapped("T01", "T14"), "指定议题 T01")],
    # Decided on 1 September: a session on 20 August has its outcome due ten working days later.
    "before-decision": [(edit("T01", date=date(2027, 8, 20), milestones=()), "T01")],
    "form-match": [
        (swapped("quarterly-1", "T09"), "只可用于对口协商"),
        (swapped(PAIR, "T15"), "只可用于专题协商会"),
        (swapped("standing-1", "T13"), "只可用于全体会议"),
    ],
    "lead-leader": [
        (edit("P02", lead_leader="副主席乙"), "应由提案的督办领导主席甲负责"),
        (edit(PAIR, lead_leader="副主席丙"), "不分管牵头单位经济委员会"),
        (edit("S01", lead_leader=""), "没有分管领导"),
        (edit("special-1", lead_leader="秘书长丁"), "应为主席或副主席"),
        # Of two days the second is one on which the vice-chair is away.
        (edit("T02", lead_leader="副主席丙", date=date(2027, 6, 2), half_days=3), "2027年6月3日不在"),
    ],
    "second-consultation": [(swapped("special-1", "T12"), "共 3 次")],
    "topic-window": [(swapped("quarterly-4", "T05"), "议题 T05 应在 4—6月")],
    "reserve": [(edit("quarterly-3", topics=()), "季协商座谈会有 1 次议题待定")],
    "locks": [(more("T05", members=members(22)), "M022 在名单中")],
    "lead-time": [
        (drop("special-1", "scheme"), "没有“实施方案”"),
        (past_limit("special-1", 2), "应不迟于"),
        (past_limit("T09", 1), "应不迟于"),
        (past_limit("T10", 1), "应不迟于"),
        (past_limit("P01", 1), "应不迟于"),
        (past_limit("S01", 1), "应不迟于"),
        (owned("special-1", "scheme", owner="办公室"), "应由牵头单位"),
        (owned("special-1", "scheme", with_=()), "没有报分管主席"),
        # A pair of the annex that takes a topic is one of the plan's: now it owes a scheme.
        (swapped(PAIR, "T14"), "没有“实施方案”"),
    ],
    "preparation-capacity": [(two_prepared_at_once, "经济委员会")],
    "research-first": [
        (drop("quarterly-2", "research"), "没有调研"),
        (owned("quarterly-2", "research", team=()), "没有分管领导"),
        (owned("standing-1", "research", owner="办公室"), "应由牵头单位"),
        (research_after, "调研"),
        (one_researcher, "有委员、专家 1 名"),
    ],
    "venue": [(edit("special-1", venue="小会议室"), "只容纳 6 人"), (edit(PAIR, venue=""), "没有会场")],
    "one-place-at-a-time": [
        (past_the_day, "主席甲2027年5月21日"),
        (three_in_a_day, "合计 3 个半天"),
        (beside(PAIR, "S01"), "合计 3 个半天"),  # a whole day and a half-day
        (beside(PAIR, "quarterly-2", members=members(12)), "同时在"),
        (beside("sector-河西组", PAIR, lead_leader="副主席乙"), "副主席乙"),
        (beside("proposal-P01", "sector-河西组"), "会场大会议室"),
        (beside("sector-河东组", "sector-城关组", members=members(1)), "委员1"),
        (in_the_team_and_seated, "调研"),
    ],
    "host": [
        (edit(PAIR, host="副主席乙"), "应由经济委员会负责人经济主任主持"),
        (edit(PAIR, host="教育主任"), "应由经济委员会负责人经济主任主持"),
        (edit("special-1", host="副主席乙"), "不由此职务主持"),
        (edit("quarterly-1", host="副主席乙"), "不由此职务主持"),
        (edit("sector-河西组", host="委员38"), "应由召集人委员37主持"),
        (edit("P01", host="副主席乙"), "应由督办领导副主席丙主持"),
        (edit("S01", host="秘书长丁"), "应为主席或受主席委托的副主席"),
        (edit("S01", host="主席甲"), "不由此职务主持"),
        (edit("standing-1", host=""), "没有主持人"),
        (edit("plenary-1", host="副主席乙"), "应由主席主席甲主持"),
        (edit("quarterly-3", date=AUGUST), "主持人主席甲2027年8月2日不在"),
        # Friday and, for the third half-day, Monday 2 August.
        (edit("standing-1", date=date(2027, 7, 30), half_day=HalfDay.AM, half_days=3), "2027年8月2日不在"),
    ],
    "host-recusal": [(swapped(PAIR, "T06"), "经济主任"), (swapped("sector-河东组", "T06"), "委员20")],
    "member-seats": [
        (edit("special-1", members=members(*range(11, 34))), "邀请委员 23 名，应为 24—90 名"),
        (edit("quarterly-1", members=members(*range(1, 14))), "邀请委员 13 名，应为 8—12 名"),
        (edit("quarterly-1", members=members(1, 2, 3, 4) * 2), "邀请委员 4 名，应为 8—12 名"),
        (edit(PAIR, members=members(6, 12, 18, 24)), "邀请委员 4 名，应为 5—25 名"),
        (edit(PAIR, members=members(6, 12, 18, 24, 25)), "不属经济委员会"),
    ],
    "attendees-by-form": [
        (less("plenary-1", leaders=("副县长己",)), "县领导应全程出席"),
        (less("plenary-1", guests=("M039",)), "省政协委员委员39"),
        (less("plenary-1", departments=("教育局",)), "列席部门缺教育局"),
        (more("standing-1", members=members(11)), "不是常委的 M011"),
        (less("standing-2", members=members(7)), "缺常委 M007"),
        (less("standing-2", guests=members(40)), "省市政协委员 M040"),
        (more("standing-1", guests=members(1)), "请改为出席"),
        (edit("standing-1", guests=members(39, 40)), "列席 0 名"),
        (edit("standing-1", guests=members(39, 40, *range(11, 17))), "列席 6 名"),
        # 18 in the group: five at least, not half of them; 4 in the other: half, two.
        (edit("sector-河东组", members=members(20, 21, 22, 23)), "至少应有 5 名"),
        (edit("sector-河西组", members=members(37)), "至少应有 2 名"),
        (edit("sector-河东组", members=members(20) * 5), "到会 1 名"),
        (less("sector-河西组", members=members(37)), "没有召集人委员37"),
        (more("sector-河西组", members=members(1)), "不属“河西组”的委员 M001"),
        (edit("S01", members=members(5, 11)), "监督小组有委员 2 名"),
        (edit("S01", members=members(5, 5, 11)), "监督小组有委员 2 名"),
        (edit("S01", members=members(5, 11, 12)), "M012 不是社法委员会的委员"),
        (edit(PAIR, departments=tuple(f"部门{n}" for n in range(30))), "不应超过 35 人"),
    ],
    "expert-seats": [
        (edit("T02", experts=("E01",)), "邀请专家 1 名，应为 2—3 名"),
        (edit("T02", experts=("E01", "E01")), "邀请专家 1 名，应为 2—3 名"),
        (edit("S01", experts=("E01", "E02")), "本场不安排专家"),
    ],
    "leaders-and-departments": [
        (less("P01", leaders=("副县长己",)), "领办该提案"),
        (less("standing-1", leaders=("秘书长丁",)), "缺秘书长丁"),
        (less("quarterly-1", leaders=("副书记戊",)), "联系政协"),
        (edit(PAIR, guests=()), "缺经济委员会负责同志"),
        (less("P02", departments=("发改局",)), "缺发改局"),
        (edit("T09", departments=()), "缺教育局"),
    ],
    "proposal-leaders": [
        (lose("P01"), "没有安排面对面协商"),
        (edit("P01", state="cancelled"), "没有安排面对面协商"),
        (edit("P01", date=date(2028, 1, 18)), "没有安排面对面协商"),
        (edit("P01", members=()), "没有请提案人 委员4（M004）"),
        (less("P02", members=members(10)), "没有请提案人 委员10（M010）"),
        (edit("P01", date=JUNE[0]), "提案人不到场的面对面协商无效"),
        (edit("P01", host="主席甲"), "应由督办领导副主席丙主持"),
        (edit("P01", leaders=("副主席丙",)), "缺领办领导副县长己"),
    ],
    "conflict-of-interest": [
        (more("T06", members=members(15)), "本人是利益相关方"),
        (more("T06", members=members(16)), "所在单位某公司"),
    ],
    "quorum": [
        # Seven at 20 % and one at 80 %: 2.2 of eight.
        (edit("quarterly-1", members=members(11, *range(30, 37))), "预计到会 2.2 名"),
        # Ten 常委 at 80 %, three of them away: 5.6, two thirds are 6.7.
        (edit("standing-1", date=JUNE[0]), "3 名当天不在"),
    ],
    "invitation-cap": [
        (both(*(more(s, members=members(17)) for s in ("quarterly-1", "quarterly-2", "quarterly-3",
                                                      "quarterly-4"))), "超过年度邀请上限 2 次"),
        (both(edit("T05", date=JUNE[0]), more("T05", members=members(25))), "委员25（M025）"),
    ],
    # 6, 12 … 36 are of the sector 中共.
    "sector-balance": [
        (edit("quarterly-1", members=members(6, 12, 18, 24, 30, 36, 7, 13)), "来自 2 个界别"),
    ],
    "member-once": [(nowhere("M038"), "委员38（M038）")],
    "prior-briefing": [
        (drop("special-1", "briefing"), "没有事先通报"),
        (past("special-1", "briefing"), "会前7天"),
        (owned("P01", "briefing", owner="办公室"), "应由牵头单位"),
        (owned("P01", "briefing", with_=("办公室",)), "有关部门应提供协商材料"),
    ],
    "outcome": [
        (drop(PAIR, "outcome"), "没有成果报送"),
        (past("standing-1", "outcome"), "会后10个工作日"),
        (past("P01", "outcome"), "会后10个工作日"),
        (drop("plenary-1", "outcome"), "没有成果报送"),
    ],
    "outcome-route": [
        (edit("plenary-1", outcome=Outcome()), "成果形式“空”不在规定之列"),
        (edit("P01", outcome=Outcome(paper="提案办理结果", to=("教育局", "委员4"), owner="办公室")),
         "应公开"),
        (edit("P01", outcome=Outcome(paper="提案办理结果", to=("教育局", "社会公开"), owner="办公室")),
         "没有送 委员4"),
        (edit(PAIR, outcome=Outcome(paper="对口协商意见", to=(), owner="办公室")), "没有送 发改局"),
        (edit("standing-1", outcome=Outcome(paper="对口协商意见", to=("县委", "县政府"), owner="办公室")),
         "应为政协党组报告、常委会建议案之一"),
    ],
    "report-back": [
        (drop(PAIR, "feedback"), "没有“反馈”"),
        (drop("special-2", "report-back"), "没有“成果通报”"),
        (past("P01", "feedback"), "应不迟于"),
        (owned("special-1", "feedback", owner=SOCIAL), "应由办公室负责"),
    ],
    "approval-chain": [
        (lambda plan, problem: plan.replace(plan_milestones=()), "没有"),
        (step_gone("joint-meeting"), "没有"),
        (plan_step("committee-approval", owner="县委"), "应由县委常委会负责"),
        (plan_step("committee-approval", date=date(2027, 1, 12)), "基本信息表中是2026年12月20日"),
    ],
    "duty-record": [
        (step_gone("duty-record"), "没有上半年的委员履职情况通报"),
        (plan_step("duty-record", owner=LIAISON), "应由办公室通报"),
        (plan_step("duty-record", date=date(2027, 6, 30)), "应在2027年6月30日之后"),
        # Ten working days from 1 July are over on 14 July.
        (plan_step("duty-record", date=date(2027, 7, 15)), "2027年7月14日以前"),
        (plan_step("duty-record", title="向县委组织部、委员所在单位通报上半年、全年情况"),
         "没有通报县委统战部"),
    ],
    "distribution": [
        (owned("special-1", "scheme", title="联系 13900000001"), "委员1的手机"),
        (plan_step("duty-record", title="上半年、全年：13900000002"), "委员2的手机"),
        (said("涉密的事 的方案晚报 3 天"), "涉密议题 T04"),
    ],
    "assignment-sheet": [
        (owned(PAIR, "feedback", owner=""), "没有责任单位"),
        (owned("P01", "scheme", owner="不知谁"), "查无此名"),
    ],
}  # fmt: skip
"""Rule → ways to break it, each with a word of the finding."""


def regrouped(number: int, **changes: Any) -> Callable[[Problem], Problem]:
    """Change a member of the workbook."""

    def change(problem: Problem) -> Problem:
        found = (
            m.model_copy(update=changes) if m.id == f"M{number:03d}" else m for m in problem.members
        )
        return problem.model_copy(update={"members": tuple(found)})

    return change


def groups(*extra: LiaisonGroup, **changes: Any) -> Callable[[Problem], Problem]:
    """Add liaison groups to the workbook, or change the last one."""

    def change(problem: Problem) -> Problem:
        *kept, last = problem.liaison_groups
        listed = (*kept, last.model_copy(update=changes), *extra)
        return problem.model_copy(update={"liaison_groups": listed})

    return change


BROKEN_COUNTIES: dict[str, list[tuple[Callable[[Problem], Problem], str]]] = {
    "liaison-groups": [
        (regrouped(21, liaison_group=""), "1 名委员没有联络活动组：M021 委员21"),
        (regrouped(21, liaison_group="新区组"), "“新区组”不在“联络活动组”表中"),
        (groups(convenor="", convenor_name=""), "召集人没有填"),
        (groups(convenor="某人", convenor_name="某人"), "召集人“某人”不是委员"),
        (groups(LiaisonGroup(name="新区组", convenor="M001", convenor_name="委员1")), "没有委员"),
    ],
    "proposal-leaders": [
        (
            lambda problem: problem.model_copy(
                update={
                    "key_proposals": (
                        problem.key_proposals[0].model_copy(update={"supervisor": "秘书长丁"}),
                        problem.key_proposals[1].model_copy(update={"government_leader": "副书记戊"}),
                    )
                }
            ),
            "应为主席或副主席",
        ),
        (
            lambda problem: problem.model_copy(
                update={
                    "key_proposals": tuple(
                        p.model_copy(update={"government_leader": "副书记戊"})
                        for p in problem.key_proposals
                    )
                }
            ),
            "应为政府领导",
        ),
    ],
}  # fmt: skip
"""Rule about the workbook itself → ways to break it there, each with a word of the finding."""


# -- the tests ----------------------------------------------------------------------------------
def test_every_rule_of_the_profile_is_broken_here() -> None:
    listed = set(load_profile("kailu").rules)
    hard = {rule.id for rule in RULES if rule.kind != "soft" and rule.id in listed}
    assert {*BROKEN, *BROKEN_COUNTIES} - {"references"} == hard


@pytest.mark.parametrize(
    ("rule", "number"), [(rule, n) for rule, breaks in BROKEN.items() for n in range(len(breaks))]
)
def test_a_broken_plan_is_caught_and_the_rule_named(
    rule: str, number: int, good: Plan, problem: Problem
) -> None:
    break_it, word = BROKEN[rule][number]
    seen = verdict(break_it(good, problem), problem, rule)
    assert not seen.holds, f"{rule} passes a plan that breaks it: {word}"
    assert any(word in text for text in seen.findings), seen.findings


@pytest.mark.parametrize(
    ("rule", "number"),
    [(rule, n) for rule, breaks in BROKEN_COUNTIES.items() for n in range(len(breaks))],
)
def test_a_workbook_that_breaks_a_rule_is_caught_and_the_rule_named(
    rule: str, number: int, good: Plan, problem: Problem
) -> None:
    break_it, word = BROKEN_COUNTIES[rule][number]
    seen = verdict(good, break_it(problem), rule)
    assert any(word in text for text in seen.findings), seen.findings


@pytest.mark.parametrize(("name", "months"), [("special-1", 2), ("T09", 1), ("P01", 1), ("S01", 1)])
def test_a_scheme_on_its_last_day_is_in_time(
    name: str, months: int, good: Plan, problem: Problem
) -> None:
    limit = scheme_limit(good, problem, name, months)
    plan = moved(dropped(good, found(good, name), "research"), found(good, name), "scheme", limit)
    texts = verdict(plan, problem, "lead-time").findings
    assert not any("应不迟于" in text for text in texts)
