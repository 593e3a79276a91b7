"""The instance files of the suite: three groups, four sizes, seeds; the same bytes each time.

Groups: `anhua` (bimonthly sessions), `kailu` (every form) and `farm` (the grass roots: towns and
villages). A size scales the group's example: topics, members and absences together, and sessions
where the document leaves their number open (kailu's counts, pairs, groups, proposals; farm's rooms;
anhua holds six a year at any size). A seed draws the members, what each topic asks for, and who is
away. No seed of `UNSEEN` was looked at when rules, models or parameters were made; the examples,
on which they were, have seed 2027 and are not among these files.

`python benchmarks/instances.py` writes all of them to benchmarks/instances/ and compares each with
the sha256 listed there (`SHA256SUMS`, kept in git with the files of size S; the larger ones are made
on demand); `--list` writes that list anew. Entries are stored uncompressed and dated alike, so that
no library's compression or clock changes a byte.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "examples"))  # the counties are the examples' own, scaled

import large_farm  # noqa: E402
import make_anhua  # noqa: E402
import make_kailu  # noqa: E402
from county_tables import County, Names, Row, experts, write_county  # noqa: E402

FOLDER = ROOT / "benchmarks" / "instances"
SUMS = FOLDER / "SHA256SUMS"

UNSEEN = (1103, 2239, 3361, 4483, 5591)
"""Seeds that no tuning was done on."""
SIZES: Mapping[str, Mapping[str, float]] = {
    "anhua": {"S": 0.5, "M": 1, "L": 2, "XL": 4},
    "kailu": {"S": 0.5, "M": 1, "L": 1.5, "XL": 2.5},
    "farm": {"S": 0.05, "M": 0.25, "L": 0.5, "XL": 1},
}
"""Factor by group and size: of the example's topics and members; farm: of 15 towns and 200 villages."""
EXPERTS: Mapping[Any, int] = {make_anhua: 30, make_kailu: 80}
"""Experts of each example."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every entry of a file."""


@dataclass(frozen=True)
class Instance:
    """One file of the suite."""

    group: str
    size: str
    seed: int

    @property
    def name(self) -> str:
        """Its name, and its file's."""
        return f"{self.group}-{self.size}-{self.seed}"

    @property
    def path(self) -> Path:
        """Where it is kept."""
        return FOLDER / f"{self.name}.xlsx"

    @property
    def factor(self) -> float:
        """How many times the group's example it is."""
        return SIZES[self.group][self.size]


def suite() -> tuple[Instance, ...]:
    """Return all instances: each size with the first unseen seed, size M with all five."""
    return tuple(
        Instance(group, size, seed)
        for group, sizes in SIZES.items()
        for size in sizes
        for seed in (UNSEEN if size == "M" else UNSEEN[:1])
    )


def ready(instance: Instance) -> Path:
    """Return the instance's file; write it where it is not there, and compare it with the list.

    Raises
    ------
    SystemExit
        Where its bytes are others than listed.
    """
    if not instance.path.is_file():
        write(instance.path, instance.group, instance.factor, instance.seed)
    listed = listed_sums().get(instance.path.name)
    if listed is not None and listed != sha256(instance.path):
        raise SystemExit(f"{instance.path.name} is not the file that SHA256SUMS lists")
    return instance.path


def sha256(path: Path) -> str:
    """Return a file's sha256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def listed_sums() -> Mapping[str, str]:
    """Return file name → sha256 as listed."""
    if not SUMS.is_file():
        return {}
    lines = SUMS.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def write(path: Path, group: str, factor: float, seed: int, people: float | None = None) -> None:
    """Write the workbook of a group's county, `factor` times its example, drawn with the seed.

    people: how many times the example's members a county has, where not as the rest.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        draft = Path(folder) / path.name
        if group == "anhua":
            given = make_anhua.SETTINGS, _anhua(factor, seed, people or factor)
            write_county(draft, ("anhua",), make_anhua.NOTICE, *given)
        elif group == "kailu":
            given = make_kailu.SETTINGS, _kailu(factor, seed, people or factor)
            write_county(draft, ("kailu",), make_kailu.NOTICE, *given)
        else:
            given = large_farm.SETTINGS, _farm(factor, seed)
            write_county(draft, ("yangzhou", "farm"), large_farm.NOTICE, *given)
        _store(draft, Path(folder) / "stored")
        (Path(folder) / "stored").replace(path)


def _store(draft: Path, path: Path) -> None:
    """Copy a workbook without compression, its entries in order, all dated alike."""
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(path, "w") as target:
        for name in sorted(source.namelist()):
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-01T00:00:00Z", content
                )
            target.writestr(zipfile.ZipInfo(name, EPOCH), content)


def _anhua(factor: float, seed: int, people_factor: float) -> dict[str, list[Row]]:
    random_ = random.Random(seed)
    county = _scaled(make_anhua.COUNTY, people_factor)
    names = Names(random_, make_anhua.LEADERS)
    people = county.members(names, random_)
    tables = _tables(make_anhua, county, people, names, factor, random_)
    tables["议题"] = topics(make_anhua.tables()["议题"], factor, random_)
    tables["不可用"] += _away(people, set(), round(12 * people_factor), random_)
    return tables


def _kailu(factor: float, seed: int, people_factor: float) -> dict[str, list[Row]]:
    random_ = random.Random(seed)
    county = _scaled(make_kailu.COUNTY, people_factor)
    names = Names(random_, make_kailu.LEADERS)
    people = make_kailu.members(names, random_, county, round(make_kailu.STANDING * people_factor))
    tables = _tables(make_kailu, county, people, names, factor, random_)
    heads = county.heads(people)
    _with_convenors(people, {*heads.values(), *(str(row["编号"]) for row in county.leaders)})
    convened = make_kailu.groups(people, heads)
    wanted = list(_repeated(make_kailu.PROPOSALS, round(10 * factor)))
    brought = make_kailu.proposals(people, heads, wanted)
    cited = {row["召集人"] for row in convened}
    cited |= {who for row in brought for who in row["提案人"].split("、")}
    often = math.ceil(factor)
    pairs = factor / often
    tables["承办单位"] = [
        {**row, "对口部门": _some(str(row.get("对口部门", "")), pairs)}
        for row in tables["承办单位"]
    ]
    tables["议题"] = topics(make_kailu.tables()["议题"], factor, random_)
    kept = {row["编号"] for row in tables["议题"]}
    tables["联络活动组"] = convened
    tables["重点提案"] = brought
    tables["监督活动"] = [
        {**row, "编号": f"S{n:02d}", "名称": f"{row['名称']}（{n}）"}
        for n, row in enumerate(_repeated(make_kailu.SUPERVISIONS, max(1, round(2 * factor))), 1)
    ]
    tables["不可用"] += _away(people, cited, round(make_kailu.AWAY * people_factor), random_)
    tables["锁定"] = [row for row in make_kailu.LOCKS if row["对象"] in kept]
    counts = {
        ("annual-count", "专题议政性常委会", "count"): round(2 * factor),
        ("annual-count", "专题协商会", "count"): round(2 * factor),
        ("quarterly-cadence", "季协商座谈会", "n"): min(3, round(factor)),
        ("counterpart-pairs", "对口协商", "n"): often,
        ("sector-groups", "界别协商", "n"): round(factor),
    }
    tables["规则"] = [
        {"规则": rule, "协商形式": form, "参数": name, "值": max(1, value)}
        for (rule, form, name), value in counts.items()
    ]
    return tables


def _with_convenors(people: Sequence[dict[str, Any]], busy: set[str]) -> None:
    """Give each liaison group a 常委 who may be its convenor: in a small county one may lack."""
    for group in make_kailu.GROUPS:
        own = [r for r in people if r.get("联络活动组") == group and r["编号"] not in busy]
        if not any(row["常委"] == "是" for row in own):
            own[0]["常委"] = "是"


def _farm(factor: float, seed: int) -> dict[str, list[Row]]:
    towns = max(1, round(large_farm.TOWNS * factor))
    villages = round(large_farm.VILLAGES * factor)
    members = max(20 * towns, round(large_farm.MEMBERS * factor))
    return large_farm.tables(seed, towns, villages, members)


def _scaled(county: County, factor: float) -> County:
    """Return the county with so many times its seats; each 界别 keeps one for each that is asked for.

    The leaders are the first of 中共 and a proposal's proposers two ordinary members of its 界别.
    """
    seats = {
        sector: max(12 if sector == "中共" else min(count, 4), round(count * factor))
        for sector, count in county.seats.items()
    }
    return replace(county, seats=seats)


def _tables(
    example: Any,
    county: County,
    people: Sequence[Row],
    names: Names,
    factor: float,
    random_: random.Random,
) -> dict[str, list[Row]]:
    """Return the sheets that both county groups have alike; 不可用 begins with leaders and rooms."""
    heads = county.heads(people)
    departments = example.DEPARTMENTS | getattr(example, "MORE_DEPARTMENTS", {})
    known = {str(row["编号"]) for row in people}
    return {
        "承办单位": [{**body, "负责人": heads[body["名称"]]} for body in county.bodies],
        "领导": list(county.leaders),
        "委员": list(people),
        "专家": list(experts(max(10, round(EXPERTS[example] * factor)), names, random_)),
        "部门": [
            {"名称": name, "负责人": names.next(), "分管领导": example.BLOCKS.get(block, "")}
            for name, block in departments.items()
        ],
        "会场": list(example.VENUES),
        "日历": list(example.CALENDAR),
        "不可用": list(example.ABSENCES),
        "锁定": [row for row in example.LOCKS if row["值"] in known],
    }


def topics(rows: Sequence[Row], factor: float, random_: random.Random) -> list[Row]:
    """Return so many times the topics: some left out, or some again; wishes drawn anew.

    What is mandated, excluded or must precede a decision stays with the first of each, and its months.
    """
    drawn: list[Row] = []
    for number, row in enumerate(_repeated(rows, round(len(rows) * factor)), start=1):
        turn = (number - 1) // len(rows)
        new = {**row, "编号": f"T{number:02d}"}
        if turn:
            new["议题名称"] = f"{row['议题名称']}（续{turn}）"
            for column in (
                "指定单位",
                "决策时间",
                "最早月份",
                "最晚月份",
                "不予协商情形",
                "已协商次数",
            ):
                new.pop(column, None)
            new["重要程度"] = 3 if new["重要程度"] == "指定" else new["重要程度"]
        if new["重要程度"] != "指定":
            new["重要程度"] = random_.choices([5, 4, 3, 2], [1, 3, 4, 2])[0]
        if not {"最早月份", "最晚月份", "决策时间"} & new.keys():
            month = random_.randint(3, 11)
            new["建议月份"] = random_.choice(("", f"{month}", f"{month}、{month + 1}"))
        drawn.append(new)
    return drawn


def _repeated(rows: Sequence[Any], count: int) -> Iterator[Any]:
    """Yield `count` of the rows in turn."""
    for number in range(count):
        yield rows[number % len(rows)]


def _some(names: str, share: float) -> str:
    """Return the first of the names joined by 、: that share, at least one."""
    found = [name for name in names.split("、") if name]
    return "、".join(found[: max(1, round(len(found) * share))])


def _away(people: Sequence[Row], cited: set[str], count: int, random_: random.Random) -> list[Row]:
    """Return so many members' absences of one to three weeks; nobody's who holds a post."""
    free = [r["编号"] for r in people if not r["政协职务"] and r["编号"] not in cited]
    rows: list[Row] = []
    for who in random_.sample(free, min(count, len(free))):
        start = date(2027, 3, 1) + timedelta(days=random_.randrange(270))
        end = start + timedelta(days=random_.choice((6, 11, 20)))
        rows.append({"对象": who, "开始": start, "结束": end, "说明": "外出"})
    return rows


def main() -> None:
    """Write what is missing; compare with the list, or write it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--list", action="store_true", help="write SHA256SUMS anew")
    if parser.parse_args().list:
        for instance in suite():
            write(instance.path, instance.group, instance.factor, instance.seed)
        lines = [f"{sha256(instance.path)}  {instance.path.name}\n" for instance in suite()]
        SUMS.write_text("".join(lines), encoding="utf-8")
    for instance in suite():
        ready(instance)
        sys.stdout.write(f"{instance.name}\n")


if __name__ == "__main__":
    main()
