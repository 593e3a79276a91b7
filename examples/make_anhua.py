"""Writes examples/anhua.xlsx: a county of realistic size for the profile anhua.

The topics are real ones that CPPCC bodies published; who proposes and leads them, and every
person and unit, is invented, and the workbook says so. Run: `python examples/make_anhua.py`.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from county_tables import DEPARTMENTS, TOPICS, County, Names, Row, experts, write_county

SEED = 2027
PATH = Path(__file__).with_name("anhua.xlsx")
NOTICE = "示例数据：人员、单位、电话均为虚构；议题取自各地政协公开的年度协商计划。"

SECTORS = {
    "中共": 26, "无党派": 9, "民革": 4, "民盟": 5, "共青团和青联": 6, "工会": 6, "妇联": 8, "工商联": 20,
    "科协": 6, "台联": 3, "侨联": 5, "文艺": 8, "科技": 8, "社科": 4, "经济": 22, "农业": 20, "教育": 14,
    "体育": 3, "医卫": 14, "社会福利和社会保障": 5, "少数民族": 4, "宗教": 4, "特邀": 16,
}  # fmt: skip
"""Seats by sector, 220 in all: the assumed county of facts on practice."""

BODIES: Sequence[Mapping[str, Any]] = (
    {"名称": "办公室", "类型": "办公室", "分管领导": "罗志远"},
    {"名称": "提案委员会", "类型": "专委会", "分管领导": "罗志远", "对口部门": "县政府办、县信访局"},
    {"名称": "经济科技委员会", "类型": "专委会", "分管领导": "谭国栋", "对口部门": "县发改局、县工信局、县财政局、县科技局"},
    {"名称": "农业农村委员会", "类型": "专委会", "分管领导": "夏春兰", "对口部门": "县农业农村局、县林业局、县水利局"},
    {"名称": "人口资源环境委员会", "类型": "专委会", "分管领导": "谭国栋", "对口部门": "县自然资源局、县生态环境局、县住建局"},
    {"名称": "教科卫体委员会", "类型": "专委会", "分管领导": "姚慧敏", "对口部门": "县教育局、县卫健局、县文旅广体局"},
    {"名称": "社会法制和民族宗教委员会", "类型": "专委会", "分管领导": "姚慧敏", "对口部门": "县公安局、县司法局、县民宗局、县民政局"},
    {"名称": "文化文史和学习委员会", "类型": "专委会", "分管领导": "卢文斌", "对口部门": "县委宣传部、县档案馆"},
    {"名称": "联络委员会", "类型": "专委会", "分管领导": "卢文斌", "对口部门": "县委统战部、县工商联", "年度承办上限": 1},
)  # fmt: skip

LEADERS: Sequence[Mapping[str, Any]] = (
    {"姓名": "曾庆丰", "职务": "主席", "编号": "L01", "所属": "政协", "可主持": "是"},
    {"姓名": "罗志远", "职务": "副主席", "编号": "L02", "所属": "政协", "可主持": "是", "年度主持上限": 2},
    {"姓名": "谭国栋", "职务": "副主席", "编号": "L03", "所属": "政协", "可主持": "是", "年度主持上限": 2},
    {"姓名": "夏春兰", "职务": "副主席", "编号": "L04", "所属": "政协", "可主持": "是", "年度主持上限": 2},
    {"姓名": "姚慧敏", "职务": "副主席", "编号": "L05", "所属": "政协", "可主持": "是", "年度主持上限": 2},
    {"姓名": "卢文斌", "职务": "副主席", "编号": "L06", "所属": "政协", "可主持": "是", "年度主持上限": 2},
    {"姓名": "蒋正平", "职务": "秘书长", "编号": "L07", "所属": "政协", "可主持": "否"},
    {"姓名": "贺立新", "职务": "县委副书记", "编号": "L11", "所属": "县委", "联系政协": "是"},
    {"姓名": "彭伟民", "职务": "常务副县长", "编号": "L12", "所属": "政府", "联系政协": "是", "分管单位": "县发改局、县财政局、县政府办"},
    {"姓名": "向丽华", "职务": "副县长", "编号": "L13", "所属": "政府", "分管单位": "县教育局、县卫健局、县文旅广体局、县民政局"},
    {"姓名": "龙卫东", "职务": "副县长", "编号": "L14", "所属": "政府", "分管单位": "县农业农村局、县林业局、县水利局"},
    {"姓名": "欧少华", "职务": "副县长", "编号": "L15", "所属": "政府", "分管单位": "县工信局、县科技局、县商务局、县市场监管局"},
    {"姓名": "石光明", "职务": "副县长", "编号": "L16", "所属": "政府", "分管单位": "县自然资源局、县生态环境局、县住建局、县应急局"},
)  # fmt: skip

SETTINGS: Sequence[tuple[str, Any]] = (
    ("年度", 2027),
    ("机构名称", "政协云岭县委员会（虚构示例）"),
    ("规则方案", "anhua"),
    ("全体会议开始", date(2027, 1, 11)),
    ("全体会议结束", date(2027, 1, 13)),
    ("计划批准日期", date(2026, 12, 25)),
    ("主席会议日期", "2026-12-10、2027-01-07、2027-02-25、2027-04-22、2027-06-24、2027-08-26"),
    ("会议时长", 150),
    ("层级", "县"),
    ("届次", "第十一届"),
    ("侧重", "均衡"),
)

CALENDAR = (
    {"开始": date(2027, 6, 7), "结束": date(2027, 6, 9), "类型": "回避", "说明": "高考"},
    {"开始": date(2027, 3, 4), "结束": date(2027, 3, 11), "类型": "回避", "适用": "曾庆丰", "说明": "列席全国会议（示例）"},
    {"开始": date(2027, 12, 20), "结束": date(2027, 12, 31), "类型": "回避", "说明": "年终考核、县委全会"},
    {"开始": date(2027, 9, 15), "结束": date(2027, 9, 30), "类型": "回避", "适用": "农业农村委员会", "说明": "秋收"},
)  # fmt: skip

ABSENCES = (
    {"对象": "谭国栋", "开始": date(2027, 5, 10), "结束": date(2027, 6, 4), "说明": "市委党校学习"},
    {"对象": "蒋正平", "开始": date(2027, 8, 16), "结束": date(2027, 8, 20), "说明": "外出考察"},
    {"对象": "姚慧敏", "开始": date(2027, 10, 11), "结束": date(2027, 10, 22), "说明": "挂职培训"},
    {"对象": "向丽华", "开始": date(2027, 9, 1), "结束": date(2027, 9, 10), "说明": "出差"},
    {"对象": "政协二楼会议室", "开始": date(2027, 7, 1), "结束": date(2027, 8, 31), "说明": "维修"},
)

BLOCKS = {
    "常务": "彭伟民", "工贸": "欧少华", "农口": "龙卫东", "城建": "石光明", "文教": "向丽华", "党群": "贺立新",
}  # fmt: skip
"""Block of work → the county leader in charge."""

VENUES = (
    {
        "名称": "政协五楼会议室",
        "容纳人数": 60,
        "地址": "县政协机关五楼",
        "协商形式": "双月协商座谈会",
    },
    {"名称": "政协二楼会议室", "容纳人数": 45, "地址": "县政协机关二楼"},
    {"名称": "县会议中心", "容纳人数": 400, "地址": "人民路1号"},
)

LOCKS = ({"对象": "T10", "项目": "不参加", "值": "M045"},)


COUNTY = County(
    seats=SECTORS,
    bodies=BODIES,
    leaders=LEADERS,
    women=frozenset({"夏春兰", "姚慧敏"}),
    peoples={"汉族": 80, "土家族": 8, "苗族": 7, "瑶族": 5},
)


def tables() -> dict[str, list[Row]]:
    """Return every sheet's rows. Heads of committees are members; a few members are away."""
    random_ = random.Random(SEED)  # noqa: S311  (an example, not a secret)
    names = Names(random_, LEADERS)
    people = COUNTY.members(names, random_)
    heads = COUNTY.heads(people)
    ordinary = [row["编号"] for row in people if not row["政协职务"]]
    away = random_.sample([who for who in ordinary if who not in heads.values()], 12)
    months = (3, 4, 5, 6, 7, 8, 9, 10, 11, 3, 6, 9)
    absences = [
        *ABSENCES,
        *(
            {
                "对象": who,
                "开始": date(2027, month, 8),
                "结束": date(2027, month, 19),
                "说明": "外出",
            }
            for who, month in zip(away, months, strict=True)
        ),
    ]
    return {
        "议题": [{**TOPICS[0], "协商形式": "双月协商座谈会"}, *TOPICS[1:]],
        "承办单位": [{**body, "负责人": heads[body["名称"]]} for body in BODIES],
        "领导": list(LEADERS),
        "委员": list(people),
        "专家": list(experts(30, names, random_)),
        "部门": [
            {"名称": name, "负责人": names.next(), "分管领导": BLOCKS.get(block, "")}
            for name, block in DEPARTMENTS.items()
        ],
        "会场": list(VENUES),
        "日历": list(CALENDAR),
        "不可用": list(absences),
        "锁定": list(LOCKS),
    }


def main() -> None:
    """Write the workbook."""
    write_county(PATH, ("anhua",), NOTICE, SETTINGS, tables())


if __name__ == "__main__":
    main()
