"""Each format: what comes out of a small file of it, with the fields that the format has."""

import gzip
import io
import json
import textwrap
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage

import pytest

from summarizer.read import Limits, read_bytes
from summarizer.types import Article, Reading

ONE = "The bridge over the Arden was closed on Monday, the port authority said."
TWO = "Engineers had found cracks in two of its pillars, and the cracks were growing by the day."
THREE = "It will stay shut for at least six weeks, and ferries will carry passengers in the meantime."
BODY = "\n".join((ONE, TWO, THREE))
TITLE = "Arden bridge shut for six weeks"
NOON = datetime(2031, 5, 2, 12, 0, tzinfo=UTC)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>{TITLE} | World | Harbour Gazette</title>
<meta property="og:site_name" content="Harbour Gazette"><meta property="og:title" content="{TITLE}">
<link rel="canonical" href="https://gazette.example/world/bridge">
<script type="application/ld+json">{{"@graph":[{{"@type":"WebSite","name":"Harbour Gazette"}},
{{"@type":["NewsArticle"],"headline":"{TITLE}","datePublished":"2031-05-02T12:00:00Z"}}]}}</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><main><article><h1>{TITLE}</h1>
<p class="byline">By Ana Lim</p><figure><img src="a.jpg"><figcaption>The bridge. Photo: Ana Lim</figcaption></figure>
<p>{ONE}</p><p><a href="/other">Read this other story about ferries</a></p><p>{TWO}</p><p>{THREE}</p>
<ul class="cards"><li class="card"><h3><a href="/1">Mayor to step down</a></h3><p>The mayor of Arden will go.</p></li>
<li class="card"><h3><a href="/2">Rain ends</a></h3><p>It rained.</p></li>
<li class="card"><h3><a href="/3">Ferry fares rise</a></h3><p>They rose.</p></li></ul></article></main>
<footer>© 2031 Harbour Gazette</footer></body></html>"""


def only(reading: Reading) -> Article:
    assert reading.skipped == ()
    (article,) = reading.articles
    return article


def facts(article: Article) -> tuple[object, ...]:
    return (article.title, article.text, article.source, article.published, article.url)


GAZETTE = (TITLE, BODY, "Harbour Gazette", NOON, "https://gazette.example/world/bridge")
HEADER = f"Title: {TITLE}\nSource: Harbour Gazette\nDate: 2031-05-02T12:00Z\nURL: {GAZETTE[4]}\n\n"
FRONT_MATTER = HEADER.replace("Title", "---\ntitle").strip() + "\n---\n"


def mhtml(page: str) -> bytes:
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://gazette.example/world/bridge\r\n"
        "Date: Fri, 9 Jun 2034 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: https://gazette.example/world/bridge\r\n\r\n{page}\r\n--b--\r\n"
    ).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def warc(page: bytes, status: str = "200 OK", media_type: str = "text/html; charset=utf-8") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode() + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2034-06-09T10:00:00Z\r\n"
        "WARC-Target-URI: https://gazette.example/world/bridge\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode()
    return gzip.compress(head + http + b"\r\n\r\n")


ALIKE = {
    "a.txt": (HEADER + BODY).encode(),
    "a.md": f"{FRONT_MATTER}# {TITLE}\n\n{ONE}\n\n**{TWO[:12]}**{TWO[12:]}\n\n![a](b.png)\n\n[{THREE}](https://x.example)\n".encode(),
    "header.md": f"{HEADER}{BODY}".replace("\nE", "\n\nE").replace("\nIt", "\n\nIt").encode(),
    "a.html": PAGE.encode(),
    "page-called.txt": PAGE.encode(),
    "no-ending": PAGE.encode(),
    "utf16.htm": PAGE.encode("utf-16"),
    "latin1.html": PAGE.replace("<head>", "<head><meta charset=iso-8859-1>").encode("latin-1"),
    "a.mhtml": mhtml(PAGE),
    "a.html.gz": gzip.compress(PAGE.encode()),
    "a.zip": zipped({"in/a.html": PAGE.encode(), "__MACOSX/in/._a.html": b"x", ".hidden": b"y"}),
    "a.warc.gz": warc(PAGE.encode()),
    "nested.zip": zipped({"b.zip": zipped({"a.html.gz": gzip.compress(PAGE.encode())})}),
}


@pytest.mark.parametrize(("name", "data"), ALIKE.items(), ids=list(ALIKE))
def test_one_article_in_many_formats(name: str, data: bytes) -> None:
    assert facts(only(read_bytes(data, name))) == GAZETTE


WHEN = "2031-05-02T12:00:00Z"
LINK = "https://gazette.example/world/bridge"
HTML = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
NAME = "Harbour Gazette"
RECORDS = {
    "ours": {"id": "g-1", "title": TITLE, "text": BODY, "source": NAME, "published": "2031-05-02T12:00:00+00:00"},
    "news-please": {"maintext": BODY, "title": TITLE, "source_domain": NAME, "date_publish": "2031-05-02 12:00:00",
                    "date_download": "2034-01-01 00:00:00", "authors": ["Ana Lim"], "language": "en"},
    "trafilatura": {"title": TITLE, "date": WHEN, "text": BODY, "source-hostname": NAME, "source": LINK,
                    "excerpt": ONE, "comments": ""},
    "NewsAPI": {"status": "ok", "articles": [{"source": {"id": None, "name": NAME}, "title": TITLE, "content": BODY,
                "publishedAt": WHEN, "url": LINK}]},
    "Guardian": {"response": {"results": [{"webTitle": TITLE, "webPublicationDate": WHEN,
                 "fields": {"bodyText": BODY, "publication": NAME}}]}},
    "NYT": {"response": {"docs": [{"headline": {"main": TITLE}, "abstract": ONE, "lead_paragraph": BODY,
            "snippet": ONE, "pub_date": "2031-05-02T12:00:00+0000", "source": NAME, "web_url": LINK}]}},
    "JSON feed": {"version": "https://jsonfeed.org/version/1.1", "title": NAME,
                  "items": [{"title": TITLE, "content_html": HTML, "date_published": WHEN}]},
    "JSON-LD": {"@type": "NewsArticle", "headline": TITLE, "articleBody": BODY, "datePublished": WHEN,
                "publisher": {"name": NAME}},
    "Elasticsearch": {"hits": {"hits": [{"_id": "1", "_source": {"title": TITLE, "body": BODY, "date": 1935489600,
                      "publisher": NAME}}]}},
}  # fmt: skip


@pytest.mark.parametrize(("shape", "value"), RECORDS.items(), ids=list(RECORDS))
def test_json_shapes(shape: str, value: object) -> None:
    article = only(read_bytes(json.dumps(value).encode(), "a.json"))
    assert facts(article)[:4] == GAZETTE[:4]
    assert article.id == "g-1" if shape == "ours" else len(article.id) == 12


def test_json_lines_tell_the_broken_ones() -> None:
    good = json.dumps(RECORDS["ours"])
    reading = read_bytes(
        f"{good}\n{{broken\n\n{good.replace('g-1', 'g-2').replace('Monday', 'Friday')}\n".encode(), "a.jsonl"
    )
    assert [a.id for a in reading.articles] == ["g-1", "g-2"]
    assert [(s.path, s.reason, s.detail) for s in reading.skipped] == [
        ("a.jsonl", "malformed", "not JSON in 1 of its lines: 2")
    ]


def test_a_text_that_an_export_cut_off_ends_with_its_last_whole_sentence() -> None:
    value = {
        "articles": [{"title": TITLE, "description": ONE, "content": f"{ONE} {TWO} It will stay sh… [+2210 chars]"}]
    }
    assert only(read_bytes(json.dumps(value).encode(), "a.json")).text == f"{ONE} {TWO}"


RSS = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "yyyy">]>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>World news - Harbour Gazette</title><link>https://gazette.example/</link>
<item><title>{TITLE}</title><link>https://gazette.example/world/bridge</link>
<pubDate>Fri, 02 May 2031 12:00:00 GMT</pubDate>
<description>{ONE}</description>
<content:encoded><![CDATA[<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>]]></content:encoded></item>
<item><title>Ferry &amp; fares &x;&y;</title><link>https://gazette.example/ferry</link>
<description>Ferry fares rise by a tenth from next week, the operator said.
&lt;a href="x"&gt;Read more&lt;/a&gt;</description></item>
<description>Ferry fares rise by a tenth from next week, the operator said.
&lt;a href="x"&gt;Read more&lt;/a&gt;</description></item>
<item><title>Empty</title><link>https://gazette.example/empty</link></item></channel></rss>"""


def test_feed() -> None:
    reading = read_bytes(RSS.encode(), "a.xml")
    by_title = {a.title: a for a in reading.articles}
    assert facts(by_title[TITLE]) == GAZETTE
    (ferry,) = (a for a in reading.articles if a.title != TITLE)
    assert ferry.title is not None
    assert ferry.title.startswith("Ferry & fares")
    assert "yyyy" not in ferry.title
    assert ferry.text.startswith("Ferry fares rise by a tenth from next week, the operator said.")
    assert ferry.published is None
    assert [(s.path, s.reason) for s in reading.skipped] == [("a.xml#3", "empty")]


def test_a_feed_that_breaks_off_gives_what_stands_before() -> None:
    reading = read_bytes(RSS.split("<item><title>Empty")[0].encode(), "a.rss")
    assert TITLE in {a.title for a in reading.articles}


def test_a_feed_with_a_broken_namespace_is_read() -> None:
    reading = read_bytes(RSS.replace("http://purl", "h\xa0tp://purl").encode(), "a.rss")
    assert TITLE in {a.title for a in reading.articles}


def test_an_address_as_a_feed_is_not_fetched() -> None:
    assert [s.reason for s in read_bytes(b"http://127.0.0.1:9/feed.xml", "a.rss").skipped] == ["unknown_format"]


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in headers.items():
        message[name] = value
    return message


def test_newsletter() -> None:
    message = mail(Subject=TITLE, From="Harbour Gazette <news@gazette.example>", Date="Fri, 02 May 2031 14:00:00 +0200")
    message.set_content(
        "View in browser\n\n" + BODY.replace("\n", "\n\n") + "\n\nUnsubscribe\n\n-- \nAna Lim\nHarbour Gazette"
    )
    message.add_alternative(f"<p>{ONE}</p>", subtype="html")
    article = only(read_bytes(message.as_bytes(), "a.eml"))
    assert facts(article)[:4] == GAZETTE[:4]
    assert article.published is not None
    assert article.published.utcoffset() == timedelta(hours=2)


def test_forwarded_article_with_an_attachment() -> None:
    message = mail(Subject="Fwd: look", From="Bo <bo@gmail.com>", Date="Sat, 03 May 2031 09:00:00 +0000")
    message.set_content(
        "fyi\n\n---------- Forwarded message ---------\nFrom: Arden Post <x@post.example>\n"
        f"Date: Fri, 2 May 2031 at 12:00\nSubject: {TITLE}\nTo: <bo@gmail.com>\n\n" + BODY.replace("\n", "\n\n")
    )
    message.add_attachment(PAGE.encode(), maintype="text", subtype="html", filename="saved.html")
    reading = read_bytes(message.as_bytes(), "a.eml")
    assert reading.skipped == ()
    assert {(a.source, a.title, a.text, a.path) for a in reading.articles} == {
        ("Arden Post", TITLE, BODY, "a.eml"),
        ("Harbour Gazette", TITLE, BODY, "a.eml/saved.html"),
    }
    assert {a.published for a in reading.articles} == {NOON}


def test_web_archive_passes_over_errors_and_pictures() -> None:
    data = warc(PAGE.encode()) + warc(b"gone", status="404 Not Found") + warc(b"\x89PNG", media_type="image/png")
    reading = read_bytes(data, "a.warc.gz")
    assert [facts(a) for a in reading.articles] == [GAZETTE]
    assert [(s.reason, s.detail) for s in reading.skipped] == [
        ("unknown_format", "captures of pictures, scripts, errors and the like: 2")
    ]


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page, written by hand."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 11 Tf 14 TL 50 750 Td {shown} ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def test_pdf() -> None:
    wrapped = [line for sentence in (ONE, TWO, THREE) for line in textwrap.wrap(sentence, 60)]
    article = only(read_bytes(pdf([TITLE, "", *wrapped]), "a.pdf"))
    assert (article.title, article.text) == (TITLE, BODY)


def test_pdf_without_text() -> None:
    assert [s.reason for s in read_bytes(pdf([]), "a.pdf").skipped] == ["empty"]


def test_the_order_in_which_dates_are_looked_for() -> None:
    page = PAGE.replace('"datePublished":"2031-05-02T12:00:00Z"', '"x":"y"')
    meta = page.replace("<head>", '<head><meta property="article:published_time" content="2031-05-01T08:30:00+02:00">')
    expected = datetime(2031, 5, 1, 8, 30, tzinfo=timezone(timedelta(hours=2)))
    assert only(read_bytes(meta.encode(), "a.html")).published == expected
    visible = page.replace('<p class="byline">', "<p>Published 30 April 2031</p><p>")
    assert only(read_bytes(visible.encode(), "a.html")).published == datetime(2031, 4, 30, tzinfo=UTC)
    in_url = page.replace("/world/bridge", "/2031/04/29/bridge")
    assert only(read_bytes(in_url.encode(), "a.html")).published == datetime(2031, 4, 29, tzinfo=UTC)
    assert only(read_bytes(page.encode(), "a.html")).published is None


def test_nested_too_deeply_is_unsafe() -> None:
    data = PAGE.encode()
    for _ in range(6):
        data = zipped({"a.zip": data})
    (skipped,) = read_bytes(data, "a.zip", limits=Limits(max_depth=4)).skipped
    assert skipped.reason == "unsafe"
