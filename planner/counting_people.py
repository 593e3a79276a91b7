"""What mere counting shows of days, hosts, rooms and people: a session that nobody could hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from constraints.expert_seats import outside_experts
from constraints.host import host_person, may_host
from constraints.member_seats import attends_by_office
from constraints.topic_days import candidate_days
from constraints.venue import seats_needed
from planner.domain import Problem, Slot
from planner.plan import Session
from planner.reason import Reason
from planner.spoken import session_name


def people_facts(problem: Problem) -> Iterator[Reason]:
    """Yield each fact of the county's sessions with its cells and its cure."""
    for slot in _sessions(problem):
        yield from _no_day(problem, slot)
    yield from _hosts_too_few(problem)
    yield from _too_small_rooms(problem)
    yield from _too_few_people(problem)
    yield from _too_few_experts(problem)


def _sessions(problem: Problem) -> list[Slot]:
    return [s for s in problem.slots if s.form != "plenary"]


def _absences(problem: Problem, persons: Iterable[str]) -> tuple[str, ...]:
    """Return the cells of the sheet 不可用 that speak of persons."""
    concerned = set(persons)
    return tuple(a.cell for a in problem.absences if a.subject in concerned)


def _no_day(problem: Problem, slot: Slot) -> Iterator[Reason]:
    """Say where a session has no day to be held on, or no day with a host.

    A committee's head, a convenor and a supervising leader host by the form: nobody stands in.
    """
    name = f"{session_name(problem, slot.id)}（{slot.first}—{slot.last}）"
    days: list[date] = list(candidate_days(problem, slot))
    if not slot.merged:
        days = [day for day in days if problem.is_meeting_day(day)]
        days = [day for day in days if not problem.blackout_on(day, slot.form)]
    able = [x for x in problem.leaders if x.is_chair or x.is_vice_chair]
    hosts = [x for x in able if may_host(problem, slot, x)]
    if not days:
        blackouts = (b for b in problem.blackouts if b.start <= slot.last and b.end >= slot.first)
        yield Reason(
            rule="working-days",
            entities=(slot.id,),
            cells=tuple(b.cell for b in blackouts),
            text=f"{name}没有一个可开会的工作日。",
            cure="请缩短“日历”表的回避。",
        )
    elif slot.host:
        person = host_person(problem, slot)
        if all(problem.is_away(person, day) for day in days):
            yield Reason(
                rule="host",
                entities=(slot.id, person),
                cells=_absences(problem, (person,)),
                text=f"{name}由{_name(problem, slot.host)}主持，而其每一天都不在。",
                cure="请改“不可用”表或换人。",
            )
    elif not any(not problem.is_away(host.person, day) for host in hosts for day in days):
        who = "、".join(x.name for x in hosts)
        yield Reason(
            rule="host",
            entities=(slot.id, *(x.id for x in hosts)),
            cells=_absences(problem, (x.person for x in hosts)),
            text=f"{name}每一天都没有可主持的领导" + (f"（{who}都不在）。" if who else "。"),
            cure="请改“不可用”或“领导”表。",
        )
    yield from _no_proposer(problem, slot, days)


def _name(problem: Problem, host: str) -> str:
    return next((x.name for x in problem.leaders if x.id == host), host)


def _no_proposer(problem: Problem, slot: Slot, days: list[date]) -> Iterator[Reason]:
    """Say which proposal's face-to-face has no day with anyone who brought it."""
    for proposal in (x for x in problem.key_proposals if x.id in slot.items):
        who = proposal.proposers
        if who and all(problem.is_away(person, day) for person in who for day in days):
            yield Reason(
                rule="proposal-leaders",
                entities=(slot.id, proposal.id, *who),
                cells=_absences(problem, who),
                text=f"{session_name(problem, slot.id)}的提案人每一天都不在，提案人不到场即无效。",
                cure="请改“不可用”表。",
            )


def _hosts_too_few(problem: Problem) -> Iterator[Reason]:
    """Compare how often those who may host a form may do so with the form's sessions."""
    for form in dict.fromkeys(slot.form for slot in _sessions(problem)):
        slots = [s for s in _sessions(problem) if s.form == form and not s.merged and not s.host]
        able = [x for x in problem.leaders if x.is_chair or x.is_vice_chair]
        hosts = [x for x in able if slots and may_host(problem, slots[0], x)]
        caps = [x.host_cap for x in hosts if x.host_cap is not None]
        if hosts and len(caps) == len(hosts) and sum(caps) < len(slots):
            yield Reason(
                rule="host",
                entities=tuple(x.id for x in hosts),
                cells=tuple(problem.cell("领导", x.id, "年度主持上限") for x in hosts),
                numbers={"has": sum(caps), "needs": len(slots)},
                text=f"{problem.form(form).name}有 {len(slots)} 场（与全会合并的不计），"
                f"可主持的{'、'.join(x.name for x in hosts)}全年合计最多主持 {sum(caps)} 场。",
                cure="请提高“年度主持上限”，或增加可主持的领导。",
            )


def _too_small_rooms(problem: Problem) -> Iterator[Reason]:
    """Say where no room would hold even a session without departments."""
    for form in dict.fromkeys(slot.form for slot in _sessions(problem) if not slot.merged):
        rooms = [v for v in problem.venues if not v.forms or form in v.forms]
        name = problem.form(form).name
        if problem.venues and not rooms:
            yield Reason(
                rule="venue",
                cells=tuple(problem.cell("会场", v.name, "协商形式") for v in problem.venues),
                text=f"“会场”表没有可用于{name}的会场。",
                cure="请在“协商形式”列加上，或留空。",
            )
        sizes = [room.capacity for room in rooms if room.capacity is not None]
        if not rooms or len(sizes) < len(rooms):
            continue
        needed = min(
            seats_needed(problem, Session(id=slot.id, form=form, date=day))
            for slot in _sessions(problem)
            if slot.form == form and not slot.merged
            for day in candidate_days(problem, slot)
        )
        if max(sizes) < needed:
            largest = max(rooms, key=lambda room: room.capacity or 0)
            yield Reason(
                rule="venue",
                entities=(largest.name,),
                cells=(problem.cell("会场", largest.name, "容纳人数"),),
                numbers={"has": max(sizes), "needs": needed},
                text=f"最大的会场只容纳 {max(sizes)} 人，而{name}的领导、各委室负责人、委员和专家最多有 "
                f"{needed} 人，部门还未计。",
                cure="请在“会场”表补充大些的会场。",
            )


def _too_few_people(problem: Problem) -> Iterator[Reason]:
    """Compare the members who may be seated with the seats and sectors that each session asks for."""
    seated = [m for m in problem.members if not attends_by_office(problem, m)]
    sectors = {m.sector for m in seated}
    for form in dict.fromkeys(slot.form for slot in _sessions(problem) if not slot.merged):
        if problem.form(form).seats != "members":
            continue
        name = problem.form(form).name
        least = problem.number("member-seats", "min", form)
        if len(seated) < least:
            yield Reason(
                rule="member-seats",
                cells=(_parameter_cell(problem, "member-seats", "min", form),),
                numbers={"has": len(seated), "needs": least},
                text=f"可邀请的委员 {len(seated)} 名（领导和委室负责人不计），{name}每次至少 {least} 名。",
                cure="请补充委员，或改“委员名额”。",
            )
        k = problem.number("sector-balance", "k", form)
        if len(sectors) < k:
            yield Reason(
                rule="sector-balance",
                cells=(_parameter_cell(problem, "sector-balance", "k", form),),
                numbers={"has": len(sectors), "needs": k},
                text=f"可邀请的委员只有 {len(sectors)} 个界别，{name}每次至少要 {k} 个。",
                cure="请改“规则”表的界别均衡，或核对“委员”表的界别。",
            )


def _parameter_cell(problem: Problem, rule: str, name: str, form: str) -> str:
    """Return the cell of the sheet 规则 that set a number; empty where a document or nobody did."""
    source = problem.parameter(rule, name, form).source
    return source if "!" in source else ""


def _too_few_experts(problem: Problem) -> Iterator[Reason]:
    """Compare how often experts may be invited in all with what the topics that must be in ask for."""
    outside = outside_experts(problem)
    asking = [t for t in problem.candidates if t.mandated and t.wants_experts and not t.is_excluded]
    forms = {s.form for s in _sessions(problem) if s.topics != "none"}
    if not asking or not forms:
        return
    least = min(problem.number("expert-seats", "min", form) for form in forms)
    merged = sum(slot.merged for slot in _sessions(problem))
    needed = least * max(0, len(asking) - merged)
    caps = [len(asking) if e.cap is None else min(e.cap, len(asking)) for e in outside]
    if len(outside) >= least and sum(caps) < needed:
        yield Reason(
            rule="expert-seats",
            entities=(*(t.id for t in asking), *(e.id for e in outside)),
            cells=(
                *(problem.cell("专家", e.id, "年度邀请上限") for e in outside),
                *(problem.cell("议题", t.id, "需专家") for t in asking),
            ),
            numbers={"has": sum(caps), "needs": needed},
            text=f"指定议题 {'、'.join(t.id for t in asking)} 都需要专家，每场至少 {least} 名，"
            f"共 {needed} 人次；“专家”表可请的 {len(outside)} 名专家按年度邀请上限合计只有 {sum(caps)} 人次。",
            cure="请补充专家，或提高年度邀请上限。",
        )
