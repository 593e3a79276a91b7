"""Sheets for forms that no profile of this version has: known by name, and refused when filled."""

from __future__ import annotations

from inputs.sheets.column import Column, Sheet
from inputs.sheets.date_kinds import Day
from inputs.sheets.kinds import (
    Choice,
    Decimal,
    Identifier,
    Integer,
    Name,
    Percent,
    Refs,
    Text,
    Words,
)

ROOMS = Sheet(
    name="协商室",
    note="乡镇、村（社区）等的协商室。",
    serves="基层协商",
    columns=(
        Column("名称", Name(), "协商室名称。", "示例东坪镇协商室", required=True),
        Column(
            "层级",
            Choice(("场", "乡镇", "街道", "园区", "村", "社区", "企业", "界别")),
            "哪一级。",
            "乡镇",
            required=True,
        ),
        Column("上级", Name(), "上一级协商室。", ""),
        Column("规则方案", Refs(("规则方案",)), "自己的规则方案。", ""),
        Column("召集人", Name(), "召集人。", ""),
        Column("可主持人员", Words(), "可以主持的人，至少两名。", ""),
        Column("审批单位", Text(), "谁审批议题。", ""),
        Column("备案单位", Text(), "向谁备案。", ""),
        Column("容纳人数", Integer(1, 5000, "人"), "坐得下多少人。", ""),
        Column("经度", Decimal(70, 140), "经度。", ""),
        Column("纬度", Decimal(0, 60), "纬度。", ""),
        Column("上年末次日期", Day(), "上年最后一次协商的日期。", ""),
        Column("年度次数", Integer(0, 52, "次"), "全年几次。", ""),
    ),
)

DELIBERATORS = Sheet(
    name="议事成员",
    note="协商室的议事成员。",
    serves="基层协商",
    columns=(
        Column("编号", Identifier(), "编号。", "示例D0001", required=True),
        Column("姓名", Name(), "姓名。", "周某某", required=True),
        Column("协商室", Name(), "属于哪个协商室。", "东坪镇协商室", required=True),
        Column(
            "类别",
            Choice(
                (
                    "利益相关方代表",
                    "政协委员",
                    "党代表",
                    "人大代表",
                    "乡贤",
                    "群众代表",
                    "专业人士",
                    "老党员老干部",
                    "村(居)委会",
                    "社会组织",
                    "企业",
                    "其他",
                )
            ),
            "哪一类。",
            "群众代表",
            required=True,
        ),
        Column("代表领域", Words(), "代表哪些领域。", ""),
        Column("单位", Text(), "单位。", ""),
        Column("年度上限", Integer(0, 100, "次"), "全年最多几次。", ""),
        Column("出席率", Percent(), "往年出席率。", ""),
    ),
)

LIAISON_HEADS = Sheet(
    name="联络负责人",
    note="联系村的联络负责人。",
    serves="委员联系村",
    columns=(
        Column("姓名", Name(), "姓名。", "示例孙某某", required=True),
        Column("所在村", Name(), "所在村。", ""),
        Column("经度", Decimal(70, 140), "经度。", ""),
        Column("纬度", Decimal(0, 60), "纬度。", ""),
    ),
)
