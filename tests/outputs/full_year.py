"""A year as large as a county's, built by hand: real topic titles, ten committees, 25 sectors.

Its names are as long as real ones, so that what it makes shows whether texts find room.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from planner.dates import HalfDay
from planner.domain import Blackout, Body, Leader, Problem
from planner.plan import (
    Compliance,
    Deviation,
    LeftOut,
    Milestone,
    Plan,
    Session,
    Stage,
    Waiting,
)
from tests.builders import county, expert, member, topic

TITLES = (
    "围绕深入学习贯彻党的二十大精神建言资政、凝聚共识，推动县域经济高质量发展开新局",
    "推动成渝地区双城经济圈建设，打造高质量发展的新动力源",
    "加强生态环境保护，推动川西北黄河流域全域旅游高质量发展",
    "深化川港澳青年学生、青年企业家交流合作，壮大爱国爱港爱澳新生代力量",
    "《妇女发展“十二五”规划》《儿童发展“十二五”规划》实施情况",
    "围绕工业赋能，做好“土特产”加工文章",
    "建立返贫监测预警和应急救助机制，巩固脱贫成果",
    "加强燃气安全信息化建设，提高城镇安全保障能力",
    "放大生态比较优势，推动经济绿色低碳高质量发展",
    "药物制度执行过程中存在的问题",
    "围绕防范化解政府债务风险",
    "拓宽农民增收渠道，促进农民收入持续增长",
    "如何促进传统中医的传承和发展",
    "深化职业教育改革，培育现代产业技能人才",
)
COMMITTEES = (
    "提案委员会", "经济科技委员会", "农业和农村委员会", "人口资源环境和城乡建设委员会",
    "教科卫体委员会", "社会法制和民族宗教委员会", "文化文史和学习委员会", "港澳台侨和外事委员会",
    "委员联络工作委员会", "民族宗教和社会治理委员会",
)  # fmt: skip
SECTORS = (
    "中共", "无党派人士", "民革", "民盟", "民进", "共青团和青联", "工会", "妇联", "工商联", "科协", "台联",
    "侨联", "文化艺术", "科学技术", "社会科学", "经济", "农业和农村", "教育", "体育", "医药卫生",
    "社会福利和社会保障", "少数民族", "宗教", "环境资源", "特别邀请人士",
)  # fmt: skip
LEADERS = ("欧阳建国", "司马晓红", "王立新", "李秀英", "赵子龙", "诸葛文轩")


def full_problem(**changes: Any) -> Problem:
    """Return the county; a keyword replaces any field of `Problem`."""
    vice = LEADERS[1:5]
    leaders = [
        Leader(id=LEADERS[0], name=LEADERS[0], post="党组书记、主席", person="L1", can_host=True)
    ]
    leaders += [
        Leader(id=n, name=n, post="党组成员、副主席", person=n, can_host=True) for n in vice
    ]
    leaders.append(Leader(id=LEADERS[5], name=LEADERS[5], post="秘书长", person="L6"))
    leaders.append(
        Leader(
            id="上官云飞", name="上官云飞", post="县委常委、常务副县长", person="G1", side="政府"
        )
    )
    bodies = [
        Body(
            name=name,
            head=f"主任{i}",
            leaders=(vice[i % 4],),
            departments=("县发展和改革局", "县农业农村局"),
        )
        for i, name in enumerate(COMMITTEES)
    ]
    bodies.append(Body(name="办公室", kind="办公室", head="办主任", leaders=(vice[0],)))
    topics = [
        topic(
            n,
            title=TITLES[n - 1],
            importance=1 + (n * 7) % 5,
            mandated=n in (1, 3),
            exclusion="正在诉讼" if n == 9 else "",
            secret=n == 10,
            lead_bodies=(),
            proposers=(COMMITTEES[n % 10],),
        )
        for n in range(1, 15)
    ]
    members = [
        member(
            n,
            name=f"{'欧阳' if n % 9 == 0 else '张'}{'子轩' if n % 2 else '明'}{n}",
            sector=SECTORS[(n * n) % 25 if n % 3 else n % 25],
            gender="女" if n % 7 in (1, 3) else "男",
            party="中共" if n % 5 < 2 else "无党派",
            times_before=n % 4,
        )
        for n in range(1, 221)
    ]
    values: dict[str, Any] = {
        "topics": tuple(topics),
        "bodies": tuple(bodies),
        "leaders": tuple(leaders),
        "members": tuple(members),
        "experts": tuple(expert(n) for n in range(1, 31)),
        "blackouts": (
            Blackout(start=date(2027, 3, 5), end=date(2027, 3, 12), note="全国两会期间"),
        ),
        "settings": {"organisation": "中国人民政治协商会议某某县委员会"},
    }
    return county(**(values | changes))


DAYS = {
    1: date(2027, 1, 12),
    2: date(2027, 3, 18),
    3: date(2027, 5, 20),
    4: date(2027, 7, 15),
    5: date(2027, 9, 23),
    6: date(2027, 12, 16),
}


def full_session(number: int, **changes: Any) -> Session:
    """Return session bimonthly-N with topic T0N and every step before and after it."""
    day = DAYS[number]
    merged = number == 1
    lead = COMMITTEES[(number * 3) % 10]
    values: dict[str, Any] = {
        "id": f"bimonthly-{number}",
        "form": "bimonthly",
        "date": day,
        "half_day": HalfDay.PM if number % 2 else HalfDay.AM,
        "start": "14:30" if number % 2 else "09:00",
        "end": "17:00" if number % 2 else "11:30",
        "merged_with_plenary": merged,
        "date_status": "provisional",
        "topics": (f"T{number:02d}",),
        "lead_body": lead,
        "supporting_bodies": (COMMITTEES[number],),
        "departments": ("县发展和改革局", "县农业农村局", "县自然资源局"),
        "lead_leader": LEADERS[1 + number % 4],
        "host": LEADERS[0] if number % 3 else LEADERS[2],
        "leaders": (LEADERS[0], LEADERS[1 + number % 4], "上官云飞"),
        "members": tuple(f"M{n:03d}" for n in range(number * 9, number * 9 + (3 if merged else 6))),
        "experts": () if merged else ("E01", f"E{number:02d}"),
        "venue": "县政协机关五楼会议室",
        "exemptions": ("免提前期（anhua 二3）", "免工作协调会（anhua 二3）") if merged else (),
    }
    steps = [
        Milestone(kind="research", start=day - timedelta(25), end=day - timedelta(23), owner=lead),
        Milestone(kind="outcome", start=day, end=day + timedelta(14), owner="办公室"),
    ]
    if not merged:
        steps += [
            Milestone(kind="scheme", start=day - timedelta(62), end=day - timedelta(62)),
            Milestone(kind="mobilisation", start=day - timedelta(60), end=day - timedelta(60)),
            Milestone(kind="coordination", start=day - timedelta(7), end=day - timedelta(7)),
        ]
    return Session(**(values | changes)).add(*steps)


def full_plan(**changes: Any) -> Plan:
    """Return the year's plan; a keyword replaces any field of `Plan`."""
    plenary = Session(
        id="plenary-1",
        form="plenary",
        date=date(2027, 1, 11),
        half_days=6,
        date_status="provisional",
        lead_body="办公室",
        host=LEADERS[0],
        leaders=LEADERS,
    )
    values: dict[str, Any] = {
        "year": 2027,
        "organisation": "中国人民政治协商会议某某县委员会",
        "profiles": ("anhua",),
        "emphasis": "均衡",
        "status": "optimal",
        "sessions": (plenary, *(full_session(n) for n in DAYS)),
        "stages": (
            Stage(
                name="deviations", sense="min", value=12, bound=12, terms={"lead-time.missing": 12}
            ),
            Stage(name="topic-value", sense="max", value=2310, bound=2310),
            Stage(
                name="people",
                sense="min",
                value=40,
                bound=40,
                terms={"sector-balance.share": 18, "load-balance.waiting": 4},
            ),
        ),
        "left_out": tuple(
            LeftOut(
                topic=f"T{n:02d}",
                reason="not-negotiable" if n == 9 else "topic-value",
                rules=("not-negotiable",) if n == 9 else ("topic-cap",),
                text=f"“{TITLES[n - 1]}”让位于价值更高的议题，列入须挤出 bimonthly-3 的议题。",
            )
            for n in range(7, 15)
        ),
        "deviations": (
            Deviation(
                rule="lead-time",
                session="bimonthly-2",
                text="bimonthly-2 应在会前2个月（2027-01-18前）报方案、开动员会，少 12 天。",
                reason="议题 2027-01-30 才确定。",
                days_missing=12,
                latest_approval=date(2027, 1, 18),
            ),
        ),
        "waiting": tuple(Waiting(member=f"M{n:03d}", times_before=0) for n in range(100, 112)),
        "assumptions": ("220 名委员未填出席率，按 80% 计。",),
        "compliance": (
            *(
                Compliance(rule=rule, source=source, kind=kind, force=force, holds=True, checked=6)
                for rule, source, kind, force in (
                    ("references", "", "hard", "must"),
                    ("bimonthly-cadence", "anhua 一5、二3", "hard", "usual"),
                    ("member-seats", "anhua 三(一)1", "hard", "usual"),
                )
            ),
            Compliance(
                rule="lead-time",
                source="anhua 二2、二4、三(二)1",
                kind="hard",
                force="must",
                holds=False,
                checked=5,
                findings=("bimonthly-4 没有“实施方案”，应不迟于 2027-05-14。",),
            ),
        ),
    }
    return Plan(**(values | changes))
