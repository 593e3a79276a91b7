"""The forms of consultation (协商形式) by id, so that a known form that a profile lacks is named."""

from __future__ import annotations

FORM_NAMES = {
    "plenary": "全体会议",
    "standing": "专题议政性常委会",
    "special": "专题协商会",
    "bimonthly": "双月协商座谈会",
    "quarterly": "季协商座谈会",
    "counterpart": "对口协商",
    "sector": "界别协商",
    "proposal": "提案办理协商",
    "supervision": "民主评议、监督性视察",
    "farm": "场级好商量",
    "town": "乡镇协商",
    "village": "村(社区)协商",
    "enterprise": "企事业单位协商",
}

SEVERAL_WORDS = tuple(name for name in FORM_NAMES.values() if "、" in name)
"""Names of forms that hold the mark which separates the values of a cell."""
