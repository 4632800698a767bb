"""Learn the weights of `summarizer.details` from sentences that readers labelled.

    python -m eval.training.details EVENTS.jsonl[.gz] GOLD.jsonl[.gz] [--summhay DOCUMENTS INSIGHTS SETS] [--out FILE]
    python -m eval.training.details EVENTS.jsonl[.gz] GOLD.jsonl[.gz] --letters [--out FILE]

Three ridge-penalised logistic regressions over standardised features: is a sentence new (`partial` or `unique`), is it
furniture (`noise`), has it weight 3. Prints, for every story told by a model that has not seen it, the measures of
`python -m eval details`, for several thresholds; with `--out` writes the weights learned from all stories, with the
standardisation folded in. SummHay adds to the first regression the sentences that hold an insight: new if one document
of the set holds it. Their texts are of another kind, so together they weigh a tenth of the news. `--letters` learns
from what needs no word of English, the stories told as those of a language that nobody knows.
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
from eval.detail_items import DetailLabel, Event, event, event_labels, insight, insight_document, insight_set
from eval.measures.details import ShownDetail, best_of_each_document, locate, measure
from eval.measures.insights import Locator
from summarizer.cluster import find_stories
from summarizer.dedupe import find_origins
from summarizer.details import find_details
from summarizer.details.letters import letter_features
from summarizer.details.model import Model
from summarizer.details.novelty import features, survey
from summarizer.material import Material, in_known_language, prepare
from summarizer.models import detect_hardware, load_encoder, load_parser
from summarizer.types import Article, Encoder, Parser, Story

#: Inverse strength of the penalty of each head; chosen by the printed measures, stories left out in turn.
STRENGTH = {"new": 0.02, "furniture": 0.02, "weight": 0.005}
#: SummHay sets that are learned from, and what they weigh beside the news; chosen by the printed measures and by
#: what is found in sets of the topic that is not learned from.
SETS = 44
INSIGHTS = 0.1
#: Values of `details.CERTAIN` that are tried.
THRESHOLDS = (0.74, 0.78, 0.80, 0.82, 0.86)
#: The language in which `--letters` takes the stories to be: one that has no file.
UNKNOWN = "und"
#: Details of a source that a briefing shows.
SHOWN = 5

#: Features, shape (sentences, features), and whether each is new.
Rows = tuple[NDArray[np.float64], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class Told:
    """A labelled event, aligned, with the features and the label of each of its sentences."""

    event: Event
    labels: tuple[DetailLabel, ...]
    material: Material
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


def read(events: Path, gold: Path, encoder: Encoder, parser: Parser, language: str = "en") -> list[Told]:
    """The labelled events, prepared as stories of that language."""
    labels = {each.id: each.labels for each in load(gold, event_labels).items}
    told = []
    for each in load(events, event).items:
        if each.id in labels:
            material = prepare(_story([d.text for d in each.documents], language), encoder, parser)
            told.append(_told(each, labels[each.id], material))
    return told


def _told(each: Event, labels: tuple[DetailLabel, ...], material: Material) -> Told:
    places = [ShownDetail(int(s.article), s.start, s.end, (s.start, s.end)) for s in material.sentences]
    found = [located.label for located in locate(places, each, labels)]
    rows = features(survey(material)) if in_known_language(material.story) else letter_features(material)
    return Told(each, labels, material, rows, found)


def read_insights(paths: Sequence[Path], encoder: Encoder) -> Rows:
    """Features and novelty of the sentences that hold insights, in some of the SummHay sets."""
    documents = load(paths[0], insight_document).items
    locator = Locator(documents, load(paths[1], insight).items)
    texts = {document.id: document.text for document in documents}
    rows: list[list[float]] = []
    goal: list[bool] = []
    for each in load(paths[2], insight_set).sample(SETS, 2).items:
        told = _story([texts[d] for d in each.documents], "en")
        material = prepare(told, encoder, None)
        found = features(survey(material))
        at = {(each.documents[int(s.article)], s.start): i for i, s in enumerate(material.sentences)}
        for name, holders in each.holders:
            for holder in holders:
                row = at.get((holder, locator.locate(name, holder).start))
                if row is not None:
                    rows.append(list(found[row].values()))
                    goal.append(len(holders) == 1)
    return np.array(rows), np.array(goal)


def _story(texts: Sequence[str], language: str) -> Story:
    articles = [Article(str(n), None, text, f"Source {n + 1}", language=language) for n, text in enumerate(texts)]
    (story,) = find_stories(articles, find_origins(articles), one_story=True)
    return story


def fit(told: Sequence[Told], insights: Rows | None = None) -> Model:
    """The model learned from these events."""
    rows = np.array([list(row.values()) for each in told for row in each.features])
    names = list(told[0].features[0])
    scaler = StandardScaler().fit(rows)
    heads = {}
    for head, strength in STRENGTH.items():
        goal = [flag for each in told for flag in each.targets(head)]
        known, wanted, weights = rows, np.array(goal), np.ones(len(goal))
        if head == "new" and insights is not None:
            known, wanted = np.vstack([rows, insights[0]]), np.concatenate([wanted, insights[1]])
            weights = np.concatenate([weights, np.full(len(insights[1]), INSIGHTS * len(goal) / len(insights[1]))])
        model = LogisticRegression(C=strength, max_iter=5000).fit(scaler.transform(known), wanted, weights)
        slopes = model.coef_[0] / scaler.scale_
        constant = float(model.intercept_[0] - slopes @ scaler.mean_)
        heads[head] = {"": round(constant, 4), **{n: round(float(w), 4) for n, w in zip(names, slopes, strict=True)}}
    return Model(**heads)


def cross_validated(told: Sequence[Told], insights: Rows | None = None) -> None:
    """Prints the measures of every threshold, each event judged by a model learned from the others."""
    models = [fit([other for other in told if other is not each], insights) for each in told]
    for threshold in THRESHOLDS:
        scores = [_measure(each, model, threshold) for each, model in zip(told, models, strict=True)]
        means = [float(np.nanmean(column)) for column in zip(*scores, strict=True)]
        print(f"{threshold:.2f}", " ".join(f"{name} {value:.3f}" for name, value in zip(_COLUMNS, means, strict=True)))


_COLUMNS = ("precision", "noise", "recall@8", "AP3", "shown")


def _measure(each: Told, model: Model, threshold: float) -> tuple[float, ...]:
    details = find_details(each.material, model=model, certain=threshold)
    shown = [ShownDetail(int(d.article), d.start, d.end, d.focus) for d in details]
    scores = measure(shown, each.event, each.labels, SHOWN)
    printed = len(best_of_each_document(shown, SHOWN))
    return scores.precision, scores.noise, scores.important_recall, scores.ap3, float(printed)


def main() -> None:
    """Measure, and write if asked."""
    parser = argparse.ArgumentParser(prog="python -m eval.training.details", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("events", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--summhay", type=Path, nargs=3, metavar=("DOCUMENTS", "INSIGHTS", "SETS"))
    parser.add_argument("--letters", action="store_true", help="learn from what needs no word of English")
    parser.add_argument("--out", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    encoder = load_encoder(None, detect_hardware())
    language = UNKNOWN if arguments.letters else "en"
    told = read(arguments.events, arguments.gold, encoder, load_parser(), language)
    insights = read_insights(arguments.summhay, encoder) if arguments.summhay else None
    cross_validated(told, insights)
    if arguments.out:
        model = fit(told, insights)
        heads = {name: dict(getattr(model, name)) for name in STRENGTH}
        arguments.out.write_text(json.dumps(heads, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
