"""Which things a text speaks of as known: "the move" was told of before, "the economy" need not have been.

Nobody lists such nouns. Where a text may use "the move" only after telling of it, no article begins with it: of the
bare definites in the first sentences of articles and in later ones `definites.txt` keeps how often each noun was met,
and a noun that first sentences avoid is one that points back (discourse-new and discourse-old definites, Prince 1992;
Vieira and Poesio 2000). `write` makes the table again; `python -m summarizer.training definites` calls it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from summarizer.language import lexicon
from summarizer.language.words import FUNCTION_WORDS, fold, stem

TABLE = Path(__file__).with_name("definites.txt")
#: A noun points back when of its bare definites no greater share than this stands in first sentences; of all nouns'
#: together 0.129 does. Of the later sentences of 357 summaries that people wrote (`allsides_neus_val` and
#: `multi_news_raw_dev50`) 1.8 % then hold one that was not told before, of sentences lifted from the middle of articles
#: 4.6 %. The lists of such nouns that stood here before gave 2.7 and 2.9 %.
POINTS_BACK = 0.057
#: The same for the first sentence of a summary, before which nothing has been told: 2.0 % of those of people, 7.4 % of
#: lifted ones (0.8 and 3.6 % by the lists).
POINTS_BACK_AT_FIRST = 0.07
#: What is known of a noun before it was met: so many times, with the share of all.
_MET, _SHARE = 10, 0.129
#: Sentences of an article that are counted.
COUNTED = 40
#: Nouns met less often are left out of the table.
RAREST = 12
#: What ends a subject, beside words in "ed" and "s".
_VERBS = FUNCTION_WORDS | lexicon.words_of("irregular_pasts")
#: Not behind what says which one is meant, nor before an apposition.
_BARE = re.compile(
    rf"\b(?:(?P<the>[Tt]he)|[Tt]his|[Tt]hese|[Tt]hose) (?P<noun>[a-z]{{3,}})\b"
    rf"(?!-|,? (?:{lexicon.either('told_by')})\b|, an? )(?:(?=[.,;:!?])| (?P<next>[a-z]+)\b)"
)


def definites(text: str) -> Iterator[tuple[str, bool, int]]:
    """(stem, whether with "the" and not "this" or "these", place) of the things that a text has as known.

    Not what the text names before, nor what its own words tell which one it is.

    >>> [stem for stem, _, _ in definites("A bill on taxes: the bill passed, but the move failed.")]
    ['move']
    """
    first: dict[str, int] = {}
    for word in re.finditer(r"\w+", text):
        first.setdefault(stem(fold(word.group())), word.start())
    for match in _BARE.finditer(text):
        noun, following = stem(fold(match["noun"])), match["next"]
        ends = following is None or following in _VERBS or following.endswith(("ed", "s"))
        if ends and first[noun] >= match.start():
            yield noun, bool(match["the"]), match.start()


def pointing_back(text: str, *, opening: bool = False) -> frozenset[str]:
    """The stems of those that have to be told of before; with `opening` as strictly as a first sentence needs it.

    >>> sorted(pointing_back("The move came as the economy slowed."))
    ['move']
    """
    limit = POINTS_BACK_AT_FIRST if opening else POINTS_BACK
    return frozenset(noun for noun, the, _ in definites(text) if share(noun, the=the) <= limit)


def share(noun: str, *, the: bool = True) -> float:
    """Of the bare definites with that stem, how many stand in first sentences; drawn to the mean where few were met."""
    first, later = _table().get((noun, the), (0, 0))
    return (first + _MET * _SHARE) / (first + later + _MET)


@cache
def _table() -> Mapping[tuple[str, bool], tuple[int, int]]:
    rows = (line.split() for line in TABLE.read_text(encoding="utf-8").splitlines())
    return {(noun, word == "the"): (int(first), int(later)) for word, noun, first, later in rows}


def write(articles: Iterable[Iterable[str]], path: Path = TABLE) -> int:
    """Make the table from the sentences of articles, and write it; how many articles were counted.

    A line is "the" or "this", a stem, and how often it was met in first sentences and in later ones.
    """
    first: Counter[tuple[str, bool]] = Counter()
    later: Counter[tuple[str, bool]] = Counter()
    counted = 0
    for counted, sentences in enumerate(articles, 1):  # noqa: B007  # how many there were
        for number, sentence in zip(range(COUNTED), sentences, strict=False):
            counts = later if number else first
            counts.update((noun, the) for noun, the, _ in definites(sentence))
    often = sorted((noun, the) for noun, the in first | later if first[noun, the] + later[noun, the] >= RAREST)
    lines = [f"{'the' if the else 'this'} {noun} {first[noun, the]} {later[noun, the]}\n" for noun, the in often]
    path.write_text("".join(lines), encoding="utf-8")
    return counted
