"""The store: the same bytes with and without it, nothing made twice, nothing kept that is no longer so."""

from __future__ import annotations

import argparse
import ast
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from summarizer import cli
from summarizer.cluster.packed import profiled_once
from summarizer.cluster.profiles import profiled
from summarizer.commands.watch import period
from summarizer.config import Settings
from summarizer.dedupe import find_origins
from summarizer.errors import SettingsError, StoreError
from summarizer.pipeline import brief_articles, make_briefing, reader_has
from summarizer.preflight import check_settings
from summarizer.render import render, wording
from summarizer.store import (
    Store,
    export,
    follow_stories,
    forget,
    forget_source,
    history_of,
    info,
    open_store,
    place_of,
    problems,
)
from summarizer.store.codec import named, pack, unnamed, unpack
from summarizer.store.database import MIGRATIONS
from summarizer.store.making import _APART, PACKAGE, READING, code_of_stages, key_of, settings_of_report
from summarizer.store.memory import Memory, PartMemory
from summarizer.store.parses import KnownParser
from summarizer.store.threads import Followed, follow
from summarizer.types import Article, Briefing, Models, Parser, Token
from tests.briefings import BRIEFING, TODAY, YESTERDAY
from tests.kill_store import Letters, NoTrees
from tests.test_architecture import ALLOWED

TEXTS = {
    "bridge": (
        "The bridge at Marrow Ford was closed on Tuesday after divers found a crack in its second pier. Mayor Ilse "
        "Brandt said repairs would cost 4.2 million crowns. About 9,000 vehicles cross the bridge each day."
    ),
    "festival": (
        "The lantern festival in Osterby drew 20,000 visitors on Saturday, its organisers said. Rain kept the boats "
        "ashore until the evening. The town paid 300,000 crowns for the fireworks."
    ),
    "ferry": (
        "A ferry began to carry people over the river at Marrow Ford on Wednesday, after the bridge was closed with a "
        "crack in its second pier. Mayor Ilse Brandt said the fare would be one crown for everybody."
    ),
}


@pytest.fixture
def models() -> Models:
    return Models(None, Letters(), NoTrees())


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name in ("bridge", "festival"):
        (folder / f"{name}.txt").write_text(f"{name.title()} news\n\n{TEXTS[name]}", encoding="utf-8")
    return folder


def briefed(inbox: Path, models: Models, store: Path | None, **more: object) -> tuple[Briefing, Store | None]:
    settings = Settings(extractive=True, store=str(store) if store else None, **more)  # type: ignore[arg-type]
    if store is None:
        return make_briefing([inbox], settings, models=models), None
    with open_store(str(store)) as opened:
        return make_briefing([inbox], settings, models=models, store=opened), opened


def test_the_same_bytes_and_only_what_is_new_is_made(inbox: Path, models: Models, tmp_path: Path) -> None:
    file = tmp_path / "news.db"
    first, store = briefed(inbox, models, file)
    assert store is not None
    made = {"read": 2, "group": 1, "profile": 2, "opening": 2, "report": 2, "names": 1}
    assert (dict(store.asked - Counter(parse=store.asked["parse"])), dict(store.known)) == (made, {})
    assert store.asked["parse"] > 0
    again, store = briefed(inbox, models, file)
    assert store is not None
    assert store.known == store.asked
    assert render(again, "json") == render(first, "json") == render(briefed(inbox, models, None)[0], "json")
    (inbox / "ferry.txt").write_text(TEXTS["ferry"], encoding="utf-8")
    third, store = briefed(inbox, models, file)
    assert store is not None
    unknown = store.asked - store.known
    assert (unknown["read"], unknown["group"], unknown["profile"]) == (1, 1, 1)
    assert unknown["report"] == 1, "the story of the festival is not told again"
    assert render(third, "json") == render(briefed(inbox, models, None)[0], "json")
    (inbox / "ferry.txt").unlink()
    assert render(briefed(inbox, models, file)[0], "json") == render(first, "json")


def test_a_sentence_is_parsed_once_and_comes_back_as_it_was(parser: Parser, tmp_path: Path) -> None:
    texts = [*TEXTS["bridge"].split(". "), "", "\U0001f600 São Tomé's 4,000 don't.", "x" * 6_000]
    asked: list[str] = []

    class Counted(NoTrees):
        name = parser.name

        def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
            asked.extend(texts)
            return parser.parse(texts)

    with open_store(str(tmp_path / "news.db")) as store:
        known = KnownParser(store, Counted())
        assert known.parse(texts[:3]) == parser.parse(texts[:3])
        assert known.parse(texts[::-1]) == parser.parse(texts[::-1])
        assert sorted(asked) == sorted(texts)
        # What is kept of a sentence is now that of a longer one: it is seen, and made again.
        bodies = "SELECT body FROM kept WHERE kind = 'parse' ORDER BY length(body) DESC LIMIT 1"
        store.connection.execute(f"UPDATE kept SET body = ({bodies}) WHERE kind = 'parse'")
        assert known.parse([texts[-2]]) == parser.parse([texts[-2]])


def test_what_articles_are_compared_by_comes_back_to_the_last_bit(tmp_path: Path) -> None:
    again = TEXTS["bridge"] + " The ferry company said that it would carry schoolchildren for nothing until the summer."
    told = [
        Article("a", "Bridge closed", TEXTS["bridge"], "Post", datetime(2031, 5, 8, 9, tzinfo=UTC), language="en"),
        Article("b", None, again, "Herald", None, language="en"),
        Article("c", None, "Nothing.", None, None),
        Article("d", "Lanterns", f"{TEXTS['festival']} {TEXTS['ferry']}", "Post", None, language="en"),
    ]
    plain = profiled(told)
    with open_store(str(tmp_path / "news.db")) as store:
        profiled_once(told[1:3], PartMemory(store))
        mixed = profiled_once(told, PartMemory(store))
        known = profiled_once(told, PartMemory(store))
        assert find_origins(told, PartMemory(store)) == find_origins(told, PartMemory(store)) == find_origins(told)
        assert 2 * store.known["sentences"] == store.asked["sentences"] > 0, "made by the first, known to the second"
    for found in (mixed, known):
        for name, view in plain.views.items():
            for field in ("indptr", "indices", "data"):
                one, other = getattr(view, field), getattr(found.views[name], field)
                assert one.dtype == other.dtype
                assert one.tobytes() == other.tobytes()
            assert plain.norms[name].tobytes() == found.norms[name].tobytes()
        assert plain.sizes.tobytes() == found.sizes.tobytes()
        assert plain.hours.tobytes() == found.hours.tobytes()


def test_a_model_is_hashed_again_only_where_its_file_may_have_changed(
    models: Models, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = tmp_path / "weights"
    weights.write_bytes(b"one")
    with open_store(str(tmp_path / "news.db")) as store:
        memory = Memory(store, Settings(), models, lambda: models)
        first = memory.digest(weights)
        assert memory.digest(weights) == first
        assert store.known["digest"] == 0, "just written: it could change again within a tick of the clock"
        os.utime(weights, (1, 1))
        monkeypatch.setattr("summarizer.store.memory.SETTLED", -1)
        assert [memory.digest(weights) for _ in range(2)] == [first, first]
        assert store.known["digest"] == 1
        weights.write_bytes(b"two")
        os.utime(weights, (1, 1))
        assert memory.digest(weights) != first


@pytest.mark.parametrize("change", [{"words": 40}, {"details": 3}, {"seed": 1}, {"candidates": 2}])
def test_another_setting_is_another_report(change: dict[str, int], inbox: Path, models: Models, tmp_path: Path) -> None:
    briefed(inbox, models, tmp_path / "news.db")
    told, store = briefed(inbox, models, tmp_path / "news.db", **change)
    assert store is not None
    assert (store.known["read"], store.known["group"], store.known["report"]) == (2, 1, 0)
    assert render(told, "json") == render(briefed(inbox, models, None, **change)[0], "json")


def test_another_model_is_another_report(inbox: Path, models: Models, tmp_path: Path) -> None:
    briefed(inbox, models, tmp_path / "news.db")
    other = Letters()
    other.name = "letters, second edition"
    told, store = briefed(inbox, replace(models, encoder=other), tmp_path / "news.db")
    assert store is not None
    assert store.known["report"] == 0
    assert told.manifest.encoder == "letters, second edition"


def test_a_changed_file_is_read_again(inbox: Path, models: Models, tmp_path: Path) -> None:
    briefed(inbox, models, tmp_path / "news.db")
    (inbox / "bridge.txt").write_text(TEXTS["bridge"].replace("4.2", "5"), encoding="utf-8")
    told, store = briefed(inbox, models, tmp_path / "news.db")
    assert store is not None
    assert store.known["read"] == 1
    assert "5 million" in render(told, "json")
    assert "4.2 million" not in render(told, "json")


def test_overrides_that_change_regroup(inbox: Path, models: Models, tmp_path: Path) -> None:
    desk = tmp_path / "desk.toml"
    desk.write_text('ignore = ["festival.txt"]\n', encoding="utf-8")
    first, _ = briefed(inbox, models, tmp_path / "news.db", overrides=str(desk))
    desk.write_text('ignore = ["bridge.txt"]\n', encoding="utf-8")
    second, _ = briefed(inbox, models, tmp_path / "news.db", overrides=str(desk))
    assert [len(b.stories) for b in (first, second)] == [1, 1]
    assert first.stories != second.stories


def test_what_makes_a_result_is_part_of_its_key() -> None:
    """Every module that the stages import is hashed; what is not, no stage imports."""
    hashed = {path.name.removesuffix(".py") for path in PACKAGE.iterdir() if path.name not in _APART}
    reached: set[str] = set()
    open_ = ["pipeline"]
    while open_:  # the table of arrows, which is tested itself
        module = open_.pop()
        if module not in reached:
            reached.add(module)
            open_ += ALLOWED[module]
    assert reached - hashed <= {"store", "preflight"}, "they decide nothing of what is told"
    reading = {name.removesuffix(".py") for name in READING}
    assert ALLOWED["read"] | {"read"} <= reading
    assert set().union(*(ALLOWED[name] for name in reading if name != "__init__")) <= reading


def test_every_setting_is_part_of_a_report_unless_it_is_told_not_to_be() -> None:
    told = {name for name, _ in settings_of_report(Settings())}
    assert told == {"words", "details", "extractive", "seed", "candidates"}
    source = ast.parse((PACKAGE / "pipeline.py").read_text(encoding="utf-8"))
    (report,) = (n for n in ast.walk(source) if isinstance(n, ast.FunctionDef) and n.name == "report")
    read = {n.attr for n in ast.walk(report) if isinstance(n, ast.Attribute) and ast.unparse(n.value) == "settings"}
    assert read <= told
    assert key_of("a", "b") != key_of("ab")
    assert code_of_stages() == code_of_stages()


@pytest.mark.parametrize("value", [*BRIEFING.stories, BRIEFING.stories[0].story.articles[0], BRIEFING.since, BRIEFING])
def test_values_come_back_as_they_were(value: object) -> None:
    if value is not None:
        assert unpack(pack(value), type(value)) == value
        assert unnamed(named(value), type(value)) == value


def test_a_store_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    old = sqlite3.connect(file)
    old.executescript(f"{MIGRATIONS[0]} PRAGMA application_id = {0x73756D6D}; PRAGMA user_version = 1;")
    old.execute("INSERT INTO kept VALUES ('read', x'00', 1, ?)", (pack(BRIEFING.stories[0].story),))
    old.commit()
    old.close()
    with pytest.raises(StoreError, match="older version"):
        Store(file, write=False)
    with Store(file) as store:
        assert info(store).results == (("read", 1, len(pack(BRIEFING.stories[0].story))),)
        follow_stories(store, BRIEFING)
        assert problems(store) == []


def _text(file: Path) -> None:
    file.write_text("no database at all, but long enough to be looked at as one " * 20, encoding="utf-8")


def _cut(file: Path) -> None:
    with Store(file) as store:
        follow_stories(store, BRIEFING)
    data = bytearray(file.read_bytes())
    data[4096 : len(data) // 2] = b"\xff" * (len(data) // 2 - 4096)
    file.write_bytes(data)


def _foreign(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")


def _later(file: Path) -> None:
    Store(file).close()
    with closing(sqlite3.connect(file)) as later:
        later.execute("PRAGMA user_version = 99")
        later.commit()


@pytest.mark.parametrize(
    ("make", "told"),
    [(_text, "it is no store"), (_cut, "damaged"), (_foreign, "something else"), (_later, "later version"),
     (Path.mkdir, "no file")],
)  # fmt: skip
def test_a_file_that_is_none_is_told_in_one_line_and_left_as_it_is(
    make: object, told: str, inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "news.db"
    make(file)  # type: ignore[operator]
    before = file.read_bytes() if file.is_file() else b""
    assert cli.main(["brief", str(inbox), "--store", str(file), "--extractive", "-o", str(tmp_path / "day.md")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"summarizer: {file}: ")
    assert told in line
    assert (file.read_bytes() if file.is_file() else b"") == before
    assert not (tmp_path / "day.md").exists()


def test_a_second_writer_is_refused_and_the_first_goes_on(inbox: Path, tmp_path: Path) -> None:
    file = tmp_path / "news.db"
    command = [sys.executable, "-m", "summarizer", "brief", str(inbox), "--store", str(file), "--extractive"]
    with Store(file) as store:
        store.put("read", b"1", BRIEFING)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert "another run is writing to it" in line
        store.put("read", b"2", BRIEFING)
    with Store(file) as store:
        assert store.get("read", b"2", Briefing) == BRIEFING


def test_a_read_only_file_is_told_and_can_be_looked_at(tmp_path: Path) -> None:
    """As a user without rights where this is run by one with all of them."""
    file = tmp_path / "news.db"
    with Store(file) as store:
        follow_stories(store, BRIEFING)
    file.chmod(0o444)
    made_by_pytest = [folder for folder in tmp_path.parents if "pytest" in str(folder)]
    for folder in (tmp_path, *made_by_pytest):
        folder.chmod(0o755)
    tmp_path.chmod(0o555)
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom summarizer.store import Store, info\n"
        "from summarizer.errors import StoreError\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "print(info(Store(Path(sys.argv[1]), write=False)).threads)\n"
        "try: Store(Path(sys.argv[1])); print('no error')\n"
        "except StoreError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False)
    tmp_path.chmod(0o755)
    threads, told = done.stdout.splitlines()
    assert threads == "2", done.stderr
    assert "writable" in told


def test_a_full_disk_is_told_and_what_was_kept_stays(tmp_path: Path) -> None:
    file = tmp_path / "news.db"
    noise = np.random.default_rng(0)
    with Store(file) as store:
        store.put("read", b"first", BRIEFING)
        (pages,) = store.connection.execute("PRAGMA page_count").fetchone()
        store.connection.execute(f"PRAGMA max_page_count = {pages + 3}")
        large = tuple(noise.integers(0, 1 << 30, 20_000).tolist())
        with pytest.raises(StoreError, match="no space left"):
            store.put("read", b"second", large)
    with Store(file) as store:
        assert store.get("read", b"first", Briefing) == BRIEFING
        assert problems(store) == []


def test_old_results_go_and_this_runs_stay(tmp_path: Path) -> None:
    file = tmp_path / "news.db"
    noise = np.random.default_rng(0)
    big = tuple(noise.integers(0, 1 << 30, 60_000).tolist())
    with Store(file) as store:
        for n in range(4):
            store.put("report", f"old {n}".encode(), big)
    with Store(file) as store:
        store.put("report", b"new", big)
        assert store.get("report", b"old 0", tuple[int, ...]) == big
        store.tidy()
    with Store(file) as store:
        there = [store.get("report", k, tuple[int, ...]) is not None for k in (b"new", b"old 0", b"old 1", b"old 3")]
        assert there[:2] == [True, True]
        assert not all(there)


def test_threads_go_on_split_and_join() -> None:
    def alike(stories: Sequence[int], threads: Sequence[str]) -> list[list[float]]:
        return [[{(3, "T3"): 1.0, (4, "T3"): 0.5}.get((s, t), -1.0) for t in threads] for s in stories]

    owner = {b"a": "T1", b"b": "T1", b"c": "T1", b"d": "T2", b"e": "T4"}
    stories = [[b"a", b"b", b"x"], [b"c"], [b"d", b"e"], [b"new"], [b"newer"], [b"other"]]
    recent = dict.fromkeys(("T1", "T2", "T3", "T4"), True)
    assert follow(stories, owner, recent, alike) == [
        Followed("T1"),
        Followed(None, split="T1"),
        Followed("T2", joined=("T4",)),
        Followed("T3"),
        Followed(None, split="T3"),
        Followed(None),
    ]


def test_two_days_are_one_thread_and_following_twice_changes_nothing(tmp_path: Path) -> None:
    with Store(tmp_path / "news.db") as store:
        follow_stories(store, YESTERDAY)
        first = follow_stories(store, TODAY)
        whole = export(store)
        assert follow_stories(store, TODAY) == first
        assert export(store) == whole
        by_story = {thread.story: thread for thread in first}
        assert by_story["festival-today"].before == date(2031, 5, 7), "the same article"
        assert by_story["library"].before is None
        assert [len(thread.days) for thread in history_of(store)].count(2) >= 1


def test_a_reader_is_told_what_is_new_since_the_last_time(models: Models, parser: Parser, tmp_path: Path) -> None:
    models = replace(models, parser=parser)
    settings = Settings(extractive=True, store=str(tmp_path / "news.db"), reader="anna")
    bridge = Article("a", "Bridge shut", TEXTS["bridge"], "Gazette", language="en")
    first = brief_articles([bridge], replace(settings, date="2031-05-07"), models=models)
    assert first.since is None
    again = brief_articles([bridge], replace(settings, date="2031-05-08"), models=models)
    assert again.since is not None
    assert [story.unchanged for story in again.since.stories] == [True]
    assert again.threads[0].before == date(2031, 5, 7)
    assert again.since.stories[0].headline == "Bridge shut"
    other = brief_articles([bridge], replace(settings, date="2031-05-08", reader="ben"), models=models)
    assert other.since is None, "another reader has been told nothing"
    gone = brief_articles(
        [Article("f", "Festival", TEXTS["festival"], "Post", language="en")],
        replace(settings, date="2031-05-09"),
        models=models,
    )
    assert gone.since is not None
    assert gone.since.ended == ("Bridge shut",)
    back = brief_articles([bridge], replace(settings, date="2031-05-14"), models=models)
    assert back.since is not None
    assert [story.unchanged for story in back.since.stories] == [True], "a story that comes back was told"
    assert len(back.stories[0].summary.sentences) > 1
    assert back.threads[0].before == date(2031, 5, 8)
    assert wording.standing(back, back.since.stories[0], back.threads[0]) == (
        "Day 8 of this story; last told on 8 May 2031; continues from: Bridge shut"
    )


def test_a_reader_needs_a_store_and_not_both_ways_of_continuing() -> None:
    with pytest.raises(SettingsError, match="only with --store"):
        check_settings(Settings(reader="anna"))
    with pytest.raises(SettingsError, match="one of the two"):
        check_settings(Settings(reader="anna", store="news.db", since="day.json"))


def test_a_briefing_that_was_not_written_was_not_read(tmp_path: Path) -> None:
    with Store(tmp_path / "news.db") as store:
        threads = follow_stories(store, BRIEFING)
        assert place_of(store, "anna") is None
        reader_has(store, "anna", replace(BRIEFING, threads=threads))
        place = place_of(store, "anna")
        assert place is not None
        assert place.date == BRIEFING.date
        assert len(place.stories) == 2


def test_an_outlet_is_forgotten_with_the_stories_that_only_it_told(tmp_path: Path) -> None:
    with Store(tmp_path / "news.db") as store:
        follow_stories(store, TODAY)
        assert forget_source(store, "Osterby Bote") == 1
        threads = history_of(store)
        assert "Osterby opens a library" not in {thread.headline for thread in threads}
        assert forget_source(store, "Marrow Gazette") == 0, "Radio Nord told of the ferry too"
        (bridge,) = (t for t in history_of(store) if "Ferry" in t.headline)
        assert bridge.days[0][1].outlets == ("Radio Nord",)
        assert bridge.days[0][1].sentences == ()
        assert problems(store) == []


def test_the_command_tells_checks_exports_and_forgets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out, copy = tmp_path / "news.db", tmp_path / "export.json", tmp_path / "copy.db"
    with Store(file) as store:
        reader_has(store, "anna", replace(YESTERDAY, threads=follow_stories(store, YESTERDAY)))
        follow_stories(store, TODAY)
    assert cli.main(["store", "--store", str(file)]) == 0
    assert "reader     anna, last on 2031-05-07" in capsys.readouterr().out
    assert cli.main(["store", "check", "--store", str(file)]) == 0
    assert cli.main(["store", "export", "--store", str(file), "-o", str(out)]) == 0
    assert cli.main(["store", "import", str(out), "--store", str(copy)]) == 0
    with Store(file, write=False) as one, Store(copy, write=False) as other:
        assert export(one) == export(other)
    capsys.readouterr()
    assert cli.main(["store", "forget", "--store", str(file)]) == 1
    assert "--before or --source is missing" in capsys.readouterr().err
    assert cli.main(["store", "forget", "--before", "2031-05-08", "--store", str(file)]) == 0
    with Store(file) as store:
        assert info(store).first_day == "2031-05-08"
        assert problems(store) == []
        assert forget(store, date(2032, 1, 1)) > 0
        assert info(store).articles == 0
    assert cli.main(["store", "--store", str(tmp_path / "none.db")]) == 1
    assert "there is no such file" in capsys.readouterr().err
    out.write_text('{"export_version": 1, "threads": [{}], "readers": []}', encoding="utf-8")
    assert cli.main(["store", "import", str(out), "--store", str(copy)]) == 1
    assert "no export of a store" in capsys.readouterr().err


WRITER = """
import sys
from pathlib import Path
from dataclasses import replace
from datetime import timedelta
from summarizer.store import Store, follow_stories
from tests.briefings import BRIEFING
with Store(Path(sys.argv[1])) as store:
    for n in range(100000):
        store.put("report", str(n).encode(), BRIEFING)
        follow_stories(store, replace(BRIEFING, date=BRIEFING.date + timedelta(days=n % 50)))
        print(n, flush=True)
"""


def test_what_a_killed_run_had_told_is_there_and_whole(tmp_path: Path) -> None:
    """`tests/kill_store.py` kills the whole program, a hundred times."""
    file = tmp_path / "news.db"
    for lines in (1, 7, 40):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        process.communicate()
        assert len(told) == lines
        with Store(file) as store:
            assert problems(store) == []
            assert store.get("report", str(lines - 1).encode(), Briefing) == BRIEFING
            days = {len(thread.days) for thread in history_of(store)}
            assert len(days) == 1, "all stories of a briefing are followed, or none"


def test_again_and_again_until_told_to_end() -> None:
    code = (
        "import sys; sys.argv = ['summarizer', 'brief', 'no-such-folder']\n"
        "from summarizer.commands.watch import watch\nsys.exit(watch(1))"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    told = [process.stderr.readline() for _ in range(2)]
    assert [line.split(":")[1] for line in told] == [" no-such-folder"] * 2, "one that fails costs itself alone"
    process.terminate()
    process.communicate(timeout=20)
    assert process.returncode == 0


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("15m", 900), ("2h", 7200), ("once", 0)])
def test_periods(text: str, seconds: int) -> None:
    assert period(text) == seconds
    for wrong in ("", "15", "m", "0m", "-1m", "1.5h", "8785h", "9" * 5_000 + "s", "１m"):
        with pytest.raises(argparse.ArgumentTypeError):
            period(wrong)
