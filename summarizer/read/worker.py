"""What a reading process does: take a file, tell each part before reading it, send what is in it.

Started by `jobs`, which gives it its end of a pipe.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

from summarizer.apart import limit_memory, limit_time
from summarizer.read.articles import Result, read_articles
from summarizer.read.files import load_file
from summarizer.read.values import Document, Limits, Rejection
from summarizer.types import InputFile, Skipped

#: Messages beside results: (BEGIN, number of the part, its path) and DONE.
BEGIN = "begin"
DONE = "done"
#: Bytes of a file for which it gets another second of the processor: packed pages take a tenth of that.
_BYTES_A_SECOND = 30_000
#: The least that is left to a part: the timer takes 0 for no limit.
_LEAST_SECONDS = 0.01

#: Told the number and the path of a part.
Begun: TypeAlias = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read."""

    #: As shown to the user.
    name: str
    path: str
    limits: Limits
    #: Parts at its beginning that an earlier attempt has told already.
    skip: int = 0
    #: Seconds of the processor that earlier attempts took.
    spent: float = 0.0

    @property
    def allowance(self) -> float:
        """Seconds of the processor for all parts together: of an archive each could take as long as one may.

        A few slow parts, and for the others ten times what packed pages take.
        """
        try:
            size = Path(self.path).stat().st_size
        except OSError:
            size = 0
        return self.limits.slow_parts * self.limits.seconds + min(size, self.limits.max_bytes) / _BYTES_A_SECOND


def read_file(job: Job, begun: Begun | None = None) -> Iterator[Result | InputFile]:
    """The file's hash, then what is in it; `begun` is told the number and path of each part that is begun."""
    try:
        data = load_file(Path(job.path), job.limits.max_bytes)
    except Rejection as rejection:
        yield Skipped(job.name, "read", rejection.reason, rejection.detail)
        return
    yield from read_data(job, data, begun)


def read_data(job: Job, data: bytes, begun: Begun | None = None) -> Iterator[Result | InputFile]:
    """The same of a file that was loaded already."""
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
        limit_memory(job.limits.max_memory)
        limit_time(job.limits.seconds)
        clock = _Clock(connection, job, time.process_time(), job.allowance)
        for result in read_file(job, clock.begin):
            connection.send(result)
        connection.send(DONE)


@dataclass(frozen=True, slots=True)
class _Clock:
    """What the parts of a file may take."""

    connection: Connection[object, Job]
    job: Job
    started: float
    allowance: float

    def begin(self, number: int, path: str) -> None:
        """Tell that a part is begun, and give it its time: a part's own, or what is left of the file's."""
        taken = time.process_time() - self.started
        self.connection.send((BEGIN, number, path, taken))
        left = self.allowance - self.job.spent - taken
        limit_time(max(_LEAST_SECONDS, min(self.job.limits.seconds, left)))
