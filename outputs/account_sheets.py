"""The sheets that account for the plan: 工作量, 合规核对, 未入选说明, 偏离事项, 目标与证明."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from constraints.rule import FORCE_WORDS, KIND_WORDS
from inputs.profile import find_profile, profile_ids
from outputs.duties import ATTENDS, RESEARCHES, counts
from outputs.excel import DATE_WIDTH, Band, Column, Row, Table
from outputs.labels import Labels
from planner.domain import Problem
from planner.plan import Plan, Stage
from planner.plan_words import (
    COLUMNS,
    DEVIATIONS,
    LEFT_OUT,
    PRICE,
    SENSES,
    TERMS,
    price_words,
    stage_word,
)

WORKLOAD = "工作量"
COMPLIANCE = "合规核对"
OBJECTIVES = "目标与证明"

OTHER_DOCUMENTS = {
    "farm": "某农场《“好商量”协商议事工作规则（试行）》",
    "yangzhou": "扬州市政协党组《关于建好用好“有事好商量”协商议事室的实施意见》（2020）",
    "sanyou": "某乡《基层民主协商“三有”活动实施方案》",
}
"""Documents that rules are taken from, beside the profiles': short name → title."""

_WORKLOAD_COLUMNS = (
    Column("类别", 10, centred=True),
    Column("编号", 10, centred=True),
    Column("名称", 20),
    Column("界别或职务", 22),
    *(Column(name, 7, centred=True) for name in ("牵头", "协办", "分管", "主持")),
    *(Column(name, 10, centred=True) for name in ("出席场次", "参加调研", "负责节点")),
    Column("往年参加次数", 14, centred=True),
    Column("年度上限", 10, centred=True),
)


def account_sheets(plan: Plan, problem: Problem) -> tuple[Table, ...]:
    """Return the sheets that leadership reads beside the plan, in order."""
    return (
        _workload(plan, problem),
        _compliance(plan, problem),
        _left_out(plan, problem),
        _deviations(plan, problem),
        _objectives(plan, problem),
    )


def _title(plan: Plan, problem: Problem, name: str) -> str:
    return f"{plan.organisation or problem.settings.organisation}{plan.year}年度　{name}"


# -- workload --------------------------------------------------------------------------------------
def _workload(plan: Plan, problem: Problem) -> Table:
    return Table(
        name=WORKLOAD,
        titles=(_title(plan, problem, WORKLOAD),),
        columns=_WORKLOAD_COLUMNS,
        rows=tuple(_workload_rows(plan, problem)),
        notes=(
            "注：“出席场次”不计全体会议本身，计全会合并场次的发言；领导的“年度上限”为主持上限，"
            "委员和专家的为邀请上限，承办单位的为承办上限。",
        ),
    )


def _workload_rows(plan: Plan, problem: Problem) -> Iterator[Row]:
    done = counts(plan, problem)
    people = [x.id for x in problem.leaders]
    people += [m.id for m in problem.members]
    people += [e.id for e in problem.experts]
    done = done.reindex(
        sorted({*done.index, *people, *(b.name for b in problem.bodies)}), fill_value=0
    )

    def own(who: str) -> tuple[int | None, ...]:
        return tuple(int(n) or None for n in done.loc[[who]].to_numpy()[0])

    def busiest(ids: Iterable[str]) -> list[str]:
        mine = done.loc[sorted(ids)]
        order = mine.sort_values([ATTENDS, RESEARCHES], ascending=False, kind="stable")
        return [str(i) for i in order.index]

    yield Band("承办单位")
    for b in problem.bodies:
        yield b.kind, "", b.name, b.head_name, *own(b.name), None, b.annual_cap
    yield Band("领导")
    for x in problem.leaders:
        shown = x.id if x.id != x.name else ""
        yield x.side, shown, x.name, x.post, *own(x.id), None, x.host_cap
    yield Band("委员（受邀多的在前）")
    for i in busiest(m.id for m in problem.members):
        m = problem.member(i)
        yield "委员", m.id, m.name, m.sector, *own(i), m.times_before, m.cap
    if problem.experts:
        yield Band("专家")
        for i in busiest(e.id for e in problem.experts):
            e = problem.expert(i)
            yield "专家", e.id, e.name, e.unit, *own(i), None, e.cap


# -- compliance ------------------------------------------------------------------------------------
def _compliance(plan: Plan, problem: Problem) -> Table:
    labels = Labels(problem)
    rows: list[Row] = []
    for verdict in plan.compliance:
        says = [*verdict.findings, *verdict.notes]
        result = "符合" if verdict.holds else f"不符合（{len(verdict.findings)}处）"
        if not verdict.checked and verdict.holds:
            result = "本年不涉及"
        rows.append(
            (
                labels.rule(verdict.rule),
                verdict.source,
                KIND_WORDS.get(verdict.kind, verdict.kind),
                FORCE_WORDS.get(verdict.force, verdict.force),
                verdict.checked,
                result,
                "\n".join(says),
            )
        )
    notes = [f"依据中的“{name}”：{document}。" for name, document in cited_documents(plan).items()]
    notes.append(
        "力度：必须——来源文件写明必须；一般——来源文件写“一般”“原则上”“左右”；可——来源文件写“可”；"
        "约定——办公室可在“规则”表改。"
    )
    return Table(
        name=COMPLIANCE,
        titles=(_title(plan, problem, "合规核对（逐条）"),),
        columns=(
            Column("规则", 18),
            Column("依据", 26),
            Column("性质", 12, centred=True),
            Column("力度", 8, centred=True),
            Column("核对处数", 10, centred=True),
            Column("结论", 14, centred=True),
            Column("说明", 74),
        ),
        rows=tuple(rows),
        notes=tuple(notes),
        empty="尚未核对",
    )


def cited_documents(plan: Plan) -> dict[str, str]:
    """Return what the short names in the sources of the plan's verdicts stand for."""
    profiles = [find_profile(name) for name in profile_ids()]
    known = OTHER_DOCUMENTS | {p.id: p.document for p in profiles if p}
    cited = " ".join(verdict.source for verdict in plan.compliance)
    names = dict.fromkeys((*profile_ids(), *OTHER_DOCUMENTS))
    return {name: known[name] for name in names if re.search(rf"(?<![a-z]){name} ", cited)}


def _left_out(plan: Plan, problem: Problem) -> Table:
    labels = Labels(problem)
    topics = {t.id: t for t in problem.topics}
    priced = any(left.price for left in plan.left_out)
    rows: list[Row] = []
    for left in plan.left_out:
        topic = topics.get(left.topic)
        rows.append(
            (
                left.topic,
                labels.topic(left.topic),
                "、".join(topic.proposers) if topic else "",
                topic.importance if topic else None,
                labels.rule(left.reason),
                left.text,
                "、".join(labels.rule(r) for r in left.rules),
                *((price_words(left.price),) if priced else ()),
            )
        )
    names = (*COLUMNS[LEFT_OUT], *((PRICE,) if priced else ()))
    pairs = zip(names, (9, 46, 18, 9, 14, 52, 22, 52), strict=False)
    return Table(
        name=LEFT_OUT,
        titles=(_title(plan, problem, "未入选议题及原因"),),
        columns=tuple(Column(n, w, n in {"议题编号", "重要程度", "原因"}) for n, w in pairs),
        rows=tuple(rows),
        empty="所有候选议题都已入选",
    )


def _deviations(plan: Plan, problem: Problem) -> Table:
    labels = Labels(problem)
    rows = tuple(
        (
            number,
            labels.rule(d.rule),
            d.session,
            d.text,
            d.reason,
            d.days_missing or None,
            d.latest_approval,
            "",
            "",
            "",
        )
        for number, d in enumerate(plan.deviations, start=1)
    )
    widths = (6, 12, 14, 52, 28, 8, DATE_WIDTH, 22, 14, DATE_WIDTH)
    centred = {"序号", "规则", "场次", "少几天", "最迟批准日期"}
    pairs = zip(COLUMNS[DEVIATIONS], widths, strict=True)
    return Table(
        name=DEVIATIONS,
        titles=(_title(plan, problem, "偏离事项（呈主席签批）"),),
        columns=tuple(Column(n, w, n in centred) for n, w in pairs),
        rows=rows,
        empty="没有偏离事项",
        least_height=48,
    )


# -- objectives ------------------------------------------------------------------------------------
def _objectives(plan: Plan, problem: Problem) -> Table:
    rows = tuple(
        (
            number,
            stage_word(stage.name),
            SENSES[stage.sense],
            stage.value,
            stage.bound,
            _proof(stage),
            "；".join(_terms(stage)),
        )
        for number, stage in enumerate(plan.stages, start=1)
    )
    proven = "各目标均已证明最优" if plan.status == "optimal" else "尚有目标未证明最优"
    return Table(
        name=OBJECTIVES,
        titles=(_title(plan, problem, "目标与证明"),),
        columns=(
            Column("先后", 7, centred=True),
            Column("目标", 18),
            Column("方向", 12, centred=True),
            Column("本计划的数值", 14, centred=True),
            Column("已证明的界", 14, centred=True),
            Column("结论", 28),
            Column("其中", 70),
        ),
        rows=rows,
        notes=(
            f"本计划：{proven}。" if plan.stages else "本计划不是由求解得出的。",
            "各目标按先后逐个求解：先求前一个并证明，再在不降低它的前提下求后一个。",
        ),
        empty="没有求解记录",
    )


def _proof(stage: Stage) -> str:
    if stage.value == stage.bound:
        return "已证明最优"
    return f"与界相差 {abs(stage.bound - stage.value)}，尚未证明"


def _terms(stage: Stage) -> Iterable[str]:
    return (f"{TERMS.get(name, name)} {value}" for name, value in stage.terms.items())
