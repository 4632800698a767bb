"""Reading data files: JSON Lines, gzipped or plain, one item a line.

A line that cannot be used is left out and kept by its number, so that it can be named; a file without any item is an
error. What the items look like is in `items.py`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

from eval.errors import EvalError

T = TypeVar("T")
Record: TypeAlias = Mapping[str, Any]

_GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was left out, counted from 1, and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Dataset(Generic[T]):
    """The items of a data file, with what is needed to say which file it was."""

    #: File name without its folder, so that a result reads the same on every machine.
    name: str
    #: Of the file's bytes, hexadecimal.
    sha256: str
    items: tuple[T, ...]
    bad_lines: tuple[BadLine, ...] = ()

    def keep(self, wanted: Callable[[T], bool], why: str) -> Dataset[T]:
        """The same with only the wanted items; EvalError if none is left."""
        kept = tuple(item for item in self.items if wanted(item))
        if not kept:
            raise EvalError(f"{self.name}: none of its {len(self.items)} items is left by {why}")
        return replace(self, items=kept)

    def sample(self, limit: int | None, seed: int) -> Dataset[T]:
        """The same with at most `limit` items drawn at random, in their order: for files sorted by kind."""
        if limit is None or limit >= len(self.items):
            return self
        drawn = sorted(random.Random(seed).sample(range(len(self.items)), limit))
        return replace(self, items=tuple(self.items[i] for i in drawn))

    def first(self, limit: int | None) -> Dataset[T]:
        """The same with at most the first `limit` items."""
        return self if limit is None else replace(self, items=self.items[:limit])


def load(path: Path, parse: Callable[[Record, str], T]) -> Dataset[T]:
    """The items of a JSON Lines file in the order of its lines; what is wrong with a line goes to standard error.

    `parse` gets the record and the line's number as a fallback for an id, and raises ValueError for a record of
    another shape. Raises EvalError for a file that cannot be read or holds no item.
    """
    raw = _read(path)
    items: list[T] = []
    bad: list[BadLine] = []
    for number, line in _lines(raw, path):
        try:
            items.append(parse(_record(line), str(number)))
        except ValueError as error:
            bad.append(BadLine(number, str(error)))
            print(f"warning: {path.name}: line {number} is skipped: {error}", file=sys.stderr)
    if not items:
        why = (
            f"none of its {len(bad)} lines can be used (line {bad[0].number}: {bad[0].reason})"
            if bad
            else "it is empty"
        )
        raise EvalError(f"{path}: no item to measure, {why}")
    return Dataset(path.name, hashlib.sha256(raw).hexdigest(), tuple(items), tuple(bad))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EvalError(f"{path}: cannot be read ({error.strerror})") from error


def _lines(raw: bytes, path: Path) -> Iterator[tuple[int, bytes]]:
    """Lines that are not blank, with their numbers from 1."""
    if raw.startswith(_GZIP_MAGIC):
        try:
            raw = gzip.decompress(raw)
        except (OSError, EOFError) as error:
            raise EvalError(f"{path}: not a whole gzip file ({error})") from error
    return ((number, line) for number, line in enumerate(raw.split(b"\n"), 1) if line.strip())


def _record(line: bytes) -> Record:
    """The JSON object of a line; a file saved by Windows may start with a byte order mark."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON ({error})") from error
    if not isinstance(record, dict):
        raise ValueError(f"a JSON {type(record).__name__}; expected an object")
    return record


def string(record: Record, key: str) -> str:
    """The text under a key; ValueError if it is missing, of another type or blank."""
    value = record.get(key)
    if not isinstance(value, str):
        raise ValueError(f"{key!r} is {_kind(value)}; expected a string")
    if not value.strip():
        raise ValueError(f"{key!r} is empty")
    return value


def optional_string(record: Record, key: str) -> str | None:
    """The text under a key, or None if it is missing, null or blank; ValueError for another type."""
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key!r} is {_kind(value)}; expected a string or null")
    return value if value and value.strip() else None


def sequence(record: Record, key: str) -> list[Any]:
    """The list under a key; ValueError if it is missing or of another type."""
    value = record.get(key)
    if not isinstance(value, list):
        raise ValueError(f"{key!r} is {_kind(value)}; expected a list")
    return value


def objects(record: Record, key: str) -> list[Record]:
    """The list of objects under a key; ValueError for anything else."""
    values = sequence(record, key)
    for value in values:
        if not isinstance(value, dict):
            raise ValueError(f"{key!r} holds {_kind(value)}; expected objects")
    return values


def number(record: Record, key: str) -> int:
    """The whole number under a key; ValueError for anything else."""
    value = record.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{key!r} is {_kind(value)}; expected a whole number")
    return value


def instant(record: Record, key: str) -> datetime | None:
    """The time under a key, in UTC if it names no zone, or None if it is missing; ValueError for another form."""
    text = optional_string(record, key)
    if text is None:
        return None
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{key!r} is {text!r}; expected ISO 8601, as 2025-03-14") from error
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _kind(value: Any) -> str:
    return "missing" if value is None else f"a {type(value).__name__}"
