"""Outputs kept line by line while a long run goes on, so that an interrupted run goes on where it stopped.

The first line says what the run is (code, data, settings): a file of another run is begun anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from eval.errors import EvalError


def run_key(description: Mapping[str, Any]) -> str:
    """A short hash of everything that makes two runs comparable."""
    canonical = json.dumps(description, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


class PartialOutputs:
    """What a run has made so far, by name. A context manager: the file goes when the work ends without an error.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "run.partial.jsonl"
    >>> with PartialOutputs(path, "key") as outputs:
    ...     outputs.add("item 1", ["made"])
    ...     outputs.get("item 1")
    ['made']
    >>> path.exists()
    False
    """

    def __init__(self, path: Path, key: str) -> None:
        self._path = path
        self._key = key
        self._made = self._read()
        self._file: TextIO | None = None

    @property
    def found(self) -> int:
        """How many outputs an earlier run left."""
        return len(self._made)

    def get(self, name: str) -> Any | None:
        """The output of that name, or None if it is still to be made."""
        return self._made.get(name)

    def add(self, name: str, output: Any) -> None:
        """Keep an output, on disk before this returns."""
        assert self._file is not None, "used outside its `with` block"
        self._made[name] = output
        self._file.write(json.dumps({"name": name, "output": output}, ensure_ascii=False) + "\n")
        self._file.flush()

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            # Rewritten whole: drops the half line of an interrupted run.
            with self._path.open("w", encoding="utf-8") as file:
                file.write(json.dumps({"run": self._key}) + "\n")
                for name, output in self._made.items():
                    file.write(json.dumps({"name": name, "output": output}, ensure_ascii=False) + "\n")
            self._file = self._path.open("a", encoding="utf-8")
        except OSError as error:
            raise EvalError(f"{self._path}: cannot be written ({error.strerror})") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._file is not None
        self._file.close()
        if kind is None:
            self._path.unlink()

    def _read(self) -> dict[str, Any]:
        try:
            lines = self._path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return {}
        records = [record for record in map(_parsed, lines) if record is not None]
        if not records or records[0].get("run") != self._key:
            return {}
        return {record["name"]: record["output"] for record in records[1:] if "name" in record}


def _parsed(line: str) -> dict[str, Any] | None:
    """The object of a line; None for the half line that an interruption leaves."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError:
        return None
    return record if isinstance(record, dict) else None
