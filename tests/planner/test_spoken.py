"""A chair signs deviations and reads findings: in words and dates, not in ids and hyphens."""

from datetime import date
from pathlib import Path

import pytest

from planner.check import judge
from planner.domain import ParameterValue
from planner.parts import room_part
from planner.plan import Deviation, LeftOut
from planner.spoken import quoted, session_name, spoken, spoken_dates, spoken_plan
from tests.builders import county, kailu_county, plan, session
from tests.inputs.room_sheets import farm_sheets
from tests.inputs.workbooks import problem_of

NAMED = "3—4月双月协商座谈会（bimonthly-2）"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("bimonthly-2 应不迟于 2027-02-08 报方案", f"{NAMED}应不迟于2027年2月8日报方案"),
        (
            "最少相隔 56 天（bimonthly-1 与 bimonthly-2）。",
            f"最少相隔 56 天（1—2月双月协商座谈会（bimonthly-1）与{NAMED}）。",
        ),
        ("plenary-1 在 2027-01-11", "全体会议（plenary-1）在2027年1月11日"),
        # Not an id, nor a date: left alone.
        (
            "bimonthly-20、xbimonthly-2、编号 12027-01-111",
            "bimonthly-20、xbimonthly-2、编号 12027-01-111",
        ),
    ],
)
def test_ids_and_dates_are_put_into_words(text: str, read: str) -> None:
    assert spoken(text, county()) == read


def test_what_is_spoken_already_stays_as_it_is() -> None:
    """A plan read back from its workbook and checked again must not stutter."""
    once = spoken("bimonthly-2 在 2027-03-18", county())
    assert spoken(once, county()) == once == f"{NAMED}在2027年3月18日"


def test_a_quoted_title_has_single_marks_within() -> None:
    assert quoted("做好“土特产”文章") == "“做好‘土特产’文章”"


def test_sessions_for_one_quarter_and_joint_ones_have_names_of_their_own() -> None:
    twice = ParameterValue(rule="quarterly-cadence", name="n", form="quarterly", value=2)
    joint = ParameterValue(rule="counterpart-pairs", name="joint", form="counterpart", value=1)
    problem = kailu_county(overrides=[twice, joint])
    assert session_name(problem, "quarterly-2") == "第二季度协商座谈会"
    assert session_name(problem, "quarterly-2-2") == "第二季度协商座谈会（第2次）"
    assert session_name(problem, "counterpart-经济委员会") == "经济委员会—发改局、工信局对口协商"


def test_a_session_that_the_year_does_not_have_keeps_its_id() -> None:
    assert session_name(county(), "bimonthly-9") == "bimonthly-9"
    assert spoken_dates("2028-02-29") == "2028年2月29日"


def test_verdicts_and_deviations_name_the_session_in_words() -> None:
    """The sheets 合规核对 and 偏离事项, and the command line, print these texts as they are."""
    bare = plan(session(2, date(2027, 3, 18)))
    texts = [t for v in judge(bare, county()) for t in (*v.findings, *v.notes)]
    assert any(NAMED in text for text in texts)
    assert not [t for t in texts if "2027-0" in t]
    stated = bare.replace(
        deviations=(Deviation(rule="lead-time", text="bimonthly-2 晚", reason="2027-01-30 才定"),),
        left_out=(LeftOut(topic="T01", reason="topic-cap", text="bimonthly-2 为 T02"),),
    )
    done = spoken_plan(stated, county())
    assert done.deviations[0].text == f"{NAMED}晚"
    assert done.deviations[0].reason == "2027年1月30日才定"
    assert done.left_out[0].text == f"{NAMED}为 T02"


def test_a_session_of_a_room_is_called_by_its_room_and_its_number(tmp_path: Path) -> None:
    """Six sessions of twelve villages are not all “村(社区)协商”."""
    farm = problem_of(tmp_path, farm_sheets())
    assert session_name(farm, "village-甲村-3") == "甲村第3次协商（村级）"
    assert session_name(farm, "farm-某农场-2") == "某农场第2次协商（场级）"
    told = "甲村第1次协商（村级）（village-甲村-1）"
    assert spoken("village-甲村-1 与 village-甲村-12", farm) == f"{told}与 village-甲村-12"


def test_a_room_part_calls_its_sessions_as_the_year_does(tmp_path: Path) -> None:
    """What a room's rule writes into its plan reads the same as the report's heading."""
    farm = problem_of(tmp_path, farm_sheets())
    part = room_part(farm, farm.room("甲村"))
    assert session_name(part, "village-甲村-3") == session_name(farm, "village-甲村-3")


def test_a_problem_that_is_gone_leaves_its_names_to_no_other(tmp_path: Path) -> None:
    """Sentences of one county must not be put into the words of the one read before it."""
    for room in ("甲村", "丙村"):
        content = farm_sheets()
        for rows in content.values():
            for row in rows:
                row[:] = [room if cell == "甲村" else cell for cell in row]
        problem = problem_of(tmp_path, content)
        assert spoken(f"village-{room}-1", problem).startswith(f"{room}第1次协商")
        del problem
