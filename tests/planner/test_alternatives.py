"""Plans offered as different that are one, or as good that lose much, would mislead the chair."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from inputs.profile import emphases_of, load_emphases
from planner.alternatives import find_alternatives
from planner.check import judge, objectives
from planner.control import Control, Options
from planner.domain import Emphasis
from planner.plan import Plan
from planner.wanted import Wanted
from tests.drafts import anhua, found


def recounted(one: Plan, other: Plan) -> float:
    """The distance of two plans of six two-month sessions, counted again from the definition."""
    a = {s.id: s for s in one.sessions if s.form != "plenary"}
    b = {s.id: s for s in other.sessions if s.form != "plenary"}
    months = [i for i in a if i != "bimonthly-1"]  # held with the plenary: no choice of months

    def share(mine: set[object], theirs: set[object]) -> float:
        return 1 - len(mine & theirs) / max(len(mine), len(theirs))

    topics = share(
        {t for s in a.values() for t in s.topics}, {t for s in b.values() for t in s.topics}
    )
    moved = sum(a[i].date.month != b[i].date.month for i in months) / len(months)
    hosts = sum(a[i].host != b[i].host for i in a) / len(a)
    seats = [
        {(s.id, p) for s in held.values() for p in (*s.members, *s.experts)} for held in (a, b)
    ]
    return (topics + moved) / 4 + (hosts + share(set(seats[0]), set(seats[1]))) / 4


def test_every_two_plans_are_as_far_apart_as_stated() -> None:
    assert len(found().found) == 5
    for one, other in combinations(found().found, 2):
        assert recounted(one.plan, other.plan) >= 0.2 - 1e-9, (one.name, other.name)


def test_every_plan_keeps_every_rule() -> None:
    for alternative in found().found:
        assert all(v.holds for v in judge(alternative.plan, anhua())), alternative.name


def test_each_emphasis_is_proven_in_its_own_order() -> None:
    bests = [x for x in found().found if x.best is None]
    assert [x.name for x in bests] == list(load_emphases())
    for best in bests:
        assert best.plan.status == "optimal"
        assert [s.name for s in best.plan.stages] == [s.name for s in best.problem.emphasis.stages]
        assert all(s.value == s.bound for s in best.plan.stages)


def test_no_plan_is_better_than_an_emphasis_at_what_it_puts_first() -> None:
    terms = {x.name: objectives(x.plan, anhua()) for x in found().found}
    livelihood = {name: t["topic-value.livelihood"] for name, t in terms.items()}
    assert livelihood["民生优先"] == max(livelihood.values())
    unreached = {name: t["sector-balance.unreached"] for name, t in terms.items()}
    assert unreached["委员覆盖"] == min(unreached.values())
    assert terms["委员覆盖"]["load-balance.unheard"] <= terms["均衡"]["load-balance.unheard"]
    assert terms["错峰"]["spread.gaps"] <= terms["均衡"]["spread.gaps"]


def test_a_plan_near_the_best_loses_no_more_than_stated() -> None:
    nearby = [x for x in found().found if x.best is not None]
    assert nearby
    for one in nearby:
        best = {s.name: s for s in one.best.stages} if one.best else {}
        for stage in one.problem.emphasis.stages:
            if stage.name == "meetings":
                continue
            terms = objectives(one.plan, anhua())
            value = sum(stage.weights[n] * terms[n] for n in best[stage.name].terms)
            lost = (
                best[stage.name].value - value
                if stage.sense == "max"
                else value - best[stage.name].value
            )
            assert lost <= 0.02 * abs(best[stage.name].value), (one.name, stage.name)


def test_emphases_that_end_in_one_plan_are_said_and_another_plan_offered() -> None:
    balanced = load_emphases()["均衡"]
    again = balanced.model_copy(update={"name": "又一个均衡"})
    third = load_emphases()["民生优先"]
    result = find_alternatives(anhua(), [balanced, again, third], Wanted(3, loss=5), Control())
    assert "侧重“又一个均衡”与“均衡”得到同一份计划" in result.notes[0]
    for one, other in combinations(result.found, 2):
        assert recounted(one.plan, other.plan) > 0.05


def test_without_time_there_is_a_plan_that_does_not_claim_to_be_the_best() -> None:
    control = Control(Options(time_limit=0.01))
    result = find_alternatives(anhua(), emphases_of(anhua()), Wanted(3), control)
    assert result.failed is None
    assert result.found[0].plan.status == "feasible"


def test_no_time_is_said_of_the_first_emphasis(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where not even any plan is found in time."""
    monkeypatch.setattr("planner.any_plan.any_plan", lambda problem, control: None)
    control = Control(Options(time_limit=0.01))
    result = find_alternatives(anhua(), emphases_of(anhua()), Wanted(3), control)
    assert result.failed is not None
    assert result.failed.outcome == "no-time"
    assert not result.found


@pytest.mark.parametrize("name", list(load_emphases()))
def test_an_emphasis_names_terms_of_rules_alone(name: str) -> None:
    emphasis: Emphasis = load_emphases()[name]
    known = objectives(found().found[0].plan, anhua())
    of_other_profiles = {"attendees-by-form.short", "member-once.missed", "spread.months"}
    for stage in emphasis.stages:
        shifts = {n for n in stage.weights if n.endswith(".shift")}
        assert set(stage.weights) - shifts - of_other_profiles <= set(known), stage.name


def test_the_same_workbook_gives_the_same_plans() -> None:
    emphases = emphases_of(anhua())[:2]
    again = find_alternatives(anhua(), emphases, Wanted(2), Control(Options(seed=7)))
    for one, other in zip(again.found, found().found, strict=False):
        assert replace(one, control=other.control, seconds=0).plan == other.plan
