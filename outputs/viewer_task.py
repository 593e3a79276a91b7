"""What an entry of the year asks of the one who looks at it, in a few words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from outputs.entries import Entry
from planner.plan import Session

OWN_WORK = {
    "scheme": "拟定并报送实施方案", "research": "组织调研", "mobilisation": "召集部署动员会",
    "coordination": "召集工作协调会", "prior-contact": "与有关领导沟通", "paper": "撰写并按时报送文稿",
    "papers": "汇总、印发文稿", "speech": "按时交发言稿", "outcome": "按时报送成果",
    "reservation": "预约委员、专家和部门", "invitation": "寄送通知和邀请函",
    "briefing": "会前把材料送到参会人员", "report-back": "通报办理结果",
    "publicity": "公示议题", "evaluation": "跟踪评估", "feedback": "反馈意见",
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


@dataclass(frozen=True)
class Viewer:
    """Whose calendar it is. key: a name for bodies and departments, else an id; name: as read."""

    role: Literal["all", "body", "leader", "member", "expert", "department"]
    key: str
    name: str

    @property
    def is_public(self) -> bool:
        """Whether the calendar is for the many: public titles and details only."""
        return self.role in ("all", "member", "expert")


def task(entry: Entry, session: Session | None, viewer: Viewer) -> str:
    """Return what the viewer does; empty in the calendar for all."""
    if viewer.role == "all":
        return ""
    if entry.kind == "session" and session is not None:
        return _at_session(session, viewer)
    if viewer.role == "leader" and entry.kind in SIGNED:
        return SIGNED[entry.kind]
    if viewer.role == "leader" and entry.kind == "paper" and session is not None:
        return "审阅文稿" if entry.owner == session.lead_body else "知悉文稿进度"
    if viewer.role == "body" and entry.kind == "plan":  # it sees only the steps that are its own
        return "会同办理" if "、" in entry.owner else "负责办理"
    if viewer.role == "leader" and entry.kind == "research" and session is not None:
        return "带队调研" if viewer.key == session.lead_leader else "参加调研"
    if viewer.name in entry.owner.split("、") or viewer.key == entry.owner:
        return OWN_WORK.get(entry.kind, "负责")
    return JOINING.get(entry.kind, "知悉")


def _at_session(session: Session, viewer: Viewer) -> str:
    if session.form == "plenary":
        words = {"body": "参加全体会议会务", "leader": "出席全体会议", "member": "出席全体会议"}
        return words.get(viewer.role, "参加全体会议")
    if viewer.role == "leader":
        if viewer.key == session.host:
            return "主持会议，作归纳讲话"
        return "出席会议（分管领导）" if viewer.key == session.lead_leader else "出席会议"
    if viewer.role == "body":
        if viewer.key == session.lead_body:
            return "牵头组织会议，作中心发言"
        return "协办并参加会议" if viewer.key in session.supporting_bodies else "参加会议"
    if viewer.role == "department":
        return "到会介绍情况，回应意见"
    minutes = next(
        (
            part.minutes
            for part in session.agenda
            if part.part == "booked" and part.speaker in (viewer.key, viewer.name)
        ),
        0,
    )
    where = "在全体会议上发言" if session.merged_with_plenary else "出席会议"
    booked = f"预约发言不超过{minutes}分钟" if minutes else ""
    if viewer.key in session.guests:
        where = "列席会议"
    return "，".join(words for words in (where, booked) if words)
