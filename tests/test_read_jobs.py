"""Reading in other processes: what hangs is ended, what follows is read, and nothing is loaded that is not needed."""

import gzip
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from summarizer.read import Limits, read_paths
from summarizer.read.files import load_file
from summarizer.read.values import Rejection

ROOT = Path(__file__).parent.parent
TEXTS = [
    f"The {thing} was closed on Monday, the port authority said. Engineers had found cracks in {n} of its pillars. "
    f"It will stay shut for {n} weeks, and ferries will carry passengers meanwhile."
    for n, thing in enumerate(("bridge", "tunnel", "pier"), 2)
]
#: Most of a minute in the C of lxml, where no signal handler of Python is heard.
SLOW = b"<html>" + b"<p>word and <b>more</b> words of it.</p>" * 400_000
PAGE = b"<!doctype html><html><p>The bridge was closed on Monday, the port said. It will stay shut for a week.</p>"
PDF = b"%PDF-1.4\n" + b"1 0 obj<</Type/Catalog>>endobj\n" * 20


def test_what_stands_behind_a_slow_member_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_STORED) as archive:
        for name, data in (("1.txt", TEXTS[0].encode()), ("2.html", SLOW), ("3.txt", TEXTS[1].encode())):
            archive.writestr(name, data)
    (tmp_path / "b.txt").write_text(TEXTS[2], encoding="utf-8")
    reading = read_paths([tmp_path], limits=Limits(seconds=3, workers=1))
    assert {a.text for a in reading.articles} == set(TEXTS)
    where = f"{tmp_path.as_posix()}/a.zip/2.html"
    assert [(s.path, s.reason) for s in reading.skipped] == [(where, "too_slow")]
    assert [file.path.rpartition("/")[2] for file in reading.inputs] == ["a.zip", "b.txt"]


def test_processes_give_what_one_process_gives() -> None:
    day = ROOT / "tests" / "data" / "day"
    one = read_paths([day], limits=Limits(workers=1))
    assert read_paths([day], limits=Limits(workers=3)) == one
    # The memory of a process is limited, not that of the run.
    tiny = read_paths([day / "harbour-gazette"], limits=Limits(max_memory=40_000_000))
    assert not tiny.articles
    assert len(tiny.skipped) == 3


def test_a_large_archive_does_not_pass_the_limit(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(5):
            archive.writestr(f"{number}.txt", b"x" * 400_000)
    (tmp_path / "a.zip").write_bytes(out.getvalue())
    reading = read_paths([tmp_path], limits=Limits(max_unpacked_bytes=1_000_000))
    assert "too_large" in {s.reason for s in reading.skipped}


def test_nothing_heavy_is_loaded_for_plain_text() -> None:
    code = (
        "import sys; from summarizer.read import read_paths; assert len(read_paths(['seeds']).articles) == 2; "
        "print([m for m in ('trafilatura', 'lxml', 'feedparser', 'warcio', 'pypdf', 'tldextract', 'py3langid', "
        "'numpy', 'ftfy', 'yaml', 'markdown_it') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.json", "a"])
def test_limits_hold_whatever_a_file_is_called(tmp_path: Path, name: str) -> None:
    """A page that is called a text is read where it can be stopped, packed or not."""
    for number, data in enumerate((PAGE, gzip.compress(PAGE), PDF)):
        (tmp_path / f"{number}-{name}").write_bytes(data)
    code = (
        "import sys; from summarizer.read import read_paths; read_paths([sys.argv[1]]); "
        "print([m for m in ('trafilatura', 'lxml', 'pypdf', 'markdown_it', 'feedparser') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]", "read in the process that cannot be stopped"


def test_an_archive_of_slow_members_ends(tmp_path: Path) -> None:
    """Each member may take its time, all together only what one file of that size may."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_LZMA) as archive:
        for number in range(6):
            archive.writestr(f"{number}.html", SLOW[:4_000_000])
    reading = read_paths([tmp_path], limits=Limits(seconds=1.5, slow_parts=1, workers=1, max_ratio=100_000))
    told = [s for s in reading.skipped if s.path.endswith("a.zip")]
    assert [s.reason for s in told] == ["too_slow"]
    assert "on the whole file" in told[0].detail


def test_a_file_that_became_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(Rejection, match="not a regular file"):
        load_file(tmp_path / "a.txt", 100)


def test_files_that_change_and_vanish_while_they_are_read(tmp_path: Path) -> None:
    """Each is read as it was at one moment, or told; none is a fault of ours, and the ones left alone are whole."""
    for number in range(30):
        (tmp_path / f"{number}.html").write_bytes(PAGE + b"<p>Ward %d.</p>" % number)
    (tmp_path / "kept.txt").write_text(TEXTS[0], encoding="utf-8")
    code = """
import itertools, os, sys, time
for number in itertools.cycle(range(30)):
    time.sleep(0.01)
    path = f"{sys.argv[1]}/{number}.html"
    os.path.exists(path) and number % 3 == 0 and os.unlink(path)
    if number % 3 == 1 and os.path.getsize(path) < 5_000:
        with open(path, "ab") as file: file.write(b"<p>more</p>" * 100)
    if number % 3 == 2:
        with open(path, "wb") as file: file.write(b"<html><p>")
"""
    meddler = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)])
    try:
        reading = read_paths([tmp_path], limits=Limits(workers=2, max_bytes=1_000_000))
    finally:
        meddler.kill()
        meddler.wait()
    assert TEXTS[0] in {article.text for article in reading.articles}
    assert {s.reason for s in reading.skipped} <= {
        "unreadable",
        "empty",
        "stub",
        "too_large",
        "duplicate",
        "not_article",
    }
