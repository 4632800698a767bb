"""Which origins of a very large story are read closely: those that together say most of what all say.

    Story of 300 origins --representatives--> the same story with the 32 that say most
    details of these --told_by_others--> those that none of the other 268 tells too

Hundreds of reports of one event say nearly the same, and what is said once more costs as much to compare as what is
new. Leaves out smaller stories, which are read whole, and what only an origin says that is not chosen.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from summarizer.language import content_words, sentence_spans
from summarizer.types import Article, Detail, Story

#: Origins that are read closely. A story of 25 takes 17 seconds of the processor, and twice as many twice that.
MOST = 32
#: Of them the newest: what holds now must be among what is read.
NEWEST = 4
#: Share of the content words of what is new in a detail that one sentence of an origin that was not read closely may
#: hold before the detail is thought told there too: half, as in other words a sentence keeps about that.
TOLD = 0.5
#: Characters of an article that are looked at: past them it is background.
OPENING = 6_000


def representatives(story: Story, most: int = MOST) -> Story:
    """The story with at most so many of its origins, in their order; the same id and headline.

    Greedy: the next origin is the one that adds most words, each weighed by the root of the number of origins that
    have it, so that what many tell comes first and what one tells comes too. The order of the origins plays no part
    but among equals.
    """
    if len(story.origins) <= most:
        return story
    by_id = {article.id: article for article in story.articles}
    bags = [frozenset(content_words(_opening(by_id[origin[0]]))) for origin in story.origins]
    spread = Counter(word for bag in bags for word in bag)
    weight = {word: count**0.5 for word, count in spread.items()}
    newest = _newest([[by_id[i] for i in origin] for origin in story.origins])
    chosen = sorted(_covering(bags, weight, most, newest))
    origins = tuple(story.origins[place] for place in chosen)
    kept = {i for origin in origins for i in origin}
    return replace(story, origins=origins, articles=tuple(a for a in story.articles if a.id in kept))


def _newest(origins: Sequence[Sequence[Article]]) -> list[int]:
    """Places of the origins that were printed last, the newest first; undated ones are none."""
    dated = [
        (max(a.published for a in articles if a.published), place)
        for place, articles in enumerate(origins)
        if any(a.published for a in articles)
    ]
    return [place for _, place in sorted(dated, reverse=True)[:NEWEST]]


def _covering(
    bags: Sequence[frozenset[str]], weight: Mapping[str, float], most: int, first: Sequence[int]
) -> list[int]:
    """Places of the bags that cover most, best first after those named `first`.

    What a bag adds only shrinks, so it is counted anew when due.
    """
    covered: set[str] = set().union(*(bags[place] for place in first))
    heap = [(-sum(sorted(weight[word] for word in bag)), place) for place, bag in enumerate(bags) if place not in first]
    heapq.heapify(heap)
    chosen = list(first)
    while heap and len(chosen) < most:
        _, place = heapq.heappop(heap)
        gain = -sum(sorted(weight[word] for word in bags[place] - covered))
        if heap and (gain, place) > heap[0]:
            heapq.heappush(heap, (gain, place))
            continue
        chosen.append(place)
        covered |= bags[place]
    return chosen


def told_by_others(details: Sequence[Detail], close: Story, story: Story) -> tuple[Detail, ...]:
    """The details that no origin of the whole story tells but their own, by words alone and in doubt not."""
    read = {i for origin in close.origins for i in origin}
    others = [story.article(origin[0]) for origin in story.origins if origin[0] not in read]
    if not others or not details:
        return tuple(details)
    by_id = {article.id: article for article in close.articles}
    wanted = [frozenset(content_words(by_id[d.article].text[d.focus[0] : d.focus[1]])) for d in details]
    told = [False] * len(details)
    for article in others:
        for start, end in sentence_spans(article.text, article.language):
            words = frozenset(content_words(article.text[start:end]))
            for place, new in enumerate(wanted):
                told[place] = told[place] or len(new & words) >= TOLD * max(1, len(new))
    return tuple(d for d, known in zip(details, told, strict=True) if not known)


def _opening(article: Article) -> str:
    return f"{article.title or ''}\n{article.text[:OPENING]}"
