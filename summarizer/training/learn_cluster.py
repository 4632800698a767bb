"""`cluster`: learn whether two articles tell one event, from labelled articles.

    python -m summarizer.training cluster ARTICLES.jsonl[.gz]... [--unlabelled MORE...] [--pool FILE...] [-o OUTPUT]

Each file is a folder for each of its languages. Its pairs are learned from four times: as they are, without dates,
without titles, and as of one week (every event moved to the same days), because a day's
folder holds what the years between the events keep apart in the data. Beside them stand made days (`local_days`), in
which much is alike and little is one event. Labels more than 14 days off, and events spread over more than three days,
are doubtful and are not learned from. Prints how well stories are told by models that have seen none of their topics,
and none of their file.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import comb
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING, Any
from zlib import crc32

from summarizer import __version__
from summarizer.cluster.pairs import candidate_pairs
from summarizer.cluster.profiles import profile, profiled, stack
from summarizer.cluster.similarity import FEATURES, features
from summarizer.cluster.stories import compared
from summarizer.dedupe import find_origins
from summarizer.errors import InputError
from summarizer.linear import Layered, TrainedOn, save_layered
from summarizer.training.json_lines import signed, track
from summarizer.training.labelled import Labelled, read_articles
from summarizer.training.local_days import doubled_days, invented_days, load_news, planted_days
from summarizer.types import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Not learned, because the data have too few such pairs: two short reports of one kind in which nobody and no place is
#: common are two events. One pair of one event in a hundred is such a pair in the development sets.
BY_HAND = {"strangers": -2.0}
#: Units of a network, networks whose log-odds are averaged, and the penalty on large weights. 8 and 12 units give much
#: the same figures, as do penalties of 0.05 and 0.1; one network alone varies by 0.01 B-cubed.
UNITS, NETWORKS, PENALTY = 12, 3, 0.1
#: Rounds over the pairs, and the most pairs that are drawn.
ROUNDS, DRAWN = 25, 60_000
#: Invented days, and made days of each file.
INVENTED, PLANTED, DOUBLED = 72, 16, 60
#: Every how many made days one is without dates.
UNDATED = 3
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


#: The variants that are judged, and what the figures of a file are called there.
JUDGED = {"as it is": "{}", "without dates": "{}, without dates"}


@dataclass(frozen=True, slots=True)
class Folder:
    """Articles that are clustered together, and their candidate pairs whose events are known, as parallel arrays."""

    #: The file, or the kind of made days.
    family: str
    items: tuple[Labelled, ...]
    #: What its figures are called; None where it is only learned from.
    judged: str | None
    #: (pairs, features), in the order of `FEATURES`.
    values: NDArray[np.float64]
    #: Whether the two tell one event.
    same: NDArray[np.bool_]
    #: (pairs, 2): positions of the two among the items.
    members: NDArray[np.int64]


def folder_of(family: str, items: Sequence[Labelled], *, judged: str | None = None) -> Folder:
    """The articles with their pairs; of copies only the fullest is compared, as in the program."""
    import numpy as np

    heads = {origin[0] for origin in find_origins([item.article for item in items])}
    rows_of = [row for row, item in enumerate(items) if item.article.id in heads]
    matrices = stack([profile(items[row].article) for row in rows_of])
    found, members = [np.zeros((0, len(FEATURES)))], [np.zeros((0, 2), dtype=np.int64)]
    known = np.array([bool(items[row].event) for row in rows_of], dtype=bool)
    for rows, others in candidate_pairs(matrices):
        both = known[rows] & known[others]
        values = features(matrices, rows[both], others[both])
        found.append(np.stack([values[name] for name in FEATURES], axis=1))
        members.append(np.array(rows_of)[np.stack([rows[both], others[both]], axis=1)])
    pairs = np.concatenate(members)
    same = np.array([items[a].event == items[b].event for a, b in pairs.tolist()], dtype=bool)
    return Folder(family, tuple(items), judged, np.concatenate(found), same, pairs)


def folders_of(files: Mapping[str, Sequence[Labelled]], unlabelled: Sequence[Labelled]) -> list[Folder]:
    """All that is learned from: the files in four variants, and the made days."""
    folders = []
    for family, pool in track(list(files.items()), "files"):
        for language in sorted({item.article.language or "" for item in pool}):
            own = [item for item in pool if (item.article.language or "") == language]
            for name, variant in VARIANTS.items():
                items = [replace(item, article=article) for item, article in zip(own, variant(own), strict=True)]
                folders.append(folder_of(family, items, judged=JUDGED[name].format(family) if name in JUDGED else None))
    news = load_news()
    made = {"invented": invented_days(news, INVENTED, 4)}
    if unlabelled:
        alone = [replace(item, event=item.article.id) for item in unlabelled]
        made["planted"] = planted_days(alone, PLANTED, 1)
    for number, (family, pool) in enumerate(files.items()):
        made[f"planted {family}"] = planted_days(pool, PLANTED, number)
        made[f"doubled {family}"] = doubled_days(pool, DOUBLED, number)
    for family, days in track(list(made.items()), "made days"):
        for number, day in enumerate(days):
            articles = [item.article for item in day] if number % UNDATED else without_dates(day)
            items = [replace(item, article=article) for item, article in zip(day, articles, strict=True)]
            folders.append(folder_of(family, items))
    return folders


def pool_of(items: Sequence[Labelled]) -> Folder:
    """The articles of several files in one folder, as they are: only judged, as each file is learned from already."""
    import numpy as np

    none = np.zeros((0, len(FEATURES))), np.zeros(0, dtype=bool), np.zeros((0, 2), dtype=np.int64)
    return Folder("pool", tuple(items), "all in one pool", *none)


def fit(folders: Sequence[Folder], chosen: Sequence[NDArray[np.bool_]]) -> Layered:
    """The model that tells the chosen pairs of one event from the others.

    Files and kinds of made days count by the root of their numbers of pairs: the largest has a hundred times those of
    the smallest.
    """
    import numpy as np

    values = np.concatenate([f.values[pairs] for f, pairs in zip(folders, chosen, strict=True)])
    same = np.concatenate([f.same[pairs] for f, pairs in zip(folders, chosen, strict=True)])
    if not len(same) or same.all() or not same.any():
        raise InputError("pairs of one event and pairs of two are needed, in more than one part of the topics")
    sizes: Counter[str] = Counter()
    for folder, pairs in zip(folders, chosen, strict=True):
        sizes[folder.family] += int(pairs.sum())
    weights = np.concatenate(
        [np.full(int(p.sum()), max(1, sizes[f.family]) ** -0.5) for f, p in zip(folders, chosen, strict=True)]
    )
    drawn = np.random.default_rng(0).choice(len(same), min(len(same), DRAWN), p=weights / weights.sum())
    return _learned(values[drawn], same[drawn])


def _learned(values: NDArray[np.float64], same: NDArray[np.bool_]) -> Layered:
    """Some small networks as one: their units side by side, each network with an equal share of the outcome."""
    import warnings

    import numpy as np
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    mean, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread < CONSTANT] = 1.0
    units, offsets, outer, bias = [], [], [], 0.0
    for seed in range(NETWORKS):
        network = MLPClassifier(
            (UNITS,), alpha=PENALTY, max_iter=ROUNDS, random_state=seed, batch_size=256, learning_rate_init=2e-3
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # so many rounds are enough
            network.fit((values - mean) / spread, same)
        inner = network.coefs_[0].T / spread
        units.append(inner)
        offsets.append(network.intercepts_[0] - inner @ mean)
        outer.append(network.coefs_[1][:, 0] / NETWORKS)
        bias += float(network.intercepts_[1][0]) / NETWORKS
    return Layered(
        FEATURES,
        tuple(tuple(row) for row in np.round(np.concatenate(units), 4).tolist()),
        tuple(np.round(np.concatenate(offsets), 4).tolist()),
        tuple(np.round(np.concatenate(outer), 4).tolist()),
        round(bias, 4),
        dict(BY_HAND),
        dict(zip(FEATURES, np.round(mean, 4).tolist(), strict=True)),
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """How well articles with a known event are told by models that have not seen them, B-cubed and by pairs."""

    precision: float
    recall: float
    #: Pairs of one event in one story, pairs in one story, pairs of one event.
    pairs: tuple[int, int, int]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def pairwise(self) -> float:
        """The same of pairs."""
        both, found, told = self.pairs
        return 2 * both / (found + told) if found + told else 0.0


def cross_validated(folders: Sequence[Folder], part_of: Callable[[Labelled], Any]) -> dict[str, Figures]:
    """File -> its figures: what is of one part is told by what is learned from all others.

    A part is a fold of the topics, or a file.
    """
    import numpy as np

    parts = [np.array([part_of(item) for item in folder.items]) for folder in folders]
    judged = [(folder, part) for folder, part in zip(folders, parts, strict=True) if folder.judged]
    shares: dict[str, list[tuple[float, float]]] = defaultdict(list)
    pairs: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for each in track(sorted({p for _, part in judged for p in part.tolist()}), "parts"):
        model = fit(folders, [(part[f.members] != each).all(axis=1) for f, part in zip(folders, parts, strict=True)])
        for folder, part in judged:
            held_out = [item for item, p in zip(folder.items, part.tolist(), strict=True) if p == each]
            found = groups([item.article for item in held_out], model)
            events = {item.article.id: item.event for item in held_out}
            shares[folder.judged or ""] += b_cubed(found, events)
            pairs[folder.judged or ""].append(pairs_told(found, events))
    return {
        name: Figures(fmean(p for p, _ in told), fmean(r for _, r in told), _summed(pairs[name]))
        for name, told in shares.items()
        if told
    }


def _summed(counts: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    both, found, told = (sum(column) for column in zip(*counts, strict=True))
    return both, found, told


def by_topic(seed: int) -> Callable[[Labelled], int]:
    """The fold of an article: that of its topic, the same for what is made of it."""
    return lambda item: crc32(f"{seed}/{item.topic}".encode()) % FOLDS


def by_file(item: Labelled) -> str:
    """The file of an article, also of what is made of it; "" for what is invented."""
    return item.topic.partition("/")[0] if "/" in item.topic else ""


def groups(articles: Sequence[Article], model: Layered) -> list[list[str]]:
    """The ids of the articles in stories, as the program finds them with this model."""
    by_id = {article.id: article for article in articles}
    origins = find_origins(articles)
    found = compared(profiled([by_id[origin[0]] for origin in origins]), model).groups
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


def pairs_told(found: Sequence[Sequence[str]], events: Mapping[str, str | None]) -> tuple[int, int, int]:
    """Pairs of articles of one event in one story, pairs in one story, pairs of one event; of known events only.

    >>> pairs_told([["a", "b", "c"]], {"a": "rain", "b": "rain", "c": "snow", "d": "snow"})
    (1, 3, 2)
    """
    held = [Counter(e for i in group if (e := events[i]) is not None) for group in found]
    sizes = Counter(e for e in events.values() if e is not None)
    both = sum(comb(n, 2) for counts in held for n in counts.values())
    return both, sum(comb(counts.total(), 2) for counts in held), sum(comb(n, 2) for n in sizes.values())


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("data", nargs="+", type=Path, metavar="ARTICLES", help="JSONL: `text`, `title`, `date`, `source`, `cluster`")
    option(
        "--unlabelled", nargs="*", type=Path, default=[], metavar="MORE", help="JSONL of articles that are strangers"
    )
    option("--pool", nargs="*", type=Path, default=[], metavar="FILE", help="JSONL that is told as one folder")
    option("--seed", type=int, default=0, metavar="N", help="of the folds, default 0")
    option("--no-figures", action="store_true", help="only learn")
    option("-o", "--output", type=Path, metavar="FILE", help="write the model there (default: only print)")


def run(arguments: argparse.Namespace) -> None:
    """Learn, print, write if asked."""
    files = {path.name: read_articles([path]) for path in arguments.data}
    if len({item.topic for pool in files.values() for item in pool if item.event}) < FOLDS:
        raise InputError(f"articles of at least {FOLDS} labelled events are needed")
    folders = folders_of(files, read_articles(arguments.unlabelled))
    folders += [pool_of(read_articles(arguments.pool))] if arguments.pool else []
    pairs = sum(len(folder.same) for folder in folders)
    print(f"{len(folders)} folders, {pairs} pairs, {sum(int(folder.same.sum()) for folder in folders)} of one event")
    if not arguments.no_figures:
        ways: dict[str, Callable[[Labelled], Any]] = {f"{FOLDS} folds of topics": by_topic(arguments.seed)}
        if len(files) > 1:
            ways["a file at a time"] = by_file
        for way, part_of in ways.items():
            for family, told in cross_validated(folders, part_of).items():
                print(
                    f"{way}: {family}: B-cubed P {told.precision:.3f}, R {told.recall:.3f}, F1 {told.f1:.3f}; "
                    f"pairwise F1 {told.pairwise:.3f}"
                )
    model = fit(folders, [folder.same >= 0 for folder in folders])
    if arguments.output:
        data = signed([*arguments.data, *arguments.unlabelled])
        save_layered(model, TrainedOn("cluster", __version__, data, pairs, BY_HAND), arguments.output)
