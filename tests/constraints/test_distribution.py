"""Without this rule a secret topic or a private number could end on two hundred phones."""

from constraints.distribution import RULE
from outputs.session_words import session_topic
from planner.plan import Deviation, LeftOut, Milestone, Paper, PlanMilestone
from tests.builders import county, expert, member, topic
from tests.constraints.seated import DAYS, one, texts

TOPICS = (
    topic(1),
    topic(2, secret=True, title="某重大事项"),
    topic(3, title="养老服务"),
    topic(4, secret=True, title="另一涉密事项"),
)


def secretive():  # type: ignore[no-untyped-def]
    members = (member(1, phone="13800000001", mail="m1@example.com"), member(2, phone="", mail=""))
    experts = (expert(1, mail="e1@example.com"),)
    return county([RULE], topics=TOPICS, members=members, experts=experts)


def test_public_files_give_no_secret_title() -> None:
    def public(*topics: str) -> str:
        return session_topic(one().sessions[0].replace(topics=topics), secretive(), public=True)

    assert public("T02") == "（涉密议题，不公开）"
    assert public("T03") == "养老服务"
    # one secret topic among several keeps them all back
    assert public("T03", "T02") == "（涉密议题，不公开）"
    assert public() == "议题待定"


def test_every_paper_of_a_secret_topic_is_marked() -> None:
    papers = (
        Paper(title="中心发言", writer="经济委员会", due=DAYS[0], secret=True),
        Paper(title="出席人员名单", writer="办公室", due=DAYS[0]),
    )
    plan = one(papers=papers)
    assert "bimonthly-2 的议题涉密，但“出席人员名单”没有标为涉密" in texts(
        RULE.check(plan, secretive())
    )
    assert RULE.check(RULE.make(plan, secretive()), secretive()).holds
    assert RULE.check(one(papers=papers, topics=("T03",)), secretive()).holds


def test_explanations_do_not_tell_a_secret_title() -> None:
    left = LeftOut(topic="T04", reason="topic-cap", text="“另一涉密事项”排在其后。")
    deviation = Deviation(rule="lead-time", text="某重大事项少 3 天", reason="另一涉密事项在先")
    plan = one().replace(left_out=(left,), deviations=(deviation,))
    said = texts(RULE.check(plan, secretive()))
    assert "未入选说明（T04）中出现了涉密议题 T04 的名称" in said
    assert "偏离事项（lead-time）中出现了涉密议题 T02 的名称" in said
    veiled = RULE.make(plan, secretive())
    assert veiled.left_out[0].text == "“（涉密议题，不公开）”排在其后。"
    assert veiled.deviations[0].text == "（涉密议题，不公开）少 3 天"
    assert RULE.check(veiled, secretive()).holds
    # a topic that is not secret keeps its name
    open_one = one().replace(left_out=(LeftOut(topic="T03", reason="x", text="养老服务"),))
    assert RULE.make(open_one, secretive()) == open_one


def test_no_phone_or_mail_anywhere() -> None:
    call = Milestone(kind="research", start=DAYS[0], end=DAYS[0], title="联系人 13800000001")
    assert "bimonthly-2中出现了委员1的手机或邮箱" in texts(
        RULE.check(one(milestones=(call,)), secretive())
    )
    assert "专家1" in texts(RULE.check(one(venue="问 e1@example.com"), secretive()))
    step = PlanMilestone(kind="issued", date=DAYS[0], owner="办公室", title="寄 m1@example.com")
    assert "issued" in texts(RULE.check(one().replace(plan_milestones=(step,)), secretive()))
    assert RULE.check(one(["M001", "E01"]), secretive()).holds
