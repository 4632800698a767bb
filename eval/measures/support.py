"""How well a score of support agrees with people: AUC, balanced accuracy, preference within pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from eval.stats import Draw, Floats

_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Judgements:
    """A score for every judged sentence, with the article it belongs to, as parallel arrays."""

    scores: Floats
    faithful: NDArray[np.bool_]
    #: Number of the article, from 0: articles are resampled, and kept whole when folds are made.
    article: Draw

    @property
    def articles(self) -> int:
        """The number of articles."""
        return int(self.article.max()) + 1

    def drawn(self, articles: Draw) -> Judgements:
        """The sentences of the articles drawn, with repetition."""
        weight = np.bincount(articles, minlength=self.articles)[self.article]
        return Judgements(
            np.repeat(self.scores, weight), np.repeat(self.faithful, weight), np.repeat(self.article, weight)
        )


def auc(judgements: Judgements) -> float:
    """Probability that a faithful sentence scores above an unfaithful one; NaN if there is only one kind."""
    if judgements.faithful.all() or not judgements.faithful.any():
        return float("nan")
    return float(roc_auc_score(judgements.faithful, judgements.scores))


def cross_validated_calls(judgements: Judgements, seed: int) -> NDArray[np.bool_]:
    """For each sentence whether it is called faithful, by the threshold that is best on the other folds' articles."""
    fold = np.random.default_rng(seed).permutation(judgements.articles)[judgements.article] % _FOLDS
    calls = np.zeros(len(judgements.scores), dtype=bool)
    for number in range(_FOLDS):
        rest = fold != number
        threshold = _best_threshold(judgements.scores[rest], judgements.faithful[rest])
        calls[~rest] = judgements.scores[~rest] >= threshold
    return calls


def balanced_accuracy(calls: NDArray[np.bool_], faithful: NDArray[np.bool_]) -> float:
    """Mean of the shares of faithful and of unfaithful sentences that were called so; NaN without both kinds."""
    if faithful.all() or not faithful.any():
        return float("nan")
    return float((calls[faithful].mean() + (~calls[~faithful]).mean()) / 2)


def _best_threshold(scores: Floats, faithful: NDArray[np.bool_]) -> float:
    if not len(faithful) or faithful.all() or not faithful.any():
        return 0.5  # one kind only: nothing to learn, so the middle of the scale
    candidates = np.unique(scores)
    return float(max(candidates, key=lambda threshold: balanced_accuracy(scores >= threshold, faithful)))
