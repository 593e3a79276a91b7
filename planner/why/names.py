"""What a person's key, a unit or a room is called in a sentence."""

from __future__ import annotations

from planner.domain import Problem


def called(problem: Problem, key: str) -> str:
    """Return a person's name for the key that all sheets share; a unit's, a room's or any other as it is."""
    people = (problem.leaders, problem.members, problem.experts, problem.deliberators)
    return next((one.name for rows in people for one in rows if one.person == key), key)
