"""Writes examples/farm.xlsx: a farm and its twelve villages, for the profile farm.

The farm meets once a quarter, each village once in two months: 4 + 12 × 6 = 76 sessions. Persons
and units are invented, and the workbook says so. Run: `python examples/make_farm.py`.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from county_tables import Names, Row, write_county
from room_tables import (
    TOWN_MATTERS,
    VILLAGE_MATTERS,
    Council,
    deliberators,
    topics_of,
    with_changes,
)

SEED = 2027
PATH = Path(__file__).with_name("farm.xlsx")
NOTICE = "示例数据：场、村、人员、单位均为虚构；议题是各地协商议事室常见的事项。"
FARM = "红山湖农场"

SETTINGS: Sequence[tuple[str, Any]] = (
    ("年度", 2027),
    ("机构名称", "红山湖农场政协工作联络组（虚构示例）"),
    ("规则方案", "farm"),
    ("全体会议开始", date(2027, 1, 11)),
    ("全体会议结束", date(2027, 1, 13)),
    ("计划批准日期", date(2026, 12, 18)),
    ("主席会议日期", "2026-12-11"),
    ("会议时长", 120),
    ("层级", "场"),
    ("侧重", "均衡"),
)

GRAIN = ("种粮户", "外出务工家庭", "老年人家庭", "临路农户", "养殖户")
FRUIT = ("果农", "外出务工家庭", "种粮户", "临路农户", "老年人家庭")
MARKET = ("沿街商户", "学生家长", "老年人家庭", "菜农", "临路农户")

COUNCIL = Council(
    FARM,
    ("种粮户", "沿街商户", "学生家长", "园区企业", "农业企业"),
    ("场部", "二分场", "三分场"),
    40,
    24,
)
VILLAGES = (
    Council("柳林村", GRAIN, ("柳东组", "柳西组", "北圩组"), 28, 16),
    Council("东湾村", GRAIN, ("湾头组", "湾前路", "湾尾组"), 28, 16),
    Council("桃源村", FRUIT, ("桃岭组", "上冲组", "下冲组"), 27, 16),
    Council("双塘村", GRAIN, ("上塘组", "下塘组", "塘尾组"), 28, 16),
    Council("大堤村", GRAIN, ("堤内组", "堤外组", "闸口组"), 26, 16),
    Council("新丰村", FRUIT, ("渠东组", "老屋组", "南坡组"), 28, 16),
    Council("鹤洲村", GRAIN, ("洲头组", "洲尾组", "鹤嘴组"), 27, 16),
    Council("青石村", FRUIT, ("石坳组", "石桥组", "樟树组"), 28, 16),
    Council("荷塘村", GRAIN, ("荷叶组", "莲湖路", "藕塘组"), 28, 16),
    Council("望湖社区", MARKET, ("望湖路", "湖滨小区", "中学路"), 30, 17),
    Council("场部社区", MARKET, ("建设路", "机务队院", "职工新村"), 30, 17),
    Council("沙洲村", GRAIN, ("洲东组", "柴场组", "渡口组"), 26, 16),
)
TOPICS = (6, 5, 6, 4, 6, 7, 6, 5, 6, 6, 4, 6)
"""How many topics each village has; six sessions stand in its year."""
LAST_BEFORE = {
    "柳林村": date(2026, 12, 8),
    "东湾村": date(2026, 12, 3),
    "桃源村": date(2026, 11, 26),
    "双塘村": date(2026, 12, 10),
    "鹤洲村": date(2026, 11, 19),
    "望湖社区": date(2026, 12, 15),
}

CHANGES: Mapping[str, Row] = {
    # The farm's own: one asked for by its party committee, one with a decision ahead.
    "S0001": {"重要程度": "指定", "指定单位": "农场党委", "来源": "党政点题"},
    "S0002": {"决策时间": date(2027, 9, 30)},
    # 柳林村: heard last year without agreement, so that it is in its second round.
    "S0006": {"已协商次数": 1, "备注": "上年协商未达成共识，场党委同意再次协商"},
    # 东湾村: excluded, though people brought it.
    "S0012": {
        "议题名称": "要求不执行秋季秸秆禁烧规定",
        "类别": "人居环境",
        "来源": "群众出题",
        "不予协商情形": "上级党委、政府有明确要求、明文规定必须执行的事项",
    },
    # 桃源村: the secretary's own orchard is concerned, so another hosts.
    "S0017": {"利益相关方": "果农、外出务工家庭、邓守义"},
    # 双塘村: by unit and by field.
    "S0025": {"利益相关方": "双塘水产合作社、养殖户、老年人家庭"},
    # 大堤村: a window of months, and a matter planned twice within the year.
    "S0027": {"最早月份": 3, "最晚月份": 5},
    "S0028": {"需二次协商": "是"},
    # 望湖社区: no stakeholders named, so that its representatives are.
    "S0057": {"利益相关方": ""},
}
HOSTS: Mapping[str, Sequence[str]] = {
    FARM: ("曹德胜", "韩立新", "魏春兰"),
    "桃源村": ("邓守义", "宋长青"),
}
"""Who hosts, the convenor first, where the names matter; 11.1: secretaries and deputy liaison heads."""

CALENDAR = (
    {
        "开始": date(2027, 9, 16),
        "结束": date(2027, 9, 30),
        "类型": "回避",
        "适用": "村(社区)协商",
        "说明": "秋收",
    },
    {
        "开始": date(2027, 6, 7),
        "结束": date(2027, 6, 9),
        "类型": "回避",
        "说明": "高考",
    },
)
ABSENCES = (
    {"对象": FARM, "开始": date(2027, 7, 5), "结束": date(2027, 7, 23), "说明": "协商室维修"},
    {"对象": "曹德胜", "开始": date(2027, 5, 10), "结束": date(2027, 6, 4), "说明": "党校学习"},
    {"对象": "邓守义", "开始": date(2027, 3, 1), "结束": date(2027, 3, 12), "说明": "外出培训"},
    {"对象": "D0050", "开始": date(2027, 2, 15), "结束": date(2027, 11, 30), "说明": "外出务工"},
)


def tables() -> dict[str, list[Row]]:
    """Return every sheet's rows.

    Each village's secretary sits in the farm's council too, and one of the farm's representatives
    in that of 柳林村.
    """
    random_ = random.Random(SEED)  # noqa: S311  (an example, not a secret)
    fixed = [{"姓名": name} for hosts in HOSTS.values() for name in hosts]
    names = Names(random_, fixed)
    hosts = {
        council.name: HOSTS.get(council.name) or (names.next(), names.next(), names.next())
        for council in VILLAGES
    }
    people = deliberators(COUNCIL, names, 1)
    secretaries = [row for row in people if row["类别"] != "利益相关方代表"][: len(VILLAGES)]
    for row, council in zip(secretaries, VILLAGES, strict=True):
        row |= {"姓名": hosts[council.name][0], "类别": "村(居)委会", "单位": council.name}
    heard: Counter[str] = Counter()
    topics = topics_of(COUNCIL, 5, 1, TOWN_MATTERS, people, heard, random_)
    for council, count in zip(VILLAGES, TOPICS, strict=True):
        people += deliberators(council, names, len(people) + 1)
        topics += topics_of(
            council, count, len(topics) + 1, VILLAGE_MATTERS, people, heard, random_
        )
    fishery = [row for row in people if row["协商室"] == "双塘村"][10:14]
    for row in fishery:
        row["单位"] = "双塘水产合作社"
    farmer = people[0]
    twin = next(row for row in reversed(people) if row["协商室"] == "柳林村")
    twin |= {"编号": farmer["编号"], "姓名": farmer["姓名"]}
    return {
        "议题": list(with_changes(topics, CHANGES)),
        "协商室": [
            _room(FARM, "场", HOSTS[FARM], {"容纳人数": 40, "备案单位": "县政协办公室"}),
            *(
                _room(
                    council.name,
                    "社区" if council.name.endswith("社区") else "村",
                    hosts[council.name],
                    {
                        "上级": FARM,
                        "容纳人数": 32 if council.name.endswith("社区") else 28,
                        "上年末次日期": LAST_BEFORE.get(council.name, ""),
                    },
                )
                for council in VILLAGES
            ),
        ],
        "议事成员": list(people),
        "日历": list(CALENDAR),
        "不可用": list(ABSENCES),
    }


def _room(name: str, level: str, hosts: Sequence[str], more: Row) -> Row:
    others = "、".join(hosts[1:])
    return {"名称": name, "层级": level, "召集人": hosts[0], "可主持人员": others, **more}


def main() -> None:
    """Write the workbook."""
    write_county(PATH, ("farm",), NOTICE, SETTINGS, tables())


if __name__ == "__main__":
    main()
