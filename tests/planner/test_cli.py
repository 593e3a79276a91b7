"""The command line as a clerk uses it: files, exit codes, sentences, and nothing half-written."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from inputs.reader import read
from planner.plan import Plan
from tests.inputs import workbooks

SECTORS = ("农业", "经济", "教育", "医卫", "工商联", "文艺")


def small_county() -> dict[str, workbooks.Rows]:
    """Nine topics, three bodies, 24 members: enough for a year's plan."""
    members: workbooks.Rows = [["编号", "姓名", "性别", "界别"]]
    members += [[f"M{n:03d}", f"委员{n:03d}", "男女"[n % 2], SECTORS[n % 6]] for n in range(1, 25)]
    topics: workbooks.Rows = [["编号", "议题名称", "提出单位", "重要程度", "牵头单位"]]
    bodies = ("经济委员会", "教育委员会")
    topics += [
        [f"T{n:02d}", f"议题{n}", bodies[n % 2], 1 + n % 5, bodies[n % 2]] for n in range(1, 10)
    ]
    return workbooks.changed(委员=members, 议题=topics)


def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "planner", *(str(a) for a in arguments)]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env=environment,
        timeout=300,
    )


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small county's workbook, in a folder whose name has a space and Chinese."""
    folder = tmp_path_factory.mktemp("县 办公室")
    return workbooks.write(folder / "我县 2027.xlsx", small_county())


@pytest.fixture(scope="module")
def solved(county: Path) -> Path:
    """The folder of a plan of the small county."""
    out = county.parent / "输出 一"
    done = run("solve", county, "--out", out)
    assert done.returncode == 0, done.stderr
    assert "已证明" in done.stdout
    return out


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_solve_leaves_every_output_and_nothing_else(solved: Path) -> None:
    found = files(solved)
    for name in ("plan.json", "run.json", "年度协商计划.xlsx", "任务分工表.xlsx", "report.html"):
        assert name in found
    assert "calendars/全部.ics" in found
    assert sum(f.startswith("calendars/委员/") for f in found) == 24
    assert not [f for f in found if "写入中" in f or f.endswith(".tmp")]


def test_the_run_tells_what_the_solver_was_set_to(solved: Path) -> None:
    """Whoever wants the same search again must not look into the program for it."""
    told = json.loads((solved / "run.json").read_text(encoding="utf-8"))["parameters"]
    assert told["seed"] == 0
    assert {"num_workers: 1", "linearization_level: 2", "symmetry_level: 0"} <= set(told["cp_sat"])


def test_the_same_input_gives_the_same_plan_byte_for_byte(county: Path, solved: Path) -> None:
    """Another seed and two workers: once proven, plan.json and all that is issued are the same."""
    out = county.parent / "输出 二"
    assert run("solve", county, "--out", out, "--seed", 11, "--workers", 2).returncode == 0
    assert files(out) == files(solved)
    for name in files(solved):
        if name.endswith((".json", ".ics")) and name != "run.json":
            assert (out / name).read_bytes() == (solved / name).read_bytes(), name


def test_the_plan_checks_from_json_and_from_the_workbook(county: Path, solved: Path) -> None:
    for name in ("plan.json", "年度协商计划.xlsx"):
        done = run("check", county, "--plan", solved / name)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "全部满足" in done.stdout


def test_a_plan_edited_by_hand_is_judged_rule_by_rule(county: Path, solved: Path) -> None:
    data = json.loads((solved / "plan.json").read_text(encoding="utf-8"))
    session = next(s for s in data["sessions"] if s["id"] == "bimonthly-3")
    session["members"] = session["members"][:3]
    edited = county.parent / "改过.json"
    edited.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    done = run("check", county, "--plan", edited)
    assert done.returncode == 1
    assert "✗ 委员名额" in done.stdout
    assert "bimonthly-3" in done.stdout


def test_json_output_is_json_alone(county: Path) -> None:
    done = run("solve", county, "--out", county.parent / "输出 三", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["status"] == "optimal"
    checked = run("check", county, "--json")
    assert json.loads(checked.stdout)["ok"] is True


def test_progress_is_plain_lines_when_not_a_terminal(county: Path) -> None:
    done = run("solve", county, "--out", county.parent / "输出 四")
    assert "\x1b[" not in done.stderr
    assert "议题价值" in done.stderr
    assert "已证明" in done.stderr


def bad(tmp_path: Path, **sheets: workbooks.Rows) -> Path:
    return workbooks.write(tmp_path / "坏.xlsx", small_county() | sheets)


def test_bad_input_is_named_exit_2_and_nothing_written(tmp_path: Path) -> None:
    topics: workbooks.Rows = [
        ["编号", "议题名称", "提出单位", "重要程度", "牵头单位"],
        ["T01", "议题1", "经济委员会", 9, "经济委会"],
        ["T01", "", "经济委员会", 3, ""],
    ]
    out = tmp_path / "出"
    done = run("solve", bad(tmp_path, 议题=topics), "--out", out)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    for cell in ("议题!D2", "议题!E2", "议题!A3", "议题!B3"):
        assert cell in done.stderr, done.stderr
    assert not out.exists()


# -- the marked copy ------------------------------------------------------------------------------
def test_a_faulty_workbook_is_exit_2_and_its_marked_copy_is_there(tmp_path: Path) -> None:
    topics: workbooks.Rows = [
        ["编号", "议题名称", "提出单位", "重要程度", "牵头单位"],
        ["T01", "议题1", "经济委员会", 9, "经济委会"],
    ]
    path = bad(tmp_path, 议题=topics)
    before = path.read_bytes()
    out = tmp_path / "标注 副本.xlsx"
    done = run("check", path, "--mark", out)
    assert done.returncode == 2
    assert "议题!D2" in done.stderr
    assert str(out) in done.stderr
    assert path.read_bytes() == before
    assert files(tmp_path) == sorted([path.name, out.name])
    book = openpyxl.load_workbook(out)
    assert book.sheetnames[0] == "问题清单"
    assert book["议题"]["D2"].fill.fill_type == "solid"


def test_where_cells_are_left_out_the_way_to_see_them_all_is_told(tmp_path: Path) -> None:
    members: workbooks.Rows = [["编号", "姓名", "性别", "界别"]]
    members += [[f"M{n:03d}", f"委员{n:03d}", "不详", "农业"] for n in range(1, 25)]
    path = bad(tmp_path, 委员=members)
    done = run("check", path)
    (line,) = [line for line in done.stderr.splitlines() if "不在可选范围内" in line]
    assert "委员!C2：“不详” " in line
    assert "另有 23 处：C3、C4、" in line
    assert "--mark" in done.stderr
    assert "没有列全" not in run("check", path, "--mark", tmp_path / "副本.xlsx").stderr


def test_a_right_workbook_is_exit_0_with_a_copy_and_json_names_it(county: Path) -> None:
    out = county.parent / "好的副本.xlsx"
    done = run("check", county, "--mark", out, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["ok"], said["marked"]) == (True, str(out))
    assert "没有发现错误" in openpyxl.load_workbook(out)["问题清单"]["A2"].value
    assert "marked" not in json.loads(run("check", county, "--json").stdout)


def test_with_a_plan_the_copy_shows_the_workbooks_problems(county: Path, solved: Path) -> None:
    out = county.parent / "带计划.xlsx"
    done = run("check", county, "--plan", solved / "plan.json", "--mark", out)
    assert done.returncode == 0, done.stderr
    assert "全部满足" in done.stdout
    assert str(out) in done.stdout
    assert openpyxl.load_workbook(out).sheetnames[0] == "问题清单"


def test_a_copy_is_never_written_over_the_workbook_or_the_plan(
    county: Path, solved: Path, tmp_path: Path
) -> None:
    own = Path(shutil.copy(county, tmp_path / "县.xlsx"))
    plan = Path(shutil.copy(solved / "年度协商计划.xlsx", tmp_path / "计划.xlsx"))
    (tmp_path / "链接.xlsx").symlink_to(own)
    (tmp_path / "下").mkdir()
    kept = own.read_bytes(), plan.read_bytes()
    for target in (own, tmp_path / "链接.xlsx", tmp_path / "下" / ".." / "县.xlsx", plan):
        done = run("check", own, "--plan", plan, "--mark", target)
        assert done.returncode == 2, target
        assert "不能覆盖" in done.stderr
    assert run("check", "县.xlsx", "--mark", "./县.xlsx", cwd=tmp_path).returncode == 2
    assert (own.read_bytes(), plan.read_bytes()) == kept


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("没有/副本.xlsx", "不存在"),
        ("夹.xlsx", "是文件夹"),
        ("副本.xls", "副本.xlsx"),
        ("副本.xlsm", "副本.xlsx"),
        ("副" * 200 + ".xlsx", "无法写入"),
    ],
)
def test_a_place_for_no_copy_is_one_sentence_and_nothing_is_written(
    county: Path, tmp_path: Path, target: str, words: str
) -> None:
    (tmp_path / "夹.xlsx").mkdir()
    done = run("check", county, "--mark", tmp_path / target)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert files(tmp_path) == []


def test_a_file_that_is_no_workbook_has_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "旧.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    done = run("check", path, "--mark", tmp_path / "副本.xlsx")
    assert done.returncode == 2
    assert "已损坏" in done.stderr
    assert "副本" not in done.stderr
    assert files(tmp_path) == ["旧.xls"]


def test_a_workbook_with_macros_is_copied_without_them(county: Path, tmp_path: Path) -> None:
    path = tmp_path / "县.xlsm"
    with zipfile.ZipFile(county) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(
                    b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
                    b"vnd.ms-excel.sheet.macroEnabled.main",
                )
            new.writestr(name, data)
        new.writestr("xl/vbaProject.bin", b"macros")
    out = tmp_path / "副本.xlsx"
    assert run("check", path, "--mark", out).returncode == 0
    with zipfile.ZipFile(out) as archive:
        assert not [name for name in archive.namelist() if "vba" in name]
        assert b"macroEnabled" not in archive.read("[Content_Types].xml")
    assert "宏" in openpyxl.load_workbook(out)["问题清单"]["A5"].value


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["solve"], ["缺少", "INPUT.xlsx"]),
        (["solve", "没有.xlsx", "--out", "x"], ["没有.xlsx"]),
        (["frobnicate"], ["frobnicate"]),
        (["solve", "a.xlsx", "--out", "x", "--seed", "abc"], ["--seed"]),
        (["solve", "a.xlsx", "--out", "x", "--wrong"], ["--wrong"]),
        (["template", "x.xlsx", "--profile", "nowhere"], ["nowhere", "anhua"]),
        (
            ["template", "x.xlsx", "--profile", "anhua,开鲁全形式"],
            ["开鲁全形式", "是否为“开鲁全形式协商”"],
        ),
        (["template", "no/such/folder/x.xlsx"], ["no/such/folder"]),
    ],
)
def test_a_wrong_command_line_is_exit_2_in_chinese(
    arguments: list[str], words: list[str], tmp_path: Path
) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr
    assert any("一" <= c <= "鿿" for c in done.stderr)


def test_an_unknown_emphasis_is_exit_2(county: Path, tmp_path: Path) -> None:
    done = run("solve", county, "--out", tmp_path / "x", "--emphasis", "随便")
    assert done.returncode == 2
    assert "均衡" in done.stderr


def test_rules_that_leave_no_plan_are_exit_1_with_the_reason_saved(tmp_path: Path) -> None:
    """Two mandated topics in March and April, where there is one session."""
    head: list[Any] = [
        "编号",
        "议题名称",
        "提出单位",
        "重要程度",
        "牵头单位",
        "最早月份",
        "最晚月份",
    ]
    rows: workbooks.Rows = [head]
    rows += [[f"T{n:02d}", f"议题{n}", "经济委员会", 3, "", "", ""] for n in range(1, 9)]
    rows += [[f"T{n}", f"议题{n}", "经济委员会", "指定", "", 3, 4] for n in (21, 22)]
    out = tmp_path / "出"
    done = run("solve", bad(tmp_path, 议题=rows), "--out", out)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "指定议题" in done.stderr
    assert "时间窗口" in done.stderr
    assert files(out) == ["无法编排.txt"]
    assert "指定议题" in (out / "无法编排.txt").read_text(encoding="utf-8")


def test_no_time_at_all_is_exit_3_and_writes_nothing(county: Path, tmp_path: Path) -> None:
    done = run("solve", county, "--out", tmp_path / "出", "--time-limit", 0.1)
    assert done.returncode in (0, 3)  # a very fast machine may find a plan even so
    if done.returncode == 3:
        assert "time-limit" in done.stderr
        assert not (tmp_path / "出").exists()


def test_an_output_that_is_a_file_is_said(county: Path, tmp_path: Path) -> None:
    (tmp_path / "出").write_text("", encoding="utf-8")
    done = run("solve", county, "--out", tmp_path / "出")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "出" in done.stderr


def test_ctrl_c_keeps_the_best_plan_so_far(county: Path, tmp_path: Path) -> None:
    """Interrupted once while solving: a complete, checked plan is left, or nothing at all."""
    out = tmp_path / "出"
    process = subprocess.Popen(
        [sys.executable, "-m", "planner", "solve", str(county), "--out", str(out)],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("议题价值"):
            break
    time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=120)
    assert process.returncode in (0, 3)
    if process.returncode == 0:
        problem = read(county).problem
        assert problem is not None
        plan = Plan.from_json((out / "plan.json").read_text(encoding="utf-8"))
        assert all(c.holds for c in plan.compliance)
    else:
        assert not out.exists()


def test_the_blank_workbook_is_written_and_refused_until_filled(tmp_path: Path) -> None:
    blank = tmp_path / "空白.xlsx"
    assert run("template", blank).returncode == 0
    done = run("check", blank)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_check_counts_before_anybody_waits_for_a_solver(tmp_path: Path) -> None:
    """T21 and T22 must both be in March or April, where there is one session: said with the cells."""
    head = ["编号", "议题名称", "提出单位", "重要程度", "牵头单位", "最早月份", "最晚月份"]
    rows: workbooks.Rows = [head]
    rows += [[f"T{n:02d}", f"议题{n}", "经济委员会", 3, "", "", ""] for n in range(1, 9)]
    rows += [[f"T{n}", f"议题{n}", "经济委员会", "指定", "", 3, 4] for n in (21, 22)]
    workbook = bad(tmp_path, 议题=rows)
    done = run("check", workbook)
    assert done.returncode == 1
    assert "一共要占 2 场，能安排它们的只有 1 场" in done.stderr
    assert "议题!F10、议题!F11" in done.stderr
    told = json.loads(run("check", workbook, "--json").stdout)
    assert told["facts"][0]["numbers"] == {"has": 1, "needs": 2}
