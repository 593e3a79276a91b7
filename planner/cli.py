"""The command line: `planner` and `python -m planner`."""

from __future__ import annotations

import getpass
import json
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from inputs.cell_text import did_you_mean
from inputs.examples import bundled_county
from inputs.new_topics import new_rows
from inputs.plan_file import read_plan
from inputs.problems import InputErrors, InputProblem
from inputs.profile import emphases_of, find_profile, load_profile, profile_ids
from inputs.reader import ReadResult, read
from inputs.reading.rows import Row
from inputs.template import write_template
from planner.check import judge
from planner.console import (
    alternative_lines,
    comparison_lines,
    compliance_lines,
    marked_lines,
    plan_lines,
    problem_lines,
)
from planner.control import Control, Options
from planner.domain import Problem
from planner.errors import InternalCheckError
from planner.exit_codes import BAD_INPUT, DONE, INTERNAL, NO_PLAN, NO_TIME, NO_TIME_SAID
from planner.explanation import Conflict
from planner.files import FileBusyError
from planner.help_texts import Command, CommandLineError, Group, usage_line
from planner.mark_job import as_problem, mark_copy, refuse_target
from planner.necessary import necessary_facts
from planner.plan_files import adopted_below
from planner.progress import Progress
from planner.reason import Reason
from planner.wanted import LEAST, MOST, Wanted

if TYPE_CHECKING:
    from planner.solve import Solved

app = typer.Typer(
    name="planner",
    cls=Group,
    help="政协年度协商计划编排：从工作簿到计划、日历和任务单。",
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)


Json = Annotated[bool, typer.Option("--json", help="在标准输出打印机器可读的结果，别的都不打印。")]
TimeLimit = Annotated[
    float | None,
    typer.Option("--time-limit", min=0.1, metavar="秒", help="最多用多少秒；不写则求到证明为止。"),
]
Seed = Annotated[int, typer.Option("--seed", min=0, metavar="N", help="随机种子。")]
Workers = Annotated[int, typer.Option("--workers", min=1, metavar="N", help="并行线程数。")]
Count = Annotated[
    int, typer.Option("--count", min=LEAST, max=MOST, metavar="N", help="要几份真正不同的计划。")
]
Percent = Annotated[
    int,
    typer.Option(
        "--distance", min=5, max=60, metavar="%", help="相近的计划与其余各份至少相差百分之几。"
    ),
]
Loss = Annotated[
    int,
    typer.Option("--loss", min=0, max=50, metavar="%", help="相近的计划每一阶段最多损失百分之几。"),
]
Workbook = Annotated[Path, typer.Argument(metavar="INPUT.xlsx", help="办公室的工作簿。")]


@app.command(cls=Command, help="生成空白工作簿：下拉选项、每列说明、示例行。")
def template(
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="写到哪个文件。")],
    profile: Annotated[
        str, typer.Option("--profile", help="规则方案，可用逗号分开多个。")
    ] = "anhua",
) -> None:
    """Write a blank workbook."""
    names = [
        part for part in profile.replace("，", ",").replace("、", ",").split(",") if part.strip()
    ]
    found = [(name, find_profile(name.strip())) for name in names]
    unknown = [name for name, one in found if one is None]
    if unknown or not found:
        profiles = [load_profile(i) for i in profile_ids()]
        hint = did_you_mean("".join(unknown), tuple(n for p in profiles for n in (p.id, p.name)))
        known = "、".join(f"{p.id}（{p.name}）" for p in profiles)
        raise CommandLineError(f"没有规则方案“{'、'.join(unknown)}”；{hint}现有：{known}。")
    if not out.parent.is_dir():
        raise CommandLineError(f"文件夹“{out.parent}”不存在，请先建立或换一个位置。")
    write_template(out, tuple(one.id for _, one in found if one is not None))
    typer.echo(f"已写好空白工作簿：{out}")


@app.command(cls=Command, help="用自带的示例县完整走一遍：读入、求解、输出全部文件。")
def demo(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="输出文件夹。")] = Path(
        "out/demo"
    ),
    time_limit: TimeLimit = None,
    seed: Seed = 0,
    workers: Workers = 1,
    as_json: Json = False,
) -> None:
    """Do the main job on the bundled county."""
    _solve(bundled_county(), out, None, Options(time_limit, seed, workers), as_json)


@app.command(cls=Command, help="编排一年的计划，输出全部文件。")
def solve(
    workbook: Workbook,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="输出文件夹。")],
    emphasis: Annotated[
        str | None, typer.Option("--emphasis", metavar="侧重", help="侧重，如 均衡。")
    ] = None,
    time_limit: TimeLimit = None,
    seed: Seed = 0,
    workers: Workers = 1,
    as_json: Json = False,
) -> None:
    """Find one plan and write all outputs."""
    _solve(workbook, out, emphasis, Options(time_limit, seed, workers), as_json)


@app.command(cls=Command, help="几份真正不同的计划，各在一个文件夹，连同比较。")
def alternatives(
    workbook: Workbook,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="输出文件夹。")],
    count: Count = LEAST,
    percent: Percent = 20,
    loss: Loss = 2,
    emphasis: Annotated[
        str | None,
        typer.Option("--emphasis", metavar="侧重", help="第一份的侧重；不写按工作簿。"),
    ] = None,
    time_limit: TimeLimit = None,
    seed: Seed = 0,
    workers: Workers = 1,
    as_json: Json = False,
) -> None:
    """Find several plans and compare them; the time limit is each plan's."""
    from planner.main_job import plan_alternatives

    _refuse_place(out)
    problem = _with_emphasis(_read(workbook, as_json), emphasis)
    with Progress() as progress:
        control = Control(Options(time_limit, seed, workers), progress)
        with _stopping(control):
            wanted = Wanted(count, percent, loss)
            found, folders = plan_alternatives(
                problem, emphases_of(problem), wanted, control, out, workbook
            )
    if found.failed is not None:
        _explain_failure(found.failed, problem, control, out, as_json)
    data = {
        "ok": True,
        "out": str(out),
        "seconds": round(control.seconds(), 2),
        "plans": [
            {"name": x.name, "folder": str(folder), "status": x.plan.status}
            for x, folder in zip(found.found, folders, strict=True)
        ],
        "notes": found.notes,
    }
    _print(as_json, data, alternative_lines(found, folders, out, control.seconds()))


@app.command(
    cls=Command,
    help="排不出计划：为什么，怎样改；排得出：议题为什么没入选、要列入得付什么代价，能不能另作安排。",
)
def explain(
    workbook: Workbook,
    topics: Annotated[
        list[str] | None,
        typer.Option(
            "--topic", metavar="编号", help="只问这个议题；可写多次。不写问全部未入选的。"
        ),
    ] = None,
    sessions: Annotated[
        list[str] | None,
        typer.Option(
            "--session", metavar="场次", help="这一场为什么这样排，另选要付什么代价；可写多次。"
        ),
    ] = None,
    wishes: Annotated[
        list[str] | None,
        typer.Option(
            "--want", metavar="问", help="如 “T03 in 5月”“M017 at T05”“E02 not”；可写多次。"
        ),
    ] = None,
    place: Annotated[
        Path | None,
        typer.Option(
            "--place", metavar="TOPIC.xlsx", help="新议题（“议题”表一行）放到现有计划哪里最好。"
        ),
    ] = None,
    plan: Annotated[
        Path | None,
        typer.Option("--plan", metavar="PLAN", help="现有计划的文件夹；不写就先排一份最好的。"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="连同计划的全部文件写出，代价写入未入选说明。"),
    ] = None,
    time_limit: TimeLimit = None,
    seed: Seed = 0,
    workers: Workers = 1,
    as_json: Json = False,
) -> None:
    """Say why there is no plan, or what else than the plan would cost."""
    from planner.explain_command import explain_workbook

    if out is not None:
        _refuse_place(out)
    try:
        rows = _new_rows(place, workbook)
        problem = _said(read(workbook, rows), as_json)
        with Progress() as progress:
            control = Control(Options(time_limit, seed, workers), progress)
            with _stopping(control):
                explained = explain_workbook(
                    problem,
                    control,
                    topics or (),
                    sessions or (),
                    wishes or (),
                    tuple(row.text("编号") for row in rows),
                    plan,
                    out,
                    workbook,
                )
    except InputErrors as errors:
        _refuse(errors.problems, as_json, "没有解释，")
    _print(as_json, explained.data, explained.lines, error=explained.code == NO_PLAN)
    raise typer.Exit(explained.code)


@app.command(cls=Command, help="比较几份计划：comparison.html、comparison.xlsx。")
def compare(
    plans: Annotated[
        list[Path],
        typer.Argument(metavar="DIR…", help="计划的文件夹，或 plan.json、年度协商计划.xlsx。"),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="输出文件夹。")],
    workbook: Annotated[
        Path | None,
        typer.Option(
            "--input", metavar="INPUT.xlsx", help="编计划用的工作簿；不写用计划旁的副本。"
        ),
    ] = None,
    last_year: Annotated[
        Path | None, typer.Option("--last-year", metavar="DIR", help="上年的计划，一并比较。")
    ] = None,
    as_json: Json = False,
) -> None:
    """Compare plans side by side."""
    from outputs.draft_folders import write_comparison
    from planner.compare_job import read_comparison

    _refuse_file(out)
    try:
        comparison = read_comparison(plans, workbook, last_year)
    except InputErrors as errors:
        _refuse(errors.problems, as_json, "比较没有完成，")
    out.mkdir(parents=True, exist_ok=True)
    written = write_comparison(comparison, out)
    data = {
        "ok": True,
        "plans": [plan.name for plan in comparison.plans],
        "files": [str(path) for path in written],
    }
    _print(as_json, data, comparison_lines(comparison, written))


@app.command(cls=Command, help="采用一份计划，成为正式的一版；此后印发的都带这一版次。")
def adopt(
    plan: Annotated[Path, typer.Argument(metavar="DIR/PLAN", help="计划的文件夹。")],
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="谁采用的；不写用登录名。")] = "",
    as_json: Json = False,
) -> None:
    """Freeze a chosen plan as a version and issue everything with it."""
    from planner.adopt_job import adopt as adopt_plan

    try:
        adoption, remarks = adopt_plan(plan, by or getpass.getuser(), datetime.now().astimezone())
    except InputErrors as errors:
        _refuse(errors.problems, as_json, "没有采用，")
    lines = [f"提醒：{words}" for words in remarks]
    lines += [
        f"已采用为第 {adoption.version} 版（{adoption.by}，{adoption.time}）。",
        f"全部文件已按这一版写入：{plan}",
    ]
    _print(as_json, {"ok": True, **asdict(adoption), "remarks": list(remarks)}, lines)


@app.command(cls=Command, help="检查工作簿；给出计划时，再逐条核对每一条规则。")
def check(
    workbook: Workbook,
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="PLAN", help="plan.json 或 年度协商计划.xlsx。")
    ] = None,
    mark: Annotated[
        Path | None,
        typer.Option(
            "--mark", metavar="OUT.xlsx", help="另写一份副本，标出每一处问题，首页是问题清单。"
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check the input, and a plan against every rule."""
    if mark is not None:
        refuse_target(mark, workbook, plan)
    result = read(workbook)
    facts = tuple(necessary_facts(result.problem)) if result.problem and plan is None else ()
    if mark is not None and result.opened:
        mark_copy(workbook, [*result.problems, *map(as_problem, facts)], mark)
        marked = {"marked": str(mark)}
    else:
        mark, marked = None, {}
    if result.problem is None:
        _refuse(result.problems, as_json, marked=mark)
    problem = result.problem
    if plan is None:
        _say_usable(result, facts, mark, as_json)
    try:
        judged = read_plan(plan, problem)
    except InputErrors as errors:
        _refuse(errors.problems, as_json, marked=mark)
    verdicts = judge(judged, problem)
    ok = all(v.holds for v in verdicts)
    data = {"ok": ok, "compliance": [v.model_dump() for v in verdicts]} | marked
    _print(as_json, data, [*compliance_lines(verdicts), *marked_lines(mark)])
    raise typer.Exit(DONE if ok else NO_PLAN)


def _say_usable(
    result: ReadResult, facts: tuple[Reason, ...], marked: Path | None, as_json: bool
) -> NoReturn:
    """Say of a workbook without errors what was read, and what counting shows to leave no plan."""
    data = {
        "ok": not facts,
        "problems": _plain(result.problems),
        "facts": [fact.model_dump() for fact in facts],
    }
    lines = [*result.notes, *problem_lines(result.problems, marked=marked is not None)]
    if facts and result.problem:
        lines += Conflict((), facts).lines(result.problem)
    else:
        lines.append("工作簿可以使用。")
    copy = {"marked": str(marked)} if marked else {}
    _print(as_json, data | copy, [*lines, *marked_lines(marked)], error=bool(facts))
    raise typer.Exit(NO_PLAN if facts else DONE)


@app.command(
    cls=Command, help="把国务院的放假通知填入工作簿的“日历”表；给出计划时，列出要改期的会议。"
)
def calendar(
    notice: Annotated[
        str,
        typer.Argument(
            metavar="NOTICE", help="通知全文的文件（.txt、.docx，或逐日的 .json）；- 为标准输入。"
        ),
    ],
    into: Annotated[
        Path,
        typer.Option("--into", metavar="INPUT.xlsx", help="填入哪个工作簿；原样另存一份备份。"),
    ],
    plans: Annotated[
        list[Path] | None,
        typer.Option(
            "--plan",
            metavar="PLAN",
            help="通知前编的计划：文件夹、plan.json 或 年度协商计划.xlsx；可写多次。",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Fill a holiday notice into the workbook, and re-check plans made before it."""
    from inputs.notice.file import read_bytes
    from planner.calendar_job import fill_notice
    from planner.calendar_words import filled_data, filled_lines

    try:
        data = sys.stdin.buffer.read() if notice == "-" else read_bytes(Path(notice))
        name = "标准输入" if notice == "-" else Path(notice).name
        filled = fill_notice(data, name, into, plans or ())
    except InputErrors as errors:
        _refuse(errors.problems, as_json, "通知没有填入，")
    _print(as_json, filled_data(filled), filled_lines(filled, into))
    raise typer.Exit(DONE if filled.plans_hold else NO_PLAN)


@app.command(
    cls=Command, help="各委室报送的议题合成一份候选议题，标出疑似重复的；填好决定后再运行，即合并。"
)
def collect(
    submissions: Annotated[
        list[Path],
        typer.Argument(
            metavar="SUBMISSION.xlsx…",
            help="报送的工作簿，或放着它们的文件夹；也可以是填好“合并到”的 候选议题.xlsx。",
        ),
    ],
    out: Annotated[
        Path,
        typer.Option("--out", metavar="候选议题.xlsx", help="写到哪个文件，不能是读入的一份。"),
    ],
    bodies: Annotated[
        Path | None,
        typer.Option(
            "--bodies", metavar="INPUT.xlsx", help="办公室的工作簿：按“承办单位”表看谁还没有报送。"
        ),
    ] = None,
    last_year: Annotated[
        Path | None,
        typer.Option("--last-year", metavar="PLAN", help="上年计划的文件夹：转来没有办结的议题。"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Join the committees' submissions into one list of candidates."""
    from outputs.candidates import write_candidates
    from planner.collect_job import collect as join
    from planner.collect_words import collected_data, collected_lines

    try:
        collected = join(submissions, out, datetime.now().astimezone().date(), bodies, last_year)
    except InputErrors as errors:
        _refuse(errors.problems, as_json, "报送的议题")
    write_candidates(collected, out, bodies.name if bodies else "")
    _print(as_json, collected_data(collected, out), collected_lines(collected, out))


@app.command(
    cls=Command, help="许多县的工作簿一起编排：一县一个进程、一个文件夹，连同汇总；也可在集群上。"
)
def batch(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="放着各县工作簿的文件夹，下面各级文件夹也找。")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="输出文件夹。")],
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", min=1, metavar="N", help="同时编排几个县；不写按核数（集群按位置数）。"
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler", metavar="ADDRESS", help="Dask 调度器的地址，如 tcp://10.0.0.5:8786。"
        ),
    ] = None,
    shared: Annotated[
        Path | None,
        typer.Option(
            "--shared", metavar="市级委员.xlsx", help="各县共有的市级委员：先按界别均分到各县。"
        ),
    ] = None,
    emphasis: Annotated[
        str | None, typer.Option("--emphasis", metavar="侧重", help="侧重；不写按各县工作簿。")
    ] = None,
    time_limit: Annotated[
        float | None,
        typer.Option("--time-limit", min=0.1, metavar="秒", help="每个县最多求解多少秒。"),
    ] = None,
    kill_after: Annotated[
        float | None,
        typer.Option(
            "--kill-after",
            min=1,
            metavar="秒",
            help="每个县超过多少秒就终止；不写为 --time-limit 的两倍加 120 秒，没有限时的为 3600 秒。",
        ),
    ] = None,
    seed: Seed = 0,
    workers: Workers = 1,
    as_json: Json = False,
) -> None:
    """Plan many counties, each in a process of its own, here or on a cluster."""
    from planner.batch.order import BatchOptions
    from planner.batch.shared import ShareError
    from planner.batch.stopping import stopping
    from planner.batch_job import Batch, run_batch
    from planner.batch_words import batch_data, batch_lines

    _refuse_place(out)
    options = BatchOptions(time_limit, kill_after, seed, workers, emphasis)
    asked = Batch(folder, out, options, scheduler, shared, jobs)
    try:
        with stopping() as stopped:
            done = run_batch(asked, lambda line: typer.echo(line, err=True), stopped)
    except InputErrors as errors:
        _refuse(errors.problems, as_json, "没有开始编排，")
    except ShareError as error:
        line = f"市级委员的分配没有通过程序自检（{error}），没有开始编排。请把工作簿交给维护者。"
        _print(as_json, {"ok": False, "reason": "internal-check"}, [line], error=True)
        raise typer.Exit(INTERNAL) from error
    _print(as_json, batch_data(asked, done), list(batch_lines(asked, done)))
    raise typer.Exit(130 if done.stopped else done.code)


def _solve(
    workbook: Path, out: Path, emphasis: str | None, options: Options, as_json: bool
) -> None:
    # Loaded here: the solver takes seconds to load, and the other commands do without it.
    from planner.main_job import plan_year

    _refuse_place(out)
    problem = _with_emphasis(_read(workbook, as_json), emphasis)
    with Progress() as progress:
        control = Control(options, progress)
        with _stopping(control):
            solved = plan_year(problem, control, out, workbook)
    if solved.plan is None:
        _explain_failure(solved, problem, control, out, as_json)
    summary = {
        "ok": True,
        "status": solved.plan.status,
        "out": str(out),
        "seconds": round(control.seconds(), 2),
        "stages": [stage.model_dump() for stage in solved.plan.stages],
    }
    _print(as_json, summary, plan_lines(solved.plan, problem, out, control.seconds()))


def _explain_failure(
    solved: Solved, problem: Problem, control: Control, out: Path, as_json: bool
) -> NoReturn:
    """Say why there is no plan, and end."""
    from planner.main_job import why_not

    if solved.outcome == "no-time":
        _print(as_json, {"ok": False, "reason": "no-time"}, [NO_TIME_SAID], error=True)
        raise typer.Exit(NO_TIME)
    part = solved.part or problem
    conflict = why_not(part, control, out)
    lines = [*conflict.lines(part), f"说明已存入 {out / '无法编排.txt'}"]
    _print(as_json, {"ok": False} | conflict.as_data(part), lines, error=True)
    raise typer.Exit(NO_PLAN)


def _new_rows(place: Path | None, workbook: Path) -> tuple[Row, ...]:
    """Return the topics to find a place for, with ids that the workbook has not."""
    if place is None:
        return ()
    taken = read(workbook).problem
    return new_rows(place, [topic.id for topic in taken.topics] if taken else ())


def _read(workbook: Path, as_json: bool) -> Problem:
    """Return the workbook's problem and say what was read, or refuse it."""
    return _said(read(workbook), as_json)


def _said(result: ReadResult, as_json: bool) -> Problem:
    problem = _usable(result, as_json)
    typer.echo("\n".join([*result.notes, *problem_lines(result.problems)]), err=True)
    return problem


def _refuse_file(out: Path) -> None:
    """Refuse an output folder that is a file, before a minute of solving rather than after it."""
    if any(place.exists() and not place.is_dir() for place in (out, *out.parents)):
        raise CommandLineError(f"输出位置“{out}”是一个文件，不是文件夹，请换一个位置。")


def _refuse_place(out: Path) -> None:
    """Refuse an output folder that is a file, or that holds a plan already adopted."""
    _refuse_file(out)
    if adopted := adopted_below(out):
        raise CommandLineError(f"“{adopted[0]}”是已经采用的计划，不能覆盖。请换一个输出文件夹。")


def _with_emphasis(problem: Problem, name: str | None) -> Problem:
    """Return the problem under another emphasis than the workbook's, where one is asked for."""
    if name is None:
        return problem
    known = {emphasis.name: emphasis for emphasis in emphases_of(problem)}
    if name not in known:
        raise CommandLineError(f"没有侧重“{name}”；现有：{'、'.join(known)}")
    return problem.model_copy(update={"emphasis": known[name]})


@contextmanager
def _stopping(control: Control) -> Iterator[None]:
    """Let the first Ctrl-C ask for the best plan so far, and a second one end the program."""

    def stop(number: int, frame: FrameType | None) -> None:
        if control.stopped.is_set():
            raise KeyboardInterrupt
        typer.echo("正在停止，保留目前最好的计划……（再按一次 Ctrl-C 立即退出）", err=True)
        control.stop()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _usable(result: ReadResult, as_json: bool) -> Problem:
    """Return the problem, or refuse the workbook with everything that is wrong with it."""
    if result.problem is None:
        _refuse(result.problems, as_json)
    return result.problem


def _refuse(
    problems: Iterable[InputProblem],
    as_json: bool,
    what: str = "工作簿",
    marked: Path | None = None,
) -> NoReturn:
    found = list(problems)
    lines = [*problem_lines(found, what, bool(marked)), *marked_lines(marked)]
    data = {"ok": False, "problems": _plain(found)} | ({"marked": str(marked)} if marked else {})
    _print(as_json, data, lines, error=True)
    raise typer.Exit(BAD_INPUT)


def _plain(problems: Iterable[InputProblem]) -> list[dict[str, Any]]:
    return [asdict(problem) for problem in problems]


def _print(as_json: bool, data: Any, lines: list[str], error: bool = False) -> None:
    """Print JSON alone on standard output, or lines: on standard error where something failed."""
    if as_json:
        typer.echo(json.dumps(data, ensure_ascii=False, indent=1, default=str))
    else:
        typer.echo("\n".join(lines), err=error)


def main() -> None:
    """Run the command line; every failure is a sentence and an exit code, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        code = app(standalone_mode=False)
    except (typer.Abort, KeyboardInterrupt):
        code = 130
    except typer.TyperException as error:
        typer.echo(usage_line(error), err=True)
        code = BAD_INPUT
    except FileBusyError as error:
        typer.echo(str(error), err=True)
        code = BAD_INPUT
    except InternalCheckError as error:
        typer.echo(
            "程序自检没有通过，未输出计划。请把 internal-check.json 连同工作簿交给维护者：",
            err=True,
        )
        typer.echo("\n".join(f"  · {fault}" for fault in error.faults), err=True)
        code = INTERNAL
    sys.exit(code or DONE)
