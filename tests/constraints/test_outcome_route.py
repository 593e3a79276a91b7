"""The result has a paper and addressees: else it is written and nobody handles it."""

import pytest

from constraints.outcome_route import RULE
from planner.domain import ParameterValue
from planner.plan import Outcome
from tests.builders import SUPERVISIONS, county, kailu_county, plan, session
from tests.constraints.kailu_sessions import proposal, supervision
from tests.constraints.preparations import DAY, said, verdict

TO = ("县委领导", "县政府领导", "发改局")


def with_outcome(**changes):
    values = {"paper": "建议案", "to": TO, "owner": "办公室"} | changes
    return session(3, DAY, outcome=Outcome(**values))


def test_it_goes_to_the_leaders_and_to_the_departments_that_handle_it():
    """The merged session's result has its way too."""
    merged = session(1, DAY, merged_with_plenary=True)
    done = RULE.make(plan(session(3, DAY), merged), county())
    for each in done.sessions:
        assert each.outcome == Outcome(paper="政协参阅件", to=TO, owner="办公室")
    assert RULE.check(done, county()).holds


def test_the_office_may_set_its_own_papers():
    """The sheet 规则 names another paper: it stands, and the old one is no longer right."""
    own = ParameterValue(rule=RULE.id, name="papers", form="bimonthly", value=("专报",))
    problem = county(overrides=[own])
    done = RULE.make(plan(session(3, DAY)), problem)
    assert done.sessions[0].outcome.paper == "专报"
    assert "应为专报之一" in said(verdict(RULE, problem, with_outcome()))


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        (with_outcome(paper=""), "成果形式“空”不在规定之列"),
        (with_outcome(paper="简报"), "应为政协参阅件、建议案、提案之一"),
        (with_outcome(to=("县委领导", "发改局")), "没有送 县政府领导"),
        (with_outcome(to=TO[:2]), "没有送 发改局"),
        (with_outcome(owner="经济委员会"), "应由办公室报送"),
    ],
)
def test_a_broken_route_is_caught(broken, text):
    """No paper, the wrong paper, an addressee left out, or the wrong hand."""
    assert verdict(RULE, county(), with_outcome()).holds
    assert text in said(verdict(RULE, county(), broken))


def test_a_proposer_is_told_by_name_or_as_the_workbook_reads_back_by_id():
    """P01 is M004's, 委员4. Without either the result goes to 教育局 and the public alone."""
    problem = kailu_county()
    (made,) = RULE.make(plan(proposal()), problem).sessions
    assert made.outcome.to == ("教育局", "委员4", "社会公开")
    assert verdict(RULE, problem, made).holds
    by_id = made.outcome.replace(to=("教育局", "M004", "社会公开"))
    assert verdict(RULE, problem, made.replace(outcome=by_id)).holds
    nobody = made.outcome.replace(to=("教育局", "社会公开"))
    assert "没有送 委员4" in said(verdict(RULE, problem, made.replace(outcome=nobody)))


@pytest.mark.parametrize(
    ("kind", "paper"),
    [
        ("民主评议", "民主评议报告"),
        ("监督性调研视察", "监督性调研视察报告"),
        ("视察", "视察报告"),  # a plain inspection supervises nothing
    ],
)
def test_a_supervision_activitys_report_is_called_after_its_kind(kind, paper):
    activity = SUPERVISIONS[0].model_copy(update={"kind": kind})
    problem = kailu_county(supervisions=(activity,))
    (made,) = RULE.make(plan(supervision()), problem).sessions
    assert made.outcome.paper == paper
    assert verdict(RULE, problem, made).holds
