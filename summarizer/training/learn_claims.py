"""`claims`: learn when two sentences of two outlets tell the same news, from pairs that readers judged.

    python -m summarizer.training claims eval/claims.jsonl.gz DATA... [-o summarizer/claims.json]

Readers - sessions of a language model, as editors - said of 2,213 pairs of sentences of 250 stories of five sets: 3 the
same news, 2 the same with something that matters added, 1 one fact in common, 0 different facts; from 2 on nobody
would print both. (Two of them judged 277 pairs: the same answer for 86 %, the same side of that line for 96 %.) The
pairs were drawn among the claims that a summary would take up first, six of the most alike of a story and three of the
next. They name a sentence by its hash, and its story by the line or the cluster in one of the files DATA.

Two logistic regressions over standardised features, with what the encoder reads of the words and without. Prints how
well they tell stories that they have not seen, and sets. Pairs of one outlet were not asked about.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer import __version__
from summarizer.claims import PLAIN, READ, SAME_NEWS, UNREAD, WORD_BY_WORD
from summarizer.cluster import find_stories
from summarizer.dedupe import find_origins
from summarizer.errors import InputError
from summarizer.linear import Learned, Linear, TrainedOn, save
from summarizer.material import prepare
from summarizer.models import detect_hardware, load_encoder
from summarizer.training.corpus import articles_of_events
from summarizer.training.json_lines import read_items, signed, track
from summarizer.training.learn_manner import name_of
from summarizer.training.logistic import regression
from summarizer.types import Article, Encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Inverse strength of the penalty; 0.03 to 3 do as well.
STRENGTH = 0.3
#: From this answer on an editor would print only one of the two.
SAME = 2
FOLDS = 8
#: Articles of an event that are looked at.
MOST_ARTICLES = 4
#: Chances at which it is told what is found.
CHANCES = (0.6, 0.7, 0.75, SAME_NEWS, 0.85)


@dataclass(frozen=True, slots=True)
class Answered:
    """A pair of sentences with what a reader said."""

    row: Mapping[str, float]
    same: bool
    #: Name of the file, and which story of it.
    data: str
    story: str

    @property
    def fold(self) -> int:
        """Which part its story is in."""
        return sha256(f"{self.data} {self.story}".encode()).digest()[0] % FOLDS


def examples(
    articles: Sequence[Article], answers: Mapping[tuple[str, str], int], where: tuple[str, str], encoder: Encoder
) -> list[Answered]:
    """The answered pairs of an event."""
    (story,) = find_stories(articles, find_origins(articles), one_story=True)
    material = prepare(story, encoder, None)
    held, rows = material.side_by_side, defaultdict(list)
    for i, each in enumerate(material.analysed):
        rows[name_of(each.text)].append(i)
    pairs = {(min(i, j), max(i, j)): same for (a, b), same in answers.items() for i in rows[a] for j in rows[b]}
    apart = ((pair, same) for pair, same in pairs.items() if held.owner[pair[0]] != held.owner[pair[1]])
    return [Answered(held.features(*pair), same >= SAME, *where) for pair, same in apart]


def fit(known: Sequence[Answered], names: Sequence[str]) -> Linear:
    """The regression on the named features."""
    if len({e.same for e in known}) < 2:
        raise InputError("all pairs are the same news, or none is; there is nothing to learn from")
    return regression([e.row for e in known], [e.same for e in known], names, STRENGTH)


def told(known: Sequence[Answered], names: Sequence[str]) -> str:
    """What is found, each pair by models of other stories, and of other sets."""
    import numpy as np
    from sklearn.metrics import roc_auc_score

    same = np.array([e.same for e in known])
    scores = _unseen(known, [e.fold for e in known], names)
    lines = [f"AUC {roc_auc_score(same, scores):.3f} on stories not seen"]
    if len({e.data for e in known}) > 1:
        lines[0] += f", {roc_auc_score(same, _unseen(known, [e.data for e in known], names)):.3f} on sets not seen"
    for chance in CHANCES:
        found = scores >= chance
        if found.any():
            precision, recall = same[found].mean(), found[same].mean()
            lines.append(f"from {chance:.2f}: precision {precision:.3f}, recall {recall:.3f}")
    return "\n".join(lines)


def _unseen(known: Sequence[Answered], parts: Sequence[object], names: Sequence[str]) -> NDArray[np.float64]:
    """The chance of each by a model of the other parts."""
    import numpy as np

    models = {p: fit([e for e, q in zip(known, parts, strict=True) if q != p], names) for p in set(parts)}
    return np.array([models[part].score(e.row) for e, part in zip(known, parts, strict=True)])


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("answers", type=Path, metavar="ANSWERS", help="JSONL, the pairs of a story a line, gzipped or not")
    option("data", nargs="+", type=Path, metavar="DATA", help="the files that hold the stories")
    option("-o", "--output", type=Path, metavar="FILE", help="write the models there (default: only print)")


def run(arguments: argparse.Namespace) -> None:
    """Learn, print, write if asked."""
    known = _read(arguments.answers, arguments.data)
    if len({e.fold for e in known}) < 2:
        raise InputError(f"{arguments.answers}: too few of its sentences are in the files named behind it")
    stories = len({(e.data, e.story) for e in known})
    print(f"{len(known)} pairs of {stories} stories, {sum(e.same for e in known)} of them the same news")
    models = {}
    for model, names in ((READ, (*PLAIN, *WORD_BY_WORD)), (UNREAD, PLAIN)):
        print(f"{model}: {told(known, names)}")
        models[model] = fit(known, names)
        print(", ".join(f"{name} {weight:.2f}" for name, weight in models[model].weights.items()))
    if arguments.output:
        data = signed([arguments.answers, *arguments.data])
        save(Learned(models, TrainedOn("claims", __version__, data, len(known))), arguments.output)


def _read(path: Path, data: Sequence[Path]) -> list[Answered]:
    """The answered pairs whose stories the files hold."""
    answers = dict(read_items(path, _answers, "`data`, `story`, `pairs`"))
    encoder = load_encoder(None, detect_hardware())
    found: list[Answered] = []
    for each in data:
        name = each.name.split(".")[0]
        here = {story for of, story in answers if of == name}
        for event, articles in track(list(articles_of_events(each, MOST_ARTICLES, here)), each.name):
            found += examples(articles, answers[name, event], (name, event), encoder)
    return found


def _answers(value: Any, _: str) -> tuple[tuple[str, str], dict[tuple[str, str], int]]:
    pairs = {(str(a), str(b)): int(same) for a, b, same in value["pairs"]}
    return (str(value["data"]), str(value["story"])), pairs
