"""Measures of an article taken from a saved page: its words, its beginning, pieces of it, its title, its day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import regex

from eval.items import SavedPage

#: Scripts that write without spaces: each of their characters is counted as a word.
_DENSE = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(rf"[{_DENSE}]|[\w--[{_DENSE}]]+", regex.VERSION1)
#: Soft hyphens and the like, which some golds keep.
_INVISIBLE = regex.compile(r"\p{Cf}+")
_SPACE = regex.compile(r"\s+")
#: A text begins right if so many words on end of the expected beginning stand among its first words: an agency's
#: dateline or a line under the headline may come first or be missing.
_BEGINS = 5
_FIRST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a reader took from a page; an empty text if it took the page for no article."""

    text: str
    title: str | None
    published: datetime | None
    #: Why there is no text, as the reader says.
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Overlap:
    """How the words of two texts meet, each word as often as it occurs."""

    shared: int
    ours: int
    theirs: int

    @property
    def precision(self) -> float:
        """Share of our words that are right; 0 if there are none."""
        return self.shared / self.ours if self.ours else 0.0

    @property
    def recall(self) -> float:
        """Share of the right words that are there."""
        return self.shared / self.theirs if self.theirs else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.shared / (self.ours + self.theirs) if self.ours + self.theirs else 1.0


@dataclass(frozen=True, slots=True)
class ExtractionScores:
    """The measures of one page; None where the page's truth is unknown."""

    text: Overlap | None
    begins: bool | None
    #: How many of the pieces of the article, and of the pieces that are none of it, are in the text.
    present: int
    absent: int
    #: Whether the titles are the same but for case and punctuation.
    title: bool | None
    #: How the words of the titles meet: another headline of the same article is not as wrong as a site's name.
    title_words: Overlap | None
    day: bool | None


def overlap(ours: Sequence[str], theirs: Sequence[str]) -> Overlap:
    """How two lists of words meet."""
    return Overlap(sum((Counter(ours) & Counter(theirs)).values()), len(ours), len(theirs))


def words(text: str) -> list[str]:
    """Lower-cased words and figures of any script, in order; single characters where a script has no spaces."""
    return list(_WORD.findall(_INVISIBLE.sub("", text.lower())))


def measure(found: Extracted, page: SavedPage) -> ExtractionScores:
    """The measures of what was found on a page."""
    title = words(found.title or "")
    line = _SPACE.sub(" ", found.text)
    return ExtractionScores(
        text=None if page.text is None else overlap(words(found.text), words(page.text)),
        begins=None if page.beginning is None else _begins(words(found.text), words(page.beginning)),
        present=sum(_SPACE.sub(" ", piece).strip() in line for piece in page.present),
        absent=sum(_SPACE.sub(" ", piece).strip() in line for piece in page.absent),
        title=None if page.title is None else title == words(page.title),
        title_words=None if page.title is None else overlap(title, words(page.title)),
        day=None if page.published is None else _same_day(found.published, page.published),
    )


def _begins(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether five words on end of the expected beginning, or all if they are fewer, stand among our first words."""
    size = min(_BEGINS, len(theirs))
    runs = {tuple(theirs[i : i + size]) for i in range(len(theirs) - size + 1)}
    return any(tuple(ours[i : i + size]) in runs for i in range(min(len(ours), _FIRST_WORDS) - size + 1))


def _same_day(found: datetime | None, truth: datetime) -> bool:
    """Whether both fall on one day, as printed or in universal time: outlets disagree about which they mean."""
    if found is None:
        return False
    return found.date() == truth.date() or found.astimezone(UTC).date() == truth.astimezone(UTC).date()
