"""The archive: its pages, that they hang together, and the search in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from summarizer.commands import targets
from summarizer.render import render_archive
from summarizer.render.archive_view import ValueView
from summarizer.render.site import _thread_page
from summarizer.store import Store, follow_stories, history_of, threads_of
from summarizer.store.upkeep import _without
from summarizer.types import Briefing, Thread, ThreadDay, ToldSentence
from tests.briefings import BRIDGE, BRIDGE_TODAY, BRIEFING, TODAY, hostile
from tests.test_render_browser import AXE, INJECTION, browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser"]

#: A story of five days, whose cost and headline change.
DAYS = (
    BRIEFING,
    TODAY,
    *(
        replace(
            TODAY,
            date=TODAY.date + timedelta(days=n),
            stories=(
                replace(
                    BRIDGE_TODAY,
                    summary=replace(BRIDGE_TODAY.summary, sentences=BRIDGE_TODAY.summary.sentences[:n]),
                    story=replace(
                        BRIDGE_TODAY.story,
                        headline=f"Bridge shut, day {n + 2}",
                        articles=(*BRIDGE.story.articles, *BRIDGE_TODAY.story.articles),
                        origins=(*BRIDGE.story.origins, *BRIDGE_TODAY.story.origins),
                    ),
                    disagreements=BRIDGE.disagreements,
                ),
            ),
        )
        for n in (1, 2, 3)
    ),
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    with Store(tmp_path / "news.db") as store:
        for day in DAYS:
            follow_stories(store, day)
            targets.write(day, [targets.Target(f"{folder}/", targets.ARCHIVE)], None, 5, store)
    return folder


def bridge(site: Path) -> Path:
    return next(p for p in site.glob("story-*.html") if "Bridge shut, day 5" in p.read_text(encoding="utf-8"))


def test_a_page_a_day_a_page_a_story_and_every_link_leads_somewhere(site: Path) -> None:
    names = {path.name for path in site.iterdir()}
    assert {f"{day.date}.html" for day in DAYS} | {"index.html", "feed.atom"} <= names
    for page in site.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        links = re.findall(r'<(?:a|link)[^>]* href="([^"#]+?)(?:#[^"]*)?"', text)
        inside = {link for link in links if not re.match("https?:|data:", link)}
        assert inside <= names, page.name
        assert bool(inside) or page.name in {f"{day.date}.html" for day in DAYS}
        assert not re.search(r"<(?:script|img|iframe|object)[^>]* src=", text)
        assert ("<script" in text) == (page.name == "index.html")
    assert bridge(site).name in (site / "2031-05-11.html").read_text(encoding="utf-8")


def test_a_story_of_five_days_has_its_history_of_values(site: Path) -> None:
    text = bridge(site).read_text(encoding="utf-8")
    assert "Day 5 of this story, told on 4 days" in text or "Day 5 of this story, told on 5 days" in text
    values = text[text.index("How its values changed") :]
    assert re.search(r"4\.2 million crowns.*7 May 2031.*5 million crowns", values, re.DOTALL)
    assert text.index("11 May 2031") < text.index("8 May 2031"), "the last day first"


def test_days_on_which_nothing_new_was_told_are_one_and_values_stand_by_when_they_were_given() -> None:
    may = [date(2031, 5, day) for day in (7, 8, 9, 10)]
    said = (("cost", "5 million", datetime(2031, 5, 6, 9, tzinfo=UTC)),)
    first = ThreadDay("Bridge shut", ("Post",), 1, (ToldSentence("It is shut.", ()),))
    values = (("cost", (("4 million", ("Post",)), ("5 million", ("Herald", "Post")))),)
    other = replace(first, sentences=(ToldSentence("It costs more.", ()),), values=values, said=said)
    page = _thread_page(
        "Day", Thread("a", "Bridge shut", tuple(zip(may, (first, first, first, other), strict=True))), {}
    )
    assert page.standing == "Day 4 of this story, told on 2 days"
    assert [(day.day, day.again) for day in page.days] == [
        ("10 May 2031", ""),
        ("7 May 2031", "told again until 9 May 2031"),
    ]
    assert page.values == (
        (
            "cost",
            (ValueView("5 million", "6 May 2031", "Herald and Post"), ValueView("4 million", "10 May 2031", "Post")),
        ),
    )
    assert _without(other, "Herald").said == said
    assert _without(replace(other, values=values[0:1]), "Post").values == (("cost", (("5 million", ("Herald",)),)),)


def test_a_day_whose_page_is_gone_is_made_from_the_store(site: Path, tmp_path: Path) -> None:
    (site / "2031-05-08.html").unlink()
    kept = (site / "2031-05-07.html").read_bytes()
    with Store(tmp_path / "news.db") as store:
        follow_stories(store, DAYS[-1])
        targets.write(DAYS[-1], [targets.Target(f"{site}/", targets.ARCHIVE)], None, 5, store)
    assert "Osterby opens a library" in (site / "2031-05-08.html").read_text(encoding="utf-8")
    assert (site / "2031-05-07.html").read_bytes() == kept


def archived(briefing: Briefing, tmp_path: Path) -> Iterator[tuple[str, str]]:
    with Store(tmp_path / "other.db") as store:
        follow_stories(store, briefing)
        yield from render_archive(briefing, history_of(store), threads_of(store, briefing), 5, lambda _: False)


def test_no_word_of_an_article_runs_and_no_id_leads_out(tmp_path: Path) -> None:
    for name, text in archived(hostile(INJECTION), tmp_path):
        assert re.fullmatch(r"[\w-]+\.(?:html|atom)", name)
        assert "<script>window" not in text
        assert "</script><" not in text.replace("</script>\n<", "")
    thread = Thread("../../etc/x", "A", ())
    from summarizer.render.site import page_of

    assert "/" not in page_of(thread.id)
    assert len(page_of("a" * 300)) < 60


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_in_a_browser(browser: Browser, site: Path, width: int, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    strict = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for page_file in (site / "index.html", bridge(site)):
        requests: list[str] = []
        complaints: list[str] = []
        page = strict.new_page()
        page.on("request", lambda request, to=requests: to.append(request.url))
        page.on("console", lambda message, to=complaints: to.append(message.text))
        page.on("pageerror", lambda error, to=complaints: to.append(str(error)))
        page.goto(page_file.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if page_file.name == "index.html":
            page.fill("#words", "ferry")
            assert page.locator("#found a").all_inner_texts() == ["Bridge shut, day 5"]
            page.fill("#words", "qqqq")
            assert page.locator("#told").inner_text() == "Nothing found"
            page.fill("#words", "ferry")
            page.click("#found a")
            assert page.url == bridge(site).as_uri()
        assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
        assert complaints == []
        if AXE.is_file():
            page = context.new_page()
            page.goto(page_file.as_uri())
            page.add_script_tag(path=AXE)
            found = page.evaluate("axe.run(document, {preload: false})")
            assert [v["id"] for v in found["violations"]] == []
    context.close()
    strict.close()
