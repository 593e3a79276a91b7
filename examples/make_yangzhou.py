"""Writes examples/yangzhou.xlsx: a county of profile anhua with the rooms of profile yangzhou below it.

Ten towns, four villages, two enterprises and a 界别; 150 county members are sent down to the towns
and villages. The county's own six sessions stand beside 42 of the towns, 9 of the villages, 4 of
the enterprises and 3 of the 界别. The county's topics are published ones; persons, places and units
are invented, and the workbook says so. Run: `python examples/make_yangzhou.py`.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from county_tables import DEPARTMENTS, TOPICS, County, Names, Row, experts, write_county
from room_tables import (
    OFFICE_MATTERS,
    TOWN_MATTERS,
    VILLAGE_MATTERS,
    Council,
    deliberators,
    topics_of,
    with_changes,
)

SEED = 2027
PATH = Path(__file__).with_name("yangzhou.xlsx")
NOTICE = "示例数据：人员、乡镇、单位、电话均为虚构；县级议题取自各地政协公开的年度协商计划。"

SECTORS = {
    "中共": 24, "无党派": 6, "民革": 3, "民盟": 4, "共青团和青联": 5, "工会": 4, "妇联": 5, "工商联": 15,
    "科技": 6, "经济": 15, "农业": 16, "教育": 11, "医卫": 10, "文艺": 5, "社会福利和社会保障": 5,
    "环境资源": 4, "特邀": 12,
}  # fmt: skip
"""Seats by sector: 150 in all."""

BODIES: Sequence[Row] = (
    {"名称": "办公室", "类型": "办公室", "分管领导": "秦永福"},
    {"名称": "提案委员会", "类型": "专委会", "分管领导": "秦永福", "对口部门": "县政府办、县信访局"},
    {"名称": "经济科技委员会", "类型": "专委会", "分管领导": "薛长青", "对口部门": "县发改局、县工信局"},
    {"名称": "农业农村委员会", "类型": "专委会", "分管领导": "孟秀英", "对口部门": "县农业农村局、县水利局"},
    {"名称": "人口资源环境委员会", "类型": "专委会", "分管领导": "薛长青", "对口部门": "县生态环境局、县住建局"},
    {"名称": "教科卫体委员会", "类型": "专委会", "分管领导": "孟秀英", "对口部门": "县教育局、县卫健局"},
    {"名称": "社会法制和民族宗教委员会", "类型": "专委会", "分管领导": "秦永福", "对口部门": "县司法局、县民政局"},
    {"名称": "文化文史和学习委员会", "类型": "专委会", "分管领导": "薛长青", "对口部门": "县委宣传部、县档案馆"},
)  # fmt: skip

LEADERS: Sequence[Row] = (
    {"姓名": "严守义", "职务": "主席", "编号": "L01", "所属": "政协", "可主持": "是"},
    {"姓名": "秦永福", "职务": "副主席", "编号": "L02", "所属": "政协", "可主持": "是", "年度主持上限": 3},
    {"姓名": "薛长青", "职务": "副主席", "编号": "L03", "所属": "政协", "可主持": "是", "年度主持上限": 3},
    {"姓名": "孟秀英", "职务": "副主席", "编号": "L04", "所属": "政协", "可主持": "是", "年度主持上限": 3},
    {"姓名": "钱学文", "职务": "秘书长", "编号": "L05", "所属": "政协", "可主持": "否"},
    {"姓名": "陶振华", "职务": "县委副书记", "编号": "L11", "所属": "县委", "联系政协": "是"},
    {"姓名": "汤正平", "职务": "常务副县长", "编号": "L12", "所属": "政府", "联系政协": "是", "分管单位": "县发改局、县财政局"},
    {"姓名": "尹红梅", "职务": "副县长", "编号": "L13", "所属": "政府", "分管单位": "县教育局、县卫健局、县民政局"},
    {"姓名": "常伟民", "职务": "副县长", "编号": "L14", "所属": "政府", "分管单位": "县农业农村局、县水利局"},
    {"姓名": "武光明", "职务": "副县长", "编号": "L15", "所属": "政府", "分管单位": "县工信局、县住建局、县生态环境局"},
)  # fmt: skip
BLOCKS = {
    "常务": "汤正平", "工贸": "武光明", "农口": "常伟民", "城建": "武光明", "文教": "尹红梅", "党群": "陶振华",
}  # fmt: skip

SETTINGS: Sequence[tuple[str, Any]] = (
    ("年度", 2027),
    ("机构名称", "政协澄湖县委员会（虚构示例）"),
    ("规则方案", "anhua、yangzhou"),
    ("全体会议开始", date(2027, 1, 11)),
    ("全体会议结束", date(2027, 1, 13)),
    ("计划批准日期", date(2026, 12, 25)),
    ("主席会议日期", "2026-12-10"),
    ("会议时长", 150),
    ("层级", "县"),
    ("届次", "第十五届"),
    ("侧重", "均衡"),
)

CENTRE = ("沿街商户", "小区业主", "老年人家庭", "学生家长", "物业企业")
COUNTRY = ("种粮户", "沿河住户", "农业企业", "沿街商户", "菜农")
INDUSTRY = ("园区企业", "沿河住户", "学生家长", "沿街商户", "老年人家庭")
FIELDS_OF_VILLAGE = ("种粮户", "外出务工家庭", "老年人家庭", "临路农户", "养殖户")
FIELDS_OF_COMMUNITY = ("沿街商户", "学生家长", "老年人家庭", "菜农", "临路农户")

TOWNS: Sequence[tuple[Council, str, float, float]] = (
    (Council("城南街道", CENTRE, ("城南老街", "文昌路", "南门片"), 46, 26), "街道", 119.452, 32.748),
    (Council("澄湖镇", CENTRE, ("镇中路", "湖滨路", "东街"), 46, 26), "乡镇", 119.488, 32.771),
    (Council("临泊镇", COUNTRY, ("泊东圩", "泊西圩", "临泊老街"), 44, 25), "乡镇", 119.561, 32.842),
    (Council("三圩乡", COUNTRY, ("三圩集镇", "北澄河", "垛田片"), 42, 24), "乡镇", 119.635, 32.795),
    (Council("解舟镇", COUNTRY, ("解舟集镇", "龙兴片", "金港河"), 44, 25), "乡镇", 119.588, 32.724),
    (Council("菱洲乡", COUNTRY, ("菱洲集镇", "高庙片", "骑龙圩"), 42, 24), "乡镇", 119.318, 32.702),
    (Council("迎桥镇", INDUSTRY, ("迎桥老街", "柏集片", "天山路"), 44, 25), "乡镇", 119.342, 32.651),
    (Council("柏庄镇", COUNTRY, ("柏庄集镇", "沙埂片", "长留圩"), 42, 24), "乡镇", 119.672, 32.688),
    (Council("渡口镇", INDUSTRY, ("渡口老街", "运河堤", "芦苇荡路"), 44, 25), "乡镇", 119.431, 32.902),
    (Council("澄湖经济开发区", INDUSTRY, ("凌波路", "创业路口", "装备工业园"), 44, 26), "园区", 119.471, 32.812),
)  # fmt: skip
"""Council, level, longitude, latitude."""
BELOW: Sequence[tuple[Council, str, str, float, float]] = (
    (Council("柳荫村", FIELDS_OF_VILLAGE, ("柳荫东组", "柳荫西组"), 26, 15), "村", "临泊镇", 119.573, 32.861),
    (Council("龙潭村", FIELDS_OF_VILLAGE, ("龙潭组", "下坝组"), 26, 15), "村", "解舟镇", 119.602, 32.711),
    (Council("文昌社区", FIELDS_OF_COMMUNITY, ("文昌路", "盐塘新村"), 28, 16), "社区", "城南街道", 119.446, 32.744),
    (Council("凌波社区", FIELDS_OF_COMMUNITY, ("凌波路", "蝶园小区"), 28, 16), "社区", "澄湖经济开发区", 119.468, 32.806),
)  # fmt: skip
OFFICES: Sequence[tuple[Council, str, str]] = (
    (Council("云河装备公司", ("一线职工", "周边居民", "配套企业"), ("云河厂区",), 20, 12), "企业", "澄湖经济开发区"),
    (Council("临泊米业公司", ("一线职工", "周边居民", "配套企业"), ("米业仓库",), 18, 12), "企业", "临泊镇"),
    (Council("工商联界别协商室", ("小微企业", "商会会员", "个体工商户"), ("商会",), 22, 14), "界别", ""),
)  # fmt: skip

TOPICS_OF = (7, 5, 4, 4, 5, 4, 4, 3, 4, 5)
"""How many topics each town has; 柏庄镇 has fewer than its four sessions."""
TOPICS_BELOW = (3, 2, 3, 2)
TOPICS_OF_OFFICES = (2, 2, 2)
TIMES = {"城南街道": 6, "柳荫村": 3, "工商联界别协商室": 3}
"""年度次数 where a room meets more often than the rule says."""

CHANGES: Mapping[str, Row] = {
    # 城南街道: asked for by its party committee; the first of two rounds; experts.
    "S0001": {"重要程度": "指定", "指定单位": "城南街道党工委", "来源": "党政点题"},
    "S0002": {"需二次协商": "是"},
    "S0003": {"需专家": "是", "所需专长": "城市建设"},
    # 澄湖镇: heard before without agreement.
    "S0008": {"已协商次数": 1, "备注": "上年协商未达成共识"},
    # 临泊镇: by unit as well as by field.
    "S0016": {"利益相关方": "临泊米业公司、种粮户、沿河住户"},
    # 三圩乡: excluded.
    "S0017": {
        "议题名称": "要求免缴国家规定的社会保险费",
        "类别": "其他",
        "所需专长": "",
        "需专家": "",
        "不予协商情形": "违反党的政策、国家相关法律法规的事项",
    },
    # 解舟镇: a decision ahead.
    "S0021": {"决策时间": date(2027, 10, 29)},
    # 渡口镇: no stakeholders named, so that its representatives are.
    "S0037": {"利益相关方": ""},
    # 柳荫村: the secretary's own land is concerned, so another hosts.
    "S0046": {"利益相关方": "种粮户、外出务工家庭、盛长庚"},
}
HOSTS: Mapping[str, Sequence[str]] = {"柳荫村": ("盛长庚", "路文斌", "苗雪莲")}
"""Who hosts, the convenor first, where the names matter."""
LOCKS = ({"对象": "town-迎桥镇-2", "项目": "月份", "值": "5"},)
CALENDAR = (
    {"开始": date(2027, 6, 7), "结束": date(2027, 6, 9), "类型": "回避", "说明": "高考"},
    {
        "开始": date(2027, 6, 1),
        "结束": date(2027, 6, 15),
        "类型": "回避",
        "适用": "三圩乡、解舟镇、柏庄镇",
        "说明": "夏收夏种",
    },
)


def tables() -> dict[str, list[Row]]:
    """Return every sheet's rows.

    A town's deputy secretary is a member and its convenor, a member of 工商联 that of its room
    ((三), (五)); each third town has another member in its council.
    """
    random_ = random.Random(SEED)  # noqa: S311  (an example, not a secret)
    fixed = [{"姓名": name} for hosts in HOSTS.values() for name in hosts]
    names = Names(random_, (*LEADERS, *fixed))
    county = County(SECTORS, BODIES, LEADERS, frozenset({"孟秀英"}), {"汉族": 98, "回族": 2})
    members = _placed(county.members(names, random_), random_)
    heads = county.heads(members)
    convenors = _convenors(members, heads)
    business = next(
        row["编号"]
        for row in members
        if row["界别"] == "工商联" and row["编号"] not in heads.values()
    )
    rooms: list[Row] = []
    people: list[dict[str, Any]] = []
    topics: list[dict[str, Any]] = []
    heard: Counter[str] = Counter()
    for (council, level, east, north), count in zip(TOWNS, TOPICS_OF, strict=True):
        who = (convenors[council.name], names.next(), names.next())
        rooms.append(_room(council, level, "", who, (east, north)))
        people += deliberators(council, names, len(people) + 1)
        topics += topics_of(council, count, len(topics) + 1, TOWN_MATTERS, people, heard, random_)
    for (council, level, town, east, north), count in zip(BELOW, TOPICS_BELOW, strict=True):
        who = HOSTS.get(council.name) or (names.next(), names.next(), names.next())
        rooms.append(_room(council, level, town, who, (east, north)))
        people += deliberators(council, names, len(people) + 1)
        topics += topics_of(
            council, count, len(topics) + 1, VILLAGE_MATTERS, people, heard, random_
        )
    for (council, level, town), count in zip(OFFICES, TOPICS_OF_OFFICES, strict=True):
        first = business if level == "界别" else names.next()
        who = (first, names.next())
        rooms.append(_room(council, level, town, who, None))
        people += deliberators(council, names, len(people) + 1)
        topics += topics_of(council, count, len(topics) + 1, OFFICE_MATTERS, people, heard, random_)
    for row in [r for r in people if r["协商室"] == "临泊镇"][20:24]:
        row["单位"] = "临泊米业公司"
    _seat_members(members, people, {*heads.values(), *convenors.values()})
    return {
        "议题": [*TOPICS[:13], *TOPICS[17:21], *with_changes(topics, CHANGES)],
        "承办单位": [{**body, "负责人": heads[body["名称"]]} for body in BODIES],
        "领导": list(LEADERS),
        "委员": list(members),
        "专家": list(experts(20, names, random_)),
        "部门": [
            {"名称": name, "负责人": names.next(), "分管领导": BLOCKS.get(block, "")}
            for name, block in DEPARTMENTS.items()
        ],
        "会场": [{"名称": "政协三楼会议室", "容纳人数": 60, "地址": "县政协机关三楼"}],
        "协商室": rooms,
        "议事成员": list(people),
        "日历": list(CALENDAR),
        "不可用": [
            {"对象": "薛长青", "开始": date(2027, 5, 10), "结束": date(2027, 5, 28), "说明": "学习"},
            {"对象": "澄湖镇", "开始": date(2027, 8, 2), "结束": date(2027, 8, 20), "说明": "装修"},
        ],
        "锁定": list(LOCKS),
    }  # fmt: skip


def _room(
    council: Council, level: str, town: str, hosts: Sequence[str], place: tuple[float, float] | None
) -> Row:
    return {
        "名称": council.name,
        "层级": level,
        "上级": town,
        "规则方案": "yangzhou",
        "召集人": hosts[0],
        "可主持人员": "、".join(hosts[1:]),
        "容纳人数": 45 if level in ("乡镇", "街道", "园区") else 30,
        "经度": place[0] if place else "",
        "纬度": place[1] if place else "",
        "年度次数": TIMES.get(council.name, ""),
    }


def _placed(members: list[dict[str, Any]], random_: random.Random) -> list[dict[str, Any]]:
    """Return the members with a town of this county, most with coordinates near it."""
    weights = [10, 8, 3, 3, 3, 3, 3, 3, 3, 4]
    for number, row in enumerate(members):
        council, _, east, north = random_.choices(TOWNS, weights)[0]
        row["所在乡镇"] = council.name
        if row["年度邀请上限"]:
            row["年度邀请上限"] = 2  # one for the county's sessions, one for the room's
        if number % 12 != 5:
            row["经度"] = round(east + random_.uniform(-0.03, 0.03), 3)
            row["纬度"] = round(north + random_.uniform(-0.03, 0.03), 3)
    return members


def _convenors(members: Sequence[dict[str, Any]], heads: Mapping[str, str]) -> dict[str, str]:
    """Return town → the member (编号) who is its deputy secretary and convenes its room."""
    free = [
        row
        for row in members
        if row["界别"] == "中共" and not row["政协职务"] and row["编号"] not in heads.values()
    ]
    found: dict[str, str] = {}
    for (council, _, east, north), row in zip(TOWNS, free, strict=False):
        row |= {"工作单位": f"{council.name}党（工）委", "所在乡镇": council.name}
        row |= {"经度": east, "纬度": north}
        found[council.name] = row["编号"]
    return found


def _seat_members(
    members: Sequence[Row], people: Sequence[dict[str, Any]], taken: set[str]
) -> None:
    """Make a member who lives there a deliberator of each third town: 政协委员 by 编号."""
    for council, _, _, _ in TOWNS[::3]:
        member = next(
            row
            for row in members
            if row["所在乡镇"] == council.name and row["编号"] not in taken and not row["政协职务"]
        )
        row = next(r for r in reversed(people) if r["协商室"] == council.name)
        row |= {"编号": member["编号"], "姓名": member["姓名"], "类别": "政协委员"}
        row |= {"单位": member["工作单位"], "出席率": ""}


def main() -> None:
    """Write the workbook."""
    write_county(PATH, ("anhua", "yangzhou"), NOTICE, SETTINGS, tables())


if __name__ == "__main__":
    main()
