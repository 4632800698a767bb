"""Arrays in files: what one task of a run hands on to the next. Each file is there whole or not at all.

A file is the length and the sum of its head, the head (JSON: name -> type, shape, place, sum), and the arrays as they
lie in memory; so a task reads the stretch that it needs, and the same arrays give the same bytes. A file that is cut
off, longer, or not what it was when it was written is damaged, which is seen at its size, at its head, and at an array
that is read whole; of a stretch nobody knows. Leaves out what the arrays mean.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from summarizer.errors import OutputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Bytes of each of the two numbers in front.
_LENGTH = 8
#: Seconds after which what is half written was left by a process that was killed; and, where it can be seen that nobody
#: holds it open for writing, after which a process that has just begun it must have got there.
_LEFT, _BEGUN = 3600, 5


class DamagedError(OutputError):
    """A file of a run is not what was written there; it can be made again."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} is damaged ({why}); run it again: what is missing is made again")
        self.path = path


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that is at its place when the block ends well, and nowhere otherwise."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.urandom(6).hex()}.part")
    try:
        with part.open("wb") as file:
            _is_free(file)
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    for left in path.parent.glob(f".{path.name}.*.part"):
        with suppress(OSError):
            if _is_left(left):
                left.unlink()


def _is_left(part: Path) -> bool:
    """Whether the process that wrote this is gone: nobody holds its lock, or it has been there for long."""
    age = time.time() - part.stat().st_mtime
    if age < _BEGUN:
        return False
    with part.open("rb") as file:
        return _is_free(file) or age > _LEFT


def _is_free(file: BinaryIO) -> bool:
    """Take the lock of an open file; False where another process has it, or there are no locks."""
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True


def write(path: Path, **arrays: NDArray[Any]) -> None:
    """Write the arrays under their names."""
    head: dict[str, tuple[str, tuple[int, ...], int, int]] = {}
    place = 0
    for name, array in arrays.items():
        head[name] = (array.dtype.str, array.shape, place, zlib.crc32(_flat(array).data))
        place += array.nbytes
    told = json.dumps(head).encode()
    with whole(path) as file:
        file.write(len(told).to_bytes(_LENGTH, "little") + zlib.crc32(told).to_bytes(_LENGTH, "little") + told)
        for array in arrays.values():
            file.write(_flat(array).data)


def _flat(array: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    return np.ascontiguousarray(array).reshape(-1).view(np.uint8)


class Shard:
    """A file that `write` wrote; raises FileNotFoundError if there is none, DamagedError if it is another."""

    def __init__(self, path: Path) -> None:
        self._path = path
        size = path.stat().st_size
        if not path.is_file():
            raise DamagedError(path, "not a regular file")
        with path.open("rb") as file:
            length, told_sum = (int.from_bytes(file.read(_LENGTH), "little") for _ in range(2))
            head = file.read(length) if length < size else b""
        if not head or zlib.crc32(head) != told_sum:
            raise DamagedError(path, "its head is not what was written")
        self._head: dict[str, tuple[str, list[int], int, int]] = json.loads(head)
        self._first = 2 * _LENGTH + length
        held = max((place + _size(kind, shape) for kind, shape, place, _ in self._head.values()), default=0)
        if size != self._first + held:
            raise DamagedError(path, f"{size:,} bytes; written were {self._first + held:,}")

    def __contains__(self, name: str) -> bool:
        return name in self._head

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def array(self, name: str, start: int = 0, end: int | None = None) -> NDArray[Any]:
        """An array, or a stretch of it."""
        import numpy as np

        kind, shape, place, told_sum = self._head[name]
        dtype = np.dtype(kind)
        row = dtype.itemsize * int(np.prod(shape[1:], dtype=np.int64))
        all_of_it = start == 0 and end is None
        end = shape[0] if end is None else end
        count = (end - start) * row // dtype.itemsize
        found = np.fromfile(self._path, dtype, count, offset=self._first + place + start * row)
        if all_of_it and zlib.crc32(_flat(found).data) != told_sum:
            raise DamagedError(self._path, f"{name} is not what was written")
        return found.reshape(end - start, *shape[1:])

    def length(self, name: str) -> int:
        """Of the array."""
        return self._head[name][1][0]


def _size(kind: str, shape: Sequence[int]) -> int:
    import math

    import numpy as np

    return np.dtype(kind).itemsize * math.prod(shape)


def in_sections(keys: NDArray[np.int64], count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(order, starts): what puts items in the order of their keys 0..count-1, and where each key's stretch begins."""
    import numpy as np

    order = np.argsort(keys, kind="stable")
    return order, np.searchsorted(keys[order], np.arange(count + 1)).astype(np.int64)


def packed_records(records: Sequence[bytes]) -> dict[str, NDArray[Any]]:
    """Records of any length as two arrays, for `write`."""
    import numpy as np

    ends = np.cumsum([0, *map(len, records)], dtype=np.int64)
    return {"records": np.frombuffer(b"".join(records), np.uint8), "ends": ends}


class Records:
    """The records of a file that were written so."""

    def __init__(self, shard: Shard) -> None:
        self._shard = shard

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        return self._shard.array("ends")

    def __len__(self) -> int:
        return self._shard.length("ends") - 1

    @property
    def path(self) -> Path:
        """The file."""
        return self._shard.path

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < len(self):
            raise IndexError(number)
        return self._shard.array("records", int(self._ends[number]), int(self._ends[number + 1])).tobytes()


def json_array(value: object) -> NDArray[np.uint8]:
    """A value of JSON as an array."""
    import numpy as np

    return np.frombuffer(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"), np.uint8)


def json_of(array: NDArray[np.uint8]) -> Any:
    """The value that it was."""
    return json.loads(array.tobytes().decode("utf-8", "surrogatepass"))
