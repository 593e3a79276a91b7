"""基本信息: the year, the county, its rules and its fixed dates. One line an item (项目, 内容)."""

from __future__ import annotations

from inputs.sheets.column import Column, Sheet
from inputs.sheets.date_kinds import Day, Days
from inputs.sheets.kinds import Choice, Integer, Refs, Text
from planner.domain import FIRST_YEAR, LAST_YEAR

ITEM, CONTENT = "项目", "内容"
MERGE_CHOICES = ("单独召开", "并入全会", "不安排")
OWN_EMPHASIS = "侧重"
"""What the column 规则 of the sheet 规则 says of a row that describes an emphasis."""

YEAR = Sheet(
    name="基本信息",
    note="一行一项：左列是项目，右列填内容。",
    required=True,
    layout="pairs",
    columns=(
        Column("年度", Integer(FIRST_YEAR, LAST_YEAR), "计划所属年份。", 2027, required=True),
        Column("机构名称", Text(), "计划以谁的名义制定。", "政协某县委员会", required=True),
        Column(
            "规则方案",
            Refs(("规则方案",), many=True),
            "按哪个办法编排：方案的名称或代号。",
            "安化双月协商",
            required=True,
        ),
        Column("全体会议开始", Day(full=True), "全体会议第一天。", "2027-1-11", required=True),
        Column("全体会议结束", Day(full=True), "全体会议最后一天。", "2027-1-13", required=True),
        Column(
            "计划批准日期",
            Day(full=True),
            "县委批准年度协商计划的日期，已定或预计。",
            "2026-12-25",
            required=True,
        ),
        Column(
            "主席会议日期",
            Days(full=True),
            "主席会议通过议题的日期，可填多个；从最早一个起可以开始筹备。",
            "2026-12-10",
            blank="从计划批准日期起筹备",
        ),
        Column(
            "全会不在一二月时",
            Choice(MERGE_CHOICES),
            "编排双月协商、全体会议又不在1—2月时必填：1—2月的双月协商单独召开、并入全会，还是不安排。",
            "",
            blank="全会在1—2月，按办法合并进行",
            pers=("period",),
        ),
        Column("会议时长", Integer(30, 480, "分钟"), "每次协商会的分钟数。", 150, blank="150"),
        Column("层级", Text(), "省、市、县等，只作显示。", "县", blank="不显示"),
        Column("届次", Text(), "本届届次，只作显示。", "第十届", blank="不显示"),
        Column(
            "侧重",
            Refs(("侧重",)),
            "各项目标谁先谁后：均衡、民生优先、委员覆盖、错峰，"
            "或在“规则”表自己写的侧重的名称，如 我县优先。",
            "均衡",
            blank="均衡",
        ),
        Column(
            "上年计划", Text(), "上年计划文件的路径。本版还不能读取，请留空。", "", blank="不参照"
        ),
    ),
)
