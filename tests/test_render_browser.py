"""The HTML page in a real browser: what a reader can do with it, and what an article cannot."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.render import render
from summarizer.types import Briefing
from tests.briefings import BRIEFING, FESTIVAL, NEXT_DAY, hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
#: Quiet on a machine without a network, and able to run as root.
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
AXE = Path(sys.prefix) / "node_modules" / "axe-core" / "axe.min.js"
#: What runs if any of it gets through.
INJECTION = (
    "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'><svg onload='window.hacked = 3'>"
    '"\'><iframe src="javascript:parent.hacked = 4"></iframe></style></title></textarea>-->]]>'
    "<a href='javascript:window.hacked = 5' autofocus onfocus='window.hacked = 6'>click</a>"
    "<style>@import 'https://evil.example/x.css';</style><link rel=stylesheet href=https://evil.example/y.css>"
)
ARABIC = replace(
    BRIEFING,
    stories=(replace(FESTIVAL, story=replace(FESTIVAL.story, headline="مهرجان الفوانيس يجذب الزوار")), FESTIVAL),
)
PAGES: dict[str, Briefing] = {
    "full": BRIEFING,
    "one story": replace(BRIEFING, stories=BRIEFING.stories[:1]),
    "one article": replace(BRIEFING, stories=(FESTIVAL,)),
    "nothing": replace(BRIEFING, stories=(), skipped=()),
    "right to left": ARABIC,
    "next day": NEXT_DAY,
    "injection": hostile(INJECTION),
    "long words": hostile("Donaudampfschifffahrtsgesellschaft" * 8),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium: run `make test`, or `sudo apt-get install chromium`")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A page opened in a browser of its own, with all that it asked for and complained of."""

    def __init__(self, browser: Browser, file: Path, text: str, width: int = 1280, **options: Any) -> None:
        file.write_text(text, encoding="utf-8")
        self.context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.url = file.as_uri()
        self.page.goto(self.url)


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    visits: list[Visit] = []

    def open_page(briefing: Briefing, width: int = 1280, format_: str = "html", **options: Any) -> Visit:
        page = tmp_path / f"{len(visits)}.html"
        visits.append(Visit(browser, page, render(briefing, format_), width, **options))
        return visits[-1]

    yield open_page
    for opened in visits:
        opened.context.close()


@pytest.mark.parametrize("java_script", [True, False], ids=["script on", "script off"])
def test_a_citation_opens_its_evidence(visit: Any, java_script: bool) -> None:
    page = visit(BRIEFING, java_script_enabled=java_script).page
    citation = page.locator("details.cite").first
    evidence = citation.locator(".evidence")
    assert not evidence.is_visible()
    citation.locator("summary").click()
    assert evidence.is_visible()
    assert evidence.locator("blockquote").all_inner_texts() == [
        "The bridge at Marrow Ford was closed on Tuesday after divers found a crack in its second pier.",
        "Divers found a crack in a pier of the Marrow Ford bridge, which was shut on Tuesday.",
    ]
    assert evidence.locator("bdi").all_inner_texts() == ["Marrow Gazette", "Radio Nord"]
    address = evidence.locator("a").first.get_attribute("href")
    assert address == (
        "https://gazette.example/news/bridge?id=7&page=1"
        "#:~:text=The%20bridge%20at%20Marrow%20Ford,crack%20in%20its%20second%20pier."
    )
    citation.locator("summary").press("Enter")
    assert not evidence.is_visible()


def test_closed_citations_do_not_break_the_paragraph(visit: Any) -> None:
    page = visit(BRIEFING, width=1600).page
    ends = page.locator("details.cite").first.bounding_box()
    next_begins = page.evaluate("document.querySelector('#story-1-2').getClientRects()[0].top")
    assert abs(next_begins - ends["y"]) < 20


def test_the_front_leads_to_the_stories(visit: Any) -> None:
    from playwright.sync_api import expect

    page = visit(BRIEFING).page
    page.get_by_role("navigation").get_by_role("link", name="Lantern festival draws 20,000").click()
    assert page.url.endswith("#story-2")
    expect(page.get_by_role("heading", level=2, name="Lantern festival")).to_be_in_viewport()
    page.locator("#story-2").get_by_role("link", name="Back to all stories").click()
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()


def test_the_tab_key_reaches_everything_in_order(visit: Any) -> None:
    page = visit(BRIEFING).page
    reachable = page.locator("a[href], summary").evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => e.outerHTML)"
    )
    reached = []
    for _ in reachable:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.outerHTML"))
        focused = page.evaluate(
            "(e => ({outline: getComputedStyle(e).outlineStyle, top: e.getBoundingClientRect().top}))"
            "(document.activeElement)"
        )
        assert focused["outline"] == "solid"
    assert reached == reachable
    assert "Skip to the stories" in reached[0]


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_silent_and_asks_for_nothing(visit: Any, name: str) -> None:
    opened = visit(PAGES[name])
    opened.page.emulate_media(color_scheme="dark")
    for summary in opened.page.locator("summary").all():
        summary.click()
    opened.page.wait_for_load_state("networkidle")
    assert opened.requests == [opened.url]
    assert opened.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_page(visit: Any, name: str) -> None:
    page = visit(PAGES[name]).page
    for summary in page.locator("summary").all():
        summary.click()
    for width in (320, 390, 768, 1024, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_injected_article_executes_nothing_and_shows_as_text(visit: Any) -> None:
    opened = visit(hostile(INJECTION), bypass_csp=True)  # the escaping alone must hold
    for summary in opened.page.locator("summary").all():
        summary.click()
    opened.page.wait_for_timeout(300)
    assert opened.page.evaluate("window.hacked") is None
    assert opened.requests == [opened.url]
    assert opened.page.locator("script, iframe, img, svg[onload], [onerror], a[href^=javascript]").count() == 0
    assert INJECTION in opened.page.locator("#story-1 .summary").text_content()
    assert INJECTION in opened.page.title()


def test_scripts_are_forbidden_as_well(visit: Any) -> None:
    page = visit(BRIEFING).page
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked = 1\">')")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hacked") is None


def test_text_runs_in_its_own_direction(visit: Any) -> None:
    page = visit(ARABIC).page
    directions = page.locator("article h2").evaluate_all("all => all.map(e => getComputedStyle(e).direction)")
    assert directions == ["rtl", "ltr"]


def test_on_paper_the_evidence_is_below_the_story(visit: Any) -> None:
    page = visit(BRIEFING, color_scheme="dark").page
    notes = page.locator("#story-1 .notes")
    assert not notes.is_visible()
    page.emulate_media(media="print")
    assert notes.is_visible()
    # What stands word for word in its article need not be printed twice.
    assert notes.locator("blockquote").count() == 2
    assert "Word for word in the article cited: sentence 2." in notes.inner_text()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(29, 27, 24)"
    assert page.pdf(format="A4").startswith(b"%PDF-")


@pytest.mark.parametrize("name", PAGES)
def test_the_mail_asks_for_nothing_and_fits_a_phone(visit: Any, name: str) -> None:
    opened = visit(PAGES[name], width=390, format_="mail")
    opened.page.wait_for_load_state("networkidle")
    assert (opened.requests, opened.complaints) == ([opened.url], [])
    assert opened.page.evaluate("window.hacked") is None
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
@pytest.mark.parametrize("name", ["full", "one story", "one article", "nothing", "right to left", "next day"])
def test_axe_finds_nothing(visit: Any, name: str, width: int, scheme: str) -> None:
    if not AXE.is_file():
        pytest.skip(f"no axe-core: run `make test`, or `npm install --prefix {sys.prefix} axe-core`")
    page = visit(PAGES[name], width=width, color_scheme=scheme).page
    for summary in page.locator("summary").all():
        summary.click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {preload: false})")
    assert len(found["passes"]) > 15
    assert [(v["id"], v["impact"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
