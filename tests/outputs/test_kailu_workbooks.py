"""The workbooks of a year of every form: what is an item, who is named, what members owe."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from inputs.plan_file import read_plan
from outputs.assignment_workbook import write_assignment_workbook
from outputs.duties import ATTENDS, HOSTS, counts
from outputs.participants import scope
from outputs.plan_workbook import write_plan_workbook
from outputs.session_words import session_label, session_title
from outputs.tasks import assignments
from planner.console import plan_lines
from planner.plan import Plan, PlanMilestone, Waiting
from planner.plan_items import numbered_items
from planner.spoken import quoted
from tests.outputs.kailu_year import COMMITTEES, kailu_plan, kailu_problem

COUNTY = kailu_problem()
YEAR = kailu_plan(COUNTY)


@cache
def book(tasks: bool = False) -> Workbook:
    write = write_assignment_workbook if tasks else write_plan_workbook
    with TemporaryDirectory() as folder:
        path = Path(folder) / "簿.xlsx"
        write(YEAR, COUNTY, path)
        return openpyxl.load_workbook(BytesIO(path.read_bytes()))


def rows(name: str, first: str = "序号") -> list[dict[str, object]]:
    """Return a sheet's rows by column name; a band stands alone in the first column."""
    lines = [[c.value for c in row] for row in book()[name].iter_rows()]
    top = next(i for i, line in enumerate(lines) if line[0] == first)
    return [dict(zip(map(str, lines[top]), line, strict=True)) for line in lines[top + 1 :]]


def items(name: str) -> list[dict[str, object]]:
    return [row for row in rows(name) if isinstance(row["序号"], int)]


def test_only_what_has_a_topic_or_an_item_is_numbered_form_by_form() -> None:
    """1 plenary, 2 常委会, 2 专题, 4 季, 4 of the 18 pairs, 10 proposals, 3 supervisions: 26."""
    found = items("计划")
    assert [r["序号"] for r in found] == list(range(1, 27))
    forms = list(dict.fromkeys(str(r["协商形式"]) for r in found))
    assert forms == [
        "全体会议", "专题议政性常委会", "专题协商会", "季协商座谈会", "对口协商", "提案办理协商",
        "民主评议、监督性视察",
    ]  # fmt: skip
    for form in forms:
        days = [str(r["日期"]) for r in found if r["协商形式"] == form]
        assert days == sorted(days)
    bands = [str(r["序号"]) for r in rows("计划") if "项）" in str(r["序号"])]
    assert bands[0] == "一、全体会议（1项）"
    assert bands[-1] == "七、民主评议、监督性视察（3项）"
    assert found[0]["议题编号"] == "R1、R2、R3、R4、R5"


def test_pairs_and_groups_that_settle_their_topic_stand_in_the_annex() -> None:
    found = items("附表")
    assert len(found) == 14 + 8
    assert {str(r["协商议题"]) for r in found} == {"议题由双方商定", "议题自行商定"}
    assert not any("议题待定" in str(r["备注"]) for r in found)
    heading = str(book()["附表"]["A1"].value)
    assert heading.endswith("附表（由双方或界别自行商定议题的场次）")


@pytest.mark.parametrize("name", ["计划", "附表"])
def test_no_cell_names_more_people_than_a_line_of_the_plan_bears(name: str) -> None:
    for row in items(name):
        assert str(row["委员"]).count("（M") <= 12
    heights = [d.height or 0 for d in book()[name].row_dimensions.values()]
    assert max(heights) < 409  # Excel cuts a row there


def test_who_comes_by_office_is_given_by_kind_and_number() -> None:
    by_id = {str(r["场次"]): r for r in (*items("计划"), *items("附表"))}
    standing = sum(m.standing for m in COUNTY.members)
    assert by_id["standing-1"]["委员"] == f"常委会组成人员{standing}名\n名单见“人员安排”"
    assert "列席委员3名" in str(by_id["standing-1"]["参加范围"])
    assert by_id["special-1"]["委员"] == "委员40名\n名单见“人员安排”"
    assert "其中预约发言25名" in str(by_id["special-1"]["参加范围"])
    assert str(by_id["quarterly-1"]["委员"]).count("（M") == 10  # chosen: by name
    assert str(by_id["proposal-P01"]["委员"]) == "张子轩11（M011）\n张明12（M012）"
    pair = next(r for i, r in by_id.items() if i.startswith("counterpart-经济"))
    assert "经济科技委员会委员10名" in str(pair["委员"])
    plenary = by_id["plenary-1"]
    assert plenary["协商部门"] == "18个部门\n名单见“人员安排”"
    assert "县委、县政府、县人大常委会、县人民法院、县人民检察院和县政协领导全程出席" in str(
        plenary["参加范围"]
    )


def test_everyone_counted_is_named_in_the_sheet_of_people() -> None:
    people = rows("人员安排", "场次")
    named = [r["编号"] for r in people if r["场次"] == "special-1" and r["类别"] == "委员"]
    session = YEAR.session("special-1")
    assert session is not None
    assert tuple(map(str, named)) == session.members
    departments = [r for r in people if r["场次"] == "plenary-1" and r["类别"] == "部门"]
    assert len(departments) == 18


def test_the_public_version_counts_the_rest_and_names_nobody() -> None:
    told = "\n".join(str(c.value) for row in book()["公开版"].iter_rows() for c in row if c.value)
    assert "另安排对口协商14次、界别协商8次" in told
    assert "围绕工业赋能" in told
    assert "（涉密议题，不公开）" in told
    assert "张子轩" not in told


def test_liaison_groups_have_their_members_convenor_and_year() -> None:
    found = rows("联络活动组", "联络活动组")
    assert [r["人数"] for r in found] == [
        len(COUNTY.group_members(g.name)) for g in COUNTY.liaison_groups
    ]
    first = found[0]
    assert first["召集人"] == COUNTY.liaison_groups[0].convenor_name
    assert "第一委员联络活动组界别协商：议题自行商定" in str(first["全年活动"])
    assert sum(str(r["组员"]).count("、") + 1 for r in found) == 300


def test_sessions_are_called_what_people_call_them() -> None:
    names = {s.id: session_label(s, COUNTY) for s in YEAR.sessions}
    assert names["standing-2"] == "第2次专题议政性常委会"
    assert names["quarterly-3"] == "第三季度协商座谈会"
    assert names["proposal-P03"] == "提案办理协商（P03）"
    assert names["supervision-S01"] == "民主评议（S01）"
    pair = next(s for s in YEAR.sessions if s.form == "counterpart" and not s.topics)
    slot = COUNTY.slot(pair.id)
    assert names[pair.id] == f"{slot.lead_body}—{slot.departments[0]}对口协商"
    assert (
        session_title(pair, COUNTY)
        == f"对口协商：{slot.lead_body}—{slot.departments[0]}（议题由双方商定）"
    )
    named = next(s for s in YEAR.sessions if s.form == "counterpart" and s.topics)
    assert session_title(named, COUNTY).endswith("：" + COUNTY.topic(named.topics[0]).title)


def test_sectors_stand_for_groups_where_there_are_none() -> None:
    county = kailu_problem(liaison_groups=())
    session = next(s for s in kailu_plan(county).sessions if s.id == "sector-教育")
    assert session_label(session, county) == "教育界别协商"
    assert session_title(session, county) == "界别协商：教育界"


def test_each_member_with_a_task_has_a_sheet_with_the_record_of_their_year() -> None:
    """Every 常委 sits twice; whoever has no seat, team or guest's place has no sheet."""
    names = set(book(tasks=True).sheetnames)
    busy = {m for s in YEAR.sessions if s.form != "plenary" for m in (*s.members, *s.guests)}
    busy |= {p for s in YEAR.sessions for m in s.milestones for p in m.team}
    busy |= {m.id for m in COUNTY.members if m.id in {s.host_person for s in COUNTY.slots}}
    for member in COUNTY.members:
        assert (f"{member.id}_{member.name}" in names) == (member.id in busy), member.id
    sheet = book(tasks=True)["M004_张明4"]  # a 常委, and a convenor
    told = [str(row[0].value) for row in sheet.iter_rows()]
    record = told[told.index("履职记录：五个一") + 1 :][:5]
    assert record[0] == "1. 参加每年一次的全体会议：1月11日至1月13日"
    assert record[3].startswith("4. 每年至少参加一次政协组织的活动：已安排")
    brought = COUNTY.key_proposals[0]
    author = next(m for m in COUNTY.members if m.person == brought.proposers[0])
    told = [str(row[0].value) for row in book(tasks=True)[f"{author.id}_{author.name}"].iter_rows()]
    assert f"2. 每年至少提交一件提案：已有重点提案{quoted(brought.title)}" in told  # no bare P01


def test_a_proposal_names_who_takes_it_on_and_who_supervises() -> None:
    """ "党政领导" told neither leader that the proposal is theirs (kailu 四16)."""
    row = next(r for r in items("计划") if r["场次"] == "proposal-P01")
    session = YEAR.session("proposal-P01")
    assert session is not None
    taking = COUNTY.key_proposals[0].government_leader
    plan = YEAR.update(session.replace(leaders=(taking, session.host)))
    name = COUNTY.leader(taking).name
    told = scope(plan.session("proposal-P01"), COUNTY, named=True)
    assert told.startswith(f"领办领导{name}，督办领导")
    assert scope(plan.session("proposal-P01"), COUNTY, named=False).startswith("领办领导，督办领导")
    assert "提案人2名" in str(row["参加范围"])
    own = {(a.viewer.role, a.viewer.key): a.tasks for a in assignments(plan, COUNTY)}
    assert "领办提案，到会听取意见" in {t.duty for t in own["leader", taking]}


def test_people_are_told_what_part_they_have() -> None:
    """Who convenes, who brought the proposal, who comes from the city: the list alone told none."""
    people = rows("人员安排", "场次")
    notes = {(r["场次"], r["编号"] or r["姓名"]): r["说明"] for r in people}
    group = next(g for g in COUNTY.liaison_groups if g.convenor)
    session = next(s for s in YEAR.sessions if s.group == group.name)
    convenor = next(m for m in COUNTY.members if m.person == group.convenor)
    assert notes[session.id, convenor.id] == "召集人，主持"
    assert notes["proposal-P01", "M011"] == "提案人"
    assert not notes["special-1", YEAR.session("special-1").members[0]]


def test_results_stand_under_what_people_call_their_session() -> None:
    """An id alone, proposal-P01, tells a reader of 成果与审批 nothing."""
    bands = [str(r["场次"]) for r in rows("成果与审批", "场次") if "　" in str(r["场次"])]
    assert len(bands) == len(YEAR.sessions)
    assert any(b.endswith(f"提案办理协商（P01）　{COUNTY.key_proposals[0].title}") for b in bands)


def test_the_plenary_s_departments_do_not_fill_a_page_of_every_leader_s_tasks() -> None:
    own = {(a.viewer.role, a.viewer.key): a.tasks for a in assignments(YEAR, COUNTY)}
    chair = COUNTY.chair
    assert chair is not None
    (plenary,) = (t for t in own["leader", chair.id] if t.what == "全体会议")
    assert "18个部门" in plenary.joining


def test_a_group_is_asked_for_its_part_and_not_for_the_office_s() -> None:
    """The office delivers the outcome and gives the feedback: the group collects and passes on."""
    group = COUNTY.liaison_groups[0].name
    own = {(a.viewer.role, a.viewer.key): a.tasks for a in assignments(YEAR, COUNTY)}
    duties = {t.what: t.duty for t in own["group", group]}
    assert duties["成果报送"] == "整理本组意见建议，送办公室"
    assert duties["报送实施方案"] == "配合拟定活动方案"


def test_heads_and_convenors_find_what_they_host_among_their_own_tasks() -> None:
    own = {(a.viewer.role, a.viewer.key): a.tasks for a in assignments(YEAR, COUNTY)}
    head = [t for t in own["member", "M002"] if t.duty == "主持会议"]  # 经济科技委员会
    assert len(head) == 2  # its two departments
    convened = [t for t in own["member", "M008"] if t.duty == "召集并主持活动"]
    assert [t.session for t in convened] == ["第一委员联络活动组界别协商"]
    group = own["group", "第一委员联络活动组"]
    assert any(t.what == "界别活动" and t.duty == "组织本组委员开展活动" for t in group)


def test_a_department_s_paper_is_not_its_group_s_to_write() -> None:
    own = {(a.viewer.role, a.viewer.key): a.tasks for a in assignments(YEAR, COUNTY)}
    (paper,) = (t for t in own["group", "第一委员联络活动组"] if t.what == "文稿")
    assert paper.duty == "催收文稿，送办公室汇总"


def test_only_an_agenda_of_one_half_day_is_held_against_the_length_of_a_meeting() -> None:
    bands = [str(c.value) for c in book()["议程"]["A"] if "合计 " in str(c.value)]
    halves = {s.id: s.half_days for s in YEAR.sessions if s.agenda}
    assert len(bands) == len(halves)
    several = sum(count > 1 for count in halves.values())
    assert sum(band.endswith("合计 200 分钟）") for band in bands) == several


def test_the_workload_counts_heads_and_convenors_as_hosts() -> None:
    table = counts(YEAR, COUNTY)
    assert table.loc[COMMITTEES[1], HOSTS] == 2
    assert table.loc["M002", HOSTS] == 3  # as the head twice, as a convenor once
    assert table.loc["M008", HOSTS] == 1
    assert table.loc[COMMITTEES[4], HOSTS] == 2
    assert "令狐主任4" not in table.index  # the head is no member: the committee's row counts
    assert table.loc["M004", ATTENDS] >= 2


def test_the_command_line_lists_the_items_and_counts_the_annex() -> None:
    lines = plan_lines(YEAR, COUNTY, Path("out"), 9.5)
    dated = [line for line in lines if line.startswith("  2027-")]
    assert len(dated) == len(numbered_items(YEAR, COUNTY)) == 26
    assert "  另有对口协商 14 场、界别协商 8 场，议题由双方或界别自行商定，见附表。" in lines


def test_two_profiles_share_one_plan() -> None:
    county = kailu_problem(("anhua", "kailu"))
    forms = [s.form for s in numbered_items(kailu_plan(county), county)]
    assert forms.count("bimonthly") == 6
    assert len(forms) == 32


def test_styles_are_shared_so_that_hundreds_of_sheets_are_written_in_seconds() -> None:
    """A style of its own for each cell made this workbook take three times as long."""
    written = book(tasks=True)
    assert len(written.sheetnames) > 250
    assert len(written._named_styles) < 40


def test_an_empty_year_of_every_form_still_makes_its_workbooks(tmp_path: Path) -> None:
    write_plan_workbook(Plan(year=2027), COUNTY, tmp_path / "a.xlsx")
    write_assignment_workbook(Plan(year=2027), COUNTY, tmp_path / "b.xlsx")
    assert "联络活动组" in openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames


def test_the_usual_order_of_a_session_is_shown_and_not_read_back_as_its_agenda() -> None:
    """It is a reference: read back as the agenda, a check would hold the chair to it."""
    told = [str(c.value) for c in book()["议程"]["A"]]
    place = next(i for i, t in enumerate(told) if t.endswith("参考次序，共 150 分钟，由主持人定）"))
    assert told[place + 1].startswith("1. ")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "年度协商计划.xlsx"
        write_plan_workbook(YEAR, COUNTY, path)
        again = read_plan(path, COUNTY)
    assert {s.id: s.agenda for s in again.sessions} == {s.id: s.agenda for s in YEAR.sessions}


def test_those_who_wait_are_not_said_to_be_asked_to_nothing() -> None:
    """Their groups meet: only 专题 and 季 had no place for them."""
    waiting = YEAR.replace(waiting=(Waiting(member="M201", times_before=0),))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "簿.xlsx"
        write_plan_workbook(waiting, COUNTY, path)
        told = [str(c.value) for c in openpyxl.load_workbook(path)["人员安排"]["A"]]
    (band,) = (t for t in told if t.startswith("久未安排"))
    assert "本年未受邀参加专题协商会、季协商座谈会" in band


def test_a_profile_that_asks_for_no_papers_says_so() -> None:
    """A sheet of nothing but 无 reads as if somebody forgot to fill it in."""
    bare = YEAR.replace(sessions=tuple(s.replace(papers=()) for s in YEAR.sessions))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "簿.xlsx"
        write_plan_workbook(bare, COUNTY, path)
        told = [str(c.value) for c in openpyxl.load_workbook(path)["文稿"]["A"]]
    assert "所用的规则方案没有规定会议文稿" in told


def test_leaders_attend_the_board_that_passes_the_plan() -> None:
    """They are the 主席会议: 知悉 would have them stay away from their own meeting."""
    step = PlanMilestone(
        kind="board", date=date(2026, 12, 8), owner="主席会议", title="主席会议审议年度协商计划草案"
    )
    plan = YEAR.replace(plan_milestones=(step,))
    own = {(a.viewer.role, a.viewer.key): a.tasks for a in assignments(plan, COUNTY)}
    for leader in COUNTY.cppcc_leaders:
        assert own["leader", leader.id][0].duty == "参加主席会议审议"
