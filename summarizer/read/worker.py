"""What a reading process does: take a file, tell each part before reading it, send what is in it.

Started by `jobs`, which gives it its end of a pipe.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path

from summarizer.read.articles import Result, read_articles
from summarizer.read.files import load_file
from summarizer.read.values import Document, Limits, Rejection
from summarizer.types import InputFile, Skipped

#: Messages beside results: (BEGIN, number of the part, its path) and DONE.
BEGIN = "begin"
DONE = "done"


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read."""

    #: As shown to the user.
    name: str
    path: str
    limits: Limits
    #: Parts at its beginning that an earlier attempt has told already.
    skip: int = 0


def read_file(job: Job, begun: Callable[[int, str], None] | None = None) -> Iterator[Result | InputFile]:
    """The file's hash, then what is in it; `begun` is told the number and path of each part that is begun."""
    try:
        data = load_file(Path(job.path), job.limits.max_bytes)
    except Rejection as rejection:
        yield Skipped(job.name, "read", rejection.reason, rejection.detail)
        return
    if not job.skip:
        yield InputFile(job.name, sha256(data).hexdigest())
    count = 0

    def begin(path: str) -> bool:
        nonlocal count
        count += 1
        if count > job.skip and begun:
            begun(count, path)
        return count > job.skip

    # The name to open shows the format: what is shown to the user need not, as `-`.
    yield from read_articles(Document(job.name, data, Path(job.path).name), job.limits, begin)


def main(descriptor: int) -> None:
    """Read files as they are given, until the other end closes the pipe."""
    connection: Connection[object, Job] = Connection(descriptor)
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        _limit_memory(job.limits.max_memory)
        _limit_time(job.limits.seconds)
        for result in read_file(job, partial(_begin, connection, job.limits)):
            connection.send(result)
        connection.send(DONE)


def _begin(connection: Connection[object, Job], limits: Limits, number: int, path: str) -> None:
    connection.send((BEGIN, number, path))
    _limit_time(limits.seconds)


def _limit_time(seconds: float) -> None:
    """End this process after so much time of the processor, also where it is in the code of a library in C."""
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))
