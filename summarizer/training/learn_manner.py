"""`manner`: learn in what manner sentences tell, from sentences that were labelled.

    python -m summarizer.training manner eval/manner.jsonl.gz DATA... [-o summarizer/models/manner.json]
    python -m summarizer.training manner eval/alone.jsonl.gz DATA... [-o summarizer/models/leaning.json]

The labels name a sentence by its hash and not by its words, and DATA are the files they were drawn from. A sentence is
F a report, S a statement whose speaker it names, Q words of a speaker whom it does not name, O an opinion, M a report
with a loaded word, N no news. Of the second file a reader who sees it alone understands it (0), mostly (1: a name that
was introduced before), or not: it leans on what stood before it (2), or is no sentence of an article (9). Prints for
each kind, on the sentences set aside, the area under the curve, how many of those over a limit are of the kind, and
what share of the kind is over it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer import __version__
from summarizer.errors import InputError
from summarizer.language import sentence_spans
from summarizer.linear import TrainedOn
from summarizer.models import detect_hardware
from summarizer.models.manner import load_manner
from summarizer.read import clean_text
from summarizer.training.json_lines import SET_ASIDE, read_items, signed, track

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

#: Kind -> the labels that are of it, in the first file and in the second.
KINDS, LEANING = {"loaded": "OM", "unspoken": "Q", "furniture": "N"}, {"leaning": "2"}
#: The labels of the second file.
ALONE = frozenset("0129")
#: Inverse strength of the regularisation; 0.003 and 0.03 gave no more.
STRENGTH = 0.01
#: Probabilities from which on a sentence counts as of its kind, when the command reports.
LIMITS = (0.3, 0.5, 0.7)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with its label."""

    text: str
    label: str
    #: Whether it is kept apart from what is learned from.
    aside: bool


def name_of(sentence: str) -> str:
    """What a label calls a sentence: 12 digits of the SHA-256 of its words, a space between two."""
    return sha256(" ".join(sentence.split()).encode()).hexdigest()[:12]


def read_labelled(labels: Path, data: Sequence[Path]) -> list[Labelled]:
    """The labelled sentences that the files hold; InputError if they hold none."""
    given = dict(read_items(labels, lambda v, _: (v["sentence"], v), "a label with `sentence`, `label` and `split`"))
    found: dict[str, Labelled] = {}
    for path in data:
        for text in track(list(_texts(path)), path.name):
            for start, end in sentence_spans(text):
                label = given.get(name_of(text[start:end]))
                if label:
                    said = " ".join(text[start:end].split())
                    found[label["sentence"]] = Labelled(said, label["label"], label["split"] in SET_ASIDE)
    if not found:
        raise InputError(f"{labels}: none of its sentences is in {', '.join(path.name for path in data)}")
    return [found[name] for name in sorted(found)]


def _texts(path: Path) -> Iterator[str]:
    """The texts of the articles of a file, of stories or of single articles, cleaned as the program does."""
    for record in read_items(path, lambda value, _: value, "an article with `text`, or a story with `documents`"):
        documents = record.get("documents") or [record]
        for document in documents:
            text = document if isinstance(document, str) else document.get("text")
            if isinstance(text, str):
                yield clean_text(text) if record.get("documents") else text


def fit(states: NDArray[float32], labels: Sequence[str], kind: str) -> dict[str, Any]:
    """The head of a kind: `weights` and `bias` for states as they are."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    middle, spread = states.mean(axis=0), states.std(axis=0) + 1e-6
    wanted = np.array([label in (KINDS | LEANING)[kind] for label in labels])
    model = LogisticRegression(C=STRENGTH, max_iter=400).fit((states - middle) / spread, wanted)
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - weights @ middle)
    return {"bias": round(bias, 4), "weights": [round(float(w), 4) for w in weights]}


def report(head: Mapping[str, Any], states: NDArray[float32], labels: Sequence[str], kind: str) -> Iterator[str]:
    """What the head is worth on these sentences, a line each."""
    import numpy as np
    from sklearn.metrics import roc_auc_score

    wanted = np.array([label in (KINDS | LEANING)[kind] for label in labels])
    odds = 1 / (1 + np.exp(-(states @ np.array(head["weights"], dtype=np.float32) + head["bias"])))
    if not 0 < wanted.sum() < len(wanted):
        return
    yield f"{kind}: {wanted.sum()} of {len(wanted)} sentences set aside; AUC {roc_auc_score(wanted, odds):.3f}"
    for limit in LIMITS:
        over = odds >= limit
        right = int((over & wanted).sum())
        yield f"  from {limit}: {right} of {over.sum()} are, {right / wanted.sum():.2f} of all that are"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("labels", type=Path, metavar="LABELS", help="JSONL of `sentence`, `label` and `split`, gzipped or not")
    option("data", nargs="+", type=Path, metavar="DATA", help="the files that hold the sentences")
    option("-o", "--output", type=Path, metavar="FILE", help="write the heads there (default: only print)")


def run(arguments: argparse.Namespace) -> None:
    """Learn, print, write if asked."""
    labelled = read_labelled(arguments.labels, arguments.data)
    states = load_manner(detect_hardware()).states([each.text for each in labelled])
    aside = [i for i, each in enumerate(labelled) if each.aside]
    learned_from = [i for i, each in enumerate(labelled) if not each.aside]
    labels = [each.label for each in labelled]
    print(f"{len(learned_from)} sentences to learn from, {len(aside)} set aside")
    heads = {}
    for kind in LEANING if set(labels) <= ALONE else KINDS:
        heads[kind] = fit(states[learned_from], [labels[i] for i in learned_from], kind)
        print(*report(heads[kind], states[aside], [labels[i] for i in aside], kind), sep="\n")
    if arguments.output:
        trained_on = TrainedOn("manner", __version__, signed([arguments.labels, *arguments.data]), len(learned_from))
        save_heads(heads, trained_on, arguments.output)


def save_heads(heads: Mapping[str, Any], trained_on: TrainedOn, path: Path) -> None:
    """The heads as JSON, the weights of each on one line."""
    signature = asdict(trained_on) | {"data": dict(trained_on.data)}
    rows = ",\n".join(f'  "{kind}": {json.dumps(head)}' for kind, head in heads.items())
    text = f'{{\n "trained_on": {json.dumps(signature)},\n "heads": {{\n{rows}\n }}\n}}\n'
    path.write_text(text, encoding="utf-8")
