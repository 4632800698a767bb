"""Tokens of every script, for ROUGE and for comparing words.

`rouge-score` keeps only a-z and 0-9, so that identical Arabic texts score 0 (huggingface/evaluate#256). Ours keeps the
letters, marks and figures of all scripts; on ASCII text it gives exactly `rouge-score`'s tokens.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import regex
from rouge_score.tokenizers import Tokenizer
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

if TYPE_CHECKING:
    from nltk.stem.porter import PorterStemmer

#: Letters and figures of any script, with the marks that combine with them.
_TOKEN = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*")
#: Scripts written without spaces: one character is one token.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


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
def _stop_tokens() -> frozenset[str]:
    return frozenset(token for word in ENGLISH_STOP_WORDS for token in UnicodeTokenizer().tokenize(word))


def content_tokens(text: str) -> list[str]:
    """The tokens of a text less English stop words, in order.

    >>> content_tokens("They met the envoys on Thursday.")
    ['met', 'envoy', 'thursdai']
    """
    return [token for token in UnicodeTokenizer().tokenize(text) if token not in _stop_tokens()]
