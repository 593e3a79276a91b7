"""What the grass-roots examples share: matters that villages and towns discuss, and their councils.

The matters are of the kind that 协商议事室 all over the country hear (roads, water, refuse, parking,
care of the old); places, persons and units are invented.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, cycle, islice
from typing import Any

from county_tables import Names

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Matter:
    """A matter that councils discuss.

    Attributes
    ----------
    title:
        With {place} for a group, road or channel of the room, or {council} for the room itself.
    fields:
        Whom it concerns (代表领域).
    months:
        When it is best heard; empty: at any time.
    """

    title: str
    fields: tuple[str, ...]
    category: str
    months: str = ""
    skill: str = ""


VILLAGE_MATTERS = (
    Matter("{place}通组道路硬化怎么选线、占地怎么补", ("临路农户", "种粮户"), "基础设施", "3、4"),
    Matter("{place}太阳能路灯装在哪里、电费和维护谁来管", ("临路农户", "老年人家庭"), "基础设施"),
    Matter("{place}桥面拓宽期间的绕行和施工时间", ("临路农户", "学生家长"), "基础设施", "7、8"),
    Matter("{place}渠道清淤和放水先后次序", ("种粮户", "果农"), "农田水利", "3", "农业技术"),
    Matter("{place}提灌站电费按亩还是按时分摊", ("种粮户", "菜农"), "农田水利", "4、5"),
    Matter("{place}山塘清淤扩容和承包户的补偿", ("养殖户", "种粮户"), "农田水利", "10、11"),
    Matter("{place}高标准农田小块并大块怎么分", ("种粮户", "外出务工家庭"), "产业发展", "9、10", "农业技术"),
    Matter("{council}撂荒地流转给谁种、租金怎么定", ("种粮户", "外出务工家庭"), "产业发展", "2、3"),
    Matter("{council}果园老品种改良要不要统一", ("果农", "外出务工家庭"), "产业发展", "11", "农业技术"),
    Matter("{council}果品集中采收期的用工和收购价", ("果农", "沿街商户"), "产业发展", "8、9"),
    Matter("{place}养殖场粪污处理和气味扰民", ("养殖户", "临路农户"), "人居环境", "5", "生态环境"),
    Matter("{council}禁养区内养殖户退出的期限和补助", ("养殖户", "老年人家庭"), "人居环境", "6", "生态环境"),
    Matter("{place}蔬菜大棚连片后的排水出路", ("菜农", "种粮户"), "产业发展", "4"),
    Matter("{place}蔬菜早市占道经营怎么疏导", ("菜农", "沿街商户"), "环境整治", "5、6"),
    Matter("{council}生活垃圾分类积分怎么兑、桶放在哪里", ("沿街商户", "老年人家庭"), "人居环境"),
    Matter("{council}垃圾清运费每户收多少、贫困户怎么免", ("临路农户", "老年人家庭"), "人居环境", "1、2"),
    Matter("{council}厕所改造后谁来清掏", ("老年人家庭", "外出务工家庭"), "人居环境"),
    Matter("{place}生活污水管网接不接、接到哪", ("沿街商户", "临路农户"), "人居环境", "3、4", "生态环境"),
    Matter("{place}空心房拆除后的空地做什么", ("外出务工家庭", "老年人家庭"), "人居环境", "2"),
    Matter("{place}集市门前三包和摊位划线", ("沿街商户", "菜农"), "环境整治"),
    Matter("{place}停车难：划线、限时还是另辟场地", ("沿街商户", "学生家长"), "环境整治"),
    Matter("{place}电动车充电棚建在哪里、多少钱一度", ("学生家长", "老年人家庭"), "公共安全"),
    Matter("{place}小学放学路段的护学和限速", ("学生家长", "临路农户"), "公共安全", "2、9"),
    Matter("{council}孩子假期下塘游泳怎么管、谁来巡", ("学生家长", "养殖户"), "公共安全", "6"),
    Matter("{place}校车停靠点增设和候车亭", ("学生家长", "外出务工家庭"), "公共服务", "8、9"),
    Matter("{council}幸福院助餐每顿收多少、谁来做", ("老年人家庭", "外出务工家庭"), "养老托幼", "", "养老服务"),
    Matter("{council}独居老人探访和紧急呼叫怎么排班", ("老年人家庭", "学生家长"), "养老托幼", "10", "养老服务"),
    Matter("{council}卫生室周末开诊和常用药配送", ("老年人家庭", "学生家长"), "公共服务", "", "公共卫生"),
    Matter("{place}文化广场夜间用电和音量", ("老年人家庭", "沿街商户"), "乡风文明", "7"),
    Matter("{council}红白喜事从简的桌数和礼金标准", ("外出务工家庭", "老年人家庭"), "乡风文明", "12"),
    Matter("{place}公益性墓地选址和旧坟搬迁", ("外出务工家庭", "种粮户"), "乡风文明", "3", "基层治理"),
    Matter("{council}集体资产股权分红怎么分", ("外出务工家庭", "种粮户"), "集体经济", "11、12", "财政金融"),
    Matter("{council}农机合作社烘干房选址和噪声", ("种粮户", "临路农户"), "产业发展", "5"),
    Matter("{council}秸秆打捆离田的价钱和时间", ("种粮户", "养殖户"), "产业发展", "9、10"),
    Matter("{council}野生动物毁坏庄稼的防护和补偿", ("果农", "种粮户"), "产业发展"),
    Matter("{place}采摘园停车和游客管理", ("果农", "临路农户"), "产业发展", "7、8", "文化旅游"),
    Matter("{place}菜田农药包装回收点设在哪里", ("菜农", "果农"), "人居环境", "", "生态环境"),
    Matter("{place}养殖尾水排放和下游取水", ("养殖户", "菜农"), "农田水利", "7", "生态环境"),
    Matter("{council}自来水入户二次收费和水压不足", ("老年人家庭", "沿街商户"), "基础设施", "6、7"),
    Matter("{place}快递代收点由谁经营、收不收费", ("沿街商户", "外出务工家庭"), "公共服务", "11"),
)  # fmt: skip

TOWN_MATTERS = (
    Matter("{place}集镇停车泊位和货车限行时段", ("沿街商户", "学生家长"), "集镇管理", "", "城市建设"),
    Matter("{place}老旧小区加装电梯怎么分摊", ("小区业主", "老年人家庭"), "城镇更新", "", "城市建设"),
    Matter("{place}农贸市场改造期间商户安置", ("沿街商户", "菜农"), "集镇管理", "3、4"),
    Matter("{place}小区物业费调整和服务标准", ("小区业主", "物业企业"), "城镇更新"),
    Matter("{place}中小学课后服务收费和校门口交通", ("学生家长", "沿街商户"), "公共服务", "8、9", "基础教育"),
    Matter("{council}社区老年食堂布点和补助", ("老年人家庭", "小区业主"), "养老托幼", "", "养老服务"),
    Matter("{place}河道岸线整治和沿河住户搬迁", ("沿河住户", "种粮户"), "生态环境", "10、11", "生态环境"),
    Matter("{council}小微企业园区污水集中处理怎么收费", ("园区企业", "沿河住户"), "生态环境", "", "生态环境"),
    Matter("{council}园区企业招工和职工子女入学", ("园区企业", "学生家长"), "营商环境", "2、3", "就业创业"),
    Matter("{place}工业集聚区公交线路和末班时间", ("园区企业", "沿街商户"), "公共服务", "", "营商环境"),
    Matter("{council}土地流转后的粮食生产和租金", ("种粮户", "农业企业"), "产业发展", "9", "农业技术"),
    Matter("{council}特色农产品区域品牌谁能用、怎么管", ("农业企业", "菜农"), "产业发展", "", "产业经济"),
    Matter("{place}农田灌排渠系管护经费", ("种粮户", "沿河住户"), "农田水利", "3、4"),
    Matter("{place}电动自行车进楼充电治理", ("小区业主", "物业企业"), "公共安全"),
    Matter("{place}夜市油烟噪声和营业时间", ("沿街商户", "小区业主"), "集镇管理", "5、6"),
    Matter("{council}卫生院晚间门诊和家庭医生签约", ("老年人家庭", "学生家长"), "公共服务", "", "公共卫生"),
    Matter("{place}老街保护修缮中的产权和租户", ("沿街商户", "沿河住户"), "城镇更新", "", "文化旅游"),
    Matter("{council}农村客运班线和冷链进村", ("农业企业", "种粮户"), "公共服务", "5"),
)  # fmt: skip

OFFICE_MATTERS = (
    Matter("{council}职工通勤班车的线路和站点", ("一线职工", "周边居民"), "企业管理"),
    Matter("{place}夜间装卸噪声和运输时段", ("周边居民", "配套企业"), "生态环境", "6", "生态环境"),
    Matter("{council}职工宿舍改造和子女暑期托管", ("一线职工", "周边居民"), "公共服务", "5"),
    Matter("{place}货车候场停放和出入口安全", ("配套企业", "周边居民"), "公共安全"),
    Matter("{council}技能等级和工资挂钩办法", ("一线职工", "配套企业"), "企业管理", "", "企业管理"),
    Matter("小微企业融资担保费率和续贷衔接", ("小微企业", "商会会员"), "营商环境", "4、5", "财政金融"),
    Matter("涉企检查合并开展的次数和方式", ("小微企业", "个体工商户"), "营商环境", "", "营商环境"),
    Matter("招牌更换费用由谁出、样式能不能多样", ("个体工商户", "商会会员"), "城镇更新", "9"),
)  # fmt: skip
"""Of enterprises and of 界别."""

SOURCES = ("群众出题", "委员荐题", "党政点题", "群众出题")

OTHER_KINDS = (
    "党代表", "群众代表", "乡贤", "人大代表", "村(居)委会", "老党员老干部", "群众代表", "专业人士",
    "社会组织", "群众代表", "乡贤", "老党员老干部",
)  # fmt: skip
"""类别 of those who represent nobody in particular, in turn."""
RATES = ("95%", "90%", "85%", "80%", "75%", "90%", "")
"""出席率 in turn; the seventh is not known."""


@dataclass(frozen=True)
class Council:
    """A room with its council, before its people are named.

    Attributes
    ----------
    fields:
        What its representatives stand for, two fields each in turn.
    places:
        Names of groups, roads and channels, for the titles of its topics.
    size:
        How many deliberators, of whom `representatives` are 利益相关方代表.
    """

    name: str
    fields: tuple[str, ...]
    places: tuple[str, ...]
    size: int
    representatives: int


def deliberators(council: Council, names: Names, first: int) -> list[dict[str, Any]]:
    """Return the rows of the sheet 议事成员 of one council, numbered from `first`.

    Each representative stands for two of the council's fields, every pair of fields in turn.
    """
    pairs = list(islice(cycle(combinations(council.fields, 2)), council.representatives))
    rows = []
    for place in range(council.size):
        number = first + place
        represents = place < council.representatives
        kind = OTHER_KINDS[(place - council.representatives) % len(OTHER_KINDS)]
        rows.append(
            {
                "编号": f"D{number:04d}",
                "姓名": names.next(),
                "协商室": council.name,
                "类别": "利益相关方代表" if represents else kind,
                "代表领域": "、".join(pairs[place]) if represents else "",
                "单位": council.name if kind == "村(居)委会" and not represents else "",
                "出席率": RATES[number % len(RATES)],
            }
        )
    return rows


def topics_of(
    council: Council,
    count: int,
    first: int,
    matters: Iterable[Matter],
    people: Iterable[Row],
    heard: Counter[str],
    random_: random.Random,
) -> list[dict[str, Any]]:
    """Return so many rows of the sheet 议题 of a council, numbered from `first`.

    Of matters that concern two of its fields, no matter twice. Those `heard` least elsewhere come
    first, and are counted there. What residents ask for (群众出题) one of the council's
    representatives among the `people` asked.

    Raises
    ------
    ValueError
        Where too few matters concern the council.
    """
    fitting = [m for m in matters if set(m.fields) <= set(council.fields)]
    if len(fitting) < count:
        raise ValueError(f"{council.name}: {len(fitting)} matters, {count} asked for")
    chosen = sorted(random_.sample(fitting, len(fitting)), key=lambda m: heard[m.title])[:count]
    heard.update(matter.title for matter in chosen)
    places = cycle(council.places)
    own = [row["姓名"] for row in people if row["协商室"] == council.name]
    asking = own[: council.representatives]
    rows = []
    for number, matter in enumerate(chosen, start=first):
        source = SOURCES[number % len(SOURCES)]
        rows.append(
            {
                "编号": f"S{number:04d}",
                "议题名称": matter.title.format(place=next(places), council=council.name),
                "提出单位": council.name,
                "重要程度": random_.choices([5, 4, 3, 2], [2, 4, 3, 1])[0],
                "来源": source,
                "提出人": asking[number % len(asking)] if source == "群众出题" else "",
                "类别": matter.category,
                "所需专长": matter.skill,
                "需专家": "否" if matter.skill else "",  # experts only where a row is changed
                "建议月份": matter.months,
                "协商室": council.name,
                "利益相关方": "、".join(matter.fields),
            }
        )
    return rows


def with_changes(rows: Sequence[Row], changes: Mapping[str, Row]) -> list[dict[str, Any]]:
    """Return the rows with some cells changed, by 编号.

    Raises
    ------
    KeyError
        Where no row has the 编号.
    """
    known = {row["编号"] for row in rows}
    for number in changes:
        if number not in known:
            raise KeyError(number)
    return [{**row, **changes.get(row["编号"], {})} for row in rows]
