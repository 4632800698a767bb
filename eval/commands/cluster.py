"""`cluster`: which articles tell the same event, several files mixed into one pool.

Articles with a doubtful label are in the pool but not in the score; articles without a label are distractors, strangers
to every labelled event. Intervals come from resampling the gold events.
"""

from __future__ import annotations

import argparse
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from eval.baselines.clusters import THRESHOLDS, USUAL_THRESHOLD, AverageLink
from eval.commands.options import Options
from eval.data import load
from eval.errors import EvalError
from eval.items import ClusterItem, cluster_item
from eval.measures.clusters import Confusion, Labelled, count, measure, merges, splits
from eval.product import Product
from eval.recombine import pooled
from eval.results import Entry, Listing, Result, Row, Table
from eval.signature import sign
from eval.stats import Bootstrap, Score

#: Column -> field of ClusterScores.
_COLUMNS = {
    "B3 P": "b_cubed_precision",
    "B3 R": "b_cubed_recall",
    "B3 F1": "b_cubed_f1",
    "pair P": "pairwise_precision",
    "pair R": "pairwise_recall",
    "pair F1": "pairwise_f1",
    "ARI": "adjusted_rand",
}
_NOTE = (
    "B-cubed, pairwise and adjusted Rand over labelled articles; a distractor in a story counts against its precision; "
    "stories: those with a labelled article. The best threshold is chosen on the gold labels: a ceiling."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "data", type=Path, nargs="+", metavar="DATA", help="articles: `text`, perhaps `title`, `date`, `cluster`"
    )
    parser.add_argument("--shuffle-seed", type=int, metavar="N", help="put the pool into another order")
    parser.add_argument("--no-product", action="store_true", help="the baselines only")
    parser.add_argument("--without-dates", action="store_true", help="take all dates away")
    parser.add_argument("--without-titles", action="store_true", help="take all titles away")


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Cluster the pool with every system, measure, list the worst."""
    datasets = [load(path, cluster_item).first(options.limit) for path in arguments.data]
    pool = _pool([dataset.items for dataset in datasets], arguments)
    if not any(item.cluster and not item.doubtful for item in pool):
        raise EvalError(
            f"{', '.join(dataset.name for dataset in datasets)}: no article has a certain 'cluster' to score"
        )
    if len(pool) < 2:
        raise EvalError(f"{datasets[0].name}: one article; there is nothing to cluster")
    product = None if arguments.no_product else Product(options.settings)
    stories = _baselines(pool)
    if product:
        clustered = product.cluster(pool)
        stories = {"summarizer": [clustered.get(item.id) or f"left out: {item.id}" for item in pool], **stories}
    settings = {
        "shuffle_seed": arguments.shuffle_seed,
        "without_dates": arguments.without_dates,
        "without_titles": arguments.without_titles,
        **options.described(),
    }
    signature = sign(datasets, settings, options.bootstrap)  # no model takes part
    labelled = {name: _labelled(pool, stories[name]) for name in stories}
    rows = tuple(_row(name, items, options.bootstrap) for name, items in labelled.items())
    scored = sum(item.cluster is not None and not item.doubtful for item in pool)
    return Result("cluster", signature, (Table("Clustering", scored, rows, _NOTE),), _listings(pool, labelled))


def _pool(files: Sequence[Sequence[ClusterItem]], arguments: argparse.Namespace) -> list[ClusterItem]:
    """All articles, less what is to be taken away, in the order asked for."""
    pool = [
        replace(
            item,
            published=None if arguments.without_dates else item.published,
            title=None if arguments.without_titles else item.title,
        )
        for item in pooled(files)
    ]
    if arguments.shuffle_seed is not None:
        order = np.random.default_rng(arguments.shuffle_seed).permutation(len(pool))
        pool = [pool[i] for i in order]
    return pool


def _baselines(pool: Sequence[ClusterItem]) -> dict[str, Sequence[Hashable]]:
    tree = AverageLink(pool)

    def f1(threshold: float) -> float:
        return measure(count(_labelled(pool, tree.cut(threshold).tolist()))).b_cubed_f1

    best = max(THRESHOLDS, key=f1)
    return {
        f"tfidf best ({best})": tree.cut(best).tolist(),
        f"tfidf usual ({USUAL_THRESHOLD})": tree.cut(USUAL_THRESHOLD).tolist(),
        "each alone": [item.id for item in pool],
    }


def _labelled(pool: Sequence[ClusterItem], stories: Sequence[Hashable]) -> list[Labelled]:
    return [Labelled(i.id, i.cluster, story, i.doubtful) for i, story in zip(pool, stories, strict=True)]


def _row(name: str, items: Sequence[Labelled], bootstrap: Bootstrap) -> Row:
    counts = count(items)

    def score(field: str) -> Score:
        return bootstrap.statistic(counts.clusters, lambda drawn: float(getattr(measure(counts, drawn), field)))

    scores = {column: score(field) for column, field in _COLUMNS.items()}
    return Row(name, {**scores, "stories": Score(counts.stories), "events": Score(counts.clusters)})


def _listings(pool: Sequence[ClusterItem], labelled: Mapping[str, Sequence[Labelled]]) -> tuple[Listing, ...]:
    """The worst merges and splits of the first system."""
    name, items = next(iter(labelled.items()))
    titles = {item.id: item.title or item.text.strip().splitlines()[0][:80] for item in pool}
    return (
        Listing(f"Worst merges of {name}", tuple(_entry(each, titles) for each in merges(items))),
        Listing(f"Worst splits of {name}", tuple(_entry(each, titles) for each in splits(items))),
    )


def _entry(confusion: Confusion, titles: Mapping[str, str]) -> Entry:
    """The parts by their first article: ids in the reference, titles in the text."""
    reference = " | ".join(f"{len(part)} x {part[0]}" for part in confusion.parts[:4])
    text = " | ".join(titles[part[0]] for part in confusion.parts[:4])
    return Entry(f"{confusion.pairs} pairs in {confusion.name}: {reference}", text)
