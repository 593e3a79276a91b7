"""A blank workbook to fill in, made from the declared sheets and columns.

Drop-downs only help: every cell is checked again on reading, since what is pasted passes by them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from constraints.book import RULE_BOOK
from inputs.problems import InputErrors, InputProblem
from inputs.profile import (
    Profile,
    find_profile,
    load_emphases,
    load_profile,
    profile_groups,
    profile_ids,
)
from inputs.rule_list import parameter_of, rule_values
from inputs.sheets import EXAMPLE_MARK, GUIDE_SHEET, OPTIONS_SHEET, SHEETS, Column, Sheet
from inputs.sheets.controls import PROFILE_OF_VALUE
from inputs.sheets.date_kinds import Day, Months, OneMonth
from inputs.sheets.kinds import Choice, Identifier, Refs
from inputs.sheets.year import CONTENT, ITEM, OWN_EMPHASIS
from planner.domain import Form
from planner.files import replace_file

ROWS = 1000
"""Rows that drop-downs cover."""
FIRST_OWN_ROW = 3
"""The row below header and example: where the user's own rows begin."""

_REQUIRED = PatternFill("solid", fgColor="F8CBAD")
_OPTIONAL = PatternFill("solid", fgColor="DDEBF7")
_EXAMPLE = Font(name="等线", italic=True, color="808080")
_PLAIN = Font(name="等线")
_BOLD = Font(name="等线", bold=True)
_TITLE = Font(name="等线", bold=True, size=16)
_THIN = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_WRAP = Alignment(wrap_text=True, vertical="top")

_NAMED = {
    "承办单位": ("承办单位名称", "A"),
    "领导": ("领导姓名", "A"),
    "委员": ("委员姓名", "B"),
    "部门": ("部门名称", "A"),
    "会场": ("会场名称", "A"),
    "联络活动组": ("联络活动组名称", "A"),
}
"""Sheets that other sheets refer to: the named range of their names, and its column."""

_IN_MAY = {"period": 3, "quarter": 2, "count": 1}
"""What a form's sessions are due for → the number of one that may be held in May."""

_RULE_WIDTHS = {"规则": 16, "协商形式": 20, "规则方案": 24, "参数": 22, "值": 24, "说明": 60}

_GUIDE = (
    "一、橙色的列必填，蓝色的可以不填；鼠标停在列名上看说明。",
    "二、每张表的灰色斜体行是示例，读取时跳过，可以删去；自己的内容从它下面一行填起。",
    "三、一格里填多个值，用顿号、逗号、分号或换行隔开。",
    "四、人和单位填编号或名称；重名的请填编号。",
    "五、日期如 2027-3-5、2027年3月5日；月份如 3、3月、5、6。",
    "六、表和列的次序可以变，可以加自己的列（只作备注）；表名、列名请不要改。",
    "七、“规则”表里已列出规则方案的各个参数和条款，要改哪个就改哪个的“值”。",
    "八、国务院办公厅的放假通知公布后，请用 planner calendar 填入“日历”表，或照着逐行填；没有填的年份按临时日历编排。",
)


def write_template(path: Path, profile_names: Iterable[str] = ("anhua",)) -> None:
    """Write a blank workbook for the profiles, by id or name.

    Raises
    ------
    InputErrors
        Where there is no such profile.
    FileBusyError
        Where the file is open elsewhere.
    """
    profiles = [_profile(name) for name in profile_names]
    with replace_file(path) as temporary:
        template(profiles).save(temporary)


def template(profiles: list[Profile]) -> Workbook:
    """Return the blank workbook, for a caller to fill in or save."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = GUIDE_SHEET
    options = _Options(book, profiles)
    forms = frozenset(form.id for p in profiles for form in p.forms)
    used = [_fitted(sheet, profiles) for sheet in SHEETS if sheet.is_used(forms)]
    for sheet in used:
        page = book.create_sheet(sheet.name)
        if sheet.layout == "pairs":
            _pairs(page, sheet, options, profiles)
        else:
            _rows(page, sheet, options)
        _print_setup(page)
    _rule_rows(book["规则"], profiles)
    _guide(guide, used, profiles)
    _name_ranges(book)
    book.move_sheet(options.page, len(used))
    return book


def _profile(name: str) -> Profile:
    profile = find_profile(name)
    if profile is None:
        there = "、".join(f"{load_profile(i).name}（{i}）" for i in profile_ids())
        raise InputErrors(
            [
                InputProblem(
                    "profile-unknown", "", "", name, "没有这个规则方案。", f"现有：{there}。"
                )
            ]
        )
    return profile


def _fitted(sheet: Sheet, profiles: list[Profile]) -> Sheet:
    """Return a sheet with the columns that the profiles use, its examples of their own forms."""
    forms = [form for p in profiles for form in p.forms]
    one_group = len(profile_groups(profiles)) == 1
    columns = tuple(
        replace(column, example=_example(column, profiles))
        for column in sheet.columns
        if column.is_used(forms) and not (one_group and column is PROFILE_OF_VALUE)
    )
    return replace(sheet, columns=columns)


def _example(column: Column, profiles: list[Profile]) -> str | int:
    """Return a column's example; one that names a form, a session or a profile names one in force.

    The session is that of May, the month that the example row of 锁定 gives it.
    """
    forms = [form for p in profiles for form in p.forms]
    usual = next((f for per in _IN_MAY for f in forms if f.per == per), None)
    if column.example == "" or usual is None:
        return column.example
    match column.kind.targets:
        case ("规则方案",):
            return "、".join(p.name for p in profiles)
        case ("协商形式",):
            return usual.name
        case ("场次", *_):
            return f"{EXAMPLE_MARK}{usual.id}-{_IN_MAY[usual.per]}"
    return column.example


class _Options:
    """The hidden sheet that holds the lists of the drop-downs, one a column."""

    def __init__(self, book: Workbook, profiles: list[Profile]) -> None:
        self.page = book.create_sheet(OPTIONS_SHEET)
        self.page.sheet_state = "hidden"
        self._places: dict[tuple[str, ...], str] = {}
        forms = {f.id: f.name for p in profiles for f in p.forms}
        self._sheets = frozenset(sheet.name for sheet in SHEETS if sheet.is_used(forms))
        in_force = {rule for p in profiles for rule in p.rules}
        self._lists: dict[str, tuple[str, ...]] = {
            "规则方案": tuple(load_profile(i).name for i in profile_ids()),
            "侧重": tuple(load_emphases()),
            "协商形式": tuple(forms.values()),
            "规则": (
                *(rule.name for rule in RULE_BOOK.values() if rule.id in in_force),
                OWN_EMPHASIS,
            ),
        }

    def validation(self, column: Column) -> DataValidation | None:
        """Return the drop-down of a column, or None where its cells are free."""
        kind = column.kind
        source, strict = "", False
        if kind.choices:
            source = self._range(kind.choices)
            strict = not (isinstance(kind, Choice) and kind.open)
        elif len(kind.targets) == 1:
            target = kind.targets[0]
            if target in self._lists:
                source = self._range(self._lists[target])
            elif target in _NAMED and target in self._sheets:
                source = _NAMED[target][0]
        if not source:
            return None
        return DataValidation(
            type="list",
            formula1=source,
            allow_blank=True,
            showErrorMessage=strict,
            errorTitle=column.name,
            error=f"请从下拉表中选：{column.kind.words}"[:225],
        )

    def _range(self, values: tuple[str, ...]) -> str:
        if values not in self._places:
            letter = get_column_letter(len(self._places) + 1)
            for number, value in enumerate(values, start=1):
                self.page[f"{letter}{number}"] = value
            self._places[values] = f"{OPTIONS_SHEET}!${letter}$1:${letter}${len(values)}"
        return self._places[values]


def _rows(page: Worksheet, sheet: Sheet, options: _Options) -> None:
    """Fill in header, notes, drop-downs and the example row of a sheet with one thing a row."""
    for index, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(index)
        _header(page, f"{letter}1", column)
        example = page[f"{letter}2"]
        example.value = column.example or None
        example.font = _EXAMPLE
        if isinstance(column.kind, (Identifier, Months, OneMonth, Refs)):
            # as text: Excel would turn 5-6 into a date and 001 into 1
            page.column_dimensions[letter].number_format = "@"
        elif isinstance(column.kind, Day):
            page.column_dimensions[letter].number_format = "yyyy-mm-dd"
        page.column_dimensions[letter].width = _width(column.name, str(column.example))
        drop_down = options.validation(column)
        if drop_down:
            page.add_data_validation(drop_down)
            drop_down.add(f"{letter}2:{letter}{ROWS}")
    page.freeze_panes = "C2" if len(sheet.columns) > 6 else "A2"


def _pairs(page: Worksheet, sheet: Sheet, options: _Options, profiles: list[Profile]) -> None:
    """Fill in 基本信息: one item a line, its note beside it."""
    for letter, text, width in (("A", ITEM, 22), ("B", CONTENT, 28), ("C", "说明", 70)):
        page[f"{letter}1"] = text
        page[f"{letter}1"].font = _BOLD
        page.column_dimensions[letter].width = width
    for number, column in enumerate(sheet.columns, start=2):
        _header(page, f"A{number}", column)
        cell = page[f"B{number}"]
        cell.font, cell.border = _PLAIN, _BOX
        if isinstance(column.kind, Day):
            cell.number_format = "yyyy-mm-dd"
        if column.kind.targets == ("规则方案",):
            cell.value = "、".join(p.name for p in profiles)
        page[f"C{number}"] = _remark(column)
        page[f"C{number}"].font, page[f"C{number}"].alignment = _EXAMPLE, _WRAP
        drop_down = options.validation(column)
        if drop_down:
            page.add_data_validation(drop_down)
            drop_down.add(f"B{number}")
    page.freeze_panes = "A2"


def _header(page: Worksheet, where: str, column: Column) -> None:
    cell = page[where]
    cell.value = column.name
    cell.font, cell.border = _BOLD, _BOX
    cell.fill = _REQUIRED if column.required else _OPTIONAL
    cell.alignment = Alignment(vertical="center")
    note = Comment(_remark(column), "填写说明")
    note.width, note.height = 280, 140
    cell.comment = note


def _remark(column: Column) -> str:
    """Return what a column is for, what it may hold, and what a blank cell means."""
    parts = [column.note, f"格式：{column.kind.words}。"]
    if column.required:
        parts.append("必填。")
    else:
        parts.append(f"可不填{f'（{column.blank}）' if column.blank else ''}。")
    if column.example != "":
        parts.append(f"如：{str(column.example).removeprefix(EXAMPLE_MARK).lstrip('：')}")
    return "\n".join(parts)


def _rule_rows(page: Worksheet, profiles: list[Profile]) -> None:
    """List the parameters in force in the sheet 规则, each with its article."""
    forms: dict[str, Form] = {f.id: f for p in profiles for f in p.forms}
    headers = [cell.value for cell in page[1]]
    for number, (profile, value) in enumerate(rule_values(profiles), start=FIRST_OWN_ROW):
        rule = RULE_BOOK[value.rule]
        parameter = parameter_of(value)
        shown = "、".join(value.value) if isinstance(value.value, tuple) else value.value
        unit = f"单位：{parameter.unit}。" if parameter.unit else ""
        remark = f"{parameter.text.rstrip('。')}。{unit}出处：{value.source}"
        cells = {
            "规则": rule.name,
            "协商形式": forms[value.form].name if value.form else None,
            "规则方案": profile or None,
            "参数": parameter.label,
            "值": shown,
            "说明": remark,
        }
        for header, text in cells.items():
            if header in headers:
                cell = page.cell(number, headers.index(header) + 1, text)
                cell.font = _PLAIN
                cell.alignment = Alignment(horizontal="left")
    for number, name in enumerate(headers, start=1):
        page.column_dimensions[get_column_letter(number)].width = _RULE_WIDTHS[str(name)]


def _guide(page: Worksheet, used: list[Sheet], profiles: list[Profile]) -> None:
    page["A1"] = "年度协商计划编排：工作簿填写说明"
    page["A1"].font = _TITLE
    page["A2"] = "规则方案：" + "、".join(f"{p.name}（{p.document}）" for p in profiles)
    number = 4
    for text in _GUIDE:
        page[f"A{number}"] = text
        number += 1
    number += 1
    for letter, text in zip("ABC", ("表", "是否必有", "填什么"), strict=True):
        page[f"{letter}{number}"] = text
        page[f"{letter}{number}"].font = _BOLD
    for sheet in used:
        number += 1
        page[f"A{number}"] = sheet.name
        page[f"A{number}"].hyperlink = f"#'{sheet.name}'!A1"
        page[f"B{number}"] = "必有" if sheet.required else "可没有"
        page[f"C{number}"] = sheet.note
    for letter, width in zip("ABC", (16, 12, 90), strict=True):
        page.column_dimensions[letter].width = width
    page.sheet_view.showGridLines = False
    _print_setup(page)


def _name_ranges(book: Workbook) -> None:
    """Name the lists that other sheets refer to; each grows with what is filled in."""
    for sheet, (name, letter) in _NAMED.items():
        if sheet not in book.sheetnames:
            continue
        first = f"{sheet}!${letter}${FIRST_OWN_ROW}"
        filled = f"COUNTA({first}:${letter}${ROWS})"
        book.defined_names[name] = DefinedName(
            name, attr_text=f"OFFSET({first},0,0,MAX(1,{filled}),1)"
        )


def _print_setup(page: Worksheet) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"


def _width(*texts: str) -> float:
    """Return a column width for texts; a Chinese character is two wide."""
    longest = max(
        sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in t) for t in texts
    )
    return float(min(60, max(10, longest + 3)))
