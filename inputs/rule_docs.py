"""docs/规则参数.md: every rule with its source and force, and every parameter with its article."""

from __future__ import annotations

from constraints.book import RULE_BOOK
from constraints.rule import FORCE_WORDS, KIND_WORDS, Parameter, Rule
from inputs.markdown import table
from inputs.profile import Profile, load_emphases, load_profile, profile_ids, rule_sources
from planner.domain import Emphasis
from planner.plan_words import SENSES, TERMS, stage_word

_MODELS = {"programme": "安排场次", "meetings": "安排筹备会议", "people": "安排人员"}

_HEAD = """# 规则与参数

本文件由程序生成（`python -m inputs.docs`），请勿手改。

- 性质：硬约束在每个计划中都成立；优化目标越小（或越大）越好；生成并核对的，由程序排出，再按条文逐项重算。
- 效力：必须；一般（条文写“一般”“原则上”“左右”“尽量”）；可；约定（条文没有，按惯例，办公室可改）。
- 在工作簿“规则”表里写规则名、参数名和新的值，就能改动；写了协商形式的，只改那一种形式。
"""

_OWN = """按次序求解：前一阶段求到最优、锁定后，再求下一阶段；权重只在同一阶段内比较。
三步（安排场次、安排筹备会议、安排人员）依次求解，各阶段的先后只在本步之内起作用。

县里可以在工作簿的“规则”表写自己的侧重：“规则”填 侧重，“参数”填它的名称，“值”写下表中的阶段和权重；
同名的几行前后相接；再在“基本信息”的“侧重”里写这个名称。如：

| 规则 | 协商形式 | 参数 | 值 |
| --- | --- | --- | --- |
| 侧重 | | 我县优先 | 民生议题、议题价值、日程均衡 |
| 侧重 | | 我县优先 | 离建议月份的月数=60、议题来源不匀=0 |

- 写了的阶段按所写的先后；没有写的，照“均衡”的次序排在后面。“提前期缺口”总在最前。
- “委员覆盖”代替“参会人员”，两个只写一个。
- “目标项=数”改权重，数是 0—1000 的整数，0 是不计这一项；有这一项的阶段都改。“题式不匹配”总是扣分。
- 各协商室照“均衡”编排。
"""


def rule_docs() -> str:
    """Return the Markdown text."""
    profiles = [load_profile(profile_id) for profile_id in profile_ids()]
    parts = [_HEAD, "## 规则\n", _rules(profiles), "## 参数\n", _parameters(profiles)]
    parts += ["## 侧重\n", _OWN, *(_emphasis(emphasis) for emphasis in load_emphases().values())]
    return "\n".join(parts)


def _rules(profiles: list[Profile]) -> str:
    rows = []
    sources = rule_sources(profiles, RULE_BOOK.values())
    for rule in RULE_BOOK.values():
        rows.append(
            (
                rule.name,
                f"`{rule.id}`",
                rule.said(county=True, rooms=True),
                KIND_WORDS[rule.kind],
                FORCE_WORDS[rule.force],
                sources[rule.id],
            )
        )
    return table(("规则", "代号", "内容", "性质", "效力", "出处"), rows)


def _parameters(profiles: list[Profile]) -> str:
    rows = []
    for rule in RULE_BOOK.values():
        for parameter in rule.parameters:
            rows.append(_row(rule, parameter, "所有形式", parameter.default, "约定"))
            for profile in profiles:
                names = {form.id: form.name for form in profile.forms}
                rows += [
                    _row(rule, parameter, names.get(v.form, "所有形式"), v.value, v.source)
                    for v in profile.parameters
                    if (v.rule, v.name) == (rule.id, parameter.name)
                ]
    header = ("规则", "参数", "代号", "协商形式", "值", "单位", "范围", "说明", "出处")
    return table(header, rows)


def _row(
    rule: Rule, parameter: Parameter, form: str, value: int | str | tuple[str, ...], source: str
) -> tuple[str, ...]:
    limits = ""
    if parameter.minimum is not None or parameter.maximum is not None:
        least = "" if parameter.minimum is None else str(parameter.minimum)
        most = "" if parameter.maximum is None else str(parameter.maximum)
        limits = f"{least}—{most}"
    shown = "、".join(value) if isinstance(value, tuple) else str(value)
    return (
        rule.name,
        parameter.label,
        f"`{rule.id}.{parameter.name}`",
        form,
        shown,
        parameter.unit,
        limits,
        parameter.text,
        source,
    )


def _emphasis(emphasis: Emphasis) -> str:
    rows = [
        (
            str(number),
            f"{stage_word(stage.name)} `{stage.name}`",
            _MODELS[stage.model],
            SENSES[stage.sense],
            "；".join(
                f"{TERMS[name]} `{name}` ×{weight}" for name, weight in stage.weights.items()
            ),
        )
        for number, stage in enumerate((*emphasis.stages, *emphasis.rooms), start=1)
    ]
    header = ("次序", "阶段", "哪一步", "方向", "各项与权重")
    return f"### {emphasis.name}\n\nroom- 开头的是每个协商室各自的阶段。\n\n{table(header, rows)}"
