"""Without this rule reports would eat up the session, and invited members go home unheard."""

from constraints.agenda import RULE
from planner.domain import Leader
from planner.plan import AgendaPart, Plan, Session
from tests.builders import LEADERS, county, member, topic
from tests.constraints.seated import M, one, parameter, texts, year

LEADERS_THERE = {"leaders": ("副书记戊", "副县长己", "主席甲", "副主席乙")}


def made(seats: list[str], minutes: int = 150, **changes: object) -> Session:
    problem = county([RULE], settings={"session_minutes": minutes})
    return RULE.make(one(seats, **LEADERS_THERE, **changes), problem).sessions[0]


def spoken(session: Session, part: str) -> list[tuple[str, int]]:
    return [(p.speaker, p.minutes) for p in session.agenda if p.part == part]


def test_the_articles_order_and_minutes() -> None:
    session = made([*M[1:7], "E01", "E02"])
    assert spoken(session, "department") == [("发改局", 10)]
    assert spoken(session, "lead") == [("经济委员会", 10)]
    # members mostly: three members and one expert
    assert spoken(session, "booked") == [("M001", 8), ("M002", 8), ("M003", 8), ("E01", 8)]
    assert spoken(session, "free") == [("M004", 5), ("M005", 5), ("M006", 5), ("E02", 5)]
    assert spoken(session, "response") == [("发改局", 5)]
    # ten minutes in all: county committee, government, the host last
    assert spoken(session, "leaders") == [("副书记戊", 4), ("副县长己", 3), ("主席甲", 3)]
    # 10 + 10 + 4 × 8 + 4 × 5 + 5 + 10
    assert sum(p.minutes for p in session.agenda) == 87
    assert session.agenda_cuts == ()
    assert RULE.check(Plan(year=2027, sessions=(session,)), county([RULE])).holds


def test_the_government_leader_in_charge_of_the_departments_speaks() -> None:
    """Who can promise something answers: not whoever links with the CPPCC and stands first."""
    links = Leader(id="庚", name="庚", post="常务副县长", person="庚", side="政府", liaison=True)
    problem = county([RULE], leaders=(links, *LEADERS))
    there = {"leaders": ("副书记戊", "庚", "副县长己", "主席甲")}
    session = RULE.make(one(M[1:7], **there), problem).sessions[0]
    assert [who for who, _ in spoken(session, "leaders")] == ["副书记戊", "副县长己", "主席甲"]
    other = RULE.make(one(M[1:7], **there, departments=("卫健局",)), problem).sessions[0]
    assert [who for who, _ in spoken(other, "leaders")] == ["副书记戊", "庚", "主席甲"]


def test_who_fits_the_topic_best_is_booked() -> None:
    topics = (topic(1), topic(2, expertise=("水利",)), *county().topics[2:])
    members = tuple(member(n, expertise=("水利",) if n > 4 else ()) for n in range(1, 7))
    problem = county([RULE], topics=topics, members=members)
    session = RULE.make(one(M[1:7]), problem).sessions[0]
    assert [who for who, _ in spoken(session, "booked")] == ["M005", "M006", "M001", "M002"]


def test_a_short_session_first_books_fewer_then_shortens() -> None:
    # 6 members: 10 + 10 + 8b + 5(6 − b) + 5 + 10 = 65 + 3b: 77, 74, 71 for b = 4, 3, 2
    assert len(spoken(made(M[1:7], 77), "booked")) == 4
    assert len(spoken(made(M[1:7], 76), "booked")) == 3
    assert spoken(made(M[1:7], 71), "free") == [(m, 5) for m in M[3:7]]
    assert spoken(made(M[1:7], 70), "free") == [(m, 4) for m in M[3:7]]  # 67
    assert spoken(made(M[1:7], 63), "free") == [(m, 3) for m in M[3:7]]  # 63
    assert spoken(made(M[1:7], 62), "response") == [("发改局", 4)]
    assert made(M[1:7], 61).agenda_cuts == ()


def test_where_nothing_gives_any_more_the_plan_says_what_to_cut() -> None:
    session = made(M[1:7], 60)  # 61 at the shortest
    assert session.agenda_cuts == ("自由发言：委员6改为书面，省 3 分钟",)
    problem = county([RULE], settings={"session_minutes": 60})
    verdict = RULE.check(Plan(year=2027, sessions=(session,)), problem)
    assert verdict.holds
    assert "自由发言每人 3 分钟（一般 5 分钟）" in verdict.notes[0]
    silent = session.replace(agenda_cuts=())
    said = texts(RULE.check(Plan(year=2027, sessions=(silent,)), problem))
    assert "bimonthly-2 的议程：共 61 分钟，超过会议时长 60 分钟" in said
    needless = texts(RULE.check(Plan(year=2027, sessions=(session,)), county([RULE])))
    assert "不应写压缩事项" in needless


def test_cuts_that_are_not_enough_ask_for_more_time() -> None:
    session = made(M[1:7], 40)  # 61 − 4 × 3 = 49
    assert session.agenda_cuts[-1] == "仍超出 9 分钟，请把会议时长延长到 61 分钟，或减少出席人员"


def test_several_departments_answer_and_the_first_reports() -> None:
    session = made(M[1:7], departments=("农业局", "发改局"))
    assert spoken(session, "department") == [("农业局", 10)]
    assert spoken(session, "response") == [("农业局", 5), ("发改局", 5)]


def test_speakers_of_the_merged_session_stand_as_booked() -> None:
    plan = RULE.make(year({1: ["M002", "M001"]}), county([RULE]))
    merged = plan.sessions[0]
    assert [(p.part, p.speaker) for p in merged.agenda] == [("booked", "M001"), ("booked", "M002")]
    assert "bimonthly-1" not in texts(RULE.check(plan, county([RULE])))
    silent = plan.update(merged.replace(agenda=()))
    assert "bimonthly-1 与全会合并" in texts(RULE.check(silent, county([RULE])))


def changed(parts: list[AgendaPart]) -> str:
    session = made([*M[1:7], "E01", "E02"]).replace(agenda=tuple(parts))
    return texts(RULE.check(Plan(year=2027, sessions=(session,)), county([RULE])))


def test_check_misses_every_line_that_is_taken_out() -> None:
    agenda = list(made([*M[1:7], "E01", "E02"]).agenda)
    words = {
        "department": "介绍情况",
        "lead": "中心发言",
        "booked": "没有安排",
        "free": "没有安排",
        "response": "缺 发改局 的回应",
    }
    for index, part in enumerate(agenda):
        if part.part in words:
            said = changed(agenda[:index] + agenda[index + 1 :])
            assert "bimonthly-2 的议程" in said
            assert words[part.part] in said
    assert "最后应有领导讲话" in changed([p for p in agenda if p.part != "leaders"])


def test_check_measures_every_speech_to_the_minute() -> None:
    agenda = list(made([*M[1:7], "E01", "E02"]).agenda)
    for index, part in enumerate(agenda):
        if part.part != "leaders":
            longer = part.replace(minutes=part.minutes + 1)
            said = changed([*agenda[:index], longer, *agenda[index + 1 :]])
            assert f"{part.speaker} {part.minutes + 1} 分钟，应在 1—{part.minutes} 分钟之间" in said


def test_check_minds_order_number_and_who_speaks() -> None:
    agenda = list(made([*M[1:7], "E01", "E02"]).agenda)
    assert "次序应为" in changed(agenda[::-1])
    all_booked = [p.replace(part="booked") if p.part == "free" else p for p in agenda]
    assert "预约发言 8 人，应为 2—4 人" in changed(all_booked)
    swap = {"M001": "E02", "M002": "E01", "E01": "M001", "E02": "M002"}
    experts = [p.replace(speaker=swap.get(p.speaker, p.speaker)) for p in agenda]
    assert "预约发言以委员为主" in changed(
        [p for p in experts if (p.part, p.speaker) != ("booked", "M003")]
    )
    stranger = [p.replace(speaker="M024") if p.speaker == "M004" else p for p in agenda]
    said = changed(stranger)
    assert "没有安排 M004 发言" in said
    assert "M024 不在出席委员、专家之列" in said


def test_the_minutes_are_parameters() -> None:
    problem = county([RULE], [parameter("agenda", "lead_minutes", 12)])
    session = RULE.make(one(M[1:7]), problem).sessions[0]
    assert spoken(session, "lead") == [("经济委员会", 12)]
    assert "12 分钟，应在 1—10 分钟之间" in texts(
        RULE.check(Plan(year=2027, sessions=(session,)), county([RULE]))
    )


def test_a_hand_made_plan_without_anything_is_judged_and_does_not_crash() -> None:
    bare = one(departments=(), lead_body="", host="")
    assert "预约发言" not in texts(RULE.check(bare, county([RULE])))
    assert "没有安排 M001 发言" in texts(RULE.check(one(["M001"]), county([RULE])))
