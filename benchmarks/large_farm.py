"""Writes the large county of the grass roots: 15 towns, 200 villages, 1,260 sessions a year.

Towns of profile yangzhou (4 sessions each, 300 county members sent down to them), villages of
profile farm (6 each): 15 × 4 + 200 × 6 = 1,260 sessions. 8,000 places in councils: 15 × 36 in
towns, 140 × 37 + 60 × 38 in villages. 1,200 topics: 4 a town, and 6 a village but for three villages
in ten, which have 5. Persons meet in several rooms: secretaries of villages sit in their town's
council, one host serves two villages, members are deliberators of villages.

Seeded: the same cells each time. Run: `python benchmarks/large_farm.py OUT.xlsx`.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "examples"))  # the matters and the writing are the examples' own

from county_tables import FIELDS, SURNAMES, Row, employer, write_county  # noqa: E402
from room_tables import (  # noqa: E402
    TOWN_MATTERS,
    VILLAGE_MATTERS,
    Council,
    deliberators,
    topics_of,
)

SEED = 2027
TOWNS, VILLAGES, MEMBERS, PLACES = 15, 200, 300, 8000
NOTICE = "测试数据：人员、乡镇、村、单位均为虚构，由程序按固定种子生成。"

SETTINGS: Sequence[tuple[str, Any]] = (
    ("年度", 2027),
    ("机构名称", "政协大县委员会（虚构）"),
    ("规则方案", "yangzhou、farm"),
    ("全体会议开始", date(2027, 1, 11)),
    ("全体会议结束", date(2027, 1, 13)),
    ("计划批准日期", date(2026, 12, 18)),
    ("主席会议日期", "2026-12-10"),
    ("会议时长", 120),
    ("侧重", "均衡"),
)

FIRST = "东西南北上下前后大小新老长高平青白红金石"
SECOND = "塘湾桥岭溪坪洲垸冲坳"
"""Two characters name a village: 20 × 10 = 200."""
TOWN_NAMES = (
    *("云溪", "石桥", "柳林", "清塘", "仙峰", "平口", "大福", "梅山"),
    *("古楼", "南金", "龙泉", "东坪", "江口", "羊角", "渠江"),
)
GROUPS = (
    *("上屋组", "下屋组", "塘边组", "桥头组", "坳上组", "老街"),
    *("新街", "垅里组", "井边组", "樟树组", "河边组", "山脚组"),
)
GIVEN = "建国志强海燕晓明春兰文斌玉梅国栋丽华永福秀英振雪莲德胜桂芳立新美玲光慧敏家豪思远雨桐"

VILLAGE_FIELDS = (
    ("种粮户", "外出务工家庭", "老年人家庭", "临路农户", "养殖户"),
    ("果农", "外出务工家庭", "种粮户", "临路农户", "老年人家庭"),
    ("沿街商户", "学生家长", "老年人家庭", "菜农", "临路农户"),
)
TOWN_FIELDS = (
    ("沿街商户", "小区业主", "老年人家庭", "学生家长", "物业企业"),
    ("种粮户", "沿河住户", "农业企业", "沿街商户", "菜农"),
    ("园区企业", "沿河住户", "学生家长", "沿街商户", "老年人家庭"),
)


class ManyNames:
    """Names for thousands of persons, no two alike; asked for as the examples ask for theirs."""

    def __init__(self, random_: random.Random) -> None:
        self._random = random_
        self._used: set[str] = set()

    def next(self) -> str:
        """Return a name not used so far."""
        while True:
            given = "".join(self._random.sample(GIVEN, 2))
            name = self._random.choice(SURNAMES) + given
            if name not in self._used:
                self._used.add(name)
                return name


def tables(
    seed: int = SEED,
    towns_count: int = TOWNS,
    villages_count: int = VILLAGES,
    members_count: int = MEMBERS,
) -> dict[str, list[Row]]:
    """Return every sheet's rows."""
    random_ = random.Random(seed)
    names = ManyNames(random_)
    heard: Counter[str] = Counter()
    towns = [
        Council(f"{name}镇", TOWN_FIELDS[n % 3], tuple(random_.sample(GROUPS, 3)), 36, 21)
        for n, name in enumerate(TOWN_NAMES[:towns_count])
    ]
    villages = [
        Council(
            f"{FIRST[n // len(SECOND)]}{SECOND[n % len(SECOND)]}村",
            VILLAGE_FIELDS[n % 3],
            tuple(random_.sample(GROUPS, 3)),
            38 if n % 10 < 3 else 37,
            21,
        )
        for n in range(villages_count)
    ]
    centres = {
        council.name: (112.0 + 0.12 * (n % 5), 28.0 + 0.12 * (n // 5))
        for n, council in enumerate(towns)
    }
    members = list(_members(members_count, names, centres, random_))
    rooms: list[Row] = []
    people: list[dict[str, Any]] = []
    topics: list[dict[str, Any]] = []
    for council in towns:
        hosts = (names.next(), names.next(), names.next())
        rooms.append(_room(council, "乡镇", "", hosts, centres[council.name], random_))
        people += deliberators(council, names, len(people) + 1)
        topics += topics_of(council, 4, len(topics) + 1, TOWN_MATTERS, people, heard, random_)
    partner = ""
    for n, council in enumerate(villages):
        town = towns[n % towns_count]
        # Two villages, one after the other, share a host of the liaison group.
        partner = partner if n % 2 and partner else names.next()
        hosts = (names.next(), partner, names.next())
        rooms.append(_room(council, "村", town.name, hosts, centres[town.name], random_))
        people += deliberators(council, names, len(people) + 1)
        count = 5 if n % 10 in (2, 5, 8) else 6
        topics += topics_of(
            council, count, len(topics) + 1, VILLAGE_MATTERS, people, heard, random_
        )
    _share(rooms, people, members, towns)
    for row in people[::23]:
        row["年度上限"] = 4
    return {
        "议题": list(topics),
        "委员": list(members),
        "协商室": rooms,
        "议事成员": list(people),
        "不可用": list(_absences(people, random_)),
        "日历": [
            {
                "开始": date(2027, 9, 16),
                "结束": date(2027, 9, 30),
                "类型": "回避",
                "适用": "村(社区)协商",
                "说明": "秋收",
            }
        ],
    }


def _members(
    count: int, names: ManyNames, centres: dict[str, tuple[float, float]], random_: random.Random
) -> Iterator[dict[str, Any]]:
    sectors = cycle(FIELDS)
    for number in range(1, count + 1):
        sector = next(sectors)
        town = random_.choice(list(centres))
        east, north = centres[town]
        yield {
            "编号": f"M{number:03d}",
            "姓名": names.next(),
            "性别": random_.choices(["男", "女"], [68, 32])[0],
            "界别": sector,
            "工作单位": employer(sector, random_),
            "所在乡镇": town,
            "专长": random_.choice(FIELDS[sector]),
            "出席率": random_.choice(["75%", "80%", "90%", "95%"]),
            "经度": round(east + random_.uniform(-0.05, 0.05), 4),
            "纬度": round(north + random_.uniform(-0.05, 0.05), 4),
        }


def _room(
    council: Council,
    level: str,
    town: str,
    hosts: Sequence[str],
    centre: tuple[float, float],
    random_: random.Random,
) -> Row:
    off = 0.05 if town else 0.0
    return {
        "名称": council.name,
        "层级": level,
        "上级": town,
        "规则方案": "farm" if town else "yangzhou",
        "召集人": hosts[0],
        "可主持人员": "、".join(hosts[1:]),
        "容纳人数": 30 if town else 60,
        "经度": round(centre[0] + random_.uniform(-off, off), 4),
        "纬度": round(centre[1] + random_.uniform(-off, off), 4),
        "上年末次日期": date(2026, 11, 20) + timedelta(days=random_.randrange(30)) if town else "",
    }


def _share(
    rooms: Sequence[Row],
    people: Sequence[dict[str, Any]],
    members: Sequence[Row],
    towns: Sequence[Council],
) -> None:
    """Seat five secretaries of villages in each town's council, and 60 members in villages."""
    last: dict[str, list[dict[str, Any]]] = {}
    for row in people:
        last.setdefault(row["协商室"], []).append(row)
    for town in towns:
        below = [room for room in rooms if room["上级"] == town.name][:5]
        for room, row in zip(below, last[town.name][-5:], strict=True):
            row |= {"姓名": room["召集人"], "类别": "村(居)委会", "单位": room["名称"]}
    villages = [room["名称"] for room in rooms if room["上级"]]
    for member, village in zip(members[::5], villages[::3], strict=False):
        row = last[village][-1]
        row |= {"编号": member["编号"], "姓名": member["姓名"], "类别": "政协委员"}
        row |= {"单位": member["工作单位"], "出席率": ""}


def _absences(people: Sequence[Row], random_: random.Random) -> Iterator[Row]:
    """Yield who works elsewhere for a while: one in forty, one to three months."""
    for row in people[7::40]:
        start = date(2027, 1, 1) + timedelta(days=random_.randrange(270))
        yield {
            "对象": row["编号"],
            "开始": start,
            "结束": start + timedelta(days=random_.choice([30, 60, 90])),
            "说明": "外出务工",
        }


def write_large(path: Path) -> None:
    """Write the workbook to a path."""
    write_county(path, ("yangzhou", "farm"), NOTICE, SETTINGS, tables())


def main() -> None:
    """Write the workbook to the path given."""
    parser = argparse.ArgumentParser(description="写出大县工作簿：15 个乡镇、200 个村。")
    parser.add_argument("workbook", type=Path, help="写到哪个文件")
    write_large(parser.parse_args().workbook)


if __name__ == "__main__":
    main()
