"""What must hold of a whole notice, whichever way it was given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inputs.notice.days import FESTIVALS, Notice, Stretch
from inputs.problems import InputProblem
from inputs.working_days import festival_days
from planner.dates import weekday_name


def faults_of(notice: Notice, year: int) -> Iterator[InputProblem]:
    """Yield what is wrong with a notice for a workbook of a year, and what is missing in it."""
    if notice.year != year:
        why = f"是 {notice.year} 年的放假通知，工作簿是 {year} 年度的。"
        yield _fault("notice-other-year", notice.title, why, f"请给 {year} 年的通知。")
    if not notice.stretches and not notice.extensions:
        why = "没有读到任何放假的日子。"
        cure = "请把通知全文粘贴进来，从标题到各节日的放假日期。"
        yield _fault("notice-empty", "", why, cure)
        return
    off = notice.off
    for stretch in notice.stretches:
        yield from _out_of_year(stretch, notice.year)
        if not stretch.is_off:
            yield from _wrongly_worked(stretch, off)
    if not notice.extensions and not notice.is_whole:
        missing = "、".join(name for name in FESTIVALS if name not in notice.festivals)
        yield _fault(
            "notice-part",
            "",
            f"通知里没有{missing}。",
            "只填入写到的节日；若是漏贴，请补全后重新运行。",
            severe=False,
        )
    yield from _not_off(notice)


def _out_of_year(stretch: Stretch, year: int) -> Iterator[InputProblem]:
    """A notice may begin in the December before its year, with New Year's days off."""
    if stretch.first < date(year - 1, 12, 1) or stretch.last > date(year, 12, 31):
        why = f"{_day(stretch.first)}至{_day(stretch.last)}不在 {year} 年。"
        yield _fault("notice-day-outside", stretch.sentence, why, "请对照原文核对年份。")


def _wrongly_worked(stretch: Stretch, off: dict[date, str]) -> Iterator[InputProblem]:
    day = stretch.first
    if day in off:
        why = f"{_day(day)}上班，而通知又定它放假（{off[day]}）。"
        yield _fault("notice-contradiction", stretch.sentence, why, "请对照原文核对这一天。")
    if day.weekday() < 5:
        why = f"{_day(day)}是{weekday_name(day)}，本来就上班；调休上班只会是周六、周日。"
        yield _fault("notice-worked", stretch.sentence, why, "请对照原文核对日期。")


def _not_off(notice: Notice) -> Iterator[InputProblem]:
    """A festival whose statutory days are not all off was pasted wrong, or in part."""
    if notice.year not in range(2000, 2100):
        return
    for name in FESTIVALS:
        if name not in notice.festivals or any(x.name[:2] == name[:2] for x in notice.extensions):
            continue
        days = festival_days(notice.year, name)
        lost = "、".join(_day(day) for day in days if day not in notice.off)
        if lost:
            yield _fault(
                "notice-statute",
                "",
                f"{name}的法定假日 {lost} 不在通知的放假日里。",
                "请对照原文核对；不补上，日期仍按暂定。",
                severe=False,
            )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _fault(code: str, value: str, why: str, cure: str, severe: bool = True) -> InputProblem:
    return InputProblem(code, "", "", value, why, cure, "error" if severe else "warning")
