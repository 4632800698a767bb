"""Why two articles are, or are not, in one story: what they share, what it weighs, and what the link of groups saw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.cluster.contrast import look_alike, naming, own_names
from summarizer.cluster.linkage import Link, widest_path
from summarizer.cluster.pairs import candidate_pairs
from summarizer.cluster.profiles import column_of, profile, profiled, stack
from summarizer.cluster.similarity import KINDS, SURE, features, score, shipped
from summarizer.cluster.stories import find_stories, score_links
from summarizer.language import stem, words
from summarizer.types import Article, Story

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_POSSESSIVE = re.compile(r"['’]s?$")
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
    #: The names that each of the two stories has to itself, if that is what keeps look-alikes apart; else None.
    own_names: tuple[tuple[str, ...], ...] | None
    #: Article ids from a to b through the strongest links within the story; () if they are in two.
    path: tuple[str, ...]


def explain(articles: Sequence[Article], origins: tuple[tuple[str, ...], ...], a: str, b: str) -> Explanation:
    """Why the articles with ids a and b are in one story or not; KeyError if there is no such article.

    Copies are judged by the fullest version of their text, as `find_stories` does.
    """
    import numpy as np

    by_id = {article.id: article for article in articles}
    head_of = {i: origin[0] for origin in origins for i in origin}
    found = find_stories(articles, origins)
    story_a, story_b = (next(s for s in found if any(x.id == i for x in s.articles)) for i in (a, b))
    pair = stack([profile(by_id[head_of[i]]) for i in (a, b)])
    values = features(pair, np.array([0]), np.array([1]))
    same_story = story_a == story_b
    return Explanation(
        a,
        b,
        same_origin=head_of[a] == head_of[b],
        same_story=same_story,
        score=float(score(values, shipped())[0]),
        compared=any(len(rows) for rows, _ in candidate_pairs(pair)),
        reasons=_reasons(values),
        shared=_shared(by_id[head_of[a]], by_id[head_of[b]]),
        between_stories=None if same_story else _mean_link(story_a, story_b, by_id),
        own_names=None if same_story else _own_names(story_a, story_b, by_id),
        path=_path(head_of[a], head_of[b], story_a, by_id) if same_story else (),
    )


def _reasons(values: dict[str, NDArray[np.float64]]) -> tuple[Reason, ...]:
    model = shipped()
    reasons = [Reason("start", model.bias, ())]
    for kind, names in KINDS.items():
        found = tuple((name, float(values[name][0]), model.weights[name]) for name in names)
        reasons.append(Reason(kind, sum(value * weight for _, value, weight in found), found))
    return tuple(reasons)


def _shared(left: Article, right: Article) -> tuple[str, ...]:
    ours, theirs = profile(left).body, profile(right).body
    common = sorted(ours.keys() & theirs.keys(), key=lambda s: (-min(ours[s], theirs[s]), s))[:SHOWN]
    return _as_written(common, [left, right])


def _as_written(stems: Iterable[str], articles: Iterable[Article]) -> tuple[str, ...]:
    """The words of these stems as one of the articles writes them, in the order of the stems."""
    found: dict[str, str] = {}
    for text in (f"{article.title or ''}\n{article.text}" for article in articles):
        for word in words(text):
            found.setdefault(stem(word.folded), _POSSESSIVE.sub("", text[word.start : word.end]))
    return tuple(found.get(each, each) for each in stems)


def _mean_link(story: Story, other: Story, by_id: Mapping[str, Article]) -> float:
    """Mean score of the pairs of one origin of each story."""
    heads = [origin[0] for origin in (*story.origins, *other.origins)]
    border = len(story.origins)
    known = [s for x, y, s in _links(heads, by_id) if (x < border) != (y < border)]
    pairs = border * len(other.origins)
    return (sum(known) - SURE * (pairs - len(known))) / pairs


def _own_names(story: Story, other: Story, by_id: Mapping[str, Article]) -> tuple[tuple[str, ...], ...] | None:
    """What `contrast` sees in two stories: the names of the one and of the other; None if they are no look-alikes."""
    heads = [origin[0] for origin in (*story.origins, *other.origins)]
    profiles = [profile(by_id[head]) for head in heads]
    found = naming(stack(profiles))
    left, right = range(len(story.origins)), range(len(story.origins), len(heads))
    if not look_alike(found, left, right):
        return None
    stems = {column_of(name): name for p in profiles for name in p.names}
    names = [[stems[c] for c in own_names(found, a, b).tolist()] for a, b in ((left, right), (right, left))]
    return tuple(_as_written(sorted(each), [by_id[head] for head in heads]) for each in names)


def _path(start: str, goal: str, story: Story, by_id: Mapping[str, Article]) -> tuple[str, ...]:
    heads = [origin[0] for origin in story.origins]
    rows = widest_path(heads.index(start), heads.index(goal), _links(heads, by_id))
    return tuple(heads[row] for row in rows)


def _links(heads: Sequence[str], by_id: Mapping[str, Article]) -> list[Link]:
    return score_links(profiled([by_id[head] for head in heads]), shipped()).tuples()
