"""Files with one JSON value a line, gzipped or plain: how they are read, named in an error, hashed and written."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from tqdm import tqdm

from summarizer.errors import InputError, OutputError

T = TypeVar("T")
#: Values of `split` of the parts of a data set that its makers set aside to measure on.
SET_ASIDE = frozenset({"val", "eval", "test", "dev"})


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """(number from 1, line) of the lines that are not blank; InputError if the file cannot be read."""
    try:
        with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
            yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from error


def read_items(path: Path, parse: Callable[[Any, str], T], expected: str, limit: int | None = None) -> list[T]:
    """What `parse` makes of the value and the number of each line, or of the first `limit` lines.

    InputError for a file without any, and for a line that is not JSON or that `parse` stumbles over: it names the line
    and what was expected.
    """
    items: list[T] = []
    for number, line in islice(read_lines(path), limit):
        try:
            items.append(parse(json.loads(line), str(number)))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{path}, line {number}: not {expected} ({type(error).__name__}: {error})") from error
    if not items:
        raise InputError(f"{path}: holds nothing; a line is {expected}")
    return items


def write_lines(path: Path, values: Iterable[dict[str, Any]]) -> int:
    """How many values were written, one a line, while they come; OutputError if the file cannot be made."""
    written = 0
    try:
        with path.open("w", encoding="utf-8") as file:
            for value in values:
                file.write(json.dumps(value, ensure_ascii=False) + "\n")
                written += 1
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error})") from error
    return written


def signed(paths: Iterable[Path]) -> tuple[tuple[str, str], ...]:
    """(file name, first 12 digits of the SHA-256) of each file."""
    return tuple((path.name, sha256(path.read_bytes()).hexdigest()[:12]) for path in paths)


def track(items: Sequence[T], label: str) -> Iterator[T]:
    """The items, with a bar on a terminal that says how far the work is."""
    yield from tqdm(items, desc=label, disable=None, leave=False)
