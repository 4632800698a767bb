"""Damaged and invented files of every format: a reader gives articles or a reason, and never a bug of ours.

SUMMARIZER_FUZZ=5000 makes a long run of it.
"""

# ruff: noqa: E501 - many tokens a line

import gzip
import os
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.read import Limits, read_bytes
from summarizer.read.formats import ENDINGS

DAY = Path(__file__).parent / "data" / "day"
LIMITS = Limits(max_bytes=5_000_000, max_unpacked_bytes=10_000_000)
#: One real file for each ending, to be damaged.
REAL = {}
for _file in sorted(DAY.rglob("*")):
    if _file.is_file() and _file.suffix in ENDINGS:
        REAL.setdefault(_file.suffix, _file.read_bytes())
REAL[".warc"] = gzip.decompress((DAY / "captures" / "science.warc.gz").read_bytes())
TOKENS = [
    b"<p>", b"</p>", b"<div class='related'>", b"<h1>", b"<a href='x'>", b"<table>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&#x0;",
    b'"', b"{", b"}", b"[", b"]", b":", b",", b"null", b'"text"', b'"title"', b"\\ud800", b"\n", b"\n\n", b"\r", b"\0", b"\xff", b"\xe2\x80",
    b"---\n", b"# ", b"> ", b"* ", b"By Ana Lim\n", b"PARIS (AP) \xe2\x80\x94 ", b" \xe2\x80\x94 VNS", b"Date: 2031-05-08\n", b"Subject: x\n",
    b"Content-Type: text/html; charset=x\n", b"--b\n", b"WARC/1.0\r\n", b"Content-Length: 9\r\n", b"%PDF-1.4\n", b"endobj", b"<item>",
    b"<title>Rain</title>", b"Rain fell on the coast. ", b"word ", b"99/99/9999", b"1e999", b"\xef\xbb\xbf", b"\xff\xfe",
]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """The file with a few bytes changed, cut out, doubled or put in."""
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        how = draw(st.sampled_from(("set", "cut", "put", "double", "end")))
        piece = draw(st.one_of(st.binary(max_size=4), st.sampled_from(TOKENS)))
        length = draw(st.integers(1, 200))
        data = {
            "set": data[:at] + piece + data[at + len(piece) :],
            "cut": data[:at] + data[at + length :],
            "put": data[:at] + piece + data[at:],
            "double": data[: at + length] + data[at:],
            "end": data[: max(1, at)],
        }[how]
    return data


def check(data: bytes, name: str) -> None:
    reading = read_bytes(data, name, limits=LIMITS)
    assert reading.articles or reading.skipped
    assert [s for s in reading.skipped if s.reason == "failed"] == []
    for article in reading.articles:
        assert article.text
        assert article.published is None or article.published.utcoffset() is not None
        for value in (article.id, article.title, article.text, article.source, article.url):
            (value or "").encode("utf-8")


EXAMPLES = int(os.environ.get("SUMMARIZER_FUZZ", "25"))
RELAXED = settings(
    deadline=None, suppress_health_check=list(HealthCheck), derandomize="SUMMARIZER_FUZZ" not in os.environ
)


@pytest.mark.parametrize("ending", sorted(ENDINGS))
@settings(RELAXED, max_examples=EXAMPLES)
@given(data=st.data())
def test_damaged_files(ending: str, data: st.DataObject) -> None:
    real = REAL.get(ending) or REAL[min(e for e, f in ENDINGS.items() if f == ENDINGS[ending] and e in REAL)]
    check(data.draw(damaged(real)), f"a{ending}")


@pytest.mark.parametrize("ending", sorted(ENDINGS))
@settings(RELAXED, max_examples=EXAMPLES)
@given(pieces=st.lists(st.one_of(st.sampled_from(TOKENS), st.text(string.printable).map(str.encode)), max_size=40))
def test_invented_files(ending: str, pieces: list[bytes]) -> None:
    check(b"".join(pieces), f"a{ending}")
