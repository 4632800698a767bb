"""Five hundred hostile files in one folder, read by the command in one run: each is told, the good ones come out whole.

What each kind of content does under each ending, and what grows; `test_read_hostile` has the odd ones.
"""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import gzip
import io
import json
import lzma
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer.read.formats import ENDINGS
from tests.growing_files import READERS

SECRET = "secret-that-must-not-be-read"
#: Seconds of the processor, of which a busy machine does not take more: under two minutes of the clock on two cores.
#: And bytes of one process.
PROCESSOR = 180
MEMORY = 2_000_000_000
BODY = "Rain fell on the coast for two days, the office said. Rivers rose in three towns. Nobody was hurt there. "


def good(number: int) -> str:
    return (
        f"The crossing of ward {number} was closed on Monday, the port authority said. Engineers had found cracks in "
        f"{number + 2} of its pillars. It will stay shut for {number + 3} weeks, and ferries will carry passengers."
    )


def page(inside: str = BODY) -> bytes:
    return f"<!doctype html><html><head><title>Rain on the coast</title></head><body><p>{inside}</p></body></html>".encode()


def zipped(name: str, data: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def nested(depth: int, width: int) -> bytes:
    """Archives of archives, as in 42.zip: width ** depth files, all the same."""
    data = zipped("a.txt", b"\0" * 1_000_000)
    for _ in range(depth):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(width):
                archive.writestr(f"{number}.zip", data)
        data = out.getvalue()
    return data


def overlapping(members: int) -> bytes:
    """A directory in which every entry names the same bytes."""
    data = bytearray(zipped("a.txt", BODY.encode() * 5_000))
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = bytes(data[start:end])
    tail = bytearray(data[end:])
    tail[8:12] = members.to_bytes(2, "little") * 2
    tail[12:16] = (len(entry) * members).to_bytes(4, "little")
    return bytes(data[:start]) + entry * members + bytes(tail)


#: What is written under every ending.
KINDS: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "blank": lambda: b" \r\n\t" * 100,
    "nul": lambda: b"\0" * 3_000,
    "bytes": lambda: bytes(range(256)) * 20,
    "random": lambda: bytes((i * i * 31 + i // 7) % 256 for i in range(8_000)),
    "cut-utf8": lambda: ("Nguyễn " * 300).encode()[:-2] + b"\xe1\xbb",
    "utf16": lambda: good(90).encode("utf-16"),
    "utf32": lambda: good(91).encode("utf-32"),
    "prologue": lambda: b"<!-- c -->\n" * 60 + page(),
    "open-comment": lambda: b"<!--" * 5_000 + page(),
    "dots": lambda: BODY.encode() + b"." * 40_000 + b"x",
    "marks": lambda: BODY.encode() + b"a" + "\u0301\u0316".encode() * 20_000,
    "attributes": lambda: b"<!doctype html><html><p " + b" ".join(b"a%d=b" % i for i in range(8_000)) + b">x</p>" + page(),
    "gzip-page": lambda: gzip.compress(page()),
    "gzip-bomb": lambda: gzip.compress(b"\0" * 30_000_000, 9),
    "zip-page": lambda: zipped("../a.html", page()),
    "pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\n" * 50,
    "json-deep": lambda: b'{"a":' * 20_000,
    "entities": lambda: b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a%s;" % (b"" if i == 1 else b"%d" % (i - 1)) * 10) for i in range(1, 9)) + b"]><rss><channel><item><title>&a8;</title></item></channel></rss>",
    "outside": lambda: f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://SECRET">]><html><body><p>&x; {BODY}</p></body></html>'.encode(),
    "mail": lambda: b"Subject: " + b"=?utf-8?q?a?= " * 900 + b"\nFrom: a@[b\n\n" + b">\n" * 5_000 + BODY.encode(),
    "xz": lambda: lzma.compress(page()),
}  # fmt: skip
#: Further ones that need a name of their own.
NAMED: dict[str, Callable[[], bytes]] = {
    "42.zip": lambda: nested(3, 16),
    "overlap.zip": lambda: overlapping(3_000),
    "lzma.zip": lambda: zipped("a.html", page(), zipfile.ZIP_LZMA),
    "bzip.zip": lambda: zipped("a.html", page(), zipfile.ZIP_BZIP2),
    "slow.zip": lambda: zipped("a.html", b"<p>" + b"<b>x</b> " * 40_000),
    "many.warc": lambda: b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\nContent-Length: 0\r\n\r\n\r\n\r\n" * 3_000,
    "members.txt.gz": lambda: gzip.compress(good(92).encode()) + gzip.compress(b"\n") * 20_000,
    "members.warc.gz": lambda: gzip.compress(b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n") * 2_000,
    "quoted.eml": lambda: b"Subject: Rain\nFrom: a@b.example\n\n" + b"> " * 50_000 + b"\n" + b">\n" * 50_000,
    "boundaries.eml": lambda: b"Subject: x\n" + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(300)),
}  # fmt: skip
#: A good article in each of the formats that a file of ours can be written in.
GOOD: dict[str, Callable[[str], bytes]] = {
    "txt": str.encode,
    "md": lambda text: f"---\ntitle: A crossing is closed\n---\n\n{text}\n".encode(),
    "html": lambda text: page(text),
    "json": lambda text: json.dumps({"title": "A crossing is closed", "text": text}).encode(),
    "jsonl": lambda text: json.dumps({"title": "A crossing is closed", "text": text}).encode(),
    "eml": lambda text: f"Subject: A crossing is closed\nFrom: Desk <desk@gazette.example>\n\n{text}\n".encode(),
    "rss": lambda text: f"<rss version='2.0'><channel><title>G</title><item><title>A crossing is closed</title><description>{text}</description></item></channel></rss>".encode(),
    "txt.gz": lambda text: gzip.compress(text.encode()),
    "zip": lambda text: zipped("a.txt", text.encode()),
}  # fmt: skip


def write(folder: Path, outside: Path) -> int:
    """Write the folder; the number of hostile files in it."""
    (outside / "secret.txt").write_text(f"{SECRET} {good(99)}", encoding="utf-8")
    endings = [*sorted(ENDINGS), ""]
    cases = {f"{kind}{ending}": make() for kind, make in KINDS.items() for ending in endings}
    cases |= {name: make() for name, make in NAMED.items()}
    for number, (make, path, size) in enumerate(READERS.values()):
        cases[f"grown-{number}-{path}"] = make(min(size, 500))
    for name, data in cases.items():
        (folder / name).write_bytes(data.replace(b"SECRET", str(outside / "secret.txt").encode()))
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    os.mkfifo(folder / "pipe.txt")
    for number in range(27):
        ending, make = list(GOOD.items())[number % len(GOOD)]
        (folder / f"good-{number}.{ending}").write_bytes(make(good(number)))
    return len(cases) + 2


#: Runs a command and writes what it cost: of this process's children others would count, whatever test ran them.
MEASURED = """
import pathlib, resource, subprocess, sys
status = subprocess.run(sys.argv[2:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
pathlib.Path(sys.argv[1]).write_text(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
sys.exit(status)
"""


@pytest.mark.slow
def test_five_hundred_files_in_one_run(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    number = write(folder, outside)
    assert number >= 500
    start, costs = time.monotonic(), tmp_path / "costs"
    command = [sys.executable, "-m", "summarizer", "read", str(folder), "--format", "jsonl"]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(costs), *command],
        capture_output=True, check=False, cwd=Path(__file__).parent.parent,
    )  # fmt: skip
    wall = time.monotonic() - start
    processor, largest = map(float, costs.read_text().split())
    peak = largest * (1 if sys.platform == "darwin" else 1024)
    articles = [json.loads(line) for line in done.stdout.splitlines()]
    told = done.stderr.decode().splitlines()[1:]
    print(
        f"{number} hostile files and 27 good ones: {len(articles)} articles, {len(told)} reasons; "
        f"{wall:.0f} s, {processor:.0f} s of the processor, at most {peak / 1e6:.0f} MB a process"
    )
    assert done.returncode == 0
    texts = {article["text"] for article in articles}
    assert {n for n in range(27) if good(n) not in texts} == set(), "good articles are missing or harmed"
    paths = {article["path"] for article in articles} | {line.strip() for line in told}
    for file in folder.iterdir():
        shown = file.as_posix().translate(dict.fromkeys(range(32), "\ufffd"))
        assert any(path.startswith(shown) for path in paths), f"{file.name} is not told"
    assert [line for line in told if ": failed (" in line] == []
    assert [line for line in told if ": too_slow (" in line] == []
    assert SECRET.encode() not in done.stdout + done.stderr
    assert processor < PROCESSOR
    assert peak < MEMORY
