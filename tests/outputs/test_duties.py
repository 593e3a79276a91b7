"""The workload that leadership reads: a miscount sends the next task to the wrong committee."""

from datetime import date

from outputs.duties import ATTENDS, HOSTS, IN_CHARGE, LEADS, OWNS, RESEARCHES, counts, duties
from planner.plan import Milestone, Session
from tests.builders import county, plan, session


def test_each_duty_is_counted_once_a_session():
    research = Milestone(
        kind="research",
        start=date(2027, 2, 22),
        end=date(2027, 2, 23),
        owner="经济委员会",
        team=("副主席乙", "M001"),
    )
    first = session(2, date(2027, 3, 18), members=("M001", "M002"), milestones=(research,))
    second = session(3, date(2027, 5, 20), members=("M002",), host="副主席乙")
    table = counts(plan(first, second), county())
    # 经济委员会 leads both, attends both, owns the research and goes on it once.
    assert dict(table.loc["经济委员会", [LEADS, ATTENDS, OWNS, RESEARCHES]]) == {
        LEADS: 2, ATTENDS: 2, OWNS: 1, RESEARCHES: 1,
    }  # fmt: skip
    # 副主席乙 is in charge of both, hosts the second only, and is there as its host.
    assert dict(table.loc["副主席乙", [IN_CHARGE, HOSTS, ATTENDS, RESEARCHES]]) == {
        IN_CHARGE: 2, HOSTS: 1, ATTENDS: 1, RESEARCHES: 1,
    }  # fmt: skip
    assert table.loc["M002", ATTENDS] == 2
    assert table.loc["M001", RESEARCHES] == 1


def test_the_plenary_itself_is_nobodys_duty_and_an_empty_year_has_none():
    whole = Session(id="plenary-1", form="plenary", date=date(2027, 1, 11), host="主席甲")
    assert duties(plan(whole), county()).empty
    assert counts(plan(), county()).empty
