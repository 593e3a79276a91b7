"""A plan is checked, read and turned into documents on a machine where the solver cannot run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.inputs import workbooks
from tests.planner.test_cli import small_county

BLOCKED = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "ortools":
            raise ImportError("no solver on this machine")

sys.meta_path.insert(0, Blocked())
"""

CHECK = (
    BLOCKED
    + """
from planner.cli import main
main()
"""
)

WRITE = (
    BLOCKED
    + """
from pathlib import Path
from inputs.plan_file import read_plan
from inputs.reader import read_workbook
from outputs.folder import write_all
problem = read_workbook(Path(sys.argv[1]))
write_all(read_plan(Path(sys.argv[2]), problem), problem, Path(sys.argv[3]), {})
assert "ortools" not in sys.modules
"""
)


def python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *(str(a) for a in arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120)


def test_checking_and_writing_need_no_solver(tmp_path: Path) -> None:
    """LoongArch has no solver: there a plan made elsewhere is still judged and issued."""
    county = workbooks.write(tmp_path / "县.xlsx", small_county())
    made = subprocess.run(
        [sys.executable, "-m", "planner", "solve", str(county), "--out", str(tmp_path / "出")],
        capture_output=True,
        timeout=120,
    )
    assert made.returncode == 0
    plan = tmp_path / "出" / "plan.json"
    judged = python(CHECK, "check", county, "--plan", plan)
    assert judged.returncode == 0, judged.stderr
    assert "全部满足" in judged.stdout
    written = python(WRITE, county, plan, tmp_path / "再出")
    assert written.returncode == 0, written.stderr
    assert (tmp_path / "再出" / "年度协商计划.xlsx").exists()
