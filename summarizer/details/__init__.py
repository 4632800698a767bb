"""What only one origin says: its sentences, or the part of one, that no other origin states anywhere.

A fact is looked for in all sentences of the other origins, in other words and other spelling, and spread over several
sentences. A learned model says how sure it is that nobody else has it, and how much a reader wants it; where it is not
sure nothing is shown. Where origins contradict each other is found by `disagreements`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from summarizer.details.disagreements import find_disagreements
from summarizer.details.features import Surroundings, features, nearby, survey
from summarizer.details.form import new_span, shown, without_overlaps
from summarizer.details.model import Chances, Model, shipped
from summarizer.text import references, sentence_spans
from summarizer.types import Detail, Sentence, Story

if TYPE_CHECKING:
    from summarizer.types import FloatArray

__all__ = ["CERTAIN", "find_details", "find_disagreements"]

#: A sentence is told as a detail when it is new with this probability. Chosen on `details_gold_dev`, stories left out
#: in turn: 0.80 gives precision 0.935 and AP3 0.405, 0.85 gives 0.952 and 0.338, 0.90 gives 0.990 and 0.269.
CERTAIN = 0.78
#: ... and is furniture with less than this one; 0.05 loses more facts than captions there.
FURNITURE = 0.065


def find_details(
    story: Story,
    sentences: Sequence[Sentence],
    vectors: FloatArray,
    idf: Mapping[str, float],
    *,
    model: Model | None = None,
    certain: float = CERTAIN,
) -> tuple[Detail, ...]:
    """What only one origin reports, weightiest first; nothing for a story of one origin.

    `vectors[i]` is the embedding of `sentences[i]`, of unit length; `idf` weighs words. `model` stands in for the
    shipped one, `certain` for `CERTAIN`.
    """
    if len(story.origins) < 2 or not sentences:
        return ()
    around = survey(story, sentences, vectors, idf)
    judge = (model or shipped()).judge
    chances = [judge(row) for row in features(around)]
    chosen = {i: c for i, c in enumerate(chances) if c.new >= certain and c.furniture < FURNITURE}
    details = [detail for article in story.articles for detail in _of_article(around, article.id, chosen)]
    return tuple(sorted(without_overlaps(details), key=lambda d: (-d.weight, d.article, d.start)))


def _of_article(around: Surroundings, article: str, chosen: Mapping[int, Chances]) -> list[Detail]:
    mine = [i for i in chosen if around.lines[i].sentence.article == article]
    if not mine:
        return []
    text = around.story.article(article).text
    spans = sentence_spans(text)
    known = references(text, spans)
    found = []
    for i in mine:
        line = around.lines[i]
        focus = new_span(line.text, line.sentence.start, line.bag - nearby(around, i), around.idf)
        detail = shown(text, spans, known, line.sentence, focus, round(chosen[i].weight, 4))
        if detail is not None:
            found.append(detail)
    return found
