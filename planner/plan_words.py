"""The words of a plan: the sheets and columns of 年度协商计划.xlsx, the office's word for each code.

Declared once: the workbook is written from them and read back by them; the report, the terminal
and the progress of a run use the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from planner.plan import Price

PLAN = "计划"
ANNEX = "附表"
PEOPLE = "人员安排"
MILESTONES = "筹备节点"
AGENDA = "议程"
PAPERS = "文稿"
RESULTS = "成果与审批"
STEPS = "计划编制"
ASSIGNED = "委员下沉"
LIAISON = "联络负责人"
LEFT_OUT = "未入选说明"
DEVIATIONS = "偏离事项"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    PLAN: (
        "序号", "场次", "协商形式", "协商议题", "议题编号", "月份", "日期", "时段", "地点", "牵头单位",
        "协办单位", "协商部门", "分管领导", "主持人", "委员", "专家", "参加范围", "状态", "备注",
        "协商室", "议事成员",
    ),
    PEOPLE: (
        "场次", "类别", "编号", "姓名", "界别或职务", "单位", "往年参加次数", "递补人选（依次）", "说明",
    ),
    MILESTONES: (
        "场次", "节点", "开始", "结束", "时段", "责任", "参加", "调研组", "地点", "事项",
    ),
    AGENDA: ("场次", "环节", "发言人", "分钟"),
    PAPERS: ("场次", "文稿", "撰写", "截止", "涉密"),
    RESULTS: ("场次", "轮次", "成果形式", "报送", "责任单位", "审批", "备案", "听取事项", "记录人"),
    STEPS: ("步骤", "日期", "责任", "事项", "依据"),
    ASSIGNED: ("协商室", "编号", "姓名", "界别", "专长", "工作单位", "所在乡镇", "依据", "公里", "本室参加场次"),
    LIAISON: ("联络负责人", "所在村", "联系村", "个数", "公里"),
    LEFT_OUT: ("议题编号", "议题名称", "提出单位", "重要程度", "原因", "说明", "涉及规则"),
    DEVIATIONS: (
        "序号", "规则", "场次", "偏离情况", "原因", "少几天", "最迟批准日期", "签批意见", "签字", "签字日期",
    ),
}  # fmt: skip
"""Each sheet that is read back → its columns, in order. 附表 has those of 计划.

A year without rooms has neither the columns in `OF_ROOMS` nor the sheets 委员下沉 and 联络负责人.
"""

PRICE = "如要列入"
"""The column of 未入选说明 with what it would cost to put the topic in, where that was asked; for
readers alone: it is not read back."""

OF_ROOMS = ("协商室", "议事成员")
"""The columns of 计划 that only rooms fill."""

KINDS: Mapping[str, str] = {
    "prior-contact": "事先沟通", "scheme": "报送实施方案", "scheme-approval": "方案审议",
    "mobilisation": "部署动员会", "research": "调研", "coordination": "工作协调会",
    "briefing": "事先通报", "publicity": "议题公示", "reservation": "预约邀请",
    "invitation": "正式通知", "papers": "文稿汇总", "speech": "发言稿", "outcome": "成果报送",
    "report-back": "通报反馈", "feedback": "意见反馈", "evaluation": "跟踪评估",
    "topic-approval": "议题审定", "list-approval": "名单审定",
}  # fmt: skip
"""Kinds of milestones."""

STATES: Mapping[str, str] = {
    "tentative": "暂定", "confirmed": "已定", "held": "已开", "cancelled": "取消",
}  # fmt: skip
"""States of a session."""

AGENDA_PARTS: Mapping[str, str] = {
    "department": "部门介绍情况", "lead": "牵头委室中心发言", "booked": "预约发言", "free": "自由发言",
    "response": "部门互动回应", "leaders": "领导讲话", "raise": "提出议题", "discuss": "讨论",
    "revise": "修改", "confirm": "确认",
}  # fmt: skip
"""Parts of an agenda."""

AGENDA_CUT = "须压缩"
"""The part under which the sheet 议程 says what to cut."""

STEPS_BESIDE: Mapping[str, str] = {"duty-record": "履职情况通报"}
"""Steps of the sheet 计划编制 beside those of the plan's approval."""

SEATS: Mapping[str, str] = {
    "leaders": "领导", "bodies": "委室", "departments": "部门", "members": "委员", "experts": "专家",
    "deliberators": "议事成员", "guests": "其他参加", "team": "调研组", "alternates": "递补", "waiting": "久未安排",
}  # fmt: skip
"""Kinds of rows of the sheet 人员安排, the five parts of the attendance list first.

委室 and 其他参加 are both a session's `guests`; 部门 repeats its departments. Of the 议事成员 of a
room's session those with the same link to its topic share a row.
"""

SENSES: Mapping[str, str] = {"max": "越大越好", "min": "越小越好"}
"""Which way an objective goes."""

ROOMS = "rooms"
"""The name under which progress tells how many rooms are done."""

PRICES = "prices"
"""The name under which progress tells how many topics left out have their price."""

STAGES: Mapping[str, str] = {
    "deviations": "提前期缺口", "topic-value": "议题价值", "calendar": "日程均衡", "meetings": "会前节点",
    "people": "参会人员", "livelihood": "民生议题", "reach": "界别覆盖", "level": "错峰均匀",
    "people-cover": "委员覆盖", "tie-break": "确定唯一方案",
    "belonging-sizes": "各室委员人数", "belonging-distance": "委员下沉远近",
    "belonging-expertise": "委员专长对口", "belonging-sectors": "各室界别多样",
    "liaison-covered": "联系村覆盖", "liaison-distance": "联系村远近",
    ROOMS: "各协商室（已排好的个数）", PRICES: "未入选议题的代价（已算出的个数）",
    "room-topics": "协商室议题", "room-calendar": "协商室日程",
    "room-meetings": "协商室时段", "room-people": "协商室人员",
}  # fmt: skip
"""Stages of the search; an office's own stage has its own name (`stage_word`)."""

TERMS: Mapping[str, str] = {
    "lead-time.missing": "提前期所缺天数",
    "lead-time.shorter": "提前期不足的会议离期末的天数",
    "lead-time.shift": "动员会离应开日的半天数",
    "scheme-approval.shift": "方案审议离应审日的半天数",
    "prior-contact.shift": "事先沟通离应办日的半天数",
    "research-first.shift": "调研离应办日的半天数",
    "research-first.team": "调研组人选与议题不合",
    "coordination-meeting.shift": "协调会离应开日的半天数",
    "venue.shift": "会场偏好",
    "topic-value": "入选议题的价值",
    "topic-value.livelihood": "入选民生议题的价值",
    "sector-balance.unreached": "没有议题涉及的界别",
    "load-balance.unheard": "全年没有席位的委员",
    "form-match": "题式不匹配",
    "topic-window.months-off": "离建议月份的月数",
    "leaders-and-departments.absent": "应到会而不在的领导人次",
    "spread.gaps": "间隔不匀",
    "spread.bodies": "各委室不匀",
    "spread.months": "各月不匀",
    "spread.leaders": "各领导不匀",
    "source-mix": "议题来源不匀",
    "load-balance.waiting": "往年多次受邀者再受邀",
    "load-balance.repeats": "同一委员当年再次受邀",
    "load-balance.mix": "性别、党派、地域不匀",
    "sector-balance.share": "界别席位与占比之差",
    "relevance.missing": "专长、界别、委室不合",
    "relevance.few": "各场相合委员不足的名额",
    "member-seats.off": "委员名额离一般数之差",
    "attendees-by-form.short": "本组活动未受邀的委员",
    "member-once.missed": "全年没有参加活动的委员",
    "one-lead-body.open": "议题待定的场次",
    "spread.days": "离各段中间的天数（超过容差的）",
    "working-days.off": "放在周末的场次",
    "working-days.evening": "放在晚上的场次",
    "room-assignment.missed": "全年没有参加的下沉委员",
    "room-assignment.uneven": "各室人数不匀（超出容差的平方和）",
    "room-assignment.distance": "距离段数合计",
    "room-assignment.unmet": "没有对口委员的议题",
    "room-assignment.same-sector": "同室同界别的委员",
    "liaison-span.uncovered": "没有联络负责人的村",
    "liaison-span.distance": "联系路程（百米）",
    "grassroots-mix.missing": "各场缺少的主体类别",
    "attendance.off": "参会人数离目标之差",
    "relevance.strangers": "专长不合的专家人次",
    "load-balance.loads": "每人参加次数的平方和",
}
"""Objective terms; one without a word is called by its rule."""

MERGED = "与全体会议合并进行"
PROVISIONAL = "日期按临时日历，待国务院通知核对"
STAKEHOLDER = "利益相关方："
"""What marks, in 备注 and 说明, a merged session, a provisional date, a stakeholder."""

STANDING_MEMBERS = "常委会组成人员"
"""What the cell 委员 says of a 常委会: exactly its 常委."""

BY_NUMBER = "名单见“人员安排”"
"""What follows a number of people whose names would fill the cell."""

COUNTED = re.compile(
    rf"(?:(?P<who>[^\d\n]*?)(?P<count>\d+)(?:名|个部门)(?:\s*名单见.*)?|{STANDING_MEMBERS})",
    re.DOTALL,
)
"""What is written by kind, or by kind and number: 常委会组成人员, 委员40名, 18个部门."""

ASSUMED = "约定："
"""How a note below the sheet 计划 begins that says what was assumed."""


def exemption_note(session: str, text: str) -> str:
    """Return a note below the sheet 计划: what a merged session is exempt from."""
    return f"〔{session}〕{text}"


EXEMPTION_NOTE = re.compile(r"〔(?P<session>[^〕]+)〕(?P<text>.+)", re.DOTALL)
"""What `exemption_note` writes."""

REFERENCES = "名称核对"
"""The name of the verdict on names and ids that the workbook does not know."""


def label(name: str, key: str) -> str:
    """Return a name with its id beside it, 张三（M001）; the name alone where it is the id."""
    return name if name == key else f"{name}（{key}）"


DRAFT = 0
"""The version of a plan among several that leadership has yet to choose from."""


def version_word(version: int) -> str:
    """Return which version of the plan it is, as papers say it; `inputs.plan_file` reads it back."""
    return f"草案（第 {DRAFT} 版）" if version == DRAFT else f"第 {version} 版"


def stage_word(name: str) -> str:
    """Return a stage's name as users read it."""
    return STAGES.get(name, name)


def price_words(price: Price | None) -> str:
    """Return a price as users read it; empty where none was asked for."""
    if price is None:
        return ""
    return price.text if price.possible else f"列不进：{price.text}"
