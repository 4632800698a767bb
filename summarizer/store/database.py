"""The file that is kept between runs: opened, brought to today's schema, written by one run at a time.

SQLite in WAL mode: what was committed outlives a run that is killed. The run that writes holds the file to itself until
it closes it, so that a second one is refused at once. Whatever goes wrong with the file is told in one line, and
nothing in it is thrown away for it. The file may be somebody else's: one whose schema is not word for word ours, which
could do anything when it is written to, is not used, nor one with a value of another kind than its column is for.
Leaves out what is kept, and when it is right.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from summarizer.errors import StoreError

#: Marks the file as ours ("summ").
APPLICATION = 0x73756D6D
#: What brings a file from each version of the schema to the next; its length is today's version. A step is never
#: changed once it was released: another one is added.
MIGRATIONS = (
    """
    CREATE TABLE kept (
        kind TEXT NOT NULL,        -- what it is: "read", "group", "report", ...
        key BLOB NOT NULL,         -- hash of all that it was made from
        used INTEGER NOT NULL,     -- number of the run that last asked for it
        body BLOB NOT NULL,        -- packed by `codec`
        PRIMARY KEY (kind, key)
    );
    CREATE TABLE runs (number INTEGER PRIMARY KEY, day TEXT);  -- the day of its briefing; NULL until it has one
    """,
    """
    CREATE TABLE threads (
        id TEXT PRIMARY KEY,       -- the id of its first story
        headline TEXT NOT NULL,    -- the last one
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL
    );
    CREATE TABLE thread_articles (
        article BLOB PRIMARY KEY,  -- hash of what it says
        thread TEXT NOT NULL REFERENCES threads(id) ON DELETE CASCADE,
        day TEXT NOT NULL,         -- the day on which it was first told
        body BLOB NOT NULL         -- its beginning, by which the story is known again
    );
    CREATE INDEX articles_of_threads ON thread_articles (thread);
    CREATE TABLE thread_days (
        thread TEXT NOT NULL REFERENCES threads(id) ON DELETE CASCADE,
        day TEXT NOT NULL,
        body BLOB NOT NULL,        -- what was told of it on that day
        PRIMARY KEY (thread, day)
    );
    CREATE TABLE thread_links (
        thread TEXT NOT NULL REFERENCES threads(id) ON DELETE CASCADE,
        other TEXT NOT NULL,
        kind TEXT NOT NULL,        -- "joined": the other went into it; "split": it came out of the other
        day TEXT NOT NULL,
        PRIMARY KEY (thread, other, kind)
    );
    CREATE TABLE readers (
        name TEXT PRIMARY KEY,
        day TEXT NOT NULL          -- of the last briefing
    );
    CREATE TABLE told (
        reader TEXT NOT NULL REFERENCES readers(name) ON DELETE CASCADE,
        thread TEXT NOT NULL,
        day TEXT NOT NULL,         -- when the reader was last told of it
        body BLOB NOT NULL,        -- all passages that the reader has seen of it
        PRIMARY KEY (reader, thread)
    );
    """,
)
_DAMAGED = "it is damaged; move it away, and a new one is made from the articles"
#: Table -> what holds for each of its rows. A day is one that Python knows too.
_SOUND = {
    "kept": "typeof(kind) = 'text' AND typeof(key) = 'blob' AND typeof(used) = 'integer' AND typeof(body) = 'blob'",
    "runs": f"number < {2**62} AND (day IS NULL OR {{day}})",
    "threads": "typeof(id) = 'text' AND typeof(headline) = 'text' AND {first_day} AND {last_day}",
    "thread_articles": "typeof(article) = 'blob' AND typeof(thread) = 'text' AND {day} AND typeof(body) = 'blob'",
    "thread_days": "typeof(thread) = 'text' AND {day} AND typeof(body) = 'blob'",
    "thread_links": "typeof(thread) = 'text' AND typeof(other) = 'text' AND kind IN ('joined', 'split') AND {day}",
    "readers": "typeof(name) = 'text' AND {day}",
    "told": "typeof(reader) = 'text' AND typeof(thread) = 'text' AND {day} AND typeof(body) = 'blob'",
}
_DAYS = {day: f"(date({day}, '+0 days') IS {day} AND {day} > '0001')" for day in ("day", "first_day", "last_day")}
#: What went wrong -> how it is told; `sqlite3` gives the number, whose last byte is the kind.
_TOLD = {
    sqlite3.SQLITE_BUSY: "another run is writing to it; wait for its end, or name another file with --store",
    sqlite3.SQLITE_LOCKED: "another run is writing to it; wait for its end, or name another file with --store",
    sqlite3.SQLITE_FULL: "no space left on the disk; what was kept stays: make room, and run again",
    sqlite3.SQLITE_READONLY: "it may not be written to; make it writable, or name another file with --store",
    sqlite3.SQLITE_PERM: "no permission; make it readable and writable, or name another file with --store",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; make it and its folder writable, or name another file with --store",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: "it is no store; name another file with --store",
    sqlite3.SQLITE_IOERR: "the disk does not answer, or is full; what was kept stays",
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Errors of SQLite as StoreError, in one line."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise StoreError(f"{path}: {_TOLD.get(code, f'it cannot be used ({error})')}") from error


def connect(path: Path, *, write: bool = True) -> sqlite3.Connection:
    """A connection to the store in that file, of today's schema; StoreError if there can be none.

    To be written to, the file is made if it is missing, and nobody else may open it until the connection is closed.
    """
    if "\0" in str(path):  # where SQLite ends the name, and would open another file
        raise StoreError(f"{str(path)!r}: it is no name of a file; name a file with --store")
    with translated(path):
        connection = _opened(path, write)
        try:
            _migrate(connection, path) if write else _require(connection, path)
            if table := unsound(connection):
                raise StoreError(f"{path}: {_DAMAGED} (table {table} holds what it is not for)")
        except BaseException:
            connection.close()
            raise
        return connection


def _opened(path: Path, write: bool) -> sqlite3.Connection:
    if path.exists() and not path.is_file():
        raise StoreError(f"{path}: it is no file, but a folder or a device; name a file with --store")
    if not write and not path.exists():
        raise StoreError(f"{path}: there is no such file; `summarizer brief --store {path}` makes it")
    if write:
        _make_folder(path)
        if not os.access(path if path.exists() else path.absolute().parent, os.W_OK):
            raise StoreError(f"{path}: {_TOLD[sqlite3.SQLITE_READONLY]}")
    # A file that nobody can write has no log beside it: it is read as it stands.
    mode = "rwc" if write else "ro" if os.access(path.parent, os.W_OK) else "ro&immutable=1"
    name = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    connection = sqlite3.connect(name, uri=True, timeout=0, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    if write:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return connection


def _make_folder(path: Path) -> None:
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{path}: its folder cannot be made ({error.strerror}); name another file with --store"
        ) from error


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the file to today's schema, step by step, each whole or not at all."""
    version = _version(connection, path)
    if version == 0:
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("BEGIN EXCLUSIVE")  # the lock, taken now and not with the first result
    connection.execute("COMMIT")
    for number, step in enumerate(MIGRATIONS[version:], version + 1):
        connection.executescript(
            f"BEGIN; {step} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {number}; COMMIT;"
        )


def _require(connection: sqlite3.Connection, path: Path) -> None:
    version = _version(connection, path)
    if version < len(MIGRATIONS):
        raise StoreError(
            f"{path}: of an older version; the next `summarizer brief --store {path}` brings it up to date"
        )


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the file's schema, 0 for an empty file; StoreError for what is not ours, or of a later one."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION:
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise StoreError(f"{path}: it is a database of something else; name another file with --store")
        return 0
    if version > len(MIGRATIONS):
        raise StoreError(
            f"{path}: made by a later version of summarizer (schema {version}; this one knows {len(MIGRATIONS)}); "
            "update, or name another file with --store"
        )
    if _schema(connection) != _schema_of(version):
        raise StoreError(f"{path}: its tables are not those of a store; move it away, and a new one is made")
    return int(version)


def _schema(connection: sqlite3.Connection) -> list[tuple[str, str, str, str | None]]:
    return connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def _schema_of(version: int) -> list[tuple[str, str, str, str | None]]:
    """What stands in the schema of a file of that version."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for step in MIGRATIONS[:version]:
            connection.executescript(step)
        return _schema(connection)


def unsound(connection: sqlite3.Connection) -> str | None:
    """The first table with a row that holds what it is not for; None if there is none."""
    for table, holds in _SOUND.items():
        if connection.execute(f"SELECT 1 FROM {table} WHERE ({holds.format(**_DAYS)}) IS NOT TRUE LIMIT 1").fetchone():
            return table
    return None
