"""Which articles are one text: verbatim and abridged copies, so that an agency's words count once.

Two outlets that share most sentences are still two origins when each adds some reporting of its own. Agency credits are
not trusted: outlets leave "(Reuters)" on texts that they changed, and take it off texts that they did not.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from summarizer.language import is_furniture, sentence_spans, without_quotations
from summarizer.language.boilerplate import matches
from summarizer.prints import SHINGLE, WORD, Holders, Shared, fingerprints, shared, shingles
from summarizer.types import Article, KnownParts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Share of the shorter text's words that stand in the longer one, from which on it may be a copy.
COPIED = 0.7
#: Share of the shorter text's fingerprints that must be found before the texts are compared: a cheap test that lets all
#: copies of the development sets through.
SHARED_PRINTS = 0.5
#: Words of new sentences from which on a text adds news: a sentence or two. Less is a caption, a credit, a name
#: respelled. In longer texts, which have more of these, it grows with their length up to the second number.
ADDITIONWORDS = (15, 24)
ADDITION_SHARE = 0.02
#: A text below this share of the longer one is a copy only of its opening: else it is an item of a digest.
DIGEST_ITEM = 0.2
#: The most that one added paragraph makes of a text; more is what an abridger took away. Chosen between the tenth that
#: a paragraph makes of most articles and the 0.4 that is missing from a copy cut to 60 %.
PARAGRAPH = 0.36
#: Words of a sentence from which on it says something.
SENTENCEWORDS = 8
#: Share of its words from which on a sentence that stands in one text only is new, and not the same one reworded.
NEW_SENTENCE = 0.6
#: What of an article is known, for whoever keeps it.
KIND = "sentences"


def find_origins(articles: Sequence[Article], known: KnownParts | None = None) -> tuple[tuple[str, ...], ...]:
    """Ids of the articles, those of one text together: the fullest version first, then its copies.

    Each article is compared with the fullest version only, so that no chain of changes joins two different texts.
    Origins come in the order of their content, whatever the order of the articles or the names of the files. What is
    `known` of an article is not computed again.
    """
    texts = sorted((read_text(article, known) for article in articles), key=place_of)

    def home(text: int, heads: Sequence[int]) -> int | None:
        return original_of(texts[text], [texts[head] for head in heads])

    prints = [text.prints for text in texts]
    origins = sorted_into_origins(shared(prints), list(map(len, prints)), home)
    origins.sort(key=lambda origin: (texts[origin[0]].key, texts[origin[0]].article.id))
    return tuple(tuple(texts[number].article.id for number in origin) for origin in origins)


def sorted_into_origins(
    prints: Shared, sizes: Sequence[int], home: Callable[[int, Sequence[int]], int | None]
) -> list[list[int]]:
    """The numbers of the texts, those of one origin together, in the order of their first ones.

    Texts are numbered in the order of `place_of`; `sizes` counts all fingerprints of each. `home` is asked for a text
    and the first texts of the origins that it may be a copy of, and answers with the place of one of these, or None.
    """
    holders = Holders(prints.counts)
    origins: list[list[int]] = []
    for text, size in enumerate(sizes):
        own, needed = prints.of(text), SHARED_PRINTS * size
        found: int | None = None
        if len(own) >= needed:
            holding, votes = holders.votes(own)
            likely = holding[votes >= needed].tolist()
            place = home(text, [origins[origin][0] for origin in likely]) if likely else None
            found = None if place is None else likely[place]
        if found is None:
            holders.add(len(origins), own)
            origins.append([text])
        else:
            origins[found].append(text)
    return origins


@dataclass(frozen=True, slots=True)
class Text:
    """What is kept of an article while all are sorted into origins."""

    article: Article
    #: Of its content; articles are put in order by it, never by name.
    key: str
    #: A hash for each SHINGLE words in a row, in order; a tiny text has one, of title and text together.
    shingles: NDArray[np.uint32]
    #: The same, ascending.
    ordered: NDArray[np.uint32]
    #: Fingerprints, ascending.
    prints: NDArray[np.uint32]
    #: Who remembers its sentences.
    known: KnownParts | None


def read_text(article: Article, known: KnownParts | None = None) -> Text:
    """An article as it is compared with others."""
    import numpy as np

    hashes = shingles(article)
    content = "\0".join((article.text, article.title or "", article.source or ""))
    key, prints = sha256(content.encode()).hexdigest(), fingerprints(hashes)
    return Text(article, key, hashes, np.sort(hashes), prints, known)


def place_of(text: Text) -> tuple[int, str, str]:
    """What texts are put in order by: the longest first, as a copy comes behind what it is one of."""
    return -len(text.shingles), text.key, text.article.id


def original_of(text: Text, heads: Sequence[Text]) -> int | None:
    """The place of the text that this one is a copy of; of several the one that has the least news beyond it."""
    copied = [place for place, head in enumerate(heads) if is_copy(text, head)]
    if len(copied) < 2:
        return copied[0] if copied else None
    return min(copied, key=lambda place: news_beyond(heads[place], text))


def news_beyond(longer: Text, text: Text) -> int:
    """Words of news in a text that a copy of it lacks."""
    return sum(_additions(longer, ~_covered(longer, text)))


def is_copy(shorter: Text, longer: Text) -> bool:
    """Whether the shorter text tells no news that the longer one lacks, and the longer one is not its update.

    An abridger leaves out many sentences, or the end; an editor who adds to a text adds a paragraph. So a longer text
    that has one paragraph more is another origin, unless the shorter one came out later.
    """
    import numpy as np

    small, large = shorter.shingles, longer.shingles
    if len(small) == 1:
        return bool(small[0] == large[0])
    covered = _covered(shorter, longer)
    if covered.mean() < COPIED:
        return False
    if len(small) < DIGEST_ITEM * len(large) and np.isin(small, large[: 2 * len(small)]).mean() < COPIED / 2:
        return False
    if sum(_additions(shorter, ~covered)) > _tolerance(small):
        return False
    if _came_out_later(shorter.article, longer.article):
        return True
    missing = ~_covered(longer, shorter)
    if missing.mean() > PARAGRAPH:
        return True
    added = _additions(longer, missing)
    return not (len(added) == 1 and added[0] > _tolerance(large))


def _came_out_later(article: Article, other: Article) -> bool:
    return bool(article.published and other.published and article.published > other.published)


def _tolerance(shingles: NDArray[np.uint32]) -> float:
    """Words of news that do not yet make an addition to a text of so many shingles."""
    return min(max(ADDITIONWORDS[0], ADDITION_SHARE * len(shingles)), ADDITIONWORDS[1])


def _covered(text: Text, other: Text) -> NDArray[np.bool_]:
    """For each word of a text whether it stands in a shingle that the other text has too."""
    import numpy as np

    places = np.searchsorted(other.ordered, text.shingles)
    shared = other.ordered[np.minimum(places, len(other.ordered) - 1)] == text.shingles
    return np.convolve(shared, np.ones(SHINGLE, dtype=np.int64)) > 0


def _additions(of: Text, new: NDArray[np.bool_]) -> list[int]:
    """Lengths in words of the stretches of news that an article adds, from which of its words are new.

    A stretch ends at a sentence that both have, and at the end of a paragraph. Sentences that report nothing (bylines,
    advertisements) are passed over, and so are those of a few words.
    """
    import numpy as np

    if new.sum() < NEW_SENTENCE * ADDITIONWORDS[0]:
        return []  # not enough for an addition: spares the search for sentences
    before = np.concatenate([[0], np.cumsum(new)])  # new words before each word
    lines = _lines(of.article.text)
    known = _known_sentences(of.article, of.known) if of.known is not None else None
    runs: list[int] = []
    # Of most texts few paragraphs hold anything new: only these are cut into sentences.
    for line in np.flatnonzero(np.diff(before[lines.words]) >= NEW_SENTENCE * SENTENCEWORDS).tolist():
        start, first = int(lines.starts[line]), int(lines.words[line])
        text = of.article.text[start : int(lines.starts[line + 1]) - 1]
        spans = _long_sentences(text) if known is None else known.get(line, ())
        runs += _runs(text, spans, before[first : int(lines.words[line + 1]) + 1])
    return runs


def _runs(text: str, spans: Iterable[_Span], before: NDArray[np.int64]) -> list[int]:
    """`_additions` of one paragraph with these sentences."""
    runs: list[int] = []
    going_on = False
    for span in spans:
        length = span.past - span.first
        if before[span.past] - before[span.first] < NEW_SENTENCE * length:
            going_on = going_on and not _reports(text[span.start : span.end])
        elif _reports(text[span.start : span.end]):
            if going_on:
                runs[-1] += length
            else:
                runs.append(length)
            going_on = True
    return runs


class _Lines(NamedTuple):
    """Where each line of a text begins, and its first word, from 0; and one more, as if another line followed."""

    starts: NDArray[np.int64]
    words: NDArray[np.int64]


@lru_cache(maxsize=1 << 17)
def _lines(text: str) -> _Lines:
    import numpy as np

    lines = text.split("\n")
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)], dtype=np.int64)
    return _Lines(starts, np.cumsum([0, *(len(WORD.findall(line)) for line in lines)], dtype=np.int64))


class _Span(NamedTuple):
    """A sentence: characters `start` to `end` of its paragraph, and its words `first` to `past`."""

    start: int
    end: int
    first: int
    past: int


def _known_sentences(article: Article, known: KnownParts) -> dict[int, list[_Span]]:
    """The sentences by the number of their paragraph, as they are known, else found and from now on known."""
    numbers = array("i", known.part(KIND, article) or b"")
    if not numbers:
        lines = article.text.split("\n")
        rows = [(line, *span) for line, text in enumerate(lines) for span in _long_sentences(text)]
        # The number of numbers in front: an article without such sentences is known too.
        numbers = array("i", [len(rows), *chain.from_iterable(rows)])
        known.keep_part(KIND, article, numbers.tobytes())
    found: dict[int, list[_Span]] = {}
    for place in range(1, len(numbers), 5):
        found.setdefault(numbers[place], []).append(_Span(*numbers[place + 1 : place + 5]))
    return found


@lru_cache(maxsize=1 << 17)
def _long_sentences(paragraph: str) -> tuple[_Span, ...]:
    """The sentences of a paragraph that have words enough to say something."""
    found = []
    past = 0
    for start, end in sentence_spans(paragraph):
        first, past = past, past + len(WORD.findall(paragraph, start, end))
        if past - first >= SENTENCEWORDS:
            found.append(_Span(start, end, first, past))
    return tuple(found)


@lru_cache(maxsize=1 << 15)
def _reports(sentence: str) -> bool:
    """Whether a sentence may be news: no furniture, byline, or words to the reader outside quotations."""
    told = without_quotations(sentence)
    return not (is_furniture(sentence) or matches("bylines", sentence) or matches("addresses_reader", told))
