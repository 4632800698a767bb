"""Words, folded so that spellings of the same name compare equal ("Nguyễn Hồng Diên" and "Nguyen Hong Dien")."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from nltk.stem.snowball import SnowballStemmer

#: Abbreviations with inner full stops, figures with separators, then words; an apostrophe may stand inside a word.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
#: Letters that no Unicode decomposition takes apart.
_PLAIN = str.maketrans("đðøłħıŧ’‘`´", "ddolhit''''")
#: Names that outlets write in several ways, as folded words -> the one form they are compared in.
_ALIASES = {
    ("viet", "nam"): "vietnam",
    ("united", "states"): "usa",
    ("united", "kingdom"): "uk",
    ("united", "nations"): "un",
    ("european", "union"): "eu",
}
#: Last words of those names: few words of a text are one, and only these need a look back.
_SECOND_PARTS = frozenset(second for _, second in _ALIASES)
_POSSESSIVE = re.compile(r"'s?$")

#: Words that carry grammar and no fact: they may be added to a sentence without changing what it reports. Negations
#: and modal verbs are here because they do not tell topics apart; the checks of a written sentence look at them
#: by themselves.
FUNCTION_WORDS = frozenset(
    """
    a about above after again against all also although am among an and another any are as at be because been
    before being below between both but by can cannot could did do does doing don't down during each either else
    even ever every few for from further had has have having he her here hers herself him himself his how
    however i if in into is isn't it its itself just let's may me might more most much must my myself neither no
    nor not now of off on once one only onto or other our ours ourselves out over own per rather said same say
    says shall she should since so some still such than that the their theirs them themselves then there
    therefore these they this those though through thus to too toward towards under until up upon us very was we
    were what when where whether which while who whom whose why will with within without would yet you your
    yours yourself yourselves
    """.split()
)


class Word(NamedTuple):
    """A word where it stands: `text[start:end]`, with its folded form."""

    folded: str
    start: int
    end: int


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
    for match in _WORD.finditer(text):
        folded = _normal(match.group())
        if folded in _SECOND_PARTS and found and (found[-1].folded, folded) in _ALIASES:
            first = found.pop()
            found.append(Word(_ALIASES[first.folded, folded], first.start, match.end()))
        elif folded:
            found.append(Word(folded, match.start(), match.end()))
    return found


@lru_cache(maxsize=200_000)
def _normal(word: str) -> str:
    """A word as `words` gives it; "" for a possessive ending that stands alone."""
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

    >>> content_words("The two sides said they agreed.")
    ['two', 'side', 'agre']
    """
    return [stem(w.folded) for w in words(text) if w.folded not in FUNCTION_WORDS]
