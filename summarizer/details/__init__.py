"""What only one origin says: its sentences, or the part of one, that no other origin states anywhere.

A fact is looked for in all sentences of the other origins, in other words and other spelling, and spread over several
sentences. A learned model says how sure it is that nobody else has it, and how much a reader wants it; where it is not
sure nothing is shown. Where origins contradict each other is found by `disagreements`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.details.disagreements import find_disagreements
from summarizer.details.features import Surroundings, features, nearby, survey
from summarizer.details.focus import new_span
from summarizer.details.form import as_shown, without_overlaps
from summarizer.details.model import Chances, Model, shipped
from summarizer.details.page import read_page
from summarizer.language import words
from summarizer.types import Detail, Parser, Sentence, Story

if TYPE_CHECKING:
    from summarizer.types import FloatArray

__all__ = ["CERTAIN", "find_details", "find_disagreements"]

#: A sentence is shown as a detail when it is new with this probability. Chosen on `details_gold_dev`, stories left out
#: in turn (0.82: precision 0.95, recall at 8 0.43; 0.86: 0.99, 0.44), and on a reading of 123 details of ten other
#: stories: of 14 that were not new 0.86 shows 6, of 81 new ones 78.
CERTAIN = 0.86
#: Behind those that are shown stand those that are new with this one, for who reads on; never in place of them.
LIKELY = 0.6
#: Where one sentence of another origin has all but this share of the words, it is a copy.
COPY = 0.25
#: Two outlets that rewrote one text share at least this part of their sentences as copies. The labelled stories hold
#: none such, so the model has not seen that what is left there is each outlet's own; chosen on `seeds`.
COPIED = 0.4
#: ... if two sentences of another origin lack this share of its words.
OWN = 0.55
#: A sentence is told when it is furniture with less than this probability.
FURNITURE = 0.15


def find_details(
    story: Story,
    sentences: Sequence[Sentence],
    vectors: FloatArray,
    idf: Mapping[str, float],
    parser: Parser | None = None,
    *,
    shown: int = 5,
    model: Model | None = None,
    certain: float = CERTAIN,
) -> tuple[Detail, ...]:
    """What only one origin reports, weightiest first; nothing for a story of one origin.

    `vectors[i]` is the embedding of `sentences[i]`, of unit length; `idf` weighs words. The best `shown` of each
    article are new for certain; only behind that many come others that are likely to be. Without a parser nobody is
    named as the speaker. `model` stands in for the shipped one, `certain` for `CERTAIN`.
    """
    if len(story.origins) < 2 or not sentences:
        return ()
    around = survey(story, sentences, vectors, idf)
    chances = _chances(around, model or shipped())
    chosen = {i: c for i, c in enumerate(chances) if c.new >= min(certain, LIKELY) and c.furniture < FURNITURE}
    details: list[Detail] = []
    for article in story.articles:
        mine = _of_article(around, article.id, chosen, parser)
        sure = without_overlaps([d for d, chance in mine if chance >= certain])
        details += sure
        if len(sure) >= shown:
            ceiling = sorted((d.weight for d in sure), reverse=True)[shown - 1] if shown else 1.0
            likely = [replace(d, weight=min(d.weight, ceiling)) for d, chance in mine if chance < certain]
            details += _apart_from(without_overlaps(likely), sure)
    # A stable sort: of one article's details of one weight the certain ones stay first.
    return tuple(sorted(details, key=lambda d: (-d.weight, d.article)))


def _chances(around: Surroundings, model: Model) -> list[Chances]:
    """What the model makes of each line, and of what is left of an article that is else a copy."""
    rows = features(around)
    chances = [model.judge(row) for row in rows]
    for article in around.story.articles:
        mine = [i for i, line in enumerate(around.lines) if line.sentence.article == article.id]
        if mine and sum(rows[i]["left_one"] < COPY for i in mine) >= COPIED * len(mine):
            for i in mine:
                if rows[i]["left_two"] >= OWN:
                    chances[i] = replace(chances[i], new=1.0)
    return chances


def _apart_from(details: Sequence[Detail], taken: Sequence[Detail]) -> list[Detail]:
    """Those that share no words with what is already told."""
    return [
        d for d in details if not any(t.article == d.article and d.start < t.end and t.start < d.end for t in taken)
    ]


def _of_article(
    around: Surroundings, article: str, chosen: Mapping[int, Chances], parser: Parser | None
) -> list[tuple[Detail, float]]:
    """The details of an article, each with how surely it is new."""
    mine = [i for i in chosen if around.lines[i].sentence.article == article]
    if not mine:
        return []
    titles = {w.folded for a in around.story.articles for w in words(f"{a.title or ''} {around.story.headline}")}
    page = read_page(around.story.article(article).text, [around.lines[i].sentence.index for i in mine], parser)
    found = []
    for i in mine:
        line = around.lines[i]
        focus = new_span(line.text, line.sentence.start, line.bag - nearby(around, i), around.idf)
        detail = as_shown(page, line.sentence, focus, round(chosen[i].weight, 4), titles)
        if detail is not None:
            found.append((detail, chosen[i].new))
    return found
