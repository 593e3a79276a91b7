"""The report's four charts, each with the table of the numbers it draws."""

from __future__ import annotations

from datetime import date

from outputs.chart_parts import NONE_WORD, WIDTH, Chart, Table, disc, legend, month_head, swatch
from outputs.report_names import Names
from outputs.report_numbers import LeaderLoad, Year
from outputs.report_timeline import timelines
from outputs.svg import FAINT, INK, Drawing, shortened


def charts(year: Year, names: Names) -> dict[str, Chart]:
    """Return the charts by name: timeline (then timelineB …, a page each), months, leaders, sectors."""
    return {
        **timelines(year, names),
        "months": months(year),
        "leaders": leaders(year, names),
        "sectors": sectors(year),
    }


# -- the months --------------------------------------------------------------------------------
def forms(year: Year, names: Names) -> Table:
    """Return how many sessions of each form are held in each month of the year."""
    columns = [date(year.plan.year, month, 1) for month in range(1, 13)]
    counts = {
        form: [
            sum(s.form == form and s.date.replace(day=1) == month for s in year.sessions)
            for month in columns
        ]
        for form in year.forms
    }
    whole = [sum(column) for column in zip(*counts.values(), strict=True)] or [0] * 12
    rows = [
        (names.form(form), *(str(n) if n else NONE_WORD for n in row), str(sum(row)))
        for form, row in counts.items()
    ]
    rows.append(("合计", *map(str, whole), str(sum(whole))))
    heads = ("协商形式", *(f"{m.month}月" for m in columns), "全年")
    return Table("各种形式每月召开场次（全体会议不计）", heads, tuple(rows))


def months(year: Year) -> Chart:
    """Draw what each body holds and prepares in each month, one mark a session."""
    left, row, top, total = 190.0, 23.0, 46.0, 70.0
    cell = (WIDTH - left - total) / len(year.months)
    height = top + row * (len(year.bodies) + 1) + 4
    drawing = Drawing("months", f"{year.plan.year} 年各月各单位工作量", WIDTH, height)
    legend(drawing, [(disc, "当月召开 1 场"), (swatch("hatch"), "当月在筹备 1 场（会前）")])
    heads = tuple(month_head(m, year.plan.year) for m in year.months)
    for column, name in enumerate(heads):
        drawing.text(left + cell * (column + 0.5), top - 8, name, 11, "middle", True)
    drawing.text(WIDTH - total / 2, top - 8, "全年召开", 11, "middle", True)
    rows: list[tuple[str, ...]] = []
    for number, body in enumerate((*year.bodies, "合计")):
        y = top + row * number
        whole = number == len(year.bodies)
        drawing.line((0, y), (WIDTH, y), FAINT if not whole else INK)
        drawing.text(2, y + 16, shortened(body, 12, left - 10), 12, bold=whole)
        cells: list[str] = []
        held = 0
        for column, month in enumerate(year.months):
            load = year.whole_load(month) if whole else year.month_load(body, month)
            held += load.held
            cells.append(f"开{load.held} 筹{load.preparing}")
            x = left + cell * column
            drawing.line((x, top), (x, top + row * (len(year.bodies) + 1)), FAINT)
            if whole:
                words = f"开{load.held} 筹{load.preparing}"
                drawing.text(x + cell / 2, y + 16, words, 11, "middle", bool(load.held))
            else:
                _marks(drawing, x, y + row / 2, cell, load.held, load.preparing)
        drawing.text(WIDTH - total / 2, y + 16, str(held), 12, "middle", whole)
        rows.append((body, *cells, str(held)))
    table = Table(
        "各月各单位工作量数据（开：召开场次；筹：在筹备场次）",
        ("单位", *heads, "全年召开"),
        tuple(rows),
    )
    return Chart(drawing, table)


def _marks(
    drawing: Drawing, left: float, y: float, width: float, held: int, preparing: int
) -> None:
    """Draw one mark a session, or where they would not fit, one mark and a number."""
    step, room = 16.0, int((width - 6) // 16)
    if held + preparing > room:
        words = f"开{held} 筹{preparing}"
        drawing.text(left + width / 2, y + 4, words, 11, "middle", bool(held))
        return
    x = left + width / 2 - step * (held + preparing - 1) / 2
    for number in range(held + preparing):
        if number < held:
            drawing.circle(x, y, 6.5)
        else:
            drawing.rectangle(x - 6, y - 6, 12, 12, "hatch")
        x += step


# -- the leaders -------------------------------------------------------------------------------
def leaders(year: Year, names: Names) -> Chart:
    """Draw how often each leader hosts, is in charge, and attends beside that."""
    left, row, top, right = 260.0, 23.0, 26.0, 20.0
    loads = year.leader_loads
    height = top + row * max(1, len(loads)) + 4
    drawing = Drawing("leaders", f"{year.plan.year} 年领导工作量", WIDTH, height)
    legend(
        drawing,
        [(swatch("solid"), "主持"), (swatch("hatch"), "分管"), (swatch("blank"), "其他出席")],
    )
    longest = max((_sum(load) for load in loads), default=0)
    unit = min(60.0, (WIDTH - left - right - 200) / max(1, longest))
    for number, load in enumerate(loads):
        y = top + row * number
        drawing.line((0, y), (WIDTH, y), FAINT)
        name = names.leader_and_post(load.leader)
        drawing.text(2, y + 16, shortened(name, 12, left - 10), 12)
        x = left
        for count, fill in (
            (load.hosts, "solid"),
            (load.in_charge, "hatch"),
            (load.attends, "blank"),
        ):
            if count:
                drawing.rectangle(x, y + 5, unit * count, 13, fill)
                x += unit * count
        words = f"主持 {load.hosts}，分管 {load.in_charge}，其他出席 {load.attends}"
        drawing.text(x + 8, y + 16, words, 11)
    rows = tuple(
        (names.leader_and_post(x.leader), str(x.hosts), str(x.in_charge), str(x.attends))
        for x in loads
    )
    return Chart(
        drawing, Table("领导工作量数据（场次）", ("领导", "主持", "分管", "其他出席"), rows)
    )


def _sum(load: LeaderLoad) -> int:
    return load.hosts + load.in_charge + load.attends


# -- the sectors -------------------------------------------------------------------------------
def sectors(year: Year) -> Chart:
    """Draw each sector's seats against what its share of the members would give it."""
    left, top, right = 190.0, 30.0, 250.0
    found = year.sector_seats
    row = min(22.0, 600 / max(1, len(found)))
    size = min(12.0, row - 5)
    height = top + row * max(1, len(found)) + 4
    drawing = Drawing("sectors", f"{year.plan.year} 年各界别受邀席位与占比", WIDTH, height)

    def due_mark(drawing: Drawing, x: float, y: float) -> None:
        drawing.line((x, y - row / 2 + 1), (x, y + row / 2 - 1), width=1)
        drawing.polygon(((x - 4, y), (x, y - 5), (x + 4, y), (x, y + 5)), "blank")

    legend(drawing, [(swatch("hatch"), "本年席位"), (due_mark, "按委员占比应得")])
    longest = max((max(float(s.seats), s.due) for s in found), default=0.0)
    unit = (WIDTH - left - right - 10) / max(1.0, longest)
    for number, sector in enumerate(found):
        y = top + row * (number + 0.5)
        drawing.line((0, y - row / 2), (WIDTH, y - row / 2), FAINT)
        name = shortened(sector.sector or "未填界别", size, left - 10)
        drawing.text(2, y + size / 2 - 1, name, size)
        if sector.seats:
            drawing.rectangle(left, y - row / 2 + 4, unit * sector.seats, row - 8, "hatch")
        due_mark(drawing, left + unit * sector.due, y)
        words = f"席位 {sector.seats}，应得 {sector.due}，委员 {sector.members} 名"
        drawing.text(WIDTH - right + 20, y + size / 2 - 1, words, min(11.0, size))
    rows = tuple((s.sector or "未填界别", str(s.members), str(s.seats), str(s.due)) for s in found)
    table = Table("界别席位数据", ("界别", "委员人数", "本年席位", "按占比应得"), rows)
    return Chart(drawing, table)
