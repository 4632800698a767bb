"""`-` is standard input: an article of any format, or articles in JSON lines."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from summarizer.read.standard_input import guessed_ending

ROOT = Path(__file__).parent.parent
TEXT = (
    "The bridge at Marrow Ford was closed on Tuesday after divers found a crack in its second pier. "
    "Repairs will cost 4 million crowns, the council said. A ferry will carry people on foot from Thursday."
)
PAGE = f"<!DOCTYPE html><html><head><title>Bridge closed</title></head><body><article><p>{TEXT}</p></article></body>"
RECORD = {"title": "Bridge closed", "text": TEXT, "source": "Marrow Gazette"}
MAIL = f"Received: by x\nFrom: Desk <desk@gazette.example>\nSubject: Bridge closed\nMIME-Version: 1.0\n\n{TEXT}\n"
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Marrow Gazette</title><item><title>Bridge closed</title>'
    f"<description>{TEXT}</description></item></channel></rss>"
)


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("bridge.txt", TEXT)
    return file.getvalue()


INPUTS = {
    ".txt": TEXT.encode(),
    ".md": f"---\ntitle: Bridge closed\n---\n\n{TEXT}\n".encode(),
    ".html": PAGE.encode(),
    ".json": json.dumps(RECORD, indent=1).encode(),
    ".jsonl": "".join(json.dumps({**RECORD, "text": f"{TEXT} {n}."}) + "\n" for n in ("One", "Two")).encode(),
    ".eml": MAIL.encode(),
    ".rss": FEED.encode(),
    ".zip": zipped(),
}
INPUTS[".jsonl.gz"] = gzip.compress(INPUTS[".jsonl"])


def run(*arguments: str, data: bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "summarizer", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=False, cwd=ROOT)


@pytest.mark.parametrize("ending", INPUTS)
def test_the_format_is_guessed(ending: str) -> None:
    assert guessed_ending(INPUTS[ending]) == ending


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"", ".txt"),
        (b"\xff\xfe\x00", ".txt"),
        (b"%PDF-1.7\n", ".pdf"),
        (b"WARC/1.0\r\n", ".warc"),
        (b'\xef\xbb\xbf[{"text": "a"}]', ".json"),
        (b'{"text": "a"}', ".json"),
        (b"{not json\nat all", ".json"),
        (b"[" * 50_000 + b"\nx", ".json"),
        (b"Date: 6 May 2031\nSource: Marrow Gazette\n\nThe bridge was closed.", ".txt"),
        (b"From: the mayor, with love\n\nThe bridge was closed.", ".txt"),
        (b"# Bridge closed\n\nThe bridge was closed.", ".md"),
        (b"\x1f\x8b\x08broken", ".txt.gz"),
    ],
)
def test_what_shows_no_format_is_text(data: bytes, ending: str) -> None:
    assert guessed_ending(data) == ending


@pytest.mark.slow
@pytest.mark.parametrize("ending", INPUTS)
def test_an_article_of_any_format(ending: str) -> None:
    done = run("read", "-", "--format", "jsonl", data=INPUTS[ending])
    assert (done.returncode, done.stderr) == (0, b""), done.stderr
    articles = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(articles) == (2 if ending.startswith(".jsonl") else 1)
    assert all(article["text"].startswith("The bridge at Marrow Ford was closed on Tuesday") for article in articles)
    assert {article["path"].split("/")[0] for article in articles} == {"-"}


@pytest.mark.slow
def test_what_read_prints_can_be_read_again_with_other_files() -> None:
    first = run("read", "seeds", "--format", "jsonl", data=b"")
    again = run("cluster", "-", "seeds/000_f53293d11eb61a23.txt", "--format", "json", data=first.stdout)
    found = json.loads(again.stdout)
    assert sorted(article["source"] for story in found["stories"] for article in story["articles"]) == [
        "Viet Nam News (VNS)",
        "VietnamPlus",
    ]
    assert [skipped["reason"] for skipped in found["skipped"]] == ["duplicate"]


def test_limits_hold_for_it_too() -> None:
    done = run("read", "-", "--file-megabytes", "1", data=b"The bridge was shut on Monday. " * 40_000)
    assert b"-: too_large" in done.stderr


@pytest.mark.parametrize("command", ["brief", "cluster", "read"])
def test_nothing_comes(command: str) -> None:
    done = run(command, "-", *(["--extractive"] if command == "brief" else []), data=b"")
    assert b"Traceback" not in done.stderr
    assert done.returncode == (1 if command == "brief" else 0)
