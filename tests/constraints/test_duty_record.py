"""Without this rule nobody would know at the year's end who had come, and to whom to say so."""

from datetime import date, timedelta

from constraints.duty_record import FIVE_ONES, RULE, Entry, record
from planner.plan import AgendaPart, Milestone
from tests.builders import kailu_county, member, plan
from tests.constraints.kailu_people import filled
from tests.constraints.kailu_sessions import pair, sector, special, standing
from tests.constraints.preparations import DAY
from tests.constraints.seated import parameter, texts


def test_the_record_lists_what_each_member_comes_to_and_as_what() -> None:
    members = tuple(
        member(n, sector="教育", employer="某中学" if n == 1 else "") for n in range(1, 7)
    )
    problem = kailu_county([RULE], members=members)
    research = Milestone(
        kind="research", start=date(2027, 4, 20), end=date(2027, 4, 21), team=("副主席乙", "M002")
    )
    spoken = (AgendaPart(part="booked", speaker="M002", minutes=5),)
    found = plan(
        standing(members=("M001",), guests=("M003",)),
        filled(special(date=date(2027, 6, 17)), ["M002"]).replace(agenda=spoken).add(research),
        filled(sector(date=date(2027, 7, 8), host="委员1"), ["M001", "M004"]),
        special(id="bimonthly-1", date=date(2027, 1, 12), members=("M005",)).replace(
            merged_with_plenary=True
        ),
    )
    rows = {row.member: row for row in record(found, problem)}
    assert list(rows) == [m.id for m in members]
    assert rows["M001"].unit == "某中学"
    assert rows["M001"].entries == (
        Entry("standing-1", DAY, "出席"),
        Entry("sector-教育", date(2027, 7, 8), "召集"),
    )
    assert rows["M002"].entries == (
        Entry("special-1", date(2027, 4, 20), "调研"),
        Entry("special-1", date(2027, 6, 17), "发言"),
    )
    assert rows["M003"].entries == (Entry("standing-1", DAY, "列席"),)
    # one session counts once; a speech at the plenary is no activity beside it
    assert [rows[f"M00{n}"].activities for n in range(1, 7)] == [2, 1, 1, 1, 0, 0]
    assert rows["M005"].entries == (Entry("bimonthly-1", date(2027, 1, 12), "出席"),)


def test_heads_and_leaders_who_are_members_come_by_office() -> None:
    members = (member(1, person="经济主任"), member(2, person="副主席乙"), member(3))
    problem = kailu_county([RULE], members=members)
    found = plan(pair(guests=("经济委员会",), leaders=("副主席乙",)))
    roles = {row.member: [e.role for e in row.entries] for row in record(found, problem)}
    assert roles == {"M001": ["召集"], "M002": ["出席"], "M003": []}


def test_the_five_ones_are_the_documents() -> None:
    assert len(FIVE_ONES) == 5


def test_two_reports_within_ten_working_days_of_each_half_year() -> None:
    problem = kailu_county([RULE])
    made = RULE.make(plan(), problem)  # type: ignore[misc]
    # 30 June is a Wednesday: 1 July is the first working day, 14 July the tenth; 1 January 2028 is
    # free, Monday 3 January the first, Friday 14 January the tenth
    assert [m.date for m in made.plan_milestones] == [date(2027, 7, 14), date(2028, 1, 14)]
    assert {m.owner for m in made.plan_milestones} == {"办公室"}
    assert "县委组织部、县委统战部、委员所在单位" in made.plan_milestones[0].title
    assert RULE.check(made, problem).holds
    assert RULE.make(made, problem) == made  # type: ignore[misc]


def test_check_finds_a_report_deleted_late_early_or_sent_to_others() -> None:
    problem = kailu_county([RULE])
    made = RULE.make(plan(), problem)  # type: ignore[misc]
    first, second = made.plan_milestones

    def said(report) -> str:  # type: ignore[no-untyped-def]
        return texts(RULE.check(made.replace(plan_milestones=(report, second)), problem))

    assert said(first) == ""
    assert "没有上半年的委员履职情况通报" in said(second)
    late = first.replace(date=first.date + timedelta(days=1))
    assert "上半年的委员履职情况 2027-07-15 通报，应在 2027-06-30 之后、2027-07-14 以前" in said(
        late
    )
    assert "2027-06-30 通报" in said(first.replace(date=date(2027, 6, 30)))
    assert "由“提案委员会”通报，应由办公室通报" in said(first.replace(owner="提案委员会"))
    bare = first.title.replace("县委统战部、", "")
    assert "没有通报县委统战部" in said(first.replace(title=bare))


def test_days_and_addressees_are_parameters() -> None:
    problem = kailu_county([RULE], [parameter("duty-record", "days", 1, "")])
    made = RULE.make(plan(), problem)  # type: ignore[misc]
    assert made.plan_milestones[0].date == date(2027, 7, 1)
    assert RULE.check(made, problem).holds
    told = kailu_county([RULE], [parameter("duty-record", "to", "市政协", "")])
    assert "没有通报市政协" in texts(RULE.check(made, told))
