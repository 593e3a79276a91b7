"""议程: who speaks at a session, in which order, for how many minutes (anhua 三(三)).

The department, the lead body, 2 to 4 booked speakers (members mostly), every other member and
expert, the departments' answers, the leaders last. Where the session's length is too short,
booked speakers become free ones and free speeches and answers get shorter, as far as they may;
where even that does not fit, the plan says what to cut. The session held with the plenary has no
agenda of its own: its speakers stand as booked (anhua 二3).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from constraints.relevance import fit
from constraints.rule import Check, Finding, Parameter, Rule
from planner.domain import Expert, Member, Problem
from planner.plan import AgendaPart, Plan, Session
from planner.plan_words import AGENDA_PARTS

ID = "agenda"
ORDER = ("department", "lead", "booked", "free", "response", "leaders")


@dataclass(frozen=True)
class _Shape:
    """What may give way for the agenda to fit: how many are booked, and two lengths in minutes."""

    booked: int
    free_minutes: int
    response_minutes: int


def make(plan: Plan, problem: Problem) -> Plan:
    """Write the agenda of each session, in the roomiest shape that fits its length."""
    length = problem.settings.session_minutes
    for session in plan.sessions:
        if session.form == "plenary":
            continue
        if session.merged_with_plenary:
            minutes = problem.number(ID, "booked_minutes", session.form)
            speakers = _ranked(problem, session, session.members)
            agenda = tuple(AgendaPart(part="booked", speaker=m, minutes=minutes) for m in speakers)
            plan = plan.update(session.replace(agenda=agenda, agenda_cuts=()))
            continue
        agenda = ()
        for shape in _shapes(problem, session):
            agenda = _agenda(problem, session, shape)
            if _minutes(agenda) <= length:
                break
        cuts = _cuts(problem, agenda, _minutes(agenda) - length)
        plan = plan.update(session.replace(agenda=agenda, agenda_cuts=cuts))
    return plan


def _shapes(problem: Problem, session: Session) -> Iterator[_Shape]:
    """Yield the shapes from the roomiest: fewer booked, then shorter speeches, then answers."""

    def number(name: str) -> int:
        return problem.number(ID, name, session.form)

    free, response = number("free_minutes"), number("response_minutes")
    fewest = number("booked_min")
    yield from (_Shape(n, free, response) for n in range(number("booked_max"), fewest - 1, -1))
    shortest = min(free, number("free_minutes_min"))
    yield from (_Shape(fewest, m, response) for m in range(free - 1, shortest - 1, -1))
    least = min(response, number("response_minutes_min"))
    yield from (_Shape(fewest, shortest, m) for m in range(response - 1, least - 1, -1))


def _agenda(problem: Problem, session: Session, shape: _Shape) -> tuple[AgendaPart, ...]:
    """Return the agenda of a session in a shape."""

    def number(name: str) -> int:
        return problem.number(ID, name, session.form)

    parts: list[AgendaPart] = []
    for name in session.departments[:1]:
        minutes = number("department_minutes")
        parts.append(AgendaPart(part="department", speaker=name, minutes=minutes))
    if session.lead_body:
        minutes = number("lead_minutes")
        parts.append(AgendaPart(part="lead", speaker=session.lead_body, minutes=minutes))
    members = _ranked(problem, session, session.members)
    experts = _ranked(problem, session, session.experts)
    # Members mostly: one expert at most is booked, and only beside two members or more.
    expert = experts[:1] if shape.booked >= 3 and len(members) >= 2 else ()
    booked = (*members[: shape.booked - len(expert)], *expert)
    free = [p for p in (*members, *experts) if p not in booked]
    minutes = number("booked_minutes")
    parts += [AgendaPart(part="booked", speaker=p, minutes=minutes) for p in booked]
    parts += [AgendaPart(part="free", speaker=p, minutes=shape.free_minutes) for p in free]
    parts += [
        AgendaPart(part="response", speaker=d, minutes=shape.response_minutes)
        for d in session.departments
    ]
    return (*parts, *_leaders(problem, session, number("leaders_minutes")))


def _ranked(problem: Problem, session: Session, people: Sequence[str]) -> tuple[str, ...]:
    """Return members or experts by how well they fit the topic, then by id."""
    topics = [problem.topic(t) for t in session.topics]
    known: dict[str, Member | Expert] = {e.id: e for e in problem.experts}
    known |= {m.id: m for m in problem.members}
    return tuple(
        sorted(people, key=lambda p: (-sum(fit(known[p], t, session.lead_body) for t in topics), p))
    )


def _leaders(problem: Problem, session: Session, minutes: int) -> list[AgendaPart]:
    """Return the closing words: one of the county committee, one of the government, the host.

    Of the government whoever is in charge of the topic's departments, where one is there.
    """
    committee = [i for i in session.leaders if problem.leader(i).side == "县委"]
    government = [i for i in session.leaders if problem.leader(i).side == "政府"]
    government.sort(key=lambda i: not _in_charge(problem, session, i))
    speakers = list(dict.fromkeys((*committee[:1], *government[:1], session.host)))
    speakers = [i for i in speakers if i]
    share, rest = divmod(minutes, len(speakers)) if speakers else (0, 0)
    return [
        AgendaPart(part="leaders", speaker=leader, minutes=share + (n < rest))
        for n, leader in enumerate(speakers)
    ]


def _in_charge(problem: Problem, session: Session, leader: str) -> bool:
    """Whether a leader is in charge of one of the session's departments."""
    return any(
        problem.department(name).leader == leader or name in problem.leader(leader).in_charge_of
        for name in session.departments
    )


def _minutes(agenda: Sequence[AgendaPart]) -> int:
    return sum(part.minutes for part in agenda)


def _cuts(problem: Problem, agenda: Sequence[AgendaPart], over: int) -> tuple[str, ...]:
    """Return what to cut, in the order in which it hurts least, until `over` minutes are saved."""
    if over <= 0:
        return ()
    names = {**{e.id: e.name for e in problem.experts}, **{m.id: m.name for m in problem.members}}
    responses = [p for p in agenda if p.part == "response"][1:]
    experts = {e.id for e in problem.experts}
    # Experts before members, and among each who fits least first; sorting keeps that order.
    spoken = [p for p in reversed(agenda) if p.part == "free"]
    spoken.sort(key=lambda p: p.speaker not in experts)
    cuts = []
    total = _minutes(agenda)
    for part in (*responses[::-1], *spoken):
        if over <= 0:
            break
        who = names.get(part.speaker, part.speaker)
        cuts.append(f"{AGENDA_PARTS[part.part]}：{who}改为书面，省 {part.minutes} 分钟")
        over -= part.minutes
    if over > 0:
        cuts.append(f"仍超出 {over} 分钟，请把会议时长延长到 {total} 分钟，或减少出席人员")
    return tuple(cuts)


def check(plan: Plan, problem: Problem) -> Check:
    """Compare each agenda with the article: order, limits, every member heard, the length."""
    findings: list[Finding] = []
    notes: list[str] = []
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    for session in sessions:
        if session.merged_with_plenary:
            speakers = [p.speaker for p in session.agenda if p.part == "booked"]
            if sorted(speakers) != sorted(session.members):
                findings.append(
                    Finding(
                        f"{session.id} 与全会合并，大会发言人（{'、'.join(speakers) or '无'}）应就是其委员"
                        f"（{'、'.join(session.members) or '无'}）。",
                        session.id,
                    )
                )
            continue
        texts = [*_order(session), *_limits(session, problem), *_heard(session)]
        texts += [*_booked(session, problem), *_units(session), *_length(session, problem)]
        findings += [Finding(f"{session.id} 的议程：{text}", session.id) for text in texts]
        usual = problem.number(ID, "free_minutes", session.form)
        shortest = min((p.minutes for p in session.agenda if p.part == "free"), default=usual)
        if shortest < usual:
            notes.append(
                f"{session.id} 时间紧，自由发言每人 {shortest} 分钟（一般 {usual} 分钟）。"
            )
    return Check(len(sessions), tuple(findings), tuple(notes))


def _order(session: Session) -> Iterator[str]:
    ranks = [ORDER.index(p.part) if p.part in ORDER else -1 for p in session.agenda]
    if -1 in ranks:
        yield "有不属于双月协商座谈会的环节，请删去。"
    elif ranks != sorted(ranks):
        yield f"次序应为{'、'.join(AGENDA_PARTS[part] for part in ORDER)}。"


def _limits(session: Session, problem: Problem) -> Iterator[str]:
    for part in session.agenda:
        if part.part not in ORDER or part.part == "leaders":
            continue
        limit = problem.number(ID, f"{part.part}_minutes", session.form)
        if not 0 < part.minutes <= limit:
            yield f"{AGENDA_PARTS[part.part]} {part.speaker} {part.minutes} 分钟，应在 1—{limit} 分钟之间。"


def _heard(session: Session) -> Iterator[str]:
    spoken = [p.speaker for p in session.agenda if p.part in ("booked", "free")]
    people = (*session.members, *session.experts)
    if silent := [p for p in people if p not in spoken]:
        yield f"没有安排 {'、'.join(silent)} 发言，每位与会委员、专家都应有发言机会。"
    if strange := [p for p in spoken if p not in people]:
        yield f"发言人 {'、'.join(strange)} 不在出席委员、专家之列，请改正。"
    if twice := sorted({p for p in spoken if spoken.count(p) > 1}):
        yield f"{'、'.join(twice)} 重复发言，请只留一次。"


def _booked(session: Session, problem: Problem) -> Iterator[str]:
    booked = [p.speaker for p in session.agenda if p.part == "booked"]
    least = problem.number(ID, "booked_min", session.form)
    most = problem.number(ID, "booked_max", session.form)
    there = len(session.members) + len(session.experts)
    if not min(least, there) <= len(booked) <= most:
        yield f"预约发言 {len(booked)} 人，应为 {least}—{most} 人。"
    members = sum(p in session.members for p in booked)
    experts = len(booked) - members
    if experts and members <= experts:
        yield f"预约发言以委员为主，现有委员 {members} 人、其他 {experts} 人，请调整。"


def _units(session: Session) -> Iterator[str]:
    by_part: dict[str, list[str]] = {}
    for part in session.agenda:
        by_part.setdefault(part.part, []).append(part.speaker)
    if session.departments and by_part.get("department", []) != [session.departments[0]]:
        yield f"应由最相关的部门（{session.departments[0]}）介绍情况。"
    if session.lead_body and by_part.get("lead", []) != [session.lead_body]:
        yield f"应有牵头单位（{session.lead_body}）的中心发言，且只有一个。"
    answering = by_part.get("response", [])
    if missing := [d for d in session.departments if d not in answering]:
        yield f"缺 {'、'.join(missing)} 的回应发言。"
    if strange := [d for d in answering if d not in session.departments]:
        yield f"{'、'.join(strange)} 不在协商部门之列，不应回应发言。"
    closing = by_part.get("leaders", [])
    if not closing and (session.leaders or session.host):
        yield "最后应有领导讲话。"
    if absent := [i for i in closing if i not in (*session.leaders, session.host)]:
        yield f"讲话的{'、'.join(absent)}不在出席领导之列。"


def _length(session: Session, problem: Problem) -> Iterator[str]:
    length = problem.settings.session_minutes
    total = sum(part.minutes for part in session.agenda)
    if total > length and not session.agenda_cuts:
        yield f"共 {total} 分钟，超过会议时长 {length} 分钟，没有说明怎样压缩。"
    if total <= length and session.agenda_cuts:
        yield f"共 {total} 分钟，没有超过会议时长 {length} 分钟，不应写压缩事项。"


RULE = Rule(
    id=ID,
    name="议程",
    text="部门介绍、牵头委室中心发言、预约发言、自由发言、部门回应、领导讲话，依次进行，各有时限。",
    kind="made",
    force="must",
    sources={"anhua": "三(三)"},
    make=make,
    check=check,
    parameters=(
        Parameter("department_minutes", "部门介绍", 10, "分钟", "有关部门介绍情况最长", 1, 60),
        Parameter("lead_minutes", "中心发言", 10, "分钟", "牵头委室中心发言最长", 1, 60),
        Parameter("booked_min", "预约发言最少", 2, "人", "预约发言人数", 0, 30),
        Parameter("booked_max", "预约发言最多", 4, "人", "预约发言人数", 0, 30),
        Parameter("booked_minutes", "预约发言", 8, "分钟", "每人预约发言最长", 1, 60),
        Parameter("free_minutes", "自由发言", 5, "分钟", "每人自由发言最长", 1, 60),
        Parameter("free_minutes_min", "自由发言最短", 3, "分钟", "时间紧时可压到的分钟数", 1, 60),
        Parameter("response_minutes", "部门回应", 5, "分钟", "每个部门回应最长", 1, 60),
        Parameter("response_minutes_min", "部门回应最短", 3, "分钟", "时间紧时可压到", 1, 60),
        Parameter("leaders_minutes", "领导讲话", 10, "分钟", "各位领导讲话合计", 1, 120),
    ),
)
