"""`threads`: learn whether a story goes on from one of an earlier day, from labelled articles.

    python -m summarizer.training threads ARTICLES.jsonl[.gz]... [-o summarizer/cluster/continuing.json]

The events of each file are spread over two weeks, and each day's articles made into stories; every story is compared
with each event told before it. Prints for each file how many stories are known again, and how many put to another
thread, by a model that has not seen the file.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import __version__
from summarizer.cluster.continuing import GOES_ON, compared
from summarizer.cluster.profiles import Matrices, profiled
from summarizer.cluster.stories import find_stories
from summarizer.dedupe import find_origins
from summarizer.errors import InputError
from summarizer.linear import Learned, Linear, TrainedOn, save
from summarizer.training.json_lines import signed, track
from summarizer.training.labelled import read_articles
from summarizer.types import Article, Story

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

START, DAYS = datetime(2024, 1, 8, tzinfo=UTC), 14
#: Days from the middle of an event's articles past which another event is meant; days over which undated ones are put.
NEAR, SPREAD = 5, (2, 5)
#: Articles of a thread that a story is compared with, the last ones.
RECENT = 8
#: Twice, from different beginnings.
SEEDS = (0, 1)
#: Shares of words vary less than scores do: told in this unit they are regularised alike.
UNIT = {"words": 3.0, "words_best": 3.0}


@dataclass(frozen=True, slots=True)
class Compared:
    """A story beside an event that was told before."""

    file: int
    #: The story: file, seed, day and id.
    story: tuple[int, int, int, str]
    values: dict[str, float]
    same: bool


def spread(events: dict[str, list[Article]], seed: int) -> dict[int, list[Article]]:
    """Day -> its articles, with times of that day; an event that was told on several days keeps their distances."""
    chance = random.Random(seed)
    days: dict[int, list[Article]] = defaultdict(list)
    for _, own in sorted(events.items()):
        offsets = _own_days(own)
        if not any(offsets.values()):
            length = chance.randint(*SPREAD)
            offsets = {article.id: chance.randrange(length) for article in own}
        if len(offsets) < 2:
            continue
        start = chance.randrange(max(1, DAYS - max(offsets.values())))
        for article in own:
            if article.id in offsets:
                hour = article.published.hour if article.published else chance.randrange(6, 22)
                day = start + offsets[article.id]
                days[day].append(replace(article, published=START + timedelta(days=day, hours=hour)))
    return days


def _own_days(articles: Sequence[Article]) -> dict[str, int]:
    dated = sorted((a.published, a.id) for a in articles if a.published)
    if not dated:
        return {}
    middle = dated[len(dated) // 2][0]
    near = [(published, i) for published, i in dated if abs((published - middle).days) <= NEAR]
    return {i: (published.date() - near[0][0].date()).days for published, i in near}


def comparisons(file: int, path: Path, seed: int) -> list[Compared]:
    """Every story of a day beside every event of the days before it."""
    items = [item for item in read_articles([path]) if item.event]
    event_of = {item.article.id: item.event or "" for item in items}
    events: dict[str, list[Article]] = defaultdict(list)
    for item in items:
        events[item.event or ""].append(item.article)
    days = spread(events, seed)
    articles = [article for day in sorted(days) for article in days[day]]
    matrices, row = profiled(articles), {article.id: n for n, article in enumerate(articles)}
    told: dict[str, list[int]] = {}
    found: list[Compared] = []
    for day in sorted(days):
        heads = [(story, _rows(story, row)) for story in find_stories(days[day], find_origins(days[day]))]
        named = [(story, rows, _event(story, event_of)) for story, rows in heads]
        for story, rows, event in named:
            found += _beside(matrices, (file, seed, day, story.id), rows, event, told)
        for _, rows, event in named:
            told[event] = [*told.get(event, []), *rows][-RECENT:]
    return found


def _rows(story: Story, row: dict[str, int]) -> list[int]:
    return [row[origin[0]] for origin in story.origins][-RECENT:]


def _event(story: Story, event_of: dict[str, str]) -> str:
    return Counter(event_of[article.id] for article in story.articles).most_common(1)[0][0]


def _beside(
    matrices: Matrices, story: tuple[int, int, int, str], rows: list[int], event: str, told: dict[str, list[int]]
) -> list[Compared]:
    return [Compared(story[0], story, compared(matrices, rows, others), e == event) for e, others in told.items()]


def fit(rows: Sequence[Compared]) -> Linear:
    """The model that these teach."""
    from sklearn.linear_model import LogisticRegression

    names = list(rows[0].values)
    units = [UNIT.get(name, 1.0) for name in names]
    learned = LogisticRegression(C=1.0, max_iter=3000).fit(_table(rows, names) * units, [r.same for r in rows])
    weights = (round(float(w) * unit, 3) for w, unit in zip(learned.coef_[0], units, strict=True))
    return Linear(dict(zip(names, weights, strict=True)), round(float(learned.intercept_[0]), 3), "logistic")


def _table(rows: Sequence[Compared], names: Sequence[str]) -> NDArray[np.float64]:
    import numpy as np

    return np.array([[row.values[name] for name in names] for row in rows])


def known_again(rows: Sequence[Compared], model: Linear) -> tuple[float, float]:
    """Share of the stories told before that go on from their event, and share of all put to another one."""
    stories: dict[tuple[int, int, int, str], list[tuple[float, bool]]] = defaultdict(list)
    for row in rows:
        stories[row.story].append((model.total(row.values), row.same))
    best = {story: max(own) for story, own in stories.items()}
    told = [best[story] for story, own in stories.items() if any(same for _, same in own)]
    right = sum(total >= GOES_ON and same for total, same in told)
    wrong = sum(total >= GOES_ON and not same for total, same in best.values())
    return right / max(1, len(told)), wrong / max(1, len(best))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("data", nargs="+", type=Path, metavar="ARTICLES", help="JSONL: `text`, `title`, `date`, `source`, `cluster`")
    option("-o", "--output", type=Path, metavar="FILE", help="write the model there (default: only print)")


def run(arguments: argparse.Namespace) -> None:
    """Learn, print, write if asked."""
    jobs = [(n, path, seed) for n, path in enumerate(arguments.data) for seed in SEEDS]
    rows = [row for job in track(jobs, "files") for row in comparisons(*job)]
    if len({row.same for row in rows}) < 2:
        raise InputError("no event of these files goes on over days; give files with articles of the same `cluster`")
    for number, path in enumerate(arguments.data):
        others = [row for row in rows if row.file != number]
        if len({row.same for row in others}) == 2:
            right, wrong = known_again([row for row in rows if row.file == number], fit(others))
            print(f"{path.name:45} left out: continued {right:.3f}, wrongly joined {wrong:.3f}")
    model = fit(rows)
    for name, weight in {**model.weights, "bias": model.bias}.items():
        print(f"{name:17} {weight:7.3f}")
    if arguments.output:
        trained_on = TrainedOn("threads", __version__, signed(arguments.data), len(rows))
        save(Learned({"same_thread": model}, trained_on), arguments.output)
