"""A session of 年度协商计划.xlsx: its row of 计划 or 附表, and what the other sheets say of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from inputs.cell_text import match_key, plain
from inputs.plan_rows import PlanNames, PlanRow, PlanSheet
from inputs.problems import ProblemList
from inputs.reading.names import Lookup
from planner.dates import HalfDay
from planner.domain import Problem, Slot
from planner.parts import COUNTY
from planner.plan import (
    AgendaPart,
    Approval,
    Milestone,
    Outcome,
    Paper,
    Session,
    Stakeholder,
)
from planner.plan_items import AGREED
from planner.plan_words import (
    AGENDA,
    AGENDA_CUT,
    AGENDA_PARTS,
    ANNEX,
    COUNTED,
    EXEMPTION_NOTE,
    KINDS,
    MERGED,
    MILESTONES,
    PAPERS,
    PEOPLE,
    PLAN,
    PROVISIONAL,
    RESULTS,
    SEATS,
    STAKEHOLDER,
    STANDING_MEMBERS,
    STATES,
)

_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")
_HALF_DAYS = re.compile(r"共(\d+)个半天")
_NO_TOPIC = frozenset({"", *map(match_key, ("议题待定", *AGREED.values()))})
_COUNTED_COLUMNS = (
    ("members", "委员"),
    ("experts", "专家"),
    ("departments", "协商部门"),
    ("deliberators", "议事成员"),
)
_YES = frozenset({"是", "涉密", "√", "y", "1"})


class SessionReader:
    """Reads sessions from the sheets of one workbook, by name."""

    def __init__(
        self,
        sheets: Mapping[str, PlanSheet],
        names: PlanNames,
        problem: Problem,
        problems: ProblemList,
    ) -> None:
        self._sheets = sheets
        self._names = names
        self._problem = problem
        self._problems = problems
        self._rows: dict[tuple[str, str], list[PlanRow]] = {}
        for name in (PEOPLE, MILESTONES, AGENDA, PAPERS, RESULTS):
            for row in sheets[name].rows:
                self._rows.setdefault((name, row.text("场次")), []).append(row)
        self._exemptions: dict[str, list[str]] = {}
        for line in sheets[PLAN].lines:
            if note := EXEMPTION_NOTE.fullmatch(line):
                self._exemptions.setdefault(note["session"], []).append(note["text"])

    def look_at_sessions(self) -> None:
        """Report rows of other sheets whose session no row of 计划 or 附表 has."""
        known = {row.text("场次") for name in (PLAN, ANNEX) for row in self._sheets[name].rows}
        for sheet in (PEOPLE, MILESTONES, AGENDA, PAPERS, RESULTS):
            for row in self._sheets[sheet].rows:
                waiting = sheet == PEOPLE and row.text("类别") == SEATS["waiting"]
                if row.text("场次") not in known and not waiting:
                    row.report(
                        "场次",
                        "session-unknown",
                        f"“{PLAN}”和“{ANNEX}”表里没有这个场次。",
                        "请改成那里的场次，或删去这一行。",
                    )

    def read(self, row: PlanRow, ours: bool) -> Session | None:
        """Return the session of a row of 计划 or 附表, with what the other sheets say of it.

        ours: the workbook is one that the program wrote, whose 备注 says what is merged and
        provisional. None where anything read so far is wrong.
        """
        names = self._names
        identity = row.text("场次")
        if not identity:
            known = "、".join(slot.id for slot in self._problem.slots)
            row.report("场次", "cell-missing", "没有填场次。", f"请填场次编号：{known}。")
        day = row.day("日期")
        if day is None and not row.text("日期"):
            row.report("日期", "cell-missing", "没有具体日期。", "请填到日，如 2027-3-18。")
        self._look_at_month(row, day)
        slot = self._slot(identity)
        fields: dict[str, Any] = {
            "id": identity,
            "form": self._form(row, identity),
            "state": row.code("状态", STATES, "tentative"),
            "venue": row.text("地点"),
            "topics": self._topics(row),
            "supporting_bodies": names.all_of(row, "协办单位", names.bodies),
            "departments": () if COUNTED.fullmatch(row.text("协商部门")) else row.names("协商部门"),
            "lead_leader": self._single(row, "分管领导"),
            "group": slot.group if slot else "",
            "members": self._named(row, "委员", names.members),
            "experts": self._named(row, "专家", names.experts),
            "exemptions": tuple(self._exemptions.get(identity, ())),
        }
        council = self._council(row, slot)
        if council != COUNTY:
            fields |= {"council": council, "lead_body": self._room_lead(row, council)}
            fields |= {"deliberators": self._named(row, "议事成员", names.deliberators)}
            fields |= {"host": self._room_host(row, council)}
        else:
            fields |= {
                "lead_body": self._single(row, "牵头单位"),
                "host": self._host(row, identity),
            }
        fields |= self._time(row, fields["form"], day)
        fields["milestones"] = tuple(self._milestones(identity))
        fields |= self._people(row, fields)
        fields |= self._agenda(identity)
        fields["papers"] = tuple(self._papers(identity))
        fields |= self._results(identity)
        if self._problems.has_errors or day is None:
            return None
        return Session(date=day, **fields, **self._marks(row, identity, day, ours))

    def _marks(self, row: PlanRow, identity: str, day: date, ours: bool) -> dict[str, Any]:
        """Return what 备注 marks; a hand-made plan is told by its session and its day."""
        if ours:
            merged = MERGED in row.text("备注")
            provisional = PROVISIONAL in row.text("备注")
        else:
            slot = self._slot(identity)
            merged = slot is not None and slot.merged and day in self._problem.plenary_days
            provisional = self._problem.calendar.date_status(day) == "provisional"
        return {
            "merged_with_plenary": merged,
            "date_status": "provisional" if provisional else "official",
        }

    def _slot(self, identity: str) -> Slot | None:
        try:
            return self._problem.slot(identity)
        except KeyError:
            return None

    def _council(self, row: PlanRow, slot: Slot | None) -> str:
        """Return whose session it is: its slot's, or of one not known before the room named."""
        said = self._names.all_of(row, "协商室", self._names.rooms)
        council = slot.council if slot else (said or (COUNTY,))[0]
        if said and said != (council,):
            row.report(
                "协商室",
                "cells-disagree",
                f"场次 {row.text('场次')} 是{council if council != COUNTY else '县政协'}的。",
                "请把场次和协商室改成一致。",
            )
        return council

    def _room_lead(self, row: PlanRow, room: str) -> str:
        """Return the room, which leads its own sessions; another than it is reported."""
        text = row.text("牵头单位")
        if text and match_key(text) != match_key(room):
            row.report("牵头单位", "cells-disagree", f"这一场由{room}牵头。", f"请改成{room}。")
        return room

    def _room_host(self, row: PlanRow, room: str) -> str:
        """Return the host by the name that the sheet 协商室 gives; one not among them is reported."""
        text = row.text("主持人")
        found = self._names.host_of(room, text)
        if text and not found:
            row.report(
                "主持人",
                "name-unknown",
                f"“协商室”表里，{room}的召集人、可主持人员中没有这个人。",
                "请改成那里的姓名，或在“协商室”表补上。",
            )
        return found

    def _named(self, row: PlanRow, column: str, lookup: Lookup) -> tuple[str, ...]:
        """Return the ids of the persons named in a cell; none where it gives only their number."""
        return (
            () if COUNTED.fullmatch(row.text(column)) else self._names.all_of(row, column, lookup)
        )

    def _host(self, row: PlanRow, identity: str) -> str:
        """Return the host as plan.json names one: a leader's id, or who hosts by office by name."""
        slot = self._slot(identity)
        text = row.text("主持人")
        if slot is not None and slot.host and match_key(text) == match_key(slot.host):
            return slot.host
        if slot is not None and slot.host_person and not self._names.leaders.find(text):
            found = self._names.all_of(row, "主持人", self._names.hosts)
            return found[0] if found else ""
        return self._single(row, "主持人")

    def _single(self, row: PlanRow, column: str) -> str:
        """Return the one body or leader of a cell, or empty."""
        lookup = self._names.bodies if column == "牵头单位" else self._names.leaders
        found = self._names.all_of(row, column, lookup)
        if len(found) > 1:
            row.report(column, "cell-invalid", "不止一个名称。", "请只填一个。")
        return found[0] if found else ""

    def _form(self, row: PlanRow, identity: str) -> str:
        forms = {form.id: form.name for form in self._problem.forms}
        slot = self._slot(identity)
        return row.code("协商形式", forms, slot.form if slot else "")

    def _look_at_month(self, row: PlanRow, day: date | None) -> None:
        month = re.fullmatch(r"(\d{1,2})月?", plain(row.text("月份")))
        if day is not None and month and int(month[1]) != day.month:
            row.report(
                "月份", "cells-disagree", f"与日期 {day} 不在同一个月。", "请把月份和日期改成一致。"
            )

    def _topics(self, row: PlanRow) -> tuple[str, ...]:
        """Return the topics of 议题编号, or where it is blank those that 协商议题 names."""
        lookup = self._names.topics
        title = row.text("协商议题")
        if row.text("议题编号"):
            ids = self._names.all_of(row, "议题编号", lookup)
            named = lookup.find(title)
            if ids and named and not set(named) & set(ids):
                row.report(
                    "协商议题",
                    "cells-disagree",
                    f"与议题编号 {'、'.join(ids)} 不是同一个议题。",
                    "请把议题编号和议题名称改成一致。",
                )
            return ids
        if match_key(title) in _NO_TOPIC:
            return ()
        if lookup.find(title):
            found = self._names.one(row, "协商议题", title, lookup)
            return (found,) if found else ()
        return self._names.all_of(row, "协商议题", lookup)

    def _time(self, row: PlanRow, form: str, day: date | None) -> dict[str, Any]:
        """Read 上午 09:00—11:30, 共2个半天; a blank cell takes the form's length."""
        text = plain(row.text("时段"))
        clocks = [f"{int(h):02d}:{m}" for h, m in _CLOCK.findall(text) if int(h) < 24]
        count = _HALF_DAYS.search(text)
        half_day = next((h for h in HalfDay if h.label in text), None)
        if half_day is None and clocks:
            half_day = _half_day_of(clocks[0])
        if text and half_day is None:
            row.report(
                "时段", "cell-invalid", "看不出是上午还是下午。", "请填如“上午 09:00—11:30”。"
            )
        half_days = 1
        slot = self._slot(row.text("场次"))
        if count:
            half_days = int(count[1])
        elif not text and form == "plenary" and day == self._problem.settings.plenary_start:
            half_days = 2 * len(self._problem.plenary_days)
        elif not text and slot is not None and form != "plenary":
            half_days = slot.half_days
        return {
            "half_day": half_day or HalfDay.AM,
            "half_days": half_days,
            "start": clocks[0] if clocks else "",
            "end": clocks[1] if len(clocks) > 1 else "",
        }

    def _of(self, sheet: str, session: str) -> list[PlanRow]:
        """Return a sheet's rows of a session."""
        return self._rows.get((sheet, session), [])

    def _milestones(self, session: str) -> Iterable[Milestone]:
        words = {half_day.value: half_day.label for half_day in HalfDay}
        for row in self._of(MILESTONES, session):
            kind = row.code("节点", KINDS)
            start = row.day("开始")
            if start is None:
                if not row.text("开始"):
                    row.report("开始", "cell-missing", "没有日期。", "请填到日，如 2027-3-18。")
                continue
            end = row.day("结束") or start
            if not kind:
                if not row.text("节点"):
                    row.report("节点", "cell-missing", "没有填节点。", "请填节点名称。")
                continue
            half_day = row.code("时段", words)
            yield Milestone(
                kind=kind,
                start=start,
                end=end,
                half_day=HalfDay(half_day) if half_day else None,
                owner=self._owner(row, "责任"),
                with_=self._joining(row, session),
                team=self._names.all_anyone(row, "调研组"),
                title=row.text("事项"),
                place=row.text("地点"),
            )

    def _owner(self, row: PlanRow, column: str, session: str = "") -> str:
        """Return who does it: an id, or the text itself where it names units, several perhaps.

        Who may host in a room goes by name there.
        """
        text = row.text(column)
        slot = self._slot(session)
        if slot is not None and (host := self._names.host_of(slot.council, text)):
            return host
        return self._names.anyone(row, column, text) if text else ""

    def _joining(self, row: PlanRow, session: str) -> tuple[str, ...]:
        """Return those who join, who may host in the room by name."""
        slot = self._slot(session)
        room = slot.council if slot else COUNTY
        found = (
            self._names.host_of(room, name) or self._names.anyone(row, "参加", name)
            for name in row.names("参加")
        )
        return tuple(filter(None, found))

    def _people(self, row: PlanRow, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Read 人员安排 for a session, and compare it with what 计划 and 筹备节点 say."""
        names = self._names
        council = fields.get("council", COUNTY)
        lookups = {"members": names.members, "experts": names.experts, "leaders": names.leaders}
        lookups["alternates"] = names.members
        lists: dict[str, list[str]] = {kind: [] for kind in SEATS}
        behind: dict[str, tuple[str, ...]] = {}
        links: list[Stakeholder] = []
        rows = self._of(PEOPLE, fields["id"])
        for line in rows:
            kind = line.code("类别", SEATS)
            if not kind:
                if not line.text("类别"):
                    line.report("类别", "cell-missing", "没有填类别。", "请填委员、专家等类别。")
                continue
            column = "编号" if line.text("编号") else "姓名"
            cited = line.text(column)
            if kind == "deliberators":
                sharing = names.all_of(line, column, names.deliberators)
                self._look_at_names(line, sharing)
                lists[kind] += sharing
                links += self._links(line, sharing)
                continue
            if kind in lookups:
                person = names.one(line, column, cited, lookups[kind])
            else:
                person = names.anyone(line, column, cited)
            if not person:
                continue
            self._look_at_name(line, person)
            lists["guests" if kind == "bodies" else kind].append(person)
            alternates = names.all_of(line, "递补人选（依次）", names.members)
            if kind == "members" and alternates:
                behind[person] = alternates
            links += self._links(line, (person,))
        if council != COUNTY:  # a row may stand for several: as the workbook has them
            own = [d.id for d in self._problem.room_deliberators(council)]
            order = {key: n for n, key in enumerate((*lists["members"], *own))}
            lists["deliberators"].sort(key=lambda key: order.get(key, len(order)))
            links.sort(key=lambda link: order.get(link.person, len(order)))
        if rows:
            self._compare(row, fields, lists)
        if not rows and match_key(row.text("委员")).startswith(match_key(STANDING_MEMBERS)):
            lists["members"] = [m.id for m in self._problem.members if m.standing]
        union = tuple(dict.fromkeys(a for seat in behind.values() for a in seat))
        return {
            "members": fields["members"] or tuple(lists["members"]),
            "experts": fields["experts"] or tuple(lists["experts"]),
            "departments": fields["departments"] or tuple(lists["departments"]),
            "leaders": tuple(lists["leaders"]),
            "guests": tuple(lists["guests"]),
            "deliberators": fields.get("deliberators") or tuple(lists["deliberators"]),
            "alternates": tuple(lists["alternates"]) or union,
            "alternates_by_seat": behind,
            "stakeholders": tuple(links),
        }

    def _compare(
        self, row: PlanRow, fields: Mapping[str, Any], lists: Mapping[str, list[str]]
    ) -> None:
        """Report where 人员安排 lists others than 计划 and 筹备节点 name, or another number."""
        identity = fields["id"]
        stated = {kind: set(fields.get(kind, ())) for kind, _ in _COUNTED_COLUMNS}
        stated["team"] = {p for m in fields["milestones"] for p in m.team}
        if not lists["departments"]:  # an older file lists none
            stated["departments"] = set()
        for kind, column in (*_COUNTED_COLUMNS, ("team", "场次")):
            listed = set(lists[kind])
            if stated[kind] and listed != stated[kind]:
                differ = "、".join(sorted(listed ^ stated[kind]))
                where = MILESTONES if kind == "team" else "本表"
                row.report(
                    column,
                    "cells-disagree",
                    f"{identity} 的{SEATS[kind]}在{where}与“{PEOPLE}”表不一致（{differ}）。",
                    "请把两处改成一致。",
                )
        for kind, column in _COUNTED_COLUMNS:
            said = COUNTED.fullmatch(row.text(column))
            listed = set(lists[kind])
            if said and said["count"] and int(said["count"]) != len(listed):
                row.report(
                    column,
                    "cells-disagree",
                    f"{identity} 的{SEATS[kind]}，本表写 {said['count']} 个，“{PEOPLE}”表列了 {len(listed)} 个。",
                    "请把两处改成一致。",
                )

    def _links(self, row: PlanRow, persons: Iterable[str]) -> Iterable[Stakeholder]:
        note = row.text("说明")
        if note.startswith(STAKEHOLDER):
            link = note.removeprefix(STAKEHOLDER)
            return [Stakeholder(person=person, link=link) for person in persons]
        return []

    def _look_at_names(self, row: PlanRow, persons: Sequence[str]) -> None:
        """Report a row of several whose 编号 and 姓名 mean different people, or not so many."""
        given = row.text("姓名")
        named = [match_key(name) for name in re.split("[、，,；;\n]", given)] if given else []
        if not row.text("编号") or not named:
            return
        if sorted(named) != sorted(match_key(self._names.name_of(p)) for p in persons):
            row.report(
                "姓名",
                "name-and-id",
                "与编号不是同样的几个人。",
                "请把姓名和编号改成一致，增减一人时两处都改。",
            )

    def _look_at_name(self, row: PlanRow, person: str) -> None:
        """Report a row whose 编号 and 姓名 mean different people."""
        name = row.text("姓名")
        if row.text("编号") and name and name != row.text("编号"):
            found = set()
            names = self._names
            for lookup in (names.leaders, names.members, names.experts, names.deliberators):
                found |= set(lookup.find(name))
            if person not in found:
                row.report(
                    "姓名",
                    "name-and-id",
                    f"与编号 {row.text('编号')} 不是同一个人。",
                    "请把姓名和编号改成一致。",
                )

    def _agenda(self, session: str) -> dict[str, Any]:
        words = {**AGENDA_PARTS, "cut": AGENDA_CUT}
        parts, cuts = [], []
        for row in self._of(AGENDA, session):
            part: Any = row.code("环节", words)
            if part == "cut":
                cuts.append(row.text("发言人"))
            elif part:
                speaker = self._owner(row, "发言人", session)
                minutes = row.number("分钟") or 0
                parts.append(AgendaPart(part=part, speaker=speaker, minutes=minutes))
        return {"agenda": tuple(parts), "agenda_cuts": tuple(cuts)}

    def _papers(self, session: str) -> Iterable[Paper]:
        for row in self._of(PAPERS, session):
            due = row.day("截止")
            if due is None:
                if not row.text("截止"):
                    row.report("截止", "cell-missing", "没有日期。", "请填到日，如 2027-3-8。")
                continue
            yield Paper(
                title=row.text("文稿"),
                writer=self._owner(row, "撰写"),
                due=due,
                secret=match_key(row.text("涉密")) in _YES,
            )

    def _results(self, session: str) -> dict[str, Any]:
        for row in self._of(RESULTS, session):
            hears = (self._code(name) for name in row.names("听取事项"))
            return {
                "round": row.number("轮次") or 1,
                "outcome": Outcome(
                    paper=row.text("成果形式"),
                    to=self._names.all_anyone(row, "报送"),
                    owner=self._owner(row, "责任单位"),
                ),
                "approval": Approval(by=self._owner(row, "审批"), filed_at=row.text("备案")),
                "hears": tuple(hears),
                "secretary": self._owner(row, "记录人"),
            }
        return {}

    def _code(self, word: str) -> str:
        return next((code for code, w in KINDS.items() if w == word), word)


def _half_day_of(clock: str) -> HalfDay:
    hour = int(clock[:2])
    if hour < 12:
        return HalfDay.AM
    return HalfDay.PM if hour < 18 else HalfDay.EVENING
