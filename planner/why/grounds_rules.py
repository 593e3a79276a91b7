"""Grounds of the rules: what each asks for, and how far one that is no *must* may be relaxed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from constraints.rule import Easing, Parameter, Rule
from planner.domain import ParameterValue, Problem
from planner.reason import Reason
from planner.why.ground import Change, Cure, Decider, Ground, Search, least_of, same

SIGNED = "作为偏离事项列入计划，由主席签字"


def rule_grounds(
    problem: Problem, rules: Sequence[Rule], sessions: Sequence[str]
) -> Iterator[Ground]:
    """Yield a ground for each hard rule; its numbers may be relaxed for the sessions' forms alone."""
    known = {slot.id: slot.form for slot in problem.slots}
    forms = tuple(dict.fromkeys(known[s] for s in sessions if s in known))
    for rule in rules:
        if rule.kind != "soft":
            yield Ground(
                rule_reason(problem, rule, forms),
                same,
                tuple(_searches(problem, rule, forms)),
                rule,
            )


def rule_reason(problem: Problem, rule: Rule, forms: Sequence[str]) -> Reason:
    """Return what a rule asks for, with its article, and the numbers that it may be relaxed in."""
    numbers: dict[str, int] = {}
    said: list[str] = []
    cells: list[str] = []
    for easing, parameter, form, now in _eased_numbers(problem, rule, forms):
        words = f"{parameter.label} {now} {parameter.unit}".strip()
        if words not in said:
            numbers[easing.parameter] = now
            said.append(words)
            source = problem.parameter(rule.id, parameter.name, form).source
            cells += [source] if "!" in source else []
    shown = f"（{'，'.join(said)}）" if said else ""
    return Reason(
        rule=rule.id,
        article=problem.sources.get(rule.id) or "约定",
        cells=tuple(cells),
        numbers=numbers,
        text=f"{rule.name}：{rule.text.removesuffix('。')}{shown}。",
    )


def _eased_numbers(
    problem: Problem, rule: Rule, forms: Sequence[str]
) -> Iterator[tuple[Easing, Parameter, str, int]]:
    """Yield each number of a rule that may be relaxed, by the forms that it concerns."""
    for easing in rule.easing:
        parameter = next(p for p in rule.parameters if p.name == easing.parameter)
        for form in forms:
            if problem.holds_for(rule.id, form) and parameter.concerns(problem.form(form)):
                now = problem.parameter(rule.id, parameter.name, form).value
                if isinstance(now, int):
                    yield easing, parameter, form, now


def _searches(problem: Problem, rule: Rule, forms: Sequence[str]) -> Iterator[Search]:
    for easing, parameter, form, now in _eased_numbers(problem, rule, forms):
        yield least_of(
            [eased(problem, rule, parameter, form, value) for value in _steps(now, easing)]
        )


def _steps(now: int, easing: Easing) -> range:
    """Return the values to try, the nearest to today's first."""
    if easing.limit < now:
        return range(now - 1, easing.limit - 1, -1)
    return range(now + 1, easing.limit + 1)


def eased(problem: Problem, rule: Rule, parameter: Parameter, form: str, value: int) -> Cure:
    """Return the cure that sets one number of a rule for one form (sheet 规则)."""
    now = problem.parameter(rule.id, parameter.name, form)
    decides: Decider = "主席会议" if rule.force == "usual" else "办公室"
    name = problem.form(form).name
    signed = f"；{SIGNED}" if rule.force == "usual" else ""
    was = now.value if isinstance(now.value, int) else 0
    return Cure(
        decides,
        Reason(
            rule=rule.id,
            article=problem.sources.get(rule.id) or "约定",
            cells=(now.source,) if "!" in now.source else (),
            entities=(form,),
            numbers={"from": was, "to": value},
            text=f"“规则”表：{rule.name}，{name}，{parameter.label}由 {was} 改为 {value}{signed}。",
        ),
        2 * abs(value - was),
        with_parameter(rule.id, parameter.name, form, value),
    )


def with_parameter(rule: str, name: str, form: str, value: int) -> Change:
    """Return the change of a rule's number for one form, as the sheet 规则 makes it."""

    def change(problem: Problem) -> Problem:
        now = problem.parameter(rule, name, form)
        new = ParameterValue(
            rule=rule,
            name=name,
            form=form,
            value=value,
            usual=now.value if now.usual is None else now.usual,
        )
        others = tuple(
            p for p in problem.parameters if (p.rule, p.name, p.form) != (rule, name, form)
        )
        return problem.changed(parameters=(*others, new))

    return change
