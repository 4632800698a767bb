"""Clustering measures: B-cubed, pairwise, adjusted Rand; and which stories were wrongly merged or split.

Everything is computed from three sizes an article has (its gold cluster, its story, and what they share), so that
intervals come from resampling gold clusters without clustering again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.stats import Draw, Floats


@dataclass(frozen=True, slots=True)
class Labelled:
    """Where an article belongs and where it was put."""

    article: str
    #: None for a distractor: nobody knows, so it is not scored, but it is a stranger to every gold cluster.
    gold: str | None
    story: Hashable
    #: In the pool, but with a gold label too uncertain to count for or against anybody.
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class ClusterCounts:
    """Sizes for each scored article, as parallel arrays; every measure is read off them."""

    #: Number of the article's gold cluster, from 0.
    cluster: Draw
    #: Scored articles of its gold cluster, of its story, and of both.
    gold: Floats
    story: Floats
    shared: Floats
    #: Distractors in its story.
    strangers: Floats
    #: Stories that hold at least one scored article.
    stories: int

    @property
    def clusters(self) -> int:
        """The number of gold clusters."""
        return int(self.cluster.max()) + 1


@dataclass(frozen=True, slots=True)
class ClusterScores:
    """The measures, 0 to 1 (adjusted Rand: 0 is chance)."""

    b_cubed_precision: float
    b_cubed_recall: float
    b_cubed_f1: float
    pairwise_precision: float
    pairwise_recall: float
    pairwise_f1: float
    adjusted_rand: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """A story that holds several gold clusters, or a gold cluster spread over several stories."""

    name: str
    #: Pairs of articles that are wrongly together, or wrongly apart.
    pairs: int
    #: The articles of each part, largest part first.
    parts: tuple[tuple[str, ...], ...]


def count(items: Sequence[Labelled]) -> ClusterCounts:
    """The sizes for each scored article; distractors count as strangers in a story, doubtful articles not at all."""
    certain = [item for item in items if not item.doubtful]
    scored = [item for item in certain if item.gold is not None]
    numbers = {gold: number for number, gold in enumerate(dict.fromkeys(item.gold for item in scored))}
    gold = Counter(item.gold for item in scored)
    story = Counter(item.story for item in scored)
    strangers = Counter(item.story for item in certain if item.gold is None)
    shared = Counter((item.gold, item.story) for item in scored)
    return ClusterCounts(
        cluster=np.array([numbers[item.gold] for item in scored], dtype=np.int64),
        gold=np.array([gold[item.gold] for item in scored], dtype=np.float64),
        story=np.array([story[item.story] for item in scored], dtype=np.float64),
        shared=np.array([shared[item.gold, item.story] for item in scored], dtype=np.float64),
        strangers=np.array([strangers[item.story] for item in scored], dtype=np.float64),
        stories=len(story),
    )


def measure(counts: ClusterCounts, drawn: Draw | None = None) -> ClusterScores:
    """The measures over all gold clusters, or over those drawn (with repetition) for an interval.

    B-cubed after Bagga and Baldwin (1998); adjusted Rand after Hubert and Arabie (1985), from the pair counts
    of the scored articles.
    """
    clusters = np.arange(counts.clusters) if drawn is None else drawn
    weight = np.bincount(clusters, minlength=counts.clusters)[counts.cluster].astype(np.float64)
    total = float(weight.sum())
    b_precision = float((weight * counts.shared / (counts.story + counts.strangers)).sum()) / total
    b_recall = float((weight * counts.shared / counts.gold).sum()) / total
    # An article is in size - 1 pairs, and each pair is seen from both of its ends.
    together, in_gold, in_story = (
        float((weight * (sizes - 1)).sum()) / 2 for sizes in (counts.shared, counts.gold, counts.story)
    )
    with_strangers = in_story + float((weight * counts.strangers).sum())
    precision = together / with_strangers if with_strangers else 1.0
    recall = together / in_gold if in_gold else 1.0
    by_chance = in_gold * in_story / (total * (total - 1) / 2) if total > 1 else 0.0
    best = (in_gold + in_story) / 2
    rand = (together - by_chance) / (best - by_chance) if best != by_chance else 1.0
    return ClusterScores(
        b_precision, b_recall, _f1(b_precision, b_recall), precision, recall, _f1(precision, recall), rand
    )


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def merges(items: Sequence[Labelled]) -> list[Confusion]:
    """Stories that hold articles of different gold clusters, or strangers with them; worst first."""
    return _confusions([(str(item.story), item.gold or "distractors", item.article) for item in _certain(items)])


def splits(items: Sequence[Labelled]) -> list[Confusion]:
    """Gold clusters spread over several stories, worst first."""
    return _confusions([(item.gold, str(item.story), item.article) for item in _certain(items) if item.gold])


def _certain(items: Sequence[Labelled]) -> list[Labelled]:
    return [item for item in items if not item.doubtful]


def _confusions(rows: Sequence[tuple[str, str, str]]) -> list[Confusion]:
    """Groups (first field) that hold several parts (second field), by the number of pairs across parts."""
    groups: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for group, part, article in rows:
        groups[group][part].append(article)
    found = []
    for name, parts in groups.items():
        if len(parts) > 1:
            sizes = [len(part) for part in parts.values()]
            pairs = (sum(sizes) ** 2 - sum(size * size for size in sizes)) // 2
            ordered = sorted((tuple(sorted(part)) for part in parts.values()), key=lambda part: (-len(part), part))
            found.append(Confusion(name, pairs, tuple(ordered)))
    return sorted(found, key=lambda confusion: (-confusion.pairs, confusion.name))
