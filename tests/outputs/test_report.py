"""report.html: what the chair and the office would miss if it were wrong."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # our own SVG, never a stranger's file
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from inputs.working_days import CalendarRow, statutory_calendar, statutory_days
from outputs.report import report, write_report
from outputs.report_charts import charts
from outputs.report_names import Names
from outputs.report_numbers import Year
from outputs.report_text import PROVEN, headline, parts
from planner.domain import Problem, Room, Slot
from planner.plan import Compliance, LeftOut, Milestone, Plan, Stage
from tests.builders import county, plan, session, topic
from tests.outputs.full_year import COMMITTEES, full_plan, full_problem, full_session


class Page(HTMLParser):
    """The page's elements with attributes, its words, its sentences by label, its tables."""

    VOID = frozenset({"meta", "br", "wbr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.tables: dict[str, list[list[str]]] = {}
        self.half_page: dict[str, str] = {}
        self._open: list[str] = []
        self._rows: list[list[str]] = []
        self._caption = self._label = ""
        self.feed(html)
        self.close()
        assert self._open == [], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)
        if tag == "table":
            self._rows, self._caption = [], ""
        if tag == "tr":
            self._rows.append([])
        if tag in ("th", "td"):
            self._rows[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag, f"</{tag}> closes another element"
        if tag == "table":
            self.tables[self._caption.strip()] = self._rows

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "style":
            return
        self.words += data
        if self._open and self._open[-1] == "dt":
            self._label = data
        if self._open and self._open[-1] == "dd":
            self.half_page[self._label] = data
        if "caption" in self._open:
            self._caption += data
        elif {"th", "td"} & set(self._open):
            self._rows[-1][-1] += data

    def table(self, beginning: str) -> list[list[str]]:
        """Return a table's rows, heads first, by how its caption begins."""
        found = next(rows for name, rows in self.tables.items() if name.startswith(beginning))
        return [[cell.strip() for cell in row] for row in found]


PARTS = parts(county=True, rooms=False)


def _page(this: Plan | None = None, problem: Problem | None = None) -> Page:
    return Page(report(this or full_plan(), problem or full_problem()))


def test_nothing_is_loaded_and_nothing_runs() -> None:
    """Else the page would be blank or ask for a network on an office's closed machine."""
    html = report(full_plan(), full_problem())
    page = Page(html)
    assert "http:" not in html
    assert "https:" not in html
    names = {tag for tag, _ in page.elements}
    assert not names & {"script", "link", "iframe", "object", "embed", "img", "base", "form"}
    for tag, attributes in page.elements:
        assert not [a for a in attributes if a.startswith("on") or a in ("src", "href")], tag
    # The only references are to patterns of the page's own drawings.
    ids = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    assert set(re.findall(r"url\(#([^)]*)\)", html)) <= ids
    assert html.count("url(") == html.count("url(#")
    policy = next(a["content"] for t, a in page.elements if t == "meta" and "http-equiv" in a)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_ids_are_unique_and_tables_can_be_read_aloud() -> None:
    """A reader by ear needs captions, scopes and titles; a pattern of another chart is wrong."""
    page = _page()
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    tables = sum(tag == "table" for tag, _ in page.elements)
    assert tables == sum(tag == "caption" for tag, _ in page.elements)
    assert all(a.get("scope") in ("col", "row") for tag, a in page.elements if tag == "th")
    drawings = [a for tag, a in page.elements if tag == "svg"]
    assert len(drawings) == 4
    assert all(a["role"] == "img" and a["aria-labelledby"] in ids for a in drawings)


def test_equal_input_gives_equal_bytes(tmp_path: Any) -> None:
    """Else the office could not tell a changed plan from a repeated run."""
    run = {"seconds": 3.25, "parameters": {"seed": 7, "time_limit": None}, "versions": {}}
    for name in ("a.html", "b.html"):
        write_report(full_plan(), full_problem(), tmp_path / name, run)
    first, second = (tmp_path / n for n in ("a.html", "b.html"))
    assert first.read_bytes() == second.read_bytes()
    assert "求解用时 3.2 秒，随机种子 7。" in first.read_text(encoding="utf-8")


def test_the_half_page_counts_what_the_plan_holds() -> None:
    """The chair reads these numbers and nothing else.

    Members: 3 at the merged session, 6 at each of five others = 33, all different, of 220: 15 %.
    """
    page = _page()
    meetings = page.half_page["会议"]
    assert meetings.startswith("全年安排双月协商座谈会 6 场")
    assert "1—2月双月协商座谈会与全体会议合并" in meetings
    topics = page.half_page["议题"]
    assert "候选议题 14 个，列入 6 个；指定议题 2 个，全部列入。未列入 8 个" in topics
    # Importance is 1 + 7n % 5: T07 … T14 have 5 2 4 1 3 5 2 4.
    assert "重要程度 5 的 2 个、重要程度 4 的 2 个、重要程度 3 的 1 个" in topics
    assert "含不予协商 1 个" in topics
    assert "主持：欧阳建国 4 场，王立新 2 场。" in page.half_page["领导"]
    assert (
        "提案委员会、经济科技委员会、教科卫体委员会、港澳台侨和外事委员会" in page.half_page["承办"]
    )
    members = page.half_page["委员"]
    assert "共邀请委员 33 人次，能在会上发言的委员 33 名，占全体 220 名的 15%" in members
    problem = full_problem()
    heard = [problem.member(m) for s in full_plan().sessions for m in s.members]
    women = round(100 * sum(m.gender == "女" for m in heard) / 33)
    others = round(100 * sum(m.party != "中共" for m in heard) / 33)
    assert f"女委员占 {women}%" in members
    assert f"非中共委员占 {others}%" in members
    assert f"来自 {len({m.sector for m in heard})} 个界别" in members
    assert page.half_page["等候"].startswith(
        "本年没有排上席位的委员 187 名，等候最久的是张明100、张子轩101"
    )
    assert "等（本届往年参加 0 次）" in page.half_page["等候"]
    assert "有 1 项偏离须主席签批（提前期 1 项）" in page.half_page["偏离"]
    assert "不符 1 条：提前期" in page.half_page["合规"]
    assert page.half_page["结论"] == PROVEN


def test_a_member_heard_twice_is_one_member_of_two_seats() -> None:
    """Seats and members are not the same; mixing them up hides that the same few are asked."""
    twice = plan(
        session(2, date(2027, 3, 18), members=("M001", "M002")),
        session(3, date(2027, 5, 20), members=("M002", "M003")),
    )
    words = _page(twice, county(rules=())).half_page["委员"]
    assert "共邀请委员 4 人次，能在会上发言的委员 3 名，占全体 24 名的 12%" in words


def test_a_mandated_topic_left_out_is_named() -> None:
    """The one thing that a chair must not overlook."""
    problem = county(topics=(topic(1), topic(2, mandated=True, title="防汛抗旱")))
    words = _page(plan(session(1, date(2027, 3, 18))), problem).half_page["议题"]
    assert "指定议题 1 个，未列入 1 个：“防汛抗旱”" in words


@pytest.mark.parametrize(
    ("stages", "status", "said"),
    [
        ((), "feasible", "没有附求解记录"),
        ((Stage(name="people", sense="min", value=50, bound=40),), "feasible", "最多还能降低 10（20%）"),
        ((Stage(name="topic-value", sense="max", value=50, bound=51),), "feasible", "最多还能提高 1（2%）"),
        ((Stage(name="topic-value", sense="max", value=50, bound=50),), "feasible", "来不及求解的步骤"),
        ((Stage(name="topic-value", sense="max", value=50, bound=50),), "optimal", "已证明"),
    ],
)  # fmt: skip
def test_proof_is_claimed_only_where_there_is_one(
    stages: tuple[Stage, ...], status: Any, said: str
) -> None:
    """A chair who signs “the best there is” must be able to rely on it."""
    words = _page(full_plan(stages=stages, status=status)).half_page["结论"]
    assert said in words
    assert ("已证明：" in words) == (status == "optimal")


def test_provisional_dates_are_said_and_official_ones_too() -> None:
    """Members would put dates in their phones that a holiday notice then moves."""
    page = _page()
    assert "日期暂定：2027 年放假通知尚未公布" in page.words
    assert "日期为暂定" in page.half_page["日期"]
    rows = [CalendarRow(day, day, True, name) for day, name in statutory_days(2027).items()]
    official = full_problem(calendar=statutory_calendar(2027, rows))
    page = _page(full_plan(calendar="official"), official)
    assert "暂定：" not in page.words
    assert "正式放假通知" in page.half_page["日期"]


# -- charts and the tables behind them ----------------------------------------------------------
def test_the_timeline_table_holds_each_session_s_dates() -> None:
    """The chart's dates by ear, or where the print is too small."""
    rows = _page().table("时间轴数据")
    assert len(rows) == 1 + 6
    # Session 3 on 20 May: scheme 62 days before, mobilisation 60, research 25–23, coordination 7.
    assert rows[3][1:] == [
        COMMITTEES[9], "3月19日", "3月21日", "4月25日—4月27日", "5月13日", "5月20日", "6月3日",
    ]  # fmt: skip
    # The merged one: research alone, in the year before.
    assert rows[1][2:] == [
        "2026年12月18日", "—", "2026年12月18日—2026年12月20日", "—", "1月12日", "1月26日",
    ]  # fmt: skip


def test_the_timeline_s_axis_covers_milestones_of_the_year_before() -> None:
    """Research in December for the January session must not fall off the page."""
    year = Year(full_plan(), full_problem())
    assert year.months[0] == date(2026, 12, 1)
    assert year.months[-1] == date(2027, 12, 1)
    assert len(Year(plan(), county()).months) == 12


def test_the_months_table_counts_sessions_and_preparations() -> None:
    """A leader sees which committee is overloaded, and when."""
    rows = _page().table("各月各单位工作量数据")
    heads = rows[0]
    by_body = {row[0]: dict(zip(heads, row, strict=True)) for row in rows[1:]}
    # Committee 9 leads session 3: prepared from 19 March to 19 May, held 20 May.
    nine = by_body[COMMITTEES[9]]
    assert [nine[f"{m}月"] for m in range(2, 7)] == [
        "开0 筹0", "开0 筹1", "开0 筹1", "开1 筹1", "开0 筹0",
    ]  # fmt: skip
    # March: sessions 2 (held 18th) and 3 (from the 19th) are in preparation.
    assert by_body["合计"]["3月"] == "开1 筹2"
    assert by_body["合计"]["全年召开"] == "6"
    assert set(by_body) == {*COMMITTEES, "办公室", "合计"}


def test_a_preparation_ends_the_day_before_its_session() -> None:
    """Held on the first of a month, a session was prepared in the month before, not in that one."""
    mobilised = Milestone(kind="mobilisation", start=date(2027, 2, 1), end=date(2027, 2, 1))
    year = Year(plan(session(2, date(2027, 4, 1)).add(mobilised)), county())
    loads = [year.whole_load(date(2027, m, 1)) for m in (1, 2, 3, 4)]
    assert [(x.held, x.preparing) for x in loads] == [(0, 0), (0, 1), (0, 1), (1, 0)]


def test_the_leaders_table_counts_each_role_once() -> None:
    """Who hosts as well as leads is not counted a third time for being there."""
    rows = {row[0]: row[1:] for row in _page().table("领导工作量数据")[1:]}
    # The chair hosts where N % 3 (1, 2, 4, 5), attends the other two.
    assert rows["欧阳建国（党组书记、主席）"] == ["4", "0", "2"]
    # 王立新 is in charge where N % 4 == 1 (1, 5) and hosts where N % 3 == 0 (3, 6).
    assert rows["王立新（党组成员、副主席）"] == ["2", "2", "0"]
    assert rows["上官云飞（县委常委、常务副县长）"] == ["0", "0", "6"]
    assert rows["诸葛文轩（秘书长）"] == ["0", "0", "0"]


def test_the_sectors_table_compares_seats_with_shares() -> None:
    """Whether a sector is passed over: recomputed from the plan, the merged session apart."""
    problem, this = full_problem(), full_plan()
    rows = {row[0]: row[1:] for row in _page(this, problem).table("界别席位数据")[1:]}
    assert len(rows) == 25
    seated = [problem.member(m) for s in this.sessions[2:] for m in s.members]
    assert len(seated) == 30
    for sector, (members, seats, due) in rows.items():
        count = sum(m.sector == sector for m in problem.members)
        assert int(members) == count
        assert int(seats) == sum(m.sector == sector for m in seated)
        assert float(due) == round(30 * count / 220, 1)


def test_members_by_office_are_not_in_the_shares() -> None:
    """A committee's head takes no seat, so the sector's share is that of the other 23."""
    members = county().members
    head = county().body("经济委员会").head
    changed = (members[0].model_copy(update={"person": head}), *members[1:])
    year = Year(plan(), county(members=changed))
    assert sum(s.members for s in year.sector_seats) == 23


@pytest.mark.parametrize("name", ["timeline", "months", "leaders", "sectors"])
def test_texts_of_a_chart_neither_overlap_nor_leave_it(name: str) -> None:
    """Ten committees with long names, 25 sectors, titles of 40 characters: all legible."""
    this, problem = full_plan(), full_problem()
    drawing = charts(Year(this, problem), Names(this, problem))[name].drawing
    boxes = drawing.boxes
    assert len(boxes) > 15
    for number, box in enumerate(boxes):
        assert box.left >= 0, box
        assert box.right <= drawing.width, box
        assert box.top >= 0, box
        assert box.bottom <= drawing.height, box
        assert not [other for other in boxes[number + 1 :] if box.meets(other)], box
    ET.fromstring(drawing.svg())  # noqa: S314


def test_long_titles_stand_whole_in_the_timeline() -> None:
    """Forty characters find room on two lines: none of these is cut."""
    this, problem = full_plan(), full_problem()
    drawing = charts(Year(this, problem), Names(this, problem))["timeline"].drawing
    lines = "".join(box.words for box in drawing.boxes)
    assert len(problem.topic("T01").title) >= 38
    for number in range(1, 7):
        assert problem.topic(f"T{number:02d}").title in lines
    assert "…" not in lines


# -- what must not get out, or get in -------------------------------------------------------------
def test_hostile_names_are_words_and_nothing_else() -> None:
    """A title with a tag in it must not become one."""
    bad = '<script>alert("1")</script>&\'"<b>\x00\x0b'
    problem = full_problem(
        topics=(topic(2, title=f"甲{bad}"), topic(8, title=f"乙{bad}", proposers=(bad,)))
    )
    sessions = (
        full_session(
            2, lead_body=bad, host=bad, lead_leader=bad, venue=bad, members=(bad,), departments=(bad,)
        ),
    )  # fmt: skip
    html = report(
        full_plan(
            sessions=sessions,
            organisation=bad,
            emphasis=bad,
            assumptions=(bad,),
            left_out=(LeftOut(topic="T08", reason=bad, text=bad),),
        ),
        problem,
        {"versions": {"ortools": bad}},
    )
    page = Page(html)
    assert not {"script", "b"} & {tag for tag, _ in page.elements}
    assert '甲<script>alert("1")</script>&' in page.words
    assert "\x00" not in html
    assert "\x0b" not in html


def test_no_secret_title_is_printed_anywhere() -> None:
    """Neither of a topic in the plan nor of one left out, nor inside a rule's own words."""
    problem = full_problem(
        topics=tuple(
            t.model_copy(update={"secret": t.id in ("T02", "T10")}) for t in full_problem().topics
        )
    )
    titles = [problem.topic(t).title for t in ("T02", "T10")]
    this = full_plan(assumptions=(f"“{titles[0]}”的调研地点未填。",))
    html = report(this, problem)
    # The left-out text of the hand-made plan holds the title of T10.
    assert any(titles[1] in entry.text for entry in this.left_out)
    assert not [t for t in titles if t in html]
    page = Page(html)
    second = page.table("会议一览")[3]
    assert second[2].startswith("（涉密议题，不公开）")
    assert "涉密" in second[2].removeprefix("（涉密议题，不公开）")


def test_a_chair_reads_names_and_dates_not_ids() -> None:
    """“bimonthly-2” and “2027-01-18” are for programs."""
    row = _page().table("须主席签批的偏离事项")[1]
    assert row[0] == "3—4月双月协商座谈会"
    assert row[2] == (
        "3—4月双月协商座谈会应在会前2个月（2027年1月18日前）报方案、开动员会，少 12 天。"
    )
    assert row[3:6] == ["议题2027年1月30日才确定。", "12 天", "2027年1月18日"]


# -- the other tables ------------------------------------------------------------------------------
def test_sessions_are_numbered_as_the_plan_is_issued() -> None:
    """Only sessions with a topic have a number; the plenary and open ones have none."""
    opened = full_session(4, topics=())
    this = full_plan()
    rows = _page(this.update(opened)).table("会议一览")[1:]
    assert [row[0] for row in rows] == ["—", "1", "2", "3", "—", "4", "5"]
    assert rows[4][2].startswith("议题待定")
    assert rows[0][1] == "1月11日 周一至 1月13日 周三"
    assert "并入全会" in rows[1][2]
    assert "6 名：" in rows[2][6]


def test_a_cancelled_session_is_shown_and_counts_for_nothing() -> None:
    """Else the year would promise one session more than is held."""
    this = full_plan().update(full_session(5, state="cancelled"))
    page = _page(this)
    row = page.table("会议一览")[6]
    assert row[0] == "—"
    assert "取消" in row[2]
    assert page.half_page["会议"].startswith("全年安排双月协商座谈会 5 场")


def test_rules_have_a_line_each_the_broken_ones_first() -> None:
    """One look says what does not hold, by which article."""
    rows = _page().table("逐条核对结果")[1:]
    assert len(rows) == 4
    assert rows[0][0] == "✗ 不符"
    assert rows[0][1] == "提前期"
    assert rows[0][3] == "anhua 二2、二4、三(二)1"
    assert rows[0][6] == "7—8月双月协商座谈会没有“实施方案”，应不迟于2027年5月14日。"
    assert {row[0] for row in rows[1:]} == {"✓ 符合"}


def test_each_topic_left_out_has_its_reason() -> None:
    """Whoever proposed it will ask; a plan that says nothing is said to say nothing."""
    this = full_plan()
    rows = _page(this.replace(left_out=this.left_out[1:])).table("未列入的议题")[1:]
    assert len(rows) == 8
    reasons = {row[0]: row[5] for row in rows}
    assert reasons["T07"] == "计划中没有写明原因。"
    assert "列入须挤出5—6月双月协商座谈会的议题" in reasons["T08"]
    assert [row[2] for row in rows] == ["5", "5", "4", "4", "3", "2", "2", "1"]


def test_stages_show_value_and_bound() -> None:
    """What “proven” rests on."""
    stages = (Stage(name="people", sense="min", value=50, bound=40, terms={"member-seats.off": 3}),)
    row = _page(full_plan(stages=stages, status="feasible")).table("各步目标")[1]
    assert row == [
        "参会人员", "越小越好", "50", "40", "10（20%）", "○ 未证明", "委员名额离一般数之差 3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "this",
    [
        plan(),
        plan(session(2, date(2027, 3, 18))),
        plan(session(2, date(2027, 3, 18), topics=("T99",), host="", lead_body="", members=("X",))),
        plan(session(2, date(2031, 3, 18)), session(3, date(2020, 1, 1))),
    ],
    ids=["no sessions", "no milestones", "unknown names", "other years"],
)
def test_a_hand_made_plan_makes_a_page(this: Plan) -> None:
    """The office compares its own draft too, however thin."""
    page = _page(this, county())
    assert len(page.table("时间轴数据")) == max(2, 1 + len(this.sessions))
    empty = county(members=(), topics=(), bodies=(), leaders=(), experts=())
    assert _page(this, empty).half_page["结论"]


def test_every_sentence_of_the_half_page_ends() -> None:
    """No label without a sentence, whatever the plan lacks."""
    for this, problem in ((full_plan(), full_problem()), (plan(), county())):
        for label, words in headline(
            Year(this, problem), Year(this, problem), "", PARTS, Names(this, problem)
        ):
            assert words.endswith("。"), label


def test_the_merged_session_is_where_the_plenary_is() -> None:
    """未定 would send the office looking for a room that nobody needs."""
    merged = plan(session(1, date(2027, 1, 12), merged_with_plenary=True))
    assert "随全体会议" in _page(merged, county()).words


def test_every_document_that_a_rule_cites_is_named() -> None:
    """A chair cannot look up “kailu 三7”."""
    cited = Compliance(
        rule="mandated", source="参照 kailu 三7；参照 farm 9", kind="hard", force="must",
        holds=True, checked=1,
    )  # fmt: skip
    words = _page(plan(session(2, date(2027, 3, 18)), compliance=(cited,)), county()).words
    assert "kailu 即开鲁县" in words
    assert "farm 即某农场" in words
    assert "yangzhou 即" not in words


def test_a_rule_is_told_as_it_binds_here() -> None:
    """A farm's office would take the county's two months for its own quarter."""
    verdict = Compliance(
        rule="quarterly-cadence", kind="hard", force="must", source="farm 11", checked=4, holds=True
    )

    def told(problem: Problem) -> str:
        return _page(full_plan().replace(compliance=(verdict,)), problem).table("逐条核对结果")[1][
            2
        ]

    slots = [Slot(
            id="farm-某场-1", form="farm", period=1, first=date(2027, 1, 1), last=date(2027, 3, 31),
            topics="few", council="某场", lead_body="某场",
        )]  # fmt: skip
    farm = Room(name="某场", level="场", form="farm", regime="farm", convenor="甲", hosts=())
    ours = full_problem()
    both = ours.model_copy(update={"rooms": (farm,), "slots": (*ours.slots, *slots)})
    alone = ours.model_copy(update={"rooms": (farm,), "slots": tuple(slots)})
    assert told(ours) == "季协商座谈会每季度至少一次。"
    assert told(alone) == "场“好商量”协商议事活动至少每季度召开 1 次。"
    assert told(both) == f"{told(ours)}协商室：{told(alone)}"
