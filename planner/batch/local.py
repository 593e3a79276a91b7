"""Counties on this machine: as many processes at a time as there are cores, a county each."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from inputs.problems import InputErrors
from planner.batch.counties import County
from planner.batch.order import Order
from planner.batch.outcome import SHOWN_ERRORS, Outcome
from planner.batch.run_county import RESULT, run_county
from planner.batch.runner import ATTEMPTS, Finished, Work
from planner.control import cores

HEARTBEAT_SECONDS = 30.0
_STEP = 0.2


def plan_here(work: Work) -> Iterator[Finished]:
    """Yield each county as it ends. A thread waits for each process; the work is in the process."""
    jobs = min(work.jobs or cores(), len(work.counties) or 1)
    running: dict[str, float] = {}
    pool = ThreadPoolExecutor(jobs)
    try:
        pending: set[Future[Finished]] = {
            pool.submit(_plan, county, work, running) for county in work.counties
        }
        spoken = time.monotonic()
        while pending:
            done, pending = wait(pending, _STEP, FIRST_COMPLETED)
            for future in done:
                yield future.result()
            now = time.monotonic()
            if done:
                spoken = now
            elif now - spoken > HEARTBEAT_SECONDS:
                spoken = now
                still = "、".join(f"{n}（{now - t:.0f} 秒）" for n, t in running.copy().items())
                work.say(f"  正在编排：{still}")
    except BaseException:
        work.stopped.set()  # where the caller goes away, no process stays behind
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _plan(county: County, work: Work, running: dict[str, float]) -> Finished:
    if work.stopped.is_set():
        return Finished(county, Outcome("未编排", errors=("运行被停止，还没有轮到。",)))
    try:
        order = work.prepare(county)
    except (InputErrors, OSError) as error:
        return Finished(county, not_prepared(error))
    running[county.name] = time.monotonic()
    try:
        return _try(county, order, work)
    finally:
        del running[county.name]


def _try(county: County, order: Order, work: Work) -> Finished:
    for attempt in range(1, ATTEMPTS + 1):
        place = work.workplace.new()

        def started(pid: int, attempt: int = attempt) -> None:
            again = f"，第 {attempt} 次" if attempt > 1 else ""
            work.say(f"  {county.name}：开始（进程 {pid}{again}）")

        outcome = run_county(order, place, work.stopped.is_set, started).after(attempt)
        if not outcome.died or attempt == ATTEMPTS or work.stopped.is_set():
            break
        work.say(f"  {county.name}：进程中断，再试一次。{outcome.errors[0]}")
    return Finished(county, outcome, order, place / RESULT)


def not_prepared(error: InputErrors | OSError) -> Outcome:
    """Return the outcome of a county whose workbook cannot even be read."""
    if isinstance(error, InputErrors):
        texts = [p.text for p in error.problems if p.severity == "error"]
        return Outcome("工作簿有误", errors=tuple(texts[:SHOWN_ERRORS]))
    why = (
        f"工作簿读不出来（{error.strerror or error}）。请核对读取权限，关闭正打开它的程序，再运行。"
    )
    return Outcome("工作簿有误", errors=(why,))
