"""`scale`: time and memory of clustering as the number of articles grows, without any model.

Days of each size are made from the data by recombination (`eval.recombine`); each is clustered in a process of its own.
Processor time is what growth is judged by: the time by the clock is longer on a machine that others use.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.alone import alone, peak_bytes
from eval.commands.options import Options, positive
from eval.data import load
from eval.items import ClusterItem, cluster_item
from eval.measures.clusters import Labelled, count, measure
from eval.recombine import pooled, recombined, sources
from eval.results import Result, Row, Table
from eval.signature import sign
from eval.stats import Score

_NOTE = (
    "growth: exponent of the processor time since the row above (1: twice the articles, twice the time); peak GiB "
    "of the whole process; B3 F1 against the stories the articles were made for, which says only that the answer is no "
    "nonsense: weights and thresholds are judged by `cluster`"
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What clustering a made-up day took, and gave."""

    articles: int
    seconds: float
    #: Of the processor, all threads together.
    cpu_seconds: float
    peak_bytes: int
    #: Stories made, and stories that the articles were made for.
    stories: int
    events: int
    b_cubed_f1: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("data", type=Path, nargs="+", metavar="DATA", help="articles, as for `cluster`")
    parser.add_argument(
        "--sizes",
        type=_sizes,
        default=(1_000, 10_000, 100_000),
        metavar="N,N...",
        help="numbers of articles, ascending (default 1000,10000,100000)",
    )


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Make and cluster a day of each size."""
    datasets = [load(path, cluster_item).first(options.limit) for path in arguments.data]
    items = pooled([dataset.items for dataset in datasets])
    costs = []
    for size in arguments.sizes:
        costs.append(alone(_cost, items, size, options.bootstrap.seed))
        print(f"scale: {size} articles in {costs[-1].cpu_seconds:.1f} s of the processor", file=sys.stderr)
    settings = {"sizes": ",".join(map(str, arguments.sizes)), **options.described()}
    table = Table("Clustering as the day grows", len(items), rows(costs), _NOTE)
    return Result("scale", sign(datasets, settings, options.bootstrap), (table,))


def _sizes(text: str) -> tuple[int, ...]:
    """Whole numbers above 0, ascending, for argparse."""
    sizes = tuple(map(positive, text.split(",")))
    if list(sizes) != sorted(set(sizes)):
        raise argparse.ArgumentTypeError(f"{text} is not ascending")
    return sizes


def _cost(items: Sequence[ClusterItem], size: int, seed: int) -> Cost:
    from eval.product import article_of
    from summarizer import cluster_articles

    made = recombined(sources(items), size, seed)
    articles = list(map(article_of, made))
    start, cpu_start = time.perf_counter(), time.process_time()
    stories = cluster_articles(articles)
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu_start
    peak = peak_bytes()
    story_of = {article.id: story.id for story in stories for article in story.articles}
    counts = count([Labelled(item.id, item.cluster, story_of[item.id]) for item in made])
    return Cost(size, seconds, cpu_seconds, peak, len(stories), counts.clusters, measure(counts).b_cubed_f1)


def rows(costs: Sequence[Cost]) -> tuple[Row, ...]:
    """A row a size, in the order given."""
    before = (None, *costs)
    return tuple(Row(f"{cost.articles:,} articles", _scores(cost, b)) for cost, b in zip(costs, before, strict=False))


def _scores(cost: Cost, before: Cost | None) -> dict[str, Score]:
    return {
        "seconds": Score(cost.seconds),
        "CPU seconds": Score(cost.cpu_seconds),
        "CPU ms an article": Score(1000 * cost.cpu_seconds / cost.articles),
        "growth": Score(growth(before, cost) if before else float("nan")),
        "peak GiB": Score(cost.peak_bytes / 2**30),
        "stories": Score(cost.stories),
        "made for": Score(cost.events),
        "B3 F1": Score(cost.b_cubed_f1),
    }


def growth(small: Cost, large: Cost) -> float:
    """The exponent e of time = c * articles ** e through two sizes."""
    return math.log(large.cpu_seconds / small.cpu_seconds) / math.log(large.articles / small.articles)
