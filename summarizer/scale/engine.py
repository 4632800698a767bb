"""The stages run by datatrove: here, on several machines with one folder, by Slurm or by Ray. No other module knows it.

Every executor gets the same tasks. Task t of T does the units t, t + T, t + 2 T, ... of its stage; datatrove marks it
as done in `logs/STAGE-T/completions`, and does not begin it again. A task that was killed begins again, and does the
units that have no file yet. Workers on one machine are processes with a rank each, as machines are, and not datatrove's
pool: that one waits for ever for a worker that was killed, and leaves a process behind when it is killed itself.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summarizer.errors import OutputError, SettingsError
from summarizer.scale.shards import DamagedError
from summarizer.scale.stages import BY_NAME, STAGES, Stage, run_units, units_of
from summarizer.scale.work import Work

#: Seconds between looks at whether the tasks of other ranks are done.
_PATIENCE = 0.5
#: What failed before is of another run: the rank that it failed for may have begun again.
_BEGAN = time.time()
#: Called with the name of a stage that begins, its place from 1, and how many there are.
Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Engine:
    """How the tasks are run."""

    executor: str = "local"
    #: Tasks of each stage that is not one unit.
    tasks: int = 1
    #: Tasks at a time, on this machine or on all of Slurm or Ray.
    workers: int = 1
    rank: int = 0
    ranks: int = 1
    #: What sbatch is told: partition, time, mem-per-cpu and others.
    slurm: dict[str, str] = field(default_factory=dict)


class Task:
    """What datatrove calls with the number of a task."""

    def __init__(self, root: str, stage: str) -> None:
        self.root, self.stage = root, stage

    def __repr__(self) -> str:
        return f"summarizer scale: {self.stage}"

    def __call__(self, data: object, rank: int = 0, world_size: int = 1) -> None:
        """Do the units of the task."""
        del data
        work, stage = Work(Path(self.root)), BY_NAME[self.stage]
        run_units(work, stage, range(rank, units_of(work, stage), world_size))


def check_engine(engine: Engine) -> None:
    """Nothing; SettingsError if datatrove is not there, or what is asked for cannot be."""
    if not 0 <= engine.rank < engine.ranks:
        raise SettingsError(f"rank is {engine.rank}; allowed is 0 to {engine.ranks - 1}, with --ranks {engine.ranks}")
    if engine.executor != "local" and engine.ranks > 1:
        raise SettingsError(f"ranks is {engine.ranks}; allowed with --executor local only")
    needed = {"ray": ("datatrove", "ray")}.get(engine.executor, ("datatrove",))
    for name in needed:
        try:
            __import__(name)
        except ImportError as error:
            extra = "summarizer[scale]" if name == "datatrove" else name
            raise SettingsError(f"{name} is not installed; install it: pip install '{extra}'") from error


def run_all(work: Work, engine: Engine, told: Told) -> None:
    """Run every stage to its end; OutputError if one cannot be finished."""
    if engine.executor == "slurm":
        _submit(work, engine)
        return
    for number, stage in enumerate(STAGES, 1):
        told(stage.name, number, len(STAGES))
        try:
            run_stage(work, engine, stage)
        except DamagedError as error:
            error.path.unlink(missing_ok=True)
            raise
        check_done(work, engine, stage)


def run_stage(work: Work, engine: Engine, stage: Stage) -> None:
    """Run what is not done of a stage, or has been lost since, and wait for what others do of it."""
    _forget_lost(work, engine, stage)
    if engine.executor == "ray":
        _run_by_ray(work, engine, stage)
    else:
        _run_here(work, engine, stage)


def tasks_of(engine: Engine, stage: Stage) -> int:
    """How many tasks the stage is cut into."""
    return engine.tasks if stage.units else 1


def _folder(work: Work, engine: Engine, stage: Stage) -> str:
    return str(work.root / "logs" / f"{stage.name}-{tasks_of(engine, stage)}")


def _given(work: Work, engine: Engine, stage: Stage) -> dict[str, Any]:
    """What every executor is given."""
    return {
        "pipeline": [Task(str(work.root), stage.name)],
        "tasks": tasks_of(engine, stage),
        "logging_dir": _folder(work, engine, stage),
    }


def _run_here(work: Work, engine: Engine, stage: Stage) -> None:
    """Run the tasks of this rank, then wait for those of the others."""
    from datatrove.executor import LocalPipelineExecutor

    class Here(LocalPipelineExecutor):  # type: ignore[misc]
        def run(self) -> None:
            """The tasks one by one, here; of one that fails a file in `failed` tells, and the rest goes on."""
            self.save_executor_as_json()
            for task in self.get_incomplete_ranks(own):
                with contextlib.suppress(Exception):
                    self._run_for_rank(task)

    # Every n-th: the stories that take longest to tell come first.
    own = range(engine.rank, tasks_of(engine, stage), engine.ranks)
    if own:
        with _quiet(work):
            Here(**_given(work, engine, stage), workers=1).run()
    while not all_done(work, engine, stage):
        done = _done(work, engine, stage)
        if any(task not in done for task in own) or _failures(work, stage, since=_BEGAN):
            return  # told by `check_done`
        time.sleep(_PATIENCE)


def _marks(work: Work, engine: Engine, stage: Stage) -> dict[int, Path]:
    """The tasks that datatrove has marked as done, with the marks."""
    folder = Path(_folder(work, engine, stage)) / "completions"
    return {int(path.name): path for path in folder.glob("[0-9]*") if path.name.isdecimal()}


def _done(work: Work, engine: Engine, stage: Stage) -> set[int]:
    """The tasks that are done."""
    return set(_marks(work, engine, stage))


def _forget_lost(work: Work, engine: Engine, stage: Stage) -> None:
    """Take the marks off the tasks of which a file is not there any more, so that they are done again."""
    units, tasks = units_of(work.fresh(), stage), tasks_of(engine, stage)
    for task, mark in _marks(work, engine, stage).items():
        if not all(work.file(stage.name, unit).exists() for unit in range(task, units, tasks)):
            mark.unlink(missing_ok=True)


def all_done(work: Work, engine: Engine, stage: Stage) -> bool:
    """Whether all tasks of the stage are."""
    return len(_done(work, engine, stage)) >= tasks_of(engine, stage)


def _failures(work: Work, stage: Stage, since: float = 0) -> list[Path]:
    found = sorted((work.root / "failed").glob(f"{stage.name}-[0-9]*"))
    return [path for path in found if path.stat().st_mtime >= since]


def check_done(work: Work, engine: Engine, stage: Stage) -> None:
    """Nothing; OutputError, which names what failed, if the stage is not done."""
    if all_done(work, engine, stage):
        return
    failed = _failures(work, stage)
    if not failed:
        raise OutputError(
            f"stage {stage.name} is not done; its logs are in {_folder(work, engine, stage)}; run it again"
        )
    where, what = (*failed[0].read_text("utf-8", "replace").split("\n"), "")[:2]
    more = f"; {len(failed) - 1} more in {failed[0].parent}" if len(failed) > 1 else f"; more in {failed[0]}"
    raise OutputError(f"{where}: {what}{more}; run it again when it is mended")


@contextlib.contextmanager
def _quiet(work: Work) -> Iterator[None]:
    """What datatrove tells on standard error goes to a file: it is in its logs too."""
    from datatrove.utils.logging import logger, setup_default_logger

    (work.root / "logs").mkdir(parents=True, exist_ok=True)
    with (work.root / "logs" / "datatrove.log").open("a") as log, contextlib.redirect_stderr(log):
        setup_default_logger()
        try:
            yield
        finally:
            logger.remove()


def run_workers(command: Sequence[str], engine: Engine) -> None:
    """Run the ranks of this machine, a process each; OutputError if one of them is killed."""
    first, ranks = engine.rank * engine.workers, engine.ranks * engine.workers
    workers = [
        subprocess.Popen([sys.executable, "-m", "summarizer", *command, "--rank", str(rank), "--ranks", str(ranks)])
        for rank in range(first, first + engine.workers)
    ]
    try:
        share_cores([worker.pid for worker in workers])
        while any(worker.poll() is None for worker in workers):
            killed = [w.returncode for w in workers if w.poll() is not None and w.returncode != 0]
            if killed:
                raise OutputError(_ended(killed[0]))
            time.sleep(_PATIENCE)
        if any(worker.returncode for worker in workers):
            raise OutputError(_ended(next(w.returncode for w in workers if w.returncode)))
    finally:
        for worker in workers:
            if worker.poll() is None:
                worker.terminate()
            worker.wait()


def share_cores(workers: Sequence[int]) -> None:
    """Give each of these processes cores of its own, while there are enough.

    torch computes on all cores that a process may use: two processes on the same two cores take ten times as long as
    one on each (135 to 291 s for two stories told by the writer, and 16 s). Where a process may not be moved it
    stays where it is.
    """
    if len(workers) < 2 or not hasattr(os, "sched_setaffinity"):
        return
    cores = sorted(os.sched_getaffinity(0))
    for i, worker in enumerate(workers):
        with contextlib.suppress(OSError):
            os.sched_setaffinity(worker, cores[i :: len(workers)] or [cores[i % len(cores)]])


def _ended(status: int) -> str:
    if status > 0:
        return "a worker could not go on (above); what is done is kept: run it again"
    return (
        f"a worker was killed (signal {-status}); what is done is kept: run it again, with fewer --workers if it was "
        "for memory"
    )


def _run_by_ray(work: Work, engine: Engine, stage: Stage) -> None:
    import ray
    from datatrove.executor import RayPipelineExecutor

    if not ray.is_initialized():
        here = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": engine.workers, "include_dashboard": False}
        ray.init(log_to_driver=False, logging_level="ERROR", **here)
    with _quiet(work):
        RayPipelineExecutor(**_given(work, engine, stage), workers=engine.workers).run()


def _submit(work: Work, engine: Engine) -> None:
    """Hand a chain of job arrays to Slurm, each waiting for the one before it."""
    from datatrove.executor import SlurmPipelineExecutor

    class Chained(SlurmPipelineExecutor):  # type: ignore[misc]
        def launch_merge_stats(self) -> None:
            """Nothing: nobody asks for the sums."""

    told = {"partition": "default", "time": "24:00:00", "mem-per-cpu": "2G", **engine.slurm}
    memory = int(told.pop("mem-per-cpu").removesuffix("G"))
    partition, hours = told.pop("partition"), told.pop("time")
    before: Any = None
    for stage in STAGES:
        before = Chained(
            **_given(work, engine, stage), workers=engine.workers, time=hours, partition=partition, depends=before,
            mem_per_cpu_gb=memory, job_name=f"summarizer-{stage.name}", qos=told.get("qos"), sbatch_args=dict(told),
            env_command=f"export PATH={Path(sys.executable).parent}:$PATH",
        )  # fmt: skip
    with _quiet(work):
        before.run()
