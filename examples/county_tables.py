"""What the example counties share: names, towns, fields, departments, published topics, and the
writing of a workbook.

Titles of `TOPICS` were published by CPPCC bodies in their consultation plans (Beijing 2022, Weihai
2023, Sichuan 2020, Chaling 2024, Nanhu 2017, Shandong, Guangxi, Guizhou 2015); some say 我县 for
我省. All persons and units are invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from inputs.template import write_template

Row = Mapping[str, Any]

SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢"
GIVEN = (
    "建国 志强 海燕 晓明 春兰 文斌 玉梅 国栋 丽华 永福 秀英 振华 雪莲 德胜 桂芳 立新 美玲 光明 慧敏 家豪 "
    "思远 雨桐 浩然 静怡 子轩 梓涵 少华 兰芝 守义 庆丰 长青 月娥 学文 兴旺 淑贞 正平 晓东 晓燕 新民 云飞 "
    "金凤 伟民 红梅 松林 素珍 卫东 爱华 志远 翠平 大伟"
).split()

TOWNS = (
    "城关镇 云溪镇 石桥镇 柳林镇 马路镇 清塘镇 仙峰镇 平口镇 大福镇 梅山乡 古楼乡 南金乡".split()
)

DEPARTMENTS = {
    "县政府办": "常务", "县信访局": "常务", "县发改局": "常务", "县财政局": "常务", "县行政审批局": "常务",
    "县工信局": "工贸", "县科技局": "工贸", "县商务局": "工贸", "县市场监管局": "工贸", "县人社局": "常务",
    "县农业农村局": "农口", "县林业局": "农口", "县水利局": "农口", "县乡村振兴服务中心": "农口",
    "县自然资源局": "城建", "县生态环境局": "城建", "县住建局": "城建", "县应急局": "城建",
    "县教育局": "文教", "县卫健局": "文教", "县文旅广体局": "文教", "县民政局": "文教",
    "县公安局": "", "县司法局": "", "县民宗局": "", "县委宣传部": "党群", "县档案馆": "党群",
    "县委统战部": "党群", "县工商联": "党群", "县妇联": "党群",
}  # fmt: skip
"""Departments → the block of work that a county leader is in charge of."""

FIELDS = {
    "经济": ("产业经济", "财政金融"), "工商联": ("企业管理", "营商环境"), "农业": ("茶产业", "农业技术"),
    "教育": ("职业教育", "基础教育"), "医卫": ("中医药", "公共卫生"), "科技": ("装备制造", "数字技术"),
    "科协": ("数字技术", "农业技术"), "社科": ("法律", "文史"), "文艺": ("文化旅游", "文史"), "体育": ("体育产业",),
    "中共": ("基层治理", "财政金融"), "无党派": ("法律", "生态环境"), "民革": ("法律",), "民盟": ("职业教育", "生态环境"),
    "工会": ("就业创业",), "共青团和青联": ("就业创业", "数字技术"), "妇联": ("养老服务", "基层治理"),
    "社会福利和社会保障": ("养老服务",), "少数民族": ("民族工作",), "宗教": ("民族工作",), "特邀": ("城市建设", "基层治理"),
    "民进": ("基础教育", "文化旅游"), "环境资源": ("生态环境",), "侨联": ("营商环境",), "台联": ("文化旅游",),
}  # fmt: skip


def topic(
    number: int, title: str, body: str, importance: int | str, source: str, **more: Any
) -> Mapping[str, Any]:
    """Return a row of the sheet 议题, led by the committee that proposes it."""
    return {
        "编号": f"T{number:02d}", "议题名称": title, "提出单位": body, "重要程度": importance, "来源": source,
        "牵头单位": body, **more,
    }  # fmt: skip


ECO, AGR, ENV = "经济科技委员会", "农业农村委员会", "人口资源环境委员会"
EDU, LAW, CUL, PRO, LIA = (
    "教科卫体委员会",
    "社会法制和民族宗教委员会",
    "文化文史和学习委员会",
    "提案委员会",
    "联络委员会",
)

TOPICS = (
    topic(1, "围绕举全县之力，助推我县茶产业突围", AGR, 5, "党政点题", 类别="乡村振兴", 相关部门="县农业农村局、县科技局", 相关界别="农业、工商联", 所需专长="茶产业", 建议月份="3、4", 调研天数=3, 调研地点="马路镇"),
    topic(2, "围绕工业赋能，做好“土特产”加工文章", AGR, 4, "党政点题", 类别="乡村振兴", 相关部门="县农业农村局、县工信局", 相关界别="农业、经济", 所需专长="农业技术、产业经济", 建议月份="9"),
    topic(3, "降低企业成本，吸引投资创业", ECO, "指定", "党政点题", 类别="经济发展", 指定单位="县委", 相关部门="县工信局、县商务局、县市场监管局", 相关界别="工商联、经济", 所需专长="企业管理", 需专家="是", 建议月份="5、6", 最早月份=5, 最晚月份=8),
    topic(4, "建立返贫监测预警和应急救助机制，巩固脱贫成果", AGR, "指定", "党政点题", 类别="乡村振兴", 指定单位="县政府", 相关部门="县农业农村局、县民政局", 相关界别="农业、社会福利和社会保障", 建议月份="1、2", 最晚月份=4),
    topic(5, "推进以养老为重点的服务业发展", LAW, 4, "群众出题", 类别="养老托幼", 相关部门="县民政局、县卫健局", 相关界别="社会福利和社会保障、妇联、医卫", 所需专长="养老服务", 建议月份="10", 调研天数=2),
    topic(6, "加强燃气安全信息化建设，提高城镇安全保障能力", ENV, 4, "群众出题", 类别="公共安全", 相关部门="县住建局、县应急局", 相关界别="科技、特邀", 所需专长="城市建设", 最晚月份=10, 建议月份="7", 决策时间=date(2027, 9, 30)),
    topic(7, "深化职业教育改革，培育现代产业技能人才", EDU, 4, "委员荐题", 类别="教育", 相关部门="县教育局、县人社局", 相关界别="教育、工会", 所需专长="职业教育", 建议月份="9、10"),
    topic(8, "如何促进传统中医的传承和发展", EDU, 3, "委员荐题", 类别="医疗卫生", 相关部门="县卫健局", 相关界别="医卫", 所需专长="中医药", 建议月份="8"),
    topic(9, "《优化营商环境条例》贯彻落实情况", ECO, 4, "党政点题", 类别="经济发展", 相关部门="县行政审批局、县市场监管局", 相关界别="工商联", 所需专长="营商环境", 建议月份="6", 利益相关方="县工商联"),
    topic(10, "围绕防范化解政府债务风险", ECO, 5, "党政点题", 类别="经济发展", 相关部门="县财政局", 相关界别="经济", 所需专长="财政金融", 需专家="是", 建议月份="11", 涉密="是", 决策时间=date(2027, 12, 20)),
    topic(11, "放大生态比较优势，推动经济绿色低碳高质量发展", ENV, 4, "党政点题", 类别="生态环境", 相关部门="县生态环境局、县发改局", 相关界别="科技、农业", 所需专长="生态环境", 建议月份="6、7", 调研地点="梅山乡"),
    topic(12, "加强减污降碳协同", ENV, 3, "其他", 类别="生态环境", 相关部门="县生态环境局", 相关界别="科技", 所需专长="生态环境"),
    topic(13, "加快推进韧性城市建设", ENV, 3, "其他", 类别="城乡建设", 相关部门="县住建局、县水利局", 相关界别="特邀", 所需专长="城市建设", 最晚月份=6),
    topic(14, "加快体育综合体建设，推动体育服务业高质量发展", EDU, 2, "委员荐题", 类别="文化旅游", 相关部门="县文旅广体局", 相关界别="体育", 所需专长="体育产业", 建议月份="8"),
    topic(15, "抗战纪念场所的保护和作用发挥", CUL, 3, "委员荐题", 类别="文化旅游", 相关部门="县文旅广体局、县档案馆", 相关界别="文艺、社科", 所需专长="文史", 建议月份="8、9"),
    topic(16, "做好新时代城市民族工作", LAW, 3, "其他", 类别="统战民族", 相关部门="县民宗局", 相关界别="少数民族、宗教", 所需专长="民族工作"),
    topic(17, "加强青年创业创新工作", LIA, 3, "委员荐题", 类别="经济发展", 相关部门="县人社局、县科技局", 相关界别="共青团和青联、工商联", 所需专长="就业创业", 建议月份="5"),
    topic(18, "围绕开展行风政风评议，助推发展环境优化", PRO, 4, "群众出题", 类别="民主法治", 相关部门="县政府办", 相关界别="无党派、特邀", 所需专长="营商环境", 建议月份="4"),
    topic(19, "多措并举促进农民增收", AGR, 4, "群众出题", 类别="乡村振兴", 相关部门="县农业农村局、县人社局", 相关界别="农业", 所需专长="农业技术", 建议月份="10、11", 利益相关方="农业大户"),
    topic(20, "加快发展现代服务业，推动我省经济高质量发展", ECO, 3, "其他", 类别="经济发展", 相关部门="县发改局、县商务局", 相关界别="经济", 所需专长="产业经济"),
    topic(21, "涉农资金管理", ECO, 3, "其他", 类别="乡村振兴", 协办单位=AGR, 相关部门="县财政局、县农业农村局", 相关界别="农业、经济", 所需专长="财政金融"),
    topic(22, "规范建设用地市场", ENV, 2, "其他", 类别="城乡建设", 相关部门="县自然资源局", 相关界别="经济", 所需专长="城市建设"),
    topic(23, "进一步提高简政放权的质量和实效", PRO, 3, "委员荐题", 类别="民主法治", 相关部门="县行政审批局", 相关界别="无党派", 所需专长="营商环境"),
    topic(24, "药物制度执行过程中存在的问题", EDU, 4, "群众出题", 类别="医疗卫生", 相关部门="县卫健局", 相关界别="医卫", 不予协商情形="上级党委、政府有明确要求、明文规定必须执行的事项"),
    topic(25, "以发展高端装备制造业为重点，进一步壮大实体经济", ECO, 4, "委员荐题", 类别="经济发展", 相关部门="县工信局", 相关界别="科技、经济", 所需专长="装备制造", 已协商次数=1, 建议月份="3"),
    topic(26, "加强高等职业教育规范管理", EDU, 2, "其他", 类别="教育", 相关部门="县教育局", 相关界别="教育", 所需专长="职业教育"),
    topic(27, "我县归国留学人员创业面临的困难和问题", LIA, 2, "委员荐题", 类别="统战民族", 相关部门="县委统战部、县人社局", 相关界别="侨联", 所需专长="就业创业"),
    topic(28, "巩固和提升文化品牌", CUL, 3, "其他", 类别="文化旅游", 相关部门="县委宣传部、县文旅广体局", 相关界别="文艺", 所需专长="文化旅游", 建议月份="12"),
)  # fmt: skip


class Names:
    """Invented names, no two alike among all persons of a workbook."""

    def __init__(self, random_: random.Random, leaders: Iterable[Row]) -> None:
        self._random = random_
        self._used = {row["姓名"] for row in leaders}

    def next(self) -> str:
        """Return a name not used so far."""
        while True:
            name = self._random.choice(SURNAMES) + self._random.choice(GIVEN)
            if name not in self._used:
                self._used.add(name)
                return name


PARTIES = ("中共", "民革", "民盟", "民进")
"""界别 that are parties."""


@dataclass(frozen=True)
class County:
    """What differs between the example counties, for their members.

    Attributes
    ----------
    seats:
        界别 → how many members; the CPPCC's leaders are the first of 中共.
    women:
        Names of the leaders who are women.
    peoples:
        民族 → how often.
    """

    seats: Mapping[str, int]
    bodies: Sequence[Row]
    leaders: Sequence[Row]
    women: frozenset[str]
    peoples: Mapping[str, int]

    def members(self, names: Names, random_: random.Random) -> list[dict[str, Any]]:
        """Return the rows of the sheet 委员; the chair and vice-chairs are among them."""
        committees = [b["名称"] for b in self.bodies if b["类型"] == "专委会"]
        leaders = [row for row in self.leaders if row["所属"] == "政协"]
        rows: list[dict[str, Any]] = []
        for sector, count in self.seats.items():
            for place in range(count):
                number = len(rows) + 1
                leader = leaders[place] if sector == "中共" and place < len(leaders) else None
                field = FIELDS[sector][place % len(FIELDS[sector])]
                party = random_.choices(["中共", "无党派", "群众"], [20, 30, 50])[0]
                party = sector if sector in PARTIES else party
                rows.append(
                    {
                        "编号": leader["编号"] if leader else f"M{number:03d}",
                        "姓名": leader["姓名"] if leader else names.next(),
                        "性别": "女" if leader and leader["姓名"] in self.women
                        else "男" if leader else random_.choices(["男", "女"], [70, 30])[0],
                        "界别": sector, "党派": party,
                        "民族": random_.choices([*self.peoples], [*self.peoples.values()])[0],
                        "政协职务": leader["职务"] if leader else "",
                        "常委": "是" if leader or random_.random() < 0.18 else "否",
                        "工作单位": "县政协" if leader else employer(sector, random_),
                        "所在乡镇": random_.choices(TOWNS, [8, 3, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1])[0],
                        "专长": field if random_.random() < 0.8 else f"{field}、基层治理",
                        "所属委室": committees[number % len(committees)],
                        "级别": "县",
                        "出席率": "" if number % 4 == 0 else random_.choice(["70%", "80%", "85%", "90%", "95%"]),
                        "往年参加次数": random_.choices([0, 1, 2, 3, 5], [35, 30, 20, 10, 5])[0],
                        "年度邀请上限": 1 if number % 17 == 0 else "",
                        "手机": f"1380000{number:04d}",
                        "邮箱": f"m{number:03d}@example.invalid",
                    }
                )  # fmt: skip
        return rows

    def heads(self, members: Iterable[Row]) -> dict[str, str]:
        """Return body → the member who heads it (编号): of its own of 中共 or 特邀, where it has any."""
        ordinary = [row for row in members if not row["政协职务"]]
        heads: dict[str, str] = {}
        for body in self.bodies:
            own = [
                r
                for r in ordinary
                if r["所属委室"] == body["名称"] and r["界别"] in ("中共", "特邀")
            ]
            chosen = next(r for r in (own or ordinary) if r["编号"] not in heads.values())
            heads[body["名称"]] = chosen["编号"]
        return heads


def employer(sector: str, random_: random.Random) -> str:
    """Return an invented employer that fits a sector."""
    places = {
        "教育": ["县第一中学", "县职业中专", "城关镇中心小学"], "医卫": ["县人民医院", "县中医医院", "县疾控中心"],
        "农业": ["云溪茶业合作社", "农业技术推广站", "绿源农场"], "工商联": ["宏达建材公司", "云岭茶业公司", "兴隆商贸公司"],
        "经济": ["县农商银行", "县城投公司", "云岭装备公司"], "文艺": ["县文化馆", "县作家协会"],
    }  # fmt: skip
    return random_.choice(places.get(sector, ["县直机关", "某乡镇政府", "某企业", "自由职业"]))


def experts(count: int, names: Names, random_: random.Random) -> list[dict[str, Any]]:
    """Return experts, each of one or two of the fields that the topics need."""
    fields = sorted({field for group in FIELDS.values() for field in group})
    units = [
        "省农业科学院",
        "省社会科学院",
        "某大学商学院",
        "市委党校",
        "省中医药大学",
        "某设计研究院",
    ]
    return [
        {
            "编号": f"E{n:02d}",
            "姓名": names.next(),
            "单位": random_.choice(units),
            "专长": "、".join(dict.fromkeys((fields[n % len(fields)], random_.choice(fields)))),
            "年度邀请上限": 2,
            "邮箱": f"e{n:02d}@example.invalid",
        }
        for n in range(1, count + 1)
    ]


def write_county(
    path: Path,
    profiles: Sequence[str],
    notice: str,
    settings: Iterable[tuple[str, Any]],
    tables: Mapping[str, Sequence[Row]],
) -> None:
    """Write a workbook: the template of the profiles with these rows, the notice above its guide.

    A sheet that `tables` lacks is left as the template has it.
    """
    write_template(path, profiles)
    book = load_workbook(path)
    book["填写说明"].insert_rows(1)
    book["填写说明"]["A1"] = notice
    contents = dict(settings)
    for row in book["基本信息"].iter_rows(min_row=2):
        row[1].value = contents.pop(row[0].value, None)
    for name, rows in tables.items():
        sheet = book[name]
        header = [cell.value for cell in sheet[1]]
        sheet.delete_rows(2, sheet.max_row)
        for line, values in enumerate(rows, start=2):
            for column, title in enumerate(header, start=1):
                if values.get(title) not in (None, ""):
                    sheet.cell(line, column, values[title])
    book.save(path)
