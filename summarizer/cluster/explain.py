"""Why two articles are, or are not, in one story: what they share, what it weighs, and what the link of groups saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.cluster.linkage import Link, widest_path
from summarizer.cluster.profiles import Profile, profile, stack
from summarizer.cluster.similarity import KINDS, SURE, default_weights, features, score
from summarizer.cluster.stories import content_key, find_stories, score_links
from summarizer.types import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Shared words and names that are shown.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of evidence and its share of a pair's score."""

    #: A key of `similarity.KINDS`, or "start" for the score of a pair that shares nothing.
    kind: str
    #: In log-odds; above 0 it speaks for one event.
    points: float
    #: (feature, value, weight) of each feature of the kind.
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
    #: Article ids from a to b through the strongest links within the story; () if they are in two.
    path: tuple[str, ...]


def explain(articles: Sequence[Article], origins: tuple[tuple[str, ...], ...], a: str, b: str) -> Explanation:
    """Why the articles with ids a and b are in one story or not; KeyError if there is no such article.

    Copies are judged by the fullest version of their text, as `find_stories` does.
    """
    import numpy as np

    by_id = {article.id: article for article in articles}
    heads = sorted((origin[0] for origin in origins), key=lambda head: content_key(by_id[head]))
    row_of = {i: heads.index(origin[0]) for origin in origins for i in origin}
    story_of = {i: n for n, story in enumerate(find_stories(articles, origins)) for o in story.origins for i in o}
    row_a, row_b = row_of[a], row_of[b]
    profiles = [profile(by_id[head]) for head in heads]
    links = score_links(stack(profiles), default_weights())
    pair = stack([profiles[row_a], profiles[row_b]])
    values = features(pair, np.array([0]), np.array([1]))
    same_story = story_of[a] == story_of[b]
    groups = [[row for row, head in enumerate(heads) if story_of[head] == story_of[i]] for i in (a, b)]
    return Explanation(
        a,
        b,
        same_origin=row_a == row_b,
        same_story=same_story,
        score=float(score(values, default_weights())[0]),
        compared=any({row_a, row_b} == {x, y} for x, y, _ in links),
        reasons=_reasons(values),
        shared=_shared(profiles[row_a], profiles[row_b]),
        between_stories=None if same_story else _mean_link(groups[0], groups[1], links),
        path=_path(row_a, row_b, [link for link in links if {*link[:2]} <= {*groups[0]}], heads) if same_story else (),
    )


def _reasons(values: dict[str, NDArray[np.float64]]) -> tuple[Reason, ...]:
    weights = default_weights()
    reasons = [Reason("start", weights.bias, ())]
    for kind, names in KINDS.items():
        found = tuple((name, float(values[name][0]), weights.features[name]) for name in names)
        reasons.append(Reason(kind, sum(value * weight for _, value, weight in found), found))
    return tuple(reasons)


def _shared(left: Profile, right: Profile) -> tuple[str, ...]:
    common = left.body.keys() & right.body.keys()
    return tuple(sorted(common, key=lambda s: (-min(left.body[s], right.body[s]), s))[:SHOWN])


def _mean_link(group: Sequence[int], other: Sequence[int], links: Sequence[Link]) -> float:
    left, right = set(group), set(other)
    known = [s for x, y, s in links if (x in left and y in right) or (y in left and x in right)]
    pairs = len(left) * len(right)
    return (sum(known) - SURE * (pairs - len(known))) / pairs


def _path(start: int, goal: int, links: Sequence[Link], heads: Sequence[str]) -> tuple[str, ...]:
    return tuple(heads[row] for row in widest_path(start, goal, links))
