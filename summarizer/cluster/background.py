"""How rare a word is in the news at large: a fixed table, so that one more article changes no other article's weights.

`background.txt` holds word statistics only: the stems found in at least 4 of 24,948 articles (Multi-News validation,
AllSides/NeuS training, BBC 2004), grouped by inverse document frequency. No labelled development set is in it.
`write` makes it again from any collection of texts.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from summarizer.language import content_words, lexicon, stem

TABLE = Path(__file__).with_name("background.txt")
#: Stems in fewer articles than this are left out of the table, and count as unseen: most are misspellings.
RAREST = 4
#: Below this weight a common word of another language is an English one too ("plus", "war"), and keeps its weight.
ENGLISH = 5.5


@cache
def _table() -> Mapping[str, float]:
    weights = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        weight, *stems = line.split()
        weights.update(dict.fromkeys(stems, float(weight)))
    # The table is of English news: words that every Spanish report holds would count as rare.
    foreign = {stem(word): 0.0 for language in lexicon.languages() for word in lexicon.common_words(language)}
    return weights | {word: none for word, none in foreign.items() if weights.get(word, ENGLISH) >= ENGLISH}


@cache
def _unseen() -> float:
    return max(_table().values())


@lru_cache(maxsize=200_000)
def rarity(word: str) -> float:
    """Inverse document frequency of a stem in nats, from 1.2 ("year") to 8.7 for a word the table lacks.

    Figures that the table lacks weigh half of that: they are rare because there are so many of them.
    """
    weight = _table().get(word)
    if weight is not None:
        return weight
    return _unseen() / 2 if word[:1].isdigit() else _unseen()


def write(texts: Iterable[str], path: Path = TABLE) -> None:
    """Makes the table from the texts of articles, and writes it: a weight and its stems a line, commonest first."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        counts.update(set(content_words(text)))
        total += 1
    groups: dict[float, list[str]] = defaultdict(list)
    for word, count in counts.items():
        if count >= RAREST and word.isascii():
            groups[round(math.log(total / count), 1)].append(word)
    lines = [f"{weight} {' '.join(sorted(stems))}\n" for weight, stems in sorted(groups.items())]
    path.write_text("".join(lines), encoding="utf-8")
