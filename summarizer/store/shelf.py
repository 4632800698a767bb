"""The shelf of what stages have made: looked up by kind and key, put there one by one, the longest unused thrown away.

    shelf.get("report", key, kind of value) --> the value, or None
    shelf.put("report", key, value)             committed at once: a run that is killed has kept what it finished

Whether a result is still right is the key's affair (`making`).
"""

from __future__ import annotations

import logging
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from summarizer.errors import StoreError
from summarizer.store.codec import TooLargeError, pack, unpack, unzipped, zipped
from summarizer.store.database import connect, translated

_log = logging.getLogger(__name__)
T = TypeVar("T")
#: Bytes of results that are kept for each article that was told, and for the file: with what is kept of threads an
#: article takes less than 20,000.
BYTES_AN_ARTICLE, BYTES_ANYWAY = 12_000, 1_000_000


class Store:
    """An open store file. Close it, or use it as a context."""

    def __init__(self, path: Path, *, write: bool = True) -> None:
        self.path = path
        self.connection = connect(path, write=write)
        #: Kind -> how many were asked for, and how many were there.
        self.asked: Counter[str] = Counter()
        self.known: Counter[str] = Counter()
        self._used: list[tuple[str, bytes]] = []
        self._write = write
        with self.told():
            (last,) = self.connection.execute("SELECT coalesce(max(number), 0) FROM runs").fetchone()
            self.run = last + 1
            if write:
                self.connection.execute("INSERT INTO runs (number) VALUES (?)", (self.run,))

    @property
    def files(self) -> tuple[Path, ...]:
        """The file and those that SQLite keeps beside it.

        Nobody else in the process may open and close one: its locks would go with that.
        """
        return (self.path, *(self.path.with_name(self.path.name + end) for end in ("-wal", "-shm", "-journal")))

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing more is asked of it; what a failing disk did not take is lost."""
        try:
            if self._write:
                self._mark_used()
        finally:
            self.connection.close()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Errors of SQLite as StoreError, and what cannot be read as damage."""
        with translated(self.path):
            yield

    @contextmanager
    def whole(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all that is done in the block, or nothing of it."""
        with self.told():
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:  # a full disk has ended it already
                    self.connection.execute("ROLLBACK")
                raise

    def get(self, kind: str, key: bytes, value: type[T]) -> T | None:
        """What was kept under this key; None if nothing was, or if it is damaged: then it is made again."""
        return self.find(kind, key, lambda body: unpack(body, value))

    def get_bytes(self, kind: str, key: bytes) -> bytes | None:
        """The same of bytes that needed no packing."""
        return self.find(kind, key, unzipped)

    def find(self, kind: str, key: bytes, read: Callable[[bytes], T]) -> T | None:
        """The same, of what `read` makes of the kept bytes; it raises ValueError for damaged ones."""
        self.asked[kind] += 1
        with self.told():
            row = self.connection.execute("SELECT body FROM kept WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        if row is None:
            return None
        try:
            found = read(row[0])
        except ValueError as error:
            _log.warning("%s: a result of %s is damaged, and made again (%s)", self.path, kind, error)
            return None
        self.known[kind] += 1
        self._used.append((kind, key))
        return found

    def read(self, body: bytes, value: type[T]) -> T:
        """The value in a packed field; StoreError if there is none."""
        try:
            found: T = unpack(body, value)
            return found
        except ValueError as error:
            raise StoreError(
                f"{self.path}: it is damaged ({error}); move it away, and a new one is made from the articles"
            ) from error

    def put(self, kind: str, key: bytes, value: object) -> None:
        """Keep a value under this key, from now on whatever happens to the run; one that is too large is not kept."""
        self._keep(kind, key, lambda: pack(value))

    def put_bytes(self, kind: str, key: bytes, data: bytes) -> None:
        """The same of bytes that need no packing."""
        self._keep(kind, key, lambda: zipped(data, 1))

    def _keep(self, kind: str, key: bytes, packed: Callable[[], bytes]) -> None:
        try:
            body = packed()
        except TooLargeError as error:
            _log.info("a result of %s is not kept (%s)", kind, error)
            return
        with self.told():
            self.connection.execute(
                "INSERT OR REPLACE INTO kept (kind, key, used, body) VALUES (?, ?, ?, ?)", (kind, key, self.run, body)
            )

    def tidy(self) -> None:
        """Throw away the results that nobody has asked for the longest, where there are more than an article may take.

        None that this run has asked for goes.
        """
        self._mark_used()
        with self.whole() as connection:
            (articles,) = connection.execute("SELECT count(*) FROM thread_articles").fetchone()
            left = BYTES_ANYWAY + BYTES_AN_ARTICLE * articles
            rows = connection.execute("SELECT rowid, used, length(body) FROM kept ORDER BY used DESC, rowid").fetchall()
            gone = []
            for row, used, size in rows:
                left -= size
                if left < 0 and used < self.run:
                    gone.append((row,))
            connection.executemany("DELETE FROM kept WHERE rowid = ?", gone)
        self.shrink()

    def shrink(self) -> None:
        """Give the space of what was thrown away back to the disk."""
        with self.told():
            self.connection.execute("PRAGMA incremental_vacuum").fetchall()

    def _mark_used(self) -> None:
        if self._used:
            used, self._used = self._used, []
            with self.whole() as connection:
                connection.executemany(
                    "UPDATE kept SET used = ? WHERE kind = ? AND key = ?", [(self.run, *each) for each in used]
                )
