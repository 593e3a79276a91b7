"""Plans near the best of an emphasis, yet far enough from others: rows that ask for both.

A near-optimal plan may lose a stated share in each stage of its emphasis, and must differ from
each other plan by a stated distance (planner/distance.py). The programme answers for topics and
months, the people's model for what hosts leave of the other half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.distance import Choices, distance, hosts_of, months_of, seats_of, topics_of
from planner.domain import Problem
from planner.plan import Plan, Stage
from planner.variables import Variables

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.stages import Goal
    from planner.variables import Expr

HUNDRED = 100


@dataclass(frozen=True)
class NearBest:
    """What a plan must keep beside the rules.

    Attributes
    ----------
    best:
        The stages of the emphasis's best plan.
    others:
        The plans to be far from.
    percent:
        The least distance, and at once the least of the half of topics and months, in percent.
    loss:
        The most that a stage may lose, in percent of its best value.
    """

    best: tuple[Stage, ...]
    others: tuple[Plan, ...]
    percent: int
    loss: int
    bounded: bool = False

    def limit(self, stage: str) -> int | None:
        """Return the worst value that a stage may have; None for one that the best plan lacks."""
        found = next((s for s in self.best if s.name == stage), None)
        if found is None:
            return None
        allowed = abs(found.value) * self.loss // HUNDRED
        return found.value - allowed if found.sense == "max" else found.value + allowed

    def post(
        self,
        model: CpModel,
        variables: Variables,
        problem: Problem,
        goals: Sequence[Goal],
        plan: Plan | None,
    ) -> None:
        """Add the rows to one of the three models.

        Parameters
        ----------
        goals:
            What the model's stages seek.
        plan:
            What earlier models decided; None for the programme.
        """
        if "programme" in variables.decides:
            if self.bounded:
                self._bound(model, goals)
            for other in self.others:
                self._apart_in_programme(model, variables, problem, other)
        elif "people" in variables.decides and plan is not None:
            for other in self.others:
                self._apart_in_people(model, variables, problem, plan, other)

    def _bound(self, model: CpModel, goals: Sequence[Goal]) -> None:
        for goal in goals:
            limit = self.limit(goal.name)
            expression = goal.expression
            if limit is None or isinstance(expression, int):
                continue
            if goal.sense == "max":
                model.add(expression >= limit)
            else:
                model.add(expression <= limit)

    def _apart_in_programme(
        self, model: CpModel, variables: Variables, problem: Problem, other: Plan
    ) -> None:
        """Ask that topics and months differ enough: their two shares together, in percent."""
        choices = Choices(problem)
        topics, months = topics_of(other, choices), months_of(other, choices)
        kept_topics = sum(
            variables.topic_in(slot.id, topic)
            for topic in sorted(topics)
            for slot in variables.sessions
            if topic in variables.takes(slot.id)
        )
        kept_months = sum(variables.in_month(session, month) for session, month in sorted(months))
        most_topics, most_months = max(1, len(topics)), max(1, len(months))
        room = 2 * (HUNDRED - self.percent) * most_topics * most_months // HUNDRED
        model.add(most_months * kept_topics + most_topics * kept_months <= room)

    def _apart_in_people(
        self, model: CpModel, variables: Variables, problem: Problem, plan: Plan, other: Plan
    ) -> None:
        """Ask that participants differ by what the programme and its hosts leave to be desired."""
        choices = Choices(problem)
        so_far = distance(plan, other, problem)
        wanted = 2 * self.percent / HUNDRED - so_far.programme
        if hosts_of(other, choices) and so_far.hosts is not None:
            wanted = 2 * wanted - so_far.hosts
        seats = sorted(seats_of(other, choices))
        if wanted <= 0 or not seats:
            return
        kept = [_sits(variables, session, person) for session, person in seats]
        model.add(sum(kept) <= int((1 - min(1.0, wanted)) * len(seats)))


def _sits(variables: Variables, session: str, person: str) -> Expr:
    """Whether a person, by the id of whichever sheet, takes part in the session."""
    return (
        variables.seat(session, person)
        + variables.expert_seat(session, person)
        + variables.sits(session, person)
    )


def lost(best: Sequence[Stage], plan: Plan) -> dict[str, float]:
    """Return what a plan loses of each stage's best value, as a share: 0.01 is one percent."""
    values = {stage.name: stage.value for stage in plan.stages}
    found = {}
    for stage in best:
        if stage.name in values:
            worse = stage.value - values[stage.name]
            found[stage.name] = (worse if stage.sense == "max" else -worse) / max(
                1, abs(stage.value)
            )
    return found
