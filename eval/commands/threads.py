"""`threads`: whether the store knows a story again on the days after, against labelled events spread over two weeks.

Each day's articles are grouped and followed by a store of its own for each file. A story's event is the one of most of
its articles, a thread's event that of most of its own. In a *growing folder* the articles of earlier days are still
there; in an *emptied* one only those of the day, so that a story is known by its words alone.

Spreading brings events of different years into one fortnight: what tells two launches of one country apart, that a
year lies between them, is gone. `--as-published` leaves every article on the day on which it came out; a growing folder
then has those of the last two weeks.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from eval.commands.options import Options
from eval.data import load
from eval.errors import EvalError
from eval.items import ClusterItem, cluster_item
from eval.product import article_of
from eval.progress import track
from eval.results import Entry, Listing, Result, Row, Table
from eval.signature import sign
from eval.stats import Bootstrap, Draw
from summarizer import (
    Briefing,
    Manifest,
    StoryReport,
    StoryThread,
    Summary,
    cluster_articles,
    follow_stories,
    open_store,
    spread_over_days,
)

#: Days for which a growing folder keeps its articles: all over which events are spread.
DAYS_KEPT = 14
_MANIFEST = Manifest("", None, "", (), ())


@dataclass(frozen=True, slots=True)
class _Call:
    """What became of a story that was told on a day."""

    name: str
    #: Whether its event was told on an earlier day.
    goes_on: bool
    #: Whether its thread, or the one that it came out of, is of its event; None for a new thread.
    right: bool | None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "data", type=Path, nargs="+", metavar="DATA", help="articles: `text`, perhaps `title`, `date`, `cluster`"
    )
    parser.add_argument(
        "--as-published", action="store_true", help="on the days on which they came out, not spread over two weeks"
    )


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Follow the events of each file over two weeks, in a growing and in an emptied folder."""
    datasets = [load(path, cluster_item).first(options.limit) for path in arguments.data]
    calls: dict[str, list[_Call]] = {}
    for dataset in track(datasets, "files"):
        published = arguments.as_published
        days = _as_published(dataset.items) if published else _over_days(dataset.items, options.bootstrap.seed)
        if not days:
            raise EvalError(f"{dataset.name}: no event with two articles")
        for growing in (True, False):
            kind = "growing" if growing else "emptied"
            calls[f"{dataset.name.split('.')[0]}, {kind}"] = _followed(days, growing)
    settings = {**options.described(), **({"as_published": True} if arguments.as_published else {})}
    signature = sign(datasets, settings, options.bootstrap)
    return Result("threads", signature, (_table(calls, options.bootstrap),), _listings(calls))


def _over_days(items: Sequence[ClusterItem], seed: int) -> list[list[ClusterItem]]:
    """The articles of each day on which any come out."""
    told = [(item.id, item.cluster, item.published) for item in items if item.cluster and not item.doubtful]
    days = spread_over_days(told, seed)
    return [[replace(item, published=day[item.id]) for item in items if item.id in day] for day in days]


def _as_published(items: Sequence[ClusterItem]) -> list[list[ClusterItem]]:
    """The articles of each day on which any came out."""
    days: defaultdict[date, list[ClusterItem]] = defaultdict(list)
    for item in items:
        if item.cluster and item.published and not item.doubtful:
            days[item.published.date()].append(item)
    return [days[day] for day in sorted(days)]


def _followed(days: Sequence[Sequence[ClusterItem]], growing: bool) -> list[_Call]:
    event_of = {item.id: item.cluster or "" for day in days for item in day}
    told: dict[str, Counter[str]] = defaultdict(Counter)
    seen: set[str] = set()
    calls: list[_Call] = []
    with tempfile.TemporaryDirectory() as folder, open_store(str(Path(folder) / "news.db")) as store:
        for number in range(len(days)):
            day = max(item.published for item in days[number] if item.published).date()
            items = [item for each in days[0 if growing else number : number + 1] for item in each if _kept(item, day)]
            stories = cluster_articles(list(map(article_of, items)))
            reports = tuple(StoryReport(story, Summary(())) for story in stories)
            threads = follow_stories(store, Briefing("", day, reports, (), _MANIFEST))
            new = {item.id for item in days[number]}
            events = [Counter(event_of[a.id] for a in s.articles).most_common(1)[0][0] for s in stories]
            for story, thread, event in zip(stories, threads, events, strict=True):
                if any(article.id in new for article in story.articles):  # else it has not changed
                    calls.append(_Call(f"{day} {story.headline}", event in seen, _right(thread, event, told)))
            seen |= set(events)
            for story, thread in zip(stories, threads, strict=True):
                told[thread.thread].update(event_of[a.id] for a in story.articles if a.id in new)
    return calls


def _kept(item: ClusterItem, day: date) -> bool:
    """Whether a growing folder still has the article on that day."""
    return item.published is not None and (day - item.published.date()).days <= DAYS_KEPT


def _right(thread: StoryThread, event: str, told: dict[str, Counter[str]]) -> bool | None:
    before = thread.thread if thread.before else thread.split.thread if thread.split else None
    return told[before].most_common(1)[0][0] == event if before and told[before] else None


def _table(calls: dict[str, list[_Call]], bootstrap: Bootstrap) -> Table:
    def share(
        own: Sequence[_Call], counted: Callable[[_Call], bool], of: Callable[[_Call], bool]
    ) -> Callable[[Draw], float]:
        def measured(draw: Draw) -> float:
            among = [own[n] for n in draw if of(own[n])]
            return sum(map(counted, among)) / len(among) if among else float("nan")

        return measured

    rows = tuple(
        Row(
            name,
            {
                "continued": bootstrap.statistic(len(own), share(own, lambda c: c.right is True, lambda c: c.goes_on)),
                "wrongly joined": bootstrap.statistic(len(own), share(own, lambda c: c.right is False, lambda _: True)),
            },
        )
        for name, own in calls.items()
    )
    stories = sum(map(len, calls.values()))
    note = (
        "share of stories whose event was told before that go on from it; share of all put to a thread of another event"
    )
    return Table("Stories known again on later days", stories, rows, note)


def _listings(calls: dict[str, list[_Call]]) -> tuple[Listing, ...]:
    wrong = tuple(Entry(name, c.name) for name, own in calls.items() for c in own if c.right is False)
    missed = tuple(Entry(name, c.name) for name, own in calls.items() for c in own if c.goes_on and c.right is None)
    return Listing("Put to a thread of another event", wrong), Listing("Not known again", missed)
