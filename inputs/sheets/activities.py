"""联络活动组, 重点提案, 监督活动: what some forms of consultation have a session each for."""

from __future__ import annotations

from inputs.sheets.column import Column, Sheet
from inputs.sheets.date_kinds import OneMonth
from inputs.sheets.kinds import Choice, HalfDays, Identifier, Name, Refs, Text

SUPERVISION_KINDS = ("民主评议", "监督性调研视察", "视察")

LIAISON_GROUPS = Sheet(
    name="联络活动组",
    note="委员按界别和住地划分的联络活动组，一行一组；“委员”表的“联络活动组”写明各人在哪一组。"
    "没有这张表时按界别设组。",
    serves="界别协商",
    forms=("sector",),
    columns=(
        Column("名称", Name(), "组名，不重复。", "示例东坪组", required=True),
        Column(
            "召集人",
            Refs(("委员", "领导")),
            "主持本组界别协商的委员：姓名或编号。每组都要有。",
            "示例M001",
            blank="不可留空",
        ),
    ),
)

PROPOSALS = Sheet(
    name="重点提案",
    note="面对面办理的重点提案，一行一件，各有一场提案办理协商。",
    serves="提案办理协商",
    forms=("proposal",),
    columns=(
        Column("编号", Identifier(), "提案编号，不与议题编号重复。", "示例P01", required=True),
        Column("案由", Text(), "案由。", "关于加快乡镇污水处理设施建设的提案", required=True),
        Column(
            "提案人",
            Refs(("委员",), many=True),
            "提案的委员（姓名或编号）或集体；提案人不到场，面对面办理无效。",
            "M012",
            blank="不可留空",
        ),
        Column(
            "承办部门",
            Refs(("部门",), many=True),
            "承办的部门，可填多个。",
            "生态环境局",
            blank="不可留空",
        ),
        Column(
            "领办领导",
            Refs(("领导",)),
            "领办的政府领导。",
            "赵某某",
            blank="承办部门的分管政府领导",
        ),
        Column(
            "督办领导",
            Refs(("领导",)),
            "督办并主持面对面办理的主席或副主席。",
            "李某某",
            blank="不可留空",
        ),
        Column("相关界别", Refs(("界别",), many=True), "与哪些界别关系密切。", "农业"),
    ),
)

SUPERVISION = Sheet(
    name="监督活动",
    note="民主评议、监督性调研视察和视察，一行一项，各有一场。",
    serves="民主评议、监督性视察",
    forms=("supervision",),
    columns=(
        Column("编号", Identifier(), "活动编号，不与议题编号重复。", "示例S01", required=True),
        Column("名称", Text(), "名称。", "优化营商环境民主评议", required=True),
        Column("形式", Choice(SUPERVISION_KINDS), "哪种形式。", "民主评议", required=True),
        Column(
            "牵头单位",
            Refs(("承办单位",)),
            "牵头的委室。",
            "农业农村委员会",
            blank="不可留空",
        ),
        Column("最早月份", OneMonth("first", "最晚月份"), "最早几月。", 5, blank="1"),
        Column("最晚月份", OneMonth("last", "最早月份"), "最晚几月。", 10, blank="12"),
        Column("天数", HalfDays(), "几天，可填半天。", "1.5", blank="“规则”表的会期，半天"),
    ),
)
