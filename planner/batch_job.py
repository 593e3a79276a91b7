"""`planner batch`: many counties' workbooks in, a folder for each and a summary of all out."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inputs.problems import InputErrors, InputProblem
from inputs.shared_members import read_place, read_shared
from outputs.batch_summary import DATA, WORKBOOK, write_summary
from outputs.share_workbook import NAME as SHARE_WORKBOOK
from outputs.share_workbook import write_share
from outputs.shared_members import add_members, texts_of
from planner.batch.counties import County, find_counties
from planner.batch.order import BatchOptions, Order, made_from, read_parts
from planner.batch.outcome import CODES, Outcome, Result
from planner.batch.program import program_version
from planner.batch.runner import Finished, Work
from planner.batch.shared import Share
from planner.batch.workplace import AdoptedError, Workplace, done_before
from planner.files import FileBusyError

Say = Callable[[str], None]


@dataclass(frozen=True)
class Batch:
    """What is asked for.

    Attributes
    ----------
    folder, out:
        Where the workbooks are, and where the results go.
    scheduler:
        The address of a Dask cluster; None: this machine.
    shared:
        The workbook of shared members; None: none.
    jobs:
        How many counties at a time; None: as many as there are cores, or places at the cluster.
    """

    folder: Path
    out: Path
    options: BatchOptions = field(default_factory=BatchOptions)
    scheduler: str | None = None
    shared: Path | None = None
    jobs: int | None = None


@dataclass(frozen=True)
class BatchDone:
    """What a run gave: a result for each county, in the order of their workbooks."""

    results: tuple[Result, ...]
    seconds: float
    stopped: bool
    files: tuple[Path, ...]

    @property
    def code(self) -> int:
        """The exit code: the highest of the counties'."""
        return max((CODES[result.outcome.status] for result in self.results), default=0)


def run_batch(batch: Batch, say: Say, stopped: threading.Event) -> BatchDone:
    """Plan every county and write all results.

    Parameters
    ----------
    say:
        Takes lines of progress.
    stopped:
        Set by Ctrl-C: begin no more, end those that run, keep what is finished.

    Raises
    ------
    InputErrors
        Where nothing can be begun: no workbooks, shared members that cannot be read or shared
        out, a cluster that cannot be reached.
    FileBusyError
        Where the results' folder cannot be written.
    planner.batch.shared.ShareError
        Where the share found does not pass its own check (never silently).
    """
    began = time.perf_counter()
    counties = _counties(batch)
    share = _share(batch.shared, counties, say) if batch.shared else None
    written = []
    with Workplace(batch.out) as workplace:
        if share is not None:
            write_share(share, batch.out / SHARE_WORKBOOK)
            written.append(batch.out / SHARE_WORKBOOK)
        run = _Run(batch, share, workplace, say, stopped)
        results = run.carry_out(counties)
    seconds = round(time.perf_counter() - began, 2)
    totals = {
        "seconds": seconds,
        "stopped": stopped.is_set(),
        "program": program_version(),
        "options": list(batch.options.arguments),
    }
    write_summary(results, totals, batch.out)
    written += [batch.out / WORKBOOK, batch.out / DATA]
    return BatchDone(results, seconds, stopped.is_set(), tuple(written))


def _counties(batch: Batch) -> tuple[County, ...]:
    folder = batch.folder
    problem = None
    if not folder.exists():
        problem = ("folder-missing", "没有这个文件夹。", "请核对文件夹的路径。")
    elif not folder.is_dir():
        problem = (
            "not-a-folder",
            "是一个文件，不是文件夹。",
            "请给出放着各县工作簿的文件夹；只排一个县的，用 planner solve。",
        )
    else:
        apart = [batch.out, *([batch.shared] if batch.shared else [])]
        try:
            counties = find_counties(folder, apart)
        except OSError as error:
            raise InputErrors([_unreadable(folder, error)]) from error
        if counties:
            return counties
        problem = (
            "folder-empty",
            "文件夹（连同下面各级文件夹）里没有工作簿（.xlsx、.xlsm、.xls 或 CSV 文件夹）。",
            "请核对文件夹，把各县的工作簿放进去。",
        )
    raise InputErrors([InputProblem(problem[0], "", "", str(folder), *problem[1:])])


def _unreadable(folder: Path, error: OSError) -> InputProblem:
    why = f"文件夹读不出来（{error.strerror}）。"
    return InputProblem("folder-unreadable", "", "", str(folder), why, "请核对读取权限。")


def _share(path: Path, counties: tuple[County, ...], say: Say) -> Share:
    """Share the members out among all counties, those included whose workbook cannot be read."""
    # Loaded here: without shared members the solver is loaded in the counties' processes alone.
    from planner.batch.share_members import share_out

    shared = read_shared(path)
    for note in shared.notes:
        say(f"  {note}")
    places = {county.name: read_place(county.workbook, county.label) for county in counties}
    clashes = []
    for member in shared.members:
        for place in places.values():
            if member.id in place.ids:
                why = f"编号与 {place.ids[member.id]} 相同，分不清是谁。"
                cure = (
                    "请给市级委员换一个县里没有的编号（如前面加“市”）；两处是同一人的，从一处删去。"
                )
                cell = shared.cells[member.id]
                sheet, _, where = cell.rpartition("!")
                clashes.append(InputProblem("id-clashes", sheet, where, member.id, why, cure))
    if clashes:
        raise InputErrors(clashes)
    share = share_out(shared.members, places)
    proof = "已证明没有更近的分法" if share.proven else "尚未证明最近"
    say(
        f"市级委员 {len(share.members)} 名分到 {len(counties)} 个县（{proof}），见 {SHARE_WORKBOOK}。"
    )
    return share


@dataclass
class _Run:
    """One run over the counties: what is skipped, what is done, and what comes of each."""

    batch: Batch
    share: Share | None
    workplace: Workplace
    say: Say
    stopped: threading.Event

    def carry_out(self, counties: tuple[County, ...]) -> tuple[Result, ...]:
        """Return each county's result, in the order given."""
        results: dict[str, Result] = {}
        for county in counties:
            if earlier := self._earlier(county):
                results[county.name] = Result(county, earlier, self._folder(county), earlier=True)
        todo = [county for county in counties if county.name not in results]
        skipped = f"，其中 {len(results)} 个以前已排好（工作簿、选项、程序都没有变），不再重排"
        self.say(f"共 {len(counties)} 个工作簿{skipped if results else ''}。")
        # The largest first: a long one begun last would run alone at the end.
        todo.sort(key=lambda county: -_size(county.workbook))
        work = Work(
            tuple(todo), self._order, self.workplace, self.say, self.batch.jobs, self.stopped
        )
        for finished in self._finished(work) if todo else ():
            result = self._settled(finished)
            results[finished.county.name] = result
            self.say(f"[{len(results)}/{len(counties)}] {_line(result)}")
        return tuple(results[county.name] for county in counties)

    def _finished(self, work: Work) -> Iterator[Finished]:
        if self.batch.scheduler is None:
            from planner.batch.local import plan_here

            yield from plan_here(work)
            return
        from planner.batch.cluster import connect, plan_on_cluster

        client = connect(self.batch.scheduler)
        try:
            yield from plan_on_cluster(work, client)
        finally:
            client.close(timeout=5)

    def _folder(self, county: County) -> Path:
        return self.batch.out / county.name

    def _earlier(self, county: County) -> Outcome | None:
        """Return how an earlier run did the same; None where it is to be done."""
        folder = self._folder(county)
        if not folder.is_dir():
            return None
        try:
            parts = read_parts(county.workbook)
        except OSError:
            return None  # said when its turn comes
        return done_before(folder, self._made_from(county, parts))

    def _made_from(self, county: County, parts: dict[str, bytes]) -> dict[str, Any]:
        arguments = self.batch.options.arguments
        return made_from(parts, arguments, program_version(), _digest(self.share, county))

    def _order(self, county: County) -> Order:
        """Return a county's order: its workbook as it is now, with its share of the members."""
        parts = read_parts(county.workbook)
        source = self._made_from(county, parts)
        file = county.workbook.resolve().name if county.workbook.is_dir() else county.workbook.name
        options = self.batch.options
        order = Order(file, parts, options.arguments, options.hard_limit, source)
        members = self.share.of(county.name) if self.share else ()
        if not members:
            return order
        place = self.workplace.new()
        with_members = place / "加"
        with_members.mkdir()
        add_members(order.write(place), members, with_members / file)
        return Order(
            file,
            read_parts(with_members / file),
            options.arguments,
            options.hard_limit,
            source,
        )

    def _settled(self, finished: Finished) -> Result:
        """Put a finished county's results in place; say so where that cannot be."""
        county, outcome, order = finished.county, finished.outcome, finished.order
        if finished.result is None or order is None or not _has_files(finished.result):
            return Result(county, _with_old_plan(outcome, self._folder(county)))
        record = {
            "format": "batch-county/1",
            "workbook": county.label,
            "made_from": dict(order.made_from),
            "outcome": outcome.to_data(),
        }
        try:
            return Result(county, outcome, self.workplace.put(finished.result, county.name, record))
        except AdoptedError:
            why = f"“{county.name}”里的计划已经采用，没有覆盖。请换一个 --out 再运行。"
        except OSError as error:
            busy = str(error) if isinstance(error, FileBusyError) else ""
            why = (
                busy
                or f"结果放不进“{county.name}”（{error.strerror}）。请清理磁盘或换一个 --out，再运行。"
            )
        failed = Outcome("中断", outcome.seconds, outcome.peak_memory_mib, errors=(why,))
        return Result(county, failed)


def _digest(share: Share | None, county: County) -> str:
    """Return a digest of a county's shared members, all that is written of them; empty: none."""
    members = share.of(county.name) if share else ()
    if not members:
        return ""
    text = json.dumps([texts_of(m) for m in members], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _size(workbook: Path) -> int:
    """Return a workbook's size in bytes; 0 where it cannot be seen."""
    try:
        files = workbook.iterdir() if workbook.is_dir() else (workbook,)
        return sum(file.stat().st_size for file in files)
    except OSError:
        return 0


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


def _with_old_plan(outcome: Outcome, folder: Path) -> Outcome:
    """Say of a county without results that its folder holds those of an earlier run."""
    if not folder.is_dir():
        return outcome
    note = f"“{folder.name}”文件夹里是以前一次的结果，与现在的工作簿不一定相符。"
    return Outcome(**(vars(outcome) | {"errors": (*outcome.errors, note)}))


def _line(result: Result) -> str:
    outcome = result.outcome
    memory = f"，内存 {outcome.peak_memory_mib} MiB" if outcome.peak_memory_mib else ""
    used = f"，用时 {outcome.seconds:.1f} 秒{memory}" if outcome.seconds else ""
    why = f"：{outcome.errors[0]}" if outcome.errors else ""
    return f"{result.county.name}：{outcome.status}{used}{why}"
