"""Details of a story in a language that the models do not know: by what needs no grammar, in every script.

A sentence is compared by its letters, taken in runs of four (of scripts without spaces in pairs), so that inflected
forms are near one another, and by its figures. Names are words like others: taken apart by their capitals they told
nothing more, and half of the scripts have none. Who speaks, and whether the same stands elsewhere in other words,
nobody knows here; the report says so.
"""

from __future__ import annotations

import math
import re

from summarizer.details.model import Model
from summarizer.details.novelty import Surroundings, lines, uncovered_shares
from summarizer.language import Analysed, marks
from summarizer.material import Material, inverse_frequencies
from summarizer.types import Detail

#: A sentence is told when it is new with this probability and boilerplate with less than that. Chosen on
#: `details_gold_dev`, told as a language that nobody knows, stories left out in turn (precision 0.94, recall at 8 0.36;
#: at 0.86 0.95 and 0.34).
CERTAIN = 0.8
FURNITURE = 0.3
#: Fewer words are more often a caption or a label: of those in `details_gold_dev` one in three is.
SHORT = 9
_FIGURE = re.compile(r"\d+(?:[.,\s]\d{3})*(?:[.,]\d+)?")


def details_by_letters(material: Material, model: Model, certain: float = CERTAIN) -> tuple[Detail, ...]:
    """What only one origin has in its words, weightiest first; whole sentences, and nobody as their speaker."""
    found = []
    for sentence, analysed, row in zip(material.sentences, material.analysed, letter_features(material), strict=True):
        chance = model.judge(row)
        if _is_statement(analysed) and chance.new >= certain and chance.furniture < FURNITURE:
            place = sentence.start, sentence.end
            found.append(Detail(sentence.article, *place, place, None, round(chance.weight, 4)))
    return tuple(sorted(found, key=lambda d: (-d.weight, d.article, d.start)))


def letter_features(material: Material) -> list[dict[str, float]]:
    """The features of each sentence that need no word of its language."""
    runs = [each.runs for each in material.analysed]
    around = Surroundings(material, lines(material, runs), inverse_frequencies(list(map(frozenset, runs))))
    figures = [_figures(each) for each in material.analysed]
    rows = uncovered_shares(around)
    for i, line in enumerate(around.lines):
        text, words = line.analysed.text, len(line.analysed.words)
        rows[i] |= {
            "length": min(1.0, words / 40),
            "short": float(words < SHORT),
            "whole": float(_is_statement(line.analysed)),
            "early": 1 / math.sqrt(1 + line.sentence.index),
            "new_figures": min(1.0, len(figures[i].difference(*(figures[j] for j in around.others(i)))) / 2),
            "brackets": float("(" in text or "[" in text),
        }
    return rows


def _figures(sentence: Analysed) -> frozenset[str]:
    """Its figures as digits alone: "1,200", "1.200" and "1 200" are one, and so are those of other scripts."""
    return frozenset("".join(str(int(c)) for c in m if c.isdecimal()) for m in _FIGURE.findall(sentence.text))


def _is_statement(sentence: Analysed) -> bool:
    """Whether it looks like a whole sentence in its script: begun, ended, no question, no half or bare quotation."""
    text = sentence.text
    ended = marks.ended(text) or marks.unmarked(text)
    asks = text.rstrip(marks.CLOSERS)[-1:] in marks.ASKS
    bare = marks.only_quoted(text) or not marks.quotations_closed(text)
    return marks.opened(text) and ended and not asks and not bare
