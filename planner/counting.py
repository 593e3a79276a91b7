"""What mere counting shows to be impossible, with the numbers and where to look.

Only facts that leave no plan whatever else is decided: each is a reason by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from constraints.second_consultation import ROUNDS
from constraints.topic_fit import sessions_that_fit
from planner.counting_people import people_facts
from planner.domain import Problem, Slot, Topic
from planner.reason import Reason
from planner.spoken import quoted, session_name


def counting_facts(problem: Problem) -> Iterator[Reason]:
    """Yield each fact of the county with its cells and its cure."""
    yield from _too_few_topics(problem)
    crowded = list(_too_many_mandated(problem))
    yield from crowded
    yield from _mandated_never(problem)
    if not crowded:
        yield from _crowded_places(problem)
    yield from _beyond_body_caps(problem)
    yield from people_facts(problem)


def _sessions(problem: Problem) -> list[Slot]:
    return [s for s in problem.slots if s.form != "plenary"]


def _with_topics(problem: Problem) -> list[Slot]:
    """Return the sessions that may take a topic of the sheet 议题; pairs and groups need none."""
    return [s for s in _sessions(problem) if s.topics != "none"]


def _reserved(problem: Problem) -> int:
    forms = {s.form for s in _sessions(problem) if s.topics == "one"}
    return sum(problem.number("reserve", "n", form) for form in forms)


def _rounds(topic: Topic) -> int:
    """Return how many sessions of this year the topic takes where it is in."""
    return 2 if topic.needs_second and not topic.rounds_held else 1


def _usable(topic: Topic) -> bool:
    return not topic.is_excluded and topic.rounds_held < ROUNDS


def _wanted(problem: Problem) -> list[Topic]:
    """Return the candidates that must be in: mandated, or locked in."""
    sessions = {slot.id for slot in problem.slots}
    locked = {lock.subject for lock in problem.locks if lock.item == "入选"} - sessions
    return [t for t in problem.candidates if t.mandated or t.id in locked]


def _cells(problem: Problem, topics: Sequence[Topic]) -> tuple[str, ...]:
    """Return where the workbook says that topics must be in: their 指定单位, or the locks."""
    locks = {lock.subject: lock.cell for lock in problem.locks if lock.item == "入选"}
    return tuple(
        problem.cell("议题", t.id, "指定单位") if t.mandated else locks.get(t.id, "")
        for t in topics
    )


def _too_few_topics(problem: Problem) -> Iterator[Reason]:
    places = sum(s.topics == "one" for s in _sessions(problem)) - _reserved(problem)
    usable = [t for t in problem.candidates if _usable(t)]
    short = places - sum(map(_rounds, usable))
    if short > 0:
        yield Reason(
            rule="annual-count",
            numbers={"has": len(usable), "needs": places},
            text=f"可用议题 {len(usable)} 个（不予协商和已协商两次的不计），"
            f"全年要安排议题的有 {places} 场，少 {short} 个。",
            cure="请在“议题”表补充。",
        )


def _too_many_mandated(problem: Problem) -> Iterator[Reason]:
    """Count the places that mandated and locked topics take, second rounds among them."""
    wanted = _wanted(problem)
    places = len(_with_topics(problem)) - _reserved(problem)
    needed = sum(map(_rounds, wanted))
    if needed > places:
        twice = [t.id for t in wanted if _rounds(t) > 1]
        seconds = f"（{'、'.join(twice)} 需二次协商，各占 2 场）" if twice else ""
        reserve = f"（另留机动 {_reserved(problem)} 场）" if _reserved(problem) else ""
        yield Reason(
            rule="mandated",
            entities=tuple(t.id for t in wanted),
            cells=_cells(problem, wanted),
            numbers={"has": places, "needs": needed},
            text=f"指定议题和锁定入选的议题 {len(wanted)} 个，要占 {needed} 场{seconds}，"
            f"全年只有 {places} 场{reserve}。",
            cure="请减少指定、锁定或二次协商。",
        )


def _mandated_never(problem: Problem) -> Iterator[Reason]:
    """Name each topic that must be in and that no session may take, and what of it stands against it."""
    for topic in _wanted(problem):
        asked = "指定议题" if topic.mandated else "锁定入选的议题"
        name = f"{asked} {topic.id}{quoted(topic.title)}"
        text = cure = ""
        column = "指定单位"
        if topic.is_excluded:
            text, column = f"{name}又有不予协商情形。", "不予协商情形"
            cure = "请改其一。"
        elif topic.rounds_held >= ROUNDS:
            text = f"{name}已协商 {topic.rounds_held} 次，同一议题不超过 {ROUNDS} 次。"
            cure, column = "请取消指定。", "已协商次数"
        elif not sessions_that_fit(problem, topic):
            text, column = f"{name}{_limits(problem, topic)}，没有一场会合适。", _limited_by(topic)
            cure = "请放宽月份、决策时间、协商形式，或改牵头单位。"
        if text:
            yield Reason(
                rule="mandated",
                entities=(topic.id,),
                cells=(problem.cell("议题", topic.id, column),),
                text=text,
                cure=cure,
            )
        if topic.wants_experts and not problem.experts:
            yield Reason(
                rule="expert-seats",
                entities=(topic.id,),
                cells=(problem.cell("议题", topic.id, "需专家"),),
                text=f"{name}需要专家，“专家”表没有人。",
                cure="请补充专家，或改“需专家”为否。",
            )


def _limits(problem: Problem, topic: Topic) -> str:
    """Return what the workbook says of when and in which form a topic is to be heard."""
    parts = []
    if topic.forms:
        names = {form.id: form.name for form in problem.forms}
        parts.append(f"只可用{'、'.join(names.get(form, form) for form in topic.forms)}")
    if topic.earliest_month or topic.latest_month:
        parts.append(f"要在 {topic.earliest_month or 1}—{topic.latest_month or 12} 月协商")
    if topic.decision_date:
        parts.append(f"要在 {topic.decision_date} 决策之前报送成果")
    return "，".join(parts) or "的牵头单位、相关部门或相关界别没有场次"


def _limited_by(topic: Topic) -> str:
    if topic.decision_date:
        return "决策时间"
    if topic.earliest_month or topic.latest_month:
        return "最早月份" if topic.earliest_month else "最晚月份"
    return "协商形式" if topic.forms else "牵头单位"


def _crowded_places(problem: Problem) -> Iterator[Reason]:
    """Name the topics that must be in and together have fewer sessions than they take.

    A topic takes any session that it fits; so many topics as sessions are a matching, and where
    none holds them all, the topics that compete for the places of one of them are too many
    (Hall's condition).
    """
    fits = {t.id: sessions_that_fit(problem, t) for t in _wanted(problem) if _usable(t)}
    topics = {t.id: t for t in _wanted(problem) if fits.get(t.id)}
    takers: dict[str, str] = {}
    for topic in topics.values():
        for _ in range(_rounds(topic)):
            seen: set[str] = set()
            if not _place(topic.id, fits, takers, seen):
                rivals = [topics[t] for t in topics if fits[t] <= seen]
                yield _crowd(problem, rivals, seen)
                return


def _place(
    topic: str, fits: Mapping[str, frozenset[str]], takers: dict[str, str], seen: set[str]
) -> bool:
    """Give the topic a session, moving others on; `seen`: the sessions that were asked."""
    for session in sorted(fits[topic] - seen):
        if session in seen:
            continue
        seen.add(session)
        if session not in takers or _place(takers[session], fits, takers, seen):
            takers[session] = topic
            return True
    return False


def _crowd(problem: Problem, topics: Sequence[Topic], sessions: set[str]) -> Reason:
    order = [slot.id for slot in problem.slots if slot.id in sessions]
    needed = sum(map(_rounds, topics))
    named = "、".join(
        f"{t.id}（{limits}）" if (limits := _limits_said(problem, t)) else t.id for t in topics
    )
    places = "、".join(session_name(problem, s) for s in order[:6])
    more = f"等 {len(order)} 场" if len(order) > 6 else ""
    return Reason(
        rule="mandated",
        entities=(*(t.id for t in topics), *order),
        cells=tuple(problem.cell("议题", t.id, _limited_by(t)) for t in topics),
        numbers={"has": len(order), "needs": needed},
        text=f"指定（锁定入选）的议题 {named} 一共要占 {needed} 场，"
        f"能安排它们的只有 {len(order)} 场：{places}{more}。",
        cure="请放宽其中的月份、形式或决策时间，或减少指定。",
    )


def _limits_said(problem: Problem, topic: Topic) -> str:
    said = topic.forms or topic.earliest_month or topic.latest_month or topic.decision_date
    return _limits(problem, topic) if said else ""


def _beyond_body_caps(problem: Problem) -> Iterator[Reason]:
    """Compare what only one body can lead with its year's cap; the merged session counts for none."""
    merged = sum(slot.merged for slot in _sessions(problem))
    for body in problem.bodies:
        if body.annual_cap is None:
            continue
        own = [t for t in problem.topics if t.mandated and t.lead_bodies == (body.name,)]
        needed = sum(map(_rounds, own))
        if needed > body.annual_cap + merged:
            yield Reason(
                rule="preparation-capacity",
                entities=(body.name, *(t.id for t in own)),
                cells=(
                    problem.cell("承办单位", body.name, "年度承办上限"),
                    *(problem.cell("议题", t.id, "牵头单位") for t in own),
                ),
                numbers={"has": body.annual_cap, "needs": needed},
                text=f"指定议题 {'、'.join(t.id for t in own)} 只能由{body.name}牵头，"
                f"要占 {needed} 场，而其年度承办上限是 {body.annual_cap} 场（与全会合并的不计）。",
                cure="请提高上限或换牵头单位。",
            )
