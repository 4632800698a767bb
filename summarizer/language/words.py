"""Words, folded so that spellings of the same name compare equal ("Nguyễn Hồng Diên" and "Nguyen Hong Dien")."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from summarizer.language import lexicon, marks

if TYPE_CHECKING:
    from nltk.stem.snowball import SnowballStemmer

#: Abbreviations with inner full stops, figures with separators, then words; an apostrophe may stand inside a word.
_LETTERS = rf"[^\W\d_]+(?:[{marks.COMBINING}]+[^\W\d_]*)*"
_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|\d+(?:[.,]\d+)*|{_LETTERS}(?:['’]{_LETTERS})*")
#: Letters that make a word, about, in scripts that put no space between words.
UNSPACED_WORD = 2
#: Letters that no Unicode decomposition takes apart.
_PLAIN = str.maketrans("đðøłħıŧ’‘`´", "ddolhit''''")
#: Two folded words -> the one form in which they are compared.
_ALIASES = {(first, second): form for first, second, form in lexicon.rows("aliases")}
#: Last words of those names: few words of a text are one, and only these need a look back.
_SECOND_PARTS = frozenset(second for _, second in _ALIASES)
_POSSESSIVE = re.compile(r"'s?$")

FUNCTION_WORDS = lexicon.words_of("function_words")


class Word(NamedTuple):
    """A word where it stands: `text[start:end]`, with its folded form."""

    folded: str
    start: int
    end: int


#: A word of its fields: every word of every article passes here, and the class itself takes five times as long.
_MADE: Callable[[tuple[str, int, int]], Word] = partial(tuple.__new__, Word)


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """The text in lower case, without diacritics, with straight apostrophes.

    >>> fold("Nguyễn Quốc Dũng")
    'nguyen quoc dung'
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_PLAIN)


def words(text: str) -> list[Word]:
    """The words and figures of a text in order, possessive endings and the full stops of abbreviations removed.

    >>> [w.folded for w in words("The U.S.'s 1,200 workers in Việt Nam told us")]
    ['the', 'usa', '1200', 'workers', 'in', 'vietnam', 'told', 'us']
    """
    found: list[Word] = []
    append, made = found.append, _MADE
    for match in _WORD.finditer(text):
        folded = _normal(match[0])
        if folded is None:
            found += _cut(match[0], match.start())
        elif folded in _SECOND_PARTS and found and (found[-1].folded, folded) in _ALIASES:
            first = found.pop()
            append(Word(_ALIASES[first.folded, folded], first.start, match.end()))
        elif folded:
            append(made((folded, *match.span())))
    return found


def _cut(run: str, start: int) -> list[Word]:
    """A run of letters of a script without spaces, in pieces of about a word."""
    places = range(0, len(run), UNSPACED_WORD)
    return [Word(run[i : i + UNSPACED_WORD], start + i, start + min(len(run), i + UNSPACED_WORD)) for i in places]


@lru_cache(maxsize=200_000)
def _normal(word: str) -> str | None:
    """A word as `words` gives it; "" for a possessive ending that stands alone; None for a run without spaces."""
    if not word.isascii() and marks.unspaced(word):
        return None
    folded = _POSSESSIVE.sub("", fold(word))
    folded = folded.replace(".", "") if not folded[:1].isdigit() else folded.replace(",", "")
    if folded == "us" and word.isupper():
        return "usa"  # the country, not the pronoun
    return "" if folded == "s" else folded


@cache
def _stemmer() -> SnowballStemmer:
    from nltk.stem.snowball import SnowballStemmer  # heavy: not at import

    return SnowballStemmer("english")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The Snowball (Porter 2) stem of a folded word; words of other scripts and figures come back as they are."""
    return _stemmer().stem(word) if word.isascii() and word.isalpha() else word


def content_words(text: str) -> list[str]:
    """Stems of the words that carry facts, in order, with repetitions.

    Of scripts without spaces each two neighbouring letters, as nobody knows where a word begins.

    >>> content_words("The two sides said they agreed.")
    ['two', 'side', 'agre']
    """
    if text.isascii() or not marks.unspaced(text):
        return [stem(w.folded) for w in words(text) if w.folded not in FUNCTION_WORDS]
    letters = "".join(c if c.isalnum() else " " for c in text)
    return [a + b for a, b in pairwise(letters) if not (a + b).isspace() and " " not in a + b]
