"""A reason as data: one shape for the command line, --json, the workbook and the pages."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Reason(BaseModel):
    """Why something is so, or cannot be.

    Attributes
    ----------
    text:
        The reason in the office's words: persons, dates and numbers by name.
    cure:
        What puts it right, in words; empty where nothing is asked for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str = Field(default="", description="rule id; empty: a fact of the workbook")
    article: str = Field(default="", description="document and article, in its own numbering")
    entities: tuple[str, ...] = Field(
        default=(), description="persons, topics, units and sessions concerned: ids or names"
    )
    cells: tuple[str, ...] = Field(default=(), description="where to look: 议题!F5")
    numbers: dict[str, int] = Field(
        default_factory=dict, description="what was counted, by name: has 5, needs 7"
    )
    text: str
    cure: str = ""

    @property
    def line(self) -> str:
        """The reason in one line: what, where to look, the cure."""
        cells = tuple(dict.fromkeys(cell for cell in self.cells if cell))
        shown = "、".join(cells[:MOST_CELLS])
        more = f" 等 {len(cells)} 格" if len(cells) > MOST_CELLS else ""
        where = f"（见 {shown}{more}）" if cells else ""
        return f"{self.text.removesuffix('。')}{where}。{self.cure}"


MOST_CELLS = 6
"""How many cells a line names one by one."""
