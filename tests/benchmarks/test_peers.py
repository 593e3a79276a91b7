"""The peers' plans are judged as ours are: by the project's check and its recomputed objectives."""

from __future__ import annotations

import pytest
from ortools.sat.python import cp_model
from peers import greedy, naive
from peers.completion import complete
from peers.judging import stage_values, verdict
from peers.mip import rows_of
from peers.one_model import one_model
from peers.parts import year_of

from planner.check import judge
from planner.control import Control
from planner.solve import solve
from tests.builders import county, kailu_county


@pytest.mark.parametrize("problem", [county(), kailu_county()], ids=["anhua", "kailu"])
def test_a_greedy_plan_is_judged_by_the_same_check(problem) -> None:
    year = year_of(problem)
    sessions, _ = greedy.solve(year, 1.0, 0)
    plan = complete(year, sessions).plan
    judged = verdict(plan, problem)
    assert {s.id for s in plan.sessions} == {s.id for s in problem.slots}
    assert judged.broken == {c.rule: len(c.findings) for c in judge(plan, problem) if not c.holds}
    assert "references" not in judged.broken, "it names nobody that the workbook does not know"


def test_recomputed_stages_are_those_that_our_planner_states() -> None:
    problem = county()
    plan = solve(problem, Control()).plan
    assert plan is not None
    assert stage_values(plan, problem) == {s.name: s.value for s in plan.stages}


def test_the_one_model_finds_no_other_programme_than_ours() -> None:
    problem = county()
    year = year_of(problem)
    sessions, found = naive.solve(year, 60.0, 0, relaxed=True)
    plan = complete(year, sessions).plan
    ours = solve(problem, Control()).plan
    assert ours is not None
    assert "feasible" not in found.status
    judged = verdict(plan, problem)
    assert not judged.broken
    for stage in ours.stages:
        if stage.name in ("deviations", "topic-value", "calendar"):
            assert judged.stages[stage.name] == stage.value


def test_the_mip_has_the_solutions_of_the_model() -> None:
    one = one_model(year_of(county()))
    solver = cp_model.CpSolver()
    assert solver.solve(one.model) == cp_model.OPTIMAL
    solution = list(solver.response_proto.solution)
    rows = rows_of(one.model)
    assert not _broken_rows(rows, solution)
    for index in (1, len(solution) // 3, len(solution) // 2):
        fixed = one.model.clone()
        other = list(solution)
        other[index] = 1 - other[index] if other[index] in (0, 1) else other[index] + 1
        for number, value in enumerate(other):
            fixed.add(fixed.get_int_var_from_proto_index(number) == value)
        holds = cp_model.CpSolver().solve(fixed) == cp_model.OPTIMAL
        assert bool(_broken_rows(rows, other)) == (not holds)


def test_rows_under_a_literal_and_maxima_become_rows() -> None:
    model = cp_model.CpModel()
    flag, x, most = (
        model.new_bool_var("flag"),
        model.new_int_var(0, 9, "x"),
        model.new_int_var(0, 9, "most"),
    )
    model.add(x >= 5).only_enforce_if(flag)
    model.add(x <= 2).only_enforce_if(~flag)
    model.add_max_equality(most, [3, x])
    rows = rows_of(model)
    for values, holds in {
        (1, 5, 5): True,
        (1, 4, 4): False,
        (0, 2, 3): True,
        (0, 3, 3): False,
        (0, 2, 2): False,
        (1, 7, 8): False,
    }.items():
        chosen = [int(part == values[2]) for part in (3, values[1])]
        assert (not _broken_rows(rows, [*values, *chosen])) == holds, values


def _broken_rows(rows, values) -> list[int]:
    """Rows that a solution breaks; those with columns beyond it (choices of maxima) are left out."""
    broken = []
    for row, (least, most) in enumerate(zip(rows.least, rows.most, strict=True)):
        span = slice(rows.starts[row], rows.starts[row + 1])
        pairs = list(zip(rows.columns[span], rows.coefficients[span], strict=True))
        if all(column < len(values) for column, _ in pairs):
            total = sum(c * values[column] for column, c in pairs)
            if not least <= total <= most:
                broken.append(row)
    return broken
