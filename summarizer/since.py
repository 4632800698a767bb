"""Continuity: which stories go on from the previous briefing, and what in them that briefing did not tell.

A story goes on if it shares an article with a previous one or, the pairs taken best first, is like it in words. What
it tells is new unless the passages of the previous briefing's story tell it, in these words or others: what is learned
of their words, their meaning, and their words by their meaning says how surely (`since.json`). A figure, a day, a month
or an ordinal that was not told is always new, for news of an event goes on in the words of the day before.
Nothing is new or old by its date: a reader has read what stood in the previous briefing, whatever the articles say.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from math import log, log1p
from pathlib import Path
from typing import Any

from summarizer.errors import InputError
from summarizer.given import BRIEFING, load
from summarizer.language import MONTHS, WEEKDAYS, Analysed, Analyst, content_words, fold, lexicon
from summarizer.linear import Linear
from summarizer.linear import load as load_learned
from summarizer.material import in_known_language
from summarizer.retelling import NEAREST, encoded, lacking
from summarizer.types import Briefing, Citation, Encoder, ReaderPlace, Since, StoryReport, StorySince, ToldStory

#: Cosine of TF-IDF vectors from which two stories are the same one. Chosen with each event's articles cut into two
#: days and half of the events on one day only: F1 0.84 on giveme5w1h, 0.99 on basil, 0.90 on ecbplus (look-alikes).
SAME_STORY = 0.3
#: A sentence is new from this chance on. Chosen on `details_gold_dev`, sentences of one article against those of the
#: others, each story judged by what is learned from the others (`python -m summarizer.training since`): from 0.68 on
#: 10 % of the new sentences are missed and 34 % of the told ones marked; from 0.73 on 12 % and 30 %, from 0.79 on 14 %
#: and 23 %. The mean of the share of words in two passages and of the nearest cosine: 13 % and 30 %, chosen there.
NEW = 0.68
#: Where the words alone are compared, in runs of letters: the weighted share of a sentence's words in the two passages
#: that hold most of them, from which it was told. Chosen there too: 15 % missed, 32 % taken for new.
TOLD_IN_RUNS = 0.45
#: Passages of a story in a file that are compared; one of 300 articles tells two thousand.
_MOST_TOLD = 5_000
#: Words that place an event, folded; one that was not told is new (so have 2 % of the retold sentences there).
_TIMES = frozenset((*WEEKDAYS, *MONTHS)) - {"may"}
#: The same, with the word after it: a third pillar is not a third ferry.
_ORDINALS = lexicon.words_of("ordinals")


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
        return previous_briefing(json.loads(load(path, BRIEFING).decode("utf-8")))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise InputError(f"{path}: not a briefing in JSON, schema version 1, made with `-o FILE.json`") from error


def previous_briefing(data: dict[str, Any]) -> PreviousBriefing:
    """The previous briefing from its JSON object; KeyError, TypeError or ValueError if it is not one."""
    if data["schema_version"] != 1:
        raise ValueError(data["schema_version"])
    texts = {_text(article["id"]): _text(article["text"]) for article in data["articles"]}
    return PreviousBriefing(
        date.fromisoformat(data["date"]), tuple(_previous_story(story, texts) for story in data["stories"])
    )


def mark_new(previous: PreviousBriefing, briefing: Briefing, encoder: Encoder) -> Briefing:
    """The briefing with `since` filled in, and the stories in which nothing is new moved to the end."""
    return mark_paired(previous, briefing, encoder, match_stories(previous.stories, briefing.stories))


def mark_for_reader(place: ReaderPlace, briefing: Briefing, encoder: Encoder) -> Briefing:
    """The same since a reader stopped: a story goes on from all that was ever told of its thread, and what is in it.

    Stories that stood in the reader's last briefing, and are neither in this one nor gone into one of it, have ended.
    """
    told = {story.thread: story for story in place.stories}
    stories: list[PreviousStory] = []
    pairs: dict[int, int] = {}
    position = {report.story.id: n for n, report in enumerate(briefing.stories)}
    here: set[str] = set()
    for thread in briefing.threads:
        joined = [link.thread for link in thread.joined]
        split = [thread.split.thread] if thread.split else []
        known = [told[i] for i in (thread.thread, *joined, *split) if i in told]
        here |= {thread.thread, *joined}
        if known:
            pairs[position[thread.story]] = len(stories)
            stories.append(_told_together(known))
    stories += [_told_together([told[i]]) for i in place.last if i not in here and i in told]
    return mark_paired(PreviousBriefing(place.date, tuple(stories)), briefing, encoder, pairs)


def _told_together(known: Sequence[ToldStory]) -> PreviousStory:
    return PreviousStory(
        headline=known[0].headline,
        articles=frozenset(),
        text="",
        told=tuple(passage for story in known for passage in story.told),
        disagreements=tuple(frozenset(values) for story in known for values in story.disagreements),
    )


def told_by(briefing: Briefing) -> tuple[ToldStory, ...]:
    """What the briefing tells of each thread that it has."""
    thread_of = {thread.story: thread.thread for thread in briefing.threads}
    return tuple(
        ToldStory(
            thread_of[report.story.id],
            report.story.headline,
            _passages(report),
            tuple(tuple(sorted(_values(side.value for side in d.sides))) for d in report.disagreements),
        )
        for report in briefing.stories
        if report.story.id in thread_of
    )


def _passages(report: StoryReport) -> tuple[str, ...]:
    """Every passage a reader could see: summary, its evidence, details, both sides of disagreements."""
    sentences = report.summary.sentences
    cited = [c for s in sentences for c in s.citations]
    cited += [Citation(d.article, d.start, d.end) for d in report.details]
    cited += [c for d in report.disagreements for side in d.sides for c in side.citations]
    texts = {article.id: article.text for article in report.story.articles}
    return tuple(dict.fromkeys([s.text for s in sentences] + [texts[c.article][c.start : c.end] for c in cited]))


def mark_paired(previous: PreviousBriefing, briefing: Briefing, encoder: Encoder, pairs: Mapping[int, int]) -> Briefing:
    """The same with what goes on from what given: position in the briefing -> position in the previous one."""
    going_on = {
        report.story.id: _whats_new(previous.stories[pairs[position]], report, encoder)
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


def told_before(
    texts: Sequence[str], told: Sequence[str], encoder: Encoder, *, known: bool = True, model: Linear | None = None
) -> list[bool]:
    """For each text whether the passages that were told tell it, in these words or others, its figures and days too.

    "Repairs cost 6 million crowns" is new where "The repairs will cost 5 million crowns, Rehn said" was told. In a
    language that is not `known` to the encoder the words alone are compared. `model` stands in for the shipped one.
    """
    if not told or not texts:
        return [False] * len(texts)
    analysed = Analyst()((*texts, *told))
    new, old = analysed[: len(texts)], analysed[len(texts) :]
    figures = frozenset().union(*(each.read(figures_of) for each in old))
    if known:
        judge = model or shipped()
        retold = [judge.score(row) < NEW for row in features(new, old, encoder)]
    else:
        bags = [frozenset(each.runs) for each in analysed]
        shares = _shares_told(bags[: len(texts)], bags[len(texts) :], _weights(bags))
        retold = [share[1] >= TOLD_IN_RUNS for share in shares]
    return [each.read(figures_of) <= figures and like for each, like in zip(new, retold, strict=True)]


@cache
def shipped() -> Linear:
    """What was learned of how new what is told again looks."""
    return load_learned(Path(__file__).with_suffix(".json")).models["new"]


def features(texts: Sequence[Analysed], told: Sequence[Analysed], encoder: Encoder) -> list[dict[str, float]]:
    """How much each text differs from what was told: in its words, its meaning, and its words by their meaning."""
    import numpy as np

    bags = [each.bag for each in (*texts, *told)]
    weights = _weights(bags)
    shares = _shares_told(bags[: len(texts)], bags[len(texts) :], weights)
    vectors, meant = encoded([*texts, *told], encoder)
    likeness = (vectors[: len(texts)] @ vectors[len(texts) :].T).round(6)
    figures = frozenset().union(*(each.read(figures_of) for each in told))
    rows = []
    for text, share, like, mine in zip(texts, shares, likeness, meant, strict=False):
        nearest = np.argsort(-like, kind="stable")[:NEAREST]
        rows.append(
            {
                "left_one": 1 - share[0],
                "left_two": 1 - share[1],
                "near": float(like[nearest[0]]),
                "near_three": float(like[nearest[:3]].mean()),
                "long": log1p(len(text.words)) / 4,
                "figures": min(1.0, len(text.read(figures_of) - figures) / 2),
            }
            | lacking(mine, [meant[len(texts) + i] for i in nearest], weights)
        )
    return rows


def _weights(bags: Sequence[frozenset[str]]) -> dict[str, float]:
    """Word -> weight, highest for words that few of the texts have."""
    holding = Counter(word for bag in bags for word in bag)
    return {word: log(1 + len(bags) / number) for word, number in holding.items()}


def _shares_told(
    texts: Sequence[frozenset[str]], told: Sequence[frozenset[str]], weights: Mapping[str, float]
) -> list[tuple[float, float]]:
    """Weighted share of each text's words in the passage, and in the two passages, that hold most of them.

    Two, because a sentence may join what two passages told; 1 for no words.
    """

    def weight(words: frozenset[str]) -> float:
        return sum(weights[word] for word in sorted(words))  # sorted: the same sum to the last bit, every time

    shares = []
    for bag in texts:
        whole, left, held = weight(bag), bag, []
        for _ in range(2):
            left = left - max(told, key=lambda passage: weight(left & passage))
            held.append(1 - weight(left) / whole if whole else 1.0)
        shares.append((held[0], held[1]))
    return shares


def figures_of(text: Analysed) -> frozenset[float | str]:
    """The figures of a text, its days and months, and its ordinals with what they count."""
    folded = [word.folded for word in text.words]
    counted = {f"{a} {b}" for a, b in pairwise([*folded, ""]) if a in _ORDINALS}
    return frozenset(number.value for number in text.numbers) | _TIMES.intersection(folded) | counted


def _whats_new(previous: PreviousStory, report: StoryReport, encoder: Encoder) -> StorySince:
    story = report.story

    def words_of(citation: Citation) -> str:
        return story.article(citation.article).text[citation.start : citation.end]

    shown = report.details if len(story.origins) > 1 else ()  # one text alone has nothing to be compared with
    claims = [(s.text, {words_of(c) for c in s.citations}) for s in report.summary.sentences]
    details = [story.article(d.article).text[d.start : d.end] for d in shown]
    claims += [(text, {text}) for text in details]
    # What stood there word for word need not be judged.
    retold = [bool(evidence) and evidence <= set(previous.told) for _, evidence in claims]
    known = in_known_language(story)
    judged = retold if all(retold) else told_before([t for t, _ in claims], previous.told, encoder, known=known)
    new = [not (same or like) for same, like in zip(retold, judged, strict=True)]
    sentences = len(report.summary.sentences)
    disagreements = (_values(side.value for side in d.sides) in previous.disagreements for d in report.disagreements)
    return StorySince(
        story=story.id,
        headline=previous.headline,
        sentences=_positions(new[:sentences]),
        details=_positions(new[sentences:]),
        disagreements=_positions(not old for old in disagreements),
    )


def _previous_story(story: dict[str, Any], texts: dict[str, str]) -> PreviousStory:
    def words_of(citations: list[dict[str, Any]]) -> list[str]:
        return [texts[c["article"]][c["start"] : c["end"]] for c in citations]

    headline, articles = _text(story["headline"]), [_text(article) for article in story["articles"]]
    told = [_text(sentence["text"]) for sentence in story["summary"]]
    told += [words for sentence in story["summary"] for words in words_of(sentence["citations"])]
    told += [_text(detail["text"]) for detail in story["only_in_one_source"]]
    sides = [side for disagreement in story["disagreements"] for side in disagreement["sides"]]
    told += [words for side in sides for words in words_of(side["citations"])]
    return PreviousStory(
        headline=headline,
        articles=frozenset(articles),
        text=_story_text(headline, (texts[article] for article in articles)),
        told=tuple(dict.fromkeys(told))[:_MOST_TOLD],
        disagreements=tuple(_values(_text(s["value"]) for s in d["sides"]) for d in story["disagreements"]),
    )


def _text(value: Any) -> str:
    """The text that a value is; TypeError for any other. Half of a character, which JSON can hold, is none."""
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} where a text is told")
    return value.encode("utf-8", "replace").decode("utf-8")


def _story_text(headline: str, articles: Iterable[str]) -> str:
    return "\n".join((headline, *articles))


def _values(values: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(value) for value in values)


def _positions(flags: Iterable[bool]) -> tuple[int, ...]:
    return tuple(position for position, flag in enumerate(flags) if flag)
