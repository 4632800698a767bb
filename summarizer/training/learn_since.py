"""`since`: learn what is told again in other words, from labelled sentences.

    python -m summarizer.training since EVENTS GOLD [-o FILE]

Each article of a labelled event is taken for today's in turn, the sentences of the others for what was told before: new
is what no other article reports whole. One logistic regression over standardised features; prints how well it tells
stories that it has not seen, and what it misses and marks at several chances, to choose `since.NEW` by.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import __version__
from summarizer.errors import InputError
from summarizer.language import Analyst
from summarizer.linear import Learned, Linear, TrainedOn, save
from summarizer.models import detect_hardware, load_encoder
from summarizer.since import features, figures_of
from summarizer.training.json_lines import signed, track
from summarizer.training.labelled import LabelledEvent, read_events
from summarizer.training.logistic import regression
from summarizer.types import Encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Inverse strength of the penalty. On the 14 stories 0.05, 0.3 and 1 are as good as each other.
STRENGTH = 0.3
#: Shares of the new that may be missed, at which it is told what is marked.
MISSED = (0.08, 0.10, 0.12, 0.15)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence beside what the other articles of its event say."""

    row: dict[str, float]
    new: bool
    #: Whether it has a figure, a day or an ordinal that was not told: then it is new whatever the model says.
    figures: bool


def examples(event: LabelledEvent, encoder: Encoder) -> list[Example]:
    """The labelled sentences of an event, furniture left out."""
    analyst = Analyst()
    texts = [[text[a:b] for a, b, _ in spans] for text, spans in zip(event.texts, event.sentences, strict=True)]
    found = []
    for number, spans in enumerate(event.sentences):
        told = analyst(text for other, each in enumerate(texts) if other != number for text in each)
        mine = analyst(texts[number])
        known = frozenset().union(*map(figures_of, told))
        for row, sentence, (_, _, label) in zip(features(mine, told, encoder), mine, spans, strict=True):
            if label and label.kind != "noise":
                found.append(Example(row, label.kind != "shared", not figures_of(sentence) <= known))
    return found


def fit(known: Sequence[Example]) -> Linear:
    """The regression on all features."""
    if len({e.new for e in known}) < 2:
        raise InputError("all sentences are new, or none is; there is nothing to learn from")
    return regression([e.row for e in known], [e.new for e in known], list(known[0].row), STRENGTH)


def told(stories: Sequence[Sequence[Example]]) -> str:
    """What is missed and marked, each story judged by a model of the others."""
    import numpy as np
    from sklearn.metrics import roc_auc_score

    every = [e for story in stories for e in story]
    scores = np.array([s for i, story in enumerate(stories) for s in _unseen(stories, i, story)])
    new = np.array([e.new for e in every])
    lines = [f"{len(every)} sentences, {new.sum()} new; AUC {roc_auc_score(new, scores):.3f} on stories not seen"]
    fixed = np.array([e.figures for e in every])
    lines += [_at(float(np.quantile(scores[new], share)), scores, new, fixed) for share in MISSED]
    return "\n".join(lines)


def _unseen(stories: Sequence[Sequence[Example]], i: int, story: Sequence[Example]) -> list[float]:
    model = fit([e for n, other in enumerate(stories) if n != i for e in other])
    return [model.score(e.row) for e in story]


def _at(least: float, scores: NDArray[np.float64], new: NDArray[np.bool_], fixed: NDArray[np.bool_]) -> str:
    marked = (scores >= least) | fixed
    missed, again = float((~marked)[new].mean()), float(marked[~new].mean())
    return f"new from {least:.3f}: {missed:.3f} of the new missed, {again:.3f} of the told marked"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("events", type=Path, metavar="EVENTS", help="JSONL: `documents` with `text` and `sentences`")
    option("gold", type=Path, metavar="GOLD", help="JSONL: `labels` of the sentences, by the event's id")
    option("-o", "--output", type=Path, metavar="FILE", help="write the model there (default: only print)")


def run(arguments: argparse.Namespace) -> None:
    """Learn, print, write if asked."""
    events = read_events(arguments.events, arguments.gold)
    if len(events) < 2:
        raise InputError(f"{arguments.events}: one labelled event alone; nothing can be told by a model of the others")
    encoder = load_encoder(None, detect_hardware())
    stories = [examples(event, encoder) for event in track(events, "events")]
    print(told(stories))
    every = [e for story in stories for e in story]
    model = fit(every)
    for name, weight in {**model.weights, "bias": model.bias}.items():
        print(f"{name:12} {weight:7.2f}")
    if arguments.output:
        data = signed([arguments.events, arguments.gold])
        save(Learned({"new": model}, TrainedOn("since", __version__, data, len(every))), arguments.output)
