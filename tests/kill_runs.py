"""Kills `summarizer brief` at random moments and runs it again: `python tests/kill_runs.py FOLDER [--kills 100]`.

After each kill what stands in the output folder must be nothing, or whole files with the bytes of an undisturbed run;
after the run that follows, exactly those, and nothing left behind there, in the cache or among the processes. Every
`--cold`th kill begins with an empty cache, so that it may fall into the making of the converted model. Resumable: each
kill is a line in FOLDER/log.jsonl, and the next call goes on behind the last. With `--fork` a run is a fork of a
process that holds the models and what they made of the inputs in a first run: a tenth of the time, and the moments
fall into all that is done around the models. Those with an empty cache are processes of their own in any case, and the
kills after the hundredth fall into the writing of the files. FOLDER/in is read if it is there, else the seeds.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).parent.parent / "seeds"
NAMES = ("day.html", "day.json", "day.md")
#: With `--fork`, the kills from this one on fall into the milliseconds in which the files are written.
WRITING = 100


def command(folder: Path, cache: Path, out: Path) -> tuple[list[str], dict[str, str]]:
    outputs = [part for name in NAMES for part in ("-o", str(out / name))]
    environment = {**os.environ, "SUMMARIZER_CACHE": str(cache)}
    return [sys.executable, "-m", "summarizer", "brief", str(folder / "in"), "-q", *outputs], environment


class Remembering:
    """A model that works each thing out once."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._known: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._model, name)
        if not callable(value):
            return value

        def call(*given: object, **named: object) -> Any:
            key = f"{name} {given!r} {named!r}"
            if key not in self._known:
                self._known[key] = value(*given, **named)
            return copy.copy(self._known[key])

        return call


def loaded(folder: Path) -> None:
    """The models, here, for all that is forked from here, and what they make of the inputs."""
    from summarizer import cli, pipeline
    from summarizer.models import load_models
    from summarizer.types import Models

    models: Any = load_models()
    remembering: Any = [Remembering(getattr(models, each.name)) for each in fields(Models)]
    pipeline._models_of = lambda *_: Models(*remembering)
    assert cli.main(["brief", str(folder / "in"), "-q", "-o", os.devnull, "--format", "html"]) == 0


def in_fork(
    work: Callable[[], int], told: Path, kill_after: float | None, begun: Callable[[], bool] | None = None
) -> tuple[int, float]:
    """The status and the seconds of a fork of this process that does some work, killed after so many; it is silent.

    With `begun` they count from when that is first so, and are few.
    """
    start = time.monotonic()
    if (pid := os.fork()) == 0:
        status = 70
        try:
            os.setsid()
            os.dup2(os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
            status = work()
        finally:
            os._exit(status)
    since = None if begun else start
    while not (ended := os.waitpid(pid, os.WNOHANG))[0]:
        if since is None and begun and begun():
            since = time.monotonic()
        if kill_after is not None and since is not None and time.monotonic() - since > kill_after:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return -signal.SIGKILL, time.monotonic() - start
        time.sleep(0.0002 if begun else 0.02)
    assert told.read_bytes() == b"", told.read_bytes()
    return os.waitstatus_to_exitcode(ended[1]), time.monotonic() - start


def forked(folder: Path, cache: Path, out: Path, kill_after: float | None, writing: bool) -> tuple[int, float]:
    """`run`, as a fork of this process; with `writing` the time counts from the first file that stands there."""
    from summarizer import cli

    arguments, environment = command(folder, cache, out)

    def work() -> int:
        os.environ.update(environment)
        return cli.main(arguments[3:])

    def begun() -> bool:
        return out.is_dir() and any(out.iterdir())

    return in_fork(work, folder / "told", kill_after, begun if writing else None)


def run(
    folder: Path, out: Path, fork: bool, kill_after: float | None = None, writing: bool = False
) -> tuple[int, float]:
    """The status and the seconds of a run, which is killed after so many."""
    cache = folder / "cache"
    if fork:
        return forked(folder, cache, out, kill_after, writing)
    arguments, environment = command(folder, cache, out)
    start = time.monotonic()
    process = subprocess.Popen(arguments, env=environment, stderr=subprocess.PIPE, start_new_session=True)
    try:
        _, told = process.communicate(timeout=kill_after)
        assert told == b"", told
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)  # the program alone: those that it started must notice by themselves
        process.communicate()
    return process.returncode, time.monotonic() - start


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def left_processes(session: str) -> list[str]:
    """Reading processes that were started for the inputs of this folder and are still there."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and session in (entry / "environ").read_bytes().decode("utf-8", "replace"):
                found.append(entry.name)
        except OSError:
            continue
    return [pid for pid in found if pid != str(os.getpid())]


def one(
    folder: Path, number: int, wanted: dict[str, bytes], takes: dict[str, float], cold: bool, fork: bool
) -> dict[str, object]:
    """One kill and the run after it; what is wrong is in `faults`. The moment is a share of what the last run took."""
    cache, out = folder / "cache", folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    if cold:
        shutil.rmtree(cache, ignore_errors=True)
    writing = fork and number >= WRITING
    moment = random.Random(number).random() * (0.02 if writing else takes["cold" if cold else "warm"])
    status, _ = run(folder, out, fork and not cold, moment, writing)
    faults = []
    after = files(out)
    written = {name: data for name, data in after.items() if not name.startswith(".")}
    faults += [f"half-written: {name}" for name, data in written.items() if data != wanted[name]]
    hidden = sorted(set(after) - set(written))
    building = sorted(path.name for path in cache.glob(".building-*")) if cache.is_dir() else []
    rerun, seconds = run(folder, out, fork and not cold)
    if not cold:
        takes["warm"] = seconds
    if rerun != 0:
        faults.append(f"the run after it ended with {rerun}")
    if files(out) != wanted:
        faults.append(f"other bytes or files: {sorted(files(out))}")
    kept = sorted(path.name for path in cache.iterdir())
    if len([name for name in kept if name != ".lock"]) != 1:
        faults.append(f"left in the cache: {kept}")
    time.sleep(0.2)
    if left := left_processes(str(cache)):
        faults.append(f"left processes: {left}")
    return {
        "kill": number, "cold": cold, "moment": round(moment, 2), "status": status, "written": sorted(written),
        "part_left": hidden, "building_left": building, "rerun_seconds": round(seconds, 1), "faults": faults,
    }  # fmt: skip


def prepare(folder: Path) -> dict[str, float]:
    """The inputs, and what an undisturbed run takes and writes, made once."""
    known = folder / "undisturbed.json"
    if known.is_file():
        return dict(json.loads(known.read_text(encoding="utf-8")))
    if not (folder / "in").is_dir():
        shutil.copytree(SEEDS, folder / "in")
        page = "".join(f"<p>{line}</p>" for line in next(iter(sorted(SEEDS.iterdir()))).read_text("utf-8").split("\n"))
        (folder / "in" / "page.html").write_text(f"<!doctype html><html><body>{page}</body></html>", encoding="utf-8")
    _, cold = run(folder, folder / "whole", fork=False)
    _, warm = run(folder, folder / "whole", fork=False)
    known.write_text(json.dumps({"cold": cold, "warm": warm}), encoding="utf-8")
    return {"cold": cold, "warm": warm}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--cold", type=int, default=10, help="every so many begins with an empty cache")
    parser.add_argument(
        "--fork",
        action="store_true",
        help="runs are forks of a process that holds the models and what they made of the inputs",
    )
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    takes = prepare(options.folder)
    if options.fork:
        loaded(options.folder)
        _, takes["warm"] = run(options.folder, options.folder / "again", fork=True)
        assert files(options.folder / "again") == files(options.folder / "whole")
    wanted = files(options.folder / "whole")
    assert sorted(wanted) == sorted(NAMES)
    log = options.folder / "log.jsonl"
    done = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
    for number in range(len(done), options.kills):
        cold = number % options.cold == options.cold - 1 and not (options.fork and number >= WRITING)
        line = json.dumps(one(options.folder, number, wanted, takes, cold, options.fork))
        with log.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    results = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    kinds = Counter(fault.partition(":")[0] for result in results for fault in result["faults"])
    print(
        f"{len(results)} kills ({sum(r['cold'] for r in results)} with an empty cache), undisturbed run "
        f"{takes['warm']:.1f} s, with an empty cache {takes['cold']:.1f} s; "
        f"killed before the end {sum(r['status'] == -9 for r in results)}; "
        f"in the making of the model {sum(bool(r['building_left']) for r in results)}; "
        f"between the files {sum(0 < len(r['written']) < 3 for r in results)}; faults: {dict(kinds) or 'none'}"
    )
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main())
