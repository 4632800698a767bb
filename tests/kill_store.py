"""Kills a run with a store at random moments and runs it again: `python -m tests.kill_store FOLDER [--kills 100]`.

The run reads two invented days, tells them, follows them, and writes JSON, a page and an archive for a reader. Every
second kill falls into the first run of an empty store, the others into the second day after a whole first one. After
the run that follows a kill there must be the same bytes as without it, a store that is whole and has the same history,
and no story told twice. The encoder is tiny and nothing is parsed, so that the moments fall into the program and not
into loading; with `--cli` the program runs as it is. With `--fork` a run is a fork of a process that has imported
all: a third of the time, and more of the moments fall into the work. Resumable: each kill is a line in
FOLDER/log.jsonl.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tests.kill_runs import in_fork

if TYPE_CHECKING:
    from summarizer.types import FloatArray, Token

ROOT = Path(__file__).parent.parent
DAYS = (ROOT / "tests" / "data" / "day", ROOT / "tests" / "data" / "day2")
CHILD = "from tests.kill_store import child; import sys; child(sys.argv[1:])"


class Letters:
    """A tiny encoder: counts of letters."""

    name = "letters"

    def encode(self, texts: Sequence[str]) -> FloatArray:
        import numpy as np

        rows = np.array([[1.0, *(t.lower().count(c) for c in "abcdefghijklmnopqrstuvwxyz")] for t in texts])
        unit: FloatArray = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return unit


class NoTrees:
    """A parser that sees nothing."""

    name = "no trees"

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        return [()] * len(texts)


def child(arguments: Sequence[str]) -> None:
    """The run that is killed: `summarizer brief` with other models."""
    sys.exit(briefed(arguments))


def briefed(arguments: Sequence[str]) -> int:
    """The exit status of `summarizer brief` with other models."""
    from summarizer import cli, pipeline
    from summarizer.types import Models

    pipeline._models_of = lambda *_: Models(None, Letters(), NoTrees())
    return cli.main(arguments)


def command(folder: Path, day: int, real: bool) -> list[str]:
    outputs = [part for name in ("day.json", "day.html") for part in ("-o", str(folder / "out" / name))]
    days = [Path(name).absolute() for name in (folder.parent / "days").read_text(encoding="utf-8").splitlines()]
    asked = ["brief", *map(str, days[: day + 1]), "--extractive", "-q", "--date", f"2031-05-0{8 + day}"]
    asked += ["--store", str(folder / "news.db"), "--reader", "anna", *outputs, "-o", f"{folder}/out/site/"]
    return [sys.executable, *(["-m", "summarizer"] if real else ["-c", CHILD]), *asked]


def run(folder: Path, day: int, how: str, kill_after: float | None = None) -> tuple[int, float]:
    """The status and the seconds of a run, which is killed after so many."""
    asked = command(folder, day, how == "cli")
    if how == "fork":
        return in_fork(lambda: briefed(asked[3:]), folder / "told", kill_after)
    start = time.monotonic()
    process = subprocess.Popen(asked, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)
    try:
        _, told = process.communicate(timeout=kill_after)
        assert told == b"", told.decode()
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    return process.returncode, time.monotonic() - start


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def state(folder: Path, undisturbed: Path) -> list[str]:
    """What is wrong after the run that followed a kill."""
    from summarizer.store import Store, export

    faults = []
    if files(folder / "out") != files(undisturbed / "out"):
        faults.append("other bytes")
    with closing(sqlite3.connect(folder / "news.db")) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            faults.append("integrity")
    with Store(folder / "news.db", write=False) as store, Store(undisturbed / "news.db", write=False) as other:
        if export(store) != export(other):
            faults.append("another history")
    told = json.loads((folder / "out" / "day.json").read_text(encoding="utf-8"))
    articles = Counter(article for story in told["stories"] for article in story["articles"])
    if any(n > 1 for n in articles.values()) or len({s["id"] for s in told["stories"]}) < len(told["stories"]):
        faults.append("a story told twice")
    return faults


def one(folder: Path, number: int, how: str, takes: list[float]) -> dict[str, object]:
    """One kill and the run after it; what is wrong is in `faults`. A whole run tells what the next ones will take."""
    day, work = number % 2, folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    if day:
        shutil.copy(folder / "whole-0" / "news.db", work / "news.db")
    moment = random.Random(number).uniform(0.1 * takes[day], takes[day])
    status, took = run(work, day, how, moment)
    kept, seen = looked_at(work / "news.db", f"2031-05-0{8 + day}")
    faults = []
    if seen and files(work / "out") != files(folder / f"whole-{day}" / "out"):
        faults.append("the reader was remembered before all was written")
    rerun, seconds = run(work, day, how)
    if status == 0 or not kept:
        takes[day] = took if status == 0 else seconds
    if rerun != 0:
        faults.append(f"the run after it ended with {rerun}")
    elif not seen:  # else nothing is new to the reader any more, and so it is told
        faults += state(work, folder / f"whole-{day}")
    return {
        "kill": number, "day": day, "moment": round(moment, 2), "status": status, "kept": kept,
        "rerun_seconds": round(seconds, 1), "faults": faults,
    }  # fmt: skip


def looked_at(file: Path, day: str) -> tuple[int, bool]:
    """How many results a killed run has kept, and whether its reader is known to have had the briefing of that day."""
    if not file.is_file():
        return 0, False
    with closing(sqlite3.connect(file)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        kept = connection.execute("SELECT count(*) FROM kept").fetchone()[0] if "kept" in tables else 0
        readers = connection.execute("SELECT day FROM readers").fetchall() if "readers" in tables else []
    return kept, (day,) in readers


def prepare(folder: Path, how: str) -> list[float]:
    """What undisturbed runs of each day take and write, made once."""
    takes = []
    for day in (0, 1):
        whole = folder / f"whole-{day}"
        if not (whole / "out").is_dir():
            whole.mkdir(parents=True)
            if day:
                shutil.copy(folder / "whole-0" / "news.db", whole / "news.db")
            status, seconds = run(whole, day, how)
            assert status == 0
            (whole / "seconds").write_text(str(seconds), encoding="utf-8")
        takes.append(float((whole / "seconds").read_text(encoding="utf-8")))
    return takes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--first", type=int, default=0, help="number of the first kill: it decides the moment")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--cli", action="store_const", const="cli", dest="how", help="the program with its own models")
    how.add_argument("--fork", action="store_const", const="fork", dest="how", help="forks of a process that is warm")
    parser.set_defaults(how="apart")
    parser.add_argument("--days", type=Path, nargs=2, default=DAYS, metavar="DAY", help="other two days to be read")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    (options.folder / "days").write_text("\n".join(map(str, options.days)), encoding="utf-8")
    if options.how == "fork":  # this process imports all that a run needs, by one
        shutil.rmtree(options.folder / "warm", ignore_errors=True)
        (options.folder / "warm").mkdir()
        assert briefed(command(options.folder / "warm", 0, False)[3:]) == 0
    takes = prepare(options.folder, options.how)
    log = options.folder / "log.jsonl"
    done = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
    for number in range(len(done), options.kills):
        line = json.dumps(one(options.folder, options.first + number, options.how, takes))
        with log.open("a", encoding="utf-8") as file:
            file.write(line + os.linesep)
    results = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    kinds = Counter(fault for result in results for fault in result["faults"])
    print(
        f"{len(results)} kills, undisturbed {takes[0]:.1f} and {takes[1]:.1f} s; killed before the end "
        f"{sum(r['status'] == -9 for r in results)}, with something kept {sum(r['kept'] > 0 for r in results)}; "
        f"faults: {dict(kinds) or 'none'}"
    )
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main())
