"""How rare a word is in the news at large: a fixed table, so that one more article changes no other article's weights.

`background.txt` holds word statistics only: the stems found in at least 4 of 24,948 articles (Multi-News validation,
AllSides/NeuS training, BBC 2004), grouped by inverse document frequency. No labelled development set is in it.
`write` makes it again from any collection of texts.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from summarizer.text import content_words

TABLE = Path(__file__).with_name("background.txt")
#: Stems in fewer articles than this are left out of the table, and count as unseen: most are misspellings.
RAREST = 4


@cache
def _table() -> Mapping[str, float]:
    weights = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        weight, *stems = line.split()
        weights.update(dict.fromkeys(stems, float(weight)))
    return weights


@cache
def _unseen() -> float:
    return max(_table().values())


def rarity(stem: str) -> float:
    """Inverse document frequency in nats, from about 1 ("year") to that of a word the table lacks, about 8.7.

    Figures that the table lacks weigh half of that: they are rare because there are so many of them.
    """
    weight = _table().get(stem)
    if weight is not None:
        return weight
    return _unseen() / 2 if stem[:1].isdigit() else _unseen()


def write(texts: Iterable[str], path: Path = TABLE) -> None:
    """Makes the table from the texts of articles, and writes it: a weight and its stems a line, commonest first."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        counts.update(set(content_words(text)))
        total += 1
    groups: dict[float, list[str]] = defaultdict(list)
    for stem, count in counts.items():
        if count >= RAREST and stem.isascii():
            groups[round(math.log(total / count), 1)].append(stem)
    lines = [f"{weight} {' '.join(sorted(stems))}\n" for weight, stems in sorted(groups.items())]
    path.write_text("".join(lines), encoding="utf-8")
