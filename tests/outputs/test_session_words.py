"""What a session of any form is called: in a rule's words with its id, in the report without."""

from __future__ import annotations

import pytest

from outputs.report_names import Names
from outputs.session_words import session_label
from planner.spoken import session_name, spoken
from tests.outputs.kailu_year import COMMITTEES, DEPARTMENTS, kailu_plan, kailu_problem

COUNTY = kailu_problem(liaison_groups=())
PAIR = f"counterpart-{COMMITTEES[1]}-{DEPARTMENTS[2]}"
PAIRED = f"{COMMITTEES[1]}—{DEPARTMENTS[2]}对口协商"


@pytest.mark.parametrize(
    ("session", "name"),
    [
        ("plenary-1", "全体会议"),
        ("standing-2", "第2次专题议政性常委会"),
        ("quarterly-3", "第三季度协商座谈会"),
        (PAIR, PAIRED),
        ("sector-教育", "教育界别协商"),
        ("proposal-P03", "提案办理协商（P03）"),
        ("supervision-S01", "民主评议（S01）"),
        ("sector-天文", "sector-天文"),  # not in the year
    ],
)
def test_each_form_names_its_sessions(session: str, name: str) -> None:
    assert session_name(COUNTY, session) == name


def test_the_second_time_of_a_pair_is_told_from_the_first() -> None:
    slot = COUNTY.slot("sector-教育")
    again = slot.model_copy(update={"id": "sector-教育-2", "period": 2})
    twice = COUNTY.model_copy(update={"slots": (slot, again)})
    read = spoken("sector-教育-2 应在 sector-教育 之后", twice)
    assert read == "教育界别协商（第2次）（sector-教育-2）应在教育界别协商（sector-教育）之后"
    assert spoken(read, twice) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (f"{PAIR} 在 2027-03-08", f"{PAIRED}（{PAIR}）在2027年3月8日"),
        (f"将{PAIR}提前", f"将{PAIRED}（{PAIR}）提前"),
        ("proposal-P03、proposal-P031", "提案办理协商（P03）（proposal-P03）、proposal-P031"),
        ("sector-教育-2", "sector-教育-2"),  # not in the year: the id goes on
        ("xsector-教育", "xsector-教育"),
    ],
)
def test_ids_with_chinese_in_them_are_put_into_words(text: str, read: str) -> None:
    assert spoken(text, COUNTY) == read
    assert spoken(read, COUNTY) == read


def test_the_report_calls_a_session_by_its_name_alone() -> None:
    names = Names(kailu_plan(COUNTY), COUNTY)
    told = f"{PAIR} 与 sector-教育 相隔太近"
    alone = f"{PAIRED}与教育界别协商相隔太近"
    assert names.sentence(told) == names.sentence(spoken(told, COUNTY)) == alone


def test_every_session_of_the_year_has_its_own_label() -> None:
    labels = [session_label(s, COUNTY) for s in kailu_plan(COUNTY).sessions]
    assert len(set(labels)) == len(labels)
