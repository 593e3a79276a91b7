"""The plan: what is decided for the year, as plan.json holds it (format consultation-plan/1).

Everything that leaves the program is made from this and the problem; nothing here knows how
the plan was found, so a hand-made plan is the same thing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from planner.dates import HalfDay

FORMAT = "consultation-plan/1"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    def replace(self, **changes: Any) -> Self:
        """Return a copy with the named fields changed."""
        return self.model_copy(update=changes)


class Stage(_Part):
    """One step of the lexicographic search: its value and the bound proven for it."""

    name: str
    sense: Literal["max", "min"]
    value: int
    bound: int
    terms: dict[str, int] = {}
    """Each objective term's own value, before weights."""


class Milestone(_Part):
    """A dated task before or after a session.

    kind: prior-contact, scheme, scheme-approval, mobilisation, research, coordination,
    briefing, topic-approval, publicity, list-approval, reservation, invitation, papers, speech,
    outcome, report-back, feedback, evaluation. `owner` is a body's, leader's, department's or
    room's name; `with_` those who join; `team` member, expert and deliberator ids and leader names
    of a research team.
    """

    model_config = ConfigDict(populate_by_name=True)

    kind: str
    start: date
    end: date
    half_day: HalfDay | None = None
    owner: str = ""
    with_: tuple[str, ...] = Field(default=(), alias="with")
    team: tuple[str, ...] = ()
    title: str = ""
    place: str = ""

    @property
    def begins(self) -> tuple[date, int]:
        """Its first half-day as a sorting key; a task of whole days begins in the morning."""
        return self.start, self.half_day.order if self.half_day else HalfDay.AM.order

    @property
    def finishes(self) -> tuple[date, int]:
        """Its last half-day as a sorting key; a task of whole days finishes in the afternoon."""
        return self.end, self.half_day.order if self.half_day else HalfDay.PM.order


class AgendaPart(_Part):
    """A line of a session's agenda: who speaks, for how many minutes."""

    part: Literal[
        "department",
        "lead",
        "booked",
        "free",
        "response",
        "leaders",
        "raise",
        "discuss",
        "revise",
        "confirm",
    ]
    speaker: str
    minutes: int


class Stakeholder(_Part):
    """A participant who is a stakeholder of the topic, and by which link."""

    person: str
    link: str


class Paper(_Part):
    """A paper of a session: what, who writes it, when it is due, who prints it (anhua 三(四))."""

    title: str
    writer: str
    due: date
    secret: bool = False


class Outcome(_Part):
    """Where a session's result goes."""

    paper: str = ""
    to: tuple[str, ...] = ()
    owner: str = ""


class Approval(_Part):
    """Who approves a session's scheme or topic, and where it is filed."""

    by: str = ""
    filed_at: str = ""


class Session(_Part):
    """One consultation session. Persons: members and experts by id, leaders by name."""

    id: str
    form: str
    council: str = "county"
    group: str = ""
    round: int = 1
    state: Literal["tentative", "confirmed", "held", "cancelled"] = "tentative"
    date: date
    half_day: HalfDay = HalfDay.AM
    half_days: int = 1
    start: str = ""
    end: str = ""
    venue: str = ""
    date_status: Literal["official", "provisional"] = "official"
    merged_with_plenary: bool = False
    topics: tuple[str, ...] = ()
    hears: tuple[str, ...] = ()
    lead_body: str = ""
    lead_leader: str = ""
    supporting_bodies: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    host: str = ""
    secretary: str = ""
    leaders: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    experts: tuple[str, ...] = ()
    deliberators: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()
    alternates_by_seat: dict[str, tuple[str, ...]] = {}
    """For each seated member, those to ask, in order, should that member decline."""
    stakeholders: tuple[Stakeholder, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    papers: tuple[Paper, ...] = ()
    outcome: Outcome = Outcome()
    approval: Approval = Approval()
    agenda: tuple[AgendaPart, ...] = ()
    agenda_cuts: tuple[str, ...] = ()
    """What to cut for the agenda to fit its length; empty where it fits."""
    exemptions: tuple[str, ...] = ()
    """What a merged session is exempt from, each with its article, in words."""

    def milestone(self, kind: str) -> Milestone | None:
        """Return the first milestone of a kind, or None."""
        return next((m for m in self.milestones if m.kind == kind), None)

    def add(self, *milestones: Milestone) -> Session:
        """Return a copy with milestones added, in order of date."""
        together = sorted(
            (*self.milestones, *milestones),
            key=lambda m: (m.start, m.half_day.order if m.half_day else 0, m.end, m.kind, m.owner),
        )
        return self.replace(milestones=tuple(together))

    def put(self, *milestones: Milestone) -> Session:
        """Return a copy in which the milestones take the place of all others of their kinds."""
        kinds = {m.kind for m in milestones}
        others = tuple(m for m in self.milestones if m.kind not in kinds)
        return self.replace(milestones=others).add(*milestones)


class PlanMilestone(_Part):
    """A step of the plan's own making (collected, passed, approved, issued)."""

    kind: str
    date: date
    owner: str
    title: str = ""
    source: str = ""


class StageChange(_Part):
    """What a stage's value becomes, and what of it is better or worse for the change."""

    name: str
    sense: Literal["max", "min"]
    before: int
    after: int

    @property
    def loss(self) -> int:
        """By how much it is worse; negative: better."""
        return self.before - self.after if self.sense == "max" else self.after - self.before


class Price(_Part):
    """What a wish costs: the difference of two plans, without and with it, each the best of its kind.

    possible: False where no plan grants it. text: in words; of what is not possible, why.
    proven: both plans are proven the best, so that the price is exact.
    """

    possible: bool
    text: str
    stages: tuple[StageChange, ...] = ()
    topics_out: tuple[str, ...] = ()
    topics_in: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    """Sessions that are held on another day."""
    others: tuple[str, ...] = ()
    """Sessions with another lead body, leader in charge or host."""
    seats: int = 0
    """Seats that somebody else has."""
    proven: bool = True


class LeftOut(_Part):
    """A topic that is not in the plan, why, and what it would cost to put it in, where that was asked."""

    topic: str
    reason: str
    rules: tuple[str, ...] = ()
    text: str = ""
    price: Price | None = None


class Deviation(_Part):
    """A usual rule, or a date that a late approval made impossible, for the chair's signature."""

    rule: str
    session: str = ""
    text: str
    reason: str = ""
    days_missing: int = 0
    latest_approval: date | None = None


class Waiting(_Part):
    """A member who has waited longest: asked how often before this year, and not seated in it."""

    member: str
    times_before: int


class Compliance(_Part):
    """One rule's verdict on this plan."""

    rule: str
    source: str
    kind: str
    force: str
    holds: bool
    checked: int
    findings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Plan(_Part):
    """A year's plan."""

    format: str = FORMAT
    version: int = 1
    year: int
    organisation: str = ""
    profiles: tuple[str, ...] = ()
    emphasis: str = ""
    input_sha256: str = ""
    calendar: Literal["official", "provisional"] = "provisional"
    status: Literal["optimal", "feasible"] = "feasible"
    stages: tuple[Stage, ...] = ()
    sessions: tuple[Session, ...] = ()
    plan_milestones: tuple[PlanMilestone, ...] = ()
    room_assignments: tuple[dict[str, str], ...] = ()
    liaison: tuple[dict[str, Any], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    assumptions: tuple[str, ...] = ()
    """What was assumed for lack of data (attendance rates, provisional days), in words."""
    compliance: tuple[Compliance, ...] = ()

    def session(self, session_id: str) -> Session | None:
        """Return a session by id, or None."""
        return next((s for s in self.sessions if s.id == session_id), None)

    def with_topics(self) -> Iterator[Session]:
        """Yield the sessions that carry a topic: the numbered items of the plan, by date."""
        for session in self.by_date():
            if session.topics:
                yield session

    def by_date(self) -> list[Session]:
        """Return the sessions in order of time."""
        return sorted(self.sessions, key=lambda s: (s.date, s.half_day.order, s.id))

    def update(self, session: Session) -> Plan:
        """Return a copy in which the session of that id is replaced."""
        return self.replace(
            sessions=tuple(session if s.id == session.id else s for s in self.sessions)
        )

    def to_json(self) -> str:
        """Return canonical JSON: UTF-8, ISO dates, sorted keys, one trailing newline."""
        data = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Plan:
        """Read a plan back.

        Raises
        ------
        pydantic.ValidationError
            Where the text is not a plan of this format.
        """
        return cls.model_validate_json(text)


def within(plan: Plan, forms: frozenset[str] | None) -> Plan:
    """Return the plan with sessions of these forms alone (None: all), as a scoped rule sees it.

    The plenary is kept: whatever a rule is about, it may lean on the plenary's days.
    """
    if forms is None:
        return plan
    kept = tuple(s for s in plan.sessions if s.form in forms or s.form == "plenary")
    return plan.replace(sessions=kept)


def make_within(
    make: Callable[[Plan, Any], Plan], plan: Plan, problem: Any, forms: frozenset[str] | None
) -> Plan:
    """Let a rule make its part on sessions of these forms alone; the others stay as they are."""
    made = make(within(plan, forms), problem)
    changed = {s.id: s for s in made.sessions}
    return made.replace(sessions=tuple(changed.get(s.id, s) for s in plan.sessions))
