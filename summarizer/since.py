"""Continuity: which stories go on from the previous briefing, and what in them that briefing did not tell.

A story goes on if it shares an article with a previous one or, the pairs taken best first, is like it in words. What
it tells is new if no passage of the previous briefing's story tells it; a figure that was not told is always new.
Nothing is new or old by its date: a reader has read what stood in the previous briefing, whatever the articles say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from summarizer.errors import InputError
from summarizer.text import content_words, fold, numbers
from summarizer.types import Briefing, Citation, Since, StoryReport, StorySince

#: Cosine of TF-IDF vectors from which two stories are the same one. Chosen with each event's articles cut into two
#: days and half of the events on one day only: F1 0.84 on giveme5w1h, 0.99 on basil, 0.90 on ecbplus (look-alikes).
SAME_STORY = 0.3
#: Share of a sentence's content words in one passage from which that passage tells it. Chosen on `details_gold_dev`,
#: other articles' sentences being what was told: 15 % of new sentences are missed, 34 % of retold ones taken for new
#: (0.3: 25 % and 21 %; 0.45: 7 % and 51 %).
TOLD = 0.35


@dataclass(frozen=True, slots=True)
class PreviousStory:
    """What the previous briefing told of a story."""

    headline: str
    #: Ids of its articles.
    articles: frozenset[str]
    #: Headline and articles, for finding it again.
    text: str
    #: Every passage a reader could see: summary, its evidence, details, both sides of disagreements.
    told: tuple[str, ...]
    #: The values of each disagreement, folded.
    disagreements: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class PreviousBriefing:
    """A briefing as its JSON told it."""

    date: date
    stories: tuple[PreviousStory, ...]


def read_previous(path: Path) -> PreviousBriefing:
    """The previous briefing from its JSON file; InputError if it cannot be read or is not one."""
    try:
        return previous_briefing(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{path}: not a briefing in JSON, schema version 1, made with `-o FILE.json`") from error


def previous_briefing(data: dict[str, Any]) -> PreviousBriefing:
    """The previous briefing from its JSON object; KeyError, TypeError or ValueError if it is not one."""
    if data["schema_version"] != 1:
        raise ValueError(data["schema_version"])
    texts = {article["id"]: article["text"] for article in data["articles"]}
    return PreviousBriefing(
        date.fromisoformat(data["date"]), tuple(_previous_story(story, texts) for story in data["stories"])
    )


def mark_new(previous: PreviousBriefing, briefing: Briefing) -> Briefing:
    """The briefing with `since` filled in, and the stories in which nothing is new moved to the end."""
    pairs = match_stories(previous.stories, briefing.stories)
    going_on = {
        report.story.id: _whats_new(previous.stories[pairs[position]], report)
        for position, report in enumerate(briefing.stories)
        if position in pairs
    }
    ended = (story.headline for position, story in enumerate(previous.stories) if position not in pairs.values())
    unchanged = {key for key, story in going_on.items() if story.unchanged}
    stories = tuple(sorted(briefing.stories, key=lambda report: report.story.id in unchanged))
    since = Since(previous.date, tuple(going_on[r.story.id] for r in stories if r.story.id in going_on), tuple(ended))
    return replace(briefing, stories=stories, since=since)


def match_stories(previous: Sequence[PreviousStory], reports: Sequence[StoryReport]) -> dict[int, int]:
    """Position in `reports` -> position in `previous` of the story that it goes on from; each is used once."""
    if not previous or not reports:
        return {}
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer  # heavy: not at import

    texts = [story.text for story in previous] + [
        _story_text(r.story.headline, (a.text for a in r.story.articles)) for r in reports
    ]
    vectors = TfidfVectorizer(analyzer=content_words, sublinear_tf=True).fit_transform([t or "?" for t in texts])
    likeness = (vectors[len(previous) :] @ vectors[: len(previous)].T).toarray()
    for row, report in enumerate(reports):
        for column, story in enumerate(previous):
            if story.articles & {article.id for article in report.story.articles}:
                likeness[row, column] += 1.0
    pairs: dict[int, int] = {}
    for place in np.argsort(-likeness, axis=None, kind="stable"):
        row, column = divmod(int(place), len(previous))
        if likeness[row, column] >= SAME_STORY and row not in pairs and column not in pairs.values():
            pairs[row] = column
    return pairs


def is_told(text: str, told: Iterable[str]) -> bool:
    """Whether one of the passages tells the sentence, and all its figures were told.

    >>> is_told("Repairs will cost 5 million crowns.", ["Rehn said that repairs cost 5 million crowns."])
    True
    >>> is_told("Repairs will cost 6 million crowns.", ["Rehn said that repairs cost 5 million crowns."])
    False
    """
    passages = tuple(told)
    if not _figures(text) <= frozenset().union(*map(_figures, passages)):
        return False
    words = _words(text)
    return not words or any(len(words & _words(passage)) >= TOLD * len(words) for passage in passages)


@lru_cache(maxsize=10_000)  # each passage is compared with every sentence of its story
def _words(text: str) -> frozenset[str]:
    return frozenset(content_words(text))


@lru_cache(maxsize=10_000)
def _figures(text: str) -> frozenset[float]:
    return frozenset(number.value for number in numbers(text))


def _whats_new(previous: PreviousStory, report: StoryReport) -> StorySince:
    story = report.story

    def words_of(citation: Citation) -> str:
        return story.article(citation.article).text[citation.start : citation.end]

    def told(text: str, evidence: Iterable[str]) -> bool:
        return not set(evidence).isdisjoint(previous.told) or is_told(text, previous.told)

    sentences = (told(s.text, map(words_of, s.citations)) for s in report.summary.sentences)
    shown = report.details if len(story.origins) > 1 else ()  # one text alone has nothing to be compared with
    passages = (story.article(d.article).text[d.start : d.end] for d in shown)
    disagreements = (_values(side.value for side in d.sides) in previous.disagreements for d in report.disagreements)
    return StorySince(
        story=story.id,
        headline=previous.headline,
        sentences=_positions_of_false(sentences),
        details=_positions_of_false(told(passage, (passage,)) for passage in passages),
        disagreements=_positions_of_false(disagreements),
    )


def _previous_story(story: dict[str, Any], texts: dict[str, str]) -> PreviousStory:
    def words_of(citations: list[dict[str, Any]]) -> list[str]:
        return [texts[c["article"]][c["start"] : c["end"]] for c in citations]

    told = [sentence["text"] for sentence in story["summary"]]
    told += [words for sentence in story["summary"] for words in words_of(sentence["citations"])]
    told += [detail["text"] for detail in story["only_in_one_source"]]
    sides = [side for disagreement in story["disagreements"] for side in disagreement["sides"]]
    told += [words for side in sides for words in words_of(side["citations"])]
    return PreviousStory(
        headline=story["headline"],
        articles=frozenset(story["articles"]),
        text=_story_text(story["headline"], (texts[article] for article in story["articles"])),
        told=tuple(told),
        disagreements=tuple(_values(s["value"] for s in d["sides"]) for d in story["disagreements"]),
    )


def _story_text(headline: str, articles: Iterable[str]) -> str:
    return "\n".join((headline, *articles))


def _values(values: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(value) for value in values)


def _positions_of_false(flags: Iterable[bool]) -> tuple[int, ...]:
    return tuple(position for position, flag in enumerate(flags) if not flag)
