"""`copies`: whether copies of one text are counted once, and texts that add news are not.

Copies of some articles of the pool are put among all of them. Two articles of different events that are taken for one
text are wrong whoever made them; those of one event may be, and are listed.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

from eval.commands.options import Options, positive
from eval.copies import KINDS, NEWS, Copy, copies
from eval.data import load
from eval.errors import EvalError
from eval.items import ClusterItem, cluster_item
from eval.product import article_of
from eval.recombine import pooled
from eval.results import Entry, Listing, Result, Row, Table
from eval.signature import sign
from eval.stats import Score

_NOTE = "right: a copy is in the origin of its original; one with a paragraph of news is not"
_PAIRS_NOTE = "pairs of articles of the data that are one origin; distractors are events of their own"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("data", type=Path, nargs="+", metavar="DATA", help="articles, as for `cluster`")
    parser.add_argument(
        "--count", type=positive, default=200, metavar="N", help="articles that are copied (default %(default)s)"
    )


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Copy, cluster, look where each copy went."""
    datasets = [load(path, cluster_item).first(options.limit) for path in arguments.data]
    pool = pooled([dataset.items for dataset in datasets])
    made = copies(pool, arguments.count, options.bootstrap.seed)
    if not made:
        raise EvalError(f"{datasets[0].name}: no article is long enough to be copied")
    origin_of = _origins([*pool, *(copy.item for copy in made)])
    right = {kind: [float(_right(c, origin_of)) for c in made if c.kind == kind] for kind in KINDS}
    rows = tuple(Row(kind, {"right": options.bootstrap.mean(each)}) for kind, each in right.items())
    table = Table("Copies", len(made) // len(KINDS), rows, _NOTE)
    joined = joined_pairs(pool, origin_of)
    wrong = [pair for pair in joined if _event(pair[0]) != _event(pair[1])]
    scores = {"of one event": Score(len(joined) - len(wrong)), "of two events": Score(len(wrong))}
    pairs = Table("Articles taken for one text", len(pool), (Row("pairs", scores),), _PAIRS_NOTE)
    signature = sign(datasets, {"count": arguments.count, **options.described()}, options.bootstrap)
    failed = tuple(_entry(copy.kind, copy.item) for copy in made if not _right(copy, origin_of))
    listings = (Listing("Copies that went wrong", failed), Listing("Articles taken for one text", _pairs(joined)))
    return Result("copies", signature, (table, pairs), listings)


def _origins(items: Sequence[ClusterItem]) -> dict[str, tuple[str, ...]]:
    """Article id -> the ids of its origin."""
    from summarizer import cluster_articles

    stories = cluster_articles(list(map(article_of, items)))
    return {i: origin for story in stories for origin in story.origins for i in origin}


def _right(copy: Copy, origin_of: Mapping[str, tuple[str, ...]]) -> bool:
    joined = copy.original in origin_of[copy.item.id]
    return joined != (copy.kind == NEWS)


def joined_pairs(
    pool: Sequence[ClusterItem], origin_of: Mapping[str, tuple[str, ...]]
) -> list[tuple[ClusterItem, ClusterItem]]:
    """The pairs of articles of the pool that are in one origin, those of two events first."""
    by_id = {item.id: item for item in pool}
    origins = sorted({origin_of[item.id] for item in pool})
    found = [(by_id[a], by_id[b]) for origin in origins for a, b in combinations([i for i in origin if i in by_id], 2)]
    return sorted(found, key=lambda pair: _event(pair[0]) == _event(pair[1]))


def _event(item: ClusterItem) -> str:
    return item.cluster or item.id


def _pairs(joined: Sequence[tuple[ClusterItem, ClusterItem]]) -> tuple[Entry, ...]:
    return tuple(_entry("one event" if _event(a) == _event(b) else "two events", a, b) for a, b in joined)


def _entry(what: str, *items: ClusterItem) -> Entry:
    titles = " | ".join(item.title or item.text.strip().splitlines()[0][:80] for item in items)
    return Entry(f"{what}: {' | '.join(item.id for item in items)}", titles)
