"""`rank`: learn how much a summary wants a claim, from what human summaries kept.

    python -m summarizer.training rank STORIES.jsonl[.gz]... [-o summarizer/rank.json]

For each claim of a story the target is how much of it stands in the human summary: the share of its word pairs, plus
half the share of its words and half that of its content words. Features and targets are centred within each story, so
that only the order inside a story is learned. Prints the weights, scaled so that the largest is 1, and their rank
correlation with the target on every fifth story, which is not trained on. The other model of the file stays as it is:
`wanted`, which mixes this one in, is learned again after it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import __version__
from summarizer.cluster import find_stories
from summarizer.dedupe import find_origins
from summarizer.errors import InputError
from summarizer.language import FUNCTION_WORDS, stem, words
from summarizer.linear import Learned, Linear, TrainedOn, load, save
from summarizer.material import prepare
from summarizer.models import detect_hardware, load_encoder
from summarizer.rank import UNREAD, describe, features
from summarizer.training.corpus import ToldStory, read_stories
from summarizer.training.json_lines import signed, track
from summarizer.types import Encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Stories taken from each file, evenly spread over it.
STORIES = 600
#: Weights of pairs, words and content words in the target.
PAIRS, WORDS, CONTENT = 1.0, 0.5, 0.5
#: Not learned: the files learned from hold only the beginnings of articles, where the place says little. On the whole
#: articles of `multi_news_raw_dev50` it gains 0.9 R-1 and 0.8 R-2; on `allsides_neus_val` it costs nothing.
BY_HAND = {"early": 0.3}
#: A story of fewer claims says nothing about their order.
MOST_TRIVIAL = 3


@dataclass(frozen=True, slots=True)
class Table:
    """The claims of a story as they are learned from."""

    #: Names of the features.
    names: tuple[str, ...]
    #: (claims, features).
    values: NDArray[np.float64]
    targets: NDArray[np.float64]


def kept(sentence: str, summary: str) -> float:
    """How much of a sentence stands in a summary, 0 to 2."""
    mine, theirs = _stems(sentence), set(_stems(summary))
    content = [stem(w.folded) for w in words(sentence) if w.folded not in FUNCTION_WORDS]
    if len(mine) < 2:
        return 0.0
    pairs, known = list(pairwise(mine)), set(pairwise(_stems(summary)))
    return (
        PAIRS * sum(p in known for p in pairs) / len(pairs)
        + WORDS * sum(w in theirs for w in mine) / len(mine)
        + CONTENT * sum(w in theirs for w in content) / max(1, len(content))
    )


def _stems(text: str) -> list[str]:
    return [stem(w.folded) for w in words(text)]


def table(told: ToldStory, encoder: Encoder) -> Table | None:
    """The claims of a story that several sources tell; None for any other."""
    import numpy as np

    articles = told.articles()
    if len(articles) < 2:
        return None
    (story,) = find_stories(articles, find_origins(articles), one_story=True)
    material = prepare(story, encoder, None)
    if not material.claims:
        return None
    setting = describe(material)
    rows = [features(setting, claim) for claim in material.claims]
    firsts = [claim.sentences[0] for claim in material.claims]
    targets = [kept(story.article(s.article).text[s.start : s.end], told.summary) for s in firsts]
    return Table(tuple(rows[0]), np.array([list(row.values()) for row in rows]), np.array(targets))


def fit(tables: Sequence[Table]) -> NDArray[np.float64]:
    """The weights, in the order of the features, the largest 1."""
    import numpy as np
    from sklearn.linear_model import Ridge

    values = np.vstack([t.values - t.values.mean(axis=0) for t in tables])
    targets = np.concatenate([t.targets - t.targets.mean() for t in tables])
    weights: NDArray[np.float64] = Ridge(1.0).fit(values, targets).coef_
    weights /= np.abs(weights).max()
    return weights


def correlation(weights: NDArray[np.float64], tables: Sequence[Table]) -> float:
    """Mean rank correlation of score and target over the stories; NaN if none has claims enough."""
    import numpy as np
    from scipy.stats import spearmanr

    told = [spearmanr(t.values @ weights, t.targets).statistic for t in tables if len(t.targets) > MOST_TRIVIAL]
    return float(np.nanmean(told)) if told else float("nan")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("data", nargs="+", type=Path, metavar="STORIES", help="JSONL of stories with summaries, gzipped or not")
    option("--stories", type=int, default=STORIES, metavar="N", help=f"of each file at most, default {STORIES}")
    option("-o", "--output", type=Path, metavar="FILE", help="write the model there (default: only print)")


def run(arguments: argparse.Namespace) -> None:
    """Learn, print, write if asked."""
    files = [read_stories(path) for path in arguments.data]
    encoder = load_encoder(None, detect_hardware())
    tables: list[Table] = []
    for path, stories in zip(arguments.data, files, strict=True):
        chosen = stories[:: max(1, len(stories) // arguments.stories)]
        tables += [found for told in track(chosen, path.name) if (found := table(told, encoder))]
        print(f"{path.name}: {len(tables)} stories so far", file=sys.stderr)
    if len(tables) < 2:
        raise InputError("no two stories have two articles each; there is nothing to learn from")
    held_out = tables[::5]
    told = correlation(fit([t for i, t in enumerate(tables) if i % 5]), held_out)
    print(f"rank correlation on {len(held_out)} stories not trained on: {told:.3f}")
    learned = dict(zip(tables[0].names, (round(float(w), 2) for w in fit(tables)), strict=True))
    for name, weight in learned.items():
        by_hand = f"  (by hand: {BY_HAND[name]:.2f})" if name in BY_HAND else ""
        print(f"{name:10} {weight:5.2f}{by_hand}")
    if arguments.output:
        claims = sum(len(t.targets) for t in tables)
        trained_on = TrainedOn("rank", __version__, signed(arguments.data), claims, BY_HAND)
        others = load(arguments.output) if arguments.output.exists() else Learned({}, trained_on)
        data = tuple(dict([*others.trained_on.data, *trained_on.data]).items())
        models = {**others.models, UNREAD: Linear(learned | BY_HAND)}
        save(Learned(models, replace(trained_on, data=data)), arguments.output)
