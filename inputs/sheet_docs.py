"""docs/工作簿.md: every sheet and column, for the office, made from their declarations."""

from __future__ import annotations

from inputs.markdown import table
from inputs.profile import load_profile, profile_ids
from inputs.sheets import EXAMPLE_MARK, SHEETS, Column, Sheet
from inputs.sheets.year import CONTENT, ITEM

_HEAD = """# 工作簿怎么填

本文件由程序生成（`python -m inputs.docs`），请勿手改。

- 用 `planner template 空白工作簿.xlsx` 生成空白工作簿，表名、列名与下面一致。
- 表和列的次序可以变；不认识的列只作备注保留，并提醒一次；没有的可选表、可选列取默认值。
- 一格里填多个值，用 、 ， , ； ; 或换行隔开。
- 人和单位填编号或名称；有人同名时，引用他的格子要填编号。
- 全角、半角和空格不影响识别。
- 日期可写 2027-3-5、2027/3/5、2027.3.5、2027年3月5日；月份可写 3、3月、5、6、5-6月、第二季度。
- 以“示例”开头的行读取时跳过。
- 所有问题一次列出，每个写明表、格、看到的值、原因和改法；有错误时不编排，什么文件也不写。
"""


def sheet_docs() -> str:
    """Return the Markdown text."""
    parts = [_HEAD]
    for sheet in SHEETS:
        parts.append(_sheet(sheet))
    return "\n".join(parts)


def _sheet(sheet: Sheet) -> str:
    must = "必有。" if sheet.required else "可没有。"
    only = _only(sheet)
    shape = f"两列：{ITEM}、{CONTENT}，每行一项。" if sheet.layout == "pairs" else ""
    first = ITEM if sheet.layout == "pairs" else "列"
    rows = [_column(column) for column in sheet.columns]
    body = table((first, "必填", "格式", "说明", "不填时", "例"), rows)
    return f"## {sheet.name}\n\n{sheet.note}{shape}{must}{only}\n\n{body}"


def _only(sheet: Sheet) -> str:
    """Say which rule profiles use a sheet that not all of them use."""
    if not sheet.serves:
        return ""
    profiles = [load_profile(i) for i in profile_ids()]
    users = [p.name for p in profiles if sheet.is_used(form.id for form in p.forms)]
    if not users:
        return f"现有规则方案没有{sheet.serves}，填了会被退回，请不要填。"
    return f"只有含{sheet.serves}的规则方案（{'、'.join(users)}）用它；别的方案填了会被退回。"


def _column(column: Column) -> tuple[str, ...]:
    return (
        f"**{column.name}**" if column.required else column.name,
        "是" if column.required else "",
        column.kind.words,
        column.note,
        "" if column.required else column.blank or "空",
        str(column.example).removeprefix(EXAMPLE_MARK).lstrip("："),
    )
