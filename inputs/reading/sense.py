"""Whether the parts of a workbook can make a year at all: what no single sheet shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inputs.problems import InputProblem, ProblemList, Severity
from inputs.profile import Profile, load_profile, profile_ids
from inputs.reading.people import People
from inputs.reading.rows import Row, Tables
from inputs.sheets import SHEETS
from planner.domain import Body, Form, Lock, Slot, Topic


def look_at_sense(
    tables: Tables,
    people: People,
    profiles: tuple[Profile, ...],
    cited: dict[str, str],
    problems: ProblemList,
) -> None:
    """Report what the year cannot do without, and sheets that its profiles do not use.

    cited: the bodies that lead something, each with one place that says so (`bodies_cited`).
    """
    forms = {f.id: f for p in profiles for f in p.forms if not f.is_grassroots}
    _look_at_empty(tables, profiles, problems)
    _look_at_unused(tables, profiles, problems)
    if profiles and not forms:
        return  # rooms alone: no committee leads, no leader hosts
    _look_at_bodies(tables, people, cited, forms, problems)
    _look_at_leaders(tables, people, forms, problems)
    _look_at_standing(tables, people, forms, problems)


def bodies_cited(
    topics: tuple[Topic, ...], locks: tuple[Lock, ...], slots: tuple[Slot, ...]
) -> dict[str, str]:
    """Return the bodies named as lead, each with one place that names it.

    A session whose leader in charge is fixed (a proposal's supervising leader) needs no other.
    """
    cited = {s.lead_body: f"场次 {s.id}" for s in slots if s.lead_body and not s.leader}
    cited |= {name: lock.cell for lock in locks if lock.item == "牵头" for name in lock.values}
    return cited | {
        name: f"议题 {t.id}" for t in topics if t.is_candidate for name in t.lead_bodies
    }


def _look_at_empty(tables: Tables, profiles: tuple[Profile, ...], problems: ProblemList) -> None:
    forms = frozenset(form.id for profile in profiles for form in profile.forms)
    has_rooms = any(profile.is_grassroots for profile in profiles)
    for name, what in (
        ("议题", "议题"),
        ("承办单位", "承办单位"),
        ("领导", "领导"),
        ("委员", "委员"),
        ("协商室", "协商室"),
    ):
        table = tables[name]
        needed = has_rooms if name == "协商室" else table.sheet.is_required(forms)
        there = table.present or name == "协商室"
        if not profiles and table.sheet.county:
            continue  # rooms alone may be meant, which need none of them
        if needed and there and table.complete and not table.rows:
            problems.add(
                InputProblem.of(
                    "sheet-empty",
                    name,
                    f"一个{what}也没有，无法编排。",
                    "请在表头下面逐行填写（“示例”开头的行不算）。",
                )
            )


def _look_at_unused(tables: Tables, profiles: tuple[Profile, ...], problems: ProblemList) -> None:
    forms = frozenset(form.id for profile in profiles for form in profile.forms)
    known = [load_profile(profile_id) for profile_id in profile_ids()]
    for sheet in SHEETS:
        rows = tables[sheet.name].rows
        users = [p for p in known if sheet.is_used(form.id for form in p.forms)]
        if not rows or sheet.is_used(forms) or (users and not profiles):
            continue
        cure = "请把这张表清空或删去，只编排县级协商。"
        if users:
            names = "、".join(f"“{p.name}”" for p in users)
            cure = f"请把这张表清空或删去；要编排{sheet.serves}，请在“规则方案”加上{names}。"
        problems.add(
            InputProblem(
                "not-honoured",
                sheet.name,
                f"A{rows[0].number}",
                "",
                f"填了 {len(rows)} 行，但现有规则方案没有{sheet.serves}，不能编排。",
                cure,
            )
        )


def _look_at_bodies(
    tables: Tables,
    people: People,
    cited: dict[str, str],
    forms: Mapping[str, Form],
    problems: ProblemList,
) -> None:
    """Report bodies that cannot lead: no chair or vice-chair in charge, or of a foreign kind."""
    table = tables["承办单位"]
    if not people.leader_ids.complete or not people.bodies:
        return
    by_name: dict[str, Row] = {}
    for row in table:
        by_name.setdefault(row.text("名称"), row)
    article = "二4要求方案由分管主席审签"
    if "bimonthly" not in forms and forms:
        article = "会前由有关副主席牵头，分工(四)10(1)"
    for body in people.bodies:
        row = by_name[body.name]
        if body.kind == "议事会":
            problems.add(
                row.problem(
                    "not-honoured",
                    "类型",
                    "现有规则方案没有基层协商，不能由议事会承办。",
                    "请删去这一行，或改为其他类型。",
                )
            )
        elif "分管领导" in table.mistyped or not _are_known(row.many("分管领导"), people):
            continue  # who is in charge stands there, but is not understood: that is reported
        elif (body.kind == "专委会" or body.name in cited) and not _in_charge(body, people):
            where = cited.get(body.name)
            why = f"要牵头（{where}），" if where else ""
            problems.add(
                row.problem(
                    "body-no-leader",
                    "分管领导" if "分管领导" in row.cells else "名称",
                    f"“{body.name}”{why}但没有分管的主席或副主席（{article}）。",
                    "请在这一格填主席或副主席的姓名，或在“领导”表的“分管单位”填上它。",
                )
            )


def _are_known(names: Iterable[str], people: People) -> bool:
    """Whether each of the names is one leader's."""
    return all(len(people.leader_ids.find(name)) == 1 for name in names)


def _in_charge(body: Body, people: People) -> bool:
    """Whether the chair or a vice-chair is in charge of the body, by either sheet."""
    return any(
        (leader.is_chair or leader.is_vice_chair)
        and (leader.id in body.leaders or body.name in leader.in_charge_of)
        for leader in people.leaders
    )


def _look_at_leaders(
    tables: Tables, people: People, forms: Mapping[str, Form], problems: ProblemList
) -> None:
    table = tables["领导"]
    if not table.complete or not table.rows:
        return
    ours = [leader for leader in people.leaders if leader.side == "政协"]
    hosting = "双月协商由主席或受其委托的副主席主持，一2"
    secretary = "会前一周的工作协调会由秘书长主持（三(二)3）"
    office = "一7、三(四)、三(五)"
    if "bimonthly" not in forms and forms:
        hosting = "专题协商会、季协商座谈会由主席主持，四12、四13"
        secretary = "议题由两办主任和秘书长联席会议研究提出（三7、三8）"
        office = "四10、五19"

    def lacks(code: str, why: str, cure: str, *, error: bool) -> None:
        severity: Severity = "error" if error else "warning"
        problems.add(InputProblem.of(code, "领导", why, cure, severity))

    if not any(leader.is_chair for leader in ours):
        lacks(
            "chair-missing",
            "没有主席。",
            f"请填上主席：所属“政协”，职务“主席”（{hosting}）。",
            error=True,
        )
    if not any(x.can_host and (x.is_chair or x.is_vice_chair) for x in ours):
        lacks(
            "host-missing",
            "没有可以主持的主席、副主席。",
            "请把至少一名主席或副主席的“可主持”填“是”或留空。",
            error=True,
        )
    if not any(leader.is_secretary_general for leader in ours):
        lacks(
            "secretary-missing",
            f"没有秘书长，而{secretary}。",
            "请填上秘书长：所属“政协”，职务“秘书长”。",
            error=False,
        )
    bodies = tables["承办单位"]
    if bodies.complete and bodies.rows and not any(b.kind == "办公室" for b in people.bodies):
        problems.add(
            InputProblem.of(
                "office-missing",
                "承办单位",
                f"没有类型为“办公室”的单位，而统筹、印发、报送由办公室负责（{office}）。",
                "请加上一行办公室。",
                "warning",
            )
        )


def _look_at_standing(
    tables: Tables, people: People, forms: Mapping[str, Form], problems: ProblemList
) -> None:
    """Report that nobody is a 常委 where a form is held by exactly the 常委 (kailu 四11)."""
    held = [form.name for form in forms.values() if form.seats == "standing"]
    table = tables["委员"]
    if not held or not people.members or not table.complete or table.rows[0].broken:
        return
    if not any(member.standing for member in people.members):
        row = table.rows[0]
        problems.add(
            row.problem(
                "standing-missing",
                "常委",
                f"一名常委也没有，而{'、'.join(held)}由全体常委组成（四11）。",
                "请在“委员”表的“常委”列给常委填“是”。",
                "",
            )
        )
