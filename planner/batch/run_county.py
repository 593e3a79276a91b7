"""Carries out one order in a process of its own, and says how that process ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.batch.order import Order
from planner.batch.outcome import SHOWN_ERRORS, Outcome
from planner.plan_files import PLAN_FILE, RUN_FILE, read_json

INPUT, RESULT = "输入", "结果"
_SAID, _TOLD = "stdout.json", "stderr.txt"
_STEP = 0.02
"""Seconds between two looks at a running process."""

Started = Callable[[int], None]
"""Told the process id of a county that has begun."""


@dataclass(frozen=True)
class _End:
    """How a process ended: its code, or that it was ended by us; what it used."""

    code: int | None
    seconds: float
    peak_memory_mib: int | None
    stopped: bool = False


def run_county(
    order: Order,
    place: Path,
    is_stopped: Callable[[], bool] = lambda: False,
    started: Started = lambda pid: None,
) -> Outcome:
    """Plan a county in a process of its own; results lie in `place`/结果 where there are any.

    Parameters
    ----------
    place:
        An empty folder for this attempt alone.
    is_stopped:
        Asked many times a second; where it says yes, the process is ended.
    """
    workbook = order.write(_made(place / INPUT))
    result = place / RESULT
    command = [sys.executable, "-m", "planner.batch.county_process", "solve", str(workbook)]
    command += ["--out", str(result), "--json", *order.arguments]
    began = time.perf_counter()
    with (place / _SAID).open("wb") as said, (place / _TOLD).open("wb") as told:
        try:
            process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                command,
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=told,
                **_apart(),
            )
        except OSError as error:
            why = f"启动不了编排的进程（{error.strerror}）。请关闭一些程序，或减少 --jobs，再运行。"
            return Outcome("中断", errors=(why,), died=True)
        started(process.pid)
        end = _wait(process, began, order.hard_limit, is_stopped)
        if process.stdin:
            process.stdin.close()
    return _outcome(order, end, place)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def _apart() -> dict[str, Any]:
    """Return what keeps the terminal's Ctrl-C from the process: the batch ends it itself."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _wait(
    process: subprocess.Popen[bytes], began: float, limit: float, is_stopped: Callable[[], bool]
) -> _End:
    ended_by_us = stopped = False
    peak = None
    while process.returncode is None:
        peak = _look(process)
        if process.returncode is not None:
            break
        stopped = stopped or is_stopped()
        if not ended_by_us and (stopped or time.perf_counter() - began > limit):
            ended_by_us = True
            with suppress(OSError):
                process.kill()
        time.sleep(_STEP)
    code = None if ended_by_us else process.returncode
    return _End(code, time.perf_counter() - began, peak, stopped)


def _look(process: subprocess.Popen[bytes]) -> int | None:
    """Look whether a process has ended, set its return code, and return its peak memory in MiB."""
    if sys.platform == "win32":
        process.poll()
        return None
    pid, status, used = os.wait4(process.pid, os.WNOHANG)
    if pid:
        process.returncode = os.waitstatus_to_exitcode(status)
        scale = 1024 * 1024 if sys.platform == "darwin" else 1024
        return round(used.ru_maxrss / scale)
    return None


def _outcome(order: Order, end: _End, place: Path) -> Outcome:
    seconds, peak = round(end.seconds, 2), end.peak_memory_mib
    said = read_json(place / _SAID)
    said = said if isinstance(said, dict) else {}
    result = place / RESULT
    if end.stopped:
        return Outcome(
            "未编排", seconds, peak, errors=("运行被停止，没有排完；再运行一次就接着排。",)
        )
    if end.code is None:
        why = (
            f"超过 {order.hard_limit:g} 秒还没有结束，进程已终止。"
            "请加大 --kill-after，或用 --time-limit 让它到时停在目前最好的计划。"
        )
        return Outcome("超时", seconds, peak, errors=(why,))
    if end.code == 0 and (result / PLAN_FILE).is_file():
        return Outcome("已编排", seconds, _peak(result, peak), _proof(said), _stages(said))
    if end.code == 1 and said:
        return Outcome("没有计划", seconds, peak, errors=_why_not(result))
    if end.code == 2:
        return Outcome("工作簿有误", seconds, peak, errors=_refused(said, place))
    if end.code == 3:
        why = "时间到了还没有任何一份计划。请加大 --time-limit，或不限时再运行。"
        return Outcome("超时", seconds, peak, errors=(why,))
    if end.code == 4:
        why = "程序自检没有通过，没有输出计划。请把 internal-check.json 连同工作簿交给维护者。"
        return Outcome("中断", seconds, peak, errors=(why, *_last_words(place)))
    return Outcome("中断", seconds, peak, errors=(_death(end.code, place),), died=True)


def _peak(result: Path, measured: int | None) -> int | None:
    if measured is not None:
        return measured
    run = read_json(result / RUN_FILE)
    peak = run.get("peak_memory_mib") if isinstance(run, dict) else None
    return peak if isinstance(peak, int) else None


def _proof(said: Mapping[str, Any]) -> str:
    return str(said.get("status", ""))


def _stages(said: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    names = ("name", "sense", "value", "bound")
    return tuple({name: stage[name] for name in names} for stage in said.get("stages", ()))


def _why_not(result: Path) -> tuple[str, ...]:
    """Return the points of 无法编排.txt: the first cure of each cause, then what clashes."""
    with suppress(OSError):
        lines = (result / "无法编排.txt").read_text("utf-8").splitlines()
        points = [line.strip() for line in lines if line.strip()]
        cures = [f"改法：{line.removeprefix('1. ')}" for line in points if line.startswith("1. ")]
        grounds = [line.lstrip("· ") for line in points if line.startswith("·")]
        return tuple(cures + grounds or points)[:SHOWN_ERRORS]
    return ()


def _refused(said: Mapping[str, Any], place: Path) -> tuple[str, ...]:
    """Return the first errors of a workbook, or what the program said instead."""
    from inputs.problems import InputProblem

    errors = [p for p in said.get("problems", ()) if p.get("severity") == "error"]
    texts = []
    for data in errors[:SHOWN_ERRORS]:
        also = tuple(InputProblem(**one) for one in data["also"])
        texts.append(InputProblem(**(data | {"also": also})).text)
    more = len(errors) - len(texts)
    if more > 0:
        texts.append(f"另有 {more} 处错误，用 planner check 可全部列出。")
    return tuple(texts) or _last_words(place)


def _last_words(place: Path, lines: int = 3) -> tuple[str, ...]:
    """Return the last lines that a process wrote to standard error."""
    with suppress(OSError):
        text = (place / _TOLD).read_text("utf-8", errors="replace")
        return tuple(line.strip() for line in text.splitlines() if line.strip())[-lines:]
    return ()


def _death(code: int, place: Path) -> str:
    """Say how a process died that said nothing itself."""
    last = "".join(_last_words(place, 1))
    if "MemoryError" in last or "bad_alloc" in last:
        why = "内存不足，进程没有排完。"
    elif "Errno 28" in last or "No space left" in last:
        return "磁盘已满，写不下结果。请清理磁盘，或换一个 --out，再运行。"
    elif code < 0:
        name = signal.Signals(-code).name if -code in list(signal.Signals) else str(-code)
        why = f"进程被系统或别的程序终止（信号 {name}），可能是内存不足。"
    else:
        why = f"进程意外结束（退出码 {code}）" + (f"：{last}。" if last else "。")
    return f"{why}请减少 --jobs 或换内存更大的机器，再运行一次；仍这样，请把工作簿交给维护者。"
