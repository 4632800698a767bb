"""`wanted`: learn which claims an editor wants in a summary, from sentences that were marked.

    python -m summarizer.training wanted eval/wanted.jsonl.gz DATA... [--head summarizer/models/wanted.json]
        [-o summarizer/rank.json]

What a human summary kept (`rank`) is a matter of words in common, and the stories that have such summaries are of few
kinds. So readers - sessions of a language model, as editors - marked the sentences of stories of five sets: 3 where
without it nobody would know what happened, 2 where there is room, 1 background, 0 never (two of them marked 480
sentences: the same mark for 84 %, rank correlation 0.91). The marks name a sentence by its hash, and its story by the
line or the cluster in one of the files DATA.

Two things are learned, both by ridge regression on marks centred within each story, so that only the order inside a
story counts: from the states of the encoder's third layer what is wanted by the sentence alone (the head), and from
that - each story's by a head learned from others - beside the features of `rank` the model of claims that are read.
Prints the rank correlation with the marks on stories not learned from, and on those set aside.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer import __version__
from summarizer.cluster import find_stories
from summarizer.dedupe import find_origins
from summarizer.errors import InputError
from summarizer.linear import Learned, Linear, TrainedOn, load, save
from summarizer.material import prepare
from summarizer.models import detect_hardware, load_encoder
from summarizer.models.manner import MannerReader, load_manner
from summarizer.rank import MODEL, READ, UNREAD, describe, features, read_features
from summarizer.training.corpus import articles_of_events
from summarizer.training.json_lines import SET_ASIDE, read_items, signed, track
from summarizer.training.learn_manner import name_of, save_heads
from summarizer.types import Article, Encoder, Manner

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Penalties of the two regressions; 10 to 100 and 0.3 to 3 do as well.
HEAD_STRENGTH, STRENGTH = 30.0, 1.0
#: What the marks count for beside what human summaries kept, in scores that differ as much within a story. Of 286
#: stories, each by others: share of what must be told among what is told 0.63, 0.70, 0.71, 0.66 with 0, 0.5, 0.6 and
#: 1; of what is told 13, 6, 5 and 4 % never should be. R-2 of 108 stories of `allsides_neus_val` 13.5, 14.3, 15.1 and
#: 14.4; of long summaries of Multi-News 14.6, 14.1, 13.9 and 13.1.
SHARE_OF_MARKS = 0.6
FOLDS, FEWEST_FOLDS = 8, 3
#: A story with fewer marked claims says little about their order.
FEWEST = 5
#: Articles of an event that are looked at.
MOST_ARTICLES = 5


@dataclass(frozen=True, slots=True)
class Marks:
    """What a reader wants of a story."""

    #: Name of the file that holds it, and which it is there.
    data: str
    story: str
    #: Hash of a sentence -> 0 to 3.
    wanted: Mapping[str, int]
    #: Whether it is kept apart from what is learned from.
    aside: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """The marked claims of a story."""

    #: What tells it from the others.
    name: str
    #: (claims, features without "wanted"), and the names of the features.
    values: NDArray[np.float64]
    names: tuple[str, ...]
    #: (claims, states).
    states: NDArray[np.float64]
    #: What the model of claims that nobody has read makes of them.
    unread: NDArray[np.float64]
    marks: NDArray[np.float64]
    #: Whether it is kept apart from what is learned from.
    aside: bool

    @property
    def fold(self) -> int:
        """Which part it is in."""
        return sha256(self.name.encode()).digest()[0] % FOLDS


def marked(
    articles: Sequence[Article], marks: Marks, encoder: Encoder, reader: MannerReader, unread: Linear
) -> Marked | None:
    """An event with the marks of its claims and what `unread` makes of them; None where too few are marked."""
    import numpy as np

    (story,) = find_stories(articles, find_origins(articles), one_story=True)
    material = prepare(story, encoder, None)
    said = {claim: material.analysis(claim.sentences[0]).text for claim in material.claims}
    known = [(claim, mark) for claim, text in said.items() if (mark := marks.wanted.get(name_of(text))) is not None]
    if len(known) < FEWEST:
        return None
    setting = describe(material)
    plain = [features(setting, claim) for claim, _ in known]
    rows = [
        read_features(setting, claim, row, Manner(0.0, 0.0, 0.0)) for (claim, _), row in zip(known, plain, strict=True)
    ]
    names = tuple(name for name in rows[0] if name != "wanted")
    return Marked(
        f"{marks.data} {marks.story}",
        np.array([[row[name] for name in names] for row in rows]),
        names,
        reader.states([said[claim] for claim, _ in known]).astype(np.float64),
        np.array([unread.score(row) for row in plain]),
        np.array([float(mark) for _, mark in known]),
        marks.aside,
    )


def ridge(
    rows: Sequence[NDArray[np.float64]], marks: Sequence[NDArray[np.float64]], strength: float
) -> NDArray[np.float64]:
    """The weights that order the rows of each story like their marks."""
    import numpy as np
    from sklearn.linear_model import Ridge

    centred = np.vstack([story - story.mean(axis=0) for story in rows])
    weights: NDArray[np.float64] = (
        Ridge(strength).fit(centred, np.concatenate([each - each.mean() for each in marks])).coef_
    )
    return weights


def head_of(stories: Sequence[Marked]) -> NDArray[np.float64]:
    """What is wanted by the sentence alone: a weight a state."""
    return ridge([s.states for s in stories], [s.marks for s in stories], HEAD_STRENGTH)


def fit(stories: Sequence[Marked]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The head, and the weights of the features and behind them of what the head says."""
    import numpy as np

    heads = {fold: head_of(rest) for fold in range(FOLDS) if (rest := [s for s in stories if s.fold != fold])}
    rows = [np.column_stack([story.values, story.states @ heads[story.fold]]) for story in stories]
    return head_of(stories), ridge(rows, [s.marks for s in stories], STRENGTH)


def scores(learned: tuple[NDArray[np.float64], NDArray[np.float64]], story: Marked) -> NDArray[np.float64]:
    """How much each claim of a story is wanted."""
    import numpy as np

    head, weights = learned
    found: NDArray[np.float64] = np.column_stack([story.values, story.states @ head]) @ weights
    return found


def cross_validated(stories: Sequence[Marked]) -> list[NDArray[np.float64]]:
    """The scores of each story by what was learned from those of other folds."""
    learned = {fold: fit([s for s in stories if s.fold != fold]) for fold in {s.fold for s in stories}}
    return [scores(learned[story.fold], story) for story in stories]


def correlation(found: Sequence[NDArray[np.float64]], stories: Sequence[Marked]) -> float:
    """Mean rank correlation of scores and marks over the stories whose marks differ; NaN if there is none."""
    import numpy as np
    from scipy.stats import spearmanr

    told = [spearmanr(f, s.marks).statistic for f, s in zip(found, stories, strict=True) if len(set(s.marks)) > 1]
    return float(np.nanmean(told)) if told else float("nan")


def spread(found: Sequence[NDArray[np.float64]]) -> float:
    """Mean standard deviation of the scores within a story."""
    import numpy as np

    return float(np.mean([each.std() for each in found]))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("marks", type=Path, metavar="MARKS", help="JSONL, the marks of a story a line, gzipped or not")
    option("data", nargs="+", type=Path, metavar="DATA", help="the files that hold the stories")
    option("--head", type=Path, metavar="FILE", help="write the head there (default: only print)")
    option(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="models of `rank` to write it into (or the shipped)",
    )


def run(arguments: argparse.Namespace) -> None:
    """Learn, print, write if asked."""
    output: Path | None = arguments.output
    whole = load(output if output and output.exists() else MODEL)
    stories, aside = _read(arguments.marks, arguments.data, whole.models[UNREAD])
    unread = [story.unread for story in stories]
    print(f"{sum(len(s.marks) for s in stories)} claims of {len(stories)} stories, and {len(aside)} set aside")
    found = cross_validated(stories)
    both = [mixed(a, b, spread(unread), spread(found)) for a, b in zip(unread, found, strict=True)]
    for name, each in (("unread", unread), ("marks alone", found), ("both", both)):
        print(f"rank correlation, each story by others, {name}: {correlation(each, stories):.3f}")
    head, weights = fit(stories)
    if aside:
        _tell_aside(head, weights, aside, spread(unread), spread([scores((head, weights), s) for s in stories]))
    scale = SHARE_OF_MARKS * spread(unread) / spread([scores((head, weights), s) for s in stories])
    learned = dict(zip((*stories[0].names, "wanted"), map(float, weights * scale), strict=True))
    for name, weight in whole.models[UNREAD].weights.items():
        learned[name] += (1 - SHARE_OF_MARKS) * weight
    for name, weight in learned.items():
        print(f"{name:10} {weight:6.2f}")
    signature = TrainedOn("wanted", __version__, signed([arguments.marks, *arguments.data]), len(stories))
    if arguments.head:
        save_heads({"wanted": _told(head, stories)}, signature, arguments.head)
    if output:
        model = Linear({name: round(weight, 3) for name, weight in learned.items()})
        data = tuple(dict([*whole.trained_on.data, *signature.data]).items())
        known = Learned({**whole.models, READ: model}, replace(whole.trained_on, data=data))
        save(known, output)


def mixed(unread: NDArray[np.float64], found: NDArray[np.float64], spread_of: float, own: float) -> NDArray[np.float64]:
    """The share of each in a score, in units of the first."""
    return (1 - SHARE_OF_MARKS) * unread + SHARE_OF_MARKS * spread_of / own * found


def _tell_aside(
    head: NDArray[np.float64],
    weights: NDArray[np.float64],
    aside: Sequence[Marked],
    spread_of: float,
    own: float,
) -> None:
    found = [scores((head, weights), story) for story in aside]
    both = [mixed(story.unread, each, spread_of, own) for story, each in zip(aside, found, strict=True)]
    for name, each in (("unread", [s.unread for s in aside]), ("marks alone", found), ("both", both)):
        print(f"rank correlation on stories set aside, {name}: {correlation(each, aside):.3f}")


def _told(head: NDArray[np.float64], stories: Sequence[Marked]) -> dict[str, Any]:
    """The head as it is kept: what is wanted is counted from the mean of all sentences."""
    import numpy as np

    middle = np.vstack([story.states for story in stories]).mean(axis=0)
    return {"bias": round(-float(middle @ head), 4), "weights": [round(float(w), 4) for w in head]}


def _read(marks: Path, data: Sequence[Path], unread: Linear) -> tuple[list[Marked], list[Marked]]:
    """The marked stories that the files hold, to learn from and set aside; InputError if they are too few."""
    known = {(told.data, told.story): told for told in read_items(marks, _marks, "`data`, `story`, `split`, `wanted`")}
    encoder, reader = load_encoder(None, detect_hardware()), load_manner(detect_hardware())
    found: list[Marked] = []
    for path in data:
        name = path.name.split(".")[0]
        here = {story for data, story in known if data == name}
        for event, articles in track(list(articles_of_events(path, MOST_ARTICLES, here)), path.name):
            if story := marked(articles, known[name, event], encoder, reader, unread):
                found.append(story)
    stories, aside = [s for s in found if not s.aside], [s for s in found if s.aside]
    if len({story.fold for story in stories}) < FEWEST_FOLDS:
        raise InputError(f"{marks}: too few of its sentences are in {', '.join(path.name for path in data)}")
    return stories, aside


def _marks(value: Any, _: str) -> Marks:
    wanted = {str(sentence): int(mark) for sentence, mark in value["wanted"].items()}
    return Marks(str(value["data"]), str(value["story"]), wanted, value["split"] in SET_ASIDE)
