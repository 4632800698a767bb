"""Results: tables of scores with the signature of everything that made them, written as JSON and as text.

A result never holds text of the data: entries to read are kept by reference, and their text is only printed, so that
`eval/results/` can be published whatever the licence of the data.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any, TypeAlias

from eval.errors import EvalError
from eval.signature import Signature
from eval.stats import Score

Setting: TypeAlias = str | int | float | bool | None

SCHEMA_VERSION = 1
#: Entries of a listing that are printed; `--listing FILE` has all.
LISTED = 10


@dataclass(frozen=True, slots=True)
class Row:
    """The scores of one system, by measure."""

    system: str
    scores: Mapping[str, Score]


@dataclass(frozen=True, slots=True)
class Table:
    """Systems side by side on the same items."""

    title: str
    items: int
    rows: tuple[Row, ...]
    #: What the measures are, for the reader of the report.
    note: str = ""

    @property
    def measures(self) -> tuple[str, ...]:
        """Every measure that some row has, in the order of first use."""
        return tuple(dict.fromkeys(measure for row in self.rows for measure in row.scores))


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to read: a reference that anyone with the data can look up, and its text, which is not kept."""

    reference: str
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Entries to read, worst first."""

    title: str
    entries: tuple[Entry, ...]
    #: How many are printed; None for all. `--listing FILE` has all.
    shown: int | None = LISTED


@dataclass(frozen=True, slots=True)
class Result:
    """What one command measured."""

    command: str
    signature: Signature
    tables: tuple[Table, ...]
    listings: tuple[Listing, ...] = ()


def to_dict(result: Result) -> dict[str, Any]:
    """The result as it is kept: plain JSON values, no text of the data."""
    return {
        "schema_version": SCHEMA_VERSION,
        "command": result.command,
        "signature": result.signature.to_dict(),
        "tables": [_table_to_dict(table) for table in result.tables],
        "listings": [{"title": each.title, "entries": [e.reference for e in each.entries]} for each in result.listings],
    }


def _table_to_dict(table: Table) -> dict[str, Any]:
    rows = [
        {"system": row.system, "scores": {m: _score_to_dict(s) for m, s in row.scores.items()}} for row in table.rows
    ]
    return {"title": table.title, "items": table.items, "note": table.note, "rows": rows}


def _score_to_dict(score: Score) -> dict[str, float | None]:
    """A score with NaN as null: JSON has no other word for "undefined"."""
    rounded: dict[str, float | None] = {"value": None if isnan(score.value) else round(score.value, 4)}
    if score.low is not None and score.high is not None:
        rounded |= {"low": round(score.low, 4), "high": round(score.high, 4)}
    return rounded


def save(result: Result, path: Path) -> None:
    """Write the result, whole or not at all."""
    text = json.dumps(to_dict(result), ensure_ascii=False, indent=1) + "\n"
    write_whole(path, text)


def write_whole(path: Path, text: str) -> None:
    """Write a file by way of a neighbour, so that nobody finds half of it; EvalError if that is not possible."""
    partial = path.with_name(f"{path.name}.writing")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise EvalError(f"{path}: cannot be written ({error.strerror})") from error


def load_kept(path: Path) -> dict[str, Any]:
    """A kept result; EvalError if the file is not one of this schema."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise EvalError(f"{path}: not a kept result ({error})") from error
    if not isinstance(kept, dict) or kept.get("schema_version") != SCHEMA_VERSION:
        raise EvalError(f"{path}: not a kept result of schema {SCHEMA_VERSION}")
    return kept


def format_score(score: Score) -> str:
    """A score as text: `44.7 [43.1, 46.2]`, `0.913 [0.880, 0.940]`, `66`: digits by size, none for counts."""
    digits = 1 if abs(score.value) >= 10 else 3
    if isnan(score.value):
        return "-"
    if score.low is None or score.high is None:
        return f"{score.value:.0f}" if score.value == int(score.value) else f"{score.value:.{digits}f}"
    return f"{score.value:.{digits}f} [{score.low:.{digits}f}, {score.high:.{digits}f}]"


def format_table(table: Table) -> str:
    """The table as aligned text."""
    head = ["", *table.measures]
    body = [
        [r.system, *(format_score(r.scores[m]) if m in r.scores else "" for m in table.measures)] for r in table.rows
    ]
    widths = [max(len(line[i]) for line in [head, *body]) for i in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in [head, *body]
    ]
    return "\n".join([f"{table.title} ({table.items} items)", *lines])


def format_listing(listing: Listing, shown: int | None = None) -> str:
    """The first `shown` entries of a listing, or all, with their text."""
    entries = listing.entries[:shown]
    head = f"{listing.title} ({len(entries)} of {len(listing.entries)})"
    return "\n".join([head, *(f"  {entry.reference}: {entry.text}" for entry in entries)])


def format_result(result: Result) -> str:
    """The whole result as text, with the first entries of each listing to read, and the signature last."""
    blocks = [format_table(table) for table in result.tables]
    blocks += [format_listing(listing, listing.shown) for listing in result.listings]
    return "\n\n".join([*blocks, f"signature: {result.signature}"])
