"""The page that the chair's meeting looks at: in a real browser, on the office's small screen, on A4."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.drafts import found, write_all_drafts

CLIPPED = """() => [...document.querySelectorAll("td, th, p, figure, h1, h2, h3, caption")]
  .filter(e => e.clientWidth && getComputedStyle(e).display !== "inline"
    && e.scrollWidth > e.clientWidth + 1)
  .map(e => e.tagName + " " + e.textContent.trim().slice(0, 40))"""
OVERLAPPING = """() => {
  const found = [];
  for (const svg of document.querySelectorAll("svg")) {
    const texts = [...svg.querySelectorAll("text")].map(t => [t.getBoundingClientRect(), t.textContent]);
    const edge = svg.getBoundingClientRect();
    texts.forEach(([a, words], n) => {
      if (a.left < edge.left - 1 || a.right > edge.right + 1) found.push("outside: " + words);
      for (const [b, other] of texts.slice(n + 1))
        if (a.left + 1 < b.right - 1 && b.left + 1 < a.right - 1
            && a.top + 4 < b.bottom - 4 && b.top + 4 < a.bottom - 4)
          found.push(words + " / " + other);
    });
  }
  return found;
}"""


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("方案 比较")
    write_all_drafts(folder)
    return folder / "comparison.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((p for name in names if (p := shutil.which(name))), None)
    assert path, "no browser: `make test` installs Debian's chromium; elsewhere install Chrome"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, comparison: Path) -> Iterator[Page]:
    # Without JavaScript, as an office's locked-down browser may have it.
    context = browser.new_context(
        viewport={"width": 1366, "height": 768}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(comparison.as_uri())
    yield page
    context.close()


def test_no_request_leaves_the_page(browser: Browser, comparison: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(comparison.as_uri())
    page.wait_for_load_state("networkidle")
    assert asked == [comparison.as_uri()]
    text = comparison.read_text(encoding="utf-8")
    assert "<script" not in text
    assert not re.search(r"""(src|href)=["']?https?:""", text)
    page.close()


@pytest.mark.parametrize("width", [1366, 1024])
def test_nothing_is_clipped_and_nothing_scrolls_sideways(
    browser: Browser, comparison: Path, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 768})
    page.goto(comparison.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(OVERLAPPING) == []
    page.close()


def test_the_first_screen_says_what_is_gained_and_lost(page: Page) -> None:
    for number, plan in enumerate(found().found):
        block = page.locator("#summary .plan").nth(number)
        assert block.locator("h3").inner_text().startswith(plan.name)
        told = block.locator("p")
        assert told.count() == 3
        assert told.nth(0).inner_text().startswith("得：")
        assert told.nth(1).inner_text().startswith("失：")
    top = page.locator("#summary .plan h3").first.bounding_box()
    assert top is not None
    assert top["y"] < 768


def test_the_best_is_marked_and_each_chart_has_its_table(page: Page) -> None:
    assert page.locator("#measures td.best").count() > 0
    charts = page.locator("#calendars-part figure svg")
    tables = page.locator("#calendars-part details table")
    assert charts.count() == tables.count() >= 4
    # Opened without JavaScript.
    page.locator("#calendars-part summary").first.click()
    assert tables.first.is_visible()


def test_each_plan_has_a_page_of_its_own_on_paper(browser: Browser, comparison: Path) -> None:
    page = browser.new_page()
    page.goto(comparison.as_uri())
    page.emulate_media(media="print")
    plans = page.locator("section[id^='plan-']")
    assert plans.count() == len(found().found)
    for number in range(plans.count()):
        assert plans.nth(number).evaluate("e => getComputedStyle(e).breakBefore") == "page"
    pdf = page.pdf(prefer_css_page_size=True)
    sizes = set(re.findall(rb"/MediaBox \[([^\]]*)\]", pdf))
    # A4 landscape, 297 by 210 mm in points.
    assert {tuple(round(float(x)) for x in size.split()) for size in sizes} == {(0, 0, 842, 595)}
    page.close()
