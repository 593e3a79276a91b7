# mypy: ignore-errors
"""What Timefold plans: sessions with topic, day, leader and host, and their seats; and the score.

No `from __future__ import annotations` here: Timefold reads the annotations as they are.
(Nor does mypy follow its streams: joiners and collectors are declared for one kind of lambda of many.)
Tables are lists of 0 and 1, or of costs, by the number of the other option; 1 bars the pair.
"""

from dataclasses import dataclass, field
from typing import Annotated

from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import (
    BendableScore,
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    Joiners,
    constraint_provider,
)

HARD, SOFT = 1, 4
DEVIATIONS, VALUE, CALENDAR, PEOPLE = range(4)


@dataclass(eq=False)
class Led:
    """A topic led by a body in one session. Lists: barred or costs by day, leader, host, person."""

    id: Annotated[str, PlanningId]
    topic: int
    body: int
    source: int
    value: int
    days: list[int]
    charges: list[int]
    hosts: list[int]
    cost: list[int]
    missing: list[int]
    barred: list[int]
    of_field: list[int]
    expert_missing: list[int]
    expert_barred: list[int]
    wants_experts: int
    asks_field: int


@dataclass(eq=False)
class Day:
    """A day of one session; preparation: the ordinal on which it begins."""

    id: Annotated[str, PlanningId]
    number: int
    ordinal: int
    preparation: int
    deviation: int
    charges: list[int]
    hosts: list[int]
    away: list[int]
    expert_away: list[int]


@dataclass(eq=False)
class Chair:
    """A leader who may be in charge of one session, or host it; leader: the same for all sessions."""

    id: Annotated[str, PlanningId]
    number: int
    leader: int
    cap: int
    hosts: list[int]


@dataclass(eq=False)
class Person:
    """A member or an expert; cap -1: none."""

    id: Annotated[str, PlanningId]
    number: int
    sector: int
    surplus: int
    before: int
    cap: int


@dataclass(eq=False)
class Share:
    """What a source, a 界别 or a group should have: |unit · count − wanted| times the weight."""

    id: Annotated[str, PlanningId]
    kind: int
    number: int
    unit: int
    wanted: int
    weight: int


@dataclass(eq=False)
class Within:
    """A member is of a group whose share is watched."""

    id: Annotated[str, PlanningId]
    member: int
    group: int


@dataclass(eq=False)
class Mandated:
    """A topic that must be heard."""

    id: Annotated[str, PlanningId]
    topic: int


@dataclass(eq=False)
class BodyCap:
    """How many sessions a body leads at most; and whether it prepares one at a time."""

    id: Annotated[str, PlanningId]
    body: int
    most: int


@planning_entity
@dataclass(eq=False)
class Meet:
    """A session."""

    id: Annotated[int, PlanningId]
    merged: int
    ideal_gap: int
    sectors: int
    least_of_field: int
    leds: Annotated[list[Led], ValueRangeProvider(id="leds")]
    days: Annotated[list[Day], ValueRangeProvider(id="days")]
    charges: Annotated[list[Chair], ValueRangeProvider(id="charges")]
    hosts: Annotated[list[Chair], ValueRangeProvider(id="hosts")]
    led: Annotated[Led | None, PlanningVariable(value_range_provider_refs=["leds"])] = field(
        default=None
    )
    day: Annotated[Day | None, PlanningVariable(value_range_provider_refs=["days"])] = field(
        default=None
    )
    charge: Annotated[Chair | None, PlanningVariable(value_range_provider_refs=["charges"])] = (
        field(default=None)
    )
    host: Annotated[Chair | None, PlanningVariable(value_range_provider_refs=["hosts"])] = field(
        default=None
    )


@planning_entity
@dataclass(eq=False)
class Seat:
    """A member's seat in a session."""

    id: Annotated[str, PlanningId]
    meet: int
    merged: int
    member: Annotated[Person | None, PlanningVariable(value_range_provider_refs=["members"])] = (
        field(default=None)
    )


@planning_entity
@dataclass(eq=False)
class ExpertSeat:
    """An expert's seat: taken where the topic asks for experts, else empty."""

    id: Annotated[str, PlanningId]
    meet: int
    expert: Annotated[
        Person | None,
        PlanningVariable(value_range_provider_refs=["experts"], allows_unassigned=True),
    ] = field(default=None)


@planning_solution
@dataclass(eq=False)
class County:
    """The year."""

    meets: Annotated[list[Meet], PlanningEntityCollectionProperty]
    seats: Annotated[list[Seat], PlanningEntityCollectionProperty]
    expert_seats: Annotated[list[ExpertSeat], PlanningEntityCollectionProperty]
    members: Annotated[
        list[Person], ProblemFactCollectionProperty, ValueRangeProvider(id="members")
    ]
    experts: Annotated[
        list[Person], ProblemFactCollectionProperty, ValueRangeProvider(id="experts")
    ]
    shares: Annotated[list[Share], ProblemFactCollectionProperty]
    within: Annotated[list[Within], ProblemFactCollectionProperty]
    mandated: Annotated[list[Mandated], ProblemFactCollectionProperty]
    body_caps: Annotated[list[BodyCap], ProblemFactCollectionProperty]
    score: Annotated[
        BendableScore | None,
        PlanningScore(bendable_hard_levels_size=HARD, bendable_soft_levels_size=SOFT),
    ] = field(default=None)


def _hard() -> BendableScore:
    return BendableScore.of([1], [0] * SOFT)


def _soft(level: int) -> BendableScore:
    return BendableScore.of([0], [int(n == level) for n in range(SOFT)])


@constraint_provider
def constraints(factory: ConstraintFactory) -> list[Constraint]:
    """Return the hard rules and the four soft levels."""
    return [*_programme(factory), *_people(factory), *_goals(factory), *_fit(factory)]


def _programme(factory: ConstraintFactory) -> list[Constraint]:
    return [
        factory.for_each(Meet)
        .filter(lambda m: _barred(m) > 0)
        .penalize(_hard(), lambda m: _barred(m))
        .as_constraint("options of a session that bar one another"),
        factory.for_each_unique_pair(Meet, Joiners.equal(lambda m: m.led.topic))
        .penalize(_hard())
        .as_constraint("a topic once"),
        factory.for_each(Mandated)
        .if_not_exists(Meet, Joiners.equal(lambda t: t.topic, lambda m: m.led.topic))
        .penalize(_hard())
        .as_constraint("mandated topics"),
        factory.for_each_unique_pair(Meet, Joiners.equal(lambda m: m.led.body))
        .filter(
            lambda a, b: (
                a.merged == 0
                and b.merged == 0
                and a.day.preparation < b.day.ordinal
                and b.day.preparation < a.day.ordinal
            )
        )
        .penalize(_hard())
        .as_constraint("one preparation at a time"),
        factory.for_each(Meet)
        .filter(lambda m: m.merged == 0)
        .group_by(lambda m: m.led.body, ConstraintCollectors.count())
        .join(BodyCap, Joiners.equal(lambda body, n: body, lambda cap: cap.body))
        .filter(lambda body, n, cap: n > cap.most)
        .penalize(_hard(), lambda body, n, cap: n - cap.most)
        .as_constraint("a body's year"),
        factory.for_each(Meet)
        .filter(lambda m: m.merged == 0 and m.host.cap >= 0)
        .group_by(lambda m: m.host.leader, lambda m: m.host.cap, ConstraintCollectors.count())
        .filter(lambda leader, cap, n: n > cap)
        .penalize(_hard(), lambda leader, cap, n: n - cap)
        .as_constraint("a host's year"),
    ]


def _barred(m: Meet) -> int:
    return (
        m.led.days[m.day.number]
        + m.led.charges[m.charge.number]
        + m.led.hosts[m.host.number]
        + m.day.charges[m.charge.number]
        + m.day.hosts[m.host.number]
        + m.charge.hosts[m.host.number]
    )


def _people(factory: ConstraintFactory) -> list[Constraint]:
    return [
        factory.for_each(Seat)
        .join(Meet, Joiners.equal(lambda s: s.meet, lambda m: m.id))
        .filter(lambda s, m: m.day.away[s.member.number] + m.led.barred[s.member.number] > 0)
        .penalize(_hard())
        .as_constraint("members away or with an interest"),
        factory.for_each_unique_pair(
            Seat, Joiners.equal(lambda s: s.meet), Joiners.equal(lambda s: s.member.number)
        )
        .penalize(_hard())
        .as_constraint("a member once in a session"),
        factory.for_each(Seat)
        .filter(lambda s: s.member.cap >= 0 and s.merged == 0)
        .group_by(lambda s: s.member.number, lambda s: s.member.cap, ConstraintCollectors.count())
        .filter(lambda member, cap, n: n > cap)
        .penalize(_hard(), lambda member, cap, n: n - cap)
        .as_constraint("a member's year"),
        factory.for_each(Seat)
        .filter(lambda s: s.merged == 0)
        .group_by(lambda s: s.meet, ConstraintCollectors.count_distinct(lambda s: s.member.sector))
        .join(Meet, Joiners.equal(lambda meet, n: meet, lambda m: m.id))
        .filter(lambda meet, n, m: n < m.sectors)
        .penalize(_hard(), lambda meet, n, m: m.sectors - n)
        .as_constraint("sectors"),
        factory.for_each(Seat)
        .filter(lambda s: s.merged == 0)
        .group_by(lambda s: s.meet, ConstraintCollectors.sum(lambda s: s.member.surplus))
        .filter(lambda meet, surplus: surplus < 0)
        .penalize(_hard(), lambda meet, surplus: -surplus)
        .as_constraint("quorum"),
        factory.for_each_including_unassigned(ExpertSeat)
        .join(Meet, Joiners.equal(lambda s: s.meet, lambda m: m.id))
        .filter(lambda s, m: (s.expert is None) == (m.led.wants_experts == 1 and m.merged == 0))
        .penalize(_hard())
        .as_constraint("experts where asked for"),
        factory.for_each(ExpertSeat)
        .join(Meet, Joiners.equal(lambda s: s.meet, lambda m: m.id))
        .filter(
            lambda s, m: (
                m.day.expert_away[s.expert.number] + m.led.expert_barred[s.expert.number] > 0
            )
        )
        .penalize(_hard())
        .as_constraint("experts away or with an interest"),
        factory.for_each_unique_pair(
            ExpertSeat, Joiners.equal(lambda s: s.meet), Joiners.equal(lambda s: s.expert.number)
        )
        .penalize(_hard())
        .as_constraint("an expert once in a session"),
        factory.for_each(ExpertSeat)
        .filter(lambda s: s.expert.cap >= 0)
        .group_by(lambda s: s.expert.number, lambda s: s.expert.cap, ConstraintCollectors.count())
        .filter(lambda expert, cap, n: n > cap)
        .penalize(_hard(), lambda expert, cap, n: n - cap)
        .as_constraint("an expert's year"),
    ]


def _goals(factory: ConstraintFactory) -> list[Constraint]:
    return [
        factory.for_each(Meet)
        .filter(lambda m: m.day.deviation > 0)
        .penalize(_soft(DEVIATIONS), lambda m: m.day.deviation)
        .as_constraint("deviations"),
        factory.for_each(Meet)
        .impact(_soft(VALUE), lambda m: m.led.value)
        .as_constraint("topic value"),
        factory.for_each(Meet)
        .filter(lambda m: m.led.cost[m.day.number] > 0)
        .penalize(_soft(CALENDAR), lambda m: m.led.cost[m.day.number])
        .as_constraint("months off, leaders absent"),
        factory.for_each(Meet)
        .join(Meet, Joiners.equal(lambda a: a.id + 1, lambda b: b.id))
        .penalize(_soft(CALENDAR), lambda a, b: abs(b.day.ordinal - a.day.ordinal - b.ideal_gap))
        .as_constraint("gaps"),
        factory.for_each(Meet)
        .group_by(lambda m: m.led.body, ConstraintCollectors.count())
        .penalize(_soft(CALENDAR), lambda body, n: 15 * n * n)
        .as_constraint("bodies' loads"),
        factory.for_each(Meet)
        .map(lambda m: m.charge.leader)
        .concat(factory.for_each(Meet).map(lambda m: m.host.leader))
        .group_by(lambda leader: leader, ConstraintCollectors.count())
        .penalize(_soft(CALENDAR), lambda leader, n: 10 * n * n)
        .as_constraint("leaders' loads"),
        factory.for_each(Meet)
        .group_by(lambda m: m.led.source, ConstraintCollectors.count())
        .join(Share, Joiners.equal(lambda source, n: source, lambda share: share.number))
        .filter(lambda source, n, share: share.kind == 0)
        .impact(_soft(CALENDAR), lambda source, n, share: _nearer(share, n))
        .as_constraint("sources"),
    ]


def _nearer(share: Share, count: int) -> int:
    """Return by how much a count is nearer to the wanted than none is, weighed."""
    return share.weight * (share.wanted - abs(share.unit * count - share.wanted))


def _fit(factory: ConstraintFactory) -> list[Constraint]:
    return [
        factory.for_each(Seat)
        .join(Meet, Joiners.equal(lambda s: s.meet, lambda m: m.id))
        .penalize(_soft(PEOPLE), lambda s, m: m.led.missing[s.member.number])
        .as_constraint("members' fields"),
        factory.for_each(ExpertSeat)
        .join(Meet, Joiners.equal(lambda s: s.meet, lambda m: m.id))
        .penalize(_soft(PEOPLE), lambda s, m: m.led.expert_missing[s.expert.number])
        .as_constraint("experts' fields"),
        factory.for_each(Seat)
        .join(Meet, Joiners.equal(lambda s: s.meet, lambda m: m.id))
        .group_by(
            lambda s, m: m,
            ConstraintCollectors.sum(lambda s, m: m.led.of_field[s.member.number]),
        )
        .filter(lambda m, n: m.led.asks_field == 1 and n < m.least_of_field)
        .penalize(_soft(PEOPLE), lambda m, n: 100 * (m.least_of_field - n))
        .as_constraint("enough of the field"),
        factory.for_each(Seat)
        .group_by(
            lambda s: s.member.number, lambda s: s.member.before, ConstraintCollectors.count()
        )
        .penalize(
            _soft(PEOPLE),
            lambda member, before, n: 4 * ((2 * before + 1) * n + n * (n - 1)) + 60 * (n - 1),
        )
        .as_constraint("in turn"),
        factory.for_each(Seat)
        .filter(lambda s: s.merged == 0)
        .group_by(lambda s: s.member.sector, ConstraintCollectors.count())
        .join(Share, Joiners.equal(lambda sector, n: sector, lambda share: share.number))
        .filter(lambda sector, n, share: share.kind == 1)
        .impact(_soft(PEOPLE), lambda sector, n, share: _nearer(share, n))
        .as_constraint("shares of sectors"),
        factory.for_each(Seat)
        .filter(lambda s: s.merged == 0)
        .join(Within, Joiners.equal(lambda s: s.member.number, lambda w: w.member))
        .group_by(lambda s, w: w.group, ConstraintCollectors.count_bi())
        .join(Share, Joiners.equal(lambda group, n: group, lambda share: share.number))
        .filter(lambda group, n, share: share.kind == 2)
        .impact(_soft(PEOPLE), lambda group, n, share: _nearer(share, n))
        .as_constraint("shares of women, parties, towns"),
    ]
