"""承办单位, 领导, 委员, 专家, 部门, 会场: who prepares, leads, speaks and answers, and where."""

from __future__ import annotations

from inputs.sheets.column import Column, Sheet
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
    YesNo,
)

BODY_KINDS = ("专委会", "办公室", "联络组", "议事会")
SIDES = ("政协", "县委", "政府", "人大", "两院")

BODIES = Sheet(
    name="承办单位",
    note="牵头、承办协商的委室，一行一个。",
    required=True,
    county=True,
    columns=(
        Column("名称", Name(), "委室名称。", "示例农业农村委员会", required=True),
        Column("类型", Choice(BODY_KINDS), "委室的类型。", "专委会", required=True),
        Column(
            "负责人",
            Refs(("委员", "领导")),
            "主任等：姓名或委员编号；以职务到会，不占委员名额。",
            "示例M001",
        ),
        Column(
            "分管领导",
            Refs(("领导",), many=True),
            "分管的主席、副主席；也可填在“领导”表的“分管单位”。",
            "李某某",
            blank="看“领导”表的分管单位",
        ),
        Column(
            "对口部门",
            Refs(("部门",), many=True),
            "对口联系的部门；议题没有填相关部门时由它们到会。",
            "农业农村局",
        ),
        Column(
            "同时筹备上限", Integer(1, 12, "个"), "同时筹备几个议题。", 1, blank="按规则“同时筹备”"
        ),
        Column("年度承办上限", Integer(0, 50, "个"), "全年最多牵头几个。", 2, blank="不限"),
    ),
)

LEADERS = Sheet(
    name="领导",
    note="县政协领导，以及要到会的县委、政府等领导，一行一人。",
    required=True,
    county=True,
    columns=(
        Column("姓名", Name(), "姓名。", "示例李某某", required=True),
        Column("职务", Text(), "政协的写 主席、副主席、秘书长。", "副主席", required=True),
        Column(
            "编号", Identifier(), "同时是委员的，填委员编号；重名的必填。", "", blank="以姓名识别"
        ),
        Column("所属", Choice(SIDES), "哪一家的领导。", "政协", blank="政协"),
        Column("联系政协", YesNo(), "是否县委、县政府联系政协的领导。", "否", blank="否"),
        Column(
            "分管单位",
            Refs(("承办单位", "部门"), many=True),
            "分管的委室或部门。",
            "农业农村委员会",
            blank="看“承办单位”“部门”的分管领导",
        ),
        Column("可主持", YesNo(), "能否主持协商会。", "是", blank="主席、副主席：是；其他：否"),
        Column("年度主持上限", Integer(0, 50, "次"), "全年最多主持几次。", "", blank="不限"),
    ),
)

MEMBERS = Sheet(
    name="委员",
    note="本届委员，一行一人。",
    required=True,
    county=True,
    columns=(
        Column("编号", Identifier(), "委员编号，不变、不重复。", "示例M001", required=True),
        Column("姓名", Name(), "姓名。", "张某某", required=True),
        Column("性别", Choice(("男", "女")), "性别。", "女", required=True),
        Column("界别", Name(), "所属界别。", "农业", required=True, groups=True),
        Column("党派", Text(), "党派。", "无党派"),
        Column("民族", Text(), "民族。", "汉族"),
        Column("政协职务", Text(), "在政协的职务。", "农业农村委员会主任"),
        Column("常委", YesNo(), "是否常委。", "否", blank="否"),
        Column("工作单位", Text(), "工作单位。", "某某合作社"),
        Column("所在乡镇", Text(), "工作或居住的乡镇。", "东坪镇", groups=True),
        Column("专长", Words(), "专长，可填多个。", "冷链、农产品加工"),
        Column("所属委室", Refs(("承办单位",)), "属于哪个委室。", "农业农村委员会", groups=True),
        Column(
            "联络活动组",
            Refs(("联络活动组",), many=True),
            "所在的联络活动组，一人一组；有“联络活动组”表时必填。",
            "",
            blank="没有分组",
        ),
        Column("级别", Choice(("省", "市", "县")), "哪一级委员。", "县", blank="县"),
        Column("出席率", Percent(), "往年出席率。", "85%", blank="80%，并在计划中说明"),
        Column(
            "往年参加次数",
            Integer(0, 500, "次"),
            "本届以前年度受邀参加协商会的次数。",
            1,
            blank="0",
        ),
        Column(
            "年度邀请上限",
            Integer(0, 100, "次"),
            "全年最多邀请几次。",
            "",
            blank="按规则“邀请上限”",
        ),
        Column("手机", Text(), "只印在内部任务单上，不进日历。", ""),
        Column("邮箱", Text(), "只用于内部任务单。", ""),
        Column("经度", Decimal(70, 140), "住地经度。", ""),
        Column("纬度", Decimal(0, 60), "住地纬度。", ""),
    ),
)

EXPERTS = Sheet(
    name="专家",
    note="可请的专家学者（不是本届委员），一行一人。",
    columns=(
        Column("编号", Identifier(), "专家编号，如 E01。", "示例E01", required=True),
        Column("姓名", Name(), "姓名。", "陈某某", required=True),
        Column("单位", Text(), "工作单位。", "某某农业大学", required=True),
        Column("专长", Words(), "专长，可填多个。", "冷链"),
        Column(
            "年度邀请上限",
            Integer(0, 100, "次"),
            "全年最多邀请几次。",
            "",
            blank="按规则“邀请上限”",
        ),
        Column("邮箱", Text(), "只用于内部任务单。", ""),
    ),
)

DEPARTMENTS = Sheet(
    name="部门",
    note="县委、县政府的部门，一行一个。没有这张表时，部门只按名称识别。",
    columns=(
        Column("名称", Name(), "部门名称。", "示例农业农村局", required=True),
        Column("负责人", Name(), "到会的负责人。", "刘某某"),
        Column("分管领导", Refs(("领导",)), "分管该部门的县领导，议题涉及时到会。", "赵某某"),
    ),
)

VENUES = Sheet(
    name="会场",
    note="开会的地方，一行一个。没有这张表时，计划不排会场。",
    columns=(
        Column("名称", Name(), "会场名称。", "示例政协三楼会议室", required=True),
        Column("容纳人数", Integer(1, 5000, "人"), "坐得下多少人。", 60, blank="不限"),
        Column("地址", Text(), "地址。", "县行政中心3楼"),
        Column(
            "协商形式", Refs(("协商形式",), many=True), "只用于哪些形式。", "", blank="任何形式"
        ),
    ),
)
