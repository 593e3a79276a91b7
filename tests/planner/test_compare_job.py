"""Comparing what may not be compared, or believing an edited plan, would decide a year wrongly."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from inputs.problems import InputErrors
from outputs.comparison.compared import HOSTS, MEMBERS
from outputs.comparison.measures import MEASURES
from planner.adopt_job import adopt
from planner.compare_job import read_comparison
from planner.plan import Plan
from planner.plan_files import adoption_of
from tests.drafts import WORKBOOK, write_all_drafts

NOW = datetime(2026, 12, 20, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("方案 比较")
    write_all_drafts(folder)
    return folder


@pytest.fixture
def drafts(written: Path, tmp_path: Path) -> Path:
    """A copy of the folder, which a test may spoil."""
    return Path(shutil.copytree(written, tmp_path / "方案"))


def refused(*paths: Path, **options: Path) -> str:
    with pytest.raises(InputErrors) as caught:
        read_comparison(paths, **options)
    return "\n".join(p.text for p in caught.value.problems)


def change(folder: Path, **fields: object) -> None:
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    (folder / "plan.json").write_text(json.dumps({**plan, **fields}), encoding="utf-8")


def test_a_folder_of_alternatives_is_all_its_plans(drafts: Path) -> None:
    comparison = read_comparison([drafts])
    names = [plan.name for plan in comparison.plans]
    assert names[:4] == ["均衡", "民生优先", "委员覆盖", "错峰"]
    assert all(v.holds for plan in comparison.plans for v in plan.verdicts)
    assert not any(plan.remarks for plan in comparison.plans)


def test_plans_of_different_years_and_organisations_are_refused_together(drafts: Path) -> None:
    change(drafts / "1-均衡", year=2026)
    change(drafts / "2-民生优先", organisation="政协别县委员会")
    said = refused(drafts)
    assert "“均衡” 是 2026 年的计划，工作簿和其余各份是 2027 年的" in said
    assert "--last-year" in said
    assert "“民生优先” 是“政协别县委员会”的计划" in said


def test_a_folder_with_no_plan_and_one_plan_alone_are_refused(drafts: Path, tmp_path: Path) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    assert "文件夹里没有计划" in refused(drafts / "1-均衡", empty)
    assert "没有这个文件夹或文件" in refused(drafts / "1-均衡", tmp_path / "无")
    assert "只有一份计划" in refused(drafts / "1-均衡")


def test_without_the_workbook_the_cure_is_named(drafts: Path) -> None:
    (drafts / "工作簿.xlsx").unlink()
    assert "--input" in refused(drafts)
    assert len(read_comparison([drafts], WORKBOOK).plans) == 5


def test_an_edited_plan_is_checked_and_said_so(drafts: Path) -> None:
    path = drafts / "1-均衡" / "plan.json"
    plan = Plan.from_json(path.read_text(encoding="utf-8"))
    (third, *_) = [s for s in plan.sessions if s.id == "bimonthly-3"]
    crowd = third.replace(members=(*third.members, "M101", "M102", "M103", "M104"))
    path.write_text(plan.update(crowd).to_json(), encoding="utf-8")
    edited = read_comparison([drafts]).first
    assert "plan.json 生成后被改动过" in edited.remarks[0]
    assert "member-seats" in {v.rule for v in edited.broken}
    assert not edited.plan.stages  # what it claims to be proven is believed no more


def test_a_hand_made_plan_is_compared_and_what_it_does_not_say_is_unknown(
    drafts: Path, tmp_path: Path
) -> None:
    issued = openpyxl.load_workbook(drafts / "1-均衡" / "年度协商计划.xlsx")
    for name in issued.sheetnames:
        if name != "计划":
            del issued[name]
    sheet = issued["计划"]
    (header,) = [r for r in sheet.iter_rows() if any(c.value == "场次" for c in r)]
    for cell in header:
        if cell.value in ("委员", "主持人", "专家"):
            for (below,) in sheet.iter_rows(
                min_row=cell.row + 1, min_col=cell.column, max_col=cell.column
            ):
                if not isinstance(below, openpyxl.cell.cell.MergedCell):
                    below.value = None
    hand_made = tmp_path / "手排.xlsx"
    issued.save(hand_made)
    mine, by_hand = read_comparison([drafts / "1-均衡", hand_made]).plans
    assert {MEMBERS, HOSTS} <= by_hand.unsaid
    assert not mine.unsaid
    assert by_hand.broken
    values = {m.name: m.value(by_hand) for m in MEASURES}
    assert values["没有点名席位的委员"] is None  # unknown, and not 220
    assert values["用时最多的领导"] is None
    topics = {m.name: m.value(mine) for m in MEASURES}["列入议题"]
    assert values["列入议题"] == topics


def test_last_years_plan_stands_beside_and_tells_nothing_of_this_years_topics(
    drafts: Path, tmp_path: Path
) -> None:
    last = Path(shutil.copytree(drafts / "1-均衡", tmp_path / "上年"))
    change(last, year=2026)
    comparison = read_comparison([drafts], last_year=last)
    assert comparison.plans[-1].of_other_year
    assert comparison.plans[-1] not in comparison.of_this_year
    values = {m.name: m.value(comparison.plans[-1]) for m in MEASURES}
    assert values["议题价值（重要程度合计）"] is None
    assert "是 2027 年的计划，上年应是 2026 年" in refused(drafts, last_year=drafts / "1-均衡")


def test_adopted_plans_are_versions_in_order_with_hashes_and_all_that_is_issued(
    drafts: Path,
) -> None:
    second, _ = adopt(drafts / "2-民生优先", "王主任", NOW)
    assert (second.version, second.by) == (1, "王主任")
    third, _ = adopt(drafts / "1-均衡", "李主席", NOW)
    assert third.version == 2
    folder = drafts / "1-均衡"
    assert adoption_of(folder) == third
    plan = Plan.from_json((folder / "plan.json").read_text(encoding="utf-8"))
    assert plan.version == 2
    assert plan.input_sha256 == third.input_sha256
    assert "第 2 版" in (folder / "report.html").read_text(encoding="utf-8")
    assert (folder / "任务分工表.xlsx").is_file()
    assert "第2版" in (folder / "calendars" / "全部.ics").read_text(encoding="utf-8").replace(
        "\n ", ""
    )


def test_what_may_not_be_adopted_is_refused_and_nothing_written(drafts: Path) -> None:
    folder = drafts / "1-均衡"
    adopt(folder, "王", NOW)
    before = (folder / "plan.json").read_bytes()
    with pytest.raises(InputErrors, match="已于 2026-12-20 由王采用为第 1 版"):
        adopt(folder, "李", NOW)
    assert (folder / "plan.json").read_bytes() == before
    with pytest.raises(InputErrors, match="里面有 5 份计划"):
        adopt(drafts, "王", NOW)
    broken = drafts / "3-委员覆盖"
    plan = Plan.from_json((broken / "plan.json").read_text(encoding="utf-8"))
    first = plan.sessions[1].replace(members=())
    text = plan.update(first).to_json()
    (broken / "plan.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputErrors, match="有规则没有守住"):
        adopt(broken, "王", NOW)
    assert (broken / "plan.json").read_text(encoding="utf-8") == text
    assert adoption_of(broken) is None


def test_a_plan_of_another_workbook_is_not_adopted(drafts: Path) -> None:
    shutil.copyfile(WORKBOOK.with_name("kailu.xlsx"), drafts / "工作簿.xlsx")
    with pytest.raises(InputErrors, match="内容不同"):
        adopt(drafts / "1-均衡", "王", NOW)
