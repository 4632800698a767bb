"""ROUGE (Lin 2004) by `rouge-score`, with a tokenizer that knows every script.

`rouge-score` keeps only a-z and 0-9, so that identical Arabic texts score 0 (huggingface/evaluate#256). Ours keeps
the letters, marks and figures of all scripts; on ASCII text it gives exactly `rouge-score`'s tokens.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import regex
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import Tokenizer

from summarizer import sentence_spans

if TYPE_CHECKING:
    from nltk.stem.porter import PorterStemmer

_TYPES = ("rouge1", "rouge2", "rougeL", "rougeLsum")
#: Letters and figures of any script, with the marks that combine with them.
_TOKEN = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*")
#: Scripts written without spaces: one character is one token.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


@dataclass(frozen=True, slots=True)
class RougeScores:
    """F-measures of one summary, 0 to 1."""

    rouge1: float
    rouge2: float
    rouge_l: float
    #: Of sentence-split summaries (Lin 2004, section 3.2): about 16 points above `rouge_l`, never to be confused.
    rouge_lsum: float


#: Names of the fields of `RougeScores` in tables, in their order.
COLUMNS = ("R-1", "R-2", "R-L", "R-Lsum")


@cache
def _porter() -> PorterStemmer:
    from nltk.stem.porter import PorterStemmer

    return PorterStemmer()


@lru_cache(maxsize=200_000)
def _stem(token: str) -> str:
    """The Porter stem of an ASCII token of more than 3 letters, as `rouge-score` stems."""
    if len(token) <= 3 or not token.isascii():
        return token
    return str(_porter().stem(token))


class UnicodeTokenizer(Tokenizer):  # type: ignore[misc]  # rouge-score has no types
    """Tokens for every script, for `rouge-score`'s `tokenizer=`.

    >>> UnicodeTokenizer().tokenize("Bộ trưởng met Greer's envoys")
    ['bộ', 'trưởng', 'met', 'greer', 's', 'envoy']
    """

    def tokenize(self, text: str) -> list[str]:
        """Lower-cased tokens, ASCII ones stemmed, characters of unspaced scripts one by one."""
        # One normal form: "é" typed as one character or as two is the same letter.
        normal = unicodedata.normalize("NFC", text.lower())
        return [_stem(token) for token in _TOKEN.findall(_UNSPACED.sub(r" \g<0> ", normal))]


@cache
def _scorer() -> RougeScorer:
    return RougeScorer(list(_TYPES), tokenizer=UnicodeTokenizer())


def rouge(prediction: Sequence[str], reference: str) -> RougeScores:
    """The scores of a summary, given as its sentences, against a reference text."""
    lines = "\n".join(" ".join(sentence.split()) for sentence in prediction)
    target = "\n".join(" ".join(reference[a:b].split()) for a, b in sentence_spans(reference))
    scores = _scorer().score(target, lines)
    return RougeScores(*(float(scores[kind].fmeasure) for kind in _TYPES))


def columns(scores: RougeScores) -> dict[str, float]:
    """The scores by column name, 0 to 1."""
    return dict(zip(COLUMNS, astuple(scores), strict=True))
