"""`wanted`: learn which claims an editor wants in a summary, from sentences that were marked.

    python -m summarizer.training wanted eval/wanted.jsonl.gz DATA... [--head summarizer/models/wanted.json]
        [--context summarizer/models/context.json] [-o summarizer/rank.json]

What a human summary kept (`rank`) is a matter of words in common, and the stories that have such summaries are of few
kinds. So readers - sessions of a language model, as editors - marked the sentences of stories of five sets: 3 where
without it nobody would know what happened, 2 where there is room, 1 background, 0 never (two of them marked 480
sentences: the same mark for 84 %, rank correlation 0.91). The marks name a sentence by its hash, and its story by the
line or the cluster in one of the files DATA.

Three things are learned, all by ridge regression on marks centred within each story, so that only the order inside a
story counts: from the states of the encoder's third layer what is wanted by the sentence alone (a head), from the
states of the writer that has read its article so far what is wanted in context (another), and from those - each
story's by heads learned from others - beside the features of `rank` the models of claims that are read, alone and in
context. Prints the rank correlation with the marks on stories not learned from, and on those set aside.

The head of a sentence alone that comes with the program was learned from the first 286 of the stories: with all 627
details lose 0.03 of their recall, and the order of claims hardly asks it any more.
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
from summarizer.models.context import ContextReader, load_context
from summarizer.models.manner import MannerReader, load_manner
from summarizer.rank import IN_CONTEXT, MODEL, READ, UNREAD, describe, features, read_features
from summarizer.training.corpus import articles_of_events
from summarizer.training.json_lines import SET_ASIDE, read_items, signed, track
from summarizer.training.learn_manner import name_of, save_heads
from summarizer.types import Article, Encoder, Manner, Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from summarizer.material import Material


@dataclass(frozen=True, slots=True)
class Head:
    """How a head is learned and kept."""

    #: Penalty of the regression; a third of it and three times as much do as well.
    penalty: float
    #: Whether the states count by their spread: some of a writer's are a hundred times the others.
    alike: bool
    #: Decimals of its weights.
    digits: int


HEADS = {"wanted": Head(30.0, alike=False, digits=4), "in context": Head(3000.0, alike=True, digits=6)}
#: Penalty of the models; 0.3 to 3 do as well.
STRENGTH = 1.0
#: Model of `rank` -> the heads that it has beside the features.
MODELS = {READ: ("wanted",), IN_CONTEXT: ("wanted", "in context")}
#: What the marks count for beside what human summaries kept, in scores that differ as much within a story. Of 286
#: stories, each by others and by the sentences alone: share of what must be told among what is told 0.63, 0.70, 0.71,
#: 0.66 with 0, 0.5, 0.6 and 1; of what is told 13, 6, 5 and 4 % never should be. R-2 of 108 stories of
#: `allsides_neus_val` 13.5, 14.3, 15.1 and 14.4; of long summaries of Multi-News 14.6, 14.1, 13.9 and 13.1. In context,
#: 81 other stories of `allsides_neus_train`: 19.3, 19.2, 18.6 and 18.9 with 0.4, 0.6, 0.8 and 1 (alone, 0.6: 19.0).
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
    #: (claims, features without those of heads), and the names of the features.
    values: NDArray[np.float64]
    names: tuple[str, ...]
    #: Head -> (claims, states); what is not read in context has no numbers there.
    states: Mapping[str, NDArray[np.float64]]
    #: What the model of claims that nobody has read makes of them.
    unread: NDArray[np.float64]
    marks: NDArray[np.float64]
    #: Whether it is kept apart from what is learned from.
    aside: bool

    @property
    def fold(self) -> int:
        """Which part it is in."""
        return sha256(self.name.encode()).digest()[0] % FOLDS

    def known_to(self, heads: Sequence[str]) -> Marked:
        """The story with those of its claims that all these heads have read."""
        import numpy as np

        kept = np.all([np.isfinite(self.states[head]).all(axis=1) for head in heads], axis=0)
        states = {head: states[kept] for head, states in self.states.items()}
        return replace(self, values=self.values[kept], states=states, unread=self.unread[kept], marks=self.marks[kept])


@dataclass(frozen=True, slots=True)
class Readers:
    """The models whose states are learned from."""

    encoder: Encoder
    manner: MannerReader
    context: ContextReader


def marked(articles: Sequence[Article], marks: Marks, readers: Readers, unread: Linear) -> Marked | None:
    """An event with the marks of its claims and what `unread` makes of them; None where too few are marked."""
    import numpy as np

    (story,) = find_stories(articles, find_origins(articles), one_story=True)
    material = prepare(story, readers.encoder, None)
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
    firsts = [claim.sentences[0] for claim, _ in known]
    alone = readers.manner.states([material.analysis(first).text for first in firsts])
    return Marked(
        f"{marks.data} {marks.story}",
        np.array([[row[name] for name in names] for row in rows]),
        names,
        {"wanted": alone.astype(np.float64), "in context": _in_context(material, firsts, readers.context)},
        np.array([unread.score(row) for row in plain]),
        np.array([float(mark) for _, mark in known]),
        marks.aside,
    )


def _in_context(material: Material, sentences: Sequence[Sentence], reader: ContextReader) -> NDArray[np.float64]:
    """The states at these sentences, a row each; no numbers for one that is not read."""
    import numpy as np

    found: dict[Sentence, NDArray[np.float64]] = {}
    for name in dict.fromkeys(sentence.article for sentence in sentences):
        article, here = material.story.article(name), [s for s in sentences if s.article == name]
        states = reader.states(article.title or "", article.text, [(s.start, s.end) for s in here])
        found |= {s: row.astype(np.float64) for s, row in zip(here, states, strict=True) if row is not None}
    width = len(next(iter(found.values()))) if found else 1
    return np.array([found.get(sentence, np.full(width, np.nan)) for sentence in sentences])


def ridge(
    rows: Sequence[NDArray[np.float64]], marks: Sequence[NDArray[np.float64]], strength: float, *, alike: bool = False
) -> NDArray[np.float64]:
    """The weights that order the rows of each story like their marks; `alike`, columns count by their spread."""
    import numpy as np
    from sklearn.linear_model import Ridge

    centred = np.vstack([story - story.mean(axis=0) for story in rows])
    scale = centred.std(axis=0) + 1e-9 if alike else np.ones(centred.shape[1])
    fitted = Ridge(strength).fit(centred / scale, np.concatenate([each - each.mean() for each in marks]))
    weights: NDArray[np.float64] = fitted.coef_ / scale
    return weights


def head_of(stories: Sequence[Marked], head: str) -> NDArray[np.float64]:
    """What is wanted by what a head reads: a weight a state."""
    read = [each for story in stories if len((each := story.known_to([head])).marks) > 1]
    rows, marks = [s.states[head] for s in read], [s.marks for s in read]
    return ridge(rows, marks, HEADS[head].penalty, alike=HEADS[head].alike)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A model with the heads that it asks: what they weigh of the states, and it of the features and of them."""

    heads: Mapping[str, NDArray[np.float64]]
    weights: NDArray[np.float64]

    def scores(self, story: Marked) -> NDArray[np.float64]:
        """How much each claim of a story is wanted."""
        found: NDArray[np.float64] = _with_heads(story, self.heads) @ self.weights
        return found


def _with_heads(story: Marked, heads: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """The features, and behind them what the heads say."""
    import numpy as np

    return np.column_stack([story.values, *(story.states[name] @ head for name, head in heads.items())])


def fit(stories: Sequence[Marked], names: Sequence[str]) -> Fitted:
    """The model with these heads."""
    parts = {fold: rest for fold in range(FOLDS) if (rest := [s for s in stories if s.fold != fold])}
    heads = {fold: {name: head_of(rest, name) for name in names} for fold, rest in parts.items()}
    rows = [_with_heads(story, heads[story.fold]) for story in stories]
    whole = {name: head_of(stories, name) for name in names}
    return Fitted(whole, ridge(rows, [s.marks for s in stories], STRENGTH))


def cross_validated(stories: Sequence[Marked], names: Sequence[str]) -> list[NDArray[np.float64]]:
    """The scores of each story by what was learned from those of other folds."""
    learned = {fold: fit([s for s in stories if s.fold != fold], names) for fold in {s.fold for s in stories}}
    return [learned[story.fold].scores(story) for story in stories]


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
    option("--head", type=Path, metavar="FILE", help="write the head of a sentence alone there (default: only print)")
    option("--context", type=Path, metavar="FILE", help="write the head in context there (default: only print)")
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
    print(f"{sum(len(s.marks) for s in stories)} claims of {len(stories)} stories, and {len(aside)} set aside")
    models, heads = {}, {}
    for name, asked in MODELS.items():
        model, fitted = _learned(name, _known(stories, asked), _known(aside, asked), whole.models[UNREAD])
        models[name], heads[name] = model, fitted.heads
    signature = TrainedOn("wanted", __version__, signed([arguments.marks, *arguments.data]), len(stories))
    for path, name, head in ((arguments.head, READ, "wanted"), (arguments.context, IN_CONTEXT, "in context")):
        if path:
            save_heads({head: _told(heads[name][head], head, _known(stories, MODELS[name]))}, signature, path)
    if output:
        data = tuple(dict([*whole.trained_on.data, *signature.data]).items())
        save(Learned({**whole.models, **models}, replace(whole.trained_on, data=data)), output)


def _known(stories: Sequence[Marked], heads: Sequence[str]) -> list[Marked]:
    """The stories with the claims that these heads have read, less those with too few."""
    return [known for story in stories if len((known := story.known_to(heads)).marks) >= FEWEST]


def _learned(name: str, stories: Sequence[Marked], aside: Sequence[Marked], plain: Linear) -> tuple[Linear, Fitted]:
    """A model of `rank`, beside the one that asks no head; prints what it is worth."""
    unread = [story.unread for story in stories]
    found = cross_validated(stories, MODELS[name])
    _print_worth(f"{name}, each story by others", stories, found, spread(unread), spread(found))
    fitted = fit(stories, MODELS[name])
    own = spread([fitted.scores(story) for story in stories])
    if aside:
        _print_worth(f"{name}, stories set aside", aside, [fitted.scores(s) for s in aside], spread(unread), own)
    scale = SHARE_OF_MARKS * spread(unread) / own
    learned = dict(zip((*stories[0].names, *MODELS[name]), map(float, fitted.weights * scale), strict=True))
    for feature, weight in plain.weights.items():
        learned[feature] += (1 - SHARE_OF_MARKS) * weight
    print(", ".join(f"{feature} {weight:.2f}" for feature, weight in learned.items()))
    return Linear({feature: round(weight, 3) for feature, weight in learned.items()}), fitted


def mixed(unread: NDArray[np.float64], found: NDArray[np.float64], spread_of: float, own: float) -> NDArray[np.float64]:
    """The share of each in a score, in units of the first."""
    return (1 - SHARE_OF_MARKS) * unread + SHARE_OF_MARKS * spread_of / own * found


def _print_worth(
    title: str, stories: Sequence[Marked], found: Sequence[NDArray[np.float64]], spread_of: float, own: float
) -> None:
    both = [mixed(story.unread, each, spread_of, own) for story, each in zip(stories, found, strict=True)]
    for name, each in (("unread", [s.unread for s in stories]), ("marks alone", found), ("both", both)):
        print(f"rank correlation, {title}, {name}: {correlation(each, stories):.3f}")


def _told(weights: NDArray[np.float64], head: str, stories: Sequence[Marked]) -> dict[str, Any]:
    """The head as it is kept: what is wanted is counted from the mean of all sentences."""
    import numpy as np

    middle = np.vstack([story.states[head] for story in stories]).mean(axis=0)
    return {
        "bias": round(-float(middle @ weights), 4),
        "weights": [round(float(w), HEADS[head].digits) for w in weights],
    }


def _read(marks: Path, data: Sequence[Path], unread: Linear) -> tuple[list[Marked], list[Marked]]:
    """The marked stories that the files hold, to learn from and set aside; InputError if they are too few."""
    known = {(told.data, told.story): told for told in read_items(marks, _marks, "`data`, `story`, `split`, `wanted`")}
    hardware = detect_hardware()
    readers = Readers(load_encoder(None, hardware), load_manner(hardware), load_context(hardware))
    found: list[Marked] = []
    for path in data:
        name = path.name.split(".")[0]
        here = {story for data, story in known if data == name}
        for event, articles in track(list(articles_of_events(path, MOST_ARTICLES, here)), path.name):
            if story := marked(articles, known[name, event], readers, unread):
                found.append(story)
    stories, aside = [s for s in found if not s.aside], [s for s in found if s.aside]
    if len({story.fold for story in stories}) < FEWEST_FOLDS:
        raise InputError(f"{marks}: too few of its sentences are in {', '.join(path.name for path in data)}")
    return stories, aside


def _marks(value: Any, _: str) -> Marks:
    wanted = {str(sentence): int(mark) for sentence, mark in value["wanted"].items()}
    return Marks(str(value["data"]), str(value["story"]), wanted, value["split"] in SET_ASIDE)
