"""What an entry of the year asks of the one who looks at it, in a few words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from constraints.scheme_approval import BOARD
from outputs.entries import Entry
from planner.plan import Session

OWN_WORK = {
    "scheme": "拟定并报送实施方案", "research": "组织调研", "mobilisation": "召集部署动员会",
    "coordination": "召集工作协调会", "prior-contact": "与有关领导沟通", "paper": "撰写并按时报送文稿",
    "papers": "汇总、印发文稿", "speech": "按时交发言稿", "outcome": "按时报送成果",
    "reservation": "预约委员、专家和部门", "invitation": "寄送通知和邀请函",
    "briefing": "会前把材料送到参会人员", "report-back": "通报办理结果",
    "publicity": "公示议题", "evaluation": "跟踪评估", "feedback": "反馈意见",
    "topic-approval": "报请审定议题", "list-approval": "报请审定参会名单",
}  # fmt: skip
"""What the owner of an entry does."""

JOINING = {
    "scheme-approval": "参加审议", "research": "参加调研", "mobilisation": "参加部署动员会",
    "coordination": "参加工作协调会", "prior-contact": "参加会前沟通", "paper": "催收文稿，送办公室汇总",
    "papers": "配合汇总文稿", "outcome": "配合整理成果", "scheme": "知悉方案报送",
}  # fmt: skip
"""What anyone else does who sees it."""

SIGNED = {"scheme": "审签实施方案", "outcome": "审签成果", "papers": "知悉文稿进度"}
"""What the leader in charge does, who sees these to sign them."""

LEADING = {
    "counterpart": "牵头组织会议", "sector": "联系并组织活动", "proposal": "牵头组织会议",
    "supervision": "牵头组织活动",
}  # fmt: skip
"""What the lead body does at a session, where it gives no central speech."""

HOSTING = {
    "counterpart": "主持会议", "sector": "召集并主持活动", "proposal": "主持会议，督办提案",
    "supervision": "带队",
}  # fmt: skip
"""What the host does, where it is not the chair who sums up."""

OF_GROUP = {
    "scheme": "配合拟定活动方案", "briefing": "接收材料，通知本组委员", "outcome": "整理本组意见建议，送办公室",
    "feedback": "听取反馈，转告本组委员", "report-back": "了解办理结果", "evaluation": "了解落实情况",
    "research": "组织本组委员参加调研", "reservation": "联系本组委员", "invitation": "通知本组委员",
    "publicity": "征求本组委员意见",
}  # fmt: skip
"""What a liaison group does towards its own activity, which the committee and the office prepare."""

ANSWERING = {
    "counterpart": "到会介绍情况，共同协商", "proposal": "汇报提案办理情况，回应意见",
    "supervision": "介绍情况，接受评议和视察",
}  # fmt: skip
"""What a department does at a session, where it is more than to inform and to answer."""

ATTENDING = {
    "sector": "参加界别活动", "proposal": "参加提案办理协商", "supervision": "参加评议、视察",
}  # fmt: skip
"""What a member or an expert does at a session, where it is not simply to attend."""

_WRITTEN = frozenset({"paper", "speech"})
"""What its writer alone does, be it of a group's own activity."""


@dataclass(frozen=True)
class Viewer:
    """Whose calendar it is. key: a name for bodies, departments, groups and rooms, a person's key
    for those who host in a room, else an id; name: as read.
    """

    role: Literal[
        "all", "body", "leader", "member", "expert", "department", "group", "room", "host"
    ]
    key: str
    name: str

    @property
    def is_public(self) -> bool:
        """Whether the calendar is for the many: public titles and details only."""
        return self.role in ("all", "member", "expert", "group")


def task(entry: Entry, session: Session | None, viewer: Viewer) -> str:
    """Return what the viewer does; empty in the calendar for all."""
    if viewer.role == "all":
        return ""
    if entry.kind == "session" and session is not None:
        return _at_session(entry, session, viewer)
    if viewer.role == "group" and viewer.key != entry.owner and entry.kind not in _WRITTEN:
        return OF_GROUP.get(entry.kind, "知悉")
    if viewer.role == "leader" and entry.kind in SIGNED:
        return SIGNED[entry.kind]
    if viewer.role == "leader" and entry.kind == "paper" and session is not None:
        return "审阅文稿" if entry.owner == session.lead_body else "知悉文稿进度"
    if viewer.role == "body" and entry.kind == "plan":  # it sees only the steps that are its own
        return "会同办理" if "、" in entry.owner else "负责办理"
    if viewer.role == "leader" and entry.kind == "plan" and entry.owner == BOARD:
        return "参加主席会议审议"
    if viewer.role == "leader" and entry.kind == "research" and session is not None:
        return "带队调研" if viewer.key == session.lead_leader else "参加调研"
    if viewer.name in entry.owner.split("、") or viewer.key == entry.owner:
        return OWN_WORK.get(entry.kind, "负责")
    return JOINING.get(entry.kind, "知悉")


def _at_session(entry: Entry, session: Session, viewer: Viewer) -> str:
    if session.form == "plenary":
        roles = {"body": "参加全体会议会务", "leader": "出席全体会议", "member": "出席全体会议"}
        return roles.get(viewer.role, "参加全体会议")
    if viewer.role == "leader":
        return _of_leader(entry, session, viewer)
    if viewer.role == "room":
        return "组织协商，通知参会人员"
    if viewer.role == "group":
        return "组织本组委员开展活动"
    if viewer.role == "body":
        if viewer.key == session.lead_body:
            words = LEADING.get(session.form, "牵头组织会议，作中心发言")
            settles = session.form == "counterpart" and not session.topics
            return f"{words}，与部门商定议题" if settles else words
        return "协办并参加会议" if viewer.key in session.supporting_bodies else "参加会议"
    if viewer.role == "department":
        return ANSWERING.get(session.form, "到会介绍情况，回应意见")
    return _of_person(entry, session, viewer)


def _of_leader(entry: Entry, session: Session, viewer: Viewer) -> str:
    if viewer.key in entry.hosts:
        return HOSTING.get(session.form, "主持会议，作归纳讲话")
    if viewer.key in entry.takers:
        return "领办提案，到会听取意见"
    if viewer.key == session.lead_leader:
        return "出席会议（分管领导）"
    return "出席会议"


def _of_person(entry: Entry, session: Session, viewer: Viewer) -> str:
    """Return what a member or an expert does at a session."""
    minutes = next(
        (
            part.minutes
            for part in session.agenda
            if part.part == "booked" and part.speaker in (viewer.key, viewer.name)
        ),
        0,
    )
    where = ATTENDING.get(session.form, "出席会议")
    if session.merged_with_plenary:
        where = "在全体会议上发言"
    if viewer.key in session.guests:
        where = "列席会议"
    if viewer.key in entry.hosts:
        where = HOSTING.get(session.form, "主持会议")
    booked = f"预约发言不超过{minutes}分钟" if minutes else ""
    return "，".join(words for words in (where, booked) if words)
