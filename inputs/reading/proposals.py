"""重点提案 → key proposals: who brought each, who handles it, takes it on and supervises (kailu 四16)."""

from __future__ import annotations

from inputs.cell_text import did_you_mean
from inputs.problems import ProblemList
from inputs.reading.duplicates import first_rows
from inputs.reading.names import Lookup, resolve, shared
from inputs.reading.people import People
from inputs.reading.rows import Row, Tables
from inputs.sheets.activities import PROPOSALS
from planner.domain import Department, Form, KeyProposal, Leader

SHEET = PROPOSALS.name


def read_proposals(
    tables: Tables, people: People, forms: tuple[Form, ...], problems: ProblemList
) -> tuple[KeyProposal, ...]:
    """Read the key proposals; none where no form takes them."""
    if not PROPOSALS.is_used(form.id for form in forms):
        return ()
    rows = first_rows(tables[SHEET], "编号", problems)
    return tuple(_proposal(row, people, tables, problems) for row in rows)


def _proposal(row: Row, people: People, tables: Tables, problems: ProblemList) -> KeyProposal:
    departments = _departments(row, people, tables, problems)
    if not row.has("承办部门"):
        _lacks(
            row,
            "proposal-no-department",
            "承办部门",
            "没有承办部门，提案无人办理、面对面无人答复（四16）。",
            "请填承办的部门，如 县教育局。",
            problems,
        )
    return KeyProposal(
        id=row.text("编号"),
        title=row.text("案由"),
        proposers=_proposers(row, people, problems),
        departments=departments,
        government_leader=_government_leader(row, departments, people, problems),
        supervisor=_supervisor(row, people, problems),
        sectors=people.sectors.named(row, "相关界别"),
    )


def _departments(
    row: Row, people: People, tables: Tables, problems: ProblemList
) -> tuple[str, ...]:
    """Return 承办部门, which must come and answer: where departments are listed, one of these."""
    listed = Lookup("“部门”表")
    linked = [name for body in people.bodies for name in body.departments]
    for name in dict.fromkeys((*people.department_names.names(), *linked)):
        listed.add(name, name)
    if tables["部门"].rows and tables["部门"].complete:
        return resolve(row, "承办部门", listed, problems)
    return people.departments_named(row, "承办部门")


def _proposers(row: Row, people: People, problems: ProblemList) -> tuple[str, ...]:
    """Return members' person keys; a name that is no member's (a collective) as written."""
    if not row.has("提案人"):
        _lacks(
            row,
            "proposal-no-proposer",
            "提案人",
            "没有提案人；提案人不到场，面对面办理无效（四16）。",
            "请填提案委员的姓名或编号；集体提案填单位名称。",
            problems,
        )
    proposers = []
    members = {member.person for member in people.members}
    for name in row.many("提案人"):
        found = people.persons.find(name)
        if len(found) > 1:
            problems.add(shared(row, "提案人", name, found))
            continue
        key = next(iter(found), "")
        if key not in members and people.persons.complete:
            hint = did_you_mean(name, people.persons.names())
            problems.add(
                row.problem(
                    "proposer-no-member",
                    "提案人",
                    "不在“委员”表中，当作集体或界别提案，只按名称识别，由其代表到场。",
                    f"{hint}是委员就请改成表中的姓名或编号。",
                    name,
                    "warning",
                )
            )
        proposers.append(key or name)
    return tuple(dict.fromkeys(proposers))


def _government_leader(
    row: Row, departments: tuple[str, ...], people: People, problems: ProblemList
) -> str:
    """Return 领办领导; where blank, the government leader in charge of a handling department."""
    named = resolve(row, "领办领导", people.leader_ids, problems)
    leaders = {leader.id: leader for leader in people.leaders}
    government = [leader.id for leader in people.leaders if leader.side == "政府"]
    if named:
        leader = leaders.get(named[0])
        if leader and leader.side != "政府":
            problems.add(
                row.problem(
                    "proposal-not-government",
                    "领办领导",
                    f"不是政府领导（{leader.post}，所属“{leader.side}”），而重点提案由政府领导领办（四16）。",
                    f"请改填政府领导{_those(government)}。",
                )
            )
        return named[0]
    if row.has("领办领导") or "领办领导" in row.broken or not departments:
        return ""
    found = _in_charge(departments, people.departments, leaders)
    if found:
        problems.add(
            row.problem(
                "proposal-leader-assumed",
                "领办领导" if "领办领导" in row.cells else "编号",
                f"没有填领办领导，假定由分管承办部门的{found}领办。",
                "",
                row.text("编号"),
                "assumption",
            )
        )
    else:
        _lacks(
            row,
            "proposal-no-government-leader",
            "领办领导",
            f"没有领办领导，承办部门（{'、'.join(departments)}）也没有分管的政府领导可推定（四16）。",
            f"请填一名政府领导{_those(government)}，或在“部门”表填分管领导。",
            problems,
        )
    return found


def _in_charge(
    names: tuple[str, ...], departments: tuple[Department, ...], leaders: dict[str, Leader]
) -> str:
    """Return the first government leader in charge of one of the departments."""
    in_charge = {department.name: department.leader for department in departments}
    found = [leaders.get(in_charge.get(name, "")) for name in names]
    return next((leader.id for leader in found if leader and leader.side == "政府"), "")


def _supervisor(row: Row, people: People, problems: ProblemList) -> str:
    """Return 督办领导: a chair or vice-chair who may host, for the face-to-face is theirs to host."""
    named = resolve(row, "督办领导", people.leader_ids, problems)
    able = [x.id for x in people.leaders if (x.is_chair or x.is_vice_chair) and x.can_host]
    if not row.has("督办领导"):
        _lacks(
            row,
            "proposal-no-supervisor",
            "督办领导",
            "没有督办领导，而重点提案由主席、副主席督办并主持面对面办理（四16、分工(四)14）。",
            f"请填主席或副主席{_those(able)}。",
            problems,
        )
    elif named and people.leaders and named[0] not in able:
        leader = next((x for x in people.leaders if x.id == named[0]), None)
        post = f"（{leader.post}）" if leader else ""
        barred = leader and (leader.is_chair or leader.is_vice_chair)
        why = (
            "的“可主持”是“否”，而提案办理协商由督办领导主持（四16）。"
            if barred
            else f"{post}不是主席或副主席，不能督办重点提案（四16、分工(四)14）。"
        )
        problems.add(
            row.problem(
                "proposal-supervisor-unfit",
                "督办领导",
                why,
                f"请改填可以主持的主席或副主席{_those(able)}。",
            )
        )
    return next(iter(named), "")


def _those(names: list[str]) -> str:
    return f"（{'、'.join(names)}）" if names else ""


def _lacks(row: Row, code: str, column: str, why: str, cure: str, problems: ProblemList) -> None:
    """Report a blank cell that a key proposal cannot do without, or the column that is missing."""
    if column in row.broken:
        return
    where = column if column in row.cells else "编号"
    problems.add(row.problem(code, where, f"提案 {row.text('编号')} {why}", cure, ""))
