"""`events`: made days of one town, company or kind of event, each alone and hidden among other articles.

The days are made of `eval/local_news.toml`, whose kinds of events no part of the program was trained on; of each maker
of days there are as many. A day is right if its articles fall into its events, and no other article joins them.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

from eval.commands.options import Options, positive
from eval.data import load
from eval.items import cluster_item
from eval.results import Entry, Listing, Result, Row, Table
from eval.signature import sign
from eval.stats import Score
from summarizer import Article
from summarizer.training.labelled import Labelled
from summarizer.training.local_days import MAKERS, invented_days, load_news

NEWS = Path(__file__).parent.parent / "local_news.toml"
#: Articles that a day is hidden among.
OTHERS = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("data", type=Path, nargs="*", metavar="DATA", help="articles to hide each day among")
    parser.add_argument("--days", type=positive, default=60, metavar="N", help="days made (default %(default)s)")
    parser.add_argument("--news", type=Path, default=NEWS, metavar="FILE", help="events to make them of, TOML")


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Make the days, cluster each, and count those that are right."""
    datasets = [load(path, cluster_item).first(options.limit) for path in arguments.data]
    others = [
        Article(f"other/{n}/{item.id}", item.title, item.text, item.source, item.published)
        for n, dataset in enumerate(datasets)
        for item in dataset.items
    ]
    days = invented_days(load_news(arguments.news), arguments.days, options.bootstrap.seed)
    rows = [_row("alone", days, [], options)]
    if others:
        rows.append(_row(f"among {OTHERS}", days, others, options))
    settings = {"days": arguments.days, "news": arguments.news.name, **options.described()}
    table = Table("Made days", sum(map(len, days)), tuple(row for row, _ in rows), _NOTE)
    listed = tuple(entry for _, wrong in rows for entry in wrong)
    return Result(
        "events", sign(datasets, settings, options.bootstrap), (table,), (Listing("Days that are wrong", listed),)
    )


_NOTE = "days right: those whose articles fall into their events exactly; B-cubed over the made articles"


def _row(
    name: str, days: Sequence[Sequence[Labelled]], others: Sequence[Article], options: Options
) -> tuple[Row, list[Entry]]:
    """Shares of days that are right, by maker and in all; and the days that are not."""
    right: dict[str, list[float]] = defaultdict(list)
    shares: list[tuple[float, float]] = []
    wrong = []
    for number, day in enumerate(days):
        hidden = random.Random(number).sample(others, min(OTHERS, len(others)))
        found = _shares(day, hidden, options)
        shares += found
        good = all(p == r == 1.0 for p, r in found)
        maker = MAKERS[number % len(MAKERS)].__name__.strip("_").replace("_", " ")
        right[maker].append(float(good))
        if not good:
            wrong.append(Entry(f"{name}, day {number} ({maker})", "; ".join(item.article.title or "" for item in day)))
    scores = {
        "days right": Score(fmean(each for found in right.values() for each in found)),
        "B3 P": Score(fmean(p for p, _ in shares)),
        "B3 R": Score(fmean(r for _, r in shares)),
        **{maker: Score(fmean(found)) for maker, found in sorted(right.items())},
    }
    return Row(name, scores), wrong


def _shares(day: Sequence[Labelled], hidden: Sequence[Article], options: Options) -> list[tuple[float, float]]:
    """B-cubed precision and recall of each made article."""
    from summarizer import cluster_articles

    event = {item.article.id: item.event for item in day}
    sizes: dict[str | None, int] = defaultdict(int)
    for each in event.values():
        sizes[each] += 1
    shares = []
    for story in cluster_articles([*(item.article for item in day), *hidden], options.settings):
        ids = [article.id for article in story.articles]
        for i in (i for i in ids if i in event):
            same = sum(event.get(other) == event[i] for other in ids)
            shares.append((same / len(ids), same / sizes[event[i]]))
    return shares
