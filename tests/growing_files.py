"""Files that grow: for each reader, and each way in which its files can be long, what makes one of n pieces.

`python -m tests.growth readers` times them.
"""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.documents import docx, epub, odt, rtf

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


T = P.decode()


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
    "paragraphs of a Word document": (lambda n: docx([("", T)] * n), "a.docx", 1_200),
    "runs of a Word document": (lambda n: docx([("", T)], body="<w:p>" + "<w:r><w:t>a b. </w:t></w:r>" * n + "</w:p>"), "a.docx", 4_000),
    "rows of a Word document": (lambda n: docx([("", T)], body="<w:tbl>" + "<w:tr><w:tc><w:p><w:r><w:t>a b.</w:t></w:r></w:p></w:tc></w:tr>" * n + "</w:tbl>"), "a.docx", 1_000),
    "paragraphs of an OpenDocument": (lambda n: odt([("", T)] * n), "a.odt", 2_000),
    "spaces of an OpenDocument": (lambda n: odt([("", T)], body="<text:p>x" + "<text:s text:c='99'/>" * n + "x</text:p>"), "a.odt", 8_000),
    "paragraphs of rich text": (lambda n: rtf([("", T)] * n), "a.rtf", 2_000),
    "groups of rich text": (lambda n: b"{\\rtf1 " + P + b"{" * n + b"x" + b"}" * n + b"}", "a.rtf", 40_000),
    "open groups of rich text": (lambda n: b"{\\rtf1 " + P + b"{\\*\\x " * n, "a.rtf", 20_000),
    "characters of rich text": (lambda n: b"{\\rtf1\\ansi " + P + b"\\'e9\\u8220?" * n + b"}", "a.rtf", 20_000),
    "pages of a book": (lambda n: epub({f"{i}.xhtml": f"<p>{T}</p>" for i in range(n)}, title="B"), "a.epub", 400),
    "mails of a box": (lambda n: b"\n\n".join([b"From x@y Thu May  8 09:00:00 2031\n" + _mail(P)] * n), "a.mbox", 400),
    "lines of a box": (lambda n: b"From x@y Thu May  8 09:00:00 2031\n" + _mail(P + b"\n\nFrom x\n" * n), "a.mbox", 5_000),
    "paragraphs of a round-up": (lambda n: b"News in brief\n\n" + b"".join(b"The port of Arden %d was shut by a storm late on Monday, the harbour master Ilse B%d said on its page.\n\n" % (i, i) for i in range(n)), "a.txt", 800),
    "labels of a round-up": (lambda n: b"News in brief\n\n" + b"".join(b"SPORT %d: The port of Arden was shut by a storm late on Monday, the harbour master said on its page.\n" % i for i in range(n)), "a.txt", 800),
    "forwarded mails": (lambda n: _mail(b"---------- Forwarded message ---------\nFrom: A <a@b.example>\nDate: Thu, 8 May 2031\nSubject: Rain\nTo: c\n\n" * n + P), "a.eml", 500),
    "mails in mails": (lambda n: b"".join(b"Subject: x\nContent-Type: message/rfc822\n\n" for i in range(n)) + _mail(P), "a.eml", 100),
    "a newsletter": (lambda n: _mail(b"<html><body>" + b"<h2><a href='https://a.example/x'>Rain falls on the coast</a></h2><p>" * n + P, b"Content-Type: text/html\n"), "a.eml", 1_000),
    "lists of Markdown": (lambda n: P + b"\n\n" + b"- " * n + b"x", "a.md", 10_000),
    "entries of a live blog": (lambda n: b"<html><body><h1>Live: rain</h1>" + b"<article><time datetime='2031-05-08T09:00:00Z'>9:00</time><h3>Rain</h3><p>" * 1 + b"".join(b"<article><time datetime='2031-05-08T09:00:00Z'>9:00</time><h3>Rain %d</h3><p>%s</p></article>" % (i, P) for i in range(n)), "a.html", 400),
    "state of a page": (lambda n: b"<html><head><script id='__NEXT_DATA__' type='application/json'>" + json.dumps({"props": [{"type": "p", "text": T}] * n}).encode() + b"</script></head><body><p>x", "a.html", 1_500),
    "times of a page": (lambda n: b"<html><body>" + b"<time datetime='2031-05-08'>8 May</time> " * n + b"<p>" + P, "a.html", 1_200),
    "links of a page": (lambda n: b"<html><body><ul>" + b"<li><a href='/x'>Rain falls on the coast</a></li>" * n + b"</ul><p>" + P, "a.html", 1_000),
    "inline elements": (lambda n: b"<html><body><p>" + b"<b>x</b> " * n + P, "a.html", 5_000),
    "quoted chains": (lambda n: _mail(b"".join(b">" * (i % 50) + b" On 13 May 2031 A <a@b> wrote:\n" for i in range(n)) + P), "a.eml", 4_000),
    "WordPress export": (lambda n: json.dumps([{"title": {"rendered": "a"}, "content": {"rendered": f"<p>{T} {i}</p>"}} for i in range(n)]).encode(), "a.json", 500),
    "list of values cut off": (lambda n: b"[" + json.dumps({"title": "a", "text": T}).encode().join([b"", *[b","] * n]), "a.json", 1_200),
    "articles under one title": (lambda n: "\n".join(json.dumps({"title": "Rain", "url": "https://a.example/x", "text": f"{T} {i}"}) for i in range(n)).encode(), "a.jsonl", 600),
    "kickers": (lambda n: b"<html><head><title>" + b"Rain | " * n + b"</title></head><body><h1>Rain</h1><p>" + P, "a.html", 8_000),
}  # fmt: skip
