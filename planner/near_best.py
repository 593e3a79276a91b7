"""Plans near the best of an emphasis, yet far enough from others: rows that ask for both.

A near-optimal plan may lose a stated share in each stage of its emphasis, and must differ from
each other plan by a stated distance (planner/distance.py). The programme answers for topics and
months, the people's model for what hosts leave of the other half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.check import objectives
from planner.distance import Choices, distance, hosts_of, months_of, seats_of, topics_of
from planner.domain import Problem
from planner.parts import COUNTY, part_of
from planner.plan import Plan, Stage
from planner.variables import Variables

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.goal import Goal
    from planner.variables import Expr

HUNDRED = 100


Placements = frozenset[tuple[str, str]]
"""Topics of the county's programme, each with the session that takes it: session and topic."""


def placements(plan: Plan) -> Placements:
    """Return where a plan has the county's topics."""
    held = (s for s in plan.sessions if s.form != "plenary" and s.council == COUNTY)
    return frozenset((s.id, topic) for s in held for topic in s.topics)


@dataclass(frozen=True)
class NearBest:
    """What a plan must keep beside the rules.

    Attributes
    ----------
    best:
        The emphasis's best plan.
    others:
        The plans to be far from.
    percent:
        The least distance, in percent.
    programme:
        Of it, the least of the half of topics and months, in percent; what that half has less
        than the distance, hosts and participants must have more.
    loss:
        The most that a stage may lose, in percent of its best value.
    bounded:
        Whether rows bound the loss of the programme's stages. Without them the stages in their
        order usually lose nothing, and are proven three times as fast; `losses` tells.
    barred:
        Programmes tried before: topics that may not all stand where they stood.
    """

    best: Plan
    others: tuple[Plan, ...]
    percent: int
    programme: int
    loss: int
    bounded: bool = False
    barred: tuple[Placements, ...] = ()

    def part(self, council: str, problem: Problem) -> NearBest:
        """Return what is asked of the county alone, or of one room (its name), as a problem by itself.

        The plan of a year has the county's stages, but of the rooms' only the sums.
        """
        own = part_of(self.best, council)
        return replace(
            self,
            best=own if council == COUNTY else with_stages(own, problem),
            others=tuple(part_of(other, council) for other in self.others),
            barred=self.barred if council == COUNTY else (),
        )

    def limit(self, stage: str) -> int | None:
        """Return the worst value that a stage may have; None for one that the best plan lacks."""
        found = next((s for s in self.best.stages if s.name == stage), None)
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
            for placed in self.barred:
                here = [variables.topic_in(session, topic) for session, topic in sorted(placed)]
                model.add(sum(here) <= len(here) - 1)
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
        room = 2 * (HUNDRED - self.programme) * most_topics * most_months // HUNDRED
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


def with_stages(plan: Plan, problem: Problem) -> Plan:
    """Return a part's plan with the values that its emphasis's stages have on it, counted again."""
    terms = objectives(plan, problem)
    stages = []
    for stage in problem.emphasis.stages:
        mine = {name: terms[name] for name in stage.weights if name in terms}
        value = sum(stage.weights[name] * count for name, count in mine.items())
        stages.append(
            Stage(name=stage.name, sense=stage.sense, value=value, bound=value, terms=mine)
        )
    return plan.replace(stages=tuple(stages))


FOLLOWING = frozenset({"meetings", "room-meetings", "tie-break"})
"""Stages that no loss is counted of: the dates of papers and of meetings before a session follow
from the sessions' own, which the distance asks to be others."""


def losses(best: Plan, plan: Plan) -> dict[str, float]:
    """Return what a plan loses of each stage's best value, as a share: 0.01 is one percent."""
    values = {stage.name: stage.value for stage in plan.stages}
    found = {}
    for stage in best.stages:
        if stage.name in values and stage.name not in FOLLOWING:
            worse = stage.value - values[stage.name]
            worse = worse if stage.sense == "max" else -worse
            found[stage.name] = worse / max(1, abs(stage.value))
    return found


def with_bounds(best: Plan, plan: Plan) -> Plan:
    """Return a plan near a best one with the bounds of the best, so that its gap is what it loses.

    Its own bounds are those of the plans so far from the others, which nobody asks about. A stage
    that comes out better (an earlier one has lost for it) bounds itself.
    """
    bounds = {stage.name: stage.bound for stage in best.stages}
    stages = []
    for stage in plan.stages:
        bound = bounds.get(stage.name, stage.bound)
        bound = max(bound, stage.value) if stage.sense == "max" else min(bound, stage.value)
        stages.append(stage if stage.name in FOLLOWING else stage.replace(bound=bound))
    met = all(stage.value == stage.bound for stage in stages)
    status = plan.status if met and best.status == "optimal" else "feasible"
    return plan.replace(stages=tuple(stages), status=status)
