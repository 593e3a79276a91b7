"""Several plans of one year that truly differ: the best of each emphasis, and plans near the best.

Leadership chooses among them. Emphases order the goals differently and are solved each in its own
order; beside them stand plans of one emphasis that lose next to nothing, yet are far from all the
others (planner/near_best.py). No two are alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from planner.control import Control, Report, cores
from planner.distance import distance
from planner.domain import Emphasis, Problem
from planner.near_best import NearBest, Placements, losses, placements, with_bounds
from planner.plan import Plan
from planner.plan_words import stage_word
from planner.solve import Solved
from planner.wanted import Wanted
from planner.year import solve_year

ALIKE = 0.05
"""Plans no farther apart than this are one plan to those who choose."""
TRIES = 4
"""How many programmes are tried for a plan near the best before it is said that there is none."""


@dataclass(frozen=True)
class Alternative:
    """One of the plans.

    Attributes
    ----------
    name:
        As readers know it: the emphasis's name, or 均衡相近.
    control, seconds:
        The run that found it, and how long it took.
    best:
        The best plan of its emphasis, where this one is near it; None: it is the best itself.
    """

    name: str
    problem: Problem
    plan: Plan
    control: Control
    seconds: float
    best: Plan | None = None


@dataclass
class Alternatives:
    """What was found.

    Attributes
    ----------
    notes:
        What leadership must know of the choice: emphases that end in one plan, plans not found.
    failed:
        How the first emphasis ended where it has no plan; there are then no alternatives.
    """

    found: list[Alternative] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failed: Solved | None = None


def find_alternatives(
    problem: Problem, emphases: Sequence[Emphasis], wanted: Wanted, control: Control
) -> Alternatives:
    """Return plans that truly differ.

    Parameters
    ----------
    emphases:
        In the order in which their plans are wanted; the first one is the office's own choice.
    control:
        Its time limit is each plan's.

    Raises
    ------
    InternalCheckError
        Where a plan found does not pass every rule's `check`.
    """
    search = _Search(problem, wanted, control)
    first = list(emphases[: wanted.count])
    near = wanted.count - len(first)
    # The solver leaves Python's lock: as many plans are sought at once as there are cores.
    with ThreadPoolExecutor(cores()) as pool:
        bests = [pool.submit(search.best, emphasis) for emphasis in first]
        chain = pool.submit(search.near_the_first, bests[0], near)
        solved = [best.result() for best in bests]
        nearby = chain.result()
    result = Alternatives()
    begun, ended = solved[0]
    if ended.plan is None:
        return replace(result, failed=ended)
    for emphasis, (alternative, outcome) in zip(first, solved, strict=True):
        if alternative is None:
            result.notes.append(
                f"侧重“{emphasis.name}”没有在限时内得出计划，未列入。"
                if outcome.outcome == "no-time"
                else f"侧重“{emphasis.name}”没有得出计划，未列入。"
            )
        else:
            search.take_or_replace(alternative, result)
    if begun is not None:
        search.fill(begun, nearby, result)
    if len(result.found) < wanted.count:
        result.notes.append(
            f"要求 {wanted.count} 份，只有 {len(result.found)} 份真正不同、损失又不超过 {wanted.loss}% 的计划。"
            "要更多份，可用 --loss 放宽损失，或用 --distance 减小相差。"
        )
    return result


Best = tuple[Alternative | None, Solved]


def _plans(result: Alternatives) -> list[Plan]:
    return [alternative.plan for alternative in result.found]


class _Search:
    def __init__(self, problem: Problem, wanted: Wanted, control: Control) -> None:
        self._problem, self._wanted, self._control = problem, wanted, control
        self._named: dict[str, int] = {}

    def best(self, emphasis: Emphasis) -> Best:
        """Return the best plan of an emphasis, and how its search ended."""
        problem = self._problem.model_copy(update={"emphasis": emphasis})
        run = self._run(emphasis.name)
        solved = solve_year(problem, run)
        if solved.plan is None:
            return None, solved
        return Alternative(emphasis.name, problem, solved.plan, run, run.seconds()), solved

    def near_the_first(self, best: Future[Best], count: int) -> list[Alternative]:
        """Return so many plans near the first emphasis's best, each far from it and one another."""
        alternative = best.result()[0] if count > 0 else None
        found: list[Alternative] = []
        while alternative is not None and len(found) < count:
            others = [alternative.plan, *(x.plan for x in found)]
            nearby = self.near(alternative, others, self._wanted.percent)
            if nearby is None:
                break
            found.append(nearby)
        return found

    def near(self, best: Alternative, others: Sequence[Plan], percent: int) -> Alternative | None:
        """Return a plan near a best one and far from others, or None where none is found.

        The programme is sought in the order of its stages, which usually loses nothing. Where it
        or its people then lose too much, its topics are barred and the next best sought with the
        loss of the programme bounded; at last with less asked of topics and months, and more of
        hosts and participants.
        """
        run = self._run(f"{best.name}相近")
        barred: list[Placements] = []
        for number in range(TRIES):
            asked = NearBest(
                best=best.plan,
                others=tuple(others),
                percent=percent,
                programme=percent if number < TRIES - 1 else percent // 2,
                loss=self._wanted.loss,
                bounded=number > 0,
                barred=tuple(barred),
            )
            plan = solve_year(best.problem, run, asked).plan
            if run.out_of_time:
                return None
            if plan is None:
                continue
            worst = max(losses(best.plan, plan).values(), default=0.0)
            if 100 * worst <= self._wanted.loss and self._is_far(plan, others, percent):
                plan = with_bounds(best.plan, plan)
                return Alternative(best.name, best.problem, plan, run, run.seconds(), best.plan)
            if placements(plan):
                barred.append(placements(plan))
        return None

    def take_or_replace(self, alternative: Alternative, result: Alternatives) -> None:
        """Take a plan; one that an emphasis already taken ends in too gives way to one near it."""
        for taken in result.found:
            apart = distance(taken.plan, alternative.plan, self._problem).whole
            if apart <= ALIKE:
                break
        else:
            result.found.append(alternative)
            return
        note = (
            f"侧重“{alternative.name}”与“{taken.name}”得到同一份计划"
            + (f"（只差 {apart:.0%}）" if apart else "")
            + "，不重复列出"
        )
        others = [x.plan for x in result.found]
        nearby = self._nearer(alternative, others)
        if nearby is None:
            result.notes.append(f"{note}；它的附近也没有相差够大、损失够小的计划。")
            return
        nearby = self._called(nearby)
        result.found.append(nearby)
        result.notes.append(
            f"{note}；改列“{nearby.name}”：仍按这一侧重，与其余各份至少相差 "
            f"{self._nearest(nearby.plan, others):.0%}，各阶段损失不超过 {self._wanted.loss}%。"
        )

    def fill(self, best: Alternative, nearby: Sequence[Alternative], result: Alternatives) -> None:
        """Add plans near the first emphasis's best, or near another's, until there are enough.

        At last plans half as far, which is said.
        """
        count, percent = self._wanted.count, self._wanted.percent
        bases = [best, *(x for x in result.found if x.best is None and x.plan is not best.plan)]
        for one in nearby:
            if len(result.found) < count and self._is_far(one.plan, _plans(result), percent):
                result.found.append(self._called(one))
        for least in (percent, percent // 2):
            for base in bases:
                while len(result.found) < count:
                    found = self.near(base, _plans(result), least)
                    if found is None:
                        break
                    found = self._called(found)
                    nearest = self._nearest(found.plan, _plans(result))
                    if 100 * nearest < percent:
                        result.notes.append(
                            f"“{found.name}”与其余各份最少相差 {nearest:.0%}，不到要求的 {percent}%：更远的都损失过大。"
                        )
                    result.found.append(found)

    def _nearer(self, best: Alternative, others: Sequence[Plan]) -> Alternative | None:
        """Return a plan near a best one, as far from others as asked or else half as far."""
        percent = self._wanted.percent
        return self.near(best, others, percent) or self.near(best, others, percent // 2)

    def _is_far(self, plan: Plan, others: Sequence[Plan], percent: int) -> bool:
        return 100 * self._nearest(plan, others) >= percent - 1e-9

    def _nearest(self, plan: Plan, others: Sequence[Plan]) -> float:
        return min((distance(plan, other, self._problem).whole for other in others), default=1.0)

    def _called(self, alternative: Alternative) -> Alternative:
        """Return a plan near the best under a name of its own: 均衡相近, 均衡相近二."""
        base = alternative.problem.emphasis.name
        self._named[base] = self._named.get(base, 0) + 1
        ordinal = "" if self._named[base] == 1 else "一二三四五六七八"[self._named[base] - 1]
        return replace(alternative, name=f"{base}相近{ordinal}")

    def _run(self, name: str) -> Control:
        """Return the run of one plan: the same options and stop button, a clock of its own."""

        def listen(report: Report) -> None:
            if report.final:
                stage = f"{name} · {stage_word(report.stage)}"
                self._control.listen(replace(report, stage=stage))

        return Control(options=self._control.options, listen=listen, stopped=self._control.stopped)
