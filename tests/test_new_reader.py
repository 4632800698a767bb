"""What somebody who has only the page of the seeds finds on it, on a phone and without scripts, end to end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.config import Settings
from summarizer.pipeline import make_briefing
from summarizer.render import render
from tests.test_render_browser import CHROMIUM, FLAGS

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.slow
SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    if not CHROMIUM:
        pytest.skip("no Chromium: run `make test`, or `sudo apt-get install chromium`")
    from playwright.sync_api import sync_playwright

    briefing = make_briefing([SEEDS], Settings(extractive=True))
    file = tmp_path_factory.mktemp("seeds") / "briefing.html"
    file.write_text(render(briefing, "html"), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 390, "height": 800}, java_script_enabled=False)
        page.goto(file.as_uri())
        yield page
        browser.close()


def section(page: Page, heading: str) -> Locator:
    return page.locator("section").filter(has=page.get_by_role("heading", name=heading, exact=True))


def test_the_ambassadors_remarks_stand_under_the_one_outlet_that_has_them(page: Page) -> None:
    only_vns = section(page, "Only in Viet Nam News (VNS)").inner_text()
    assert "Nguyễn Quốc Dũng" in only_vns
    assert "Greer appreciated Diên's practical proposals" in only_vns
    assert "Ambassador" not in section(page, "Only in VietnamPlus").inner_text()


def test_one_outlet_alone_has_the_150_billion(page: Page) -> None:
    assert "US$150 billion" in section(page, "Only in VietnamPlus").inner_text()
    assert "US$150 billion" not in section(page, "Only in Viet Nam News (VNS)").inner_text()


def test_the_page_says_that_the_sources_do_not_disagree(page: Page) -> None:
    assert page.get_by_role("heading", name="No disagreement found").is_visible()


def test_each_citation_opens_words_that_stand_in_a_seed(page: Page) -> None:
    texts = " ".join(file.read_text(encoding="utf-8") for file in SEEDS.iterdir())
    for citation in page.locator("details.cite").all():
        citation.locator("summary").click()
        passages = citation.locator("blockquote").all_inner_texts()
        assert passages
        assert [passage for passage in passages if passage not in texts] == []
