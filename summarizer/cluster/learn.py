"""The weights of `similarity`, from labelled articles. Run as `python -m summarizer.cluster.learn DATA.jsonl.gz...`.

A line of the data is an article: `id, title, text, date, source, cluster`, `topic` where events look alike, and
`days_from_cluster_median` where known: labels more than 14 days off are doubtful and are not learned from.

The pairs are learned from four times: as they are, without dates, without titles, and as of one week (every event moved
to the same days), because a day's folder holds what the years between the events keep apart in the data.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from summarizer.cluster.pairs import candidate_pairs
from summarizer.cluster.profiles import profile, stack
from summarizer.cluster.similarity import FEATURES, WEIGHTS, Weights, features
from summarizer.types import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Strength of the regularisation, on features of unit variance; from 0.01 to 1 cross-validation sees no difference.
C = 0.1
#: Not learned, because the data have too few such pairs: within the window of candidates hardly any is late, yet a text
#: much like another a week later is the next event of its kind; and two short reports of one kind about two people are
#: two events (rehabilitation of two singers). They cost up to 0.005 and 0.0012 B-cubed there.
SET = {"late": -0.75, "no_common_name": -2.0}
#: Added to the bias: the mean score above which cross-validated average link is best.
OFFSET = 0.75
#: Labels further from the median day of their event are doubtful.
DOUBTFUL_DAYS = 14


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article and the event that it tells; None if unknown."""

    article: Article
    event: str | None
    #: Events that look alike have the same topic: they are never split between training and test.
    topic: str


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


def read_labelled(path: Path) -> list[Labelled]:
    """The labelled articles of a gzipped JSON Lines file; lines without text are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_labelled(row, path.name) for row in map(json.loads, lines) if row.get("text")]


def _labelled(row: dict[str, Any], file: str) -> Labelled:
    published = datetime.fromisoformat(row["date"]) if row.get("date") else None
    if published and published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    article = Article(f"{file}/{row['id']}", row.get("title"), row["text"], row.get("source"), published)
    doubtful = abs(float(row.get("days_from_cluster_median") or 0)) > DOUBTFUL_DAYS
    event = f"{file}/{row['cluster']}" if row.get("cluster") and not doubtful else None
    topic = row.get("topic") or row.get("cluster") or row["id"]
    return Labelled(article, event, f"{file}/{topic}")


def pair_table(pool: Sequence[Labelled], articles: Sequence[Article]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """(features, same event) of the candidate pairs whose events are known, a row each."""
    import numpy as np

    matrices = stack([profile(article) for article in articles])
    found, same = [], []
    for rows, others in candidate_pairs(matrices):
        known = np.array([bool(pool[a].event and pool[b].event) for a, b in zip(rows, others, strict=True)], dtype=bool)
        values = features(matrices, rows[known], others[known])
        found.append(np.stack([values[name] for name in FEATURES], axis=1))
        same += [pool[a].event == pool[b].event for a, b in zip(rows[known], others[known], strict=True)]
    return np.concatenate(found), np.array(same)


def learn(pools: Iterable[tuple[Sequence[Labelled], Sequence[Article]]]) -> Weights:
    """The weights that tell pairs of one event from others, best by likelihood over all the pools' pairs."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    tables = [pair_table(pool, articles) for pool, articles in pools]
    values, same = (np.concatenate(parts) for parts in zip(*tables, strict=True))
    values[:, [FEATURES.index(name) for name in SET]] = 0.0
    spread = values.std(axis=0)
    spread[spread == 0] = 1.0
    model = LogisticRegression(C=C, solver="newton-cholesky", max_iter=200).fit(values / spread, same)
    learned = dict(zip(FEATURES, (round(float(w), 3) for w in model.coef_[0] / spread), strict=True))
    return Weights(learned | SET, round(float(model.intercept_[0]) + OFFSET, 3))


def main(paths: Sequence[str]) -> None:
    """Writes `weights.json` from the labelled files."""
    pool = [item for path in paths for item in read_labelled(Path(path))]
    weights = learn((pool, variant(pool)) for variant in VARIANTS.values())
    WEIGHTS.write_text(json.dumps(weights._asdict(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
