"""基本信息 → settings, rule profiles, emphasis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inputs.cell_text import did_you_mean, match_key
from inputs.problems import ProblemList
from inputs.profile import (
    DEFAULT_EMPHASIS,
    Profile,
    find_profile,
    load_emphases,
    load_profile,
    profile_ids,
)
from inputs.reading.emphases import read_emphases
from inputs.reading.rows import Row, Tables
from inputs.sheets.year import MERGE_CHOICES
from inputs.slots import plenary_in_first_period
from planner.domain import Emphasis, Settings

LONG_PLENARY = 10
"""A plenary of more days than this is taken for a slip."""


@dataclass(frozen=True)
class YearParts:
    """What 基本信息 settles; `settings` is None where a required item is missing or wrong.

    own_emphases: the office's own, from the sheet 规则, of which `emphasis` may be one.
    """

    year: int | None
    settings: Settings | None
    profiles: tuple[Profile, ...]
    emphasis: Emphasis
    own_emphases: tuple[Emphasis, ...] = ()


def read_year(tables: Tables, problems: ProblemList) -> YearParts:
    """Read the sheet 基本信息 and report all that is wrong in it."""
    rows = tables["基本信息"].rows
    default = load_emphases()[DEFAULT_EMPHASIS]
    own = read_emphases(tables, problems)
    if not rows:
        return YearParts(None, None, (), default, own)
    row = rows[0]
    profiles = _profiles(row, problems)
    emphasis = _emphasis(row, own, problems) or default
    if row.has("上年计划"):
        problems.add(
            row.problem(
                "not-honoured",
                "上年计划",
                "本版还不能参照上年计划。",
                "请清空这一格；往年参加次数、已协商次数可分别填在“委员”“议题”表。",
            )
        )
    needed = ("年度", "机构名称", "全体会议开始", "全体会议结束", "计划批准日期")
    dates_fit = _look_at_dates(row, problems)
    if not row.has(*needed) or not profiles or not dates_fit or row.broken:
        return YearParts(row.number_in("年度"), None, profiles, emphasis, own)
    settings = Settings(
        year=row.number_in("年度") or 0,
        organisation=row.text("机构名称"),
        profiles=tuple(p.id for p in profiles),
        plenary_start=row.values["全体会议开始"],
        plenary_end=row.values["全体会议结束"],
        approval_date=row.values["计划批准日期"],
        chair_meetings=row.many("主席会议日期"),
        merge_choice=row.values.get("全会不在一二月时", ""),
        session_minutes=row.number_in("会议时长") or 150,
        level=row.text("层级"),
        term=row.text("届次"),
        emphasis=emphasis.name,
    )
    settled = _with_choice(settings, profiles, row, problems)
    return YearParts(settings.year, settled, profiles, emphasis, own)


def _profiles(row: Row, problems: ProblemList) -> tuple[Profile, ...]:
    """Return the profiles named; none where one is unknown, so that its forms are not missed too."""
    known = [load_profile(i) for i in profile_ids()]
    names = tuple(word for p in known for word in (p.name, p.id))
    found: list[Profile] = []
    for name in row.many("规则方案"):
        profile = find_profile(name)
        if profile is None:
            there_are = "、".join(f"{p.name}（{p.id}）" for p in known)
            hint = did_you_mean(name, names)
            problems.add(
                row.problem(
                    "profile-unknown",
                    "规则方案",
                    "没有这个规则方案。",
                    f"{hint}现有：{there_are}。",
                    name,
                )
            )
        elif profile not in found:
            found.append(profile)
    all_known = all(find_profile(name) for name in row.many("规则方案"))
    return tuple(found) if all_known else ()


def _emphasis(row: Row, own: tuple[Emphasis, ...], problems: ProblemList) -> Emphasis | None:
    """Return the emphasis named: one that comes with the program, or the office's own."""
    name = next(iter(row.many("侧重")), DEFAULT_EMPHASIS)
    emphases = {e.name: e for e in (*load_emphases().values(), *own)}
    found = next((e for e in emphases.values() if match_key(e.name) == match_key(name)), None)
    if found is None:
        hint = did_you_mean(name, tuple(emphases), 50)
        problems.add(
            row.problem(
                "emphasis-unknown",
                "侧重",
                "没有这个侧重方案。",
                f"{hint}现有：{'、'.join(emphases)}；也可在“规则”表写自己的侧重。",
            )
        )
    return found


def _look_at_dates(row: Row, problems: ProblemList) -> bool:
    """Report dates that contradict one another; return whether a year can be built on them."""
    start, end = row.day("全体会议开始"), row.day("全体会议结束")
    if start and end and end < start:
        problems.add(
            row.problem(
                "plenary-backwards",
                "全体会议结束",
                f"早于全体会议开始（{start}）。",
                "请核对两个日期。",
            )
        )
        return False
    if start and end and (end - start).days >= LONG_PLENARY:
        problems.add(
            row.problem(
                "plenary-long",
                "全体会议结束",
                f"全体会议长达 {(end - start).days + 1} 天。",
                "请核对两个日期；县级全会一般 2—4 天。",
            )
        )
        return False
    approval, passed = row.day("计划批准日期"), row.many("主席会议日期")
    if approval and passed and passed[0] > approval:
        problems.add(
            row.problem(
                "approval-order",
                "主席会议日期",
                f"在计划批准日期（{approval}）之后；按办法是主席会议先通过，再报县委批准。",
                "请核对两个日期。",
                severity="warning",
            )
        )
    return True


def _with_choice(
    settings: Settings, profiles: tuple[Profile, ...], row: Row, problems: ProblemList
) -> Settings | None:
    """Report a plenary outside January and February with no choice made (anhua 二3).

    Only the two-month sessions have one that is held with the plenary.
    """
    start: date = settings.plenary_start
    inside = plenary_in_first_period(settings)
    merges = any(form.per == "period" for profile in profiles for form in profile.forms)
    if merges and not inside and not settings.merge_choice:
        problems.add(
            row.problem(
                "plenary-choice-missing",
                "全会不在一二月时" if "全会不在一二月时" in row.cells else "全体会议开始",
                f"全体会议在{start.year}年{start.month}月{start.day}日，不在 {settings.year} 年1—2月，"
                "而办法要求1—2月的协商与全会合并（安化办法二3）。",
                f"请在“全会不在一二月时”一项选：{'、'.join(MERGE_CHOICES)}。",
            )
        )
        return None
    if settings.merge_choice and (inside or not merges):
        why = "全体会议在1—2月，按办法合并进行" if merges else "规则方案没有双月协商"
        problems.add(
            row.problem(
                "choice-idle",
                "全会不在一二月时",
                f"{why}，这一项不起作用。",
                "可以留空。",
                settings.merge_choice,
                "warning",
            )
        )
        return settings.model_copy(update={"merge_choice": ""})
    return settings
