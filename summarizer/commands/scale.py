"""`summarizer scale`: the stories of more articles than one process holds; with `status`, where a run stands."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from summarizer.commands.options import settings_of
from summarizer.errors import SettingsError, printable
from summarizer.preflight import check_settings

if TYPE_CHECKING:
    from summarizer.scale.engine import Engine
    from summarizer.scale.status import Standing


def run(arguments: argparse.Namespace) -> int:
    """Exit status 0; 1 if `status` finds that something failed."""
    if arguments.work is None:
        raise SettingsError("no --work DIR given; name a folder that all who take part can write to")
    if arguments.paths == ["status"]:
        return _tell_status(arguments)
    settings = settings_of(arguments)
    check_settings(settings, models_too=arguments.reports)
    from summarizer.read import check_paths
    from summarizer.scale import check_engine, made_plan, planned, run_all, run_workers

    engine = _engine(arguments)
    check_engine(engine)
    if "-" in arguments.paths:
        raise SettingsError("- is standard input; allowed are files and folders, which can be read again")
    check_paths(arguments.paths)
    root = arguments.work.resolve()  # tasks run elsewhere, from other folders
    root.mkdir(parents=True, exist_ok=True)
    work = planned(root, made_plan(arguments.paths, settings, arguments.shard, arguments.reports, [root]))
    if engine.executor == "local" and engine.workers > 1:
        run_workers(_again(arguments), engine)
        return 0
    run_all(work, engine, lambda stage, number, of: _tell(arguments, f"{stage} ({number} of {of})"))
    told = "handed to Slurm" if engine.executor == "slurm" else f"done: {arguments.work / 'out'}"
    _tell(arguments, told)
    return 0


def _engine(arguments: argparse.Namespace) -> Engine:
    from summarizer.scale import Engine

    slurm = dict(each.partition("=")[::2] for each in arguments.slurm)
    if not all(slurm.values()):
        raise SettingsError(f"slurm is {arguments.slurm[-1]!r}; allowed is KEY=VALUE")
    tasks = arguments.tasks or 8 * arguments.workers * arguments.ranks
    return Engine(arguments.executor, tasks, arguments.workers, arguments.rank, arguments.ranks, slurm)


def _again(arguments: argparse.Namespace) -> list[str]:
    """The command of a worker: as it was given, with one task at a time."""
    given, kept = sys.argv[1:], []
    skip = False
    for word in given:
        name = word.partition("=")[0]
        if skip or name in ("--workers", "--rank", "--ranks", "--tasks"):
            skip = not skip and "=" not in word
            continue
        kept.append(word)
    return [*kept, "--tasks", str(_engine(arguments).tasks)]


def _tell(arguments: argparse.Namespace, told: str) -> None:
    if not arguments.quiet and arguments.rank == 0:
        print(f"summarizer: {told}", file=sys.stderr)


def _tell_status(arguments: argparse.Namespace) -> int:
    from summarizer.scale import Work, standing

    if not (arguments.work / "plan.json").is_file():
        raise SettingsError(f"{arguments.work}: nothing was begun there; name the --work of a run")
    stages = standing(Work(arguments.work))
    print(f"{'stage':18}{'units':>12}{'seconds':>10}{'longest':>9}{'peak GB':>9}{'MB':>8}")
    for each in stages:
        _tell_stage(each)
    return int(any(each.failed for each in stages))


def _tell_stage(each: Standing) -> None:
    units = f"{each.done} of {'?' if each.units is None else each.units}"
    took = f"{each.seconds:10.1f}{each.longest:9.1f}{each.peak / 1e9:9.2f}{each.bytes / 1e6:8.1f}"
    print(f"{each.stage:18}{units:>12}{took}")
    for failed in each.failed:
        print(printable(f"    failed: {failed}"))
