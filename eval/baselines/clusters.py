"""Baseline clustering: TF-IDF, average link, one threshold - the best one for the data at hand, which no user knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer

from eval.items import ClusterItem
from eval.stats import Draw

#: Cosine similarities at which trees are cut in search of the best.
THRESHOLDS = tuple(np.round(np.arange(0.05, 0.61, 0.01), 2).tolist())
#: The usual choice of those who have no labelled data.
USUAL_THRESHOLD = 0.15


def _vectors(texts: Sequence[str]) -> Any:
    """Sparse unit rows. Words of one text tell nothing about pairs, unless there are no others."""
    try:
        return TfidfVectorizer(sublinear_tf=True, stop_words="english", min_df=2).fit_transform(texts)
    except ValueError:  # no word in two texts
        return TfidfVectorizer(sublinear_tf=True).fit_transform(texts)


class AverageLink:
    """The average-link tree over the TF-IDF vectors of title and text, to be cut at any similarity."""

    def __init__(self, items: Sequence[ClusterItem]) -> None:
        texts = [f"{item.title or ''}\n{item.text}" for item in items]
        vectors = _vectors(texts)
        distances = np.clip(1 - (vectors @ vectors.T).toarray(), 0, 1)
        np.fill_diagonal(distances, 0)
        self._tree = linkage(squareform(distances, checks=False), method="average")

    def cut(self, similarity: float) -> Draw:
        """For each item the number of its cluster, where clusters are on average at least this similar inside."""
        return np.asarray(fcluster(self._tree, t=1 - similarity, criterion="distance"), dtype=np.int64)
