"""Who has an interest in a topic does not host it: else the result is open to attack."""

from datetime import date

import pytest

from constraints.host_recusal import RULE, check
from tests.builders import LEADERS, county, member, plan, session, solve_with, topic

DAY = date(2027, 5, 20)
VICE_CHAIR = "副主席乙"
EMPLOYED = member(1, person=VICE_CHAIR, employer="某集团")


def problem_with(*stakeholders, in_charge_of=()):
    leaders = tuple(
        x.model_copy(update={"in_charge_of": in_charge_of}) if x.id == VICE_CHAIR else x
        for x in LEADERS
    )
    return county(
        [RULE],
        topics=(topic(3, stakeholders=stakeholders), topic(4)),
        members=(EMPLOYED, member(2)),
        leaders=leaders,
    )


def fixed(leader, name="T03"):
    def fix(model, variables):
        model.add(variables.topic_in("bimonthly-3", name) == 1)
        model.add(variables.hosts("bimonthly-3", leader) == 1)

    return fix


INTERESTS = [
    ((VICE_CHAIR,), (), "本人"),
    (("某集团",), (), "工作单位某集团"),
    (("县水务局",), ("县水务局",), "分管的县水务局"),
]


@pytest.mark.parametrize(("stakeholders", "in_charge_of", "link"), INTERESTS)
def test_a_host_with_an_interest_is_forbidden_and_named(stakeholders, in_charge_of, link):
    """The person, the employer, a unit in charge: each bars the host, and the check says which."""
    problem = problem_with(*stakeholders, in_charge_of=in_charge_of)
    assert not solve_with(problem, [RULE], "programme", fixed(VICE_CHAIR))[0]
    verdict = check(plan(session(3, DAY, host=VICE_CHAIR)), problem)
    assert [f.session for f in verdict.findings] == ["bimonthly-3"]
    assert link in verdict.findings[0].text


@pytest.mark.parametrize(("stakeholders", "in_charge_of", "link"), INTERESTS)
def test_another_host_or_another_topic_is_allowed(stakeholders, in_charge_of, link):
    """The chair hosts the topic, and the vice-chair hosts another."""
    problem = problem_with(*stakeholders, in_charge_of=in_charge_of)
    assert solve_with(problem, [RULE], "programme", fixed("主席甲"))[0]
    assert solve_with(problem, [RULE], "programme", fixed(VICE_CHAIR, "T04"))[0]
    assert check(plan(session(3, DAY, host="主席甲")), problem).holds


def test_being_in_charge_of_a_committee_is_no_interest():
    """Just inside: a committee as stakeholder does not bar the vice-chair in charge of it."""
    problem = problem_with("经济委员会", in_charge_of=("经济委员会",))
    assert solve_with(problem, [RULE], "programme", fixed(VICE_CHAIR))[0]
    assert check(plan(session(3, DAY, host=VICE_CHAIR)), problem).holds


def test_a_member_without_employer_makes_no_link():
    """Blank 工作单位 and a blank stakeholder do not match each other."""
    problem = county(
        [RULE],
        topics=(topic(3, stakeholders=("",)),),
        members=(member(1, person=VICE_CHAIR),),
    )
    assert solve_with(problem, [RULE], "programme", fixed(VICE_CHAIR))[0]
    assert check(plan(session(3, DAY, host=VICE_CHAIR)), problem).holds
