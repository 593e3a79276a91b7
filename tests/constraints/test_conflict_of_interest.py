"""Without this rule someone could speak as a disinterested member on a matter of their own."""

from constraints.conflict_of_interest import RULE
from tests.builders import county, expert, member, solve_with, topic
from tests.constraints.seated import E, M, allowed, one, texts, year


def interested(*names: str):  # type: ignore[no-untyped-def]
    topics = tuple(topic(n, stakeholders=names if n == 2 else ()) for n in range(1, 7))
    members = tuple(member(n, employer="大山公司" if n == 3 else "") for n in range(1, 9))
    experts = tuple(expert(n, unit="大山公司" if n == 1 else "某大学") for n in range(1, 5))
    return county([RULE], topics=topics, members=members, experts=experts)


def test_a_person_named_has_no_seat_at_that_topic_only() -> None:
    assert not allowed(interested("M001"), RULE, {2: ["M001"]})
    assert allowed(interested("M001"), RULE, {3: ["M001"]})  # another topic
    assert allowed(interested("M001"), RULE, {2: ["M002"]})
    assert not allowed(interested("委员1"), RULE, {2: ["M001"]})  # by name
    assert not allowed(interested("E02"), RULE, {2: ["E02"]})


def test_who_works_for_a_unit_named_has_no_seat() -> None:
    assert not allowed(interested("大山公司"), RULE, {2: ["M003"]})
    assert not allowed(interested("大山公司"), RULE, {2: ["E01"]})
    assert allowed(interested("大山公司"), RULE, {2: ["M002", "E02"], 3: ["M003", "E01"]})


def test_a_blank_unit_is_no_interest() -> None:
    assert allowed(interested(""), RULE, {2: M[1:9]})
    assert RULE.check(one(M[1:9]), interested("")).holds


def test_programme_and_people_in_one_model_keep_them_apart() -> None:
    problem = interested("M001")

    def fix(model, v, number):  # type: ignore[no-untyped-def]
        model.add(v.topic_in("bimonthly-2", number) == 1)
        model.add(v.seat("bimonthly-2", "M001") == 1)

    for number, possible in (("T02", False), ("T03", True)):
        found, _, _ = solve_with(
            problem,
            [RULE],
            ("programme", "people"),
            lambda model, v, number=number: fix(model, v, number),
        )
        assert found is possible


def test_check_names_person_topic_and_reason() -> None:
    assert RULE.check(one([*M[1:7], *E[1:3]]), interested("甲村")).holds
    said = texts(RULE.check(one(["M001", "M003"]), interested("M001", "大山公司")))
    assert "bimonthly-2 邀请了委员1（M001），但议题 T02 中本人是利益相关方" in said
    assert "委员3（M003），但议题 T02 中所在单位大山公司是利益相关方" in said
    merged = year({1: ["M001"]})
    first = county([RULE], topics=(topic(1, stakeholders=("M001",)), *county().topics[1:]))
    assert not RULE.check(merged, first).holds  # nor does one speak on it at the plenary
    assert not allowed(first, RULE, {1: ["M001"]})
