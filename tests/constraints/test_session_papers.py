"""Without this rule a speech nobody was asked to write would be missed on the day."""

from datetime import date, timedelta

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


def test_a_secret_topics_papers_are_marked_and_the_offices_names_are_parameters() -> None:
    topics = (topic(1), topic(2, secret=True), *county().topics[2:])
    problem = county([RULE], [parameter(RULE.id, "committee_office", "市委办")], topics=topics)
    papers = made(problem).sessions[0].papers
    assert all(p.secret for p in papers)
    assert papers[0].writer == "市委办"
    assert not any(p.secret for p in made().sessions[0].papers)
