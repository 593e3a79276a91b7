"""Judges who attends by form (出席范围), from the text of kailu 四10–15, 六21–24.

Written apart from what seats and lists them (attendees_by_form.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from constraints.held_days import held_days
from constraints.rule import Check, Finding
from planner.domain import Member, Problem
from planner.plan import Plan, Session

ID = "attendees-by-form"


def check(plan: Plan, problem: Problem) -> Check:
    """Compare each session's people with what its form asks for."""
    findings: list[Finding] = []
    notes: list[str] = []
    for session in plan.sessions:
        if session.form == "plenary":
            texts = [*_plenary(session, problem)]
        else:
            seats = problem.form(session.form).seats
            texts = [*_numbers(session, problem)]
            if seats == "standing":
                texts += _standing(session, plan, problem)
            elif seats == "group":
                texts += _group(session, problem)
            elif seats == "team":
                texts += _team(session, problem)
        findings += [Finding(f"{session.id} {text}", session.id) for text in texts]
        notes += _notes(session, problem)
    return Check(len(plan.sessions), tuple(findings), tuple(notes))


def _plenary(session: Session, problem: Problem) -> Iterator[str]:
    start, end = problem.settings.plenary_start, problem.settings.plenary_end
    days = [start.fromordinal(n) for n in range(start.toordinal(), end.toordinal() + 1)]

    def misses_all(person: str) -> bool:
        return all(problem.is_away(person, day) for day in days)

    for leader in problem.leaders:
        if leader.id not in session.leaders and not misses_all(leader.person):
            yield f"的出席领导缺{leader.name}（{leader.post}），县领导应全程出席全体会议，请补上。"
    for member in problem.members:
        invited = member.id in session.guests
        if member.level != "县" and not invited and not misses_all(member.person):
            yield f"没有邀请住县的{member.level}政协委员{member.name}（{member.id}），请补上。"
        if member.level == "县" and invited:
            yield f"把县政协委员{member.name}（{member.id}）列为列席，委员应出席，请改正。"
    if absent := [d.name for d in problem.departments if d.name not in session.departments]:
        yield f"的列席部门缺{'、'.join(absent)}，请补上。"


def _standing(session: Session, plan: Plan, problem: Problem) -> Iterator[str]:
    standing = [m.id for m in problem.members if m.standing]
    if missing := [m for m in standing if m not in session.members]:
        yield f"缺常委 {'、'.join(missing)}，常委会由全体常委（{len(standing)} 名）组成，请补上。"
    if others := [m for m in session.members if m not in standing]:
        yield f"把不是常委的 {'、'.join(others)} 列为出席，只能列席，请改正。"
    guests = [m for m in problem.members if m.id in session.guests]
    for guest in guests:
        if problem.is_away(guest.person, session.date):
            yield f"邀请列席的{guest.name}（{guest.id}）{session.date} 不在，请换人。"
        if guest.standing:
            yield f"把常委{guest.name}（{guest.id}）列为列席，请改为出席。"
    able = [m for m in problem.members if _could_listen(m, session, plan, problem)]
    if higher := [m.id for m in able if m.level != "县" and m not in guests]:
        yield f"没有邀请住县的省市政协委员 {'、'.join(higher)} 列席，请补上。"
    wanted = problem.number(ID, "guests", session.form) if session.topics else 0
    own = [m for m in guests if m.level == "县"]
    possible = sum(m.level == "县" for m in able)
    if len(own) < min(wanted, possible) or len(own) > wanted:
        yield f"邀请有关委员列席 {len(own)} 名，应为 {min(wanted, possible)}—{wanted} 名，请增减。"


def _could_listen(member: Member, session: Session, plan: Plan, problem: Problem) -> bool:
    """Whether a member has nothing else on these days, no stake, and room in their year."""
    officers = {x.person for x in problem.leaders} | {b.head for b in problem.bodies if b.head}
    if member.standing or member.person in officers:
        return False
    days = set(held_days(session, problem))
    if any(problem.is_away(member.person, day) for day in days):
        return False
    for other in plan.sessions:
        if other.form == "plenary" or other.id == session.id:
            continue
        there = (*other.members, *other.guests, *other.alternates)
        if member.id in there and days & set(held_days(other, problem)):
            return False
    for milestone in (m for other in plan.sessions for m in other.milestones):
        if member.id in milestone.team and any(milestone.start <= d <= milestone.end for d in days):
            return False
    for lock in problem.locks:
        concerns = lock.subject in (session.id, *session.topics)
        if concerns and lock.item == "不参加" and member.id in lock.values:
            return False
    names = {member.id, member.person, member.name, member.employer} - {""}
    if any(names & set(problem.topic(t).stakeholders) for t in session.topics):
        return False
    seats = sum(member.id in s.members for s in plan.sessions if s.form != "plenary")
    return member.cap is None or member.level != "县" or seats < member.cap


def _group(session: Session, problem: Problem) -> Iterator[str]:
    slot = problem.slot(session.id)
    group = {m.id: m for m in problem.group_members(slot.group)}
    most = problem.number(ID, "group_min", session.form)
    least = min(most, -(-len(group) // 2))
    there = {m for m in session.members if m in group}
    if len(there) < least:
        yield (
            f"（{slot.group}）到会 {len(there)} 名，该组 {len(group)} 名委员，"
            f"至少应有 {least} 名（{most} 名或半数），请补人或改期。"
        )
    if strangers := [m for m in session.members if m not in group]:
        yield f"列了不属“{slot.group}”的委员 {'、'.join(strangers)}，请删去。"
    convenor = [m for m in group.values() if m.person == slot.host_person]
    if convenor and convenor[0].id not in session.members:
        yield f"没有召集人{convenor[0].name}（{convenor[0].id}），界别活动由召集人召集，请补上。"


def _team(session: Session, problem: Problem) -> Iterator[str]:
    officers = {x.person for x in problem.leaders} | {b.head for b in problem.bodies if b.head}
    able = [m for m in problem.members if m.person not in officers]
    own = [m.id for m in able if m.body and m.body == session.lead_body] or [m.id for m in able]
    least = min(problem.number(ID, "team_min", session.form), len(own))
    most = problem.number(ID, "team_max", session.form)
    staff = len(set(session.members))
    if not least <= staff <= most:
        yield f"的监督小组有委员 {staff} 名，应为 {least}—{most} 名。"
    if strangers := [m for m in session.members if m not in own]:
        yield (
            f"的监督小组中 {'、'.join(strangers)} 不是{session.lead_body}的委员"
            "（或以领导、委室负责人身份参加），请换人。"
        )


def _numbers(session: Session, problem: Problem) -> Iterator[str]:
    """Compare the number of people and of speakers with the form's limits."""
    most = problem.number(ID, "people_max", session.form)
    people = {problem.leader(i).person for i in session.leaders}
    people |= {problem.member(i).person for i in session.members}
    people |= {problem.expert(i).person for i in session.experts}
    bodies = {b.name: b.head or b.name for b in problem.bodies}
    people |= {bodies.get(name, name) for name in session.guests}
    total = len(people) + len(set(session.departments))
    # Exactly the 常委 and all who brought a proposal are there, however many they are.
    fixed = problem.form(session.form).seats in ("standing", "proposers")
    if most and not fixed and not session.merged_with_plenary and total > most:
        yield f"共 {total} 人（单位按 1 人计），不应超过 {most} 人，请减少委员。"
    speakers = [p.speaker for p in session.agenda if p.part in ("booked", "free")]
    limit = problem.number(ID, "speakers_max", session.form)
    if limit and len(speakers) > limit:
        yield f"安排发言 {len(speakers)} 人，不应超过 {limit} 人，请减少。"
    if limit:
        if strange := [p for p in speakers if p not in (*session.members, *session.experts)]:
            yield f"的发言人 {'、'.join(strange)} 不在出席委员、专家之列，请改正。"
        if twice := sorted({p for p in speakers if speakers.count(p) > 1}):
            yield f"的 {'、'.join(twice)} 重复发言，请只留一次。"
        minutes = sum(p.minutes for p in session.agenda)
        if minutes > problem.settings.session_minutes:
            yield (
                f"的发言共 {minutes} 分钟，超过会议时长 {problem.settings.session_minutes} 分钟，"
                "请减少发言人。"
            )


def _notes(session: Session, problem: Problem) -> Iterator[str]:
    """Say which leaders miss the plenary, and which 常委 are away, for them to ask leave."""
    if session.form == "plenary":
        away = [x for x in problem.leaders if x.id not in session.leaders]
        if away:
            yield f"{session.id}：{'、'.join(x.name for x in away)}会期不在，请按规定请假。"
    elif problem.form(session.form).seats == "standing":
        absent = [
            m.name
            for m in map(problem.member, session.members)
            if problem.is_away(m.person, session.date)
        ]
        if absent:
            yield f"{session.id}（{session.date}）：常委{'、'.join(absent)}不在，请按规定请假。"
