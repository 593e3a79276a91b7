"""A notice filled in wrong would cost the office its own rows, or leave meetings on days off."""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from inputs.problems import InputErrors, InputProblem
from inputs.reader import read_workbook
from inputs.workbook_file import open_workbook
from planner.calendar_job import NoticeFilled, fill_notice
from planner.calendar_words import filled_data, filled_lines
from planner.dates import HalfDay
from planner.files import FileBusyError
from planner.plan import Milestone, Paper, Plan, Session
from tests.inputs import workbooks
from tests.inputs.notices import compact, text

HEAD = ["开始", "结束", "类型", "适用", "说明"]
OWN: list[list[Any]] = [HEAD, ["2027-6-7", "2027-6-9", "回避", None, "高考"]]
NOTICE = text("sample-2027")
TITLE = "关于2027年部分节假日安排的通知"
EXTENDED = (
    "国务院办公厅关于延长2027年春节假期的通知\n现将延长2027年春节假期的具体安排通知如下。\n"
    "一、延长2027年春节假期至2月15日（星期一），2月16日（星期二）起正常上班。"
)


def book(folder: Path, rows: list[list[Any]] | None = None) -> Path:
    return workbooks.write(folder / "我县.xlsx", workbooks.changed(日历=rows or OWN))


def fill(path: Path, words: str = NOTICE, *plans: Path) -> NoticeFilled:
    return fill_notice(words.encode(), "通知.txt", path, plans)


def refused(path: Path, words: str = NOTICE, *plans: Path) -> list[InputProblem]:
    """Fill what must be refused: nothing may be written then."""
    before = sorted((p.name, p.read_bytes()) for p in path.parent.iterdir() if p.is_file())
    with pytest.raises(InputErrors) as caught:
        fill(path, words, *plans)
    assert sorted((p.name, p.read_bytes()) for p in path.parent.iterdir() if p.is_file()) == before
    return [p for p in caught.value.problems if p.severity == "error"]


def rows_of(path: Path, name: str = "日历") -> list[tuple[Any, ...]]:
    found = [list(r) for r in openpyxl.load_workbook(path)[name].iter_rows(values_only=True)]
    return [tuple(v.date() if hasattr(v, "date") else v for v in row) for row in found if any(row)]


# -- the workbook ------------------------------------------------------------------------------
def test_the_notice_stands_below_the_offices_own_rows_as_dates(tmp_path: Path) -> None:
    path = book(tmp_path)
    filled = fill(path)
    rows = rows_of(path)
    assert rows[:2] == [tuple(HEAD), tuple(OWN[1])]
    spring = (date(2027, 2, 5), date(2027, 2, 12), "放假", None, f"春节：《{TITLE}》")
    assert spring in rows
    assert (date(2027, 2, 20), date(2027, 2, 20), "调休上班", None, f"春节：《{TITLE}》") in rows
    assert len(rows) == 2 + 7 + 6
    assert any("新增 7 段放假、6 天调休上班" in line for line in filled_lines(filled, path))


def test_the_reader_then_takes_the_year_as_official_and_names_festivals_shortly(
    tmp_path: Path,
) -> None:
    path = book(tmp_path)
    assert read_workbook(path).calendar_status == "provisional"
    assert fill(path).is_official
    problem = read_workbook(path)
    assert problem.calendar_status == "official"
    assert problem.calendar.date_status(date(2027, 3, 1)) == "official"
    assert problem.calendar.off[date(2027, 2, 9)] == "春节"
    assert problem.calendar.is_working(date(2027, 5, 8))
    assert not any("临时" in words for words in problem.assumptions)


def test_a_second_run_changes_no_byte(tmp_path: Path) -> None:
    path = book(tmp_path)
    fill(path)
    before, names = path.read_bytes(), sorted(p.name for p in tmp_path.iterdir())
    again = fill(path)
    assert again.backup is None
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == names
    assert any("没有改动" in line for line in filled_lines(again, path))


def test_the_workbook_as_it_was_is_kept_and_never_overwritten(tmp_path: Path) -> None:
    path = book(tmp_path)
    before = path.read_bytes()
    assert fill(path).backup == tmp_path / "我县.备份.xlsx"
    assert fill(path, NOTICE.replace("8日（周六）上班", "9日（周日）上班")).backup == (
        tmp_path / "我县.备份2.xlsx"
    )
    assert (tmp_path / "我县.备份.xlsx").read_bytes() == before


def rich(folder: Path) -> Path:
    """A workbook with a picture, macros and a calculated formula, which openpyxl would lose."""
    content = workbooks.changed(日历=[HEAD, ["2027-6-7", "2027-6-9", "回避", None, "=1+1"]])
    plain = workbooks.write(folder / "原.xlsx", content)
    path = folder / "我县.xlsm"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            data = re.sub(rb"(</f>)<v ?/>|(</f>)<v></v>", rb"</f><v>2</v>", data)
            new.writestr(info, data)
        new.writestr("xl/media/image1.png", b"\x89PNG")
        new.writestr("xl/vbaProject.bin", b"macros")
    return path


def test_all_else_stays_byte_for_byte_pictures_macros_and_calculated_values(
    tmp_path: Path,
) -> None:
    path = rich(tmp_path)
    with zipfile.ZipFile(path) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}
    fill(path)
    with zipfile.ZipFile(path) as archive:
        after = {name: archive.read(name) for name in archive.namelist()}
    changed = {name for name in before if before[name] != after[name]}
    assert set(before) == set(after)
    (sheet,) = {name for name in changed if "worksheets/" in name}
    assert changed <= {sheet, "xl/styles.xml"}  # a look for dates, where there was none
    assert b"<f>1+1</f><v>2</v>" in after[sheet]
    assert read_workbook(path).calendar_status == "official"


@pytest.mark.parametrize("name", ["anhua", "farm"])
def test_a_real_workbook_keeps_every_other_cell_and_its_look(tmp_path: Path, name: str) -> None:
    path = tmp_path / "县.xlsx"
    shutil.copy(f"examples/{name}.xlsx", path)
    fill(path)
    old, new = (openpyxl.load_workbook(p) for p in (f"examples/{name}.xlsx", path))
    assert old.sheetnames == new.sheetnames
    for title in old.sheetnames:
        for row in old[title].iter_rows():
            for cell in row:
                same = new[title][cell.coordinate]
                where = (title, cell.coordinate)
                assert (cell.value, cell.style_id) == (same.value, same.style_id), where
    dates = [c for c in new["日历"]["A"][1:] if c.value]
    assert all(c.is_date for c in dates)


def test_a_missing_sheet_is_added_with_its_header(tmp_path: Path) -> None:
    path = workbooks.write(tmp_path / "我县.xlsx", workbooks.changed())
    fill(path)
    assert rows_of(path)[0] == tuple(HEAD)
    assert len(rows_of(path)) == 1 + 13
    assert [s.name for s in open_workbook(path).sheets][-1] == "日历"
    assert read_workbook(path).calendar_status == "official"


def test_an_empty_sheet_and_one_without_a_column_for_notes_are_completed(tmp_path: Path) -> None:
    path = workbooks.write(tmp_path / "空表.xlsx", workbooks.changed(日历=[]))
    fill(path)
    assert rows_of(path)[0] == tuple(HEAD)
    path = book(tmp_path, [HEAD[:3], ["2027-6-7", "2027-6-9", "回避"]])
    fill(path)
    assert rows_of(path)[0] == ("开始", "结束", "类型", "说明")
    assert fill(path).backup is None


def test_rows_already_laid_out_are_filled_in(tmp_path: Path) -> None:
    """Blank rows with borders, and a column of the office's own beside them."""
    path = tmp_path / "我县.xlsx"
    workbooks.write(path, workbooks.changed(日历=[[*HEAD, "经办"], [*OWN[1], "小王"]]))
    made = openpyxl.load_workbook(path)
    for number in range(3, 30):
        made["日历"][f"E{number}"].font = openpyxl.styles.Font(bold=True)
    made.save(path)
    fill(path)
    assert openpyxl.load_workbook(path)["日历"]["E3"].font.bold
    assert rows_of(path)[1][5] == "小王"
    assert read_workbook(path).calendar_status == "official"


# -- an amended notice, and the office's own rows ------------------------------------------------
def test_an_amended_notice_replaces_the_rows_of_the_first(tmp_path: Path) -> None:
    path = book(tmp_path)
    fill(path)
    amended = NOTICE.replace("5月8日（周六）上班", "5月9日（周日）上班")
    filled = fill(path, amended)
    assert [x.first for x in filled.change.removed] == [date(2027, 5, 8)]
    assert [s.first for s in filled.change.added] == [date(2027, 5, 9)]
    days = [row[0] for row in rows_of(path) if row[2] == "调休上班"]
    assert date(2027, 5, 8) not in days
    assert date(2027, 5, 9) in days
    assert any("替换了原先通知填的 1 行" in line for line in filled_lines(filled, path))


def test_an_extension_replaces_the_festivals_days_off_and_the_days_worked_in_them(
    tmp_path: Path,
) -> None:
    """Spring Festival until 15 February: the Sunday before, 调休上班 so far, is off again."""
    path = book(tmp_path)
    fill(path)
    filled = fill(path, EXTENDED)
    assert [(x.first, x.is_off) for x in filled.change.removed] == [
        (date(2027, 2, 5), True),
        (date(2027, 2, 14), False),
    ]
    calendar = read_workbook(path).calendar
    assert calendar.is_official
    assert not calendar.is_working(date(2027, 2, 14))
    assert not calendar.is_working(date(2027, 2, 15))
    assert calendar.is_working(date(2027, 2, 20))
    assert not calendar.is_working(date(2027, 5, 5))
    assert fill(path, EXTENDED).backup is None


def test_an_extension_of_nothing_is_refused(tmp_path: Path) -> None:
    (found,) = refused(book(tmp_path), EXTENDED)
    assert "先放入" in found.cure


def test_a_notice_of_one_festival_leaves_the_others(tmp_path: Path) -> None:
    path = book(tmp_path)
    fill(path)
    before = len(rows_of(path))
    filled = fill(path, compact("六、中秋节：9月15日（周三）至16日（周四）放假，共2天。"))
    assert [x.first for x in filled.change.removed] == [date(2027, 9, 15)]
    assert len(rows_of(path)) == before
    assert filled.is_official


def test_a_row_of_the_office_that_says_the_same_is_not_written_twice(tmp_path: Path) -> None:
    own = [*OWN, ["2027-2-5", "2027-2-12", "放假", None, "春节，机关值班"]]
    path = book(tmp_path, own)
    filled = fill(path)
    assert [x.number for x in filled.change.same] == [3]
    assert sum(row[0] == date(2027, 2, 5) for row in rows_of(path)) == 0  # theirs is text
    assert rows_of(path)[2] == tuple(own[2])
    assert filled.is_official
    assert fill(path).backup is None


def test_a_local_day_off_stays_and_is_said(tmp_path: Path) -> None:
    """三月三: a province's own holiday; the notice knows nothing of it."""
    path = book(tmp_path, [*OWN, ["2027-4-9", "2027-4-9", "放假", None, "三月三"]])
    filled = fill(path)
    assert "日历!A3" in filled.change.remarks[0]
    assert "三月三" in filled.change.remarks[0]
    assert ("2027-4-9", "2027-4-9", "放假", None, "三月三") in rows_of(path)


@pytest.mark.parametrize(
    "row",
    [
        ["2027-2-5", "2027-2-14", "放假", None, "春节"],
        ["2027-5-5", "2027-5-5", "调休上班", None, ""],
    ],
)
def test_a_row_that_contradicts_the_notice_is_named_and_nothing_written(
    tmp_path: Path, row: list[Any]
) -> None:
    (found,) = refused(book(tmp_path, [*OWN, row]))
    assert found.where == "日历!A3"
    assert "通知定" in found.why
    assert found.cure


def test_notice_and_workbook_are_refused_together(tmp_path: Path) -> None:
    path = book(tmp_path, [HEAD, ["2027-2-5", "二月", "放假", None, ""]])
    found = refused(path, compact("一、元旦：1月1日（周四）放假。"), tmp_path / "没有")
    assert {p.code for p in found} == {"cell-invalid", "notice-weekday", "plan-missing"}


def test_a_workbook_that_cannot_be_replaced_leaves_no_copy_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book(tmp_path)
    real = os.replace

    def busy(source: Path, target: Path) -> None:
        if Path(target) == path:
            raise PermissionError(13, "in use")
        real(source, target)

    monkeypatch.setattr(os, "replace", busy)
    with pytest.raises(FileBusyError):
        fill(path)
    assert [p.name for p in tmp_path.iterdir()] == ["我县.xlsx"]


# -- a plan made before ------------------------------------------------------------------------
def plan_file(folder: Path, *sessions: Session, year: int = 2027) -> Path:
    made = Plan(year=year, organisation="政协某县委员会", profiles=("anhua",), sessions=sessions)
    path = folder / "plan.json"
    path.write_text(made.to_json(), encoding="utf-8")
    return path


def session(number: int, day: date, **values: Any) -> Session:
    given = {"date_status": "provisional", "lead_body": "经济委员会"} | values
    return Session(id=f"bimonthly-{number}", form="bimonthly", date=day, **given)


def test_the_session_that_falls_on_a_day_off_is_named_with_days_near_by(tmp_path: Path) -> None:
    """Tuesday 4 May is off (1–5 May); Saturday 8 May is worked; the window is May and June."""
    plan = plan_file(tmp_path, session(3, date(2027, 5, 4)), session(4, date(2027, 7, 15)))
    path = book(tmp_path)
    filled = fill(path, NOTICE, plan)
    (one,) = filled.rechecks
    (move,) = one.moves
    assert (move.session, move.what, move.day) == ("bimonthly-3", "会议", date(2027, 5, 4))
    assert move.why == "放假：劳动节"
    assert (move.before, move.after) == (None, date(2027, 5, 6))
    assert not filled.plans_hold
    (line,) = [x for x in filled_lines(filled, path) if "放假：劳动节" in x]
    for words in ("5—6月双月协商座谈会（bimonthly-3）", "2027年5月4日（周二）", "5月6日（周四）"):
        assert words in line
    assert one.official == ("bimonthly-4",)
    assert filled_data(filled)["plans"][0]["moves"][0]["session"] == "bimonthly-3"


def test_a_day_that_is_worked_again_may_be_kept(tmp_path: Path) -> None:
    """8 May 2027 is a Saturday that the notice works: a session there need not move."""
    plan = plan_file(tmp_path, session(3, date(2027, 5, 8)))
    (one,) = fill(book(tmp_path), NOTICE, plan).rechecks
    assert one.moves == ()


def test_meetings_research_and_papers_on_days_off_are_named(tmp_path: Path) -> None:
    """Before a session on 20 May: 5 May is off; a paper is due on 2 May; 8 May is worked."""
    off, worked = date(2027, 5, 5), date(2027, 5, 8)
    milestones = (
        Milestone(kind="coordination", start=off, end=off, half_day=HalfDay.AM),
        Milestone(kind="mobilisation", start=worked, end=worked, half_day=HalfDay.AM),
    )
    paper = Paper(title="情况介绍", writer="发改局", due=date(2027, 5, 2))
    held = session(3, date(2027, 5, 20), milestones=milestones, papers=(paper,))
    (one,) = fill(book(tmp_path), NOTICE, plan_file(tmp_path, held)).rechecks
    assert [
        (m.what, m.day.day, m.before and m.before.day, m.after and m.after.day) for m in one.moves
    ] == [
        ("文稿“情况介绍”", 2, 30, 6),
        ("工作协调会", 5, 30, 6),
    ]


def test_a_session_too_near_to_spring_festival_is_named(tmp_path: Path) -> None:
    """Off until 12 February; 14 is worked: 15 February is the second working day after it."""
    plan = plan_file(tmp_path, session(2, date(2027, 2, 15)))
    (one,) = fill(book(tmp_path), NOTICE, plan).rechecks
    (move,) = one.moves
    assert "春节" in move.why
    assert "工作日" in move.why


def test_the_days_proposed_avoid_what_the_office_keeps_free(tmp_path: Path) -> None:
    rows = [HEAD, ["2027-5-6", "2027-5-10", "回避", None, "人代会"]]
    plan = plan_file(tmp_path, session(3, date(2027, 5, 4)))
    (one,) = fill(book(tmp_path, rows), NOTICE, plan).rechecks
    assert one.moves[0].after == date(2027, 5, 11)


def test_a_plan_is_judged_again_on_a_second_run(tmp_path: Path) -> None:
    plan = plan_file(tmp_path, session(3, date(2027, 5, 4)))
    path = book(tmp_path)
    fill(path)
    again = fill(path, NOTICE, plan)
    assert again.backup is None
    assert [m.session for m in again.rechecks[0].moves] == ["bimonthly-3"]


def test_a_plan_of_another_year_or_unreadable_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    path = book(tmp_path)
    (found,) = refused(path, NOTICE, plan_file(tmp_path, year=2026))
    assert "2026" in found.why
    (tmp_path / "plan.json").write_text("{", encoding="utf-8")
    assert refused(path, NOTICE, tmp_path / "plan.json")


def test_the_command_says_what_it_did_and_its_exit_code_whether_plans_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from planner.cli import main

    path, plan = book(tmp_path), plan_file(tmp_path, session(3, date(2027, 5, 4)))

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["planner", "calendar", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    stdin = io.TextIOWrapper(io.BytesIO(NOTICE.encode("gb18030")))
    monkeypatch.setattr("sys.stdin", stdin)
    code, out, _ = run("-", "--into", path)
    assert (code, "新增 7 段放假" in out) == (0, True)
    (tmp_path / "通知.txt").write_text(NOTICE, encoding="utf-8")
    code, out, _ = run(tmp_path / "通知.txt", "--into", path, "--plan", plan, "--json")
    assert code == 1
    assert '"bimonthly-3"' in out
    code, _, err = run(tmp_path / "没有.txt", "--into", path)
    assert code == 2
    assert "没有这个文件" in err
