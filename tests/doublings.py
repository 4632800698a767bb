"""How finding the same article twice, and copies, grows: `python -m tests.doublings [--sizes 500,1000,2000,4000,8000]`.

A series for each thing that could make articles be compared all with all: one address, one id, one outlet and opening,
one text with small changes, one notice under all. Prints processor seconds, and the power of the size that they grow by
from the first size to the last: 1 is twice the time for twice the articles, 2 four times. Articles are invented.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Callable, Sequence

from summarizer.dedupe import find_origins
from summarizer.read.duplicates import drop_duplicates
from summarizer.types import Article, Provenance

SIZES = (500, 1_000, 2_000, 4_000, 8_000)
NOTICE = " ".join(f"Readers may write to the desk about item {n} of the charter." for n in range(4))


def _text(chance: random.Random, count: int) -> str:
    """Sentences of words that no other text has in that order."""
    words = ["".join(chance.choices("abcdefghilmnoprstu", k=chance.randrange(3, 9))) for _ in range(count)]
    return "\n".join(" ".join(words[n : n + 14]).capitalize() + "." for n in range(0, count, 14))


def _articles(count: int, kind: str) -> list[Article]:
    chance = random.Random(count)
    base = _text(chance, 200)
    found = []
    for n in range(count):
        text, name, url = _text(chance, 200), f"a{n}", f"https://example.org/{n}"
        if kind == "one address":
            url = "https://example.org/live"
        elif kind == "one id":
            name = "a"
        elif kind == "one opening":
            text = f"{base[:120]} {text}"
        elif kind == "one text":
            text = f"{base}\nAdded by desk {n}."
        elif kind == "one notice":
            text = f"{text}\n{NOTICE}"
        found.append(Article(name, None, text, "Wire" if kind == "one opening" else f"Outlet {n}", url=url))
    return found


def _same_twice(articles: Sequence[Article]) -> int:
    return len(drop_duplicates((a, Provenance(a.id, None, None)) for a in articles)[0])


def _copies(articles: Sequence[Article]) -> int:
    return len(find_origins(articles))


#: What is measured, on which articles.
SERIES: tuple[tuple[str, str, Callable[[Sequence[Article]], int]], ...] = (
    ("drop_duplicates", "one address", _same_twice),
    ("drop_duplicates", "one id", _same_twice),
    ("drop_duplicates", "one opening", _same_twice),
    ("find_origins", "one text", _copies),
    ("find_origins", "one notice", _copies),
    ("find_origins", "nothing shared", _copies),
)


def seconds(kind: str, work: Callable[[Sequence[Article]], int], size: int) -> tuple[float, int]:
    """Of the processor, and how many articles or origins were left."""
    articles = _articles(size, kind)
    start = time.process_time()
    left = work(articles)
    return time.process_time() - start, left


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=lambda told: tuple(map(int, told.split(","))), default=SIZES)
    sizes = parser.parse_args().sizes
    for name, kind, work in SERIES:
        took = [seconds(kind, work, size) for size in sizes]
        power = math.log(took[-1][0] / took[0][0]) / math.log(sizes[-1] / sizes[0])
        told = ", ".join(f"{size:,}: {each:.2f} s" for size, (each, _) in zip(sizes, took, strict=True))
        print(f"{name}, {kind}: {told}; grows by the power {power:.2f}; {took[-1][1]:,} left", flush=True)


if __name__ == "__main__":
    main()
