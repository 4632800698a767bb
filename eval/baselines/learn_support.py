"""Learn the weights of `parsed_support` from people's judgements of model-written sentences.

    python -m eval.baselines.learn_support DATA.jsonl[.gz]...

A logistic model of the measures. Of an article with judged sentences each sentence is an example; of a source sentence
with a right and a wrong rendering both are. Prints how well it does on articles and pairs that it was not trained on,
by cross-validation in which an article is never on both sides, over several ways to fold, then the weights of all data.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from eval.baselines.parsed_support import Analysis, analyse, measures
from eval.data import load
from eval.errors import EvalError
from eval.items import JudgedArticle, JudgedPair, judged
from eval.progress import track
from summarizer import SummarizerError, load_parser, sentence_spans

if TYPE_CHECKING:
    from summarizer.types import Parser

FOLDS, WAYS = 10, 5
#: Inverse strength of the regularisation, on measures of unit variance.
C = 0.05

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Examples:
    """Sentences with their measures, as parallel arrays."""

    #: (examples, measures).
    values: Array
    right: NDArray[np.bool_]
    #: Examples of one article or pair have one number.
    group: NDArray[np.int64]
    #: Whether the example is of a pair: then the right one comes first, the wrong one next.
    paired: NDArray[np.bool_]


def examples(paths: list[Path], parser: Parser) -> tuple[tuple[str, ...], Examples]:
    """The names of the measures, and all judged sentences of the files."""
    items = [item for path in paths for item in load(path, judged).items]
    rows: list[tuple[dict[str, float], bool, int, bool]] = []
    for group, item in enumerate(track(items, "measures")):
        text = item.article if isinstance(item, JudgedArticle) else item.source
        sources = _analysed([text[a:b] for a, b in sentence_spans(text)], parser)
        told = [(s.text, s.faithful) for s in item.sentences] if isinstance(item, JudgedArticle) else _both(item)
        analyses = _analysed([sentence for sentence, _ in told], parser)
        for each, (_, right) in zip(analyses, told, strict=True):
            rows.append((measures(each, sources), right, group, isinstance(item, JudgedPair)))
    values = np.array([list(measured.values()) for measured, *_ in rows])
    flags = (np.array([row[column] for row in rows]) for column in (1, 2, 3))
    return tuple(rows[0][0]), Examples(values, *flags)


def _both(pair: JudgedPair) -> list[tuple[str, bool]]:
    return [(pair.correct, True), (pair.incorrect, False)]


def _analysed(texts: list[str], parser: Parser) -> list[Analysis]:
    return [analyse(parse) for parse in parser.parse(texts)]


def fit(data: Examples, chosen: NDArray[np.bool_]) -> tuple[Array, float]:
    """Weights and bias, from the chosen examples."""
    values = data.values[chosen]
    mean, spread = values.mean(axis=0), values.std(axis=0)
    model = LogisticRegression(C=C).fit((values - mean) / spread, data.right[chosen])
    weights: Array = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ mean)


def cross_validated(data: Examples, seed: int) -> Array:
    """The score of each example by weights that were learned without its article or pair."""
    fold = np.random.default_rng(seed).permutation(data.group.max() + 1)[data.group] % FOLDS
    scores = np.zeros(len(data.right))
    for number in range(FOLDS):
        weights, bias = fit(data, fold != number)
        scores[fold == number] = data.values[fold == number] @ weights + bias
    return scores


def report(data: Examples, scores: Array) -> dict[str, float]:
    """AUC over sentences of articles, and shares of pairs whose right one scores higher or the same."""
    alone = ~data.paired
    margins = np.round(scores[data.paired][::2] - scores[data.paired][1::2], 9)
    found = {"AUC": float(roc_auc_score(data.right[alone], scores[alone]))} if alone.any() else {}
    if len(margins):
        found |= {"right preferred": float((margins > 0).mean()), "ties": float((margins == 0).mean())}
    return found


def learn(paths: list[Path]) -> None:
    """Prints how well held-out sentences are judged, and the weights."""
    names, data = examples(paths, load_parser())
    held_out = [report(data, cross_validated(data, seed)) for seed in range(WAYS)]
    for measure in held_out[0]:
        values = [each[measure] for each in held_out]
        print(f"{measure}: {fmean(values):.3f} ({min(values):.3f} to {max(values):.3f} over {WAYS} ways to fold)")
    weights, bias = fit(data, np.ones(len(data.right), dtype=bool))
    learned = ", ".join(f'"{name}": {weight:.3f}' for name, weight in zip(names, weights, strict=True))
    print(f"WEIGHTS = {{{learned}}}\nBIAS = {bias:.3f}")


def main(argv: list[str] | None = None) -> int:
    """The exit code: 0 learned, 1 data that cannot be used (one line says why), 2 misuse."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.baselines.learn_support", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("data", nargs="+", type=Path, help="as for `python -m eval support`")
    try:
        learn(parser.parse_args(argv).data)
    except (EvalError, SummarizerError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
