"""规则, its rows 侧重 → the office's own emphases: which stage comes first, and what weighs how much.

A row such as 侧重 | 我县优先 | 民生议题、议题价值、离建议月份的月数=60. A stage is one of those that some
emphasis of the program has, by its Chinese word; an item with a number is an objective term's weight.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from inputs.cell_text import did_you_mean, match_key, name_text, split
from inputs.problems import ProblemList
from inputs.profile import DEFAULT_EMPHASIS, load_emphases
from inputs.reading.names import Lookup
from inputs.reading.rows import Row, Tables
from inputs.sheets.kind import CellError, Reading
from inputs.sheets.kinds import Integer
from inputs.sheets.year import OWN_EMPHASIS
from planner.domain import Emphasis, EmphasisStage
from planner.plan_words import STAGES, TERMS

FIRST = "deviations"
"""The stage that comes before all others, whatever the office puts first."""
INSTEAD = {"people-cover": "people"}
"""A stage → the one whose place it takes: they seat the same people by different weights."""
MODELS = ("programme", "meetings", "people")
"""The models in the order in which they are solved."""
WEIGHT = Integer(0, 1000)

_EQUALS = re.compile(r"[=＝:：]")


@dataclass
class _Draft:
    """What the rows of one name say so far: each stage and each weight with the row it stands in."""

    name: str
    stages: dict[str, Row] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)
    weighed_in: dict[str, Row] = field(default_factory=dict)


def is_emphasis_row(row: Row) -> bool:
    """Whether a row of the sheet 规则 is about an emphasis and not about a rule's parameter."""
    keys = {match_key(OWN_EMPHASIS), "emphasis"}
    return any(match_key(name) in keys for name in row.many("规则"))


def read_emphases(tables: Tables, problems: ProblemList) -> tuple[Emphasis, ...]:
    """Return the office's own emphases in the order in which they are first named.

    Rows of the same name continue one another. One with an error is returned too, so that the
    cell that cites it is not reported as well.
    """
    built_in = {match_key(name) for name in load_emphases()}
    drafts: dict[str, _Draft] = {}
    refused: set[str] = set()
    for row in filter(is_emphasis_row, tables["规则"]):
        name = name_text(row.text("参数"))
        draft = drafts.setdefault(match_key(name), _Draft(name))
        if not _is_new_name(row, name, built_in, problems):
            refused.add(match_key(name))
        if row.has("协商形式"):
            problems.add(
                row.problem(
                    "emphasis-form",
                    "协商形式",
                    "侧重管全年各种形式，不能只给一种形式。",
                    "请清空这一格。",
                )
            )
        _read_items(row, draft, problems)
    for draft in drafts.values():
        _look_at_whole(draft, problems)
    return tuple(_emphasis(draft) for key, draft in drafts.items() if key not in refused)


def _is_new_name(row: Row, name: str, built_in: set[str], problems: ProblemList) -> bool:
    """Return whether an emphasis can be called so; a missing name is reported already."""
    if match_key(name) in built_in:
        problems.add(
            row.problem(
                "emphasis-built-in",
                "参数",
                "是随程序提供的侧重，不能改写。",
                f"请另起一个名称，如“我县{name}”。",
            )
        )
        return False
    if name and (len(split(name)) != 1 or len(name.split()) != 1):
        problems.add(
            row.problem(
                "emphasis-name",
                "参数",
                "侧重的名称里不能有空格、顿号、逗号、分号或换行。",
                "请改成一个词，如“我县优先”。",
            )
        )
    return bool(name)


def _read_items(row: Row, draft: _Draft, problems: ProblemList) -> None:
    """Add what the cell 值 says to the draft; report each item that says nothing known."""
    stages, terms = _stage_names(), _term_names()
    for item in _items(row.text("值")):
        word, *number = _EQUALS.split(item, maxsplit=1)
        stage, term = next(iter(stages.find(word)), ""), next(iter(terms.find(word)), "")
        if number and term:
            _weigh(row, draft, term, item, number[0], problems)
        elif stage and not number:
            _add_stage(row, draft, stage, item, problems)
        else:
            why, cure = _unknown(word.strip(), bool(number), stage, term, stages, terms)
            problems.add(row.problem("emphasis-item", "值", why, cure, item))


def _items(text: str) -> tuple[str, ...]:
    """Return the items of a cell; a term whose word holds a separator stays one."""
    parts = list(split(text))
    for whole in (word for word in TERMS.values() if len(split(word)) > 1):
        pieces = [match_key(piece) for piece in split(whole)]
        for start in range(len(parts) - len(pieces) + 1):
            here = slice(start, start + len(pieces))
            *before, last = parts[here]
            found = [match_key(piece) for piece in (*before, _EQUALS.split(last, maxsplit=1)[0])]
            if found == pieces:
                parts[here] = ["、".join(parts[here])]
    return tuple(parts)


def _unknown(
    word: str, numbered: bool, stage: str, term: str, stages: Lookup, terms: Lookup
) -> tuple[str, str]:
    """Return why an item cannot be read, and the cure."""
    if term:
        return "是目标项，不是阶段，要写权重。", f"请写成“{TERMS[term]}=数”，或改成阶段的名称。"
    if stage:
        return "是阶段，阶段只排先后，不写数。", f"请只写“{STAGES[stage]}”。"
    known, what = (terms, "目标项") if numbered else (stages, "阶段")
    words = TERMS if numbered else STAGES
    names = "、".join(words[name] for name in (_terms() if numbered else _stages()))
    hint = did_you_mean(word, known.names())
    return f"没有这个{what}。", f"{hint}可写的{what}：{names}。"


def _add_stage(row: Row, draft: _Draft, stage: str, item: str, problems: ProblemList) -> None:
    known = _stages()
    if stage in draft.stages:
        first = draft.stages[stage].cells["值"]
        why = f"这个阶段在 {first} 已经写过。"
        problems.add(row.problem("id-twice", "值", why, "请删去一处。", item))
        return
    later = [s for s in draft.stages if _rank(known[s]) > _rank(known[stage])]
    if later:
        problems.add(
            row.problem(
                "emphasis-order",
                "值",
                f"总是先于“{STAGES[later[0]]}”求解，写在它后面不起作用。",
                f"“{STAGES[FIRST]}”总在最前，议题和日程、会前节点、人员依次求解，先后只在各步之内比较。",
                item,
                "warning",
            )
        )
    draft.stages[stage] = row


def _weigh(
    row: Row, draft: _Draft, term: str, item: str, number: str, problems: ProblemList
) -> None:
    if term in draft.weights:
        first = draft.weighed_in[term].cells["值"]
        why = f"“{TERMS[term]}”的权重在 {first} 已经写过。"
        problems.add(row.problem("id-twice", "值", why, "请删去一处。", item))
        return
    try:
        draft.weights[term] = WEIGHT.read(number, Reading())
    except CellError as error:
        why = f"“{TERMS[term]}”的权重{error.why}"
        problems.add(row.problem("value-invalid", "值", why, error.cure, item))
        return
    draft.weighed_in[term] = row


def _look_at_whole(draft: _Draft, problems: ProblemList) -> None:
    """Report what only all rows of an emphasis together can get wrong."""
    for one, other in INSTEAD.items():
        if one in draft.stages and other in draft.stages:
            problems.add(
                draft.stages[one].problem(
                    "emphasis-exclusive",
                    "值",
                    f"“{STAGES[one]}”代替“{STAGES[other]}”安排同样的人员，不能两个都写。",
                    "请删去一个。",
                    STAGES[one],
                )
            )
    stages = _ordered(draft)
    for term, row in draft.weighed_in.items():
        if not any(term in stage.weights for stage in stages):
            owners = [name for name, stage in _stages().items() if term in stage.weights]
            problems.add(
                row.problem(
                    "emphasis-idle",
                    "值",
                    f"侧重“{draft.name}”没有哪个阶段用到这一项。",
                    f"请写上阶段“{STAGES[owners[0]]}”，或删去这一项。",
                    TERMS[term],
                )
            )
    for stage in stages:
        if not _weighed(stage, draft.weights).weights:
            row = draft.weighed_in[next(reversed(stage.weights))]
            problems.add(
                row.problem(
                    "emphasis-empty",
                    "值",
                    f"阶段“{STAGES[stage.name]}”的各项都是 0，没有目标可求。",
                    "请至少留一项不是 0。",
                    "、".join(TERMS[term] for term in stage.weights),
                )
            )


def _emphasis(draft: _Draft) -> Emphasis:
    """Return the emphasis that a draft describes; its rooms are planned as the default does."""
    stages = tuple(_weighed(stage, draft.weights) for stage in _ordered(draft))
    default = load_emphases()[DEFAULT_EMPHASIS]
    return default.model_copy(update={"name": draft.name, "stages": stages})


def _ordered(draft: _Draft) -> list[EmphasisStage]:
    """Return the stages named, then those of the default not named, in each model."""
    known = _stages()
    replaced = {INSTEAD[name] for name in draft.stages if name in INSTEAD}
    rest = [s.name for s in load_emphases()[DEFAULT_EMPHASIS].stages if s.name not in replaced]
    names = dict.fromkeys((*draft.stages, *rest))
    return sorted((known[name] for name in names), key=_rank)


def _rank(stage: EmphasisStage) -> tuple[int, bool]:
    """Return where a stage stands before the office's own order counts."""
    return MODELS.index(stage.model), stage.name != FIRST


def _weighed(stage: EmphasisStage, weights: Mapping[str, int]) -> EmphasisStage:
    """Return a stage with other weights: 0 drops a term, what is a deduction stays one."""
    sized = {
        term: (1 if before > 0 else -1) * weights.get(term, abs(before))
        for term, before in stage.weights.items()
    }
    return stage.model_copy(update={"weights": {t: w for t, w in sized.items() if w}})


def _stages() -> dict[str, EmphasisStage]:
    """Return the stages that the program's emphases have, by name."""
    found: dict[str, EmphasisStage] = {}
    for emphasis in load_emphases().values():
        for stage in emphasis.stages:
            found.setdefault(stage.name, stage)
    return found


def _terms() -> tuple[str, ...]:
    """Return the objective terms of those stages."""
    return tuple(dict.fromkeys(term for stage in _stages().values() for term in stage.weights))


def _stage_names() -> Lookup:
    names = Lookup("阶段")
    for name in _stages():
        names.add(name, STAGES[name], number=name)
    return names


def _term_names() -> Lookup:
    names = Lookup("目标项")
    for name in _terms():
        names.add(name, TERMS[name], number=name)
    return names
