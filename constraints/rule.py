"""What a rule is: identity, source, force, parameters, and the functions that keep it.

`build` posts it in the model and returns its objective terms; `make` produces the dates, papers
or lists that a rule of kind *made* asks for; `check` judges a finished plan in plain Python,
written from the rule's text; `measure` recomputes the objective terms of a soft rule. `check`
and `measure` share no code with `build` or `make`, so a wrong model is caught.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from planner.domain import Form, Problem
from planner.plan import Plan

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel

    from planner.variables import Expr, Variables

Kind = Literal["hard", "soft", "made"]
Force = Literal["must", "usual", "may", "assumed"]

KIND_WORDS: Mapping[str, str] = {"hard": "硬约束", "soft": "优化目标", "made": "生成并核对"}
FORCE_WORDS: Mapping[str, str] = {"must": "必须", "usual": "一般", "may": "可", "assumed": "约定"}


@dataclass(frozen=True)
class Parameter:
    """A rule's parameter: its name, Chinese label, unit, default, and what it means.

    `pers` and `seats`: it means something only for forms due so, or seated so (`Form.per`,
    `Form.seats`); empty: for all. The plenary has no chosen seats, whatever its `seats`.
    """

    name: str
    label: str
    default: int | str | tuple[str, ...]
    unit: str = ""
    text: str = ""
    minimum: int | None = None
    maximum: int | None = None
    pers: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()

    def concerns(self, form: Form) -> bool:
        """Whether a value for the form changes anything."""
        if self.seats and (form.per == "year" or form.seats not in self.seats):
            return False
        return not self.pers or form.per in self.pers


@dataclass(frozen=True)
class Easing:
    """How far the office may relax a rule where it leaves no plan: a number of it, down or up to a limit.

    A rule that is usual is relaxed as a deviation, which the chair signs; what is assumed is the
    office's own. Of a must rule only numbers that no document gives.
    """

    parameter: str
    limit: int


@dataclass(frozen=True)
class Finding:
    """One broken place of a rule, in the office's words.

    Attributes
    ----------
    text:
        What is wrong, where, with the numbers, and what would put it right.
    session, entities:
        The session and the persons, topics or units concerned (ids or names).
    """

    text: str
    session: str = ""
    entities: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """A rule's verdict on a plan: how many places were looked at, and what is wrong.

    `notes` are said beside the verdict and break nothing (a kind of participant that no pool
    has, a deviation that the plan states).
    """

    checked: int
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


@dataclass(frozen=True)
class Term:
    """A soft rule's objective term in the model. Integer coefficients, small sums."""

    name: str
    expression: Expr


def post_nothing(model: CpModel, variables: Variables, problem: Problem) -> Sequence[Term]:
    """Build for a rule that the variables keep by themselves or that only makes papers."""
    return ()


def measure_nothing(plan: Plan, problem: Problem) -> Mapping[str, int]:
    """Measure for a rule without objective terms."""
    return {}


@dataclass(frozen=True)
class Rule:
    """A rule: one file of this package, listed in `constraints.RULES`."""

    id: str
    name: str
    text: str
    kind: Kind
    force: Force
    sources: Mapping[str, str]
    """Source short name → article, in the document's own numbering; "" → assumed."""
    check: Callable[[Plan, Problem], Check]
    build: Callable[[CpModel, Variables, Problem], Sequence[Term]] = post_nothing
    make: Callable[[Plan, Problem], Plan] | None = None
    measure: Callable[[Plan, Problem], Mapping[str, int]] = measure_nothing
    parameters: tuple[Parameter, ...] = field(default=())
    scoped: bool = True
    """Whether it binds session by session, so that a profile's rule binds that profile's forms
    alone. False: it looks at the whole year, whichever profile a session comes from."""
    easing: tuple[Easing, ...] = ()
    """How it may be relaxed; empty: not at all, or only session by session."""
    room_text: str = ""
    """Its text for rooms, where the county's says something else."""

    def said(self, *, county: bool, rooms: bool) -> str:
        """Return its text for a plan of the county, of rooms, or of both."""
        if not rooms or not self.room_text:
            return self.text
        return f"{self.text}协商室：{self.room_text}" if county else self.room_text
