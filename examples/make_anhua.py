"""Writes examples/anhua.xlsx: a county of realistic size for the profile anhua.

The topics are real ones that CPPCC bodies published (Beijing 2022, Weihai 2023, Sichuan 2020,
Chaling 2024, Nanhu 2017, Shandong, Guangxi, Guizhou 2015); who proposes and leads them, and
every person and unit, is invented, and the workbook says so. Run: `python examples/make_anhua.py`.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from inputs.template import write_template

SEED = 2027
PATH = Path(__file__).with_name("anhua.xlsx")
NOTICE = "示例数据：人员、单位、电话均为虚构；议题取自各地政协公开的年度协商计划。"

SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢"
GIVEN = (
    "建国 志强 海燕 晓明 春兰 文斌 玉梅 国栋 丽华 永福 秀英 振华 雪莲 德胜 桂芳 立新 美玲 光明 慧敏 家豪 "
    "思远 雨桐 浩然 静怡 子轩 梓涵 少华 兰芝 守义 庆丰 长青 月娥 学文 兴旺 淑贞 正平 晓东 晓燕 新民 云飞 "
    "金凤 伟民 红梅 松林 素珍 卫东 爱华 志远 翠平 大伟"
).split()

SECTORS = {
    "中共": 26, "无党派": 9, "民革": 4, "民盟": 5, "共青团和青联": 6, "工会": 6, "妇联": 8, "工商联": 20,
    "科协": 6, "台联": 3, "侨联": 5, "文艺": 8, "科技": 8, "社科": 4, "经济": 22, "农业": 20, "教育": 14,
    "体育": 3, "医卫": 14, "社会福利和社会保障": 5, "少数民族": 4, "宗教": 4, "特邀": 16,
}  # fmt: skip
"""Seats by sector, 220 in all: the assumed county of facts on practice."""

TOWNS = (
    "城关镇 云溪镇 石桥镇 柳林镇 马路镇 清塘镇 仙峰镇 平口镇 大福镇 梅山乡 古楼乡 南金乡".split()
)

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

DEPARTMENTS = {
    "县政府办": "彭伟民", "县信访局": "彭伟民", "县发改局": "彭伟民", "县财政局": "彭伟民", "县行政审批局": "彭伟民",
    "县工信局": "欧少华", "县科技局": "欧少华", "县商务局": "欧少华", "县市场监管局": "欧少华", "县人社局": "彭伟民",
    "县农业农村局": "龙卫东", "县林业局": "龙卫东", "县水利局": "龙卫东", "县乡村振兴服务中心": "龙卫东",
    "县自然资源局": "石光明", "县生态环境局": "石光明", "县住建局": "石光明", "县应急局": "石光明",
    "县教育局": "向丽华", "县卫健局": "向丽华", "县文旅广体局": "向丽华", "县民政局": "向丽华",
    "县公安局": "", "县司法局": "", "县民宗局": "", "县委宣传部": "贺立新", "县档案馆": "贺立新",
    "县委统战部": "贺立新", "县工商联": "贺立新", "县妇联": "贺立新",
}  # fmt: skip

FIELDS = {
    "经济": ("产业经济", "财政金融"), "工商联": ("企业管理", "营商环境"), "农业": ("茶产业", "农业技术"),
    "教育": ("职业教育", "基础教育"), "医卫": ("中医药", "公共卫生"), "科技": ("装备制造", "数字技术"),
    "科协": ("数字技术", "农业技术"), "社科": ("法律", "文史"), "文艺": ("文化旅游", "文史"), "体育": ("体育产业",),
    "中共": ("基层治理", "财政金融"), "无党派": ("法律", "生态环境"), "民革": ("法律",), "民盟": ("职业教育", "生态环境"),
    "工会": ("就业创业",), "共青团和青联": ("就业创业", "数字技术"), "妇联": ("养老服务", "基层治理"),
    "社会福利和社会保障": ("养老服务",), "少数民族": ("民族工作",), "宗教": ("民族工作",), "特邀": ("城市建设", "基层治理"),
    "侨联": ("营商环境",), "台联": ("文化旅游",),
}  # fmt: skip


def _topic(
    number: int, title: str, body: str, importance: int | str, source: str, **more: Any
) -> Mapping[str, Any]:
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
    _topic(1, "围绕举全县之力，助推我县茶产业突围", AGR, 5, "党政点题", 协商形式="双月协商座谈会", 相关部门="县农业农村局、县科技局", 相关界别="农业、工商联", 所需专长="茶产业", 建议月份="3、4", 调研天数=3, 调研地点="马路镇"),
    _topic(2, "围绕工业赋能，做好“土特产”加工文章", AGR, 4, "党政点题", 相关部门="县农业农村局、县工信局", 相关界别="农业、经济", 所需专长="农业技术、产业经济", 建议月份="9"),
    _topic(3, "降低企业成本，吸引投资创业", ECO, "指定", "党政点题", 指定单位="县委", 相关部门="县工信局、县商务局、县市场监管局", 相关界别="工商联、经济", 所需专长="企业管理", 需专家="是", 建议月份="5、6", 最早月份=5, 最晚月份=8),
    _topic(4, "建立返贫监测预警和应急救助机制，巩固脱贫成果", AGR, "指定", "党政点题", 指定单位="县政府", 相关部门="县农业农村局、县民政局", 相关界别="农业、社会福利和社会保障", 建议月份="1、2", 最晚月份=4),
    _topic(5, "推进以养老为重点的服务业发展", LAW, 4, "群众出题", 相关部门="县民政局、县卫健局", 相关界别="社会福利和社会保障、妇联、医卫", 所需专长="养老服务", 建议月份="10", 调研天数=2),
    _topic(6, "加强燃气安全信息化建设，提高城镇安全保障能力", ENV, 4, "群众出题", 相关部门="县住建局、县应急局", 相关界别="科技、特邀", 所需专长="城市建设", 最晚月份=10, 建议月份="7", 决策时间=date(2027, 9, 30)),
    _topic(7, "深化职业教育改革，培育现代产业技能人才", EDU, 4, "委员荐题", 相关部门="县教育局、县人社局", 相关界别="教育、工会", 所需专长="职业教育", 建议月份="9、10"),
    _topic(8, "如何促进传统中医的传承和发展", EDU, 3, "委员荐题", 相关部门="县卫健局", 相关界别="医卫", 所需专长="中医药", 建议月份="8"),
    _topic(9, "《优化营商环境条例》贯彻落实情况", ECO, 4, "党政点题", 相关部门="县行政审批局、县市场监管局", 相关界别="工商联", 所需专长="营商环境", 建议月份="6", 利益相关方="县工商联"),
    _topic(10, "围绕防范化解政府债务风险", ECO, 5, "党政点题", 相关部门="县财政局", 相关界别="经济", 所需专长="财政金融", 需专家="是", 建议月份="11", 涉密="是", 决策时间=date(2027, 12, 20)),
    _topic(11, "放大生态比较优势，推动经济绿色低碳高质量发展", ENV, 4, "党政点题", 相关部门="县生态环境局、县发改局", 相关界别="科技、农业", 所需专长="生态环境", 建议月份="6、7", 调研地点="梅山乡"),
    _topic(12, "加强减污降碳协同", ENV, 3, "其他", 相关部门="县生态环境局", 相关界别="科技", 所需专长="生态环境"),
    _topic(13, "加快推进韧性城市建设", ENV, 3, "其他", 相关部门="县住建局、县水利局", 相关界别="特邀", 所需专长="城市建设", 最晚月份=6),
    _topic(14, "加快体育综合体建设，推动体育服务业高质量发展", EDU, 2, "委员荐题", 相关部门="县文旅广体局", 相关界别="体育", 所需专长="体育产业", 建议月份="8"),
    _topic(15, "抗战纪念场所的保护和作用发挥", CUL, 3, "委员荐题", 相关部门="县文旅广体局、县档案馆", 相关界别="文艺、社科", 所需专长="文史", 建议月份="8、9"),
    _topic(16, "做好新时代城市民族工作", LAW, 3, "其他", 相关部门="县民宗局", 相关界别="少数民族、宗教", 所需专长="民族工作"),
    _topic(17, "加强青年创业创新工作", LIA, 3, "委员荐题", 相关部门="县人社局、县科技局", 相关界别="共青团和青联、工商联", 所需专长="就业创业", 建议月份="5"),
    _topic(18, "围绕开展行风政风评议，助推发展环境优化", PRO, 4, "群众出题", 相关部门="县政府办", 相关界别="无党派、特邀", 所需专长="营商环境", 建议月份="4"),
    _topic(19, "多措并举促进农民增收", AGR, 4, "群众出题", 相关部门="县农业农村局、县人社局", 相关界别="农业", 所需专长="农业技术", 建议月份="10、11", 利益相关方="农业大户"),
    _topic(20, "加快发展现代服务业，推动我省经济高质量发展", ECO, 3, "其他", 相关部门="县发改局、县商务局", 相关界别="经济", 所需专长="产业经济"),
    _topic(21, "涉农资金管理", ECO, 3, "其他", 协办单位=AGR, 相关部门="县财政局、县农业农村局", 相关界别="农业、经济", 所需专长="财政金融"),
    _topic(22, "规范建设用地市场", ENV, 2, "其他", 相关部门="县自然资源局", 相关界别="经济", 所需专长="城市建设"),
    _topic(23, "进一步提高简政放权的质量和实效", PRO, 3, "委员荐题", 相关部门="县行政审批局", 相关界别="无党派", 所需专长="营商环境"),
    _topic(24, "药物制度执行过程中存在的问题", EDU, 4, "群众出题", 相关部门="县卫健局", 相关界别="医卫", 不予协商情形="上级党委、政府有明确要求、明文规定必须执行的事项"),
    _topic(25, "以发展高端装备制造业为重点，进一步壮大实体经济", ECO, 4, "委员荐题", 相关部门="县工信局", 相关界别="科技、经济", 所需专长="装备制造", 已协商次数=1, 建议月份="3"),
    _topic(26, "加强高等职业教育规范管理", EDU, 2, "其他", 相关部门="县教育局", 相关界别="教育", 所需专长="职业教育"),
    _topic(27, "我县归国留学人员创业面临的困难和问题", LIA, 2, "委员荐题", 相关部门="县委统战部、县人社局", 相关界别="侨联", 所需专长="就业创业"),
    _topic(28, "巩固和提升文化品牌", CUL, 3, "其他", 相关部门="县委宣传部、县文旅广体局", 相关界别="文艺", 所需专长="文化旅游", 建议月份="12"),
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

OVERRIDES: Sequence[Mapping[str, Any]] = ()
LOCKS = ({"对象": "T10", "项目": "不参加", "值": "M045"},)


class _Names:
    """Invented names, no two alike among all persons of the workbook."""

    def __init__(self, random_: random.Random) -> None:
        self._random = random_
        self._used = {row["姓名"] for row in LEADERS}

    def next(self) -> str:
        while True:
            name = self._random.choice(SURNAMES) + self._random.choice(GIVEN)
            if name not in self._used:
                self._used.add(name)
                return name


def members(names: _Names, random_: random.Random) -> list[dict[str, Any]]:
    """Return 220 members in 23 sectors; the chair and vice-chairs are among them."""
    committees = [b["名称"] for b in BODIES if b["类型"] == "专委会"]
    leaders = [row for row in LEADERS if row["所属"] == "政协"]
    rows: list[dict[str, Any]] = []
    for sector, count in SECTORS.items():
        for place in range(count):
            number = len(rows) + 1
            leader = leaders[place] if sector == "中共" and place < len(leaders) else None
            field = FIELDS[sector][place % len(FIELDS[sector])]
            party = {"中共": "中共", "民革": "民革", "民盟": "民盟"}.get(
                sector, random_.choices(["中共", "无党派", "群众"], [20, 30, 50])[0]
            )
            rows.append(
                {
                    "编号": leader["编号"] if leader else f"M{number:03d}",
                    "姓名": leader["姓名"] if leader else names.next(),
                    "性别": "女" if leader and leader["姓名"] in ("夏春兰", "姚慧敏")
                    else "男" if leader else random_.choices(["男", "女"], [70, 30])[0],
                    "界别": sector, "党派": party,
                    "民族": random_.choices(["汉族", "土家族", "苗族", "瑶族"], [80, 8, 7, 5])[0],
                    "政协职务": leader["职务"] if leader else "",
                    "常委": "是" if leader or random_.random() < 0.18 else "否",
                    "工作单位": "县政协" if leader else _employer(sector, random_),
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


def _employer(sector: str, random_: random.Random) -> str:
    places = {
        "教育": ["县第一中学", "县职业中专", "城关镇中心小学"], "医卫": ["县人民医院", "县中医医院", "县疾控中心"],
        "农业": ["云溪茶业合作社", "农业技术推广站", "绿源农场"], "工商联": ["宏达建材公司", "云岭茶业公司", "兴隆商贸公司"],
        "经济": ["县农商银行", "县城投公司", "云岭装备公司"], "文艺": ["县文化馆", "县作家协会"],
    }  # fmt: skip
    return random_.choice(places.get(sector, ["县直机关", "某乡镇政府", "某企业", "自由职业"]))


def experts(names: _Names, random_: random.Random) -> list[dict[str, Any]]:
    """Return 30 experts, each of one or two of the fields that the topics need."""
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
        for n in range(1, 31)
    ]


def tables() -> dict[str, list[Mapping[str, Any]]]:
    """Return every sheet's rows. Heads of committees are members; a few members are away."""
    random_ = random.Random(SEED)  # noqa: S311  (an example, not a secret)
    names = _Names(random_)
    people = members(names, random_)
    ordinary = [row for row in people if not row["政协职务"]]
    heads = {}
    for body in BODIES:
        own = [
            r for r in ordinary if r["所属委室"] == body["名称"] and r["界别"] in ("中共", "特邀")
        ]
        chosen = next(r for r in (own or ordinary) if r["编号"] not in heads.values())
        heads[body["名称"]] = chosen["编号"]
    away = random_.sample([r["编号"] for r in ordinary if r["编号"] not in heads.values()], 12)
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
        "议题": list(TOPICS),
        "承办单位": [{**body, "负责人": heads[body["名称"]]} for body in BODIES],
        "领导": list(LEADERS),
        "委员": people,
        "专家": experts(names, random_),
        "部门": [
            {"名称": name, "负责人": names.next(), "分管领导": leader}
            for name, leader in DEPARTMENTS.items()
        ],
        "会场": list(VENUES),
        "日历": list(CALENDAR),
        "不可用": list(absences),
        "规则": list(OVERRIDES),
        "锁定": list(LOCKS),
    }


def main() -> None:
    """Write the workbook."""
    write_template(PATH)
    book = load_workbook(PATH)
    book["填写说明"].insert_rows(1)
    book["填写说明"]["A1"] = NOTICE
    settings = book["基本信息"]
    contents = dict(SETTINGS)
    for row in settings.iter_rows(min_row=2):
        row[1].value = contents.pop(row[0].value, None)
    for name, rows in tables().items():
        if name == "规则" and not rows:
            continue
        sheet = book[name]
        header = [cell.value for cell in sheet[1]]
        sheet.delete_rows(2, sheet.max_row)
        for line, row in enumerate(rows, start=2):
            for column, title in enumerate(header, start=1):
                if row.get(title) not in (None, ""):
                    sheet.cell(line, column, row[title])
    book.save(PATH)


if __name__ == "__main__":
    main()
