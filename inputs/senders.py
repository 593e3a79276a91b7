"""The bodies of 承办单位 that should send topics in, and which of them have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inputs.cell_text import match_key, near
from inputs.problems import ProblemList
from inputs.reading.tables import read_tables
from inputs.sheets.people import BODIES
from inputs.sheets.year import YEAR
from inputs.submissions import in_file
from inputs.workbook_file import FileProblem, open_workbook
from planner.candidates import Candidate

OFFICE = "办公室"
"""The kind of body that gathers the topics and is not expected to send any."""


@dataclass(frozen=True)
class Expected:
    """The bodies that may send topics, by the workbook: name → kind, and its year (None: none)."""

    bodies: dict[str, str]
    year: int | None


@dataclass(frozen=True)
class Sent:
    """How many topics came of a proposer.

    Attributes
    ----------
    is_body:
        Whether the workbook's 承办单位 has it; None: no workbook was given.
    near:
        Bodies with a like name, where it has not.
    """

    name: str
    topics: int
    is_body: bool | None = None
    near: tuple[str, ...] = ()


def read_expected(path: Path, problems: ProblemList) -> Expected | None:
    """Read the sheet 承办单位 of the office's workbook; what else is amiss there does not matter."""
    try:
        workbook = open_workbook(path)
    except FileProblem as error:
        problems.add(in_file(error.problem, path.name))
        return None
    found = ProblemList()
    tables = read_tables(workbook, found)
    rows = [row for row in tables[BODIES.name] if row.has("名称")]
    wrong = [p for p in found if p.severity == "error" and _concerns_bodies(p.sheet, p.why)]
    for problem in wrong:
        problems.add(in_file(problem, path.name))
    year = next((row.number_in("年度") for row in tables[YEAR.name]), None)
    return None if wrong else Expected({r.text("名称"): r.text("类型") for r in rows}, year)


def _concerns_bodies(sheet: str, why: str) -> bool:
    return match_key(sheet) == match_key(BODIES.name) or f"“{BODIES.name}”" in why


def who_sent(candidates: Sequence[Candidate], expected: Expected | None) -> tuple[Sent, ...]:
    """Return each proposer with the number of its topics, in the order first met.

    Names are one where width and blanks alone differ; like names stay apart.
    """
    names: dict[str, str] = {match_key(name): name for name in expected.bodies} if expected else {}
    counts: Counter[str] = Counter()
    for topic in candidates:
        for key in dict.fromkeys(map(match_key, topic.many("提出单位"))):
            counts[key] += 1
        for name in topic.many("提出单位"):
            names.setdefault(match_key(name), name)
    if expected is None:
        return tuple(Sent(names[key], number) for key, number in counts.items())
    bodies = {match_key(name) for name in expected.bodies}
    return tuple(
        Sent(
            names[key],
            number,
            key in bodies,
            () if key in bodies else _near(names[key], expected),
        )
        for key, number in counts.items()
    )


def _near(name: str, expected: Expected) -> tuple[str, ...]:
    """Return the bodies whose names are like this one; what all committees' names share aside."""
    stems = {_stem(body): body for body in expected.bodies}
    return tuple(stems[stem] for stem in near(_stem(name), tuple(stems), 50))


def _stem(name: str) -> str:
    return match_key(name).removesuffix("委员会").removesuffix("委") or name


def not_sent(sent: Sequence[Sent], expected: Expected) -> tuple[str, ...]:
    """Return the bodies, the office aside, of which no topic came."""
    came = {match_key(one.name) for one in sent}
    return tuple(
        name
        for name, kind in expected.bodies.items()
        if kind != OFFICE and match_key(name) not in came
    )
