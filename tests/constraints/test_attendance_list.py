"""Without this rule the printed list would leave a part out, or name somebody twice."""

from constraints.attendance_list import RULE, TITLES, parts
from planner.domain import Department, Leader
from tests.builders import BODIES, DEPARTMENTS, LEADERS, county, expert, member
from tests.constraints.seated import M, broken, one, texts, year

COMPLETE = {
    "leaders": ("副主席乙", "副县长己", "主席甲", "副书记戊"),
    "guests": ("经济委员会", "办公室"),
}
HEADS = (Department(name="发改局", head="王局长"), *DEPARTMENTS[1:])


def test_five_parts_in_the_articles_order() -> None:
    found = one(["M001", "E01"], **COMPLETE)
    listed = parts(found.sessions[0], county([RULE], departments=HEADS))
    assert [title for title, _ in listed] == list(TITLES)
    assert dict(listed) == {
        # county committee, government, CPPCC
        TITLES[0]: (
            "副书记戊（县委副书记）",
            "副县长己（副县长）",
            "副主席乙（副主席）",
            "主席甲（主席）",
        ),
        TITLES[1]: ("经济主任（经济委员会）", "办公室主任（办公室）"),
        TITLES[2]: ("王局长（发改局）",),
        TITLES[3]: ("委员1（经济）",),
        TITLES[4]: ("专家1（某大学）",),
    }


def test_a_head_who_comes_as_a_leader_or_member_is_listed_there_alone() -> None:
    head = BODIES[0].model_copy(update={"head": "副主席乙", "head_name": "副主席乙"})
    departments = (Department(name="发改局", head="M001"),)
    problem = county([RULE], bodies=(head, *BODIES[1:]), departments=departments)
    listed = dict(parts(one(["M001"], **COMPLETE).sessions[0], problem))
    assert listed[TITLES[1]][0] == "经济委员会负责同志"
    assert listed[TITLES[2]] == ("发改局负责同志",)
    assert listed[TITLES[3]] == ("委员1（经济）",)


def test_check_misses_each_part_that_is_due() -> None:
    problem = county([RULE])
    full = one(["M001"], **COMPLETE)
    assert RULE.check(full, problem).holds
    for field, word in (("leaders", "领导"), ("guests", "委室"), ("members", "政协委员")):
        said = broken(RULE, full, problem, lambda s, field=field: s.replace(**{field: ()}))
        assert "bimonthly-2 的出席名单" in said
        assert word in said


def test_departments_are_due_where_the_topic_names_them() -> None:
    topics = tuple(t.model_copy(update={"departments": ("发改局",)}) for t in county().topics)
    bare = one(["M001"], **COMPLETE, departments=())
    assert "部门负责同志" in texts(RULE.check(bare, county([RULE], topics=topics)))
    assert RULE.check(bare, county([RULE])).holds


def test_nobody_in_two_parts() -> None:
    leader = Leader(id="李副主席", name="李副主席", post="副主席", person="M002")
    twice = county(
        [RULE],
        leaders=(*LEADERS, leader),
        experts=(expert(1, person="M001", name="委员1"),),
        members=tuple(member(n) for n in range(1, 10)),
    )
    said = texts(RULE.check(one(["M001", "E01"], **COMPLETE), twice))
    assert "bimonthly-2 的出席名单：委员1列了两次" in said
    both = {**COMPLETE, "leaders": ("主席甲", "李副主席")}
    assert "列了两次" in texts(RULE.check(one(["M002"], **both), twice))
    assert RULE.check(one(["M003"], **both), twice).holds
    again = {**COMPLETE, "guests": ("经济委员会", "经济委员会")}
    assert "经济委员会”列了两次" in texts(RULE.check(one(["M001"], **again), county([RULE])))


def test_a_name_that_the_workbook_does_not_know_is_found() -> None:
    wrong = {**COMPLETE, "guests": ("经济委",)}
    assert "经济委不在“承办单位”表中" in texts(RULE.check(one(["M001"], **wrong), county([RULE])))


def test_the_merged_session_has_the_plenarys_list() -> None:
    merged = year({1: M[1:3]}).sessions[0]
    assert RULE.check(one().replace(sessions=(merged,)), county([RULE])).holds
