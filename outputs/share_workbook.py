"""市级委员分配.xlsx: which county each shared member came to and why, and the counts by 界别."""

from __future__ import annotations

from pathlib import Path

from outputs.excel import Column, Row, Table, add_table, new_workbook
from planner.batch.shared import STAGE_WORDS, Share
from planner.files import replace_file

NAME = "市级委员分配.xlsx"


def write_share(share: Share, path: Path) -> None:
    """Write the workbook.

    Raises
    ------
    FileBusyError
        Where the file is open elsewhere.
    """
    title = f"市级委员分配（{len(share.members)} 人，{len(share.counties)} 个县）"
    book = new_workbook(title, "")
    add_table(book, _members(share, title))
    add_table(book, _counts(share, title))
    with replace_file(path) as temporary:
        book.save(temporary)


def _members(share: Share, title: str) -> Table:
    order = {county: number for number, county in enumerate(share.counties)}
    columns = (
        Column("县", 22),
        Column("编号", 12, centred=True),
        Column("姓名", 14),
        Column("界别", 18),
        Column("级别", 8, centred=True),
        Column("所在乡镇", 20),
        Column("工作单位", 30),
        Column("依据", 34),
    )
    rows = tuple(
        (
            share.county_of[m.id],
            m.id,
            m.name,
            m.sector,
            m.level,
            m.town,
            m.employer,
            share.basis[m.id],
        )
        for m in sorted(share.members, key=lambda m: order[share.county_of[m.id]])
    )
    return Table("分配", (title,), columns, rows, _notes(share))


def _counts(share: Share, title: str) -> Table:
    rows: list[Row] = [
        (
            county,
            len(share.of(county)),
            *(share.count(sector, county) for sector in share.sectors),
        )
        for county in share.counties
    ]
    rows.append(
        (
            "合计",
            len(share.members),
            *(sum(m.sector == sector for m in share.members) for sector in share.sectors),
        )
    )
    columns = (
        Column("县", 22),
        Column("合计", 10, centred=True),
        *(
            Column(sector, max(10.0, 2.0 * len(sector) + 2), centred=True)
            for sector in share.sectors
        ),
    )
    return Table("各县人数", (title, "各界别、各县人数"), columns, tuple(rows), _notes(share))


def _notes(share: Share) -> tuple[str, ...]:
    goals = "；".join(
        f"{STAGE_WORDS[s.name]} {s.value}（{'已证明最少' if s.value == s.bound else f'界 {s.bound}'}）"
        for s in share.stages
    )
    return (
        "注：每个界别各县相差不超过 1 人，各县总数相差不超过 1 人；守住这两条，再使住地（工作地）最近。",
        f"注：{goals}。" if goals else "注：没有填所在乡镇和经纬度，只按人数均分。",
        "注：各县的计划里，分来的委员写在其工作簿副本的“委员”表末尾。",
    )
