"""Learn the weights of `summarizer.details` from sentences that readers labelled.

    python -m eval.training.details EVENTS.jsonl[.gz] GOLD.jsonl[.gz] [--out FILE]

Three ridge-penalised logistic regressions over standardised features: is a sentence new (`partial` or `unique`), is it
furniture (`noise`), has it weight 3. Prints, for every story told by a model that has not seen it, the measures of
`python -m eval details`, for several thresholds; with `--out` writes the weights learned from all stories, with the
standardisation folded in.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from eval.data import load
from eval.detail_items import DetailLabel, Event, event, event_labels
from eval.measures.details import ShownDetail, best_of_each_document, locate, measure
from summarizer.align import align
from summarizer.cluster import find_stories
from summarizer.dedupe import find_origins
from summarizer.details import find_details
from summarizer.details.features import features, survey
from summarizer.details.model import Model
from summarizer.models import detect_hardware, load_encoder
from summarizer.types import Article, Encoder, Sentence, Story

#: Inverse strength of the penalty of each head; chosen by the printed measures, stories left out in turn.
STRENGTH = {"new": 0.02, "furniture": 0.02, "weight": 0.005}
#: Values of `details.CERTAIN` that are tried.
THRESHOLDS = (0.70, 0.74, 0.78, 0.82, 0.86)
#: Details of a source that a briefing shows.
SHOWN = 5

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Told:
    """A labelled event, aligned, with the features and the label of each of its sentences."""

    event: Event
    labels: tuple[DetailLabel, ...]
    story: Story
    sentences: tuple[Sentence, ...]
    vectors: NDArray[np.float32]
    idf: dict[str, float]
    features: list[dict[str, float]]
    #: The label of each sentence; None for one that lies in no labelled sentence.
    found: list[DetailLabel | None]

    def targets(self, head: str) -> list[bool]:
        """What the regression of that name is to learn."""
        kinds = [label.kind if label else "noise" for label in self.found]
        if head == "new":
            return [kind in ("partial", "unique") for kind in kinds]
        if head == "furniture":
            return [kind == "noise" for kind in kinds]
        return [label is not None and label.weight == 3 for label in self.found]


def read(events: Path, gold: Path, encoder: Encoder) -> list[Told]:
    """The labelled events, aligned."""
    labels = {each.id: each.labels for each in load(gold, event_labels).items}
    return [_told(each, labels[each.id], encoder) for each in load(events, event).items if each.id in labels]


def _told(each: Event, labels: tuple[DetailLabel, ...], encoder: Encoder) -> Told:
    articles = [Article(str(n), None, d.text, f"Source {n + 1}", language="en") for n, d in enumerate(each.documents)]
    (story,) = find_stories(articles, find_origins(articles), one_story=True)
    alignment = align(story, encoder)
    rows = features(survey(story, alignment.sentences, alignment.vectors, alignment.idf))
    places = [ShownDetail(int(s.article), s.start, s.end, (s.start, s.end)) for s in alignment.sentences]
    found = [located.label for located in locate(places, each, labels)]
    return Told(each, labels, story, alignment.sentences, alignment.vectors, alignment.idf, rows, found)


def fit(told: Sequence[Told]) -> Model:
    """The model learned from these events."""
    rows = np.array([list(row.values()) for each in told for row in each.features])
    names = list(told[0].features[0])
    scaler = StandardScaler().fit(rows)
    heads = {}
    for head, strength in STRENGTH.items():
        goal = [flag for each in told for flag in each.targets(head)]
        model = LogisticRegression(C=strength, max_iter=5000).fit(scaler.transform(rows), goal)
        slopes = model.coef_[0] / scaler.scale_
        constant = float(model.intercept_[0] - slopes @ scaler.mean_)
        heads[head] = {"": round(constant, 4), **{n: round(float(w), 4) for n, w in zip(names, slopes, strict=True)}}
    return Model(**heads)


def cross_validated(told: Sequence[Told]) -> None:
    """Prints the measures of every threshold, each event judged by a model learned from the others."""
    models = [fit([other for other in told if other is not each]) for each in told]
    for threshold in THRESHOLDS:
        scores = [_measure(each, model, threshold) for each, model in zip(told, models, strict=True)]
        means = [float(np.nanmean(column)) for column in zip(*scores, strict=True)]
        print(f"{threshold:.2f}", " ".join(f"{name} {value:.3f}" for name, value in zip(_COLUMNS, means, strict=True)))


_COLUMNS = ("precision", "noise", "recall@8", "AP3", "shown")


def _measure(each: Told, model: Model, threshold: float) -> tuple[float, ...]:
    details = find_details(each.story, each.sentences, each.vectors, each.idf, model=model, certain=threshold)
    shown = [ShownDetail(int(d.article), d.start, d.end, d.focus) for d in details]
    scores = measure(shown, each.event, each.labels, SHOWN)
    printed = len(best_of_each_document(shown, SHOWN))
    return scores.precision, scores.noise, scores.important_recall, scores.ap3, float(printed)


def main() -> None:
    """Measure, and write if asked."""
    parser = argparse.ArgumentParser(prog="python -m eval.training.details", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("events", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    told = read(arguments.events, arguments.gold, load_encoder(None, detect_hardware()))
    cross_validated(told)
    if arguments.out:
        model = fit(told)
        heads = {name: dict(getattr(model, name)) for name in STRENGTH}
        arguments.out.write_text(json.dumps(heads, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
