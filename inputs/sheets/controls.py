"""日历, 不可用, 规则, 锁定: which days, whose absences, which numbers, what is settled already."""

from __future__ import annotations

from inputs.sheets.column import Column, Sheet
from inputs.sheets.date_kinds import Day
from inputs.sheets.kinds import Choice, Refs, Text

OFF, WORKED, AVOID = "放假", "调休上班", "回避"
LOCK_ITEMS = (
    "日期",
    "月份",
    "形式",
    "牵头",
    "主持",
    "参加",
    "不参加",
    "入选",
    "不入选",
    "不召开",
)

CALENDAR = Sheet(
    name="日历",
    note="放假通知和要避开的日子。国务院办公厅的放假通知公布后，用 planner calendar 填入，或把全年放假和调休逐行填入。",
    columns=(
        Column("开始", Day(), "第一天。", "示例：2027-2-5", required=True),
        Column("结束", Day(), "最后一天（一天的填同一天）。", "2027-2-12", required=True),
        Column(
            "类型",
            Choice((OFF, WORKED, AVOID)),
            "放假、调休上班：按通知；回避：不放假但不宜开会（如人代会、高考）。",
            OFF,
            required=True,
        ),
        Column(
            "适用",
            Refs(("承办单位", "部门", "领导", "委员", "专家", "会场", "协商形式"), many=True),
            "只对哪些单位、人、会场或形式。",
            "",
            blank="所有人",
        ),
        Column("说明", Text(), "说明。", "春节"),
    ),
)

ABSENCES = Sheet(
    name="不可用",
    note="哪个人、单位或会场在哪些天不能参加或使用，一行一段。",
    columns=(
        Column(
            "对象",
            Refs(("委员", "领导", "专家", "承办单位", "部门", "会场"), many=True),
            "姓名、编号或单位、会场名称。",
            "示例M001",
            required=True,
        ),
        Column("开始", Day(), "第一天。", "2027-4-10", required=True),
        Column("结束", Day(), "最后一天（一天的填同一天）。", "2027-4-20", required=True),
        Column("说明", Text(), "原因。", "外出学习"),
    ),
)

PROFILE_OF_VALUE = Column(
    "规则方案",
    Refs(("规则方案",)),
    "几个方案都有这条规则时，只改哪个方案的；县级的几个方案合为一套。",
    blank="都改；与某个方案原有的值相同的，只算那个方案的",
)

RULE_VALUES = Sheet(
    name="规则",
    note="改动规则的参数。只需填要改的；没有列出的按规则方案。"
    "也可写自己的侧重：“规则”填 侧重，“参数”填它的名称，“值”依先后写阶段，要改权重的写 目标项=数，"
    "如 侧重、我县优先、“民生议题、议题价值、离建议月份的月数=60”。",
    columns=(
        Column(
            "规则",
            Refs(("规则",)),
            "规则的中文名或代号；自己的侧重填 侧重。",
            "示例提前期",
            required=True,
        ),
        Column(
            "协商形式", Refs(("协商形式",)), "只改哪种形式。", "双月协商座谈会", blank="所有形式"
        ),
        PROFILE_OF_VALUE,
        Column("参数", Text(), "参数的名称或代号；侧重的名称。", "提前月数", required=True),
        Column("值", Text(), "新的值；侧重的阶段和权重。", 2, required=True),
        Column("说明", Text(), "为什么改。", ""),
    ),
)

LOCKS = Sheet(
    name="锁定",
    note="已经定下、不再改动的事，一行一件。",
    columns=(
        Column(
            "对象",
            Refs(("场次", "议题")),
            "场次代号，或议题、重点提案、监督活动的编号。",
            "示例bimonthly-3",
            required=True,
        ),
        Column("项目", Choice(LOCK_ITEMS), "定下的是什么。", "月份", required=True),
        Column(
            "值",
            Text(),
            "日期、月份、形式、单位或人；入选、不入选：对象是议题时可留空或填场次，是场次时填议题；"
            "不召开：这一场本年不开（留空；只限按“一般”的规则要开的），列入偏离事项，由主席签字。",
            5,
            blank="只有议题的入选、不入选和场次的不召开可留空",
        ),
    ),
)
