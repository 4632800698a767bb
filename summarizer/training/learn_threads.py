"""`threads`: learn whether a story goes on from one of an earlier day, from labelled articles.

    python -m summarizer.training threads ARTICLES.jsonl[.gz]... [-o summarizer/cluster/continuing.json]

The events of each file are spread over two weeks, and each day's articles made into stories; every story is compared
with those events told before it that begin alike, as in the program. Prints for each file how many stories are known
again, and how many put to another thread, by a model that has not seen the file.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import __version__
from summarizer.cluster.continuing import GOES_ON, compared, nearest, opening_of
from summarizer.cluster.profiles import profiled
from summarizer.cluster.stories import find_stories
from summarizer.dedupe import find_origins
from summarizer.errors import InputError
from summarizer.linear import Learned, Linear, TrainedOn, save
from summarizer.training.json_lines import signed, track
from summarizer.training.labelled import Labelled, read_articles
from summarizer.training.over_days import spread_over_days
from summarizer.types import Article, Story

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Articles of a thread that a story is compared with, the last ones.
RECENT = 8
#: Twice, from different beginnings.
SEEDS = (0, 1)
#: Shares of words vary less than scores do: told in this unit they are regularised alike.
UNIT = {"words": 3.0, "words_best": 3.0}


#: A story: its file, seed, day and id.
Key = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """A story beside an event that was told before."""

    story: Key
    values: dict[str, float]
    same: bool


@dataclass(frozen=True, slots=True)
class Days:
    """The stories of some days: those whose event was told on an earlier one, all, and each beside what is like it."""

    told: tuple[Key, ...]
    all: tuple[Key, ...]
    rows: tuple[Compared, ...]

    @classmethod
    def joined(cls, parts: Sequence[Days]) -> Days:
        """The stories of all parts."""
        told, every, rows = (tuple(x for part in parts for x in getattr(part, f.name)) for f in fields(cls))
        return cls(told, every, rows)


def comparisons(file: int, items: Sequence[Labelled], seed: int) -> Days:
    """Every story of a day beside those events of the days before it that the program would compare it with."""
    by_id = {item.article.id: item for item in items}
    told = [(i, item.event, item.article.published) for i, item in by_id.items() if item.event]
    days = [
        [replace(by_id[i].article, published=published) for i, published in day.items()]
        for day in spread_over_days(told, seed)
    ]
    articles = [article for day in days for article in day]
    row = {article.id: n for n, article in enumerate(articles)}
    events: dict[str, list[int]] = {}
    known: list[Key] = []
    beside: list[tuple[Key, list[int], list[int], bool]] = []
    keys: list[Key] = []
    for number, day in enumerate(days):
        named = [(story, _rows(story, row), _event(story, by_id)) for story in find_stories(day, find_origins(day))]
        before = {event: opening_of([articles[n] for n in rows]) for event, rows in events.items()}
        for story, rows, event in named:
            key = (file, seed, number, story.id)
            keys.append(key)
            known += [key] if event in before else []
            like = _like([articles[n] for n in rows], before)
            beside += [(key, rows, events[other], other == event) for other in like]
        for _, rows, event in named:
            events[event] = [*events.get(event, []), *rows][-RECENT:]
    values = compared(profiled(articles), [(rows, others) for _, rows, others, _ in beside]) if beside else []
    found = (Compared(key, told, same) for (key, _, _, same), told in zip(beside, values, strict=True))
    return Days(tuple(known), tuple(keys), tuple(found))


def _rows(story: Story, row: dict[str, int]) -> list[int]:
    return [row[origin[0]] for origin in story.origins][-RECENT:]


def _event(story: Story, items: Mapping[str, Labelled]) -> str:
    return Counter(items[article.id].event or "" for article in story.articles).most_common(1)[0][0]


def _like(articles: Sequence[Article], before: Mapping[str, frozenset[str]]) -> list[str]:
    """The events that begin with words of these articles."""
    names = list(before)
    return [names[n] for n in nearest(opening_of(articles), list(before.values()))]


def fit(rows: Sequence[Compared]) -> Linear:
    """The model that these teach; files count by the root of their numbers of rows, as one may have most of all."""
    from sklearn.linear_model import LogisticRegression

    names = list(rows[0].values)
    units = [UNIT.get(name, 1.0) for name in names]
    sizes = Counter(row.story[0] for row in rows)
    counted = [(len(rows) / len(sizes) / sizes[row.story[0]]) ** 0.5 for row in rows]
    learned = LogisticRegression(C=1.0, max_iter=3000)
    learned.fit(_table(rows, names) * units, [row.same for row in rows], sample_weight=counted)
    weights = (round(float(w) * unit, 3) for w, unit in zip(learned.coef_[0], units, strict=True))
    return Linear(dict(zip(names, weights, strict=True)), round(float(learned.intercept_[0]), 3), "logistic")


def _table(rows: Sequence[Compared], names: Sequence[str]) -> NDArray[np.float64]:
    import numpy as np

    return np.array([[row.values[name] for name in names] for row in rows])


def known_again(days: Days, model: Linear) -> tuple[float, float]:
    """Share of the stories told before that go on from their event, and share of all put to another one."""
    best: dict[Key, tuple[float, bool]] = {}
    for row in days.rows:
        total = model.total(row.values)
        best[row.story] = max(best.get(row.story, (total, row.same)), (total, row.same))
    going_on = {story: same for story, (total, same) in best.items() if total >= GOES_ON}
    right = sum(going_on.get(story, False) for story in days.told)
    wrong = sum(not same for same in going_on.values())
    return right / max(1, len(days.told)), wrong / max(1, len(days.all))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("data", nargs="+", type=Path, metavar="ARTICLES", help="JSONL: `text`, `title`, `date`, `source`, `cluster`")
    option("-o", "--output", type=Path, metavar="FILE", help="write the model there (default: only print)")


def run(arguments: argparse.Namespace) -> None:
    """Learn, print, write if asked."""
    items = [read_articles([path]) for path in arguments.data]
    jobs = [(n, seed) for n in range(len(items)) for seed in SEEDS]
    days = {(n, seed): comparisons(n, items[n], seed) for n, seed in track(jobs, "files")}
    every = Days.joined(list(days.values()))
    if len({row.same for row in every.rows}) < 2:
        raise InputError("no event of these files goes on over days; give files with articles of the same `cluster`")
    for number, path in enumerate(arguments.data):
        own = Days.joined([found for (n, _), found in days.items() if n == number])
        others = [row for (n, _), found in days.items() if n != number for row in found.rows]
        if len({row.same for row in others}) == 2:
            right, wrong = known_again(own, fit(others))
            print(f"{path.name:45} left out: continued {right:.3f}, wrongly joined {wrong:.3f}")
    model = fit(every.rows)
    for name, weight in {**model.weights, "bias": model.bias}.items():
        print(f"{name:17} {weight:7.3f}")
    if arguments.output:
        trained_on = TrainedOn("threads", __version__, signed(arguments.data), len(every.rows))
        save(Learned({"same_thread": model}, trained_on), arguments.output)
