"""Nothing takes more time than in proportion to what it is given: each pattern of the package, and each reader."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import gzip
import json
import math
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from summarizer.read import read_bytes
from summarizer.read.duplicates import drop_duplicates
from summarizer.types import Article, Provenance
from tests.growth import MOST, Found, growth_of, patterns, seconds_of

#: Patterns that are given no more than so many characters, by the code that calls them: there they must be quick.
BOUNDED = {
    "summarizer.read.cleaning:_DATELINES": 120,
    "summarizer.read.excerpts:_CUT_OFF": 300,
    "summarizer.read.forwards:_REPLY": 400,
    "summarizer.read.worded_dates:_WRITTEN": 200,
}
#: Seconds that a bounded pattern may take.
QUICK = 0.02
#: The stages behind reading are given sentences; a longer one is none, and the parser reads no more of it either.
SENTENCE = 2_000
PATTERNS = patterns()


def reads_whole_texts(found: Found) -> bool:
    return found.name.startswith(("summarizer.read", "summarizer.render", "summarizer.cli", "summarizer.output"))


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 200
    assert any(found.name.endswith(":SENTENCE_END") for found in PATTERNS)
    assert any(":line " in found.name for found in PATTERNS)


def test_a_bad_pattern_is_noticed() -> None:
    import re

    for bad in (r"(?:a|aa)+$", r"\s+$", r"(?:<!--.*?-->\s*)*<html", r"\w+@x", r'".*?"\s*,\s*x'):
        assert growth_of(Found("bad", re.compile(bad, re.DOTALL), frozenset({"search"}))).exponent > MOST, bad
    for good in (r"\w+", r"(?<!\s)\s++$", r"[.!?]+[\"”]*"):
        assert growth_of(Found("good", re.compile(good), frozenset({"search"}))).exponent <= MOST, good


@pytest.mark.parametrize("found", [f for f in PATTERNS if reads_whole_texts(f)], ids=lambda f: f.name)
def test_a_pattern_of_whole_texts_grows_with_its_text(found: Found) -> None:
    bound = BOUNDED.get(found.name.partition("[")[0])
    growth = growth_of(found, bound)
    if bound:
        assert growth.seconds <= QUICK, f"{growth.seconds:.3f} s for {growth.size} characters: {growth.text}"
    else:
        assert growth.exponent <= MOST, (
            f"n^{growth.exponent:.2f}: {growth.seconds:.3f} s for {growth.size}: {growth.text}"
        )


@pytest.mark.parametrize("found", [f for f in PATTERNS if not reads_whole_texts(f)], ids=lambda f: f.name)
def test_a_pattern_of_sentences_is_quick_on_the_longest(found: Found) -> None:
    growth = growth_of(found, SENTENCE)
    assert growth.seconds <= 10 * QUICK, f"{growth.seconds:.3f} s for {growth.size} characters: {growth.text}"


# --- readers -------------------------------------------------------------------------------------------------------

P = b"Rain fell on the coast for two days, the office said. Rivers rose in three towns. Nobody was hurt there. "


def _mail(body: bytes, head: bytes = b"") -> bytes:
    return b"Subject: Rain\nFrom: a@b.example\n" + head + b"\n" + body


def _zip(n: int) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(n):
            archive.writestr(f"{number}.txt", b"x")
    return out.getvalue()


def _pdf(content: bytes) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


def _json(text: str) -> bytes:
    return json.dumps({"title": "a", "text": text}).encode()


#: Name -> what makes a file of n pieces, its name, and the larger of two numbers of pieces.
READERS: dict[str, tuple[Callable[[int], bytes], str, int]] = {
    "comments before a text": (lambda n: b"<!-- x -->\n" * n + P, "a.txt", 4_000),
    "dots": (lambda n: P + b"." * n + b"x", "a.txt", 40_000),
    "closing marks": (lambda n: P + b'."' * n + b"x", "a.txt", 40_000),
    "combining marks": (lambda n: P + b"a" + "\u0301\u0316".encode() * n, "a.txt", 40_000),
    "white space": (lambda n: P + b" \n" * n + b"x", "a.txt", 80_000),
    "one word": (lambda n: P + b"a" * n, "a.txt", 160_000),
    "mojibake": (lambda n: P + "Ã¡".encode() * n, "a.txt", 40_000),
    "a header": (lambda n: b"Title: x" + b" " * n + b"\n\n" + P, "a.txt", 80_000),
    "attributes": (lambda n: b"<html><p " + b" ".join(b"a%d=b" % i for i in range(n)) + b">x</p><p>" + P, "a.html", 40_000),
    "attributes in quotes": (lambda n: b'<html><p "x=">"' + b" ".join(b"a%d" % i for i in range(n)) + b">x</p><p>" + P, "a.html", 40_000),
    "comments before a page": (lambda n: b"<!-- x -->" * n + b"<html><p>" + P, "a.html", 4_000),
    "nested elements": (lambda n: b"<div>" * n + b"<p>" + P, "a.html", 20_000),
    "siblings": (lambda n: b"<div class=card><a href=x>y</a></div>" * n + b"<p>" + P, "a.html", 2_000),
    "paragraphs": (lambda n: b"<html><p>" + P + b"</p>" + b"<p>x y.</p>" * n, "a.html", 4_000),
    "lines of a mail": (lambda n: _mail(P + b"\n" * n + b"x"), "a.eml", 80_000),
    "quoted lines": (lambda n: _mail(P + b"\n" + b">\n" * n + b"x"), "a.eml", 40_000),
    "prefixes": (lambda n: b"Subject: " + b"Re: " * n + b"Rain\n\n" + P, "a.eml", 40_000),
    "encoded words": (lambda n: b"Subject: " + b"=?utf-8?q?a?= " * n + b"Rain\n\n" + P, "a.eml", 10_000),
    "parts": (lambda n: _mail(b"--b\nContent-Type: text/plain\n\nx\n" * n, b'Content-Type: multipart/mixed; boundary="b"\n'), "a.eml", 5_000),
    "gzip members": (lambda n: gzip.compress(P) + gzip.compress(b"x. ") * n, "a.txt.gz", 40_000),
    "records": (lambda n: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n\r\n\r\n" * n, "a.warc", 5_000),
    "emphasis": (lambda n: P + b"*a_ " * n, "a.md", 10_000),
    "quotations": (lambda n: b"> " * n + P, "a.md", 20_000),
    "brackets": (lambda n: b"[" * n + P, "a.md", 20_000),
    "links": (lambda n: b"[a](" * n + P, "a.md", 20_000),
    "articles": (lambda n: json.dumps([{"title": "a", "text": "x"}] * n).encode(), "a.json", 10_000),
    "attributes in a field": (lambda n: _json("<p " + " ".join(f"a{i}=b" for i in range(n)) + ">x</p>"), "a.json", 20_000),
    "smaller than": (lambda n: _json("<" * n + "<p>x</p>"), "a.json", 40_000),
    "lines": (lambda n: b"{}\n" * n, "a.jsonl", 20_000),
    "items": (lambda n: b'<rss version="2.0"><channel>' + b"<item><title>a b c</title></item>" * n + b"</channel></rss>", "a.rss", 1_200),
    "tags of an item": (lambda n: b'<rss version="2.0"><channel><item>' + b"<category>a</category>" * n + b"</item></channel></rss>", "a.rss", 5_000),
    "document types": (lambda n: b"<!DOCTYPE[" * n + b'<rss version="2.0"></rss>', "a.rss", 8_000),
    "members": (_zip, "a.zip", 2_000),
    "lines of a PDF": (lambda n: _pdf(b"BT /F1 12 Tf " + b"(Rain fell on the coast. ) Tj 0 -14 Td " * n + b"ET"), "a.pdf", 2_500),
    "a saved page": (lambda n: b"From: <Saved by Blink>\nContent-Type: multipart/related; boundary=b\n\n" + b"--b\nContent-Type: image/png\n\nx\n" * n + b"--b\nContent-Type: text/html\n\n<p>" + P + b"\n--b--\n", "a.mhtml", 5_000),
}  # fmt: skip


@pytest.mark.parametrize("name", READERS)
def test_a_reader_grows_with_its_file(name: str) -> None:
    """Four times the file, at most 4 ** 1.3 times the time: over two doublings, so that noise is halved."""
    make, path, size = READERS[name]
    small, large = make(size // 4), make(size)
    read_bytes(make(2), path)  # what is loaded once
    for _ in range(6):  # more than once only if something else had the processor
        first, second = (seconds_of(lambda data=data: read_bytes(data, path), 2, 20.0) for data in (small, large))
        exponent = math.log(max(second, 0.002) / max(first, 0.002), 4)
        if exponent <= MOST:
            break
    assert exponent <= MOST, f"{first:.3f} s, {second:.3f} s"


def test_articles_under_one_address_are_not_all_compared() -> None:
    def found(n: int) -> list[tuple[Article, Provenance]]:
        articles = [
            Article(f"a{i}", None, f"Bridge {i} of ward {i * 7} was closed by {i * 13}. " * 9, "A", None, "https://a.example/live", "en", f"{i}.txt")
            for i in range(n)
        ]  # fmt: skip
        return [(article, Provenance(article.id, None, None)) for article in articles]

    small, large = (seconds_of(lambda n=n: drop_duplicates(found(n)), 2, 20.0) for n in (500, 2_000))
    assert math.log(large / small, 4) <= MOST


def test_the_cases_of_the_report() -> None:
    """Texts that never ended, or took seconds."""
    for name, data in {
        "prologue.txt": b"<!-- c -->\n" * 40 + b"<p>" + P,
        "dots.txt": P + b"." * 20_000 + b"x",
        "marks.txt": P + b"a" + "\u0301\u0316".encode() * 40_000,
    }.items():
        assert seconds_of(lambda data=data, name=name: read_bytes(data, name), 1, 20.0) < 2, name
