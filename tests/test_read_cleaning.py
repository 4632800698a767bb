"""Cleaning a body: what goes, what stays as written, and that doing it again changes nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.read import clean_text, read_bytes
from summarizer.read.cleaning import clean_body

CLEANED = {
    "dateline in capitals": ("WASHINGTON DC — Rain fell. It was cold.", "Rain fell. It was cold."),
    "dateline with diacritics": ("HÀ NỘI — Mưa lớn. Trời lạnh.", "Mưa lớn. Trời lạnh."),
    "dateline with agency": ("SPRINGFIELD, Ill. (AP) — Rain fell.", "Rain fell."),
    "dateline with day": ("BEIJING, March 14 (Xinhua) -- Rain fell.", "Rain fell."),
    "dateline in small letters": ("Seoul, South Korea (CNN) — Rain fell.", "Rain fell."),
    "agency alone": ("(CNN) Rain fell.", "Rain fell."),
    "agency and dash": ("(Reuters) - Rain fell.", "Rain fell."),
    "place alone": ("PORT ARDEN:\nRain fell.", "Rain fell."),
    "no dateline": ("NATO members met. They agreed.", "NATO members met. They agreed."),
    "no dateline, dash later": ("Rain — a lot of it — fell.", "Rain — a lot of it — fell."),
    "sign-off": ("Rain fell. — VNS", "Rain fell."),
    "sign-off in brackets": ("Rain fell. (Xinhua)", "Rain fell."),
    "sign-off with slash": ("Rain fell./. VNA", "Rain fell."),
    "sign-off on its own line": ("Rain fell.\n\nVietnamplus", "Rain fell."),
    "not a sign-off": ("It was leaked to Reuters.", "It was leaked to Reuters."),
    "byline": ("By Ana Lim, Staff Writer\n\nRain fell.", "Rain fell."),
    "not a byline": ("By Monday the river had risen.\nRain fell.", "By Monday the river had risen.\nRain fell."),
    "caption": ("Rain fell.\nA wet street. (Photo: Ana Lim)\nIt stopped.", "Rain fell.\nIt stopped."),
    "repeated": ("Rain fell on the shore.\nStop.\nRain fell on the shore.", "Rain fell on the shore.\nStop."),
    "said twice": ("“Says who?”\nHe laughed.\n“Says who?”", "“Says who?”\nHe laughed.\n“Says who?”"),
    "paragraphs": ("Rain\u00a0fell.\r\n\r\nIt  stopped.\u2028Sun.", "Rain fell.\nIt stopped.\nSun."),
    "soft hyphens and ligatures": ("The eﬃ\u00adcient o\u00adﬃce.", "The efficient office."),
    "mojibake": ("Viá»‡t Nam and the USâ€™s envoy met.", "Việt Nam and the US’s envoy met."),
    "mojibake with a control in it": ("Ð\x08¡", "С"),
    "no mojibake": ("“Việt Nam’s” café – naïve, Ångström", "“Việt Nam’s” café – naïve, Ångström"),
    "decomposed": ("Vie\u0323\u0302t Nam", "Việt Nam"),
    "invisible": ("a\u200bb\x00c\ufeffd\u202ee\ud800f", "abcdef"),
    "rule": ("Rain fell.\n* * *\nIt stopped.", "Rain fell.\nIt stopped."),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), CLEANED.values(), ids=list(CLEANED))
def test_cleaned(before: str, after: str) -> None:
    assert clean_text(before) == after


def test_what_was_cut_is_told() -> None:
    body = clean_body(
        "Rain falls\nBy Ana Lim\nMarch 14, 2025 9:30 am EST\nPORT ARDEN (AP) — Rain fell.\nRead more", "Rain Falls"
    )
    assert body.text == "Rain fell."
    assert [(cut.kind, cut.text) for cut in body.cuts] == [
        ("headline", "Rain falls"),
        ("byline", "By Ana Lim"),
        ("dateline", "March 14, 2025 9:30 am EST"),
        ("furniture", "Read more"),
        ("dateline", "PORT ARDEN (AP) —"),
    ]
    assert body.agency == "Associated Press"
    assert body.published is not None
    assert body.published.isoformat() == "2025-03-14T09:30:00-05:00"


PIECES = st.sampled_from(
    [c for c, _ in CLEANED.values()] + ["\n", " — VNS", "Vietnamplus", "PARIS (AP) — ", "(CNN) ", "\ufb01"]
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200), st.lists(PIECES, max_size=8).map("\n".join), st.lists(PIECES, max_size=5).map("".join)
    )
)
def test_idempotent(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"13 May 2031\n\n%s"),
        ("a.md", b"# Rain in three towns\n\n13 May 2031\n\n%s"),
        ("a.md", b"# Rain in three towns\n\nWorld\n\nMay 13, 2031\n\n%s"),
        ("a.html", b"<html><body><article><h1>Rain in towns</h1><p>13 May 2031</p><p>%s</p></article></body></html>"),
    ],
)  # fmt: skip
def test_a_short_line_that_is_a_date_is_no_label(name: str, data: bytes) -> None:
    rain = b"Rain fell on the coast for two days, the office said on Monday. "
    rain += b"Rivers rose in three towns there, two bridges were shut, and nobody was hurt, it said."
    (article,) = read_bytes(data % rain, name).articles
    assert article.text.startswith("Rain fell")
    assert article.published
    assert article.published.date().isoformat() == "2031-05-13"
