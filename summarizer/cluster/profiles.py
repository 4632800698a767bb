"""What of an article is compared: sparse vectors of its title, lead, body, names, figures and dates, and its time.

A vector's columns are hashes of words, so that nothing about an article depends on the other articles.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache, partial
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from zlib import crc32

from summarizer.cluster.background import rarity
from summarizer.language import FUNCTION_WORDS, MONTHS, WEEKDAYS, dates, days, numbers, stem, words
from summarizer.language.words import Word
from summarizer.types import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

#: Columns of a vector. Of 100,000 different words about one in 80 shares its column with another: harmless.
WIDTH = 1 << 23
#: Articles whose profiles are held at a time: as mappings they take ten times the memory of the matrices.
TOGETHER = 1000
#: Words of the text that are looked at: past them an article is background, and other events.
BODY_WORDS = 400
#: Characters that a word takes with its space: of most texts, and at most.
LETTERS = (7, 12)
#: Words of the text that tell what happened.
LEAD_WORDS = 60
#: Words between a name and a word that keeps it company, at most.
NEAR_WORDS = 12
#: Rarity from which on a word that opens a sentence is a name, if it never stands in small letters: most misread
#: words at the start of a sentence are below.
RARE = 8.0
#: Rarity below which the last word of a name is a common one, and another word of it names it.
COMMON = 5.0
#: Characters in which a text that opens with its day, perhaps behind a place in capitals, has told it.
DATELINE = 60
#: Years that a figure may mean: they are dates, not counts.
YEARS = range(1980, 2040)

T = TypeVar("T", bound=Hashable)
Vector = Mapping[str, float]


class Profile(NamedTuple):
    """One article's vectors, by word; a word's weight grows with its frequency and its rarity."""

    title: Vector
    #: Title and first words.
    lead: Vector
    #: Title twice, lead twice, and the other words.
    body: Vector
    #: The words in small letters: what kind of event it is.
    topic: Vector
    #: The words each once.
    words: Vector
    #: Title and first words in small letters: what happened, without who and where.
    event: Vector
    #: Words with a capital inside a sentence.
    names: Vector
    #: Whole names by their last word, "Santa Rosa" one name: those of the text, and those of title and lead.
    units: Vector
    lead_units: Vector
    #: A name of title or lead together with a word that stands near it: the company that a name keeps.
    company: Vector
    #: Two in a row, "Jamal Williams".
    full_names: Vector
    #: The last part of the full name whose parts stand most often: whom the article is about.
    main_name: Vector
    #: The figures of title and lead, years aside.
    figures: Vector
    #: Days named, of the year, "03-13".
    days: Vector
    years: Vector
    #: The first two weekdays.
    weekdays: Vector
    #: Hours since the epoch; NaN if unknown.
    hours: float


#: The vectors of a profile.
VIEWS = tuple(name for name in Profile._fields if name != "hours")


class _Token(NamedTuple):
    stem: str
    #: Its place among all words of the text, from 0.
    place: int
    start: int
    end: int
    capital: bool


#: A token of its fields, faster than by the class.
_MADE: Callable[[tuple[str, int, int, int, bool]], _Token] = partial(tuple.__new__, _Token)


def profile(article: Article) -> Profile:
    """The vectors of one article."""
    heading, text = article.title or "", article.text
    title, body = _tokens(heading, BODY_WORDS), _tokens(text, BODY_WORDS)
    text = text[: body[-1].end] if body else ""
    lead = [t for t in body if t.place < LEAD_WORDS]
    named, full_names = _named(text, body, title), _full_names(text, body)
    units, title_units = _units(text, body, named), _units(heading, title, named)
    lead_units = [u for u in units if u.place < LEAD_WORDS]
    start, stems = [t.stem for t in title + lead], [t.stem for t in body]
    opening = f"{heading}. {text[: lead[-1].end]}" if lead else heading
    return Profile(
        title=_weighted((t.stem for t in title), rarity),
        lead=_weighted(start, rarity),
        body=_weighted([*(t.stem for t in title), *start, *stems], rarity),
        topic=_weighted((t.stem for t in body if not t.capital), rarity),
        words=_weighted(set(stems), rarity),
        event=_weighted((t.stem for t in title + lead if _tells(t, named)), rarity),
        names=_weighted((t.stem for t in body if t.stem in named), rarity),
        units=_weighted((u.stem for u in title_units + units), rarity),
        lead_units=_weighted((u.stem for u in title_units + lead_units), rarity),
        company=_weighted(
            [*_company(title, title_units, named), *_company(lead, lead_units, named)], lambda pair: rarity(pair[1])
        ),
        full_names=_weighted(full_names, lambda pair: (rarity(pair[0]) + rarity(pair[1])) / 2),
        main_name=_weighted(_main_name(full_names, stems)),
        figures=_weighted((n.value, n.unit) for n in numbers(opening) if n.value not in YEARS),
        days=_weighted(day for day in dates(text) if day[0].isdigit()),
        years=_weighted(s for s in stems if s.isdecimal() and int(s) in YEARS),
        weekdays=_weighted([s for s in stems if s in WEEKDAYS][:2]),
        hours=hours_of(article),
    )


def hours_of(article: Article) -> float:
    """When it came out; of an undated article the day, year and all, that its text opens with: at noon."""
    if article.published:
        return article.published.timestamp() / 3600
    opening = article.text[:DATELINE]
    told = [day for day in days(opening) if day.year and not any(map(str.islower, opening[: day.start]))]
    if not told:
        return math.nan
    first = min(told, key=lambda day: day.start)
    return datetime(first.year or 0, first.month, first.day, 12, tzinfo=UTC).timestamp() / 3600


def _tokens(text: str, count: int) -> list[_Token]:
    """The content words among the first `count` words of a text."""
    return [
        _MADE((stem(folded), i, start, end, text[start].isupper()))
        for i, (folded, start, end) in enumerate(_first_words(text, count))
        if folded not in FUNCTION_WORDS
    ]


def _first_words(text: str, count: int) -> list[Word]:
    """The first `count` words of a text; of most texts so many stand well before the longest words would need."""
    for letters in LETTERS:
        found = words(text[: count * letters])
        # Two more than asked for: where the text is cut the last one may be half a word, or half a name.
        if len(found) > count + 1 or len(text) <= count * letters:
            break
    return found[:count]


def _weighted(terms: Iterable[T], weight: Callable[[T], float] = lambda _: 1.0) -> dict[str, float]:
    counts = Counter(terms)
    return {str(t): w if n == 1 else (1 + math.log(n)) * w for t, n in counts.items() if (w := weight(t)) > 0}


def _named(text: str, tokens: Sequence[_Token], title: Sequence[_Token]) -> frozenset[str]:
    """Stems that always have a capital, inside a sentence or as a word that hardly any article has."""
    small = {t.stem for t in tokens if not t.capital} | _calendar()
    told = title[1:] if sum(t.capital for t in title[1:]) * 2 < len(title) - 1 else ()
    small |= {t.stem for t in told if not t.capital}
    inside = {t.stem for t in tokens if t.capital and (_inside(text, t.start) or rarity(t.stem) >= RARE)}
    return frozenset((inside | {t.stem for t in told if t.capital}) - small)


def _units(text: str, tokens: Sequence[_Token], named: Set[str]) -> list[_Token]:
    """Of each name its last word, or the rarest where the last is a common one ("Drewno FC", "Leeds United")."""
    runs: list[list[_Token]] = []
    for token in tokens:
        if not (token.capital and token.stem in named):
            continue
        last = runs[-1][-1] if runs else None
        if last and last.place + 1 == token.place and not text[last.end : token.start].strip(" ."):
            runs[-1].append(token)
        else:
            runs.append([token])
    return [run[-1] if rarity(run[-1].stem) >= COMMON else max(run, key=lambda t: rarity(t.stem)) for run in runs]


def _tells(token: _Token, named: Set[str]) -> bool:
    """Whether a word tells what happened, and not who, when or how many."""
    return not (token.stem in named or token.stem[0].isdigit() or token.stem in _calendar())


def _company(tokens: Sequence[_Token], units: Sequence[_Token], named: Set[str]) -> Iterator[tuple[str, str]]:
    """Each name with each telling word that stands near it."""
    told = [t for t in tokens if _tells(t, named)]
    return ((u.stem, t.stem) for u in units for t in told if abs(t.place - u.place) <= NEAR_WORDS)


def _inside(text: str, start: int) -> bool:
    """Whether a word stands inside a sentence, as far as the characters before it tell."""
    before = text[max(0, start - 3) : start].rstrip(" \"“‘'")
    return bool(before) and before[-1] not in ".!?:\n"


@cache
def _calendar() -> frozenset[str]:
    """Stems of months and weekdays: written with a capital, they name nobody."""
    return frozenset(map(stem, (*MONTHS, *WEEKDAYS)))


def _full_names(text: str, tokens: Sequence[_Token]) -> list[tuple[str, str]]:
    return [
        (a.stem, b.stem)
        for a, b in pairwise(tokens)
        if a.capital
        and b.capital
        and not {a.stem, b.stem} & _calendar()
        and a.place + 1 == b.place
        and not text[a.end : b.start].strip(" .")
    ]


def _main_name(full_names: Sequence[tuple[str, str]], stems: Sequence[str]) -> list[str]:
    counts = Counter(stems)
    return [max(full_names, key=lambda pair: counts[pair[0]] + counts[pair[1]])[1]] if full_names else []


@dataclass(frozen=True, slots=True)
class Matrices:
    """The vectors of many articles, a row each, of unit length; their original lengths; and their times."""

    views: Mapping[str, csr_array]
    #: View -> Euclidean length of each article's vector; 0 where it has none.
    norms: Mapping[str, NDArray[np.float64]]
    #: Different content words of each article.
    sizes: NDArray[np.int64]
    hours: NDArray[np.float64]


def stack(profiles: Sequence[Profile]) -> Matrices:
    """The vectors of all articles, in their order, as sparse matrices."""
    import numpy as np

    vectors = {name: [getattr(p, name) for p in profiles] for name in VIEWS}
    norms = {name: np.array([_norm(v) for v in column], dtype=np.float64) for name, column in vectors.items()}
    return Matrices(
        {name: _matrix(column, norms[name]) for name, column in vectors.items()},
        norms,
        np.array([len(p.words) for p in profiles], dtype=np.int64),
        np.array([p.hours for p in profiles], dtype=np.float64),
    )


def profiled(articles: Sequence[Article]) -> Matrices:
    """The vectors of all articles, in their order; made some articles at a time, to bound the memory."""
    import numpy as np
    from scipy.sparse import vstack

    starts = range(0, max(1, len(articles)), TOGETHER)
    parts = [stack([profile(article) for article in articles[start : start + TOGETHER]]) for start in starts]
    return Matrices(
        {name: vstack([part.views[name] for part in parts], format="csr") for name in VIEWS},
        {name: np.concatenate([part.norms[name] for part in parts]) for name in VIEWS},
        np.concatenate([part.sizes for part in parts]),
        np.concatenate([part.hours for part in parts]),
    )


def _norm(vector: Vector) -> float:
    """The length; by `fsum`, as the words of a set have another order in another process."""
    return math.sqrt(math.fsum(value * value for value in vector.values()))


def _matrix(vectors: Sequence[Vector], norms: NDArray[np.float64]) -> csr_array:
    import numpy as np
    from scipy.sparse import csr_array

    starts = np.cumsum([0, *(len(v) for v in vectors)], dtype=np.int32)
    columns = np.fromiter(map(column_of, chain.from_iterable(vectors)), np.int32, starts[-1])
    values = np.fromiter(chain.from_iterable(v.values() for v in vectors), np.float32, starts[-1])
    values /= np.repeat(norms, np.diff(starts)).astype(np.float32)
    matrix = csr_array((values, columns, starts), shape=(len(vectors), WIDTH))
    matrix.sum_duplicates()
    return matrix


@lru_cache(maxsize=200_000)
def column_of(term: str) -> int:
    """The column of a word in every view."""
    return crc32(term.encode()) % WIDTH
