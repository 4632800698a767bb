"""How much of what a sentence says others say too, word by word and by meaning.

    "Police will not file charges"  beside  "No case against him will be brought, officers said"

Each content word of the one is held against all words of the other, as the encoder reads them where they stand, and is
as much told as the nearest is like it ("late interaction", Khattab and Zaharia 2020); figures and days are told or not.
What a sentence lacks is the mean over its words, rare ones weighing more. An encoder that reads no words has them
compared by their stems alone. Nothing is decided here: who asks has learned what these numbers are worth.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.language import FUNCTION_WORDS, Analysed, Word, stem
from summarizer.types import Encoder

if TYPE_CHECKING:
    from summarizer.types import FloatArray

#: Sentences in which the words of one are looked for: those nearest to it. With all of them instead of 8 the AUC on
#: `details_gold_dev` was 0.891 instead of 0.889.
NEAREST = 8
#: Words of a sentence that are least told: "bitten by a *leopard*" is new however many others are known.
LEAST = 3
#: What is untold of a sentence with this weight is as much as counts: three or four rare words.
MUCH = 10.0
#: How like another figure a figure is at most.
APART = 0.3
#: What a sentence without content words lacks: nothing that could be looked for.
NOTHING = {"lack": 0.0, "lack_least": 0.0, "lack_one": 0.0, "lack_two": 0.0, "lack_much": 0.0}


@dataclass(frozen=True, eq=False, slots=True)
class Meant:
    """The content words of a sentence with what they mean there."""

    words: tuple[Word, ...]
    stems: tuple[str, ...]
    #: The figure or day that each word is, in one form: "$53m" and "53 million dollars" are one; "" for other words.
    facts: tuple[str, ...]
    #: A row a word, of unit length; None where the encoder reads no words.
    vectors: FloatArray | None


def encoded(analysed: Sequence[Analysed], encoder: Encoder) -> tuple[FloatArray, tuple[Meant, ...]]:
    """The sentence vectors, a row each of unit length, and the words of each, read in one pass."""
    plain = [by_stems(each) for each in analysed]
    texts = [each.text for each in analysed]
    reader = getattr(encoder, "encode_words", None)
    if reader is None:
        return encoder.encode(texts), tuple(plain)
    vectors, rows = reader(texts, [[(w.start, w.end) for w in each.words] for each in plain])
    return vectors, tuple(replace(each, vectors=row) for each, row in zip(plain, rows, strict=True))


def by_stems(analysed: Analysed) -> Meant:
    """The content words of a sentence, to be compared by their stems."""
    words = tuple(w for w in analysed.words if w.folded not in FUNCTION_WORDS)
    found = [(n.start, n.end, f"{n.value:g}") for n in analysed.numbers]
    found += [(day.start, day.end, day.key) for day in analysed.days]
    facts = tuple(next((form for start, end, form in found if start <= w.start < end), "") for w in words)
    return Meant(words, tuple(stem(w.folded) for w in words), facts, None)


def only(meant: Meant, stems: Set[str]) -> Meant:
    """What of a sentence stands in another that was made of it, with the meaning it has there."""
    kept = [i for i, each in enumerate(meant.stems) if each in stems]
    return Meant(
        tuple(meant.words[i] for i in kept),
        tuple(meant.stems[i] for i in kept),
        tuple(meant.facts[i] for i in kept),
        None if meant.vectors is None else meant.vectors[kept],
    )


def told_words(one: Meant, other: Meant) -> FloatArray:
    """For each word of the one how like the nearest of the other is; about 0 to 1, shape (words,)."""
    import numpy as np

    if not one.words or not other.words:
        return np.zeros(len(one.words), dtype=np.float32)
    if one.vectors is None or other.vectors is None:
        like = np.array([s in other.stems for s in one.stems], dtype=np.float32)
    else:
        like = (one.vectors @ other.vectors.T).max(axis=1)
    # Figures are facts: to an encoder 12 and 20 are nearly one.
    given = [(i, fact) for i, fact in enumerate(one.facts) if fact]
    for i, fact in given:
        like[i] = 1.0 if fact in other.facts else min(float(like[i]), APART)
    return np.asarray(like)


def lacks(one: Meant, other: Meant, idf: Mapping[str, float]) -> float:
    """What a sentence says that the other does not, 0 to 1: the `lack` of `lacking`, of one other alone."""
    import numpy as np

    weights = np.array([idf.get(s, 1.0) for s in one.stems])
    told = float(told_words(one, other) @ weights) / float(weights.sum()) if one.words else 1.0
    return min(1.0, max(0.0, 1 - told))


def lacking(one: Meant, others: Sequence[Meant], idf: Mapping[str, float]) -> dict[str, float]:
    """What a sentence says that none of the others does; 0 to 1 each, 1 for all of it.

    `lack`: of it all; `lack_least`: of its three words that are told least; `lack_one`, `lack_two`: where only the best
    one, or two, of the others are looked at; `lack_much`: not as a share but how much it is.
    """
    import numpy as np

    if not one.words:
        return NOTHING
    weights = np.array([idf.get(s, 1.0) for s in one.stems])
    share = weights / weights.sum()
    told = np.array([told_words(one, other) for other in others]) if others else np.zeros((1, len(share)))
    single = told @ share
    best = int(single.round(6).argmax())
    joined = told.max(axis=0)
    found = {
        "lack": 1 - float(joined @ share),
        "lack_least": 1 - float(np.sort(joined)[:LEAST].mean()),
        "lack_one": 1 - float(single[best]),
        "lack_two": 1 - float((np.maximum(told, told[best]) @ share).max()),
        "lack_much": float(((1 - joined) * weights).sum()) / MUCH,
    }
    return {name: min(1.0, max(0.0, value)) for name, value in found.items()}
