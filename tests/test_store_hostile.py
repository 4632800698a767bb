"""A store that is damaged or somebody else's: told in one line, in bounded time, and nothing of it runs."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from summarizer import cli
from summarizer.commands import targets
from summarizer.config import Settings
from summarizer.errors import InputError, StoreError
from summarizer.pipeline import make_briefing
from summarizer.read import Limits, read_paths
from summarizer.store import Store, export, follow_stories, info, problems, take_in
from summarizer.store import codec as codec_module
from summarizer.store.codec import TooLargeError, pack, unpack
from summarizer.types import Article, Briefing, Models, ThreadDay
from tests.briefings import BRIEFING
from tests.kill_store import ROOT, Letters, NoTrees

#: What never ends, when it is asked for.
ENDLESS = "(WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c)"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store of one day."""
    path = tmp_path / "news.db"
    with Store(path) as store:
        follow_stories(store, BRIEFING)
        store.put("report", b"1", BRIEFING)
    return path


def changed(file: Path, *statements: str | tuple[str, Any]) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for each in statements:
            connection.execute(*((each,) if isinstance(each, str) else (each[0], (each[1],))))


@pytest.mark.parametrize(
    "statement",
    [
        f"CREATE TRIGGER t AFTER INSERT ON runs BEGIN UPDATE runs SET day = {ENDLESS}; END",
        f"CREATE VIEW more AS SELECT {ENDLESS}",
        f"CREATE INDEX slow ON runs (day) WHERE number > {2**40}",
        "ALTER TABLE runs ADD COLUMN more TEXT",
        "DROP TABLE told",
    ],
)
def test_another_schema_than_ours_is_not_used(statement: str, file: Path) -> None:
    changed(file, statement)
    before = file.read_bytes()
    for write in (True, False):
        with pytest.raises(StoreError, match="tables are not those of a store"):
            Store(file, write=write)
    assert file.read_bytes() == before


def test_a_view_in_the_place_of_a_table_is_not_asked(file: Path) -> None:
    changed(file, "ALTER TABLE runs RENAME TO r", f"CREATE VIEW runs AS SELECT * FROM r WHERE {ENDLESS} > 0")
    with pytest.raises(StoreError, match="tables are not those of a store"):
        Store(file)


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE kept SET body = 'x'", "kept"),
        ("UPDATE kept SET used = 'x'", "kept"),
        ("UPDATE thread_days SET body = 5", "thread_days"),
        ("UPDATE thread_days SET day = '2031-02-30'", "thread_days"),
        ("UPDATE thread_articles SET day = '0000-01-01'", "thread_articles"),
        ("UPDATE threads SET last_day = 5", "threads"),
        ("UPDATE threads SET headline = x'00'", "threads"),
        (f"UPDATE runs SET number = {2**63 - 1}", "runs"),
        ("UPDATE runs SET day = '2031-05-08T00:00'", "runs"),
        ("INSERT INTO readers VALUES ('anna', 'x')", "readers"),
    ],
)
def test_a_value_of_another_kind_is_damage(statement: str, table: str, file: Path) -> None:
    changed(file, statement)
    with pytest.raises(StoreError, match=f"damaged.*table {table} "):
        Store(file, write=False)


BODIES: dict[str, bytes] = {
    "no packing": b"x",
    "cut off": pack(BRIEFING)[:-9],
    "deep": zlib.compress(b"[" * 200_000),
    "no JSON": zlib.compress(b"x"),
    "half a character": zlib.compress(b'"\\ud800"'),
    "other fields": zlib.compress(b"[1,2,3]"),
    "text for a list": zlib.compress(b'["a","b",1,"c",[]]'),
    "number for a text": zlib.compress(b'[1,["b"],1,[],[]]'),
    "numbers of 5,000 figures": zlib.compress(b'["a",["b"],' + b"1" * 5_000 + b",[],[]]"),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_harmed_result_is_made_again_and_harmed_history_is_told(body: bytes, file: Path) -> None:
    changed(file, ("UPDATE kept SET body = ?", body), ("UPDATE thread_days SET body = ?", body))
    with Store(file) as store:
        assert store.get("report", b"1", Briefing) is None
        store.put("report", b"1", BRIEFING)
        assert store.get("report", b"1", Briefing) == BRIEFING
        with pytest.raises(StoreError, match="damaged"):
            export(store)
        assert len(problems(store)) in (0, len(BRIEFING.stories))


def test_no_bomb_is_unpacked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec_module, "LARGEST", 1_000_000)
    changed(file, ("UPDATE thread_days SET body = ?", zlib.compress(b"[" + b" " * 2_000_000 + b"]")))
    with Store(file) as store:
        with pytest.raises(StoreError, match="too large"):
            export(store)
        assert all("too large" in problem for problem in problems(store))
        store.put("read", b"2", ("x" * 2_000_000,))  # made again each time
        assert store.get("read", b"2", tuple[str, ...]) is None
    with pytest.raises(TooLargeError):
        pack(("x" * 2_000_000,))


def test_every_noise_in_the_file_is_told_or_harmless(file: Path, tmp_path: Path) -> None:
    """A byte in every hundred turned round, from another one each time."""
    whole = file.read_bytes()
    told = []
    for first in range(0, 1_000, 37):
        data = bytearray(whole)
        for place in range(first, len(data), 1_000):
            data[place] ^= 0x5A
        other = tmp_path / f"{first}.db"
        other.write_bytes(data)
        try:
            with Store(other) as store:
                info(store)
                follow_stories(store, BRIEFING)
                export(store)
        except StoreError as error:
            told.append(str(error))
    assert len(told) > 5
    assert not any("\n" in line for line in told)


WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "a list for an id": lambda d: d["threads"][0].update(id=[1]),
    "no headline": lambda d: d["threads"][0].update(headline=None),
    "half a character": lambda d: d["threads"][0].update(headline="\ud800"),
    "half a character within": lambda d: d["threads"][0]["days"][0].update(headline="\ud800"),
    "no day": lambda d: d["threads"][0]["days"][0].update(day=5),
    "a day that is none": lambda d: d["threads"][0].update(last_day="<b>"),
    "no key": lambda d: d["threads"][0]["articles"][0].update(key="zz"),
    "a text that is a number": lambda d: d["threads"][0]["articles"][0]["article"].update(text=5),
    "a time without a zone": lambda d: d["threads"][0]["articles"][0]["article"].update(published="2031-05-08T09:00"),
    "markup for a number": lambda d: d["threads"][0]["days"][0].update(articles="<script>"),
    "a number for an outlet": lambda d: d["threads"][0]["days"][0].update(outlets=[5]),
    "a text for a list": lambda d: d["threads"][0]["days"][0].update(outlets="abc"),
    "a dict of threads": lambda d: d.update(threads={"a": 1}),
    "another version": lambda d: d.update(export_version=float("nan")),
    "no threads": lambda d: d.pop("threads"),
    "a kind of link": lambda d: d["threads"][0].update(links=[{"other": "x", "kind": "y", "day": "2031-05-08"}]),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_an_export_that_is_none_is_told_and_nothing_of_it_taken(
    change: Callable[[dict[str, Any]], object], file: Path, tmp_path: Path
) -> None:
    with Store(file, write=False) as store:
        before = export(store)
    data = json.loads(json.dumps(before))
    change(data)
    with Store(tmp_path / "other.db") as store:
        with pytest.raises(InputError):
            take_in(store, data)
        assert info(store).threads == 0
    with Store(file) as store:
        with pytest.raises(InputError):
            take_in(store, data)
        assert export(store) == before


@pytest.mark.parametrize(
    ("text", "told"),
    [(b"[" * 200_000, "not JSON"), (b"1" * 10_000, "not JSON"), (b"\xff\xfe\0", "not JSON"), (b"null", "no export")],
)
def test_what_is_no_export_is_told_in_one_line(
    text: bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_bytes(text)
    command = ["store", "import", str(tmp_path / "a.json"), "--store", str(tmp_path / "a.db")]
    assert cli.main(command) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line


def test_a_reader_of_an_export_says_nothing_to_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reader = {"name": "\x1b[2J\nx", "day": "2031-05-08", "told": []}
    with Store(tmp_path / "a.db") as store:
        take_in(store, {"export_version": 1, "threads": [], "readers": [reader]})
    assert cli.main(["store", "--store", str(tmp_path / "a.db")]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\nx" not in out


@pytest.mark.parametrize("name", ["", " ", "a\nb", "\x1b[2J", "\udcff", "x" * 201])
def test_a_readers_name_can_be_printed(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    command = ["brief", str(tmp_path), "--store", str(tmp_path / "a.db"), "--reader", name, "--extractive"]
    assert cli.main(command) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "a name in up to 200 characters" in line
    assert not (tmp_path / "a.db").exists()


def test_a_store_may_have_any_name(tmp_path: Path) -> None:
    """What would mean something in the address that SQLite is given, and what is no UTF-8."""
    for name in ("a?mode=memory", "a#b", "100%41", "\udcff"):
        file = tmp_path / name
        Store(file).close()
        assert file.is_file()
        Store(file, write=False).close()


def test_values_are_of_their_types() -> None:
    day = ThreadDay("A", ("Wire",), 1, ())
    assert unpack(pack(day), ThreadDay) == day
    for wrong_one in (("A", ["Wire"], True, []), (None, [], 1, []), ("A", [None], 1, []), ("A", [], 1.5, [])):
        with pytest.raises(ValueError, match="no ThreadDay"):
            unpack(zlib.compress(json.dumps(wrong_one).encode()), ThreadDay)
    with pytest.raises(ValueError, match="no Article"):
        unpack(zlib.compress(b'["a","b","c","d","2031-05-08T09:00:00"]'), Article)


ENDLESS_FILES = [
    ["render", "/dev/zero"],
    ["read", ".", "--config", "/dev/zero"],
    ["cluster", ".", "--overrides", "/dev/zero"],
    ["brief", ".", "--extractive", "--template", "/dev/zero", "-o", "a.html"],
    ["brief", ".", "--extractive", "--since", "/dev/zero"],
    ["brief", ".", "--extractive", "--store", "/dev/zero"],
]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
@pytest.mark.parametrize("command", ENDLESS_FILES, ids=lambda c: c[-2] if len(c) > 2 else c[0])
def test_a_file_without_end_is_told(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main(command) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "/dev/zero: " in line


DEEP = {
    "since": ["brief", ".", "--extractive", "--since", "deep.json"],
    "briefing": ["render", "deep.json"],
    "config": ["read", ".", "--config", "deep.toml"],
    "overrides": ["cluster", ".", "--overrides", "deep.toml"],
    "number": ["read", ".", "--config", "number.toml"],
}


@pytest.mark.parametrize("command", DEEP.values(), ids=DEEP)
def test_what_is_nested_without_end_is_told_in_one_line(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "deep.json").write_text('{"schema_version":1,"a":' + "[" * 100_000, encoding="utf-8")
    (tmp_path / "deep.toml").write_text("a=" + "[" * 100_000, encoding="utf-8")
    (tmp_path / "number.toml").write_text("words=" + "9" * 10_000, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main(command) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert ": " in line


def test_an_address_is_named_as_it_was_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "http://[::1]/x"]) == 1
    assert "http://[::1]/x: no such file" in capsys.readouterr().err


def test_store_needs_nothing_heavy(tmp_path: Path) -> None:
    """`summarizer store` looks at a hostile file with the standard library alone."""
    Store(tmp_path / "a.db").close()
    code = "import sys; from summarizer import cli; cli.main(sys.argv[1:]); assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code, "store", "--store", str(tmp_path / "a.db")], check=True)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day(day: str, tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        (first, *_) = follow_stories(store, replace(BRIEFING, date=date.fromisoformat(day)))
        assert first.first.isoformat() == day


def test_no_result_takes_the_place_of_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    Store(Path("day.html")).close()
    before = Path("day.html").read_bytes()
    assert cli.main(["brief", "a.txt", "--extractive", "--store", "day.html", "-o", f"{tmp_path}/./day.html"]) == 1
    assert "it is the store" in capsys.readouterr().err
    assert Path("day.html").read_bytes() == before


REPORT = (
    "{name} was closed on Tuesday after divers found a crack in its second pier. Mayor Ilse Brandt said repairs would "
    "cost 4.2 million crowns. About 9,000 vehicles cross it each day, and a ferry will carry people from Friday."
)


def test_what_a_run_writes_is_not_read_whatever_it_is_called(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "site").mkdir(parents=True)
    for name in ("article.txt", "day.txt", "site/index.html"):
        (inbox / name).write_text(REPORT.format(name=f"The bridge {name}"), encoding="utf-8")
    (inbox / "again.txt").hardlink_to(inbox / "day.txt")
    with Store(inbox / "news.db") as store:
        read = read_paths([inbox], apart=(inbox / "day.txt", inbox / "site", tmp_path / "no-such", *store.files))
        assert [article.path for article in read.articles] == [f"{inbox}/article.txt"]
        told = {skipped.path.removeprefix(f"{inbox}/"): skipped.detail for skipped in read.skipped}
        assert (
            dict.fromkeys(("again.txt", "day.txt", "site", "news.db"), "this run writes or checks it").items()
            <= told.items()
        )


def test_a_store_among_the_articles_keeps_its_lock(tmp_path: Path) -> None:
    """A process that opens and closes a file gives up all its locks on it."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "article.txt").write_text(REPORT.format(name="The bridge"), encoding="utf-8")
    models = Models(None, Letters(), NoTrees())
    other = f"from pathlib import Path; from summarizer.store import Store; Store(Path({str(inbox / 'news.db')!r}))"
    with Store(inbox / "news.db") as store:
        briefing = make_briefing([inbox], Settings(), models=models, store=store)
        done = subprocess.run([sys.executable, "-c", other], capture_output=True, text=True, check=False, cwd=ROOT)
    assert len(briefing.stories) == 1
    assert "another run is writing to it" in done.stderr


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("inbox/", "articles are read there"),
        ("inbox/a.txt", "it is read"),
        ("other/", "its index.html is of something else"),
    ],
)
def test_nothing_is_written_over_articles_or_another_site(
    out: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("inbox", "other"):
        Path(folder).mkdir()
    Path("inbox/a.txt").write_text("x", encoding="utf-8")
    Path("other/index.html").write_text("<h1>My garden</h1>", encoding="utf-8")
    inputs = ["inbox/a.txt"] if out.endswith(".txt") else ["inbox"]
    assert cli.main(["brief", *inputs, "--extractive", "--store", "news.db", "-o", out]) == 1
    assert told in capsys.readouterr().err
    assert Path("other/index.html").read_text(encoding="utf-8") == "<h1>My garden</h1>"
    assert not Path("news.db").exists()


def test_a_pipe_in_the_place_of_a_page_does_not_hold_the_archive_up(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for name in ("index.html", f"{BRIEFING.date}.html"):
        os.mkfifo(site / name)
    with Store(tmp_path / "news.db") as store:
        follow_stories(store, BRIEFING)
        targets.write(BRIEFING, targets.plan([f"{site}/"], None, None, store="x.db"), None, 5, store)
    assert (site / "index.html").is_file()
    assert (site / f"{BRIEFING.date}.html").is_file()


@pytest.mark.parametrize(
    ("store", "told"),
    [
        ("loop", "it cannot be opened"),
        ("a\0b", "it is no name of a file"),
        ("x" * 300, "File name too long"),
        ("site/index.html", "it is the store"),
        ("link.html", "it is the store"),
        ("pipe", "it is no file, but a folder or a device"),
        ("/dev/null", "it is no file, but a folder or a device"),
        ("dangling", "it cannot be opened"),
    ],
)
def test_a_store_in_an_odd_place_is_told_in_one_line(
    store: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("loop").symlink_to("loop")
    Path("dangling").symlink_to("no-such/news.db")
    Path("site").mkdir()
    Path("link.html").symlink_to("site/index.html")
    os.mkfifo("pipe")
    Path("a.txt").write_text("x", encoding="utf-8")
    out = "link.html" if store == "link.html" else "site/"
    assert cli.main(["brief", "a.txt", "--extractive", "--store", store, "-o", out]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line
    assert cli.main(["brief", "a.txt", "--extractive", "--store", "news.db", "-o", "loop/"]) == 1
    assert "cannot write" in capsys.readouterr().err


def test_a_briefing_is_no_news(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    with Store(tmp_path / "news.db") as store:
        follow_stories(store, BRIEFING)
        targets.write(BRIEFING, [targets.Target(f"{inbox}/", targets.ARCHIVE)], None, 5, store)
    (inbox / "article.txt").write_text(REPORT.format(name="The bridge"), encoding="utf-8")
    read = read_paths([inbox])
    assert [article.path for article in read.articles] == [f"{inbox}/article.txt"]
    assert {skipped.detail for skipped in read.skipped} == {"what summarizer wrote"}
    assert read_paths([inbox / "index.html"], limits=Limits(drafts=True)).skipped == ()
