"""Feeds: what each entry gives, and that a broken feed gives what can be had of it."""

# ruff: noqa: E501 - one case a line

import re
from collections.abc import Callable
from datetime import UTC, datetime
from xml.sax.saxutils import escape

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


FIRST = "The bridge of Arden was shut on Monday for six weeks, the port authority said."
SECOND = "Engineers had found cracks in two of its pillars, and the café beside it is shut too."
ADDRESS = "https://gazette.example/bridge"


def feed(description: str, *, title: str = "The bridge of Arden is shut", channel: str = "Harbour Gazette", link: str = ADDRESS,
         date: str = "Tue, 13 May 2031 09:20:00 GMT", more: str = "") -> bytes:  # fmt: skip
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{escape(channel)}</title>'
        f"<link>https://gazette.example/</link><item><title>{escape(title)}</title><link>{escape(link)}</link>"
        f"<pubDate>{escape(date)}</pubDate><description>{escape(description)}</description>{more}</item></channel></rss>"
    ).encode()


HTML = f"<p>{FIRST}</p><p>{SECOND}</p>"
#: What programs put under an entry's text, and how the text ends then.
NOTICES = {
    "English": f"{HTML}<p>The post <a href='x'>The bridge of Arden is shut</a> appeared first on <a href='y'>Harbour Gazette</a>.</p>",
    "without a title": f"{HTML}<p>The post appeared first on Harbour Gazette.</p>",
    "German": f"{HTML}<p>Der Beitrag <a>The bridge of Arden is shut</a> erschien zuerst auf <a>Harbour Gazette</a>.</p>",
    "a language of no list": f"{HTML}<p>Bài viết <a>The bridge of Arden is shut</a> có trên <a>Harbour Gazette</a>.</p>",
    "an excerpt": f"{FIRST} {SECOND} Divers will look at the rest of [&#8230;]",
    "an excerpt and a button": f"{FIRST} {SECOND} Divers will look at the … Continue reading The bridge of Arden is shut →",
    "escaped twice": HTML.replace("<", "&lt;").replace(">", "&gt;"),
    "escaped three times": HTML.replace("<", "&amp;lt;").replace(">", "&amp;gt;"),
}


@pytest.mark.parametrize("description", NOTICES.values(), ids=list(NOTICES))
def test_only_the_text_of_an_entry_is_read(description: str) -> None:
    reading = read_bytes(feed(description), "a.xml")
    assert reading.skipped == ()
    assert [" ".join(a.text.split()) for a in reading.articles] == [f"{FIRST} {SECOND}"]


def test_a_text_that_speaks_of_tags_keeps_them() -> None:
    (article,) = read_bytes(feed(f"<p>{FIRST} Pages with &lt;p&gt; and &lt;/p&gt; were lost.</p>"), "a.xml").articles
    assert article.text.endswith("Pages with <p> and </p> were lost.")


def test_headlines_of_other_outlets_are_no_text() -> None:
    links = "".join(
        f"<li><a href='https://news.google.com/{n}'>{title}</a>&nbsp;&nbsp;<font color='#6f6f6f'>{outlet}</font></li>"
        for n, (title, outlet) in enumerate(
            (("The bridge of Arden is shut", "Harbour Gazette"), ("Cracks found in pillars", "Arden Post"))
        )
    )
    reading = read_bytes(feed(f"<ol>{links}</ol>", channel='"arden" - Google News'), "a.xml")
    assert reading.articles == ()
    assert [(s.path, s.reason) for s in reading.skipped] == [("a.xml#1", "stub")]


def test_the_title_of_a_search_names_no_outlet() -> None:
    link = "https://www.google.com/url?rct=j&url=https://www.kelsocourier.com/bridge&ct=ga"
    (article,) = read_bytes(feed(HTML, channel="Google Alert - arden", link=link), "a.xml").articles
    assert (article.source, article.url) == ("kelsocourier.com", "https://www.kelsocourier.com/bridge")


def test_a_feed_of_many_outlets_names_none() -> None:
    items = "".join(
        f"<item><title>The {thing} is shut</title><link>https://www.{thing}post.com/a</link><description>{SUMMARY} {thing}.</description></item>"
        for thing in THINGS
    )
    reading = read_bytes(
        f"<rss version='2.0'><channel><title>My morning reading</title>{items}</channel></rss>".encode(), "a.xml"
    )
    assert {a.source for a in reading.articles} == {f"{thing}post.com" for thing in THINGS}


def test_an_entry_with_several_reports_is_cut_into_them() -> None:
    reports = "".join(
        f"<h3><a href='https://gazette.example/{thing}'>The {thing} of Arden is shut again</a></h3><p>{SUMMARY} It is the {thing} of Arden.</p>"
        for thing in THINGS
    )
    reading = read_bytes(feed(reports, title="Morning briefing"), "a.xml")
    assert {(a.title, a.url) for a in reading.articles} == {
        (f"The {t} of Arden is shut again", f"https://gazette.example/{t}") for t in THINGS
    }
    assert {p.parent for p in reading.provenance} == {"Morning briefing"}


DAY = datetime(2031, 5, 13, tzinfo=UTC)
#: As feeds write their dates; all mean 13 May 2031, and those with None nothing for certain.
DATES = {
    "Ti, 13 Touko 2031 09:20:00 +0300": 6.3333, "mar., 13 mai 2031 09:20:00 +0200": 7.3333, "Di, 13 Mai 2031 09:20:00 +0200": 7.3333,
    "Вт, 13 Май 2031 09:20:00 +0300": 6.3333, "mar, 13 mag 2031 09:20:00 +0200": 7.3333, "martes, 13 mayo 2031 - 09:20": 9.3333,
    "Tue, 13 May 2031 09:20:60 GMT": 9.3499, "Tue, 13 May 2031 24:00:00 GMT": 0, "Tue, 13 May 31 09:20:00 GMT": 9.3333,
    "13 de maio de 2031 às 09h20": 9.3333, "2031. május 13. 9:20": 9.3333, "2031年5月13日 09:20": 9.3333, "2031년 5월 13일": 0,
    "ngày 13 tháng 5 năm 2031": 0, "١٣ مايو ٢٠٣١": 0, "13 मई 2031": 0, "2031 m. gegužės 13 d., 09:20": 9.3333,
    "Τρί, 13 Μαΐου 2031 09:20:00 +0300": 6.3333, "13. května 2031": 0, "st 13. 5. 2031 o 9:20": 9.3333, "wt., 13 maj 2031": 0,
    "05/13/2031 09:20 AM": 9.3333, "Mon, 13 May 2031 09:20:00 GMT": 9.3333,
    "05/06/2031 09:20:00": None, "Tue,": None, "yesterday": None, "gestern, 9:20": None, "hace 2 horas": None, "13 Mai": None,
    "13 listopada 2031": None, "32 mai 2031": None, "13 Courier 2031": None, "1452 خرداد 13": None,
}  # fmt: skip


@pytest.mark.parametrize(("written", "hours"), DATES.items())
def test_dates_of_feeds(written: str, hours: float | None) -> None:
    (article,) = read_bytes(feed(HTML, date=written), "a.xml").articles
    expected = None if hours is None else hours * 3600
    found = article.published and (article.published - DAY).total_seconds()
    assert found is None if expected is None else found == pytest.approx(expected, abs=1)
