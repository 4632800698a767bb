"""JSON as crawlers, readers of feeds, news services, databases and editing systems export it: all give one article."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from summarizer.read import read_bytes
from summarizer.types import Article, Reading

ONE = "The last ferry of the season left Arden on Monday, two weeks earlier than planned, the harbour office said."
TWO = "Low water has kept the larger boats in port since the middle of September, and three of five lines are shut."
THREE = "Shops on the islands now get their goods by helicopter, which costs about 4,000 crowns a flight."
BODY = "\n".join((ONE, TWO, THREE))
HTML = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
TITLE = "Last ferry leaves Arden two weeks early"
NAME = "Harbour Gazette"
LINK = "https://gazette.example/ferry"
WHEN = "2031-10-06T09:20:00Z"
MOMENT = datetime(2031, 10, 6, 9, 20, tzinfo=UTC)
SECONDS = int(MOMENT.timestamp())
LINES = BODY.split("\n")


def read(value: Any, name: str = "a.json") -> Reading:
    return read_bytes((value if isinstance(value, str) else json.dumps(value)).encode(), name)


def only(reading: Reading) -> Article:
    assert reading.skipped == ()
    (article,) = reading.articles
    return article


def pieces(line: str, key: str = "text", **kind: str) -> list[dict[str, Any]]:
    """A line as editors of rich text keep it, its first words in bold."""
    return [{**kind, key: line[:8], "marks": [{"type": "bold"}]}, {**kind, key: line[8:]}]


#: What exports it -> its shape, and the fields it has: title, text, outlet, moment, address.
SHAPES: dict[str, tuple[Any, str]] = {
    "WordPress REST": ([{"id": 5512, "date": "2031-10-06T11:20:00", "date_gmt": "2031-10-06T09:20:00", "link": LINK, "title": {"rendered": TITLE}, "content": {"rendered": HTML, "protected": False}, "excerpt": {"rendered": f"<p>{ONE}</p>"}, "type": "post"}], "title text moment url"),
    "Fundus": ([{"title": TITLE, "publishing_date": "2031-10-06 09:20:00+00:00", "authors": ["Ana Lim"], "body": {"summary": [ONE], "sections": [{"headline": [], "paragraphs": [TWO, THREE]}]}, "html": {"requested_url": LINK, "crawl_date": "2031-11-01", "source_info": {"publisher": NAME}}}], "title text outlet moment url"),
    "Fundus, plain": ([{"title": TITLE, "publishing_date": "2031-10-06 09:20:00+00:00", "plaintext": BODY.replace("\n", "\n\n"), "lang": "en"}], "title text moment"),
    "a list of paragraphs": ([{"headline": TITLE, "published": WHEN, "source": NAME, "url": LINK, "paragraphs": LINES}], "title text outlet moment url"),
    "a body that is a list": ([{"headline": TITLE, "published": WHEN, "source": NAME, "url": LINK, "body": LINES}], "title text outlet moment url"),
    "Google Reader, starred": ({"id": "user/-/state/com.google/starred", "title": "Starred", "items": [{"id": "tag:1", "title": TITLE, "published": SECONDS, "crawlTimeMsec": "1999999999999", "alternate": [{"href": LINK, "type": "text/html"}], "summary": {"content": HTML}, "origin": {"streamId": "feed/12", "title": NAME, "htmlUrl": "https://gazette.example"}}]}, "title text outlet moment url"),
    "Inoreader": ({"direction": "ltr", "id": "user/1/label/news", "title": "Saved", "items": [{"title": TITLE, "published": SECONDS, "canonical": [{"href": LINK}], "content": {"direction": "ltr", "content": HTML}, "origin": {"title": NAME}}]}, "title text outlet moment url"),
    "Miniflux": ({"total": 1, "entries": [{"id": 88, "title": TITLE, "url": LINK, "published_at": WHEN, "created_at": "2031-11-01T00:00:00Z", "content": HTML, "author": "Ana Lim", "feed": {"id": 3, "title": NAME, "site_url": "https://gazette.example"}}]}, "title text outlet moment url"),
    "wallabag": ([{"is_starred": 1, "id": 7, "title": TITLE, "url": LINK, "content": HTML, "created_at": "2031-11-01T10:00:00+0000", "published_at": "2031-10-06T09:20:00+0000", "reading_time": 1}], "title text moment url"),
    "MongoDB": ([{"_id": {"$oid": "66"}, "title": TITLE, "text": BODY, "date": {"$date": WHEN}, "source": NAME}], "title text outlet moment"),
    "MongoDB, long form": ([{"title": TITLE, "text": BODY, "date": {"$date": {"$numberLong": str(SECONDS * 1000)}}, "source": {"name": NAME}}], "title text outlet moment"),
    "JSON feed": ({"version": "https://jsonfeed.org/version/1.1", "title": NAME, "items": [{"id": "1", "url": LINK, "title": TITLE, "content_html": HTML, "date_published": WHEN}]}, "title text outlet moment url"),
    "rss2json": ({"status": "ok", "feed": {"url": f"{LINK}/rss", "title": NAME, "link": LINK}, "items": [{"title": TITLE, "pubDate": "2031-10-06 09:20:00", "link": LINK, "content": HTML}]}, "title text outlet moment url"),
    "news-please": ({"authors": [], "date_download": "2031-11-01 00:00:00", "date_publish": "2031-10-06 09:20:00", "maintext": BODY, "source_domain": NAME, "title": TITLE, "url": LINK}, "title text outlet moment url"),
    "Event Registry": ({"articles": {"results": [{"uri": "8112", "lang": "eng", "date": "2031-10-07", "dateTimePub": WHEN, "url": LINK, "title": TITLE, "body": BODY, "source": {"uri": "gazette.example", "title": NAME}}], "totalResults": 1}}, "title text outlet moment url"),
    "GDELT": ([{"DATE": "20311006092000", "SourceCommonName": NAME, "DocumentIdentifier": LINK, "title": TITLE, "text": BODY}], "title text outlet moment url"),
    "Elasticsearch": ({"hits": {"total": {"value": 1}, "hits": [{"_index": "news", "_source": {"title": TITLE, "text": BODY, "published": WHEN, "outlet": NAME}}]}}, "title text outlet moment"),
    "Arc": ({"content_elements": [{"_id": "A1", "type": "story", "headlines": {"basic": TITLE}, "display_date": WHEN, "canonical_url": LINK, "content_elements": [{"type": "text", "content": ONE}, {"type": "image", "caption": "The ferry"}, {"type": "text", "content": TWO}, {"type": "text", "content": THREE}]}]}, "title text moment url"),
    "JSON:API": ({"data": [{"type": "node--article", "id": "7", "attributes": {"title": TITLE, "published_at": WHEN, "body": {"value": "raw", "processed": HTML}}}]}, "title text moment"),
    "TipTap": ({"title": TITLE, "published_at": WHEN, "body": {"type": "doc", "content": [{"type": "paragraph", "content": pieces(line, type="text")} for line in LINES]}}, "title text moment"),
    "Slate": ({"title": TITLE, "published_at": WHEN, "content": [{"type": "p", "children": pieces(line)} for line in LINES]}, "title text moment"),
    "Sanity": ({"title": TITLE, "publishedAt": WHEN, "body": [{"_type": "block", "children": pieces(line, _type="span")} for line in LINES]}, "title text moment"),
    "Contentful": ({"fields": {"title": TITLE, "date": WHEN, "body": {"nodeType": "document", "content": [{"nodeType": "paragraph", "content": pieces(line, "value", nodeType="text")} for line in LINES]}}}, "title text moment"),
    "Editor.js": ({"title": TITLE, "date": WHEN, "content": {"time": 1, "blocks": [{"type": "paragraph", "data": {"text": line}} for line in LINES]}}, "title text moment"),
    "a page's metadata": ({"og:title": TITLE, "article:published_time": WHEN, "og:site_name": NAME, "og:url": LINK, "full_text": BODY}, "title text outlet moment url"),
    "a saved page": ([{"url": LINK, "html": f"<html><head><title>{TITLE}</title><meta property='article:published_time' content='{WHEN}'><meta property='og:site_name' content='{NAME}'></head><body><nav>Home</nav><article><h1>{TITLE}</h1>{HTML}</article></body></html>"}], "title text outlet moment url"),
    "a French date": ({"titre": "x", "title": TITLE, "text": BODY, "date": "lundi 6 octobre 2031 09:20", "source": NAME}, "title text outlet moment"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "fields"), SHAPES.values(), ids=list(SHAPES))
def test_an_export(value: Any, fields: str) -> None:
    article = only(read(value))
    has = {"title": TITLE, "text": BODY, "outlet": NAME, "moment": MOMENT, "url": LINK}
    found = {
        "title": article.title,
        "text": article.text,
        "outlet": article.source,
        "moment": article.published,
        "url": article.url,
    }
    assert {name: found[name] for name in fields.split()} == {name: has[name] for name in fields.split()}
    # What an export does not say is not made up: "Starred" is no outlet, a day of saving no date.
    assert article.source in (NAME if "outlet" in fields else None, "gazette.example")


def test_values_one_after_the_other_and_a_list_that_was_cut_off() -> None:
    records = [{"title": f"{TITLE}, part {n}", "text": f"{BODY} It was day {n}.", "date": WHEN} for n in (1, 2, 3)]
    pretty = "\n".join(json.dumps(record, indent=1) for record in records)
    assert len(read(pretty).articles) == 3
    assert read(pretty).skipped == ()
    cut = read(json.dumps(records)[:-80])
    assert {a.title for a in cut.articles} == {f"{TITLE}, part {n}" for n in (1, 2)}
    ((path, reason, detail),) = [(s.path, s.reason, s.detail) for s in cut.skipped]
    assert (path, reason) == ("a.json", "malformed")
    assert detail.startswith("not JSON behind the first 2 values")


def test_text_under_an_unknown_name_is_told_with_the_names() -> None:
    reading = read([{"headline": TITLE, "when": "2031-10-06", "story_words": BODY}, {"title": TITLE, "text": BODY}])
    assert [a.title for a in reading.articles] == [TITLE]
    assert [(s.path, s.reason, s.detail) for s in reading.skipped] == [
        (
            "a.json#1",
            "not_article",
            'text under a name that is not known: story_words (all names: headline, when, story_words); call it "text"',
        )
    ]


def test_a_summary_is_read_and_the_text_under_an_unknown_name_told() -> None:
    reading = read({"title": TITLE, "description": ONE, "story_words": BODY, "comments": [{"text": BODY}]})
    assert [a.text for a in reading.articles] == [ONE]
    assert [s.detail.split(" (")[0] for s in reading.skipped] == ["text under a name that is not known: story_words"]


def test_a_file_without_articles_says_which_names_it_has() -> None:
    (skipped,) = read([{"temperature": 4, "station": "Arden"}]).skipped
    assert skipped.detail == "no object in it has the fields of an article; its names: temperature, station"


def test_a_page_of_results_is_no_article() -> None:
    results = [
        {"title": f"{TITLE} {n}", "text": f"{BODY} Day {n}.", "date": f"2031-10-0{n}", "url": f"{LINK}/{n}"}
        for n in (1, 2)
    ]
    reading = read({"title": "All news of October", "content": results, "page": 1})
    assert {a.published and a.published.date() for a in reading.articles} == {date(2031, 10, 1), date(2031, 10, 2)}
    assert reading.skipped == ()


def test_sections_with_titles_are_one_text() -> None:
    value = {
        "title": TITLE,
        "date": WHEN,
        "sections": [
            {"title": "On the water", "text": f"{ONE}\n{TWO}"},
            {"title": "On the islands", "paragraphs": [THREE]},
        ],
    }
    article = only(read(value))
    assert article.title == TITLE
    assert all(line in article.text.split("\n") for line in LINES)


@pytest.mark.parametrize("end", ["… [+2210 chars]", " [...]", " […]", "…"])
def test_a_summary_that_breaks_off_ends_with_its_last_whole_sentence(end: str) -> None:
    assert (
        only(read({"title": TITLE, "url": LINK, "description": f"{ONE} {TWO} Shops on the isl{end}"})).text
        == f"{ONE} {TWO}"
    )
