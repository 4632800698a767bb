"""Why two articles are, or are not, in one story: what both tell, what only one tells, and what kept them apart.

Judged as `find_stories` judges them, among all articles of the folder. What a kind of evidence weighs depends on the
rest, so it is told in order: what each kind adds to the ones before it, from a pair that is like most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.cluster.contrast import look_alike, naming, odd_one, own_names
from summarizer.cluster.linkage import Links, widest_path
from summarizer.cluster.pairs import candidate_pairs
from summarizer.cluster.profiles import Matrices, column_of, profile, profiled, stack
from summarizer.cluster.similarity import KINDS, SURE, THRESHOLD, features, score, shipped
from summarizer.cluster.stories import compared, content_key
from summarizer.language import stem, words
from summarizer.types import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_POSSESSIVE = re.compile(r"['’]s?$")
#: Shared words and names that are shown.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of evidence and its share of a pair's score."""

    #: A key of `similarity.KINDS`, or "start" for the score of a pair that is like most.
    kind: str
    #: In log-odds; above 0 it speaks for one event.
    points: float
    #: (feature, value, value in most pairs) of each feature of the kind.
    features: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why articles `a` and `b` are in one story or in two."""

    a: str
    b: str
    same_origin: bool
    same_story: bool
    #: Log-odds that the two tell one event, from the two alone; above 0 it is likely.
    score: float
    #: Whether the two share enough words, and are near enough in time, to be compared at all.
    compared: bool
    reasons: tuple[Reason, ...]
    #: Rarest words and names that both have.
    shared: tuple[str, ...]
    #: Mean score between the articles of a's story and those of b's; None if it is one story.
    between_stories: float | None
    #: The names that each of the two stories has to itself, if that is what keeps look-alikes apart; else None.
    own_names: tuple[tuple[str, ...], ...] | None
    #: Article ids from a to b through the strongest links within the story; () if they are in two.
    path: tuple[str, ...]
    #: Weightiest words of title and opening of a that b has nowhere, and of b that a has nowhere.
    only_a: tuple[str, ...] = ()
    only_b: tuple[str, ...] = ()
    #: Of the shared words those that so many stories of the folder hold that they say little here.
    common_here: tuple[str, ...] = ()
    #: Whether one of the two stories is a single article that shares nothing but names with each of the other.
    odd_one: bool = False


def explain(articles: Sequence[Article], origins: tuple[tuple[str, ...], ...], a: str, b: str) -> Explanation:
    """Why the articles with ids a and b are in one story or not; KeyError if there is no such article.

    Copies are judged by the fullest version of their text, as `find_stories` does.
    """
    import numpy as np

    by_id = {article.id: article for article in articles}
    head_of = {i: origin[0] for origin in origins for i in origin}
    heads = [by_id[origin[0]] for origin in sorted(origins, key=lambda origin: content_key(by_id[origin[0]]))]
    plain = profiled(heads)
    folder = compared(plain, shipped())
    place = {head.id: row for row, head in enumerate(heads)}
    row, other = place[head_of[a]], place[head_of[b]]
    story, rival = (next(g for g in folder.groups if each in g) for each in (row, other))
    pair = stack([profile(heads[row]), profile(heads[other])])
    values = features(folder.matrices, np.array([row]), np.array([other]))
    same_story = story == rival
    return Explanation(
        a,
        b,
        same_origin=row == other,
        same_story=same_story,
        score=float(score(values, shipped())[0]),
        compared=any(len(rows) for rows, _ in candidate_pairs(pair)),
        reasons=_reasons(values),
        shared=_shared(heads[row], heads[other]),
        between_stories=None if same_story else _mean_link(story, rival, folder.links),
        own_names=None if same_story else _own_names(story, rival, heads),
        path=tuple(heads[each].id for each in _path(row, other, story, folder.links)) if same_story else (),
        only_a=_only(heads[row], heads[other]),
        only_b=_only(heads[other], heads[row]),
        common_here=_common_here(heads[row], heads[other], plain, folder.matrices),
        odd_one=not same_story and odd_one(naming(folder.matrices), story, rival),
    )


def _reasons(values: Mapping[str, NDArray[np.float64]]) -> tuple[Reason, ...]:
    """What each kind of evidence adds to the score of a pair that is like most in the kinds after it."""
    import numpy as np

    model = shipped()
    told = {name: np.array([model.typical[name]]) for names in KINDS.values() for name in names}
    before = float(model.total(told)[0]) - THRESHOLD
    reasons = [Reason("start", before, ())]
    for kind, names in KINDS.items():
        told |= {name: values[name] for name in names}
        after = float(model.total(told)[0]) - THRESHOLD
        found = tuple((name, float(values[name][0]), model.typical[name]) for name in names)
        reasons.append(Reason(kind, after - before, found))
        before = after
    return tuple(reasons)


def _shared(left: Article, right: Article) -> tuple[str, ...]:
    return _as_written(_common(left, right)[:SHOWN], [left, right])


def _common(left: Article, right: Article) -> list[str]:
    """The stems that both have, weightiest first."""
    ours, theirs = profile(left).body, profile(right).body
    return sorted(ours.keys() & theirs.keys(), key=lambda s: (-min(ours[s], theirs[s]), s))


def _only(one: Article, other: Article) -> tuple[str, ...]:
    """The weightiest words of an article's title and opening that the other has nowhere."""
    ours, theirs = profile(one).lead, profile(other).body
    own = sorted((stem for stem in ours if stem not in theirs), key=lambda s: (-ours[s], s))
    return _as_written(own[:SHOWN], [one])


def _common_here(left: Article, right: Article, plain: Matrices, local: Matrices) -> tuple[str, ...]:
    """The shared words that weigh at most half here of what they weigh elsewhere."""
    import numpy as np

    if local is plain:
        return ()
    before, after = plain.views["body"], local.views["body"]
    kept = dict(zip(before.indices.tolist(), (after.data / np.maximum(before.data, 1e-12)).tolist(), strict=True))
    common = [s for s in _common(left, right) if kept.get(column_of(s), 1.0) ** 2 <= 0.5 + 1e-6]
    return _as_written(common[:SHOWN], [left, right])


def _as_written(stems: Iterable[str], articles: Iterable[Article]) -> tuple[str, ...]:
    """The words of these stems as one of the articles writes them, in the order of the stems."""
    found: dict[str, str] = {}
    for text in (f"{article.title or ''}\n{article.text}" for article in articles):
        for word in words(text):
            found.setdefault(stem(word.folded), _POSSESSIVE.sub("", text[word.start : word.end]))
    return tuple(found.get(each, each) for each in stems)


def _mean_link(story: Sequence[int], other: Sequence[int], links: Links) -> float:
    """Mean score of the pairs of one origin of each story."""
    ours, theirs = set(story), set(other)
    known = [s for x, y, s in links.tuples() if (x in ours and y in theirs) or (x in theirs and y in ours)]
    pairs = len(ours) * len(theirs)
    return (sum(known) - SURE * (pairs - len(known))) / pairs


def _own_names(
    story: Sequence[int], other: Sequence[int], heads: Sequence[Article]
) -> tuple[tuple[str, ...], ...] | None:
    """What `contrast` sees in two stories: the names of the one and of the other; None if they are no look-alikes."""
    chosen = [heads[row] for row in (*story, *other)]
    profiles = [profile(head) for head in chosen]
    found = naming(stack(profiles))
    left, right = range(len(story)), range(len(story), len(chosen))
    if not look_alike(found, left, right):
        return None
    stems = {column_of(name): name for p in profiles for name in p.names}
    names = [[stems[c] for c in own_names(found, a, b).tolist()] for a, b in ((left, right), (right, left))]
    return tuple(_as_written(sorted(each), chosen) for each in names)


def _path(start: int, goal: int, story: Sequence[int], links: Links) -> tuple[int, ...]:
    inside = set(story)
    return widest_path(start, goal, [link for link in links.tuples() if link[0] in inside and link[1] in inside])
