"""议题: the candidate topics."""

from __future__ import annotations

from inputs.sheets.column import Column, Sheet
from inputs.sheets.date_kinds import Day, Months, OneMonth
from inputs.sheets.kinds import (
    Choice,
    Identifier,
    Importance,
    Integer,
    Name,
    Refs,
    Text,
    Words,
    YesNo,
)

TOPICS = Sheet(
    name="议题",
    note="候选议题，一行一题。",
    required=True,
    columns=(
        Column("编号", Identifier(), "议题的编号，如 T01。", "示例T01", required=True),
        Column("议题名称", Name(), "议题全称。", "推进农产品冷链物流建设", required=True),
        Column(
            "提出单位",
            Words(),
            "由谁提出，可填多个。",
            "农业农村委员会",
            required=True,
            groups=True,
        ),
        Column(
            "重要程度",
            Importance(),
            "5 最重要；党委政府交办的填“指定”，必须列入。",
            4,
            required=True,
        ),
        Column("指定单位", Text(), "交办单位。填了就必须列入。", "", blank="不是指定议题"),
        Column(
            "来源",
            Choice(("党政点题", "群众出题", "委员荐题"), open=True),
            "议题从哪里来。",
            "委员荐题",
            blank="其他",
        ),
        Column("提出人", Text(), "提出议题的人，结果要向其通报。", "王某某"),
        Column("类别", Text(), "如 经济、民生。", "农业农村", groups=True),
        Column(
            "协商形式",
            Refs(("协商形式",), many=True),
            "可用哪些协商形式。",
            "双月协商座谈会",
            blank="任何形式",
        ),
        Column(
            "牵头单位",
            Refs(("承办单位",), many=True),
            "由哪个委室牵头；填多个的，由其中一个牵头。",
            "农业农村委员会",
            blank="任何合适的委室（先看提出单位）",
        ),
        Column("协办单位", Refs(("承办单位",), many=True), "协助牵头的委室。", ""),
        Column(
            "相关部门",
            Refs(("部门",), many=True),
            "要到会的县委、县政府部门。",
            "农业农村局、商务局",
            blank="牵头单位的对口部门",
        ),
        Column(
            "相关界别",
            Refs(("界别",), many=True),
            "与哪些界别关系密切；用界别协商的，写由哪个界别或联络活动组协商。",
            "农业",
        ),
        Column("所需专长", Words(), "需要哪些专长的委员、专家。", "冷链、物流"),
        Column("需专家", YesNo(), "要不要请专家。", "是", blank="所需专长填了就请，没填就不请"),
        Column("最早月份", OneMonth("first", "最晚月份"), "最早几月开。", 3, blank="1"),
        Column("最晚月份", OneMonth("last", "最早月份"), "最晚几月开。", 10, blank="12"),
        Column("建议月份", Months(), "希望几月开，可填多个。", "5、6", blank="不限"),
        Column("决策时间", Day(), "有关决策作出的日期；协商和成果报送都要在它之前。", "2027-9-30"),
        Column("协商室", Text(), "基层协商室。现有规则方案不用，请留空。", "", blank="县级"),
        Column(
            "利益相关方",
            Refs(("委员", "专家", "领导", "承办单位"), many=True),
            "与议题有利益关系的人、单位或领域；他们不主持，也不占委员名额。",
            "",
        ),
        Column("已协商次数", Integer(0, 9, "次"), "以前年度就此协商过几次。", 0, blank="0"),
        Column("需二次协商", YesNo(), "今年是否要安排第二次。", "否", blank="否"),
        Column(
            "不予协商情形",
            Text(),
            "属于哪种不予协商的情形；填了就不列入，并写明原因。",
            "",
            blank="没有",
        ),
        Column("调研天数", Integer(0, 30, "天"), "会前调研几天。", 2, blank="按规则"),
        Column("调研地点", Text(), "到哪里调研。", "东坪镇"),
        Column("涉密", YesNo(), "涉密的不进公开文件。", "否", blank="否"),
        Column("备注", Text(), "其他要说的话。", ""),
    ),
)
