"""`changes`: learn whether two figures count one thing, from figures that two outlets give alike.

    python -m summarizer.training changes STORIES... [--stories N] [-o FILE]

Where a figure stands once in each of two reports of an event, both count the same thing; any other figure of the second
report counts something else than the first one's. The two make examples and counter-examples without a label, and no
figure is a feature. Prints how well a model of four fifths of the stories tells the pairs of the others.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import __version__
from summarizer.changes.mentions import Mention, mentions
from summarizer.changes.quantities import compatible
from summarizer.changes.same_thing import comparable, features
from summarizer.cluster import find_stories
from summarizer.dedupe import find_origins
from summarizer.errors import InputError
from summarizer.language import numbers, sentence_spans
from summarizer.linear import Learned, Linear, TrainedOn, save
from summarizer.material import Material, prepare
from summarizer.models import detect_hardware, load_encoder
from summarizer.training.corpus import ToldStory, read_stories
from summarizer.training.json_lines import signed, track
from summarizer.types import Encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Stories of each file that are learned from at most.
STORIES = 700
#: Smaller figures may be alike by chance.
TELLING = 10
#: Sentences with this share of one another's words are copies, from which nothing is learned about other words.
COPIED = 0.9
#: Inverse strength of the penalty.
STRENGTH = 0.3

#: What the data cannot tell, as few of its figures are of people whom something befell: that the same befell both is as
#: good as a noun in common, two figures for it more; chosen on `tests/data/changes`.
BY_HAND = {"befell": 1.5, "lone": 1.0, "other": -2.0}

Example = tuple[dict[str, float], bool]


def examples(material: Material, encoder: Encoder | None) -> list[Example]:
    """The pairs of a story of which it is known whether they count one thing."""
    found = list(_pairs(material))
    rows = features(material, [pair for pair, _ in found], encoder)
    return [(row, same) for row, (_, same) in zip(rows, found, strict=True)]


def _pairs(material: Material) -> Iterator[tuple[tuple[Mention, Mention], bool]]:
    told = [m for m in mentions(material) if m.value.sort == "number"]
    given = Counter((m.origin, m.value.amount) for m in told)
    for one, other in combinations(range(len(material.story.origins)), 2):
        mine, theirs = ([m for m in told if m.origin == origin] for origin in (one, other))
        for a in mine:
            partners = [b for b in theirs if b.value.amount == a.value.amount and b.value.family == a.value.family]
            if a.value.amount < TELLING or len(partners) != 1 or given[one, a.value.amount] != 1:
                continue
            if not comparable(material, a, partners[0]) or _copies(a, partners[0]):
                continue
            yield (a, partners[0]), True
            for b in theirs:
                if b is not partners[0] and comparable(material, a, b) and not compatible(a.value, b.value):
                    yield (a, b), False


def _copies(a: Mention, b: Mention) -> bool:
    shared = len(a.analysed.bag & b.analysed.bag)
    return shared >= COPIED * min(len(a.analysed.bag), len(b.analysed.bag))


def fit(found: Sequence[Example]) -> Linear:
    """The model of the examples."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    names = list(found[0][0])
    values = np.array([[row[name] for name in names] for row, _ in found])
    learned = LogisticRegression(C=STRENGTH, max_iter=2000).fit(values, np.array([same for _, same in found]))
    weights = {name: round(float(w), 3) for name, w in zip(names, learned.coef_[0], strict=True)}
    return Linear(weights | BY_HAND, round(float(learned.intercept_[0]), 3), "logistic")


def told(model: Linear, found: Sequence[Example]) -> str:
    """How well a model tells the pairs, and at which chance it is right nine times in ten."""
    import numpy as np
    from sklearn.metrics import average_precision_score, precision_recall_curve

    scores: NDArray[np.float64] = np.array([model.score(row) for row, _ in found])
    truth = np.array([same for _, same in found])
    precision, recall, least = precision_recall_curve(truth, scores)
    lines = [
        f"average precision {average_precision_score(truth, scores):.3f} of {len(found)} pairs, {truth.sum()} same"
    ]
    for wanted in (0.9, 0.95, 0.98):
        i = next((i for i, p in enumerate(precision[:-1]) if p >= wanted), None)
        if i is not None:
            lines.append(f"precision {wanted}: recall {recall[i]:.3f} from {least[i]:.3f} on")
    return "\n".join(lines)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("data", nargs="+", type=Path, metavar="STORIES", help="JSONL of stories with summaries, gzipped or not")
    option("--stories", type=int, default=STORIES, metavar="N", help=f"of each file at most, default {STORIES}")
    option("-o", "--output", type=Path, metavar="FILE", help="write the model there (default: only print)")


def run(arguments: argparse.Namespace) -> None:
    """Learn, print, write if asked."""
    encoder = load_encoder(None, detect_hardware())
    every: list[list[Example]] = []
    for path in arguments.data:
        stories = read_stories(path)
        chosen = stories[:: max(1, len(stories) // arguments.stories)]
        every += [examples(m, encoder) for s in track(chosen, path.name) if (m := _material(s, encoder))]
    held = [each for story in every[::5] for each in story]
    known = [each for i, story in enumerate(every) if i % 5 for each in story]
    if not any(same for _, same in held) or not any(same for _, same in known):
        raise InputError("no figure stands in two reports of one story; there is nothing to learn from")
    print("on stories not trained on:", told(fit(known), held), sep="\n")
    model = fit([*known, *held])
    for name, weight in {**model.weights, "bias": model.bias}.items():
        print(f"{name:10} {weight:6.2f}")
    if arguments.output:
        trained_on = TrainedOn("changes", __version__, signed(arguments.data), len(known) + len(held), BY_HAND)
        save(Learned({"same": model}, trained_on), arguments.output)


def _material(told_story: ToldStory, encoder: Encoder) -> Material | None:
    """The story by its sentences with figures; None where no figure may stand in two reports."""
    articles = [replace(a, text=_with_figures(a.text)) for a in told_story.articles()]
    given = Counter(v for a in articles for v in {n.value for n in numbers(a.text) if n.value >= TELLING})
    if max(given.values(), default=0) < 2:
        return None
    (story,) = find_stories(articles, find_origins(articles), one_story=True)
    material = prepare(story, encoder, None)
    return material if len(material.sentences) else None


def _with_figures(text: str) -> str:
    """The sentences of a text that hold a figure: the others need not be read."""
    return " ".join(text[start:end] for start, end in sentence_spans(text) if numbers(text[start:end]))
