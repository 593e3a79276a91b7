"""Without this rule a speech nobody was asked to write would be missed on the day."""

from datetime import date, timedelta

import pytest

from constraints.session_papers import RULE
from planner.domain import Problem
from planner.plan import AgendaPart, Milestone, Plan
from tests.builders import county, settings, topic
from tests.constraints.seated import DAYS, one, parameter, texts, year

BOOKED = (
    AgendaPart(part="booked", speaker="M001", minutes=8),
    AgendaPart(part="booked", speaker="E01", minutes=8),
    AgendaPart(part="free", speaker="M002", minutes=5),
)
THERE = {"leaders": ("副书记戊", "副县长己", "主席甲"), "agenda": BOOKED}
# Thursday 18 March 2027: ten working days before is Thursday 4 March, twelve is Tuesday 2 March.
READY = date(2027, 3, 4)
SPOKEN = date(2027, 3, 2)


def expert_topic() -> Problem:
    topics = (topic(1), topic(2, wants_experts=True), *county().topics[2:])
    return county([RULE], topics=topics)


def made(problem: Problem | None = None, **changes: object) -> Plan:
    return RULE.make(
        one(["M001", "M002", "E01"], **{**THERE, **changes}), problem or county([RULE])
    )


def test_every_kind_has_its_writer_and_day() -> None:
    papers = made(expert_topic()).sessions[0].papers
    assert [(p.title, p.writer, p.due) for p in papers] == [
        ("县委领导讲话", "县委办", READY),
        ("县政府领导讲话", "县政府办", READY),
        ("县政协领导讲话", "办公室", READY),
        ("发改局情况介绍", "发改局", READY),
        ("经济委员会中心发言", "经济委员会", READY),
        ("参阅资料", "经济委员会", READY),
        ("预约发言：委员1", "M001", SPOKEN),
        ("预约发言：专家1", "E01", SPOKEN),
        ("出席人员名单", "办公室", READY),
    ]
    assert RULE.check(made(expert_topic()), expert_topic()).holds


def test_no_speech_is_asked_of_a_leader_who_does_not_come_nor_material_of_a_plain_topic() -> None:
    titles = [p.title for p in made(leaders=("主席甲",)).sessions[0].papers]
    assert "县委领导讲话" not in titles
    assert "县政府领导讲话" not in titles
    assert "参阅资料" not in titles


def test_papers_are_ready_before_briefing_and_coordination() -> None:
    for kind in ("briefing", "coordination"):
        meeting = Milestone(kind=kind, start=date(2027, 3, 3), end=date(2027, 3, 3))
        plan = made(milestones=(meeting,))
        by_title = {p.title: p.due for p in plan.sessions[0].papers}
        assert by_title["出席人员名单"] == date(2027, 3, 2)  # the working day before
        assert RULE.check(plan, county([RULE])).holds
        late = plan.sessions[0].papers[0].replace(due=date(2027, 3, 3))
        wrong = plan.update(plan.sessions[0].replace(papers=(late, *plan.sessions[0].papers[1:])))
        assert "应不迟于 2027-03-02" in texts(RULE.check(wrong, county([RULE])))


def test_check_misses_each_paper_deleted_or_a_day_late() -> None:
    problem = expert_topic()
    plan = made(problem)
    session = plan.sessions[0]
    for index, paper in enumerate(session.papers):
        rest = session.papers[:index] + session.papers[index + 1 :]
        said = texts(RULE.check(plan.update(session.replace(papers=rest)), problem))
        assert "bimonthly-2 缺" in said
        assert paper.writer in said
        late = paper.replace(due=paper.due + timedelta(days=1))
        said = texts(RULE.check(plan.update(session.replace(papers=(*rest, late))), problem))
        assert f"“{paper.title}”{late.due} 交稿，应不迟于 {paper.due}" in said
        early = paper.replace(due=paper.due - timedelta(days=1))
        assert RULE.check(plan.update(session.replace(papers=(*rest, early))), problem).holds


def test_the_wrong_writer_is_found() -> None:
    plan = made()
    papers = tuple(
        p.replace(writer="农业委员会") if "中心发言" in p.title else p
        for p in plan.sessions[0].papers
    )
    said = texts(RULE.check(plan.update(plan.sessions[0].replace(papers=papers)), county([RULE])))
    assert "bimonthly-2 缺“中心发言”，应由经济委员会起草" in said


def test_topics_fixed_late_leave_what_days_there_are() -> None:
    # fixed on 10 March: the speech due on the 2nd and the papers due on the 4th are due that day
    late = settings(approval_date=date(2027, 3, 10), chair_meetings=(date(2027, 3, 10),))
    problem = county([RULE], settings=late)
    plan = made(problem)
    assert {p.due for p in plan.sessions[0].papers} == {date(2027, 3, 10)}
    assert RULE.check(plan, problem).holds
    # fixed on the very day: the working day before, for there is no other
    last = settings(approval_date=DAYS[1], chair_meetings=(DAYS[1],))
    assert {p.due for p in made(county([RULE], settings=last)).sessions[0].papers} == {
        date(2027, 3, 17)
    }


def test_the_merged_session_asks_for_its_speeches_only() -> None:
    plan = year({1: ["M001"]}).sessions[0].replace(agenda=BOOKED[:1])
    made_one = RULE.make(one().replace(sessions=(plan,)), county([RULE]))
    papers = made_one.sessions[0].papers
    # Tuesday 12 January 2027: twelve working days before, 1 January being a holiday
    assert [(p.title, p.due) for p in papers] == [("预约发言：委员1", date(2026, 12, 24))]
    assert RULE.check(made_one, county([RULE])).holds


def test_a_speech_is_not_due_before_the_research_it_speaks_of_is_over() -> None:
    """Research to Wednesday 3 March: the speech is due on the 4th, not on Tuesday the 2nd."""
    research = Milestone(kind="research", start=date(2027, 3, 2), end=date(2027, 3, 3))
    plan = made(milestones=(research,))
    due = {p.title: p.due for p in plan.sessions[0].papers}
    assert due["预约发言：委员1"] == date(2027, 3, 4)
    assert RULE.check(plan, county([RULE])).holds
    session = plan.sessions[0]
    late = tuple(
        p.replace(due=date(2027, 3, 5)) if p.writer == "M001" else p for p in session.papers
    )
    said = texts(RULE.check(plan.update(session.replace(papers=late)), county([RULE])))
    assert "应不迟于 2027-03-04" in said


def test_the_office_prints_them_all_when_those_who_attend_are_briefed() -> None:
    """anhua 三(四): 由办公室汇总印发; a task that nobody has is not done."""
    briefing = Milestone(kind="briefing", start=date(2027, 3, 11), end=date(2027, 3, 11))
    plan = made(milestones=(briefing,))
    printed = plan.sessions[0].milestone("papers")
    assert printed is not None
    assert (printed.end, printed.owner, printed.with_) == (
        date(2027, 3, 11),
        "办公室",
        ("经济委员会",),
    )
    assert RULE.check(plan, county([RULE])).holds
    # Without a briefing, when the last paper is there; nothing is printed for the merged session.
    alone = made().sessions[0].milestone("papers")
    assert alone is not None
    assert alone.end == READY
    merged = RULE.make(year({1: ["M001"]}), county([RULE])).session("bimonthly-1")
    assert merged is not None
    assert merged.milestone("papers") is None


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (None, "没有“汇总、印发会议文稿”，应由办公室"),
        ({"owner": "经济委员会"}, "应由办公室汇总印发"),
        ({"start": DAYS[1], "end": DAYS[1]}, "应在会前（2027-03-18 前）"),
        ({"start": date(2027, 3, 3), "end": date(2027, 3, 3)}, "早于最后交稿日 2027-03-04"),
    ],
)
def test_printing_left_out_late_or_from_another_hand_is_caught(
    changes: dict[str, object] | None, text: str
) -> None:
    session = made().sessions[0]
    others = tuple(m for m in session.milestones if m.kind != "papers")
    printed = session.milestone("papers")
    assert printed is not None
    kept = others if changes is None else (*others, printed.replace(**changes))
    broken = Plan(year=2027, sessions=(session.replace(milestones=kept),))
    assert text in texts(RULE.check(broken, county([RULE])))


def test_a_secret_topics_papers_are_marked_and_the_offices_names_are_parameters() -> None:
    topics = (topic(1), topic(2, secret=True), *county().topics[2:])
    problem = county([RULE], [parameter(RULE.id, "committee_office", "市委办")], topics=topics)
    papers = made(problem).sessions[0].papers
    assert all(p.secret for p in papers)
    assert papers[0].writer == "市委办"
    assert not any(p.secret for p in made().sessions[0].papers)
