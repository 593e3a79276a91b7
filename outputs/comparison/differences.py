"""What differs between plans: topic by topic, session by session, person by person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from outputs.chart_parts import Table
from outputs.comparison.compared import LEADS, MEMBERS, Compared, Comparison
from outputs.comparison.measures import UNKNOWN
from planner.distance import CHOSEN_SEATS
from planner.plan import Session

OUT = "未列入"
NONE = "—"


def topics(comparison: Comparison) -> Table:
    """Return the candidate topics that not all plans treat alike: where each plan has them."""
    plans = comparison.of_this_year
    placed = [_placed(plan) for plan in plans]
    rows = []
    same = 0
    for topic in comparison.first.part.candidates:
        cells = tuple(where.get(topic.id, OUT) for where in placed)
        if len(set(cells)) > 1:
            title = comparison.first.names.topic(topic.id)
            rows.append((f"{topic.id} {title}", str(topic.importance), *cells))
        else:
            same += 1
    caption = f"议题的不同：{len(rows)} 个议题安排不同，另 {same} 个在各份中相同"
    return Table(caption, ("议题", "重要程度", *(p.name for p in plans)), tuple(rows))


def _placed(plan: Compared) -> Mapping[str, str]:
    """Return for each topic in the plan its month and form."""
    found: dict[str, list[str]] = {}
    for session in plan.sessions.values():
        for topic in session.topics:
            found.setdefault(topic, []).append(_where(session, plan))
    return {topic: "、".join(where) for topic, where in found.items()}


def _where(session: Session, plan: Compared) -> str:
    merged = "（并入全会）" if session.merged_with_plenary else ""
    return f"{session.date.month}月{plan.names.form(session.form)}{merged}"


def sessions(comparison: Comparison) -> Table:
    """Return the sessions whose day, lead body, leader in charge or host is not the same in all."""
    plans = comparison.of_this_year
    ids = dict.fromkeys(i for plan in plans for i in plan.sessions)
    rows = []
    for session_id in ids:
        held = [(p.sessions.get(session_id), p) for p in plans]
        told = [_told(session, plan) for session, plan in held]
        differing = [n for n in range(1, 4) if len({t[n] for t in told if t}) > 1]
        cells = tuple("，".join(t[n] for n in (0, *differing)) if t else "没有这一场" for t in told)
        if len(set(cells)) > 1:
            named = next(session for session, _ in held if session is not None)
            rows.append((comparison.first.names.session(named), *cells))
    caption = (
        f"场次的不同：{len(rows)} 场的日期、牵头、分管或主持不同（只写不同的），"
        f"另 {len(ids) - len(rows)} 场相同"
    )
    return Table(caption, ("场次", *(p.name for p in plans)), tuple(rows))


def _told(session: Session | None, plan: Compared) -> tuple[str, ...]:
    """Return a session's day, lead body, leader in charge and host in words; empty: it is not held."""
    if session is None:
        return ()
    return (
        f"{session.date.month}月{session.date.day}日",
        session.lead_body or (f"牵头{UNKNOWN}" if LEADS in plan.unsaid else "无牵头"),
        "分管" + (plan.names.leader(session.lead_leader) or UNKNOWN),
        "主持" + (plan.names.leader(session.host) or UNKNOWN),
    )


def people(comparison: Comparison) -> Table:
    """Return the members whose chosen seats are not the same in all plans: where each has them."""
    plans = comparison.of_this_year
    seats = [None if MEMBERS in plan.unsaid else _seated(plan) for plan in plans]
    rows = []
    members = comparison.first.part.members
    for member in members:
        cells = tuple(
            UNKNOWN if s is None else "、".join(s.get(member.id, ())) or NONE for s in seats
        )
        if len(set(cells)) > 1:
            rows.append((f"{member.name}（{member.id}）", member.sector, *cells))
    caption = (
        f"委员的不同：{len(rows)} 名委员点名参加的场次不同，另 {len(members) - len(rows)} 名相同"
    )
    return Table(caption, ("委员", "界别", *(p.name for p in plans)), tuple(rows))


def _seated(plan: Compared) -> Mapping[str, list[str]]:
    """Return for each member the sessions that chose them, by date."""
    chosen = {f.id for f in plan.part.forms if f.seats in CHOSEN_SEATS}
    found: dict[str, list[str]] = {}
    for session in sorted(plan.sessions.values(), key=lambda s: (s.date, s.id)):
        if session.form in chosen:
            for member in session.members:
                found.setdefault(member, []).append(_where(session, plan))
    return found


def same_plans(comparison: Comparison) -> list[tuple[str, ...]]:
    """Return the names of plans that are one and the same in all that is compared."""
    groups: dict[object, list[str]] = {}
    for plan in comparison.of_this_year:
        groups.setdefault(_content(plan.sessions.values()), []).append(plan.name)
    return [tuple(names) for names in groups.values() if len(names) > 1]


def _content(held: Iterable[Session]) -> object:
    return frozenset(
        (
            s.id,
            s.date,
            s.half_day,
            s.topics,
            s.lead_body,
            s.lead_leader,
            s.host,
            frozenset(s.members),
            frozenset(s.experts),
            frozenset(s.deliberators),
        )
        for s in held
    )
