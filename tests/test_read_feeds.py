"""Feeds: what each entry gives, and that a broken feed gives what can be had of it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from summarizer.read import read_bytes

THINGS = ("bridge", "tunnel", "pier", "lock", "tower")
ENTRIES = [
    (f"The {thing} of Arden is shut", f"https://gazette.example/{thing}", datetime(2031, 5, day, 9, 30, tzinfo=UTC))
    for day, thing in enumerate(THINGS, 1)
]
SUMMARY = "It was shut on Monday for six weeks, the port authority said – and the café beside it too."


def rss() -> str:
    items = "".join(
        f"<item><title>{title}</title><link>{link}</link><pubDate>{when:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        f"<description>{SUMMARY} {title}.</description></item>\n"
        for title, link, when in ENTRIES
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Harbour Gazette</title>'
        f"<link>https://gazette.example/</link>\n{items}</channel></rss>"
    )


def atom() -> str:
    entries = "".join(
        f'<entry><title type="html">{title}</title><link href="{link}"/><id>{link}</id>'
        f"<updated>{when.isoformat()}</updated><summary>{SUMMARY} {title}.</summary></entry>\n"
        for title, link, when in ENTRIES
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Harbour Gazette</title>\n{entries}</feed>"
    )


#: How a feed is broken -> what it does to it, and how many of its five entries must still be whole.
BROKEN: dict[str, tuple[Callable[[str], bytes], int]] = {
    "whole": (lambda feed: feed.encode(), 5),
    "cut off in the last entry": (lambda feed: feed[: feed.rindex("It was shut")].encode(), 4),
    "cut off after the third": (lambda feed: "".join(re.split("(?<=</item>|/entry>)", feed)[:3]).encode(), 3),
    "says Latin-1, is UTF-8": (lambda feed: feed.replace("utf-8", "iso-8859-1").encode(), 5),
    "says UTF-8, is Windows-1252": (lambda feed: feed.encode("cp1252"), 5),
    "UTF-16 that says UTF-8": (lambda feed: feed.encode("utf-16"), 5),
    "bad entities": (lambda feed: feed.replace("It was shut", "&nbsp;&foo; Cats & dogs: it was shut").encode(), 5),
    "control bytes": (lambda feed: feed.replace("It was", "It\x01 was\x0b").encode(), 5),
    "a warning before it": (lambda feed: b"<br />\n<b>Warning</b>: x in y.php\n" + feed.encode(), 5),
    "white space before it": (lambda feed: b"\n\n  " + feed.encode(), 5),
    "an unbound prefix": (lambda feed: feed.replace("<link", "<x:y>z</x:y><link").encode(), 5),
}


@pytest.mark.parametrize("make", [rss, atom])
@pytest.mark.parametrize(("broken", "whole"), BROKEN.values(), ids=list(BROKEN))
def test_what_can_be_had(make: Callable[[], str], broken: Callable[[str], bytes], whole: int) -> None:
    reading = read_bytes(broken(make()), "a.xml")
    found = {(a.title, a.url, a.published) for a in reading.articles}
    assert len(found & set(ENTRIES)) >= whole
    assert {a.source for a in reading.articles} == {"Harbour Gazette"}
    whole_ones = [a for a in reading.articles if (a.title, a.url, a.published) in ENTRIES]
    assert all("shut on Monday for six weeks" in a.text for a in whole_ones)


def test_authors_in_a_json_feed_are_no_articles() -> None:
    feed = (
        '{"version": "https://jsonfeed.org/version/1", "title": "Harbour Gazette", "author": {"name": "Ana Lim", '
        '"url": "https://gazette.example/lim"}, "items": '
        f'[{{"title": "{ENTRIES[0][0]}", "content_text": "{SUMMARY}"}}]}}'
    )
    reading = read_bytes(feed.encode(), "a.json")
    assert [(a.title, a.source) for a in reading.articles] == [(ENTRIES[0][0], "Harbour Gazette")]
    assert reading.skipped == ()
