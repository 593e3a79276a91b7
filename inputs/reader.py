"""The office's workbook → the year's problem, or all that is wrong with the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from constraints.rooms import ROOM_RULES
from inputs.problem_groups import grouped
from inputs.problems import InputErrors, InputProblem, ProblemList
from inputs.profile import Profile, county_rules, rule_scopes, rule_sources
from inputs.reading.cell_index import cell_index
from inputs.reading.days import read_absences, read_calendar
from inputs.reading.groups import read_groups
from inputs.reading.items import items_of, report_shared_ids, with_required
from inputs.reading.locks import held, read_locks
from inputs.reading.people import People
from inputs.reading.people_sheets import read_people
from inputs.reading.places import look_at_places
from inputs.reading.proposals import read_proposals
from inputs.reading.rooms import Grassroots, read_rooms
from inputs.reading.rooms_sense import look_at_rooms
from inputs.reading.rows import Tables
from inputs.reading.rule_values import RuleValues, read_rule_values
from inputs.reading.sense import bodies_cited, look_at_sense
from inputs.reading.supervisions import read_supervisions
from inputs.reading.tables import read_tables
from inputs.reading.topic_rooms import rooms_for_topics
from inputs.reading.topics import read_topics
from inputs.reading.workload import FreeDays, look_at_workload
from inputs.reading.year import YearParts, read_year
from inputs.room_slots import room_slots
from inputs.slots import County, Number, slots_of
from inputs.workbook_file import FileProblem, Workbook, open_workbook
from planner.domain import Form, ParameterValue, Problem, Regime, Topic

_COUNTED = (
    ("议题", "个议题"),
    ("承办单位", "个承办单位"),
    ("领导", "名领导"),
    ("委员", "名委员"),
    ("专家", "名专家"),
    ("部门", "个部门"),
    ("会场", "个会场"),
    ("协商室", "个协商室"),
    ("议事成员", "名议事成员"),
    ("联络负责人", "名联络负责人"),
    ("联络活动组", "个联络活动组"),
    ("重点提案", "件重点提案"),
    ("监督活动", "项监督活动"),
    ("不可用", "段不可用"),
    ("锁定", "条锁定"),
)


@dataclass(frozen=True)
class ReadResult:
    """What reading a workbook gave.

    Attributes
    ----------
    problem:
        The year to plan; None where an error was found.
    problems:
        Errors, warnings and assumptions, in this order; one fault in many cells is one of them.
    notes:
        What was read, in words: counts, example and hidden rows, people of two sheets.
    opened:
        Whether the file is a workbook that can be read at all.
    """

    problem: Problem | None
    problems: tuple[InputProblem, ...]
    notes: tuple[str, ...] = ()
    opened: bool = True


def read(path: Path) -> ReadResult:
    """Read a workbook and return the problem with all that is to be said of it; never raises."""
    problems = ProblemList()
    try:
        workbook = open_workbook(path)
    except FileProblem as error:
        return ReadResult(None, (error.problem,), opened=False)
    if workbook.open_elsewhere:
        problems.add(
            InputProblem(
                "file-open",
                "",
                "",
                path.name,
                "文件好像正在 Excel/WPS 中打开，读到的是上次保存的内容。",
                "如有没保存的改动，请保存后重试。",
                "warning",
            )
        )
    tables = read_tables(workbook, problems)
    year = read_year(tables, problems)
    forms = _forms(year)
    people = read_people(tables, forms, problems)
    grassroots = read_rooms(tables, people, year.profiles, problems)
    forms = tuple(form for form in forms if not form.is_grassroots)
    county = _county(tables, people, forms, problems)
    rooms = rooms_for_topics(grassroots.names, grassroots.rooms, forms)
    topics = read_topics(tables, people, forms, problems, _has_required(year), rooms)
    people.sectors.report_lonely(problems)
    people.sectors.report_unknown(tables, problems)
    problem = _assemble(workbook, tables, year, forms, people, county, grassroots, topics, problems)
    people.report_unknown_departments(tables, problems)
    found = grouped(problems)
    notes = (*_counts(tables), *_same_people(people), *tables.notes)
    if problem is None or problems.has_errors:
        return ReadResult(None, found, notes)
    assumed = tuple(p.statement for p in found if p.severity == "assumption")
    return ReadResult(problem.model_copy(update={"assumptions": assumed}), found, notes)


def read_workbook(path: Path) -> Problem:
    """Return the year's problem of a workbook.

    Raises
    ------
    InputErrors
        With every problem found, where at least one is an error.
    """
    result = read(path)
    if result.problem is None:
        raise InputErrors(result.problems)
    return result.problem


def _forms(year: YearParts) -> tuple[Form, ...]:
    """Return the forms of the profiles, each once: as the profile named first has it."""
    named: dict[str, Form] = {}
    for profile in year.profiles:
        for form in profile.forms:
            named.setdefault(form.id, form)
    return tuple(named.values())


def _has_required(year: YearParts) -> bool:
    """Whether a profile in force has matters that must be heard at the plenary."""
    return any("required-matters" in profile.rules for profile in year.profiles)


def _county(
    tables: Tables, people: People, forms: tuple[Form, ...], problems: ProblemList
) -> County:
    """Read what the sessions of some forms are made from, and put members in their groups."""
    groups = read_groups(tables, people, forms, problems)
    return County(
        bodies=people.bodies,
        members=people.members,
        groups=groups,
        proposals=read_proposals(tables, people, forms, problems),
        supervisions=read_supervisions(tables, people, forms, problems),
    )


def _assemble(
    workbook: Workbook,
    tables: Tables,
    year: YearParts,
    forms: tuple[Form, ...],
    people: People,
    county: County,
    grassroots: Grassroots,
    topics: tuple[Topic, ...],
    problems: ProblemList,
) -> Problem | None:
    """Read what hangs on the year and put the parts together; None without settings.

    forms: the county's.
    """
    profiles = tuple(p for p in year.profiles if not p.is_grassroots)
    values = read_rule_values(tables, year.profiles, _forms(year), problems)
    regimes = _regimes(year.profiles, values)
    absences = read_absences(tables, people, grassroots.names, problems)
    calendar, blackouts = read_calendar(tables, people, grassroots.names, year.year, problems)
    settings = year.settings
    number = _numbers(values.county)
    slots = slots_of(settings, forms, number, county) if settings else ()
    numbers = {name: _numbers(regime.parameters) for name, regime in regimes.items()}
    by_id = {name: {f.id: f for f in regime.forms} for name, regime in regimes.items()}
    below = room_slots(settings, grassroots.rooms, by_id, numbers) if settings else ()
    if _has_required(year):
        topics = with_required(topics, people.bodies)
    items = items_of(county.proposals, county.supervisions, forms, slots, people.name_of)
    report_shared_ids(tables, topics, forms, problems)
    locks = read_locks(
        tables, people, (*slots, *below), grassroots.rooms, topics, year.year, problems
    )
    slots = held(slots, locks)
    cited = bodies_cited(topics, locks, slots)
    look_at_sense(tables, people, year.profiles, cited, problems)
    caps = {form.id: number("topic-cap", "max", form.id) for form in forms}
    own = tuple(topic for topic in topics if not topic.room)
    look_at_places(tables, people, own, forms, slots, locks, caps, problems)
    look_at_rooms(tables, grassroots, topics, people.members, regimes, numbers, problems)
    if settings is None or calendar is None:
        return None
    free = FreeDays(settings, calendar, absences, blackouts)
    look_at_workload(tables, people, forms, slots, free, problems)
    if not settings.chair_meetings:
        problems.add(
            InputProblem.of(
                "topics-fixed-assumed",
                "基本信息",
                f"没有填主席会议日期，假定议题在计划批准日期（{settings.approval_date}）确定，此后才能筹备。",
                "",
                "assumption",
            )
        )
    if not people.venues:
        problems.add(
            InputProblem.of(
                "venues-none",
                "",
                "没有填会场，计划不排会议地点，也不查会场冲突。",
                "",
                "assumption",
            )
        )
    sources = county_rules(year.profiles)
    return Problem(
        settings=settings,
        calendar=calendar,
        forms=_forms(year),
        slots=(*slots, *below),
        topics=(*topics, *items),
        bodies=people.bodies,
        leaders=people.leaders,
        members=people.members,
        experts=people.experts,
        departments=people.departments,
        venues=people.venues,
        liaison_groups=county.groups,
        key_proposals=county.proposals,
        supervisions=county.supervisions,
        rooms=grassroots.rooms,
        deliberators=grassroots.deliberators,
        liaison_heads=grassroots.liaison_heads,
        regimes=regimes,
        absences=absences,
        blackouts=blackouts,
        locks=locks,
        rules=tuple(sources),
        parameters=values.county,
        sources=sources,
        scopes=rule_scopes(profiles),
        emphasis=year.emphasis,
        own_emphases=year.own_emphases,
        cells=cell_index(tables),
        input_sha256=workbook.sha256,
    )


def _regimes(profiles: tuple[Profile, ...], values: RuleValues) -> dict[str, Regime]:
    """Return what each grass-roots profile makes of its rooms, by its id."""
    return {
        profile.id: Regime(
            forms=profile.forms,
            rules=tuple(rule.id for rule in ROOM_RULES if rule.id in profile.rules),
            parameters=values.rooms[profile.id],
            sources=rule_sources((profile,), ROOM_RULES),
        )
        for profile in profiles
        if profile.is_grassroots
    }


def _numbers(parameters: tuple[ParameterValue, ...]) -> Number:
    """Return a look-up of the integer parameters in force, a form's own before the general one."""
    values = {(p.rule, p.name, p.form): p.value for p in parameters}

    def number(rule: str, name: str, form: str) -> int:
        value = values.get((rule, name, form), values.get((rule, name, "")))
        if not isinstance(value, int):
            raise TypeError(f"{rule}.{name} is not a number: {value!r}")
        return value

    return number


def _counts(tables: Tables) -> tuple[str, ...]:
    """Return what was read, in one line."""
    parts = [f"{len(tables[sheet].rows)} {what}" for sheet, what in _COUNTED if tables[sheet].rows]
    return (f"读入 {'、'.join(parts)}。",) if parts else ()


def _same_people(people: People) -> tuple[str, ...]:
    """Return who was taken for one person in two sheets, in one line."""
    members = {member.id for member in people.members}
    same = [f"{x.name}（{x.post}，{x.person}）" for x in people.leaders if x.person in members]
    return (f"同一个人：领导兼委员 {'、'.join(same)}。",) if same else ()
