"""What the office gives: the year's problem in the field's terms.

Frozen pydantic models with stable ids, never list positions. A `Problem` is complete: names are
resolved, defaults filled, rule parameters looked up. It imports nothing of ours but dates.

Persons. One person may stand in several sheets (a vice-chair who is a member). Each entity that
is a person carries `person`, a key equal for the same person in every sheet. Absences name that
key, or a unit's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from planner.dates import Month, WorkCalendar

T = TypeVar("T")

FIRST_YEAR, LAST_YEAR = 2024, 2035
"""The plan's years that the program is made for."""


class _Entity(BaseModel):
    model_config = ConfigDict(frozen=True)


class Topic(_Entity):
    """A candidate topic (议题)."""

    id: str
    title: str
    proposers: tuple[str, ...] = Field(description="提出单位, as written")
    importance: int = Field(ge=1, le=5, description="重要程度, 5 highest")
    mandated: bool = False
    mandated_by: str = ""
    source: str = "其他"
    proposer: str = ""
    category: str = ""
    forms: tuple[str, ...] = Field(default=(), description="allowed form ids; empty: any")
    lead_bodies: tuple[str, ...] = Field(default=(), description="names; empty: any that fits")
    supporting_bodies: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    expertise: tuple[str, ...] = ()
    wants_experts: bool = Field(default=False, description="需专家, or 所需专长 filled")
    earliest_month: Month | None = None
    latest_month: Month | None = None
    suggested_months: tuple[Month, ...] = ()
    decision_date: date | None = None
    stakeholders: tuple[str, ...] = Field(
        default=(), description="persons' keys, unit or field names"
    )
    rounds_held: int = 0
    needs_second: bool = False
    exclusion: str = Field(default="", description="不予协商情形; empty: none")
    research_days: int | None = None
    research_place: str = ""
    secret: bool = False
    note: str = ""
    room: str = Field(default="", description="协商室 that hears it; empty: the county does")
    kind: Literal["议题", "重点提案", "监督活动", "必经事项"] = Field(
        default="议题", description="a candidate, or an item that has its session by itself"
    )

    @property
    def is_candidate(self) -> bool:
        """Whether it stands in the sheet 议题 and competes for a place."""
        return self.kind == "议题"

    @property
    def is_excluded(self) -> bool:
        """Whether one of the three exclusion grounds holds (farm 6)."""
        return bool(self.exclusion)


class Body(_Entity):
    """A body that organises sessions: a committee (专委会), the office, a liaison group."""

    name: str
    kind: Literal["专委会", "办公室", "联络组", "议事会"] = "专委会"
    head: str = Field(default="", description="负责人's person key; empty where not named")
    head_name: str = ""
    leaders: tuple[str, ...] = Field(default=(), description="分管领导: leader ids")
    departments: tuple[str, ...] = ()
    preparation_cap: int | None = None
    annual_cap: int | None = None


class Leader(_Entity):
    """A leader of the CPPCC, the county committee, the government, the congress or the courts."""

    id: str = Field(description="name where unique among leaders, else 编号")
    name: str
    post: str
    person: str
    side: Literal["政协", "县委", "政府", "人大", "两院"] = "政协"
    liaison: bool = Field(default=False, description="联系政协")
    in_charge_of: tuple[str, ...] = ()
    can_host: bool = False
    host_cap: int | None = None

    @property
    def is_chair(self) -> bool:
        """The CPPCC's chair (主席)."""
        return self.side == "政协" and "主席" in self.post and "副主席" not in self.post

    @property
    def is_vice_chair(self) -> bool:
        """A vice-chair (副主席) of the CPPCC."""
        return self.side == "政协" and "副主席" in self.post

    @property
    def is_secretary_general(self) -> bool:
        """The secretary-general (秘书长), not a deputy."""
        return self.side == "政协" and "秘书长" in self.post and "副秘书长" not in self.post


class Member(_Entity):
    """A member (委员)."""

    id: str
    name: str
    person: str
    gender: Literal["男", "女"]
    sector: str
    party: str = ""
    ethnicity: str = ""
    cppcc_post: str = ""
    standing: bool = False
    employer: str = ""
    town: str = ""
    expertise: tuple[str, ...] = ()
    body: str = ""
    liaison_group: str = ""
    level: str = "县"
    attendance_percent: int = Field(default=80, ge=0, le=100)
    attendance_assumed: bool = False
    times_before: int = Field(
        default=0, ge=0, description="往年参加次数: this term, before this year"
    )
    cap: int | None = Field(default=None, description="年度邀请上限")
    phone: str = ""
    mail: str = ""
    longitude: float | None = None
    latitude: float | None = None


class Expert(_Entity):
    """An expert (专家学者), not a member of the current term."""

    id: str
    name: str
    person: str
    unit: str
    expertise: tuple[str, ...] = ()
    cap: int | None = None
    mail: str = ""


class Department(_Entity):
    """A department (部门) of the county committee or the government."""

    name: str
    head: str = ""
    leader: str = Field(default="", description="分管领导: leader id, or empty")


class Venue(_Entity):
    """A meeting room."""

    name: str
    capacity: int | None = None
    address: str = ""
    forms: tuple[str, ...] = ()


class Absence(_Entity):
    """A span of days on which a person (key) or unit or venue (name) is not to be had."""

    subject: str
    start: date
    end: date
    note: str = ""
    cell: str = Field(default="", description="不可用!A5, to name it in a message")


class Blackout(_Entity):
    """A span to keep clear (日历 回避). Empty scope: everyone; else persons' keys, units, venues, forms."""

    start: date
    end: date
    scope: tuple[str, ...] = ()
    note: str = ""
    cell: str = Field(default="", description="日历!A5, to name it in a message")


class LiaisonGroup(_Entity):
    """A liaison group of members (联络活动组), by sector and residence (kailu 四15)."""

    name: str
    convenor: str = Field(default="", description="召集人's person key")
    convenor_name: str = ""


class KeyProposal(_Entity):
    """A key proposal (重点提案): who brought it, who handles it, who takes it on and supervises."""

    id: str
    title: str = Field(description="案由")
    proposers: tuple[str, ...] = Field(default=(), description="person keys, or names not in 委员")
    departments: tuple[str, ...] = ()
    government_leader: str = Field(default="", description="领办领导: leader id")
    supervisor: str = Field(default="", description="督办领导: leader id, chair or vice-chair")
    sectors: tuple[str, ...] = ()


class Supervision(_Entity):
    """A supervision activity (监督活动) of the workbook."""

    id: str
    name: str
    kind: Literal["民主评议", "监督性调研视察", "视察"]
    body: str
    earliest_month: Month | None = None
    latest_month: Month | None = None
    half_days: int = Field(default=0, ge=0, description="0: as long as the form's sessions are")


class RoomHost(_Entity):
    """Who may host in a room: by name, with the person's key."""

    name: str
    person: str


class Room(_Entity):
    """A council's room (协商室) of a farm, town, village, enterprise or 界别.

    `hosts` are all who may host, the convenor (召集人) first where there is one.
    """

    name: str
    level: Literal["场", "乡镇", "街道", "园区", "村", "社区", "企业", "界别"]
    form: str = Field(description="id of the form that its sessions have")
    regime: str = Field(description="id of the rule profile that it keeps")
    parent: str = Field(default="", description="上级: the town's room; empty: none")
    convenor: str = ""
    hosts: tuple[RoomHost, ...] = ()
    approver: str = Field(default="", description="审批单位")
    filing: str = Field(default="", description="备案单位")
    capacity: int | None = None
    longitude: float | None = None
    latitude: float | None = None
    last_before: date | None = Field(default=None, description="上年末次日期")
    times: int | None = Field(default=None, description="年度次数; None: as the rule says")


class Deliberator(_Entity):
    """A deliberator (议事成员) of one room."""

    id: str
    name: str
    person: str
    room: str
    kind: str = Field(description="类别: 利益相关方代表, 政协委员, 党代表 …")
    fields: tuple[str, ...] = Field(default=(), description="代表领域")
    unit: str = ""
    cap: int | None = Field(default=None, description="年度上限")
    attendance_percent: int = Field(default=80, ge=0, le=100)
    attendance_assumed: bool = False

    @property
    def is_representative(self) -> bool:
        """Whether it stands for stakeholders (利益相关方代表) where a topic names none."""
        return self.kind == "利益相关方代表"


class LiaisonHead(_Entity):
    """A liaison head (联络负责人) who looks after two or three villages (sanyou 六(三))."""

    name: str
    person: str
    village: str = Field(default="", description="所在村")
    longitude: float | None = None
    latitude: float | None = None


class Form(_Entity):
    """A form of consultation (协商形式) of a profile. Its numbers are rule parameters."""

    id: str
    name: str
    rank: int | None = Field(default=None, description="the 重要程度 it suits best")
    per: Literal[
        "year",
        "period",
        "quarter",
        "count",
        "pair",
        "group",
        "proposal",
        "supervision",
        "room-period",
        "room-quarter",
        "room-count",
    ] = Field(description="what one session is due in, or for each of; room-: in each room")
    topics: Literal["one", "optional", "none", "few"] = Field(
        default="one",
        description="whether a session takes a topic of the sheet 议题; few: one or two, or none",
    )
    seats: Literal["members", "standing", "committee", "group", "proposers", "team", "room"] = (
        Field(
            default="members",
            description="whom its members are chosen from; standing: exactly the 常委",
        )
    )
    hosts: tuple[
        Literal["chair", "vice-chair", "committee-head", "convenor", "supervisor", "room"], ...
    ] = ()
    source: str = ""

    @property
    def is_grassroots(self) -> bool:
        """Whether its sessions are those of rooms, not of the county."""
        return self.per.startswith("room-")


class Slot(_Entity):
    """A session known before solving: its id, form and window; a lock may name it.

    What the form leaves no choice about stands here: a pair's committee leads and its head hosts.
    """

    id: str
    form: str
    period: int | None = Field(default=None, description="number within its form, from 1")
    first: date
    last: date
    merged: bool = Field(default=False, description="held with the plenary")
    topics: Literal["one", "optional", "none", "few"] = "one"
    council: str = Field(default="county", description='"county", or the room (its name)')
    items: tuple[str, ...] = Field(default=(), description="重点提案, 监督活动: their 编号, fixed")
    lead_body: str = Field(
        default="",
        description="fixed lead body; empty: chosen; a group's: who leads unless the topic names another",
    )
    host: str = Field(default="", description="fixed host, as plan.json names it; empty: chosen")
    host_person: str = Field(default="", description="the fixed host's person key")
    leader: str = Field(default="", description="fixed leader in charge: leader id; empty: chosen")
    departments: tuple[str, ...] = Field(
        default=(),
        description="the pair's department, or all of a committee that meets them jointly",
    )
    group: str = Field(default="", description="the 界别 or liaison group")
    half_days: int = 1
    source: str = Field(default="", description="where the session comes from")

    @property
    def fixed_lead(self) -> str:
        """The lead body that no topic changes; empty where the topic's 牵头单位 has a say.

        A group belongs to no committee: the committees and the office all organise group
        activities (kailu 分工(四)13), so a topic's own 牵头单位 leads the session that takes it.
        """
        return "" if self.group else self.lead_body


class ParameterValue(_Entity):
    """A rule parameter's value, where it comes from, and for which form (empty: all)."""

    rule: str
    name: str
    form: str = ""
    value: int | str | tuple[str, ...]
    source: str = Field(default="", description="article, or 规则!D5 for an override")
    usual: int | str | tuple[str, ...] | None = Field(
        default=None, description="the document's own value, where the sheet overrides it"
    )


class Lock(_Entity):
    """A decision fixed by the office (sheet 锁定), names resolved to ids."""

    subject: str = Field(description="session id or topic id")
    item: Literal[
        "日期", "月份", "形式", "牵头", "主持", "参加", "不参加", "入选", "不入选", "不召开"
    ] = Field(description="不召开: the session is not among the slots")
    values: tuple[str, ...] = ()
    cell: str = Field(default="", description="锁定!C5, to name it in a message")


class SheetCells(_Entity):
    """Where a sheet says what: the row of each thing, the letter of each column.

    Of the sheet 基本信息: the address of each line (项目), and no rows.
    """

    columns: dict[str, str] = Field(default_factory=dict)
    rows: dict[str, int] = Field(default_factory=dict, description="编号, and name, → row")


class Settings(_Entity):
    """The sheet 基本信息."""

    year: int = Field(ge=FIRST_YEAR, le=LAST_YEAR)
    organisation: str
    profiles: tuple[str, ...]
    plenary_start: date
    plenary_end: date
    approval_date: date
    chair_meetings: tuple[date, ...] = Field(
        default=(), description="sorted; the first fixes the topics"
    )
    merge_choice: Literal["", "单独召开", "并入全会", "不安排"] = ""
    session_minutes: int = 150
    level: str = ""
    term: str = ""
    emphasis: str = "均衡"

    @property
    def topics_fixed(self) -> date:
        """The day from which preparation may start: 主席会议日期, else 计划批准日期 (assumed)."""
        return self.chair_meetings[0] if self.chair_meetings else self.approval_date


class EmphasisStage(_Entity):
    """One stage of an emphasis: named objective terms with weights, in one of the models."""

    name: str
    model: Literal["programme", "meetings", "people", "belonging"]
    sense: Literal["max", "min"]
    weights: dict[str, int]


class Emphasis(_Entity):
    """An ordering of stages (均衡, 民生优先, 委员覆盖, 错峰 or the office's own)."""

    name: str
    stages: tuple[EmphasisStage, ...]
    rooms: tuple[EmphasisStage, ...] = Field(default=(), description="the stages of each room")
    belonging: tuple[EmphasisStage, ...] = Field(
        default=(), description="the stages of who belongs to which room"
    )


class Regime(_Entity):
    """What a grass-roots profile makes of its rooms: forms, rules and numbers of its own.

    Fields as in `Problem`, which holds the county's.
    """

    forms: tuple[Form, ...]
    rules: tuple[str, ...]
    parameters: tuple[ParameterValue, ...]
    sources: dict[str, str] = Field(default_factory=dict)
    scopes: dict[str, frozenset[str]] = Field(default_factory=dict)


class Problem(_Entity):
    """A county's year to plan: the county's own sessions, and those of the rooms below it.

    `rules`, `parameters`, `sources` and `scopes` are the county's. A room keeps those of its
    regime; `planner.parts` shows the county or one room as a problem by itself.
    """

    settings: Settings
    calendar: WorkCalendar
    forms: tuple[Form, ...]
    slots: tuple[Slot, ...]
    topics: tuple[Topic, ...]
    bodies: tuple[Body, ...]
    leaders: tuple[Leader, ...]
    members: tuple[Member, ...]
    experts: tuple[Expert, ...] = ()
    departments: tuple[Department, ...] = ()
    venues: tuple[Venue, ...] = ()
    liaison_groups: tuple[LiaisonGroup, ...] = ()
    key_proposals: tuple[KeyProposal, ...] = ()
    supervisions: tuple[Supervision, ...] = ()
    rooms: tuple[Room, ...] = ()
    deliberators: tuple[Deliberator, ...] = ()
    liaison_heads: tuple[LiaisonHead, ...] = ()
    regimes: dict[str, Regime] = Field(default_factory=dict, description="profile id → regime")
    absences: tuple[Absence, ...] = ()
    blackouts: tuple[Blackout, ...] = ()
    locks: tuple[Lock, ...] = ()
    rules: tuple[str, ...] = Field(description="ids of the rules in force, in order")
    parameters: tuple[ParameterValue, ...] = ()
    sources: dict[str, str] = Field(
        default_factory=dict, description="rule id → document and article"
    )
    scopes: dict[str, frozenset[str]] = Field(
        default_factory=dict, description="rule id → form ids it holds for; absent: all forms"
    )
    emphasis: Emphasis
    own_emphases: tuple[Emphasis, ...] = Field(
        default=(), description="those that the office describes in the sheet 规则, in order"
    )
    assumptions: tuple[str, ...] = Field(
        default=(), description="what was assumed on reading, in words"
    )
    cells: dict[str, SheetCells] = Field(
        default_factory=dict, description="sheet → where it says what; empty: not from a workbook"
    )
    input_sha256: str = ""

    def changed(self, **changes: object) -> Problem:
        """Return a copy with fields changed and nothing cached of the original."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return Problem.model_construct(**(fields | changes))

    def cell(self, sheet: str, key: str, column: str) -> str:
        """Return the cell that says so of a thing (议题!F5); its first cell where there is no column.

        Empty where the workbook says nothing of it.
        """
        places = self.cells.get(sheet)
        if places is None:
            return ""
        letter = places.columns.get(column) or next(iter(places.columns.values()), "")
        if not places.rows:
            return f"{sheet}!{letter}" if column in places.columns else ""
        row = places.rows.get(key)
        return f"{sheet}!{letter}{row}" if row else ""

    # -- look-ups: each raises KeyError for an unknown id ------------------------------------
    def topic(self, topic_id: str) -> Topic:
        """Return a topic by id."""
        return self._topics[topic_id]

    def body(self, name: str) -> Body:
        """Return a body by name."""
        return self._bodies[name]

    def leader(self, leader_id: str) -> Leader:
        """Return a leader by id (name where unique)."""
        return self._leaders[leader_id]

    def member(self, member_id: str) -> Member:
        """Return a member by id."""
        return self._members[member_id]

    def expert(self, expert_id: str) -> Expert:
        """Return an expert by id."""
        return self._experts[expert_id]

    def room(self, name: str) -> Room:
        """Return a room by name."""
        return self._rooms[name]

    def deliberator(self, deliberator_id: str) -> Deliberator:
        """Return a deliberator by id."""
        return self._deliberators[deliberator_id]

    def council_slots(self, council: str) -> tuple[Slot, ...]:
        """Return the sessions of the county ("county") or of a room (its name)."""
        return self._council_slots.get(council, ())

    def room_topics(self, room: str) -> tuple[Topic, ...]:
        """Return the topics of a room; of "" those of the county."""
        return self._room_topics.get(room, ())

    def room_deliberators(self, room: str) -> tuple[Deliberator, ...]:
        """Return the deliberators of a room."""
        return self._room_deliberators.get(room, ())

    def as_deliberator(self, person: str) -> tuple[Deliberator, ...]:
        """Return a person's (key) rows of the sheet 议事成员; empty: none."""
        return self._as_deliberator.get(person, ())

    def department(self, name: str) -> Department:
        """Return a department by name; one that no row describes is known by name alone."""
        return self._departments.get(name) or Department(name=name)

    def form(self, form_id: str) -> Form:
        """Return a form by id."""
        return self._forms[form_id]

    def slot(self, session_id: str) -> Slot:
        """Return a session slot by id."""
        return self._slots[session_id]

    def holds_for(self, rule: str, form: str) -> bool:
        """Whether a rule holds for sessions of a form: a profile's rule for that profile's forms."""
        return form in self.scopes.get(rule, frozenset({form}))

    def in_force(self, rule: str, form: str) -> bool:
        """Whether a rule is in force at all, and holds for sessions of a form."""
        return rule in self.rules and self.holds_for(rule, form)

    def number(self, rule: str, name: str, form: str = "") -> int:
        """Return a rule's integer parameter, the form's own value before the general one."""
        value = self.parameter(rule, name, form).value
        if not isinstance(value, int):
            raise TypeError(f"{rule}.{name} is not a number: {value!r}")
        return value

    def words(self, rule: str, name: str, form: str = "") -> tuple[str, ...]:
        """Return a rule's parameter that is one or more words."""
        value = self.parameter(rule, name, form).value
        if isinstance(value, int):
            raise TypeError(f"{rule}.{name} is a number: {value!r}")
        return (value,) if isinstance(value, str) else value

    def parameter(self, rule: str, name: str, form: str = "") -> ParameterValue:
        """Return a parameter with its source; KeyError names rule, parameter and form."""
        found = self._parameters.get((rule, name, form)) or self._parameters.get((rule, name, ""))
        if found is None:
            raise KeyError(f"rule {rule} has no parameter {name} for form {form or 'any'}")
        return found

    # -- questions ---------------------------------------------------------------------------
    @cached_property
    def candidates(self) -> tuple[Topic, ...]:
        """The topics of the sheet 议题, which compete for a place; items and reports do not."""
        return tuple(topic for topic in self.topics if topic.is_candidate)

    @cached_property
    def secret_topics(self) -> frozenset[str]:
        """The ids of the topics that are secret (涉密)."""
        return frozenset(topic.id for topic in self.topics if topic.secret)

    @property
    def year(self) -> int:
        """The plan's year."""
        return self.settings.year

    @property
    def plenary_days(self) -> tuple[date, ...]:
        """The calendar days of the plenary, weekends among them included."""
        first, last = self.settings.plenary_start, self.settings.plenary_end
        return tuple(date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))

    @property
    def office(self) -> Body | None:
        """The CPPCC's office (办公室), or None where the workbook names none."""
        return next((b for b in self.bodies if b.kind == "办公室"), None)

    @property
    def chair(self) -> Leader | None:
        """The chair, or None where the workbook names none."""
        return next((leader for leader in self.leaders if leader.is_chair), None)

    @property
    def secretary_general(self) -> Leader | None:
        """The secretary-general, or None."""
        return next((leader for leader in self.leaders if leader.is_secretary_general), None)

    @property
    def cppcc_leaders(self) -> tuple[Leader, ...]:
        """The CPPCC's own leaders."""
        return tuple(leader for leader in self.leaders if leader.side == "政协")

    def leaders_in_charge(self, body: str) -> tuple[str, ...]:
        """Return the ids of the chair or vice-chairs in charge of a body, in the order given."""
        named = self.body(body).leaders
        by_leader = tuple(leader.id for leader in self.leaders if body in leader.in_charge_of)
        ids = dict.fromkeys((*named, *by_leader))
        return tuple(i for i in ids if self.leader(i).is_vice_chair or self.leader(i).is_chair)

    def group_members(self, group: str) -> tuple[Member, ...]:
        """Return the members of a liaison group, or of a 界别 where no group has the name."""
        if any(g.name == group for g in self.liaison_groups):
            return tuple(m for m in self.members if m.liaison_group == group)
        return tuple(m for m in self.members if m.sector == group)

    def topic_departments(self, topic_id: str, lead_body: str) -> tuple[str, ...]:
        """Return 相关部门, or where blank the lead body's 对口部门; a room has none."""
        body = self._bodies.get(lead_body)
        return self.topic(topic_id).departments or (body.departments if body else ())

    def is_away(self, subject: str, day: date) -> bool:
        """Whether a person (key), unit or venue has an absence or a blackout of its own that day."""
        return day in self._away.get(subject, frozenset())

    def days_away(self, subject: str) -> frozenset[date]:
        """Return the days on which a person (key), unit or venue is away; empty: never."""
        return self._away.get(subject, frozenset())

    @cached_property
    def by_office(self) -> frozenset[str]:
        """The person keys of leaders and of bodies' heads: they attend by office, without a seat."""
        heads = (body.head for body in self.bodies if body.head)
        return frozenset((*(leader.person for leader in self.leaders), *heads))

    def blackout_on(self, day: date, form: str) -> Blackout | None:
        """Return a blackout that bars sessions of a form on a day: one for all, or for that form."""
        for blackout in self.blackouts:
            if blackout.start <= day <= blackout.end and (
                not blackout.scope or form in blackout.scope
            ):
                return blackout
        return None

    def is_meeting_day(self, day: date) -> bool:
        """Whether a county meeting may be put on the day: worked, not barred for all, no plenary."""
        return (
            self.calendar.is_working(day)
            and day not in self.plenary_days
            and not any(b.start <= day <= b.end and not b.scope for b in self.blackouts)
        )

    @property
    def calendar_status(self) -> Literal["official", "provisional"]:
        """Whether the plan's year has its official holiday notice."""
        return "official" if self.calendar.is_official else "provisional"

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {t.id: t for t in self.topics}

    @cached_property
    def _bodies(self) -> dict[str, Body]:
        return {b.name: b for b in self.bodies}

    @cached_property
    def _leaders(self) -> dict[str, Leader]:
        return {leader.id: leader for leader in self.leaders}

    @cached_property
    def _members(self) -> dict[str, Member]:
        return {m.id: m for m in self.members}

    @cached_property
    def _council_slots(self) -> dict[str, tuple[Slot, ...]]:
        return _grouped(self.slots, lambda slot: slot.council)

    @cached_property
    def _room_topics(self) -> dict[str, tuple[Topic, ...]]:
        return _grouped(self.topics, lambda topic: topic.room)

    @cached_property
    def _room_deliberators(self) -> dict[str, tuple[Deliberator, ...]]:
        return _grouped(self.deliberators, lambda deliberator: deliberator.room)

    @cached_property
    def _as_deliberator(self) -> dict[str, tuple[Deliberator, ...]]:
        return _grouped(self.deliberators, lambda deliberator: deliberator.person)

    @cached_property
    def _rooms(self) -> dict[str, Room]:
        return {r.name: r for r in self.rooms}

    @cached_property
    def _deliberators(self) -> dict[str, Deliberator]:
        return {d.id: d for d in self.deliberators}

    @cached_property
    def _experts(self) -> dict[str, Expert]:
        return {e.id: e for e in self.experts}

    @cached_property
    def _departments(self) -> dict[str, Department]:
        return {d.name: d for d in self.departments}

    @cached_property
    def _forms(self) -> dict[str, Form]:
        return {f.id: f for f in self.forms}

    @cached_property
    def _slots(self) -> dict[str, Slot]:
        return {s.id: s for s in self.slots}

    @cached_property
    def _parameters(self) -> dict[tuple[str, str, str], ParameterValue]:
        return {(p.rule, p.name, p.form): p for p in self.parameters}

    @cached_property
    def _away(self) -> dict[str, frozenset[date]]:
        away: dict[str, set[date]] = {}
        spans = [(a.subject, a.start, a.end) for a in self.absences]
        spans += [(subject, b.start, b.end) for b in self.blackouts for subject in b.scope]
        for subject, start, end in spans:
            days = away.setdefault(subject, set())
            days.update(date.fromordinal(n) for n in range(start.toordinal(), end.toordinal() + 1))
        return {subject: frozenset(days) for subject, days in away.items()}


def _grouped(things: Iterable[T], key: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    return {name: tuple(group) for name, group in groups.items()}
