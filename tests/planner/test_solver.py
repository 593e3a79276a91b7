"""The solver's known defects are guarded: without these a wrong plan would be called proven."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import Any

import pytest
from ortools.sat.python import cp_model

from planner import solver, stages
from planner.control import Control, Options
from planner.domain import EmphasisStage
from planner.goal import Goal, tie_break_weight
from planner.solver import (
    CLIMBING,
    CUTTING,
    QUICK,
    THOROUGH,
    Result,
    RowTooLargeError,
    Way,
    assert_small_rows,
    configure,
    is_contradicted,
    solve_once,
)
from planner.stages import later, solve_goal, solve_stages


def tiny_5293(scale: int = 1) -> cp_model.CpModel:
    """Two rows whose Boolean coefficients pass 2^31: the true optimum is 2 000 006."""
    model = cp_model.CpModel()
    a, b, c, e = (model.new_bool_var(n) for n in "abce")
    y, z = (model.new_int_var(0, 1_000_000, n) for n in "yz")
    model.add_exactly_one(a, b, c)
    row = -1_200_000_000 // scale * a + 2_500_000_000 // scale * b + 3 * y + 1_000_000 // scale * z
    model.add(row <= 2_000_000_000 // scale).only_enforce_if(e)
    model.maximize(9 * e + 6 * b + y + z)
    return model


def test_our_parameters_solve_the_defective_case_rightly() -> None:
    """google/or-tools#5293: the defaults of 9.15.6755 certify 1 003 206 as optimal."""
    configured = configure(Options(), None)
    assert configured.solve(tiny_5293()) == cp_model.OPTIMAL
    # a = 0, b = 1, e = 0, y = z = 1 000 000: 6 + 2 000 000
    assert round(configured.objective_value) == 2_000_006


def test_rows_that_could_trigger_the_defect_are_refused() -> None:
    with pytest.raises(RowTooLargeError):
        assert_small_rows(tiny_5293())
    assert_small_rows(tiny_5293(scale=1000))


def knapsack() -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    items = [model.new_bool_var(f"item {n}") for n in range(8)]
    model.add(sum(items) == 3)
    return model, items


def stage(name: str, sense: str = "max") -> EmphasisStage:
    return EmphasisStage.model_validate(
        {"name": name, "model": "programme", "sense": sense, "weights": {name: 1}}
    )


def test_stages_are_lexicographic_and_hints_are_cleared_between_them() -> None:
    """A second hint for a variable makes a model invalid; a float bound raises: neither happens."""
    model, items = knapsack()
    terms = {
        "first": 2 * items[0] + items[1],
        "second": sum(items[2:5]),
        "third": items[1] + items[7],
    }
    staged = solve_stages(
        model, terms, [stage("first"), stage("second"), stage("third")], Control(), [items]
    )
    # first: items 0 and 1 → 3; one place left: second 1; third: item 1 is in → 1, 7 cannot be.
    assert [s.value for s in staged.stages] == [3, 1, 1]
    assert staged.proven
    assert all(s.value == s.bound for s in staged.stages)


def give_up_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the ways that are tried first no time."""
    monkeypatch.setattr(solver, "LEAST_PATIENCE", 1e-12)
    for name in ("QUICK", "CLIMBING", "CUTTING"):
        way = replace(getattr(stages, name), patience=1e-12)
        monkeypatch.setattr(stages, name, way)


def test_what_the_quick_way_gives_up_the_thorough_way_proves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The search without cuts is given up soon: a plan must not stay unproven for that."""
    give_up_at_once(monkeypatch)
    began = stages.solve_once
    ways = []

    def counted(*args: Any) -> Result:
        ways.append(args[6])
        return began(*args)

    monkeypatch.setattr(stages, "solve_once", counted)
    model, terms, wanted, items = assignment()
    staged = solve_stages(model, terms, wanted, Control(), [items])
    assert THOROUGH in ways
    assert [(s.value, s.bound) for s in staged.stages] == [(14, 14), (4, 4)]
    assert staged.proven


def test_a_model_without_a_variable_is_solved() -> None:
    """A year may leave a model nothing to decide; no way to search may give up on it."""
    assert solve_once(cp_model.CpModel(), "nothing", Control(), way=QUICK).proven
    assert solve_once(cp_model.CpModel(), "nothing", Control(), way=THOROUGH).proven


def assignment() -> tuple[
    cp_model.CpModel, dict[str, cp_model.LinearExpr], list[EmphasisStage], list[cp_model.IntVar]
]:
    """Eight tasks for eight people, two goals.

    Person p does task t with worth (p + t) % 3 and cost (p · t) % 5. By trying all 40 320 ways:
    the most worth is 14, and of those the cheapest cost 4.
    """
    model = cp_model.CpModel()
    does = {(p, t): model.new_bool_var(f"{p} does {t}") for p in range(8) for t in range(8)}
    for one in range(8):
        model.add_exactly_one(does[one, t] for t in range(8))
        model.add_exactly_one(does[p, one] for p in range(8))
    terms = {
        "worth": sum((p + t) % 3 * x for (p, t), x in does.items()),
        "cost": sum((p * t) % 5 * x for (p, t), x in does.items()),
    }
    return model, terms, [stage("worth"), stage("cost", "min")], list(does.values())


def test_the_last_point_of_one_goal_does_not_cost_all_of_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With a time limit, the dates must be looked at though the topics are not proven yet."""
    give_up_at_once(monkeypatch)
    began = stages.solve_once
    most: dict[str, float | None] = {}

    def noted(*args: Any) -> Result:
        if args[6] is THOROUGH:
            most[args[1]] = args[7]
        return began(*args)

    monkeypatch.setattr(stages, "solve_once", noted)
    halves = []
    for more in ([], [stage("last", "min")]):
        model, terms, wanted, _ = assignment()
        terms["last"] = terms["worth"] + terms["cost"]
        control = Control(Options(time_limit=60))
        staged = solve_stages(model, terms, [*wanted, *more], control, [])
        assert [s.value for s in staged.stages] == [14, 4, 18][: 2 + len(more)]
        assert most["worth"] is None, "before there is any plan all the time that is left"
        halves.append(most["cost"])
    as_last, before_another = halves
    assert as_last is not None
    assert before_another is not None
    assert 0 < before_another <= 30 < as_last, "nothing follows: all the time that is left"


@pytest.mark.parametrize(("bound", "part"), [(18_806, 8), (18_900, 2)])
def test_the_last_thousandth_of_a_goal_takes_an_eighth_of_the_time(
    monkeypatch: pytest.MonkeyPatch, bound: int, part: int
) -> None:
    """The topics of 82 sessions stood a point from their bound while the dates were not looked at."""
    given: list[tuple[Way, float]] = []

    def unproven(*args: Any) -> Result:
        given.append((args[6], args[7]))
        return Result(cp_model.FEASIBLE, (1,), 18_805, bound)

    monkeypatch.setattr(stages, "solve_once", unproven)
    model = cp_model.CpModel()
    goal = Goal("topics", "max", model.new_bool_var("topic"), {})
    control = Control(Options(time_limit=80))
    solve_goal(model, goal, [], control, hint=(0,), complete=False, last=False)
    assert [way for way, _ in given] == [QUICK, CUTTING, THOROUGH]
    assert given[-1][1] == pytest.approx(80 / part, rel=0.01)


def test_a_bound_is_never_farther_than_the_terms_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped while the goals before weigh in, a plan must not state a gap of millions."""
    far_off = iter((10.0**9, -(10.0**9)))  # of the worth, which is sought first, and of the cost
    monkeypatch.setattr(
        cp_model.CpSolver, "best_objective_bound", property(lambda _: next(far_off))
    )
    model, terms, wanted, _ = assignment()
    control = Control()
    worth, cost = solve_stages(model, terms, wanted, control, []).stages
    # All 64 pairs at once: the worth of each is (p + t) % 3; no cost is below 0.
    assert worth.bound == sum((p + t) % 3 for p in range(8) for t in range(8))
    assert cost.bound == 0
    # Nor does the progress say so, whatever weighs in the objective beside the goal.
    assert all(r.bound is not None and 0 <= r.bound <= worth.bound for r in control.reports)


def test_the_way_that_finds_nothing_leaves_the_plan_of_the_one_before() -> None:
    """Stopped in a later way, what an earlier one found must not be lost."""
    first = Result(cp_model.FEASIBLE, (1,), 10, 3)
    second = Result(cp_model.FEASIBLE, (2,), 9, 3)
    nothing = Result(cp_model.UNKNOWN, (), None, None)
    assert later(first, second) == second
    assert later(first, nothing) == first
    assert later(nothing, first) == first


def test_a_bound_proven_before_stands() -> None:
    """A later way that bounds less must not make the plan's gap look wider, nor its progress.

    The worth of the eight tasks is at most 14 (`assignment`); 15 is known, 64 times 2 the terms' own.
    """
    model, terms, _, _ = assignment()
    model.maximize(terms["worth"])
    worth = Goal("worth", "max", terms["worth"], {})
    climbing = replace(CLIMBING, patience=1e-12)
    stages._begin_with(model, [n // 8 == n % 8 for n in range(64)])
    control = Control()
    result = solve_once(model, "worth", control, worth, way=climbing, known=15)
    assert result.found
    assert result.bound is not None
    assert 14 <= result.bound <= 15
    assert all(r.bound is not None and r.bound <= 15 for r in control.reports)


def test_a_plan_far_from_its_bound_is_improved_part_by_part(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The topics of 115 sessions stood a third from their bound: proofs were sought, no better plan."""
    ways: dict[int, list[Way]] = {}
    for value in (995, 900):
        given = ways.setdefault(value, [])

        def unproven(*args: Any, value: int = value, given: list[Way] = given) -> Result:
            given.append(args[6])
            return Result(cp_model.FEASIBLE, (1,), value, 1000)

        monkeypatch.setattr(stages, "solve_once", unproven)
        model = cp_model.CpModel()
        goal = Goal("topics", "max", model.new_bool_var("topic"), {})
        solve_goal(model, goal, [], Control(), hint=(0,), complete=False)
    assert ways == {995: [QUICK, CUTTING, THOROUGH], 900: [QUICK, CLIMBING, THOROUGH]}


def test_climbing_improves_a_plan() -> None:
    """Each person at the task of the same number is worth 0+2+1+0+2+1+0+2 = 8, the best plan 14."""
    model, terms, _, _ = assignment()
    model.maximize(terms["worth"])
    stages._begin_with(model, [n // 8 == n % 8 for n in range(64)])
    worth = Goal("worth", "max", terms["worth"], {})
    result = solve_once(model, "worth", Control(), worth, way=CLIMBING)
    assert result.objective is not None
    assert result.objective > 8


def test_ties_are_broken_the_same_way_whatever_the_seed_and_workers() -> None:
    """Without the tie-break, members would be handed another equally good plan each run."""
    found = set()
    for options in (Options(seed=0), Options(seed=7), Options(seed=3, workers=4)):
        model, items = knapsack()
        staged = solve_stages(model, {}, [], Control(options), [items])
        found.add(tuple(staged.values[v.index] for v in items))
    assert len(found) == 1
    (chosen,) = found
    by_weight = sorted(range(8), key=lambda n: tie_break_weight(f"item {n}"))[:3]
    assert [n for n in range(8) if chosen[n]] == sorted(by_weight)


def test_among_hundreds_of_members_one_choice_is_the_lightest() -> None:
    """Two choices of equal weight: another seed, and other members would be invited."""
    for members in range(100, 601, 50):
        for session in range(2, 7):
            names = (f"seat bimonthly-{session} M{n:03d}" for n in range(members))
            weights = sorted(tie_break_weight(name) for name in names)
            assert weights[5] < weights[6]  # six seats: the sixth lightest is in, the next is out


def test_infeasible_is_confirmed_under_a_second_configuration() -> None:
    model, items = knapsack()
    assert is_contradicted(model, Control())  # it has solutions: calling it infeasible is wrong
    model.add(sum(items) == 4)
    assert not is_contradicted(model, Control())
    assert solve_stages(model, {}, [], Control(), [items]).infeasible


def hard_model() -> cp_model.CpModel:
    """A market-split instance: solutions of the relaxed cost come at once, proof takes long."""
    model = cp_model.CpModel()
    items = [model.new_bool_var(f"x{n}") for n in range(50)]
    slack = []
    for row in range(5):
        numbers = [(37 * (n + 3) * (row + 11) + n * n * 13) % 100 for n in range(50)]
        over, under = (model.new_int_var(0, 5000, f"{row}{s}") for s in "+-")
        model.add(
            sum(c * x for c, x in zip(numbers, items, strict=True)) + over - under
            == sum(numbers) // 2
        )
        slack += [over, under]
    model.minimize(sum(slack))
    return model


def test_stop_keeps_the_best_so_far() -> None:
    """Ctrl-C in the middle must not lose the plan already found."""
    control = Control()
    threading.Timer(1.0, control.stop).start()
    began = time.perf_counter()
    result = solve_once(hard_model(), "hard", control)
    assert time.perf_counter() - began < 20
    assert result.found
    assert result.objective is not None
    assert result.bound is not None
    assert result.bound <= result.objective


def test_time_limit_gives_a_valid_bound() -> None:
    result = solve_once(hard_model(), "hard", Control(Options(time_limit=1.0)))
    assert result.found
    assert result.bound is not None
    assert result.objective is not None
    assert 0 <= result.bound <= result.objective
