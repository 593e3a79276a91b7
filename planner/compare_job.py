"""`planner compare`: plans from their folders, last year's and hand-made ones, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from inputs.plan_file import read_plan
from inputs.plan_folder import PlanSource, plan_sources
from inputs.problems import InputErrors, InputProblem
from inputs.reader import read_workbook
from outputs.comparison.compared import Compared, Comparison
from planner.check import judge
from planner.domain import Problem
from planner.plan import Plan

FEWEST = 2


def read_comparison(
    paths: Sequence[Path], workbook: Path | None = None, last_year: Path | None = None
) -> Comparison:
    """Read the plans that the paths name and judge each anew.

    Parameters
    ----------
    paths:
        Folders of plans or of alternatives, plan.json files, workbooks 年度协商计划.xlsx.
    workbook:
        The input workbook; None: its copy beside a plan.
    last_year:
        Last year's plan, in any of the same forms.

    Raises
    ------
    InputErrors
        With all that is wrong: a folder with no plan, plans of different years or organisations,
        a file that cannot be read.
    """
    problems: list[InputProblem] = []
    sources: list[PlanSource] = []
    for path in paths:
        try:
            sources += plan_sources(path)
        except InputErrors as errors:
            problems += errors.problems
    if not problems and len(sources) < FEWEST:
        problems.append(_problem("plans-few", "", "只有一份计划，没有可比的。", "请给两份以上。"))
    if problems:
        raise InputErrors(problems)
    problem = _problem_of(sources, workbook)
    compared: list[Compared] = []
    for name, source in zip(_names(sources), sources, strict=True):
        try:
            compared.append(_compared(name, source, problem))
        except InputErrors as errors:
            problems += errors.problems
    problems += _misfits(compared, problem)
    if problems:
        raise InputErrors(problems)
    if last_year is not None:
        compared.append(_of_last_year(last_year, problem))
    return Comparison(tuple(compared))


def _problem_of(sources: Iterable[PlanSource], workbook: Path | None) -> Problem:
    found = workbook or next((s.workbook for s in sources if s.workbook is not None), None)
    if found is None:
        why = "计划旁边没有工作簿的副本，认不出计划里的议题和人员。"
        raise InputErrors(
            [_problem("workbook-missing", "", why, "请用 --input 指明编计划用的工作簿。")]
        )
    return read_workbook(found)


def _compared(name: str, source: PlanSource, problem: Problem) -> Compared:
    plan = source.plan() if source.is_json else read_plan(source.file, problem)
    verdicts = judge(plan, problem)
    remarks = list(_remarks(source, plan, problem))
    broken = sum(not verdict.holds for verdict in verdicts)
    if source.edited:
        checked = f"有 {broken} 条规则没有守住" if broken else "每一条规则仍守住"
        remarks.insert(
            0, f"plan.json 生成后被改动过，已重新逐条核对：{checked}。所写的目标值和证明不再可靠。"
        )
        plan = plan.replace(status="feasible", stages=())
    return Compared(name, plan, problem, verdicts, tuple(remarks))


def _remarks(source: PlanSource, plan: Plan, problem: Problem) -> Iterable[str]:
    if source.adoption is not None:
        yield (
            f"已采用：第 {source.adoption.version} 版，{source.adoption.by}，{source.adoption.time[:10]}。"
        )
    if not source.is_json:
        yield f"由“{source.file.name}”读回；表里没有写的按“未写明”。"
    if plan.input_sha256 and plan.input_sha256 != problem.input_sha256:
        yield "编成它的工作簿与这里用的内容不同，指标按这里的工作簿计算。"


def _misfits(compared: Sequence[Compared], problem: Problem) -> list[InputProblem]:
    """Return what forbids comparing: another year's plan, or another organisation's."""
    ours = problem.settings.organisation
    found = []
    for one in compared:
        if one.plan.year != problem.year:
            found.append(
                _problem(
                    "plan-other-year",
                    one.name,
                    f"是 {one.plan.year} 年的计划，工作簿和其余各份是 {problem.year} 年的。",
                    "上年的计划请用 --last-year 指明；否则请去掉这一份。",
                )
            )
        if one.plan.organisation not in ("", ours):
            found.append(
                _problem(
                    "plan-other-organisation",
                    one.name,
                    f"是“{one.plan.organisation}”的计划，工作簿是“{ours}”的。",
                    "请只比较同一机构的计划。",
                )
            )
    return found


def _of_last_year(path: Path, problem: Problem) -> Compared:
    """Return last year's plan; named by its own workbook where that lies beside it.

    Raises
    ------
    InputErrors
        Where it cannot be read, is no plan of the year before, or another organisation's.
    """
    (source, *_) = plan_sources(path)
    its_own = read_workbook(source.workbook) if source.workbook is not None else problem
    plan = source.plan() if source.is_json else read_plan(source.file, its_own)
    problems = []
    if plan.year != problem.year - 1:
        why = f"是 {plan.year} 年的计划，上年应是 {problem.year - 1} 年。"
        problems.append(_problem("plan-other-year", source.name, why, "请给上年的计划。"))
    if plan.organisation not in ("", problem.settings.organisation):
        why = f"是“{plan.organisation}”的计划。"
        problems.append(_problem("plan-other-organisation", source.name, why, "请给本机构的。"))
    if problems:
        raise InputErrors(problems)
    known = its_own.year == plan.year
    remarks = () if known else ("上年计划旁边没有工作簿的副本，人员和单位按今年的工作簿认。",)
    verdicts = judge(plan, its_own) if known else ()
    return Compared(f"上年（{plan.year}）", plan, its_own, verdicts, remarks, of_other_year=True)


def _names(sources: Sequence[PlanSource]) -> list[str]:
    """Return a name for each plan, the folder's number aside where that leaves them apart."""
    plain = [source.name.partition("-")[2] or source.name for source in sources]
    names = plain if len(set(plain)) == len(plain) else [source.name for source in sources]
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return found


def _problem(code: str, value: str, why: str, cure: str) -> InputProblem:
    return InputProblem(code, "", "", value, why, cure)
