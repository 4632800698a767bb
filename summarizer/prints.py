"""Fingerprints of texts, and which texts share them: what is looked at before two texts are compared word by word.

    text --shingles--> a hash a run of words --fingerprints--> some of these, the same ones wherever the words stand

Leaves out what makes a copy. `Holders` knows which origins hold which of many fingerprints, in as many bytes as the
fingerprints that more than one text has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from summarizer.language import fold
from summarizer.types import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: A word as it is compared here, before folding: a plain pattern, because every word of every article passes it.
WORD = re.compile(r"\w+")
#: Words in a row that are compared.
SHINGLE = 5
#: Of so many shingles in a row the one with the lowest hash is a fingerprint (winnowing: Schleimer et al. 2003), so
#: that two texts that share WINDOW + SHINGLE - 1 words in a row share a fingerprint.
WINDOW = 12
#: A fingerprint found in more origins than this is boilerplate.
BOILERPLATE = 64
#: Texts with fewer words are copies only if title and text are the same.
TINY = 20


def shingles(article: Article) -> NDArray[np.uint32]:
    """A hash for each SHINGLE words in a row, in order; a tiny text has one, of title and text together."""
    import numpy as np

    found = WORD.findall(article.text)
    if len(found) < TINY:
        found = [" ".join(map(fold, WORD.findall(f"{article.title or ''} {article.text}")))] * SHINGLE
    hashes = np.fromiter(map(_word_hash, found), np.uint64, len(found))
    total = np.zeros(len(hashes) - SHINGLE + 1, dtype=np.uint64)
    for place in range(SHINGLE):
        total = total * np.uint64(0x9E3779B97F4A7C15) + hashes[place : place + len(total)]
    mixed = (total ^ (total >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return (mixed >> np.uint64(32)).astype(np.uint32)


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    return crc32(fold(word).encode())


def fingerprints(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The fingerprints of a text with these shingles, ascending, each once."""
    import numpy as np

    runs = np.lib.stride_tricks.sliding_window_view(hashes, min(WINDOW, len(hashes)))
    return np.unique(runs.min(axis=1))


class Shared(NamedTuple):
    """The fingerprints that another text has too, numbered from 0: only these need an index."""

    #: Where the fingerprints of text i begin in `numbers`; one more than there are texts.
    starts: NDArray[np.int64]
    numbers: NDArray[np.int32]
    #: How many texts have each numbered fingerprint.
    counts: NDArray[np.int64]

    def of(self, text: int) -> NDArray[np.int32]:
        """The fingerprints of one text."""
        return self.numbers[self.starts[text] : self.starts[text + 1]]


def numbered(prints: NDArray[np.uint32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The number of each fingerprint, -1 for one that stands there once, and how often each numbered one does."""
    import numpy as np

    _, numbers, counts = np.unique(prints, return_inverse=True, return_counts=True)
    again = counts > 1
    place = np.where(again, np.cumsum(again) - 1, -1).astype(np.int32)
    return place[numbers], counts[again].astype(np.int64)


def shared(prints: Sequence[NDArray[np.uint32]]) -> Shared:
    """Of texts with these fingerprints those that another one has too."""
    import numpy as np

    numbers, counts = numbered(np.concatenate([np.zeros(0, np.uint32), *prints]))
    owners = np.repeat(np.arange(len(prints)), [len(own) for own in prints])[numbers >= 0]
    return Shared(np.searchsorted(owners, np.arange(len(prints) + 1)), numbers[numbers >= 0], counts)


#: Texts that an index names of a fingerprint: as many as origins may hold it before it is boilerplate.
ROOM = BOILERPLATE + 1


class Index(NamedTuple):
    """Which texts have which of the shared fingerprints, the first ROOM of each."""

    #: Where the texts of fingerprint i begin in `texts`; one more than there are fingerprints.
    starts: NDArray[np.int64]
    texts: NDArray[np.int32]

    @classmethod
    def of(cls, numbers: NDArray[np.int32], texts: NDArray[np.int32], counts: NDArray[np.int64]) -> Index:
        """The index of fingerprints, of which `counts` have so many texts; item i of the others says who has which.

        Texts are ascending.
        """
        import numpy as np

        owners = texts[np.argsort(numbers, kind="stable")]
        before = np.cumsum(counts) - counts
        first = np.arange(len(owners)) - np.repeat(before, counts) < ROOM
        return cls(np.append(0, np.cumsum(np.minimum(counts, ROOM))), owners[first])

    @classmethod
    def joined(cls, parts: Sequence[Index]) -> Index:
        """The index of all fingerprints, those of each part numbered behind those of the parts before it."""
        import numpy as np

        sizes = np.concatenate([np.zeros(1, np.int64), *(np.diff(part.starts) for part in parts)])
        return cls(np.cumsum(sizes), np.concatenate([np.zeros(0, np.int32), *(part.texts for part in parts)]))

    def sharing(
        self, prints: NDArray[np.int32], text: int, needed: float, surely: float
    ) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The texts before `text`, ascending, that are named for so many of its fingerprints, and for how many.

        A fingerprint that ROOM texts before it have is boilerplate by then, unless most of them are copies. So it does
        not count, but for texts that have `surely` so many in common with it that it is a copy itself.
        """
        import numpy as np

        if len(prints) < needed:
            return np.zeros(0, np.int32), np.zeros(0, np.int64)
        starts, ends = self.starts[prints], self.starts[prints + 1]
        rare = (ends - starts < ROOM) | (self.texts[ends - 1] >= text)
        found = self.texts[_ranges(starts, ends - starts)]
        before = found < text
        texts, place, votes = np.unique(found[before], return_inverse=True, return_counts=True)
        counted = np.bincount(place, np.repeat(rare, ends - starts)[before], len(texts))
        enough = (counted >= needed) | (votes >= surely)
        return texts[enough], votes[enough]


def _ranges(starts: NDArray[np.int64], sizes: NDArray[np.signedinteger[Any]]) -> NDArray[np.int64]:
    """The numbers from each start on, so many of each: (4, 9) and (2, 3) are 4, 5, 9, 10, 11."""
    import numpy as np

    ends = np.cumsum(sizes)
    return np.repeat(starts - (ends - sizes), sizes) + np.arange(ends[-1] if len(ends) else 0)


class Holders:
    """Which origins hold which of the shared fingerprints: as many of them as can matter."""

    def __init__(self, counts: NDArray[np.int64]) -> None:
        import numpy as np

        room = np.minimum(counts, BOILERPLATE + 1)
        self._starts = np.cumsum(room) - room
        self._held = np.zeros(len(room), np.int32)
        self._origins = np.zeros(int(room.sum()), np.int32)

    def add(self, origin: int, prints: NDArray[np.int32]) -> None:
        """From now on that origin holds these."""
        free = prints[self._held[prints] <= BOILERPLATE]
        self._origins[self._starts[free] + self._held[free]] = origin
        self._held[free] += 1

    def votes(self, prints: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The origins that hold some of these, ascending, and how many; what is boilerplate by now does not count."""
        import numpy as np

        used = prints[self._held[prints] <= BOILERPLATE]
        places = _ranges(self._starts[used], self._held[used])
        return np.unique(self._origins[places], return_counts=True)
