"""Progress on standard error, on a terminal only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from tqdm import tqdm

T = TypeVar("T")


def track(items: Sequence[T], label: str) -> Iterator[T]:
    """The items, with a bar that says how far the work is."""
    yield from tqdm(items, desc=label, disable=None, leave=False)
