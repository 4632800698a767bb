"""How well a sentence is supported by its source: three measures of words and parses, and their learned weights.

- fragments: the sentence is cut into the longest runs of words that some evidence sentence has (extractive fragments,
  Grusky et al. 2018). Few long runs are safer than many short ones.
- relations: share of its pairs of a word and its head, prepositions passed over, that are one in the best sentence.
- soundness: share of its words that the most similar sentence has in the same order, with their heads kept too. What
  hangs on a word that was left out ("made up [half of] the income") has changed its meaning.

The weights are learned by `learn_support.py` from people's judgements. The product once ranked by this; nothing in it
does now. It is kept as the baseline that a judge of meaning has to beat.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from eval.baselines.support import SupportScore
from eval.measures.tokens import UnicodeTokenizer, content_tokens
from summarizer import sentence_spans

if TYPE_CHECKING:
    from summarizer.types import Parser, Token

#: Measure -> weight, and the constant, of a logistic regression on `faithfulness_qags` and `faithfulness_rank19_pairs`.
WEIGHTS = {"fragments": -0.699, "relations": 0.818, "soundness": 1.531}
BIAS = -1.141
#: What it is worth in an alignment, in words, that two words stand side by side in both sentences.
ADJACENT = 0.6

Pairs = frozenset[tuple[str, str]]


class Analysis(NamedTuple):
    """A sentence as it is compared."""

    #: Stems of its words; of a mark the mark itself.
    stems: tuple[str, ...]
    #: Position of each word's head among them.
    heads: tuple[int, ...]
    #: Neighbouring stems of words; content stems; (content word, content word it hangs on).
    neighbours: Pairs
    content: frozenset[str]
    relations: Pairs


def parsed_support(parser: Parser) -> SupportScore:
    """A function from a sentence and its source to how well that supports it, 0 to 1; it knows no threshold."""

    @lru_cache(maxsize=4096)
    def analysed(text: str) -> Analysis:
        return analyse(parser.parse([text])[0])

    def score(sentence: str, source: str) -> float:
        sources = [analysed(source[a:b]) for a, b in sentence_spans(source)]
        if not sources or not _is_word(sentence):
            return 0.0
        measured = measures(analysed(sentence), sources)
        total = BIAS + sum(WEIGHTS[name] * value for name, value in measured.items())
        return 1 / (1 + math.exp(-total))

    return score


def measures(sentence: Analysis, sources: Sequence[Analysis]) -> dict[str, float]:
    """The measures by name, each 0 to 1; one evidence sentence or more."""
    nearest = max(
        sources, key=lambda s: _share(sentence.neighbours, s.neighbours) + _share(sentence.content, s.content)
    )
    return {
        "fragments": _fragments(sentence, sources),
        "relations": max(_share(sentence.relations, source.relations) for source in sources),
        "soundness": _soundness(sentence, nearest),
    }


def analyse(parse: Sequence[Token]) -> Analysis:
    """The parse of a sentence as it is compared."""
    stems = tuple(_stem(token.text) for token in parse)
    spoken = [s for s, token in zip(stems, parse, strict=True) if _is_word(token.text)]
    content = [bool(content_tokens(token.text)) for token in parse]
    relations = set()
    for i, token in enumerate(parse):
        head = parse[token.head].head if token.relation == "pobj" else token.head
        if head != i and content[i] and content[head]:
            relations.add((stems[i], stems[head]))
    kept = frozenset(s for s, is_content in zip(stems, content, strict=True) if is_content)
    return Analysis(stems, tuple(t.head for t in parse), frozenset(pairwise(spoken)), kept, frozenset(relations))


def _stem(text: str) -> str:
    return "".join(UnicodeTokenizer().tokenize(text)) or text


def _is_word(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _share(
    mine: frozenset[object] | Pairs | frozenset[str], theirs: frozenset[object] | Pairs | frozenset[str]
) -> float:
    return len(mine & theirs) / len(mine) if mine else 1.0


def _fragments(sentence: Analysis, sources: Sequence[Analysis]) -> float:
    """Runs of words per word, from the first word on the longest run that a source has; a new word is a run."""
    mine = [s for s in sentence.stems if _is_word(s)]
    theirs = [[s for s in source.stems if _is_word(s)] for source in sources]
    position = runs = 0
    while position < len(mine):
        position += max(1, max(_longest_run(mine, position, source) for source in theirs))
        runs += 1
    return runs / len(mine) if mine else 1.0


def _longest_run(mine: Sequence[str], start: int, source: Sequence[str]) -> int:
    best = 0
    for place, word in enumerate(source):
        length = 0
        if word == mine[start]:
            for a, b in zip(mine[start:], source[place:], strict=False):
                if a != b:
                    break
                length += 1
        best = max(best, length)
    return best


def _soundness(sentence: Analysis, source: Analysis) -> float:
    aligned = align(sentence.stems, source.stems)
    kept = set(aligned.values())
    words_of = [i for i, s in enumerate(sentence.stems) if _is_word(s)]
    sound = [i for i in words_of if i in aligned and source.heads[aligned[i]] in kept]
    return len(sound) / len(words_of) if words_of else 1.0


def align(mine: Sequence[str], theirs: Sequence[str]) -> dict[int, int]:
    """Position -> position of the same word in the other sequence, in order; most words, then most neighbours."""
    rows, columns = len(mine) + 1, len(theirs) + 1
    best = [[0.0] * columns for _ in range(rows)]
    ending = [[-math.inf] * columns for _ in range(rows)]  # the same, with the last two words aligned
    for i in range(1, rows):
        for j in range(1, columns):
            if mine[i - 1] == theirs[j - 1]:
                ending[i][j] = 1 + max(best[i - 1][j - 1], ending[i - 1][j - 1] + ADJACENT)
            best[i][j] = max(best[i - 1][j], best[i][j - 1], ending[i][j])
    aligned: dict[int, int] = {}
    i, j, adjacent = rows - 1, columns - 1, False
    while i > 0 and j > 0:
        if not adjacent and best[i][j] == best[i - 1][j]:
            i -= 1
        elif not adjacent and best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            aligned[i] = j
            adjacent = ending[i][j] + ADJACENT > best[i][j]
    return aligned
