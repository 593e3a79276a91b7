"""协商室, 议事成员, 联络负责人: the rooms below the county, and who takes part in them."""

from __future__ import annotations

from inputs.sheets.column import ROOM_FORMS, Column, Sheet
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

LEVELS = ("场", "乡镇", "街道", "园区", "村", "社区", "企业", "界别")
KINDS = (
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
_SERVES = "基层协商"
_FORMS = tuple(sorted(ROOM_FORMS))

ROOMS = Sheet(
    name="协商室",
    note="场、乡镇、村（社区）、企业、界别的协商议事室，一行一个。",
    serves=_SERVES,
    forms=_FORMS,
    columns=(
        Column(
            "名称", Name(), "协商室名称，如东坪镇、红旗村；不能重名。", "示例东坪镇", required=True
        ),
        Column("层级", Choice(LEVELS), "哪一级；决定协商形式。", "乡镇", required=True),
        Column(
            "上级",
            Name(),
            "村、社区的上级：乡镇（场）的协商室名称。",
            "",
            blank="没有上级；有乡镇或场的协商室时，村、社区必填",
        ),
        Column(
            "规则方案",
            Refs(("规则方案",)),
            "这个协商室自己的规则方案。",
            "",
            blank="“基本信息”中第一个有这一层级的基层方案",
        ),
        Column("召集人", Name(), "召集人的姓名或编号，可以主持。", "周书记", blank="没有召集人"),
        Column(
            "可主持人员",
            Words(),
            "另外可以主持的人，姓名或编号；连召集人至少两名，以便回避。",
            "吴组长、郑副组长",
            blank="只有召集人",
        ),
        Column("审批单位", Text(), "谁审批议题。", "", blank="按层级和规则方案"),
        Column("备案单位", Text(), "向谁备案。", "", blank="按层级和规则方案"),
        Column("容纳人数", Integer(1, 5000, "人"), "坐得下多少人。", 60, blank="不限"),
        Column("经度", Decimal(70, 140), "经度，用来就近编入委员。", "", blank="按乡镇"),
        Column("纬度", Decimal(0, 60), "纬度，用来就近编入委员。", "", blank="按乡镇"),
        Column("上年末次日期", Day(), "上年最后一次协商的日期。", "", blank="不计与上年的间隔"),
        Column(
            "年度次数", Integer(0, 52, "次"), "自定的全年次数。", "", blank="按规则“年度次数”等"
        ),
    ),
)

DELIBERATORS = Sheet(
    name="议事成员",
    note="协商室的议事成员，一人一行；一人在两个协商室的写两行，编号相同。",
    serves=_SERVES,
    forms=_FORMS,
    columns=(
        Column("编号", Identifier(), "编号；也是委员的，填委员编号。", "示例D0001", required=True),
        Column("姓名", Name(), "姓名。", "周某某", required=True),
        Column("协商室", Name(), "属于哪个协商室。", "东坪镇", required=True, groups=True),
        Column("类别", Choice(KINDS), "哪一类人。", "群众代表", required=True),
        Column(
            "代表领域",
            Words(),
            "代表哪些领域；与议题的“利益相关方”写法一致，就是它的利益相关方。",
            "沿街商户",
            blank="不代表某个领域",
        ),
        Column("单位", Text(), "所在单位。", "", blank="不明"),
        Column("年度上限", Integer(0, 100, "次"), "全年最多参加几次。", "", blank="不限"),
        Column("出席率", Percent(), "往年出席率。", "", blank="按 80% 估计，并列出"),
    ),
)

LIAISON_HEADS = Sheet(
    name="联络负责人",
    note="乡政协联络机构负责人，每人联系 2—3 个村（社区）。",
    serves=_SERVES,
    forms=("village",),
    columns=(
        Column("姓名", Name(), "姓名。", "示例孙某某", required=True),
        Column("所在村", Name(), "住在或负责的村：协商室名称。", "", blank="按经纬度，或不论远近"),
        Column("经度", Decimal(70, 140), "经度。", "", blank="按所在村"),
        Column("纬度", Decimal(0, 60), "纬度。", "", blank="按所在村"),
    ),
)
