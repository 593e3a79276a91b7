"""What `planner collect` made of the submissions: what is written, printed and given to machines."""

from __future__ import annotations

from dataclasses import dataclass

from inputs.last_year import CarriedOver
from inputs.problems import InputProblem
from inputs.senders import Sent
from planner.candidates import Candidate, Pair


@dataclass(frozen=True)
class Collected:
    """The candidates of a year.

    Attributes
    ----------
    files:
        The submissions' names, each with the number of its topics.
    pairs:
        The like ones that the office has not decided on, then those that it keeps apart.
    merged:
        Ids merged away → the id that stays.
    clashes:
        What did not go together in merged topics, in words.
    absent:
        The bodies that sent nothing; None: no workbook was given that names them.
    said:
        What was assumed, and what to look at, in the submissions.
    """

    year: int
    candidates: tuple[Candidate, ...]
    pairs: tuple[Pair, ...]
    files: tuple[tuple[str, int], ...]
    sent: tuple[Sent, ...]
    absent: tuple[str, ...] | None = None
    merged: tuple[tuple[str, str], ...] = ()
    clashes: tuple[str, ...] = ()
    carried: CarriedOver | None = None
    said: tuple[InputProblem, ...] = ()
