"""Arrays in files: what one task of a run hands on to the next. Each file is there whole or not at all.

A file is the length of its head, the head (JSON: name -> type, shape, place), and the arrays as they lie in memory; so
a task reads the stretch that it needs, and the same arrays give the same bytes. Leaves out what the arrays mean.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Bytes of the number in front.
_LENGTH = 8
#: Seconds after which what is half written was left by a process that was killed.
_LEFT = 3600


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that is at its place when the block ends well, and nowhere otherwise."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.urandom(6).hex()}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    for left in path.parent.glob(f".{path.name}.*.part"):
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < time.time() - _LEFT:
                left.unlink()


def write(path: Path, **arrays: NDArray[Any]) -> None:
    """Write the arrays under their names."""
    head: dict[str, tuple[str, tuple[int, ...], int]] = {}
    place = 0
    for name, array in arrays.items():
        head[name] = (array.dtype.str, array.shape, place)
        place += array.nbytes
    told = json.dumps(head).encode()
    with whole(path) as file:
        file.write(len(told).to_bytes(_LENGTH, "little") + told)
        for array in arrays.values():
            file.write(_flat(array).data)


def _flat(array: NDArray[Any]) -> NDArray[Any]:
    import numpy as np

    return np.ascontiguousarray(array).reshape(-1).view(np.uint8)


class Shard:
    """A file that `write` wrote; raises FileNotFoundError if there is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            length = int.from_bytes(file.read(_LENGTH), "little")
            self._head: dict[str, tuple[str, list[int], int]] = json.loads(file.read(length))
        self._first = _LENGTH + length

    def __contains__(self, name: str) -> bool:
        return name in self._head

    def array(self, name: str, start: int = 0, end: int | None = None) -> NDArray[Any]:
        """An array, or a stretch of it."""
        import numpy as np

        kind, shape, place = self._head[name]
        dtype = np.dtype(kind)
        row = dtype.itemsize * int(np.prod(shape[1:], dtype=np.int64))
        end = shape[0] if end is None else end
        count = (end - start) * row // dtype.itemsize
        found = np.fromfile(self._path, dtype, count, offset=self._first + place + start * row)
        return found.reshape(end - start, *shape[1:])

    def length(self, name: str) -> int:
        """Of the array."""
        return self._head[name][1][0]


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
