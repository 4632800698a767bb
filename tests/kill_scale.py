"""Kills each stage of `summarizer scale` at random moments: `python -m tests.kill_scale FOLDER WORK [--kills 10]`.

A run is finished undisturbed; then, stage by stage, what the stage wrote is taken away, it is begun and killed with all
its processes as often as asked for, and let go on to its end. Its files must have the bytes of the undisturbed run, and
no unit that was done before a kill may have been done again. At last the whole is run once more: the same output.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import time
from pathlib import Path

from summarizer.config import Settings
from summarizer.scale import Engine, Work, made_plan, planned, run_all
from summarizer.scale.engine import check_done, run_stage
from summarizer.scale.stages import STAGES, Stage


def bytes_of(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("[!.]*")
        if p.is_file()
    }


def times_of(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.glob("[0-9]*")}


def begun(root: Path, engine: Engine, stage: Stage) -> int:
    """The process that has begun with the stage, in a group of its own."""
    child = os.fork()
    if child:
        return child
    os.setsid()
    try:
        run_stage(Work(root), engine, stage)
        check_done(Work(root), engine, stage)
        os._exit(0)
    except BaseException as error:
        print(f"{stage.name}: {error!r}")
        os._exit(1)


def ended(child: int, within: float) -> int | None:
    """The status with which it ended; None if it has not."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    return None


def forget(root: Path, stage: Stage) -> None:
    shutil.rmtree(root / "data" / stage.name, ignore_errors=True)
    for folder in (root / "logs").glob(f"{stage.name}-[0-9]*"):
        shutil.rmtree(folder)


def killed(root: Path, engine: Engine, stage: Stage, kills: int, chance: random.Random) -> str:
    """What came of killing a stage."""
    data = root / "data" / stage.name
    expected = bytes_of(data)
    forget(root, stage)
    start = time.monotonic()
    assert ended(begun(root, engine, stage), 3600) == 0
    long = time.monotonic() - start
    forget(root, stage)
    hit, units, again = 0, 0, 0
    while hit < kills:
        child = begun(root, engine, stage)
        if ended(child, chance.uniform(0, long)) is None:
            os.killpg(child, signal.SIGKILL) if os.getpgid(child) == child else os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            hit += 1
        else:
            forget(root, stage)
        before = times_of(data)
        units += len(before)
        if chance.random() < 0.5:
            continue
        assert ended(begun(root, engine, stage), 3600) == 0
        again += sum(times_of(data)[path] != changed for path, changed in before.items())
        assert bytes_of(data) == expected, stage.name
        forget(root, stage)
    assert ended(begun(root, engine, stage), 3600) == 0
    assert bytes_of(data) == expected, stage.name
    return f"{stage.name:18} {hit} kills, {units} units were done then, {again} of them again; the same bytes"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--shard", type=int, default=100)
    parser.add_argument("--tasks", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--stages", nargs="*", help="only these are killed; default: all")
    options = parser.parse_args()
    engine, chance = Engine(tasks=options.tasks), random.Random(options.seed)
    plan = made_plan([str(options.folder)], Settings(), options.shard, reports=False)
    work = planned(options.work, plan)
    run_all(work, engine, lambda *_: None)
    out = bytes_of(options.work / "out")
    for stage in (each for each in STAGES if not options.stages or each.name in options.stages):
        print(killed(options.work, engine, stage, options.kills, chance), flush=True)
    run_all(Work(options.work), engine, lambda *_: None)
    assert bytes_of(options.work / "out") == out
    print(f"the output is the same: {len(out)} files")


if __name__ == "__main__":
    main()
