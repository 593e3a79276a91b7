"""Everyone's calendar: one .ics file for all, and for each body, leader, member, expert and so on.

What stands in whose file is `outputs.matrix`' business, the format `outputs.ics`'. A calendar ends
on personal phones and in foreign clouds: no file carries a secret topic's title, a phone number or
a mail address, and a member's holds only what that member must do, where, by when, whom to call.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path

from constraints.distribution import is_public
from outputs.entries import KIND_WORDS, Entry, entries
from outputs.file_names import distinct_names
from outputs.ics import (
    PRODID,
    CalendarEvent,
    Revision,
    State,
    calendar_file,
    event_uid,
    midnight_utc,
)
from outputs.import_card import import_card
from outputs.labels import organisation, room_word
from outputs.matrix import People
from outputs.viewer_task import Viewer, task
from planner.dates import ONE_DAY, HalfDay, days_from
from planner.domain import Problem
from planner.files import FileBusyError, replace_file
from planner.plan import Plan, Session

ALL = "全部.ics"
CARD = "导入说明.html"
FOLDERS = {
    "body": "承办单位",
    "leader": "领导",
    "member": "委员",
    "expert": "专家",
    "department": "部门",
    "group": "联络活动组",
    "room": "协商室",
    "host": "主持人",
}

PART_TIMES = {
    HalfDay.AM: (time(9), time(12)),
    HalfDay.PM: (time(14, 30), time(17, 30)),
    HalfDay.EVENING: (time(19), time(21)),
}
"""What is taken of a day where only the half-day is decided (assumed)."""

_ATTENDED = frozenset(
    {"session", "research", "mobilisation", "coordination", "prior-contact", "scheme-approval"}
)
"""Kinds that one attends; any other is a date to be done by, and takes no time of its day."""


def write_calendars(plan: Plan, problem: Problem, folder: Path) -> list[Path]:
    """Write every calendar and the import card into `folder` (…/calendars); return the files.

    Each file is made in memory first, then written whole or not at all; one that would not change
    is left alone. A calendar of an earlier run whose owner has none any more goes.

    Raises
    ------
    FileBusyError
        Where a file cannot be written.
    """
    files = calendar_files(plan, problem)
    try:
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileBusyError(folder) from error
    for name, data in files.items():
        path = folder / name
        if not (path.is_file() and path.read_bytes() == data):
            with replace_file(path) as temporary:
                temporary.write_bytes(data)
    for path in stale_calendars(folder, files):
        try:
            path.unlink()
        except PermissionError as error:
            raise FileBusyError(path) from error
    return [folder / name for name in files]


def stale_calendars(folder: Path, current: Collection[str]) -> list[Path]:
    """Return the calendars of `folder` that this program made and that are not among `current`.

    `current`: names relative to the folder, with slashes. Nothing else there is ours to remove.
    """
    found = []
    for subfolder in FOLDERS.values():
        for path in sorted((folder / subfolder).glob("*.ics")):
            if f"{subfolder}/{path.name}" not in current and _is_ours(path):
                found.append(path)
    return found


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        return f"PRODID:{PRODID}\r\n".encode() in file.read(400)


def calendar_files(plan: Plan, problem: Problem) -> dict[str, bytes]:
    """Return each file's bytes by its name relative to the calendars' folder, in order."""
    year = _Year(plan, problem, entries(plan, problem))
    files = {ALL: year.file(Viewer("all", "", "全部"))}
    for role, subfolder in FOLDERS.items():
        owners = [(viewer, name) for viewer, name in year.owners(role) if year.sees_any(viewer)]
        names = distinct_names(name for _, name in owners)
        for (viewer, _), name in zip(owners, names, strict=True):
            files[f"{subfolder}/{name}.ics"] = year.file(viewer)
    files[CARD] = import_card(plan, problem).encode("utf-8")
    return files


@dataclass(frozen=True)
class _Year:
    plan: Plan
    problem: Problem
    entries: tuple[Entry, ...]

    @property
    def organisation(self) -> str:
        return organisation(self.plan, self.problem)

    @property
    def revision(self) -> Revision:
        """The plan's version, and a stamp that grows with it and never comes from a clock."""
        sequence = max(self.plan.version - 1, 0)
        approved = midnight_utc(self.problem.settings.approval_date)
        return Revision(sequence, approved + timedelta(hours=sequence))

    def owners(self, role: str) -> Iterator[tuple[Viewer, str]]:
        """Yield whoever may have a calendar of a kind, each with its file's name."""
        problem = self.problem
        if role == "body":
            yield from ((Viewer("body", b.name, b.name), b.name) for b in problem.bodies)
        elif role == "leader":
            shared = Counter(x.name for x in problem.leaders)
            for x in problem.leaders:
                name = x.name if shared[x.name] == 1 else f"{x.id}_{x.name}"
                yield Viewer("leader", x.id, x.name), name
        elif role == "member":
            for m in problem.members:
                yield Viewer("member", m.id, m.name), f"{m.id}_{m.name}"
        elif role == "expert":
            for e in problem.experts:
                yield Viewer("expert", e.id, e.name), f"{e.id}_{e.name}"
        elif role == "group":
            yield from ((Viewer("group", g.name, g.name), g.name) for g in problem.liaison_groups)
        elif role == "room":
            yield from ((Viewer("room", r.name, r.name), r.name) for r in problem.rooms)
        elif role == "host":
            people = People(problem)
            hosts = {h.person: people.name(h.name) for r in problem.rooms for h in r.hosts}
            shared = Counter(hosts.values())
            for person, name in hosts.items():
                whose = name if shared[name] == 1 else f"{name}_{self._first_room[person]}"
                yield Viewer("host", person, name), whose
        else:
            known = [d.name for d in problem.departments]
            named = sorted({n for e in self.entries for n in e.audience.departments})
            for name in dict.fromkeys((*known, *named)):
                yield Viewer("department", name, name), name

    @cached_property
    def _first_room(self) -> dict[str, str]:
        """The first room that a person may host in: it tells two of one name apart."""
        rooms: dict[str, str] = {}
        for room in self.problem.rooms:
            for host in room.hosts:
                rooms.setdefault(host.person, room.name)
        return rooms

    @cached_property
    def _sessions(self) -> dict[str, Session]:
        return {s.id: s for s in self.plan.sessions}

    def seen_by(self, viewer: Viewer) -> list[Entry]:
        """Return what stands in the viewer's calendar, in order of time."""
        places = {
            n for v in (viewer, *self._offices(viewer)) for n in self._places.get(_key(v), ())
        }
        found = [self.entries[n] for n in sorted(places)]
        return [entry for entry in found if self._as_seen(entry, viewer)]

    def sees_any(self, viewer: Viewer) -> bool:
        """Whether anything stands in the viewer's calendar."""
        return bool(self.seen_by(viewer))

    @cached_property
    def _places(self) -> dict[tuple[str, str], list[int]]:
        """Whose audience each entry has → the entries' places in the year: no search for each."""
        places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for number, entry in enumerate(self.entries):
            if entry.audience.everyone:
                places["all", ""].append(number)
            for role in FOLDERS:
                for key in entry.audience.of(role):
                    places[role, key].append(number)
        return places

    def _as_seen(self, entry: Entry, viewer: Viewer) -> Viewer | None:
        """Return as whom the viewer sees an entry: as such, or by an office; None where not at all.

        A member who is a leader, or heads a body, has in the member's file too what the office
        asks them to attend: whoever puts that one file on a phone must not miss it.
        """
        if sees(entry, viewer):
            held = [o for o in self._offices(viewer) if o.role == "leader" and sees(entry, o)]
            return held[0] if held else viewer
        for office in self._offices(viewer):
            if sees(entry, office) and (office.role == "leader" or entry.kind in _ATTENDED):
                return office
        return None

    def _offices(self, viewer: Viewer) -> list[Viewer]:
        return self._offices_by_member.get(viewer.key, []) if viewer.role == "member" else []

    @cached_property
    def _offices_by_member(self) -> dict[str, list[Viewer]]:
        """The offices of members: the leader that a member is, the bodies that a member heads."""
        problem = self.problem
        leaders = {x.person: Viewer("leader", x.id, x.name) for x in problem.leaders}
        found: dict[str, list[Viewer]] = {}
        for m in problem.members:
            held = [leaders[m.person]] if m.person in leaders else []
            held += [Viewer("body", b.name, b.name) for b in problem.bodies if b.head == m.person]
            if held:
                found[m.id] = held
        return found

    def file(self, viewer: Viewer) -> bytes:
        plan = self.plan
        name = f"{plan.year}年度协商计划"
        if viewer.role == "room":
            name = f"{room_word(viewer.name)}{plan.year}年度协商安排"
        elif viewer.role != "all":
            name += f"·{viewer.name}"
        return calendar_file(
            name=name,
            description=f"{self.organisation} 第{plan.version}版。标“暂定”的以正式通知为准。",
            uid=event_uid(self.organisation, str(plan.year), "calendar", viewer.role, viewer.key),
            events=(e for entry in self.seen_by(viewer) for e in self.events(entry, viewer)),
            revision=self.revision,
        )

    def events(self, entry: Entry, viewer: Viewer) -> Iterator[CalendarEvent]:
        """Yield an entry as the viewer sees it: one event, or one for each run of its days.

        Research over a weekend must not fill the weekend. UIDs are the same for everyone.
        """
        if entry.parts:
            yield from self._days(entry, viewer)
            return
        runs = self._runs(entry)
        for number, (first, last) in enumerate(runs, start=1):
            part = f"（{number}/{len(runs)}）" if len(runs) > 1 else ""
            yield self._event(entry, viewer, first, last, part)

    def _days(self, entry: Entry, viewer: Viewer) -> Iterator[CalendarEvent]:
        """Yield a session of several half-days: an event a day, at the hours that it takes of it."""
        event = self._event(entry, viewer, entry.start, entry.end)
        for number, (day, parts) in enumerate(entry.parts, start=1):
            usual = PART_TIMES[parts[0]][0], PART_TIMES[parts[-1]][1]
            start = _clock(entry.clock_start) if number == 1 else None
            several = len(entry.parts) > 1
            yield replace(
                event,
                uid=event.uid if number == 1 else event_uid(event.uid, str(number)),
                title=f"{event.title}（第{number}天）" if several else event.title,
                first=day,
                last=day,
                start=start if start and start < usual[1] else usual[0],
                end=usual[1],
                busy=True,
            )

    def _runs(self, entry: Entry) -> list[tuple[date, date]]:
        """Return the runs of days that an entry takes: of research, those on which it can be."""
        days = []
        if entry.kind == "research":
            span = days_from(entry.start, entry.end)
            days = [d for d in span if self.problem.is_meeting_day(d)]
        runs: list[tuple[date, date]] = []
        for day in days:
            if runs and runs[-1][1] == day - ONE_DAY:
                runs[-1] = runs[-1][0], day
            else:
                runs.append((day, day))
        return runs or [(entry.start, entry.end)]

    def _event(
        self, entry: Entry, viewer: Viewer, first: date, last: date, part: str = ""
    ) -> CalendarEvent:
        start, end = self._times(entry)
        session = self._sessions.get(entry.session)
        form = session.form if session else ""
        title = entry.public_title if self._hides(entry, viewer) else entry.title
        return CalendarEvent(
            uid=event_uid(self.organisation, str(self.plan.year), f"{entry.key}{part}"),
            title=f"{title}{part}",
            first=first,
            last=last,
            start=start,
            end=end,
            place=entry.place,
            lines=tuple(self._lines(entry, viewer)),
            categories=tuple(
                dict.fromkeys(
                    (
                        *(f.name for f in self.problem.forms if f.id == form),
                        KIND_WORDS.get(entry.kind, ""),
                    )
                )
            ),
            state=_state(entry),
            busy=start is not None or entry.kind in _ATTENDED,
        )

    def _hides(self, entry: Entry, viewer: Viewer) -> bool:
        """Whether only the public title may stand: for the many, and wherever a topic is secret."""
        session = self._sessions.get(entry.session)
        return viewer.is_public or (session is not None and not is_public(session, self.problem))

    def _times(self, entry: Entry) -> tuple[time, time] | tuple[None, None]:
        """Return the times of day, or None, None for whole days and dates to be done by."""
        if entry.start != entry.end or entry.half_day is None:
            return None, None
        usual = PART_TIMES[entry.half_day]
        start = _clock(entry.clock_start) or usual[0]
        end = _clock(entry.clock_end)
        if end is None and _clock(entry.clock_start):
            end = _later(start, self.problem.settings.session_minutes)
        end = end or usual[1]
        return (start, end) if start < end else usual

    def _lines(self, entry: Entry, viewer: Viewer) -> Iterator[str]:
        session = self._sessions.get(entry.session)
        seen_as = self._as_seen(entry, viewer) or viewer
        if what := task(entry, session, seen_as):
            by_office = f"（{seen_as.name}负责人）" if seen_as.role == "body" != viewer.role else ""
            yield f"{_WHOSE[viewer.role]}任务：{what}{by_office}"
        runs = self._runs(entry)
        if len(runs) > 1:
            yield f"分 {len(runs)} 段：{'、'.join(_span(*run) for run in runs)}"
        if entry.kind not in _ATTENDED:
            yield f"时限：{_time_limit(entry.start, entry.end)}"
        if entry.kind in _PLACED and not entry.place:
            yield "地点：待通知"
        yield from (entry.public_detail if viewer.is_public else entry.detail).split("\n")
        yield from self._contact(entry, viewer)
        if entry.cancelled:
            yield "本项已取消。"
        elif entry.tentative and session is not None and session.merged_with_plenary:
            yield "与全体会议合并进行，时间暂定，以全体会议通知为准。"
        elif entry.tentative and session is not None and session.milestone("scheme") is None:
            yield "时间暂定，以正式通知为准。"
        elif entry.tentative:
            yield "实施方案尚未审定，时间暂定，以正式通知为准。"
        if entry.half_day is not None and not _clock(entry.clock_start):
            yield f"只定到{entry.half_day.label}，钟点以通知为准。"
        if not entry.cancelled and self._is_provisional(entry):
            yield "放假安排尚未公布，日期按法定节假日推算，公布后可能调整。"

    def _contact(self, entry: Entry, viewer: Viewer) -> Iterator[str]:
        """Yield whom to call: the lead body and its head by name, never a number."""
        if not entry.contact or entry.contact == viewer.key:
            return
        shown = entry.public_detail if viewer.is_public else entry.detail
        told = any(f"{unit}：{entry.contact}" in shown for unit in ("联系单位", "协商室"))
        if not told:
            yield f"联系单位：{entry.contact}"
        head = self._heads.get(entry.contact, "")
        if head:
            yield f"联系人：{head}"

    @cached_property
    def _heads(self) -> dict[str, str]:
        """Who answers for a body or a room, by name."""
        people = People(self.problem)
        heads = {room.name: people.name(room.convenor) for room in self.problem.rooms}
        return heads | {body.name: body.head_name for body in self.problem.bodies}

    def _is_provisional(self, entry: Entry) -> bool:
        """Whether the date rests on no official notice, by the plan or by the calendar at hand."""
        session = self._sessions.get(entry.session)
        said = entry.kind == "session" and session is not None and session.date_status
        return "provisional" in (said, self.problem.calendar.date_status(entry.end))


_WHOSE = {
    "leader": "您的", "member": "您的", "expert": "您的", "body": "本单位", "department": "本单位",
    "group": "本组", "room": "本室", "host": "您的",
}  # fmt: skip
"""Whose task it is, in a calendar of each role; the calendar for all names no task."""
_PLACED = frozenset({"session", "research", "mobilisation", "coordination"})


def sees(entry: Entry, viewer: Viewer) -> bool:
    """Whether an entry stands in the viewer's calendar."""
    if viewer.role == "all":
        return entry.audience.everyone
    return viewer.key in entry.audience.of(viewer.role)


def _key(viewer: Viewer) -> tuple[str, str]:
    return viewer.role, viewer.key


def _state(entry: Entry) -> State:
    if entry.cancelled:
        return "cancelled"
    return "tentative" if entry.tentative else "confirmed"


def _clock(text: str) -> time | None:
    """Return a time of day written 9:00 or 09：00, or None."""
    match = re.fullmatch(r"\s*(\d{1,2})[:：](\d{2})\s*", text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return None
    return time(int(match[1]), int(match[2]))


def _later(start: time, minutes: int) -> time | None:
    """Return the time of day so much later; None past midnight."""
    end = datetime.combine(date.min, start) + timedelta(minutes=minutes)
    return end.time() if end.date() == date.min else None


def _span(first: date, last: date) -> str:
    """Return 1月29日, or 2月1日至2月2日."""
    words = f"{first.month}月{first.day}日"
    return words if first == last else f"{words}至{last.month}月{last.day}日"


def _time_limit(first: date, last: date) -> str:
    words = f"{last.year}年{last.month}月{last.day}日"
    if first == last:
        return f"不迟于{words}"
    return f"{first.year}年{first.month}月{first.day}日至{words}"
