"""Raw sheets matched with the declared ones, and read."""

from __future__ import annotations

from inputs.cell_text import match_key, near, shown
from inputs.problems import InputProblem, ProblemList
from inputs.profile import find_profile
from inputs.reading.cells import HEADER_ROWS, Cells, one_slip
from inputs.reading.pair_sheet import read_pairs
from inputs.reading.row_sheet import read_rows
from inputs.reading.rows import Table, Tables
from inputs.sheets import IGNORED_SHEETS, SHEETS, Sheet
from inputs.sheets.kind import Reading
from inputs.sheets.year import CONTENT, ITEM, YEAR
from inputs.workbook_file import RawSheet, Workbook


def read_tables(workbook: Workbook, problems: ProblemList) -> Tables:
    """Match the workbook's sheets with the declared ones and read every cell.

    基本信息 is read first: its 年度 is the year of a date whose year was left out.
    """
    tables = Tables({sheet.name: Table(sheet) for sheet in SHEETS})
    found = _match_sheets(workbook, problems, tables)
    tables.notes += workbook.notes
    hidden = [raw.name for raw in found.values() if raw.hidden]
    if hidden:
        tables.notes.append(f"{'、'.join(f'“{name}”' for name in hidden)}表被隐藏，仍已读入。")
    reading = Reading(day_zero=workbook.day_zero)
    for sheet in SHEETS:
        raw = found.get(sheet.name)
        if raw is None:
            continue
        table = tables[sheet.name]
        table.present = True
        cells = Cells(raw, sheet, problems, reading)
        if sheet.layout == "pairs":
            read_pairs(cells, table)
            reading.year = table.rows[0].number_in("年度")
        else:
            read_rows(cells, table, tables.notes)
    skipped = [f"“{t.sheet.name}”{t.examples} 行" for t in tables.by_name.values() if t.examples]
    if skipped:
        tables.notes.append(f"跳过示例：{'、'.join(skipped)}。")
    return tables


def _match_sheets(workbook: Workbook, problems: ProblemList, tables: Tables) -> dict[str, RawSheet]:
    """Return the raw sheet of each declared one; report those twice, missing, mistyped, unknown."""
    by_key = {match_key(sheet.name): sheet for sheet in SHEETS}
    ignored = {match_key(name) for name in IGNORED_SHEETS}
    found: dict[str, RawSheet] = {}
    unknown: list[RawSheet] = []
    for raw in workbook.sheets:
        sheet = by_key.get(match_key(raw.name))
        if sheet and sheet.name in found:
            why = f"“{sheet.name}”表有两张。"
            problems.add(InputProblem.of("sheet-twice", raw.name, why, "请合成一张。"))
        elif sheet:
            found[sheet.name] = raw
        elif match_key(raw.name) not in ignored:
            unknown.append(raw)
    forms = _forms_named(found.get(YEAR.name))
    missing = [s for s in SHEETS if s.name not in found and s.is_used(forms)]
    suspects = {sheet.name: _mistyped(sheet, unknown) for sheet in missing}
    for sheet in missing:
        suspect = suspects[sheet.name]
        if sheet.is_required(forms) or suspect:
            tables[sheet.name].complete = False
            # With no profile known, rooms alone may be meant, which need no county's sheet.
            if forms or suspect or not sheet.county:
                problems.add(_missing(sheet, suspect))
    named = {raw.name for raw in suspects.values() if raw}
    rest = [raw.name for raw in unknown if raw.name not in named]
    if rest:
        problems.add(
            InputProblem(
                "sheet-unknown",
                "",
                "",
                "、".join(rest),
                "是不认识的表，没有读取。",
                "如需读取，请用模板中的表名。",
                "warning",
            )
        )
    return found


def _forms_named(raw: RawSheet | None) -> frozenset[str]:
    """Return the forms of the profiles that 基本信息 names: they say which sheets are used."""
    if raw is None:
        return frozenset()
    table = Table(YEAR)
    unheard = ProblemList()  # what is amiss is reported when the sheet is read in its turn
    read_pairs(Cells(raw, YEAR, unheard, Reading()), table)
    profiles = [find_profile(name) for row in table.rows for name in row.many("规则方案")]
    return frozenset(form.id for profile in profiles if profile for form in profile.forms)


def _missing(sheet: Sheet, suspect: RawSheet | None) -> InputProblem:
    """Return the problem of a sheet that is not there, or stands under another name."""
    why = f"缺少“{sheet.name}”表。" if sheet.required else f"表名可能写错，应为“{sheet.name}”。"
    if suspect:
        cure = f"“{suspect.name}”表是否就是它？请改表名。"
        return InputProblem.of("sheet-missing", suspect.name, why, cure)
    cure = "请补上这张表，可用 planner template 生成模板。"
    return InputProblem.of("sheet-missing", "", why, cure)


def _mistyped(sheet: Sheet, unknown: list[RawSheet]) -> RawSheet | None:
    """Return an unknown sheet that looks like a missing one: a name one slip away, or its columns."""
    for raw in unknown:
        if one_slip(raw.name, sheet.name):
            return raw
        needed = {match_key(c.name) for c in sheet.columns if c.required}
        if sheet.layout == "pairs":
            needed = {ITEM, CONTENT}
        likely = sheet.required or near(raw.name, (sheet.name,), 50)
        if likely and any(
            needed <= {match_key(shown(v)) for v in row} for row in raw.rows[:HEADER_ROWS]
        ):
            return raw
    return None
