"""`planner collect`: what ten committees sent in as one list of candidates, the like ones marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from inputs.last_year import CarriedOver, read_last_year
from inputs.merge_decisions import read_decisions, targets
from inputs.problem_groups import grouped
from inputs.problems import InputErrors, InputProblem, ProblemList
from inputs.senders import Expected, not_sent, read_expected, who_sent
from inputs.submissions import Submission, labels, read_submission, workbooks_of
from inputs.workbook_file import FileProblem, open_workbook
from planner.candidates import KEEP_BOTH, Candidate, Pair
from planner.collected import Collected
from planner.likeness import alike
from planner.merge_topics import merge_all

LAST_MONTH = 6
"""Topics gathered up to this month are of the year itself, later ones of the next."""


def collect(
    paths: Sequence[Path],
    out: Path,
    today: date,
    bodies: Path | None = None,
    last_year: Path | None = None,
) -> Collected:
    """Read the submissions and join them; nothing is written.

    Parameters
    ----------
    paths:
        Workbooks, or folders of them; one may be a list collected before, whose decisions are
        then applied.
    out:
        Where the list is to be written: none of the inputs.
    today:
        Tells the year where neither a submission nor `bodies` does.
    bodies:
        The office's workbook, whose 承办单位 says who should have sent topics in.
    last_year:
        The folder of last year's plan.

    Raises
    ------
    InputErrors
        With all that is wrong, in all files.
    """
    problems = ProblemList()
    files = _files(paths, problems)
    _look_at_output(out, [*files, *([bodies] if bodies else [])], problems)
    read = [
        read_submission(p, label, problems) for p, label in zip(files, labels(files), strict=True)
    ]
    submissions = [one for one in read if one is not None]
    _look_at_copies(submissions, problems)
    expected = read_expected(bodies, problems) if bodies else None
    year = _year(submissions, expected, today)
    carried = read_last_year(last_year, year, problems) if last_year else None
    apart, into = _decisions(submissions, problems)
    if problems.has_errors:
        raise InputErrors(problems)
    if carried:
        carried = _not_listed(carried, submissions)
    topics = _numbered(submissions, carried.candidates if carried else ())
    kept, clashes = merge_all(topics, into)
    new = [topic for topic in kept if not all(origin.is_plan for origin in topic.origins)]
    sent = who_sent(new, expected)
    return Collected(
        year,
        kept,
        tuple(_open_pairs(kept, apart)),
        tuple((one.label, len(one.candidates)) for one in submissions),
        sent,
        not_sent(sent, expected) if expected else None,
        tuple(into.items()),
        clashes,
        carried,
        grouped(problems),
    )


def _files(paths: Sequence[Path], problems: ProblemList) -> list[Path]:
    """Return the workbooks that the paths name; report folders without any, and files twice."""
    found: dict[Path, Path] = {}
    for path in paths:
        here = workbooks_of(path)
        if not here:
            why = "文件夹里没有工作簿（.xlsx）。"
            cure = "请核对文件夹，或把各委室报来的表放进去。"
            problems.add(_problem("folder-empty", path, why, cure))
        for file in here:
            if file.resolve() in found:
                why = "给了两次。"
                problems.add(_problem("file-twice", file, why, "请只给一次（或只给文件夹）。"))
            found.setdefault(file.resolve(), file)
    if not paths:
        why = "没有给出任何报送表。"
        problems.add(
            InputProblem("files-none", "", "", "", why, "请给出文件，或放着它们的文件夹。")
        )
    return list(found.values())


def _look_at_copies(submissions: Sequence[Submission], problems: ProblemList) -> None:
    """Refuse the same bytes under two names, and two collected lists."""
    by_hash: dict[str, Submission] = {}
    for one in submissions:
        first = by_hash.setdefault(one.workbook.sha256, one)
        if first is not one:
            why = f"与“{first.label}”内容完全相同。"
            problems.add(InputProblem("file-twice", "", "", one.label, why, "请删去其中一份。"))
    lists = [one.label for one in submissions if one.is_list]
    if len(lists) > 1:
        why = "是几份汇总过的候选议题，编号会相混。"
        cure = "请只给最新的一份，连同后来报送的表。"
        problems.add(InputProblem("lists-many", "", "", "、".join(lists), why, cure))
    listed = {
        o.file for one in submissions if one.is_list for t in one.candidates for o in t.origins
    }
    for one in submissions:
        if not one.is_list and one.label in listed:
            why = "已经在所给的候选议题里，再读一次会重复。"
            cure = "请去掉这一份，只给后来报送的；改过再报的，请在候选议题里改，或换一个文件名。"
            problems.add(InputProblem("file-listed", "", "", one.label, why, cure))


def _look_at_output(out: Path, inputs: Sequence[Path], problems: ProblemList) -> None:
    """Refuse an output that cannot be written, is an input, or holds decisions not yet applied."""
    if out.suffix.lower() != ".xlsx":
        why = "候选议题只能写成 .xlsx。"
        problems.add(_problem("out-ending", out, why, f"请改为 {out.stem or '候选议题'}.xlsx。"))
    elif out.is_dir():
        problems.add(_problem("out-folder", out, "是文件夹。", "请写出文件名，如 候选议题.xlsx。"))
    elif not out.parent.is_dir():
        why = f"文件夹“{out.parent}”不存在。"
        problems.add(_problem("out-nowhere", out, why, "请先建立，或换一个位置。"))
    elif any(out.resolve() == path.resolve() for path in inputs):
        why = "输出文件就是读入的一份，不能覆盖。"
        cure = "请换一个文件名；放在报送文件夹里的，请写到别处。"
        problems.add(_problem("out-is-input", out, why, cure))
    elif out.exists() and _has_decisions(out):
        why = "里面已填了合并决定，重写会丢失。"
        cure = (
            f"请换一个 --out；要按决定合并，请运行 planner collect {out.name} --out 新文件.xlsx。"
        )
        problems.add(_problem("out-decided", out, why, cure))


def _has_decisions(path: Path) -> bool:
    unheard = ProblemList()
    try:
        open_workbook(path)
    except FileProblem:
        return False
    found = read_submission(path, path.name, unheard)
    if found is None or not found.is_list:
        return False
    return any(pair.decision for pair in read_decisions(found, unheard))


def _year(submissions: Sequence[Submission], expected: Expected | None, today: date) -> int:
    told = [expected.year] if expected else []
    told += [one.year for one in submissions]
    return next((year for year in told if year), today.year + (today.month > LAST_MONTH))


def _decisions(
    submissions: Sequence[Submission], problems: ProblemList
) -> tuple[list[Pair], dict[str, str]]:
    """Return the pairs that the office keeps apart, and id → the id it is merged into."""
    listed = next((one for one in submissions if one.is_list), None)
    if listed is None:
        return [], {}
    pairs = read_decisions(listed, problems)
    into = targets(pairs, listed.label, problems)
    return [pair for pair in pairs if pair.decision == KEEP_BOTH], into


def _not_listed(carried: CarriedOver, submissions: Sequence[Submission]) -> CarriedOver:
    """Return what is carried over without the topics that a list collected before has already."""
    listed = {str(o) for one in submissions for t in one.candidates for o in t.origins}
    fresh = (t for t in carried.candidates if str(t.origins[0]) not in listed)
    return replace(carried, candidates=tuple(fresh))


def _numbered(
    submissions: Sequence[Submission], carried: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """Return all candidates, those without an id numbered T001… behind those that have one."""
    sent = [topic for one in submissions for topic in one.candidates]
    sent.sort(key=lambda topic: not topic.id)
    taken = {topic.id for topic in sent}
    free = (f"T{n:03d}" for n in range(_last_number(taken) + 1, 1_000_000))
    return tuple(t if t.id else replace(t, id=next(free)) for t in (*sent, *carried))


def _last_number(ids: set[str]) -> int:
    return max((int(i[1:]) for i in ids if i[:1] == "T" and i[1:].isdecimal()), default=0)


def _open_pairs(kept: Sequence[Candidate], apart: Sequence[Pair]) -> Iterator[Pair]:
    """Yield the like ones without decision, then those that the office keeps apart."""
    ids = {topic.id for topic in kept}
    settled = {pair.key for pair in apart}
    yield from (pair for pair in alike(kept) if pair.key not in settled)
    yield from (pair for pair in apart if pair.key <= ids)


def _problem(code: str, path: Path, why: str, cure: str) -> InputProblem:
    return InputProblem(code, "", "", str(path), why, cure)
