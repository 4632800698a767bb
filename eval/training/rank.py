"""Learn the weights of `summarizer.rank` from what human summaries kept.

    python -m eval.training.rank DATA.jsonl[.gz]... [--stories N]

For each claim of a story the target is how much of it stands in the human summary: the share of its word pairs, plus
half the share of its words and half that of its content words. Features and targets are centred within each story, so
that only the order inside a story is learned. Prints the weights, scaled so that the largest is 1, and their rank
correlation with the target on every fifth story, which is not trained on.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import spearmanr
from sklearn.linear_model import Ridge

from eval.data import load
from eval.items import Document, SummaryItem, summary_item
from summarizer.cluster import find_stories
from summarizer.dedupe import find_origins
from summarizer.language import FUNCTION_WORDS, stem, words
from summarizer.material import prepare
from summarizer.models import detect_hardware, load_encoder
from summarizer.rank import WEIGHTS, describe, features
from summarizer.read import clean_text
from summarizer.types import Article, Encoder

#: Stories taken from each file, evenly spread over it.
STORIES = 600
#: Weights of pairs, words and content words in the target.
PAIRS, WORDS, CONTENT = 1.0, 0.5, 0.5

Table = tuple[NDArray[np.float64], NDArray[np.float64]]


def kept(sentence: str, summary: str) -> float:
    """How much of a sentence stands in a summary, 0 to 2."""
    mine, theirs = _stems(sentence), _stems(summary)
    content = [stem(w.folded) for w in words(sentence) if w.folded not in FUNCTION_WORDS]
    if len(mine) < 2:
        return 0.0
    pairs, known = list(pairwise(mine)), set(pairwise(theirs))
    return (
        PAIRS * sum(p in known for p in pairs) / len(pairs)
        + WORDS * sum(w in set(theirs) for w in mine) / len(mine)
        + CONTENT * sum(w in set(theirs) for w in content) / max(1, len(content))
    )


def tables(path: Path, encoder: Encoder, stories: int) -> Iterator[Table]:
    """For each story its claims' features, of shape (claims, features), and targets."""
    items = load(path, summary_item).items
    for item in items[:: max(1, len(items) // stories)]:
        table = _table(item, encoder)
        if table is not None:
            yield table


def _table(item: SummaryItem, encoder: Encoder) -> Table | None:
    articles = [a for i, d in enumerate(item.documents) if (a := _article(f"{item.id}-{i}", d)).text]
    if len(articles) < 2:
        return None
    (story,) = find_stories(articles, find_origins(articles), one_story=True)
    alignment = prepare(story, encoder, None)
    setting = describe(alignment)
    values, targets = [], []
    for claim in alignment.claims:
        first = claim.sentences[0]
        values.append([features(setting, claim)[feature] for feature in WEIGHTS])
        targets.append(kept(story.article(first.article).text[first.start : first.end], item.summary))
    return (np.array(values), np.array(targets)) if values else None


def _article(name: str, document: Document) -> Article:
    return Article(name, document.title, clean_text(document.text), name)


def fit(data: Iterable[Table]) -> NDArray[np.float64]:
    """The weights, in the order of `WEIGHTS`, the largest 1."""
    centred = [(x - x.mean(axis=0), y - y.mean()) for x, y in data]
    model = Ridge(1.0).fit(np.vstack([x for x, _ in centred]), np.concatenate([y for _, y in centred]))
    weights: NDArray[np.float64] = model.coef_ / np.abs(model.coef_).max()
    return weights


def main() -> None:
    """Train and print."""
    parser = argparse.ArgumentParser(prog="python -m eval.training.rank", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--stories", type=int, default=STORIES, metavar="N")
    arguments = parser.parse_args()
    encoder = load_encoder(None, detect_hardware())
    data: list[Table] = []
    for path in arguments.data:
        data += tables(path, encoder, arguments.stories)
        print(f"{path.name}: {len(data)} stories so far", file=sys.stderr)
    held_out = data[::5]
    weights = fit([table for i, table in enumerate(data) if i % 5])
    told = [spearmanr(x @ weights, y).statistic for x, y in held_out if len(y) > 3]
    print(f"rank correlation on {len(told)} stories not trained on: {np.nanmean(told):.3f}")
    for name, weight in zip(WEIGHTS, fit(data), strict=True):
        print(f'    "{name}": {weight:.2f},')


def _stems(text: str) -> list[str]:
    return [stem(w.folded) for w in words(text)]


if __name__ == "__main__":
    main()
