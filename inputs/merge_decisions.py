"""The office's decisions in a collected list: the column 合并到 of the sheet 疑似重复."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from inputs.cell_text import did_you_mean, match_key, plain, says_nothing
from inputs.problems import InputProblem, ProblemList
from inputs.reading.cells import Cells
from inputs.reading.row_sheet import read_rows
from inputs.reading.rows import Row, Table
from inputs.sheets.column import Column, Sheet
from inputs.sheets.kind import Reading
from inputs.sheets.kinds import Identifier, Integer, Text
from inputs.submissions import ALIKE_SHEET, Submission, in_file
from planner.candidates import KEEP_BOTH, Pair

FIRST, SECOND, MERGE_INTO, SCORE, WHY = "编号甲", "编号乙", "合并到", "相似度", "理由"

_SHEET = Sheet(
    name=ALIKE_SHEET,
    note="疑似重复的议题，一行一对。",
    columns=(
        Column(FIRST, Identifier(), "一题的编号。"),
        Column(SECOND, Identifier(), "另一题的编号。"),
        Column(MERGE_INTO, Text(), "保留哪一题的编号；不是一回事填“不合并”。"),
        Column(SCORE, Integer(0, 100), "相似度。"),
        Column(WHY, Text(), "为什么相近。"),
    ),
)
_NOT = frozenset(map(match_key, (KEEP_BOTH, "不", "否", "不并", "不同", "保留", "都保留")))


def read_decisions(submission: Submission, problems: ProblemList) -> list[Pair]:
    """Return the pairs of a collected list, each with what was decided.

    A decision that names no topic of its pair, or an id that the list lacks, is a problem.
    """
    found = ProblemList()
    pairs = list(_pairs(submission, found))
    for problem in found:
        problems.add(in_file(problem, submission.label))
    return pairs


def targets(pairs: Iterable[Pair], label: str, problems: ProblemList) -> dict[str, str]:
    """Return id → the id it is merged into; report topics merged into two, and cycles."""
    into: dict[str, Pair] = {}
    for pair in pairs:
        if pair.decision in ("", KEEP_BOTH):
            continue
        gone = pair.first if pair.decision == pair.second else pair.second
        before = into.setdefault(gone, pair)
        if before.decision != pair.decision:
            why = f"{gone} 已按 {before.cell} 并到 {before.decision}，又要并到 {pair.decision}。"
            cure = f"请只留一处；三题是一回事的，都填同一个编号（如都并到 {before.decision}）。"
            problems.add(_problem(label, "merge-twice", pair, why, cure))
    result = {gone: pair.decision for gone, pair in into.items()}
    for gone in result:
        trail = [gone]
        while trail[-1] in result and result[trail[-1]] not in trail:
            trail.append(result[trail[-1]])
        if result.get(trail[-1]) == gone and gone == min(trail):
            round_trip = "→".join([*trail, gone])
            why = f"合并转了一圈：{round_trip}，没有一题留下。"
            cells = "、".join(into[one].cell for one in trail)
            cure = f"请改 {cells} 中的一处，定下保留哪一题。"
            problems.add(_problem(label, "merge-cycle", into[gone], why, cure))
    return result


def _pairs(submission: Submission, problems: ProblemList) -> Iterable[Pair]:
    raw = next(s for s in submission.workbook.sheets if match_key(s.name) == ALIKE_SHEET)
    table = Table(_SHEET)
    inner = ProblemList()
    read_rows(Cells(raw, _SHEET, inner, Reading()), table, [])
    for problem in inner:
        # The titles of the topics stand beside their ids for people to read.
        if problem.code != "column-unknown":
            problems.add(problem)
    known = {match_key(c.id): c.id for c in submission.candidates}
    for row in table.rows:
        if row.has(FIRST, SECOND):
            pair = _pair(row, known, problems)
            if pair is not None:
                yield pair
        elif not says_nothing(row.text(MERGE_INTO)):
            why = "只写了合并，没有写全两题的编号。"
            cure = f"请在“{FIRST}”“{SECOND}”填上两题的编号。"
            problems.add(row.problem("merge-unknown", MERGE_INTO, why, cure))


def _pair(row: Row, known: Mapping[str, str], problems: ProblemList) -> Pair | None:
    decision = row.text(MERGE_INTO)
    decided = not says_nothing(decision)
    ids = [known.get(match_key(row.text(column)), "") for column in (FIRST, SECOND)]
    for column, identity in zip((FIRST, SECOND), ids, strict=True):
        if not identity and decided:
            problems.add(_unknown(row, column, known))
    if decided and match_key(decision) not in {*map(match_key, ids), *_NOT}:
        problems.add(_unknown(row, MERGE_INTO, known, ids))
        return None
    if not all(ids) or ids[0] == ids[1]:
        return None
    chosen = ""
    if decided:
        chosen = KEEP_BOTH if match_key(decision) in _NOT else known[match_key(decision)]
    return Pair(
        ids[0],
        ids[1],
        row.number_in(SCORE) or 0,
        row.text(WHY),
        chosen,
        row.cells.get(MERGE_INTO, ""),
    )


def _unknown(
    row: Row, column: str, known: Mapping[str, str], ids: Iterable[str] = ()
) -> InputProblem:
    text = row.text(column)
    identity = known.get(match_key(plain(text)))
    if identity:
        why = f"不是这一对（{'、'.join(ids)}）中的编号。"
        cure = "请填这一对中要保留的编号；要和别的题合并，请另起一行写明两个编号。"
    else:
        why = "“议题”表里没有这个编号。"
        cure = f"{did_you_mean(text, tuple(known.values()))}请填这一对中要保留的编号，或“{KEEP_BOTH}”。"
    return row.problem("merge-unknown", column, why, cure)


def _problem(label: str, code: str, pair: Pair, why: str, cure: str) -> InputProblem:
    problem = InputProblem(code, ALIKE_SHEET, pair.cell, pair.decision, why, cure)
    return in_file(problem, label)
