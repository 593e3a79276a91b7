"""comparison.xlsx: the same tables as the page, for those who go on with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from outputs import chart_parts
from outputs.comparison import differences, price, tables
from outputs.comparison.charts import charts
from outputs.comparison.compared import Compared, Comparison
from outputs.comparison.words import sentences
from outputs.excel import Band, Column, Row, Table, add_table, new_workbook, sheet_names, width_of
from planner.files import replace_file

_WIDEST, _NARROWEST = 44.0, 8.0


def write_comparison_workbook(comparison: Comparison, path: Path) -> None:
    """Write the workbook.

    Raises
    ------
    planner.files.FileBusyError
        Where the file is open elsewhere or its folder cannot be written.
    """
    title = f"{comparison.organisation}{comparison.first.plan.year}年度协商计划方案比较"
    workbook = new_workbook(title, comparison.organisation)
    found = list(_tables(comparison, title))
    names = sheet_names(table.name for table in found)
    for name, table in zip(names, found, strict=True):
        add_table(workbook, Table(name, *_rest(table)))
    with replace_file(path) as temporary:
        workbook.save(temporary)


def _rest(
    table: Table,
) -> tuple[tuple[str, ...], tuple[Column, ...], tuple[Row, ...], tuple[str, ...]]:
    return table.titles, table.columns, table.rows, table.notes


def _tables(comparison: Comparison, title: str) -> Iterator[Table]:
    yield _summary(comparison, title)
    yield _measures(comparison, title)
    drawn = charts(comparison)
    for name, table in (
        ("价格", price.prices(comparison)),
        ("领导用时", price.leaders(comparison)),
        ("相差", tables.distances(comparison)),
        ("议题不同", differences.topics(comparison)),
        ("场次不同", differences.sessions(comparison)),
        ("委员不同", differences.people(comparison)),
        *(
            ("日期" if k.startswith("calendars") else c.table.caption, c.table)
            for k, c in drawn.items()
        ),
    ):
        yield _plain(name, title, table)
    for plan in comparison.plans:
        yield _plan(plan, title)


def _summary(comparison: Comparison, title: str) -> Table:
    rows: list[Row] = []
    for plan in comparison.plans:
        rows.append(Band(plan.name))
        rows += [(words[0], words[2:]) for words in sentences(plan, comparison)]
        rows += [("注", words) for words in plan.remarks]
    notes = (
        *(f"{'、'.join(names)} 是同一份计划。" for names in differences.same_plans(comparison)),
        *comparison.notes,
    )
    return Table(
        "概要", (title, "概要"), (Column("", 6, True), Column("说明", 130)), tuple(rows), notes
    )


def _measures(comparison: Comparison, title: str) -> Table:
    rows: list[Row] = []
    group = ""
    for side in tables.side_by_side(comparison):
        if side.group != group:
            group = side.group
            rows.append(Band(group))
        cells = (f"{tables.BEST} {words}" if is_best else words for words, is_best in side.cells)
        rows.append((side.name, *cells))
    columns = (Column("指标", 28), *(Column(plan.name, 26) for plan in comparison.plans))
    notes = (f"{tables.BEST} 各份中最好；各份相同的不标。“未写明”的不参加比较。",)
    return Table("指标", (title, "指标对照"), columns, tuple(rows), notes)


def _plain(name: str, title: str, table: chart_parts.Table) -> Table:
    columns = tuple(
        Column(head, _width([head, *(row[number] for row in table.rows)]))
        for number, head in enumerate(table.columns)
    )
    return Table(name, (title, table.caption), columns, tuple(table.rows))


def _width(texts: list[str]) -> float:
    return min(_WIDEST, max(_NARROWEST, *(width_of(text) + 2.0 for text in texts)))


def _plan(plan: Compared, title: str) -> Table:
    programme = tables.programme(plan)
    table = _plain(f"方案 {plan.name}", title, programme)
    outside = tables.left_out(plan)
    notes = (
        f"{outside.caption}：" + "；".join(f"{row[0]}（{row[1]}级）" for row in outside.rows),
        *(f"没有守住：{words}" for words in tables.broken(plan)),
        *(f"偏离：{words}" for words in tables.deviations(plan)),
    )
    return Table(
        table.name, (title, f"{plan.name}：{programme.caption}"), table.columns, table.rows, notes
    )
