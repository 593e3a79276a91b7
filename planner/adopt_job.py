"""`planner adopt`: one plan becomes a version, and what is issued from then on carries it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from inputs.plan_folder import PlanSource, plan_sources
from inputs.problems import InputErrors, InputProblem
from inputs.reader import read_workbook
from outputs.folder import write_all
from planner.check import judge
from planner.files import replace_file
from planner.plan_files import (
    ADOPTED_FILE,
    BATCH_FILE,
    RUN_FILE,
    Adoption,
    adopted_below,
    adoption_of,
    read_json,
    sha256,
)

FINDINGS = 10
"""How many findings of a plan that breaks rules are printed."""


def adopt(path: Path, by: str, now: datetime) -> tuple[Adoption, Sequence[str]]:
    """Freeze a plan's folder as the next version and write there all that is issued of it.

    Return the record, and what is to be known of it: that plan.json was edited before.

    Raises
    ------
    InputErrors
        Where there is no plan, it is adopted already, its workbook is missing or another, or it
        breaks a rule.
    planner.files.FileBusyError
        Where a file is open elsewhere.
    """
    source = _source(path)
    folder = source.file.parent
    if source.adoption is not None:
        raise _refused(
            "plan-adopted",
            folder,
            f"已于 {source.adoption.time[:10]} 由{source.adoption.by}采用为第 {source.adoption.version} 版。",
            "版次不能改。要采用另一份，请另选文件夹。",
        )
    plan = source.plan()
    if source.workbook is None:
        raise _refused(
            "workbook-missing", folder, "旁边没有工作簿的副本，无法核对。", "请重新 planner solve。"
        )
    problem = read_workbook(source.workbook)
    if plan.input_sha256 != problem.input_sha256:
        raise _refused(
            "workbook-other",
            folder,
            f"编成这份计划的工作簿与“{source.workbook.name}”内容不同。",
            "请用原来的工作簿，或重新求解后再采用。",
        )
    version = 1 + max((a.version for a in _adoptions(folder)), default=0)
    plan = plan.replace(version=version, compliance=judge(plan, problem))
    broken = [f"{c.rule}：{words}" for c in plan.compliance for words in c.findings]
    if broken:
        more = f"……另有 {len(broken) - FINDINGS} 处。" if len(broken) > FINDINGS else ""
        raise _refused(
            "plan-broken",
            folder,
            f"有规则没有守住：{'；'.join(broken[:FINDINGS])}{more}",
            "请改正计划，或重新求解后再采用。",
        )
    digest = hashlib.sha256(plan.to_json().encode("utf-8")).hexdigest()
    adoption = Adoption(
        version=version,
        time=now.astimezone().isoformat(timespec="seconds"),
        by=by,
        input_sha256=sha256(source.workbook),
        plan_sha256=digest,
    )
    run = read_json(folder / RUN_FILE)
    # Each plan is made for its own emphasis; the words of its outputs come from the plan itself.
    write_all(plan, problem, folder, run if isinstance(run, dict) else {}, source.workbook)
    with replace_file(folder / ADOPTED_FILE) as temporary:
        temporary.write_text(adoption.to_json(), encoding="utf-8")
    remarks = (
        ["plan.json 生成后被改动过；已重新逐条核对，每一条规则都守住。"] if source.edited else []
    )
    return adoption, remarks


def _source(path: Path) -> PlanSource:
    sources = plan_sources(path)
    if len(sources) > 1:
        names = "、".join(source.name for source in sources)
        raise _refused(
            "plan-several", path, f"里面有 {len(sources)} 份计划：{names}。", "请指明一份。"
        )
    (source,) = sources
    if not source.is_json:
        raise _refused(
            "plan-not-json",
            path,
            "只有程序生成的计划（plan.json）可以采用。",
            "请先 planner solve。",
        )
    return source


def _adoptions(folder: Path) -> list[Adoption]:
    """Return the adoptions of the folder and of those beside it: one year's versions.

    Beside a folder of a batch stand other counties, each with versions of its own.
    """
    if (folder / BATCH_FILE).is_file():
        return [a for a in (adoption_of(folder),) if a]
    return [a for place in adopted_below(folder.resolve().parent) if (a := adoption_of(place))]


def _refused(code: str, path: Path, why: str, cure: str) -> InputErrors:
    return InputErrors([InputProblem(code, "", "", str(path), why, cure)])
