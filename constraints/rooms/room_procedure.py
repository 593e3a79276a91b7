"""议事流程: topic raised, discussed, revised, confirmed; a secretary; eight minutes, twice at most (farm 11).

The host opens, the proposer raises each topic, those for and against speak in turn, the topic is
revised and confirmed by show of hands. What does not fit into the session's length is cut from the
fixed parts, and said. A session without a topic hears the last result and evaluates it. The
minutes of the fixed parts are assumed. The secretary, whom the host names beforehand, is proposed
here from those on the list: somebody of the village's committee, else one who may host and does
not, else another; one whom the topic concerns only where nobody else is there.
"""

from __future__ import annotations

from collections.abc import Iterator

from constraints.rule import Check, Finding, Parameter, Rule
from planner.domain import Deliberator, Member, Problem, Topic
from planner.plan import AgendaPart, Plan, Session

ID = "room-procedure"
OPENING, REVISION, CONFIRMATION = 5, 10, 5
"""Minutes of the opening, and of revising and confirming each topic."""
SHORT = 2
"""Minutes that a fixed part has at the least, where the session is short."""
COMMITTEE = "村(居)委会"


def make(plan: Plan, problem: Problem) -> Plan:
    """Give every session a secretary and an agenda that fills its length."""
    for session in plan.sessions:
        agenda, cuts = _agenda(session, problem)
        plan = plan.update(
            session.replace(secretary=_secretary(session, problem), agenda=agenda, agenda_cuts=cuts)
        )
    return plan


def _secretary(session: Session, problem: Problem) -> str:
    """Return the id of who takes the minutes, somebody seated other than the host, or an empty text."""
    hosts = {host.person for host in problem.rooms[0].hosts}
    leads = {host.person for host in problem.rooms[0].hosts if host.name == session.host}
    concerned = {s.person for s in session.stakeholders}
    committee = {d.id for d in problem.deliberators if d.kind == COMMITTEE}
    others = [p for p in _there(session, problem) if p.person not in leads]
    others.sort(key=lambda p: (p.id in concerned, p.id not in committee, p.person not in hosts))
    return others[0].id if others else ""


def _there(session: Session, problem: Problem) -> tuple[Deliberator | Member, ...]:
    """Return who is seated of the room's own and of the members."""
    seated = {*session.deliberators, *session.members}
    people: tuple[Deliberator | Member, ...] = (*problem.deliberators, *problem.members)
    return tuple(p for p in people if p.id in seated)


def _agenda(session: Session, problem: Problem) -> tuple[tuple[AgendaPart, ...], tuple[str, ...]]:
    """Return the parts, and what was cut for them to fit."""
    length = problem.settings.session_minutes
    turn = problem.number(ID, "minutes", session.form)
    topics = len(session.topics) or 1
    opening, revision, confirmation = OPENING, REVISION, CONFIRMATION
    cuts: tuple[str, ...] = ()
    if length < opening + topics * (2 * turn + revision + confirmation):
        revision = confirmation = SHORT
        cuts = (f"会议 {length} 分钟，修订和确认各压缩到 {SHORT} 分钟",)
    left = length - opening - topics * (turn + revision + confirmation)
    people = len(session.members) + len(session.deliberators) + len(session.experts)
    each = left // topics
    each = max(0, min(each, turn * problem.number(ID, "times", session.form) * people))
    if each < turn:
        cuts += (f"每个议题的讨论只有 {each} 分钟，不足一人发言，请延长会议或减少议题",)
    parts = [AgendaPart(part="raise", speaker=f"{session.host}（主持人）", minutes=opening)]
    for title, proposer in _subjects(session, problem):
        parts += [
            AgendaPart(part="raise", speaker=f"{proposer}：{title}", minutes=turn),
            AgendaPart(part="discuss", speaker="利益相关方与其他参会人员轮流发言", minutes=each),
            AgendaPart(part="revise", speaker=proposer, minutes=revision),
            AgendaPart(part="confirm", speaker=f"{session.host}（主持人）", minutes=confirmation),
        ]
    return tuple(p for p in parts if p.minutes > 0), cuts


def _subjects(session: Session, problem: Problem) -> Iterator[tuple[str, str]]:
    """Yield what is talked about, and who raises it."""
    for topic in map(problem.topic, session.topics):
        title = "（涉密议题）" if topic.secret else topic.title
        yield title, _raises(topic, session, problem) or session.council
    if not session.topics:
        yield "通报上次协商成果的办理情况，评议成效", f"{session.council}会议秘书"


def _raises(topic: Topic, session: Session, problem: Problem) -> str:
    """Return who raises a topic: its proposer, or where that person is not at the session, one who is.

    A proposer whom the sheets do not know is a resident who comes for it.
    """
    sheets: tuple[Deliberator | Member, ...] = (*problem.deliberators, *problem.members)
    called = {key for p in sheets for key in (p.id, p.name, p.person)}
    there = _there(session, problem)
    present = {key: p.name for p in there for key in (p.id, p.name, p.person)}
    proposer = topic.proposer
    if proposer in present or proposer == session.host:
        return present.get(proposer, proposer)
    if proposer and proposer not in called:
        return proposer
    concerned = {s.person for s in session.stakeholders}
    instead = next((p.name for p in there if p.id in concerned), "")
    return (proposer and instead) or "、".join(topic.proposers)


def check(plan: Plan, problem: Problem) -> Check:
    """From the article: the four steps for each topic, in order, in time, and a secretary."""
    findings = [Finding(text, s.id) for s in plan.sessions for text in _judge(s, problem)]
    return Check(len(plan.sessions), tuple(findings))


def _judge(session: Session, problem: Problem) -> Iterator[str]:
    yield from _judge_secretary(session, problem)
    yield from _absent_speakers(session, problem)
    minutes = sum(part.minutes for part in session.agenda)
    length = problem.settings.session_minutes
    if minutes > length and not session.agenda_cuts:
        yield f"{session.id} 的议程共 {minutes} 分钟，会议只有 {length} 分钟，请压缩。"
    steps = [part.part for part in session.agenda]
    wanted = ["raise", "revise", "confirm"] * (len(session.topics) or 1)
    if [step for step in steps if step != "discuss"] != ["raise", *wanted]:
        yield f"{session.id} 的议程不是按提出、协商、修订、确认的步骤，请改正。"
    missing = steps.count("discuss") < (len(session.topics) or 1)
    if missing and not session.agenda_cuts:
        yield f"{session.id} 的议程没有互动协商的时间，请补上。"
    most = problem.number(ID, "minutes", session.form)
    times = problem.number(ID, "times", session.form)
    people = len({*session.members, *session.deliberators, *session.experts})
    for part in session.agenda:
        if part.part == "raise" and part.minutes > most:
            yield f"{session.id} 的“{part.speaker}”有 {part.minutes} 分钟，一次发言不超过 {most} 分钟。"
        if part.part == "discuss" and part.minutes > most * times * people:
            yield (
                f"{session.id} 的讨论有 {part.minutes} 分钟，{people} 人每人 {times} 次、"
                f"每次 {most} 分钟也用不完，请缩短。"
            )


def _judge_secretary(session: Session, problem: Problem) -> Iterator[str]:
    """The secretary is a person of the list, and another than the host."""
    if not session.secretary:
        yield f"{session.id} 没有会议秘书，请由主持人会前确定一名。"
        return
    seated = (*session.members, *session.deliberators)
    sheets: tuple[Deliberator | Member, ...] = (*problem.members, *problem.deliberators)
    people = [p for p in sheets if p.id == session.secretary]
    called = people[0].name if people else session.secretary
    if session.secretary not in seated:
        yield f"{session.id} 的会议秘书{called}不在参会名单中，请请其参加或另定一名。"
    keys = {p.person for p in people}
    if any(host.name == session.host and host.person in keys for host in problem.rooms[0].hosts):
        yield f"{session.id} 的会议秘书与主持人是同一人（{session.host}），请另定一名。"


def _absent_speakers(session: Session, problem: Problem) -> Iterator[str]:
    """Name who is given a part of the agenda and is not at the session."""
    sheets: tuple[Deliberator | Member, ...] = (*problem.deliberators, *problem.members)
    seated = {*session.deliberators, *session.members}
    there = {p.name for p in sheets if p.id in seated} | {session.host}
    there |= {h.name for h in problem.rooms[0].hosts if session.host in (h.name, h.person)}
    for part in session.agenda:
        if part.part not in ("raise", "revise"):
            continue
        speaker = part.speaker.partition("：")[0].partition("（")[0]
        known = {p.name for p in sheets if speaker in (p.name, p.id, p.person)}
        if known and not known & there and speaker not in there:
            yield f"{session.id} 的议程由{speaker}发言，而名单上没有这个人，请请他参加或换人。"


RULE = Rule(
    id=ID,
    name="议事流程",
    text="按提出议题、互动协商、意见修订、提请确认的步骤进行；会前定会议秘书；每次发言不超过 8 分钟、每人不超过 2 次。",
    kind="made",
    force="must",
    sources={"farm": "11"},
    make=make,
    check=check,
    parameters=(
        Parameter("minutes", "每次发言", 8, "分钟", "一次发言至多几分钟", 1, 60),
        Parameter("times", "发言次数", 2, "次", "每人至多发言几次", 1, 10),
    ),
)
