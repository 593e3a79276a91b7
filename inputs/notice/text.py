"""The text of a notice → its title, its year, and each festival's sentences.

Line breaks, blanks and the width of characters mean nothing in it: a page or a PDF puts them
anywhere. What stands before the first item only gives title and year: in some years it explains
the statute, with dates of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from inputs.cell_text import plain
from inputs.notice.days import FESTIVALS, festivals_in

_PAGE_NUMBER = re.compile(r"(?m)^\s*[-‐‑–—―－]+\s*\d+\s*[-‐‑–—―－]+\s*$")
_CHINESE_MARKS = str.maketrans("(),:;!", "（），：；！")

_NAME = r"[\u4e00-\u9fff]"
_FESTIVAL = f"(?:{'|'.join(f'{n[:2]}节?' for n in FESTIVALS)})"
_HEADING = re.compile(
    r"(?:(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|(?<!\d)\d{1,2}[.、])"
    rf"(?P<numbered>{_NAME}{{1,8}}(?:[、·]{_NAME}{{1,8}})*)"
    rf"|(?P<plain>{_FESTIVAL}(?:[、·和及与]{_FESTIVAL})*)(?:假期|放假安排|放假)?)："
)
_TITLE = re.compile(
    rf"(?:国务院|{_NAME}{{2,12}}?政府)?(?:办公厅|办公室)?关于[^。，：；\d《》]{{0,12}}"
    r"(?P<year>\d{4})年[^。，：；《》]{0,20}?(?:节假日|放假|假期)[^。，：；《》]{0,12}?通知"
)
_PREAMBLE = re.compile(r"现将(?P<year>\d{4})年")
_BEGINS = "通知如下"
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)")


def compact(text: str) -> str:
    """Return a text on one line without blanks, digits half-width, marks as Chinese print them."""
    return plain(_PAGE_NUMBER.sub("", text)).translate(_CHINESE_MARKS)


def title_of(text: str) -> str:
    """Return the notice's title, empty where the text (compact) has none."""
    found = _TITLE.search(text)
    return found[0] if found else ""


def year_of(text: str) -> int | None:
    """Return the year the notice is for, by its title or its first sentence."""
    found = _TITLE.search(text) or _PREAMBLE.search(text)
    return int(found["year"]) if found else None


def sentences(text: str) -> Iterator[tuple[str, str]]:
    """Yield festival and sentence, in order, from where the arrangement begins.

    A sentence before the first item belongs to the festival that the title names, where it is one
    (2019: 关于调整2019年劳动节假期安排的通知); else its festival is empty.
    """
    headings = list(_HEADING.finditer(text))
    begins = text.rfind(_BEGINS, 0, headings[0].start() if headings else len(text))
    if begins >= 0:
        begins += len(_BEGINS)
    else:
        begins = headings[0].start() if headings else 0
    named = [name for name in FESTIVALS if name[:2] in title_of(text)]
    name = named[0] if len(named) == 1 else ""
    for heading in headings:
        if heading.start() < begins:
            continue
        yield from _split(name, text[begins : heading.start()])
        name = _name(heading)
        begins = heading.end()
    yield from _split(name, text[begins:])


def _name(heading: re.Match[str]) -> str:
    """Return the festival of a heading as the statute writes it; one of its own as it stands."""
    written = heading["numbered"] or heading["plain"]
    parts = [p for p in re.split(r"[、·和及与]", written) if p]
    if all(any(name[:2] in part for name in FESTIVALS) for part in parts):
        return "、".join(festivals_in(part)[0] for part in parts)
    return str(written)


def _split(name: str, text: str) -> Iterator[tuple[str, str]]:
    for sentence in re.split(r"[。；！]", text):
        kept = _NUMBER.sub("", sentence.strip("：，、"))
        if kept:
            yield name, kept
