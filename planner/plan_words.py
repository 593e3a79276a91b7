"""The words of 年度协商计划.xlsx: its sheets and columns, and the office's word for each code.

Declared once: the workbook is written from them and read back by them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PLAN = "计划"
ANNEX = "附表"
PEOPLE = "人员安排"
MILESTONES = "筹备节点"
AGENDA = "议程"
PAPERS = "文稿"
RESULTS = "成果与审批"
STEPS = "计划编制"
LEFT_OUT = "未入选说明"
DEVIATIONS = "偏离事项"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    PLAN: (
        "序号", "场次", "协商形式", "协商议题", "议题编号", "月份", "日期", "时段", "地点", "牵头单位",
        "协办单位", "协商部门", "分管领导", "主持人", "委员", "专家", "参加范围", "状态", "备注",
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
    LEFT_OUT: ("议题编号", "议题名称", "提出单位", "重要程度", "原因", "说明", "涉及规则"),
    DEVIATIONS: (
        "序号", "规则", "场次", "偏离情况", "原因", "少几天", "最迟批准日期", "签批意见", "签字", "签字日期",
    ),
}  # fmt: skip
"""Each sheet that is read back → its columns, in order. 附表 has those of 计划."""

KINDS: Mapping[str, str] = {
    "prior-contact": "事先沟通", "scheme": "报送实施方案", "scheme-approval": "方案审议",
    "mobilisation": "部署动员会", "research": "调研", "coordination": "工作协调会",
    "briefing": "事先通报", "publicity": "议题公示", "reservation": "预约邀请",
    "invitation": "正式通知", "papers": "文稿汇总", "speech": "发言稿", "outcome": "成果报送",
    "report-back": "通报反馈", "feedback": "意见反馈", "evaluation": "跟踪评估",
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
    "members": "委员", "guests": "其他参加", "experts": "专家", "leaders": "领导", "team": "调研组",
    "departments": "部门", "alternates": "递补", "waiting": "久未安排",
}  # fmt: skip
"""Kinds of rows of the sheet 人员安排."""

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
