"""A smallest clash: which sessions, and which rules and facts of theirs, cannot hold together.

Looked for where it is quickest found: in one session alone, in the sessions that some topics
compete for or that have something in common, then in all; first whether a programme with its
people is possible, then whether the meetings before the sessions find room.

Every step is a solve without an objective: an objective makes cores wrong (docs/decisions.md). The
clash found is infeasible under a second configuration of the solver, and without any one of its
parts it is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from constraints.rule import Rule
from constraints.topic_fit import FITS, sessions_that_fit
from planner.control import Control
from planner.cuts import without_room
from planner.domain import Problem, Topic
from planner.errors import InternalCheckError
from planner.parts import is_room
from planner.plan import Plan, Session
from planner.solve import room
from planner.spoken import session_name
from planner.why.alone import alone
from planner.why.first_plan import Found, days_of, first_plan, programme_days
from planner.why.ground import Days, Ground, lifted
from planner.why.grounds import facts
from planner.why.grounds_rules import rule_grounds
from planner.why.grounds_sessions import session_grounds
from planner.why.smallest import smallest

Holds = Callable[[Problem, Sequence[Rule]], Days | None]
"""The days of a plan of some sessions under some rules, as far as the kind of clash goes; or None."""
FEW_TRIES = 3
"""How many programmes without room for the meetings are tried before sessions are looked at alone."""


Kind = Callable[[Collection[str]], Holds]


@dataclass(frozen=True)
class Clash:
    """Sessions with the rules and facts that leave them no plan.

    Attributes
    ----------
    sessions:
        Their ids.
    due:
        Why the sessions are due.
    parts:
        The facts, then the rules; of a clash in one programme (`example`) the rules alone.
    holds:
        Tries a changed year: the days of a plan of these sessions, None where there is none.
    example:
        Where the meetings or people of several sessions clash: the programme in which they do.
    """

    sessions: tuple[str, ...]
    due: tuple[Ground, ...]
    parts: tuple[Ground, ...]
    holds: Callable[[Problem], Days | None]
    example: str = ""
    bare: Problem | None = None
    """The year with no facts but the clash's own: there a cure is seen whatever else clashes."""
    possible: Callable[[Sequence[Ground]], bool] = lambda kept: True
    """Whether some of the parts can hold together, the sessions being due."""

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """All that clashes, in the order in which it is told."""
        return (*self.due, *self.parts)


class Seeker:
    """Looks for clashes in a year, one after another, as the year is eased.

    Parameters
    ----------
    rules:
        The rules in force.
    """

    def __init__(self, rules: Sequence[Rule], control: Control) -> None:
        self._rules = tuple(rule for rule in rules if rule.kind != "soft")
        self._control = control
        self._sound: set[tuple[str, str]] = set()
        """Sessions that were looked at alone, and how: what only eases a year keeps them possible."""

    def next(self, problem: Problem) -> Clash | Found:
        """Return a clash of the year; or a plan of it, or what was tried in vain."""
        if clash := self._in_one(problem, self._programme):
            return clash
        found = first_plan(problem, self._rules, self._control, confirmed=True, tries=FEW_TRIES)
        if found.plan is not None:
            return found
        if found.without == "programme":
            due = _due(problem)
            if self._programme(due)(problem, self._rules) is None:
                return self._clash(
                    problem, self._sessions(problem, self._programme), self._programme
                )
            if clash := self._in_one(problem, self._people):
                return clash
            return self._clash(problem, self._sessions(problem, self._people), self._people)
        if clash := self._in_one(problem, self._meetings):
            return clash
        found = first_plan(problem, self._rules, self._control, confirmed=True)
        return found if found.at is None else self._of_meetings(problem, found.at)

    def _in_one(self, problem: Problem, kind: Kind) -> Clash | None:
        """Return a clash within one session alone; a room is too small to be taken apart."""
        for slot in () if is_room(problem) else _due(problem):
            if (slot, kind.__name__) not in self._sound:
                if kind([slot])(problem, self._rules) is None:
                    return self._clash(problem, [slot], kind)
                self._sound.add((slot, kind.__name__))
        return None

    # -- which sessions ----------------------------------------------------------------------
    def _sessions(self, problem: Problem, kind: Kind) -> tuple[str, ...]:
        """Return the fewest sessions of the year that have no programme together."""
        due = _due(problem)
        if is_room(problem):
            return due

        def possible(sessions: Sequence[str]) -> bool:
            return kind(sessions)(problem, self._rules) is not None

        for group in _groups(problem):
            if len(group) < len(due) and not possible(group):
                # Of one topic that must be in, all sessions that it fits are needed at once: left
                # out, one of them could take it.
                at_once = possible(group[1:]) and possible(group[:-1])
                return (
                    group
                    if at_once and _of_one_topic(problem, group)
                    else smallest(group, possible)
                )
        return smallest(due, possible)

    # -- whether they can be planned ---------------------------------------------------------
    def _programme(self, sessions: Collection[str]) -> Holds:
        return self._days(sessions, people=False)

    def _people(self, sessions: Collection[str]) -> Holds:
        return self._days(sessions, people=True)

    def _days(self, sessions: Collection[str], people: bool) -> Holds:
        def holds(problem: Problem, rules: Sequence[Rule]) -> Days | None:
            part, binding = alone(problem, rules, sessions)
            return _in_time(lambda: programme_days(part, binding, self._control, people))

        return holds

    def _meetings(self, sessions: Collection[str]) -> Holds:
        """Of the rules those of the meetings alone are asked; the programme keeps all of its own."""

        def holds(problem: Problem, rules: Sequence[Rule]) -> Days | None:
            part, binding = alone(problem, self._rules, sessions)
            kept = {rule.id for rule in rules}
            later = [rule for rule in binding if rule.id in kept]

            def planned() -> Days | None:
                found = first_plan(part, binding, self._control, later=later)
                if found.plan is not None:
                    return days_of(found.plan)
                return None if found.proven else frozenset()

            return _in_time(planned)

        return holds

    # -- what clashes ------------------------------------------------------------------------
    def _clash(self, problem: Problem, sessions: Sequence[str], kind: Kind) -> Clash:
        """Return the clash of some sessions; kind: `_programme`, `_people` or `_meetings`."""
        if kind(())(problem, self._rules) is None:
            sessions = ()  # a topic that must be in and fits nowhere, whatever sessions there are
        of_facts = tuple(facts(problem))
        items = (*of_facts, *rule_grounds(problem, self._rules, sessions))
        possible = _together(problem, of_facts, kind(sessions))
        found = smallest(items, possible)
        wanted = _demanded(problem, found)
        anywhere: tuple[str, ...] = ()
        if wanted:
            # Where the topic has no place in any session, when it is to be heard is no ground.
            others = [g for g in found if not _of_place(g)]
            anywhere = _may_take(problem, wanted)
            kept = [g.rule for g in others if g.rule is not None]
            eased = lifted(problem, [g for g in of_facts if g not in others])
            if kind(anywhere)(eased, kept) is None:
                possible = _together(problem, of_facts, kind(anywhere))
                found = smallest(others, possible)
                sessions = ()
        facts_found = [g for g in found if g.rule is None]
        rules_found = [g for g in found if g.rule is not None]
        bare = lifted(problem, [g for g in of_facts if g not in facts_found])
        if kind != self._meetings:
            self._confirm(bare, [g.rule for g in rules_found if g.rule], sessions or anywhere)

        fitting = _fitting(problem, wanted) if sessions else frozenset()

        def holds(changed: Problem) -> Days | None:
            # A change may let a topic into sessions that had no part in the clash.
            opened = _fitting(changed, wanted) - fitting
            concerned = opened.union(sessions)
            return kind([s for s in _due(changed) if s in concerned])(changed, self._rules)

        return Clash(
            tuple(sessions),
            tuple(session_grounds(problem, sessions)),
            (*facts_found, *rules_found),
            holds,
            bare=bare,
            possible=possible,
        )

    def _confirm(self, problem: Problem, rules: Sequence[Rule], sessions: Collection[str]) -> None:
        """Ask a second configuration of the solver about a clash found.

        Raises
        ------
        InternalCheckError
            Where it finds a plan: CP-SAT's INFEASIBLE has been false.
        """
        part, binding = alone(problem, rules, sessions)
        try:
            programme_days(part, binding, self._control, people=True, confirmed=True)
        except TimeoutError:
            raise InternalCheckError(
                Plan(year=problem.year), ["求解器两种设置对“无解”的判断不一致"]
            ) from None

    def _of_meetings(self, problem: Problem, plan: Plan) -> Clash:
        """Return the clash of the meetings, or people, of a programme that found no room for them."""
        for decides in ("meetings", "people"):
            has_room = room(problem, self._rules, decides, plan, self._control)
            if not has_room(plan.sessions):
                break
        cut = without_room(plan, problem, has_room)
        concerned = {place.session for place in cut}
        sessions = tuple(s.id for s in plan.sessions if s.id in concerned)
        if not is_room(problem) and self._meetings(sessions)(problem, self._rules) is None:
            return self._clash(problem, sessions, self._meetings)
        return self._example(
            problem, plan, decides, [s for s in plan.sessions if s.id in concerned]
        )

    def _example(
        self, problem: Problem, plan: Plan, decides: str, sessions: Sequence[Session]
    ) -> Clash:
        """Return the rules that clash in one programme; of all, too many were tried in vain."""

        def possible(kept: Sequence[Ground]) -> bool:
            rules = [g.rule for g in kept if g.rule is not None]
            return room(problem, rules, decides, plan, self._control)(sessions)

        ids = [s.id for s in sessions]
        rules = smallest(tuple(rule_grounds(problem, self._rules, ids)), possible)

        def holds(changed: Problem) -> Days | None:
            plan = first_plan(changed, self._rules, self._control).plan
            return None if plan is None else days_of(plan)

        return Clash(
            tuple(ids),
            (),
            tuple(rules),
            holds,
            _told(problem, decides, sessions),
            possible=possible,
        )


def _together(
    problem: Problem, of_facts: Sequence[Ground], holds: Holds
) -> Callable[[Sequence[Ground]], bool]:
    """Return whether facts and rules can hold together, all other facts and rules left aside."""

    def possible(kept: Sequence[Ground]) -> bool:
        left = {id(ground) for ground in kept}
        eased = lifted(problem, [g for g in of_facts if id(g) not in left])
        return holds(eased, [g.rule for g in kept if g.rule is not None]) is not None

    return possible


def _demanded(problem: Problem, grounds: Sequence[Ground]) -> tuple[Topic, ...]:
    """Return the topics of the grounds that must be in: mandated, or locked in."""
    named = {entity for ground in grounds for entity in ground.reason.entities}
    locked = {lock.subject for lock in problem.locks if lock.item == "入选"}
    return tuple(t for t in problem.candidates if t.id in named and (t.mandated or t.id in locked))


def _of_place(ground: Ground) -> bool:
    """Whether a ground says when, or in which form, a topic is to be heard."""
    return ground.places or (ground.rule is not None and ground.rule.id in FITS)


def _may_take(problem: Problem, topics: Sequence[Topic]) -> tuple[str, ...]:
    found = {s for topic in topics for s in sessions_that_fit(problem, topic, ())}
    return tuple(s for s in _due(problem) if s in found)


def _fitting(problem: Problem, topics: Sequence[Topic]) -> frozenset[str]:
    """Return the sessions that the topics fit, of those of them that still must be in."""
    now = [t for t in problem.candidates if t.id in {topic.id for topic in topics}]
    return frozenset().union(
        *(sessions_that_fit(problem, topic) for topic in now if topic.mandated)
    )


def _of_one_topic(problem: Problem, sessions: Sequence[str]) -> bool:
    """Whether some topic that must be in fits just these sessions."""
    wanted = (t for t in problem.candidates if t.mandated)
    return any(sessions_that_fit(problem, topic) == frozenset(sessions) for topic in wanted)


def _in_time(ask: Callable[[], Days | None]) -> Days | None:
    """Return the answer; what was not decided in time counts as possible."""
    try:
        return ask()
    except TimeoutError:
        return frozenset()


def _due(problem: Problem) -> tuple[str, ...]:
    return tuple(slot.id for slot in problem.slots if slot.form != "plenary")


def _groups(problem: Problem) -> Iterator[tuple[str, ...]]:
    """Yield sessions that may be in each other's way, the fewest first."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for slot in problem.slots:
        if slot.form == "plenary":
            continue
        groups["form", slot.form].append(slot.id)
        if slot.fixed_lead:
            groups["lead", slot.fixed_lead].append(slot.id)
        if slot.host_person:
            groups["host", slot.host_person].append(slot.id)
        if slot.leader:
            groups["leader", slot.leader].append(slot.id)
    wanted = {t.id: sessions_that_fit(problem, t) for t in problem.candidates if t.mandated}
    places: set[str] = set()
    for topic in sorted(wanted, key=lambda t: len(wanted[t])):
        places |= wanted[topic]
        groups["topic", topic] = [s.id for s in problem.slots if s.id in wanted[topic]]
        groups["topics", topic] = [s.id for s in problem.slots if s.id in places]
    # What topics compete for first: of all causes it is the most frequent.
    distinct = {
        tuple(g): not kind.startswith("topic") for (kind, _), g in groups.items() if len(g) > 1
    }
    yield from sorted(distinct, key=lambda group: (distinct[group], len(group), group))


def _told(problem: Problem, decides: str, sessions: Sequence[Session]) -> str:
    what = "会前的动员、沟通、调研、协调" if decides == "meetings" else "参加人员和调研"
    named = "；".join(
        f"{session_name(problem, s.id)} {s.date}，{s.lead_body}牵头，"
        f"{f'分管领导{s.lead_leader}' if s.lead_leader else f'{s.host}主持'}"
        for s in sessions
    )
    return (
        f"各场的日期、议题定得下来，{what}却排不开；试过的安排都是如此，其中之一：{named}。"
        "请核对有关领导、单位和人员在会前两个月的“不可用”。"
    )
