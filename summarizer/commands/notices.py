"""What goes to standard error beside results: progress on a terminal, what was skipped, the library's log with -v."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from summarizer.errors import printable

if TYPE_CHECKING:
    from summarizer import types
    from summarizer.types import Fallback, Skipped


def tell_skipped(skipped: Sequence[Skipped], arguments: argparse.Namespace, *, every: bool = False) -> None:
    """Print how many files were left out; with -v, or if `every` is asked for, which and why."""
    if not skipped or arguments.quiet:
        return
    print(f"summarizer: {len(skipped)} skipped", file=sys.stderr)
    if every or arguments.verbose:
        for item in skipped:
            detail = f" ({item.detail})" if item.detail else ""
            print(printable(f"  {item.path}: {item.reason}{detail}"), file=sys.stderr)


def tell_fallback(fallback: Fallback | None, arguments: argparse.Namespace) -> None:
    """Print what a server did not write, and who did."""
    if fallback is None or arguments.quiet:
        return
    from summarizer.render.wording import fell_back

    print(printable(f"summarizer: {fell_back(fallback)}"), file=sys.stderr)


def tell_known(known: Mapping[str, int], asked: Mapping[str, int], arguments: argparse.Namespace) -> None:
    """Print how much of the work the store knew already."""
    if not arguments.quiet:
        told = (f"{known.get(k, 0):,} of {asked[k]:,} {name}" for k, name in (("read", "files"), ("report", "stories")))
        print(f"summarizer: known already: {', '.join(told)}", file=sys.stderr)


@contextmanager
def told_log(verbose: int) -> Iterator[None]:
    """The library's log on standard error while the block runs: with -v what it does, with -vv all."""
    logger = logging.getLogger("summarizer")
    if not verbose:
        yield
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO if verbose == 1 else logging.DEBUG)
    try:
        yield
    finally:
        logger.setLevel(before)
        logger.removeHandler(handler)


class Progress:
    """A progress bar a stage on a terminal, nothing elsewhere."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._shown = sys.stderr.isatty() and not arguments.quiet
        self._bar: Any = None

    def __enter__(self) -> types.Progress:
        return self._update

    def __exit__(self, *_: object) -> None:
        self._close()

    def _update(self, stage: str, done: int, total: int) -> None:
        if not self._shown:
            return
        if self._bar is None or self._bar.desc.rstrip(": ") != stage:
            from tqdm import tqdm

            self._close()
            self._bar = tqdm(desc=stage, total=total, leave=False, file=sys.stderr)
        self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
