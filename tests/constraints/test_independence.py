"""A slip in code that a rule's build and some check share would be seen by neither."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from constraints import RULES
from constraints.offices import office_name
from constraints.rooms import ROOM_RULES, liaison_span, room_assignment
from constraints.topic_value import worth

MERE_NAMES = {office_name}
"""What both may call: it looks up what the workbook calls the office, and decides nothing."""


def codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


def calls(function: FunctionType) -> Iterator[FunctionType]:
    """Yield the functions of the rules' package that a function names."""
    for code in codes(function.__code__):
        for name in code.co_names:
            found = function.__globals__.get(name)
            if isinstance(found, ModuleType):
                used = (getattr(found, attribute, None) for attribute in code.co_names)
            else:
                used = iter((found,))
            for one in used:
                if isinstance(one, FunctionType) and one.__module__.startswith("constraints."):
                    yield one


def reached(functions: Iterable[Callable[..., Any] | None]) -> set[FunctionType]:
    found: set[FunctionType] = set()
    waiting = [f for f in functions if isinstance(f, FunctionType)]
    while waiting:
        function = waiting.pop()
        if function not in found:
            found.add(function)
            waiting += calls(function)
    return found


def test_checks_call_nothing_that_builds_call() -> None:
    rules = (*RULES, *ROOM_RULES)
    builds = reached(f for rule in rules for f in (rule.build, rule.make))
    builds |= reached((room_assignment.build_belonging, liaison_span.build_span))
    checks = reached(f for rule in rules for f in (rule.check, rule.measure))
    assert worth in builds - checks  # a helper that is there to be found
    shared = builds & checks - MERE_NAMES
    assert not shared, sorted(f"{f.__module__}.{f.__name__}" for f in shared)
