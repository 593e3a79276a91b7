"""report.html for a year of every form: items first, the annex after, pages that fit."""

from __future__ import annotations

import re

from outputs.report import report
from outputs.report_charts import charts, forms
from outputs.report_names import Names
from outputs.report_numbers import Year
from outputs.report_text import headline, parts
from outputs.report_timeline import ROWS_A_PAGE
from planner.plan import Waiting
from tests.outputs.kailu_year import kailu_plan, kailu_problem
from tests.outputs.test_report import Page

COUNTY = kailu_problem()
PLAN = kailu_plan(COUNTY)
YEAR, NAMES = Year(PLAN, COUNTY), Names(PLAN, COUNTY)
HTML = report(PLAN, COUNTY)
PAGE = Page(HTML)
PARTS = parts(county=True, rooms=False)
SAID = dict(headline(YEAR, YEAR, "", PARTS, NAMES))
A4_HEIGHT = 590.0
"""What is left of a landscape A4 page (184 mm: 695) below a part's and a chart's heading, in CSS
pixels: a drawing any higher leaves the headings alone on a page."""


def test_the_items_stand_first_numbered_and_the_annex_after() -> None:
    items = [row for row in PAGE.table("会议一览") if row[0].isdigit()]
    assert [row[0] for row in items] == [str(n) for n in range(1, 27)]
    assert items[0][6] == "全体委员"
    annex = PAGE.table("附表")
    assert len(annex) == 1 + 22
    assert any(row[0].startswith("第一委员联络活动组界别协商") for row in annex)
    assert HTML.index("会议一览") < HTML.index("附表：")


def test_the_half_page_says_how_many_by_form_and_what_is_in_the_annex() -> None:
    assert SAID["会议"].startswith(
        "全年安排协商会议和活动 47 场：专题议政性常委会 2 场、专题协商会 2 场、季协商座谈会 4 场、对口协商 18 场、"
        "界别协商 8 场、提案办理协商 10 场、民主评议、监督性视察 3 场；其中列入计划编号的 26 项（含全体会议 1 项，"
        "协商 5 个事项），对口协商 14 场、界别协商 8 场由双方或界别自行商定议题、列入附表"
    )


def test_only_candidates_are_counted_as_topics() -> None:
    """66 candidates; 2 常委会, 2 专题, 4 季 and 4 pairs take 12. Items are no candidates."""
    assert SAID["议题"].startswith(
        "候选议题 66 个，列入 12 个；指定议题 2 个，全部列入。未列入 54 个"
    )


def test_leaders_host_by_name_and_heads_and_convenors_by_number() -> None:
    assert "另有对口协商 18 场、界别协商 8 场由专委会负责人、召集人主持" in SAID["领导"]
    assert "令狐主任" not in SAID["领导"]
    rows = charts(YEAR, NAMES)["leaders"].table.rows
    assert not [row for row in rows if "令狐主任" in row[0] or "张" in row[0]]


def test_the_timeline_is_split_into_drawings_that_fit_a_printed_page() -> None:
    drawn = {k: c for k, c in charts(YEAR, NAMES).items() if k.startswith("timeline")}
    rows = [len(c.table.rows) for c in drawn.values()]
    assert sum(rows) == 47
    assert max(rows) <= ROWS_A_PAGE
    assert all(c.drawing.height <= A4_HEIGHT for c in drawn.values())
    ids = [a["id"] for _, a in PAGE.elements if "id" in a]
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]*)\)", HTML)) <= set(ids)
    titles = [c.drawing.title for c in drawn.values()]
    assert titles[0].endswith(f"（编号事项，1/{len(titles)}）")
    assert titles[-1].endswith(f"（附表，{len(titles)}/{len(titles)}）")


def test_the_months_of_each_form_add_up() -> None:
    table = forms(YEAR, NAMES)
    body, whole = table.rows[:-1], table.rows[-1]
    assert [row[-1] for row in body] == ["2", "2", "4", "18", "8", "10", "3"]
    assert whole[-1] == "47"
    for month in range(1, 13):
        column = [int(row[month]) for row in body if row[month].isdigit()]
        assert sum(column) == int(whole[month])


def test_sectors_count_the_seats_that_are_balanced_and_no_others() -> None:
    """Two 专题 of 40 and four 季 of 10: 120 seats, less none who come by office sit there."""
    ex_officio = {b.head for b in COUNTY.bodies}
    seated = [
        m
        for s in PLAN.sessions
        if s.form in ("special", "quarterly")
        for m in s.members
        if m not in ex_officio
    ]
    assert sum(s.seats for s in YEAR.sector_seats) == len(seated)


def test_people_too_many_for_a_cell_are_a_number() -> None:
    special = next(r for r in PAGE.table("会议一览") if r[0] == "4")
    assert special[6] == "40 名"
    standing = next(r for r in PAGE.table("会议一览") if r[0] == "2")
    assert standing[6].endswith("另列席 3 名")


def test_who_waits_is_told_from_who_does_nothing_all_year() -> None:
    """Groups seat nearly everyone: those who wait have no 专题 and no 季 seat, yet take part."""
    plan = PLAN.replace(
        waiting=tuple(Waiting(member=f"M{n:03d}", times_before=0) for n in (201, 202))
    )
    busy = {p for s in PLAN.sessions if s.form != "plenary" for p in (*s.members, *s.guests)}
    busy |= {p for s in PLAN.sessions for m in s.milestones for p in m.team}
    idle = [m for m in COUNTY.members if m.id not in busy and m.person not in COUNTY.by_office]
    said = dict(headline(Year(plan, COUNTY), Year(plan, COUNTY), "", PARTS, NAMES))["等候"]
    assert said.startswith(
        f"本年没有安排会议、活动和调研的委员 {len(idle)} 名；专题协商会、季协商座谈会没有排上的委员"
    )
    assert "分配本年专题协商会、季协商座谈会的委员席位" in HTML


def test_the_legend_names_only_the_marks_that_are_drawn() -> None:
    """kailu asks for no 部署动员会: a reader would look for triangles that are nowhere."""
    quiet = PLAN.replace(
        sessions=tuple(
            s.replace(milestones=tuple(m for m in s.milestones if m.kind != "mobilisation"))
            for s in PLAN.sessions
        )
    )
    drawn = charts(Year(quiet, COUNTY), NAMES)["timeline"].drawing.svg()
    assert "部署动员会" not in drawn
    assert "调研" in drawn
    assert "部署动员会" in charts(YEAR, NAMES)["timeline"].drawing.svg()


def test_the_months_of_the_forms_are_not_torn_over_two_pages() -> None:
    assert '<table class="whole">' in HTML
    assert re.search(r"tr, figure, svg, .whole { break-inside: avoid", HTML)
