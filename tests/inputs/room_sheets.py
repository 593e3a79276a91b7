"""Workbooks with rooms: a farm with two villages, and a county with a town below it."""

from __future__ import annotations

from typing import Any

from tests.inputs.workbooks import Rows, sheets

KINDS = ("党代表", "人大代表", "群众代表", "乡贤", "村(居)委会", "老党员老干部")
ROOMS = ("某农场", "甲村", "乙村")


def deliberators(room: str, letter: str, count: int = 24) -> Rows:
    """So many of a room: half of them 利益相关方代表, of 养殖户 and of 果农 in turn; 90 % come."""
    rows: Rows = []
    for n in range(1, count + 1):
        represents = n <= count // 2
        kind = "利益相关方代表" if represents else KINDS[n % len(KINDS)]
        field = ("养殖户" if n % 2 else "果农") if represents else ""
        rows.append([f"{letter}{n:02d}", f"{room}{n}号", room, kind, field, 0.9])
    return rows


def farm_sheets() -> dict[str, Rows]:
    """A farm of profile farm with the villages 甲村 and 乙村; three topics each."""
    content: dict[str, Rows] = {
        "基本信息": [
            ["项目", "内容"],
            ["年度", 2027],
            ["机构名称", "某农场政协工作联络组"],
            ["规则方案", "farm"],
            ["全体会议开始", "2027-1-11"],
            ["全体会议结束", "2027-1-13"],
            ["计划批准日期", "2026-12-20"],
        ],
        "协商室": [
            ["名称", "层级", "上级", "召集人", "可主持人员", "容纳人数"],
            ["某农场", "场", "", "农场书记", "农场组长、农场副组长", 60],
            ["甲村", "村", "某农场", "甲书记", "甲组长、甲主任", ""],
            ["乙村", "村", "某农场", "乙书记", "乙组长、乙主任", ""],
        ],
        "议事成员": [["编号", "姓名", "协商室", "类别", "代表领域", "出席率"]],
        "议题": [["编号", "议题名称", "提出单位", "重要程度", "协商室", "利益相关方"]],
    }
    for room, letter in zip(ROOMS, "FAB", strict=True):
        content["议事成员"] += deliberators(room, letter)
        for n in range(1, 4):
            concerned = "养殖户、果农" if n == 1 else ""
            content["议题"].append(
                [f"{letter}T{n}", f"{room}的议题{n}", room, 6 - n, room, concerned]
            )
    return content


def mixed_sheets() -> dict[str, Rows]:
    """The small county of anhua with the town 东镇 of profile yangzhou below it: 44 deliberators."""
    content = sheets()
    for row in content["基本信息"]:
        if row[0] == "规则方案":
            row[1] = "anhua、yangzhou"
    content["协商室"] = [
        ["名称", "层级", "召集人", "可主持人员"],
        ["东镇", "乡镇", "东镇副书记", "委员辛"],
    ]
    content["议事成员"] = [
        ["编号", "姓名", "协商室", "类别", "代表领域", "出席率"],
        *deliberators("东镇", "D", 44),
    ]
    content["议题"][0].append("协商室")
    for row in content["议题"][1:]:
        row.append("")
    content["议题"].append(["T11", "集镇停车", "东镇", 4, "", "东镇"])
    return content


def with_row(content: dict[str, Rows], sheet: str, first: Any, **cells: Any) -> dict[str, Rows]:
    """Return the workbook with cells of one row (known by its first cell) changed, by column name."""
    header = content[sheet][0]
    for row in content[sheet][1:]:
        if row[0] == first:
            for name, value in cells.items():
                if name not in header:
                    header.append(name)
                row += [None] * (len(header) - len(row))
                row[header.index(name)] = value
    return content
