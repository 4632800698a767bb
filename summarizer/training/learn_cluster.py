"""`cluster`: learn whether two articles tell one event, from labelled articles.

    python -m summarizer.training cluster ARTICLES.jsonl[.gz]... [-o summarizer/cluster/similarity.json]

The pairs are learned from four times: as they are, without dates, without titles, and as of one week (every event moved
to the same days), because a day's folder holds what the years between the events keep apart in the data. Labels more
than 14 days off are doubtful and are not learned from. Prints how well the pairs and the stories of articles are told
by models that have seen none of their topics.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING

from summarizer import __version__
from summarizer.cluster.contrast import look_alike, naming
from summarizer.cluster.linkage import linked
from summarizer.cluster.pairs import candidate_pairs
from summarizer.cluster.profiles import profile, profiled, stack
from summarizer.cluster.similarity import FEATURES, SURE, features
from summarizer.cluster.stories import score_links
from summarizer.dedupe import find_origins
from summarizer.errors import InputError
from summarizer.linear import Learned, Linear, TrainedOn, save
from summarizer.training.json_lines import signed, track
from summarizer.training.labelled import Labelled, read_articles
from summarizer.types import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Strength of the regularisation, on features of unit variance; from 0.01 to 1 cross-validation sees no difference.
C = 0.1
#: Not learned, because the data have too few such pairs: within the window of candidates hardly any is late, yet a text
#: much like another a week later is the next event of its kind; and two short reports of one kind about two people are
#: two events (rehabilitation of two singers). They cost up to 0.005 and 0.0012 B-cubed there.
BY_HAND = {"late": -0.75, "no_common_name": -2.0}
#: Added to the bias: the mean score above which cross-validated average link is best.
OFFSET = 0.75
#: A feature that varies less than this is the same for all pairs, but for rounding.
CONSTANT = 1e-9
#: Parts of the topics, each judged by what is learned from the others.
FOLDS = 5


def as_it_is(pool: Sequence[Labelled]) -> list[Article]:
    """The articles."""
    return [item.article for item in pool]


def without_dates(pool: Sequence[Labelled]) -> list[Article]:
    """The articles, their dates taken away."""
    return [replace(item.article, published=None) for item in pool]


def without_titles(pool: Sequence[Labelled]) -> list[Article]:
    """The articles, their titles taken away."""
    return [replace(item.article, title=None) for item in pool]


def of_one_week(pool: Sequence[Labelled]) -> list[Article]:
    """The articles with the events' median times moved to one day; undated ones are spread over some days."""
    day, chance = datetime(2025, 1, 1, tzinfo=UTC), random.Random(0)
    times = defaultdict(list)
    for item in pool:
        if item.article.published:
            times[item.event or item.article.id].append(item.article.published.timestamp())
    moved = []
    for item in pool:
        seconds = chance.gauss(0, 24 * 3600)
        if item.article.published:
            seconds = item.article.published.timestamp() - median(times[item.event or item.article.id])
        moved.append(replace(item.article, published=day + timedelta(seconds=seconds)))
    return moved


VARIANTS: dict[str, Callable[[Sequence[Labelled]], list[Article]]] = {
    "as it is": as_it_is, "without dates": without_dates, "without titles": without_titles, "of one week": of_one_week,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """Candidate pairs whose events are known, as parallel arrays."""

    #: (pairs, features), in the order of `FEATURES`.
    values: NDArray[np.float64]
    #: Whether the two tell one event.
    same: NDArray[np.bool_]
    #: (pairs, 2): positions of the two in the pool.
    members: NDArray[np.int64]

    def where(self, chosen: NDArray[np.bool_]) -> Table:
        """The chosen pairs."""
        return Table(self.values[chosen], self.same[chosen], self.members[chosen])


def pair_table(pool: Sequence[Labelled], articles: Sequence[Article]) -> Table:
    """The candidate pairs of a pool whose articles are looked at in a variant."""
    import numpy as np

    matrices = stack([profile(article) for article in articles])
    found, same, members = [np.zeros((0, len(FEATURES)))], [], [np.zeros((0, 2), dtype=np.int64)]
    for rows, others in candidate_pairs(matrices):
        known = np.array([bool(pool[a].event and pool[b].event) for a, b in zip(rows, others, strict=True)], dtype=bool)
        values = features(matrices, rows[known], others[known])
        found.append(np.stack([values[name] for name in FEATURES], axis=1))
        members.append(np.stack([rows[known], others[known]], axis=1))
        same += [pool[a].event == pool[b].event for a, b in members[-1]]
    return Table(np.concatenate(found), np.array(same, dtype=bool), np.concatenate(members))


def fit(tables: Sequence[Table]) -> Linear:
    """The model that tells pairs of one event from others, best by likelihood over all the tables' pairs."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    values = np.concatenate([table.values for table in tables])
    same = np.concatenate([table.same for table in tables])
    if same.all() or not same.any():
        raise InputError("pairs of one event and pairs of two are needed, in more than one part of the topics")
    values[:, [FEATURES.index(name) for name in BY_HAND]] = 0.0
    spread = values.std(axis=0)
    spread[spread < CONSTANT] = 1.0
    model = LogisticRegression(C=C, solver="newton-cholesky", max_iter=200).fit(values / spread, same)
    learned = dict(zip(FEATURES, (round(float(w), 3) for w in model.coef_[0] / spread), strict=True))
    return Linear(learned | BY_HAND, round(float(model.intercept_[0]) + OFFSET, 3), "logistic")


@dataclass(frozen=True, slots=True)
class Figures:
    """How well articles are told apart by models that have seen none of their topics."""

    #: Over the candidate pairs, as they are.
    auc: float
    #: Over the articles with a known event, stories found within each fold.
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def cross_validated(pool: Sequence[Labelled], tables: Sequence[Table], seed: int) -> Figures:
    """The figures of the pool; the first table is of the articles as they are."""
    from sklearn.metrics import roc_auc_score

    fold = _folds(pool, seed)
    same: list[bool] = []
    scores: list[float] = []
    shares: list[tuple[float, float]] = []
    for number in track(range(FOLDS), "folds"):
        model = fit([table.where((fold[table.members] != number).all(axis=1)) for table in tables])
        unseen = tables[0].where((fold[tables[0].members] == number).all(axis=1))
        same += unseen.same.tolist()
        scores += model.total({name: unseen.values[:, i] for i, name in enumerate(FEATURES)}).tolist()
        held_out = [item for item, part in zip(pool, fold, strict=True) if part == number]
        shares += b_cubed(groups(as_it_is(held_out), model), {item.article.id: item.event for item in held_out})
    return Figures(float(roc_auc_score(same, scores)), fmean(p for p, _ in shares), fmean(r for _, r in shares))


def _folds(pool: Sequence[Labelled], seed: int) -> NDArray[np.int64]:
    """The fold of each article: topics are dealt out in an order drawn by the seed."""
    import numpy as np

    topics = sorted({item.topic for item in pool})
    random.Random(seed).shuffle(topics)
    number = {topic: i % FOLDS for i, topic in enumerate(topics)}
    return np.array([number[item.topic] for item in pool])


def groups(articles: Sequence[Article], model: Linear) -> list[list[str]]:
    """The ids of the articles in stories, as the program finds them with this model."""
    by_id = {article.id: article for article in articles}
    origins = find_origins(articles)
    matrices = profiled([by_id[origin[0]] for origin in origins])
    apart = partial(look_alike, naming(matrices))
    found = linked(len(origins), score_links(matrices, model), stranger=-SURE, apart=apart)
    return [[i for row in rows for i in origins[row]] for rows in found]


def b_cubed(found: Sequence[Sequence[str]], events: Mapping[str, str | None]) -> list[tuple[float, float]]:
    """(precision, recall) of each article with a known event (Bagga and Baldwin 1998).

    >>> b_cubed([["a", "b"], ["c"]], {"a": "rain", "b": "rain", "c": "rain"})
    [(1.0, 0.6666666666666666), (1.0, 0.6666666666666666), (1.0, 0.3333333333333333)]
    """
    sizes = Counter(events.values())
    shares = []
    for group in found:
        held = Counter(events[i] for i in group)
        shares += [(held[e] / len(group), held[e] / sizes[e]) for i in group if (e := events[i]) is not None]
    return shares


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("data", nargs="+", type=Path, metavar="ARTICLES", help="JSONL: `text`, `title`, `date`, `source`, `cluster`")
    option("--seed", type=int, default=0, metavar="N", help="of the folds, default 0")
    option("-o", "--output", type=Path, metavar="FILE", help="write the model there (default: only print)")


def run(arguments: argparse.Namespace) -> None:
    """Learn, print, write if asked."""
    pool = read_articles(arguments.data)
    if len({item.topic for item in pool if item.event}) < FOLDS:
        raise InputError(f"articles of at least {FOLDS} labelled events are needed")
    tables = [pair_table(pool, variant(pool)) for variant in track(list(VARIANTS.values()), "variants")]
    pairs = sum(len(table.same) for table in tables)
    print(f"{len(pool)} articles, {pairs} pairs in {len(tables)} variants, {FOLDS} folds of topics")
    told = cross_validated(pool, tables, arguments.seed)
    print(f"pairs AUC {told.auc:.4f}; B-cubed P {told.precision:.3f}, R {told.recall:.3f}, F1 {told.f1:.3f}")
    model = fit(tables)
    for name, weight in {**model.weights, "bias": model.bias}.items():
        print(f"{name:17} {weight:7.3f}{'  (by hand)' * (name in BY_HAND)}")
    if arguments.output:
        trained_on = TrainedOn("cluster", __version__, signed(arguments.data), pairs, BY_HAND)
        save(Learned({"same_event": model}, trained_on), arguments.output)
