"""The sessions of a year, known before solving so that a lock can name them.

Ids are stable: `bimonthly-3`, `standing-1`, `quarterly-2`, `counterpart-经济委员会-发改局`,
`sector-教育`, `proposal-P03`, `supervision-S01`; the second for one quarter, pair or group has a
number after it (`quarterly-2-2`). What a form leaves no choice about (a pair's committee, a
proposal's supervising leader) is fixed in the slot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from planner.dates import ONE_DAY, months_after, period_bounds, period_of, quarter_bounds
from planner.domain import (
    Body,
    Form,
    KeyProposal,
    LiaisonGroup,
    Member,
    Settings,
    Slot,
    Supervision,
)

Number = Callable[[str, str, str], int]
"""A rule's integer parameter by rule, name and form."""
COUNTED = ("quarter", "count", "pair", "group")
"""What a form's sessions are due for, or in, where the sheet 规则 says how many there are."""


@dataclass(frozen=True)
class County:
    """What of the county its sessions are made from."""

    bodies: tuple[Body, ...] = ()
    members: tuple[Member, ...] = ()
    groups: tuple[LiaisonGroup, ...] = ()
    proposals: tuple[KeyProposal, ...] = ()
    supervisions: tuple[Supervision, ...] = ()

    @property
    def office(self) -> str:
        """The office's name, or the first body's."""
        named = [b.name for b in self.bodies if b.kind == "办公室"] + [b.name for b in self.bodies]
        return named[0] if named else ""

    def body_for(self, word: str) -> str:
        """Return the committee whose name has a word (提案, 联络), or the office."""
        return next((b.name for b in self.bodies if word in b.name), self.office)


def plenary_in_first_period(settings: Settings) -> bool:
    """Whether the plenary begins in January or February of the plan's year."""
    start = settings.plenary_start
    return start.year == settings.year and period_of(start.month) == 1


def slots_of(
    settings: Settings,
    forms: Iterable[Form],
    number: Number = lambda rule, name, form: int(name != "joint"),
    county: County | None = None,
) -> tuple[Slot, ...]:
    """Return the sessions of the year, in the order of the forms.

    Parameters
    ----------
    number:
        Looks up the rule parameters that say how many sessions there are and how long.
    county:
        Bodies, members, groups, proposals and supervisions, for the forms that depend on them.
    """
    makers: dict[str, Callable[[Settings, Form, Number, County], Iterator[Slot]]] = {
        "year": _yearly,
        "period": _periods,
        "quarter": _quarters,
        "count": _counted,
        "pair": _pairs,
        "group": _groups,
        "proposal": _proposals,
        "supervision": _supervisions,
    }
    slots: list[Slot] = []
    for form in forms:
        slots += makers[form.per](settings, form, number, county or County())
    return tuple(slots)


def _length(number: Number, form: Form) -> int:
    """Return how many half-days a session of the form takes."""
    return number("working-days", "half_days", form.id)


def _year(settings: Settings) -> tuple[date, date]:
    return date(settings.year, 1, 1), date(settings.year, 12, 31)


def _yearly(settings: Settings, form: Form, number: Number, county: County) -> Iterator[Slot]:
    yield Slot(
        id=f"{form.id}-1",
        form=form.id,
        first=settings.plenary_start,
        last=settings.plenary_end,
        half_days=2 * ((settings.plenary_end - settings.plenary_start).days + 1),
    )


def _periods(settings: Settings, form: Form, number: Number, county: County) -> Iterator[Slot]:
    """Yield one a two-month period; the first is held with the plenary (anhua 二3).

    Where the plenary lies outside January and February, the office's choice decides
    (`Settings.merge_choice`).
    """
    for period in range(1, 7):
        first, last = period_bounds(settings.year, period)
        merged = period == 1 and (
            plenary_in_first_period(settings) or settings.merge_choice == "并入全会"
        )
        if period == 1 and not merged and settings.merge_choice != "单独召开":
            continue
        if merged:
            first, last = settings.plenary_start, settings.plenary_end
        yield Slot(
            id=f"{form.id}-{period}",
            form=form.id,
            period=period,
            first=first,
            last=last,
            merged=merged,
            topics=form.topics,
            half_days=_length(number, form),
        )


def _quarters(settings: Settings, form: Form, number: Number, county: County) -> Iterator[Slot]:
    for quarter in range(1, 5):
        first, last = quarter_bounds(settings.year, quarter)
        for n in range(1, number("quarterly-cadence", "n", form.id) + 1):
            again = "" if n == 1 else f"-{n}"
            yield Slot(
                id=f"{form.id}-{quarter}{again}",
                form=form.id,
                period=quarter,
                first=first,
                last=last,
                topics=form.topics,
                half_days=_length(number, form),
            )


def _counted(settings: Settings, form: Form, number: Number, county: County) -> Iterator[Slot]:
    first, last = _year(settings)
    for n in range(1, number("annual-count", "count", form.id) + 1):
        yield Slot(
            id=f"{form.id}-{n}",
            form=form.id,
            period=n,
            first=first,
            last=last,
            topics=form.topics,
            half_days=_length(number, form),
        )


def _pairs(settings: Settings, form: Form, number: Number, county: County) -> Iterator[Slot]:
    first, last = _year(settings)
    times = number("counterpart-pairs", "n", form.id)
    joint = number("counterpart-pairs", "joint", form.id)
    for body in county.bodies:
        if body.kind != "专委会" or not body.departments:
            continue
        for departments in [body.departments] if joint else [(d,) for d in body.departments]:
            name = body.name if joint else f"{body.name}-{departments[0]}"
            for n in range(1, times + 1):
                again = "" if n == 1 else f"-{n}"
                yield Slot(
                    id=f"{form.id}-{name}{again}",
                    form=form.id,
                    period=n,
                    first=first,
                    last=last,
                    topics=form.topics,
                    lead_body=body.name,
                    host=body.head_name,
                    host_person=body.head,
                    departments=departments,
                    half_days=_length(number, form),
                )


def _groups(settings: Settings, form: Form, number: Number, county: County) -> Iterator[Slot]:
    first, last = _year(settings)
    times = number("sector-groups", "n", form.id)
    groups = county.groups or _sectors(county.members)
    for group in groups:
        convenor = next((m for m in county.members if m.person == group.convenor), None)
        committees = {b.name for b in county.bodies if b.kind == "专委会"}
        lead = convenor.body if convenor and convenor.body in committees else ""
        for n in range(1, times + 1):
            again = "" if n == 1 else f"-{n}"
            yield Slot(
                id=f"{form.id}-{group.name}{again}",
                form=form.id,
                period=n,
                first=first,
                last=last,
                topics=form.topics,
                lead_body=lead or county.body_for("联络"),
                host=group.convenor_name,
                host_person=group.convenor,
                group=group.name,
                half_days=_length(number, form),
            )


def _sectors(members: Iterable[Member]) -> tuple[LiaisonGroup, ...]:
    """Return a group for each 界别: its convenor a 常委 of it, else its first member (assumed)."""
    by_sector: dict[str, list[Member]] = {}
    for member in members:
        by_sector.setdefault(member.sector, []).append(member)
    groups = []
    for sector, found in by_sector.items():
        convenor = next((m for m in found if m.standing), found[0])
        groups.append(
            LiaisonGroup(name=sector, convenor=convenor.person, convenor_name=convenor.name)
        )
    return tuple(groups)


def _proposals(settings: Settings, form: Form, number: Number, county: County) -> Iterator[Slot]:
    first, last = _year(settings)
    for n, proposal in enumerate(county.proposals, start=1):
        yield Slot(
            id=f"{form.id}-{proposal.id}",
            form=form.id,
            period=n,
            first=first,
            last=last,
            topics=form.topics,
            items=(proposal.id,),
            lead_body=county.body_for("提案"),
            host=proposal.supervisor,
            leader=proposal.supervisor,
            half_days=_length(number, form),
        )


def _supervisions(settings: Settings, form: Form, number: Number, county: County) -> Iterator[Slot]:
    for n, activity in enumerate(county.supervisions, start=1):
        first = date(settings.year, activity.earliest_month or 1, 1)
        last = months_after(date(settings.year, activity.latest_month or 12, 1), 1) - ONE_DAY
        yield Slot(
            id=f"{form.id}-{activity.id}",
            form=form.id,
            period=n,
            first=first,
            last=last,
            topics=form.topics,
            items=(activity.id,),
            lead_body=activity.body,
            half_days=activity.half_days or _length(number, form),
        )
