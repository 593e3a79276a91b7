"""Whether the parts of a workbook can make a year at all: what no single sheet shows."""

from __future__ import annotations

from inputs.problems import InputProblem, ProblemList, Severity
from inputs.reading.people import People
from inputs.reading.rows import Row, Tables
from inputs.sheets import SHEETS
from planner.domain import Body, Lock, Topic


def look_at_sense(
    tables: Tables,
    people: People,
    topics: tuple[Topic, ...],
    locks: tuple[Lock, ...],
    problems: ProblemList,
) -> None:
    """Report what the year cannot do without, and sheets that no profile honours yet."""
    _look_at_empty(tables, problems)
    _look_at_unused(tables, problems)
    _look_at_bodies(tables, people, _cited(topics, locks), problems)
    _look_at_leaders(tables, people, problems)


def _look_at_empty(tables: Tables, problems: ProblemList) -> None:
    for name, what in (
        ("议题", "议题"),
        ("承办单位", "承办单位"),
        ("领导", "领导"),
        ("委员", "委员"),
    ):
        table = tables[name]
        if table.present and table.complete and not table.rows:
            problems.add(
                InputProblem.of(
                    "sheet-empty",
                    name,
                    f"一个{what}也没有，无法编排。",
                    "请在表头下面逐行填写（“示例”开头的行不算）。",
                )
            )


def _look_at_unused(tables: Tables, problems: ProblemList) -> None:
    for sheet in SHEETS:
        rows = tables[sheet.name].rows
        if sheet.unused and rows:
            problems.add(
                InputProblem(
                    "not-honoured",
                    sheet.name,
                    f"A{rows[0].number}",
                    "",
                    f"填了 {len(rows)} 行，但现有规则方案没有{sheet.unused}，不能编排。",
                    "请把这张表清空或删去，只编排县级协商。",
                )
            )


def _look_at_bodies(
    tables: Tables, people: People, cited: dict[str, str], problems: ProblemList
) -> None:
    """Report bodies that cannot lead: no chair or vice-chair in charge, or of a foreign kind."""
    if not people.leader_ids.complete or not people.bodies:
        return
    by_name: dict[str, Row] = {}
    for row in tables["承办单位"]:
        by_name.setdefault(row.text("名称"), row)
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
        elif (body.kind == "专委会" or body.name in cited) and not _in_charge(body, people):
            where = cited.get(body.name)
            why = f"要牵头（{where}），" if where else ""
            problems.add(
                row.problem(
                    "body-no-leader",
                    "分管领导" if "分管领导" in row.cells else "名称",
                    f"“{body.name}”{why}但没有分管的主席或副主席（二4要求方案由分管主席审签）。",
                    "请在这一格填主席或副主席的姓名，或在“领导”表的“分管单位”填上它。",
                )
            )


def _cited(topics: tuple[Topic, ...], locks: tuple[Lock, ...]) -> dict[str, str]:
    """Return the bodies named as lead, each with one place that names it."""
    cited = {name: lock.cell for lock in locks if lock.item == "牵头" for name in lock.values}
    return cited | {name: f"议题 {topic.id}" for topic in topics for name in topic.lead_bodies}


def _in_charge(body: Body, people: People) -> bool:
    """Whether the chair or a vice-chair is in charge of the body, by either sheet."""
    return any(
        (leader.is_chair or leader.is_vice_chair)
        and (leader.id in body.leaders or body.name in leader.in_charge_of)
        for leader in people.leaders
    )


def _look_at_leaders(tables: Tables, people: People, problems: ProblemList) -> None:
    table = tables["领导"]
    if not table.complete or not table.rows:
        return
    ours = [leader for leader in people.leaders if leader.side == "政协"]

    def lacks(code: str, why: str, cure: str, *, error: bool) -> None:
        severity: Severity = "error" if error else "warning"
        problems.add(InputProblem.of(code, "领导", why, cure, severity))

    if not any(leader.is_chair for leader in ours):
        lacks(
            "chair-missing",
            "没有主席。",
            "请填上主席：所属“政协”，职务“主席”（双月协商由主席或受其委托的副主席主持，一2）。",
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
            "没有秘书长，而会前一周的工作协调会由秘书长主持（三(二)3）。",
            "请填上秘书长：所属“政协”，职务“秘书长”。",
            error=False,
        )
    bodies = tables["承办单位"]
    if bodies.complete and bodies.rows and not any(b.kind == "办公室" for b in people.bodies):
        problems.add(
            InputProblem.of(
                "office-missing",
                "承办单位",
                "没有类型为“办公室”的单位，而统筹、印发、报送由办公室负责（一7、三(四)、三(五)）。",
                "请加上一行办公室。",
                "warning",
            )
        )
