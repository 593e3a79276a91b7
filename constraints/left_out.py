"""Why a topic is not in the plan: one reason for each topic left out, with the numbers.

In order of strength: excluded (farm 6), two rounds already (farm 12), locked out by the office,
no body that can lead it, no session that it fits on its own; then the contest for places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from constraints.topic_fit import FITS, sessions_that_fit
from planner.domain import Problem, Topic
from planner.plan import LeftOut, Plan
from planner.spoken import quoted

NAMED = 6
"""How many sessions are named one by one."""


def reasons(plan: Plan, problem: Problem) -> tuple[LeftOut, ...]:
    """Return why each candidate that no session takes is left out, in the order of the workbook.

    What has its session by itself competes for no place; what the plenary hears is in.
    """
    contest = _Contest(plan, problem)
    held = {topic for session in plan.sessions for topic in session.topics}
    return tuple(
        _by_itself(problem, topic) or contest.lost(topic)
        for topic in problem.candidates
        if topic.id not in held
    )


def _by_itself(problem: Problem, topic: Topic) -> LeftOut | None:
    """Return why the topic could not be in whatever the others are, or None."""
    if topic.is_excluded:
        return LeftOut(
            topic=topic.id,
            reason="not-negotiable",
            rules=("not-negotiable",),
            text=f"属于不予协商的情形：{topic.exclusion}（参照某农场“好商量”规则6）。",
        )
    if topic.rounds_held >= 2:
        return LeftOut(
            topic=topic.id,
            reason="second-consultation",
            rules=("second-consultation",),
            text=f"此前已协商 {topic.rounds_held} 次，同一议题原则上不超过 2 次"
            "（参照某农场“好商量”规则12）。",
        )
    lock = next((k for k in problem.locks if k.subject == topic.id and k.item == "不入选"), None)
    if lock is not None:
        where = f"（{lock.cell}）" if lock.cell else ""
        return LeftOut(
            topic=topic.id,
            reason="locks",
            rules=("locks",),
            text=f"办公室锁定为不入选{where}。",
        )
    named = topic.lead_bodies
    if named and not any(problem.leaders_in_charge(body) for body in named):
        return LeftOut(
            topic=topic.id,
            reason="one-lead-body",
            rules=("one-lead-body", "lead-leader"),
            text=f"牵头单位{'、'.join(named)}没有分管的主席或副主席，无法牵头。",
        )
    return _fits_nowhere(problem, topic)


def _fits_nowhere(problem: Problem, topic: Topic) -> LeftOut | None:
    """Return the rule, or else the fewest rules together, that leave the topic no session."""
    if not sessions_that_fit(problem, topic, ()):
        return LeftOut(
            topic=topic.id,
            reason="one-lead-body",
            rules=("one-lead-body",),
            text="没有合适的场次：各场次的专委会、对口部门或界别都与本议题的牵头单位、相关部门和相关界别不符。",
        )
    for count in (1, 2, 3):
        for rules in _combinations(count):
            if not sessions_that_fit(problem, topic, rules):
                facts = _facts(problem, topic)
                return LeftOut(
                    topic=topic.id,
                    reason=rules[0],
                    rules=rules,
                    text=f"没有合适的场次：{'，'.join(facts[rule] for rule in rules)}"
                    f"{_way_to_the_plenary(problem, topic)}。",
                )
    return None


def _way_to_the_plenary(problem: Problem, topic: Topic) -> str:
    """Return what would put a topic for the plenary alone on its list (必经事项)."""
    if topic.forms != ("plenary",) or "required-matters" not in problem.rules:
        return ""
    return "；全体会议只列必经事项和指定的议题，要列入请在“议题”表填指定单位，或在“锁定”表写它入选 plenary-1"


def _combinations(count: int) -> tuple[tuple[str, ...], ...]:
    window_and_decision = ("topic-window", "before-decision")
    if count == 1:
        return tuple((rule,) for rule in FITS)
    if count == 2:
        return (window_and_decision, *(("form-match", rule) for rule in window_and_decision))
    return (FITS,)


def _facts(problem: Problem, topic: Topic) -> Mapping[str, str]:
    """Return what the workbook says of the topic, by the rule that reads it."""
    names = {form.id: form.name for form in problem.forms}
    forms = "、".join(names.get(form, f"本方案没有的形式（{form}）") for form in topic.forms)
    return {
        "form-match": f"协商形式只可为{forms}",
        "topic-window": f"时间窗口为 {topic.earliest_month or 1}—{topic.latest_month or 12} 月",
        "before-decision": f"{topic.decision_date} 决策，协商和成果报送要在此之前",
    }


class _Contest:
    """The places of the year, and who holds them by choice: neither mandated nor locked in."""

    def __init__(self, plan: Plan, problem: Problem) -> None:
        self._problem = problem
        proven = plan.status == "optimal"
        self._doubt = "" if proven else "；本次求解未证明最优，延长求解时间或可改进"
        candidates = {topic.id for topic in problem.candidates}
        self._sessions = {
            s.id: tuple(t for t in s.topics if t in candidates)
            for s in plan.sessions
            if s.form != "plenary"
        }
        self.taken = frozenset(t for topics in self._sessions.values() for t in topics)
        ordered = {t.id for t in problem.topics if t.mandated}
        for lock in problem.locks:  # on a topic, or on a session that names topics
            if lock.item == "入选":
                ordered |= {lock.subject, *lock.values}
        self._chosen = {t: problem.topic(t).importance for t in self.taken if t not in ordered}

    def lost(self, topic: Topic) -> LeftOut:
        """Return why the topic, fit by itself, has no place."""
        mine = topic.importance
        fitting = sessions_that_fit(self._problem, topic)
        free = [
            s
            for s in sorted(fitting)
            if self._sessions.get(s) == () and self._problem.slot(s).topics == "optional"
        ]
        if free:
            return self._unused(topic, free)
        start = f"重要程度 {mine}；本年 {len(self.taken)} 个议题名额{self._by_form()}"
        if not self._chosen:
            return self._outranked(topic, f"{start}，都已由指定或锁定的议题占用。")
        lowest = min(self._chosen.values())
        year = f"{start}，入选议题中重要程度最低的为 {lowest}（指定、锁定的除外）"
        if mine < lowest:
            return self._outranked(topic, f"{year}，本议题排在其后。")
        if topic.needs_second and not topic.rounds_held:
            return self._outranked(
                topic, f"{year}；本议题需二次协商，要占两个场次而价值只计一次，未能排入。"
            )
        rivals = [
            self._chosen[t] for s in fitting for t in self._sessions.get(s, ()) if t in self._chosen
        ]
        if not rivals or min(rivals) > mine:
            return self._crowded_out(topic, start)
        places = [s for s in fitting if self._sessions.get(s)]
        if len(places) < sum(bool(t) for t in self._sessions.values()):
            start += (
                f"，本议题可用的有 {len(places)} 场，"
                f"其中入选议题重要程度最低的为 {min(rivals)}（指定、锁定的除外）"
            )
        else:
            start = year
        if min(rivals) == mine:
            return self._outranked(
                topic,
                f"{start}；本议题与入选的同等，按议题来源、题式匹配、时间建议和各单位均衡取舍，未入选。",
            )
        bodies = "、".join(topic.lead_bodies) or "可牵头的单位"
        return LeftOut(
            topic=topic.id,
            reason="preparation-capacity",
            rules=("preparation-capacity", "one-lead-body", "lead-leader", "one-place-at-a-time"),
            text=f"{start}；本议题更重要，但与已选议题合起来，{bodies}的筹备能力、"
            f"领导时间或日期排不开{self._doubt}。",
        )

    def _by_form(self) -> str:
        """Return the places of each form, where there are several."""
        taken = Counter(self._problem.slot(s).form for s, t in self._sessions.items() if t)
        forms = [form for form in self._problem.forms if taken[form.id]]
        if len(forms) < 2:
            return ""
        return f"（{'，'.join(f'{form.name} {taken[form.id]}' for form in forms)}）"

    def _unused(self, topic: Topic, free: Sequence[str]) -> LeftOut:
        """Return the reason of a topic that fits sessions of the annex, which stand without one."""
        start = f"重要程度 {topic.importance}；{_some(free)}可以安排本议题"
        full = [form for form in dict.fromkeys(map(self._form_of, free)) if self._is_full(form)]
        if len(full) == len({self._form_of(s) for s in free}):
            names = "、".join(self._problem.form(form).name for form in full)
            return LeftOut(
                topic=topic.id,
                reason="topic-cap",
                rules=("topic-cap", "topic-value"),
                text=f"{start}，但{names}的议题已达“规则”表的议题上限。",
            )
        return LeftOut(
            topic=topic.id,
            reason="one-place-at-a-time",
            rules=("one-place-at-a-time", "lead-leader", "host"),
            text=f"{start}，但与其他场次、锁定合起来，日期或有关人员的时间排不开{self._doubt}。",
        )

    def _form_of(self, session: str) -> str:
        return self._problem.slot(session).form

    def _is_full(self, form: str) -> bool:
        """Whether a form's sessions have as many topics as 议题上限 allows."""
        if not self._problem.in_force("topic-cap", form):
            return False
        most = self._problem.number("topic-cap", "max", form)
        taken = {t for s, ts in self._sessions.items() if self._form_of(s) == form for t in ts}
        return 0 < most <= len(taken)

    def _outranked(self, topic: Topic, text: str) -> LeftOut:
        """Return a reason of rank; 议题上限 is named where a form has one."""
        capped = any(
            self._problem.in_force("topic-cap", form.id)
            and self._problem.number("topic-cap", "max", form.id)
            for form in self._problem.forms
        )
        rules = ("topic-cap", "topic-value") if capped else ("topic-value",)
        return LeftOut(topic=topic.id, reason=rules[0], rules=rules, text=text)

    def _called(self, topic_id: str) -> str:
        """Return a topic as the office knows it; a secret one by its number alone."""
        topic = self._problem.topic(topic_id)
        return f"{'涉密议题' if topic.secret else quoted(topic.title)}（{topic.id}）"

    def _crowded_out(self, topic: Topic, start: str) -> LeftOut:
        """Return the reason of a topic whose few possible sessions hold weightier ones."""
        fitting = sessions_that_fit(self._problem, topic)
        facts = _facts(self._problem, topic)
        everywhere = sessions_that_fit(self._problem, topic, ())
        rules = tuple(r for r in FITS if sessions_that_fit(self._problem, topic, (r,)) < everywhere)
        holders = _some(
            [
                f"{session} 为{'、'.join(map(self._called, self._sessions.get(session, ()))) or '议题待定'}"
                for session in sorted(fitting)
            ]
        )
        limits = "，".join(facts[rule] for rule in rules)
        return LeftOut(
            topic=topic.id,
            reason=rules[0] if rules else "topic-value",
            rules=(*rules, "topic-value"),
            text=f"{start}；{limits + '，' if limits else ''}"
            f"可用的场次都由指定的或更重要的议题占用（{holders}）。",
        )


def _some(words: Sequence[str]) -> str:
    """Return the first few of many, and how many there are."""
    shown = "、".join(words[:NAMED])
    return shown if len(words) <= NAMED else f"{shown}等 {len(words)} 场"
