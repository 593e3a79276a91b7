"""Small workbooks, written with openpyxl from plain lists, for tests of reading."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import openpyxl

from inputs.problems import InputProblem
from inputs.reader import ReadResult, read
from planner.domain import Problem

Cell = Any
Rows = list[list[Cell]]


def sheets() -> dict[str, Rows]:
    """A right and small workbook: 3 topics, 2 committees and the office, 5 leaders, 8 members."""
    members: Rows = [["编号", "姓名", "性别", "界别", "出席率"]]
    for number in range(1, 9):
        members.append(
            [f"M{number:03d}", f"委员{'甲乙丙丁戊己庚辛'[number - 1]}", "男", "农业", 0.9]
        )
    return {
        "基本信息": [
            ["项目", "内容"],
            ["年度", 2027],
            ["机构名称", "政协某县委员会"],
            ["规则方案", "anhua"],
            ["全体会议开始", "2027-1-11"],
            ["全体会议结束", "2027-1-13"],
            ["计划批准日期", "2026-12-20"],
            ["主席会议日期", "2026-12-10"],
        ],
        "议题": [
            ["编号", "议题名称", "提出单位", "重要程度", "牵头单位"],
            ["T01", "冷链物流", "经济委员会", 5, "经济委员会"],
            ["T02", "义务教育", "教育委员会", 4, "教育委员会"],
            ["T03", "中小企业", "群众", "指定", ""],
        ],
        "承办单位": [
            ["名称", "类型", "负责人", "分管领导", "对口部门"],
            ["经济委员会", "专委会", "委员甲", "李副主席", "发改局"],
            ["教育委员会", "专委会", "M002", "王副主席", "教育局"],
            ["办公室", "办公室", "", "王副主席", ""],
        ],
        "领导": [
            ["姓名", "职务", "编号", "所属"],
            ["赵主席", "主席", "", "政协"],
            ["李副主席", "副主席", "", "政协"],
            ["王副主席", "副主席", "", "政协"],
            ["周秘书长", "秘书长", "", "政协"],
            ["吴副县长", "副县长", "", "政府"],
        ],
        "委员": members,
    }


def write(path: Path, content: dict[str, Rows]) -> Path:
    """Write a workbook of these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in content.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def changed(**changes: Rows) -> dict[str, Rows]:
    """Return the right workbook with whole sheets replaced."""
    return copy.deepcopy(sheets()) | changes


def with_cell(sheet: str, cell: str, value: Cell) -> dict[str, Rows]:
    """Return the right workbook with one cell changed; the sheet grows where needed."""
    content = copy.deepcopy(sheets())
    column, row = openpyxl.utils.cell.coordinate_from_string(cell)
    index = openpyxl.utils.column_index_from_string(column) - 1
    rows = content[sheet]
    while len(rows) < row:
        rows.append([])
    rows[row - 1] += [None] * (index + 1 - len(rows[row - 1]))
    rows[row - 1][index] = value
    return content


def with_column(sheet: str, name: str, *values: Cell) -> dict[str, Rows]:
    """Return the right workbook with a column added: values from the first row down."""
    content = copy.deepcopy(sheets())
    rows = content[sheet]
    for number, row in enumerate(rows):
        row.append(([name, *values] + [None] * len(rows))[number])
    return content


def with_item(name: str, value: Cell) -> dict[str, Rows]:
    """Return the right workbook with an item of 基本信息 set."""
    content = copy.deepcopy(sheets())
    rows = [row for row in content["基本信息"] if row[0] != name]
    content["基本信息"] = [*rows, [name, value]]
    return content


def read_sheets(folder: Path, content: dict[str, Rows]) -> ReadResult:
    """Write and read a workbook."""
    return read(write(folder / "县.xlsx", content))


def problem_of(folder: Path, content: dict[str, Rows]) -> Problem:
    """Read a workbook that must be right."""
    result = read_sheets(folder, content)
    assert result.problem is not None, [p.text for p in result.problems]
    return result.problem


def meant(problem: Problem) -> Problem:
    """Return what a workbook means, wherever its cells stand."""
    return problem.changed(cells={}, input_sha256="")


def errors_of(folder: Path, content: dict[str, Rows]) -> list[InputProblem]:
    """Read a workbook and return its errors; there must be one, and then no problem is returned."""
    result = read_sheets(folder, content)
    found = [p for p in result.problems if p.severity == "error"]
    assert found
    assert result.problem is None
    return found


def one_error(folder: Path, content: dict[str, Rows]) -> InputProblem:
    """Read a workbook with just one error and return it."""
    found = errors_of(folder, content)
    assert len(found) == 1, [p.text for p in found]
    return found[0]


def warnings_of(folder: Path, content: dict[str, Rows]) -> list[InputProblem]:
    """Read a workbook that is right and return its warnings."""
    result = read_sheets(folder, content)
    assert result.problem is not None, [p.text for p in result.problems]
    return [p for p in result.problems if p.severity == "warning"]


def kailu_sheets() -> dict[str, Rows]:
    """A right and small workbook of the profile kailu, on the base of `sheets`.

    常委 M001–M003; pairs 经济委员会—发改局 and 教育委员会—教育局; groups 东组 (M001–M004, convenor
    M001) and 西组 (M005–M008, convenor M005); one key proposal, one supervision activity.
    """
    content = copy.deepcopy(sheets())
    for row in content["基本信息"]:
        if row[0] == "规则方案":
            row[1] = "kailu"
    content["委员"][0] += ["常委", "联络活动组"]
    for number, row in enumerate(content["委员"][1:], start=1):
        row += ["是" if number <= 3 else "否", "东组" if number <= 4 else "西组"]
    content["联络活动组"] = [["名称", "召集人"], ["东组", "委员甲"], ["西组", "M005"]]
    content["重点提案"] = [
        ["编号", "案由", "提案人", "承办部门", "领办领导", "督办领导", "相关界别"],
        ["P01", "关于校车安全的提案", "委员丁", "教育局", "吴副县长", "李副主席", "农业"],
    ]
    content["监督活动"] = [
        ["编号", "名称", "形式", "牵头单位", "最早月份", "最晚月份", "天数"],
        ["S01", "办学条件视察", "视察", "教育委员会", 4, "9月", "1.5天"],
    ]
    return content
