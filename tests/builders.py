"""A small county and a small plan, built by hand, for tests that look at one rule at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from ortools.sat.python import cp_model

from constraints import RULES
from constraints.rule import Rule
from inputs.profile import default_parameters, load_emphases, load_profile, rule_scopes
from inputs.slots import County, slots_of
from inputs.working_days import statutory_calendar
from planner.domain import (
    Body,
    Department,
    Expert,
    KeyProposal,
    Leader,
    Member,
    ParameterValue,
    Problem,
    Settings,
    Supervision,
    Topic,
)
from planner.goal import evaluate
from planner.parts import is_room
from planner.plan import Plan, Session
from planner.room_variables import RoomVariables
from planner.variables import Variables

SECTORS = ("中共", "经济", "农业", "教育", "医卫", "工商联")


def settings(**changes: Any) -> Settings:
    """A year 2027 whose topics are fixed on 10 December 2026, plenary 11–13 January 2027."""
    values: dict[str, Any] = {
        "year": 2027,
        "organisation": "政协某县委员会",
        "profiles": ("anhua",),
        "plenary_start": date(2027, 1, 11),
        "plenary_end": date(2027, 1, 13),
        "approval_date": date(2026, 12, 20),
        "chair_meetings": (date(2026, 12, 10),),
    }
    return Settings(**(values | changes))


def topic(number: int, **changes: Any) -> Topic:
    """Topic T01, T02 …: importance 3, led by 经济委员会, no wishes."""
    values: dict[str, Any] = {
        "id": f"T{number:02d}",
        "title": f"议题{number}",
        "proposers": ("经济委员会",),
        "importance": 3,
        "lead_bodies": ("经济委员会",),
    }
    return Topic(**(values | changes))


def member(number: int, **changes: Any) -> Member:
    """Member M001, M002 …: sectors in turn, rate 80 %, never asked before."""
    values: dict[str, Any] = {
        "id": f"M{number:03d}",
        "name": f"委员{number}",
        "person": f"M{number:03d}",
        "gender": "女" if number % 3 == 0 else "男",
        "sector": SECTORS[number % len(SECTORS)],
    }
    return Member(**(values | changes))


def expert(number: int, **changes: Any) -> Expert:
    """Expert E01, E02 …"""
    values: dict[str, Any] = {
        "id": f"E{number:02d}",
        "name": f"专家{number}",
        "person": f"E{number:02d}",
        "unit": "某大学",
    }
    return Expert(**(values | changes))


LEADERS = (
    Leader(id="主席甲", name="主席甲", post="主席", person="主席甲", can_host=True),
    Leader(id="副主席乙", name="副主席乙", post="副主席", person="副主席乙", can_host=True),
    Leader(id="副主席丙", name="副主席丙", post="副主席", person="副主席丙", can_host=True),
    Leader(id="秘书长丁", name="秘书长丁", post="秘书长", person="秘书长丁"),
    Leader(
        id="副书记戊",
        name="副书记戊",
        post="县委副书记",
        person="副书记戊",
        side="县委",
        liaison=True,
    ),
    Leader(id="副县长己", name="副县长己", post="副县长", person="副县长己", side="政府"),
)

BODIES = (
    Body(
        name="经济委员会",
        head="经济主任",
        head_name="经济主任",
        leaders=("副主席乙",),
        departments=("发改局",),
    ),
    Body(
        name="教育委员会",
        head="教育主任",
        head_name="教育主任",
        leaders=("副主席丙",),
        departments=("教育局",),
    ),
    Body(
        name="农业委员会",
        head="农业主任",
        head_name="农业主任",
        leaders=("副主席乙",),
        departments=("农业局",),
    ),
    Body(
        name="办公室",
        kind="办公室",
        head="办公室主任",
        head_name="办公室主任",
        leaders=("副主席丙",),
    ),
)

DEPARTMENTS = tuple(Department(name=n, leader="副县长己") for n in ("发改局", "教育局", "农业局"))


def county(
    rules: Sequence[Rule] = (), overrides: Sequence[ParameterValue] = (), **changes: Any
) -> Problem:
    """Return a small county of 2027; `rules` (default: all there are) are those in force.

    Six topics (T01–T03 经济委员会, T04–T05 教育委员会, T06 农业委员会), 24 members, 4 experts.
    A keyword replaces any field of `Problem`; `settings` may be a dict of changes.
    """
    in_force = tuple(rule.id for rule in rules) or tuple(rule.id for rule in RULES)
    year = changes.pop("settings", {})
    year = year if isinstance(year, Settings) else settings(**year)
    profile = load_profile("anhua")
    leads = ("经济委员会",) * 3 + ("教育委员会",) * 2 + ("农业委员会",)
    parameters = {
        (p.rule, p.name, p.form): p
        for p in (*default_parameters(), *profile.parameters, *overrides)
    }
    values: dict[str, Any] = {
        "settings": year,
        "calendar": statutory_calendar(year.year),
        "forms": profile.forms,
        "slots": slots_of(year, profile.forms),
        "topics": tuple(topic(n, lead_bodies=(leads[n - 1],)) for n in range(1, 7)),
        "bodies": BODIES,
        "leaders": LEADERS,
        "members": tuple(member(n) for n in range(1, 25)),
        "experts": tuple(expert(n) for n in range(1, 5)),
        "departments": DEPARTMENTS,
        "rules": in_force,
        "parameters": tuple(parameters.values()),
        "emphasis": load_emphases()["均衡"],
    }
    return Problem(**(values | changes))


KAILU_BODIES = (
    BODIES[0].model_copy(update={"departments": ("发改局", "工信局")}),
    *BODIES[1:3],
    *(
        Body(
            name=f"{name}委员会",
            head=f"{name}主任",
            head_name=f"{name}主任",
            leaders=(leader,),
            departments=(department,),
        )
        for name, leader, department in (
            ("提案", "副主席乙", "督查室"),
            ("联络", "副主席丙", "统战部"),
            ("社法", "副主席丙", "民政局"),
        )
    ),
    BODIES[3],
)
KAILU_DEPARTMENTS = tuple(
    Department(name=name, leader="副县长己") for b in KAILU_BODIES for name in b.departments
)
PROPOSALS = (
    KeyProposal(
        id="P01",
        title="关于校车安全的提案",
        proposers=("M004",),
        departments=("教育局",),
        government_leader="副县长己",
        supervisor="副主席丙",
    ),
    KeyProposal(
        id="P02",
        title="关于水利设施的提案",
        proposers=("M009", "M010"),
        departments=("农业局", "发改局"),
        government_leader="副县长己",
        supervisor="主席甲",
    ),
)
SUPERVISIONS = (
    Supervision(
        id="S01",
        name="民主评议民政工作",
        kind="民主评议",
        body="社法委员会",
        earliest_month=8,
        latest_month=9,
    ),
)
REPORTS = ("政府工作报告", "计划报告", "预算报告", "法院工作报告", "检察院工作报告")
"""What the plenary hears by itself (kailu 四5, 分工(二)2(2))."""


def item_topics(
    proposals: Sequence[KeyProposal] = PROPOSALS, supervisions: Sequence[Supervision] = SUPERVISIONS
) -> tuple[Topic, ...]:
    """The topics that have their session by themselves, as the reader adds them."""
    common: dict[str, Any] = {"importance": 3, "proposers": ()}
    brought = (
        Topic(
            id=x.id,
            title=x.title,
            kind="重点提案",
            forms=("proposal",),
            departments=x.departments,
            **common,
        )
        for x in proposals
    )
    overseen = (
        Topic(id=x.id, title=x.name, kind="监督活动", forms=("supervision",), **common)
        for x in supervisions
    )
    heard = (
        Topic(id=f"R{n}", title=title, kind="必经事项", forms=("plenary",), **common)
        for n, title in enumerate(REPORTS, start=1)
    )
    return (*brought, *overseen, *heard)


def kailu_county(
    rules: Sequence[Rule] = (),
    overrides: Sequence[ParameterValue] = (),
    profiles: Sequence[str] = ("kailu",),
    **changes: Any,
) -> Problem:
    """Return a small county of 2027 with every form of kailu (`profiles`: with anhua's too).

    Twelve candidates T01–T12 (two for each of the six committees, importance 5 to 2 in turn),
    the items P01, P02, S01, R1–R5; 40 members in six sectors, M001–M010 常委, each of a committee;
    4 experts. Besides the plenary 24 sessions: standing 2, special 2, quarterly 4, counterpart 7 pairs, sector 6,
    proposal 2, supervision 1. A keyword replaces any field of `Problem`; the slots follow it.
    """
    loaded = tuple(load_profile(profile) for profile in profiles)
    listed = frozenset(rule for profile in loaded for rule in profile.rules)
    in_force = tuple(r.id for r in rules) or tuple(r.id for r in RULES if r.id in listed)
    year = changes.pop("settings", {})
    if not isinstance(year, Settings):
        year = settings(**({"profiles": tuple(profiles)} | year))
    given = [p for profile in loaded for p in profile.parameters]
    parameters = {(p.rule, p.name, p.form): p for p in (*default_parameters(), *given, *overrides)}

    def number(rule: str, name: str, form: str) -> int:
        found = parameters.get((rule, name, form)) or parameters[rule, name, ""]
        assert isinstance(found.value, int)
        return found.value

    committees = [b.name for b in KAILU_BODIES if b.kind == "专委会"]
    proposals = changes.get("key_proposals", PROPOSALS)
    supervisions = changes.get("supervisions", SUPERVISIONS)
    forms = tuple({f.id: f for profile in loaded for f in profile.forms}.values())
    values: dict[str, Any] = {
        "settings": year,
        "calendar": statutory_calendar(year.year),
        "forms": forms,
        "topics": (
            *(
                topic(
                    n,
                    lead_bodies=(committees[(n - 1) // 2],),
                    importance=5 - (n - 1) % 4,
                    sectors=(SECTORS[n % len(SECTORS)],),
                )
                for n in range(1, 13)
            ),
            *item_topics(proposals, supervisions),
        ),
        "bodies": KAILU_BODIES,
        "leaders": LEADERS,
        "members": tuple(
            member(n, standing=n <= 10, body=committees[n % len(committees)]) for n in range(1, 41)
        ),
        "experts": tuple(expert(n) for n in range(1, 5)),
        "departments": KAILU_DEPARTMENTS,
        "key_proposals": proposals,
        "supervisions": supervisions,
        "rules": in_force,
        "parameters": tuple(parameters.values()),
        "scopes": rule_scopes(loaded),
        "emphasis": load_emphases()["均衡"],
    }
    values |= changes
    known = County(
        bodies=values["bodies"],
        members=values["members"],
        groups=values.get("liaison_groups", ()),
        proposals=proposals,
        supervisions=supervisions,
    )
    return Problem(**({"slots": slots_of(year, forms, number, known)} | values))


def session(number: int, day: date, **changes: Any) -> Session:
    """Session bimonthly-N with topic T0N, led by 经济委员会, 副主席乙 in charge, 主席甲 host."""
    values: dict[str, Any] = {
        "id": f"bimonthly-{number}",
        "form": "bimonthly",
        "date": day,
        "topics": (f"T{number:02d}",),
        "lead_body": "经济委员会",
        "lead_leader": "副主席乙",
        "host": "主席甲",
        "departments": ("发改局",),
        "start": "09:00",
        "end": "11:30",
    }
    return Session(**(values | changes))


def plan(*sessions: Session, **changes: Any) -> Plan:
    """A plan of 2027 of just these sessions."""
    return Plan(year=2027, sessions=sessions, **changes)


Fix = Callable[[cp_model.CpModel, Variables], None]


def solve_with(
    problem: Problem,
    rules: Sequence[Rule],
    decides: str | tuple[str, ...],
    fix: Fix = lambda model, variables: None,
    given: Plan | None = None,
    minimise: str | Mapping[str, int] = "",
    maximise: str = "",
) -> tuple[bool, Callable[[Any], int], dict[str, int]]:
    """Build a model with only these rules, fix what the test asks for, and solve it.

    Returns
    -------
    feasible, value, terms
        Whether it has a solution; a function giving an expression's value in it; the objective
        terms' values. Structure that other rules own (one topic a session …) is not there.
    """
    model = cp_model.CpModel()
    kind = RoomVariables if is_room(problem) else Variables
    variables = kind(model, problem, (decides,) if isinstance(decides, str) else decides, given)
    terms = {t.name: t.expression for rule in rules for t in rule.build(model, variables, problem)}
    fix(model, variables)
    if minimise:
        weights = {minimise: 1} if isinstance(minimise, str) else minimise
        model.minimize(sum(weight * terms[name] for name, weight in weights.items()))
    if maximise:
        model.maximize(terms[maximise])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return False, lambda expression: 0, {}
    values = tuple(solver.response_proto.solution)
    return True, lambda e: evaluate(e, values), {n: evaluate(e, values) for n, e in terms.items()}
