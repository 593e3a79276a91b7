"""Were these wrong, the value that a plan reports would not be the value that it has."""

import pytest
from ortools.sat.python import cp_model

from constraints.seat_counts import distance, repeats


@pytest.mark.parametrize("sense", [1, -1])
@pytest.mark.parametrize(
    ("target", "unit"), [(0, 1), (3, 1), (27, 10), (4, 10), (20, 10), (60, 10), (95, 10)]
)
def test_the_distance_is_exact_for_every_count_and_either_sense(
    target: int, unit: int, sense: int
) -> None:
    for count in range(7):
        model = cp_model.CpModel()
        seats = [model.new_bool_var(f"{n}") for n in range(6)]
        model.add(sum(seats) == count)
        expression = distance(model, sum(seats), 6, target, "x", unit)
        model.minimize(sense * expression)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model) == cp_model.OPTIMAL
        assert solver.value(expression) == abs(unit * count - target)


@pytest.mark.parametrize("sense", [1, -1])
def test_repeats_are_those_after_the_first(sense: int) -> None:
    for count in range(5):
        model = cp_model.CpModel()
        seats = [model.new_bool_var(f"{n}") for n in range(4)]
        model.add(sum(seats) == count)
        steps = repeats(model, sum(seats), 4, "x")
        model.minimize(sense * sum((n + 1) * s for n, s in enumerate(steps)))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model) == cp_model.OPTIMAL
        # in order: the second before the third
        assert [solver.value(s) for s in steps] == [int(count >= n) for n in (2, 3, 4)]
