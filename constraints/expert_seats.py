"""专家名额: none, or 2–3 experts from outside the current term where the topic asks (anhua 三(一)1).

A topic asks where 需专家 is 是 or 所需专长 is filled. Who is a member (the same person) is never
invited as an expert. Where the workbook names fewer experts than a session needs, nobody could
be invited on any day: then none is, and the check says so, rather than leaving the topic out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from constraints.rule import Check, Easing, Finding, Parameter, Rule, Term
from planner.domain import Expert, Problem
from planner.plan import Plan, Session

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Variables

ID = "expert-seats"


def outside_experts(problem: Problem) -> tuple[Expert, ...]:
    """Return the experts who are not members of the current term."""
    members = {m.person for m in problem.members}
    return tuple(e for e in problem.experts if e.person not in members)


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Seat none, or min to max; in the programme, keep asking topics off days without enough."""
    experts = outside_experts(problem)
    outside = {e.id for e in experts}
    wanting = {t.id for t in problem.topics if t.wants_experts}
    persons = {e.id: e.person for e in problem.experts}
    there = _there_by_day(variables, experts) if "programme" in variables.decides else {}
    for slot in variables.sessions:
        candidates = variables.expert_candidates(slot.id)
        least, most = (problem.number(ID, name, slot.form) for name in ("min", "max"))
        served = not slot.merged and len(experts) >= least
        if "programme" in variables.decides and served:
            scarce = sum(
                variables.on_day(slot.id, day)
                for day in variables.days(slot.id)
                if there[day] < least
            )
            for topic in variables.takes(slot.id):
                # The session has one day, so all its scarce days stand in one tight row.
                if topic in wanting and not isinstance(scarce, int):
                    model.add(variables.topic_in(slot.id, topic) + scarce <= 1)
        if "people" in variables.decides and candidates:
            asks = [variables.topic_in(slot.id, t) for t in sorted(wanting)] if served else []
            seats = sum(variables.expert_seat(slot.id, e) for e in candidates)
            # Two topics of one session share its experts.
            for ask in asks if slot.topics == "few" else (sum(asks),):
                model.add(seats >= least * ask)
            model.add(seats <= most * sum(asks))
            model.add(seats <= most)
            for expert in candidates:
                seat = variables.expert_seat(slot.id, expert)
                if expert not in outside:
                    model.add(seat == 0)
                    continue
                gone = problem.days_away(persons[expert])
                away = [d for d in variables.days(slot.id) if d in gone] if gone else []
                if away:
                    model.add(seat + sum(variables.on_day(slot.id, d) for d in away) <= 1)
    return ()


def _there_by_day(variables: Variables, experts: Sequence[Expert]) -> Mapping[date, int]:
    """Return how many experts are there on each day on which a session may be held."""
    absent = [gone for e in experts if (gone := variables.problem.days_away(e.person))]
    days = {day for slot in variables.sessions for day in variables.days(slot.id)}
    return {day: len(experts) - sum(day in gone for gone in absent) for day in days}


def check(plan: Plan, problem: Problem) -> Check:
    """Count the experts of each session, and look for members and the absent among them."""
    findings: list[Finding] = []
    notes: list[str] = []
    sessions = [s for s in plan.sessions if s.form != "plenary"]
    members = {m.person: m for m in problem.members}
    pool = sum(e.person not in members for e in problem.experts)
    for session in sessions:
        low = problem.number(ID, "min", session.form)
        high = problem.number(ID, "max", session.form)
        asks = any(problem.topic(t).wants_experts for t in session.topics)
        if asks and not session.merged_with_plenary and pool < low:
            notes.append(
                f"{session.id} 的议题需要专家 {low}—{high} 名，工作簿中可请的专家只有 {pool} 名，未安排；"
                "请在“专家”表补充。"
            )
            low = high = 0
        elif not asks or session.merged_with_plenary:
            low = high = 0
        if not low <= len(set(session.experts)) <= high:
            findings.append(_count(session, low, high))
        for expert in map(problem.expert, session.experts):
            if expert.person in members:
                findings.append(
                    Finding(
                        f"{session.id} 的专家{expert.name}（{expert.id}）是本届委员，"
                        "不能以专家身份出席，请换人。",
                        session.id,
                        (expert.id,),
                    )
                )
            if problem.is_away(expert.person, session.date):
                findings.append(
                    Finding(
                        f"{session.id} 的专家{expert.name}（{expert.id}）{session.date} 不在，请换人。",
                        session.id,
                        (expert.id,),
                    )
                )
    return Check(len(sessions), tuple(findings), tuple(notes))


def _count(session: Session, low: int, high: int) -> Finding:
    count = len(set(session.experts))
    if high == 0:
        text = f"{session.id} 邀请专家 {count} 名，本场不安排专家，应为 0 名。"
    else:
        text = f"{session.id} 邀请专家 {count} 名，应为 {low}—{high} 名（议题需要专家）。"
    return Finding(text, session.id, session.experts)


RULE = Rule(
    id=ID,
    name="专家名额",
    text="可根据议题需要邀请 2—3 位专家学者（本届委员以外）；议题不需要的不请。",
    room_text="可根据议题需要邀请专家；议题不需要的不请。",
    kind="hard",
    force="may",
    sources={"anhua": "三(一)1"},
    build=build,
    check=check,
    parameters=(
        Parameter("min", "最少", 2, "名", "议题需要专家时最少邀请的专家", 0, 50),
        Parameter("max", "最多", 3, "名", "议题需要专家时最多邀请的专家", 0, 50),
    ),
    easing=(Easing("min", 1),),
)
