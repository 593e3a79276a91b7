"""The plans that are compared, each with what it does not say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from outputs.report_names import Names
from outputs.report_numbers import Year
from outputs.report_rooms import county_alone
from planner.domain import Problem
from planner.parts import county_part, has_county
from planner.plan import Compliance, Plan, Session
from planner.references import without_unknown

MEMBERS, HOSTS, LEADS, CHARGE, STEPS = "members", "hosts", "leads", "charge", "steps"
"""What a hand-made plan may leave unsaid: who comes, who hosts, leads and is in charge, and what
is held before each session."""


@dataclass(frozen=True)
class Compared:
    """A plan to be compared.

    Attributes
    ----------
    name:
        As readers know it.
    problem:
        The workbook's year that names its topics and people.
    verdicts:
        Each rule's verdict on it, judged now, whatever the plan says of itself.
    remarks:
        What is to be known before it is believed: edited by hand, made from another workbook.
    of_other_year:
        Last year's plan: it has its own topics, and days of its own.
    """

    name: str
    plan: Plan
    problem: Problem
    verdicts: tuple[Compliance, ...] = ()
    remarks: tuple[str, ...] = ()
    of_other_year: bool = False

    @cached_property
    def part(self) -> Problem:
        """The county alone, or where it has no sessions of its own, all rooms together."""
        return county_part(self.problem) if has_county(self.problem) else self.problem

    @cached_property
    def own(self) -> Plan:
        """The plan of that part, without what cites a name that the workbook does not know."""
        own = county_alone(self.plan) if has_county(self.problem) else self.plan
        return without_unknown(own, self.problem)[1]

    @cached_property
    def year(self) -> Year:
        """The plan's numbers."""
        return Year(self.own, self.part)

    @cached_property
    def names(self) -> Names:
        """The names that readers see; secret titles stay hidden."""
        return Names(self.plan, self.problem)

    @cached_property
    def sessions(self) -> dict[str, Session]:
        """The sessions that are compared, by id: all but the plenary and those cancelled."""
        return {session.id: session for session in self.year.sessions}

    @cached_property
    def unsaid(self) -> frozenset[str]:
        """What the plan does not say of every session: it is unknown, never none.

        A plan that the program made says all; a hand-made one may say a part.
        """
        if self.plan.stages:
            return frozenset()
        said = {
            MEMBERS: lambda s: s.members or s.deliberators,
            HOSTS: lambda s: s.host,
            LEADS: lambda s: s.lead_body or s.council in {r.name for r in self.problem.rooms},
            CHARGE: lambda s: s.lead_leader or s.council in {r.name for r in self.problem.rooms},
            STEPS: lambda s: s.milestones or not s.topics or s.merged_with_plenary,
        }
        sessions = tuple(self.sessions.values())
        return frozenset(what for what, says in said.items() if not all(map(says, sessions)))

    @property
    def broken(self) -> tuple[Compliance, ...]:
        """The rules that it does not keep."""
        return tuple(verdict for verdict in self.verdicts if not verdict.holds)


@dataclass(frozen=True)
class Comparison:
    """What is compared.

    Attributes
    ----------
    plans:
        The first is what the others are measured against.
    notes:
        What was to be said of the choice as a whole.
    """

    plans: tuple[Compared, ...]
    notes: tuple[str, ...] = ()

    @property
    def first(self) -> Compared:
        """The plan that the others are measured against."""
        return self.plans[0]

    @cached_property
    def of_this_year(self) -> tuple[Compared, ...]:
        """The plans without last year's."""
        return tuple(plan for plan in self.plans if not plan.of_other_year)

    @cached_property
    def organisation(self) -> str:
        """Whose plans they are."""
        return self.first.plan.organisation or self.first.problem.settings.organisation
