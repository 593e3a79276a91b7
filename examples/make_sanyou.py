"""Writes examples/sanyou.xlsx: a 乡 with eighteen villages and the members of three levels sent to them.

Profile sanyou: each village says how often it meets (twelve twice, five three times, one four
times: 43 sessions). Five liaison heads look after two or three villages each, so that three villages
are looked after by nobody. Persons and places are invented, and the workbook says so. Run:
`python examples/make_sanyou.py`.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from county_tables import FIELDS, Names, Row, employer, experts, write_county
from room_tables import VILLAGE_MATTERS, Council, deliberators, topics_of, with_changes

SEED = 2027
PATH = Path(__file__).with_name("sanyou.xlsx")
NOTICE = "示例数据：人员、村、单位均为虚构；议题是各地协商议事室常见的事项。"

SETTINGS: Sequence[tuple[str, Any]] = (
    ("年度", 2027),
    ("机构名称", "松泉乡政协联络处（虚构示例）"),
    ("规则方案", "sanyou"),
    ("全体会议开始", date(2027, 1, 11)),
    ("全体会议结束", date(2027, 1, 13)),
    ("计划批准日期", date(2026, 12, 22)),
    ("主席会议日期", "2026-12-15"),
    ("会议时长", 120),
    ("层级", "乡"),
    ("侧重", "均衡"),
)

GRAIN = ("种粮户", "外出务工家庭", "老年人家庭", "临路农户", "养殖户")
FRUIT = ("果农", "外出务工家庭", "种粮户", "临路农户", "老年人家庭")
MARKET = ("沿街商户", "学生家长", "老年人家庭", "菜农", "临路农户")

VILLAGES: Sequence[tuple[Council, float, float]] = (
    (Council("松泉社区", MARKET, ("松泉街", "泉口路"), 26, 14), 113.120, 28.310),
    (Council("集贤社区", MARKET, ("集贤路", "粮站院"), 24, 14), 113.128, 28.316),
    (Council("上泉村", FRUIT, ("上泉组", "泉眼组"), 22, 13), 113.105, 28.335),
    (Council("下泉村", GRAIN, ("下泉组", "泉尾组"), 22, 13), 113.112, 28.322),
    (Council("梧桐村", FRUIT, ("梧桐坳", "老屋组"), 20, 12), 113.088, 28.341),
    (Council("枫林村", FRUIT, ("枫树组", "林口组"), 20, 12), 113.074, 28.333),
    (Council("黄泥村", GRAIN, ("黄泥组", "瓦窑组"), 22, 13), 113.091, 28.318),
    (Council("白石村", GRAIN, ("白石组", "石门组"), 20, 12), 113.079, 28.305),
    (Council("金井坡村", FRUIT, ("金井组", "坡上组"), 20, 12), 113.066, 28.314),
    (Council("大屋村", GRAIN, ("大屋组", "塘湾组"), 22, 13), 113.097, 28.296),
    (Council("双江口村", GRAIN, ("江东组", "江西组"), 22, 13), 113.115, 28.285),
    (Council("长坪村", GRAIN, ("长坪组", "坪尾组"), 20, 12), 113.131, 28.279),
    (Council("石牛村", FRUIT, ("石牛组", "牛角组"), 20, 12), 113.149, 28.288),
    (Council("清水塘村", GRAIN, ("清水组", "塘边组"), 22, 13), 113.142, 28.301),
    (Council("竹山村", FRUIT, ("竹山组", "竹园组"), 20, 12), 113.161, 28.309),
    (Council("向阳村", GRAIN, ("向阳组", "晒谷组"), 22, 13), 113.152, 28.322),
    (Council("桥头村", GRAIN, ("桥东组", "桥西组"), 22, 13), 113.138, 28.333),
    (Council("云坳村", FRUIT, ("云坳组", "山口组"), 20, 12), 113.126, 28.348),
)
"""Council, longitude, latitude."""
TIMES = {
    "松泉社区": 4, "集贤社区": 3, "上泉村": 3, "黄泥村": 3, "双江口村": 3, "桥头村": 3,
}  # fmt: skip
"""年度次数 where a village meets more often than twice."""
TOPICS = (4, 3, 3, 2, 2, 1, 3, 2, 2, 2, 3, 2, 2, 2, 1, 2, 3, 2)
"""How many topics each village has; 枫林村 and 竹山村 have fewer than sessions."""

SEATS = {
    "中共": 5, "农业": 10, "工商联": 6, "教育": 5, "医卫": 5, "科技": 3, "经济": 4, "社会福利和社会保障": 3,
    "环境资源": 3, "文艺": 2, "特邀": 2,
}  # fmt: skip
"""Members by sector: 48 in all."""
LEVELS = {7: "省", 29: "省", 3: "市", 12: "市", 18: "市", 24: "市", 35: "市", 41: "市"}
"""Number → level of the members who are not the county's."""

HEADS: Sequence[tuple[str, str]] = (
    ("孟长庚", "松泉社区"),
    ("龙桂芳", "梧桐村"),
    ("柳德胜", "白石村"),
    ("屈海燕", "双江口村"),
    ("古立新", "向阳村"),
)
"""Liaison heads, each with the village where they live; they may host in the villages near it."""
HOSTED = {
    "松泉社区": "孟长庚", "集贤社区": "孟长庚", "下泉村": "孟长庚", "梧桐村": "龙桂芳", "枫林村": "龙桂芳",
    "白石村": "柳德胜", "金井坡村": "柳德胜", "双江口村": "屈海燕", "长坪村": "屈海燕", "向阳村": "古立新",
    "桥头村": "古立新",
}  # fmt: skip
SECRETARY = {"上泉村": "瞿庆丰"}
"""The village's party secretary, where the name matters."""

CHANGES: Mapping[str, Row] = {
    # 松泉社区: asked for by the 乡's party committee, with experts.
    "S0001": {
        "重要程度": "指定",
        "指定单位": "松泉乡党委",
        "来源": "党政点题",
        "需专家": "是",
    },
    # 集贤社区: the room is plain from who brought the topic.
    "S0005": {"协商室": ""},
    # 上泉村: the road takes of the secretary's own land, so another hosts.
    "S0009": {"利益相关方": "临路农户、种粮户、瞿庆丰"},
    # 黄泥村: heard last year without agreement.
    "S0016": {"已协商次数": 1, "备注": "上年协商未达成共识"},
    # 大屋村: excluded.
    "S0023": {
        "议题名称": "要求外嫁女一律不得参加分红",
        "类别": "集体经济",
        "所需专长": "",
        "需专家": "",
        "不予协商情形": "带有歧视性、不公平的事项",
    },
    # 双江口村: no stakeholders named.
    "S0026": {"利益相关方": ""},
    # 石牛村: by unit as well as by field.
    "S0031": {"利益相关方": "石牛果业合作社、果农、种粮户"},
    # 桥头村: two planned rounds.
    "S0037": {"需二次协商": "是"},
}
CALENDAR = ({"开始": date(2027, 7, 15), "结束": date(2027, 7, 31), "类型": "回避", "说明": "双抢"},)
ABSENCES = (
    {"对象": "孟长庚", "开始": date(2027, 4, 6), "结束": date(2027, 4, 30), "说明": "培训"},
    {"对象": "M07", "开始": date(2027, 3, 1), "结束": date(2027, 3, 31), "说明": "列席省里会议"},
)


def tables() -> dict[str, list[Row]]:
    """Return every sheet's rows. Two members are deliberators of the village where they live."""
    random_ = random.Random(SEED)  # noqa: S311  (an example, not a secret)
    known = [*(name for name, _ in HEADS), *SECRETARY.values()]
    names = Names(random_, [{"姓名": name} for name in known])
    members = _members(names, random_)
    rooms: list[Row] = []
    people: list[dict[str, Any]] = []
    topics: list[dict[str, Any]] = []
    heard: Counter[str] = Counter()
    for (council, east, north), count in zip(VILLAGES, TOPICS, strict=True):
        others = filter(None, (names.next(), HOSTED.get(council.name, "")))
        rooms.append(
            {
                "名称": council.name,
                "层级": "社区" if council.name.endswith("社区") else "村",
                "召集人": SECRETARY.get(council.name) or names.next(),
                "可主持人员": "、".join(others),
                "容纳人数": 30,
                "经度": east,
                "纬度": north,
                "年度次数": TIMES.get(council.name, ""),
            }
        )
        people += deliberators(council, names, len(people) + 1)
        topics += topics_of(
            council, count, len(topics) + 1, VILLAGE_MATTERS, people, heard, random_
        )
    for row in [r for r in people if r["协商室"] == "石牛村"][:5]:
        row["单位"] = "石牛果业合作社"
    for member, village in ((members[10], "下泉村"), (members[20], "大屋村")):
        row = next(r for r in reversed(people) if r["协商室"] == village)
        row |= {"编号": member["编号"], "姓名": member["姓名"], "类别": "政协委员"}
        row |= {"单位": member["工作单位"], "出席率": ""}
    homes = {council.name: (east, north) for council, east, north in VILLAGES}
    return {
        "议题": list(with_changes(topics, CHANGES)),
        "委员": list(members),
        "专家": list(experts(24, names, random_)),
        "协商室": rooms,
        "议事成员": list(people),
        "联络负责人": [
            {"姓名": name, "所在村": home, "经度": homes[home][0], "纬度": homes[home][1]}
            for name, home in HEADS
        ],
        "日历": list(CALENDAR),
        "不可用": list(ABSENCES),
    }


def _members(names: Names, random_: random.Random) -> list[dict[str, Any]]:
    """Return the members: each lives or works near a village; a few gave no coordinates."""
    rows: list[dict[str, Any]] = []
    for sector, count in SEATS.items():
        for place in range(count):
            number = len(rows) + 1
            _, east, north = random_.choice(VILLAGES)
            known = number % 10 != 4
            rows.append(
                {
                    "编号": f"M{number:02d}",
                    "姓名": names.next(),
                    "性别": random_.choices(["男", "女"], [68, 32])[0],
                    "界别": sector,
                    "党派": "中共" if sector == "中共" else random_.choice(["无党派", "群众", "中共"]),
                    "工作单位": employer(sector, random_),
                    "所在乡镇": "松泉乡",
                    "专长": FIELDS[sector][place % len(FIELDS[sector])],
                    "级别": LEVELS.get(number, "县"),
                    "出席率": "" if number % 8 == 0 else random_.choice(["75%", "80%", "90%", "95%"]),
                    "年度邀请上限": 1 if number in LEVELS and LEVELS[number] == "省" else "",
                    "经度": round(east + random_.uniform(-0.008, 0.008), 4) if known else "",
                    "纬度": round(north + random_.uniform(-0.008, 0.008), 4) if known else "",
                }
            )  # fmt: skip
    return rows


def main() -> None:
    """Write the workbook."""
    write_county(PATH, ("sanyou",), NOTICE, SETTINGS, tables())


if __name__ == "__main__":
    main()
