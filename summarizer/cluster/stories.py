"""From articles and their origins to stories, in the order of the briefing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarizer.cluster.contrast import apart, naming
from summarizer.cluster.headline import headline
from summarizer.cluster.linkage import Links, linked
from summarizer.cluster.locality import weighed
from summarizer.cluster.packed import profiled_once
from summarizer.cluster.pairs import candidate_pairs
from summarizer.cluster.profiles import Matrices, profiled
from summarizer.cluster.similarity import SURE, features, score, shipped
from summarizer.linear import Layered
from summarizer.types import Article, KnownParts, Story

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Pairs whose features are computed at a time: bounds the memory.
CHUNK = 20_000
#: Pairs below this stay two events whatever is common in the folder, which takes from what two share and gives nothing.
HOPELESS = -3.0


@dataclass(frozen=True, slots=True)
class Compared:
    """Articles compared: what they are compared by, the pairs, and the groups of rows that tell one event."""

    matrices: Matrices
    links: Links
    groups: tuple[tuple[int, ...], ...]


def find_stories(
    articles: Sequence[Article],
    origins: tuple[tuple[str, ...], ...],
    *,
    one_story: bool = False,
    known: KnownParts | None = None,
) -> tuple[Story, ...]:
    """The stories that the articles tell, most origins first, then newest; each article is in exactly one.

    `origins` has every article once, its fullest version first: that one is compared for all. The order and the names
    of the articles play no part. With `one_story` there is one story of all articles. What is `known` of an article is
    not computed again.
    """
    by_id = {article.id: article for article in articles}
    heads = sorted(origins, key=lambda origin: content_key(by_id[origin[0]]))
    if one_story:
        groups: Iterable[tuple[int, ...]] = [tuple(range(len(heads)))] if heads else []
    else:
        chosen = [by_id[origin[0]] for origin in heads]
        matrices = profiled_once(chosen, known) if known else profiled(chosen)
        groups = compared(matrices, shipped()).groups
    return ordered([make_story([heads[row] for row in rows], by_id, known) for rows in groups])


def compared(matrices: Matrices, model: Layered) -> Compared:
    """The stories of the articles with these vectors: found, and found again with what is common among them."""
    links = score_links(matrices, model)
    groups = grouped(matrices, links)
    local = weighed(matrices, groups)
    if local is None:
        return Compared(matrices, links, groups)
    doubtful = links.scores > HOPELESS
    again = scored(local, links.rows[doubtful], links.others[doubtful], model)
    links = Links.joined([links.where(~doubtful), again])
    return Compared(local, links, grouped(matrices, links))


def grouped(matrices: Matrices, links: Links) -> tuple[tuple[int, ...], ...]:
    """The rows of each story, by the links between the rows; of the vectors those of `naming` are asked for."""
    return tuple(linked(len(matrices.sizes), links, stranger=-SURE, apart=partial(apart, naming(matrices))))


def score_links(matrices: Matrices, model: Layered) -> Links:
    """The candidate pairs that are more alike than strangers, with their scores."""
    return Links.joined([Links.of([]), *(scored(matrices, a, b, model) for a, b in candidate_pairs(matrices))])


def scored(
    matrices: Matrices,
    rows: NDArray[np.int64],
    others: NDArray[np.int64],
    model: Layered,
    beside: Matrices | None = None,
) -> Links:
    """Pairs with their scores, less those that are as good as strangers; `beside` as for `features`."""
    parts = [Links.of([])]
    for start in range(0, len(rows), CHUNK):
        a, b = rows[start : start + CHUNK], others[start : start + CHUNK]
        scores = score(features(matrices, a, b, beside), model)
        parts.append(Links(a, b, scores).where(scores > -SURE))
    return Links.joined(parts)


def content_key(article: Article) -> str:
    """A hash of all that an article says; never of its file."""
    published = article.published.isoformat() if article.published else ""
    parts = (article.title or "", article.text, article.source or "", published)
    return sha256("\0".join(parts).encode()).hexdigest()


def make_story(origins: Sequence[tuple[str, ...]], by_id: dict[str, Article], known: KnownParts | None = None) -> Story:
    """The story of these origins, oldest first; its id is made from its first article, and so outlives additions."""

    def age(article: Article) -> tuple[float, str, str]:
        return (article.published.timestamp() if article.published else math.inf, content_key(article), article.id)

    origins = sorted(origins, key=lambda origin: age(by_id[origin[0]]))
    articles = tuple(by_id[i] for origin in origins for i in origin)
    first = min(articles, key=age)
    heads = [by_id[origin[0]] for origin in origins]
    return Story(content_key(first)[:12], headline(heads, known), articles, tuple(origins))


def ordered(stories: Iterable[Story], weights: Mapping[str, float] = MappingProxyType({})) -> tuple[Story, ...]:
    """The stories in the order of the briefing (`rank_of`)."""
    return tuple(sorted(stories, key=lambda story: rank_of(story, weights)))


def rank_of(story: Story, weights: Mapping[str, float] = MappingProxyType({})) -> tuple[float, int, float, str]:
    """What stories are put in order by: weight of the origins, number of articles, the newest article, content.

    An origin weighs as much as the heaviest of its sources; a source that is not in `weights` weighs 1.
    """
    source = {a.id: a.source or "" for a in story.articles}
    weight = sum(max(weights.get(source[i], 1.0) for i in origin) for origin in story.origins)
    newest = max((a.published.timestamp() for a in story.articles if a.published), default=-math.inf)
    return (-weight, -len(story.articles), -newest, story.id)
