"""A clash that is not smallest sends the clerk to cells that have no part in it."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from planner.why.smallest import smallest

cores = st.lists(st.frozensets(st.integers(0, 11), min_size=1, max_size=5), min_size=1, max_size=4)


@given(cores, st.permutations(range(12)))
def test_it_cannot_hold_and_without_any_one_of_its_parts_it_can(
    clashes: list[frozenset[int]], order: list[int]
) -> None:
    """Any sets of items may clash: what is found is one of them that holds no other."""
    asked: list[frozenset[int]] = []

    def holds(items: Sequence[int]) -> bool:
        asked.append(frozenset(items))
        return not any(clash <= set(items) for clash in clashes)

    found = smallest(order, holds)
    assert not holds(found)
    assert all(holds([i for i in found if i != one]) for one in found)
    assert list(found) == [i for i in order if i in found]


def test_few_of_many_are_found_with_few_questions() -> None:
    """Three of 256: dropping one after another would ask 256 times."""
    asked = []

    def holds(items: Sequence[int]) -> bool:
        asked.append(items)
        return not {3, 100, 200} <= set(items)

    assert smallest(range(256), holds) == (3, 100, 200)
    assert len(asked) <= 60  # 2 × 3 × log2(256/3) + 2 × 3 = 45, and a few


def test_what_holds_with_nothing_left_is_no_clash_of_items() -> None:
    """A year that is impossible whatever is left out has no item to blame."""
    assert smallest([1, 2], lambda items: False) == ()
