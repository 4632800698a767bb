"""Damaged and invented files of every format: a reader gives articles or a reason, and never a bug of ours.

The same files are made every time; `make fuzz` makes others, for ten minutes a reader.
"""

# ruff: noqa: E501 - one case a line

import json
from pathlib import Path

import pytest
from fuzz_inputs import REAL, SHAPED, TOKENS, check, damaged, inputs, invented
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarizer.read.formats import ENDINGS

RELAXED = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, max_examples=25)


@pytest.mark.parametrize("ending", sorted(ENDINGS))
@settings(RELAXED)
@given(data=st.data())
def test_damaged_files(ending: str, data: st.DataObject) -> None:
    check(data.draw(damaged(REAL[ENDINGS[ending]])), f"a{ending}")


@pytest.mark.parametrize("ending", sorted(ENDINGS))
@settings(RELAXED)
@given(data=invented(TOKENS))
def test_invented_files(ending: str, data: bytes) -> None:
    check(data, f"a{ending}")


@pytest.mark.parametrize("ending", sorted({ENDINGS[e]: e for e in ENDINGS if ENDINGS[e] in SHAPED}.values()))
@settings(RELAXED)
@given(data=st.data())
def test_whole_containers(ending: str, data: st.DataObject) -> None:
    check(data.draw(inputs(ending)), f"a{ending}")


BODY = "Rain fell on the coast for two days, the office said. Rivers rose in three towns, and nobody was hurt there. "
#: What fuzzing found, made small: file, content -> the reason it is left out for; None where it is read.
FOUND = {
    "a control character behind an element that goes": ("a.html", f"<p>{BODY}<script></script>\x13{BODY}".encode(), None),
    "a date of 400 figures": ("a.json", json.dumps({"title": "a", "text": BODY * 2, "date": 10**400}).encode(), None),
    "an archive without files": ("a.zip", b"PK\5\6" + bytes(18), "empty"),
    "links that are no list": ("a.rss", f"<rss version='2.0'><channel><item><title>Rain</title><links Rain</title><description>{BODY * 2}</description></item></channel></rss>".encode(), None),
    "a sender without end": ("a.eml", f"Subject: Rain\nFrom: a@[b\n\n{BODY * 2}".encode(), None),
    "a sender that begins only": ("a.eml", f"Subject: Rain\nFrom: Northern Wire <\n\n{BODY * 2}".encode(), None),
    "a sender of half a line": ("a.eml", f"Subject: Rain\nFrom: Northern Wire <desk@\n\n{BODY * 2}".encode(), None),
    "a sender in base64 that is none": ("a.eml", f"Subject: Rain\nFrom: =?utf-8?b?=E2=80Snapshot\n\n{BODY * 2}".encode(), None),
    "a sender with the name of a file": ("a.eml", f"Subject: Rain\nFrom: =?utf-8?b?Content-Disposition: attachment; filename*==--b--\n\n{BODY * 2}".encode(), None),
    "a mail in a mail that cannot be written": ("a.eml", "Subject: Rain\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\nContent-Type: multipart/mixed; boundary=b\n<p> — VNS".encode(), "empty"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "reason"), FOUND.values(), ids=list(FOUND))
def test_what_fuzzing_found(name: str, data: bytes, reason: str | None) -> None:
    reading = check(data, name)
    assert [s.reason for s in reading.skipped] == [reason] * (reason is not None)
    assert len(reading.articles) == (reason is None)


#: What fuzzing found and is too long for a line: file -> the reason it is left out for.
KEPT = {"assertion.pdf": "malformed", "filter.pdf": "malformed", "attached-header.eml": "empty", "unnamed.zip": "empty"}


@pytest.mark.parametrize(("name", "reason"), KEPT.items())
def test_what_fuzzing_found_and_kept(name: str, reason: str) -> None:
    reading = check((Path(__file__).parent / "data" / "fuzz" / name).read_bytes(), name)
    assert [s.reason for s in reading.skipped] == [reason]
