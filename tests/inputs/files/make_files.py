"""Makes the stored files of this folder: run by hand, with LibreOffice at hand.

    python -m tests.inputs.files.make_files

Written as XML by hand, part by part, or saved by LibreOffice: never by the library that reads them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.inputs.workbooks import Rows, sheets

HERE = Path(__file__).parent
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DAYS_1904 = 1462
"""How many days later the count of dates begins in a workbook of the 1904 system."""


def letters(index: int) -> str:
    return chr(65 + index)


def cell(value: Any, row: int, column: int) -> str:
    where = f"{letters(column)}{row}"
    if isinstance(value, str) and value.startswith("<c"):
        return value.replace("<c", f'<c r="{where}"', 1)
    if value in ("", None):
        return ""
    if isinstance(value, (int, float)):
        return f'<c r="{where}"><v>{value}</v></c>'
    return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet_xml(rows: Rows, before: str = "", after: str = "", hidden: tuple[int, ...] = ()) -> str:
    body = "".join(
        f'<row r="{n}"{" hidden=" + chr(34) + "1" + chr(34) if n in hidden else ""}>'
        + "".join(cell(value, n, i) for i, value in enumerate(row))
        + "</row>"
        for n, row in enumerate(rows, start=1)
    )
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}">{before}<sheetData>{body}</sheetData>{after}</worksheet>'
    )


def write(name: str, parts: dict[str, str], strings: str = "", **workbook: Any) -> None:
    """Write a workbook of these sheets' XML; `workbook`: date1904, hidden (a sheet's name)."""
    names = list(parts)
    listed = "".join(
        f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}"'
        + (' state="hidden"' if n == workbook.get("hidden") else "")
        + "/>"
        for i, n in enumerate(names, start=1)
    )
    properties = '<workbookPr date1904="1"/>' if workbook.get("date1904") else ""
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relation = f"{RELATIONS}/worksheet"
    last = len(names) + 1
    shared = (
        f'<Relationship Id="rId{last}" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        if strings
        else ""
    )
    files = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{kinds}.worksheet+xml"/>'
            for i in range(1, last)
        )
        + (
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kinds}.sharedStrings+xml"/>'
            if strings
            else ""
        )
        + "</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{i}" Type="{relation}" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, last)
        )
        + shared
        + "</Relationships>",
    } | {f"xl/worksheets/sheet{i}.xml": xml for i, xml in enumerate(parts.values(), start=1)}
    if strings:
        files["xl/sharedStrings.xml"] = f'{HEAD}<sst xmlns="{MAIN}">{strings}</sst>'
    with zipfile.ZipFile(HERE / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in files.items():
            archive.writestr(zipfile.ZipInfo(part, (2026, 11, 1, 0, 0, 0)), text)


def plain() -> dict[str, str]:
    return {name: sheet_xml(rows) for name, rows in sheets().items()}


def with_rows(sheet: str, rows: Rows, **more: Any) -> dict[str, str]:
    return plain() | {sheet: sheet_xml(rows, **more)}


def column(name: str, value: str) -> Rows:
    """The topics with one more column: the value in the first topic's row."""
    header, first, *rest = sheets()["议题"]
    return [[*header, name], [*first, value], *rest]


def by_hand() -> None:
    topics = sheets()["议题"]
    write(
        "wps-wrong-dimension.xlsx",
        with_rows("议题", topics, before='<dimension ref="A1:A1"/>'),
    )
    last = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    styled = sheet_xml(topics).replace("</sheetData>", f"{last}</sheetData>")
    write("styled-to-the-last-cell.xlsx", plain() | {"议题": styled})
    year = [list(row) for row in sheets()["基本信息"]]
    serials = {
        "全体会议开始": 46398, "全体会议结束": 46400, "计划批准日期": 46376, "主席会议日期": 46366
    }  # fmt: skip
    dated = [[a, serials.get(str(a), b)] for a, b in year]
    write("serial-numbers-without-format.xlsx", with_rows("基本信息", dated))
    early = [[a, serials[str(a)] - DAYS_1904 if a in serials else b] for a, b in year]
    write("dates-of-1904.xlsx", with_rows("基本信息", early), date1904=True)
    rich = (
        "<si><r><rPr><b/></rPr><t>冷链</t></r><r><t>物流</t></r>"
        '<rPh sb="0" eb="2"><t>ｌｅｎｇｌｉａｎ</t></rPh></si>'
    )
    first = [topics[1][0], '<c t="s"><v>0</v></c>', *topics[1][2:]]
    write("rich-text.xlsx", with_rows("议题", [topics[0], first, *topics[2:]]), strings=rich)
    picture = '<c t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    write("picture-in-a-cell.xlsx", with_rows("议题", column("备注", picture)))
    stored = '<c t="str"><f>"经济"&amp;"民生"</f><v>经济民生</v></c>'
    write("formula-with-value.xlsx", with_rows("议题", column("类别", stored)))
    bare = '<c><f>"经济"&amp;"民生"</f></c>'
    write("formula-without-value.xlsx", with_rows("议题", column("类别", bare)))
    broken = '<c t="e"><f>VLOOKUP(A1,B:C,3)</f><v>#REF!</v></c>'
    write("error-cell.xlsx", with_rows("议题", column("类别", broken)))
    write("hidden-row.xlsx", with_rows("议题", topics, hidden=(3,)))
    write("hidden-sheet.xlsx", plain(), hidden="承办单位")
    grouped = [list(row) for row in topics]
    grouped[2][2] = ""
    grouped[1][2] = grouped[2][2] or "经济委员会"
    merged = '<mergeCells count="1"><mergeCell ref="C2:C3"/></mergeCells>'
    write("merged-grouping-column.xlsx", with_rows("议题", grouped, after=merged))
    wrong = '<mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>'
    write("merged-titles.xlsx", with_rows("议题", topics, after=wrong))
    total = [*topics, ["合计", "3 个", "", "", ""]]
    words = [topics[0], ["（必填）", "（写全称）", "（必填）", "（1-5）", "（可不填）"], *total[1:]]
    write("words-and-total.xlsx", with_rows("议题", [["2027年议题征集表"], [], *words]))
    noise = [list(row) for row in topics]
    noise[0] = ["*编 号", "议题\n名称", "提出单位", "重要程度（1-5）", "牵头\u3000单位"]
    noise[1][:4] = ["Ｔ０１", "\u200b冷链物流\u00a0", "经济\u00a0委员会", "５"]
    write("full-width-and-blanks.xlsx", with_rows("议题", noise))


def by_libreoffice() -> None:
    """Save the small workbook in other formats, from a flat XML document."""
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="float" office:value="{v}"/>'
                if isinstance(v, (int, float))
                else '<table:table-cell office:value-type="string">'
                f"<text:p>{escape(str(v))}</text:p></table:table-cell>"
                if v not in ("", None)
                else "<table:table-cell/>"
                for v in row
            )
            + "</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for name, rows in sheets().items()
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    document = (
        f'{HEAD}<office:document {spaces} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.spreadsheet">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document>"
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "small.fods"
        source.write_text(document, encoding="utf-8")
        for kind in ("xls", "ods", "xlsx"):
            subprocess.run(
                [
                    shutil.which("soffice") or "soffice",
                    "--headless",
                    "--convert-to",
                    kind,
                    "--outdir",
                    folder,
                    str(source),
                ],
                check=True,
                stdout=subprocess.DEVNULL,
            )
            (HERE / f"saved-by-libreoffice.{kind}").write_bytes(
                (Path(folder) / f"small.{kind}").read_bytes()
            )


if __name__ == "__main__":
    by_hand()
    by_libreoffice()
    sys.stdout.write("\n".join(sorted(p.name for p in HERE.iterdir())) + "\n")
