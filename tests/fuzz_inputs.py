"""Inputs for fuzzing the readers: real files that are damaged, files put together from their formats' words, and files
whose containers are whole and whose contents are not; and what must hold for whatever comes in."""

# ruff: noqa: E501 - many tokens a line

from __future__ import annotations

import base64
import gzip
import io
import json
import string
import warnings
import zipfile
from pathlib import Path

from documents import docx, epub, odt, packed, rtf
from hypothesis import strategies as st

from summarizer.read import Limits, read_bytes
from summarizer.read.formats import ENDINGS
from summarizer.types import Reading

DAY = Path(__file__).parent / "data" / "day"
LIMITS = Limits(max_bytes=5_000_000, max_unpacked_bytes=10_000_000)
#: Format -> real files of it, to be damaged.
REAL: dict[str, list[bytes]] = {}
for _file in sorted(DAY.rglob("*")):
    if _file.is_file() and _file.suffix in ENDINGS:
        REAL.setdefault(ENDINGS[_file.suffix], []).append(_file.read_bytes())
REAL["warc"] = [gzip.decompress((DAY / "captures" / "science.warc.gz").read_bytes())]
REAL["json"] += [line for data in REAL["jsonl"] for line in data.splitlines()]
_LINES = [("Title", "Rain ends on the coast"), ("", "Rain fell on the coast for two days, the office said."), ("Heading 1", "What next"), ("", "Rivers rose in three towns, and “nobody” was hurt there – so far.")]  # fmt: skip
_HTML = "".join(f"<p>{text}</p>" for _, text in _LINES)
REAL["docx"], REAL["odt"], REAL["rtf"] = (
    [docx(_LINES, title="Rain ends")],
    [odt(_LINES, title="Rain ends")],
    [rtf(_LINES)],
)
REAL["epub"] = [epub({"a.xhtml": f"<h1>Rain</h1>{_HTML}", "b.xhtml": _HTML}, title="Castra Courier", date="2031-05-08")]
REAL["mbox"] = [b"\n".join(b"From x@y Thu May  8 09:00:00 2031\n" + data for data in REAL["mail"])]

TOKENS = [
    b"<p>", b"</p>", b"<div class='related'>", b"<h1>", b"<a href='x'>", b"<table>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&#x0;",
    b'"', b"{", b"}", b"[", b"]", b":", b",", b"null", b'"text"', b'"title"', b"\\ud800", b"\n", b"\n\n", b"\r", b"\0", b"\xff", b"\xe2\x80",
    b"---\n", b"# ", b"> ", b"* ", b"By Ana Lim\n", b"PARIS (AP) \xe2\x80\x94 ", b" \xe2\x80\x94 VNS", b"Date: 2031-05-08\n", b"Subject: x\n",
    b"Content-Type: text/html; charset=x\n", b"--b\n", b"WARC/1.0\r\n", b"Content-Length: 9\r\n", b"%PDF-1.4\n", b"endobj", b"<item>",
    b"<title>Rain</title>", b"Rain fell on the coast. ", b"word ", b"99/99/9999", b"1e999", b"\xef\xbb\xbf", b"\xff\xfe",
]  # fmt: skip
#: Format -> words that only its files have.
WORDS = {
    "plain": [b"Title: ", b"Date: ", b"URL: http://[", b"Source: ", b"date 2031-05-08 ", b"\x0c", b"\xc2\x85", b"\xed\xa0\x80", b"=====\n"],
    "markdown": [b"---\n", b"title: ", b"date: 2031-02-30", b"&a ", b"*a ", b"!!python/name:os.system ", b"![", b"](", b"```\n", b"<div>", b"\\", b"|a|b|\n|-|-|\n", b"&amp;", b"[a]: <", b"- - - "],
    "html": [b"<meta charset=", b"<meta property='og:title' content='", b"<meta name='date' content='", b"<script type='application/ld+json'>", b"</script>", b'{"@type":"NewsArticle","headline":', b'"datePublished":"', b'"articleBody":"', b'"@graph":[', b"<base href='http://[", b"<link rel=canonical href='http://[::1", b"<time datetime='", b"<figure>", b"<svg>", b"<math>", b"<frameset>", b"<h2>", b"<blockquote class=twitter-tweet>", b"<?xml version='1.0' encoding='x'?>", b"<!DOCTYPE html>", b"<html lang=en>", b"<body>", b"&#xD800;", b"&#99999999;", b"</", b"<p a=", b"<template>", b"<noscript>", b"<article>", b"<main>"],
    "feed": [b"<rss version='2.0'><channel>", b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<entry>", b"</item>", b"</entry>", b"<description>", b"</description>", b"<pubDate>", b"</pubDate>", b"<content type='xhtml'>", b"<content:encoded>", b"<link href='http://[", b"<link>", b"<source url='x'>", b"<dc:date>", b"xmlns:content='", b"<!DOCTYPE r [<!ENTITY x 'y'>]>", b"&x;", b"&nbsp;", b"<?xml version='1.0' encoding='utf-16'?>", b"<guid>", b"<media:content url='", b"<georss:where>", b"<gml:pos>", b"<itunes:image ", b"<cloud ", b"<enclosure length='x'>", b"<category>", b"<author>", b"<published>", b"<rdf:RDF>"],
    "mail": [b"From: =?utf-8?b?", b"=?=", b"MIME-Version: 1.0\n", b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: multipart/alternative; boundary=\n", b"Content-Type: message/rfc822\n", b"Content-Type: text/plain; charset=\"", b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: quoted-printable\n", b"Content-Transfer-Encoding: x-uuencode\n", b"begin 644 a\n", b"Content-Disposition: attachment; filename*=", b"--b--\n", b"=\n", b"=E2=80", b"---------- Forwarded message ---------\n", b"From: <Saved by Blink>\n", b"Snapshot-Content-Location: ", b"Date: Thu, 99 May 2031 99:99 +9999\n", b"From: a@[b\n", b"From: ,;:<>@\n", b"\n\n"],
    "warc": [b"WARC/1.1\r\n", b"WARC-Type: response\r\n", b"WARC-Type: conversion\r\n", b"WARC-Type: revisit\r\n", b"WARC-Target-URI: http://[", b"Content-Type: application/http; msgtype=response\r\n", b"Content-Type: text/html\r\n", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 x\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: br\r\n", b"Content-Encoding: gzip\r\n", b"Content-Encoding: deflate\r\n", b"\r\n\r\n", b"\r\n", b"fffff\r\n", b"0\r\n\r\n", b"filedesc://a 0 20310508 text/plain 9\n"],
    "pdf": [b"1 0 obj", b"<<", b">>", b"/Type/Catalog", b"/Pages 2 0 R", b"/Kids[2 0 R]", b"/Count -1", b"stream\n", b"endstream", b"xref\n0 3\n", b"trailer<</Root 1 0 R/Size 9>>", b"startxref\n0\n%%EOF", b"/Filter/FlateDecode", b"/Filter/LZWDecode", b"/Filter[/ASCII85Decode/ASCIIHexDecode]", b"/Length 99999", b"BT /F1 12 Tf (Rain fell) Tj ET", b"/Contents 3 0 R", b"/Font<</F1 4 0 R>>", b"/Encrypt<</Filter/Standard>>", b"/Prev 0", b"(\\777", b"<0", b"/ToUnicode 2 0 R", b"beginbfrange <00> <ff> <0000> endbfrange", b"/ObjStm", b"R ", b"[ "],
}  # fmt: skip
WORDS["mhtml"] = WORDS["mail"]
WORDS["mail"] += [b"Von: Castra Courier <a@b.example>\n", b"From: A [mailto:a@b.example]\n", b"Sent: Tuesday, May 13, 2031 9:20 AM\n", b"Gesendet: 13. Mai 2031\n", b"To: x; y\n", b"Betreff: Rain\n", b"On 13 May 2031 A <a@b> wrote:\n", b"multipart/digest", b"format=flowed; delsp=yes", b" \n", b"----------\n", b"Unsubscribe\n", b"<h2><a href='x'>Rain falls</a></h2>", b"<div style='display:none'>", b"&zwnj;"]  # fmt: skip
WORDS["mbox"] = [*WORDS["mail"], b"\n\nFrom x@y Thu May  8 09:00:00 2031\n", b">From ", b"From \n"]
WORDS["feed"] += [b"&amp;lt;p&amp;gt;", b"[&#8230;]", b"The post A appeared first on B.", b"<pubDate>13 mai 2031</pubDate>", b"&lt;li&gt;&lt;a href='x'&gt;", b"<link>https://a.example/url?url=https://b.example/c</link>"]  # fmt: skip
WORDS["rtf"] = [b"{\\rtf1\\ansi ", b"\\par ", b"{\\*\\x ", b"}", b"{", b"\\u8220?", b"\\'e9", b"\\bin99 ", b"{\\pict ", b"{\\field{\\*\\fldinst{HYPERLINK \"x\"}}{\\fldrslt x}}", b"\\ansicpg1251", b"{\\fonttbl{\\f0\\fcharset204 A;}}", b"\\u-1?", b"\\uc99 ", b"\\cell ", b"\\row "]  # fmt: skip
#: What stands in the parts of word processors' documents and books.
MARKUP = [b"<w:p>", b"</w:p>", b"<w:r><w:t>", b"</w:t></w:r>", b"<w:del>", b"<w:tbl>", b"<w:numPr>", b"<mc:AlternateContent>", b"<w:sdt>", b"<w:drawing>", b"<w:footnoteReference w:id='1'/>", b"w:val='x'", b"<text:p>", b"<text:h text:outline-level='99'>", b"<text:note>", b"<text:tracked-changes>", b"<text:s text:c='9999999'/>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<itemref idref='p0'/>", b"<rootfile full-path='../x'/>", b"href='%ff'", b"<dc:date>", b"\0", b"\xff\xfe"]  # fmt: skip
#: Keys of articles as exports write them, and the values that go wrong.
KEYS = "paragraphs sections blocks children type _type $date origin feed rendered alternate href value version html title headline text content body description summary url link source name published publishedAt date articles items id language fields response results main".split()
ODD = [None, True, -1, 1e308, 10**400, float("nan"), "", " ", "\ud800", "\0", "http://[", "javascript:x", "2031-99-99", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "1" * 5000, "<p>Rain</p><", "&#xD800;", "[+9 chars]", "Rain fell on the coast. Rivers rose there. " * 4]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, files: list[bytes], tokens: list[bytes] = TOKENS) -> bytes:
    """One of the files with a few bytes changed, cut out, doubled or put in."""
    data = draw(st.sampled_from(files))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        how = draw(st.sampled_from(("set", "cut", "put", "double", "end", "bit")))
        piece = draw(st.one_of(st.binary(max_size=4), st.sampled_from(tokens)))
        length = draw(st.integers(1, 200))
        data = {
            "set": data[:at] + piece + data[at + len(piece) :],
            "cut": data[:at] + data[at + length :],
            "put": data[:at] + piece + data[at:],
            "double": data[: at + length] + data[at:],
            "end": data[: max(1, at)],
            "bit": data[:at] + bytes(b ^ 1 << length % 8 for b in data[at : at + 1]) + data[at + 1 :],
        }[how]
    return data


def invented(tokens: list[bytes] = TOKENS) -> st.SearchStrategy[bytes]:
    """Words of the formats in any order, with noise between them."""
    noise = st.one_of(st.text(string.printable).map(str.encode), st.binary(max_size=8))
    return st.lists(st.one_of(st.sampled_from(tokens), noise), max_size=40).map(b"".join)


def _values() -> st.SearchStrategy[object]:
    keys = st.one_of(st.sampled_from(KEYS), st.text(max_size=5))
    return st.recursive(
        st.one_of(st.sampled_from(ODD), st.text(max_size=200)),
        lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(keys, inner, max_size=6)),
        max_leaves=25,
    )


def _page() -> st.SearchStrategy[bytes]:
    return damaged(REAL["html"], TOKENS + WORDS["html"])


@st.composite
def _zip(draw: st.DrawFn) -> bytes:
    """A whole archive of damaged files with odd names."""
    names = st.one_of(st.sampled_from(["a.txt", "b/../../c.html", "/d.json", "x.zip", "y.gz", "e.md", "\ud800.txt", "CON", "a" * 300 + ".txt", "..", ".txt", "f.pdf"]), st.text(min_size=1, max_size=20))  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]))) as archive:  # fmt: skip
        for _ in range(draw(st.integers(0, 4))):
            info = zipfile.ZipInfo(draw(names).encode("utf-8", "replace").decode())
            info.external_attr = draw(st.sampled_from([0, 0o120777 << 16, 0o40755 << 16, 0xFFFFFFFF]))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # two of one name are wanted
                archive.writestr(info, draw(st.one_of(_page(), invented(), st.binary(max_size=50))))
    data = out.getvalue()
    return draw(st.one_of(st.just(data), damaged([data])))


@st.composite
def _mail(draw: st.DrawFn) -> bytes:
    """Parts with odd headers in whole multiparts."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        body = draw(st.one_of(_page(), invented(TOKENS + WORDS["mail"])))
        coding = draw(st.sampled_from([b"7bit", b"base64", b"quoted-printable", b"8bit", b"uuencode", b"nope"]))
        kind = draw(st.sampled_from([b"text/plain", b"text/html", b"message/rfc822", b"application/zip", b"multipart/mixed; boundary=b", b"nope"]))  # fmt: skip
        charset = draw(st.sampled_from([b"utf-8", b"utf-7", b"nope", b"\xff", b"utf-16", b"idna", b"punycode", b"hz"]))
        name = draw(st.sampled_from([b"a.txt", b"../a.html", b"=?utf-8?b?/w==?=", b"a.zip", b"\xff.txt"]))
        disposition = draw(st.sampled_from([b"", b"Content-Disposition: attachment; filename=" + name + b"\n"]))
        content = base64.encodebytes(body) if coding == b"base64" else body
        parts.append(
            b"Content-Type: %s; charset=%s\nContent-Transfer-Encoding: %s\n%s\n%s"
            % (kind, charset, coding, disposition, content)
        )
    head = draw(invented(WORDS["mail"])) if draw(st.booleans()) else b"From: A <a@b.example>\nSubject: Rain\n"
    return head + b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" + b"\n--b\n".join(parts)


@st.composite
def _warc(draw: st.DrawFn) -> bytes:
    """Records of damaged pages, their lengths right or wrong, packed or not."""
    records = []
    for _ in range(draw(st.integers(1, 3))):
        page = draw(_page())
        coding = draw(st.sampled_from([b"", b"Content-Encoding: gzip\r\n", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: br\r\n"]))  # fmt: skip
        block = b"HTTP/1.1 %s\r\nContent-Type: text/html%s\r\n%s\r\n%s" % (
            draw(st.sampled_from([b"200 OK", b"404 no", b"", b"200"])),
            draw(st.sampled_from([b"", b"; charset=nope", b"; charset=", b";;"])),
            coding,
            draw(st.sampled_from([page, gzip.compress(page, 1), b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)])),
        )
        length = len(block) + draw(st.sampled_from([0, 0, 0, -5, 7, 10**6]))
        head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
        record = head % (draw(st.sampled_from([b"https://a.example/b", b"http://[", b"", b"\xff"])), length)
        record += block + b"\r\n\r\n"
        records.append(gzip.compress(record, 1) if draw(st.booleans()) else record)
    return b"".join(records)


@st.composite
def _package(draw: st.DrawFn, data: bytes) -> bytes:
    """A whole archive, one or two of its parts damaged, empty or gone."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    for name in draw(st.lists(st.sampled_from(sorted(parts)), min_size=1, max_size=2, unique=True)):
        inner = parts.pop(name)
        assert isinstance(inner, bytes)
        if draw(st.integers(0, 9)):
            parts[name] = draw(st.one_of(damaged([inner], TOKENS + 2 * MARKUP), invented(TOKENS + 2 * MARKUP)))
    return packed(parts)


#: Format -> files that are whole on the outside.
SHAPED: dict[str, st.SearchStrategy[bytes]] = {
    "json": _values().map(lambda value: json.dumps(value).encode()),
    "jsonl": st.lists(_values(), max_size=5).map(lambda values: "\n".join(map(json.dumps, values)).encode()),
    "gzip": st.one_of(_page(), damaged(REAL["plain"]), st.binary()).map(lambda data: gzip.compress(data, 1)),
    "zip": _zip(),
    "mail": _mail(),
    "mhtml": _mail(),
    "warc": _warc(),
    "mbox": st.lists(_mail(), min_size=1, max_size=3).map(
        lambda mails: b"\n\n".join(b"From x Thu May  8 09:00:00 2031\n" + mail for mail in mails)
    ),
    **{name: _package(REAL[name][0]) for name in ("docx", "odt", "epub")},
}


def inputs(ending: str) -> st.SearchStrategy[bytes]:
    """Every kind of input for the reader of an ending."""
    name = ENDINGS[ending]
    tokens = TOKENS + 2 * WORDS.get(name, [])
    kinds = [damaged(REAL[name], tokens), invented(tokens)]
    return st.one_of(*kinds, SHAPED[name]) if name in SHAPED else st.one_of(*kinds)


def check(data: bytes, name: str) -> Reading:
    """The reading, after all that must hold for it did: articles or reasons, no bug of ours, values that can be
    written."""
    reading = read_bytes(data, name, limits=LIMITS)
    assert reading.articles or reading.skipped
    failed = [skipped.detail for skipped in reading.skipped if skipped.reason == "failed"]
    assert not failed, failed[0]
    for skipped in reading.skipped:
        assert "\n" not in skipped.detail
        f"{skipped.path}{skipped.detail}".encode()
    for article in reading.articles:
        assert article.text
        assert article.published is None or article.published.utcoffset() is not None
        for value in (article.id, article.title, article.text, article.source, article.url, article.path):
            (value or "").encode("utf-8")
    return reading
