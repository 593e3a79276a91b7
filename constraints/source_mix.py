"""来源结构: the sources of topics have their share among those that are in (assumed).

The share is that of the candidates: of 30 candidates 15 名委员荐题, so 3 of 6 sessions, counted
over the sessions that take one topic each; what pairs and groups add counts for no share. Whole
sessions by largest remainder; the term is how many sessions the sources are off, in all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from constraints.rule import Check, Finding, Rule, Term
from planner.domain import Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

ID = "source-mix"
SOURCES = ("党政点题", "群众出题", "委员荐题")
OTHER = "其他"


def source_of(source: str) -> str:
    """Return a topic's source; whatever is not one of the three is 其他."""
    return source if source in SOURCES else OTHER


def targets(problem: Problem) -> Mapping[str, int]:
    """Return how many sessions each source should have: shares of the candidates, whole sessions.

    Remainders are compared as whole numbers; equal ones go to the source named first.
    """
    slots = [s for s in problem.slots if s.form != "plenary" and s.topics == "one"]
    forms = dict.fromkeys(s.form for s in slots)
    places = max(0, len(slots) - sum(problem.number("reserve", "n", form) for form in forms))
    candidates = Counter(source_of(t.source) for t in problem.candidates if not t.is_excluded)
    total = candidates.total()
    if not total:
        return dict.fromkeys((*SOURCES, OTHER), 0)
    wanted = {s: candidates[s] * places // total for s in (*SOURCES, OTHER)}
    by_remainder = sorted(wanted, key=lambda s: -(candidates[s] * places % total))
    for source in by_remainder[: places - sum(wanted.values())]:
        wanted[source] += 1
    return wanted


def build(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Return the sum over sources of sessions too many or too few."""
    if "programme" not in variables.decides:
        return ()
    off: Expr = 0
    for source, target in targets(problem).items():
        taken = [
            variables.topic_in(slot.id, topic.id)
            for topic in problem.candidates
            if source_of(topic.source) == source
            for slot in variables.sessions
            if slot.topics == "one"
        ]
        if not taken:
            off += target
            continue
        difference = sum(taken) - target
        distance = model.new_int_var(0, len(taken) + target, f"{ID} {source}")
        model.add_abs_equality(distance, difference)  # exact, so that the reported sum is
        model.add(distance >= difference)  # the same for the linear relaxation
        model.add(distance >= -difference)
        off += distance
    return (Term(ID, off),)


def check(plan: Plan, problem: Problem) -> Check:
    """A wish: only a sum reported wrongly is wrong. The note says how the sources stand."""
    value = measure(plan, problem)[ID]
    findings = tuple(
        Finding(f"计划写明来源结构偏差为 {stage.terms[ID]}，按场次重新计算为 {value}，请重新求解。")
        for stage in plan.stages
        if stage.terms.get(ID, value) != value
    )
    counts, shares = _counts(plan, problem), _shares(problem)
    words = [f"{s} {counts[s]} 次（按比例 {float(shares[s]):.1f}）" for s in (*SOURCES, OTHER)]
    return Check(sum(counts.values()), findings, ("；".join(words) + "。",))


def measure(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Recompute the sessions too many or too few of each source."""
    counts, shares = _counts(plan, problem), _shares(problem)
    whole = {source: int(share) for source, share in shares.items()}
    spare = int(sum(shares.values())) - sum(whole.values())
    order = list(shares)
    order.sort(key=lambda source: shares[source] - whole[source], reverse=True)
    for source in order[:spare]:
        whole[source] += 1
    return {ID: sum(abs(counts[source] - whole[source]) for source in whole)}


def _counts(plan: Plan, problem: Problem) -> Counter[str]:
    """Count the sessions of each source."""
    counts: Counter[str] = Counter()
    for session in plan.sessions:
        if session.form != "plenary" and problem.form(session.form).topics == "one":
            for topic_id in session.topics:
                source = problem.topic(topic_id).source
                counts[source if source in SOURCES else OTHER] += 1
    return counts


def _shares(problem: Problem) -> dict[str, Fraction]:
    """Return each source's exact share of the year's sessions, by its part of the candidates."""
    places = 0
    seen = set()
    for slot in problem.slots:
        if slot.form != "plenary" and problem.form(slot.form).topics == "one":
            places += 1
            if slot.form not in seen:
                seen.add(slot.form)
                places -= problem.number("reserve", "n", slot.form)
    open_to = [
        t.source if t.source in SOURCES else OTHER
        for t in problem.topics
        if t.kind == "议题" and not t.exclusion
    ]
    return {
        source: Fraction(max(0, places) * open_to.count(source), max(1, len(open_to)))
        for source in (*SOURCES, OTHER)
    }


RULE = Rule(
    id=ID,
    name="来源结构",
    text="党政点题、群众出题、委员荐题等来源在入选议题中各占其份额。",
    kind="soft",
    force="assumed",
    sources={},
    build=build,
    check=check,
    measure=measure,
)
