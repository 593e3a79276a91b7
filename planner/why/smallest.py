"""A smallest set of items that cannot hold together: QuickXplain.

Ulrich Junker, "QuickXplain: Preferred Explanations and Relaxations for Over-Constrained
Problems", AAAI 2004. Where few of many items clash, it asks far less often than dropping one
after another does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def smallest(items: Sequence[T], holds: Callable[[Sequence[T]], bool]) -> tuple[T, ...]:
    """Return items that do not hold together, but without any one of them do; in their order.

    Parameters
    ----------
    items:
        Items that do not hold together. Of several smallest sets, one of the earlier items.
    holds:
        Whether some items (in their order) can hold together. Fewer items must never be harder.
    """

    def rest(kept: list[int], asked: bool, left: list[int]) -> list[int]:
        """Return which of `left` belong to the set, besides `kept`; `asked`: `kept` has grown."""
        if asked and not holds([items[i] for i in sorted(kept)]):
            return []
        if len(left) == 1:
            return left
        half = len(left) // 2
        first, second = left[:half], left[half:]
        of_second = rest(kept + first, bool(first), second)
        of_first = rest(kept + of_second, bool(of_second), first)
        return of_first + of_second

    if not items or not holds([]):
        return ()
    return tuple(items[i] for i in sorted(rest([], False, list(range(len(items))))))
