"""The documentation for users is generated, and says what the reader does."""

from __future__ import annotations

from pathlib import Path

from constraints import RULES
from inputs.docs import write_docs
from inputs.rule_docs import rule_docs
from inputs.sheet_docs import sheet_docs
from inputs.sheets import SHEETS

DOCS = Path(__file__).parent.parent.parent / "docs"


def test_the_committed_pages_are_the_generated_ones() -> None:
    """A page that lags behind the program has the office fill in what is no longer read."""
    assert (DOCS / "工作簿.md").read_text(encoding="utf-8") == sheet_docs()
    assert (DOCS / "规则参数.md").read_text(encoding="utf-8") == rule_docs()


def test_every_sheet_and_column_is_documented() -> None:
    sections = dict(part.split("\n", 1) for part in sheet_docs().split("\n## ")[1:])
    for sheet in SHEETS:
        for column in sheet.columns:
            assert f"| **{column.name}** |" in sections[sheet.name] or (
                f"| {column.name} |" in sections[sheet.name]
            )


def test_every_rule_and_parameter_is_documented_with_its_source() -> None:
    text = rule_docs()
    for rule in RULES:
        assert f"| {rule.name} | `{rule.id}` |" in text
        for parameter in rule.parameters:
            assert f"`{rule.id}.{parameter.name}`" in text
    assert "| 提前期 | 提前月数 | `lead-time.lead_months` | 双月协商座谈会 | 2 |" in text


def test_the_generator_writes_both_pages(tmp_path: Path) -> None:
    write_docs(tmp_path / "docs")
    assert sorted(p.name for p in (tmp_path / "docs").iterdir()) == ["工作簿.md", "规则参数.md"]
