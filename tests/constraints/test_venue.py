"""A room that is large enough and free: else fifty people stand before a room for twenty."""

from datetime import date

import pytest

from constraints.venue import RULE, check, measure, seats_needed
from planner.domain import Absence, Venue
from tests.builders import county, plan, session, solve_with

DAY = date(2027, 5, 20)
# By office: chair, two vice-chairs, secretary-general, the linking deputy secretary, the deputy
# head in charge of 发改局: 6; heads of 3 committees and the office: 4; departments: 1; members at
# most 7, experts at most 3. In all 21.
NEEDED = 21


def rooms(*sizes, **changes):
    return tuple(Venue(name=f"会议室{size}", capacity=size, **changes) for size in sizes)


def chosen(problem, *sessions, room=None):
    """Return the rooms of session 3 in the best plan with this rule alone; None for no plan."""
    found = {}

    def fix(model, variables):
        found.update({v.name: variables.venue("bimonthly-3", v.name) for v in problem.venues})
        if room:
            model.add(found[room] == 1)

    given = plan(*(sessions or (session(3, DAY),)))
    feasible, value, terms = solve_with(
        problem, [RULE], "meetings", fix, given, minimise="venue.shift"
    )
    if not feasible:
        return None, terms
    return [name for name, expression in found.items() if value(expression)], terms


def test_the_number_of_seats_is_counted_in_full():
    """See the arithmetic above."""
    assert seats_needed(county([RULE]), session(3, DAY)) == NEEDED


@pytest.mark.parametrize(("size", "possible"), [(NEEDED - 1, False), (NEEDED, True)])
def test_a_room_one_seat_too_small_is_no_plan(size, possible):
    """20 seats are too few, 21 are just enough."""
    found, _ = chosen(county([RULE], venues=rooms(size)))
    assert (found is not None) == possible


def test_the_smallest_room_that_will_do_is_chosen_and_measured():
    """Of 20, 40 and 300 seats, 40: 4 tens; the model's term is the measured one."""
    problem = county([RULE], venues=rooms(20, 300, 40))
    found, terms = chosen(problem)
    assert found == ["会议室40"]
    held = plan(session(3, DAY, venue="会议室40"))
    assert terms == measure(held, problem) == {"venue.shift": 4}


def test_a_room_of_unknown_size_is_allowed_but_chosen_last():
    """Blank 容纳人数: any number fits, at a cost of 100 tens."""
    unknown = Venue(name="礼堂")
    problem = county([RULE], venues=(unknown, *rooms(300)))
    assert chosen(problem)[0] == ["会议室300"]
    found, terms = chosen(county([RULE], venues=(unknown,)))
    assert found == ["礼堂"]
    assert terms == measure(plan(session(3, DAY, venue="礼堂")), problem)


def test_a_room_for_another_form_or_not_to_be_had_is_forbidden():
    """协商形式 of the room, and 不可用 on the day; the day after it is free again."""
    assert chosen(county([RULE], venues=rooms(40, forms=("standing",))))[0] is None
    assert chosen(county([RULE], venues=rooms(40, forms=("bimonthly",))))[0] == ["会议室40"]
    away = (Absence(subject="会议室40", start=DAY, end=DAY),)
    problem = county([RULE], venues=rooms(40), absences=away)
    assert chosen(problem)[0] is None
    assert chosen(problem, session(3, date(2027, 5, 21)))[0] == ["会议室40"]


@pytest.mark.parametrize(("half_days", "possible"), [(2, True), (3, False)])
def test_a_room_is_free_on_every_day_of_the_session(half_days, possible):
    """Under repair on 21 May: one day on the 20th has it, a day and a half has not."""
    closed = date(2027, 5, 21)
    away = (Absence(subject="会议室40", start=closed, end=closed),)
    problem = county([RULE], venues=rooms(40), absences=away)
    given = session(3, DAY, half_days=half_days)
    assert (chosen(problem, given)[0] == ["会议室40"]) == possible
    seated = given.replace(venue="会议室40")
    assert check(plan(seated), problem).holds == possible


@pytest.mark.parametrize(("size", "possible"), [(NEEDED - 1, False), (NEEDED, True)])
def test_the_programme_puts_no_topic_where_no_room_is_large_enough(size, possible):
    """Else programmes are tried one after another, and the clerk hears of no reason."""

    def taken(model, variables):
        model.add(variables.topic_in("bimonthly-3", "T03") == 1)
        model.add(variables.on_day("bimonthly-3", DAY) == 1)

    problem = county([RULE], venues=rooms(size))
    assert solve_with(problem, [RULE], "programme", taken)[0] == possible


def test_the_programme_keeps_off_the_days_on_which_the_room_is_not_to_be_had():
    """The only room under repair on 20 May: the 21st is free."""
    away = (Absence(subject="会议室40", start=DAY, end=DAY),)
    problem = county([RULE], venues=rooms(40), absences=away)

    def on(day):
        def taken(model, variables):
            model.add(variables.topic_in("bimonthly-3", "T03") == 1)
            model.add(variables.on_day("bimonthly-3", day) == 1)

        return solve_with(problem, [RULE], "programme", taken)[0]

    assert not on(DAY)
    assert on(date(2027, 5, 21))


def test_the_merged_session_needs_no_room():
    """It meets where the plenary does: no choice, even where every room is too small."""
    problem = county([RULE], venues=rooms(10))
    merged = session(1, date(2027, 1, 12), merged_with_plenary=True)

    def see(model, variables):
        model.add(variables.venue("bimonthly-1", "会议室10") == 1)

    assert solve_with(problem, [RULE], "meetings", given=plan(merged))[0]
    assert not solve_with(problem, [RULE], "meetings", see, plan(merged))[0]
    assert check(plan(merged), problem).checked == 0


def test_without_the_sheet_of_rooms_there_is_nothing_to_choose():
    """No 会场: a plan without rooms holds."""
    problem = county([RULE])
    assert chosen(problem) == ([], {"venue.shift": 0})
    assert check(plan(session(3, DAY)), problem).holds


MANY = tuple(f"M{n:03d}" for n in range(1, 25))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({}, "没有会场"),
        ({"venue": "大酒店"}, "“大酒店”不在“会场”表中"),
        ({"venue": "会议室20", "members": MANY}, "有 25 人参加，会场会议室20只容纳 20 人"),
        ({"venue": "展厅"}, "不用于这种协商形式"),
        ({"venue": "会议室50"}, "2027-05-20 不可用"),
    ],
)
def test_check_names_what_is_wrong_with_the_room(changes, word):
    """None, unknown, too small for 24 members and a department, for another form, not free."""
    venues = (*rooms(20, 50), Venue(name="展厅", forms=("standing",)))
    away = (Absence(subject="会议室50", start=DAY, end=DAY),)
    problem = county([RULE], venues=venues, absences=away)
    verdict = check(plan(session(3, DAY, **changes)), problem)
    assert [f.session for f in verdict.findings] == ["bimonthly-3"]
    assert word in verdict.findings[0].text


def test_check_holds_for_a_room_just_large_enough():
    """19 members and 1 department fill 20 seats."""
    problem = county([RULE], venues=rooms(20))
    assert check(plan(session(3, DAY, venue="会议室20", members=MANY[:19])), problem).holds
