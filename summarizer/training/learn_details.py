"""`details`: learn what only one source says, and how much a reader wants it, from labelled sentences.

    python -m summarizer.training details EVENTS GOLD [--summhay DOCUMENTS INSIGHTS SETS] [-o FILE]
    python -m summarizer.training details EVENTS GOLD --letters [-o FILE]

Three ridge-penalised logistic regressions over standardised features: is a sentence new (`partial` or `unique`), is it
furniture (`noise`), has it weight 3. Prints how well each tells sentences of a story that it has not seen; `--told`
writes what such models show of each story, at several thresholds, for `python -m eval details --given`. SummHay adds to
the first regression the sentences that hold an insight: new if one document of the set holds it. Its texts are of
another kind, so together they weigh a tenth of the news. `--letters` learns from what needs no word of English, the
stories told as those of a language that nobody knows.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer import __version__
from summarizer.cluster import find_stories
from summarizer.dedupe import find_origins
from summarizer.details import find_details
from summarizer.details.letters import letter_features
from summarizer.details.model import Model
from summarizer.details.novelty import features, survey
from summarizer.errors import InputError
from summarizer.language import content_words, sentence_spans
from summarizer.linear import Learned, Linear, TrainedOn, save
from summarizer.material import Material, prepare
from summarizer.models import detect_hardware, load_encoder, load_manner, load_parser
from summarizer.training.json_lines import signed, track, write_lines
from summarizer.training.labelled import (
    InsightSet,
    Label,
    LabelledEvent,
    read_events,
    read_insight_sets,
    read_texts,
)
from summarizer.training.logistic import folded
from summarizer.types import Article, Encoder, Parser, Stylist, WordEncoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summarizer.types import FloatArray

#: Inverse strength of the penalty of each head; chosen by the measures of `python -m eval details`, stories left out in
#: turn.
STRENGTH = {"new": 0.02, "furniture": 0.02, "weight": 0.02}
#: SummHay sets that are learned from, drawn by that seed, and what they weigh beside the news; chosen by the same
#: measures and by what is found in sets of the topic that is not learned from.
SETS, SEED = 24, 2
INSIGHTS = 0.1
#: Values of `details.CERTAIN` that are told.
THRESHOLDS = (0.84, 0.85, 0.86)
#: The language in which `--letters` takes the stories to be: one that has no file.
UNKNOWN = "und"
#: The weight of what a reader of a briefing would want.
IMPORTANT = 3

Rows = Sequence[Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A labelled event with the features and the label of each of its reporting sentences."""

    event: LabelledEvent
    material: Material
    rows: Rows
    #: None for a sentence that lies in no labelled one.
    labels: tuple[Label | None, ...]

    def targets(self, head: str) -> list[bool]:
        """What the regression of that name is to learn."""
        kinds = [label.kind if label else "noise" for label in self.labels]
        if head == "new":
            return [kind in ("partial", "unique") for kind in kinds]
        if head == "furniture":
            return [kind == "noise" for kind in kinds]
        return [label is not None and label.weight == IMPORTANT for label in self.labels]


def prepared(event: LabelledEvent, encoder: Encoder, parser: Parser | None, language: str = "en") -> Prepared:
    """The event as the program sees it, told in that language, with what readers say of each sentence."""
    material = _material(event.texts, encoder, parser, language)
    labels = tuple(event.label_at(int(s.article), s.start, s.end) for s in material.sentences)
    return Prepared(event, material, _features(material), labels)


def _material(texts: Sequence[str], encoder: Encoder, parser: Parser | None, language: str = "en") -> Material:
    articles = [Article(str(n), None, text, f"Source {n + 1}", language=language) for n, text in enumerate(texts)]
    (story,) = find_stories(articles, find_origins(articles), one_story=True)
    return prepare(story, encoder, parser)


def _features(material: Material) -> Rows:
    return features(survey(material)) if material.english else letter_features(material)


class Remembering:
    """An encoder that reads each text once: the sets of SummHay share their documents."""

    def __init__(self, encoder: WordEncoder) -> None:
        self._encoder = encoder
        self._known: dict[str, tuple[FloatArray, FloatArray | None]] = {}
        self.name = encoder.name

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """As the encoder does."""
        return self._encoder.encode(texts)

    def encode_words(
        self, texts: Sequence[str], places: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[FloatArray, list[FloatArray | None]]:
        """As the encoder does; a text has the same places whenever it comes."""
        import numpy as np

        new = {text: where for text, where in zip(texts, places, strict=True) if text not in self._known}
        vectors, words = self._encoder.encode_words(list(new), list(new.values()))
        self._known |= {text: (row, word) for text, row, word in zip(new, vectors, words, strict=True)}
        return np.array([self._known[text][0] for text in texts]), [self._known[text][1] for text in texts]


class Locator:
    """Where a document says an insight: the sentence with most of its content words, weighted by how rare they are."""

    def __init__(self, documents: Mapping[str, str], insights: Mapping[str, str]) -> None:
        self._sentences = {
            name: [(start, frozenset(content_words(text[start:end]))) for start, end in sentence_spans(text)]
            for name, text in documents.items()
        }
        self._insights = {name: frozenset(content_words(text)) for name, text in insights.items()}
        bags = [bag for sentences in self._sentences.values() for _, bag in sentences]
        holding = Counter(word for bag in bags for word in bag)
        self._idf = {word: log(1 + len(bags) / (1 + n)) for word, n in holding.items()}

    def start(self, insight: str, document: str) -> int:
        """Where that sentence begins, the earlier one if equal."""
        wanted = self._insights[insight]

        def held(sentence: tuple[int, frozenset[str]]) -> float:
            return sum(self._idf[word] for word in wanted & sentence[1])

        return max(self._sentences[document], key=held)[0]


def insight_examples(
    sets: Iterable[InsightSet], texts: Mapping[str, str], locator: Locator, encoder: Encoder
) -> tuple[list[Mapping[str, float]], list[bool]]:
    """Features of the sentences that hold insights, and whether one document alone of the set holds each."""
    rows: list[Mapping[str, float]] = []
    new: list[bool] = []
    for each in sets:
        material = _material([texts[document] for document in each.documents], encoder, None)
        found = _features(material)
        at = {(each.documents[int(s.article)], s.start): i for i, s in enumerate(material.sentences)}
        for insight, holders in each.holders:
            for holder in holders:
                row = at.get((holder, locator.start(insight, holder)))
                if row is not None:
                    rows.append(found[row])
                    new.append(len(holders) == 1)
    return rows, new


def fit(told: Sequence[Prepared], insights: tuple[Rows, Sequence[bool]] = ((), ())) -> Model:
    """The model learned from these events and these sentences that hold insights."""
    return Model(**{head: _fit_head(head, told, insights if head == "new" else ((), ())) for head in STRENGTH})


def _fit_head(head: str, told: Sequence[Prepared], more: tuple[Rows, Sequence[bool]]) -> Linear:
    """One regression; the standardisation, which is that of the events alone, is folded into its weights."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    rows = _values(row for each in told for row in each.rows)
    goal = [flag for each in told for flag in each.targets(head)]
    if len({*goal, *more[1]}) < 2:
        raise InputError(f"{head!r} cannot be learned: without one story all labels say the same of it")
    scaler = StandardScaler().fit(rows)
    weights = np.ones(len(goal) + len(more[1]))
    weights[len(goal) :] = INSIGHTS * len(goal) / max(1, len(more[1]))
    known = np.vstack([rows, _values(more[0])]) if more[0] else rows
    model = LogisticRegression(C=STRENGTH[head], max_iter=5000)
    model.fit(scaler.transform(known), np.array([*goal, *more[1]]), weights)
    return folded(model, scaler, told[0].rows[0])


def _values(rows: Iterable[Mapping[str, float]]) -> NDArray[np.float64]:
    import numpy as np

    return np.array([list(row.values()) for row in rows])


def ranking(told: Sequence[Prepared], models: Sequence[Model]) -> dict[str, float]:
    """For each head the AUC over all sentences, each judged by the model of its story; NaN if all are of one kind."""
    from sklearn.metrics import roc_auc_score

    found = {}
    for head in STRENGTH:
        goal = [flag for each in told for flag in each.targets(head)]
        scores = [getattr(m, head).score(row) for each, m in zip(told, models, strict=True) for row in each.rows]
        found[head] = float(roc_auc_score(goal, scores)) if 0 < sum(goal) < len(goal) else float("nan")
    return found


def tellings(
    told: Sequence[Prepared], models: Sequence[Model], stylist: Stylist | None = None
) -> Iterator[dict[str, Any]]:
    """What is shown of each story at each threshold, as `python -m eval details --given` reads it."""
    for threshold in THRESHOLDS:
        for each, model in track(list(zip(told, models, strict=True)), f"certain {threshold:.2f}"):
            details = find_details(each.material, model=model, certain=threshold, stylist=stylist)
            spans = [
                {"document": int(d.article), "start": d.start, "end": d.end, "focus": list(d.focus)} for d in details
            ]
            yield {"id": each.event.id, "system": f"certain {threshold:.2f}", "details": spans}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("events", type=Path, metavar="EVENTS", help="JSONL: `documents` with `text` and `sentences`")
    option("gold", type=Path, metavar="GOLD", help="JSONL: `labels` of the sentences, by the event's id")
    option("--summhay", type=Path, nargs=3, default=(), metavar=("DOCUMENTS", "INSIGHTS", "SETS"), help="learn novelty")
    option("--letters", action="store_true", help="learn what tells novelty in any language")
    option("--told", type=Path, metavar="FILE", help="write what models that have not seen a story show of it")
    option("-o", "--output", type=Path, metavar="FILE", help="write the model there (default: only print)")


def run(arguments: argparse.Namespace) -> None:
    """Learn, print, write if asked."""
    events = read_events(arguments.events, arguments.gold)
    if len(events) < 2:
        raise InputError(f"{arguments.events}: one labelled event alone; nothing can be told by a model of the others")
    encoder = load_encoder(None, detect_hardware())
    language = UNKNOWN if arguments.letters else "en"
    told = [prepared(event, encoder, load_parser(), language) for event in track(events, "events")]
    insights = _read_insights(arguments.summhay, encoder) if arguments.summhay else ((), ())
    models = [fit([other for other in told if other is not each], insights) for each in told]
    examples = sum(len(each.rows) for each in told) + len(insights[1])
    print(f"{len(told)} stories, {examples} sentences, {len(insights[1])} of them of insights")
    for head, auc in ranking(told, models).items():
        print(f"{head:10} AUC {auc:.3f}, each story judged by a model of the others")
    if arguments.told:
        lines = write_lines(arguments.told, tellings(told, models, load_manner(detect_hardware())))
        print(f"{arguments.told}: {lines} tellings; measure them with python -m eval details --given", file=sys.stderr)
    if arguments.output:
        model = fit(told, insights)
        data = signed([arguments.events, arguments.gold, *arguments.summhay])
        heads = {head: getattr(model, head) for head in STRENGTH}
        save(Learned(heads, TrainedOn("details", __version__, data, examples)), arguments.output)


def _read_insights(paths: Sequence[Path], encoder: WordEncoder) -> tuple[Rows, Sequence[bool]]:
    texts = read_texts(paths[0])
    sets = read_insight_sets(paths[2])
    drawn = sorted(random.Random(SEED).sample(range(len(sets)), min(SETS, len(sets))))
    locator = Locator(texts, read_texts(paths[1]))
    reader = Remembering(encoder)
    return insight_examples(track([sets[i] for i in drawn], "insights"), texts, locator, reader)
