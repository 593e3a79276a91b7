"""Counties on a Dask cluster: workbooks travel out as bytes, results come back as an archive.

No folder is shared, so that a worker may be any machine that has the same program. Each county
runs in a process of its own on its worker, so that its crash is not the worker's.
"""

from __future__ import annotations

import asyncio
import io
import logging
import tempfile
import time
import uuid
import zipfile
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inputs.problems import InputErrors, InputProblem
from planner.batch.counties import County
from planner.batch.local import HEARTBEAT_SECONDS, not_prepared
from planner.batch.order import Order
from planner.batch.outcome import Outcome
from planner.batch.program import program_version
from planner.batch.run_county import RESULT, run_county
from planner.batch.runner import ATTEMPTS, Finished, Work

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT_SECONDS, ANSWER_SECONDS = 4.0, 6.0
LOST = "与调度器断了联系，没有排完。请核对调度器和网络，再运行一次就接着排。"
WORKERLESS_SECONDS = 60.0
"""So long a cluster may be without any worker before its counties are given up."""
FIRST_WORKER_SECONDS = 10.0
_STEP, _LOOK_SECONDS = 0.2, 2.0
_SPARE = 2
"""Counties that wait at the cluster beside those being planned, so that no worker idles."""


# -- on the worker -----------------------------------------------------------------------------
def plan_remotely(key: str, order: Order) -> tuple[dict[str, Any], bytes]:
    """Plan a county in a process of its own on this worker; return outcome and zipped results."""
    program = order.made_from["program"]
    if program != program_version():
        why = (
            f"工作进程上的程序（{program_version()}）与本机的（{program}）不同，结果可能不一样，"
            "没有编排。请在各台机器装同一版本，重启工作进程，再运行。"
        )
        return Outcome("中断", errors=(why,)).to_data(), b""
    with tempfile.TemporaryDirectory(prefix="planner-", ignore_cleanup_errors=True) as place:
        outcome = run_county(order, Path(place) / "county", lambda: _is_unwanted(key))
        return outcome.to_data(), _zipped(Path(place) / "county" / RESULT)


def _is_unwanted(key: str) -> bool:
    """Whether nobody waits for this task any more: cancelled, or its client is gone."""
    from distributed import get_worker

    task = get_worker().state.tasks.get(key)
    return task is None or task.state in ("cancelled", "released", "forgotten")


def _zipped(folder: Path) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
    return data.getvalue()


# -- here --------------------------------------------------------------------------------------
@dataclass
class _Sent:
    """A county at the cluster: its task, and how often it was sent."""

    county: County
    order: Order
    future: Future[Any]
    attempt: int = 1


@dataclass
class _Watch:
    """The cluster as last looked at."""

    threads: int = 0
    looked: float = 0.0
    alone_since: float | None = None
    spoken: float = field(default_factory=time.monotonic)


def connect(address: str) -> Client:
    """Return a client of the cluster, which has a worker at least.

    Raises
    ------
    InputErrors
        Where the extra is not installed, nobody answers at the address, or no worker is there.
    """
    try:
        from distributed import Client
    except ImportError as error:
        why = "本机没有装集群用的附加组件（dask.distributed）。"
        cure = (
            "请运行 uv sync --extra cluster（或 pip install distributed）再试；"
            "只用本机的，去掉 --scheduler。"
        )
        raise InputErrors([InputProblem("cluster-missing", "", "", "", why, cure)]) from error
    _silence()
    try:
        # Asked first: a client that meets something else at the address may hang for good.
        kind = asyncio.run(asyncio.wait_for(_who_answers(address), ANSWER_SECONDS))
        if kind != "Scheduler":
            raise ValueError(f"{kind} at {address}")  # a worker, say
        client: Client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except Exception as error:  # whatever the library's parts raise at a stranger's answer
        raise InputErrors([_unreachable(address, error)]) from error
    began = time.monotonic()
    while not client.nthreads():
        if time.monotonic() - began > FIRST_WORKER_SECONDS:
            client.close(timeout=2)
            why = "集群上没有工作进程。"
            cure = f"请在各台机器运行 dask worker {address} --nworkers 1 --nthreads 1，再试。"
            raise InputErrors([InputProblem("workers-none", "", "", address, why, cure)])
        time.sleep(_STEP)
    return client


def _silence() -> None:
    """Keep the library's log, tracebacks among it, off the terminal: what matters is said in Chinese."""
    for name in list(logging.root.manager.loggerDict):
        if name.split(".")[0] in ("distributed", "tornado", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


async def _who_answers(address: str) -> str:
    """Return what kind of server of a cluster is at an address: Scheduler, Worker, Nanny."""
    from distributed import rpc

    async with rpc(address, timeout=CONNECT_SECONDS) as server:
        return str((await server.identity())["type"])


def _unreachable(address: str, error: Exception) -> InputProblem:
    is_wrong = isinstance(error, ValueError)
    why = "不是 Dask 调度器的地址。" if is_wrong else "这个地址上连不上 Dask 调度器。"
    cure = (
        "请核对地址（如 tcp://10.0.0.5:8786）和防火墙，确认那边已运行 dask scheduler，"
        "各机器的 dask 版本相同。"
    )
    return InputProblem("scheduler-unreachable", "", "", address, why, cure)


def plan_on_cluster(work: Work, client: Client) -> Iterator[Finished]:
    """Yield each county as it ends; what a lost worker had is done again by another.

    Dask itself gives a lost worker's task to another one, and gives it up after
    `distributed.scheduler.allowed-failures` losses.
    """
    waiting = list(reversed(work.counties))
    sent: dict[str, _Sent] = {}
    watch = _Watch()
    run = uuid.uuid4().hex[:8]
    try:
        while waiting or sent:
            if work.stopped.is_set():
                yield from _all_ended(
                    waiting, sent, "未编排", "运行被停止，没有排完；再运行一次就接着排。"
                )
                return
            if trouble := _look_at(client, watch, work):
                yield from _all_ended(waiting, sent, "中断", trouble)
                return
            while waiting and len(sent) < min(work.jobs or watch.threads + _SPARE, 10_000):
                county = waiting.pop()
                try:
                    order = work.prepare(county)
                except (InputErrors, OSError) as error:
                    yield Finished(county, not_prepared(error))
                    continue
                key = f"planner-{run}-{county.name}"
                sent[county.name] = _Sent(county, order, _submit(client, key, order))
            for one in [x for x in sent.values() if x.future.done()]:
                ended = _ended(one, work)
                if ended.outcome.died and one.attempt < ATTEMPTS:
                    work.say(f"  {one.county.name}：进程中断，再试一次。{ended.outcome.errors[0]}")
                    one.attempt += 1
                    key = f"planner-{run}-{one.county.name}-{one.attempt}"
                    one.future = _submit(client, key, one.order)
                    continue
                del sent[one.county.name]
                watch.spoken = time.monotonic()
                yield ended
            time.sleep(_STEP)
    finally:
        _let_go(client, sent)


def _submit(client: Client, key: str, order: Order) -> Future[Any]:
    return client.submit(plan_remotely, key, order, key=key, pure=False)


def _look_at(client: Client, watch: _Watch, work: Work) -> str:
    """Look at the cluster now and then; return why there is no going on, or nothing."""
    now = time.monotonic()
    if now - watch.looked < _LOOK_SECONDS:
        return ""
    watch.looked = now
    if client.status != "running":
        return LOST
    try:
        watch.threads = sum(client.nthreads().values())
    except Exception:  # as of `connect`: whatever the library's parts raise
        return LOST
    if watch.threads:
        watch.alone_since = None
    elif watch.alone_since is None:
        watch.alone_since = now
        work.say(f"  集群上没有工作进程了，等 {WORKERLESS_SECONDS:.0f} 秒……")
    elif now - watch.alone_since > WORKERLESS_SECONDS:
        return "集群上没有工作进程，没有排完。请启动 dask worker，再运行一次就接着排。"
    if now - watch.spoken > HEARTBEAT_SECONDS:
        watch.spoken = now
        work.say(f"  正在编排：集群上共 {watch.threads} 个位置。")
    return ""


def _ended(one: _Sent, work: Work) -> Finished:
    """Return how a county's task ended, its results unpacked aside."""
    try:
        data, archive = one.future.result(timeout=60)
        outcome = Outcome.from_data(data).after(one.attempt)
    except Exception as error:  # a task's own error is ours to explain, whatever it is
        outcome = Outcome("中断", errors=(_why(error),), attempts=one.attempt)
        return Finished(one.county, outcome, one.order)
    place = work.workplace.new() / RESULT
    place.mkdir()
    with zipfile.ZipFile(io.BytesIO(archive or _EMPTY)) as packed:
        packed.extractall(place)
    return Finished(one.county, outcome, one.order, place)


_EMPTY = b"PK\x05\x06" + b"\0" * 18
"""An archive without members."""


def _why(error: Exception) -> str:
    kind = type(error).__name__
    if isinstance(error, CancelledError) or kind == "CommClosedError":
        return LOST
    if kind == "KilledWorker":
        return "编排它的工作进程一再失联，已放弃。请看那台机器的内存和 dask worker 的日志，再运行一次。"
    if isinstance(error, ImportError):
        return "工作进程上没有本程序。请在那台机器装同一版本，从装好的环境运行 dask worker，再运行一次。"
    said = (str(error).splitlines() or [""])[0][:200]
    return f"集群没有能编排它（{kind}：{said}）。请看 dask worker 的日志，核对各机器的程序和 dask 版本相同。"


def _all_ended(
    waiting: list[County], sent: dict[str, _Sent], status: Any, why: str
) -> Iterator[Finished]:
    counties = [one.county for one in sent.values()] + waiting[::-1]
    for county in counties:
        yield Finished(county, Outcome(status, errors=(why,)))


def _let_go(client: Client, sent: dict[str, _Sent]) -> None:
    """Tell the cluster that nobody waits any more: the workers end the processes that still run."""
    futures = [one.future for one in sent.values()]
    try:
        if futures and client.status == "running":
            client.cancel(futures, force=True)
    except Exception:  # it may be gone; there is nothing left to do about it
        logging.getLogger(__name__).debug("cancelling failed", exc_info=True)
