"""People and other names of a text, found by rule: mentions, full names, and last names that stand alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from summarizer.language import lexicon, marks
from summarizer.language.words import FUNCTION_WORDS, fold, words

ROLES = lexicon.words_of("roles")
_TITLES = lexicon.words_of("titles")
_NOT_PEOPLE = lexicon.words_of("not_people")
_BEFORE_NAMES = _TITLES | ROLES | lexicon.words_of("offices")
_SPEECH = lexicon.either("speech_cues")
_TITLE = "|".join(title.capitalize() for title in lexicon.listed("abbreviated_titles"))
_PART = r"[A-ZÀ-ÞĐŁØ][\w’'\-]*[^\W\d_]|[A-Z]\."
#: A run of capitalised words, with the titles before it and the particles inside.
NAME = re.compile(
    rf"(?:(?:{_TITLE})\.\s)*(?:{_PART})(?:\s(?:(?:{'|'.join(lexicon.listed('name_particles'))})\s)?(?:{_PART}))*"
)
_CAPITALISED = re.compile(r"(?<![\w.’'-])[A-ZÀ-ÞĐ][\w-]+[^\W\d_]")
#: What stands beside a last name that is no person's there, or that stands with a title or given name.
_NAMED_BEFORE = re.compile(r"(?:\b[Tt]he|\b[A-ZÀ-ÞĐ][\w.’'-]*|-)\s?$")
_NAMED_BEHIND = re.compile(rf"(?:['’]s)?(?:{lexicon.source('institution')}| [A-Z])|-")
_PARTICLE = "|".join(lexicon.listed("name_particles"))
#: What makes another name of the one before: "Gagan Jr.", "Gagan, III", "Paul Ryan", "Paul de Groot".
_LONGER = re.compile(rf",? (?:[JS]r|[Jj]unior|[Ss]enior|[IVX]+)\b| (?:(?:{_PARTICLE}) )?[A-ZÀ-ÞĐ]|-")
#: And of the one behind: "Ann “Annie” Gagan", "Mark and Ann Gagan", "bin Laden", "al-Assad", "the elder Biden".
_ANOTHER = re.compile(
    r"[\"”)]\s$|(?<![\w.’'-])[A-ZÀ-ÞĐ][\w.’'-]*+(?:, \d++,)? (?:and|or|&) $|-$|\b[Tt]he [a-z][\w-]*\s$"
    rf"|\b(?:{_PARTICLE})\s$"
)
_SHORTENED = re.compile(rf"\b(?:{_TITLE}|[A-Z])\.\s$")
_ROLE_BEFORE = re.compile(rf"\b(?:{lexicon.either('roles')})\s$", re.IGNORECASE)
_SPEAKS = re.compile(rf"\s(?:{_SPEECH})\b|, \d\d\b|, who\b|, for (?:his|her) part")
_SPOKEN = re.compile(rf"\b(?:{_SPEECH})\s$")
_POSSESSIVE = re.compile(r"['’]s?$")
#: Words of more letters that are no content, and begin with a capital, only open a sentence.
LONGEST_LIKE_A_NAME = 4
#: Characters before a name that are looked at for the rest of it.
NEAR = 60


class Mention(NamedTuple):
    """A run of capitalised words that may be a person, with a title or role before it; it begins at `text[start]`."""

    name: str
    start: int


def capitalised_words(text: str) -> set[str]:
    """Folded words that a text writes with a capital letter, except function words that open a sentence."""
    return {w.folded for w in words(text) if text[w.start].isupper() and fold(w.folded) not in FUNCTION_WORDS}


def mentions(sentence: str) -> list[Mention]:
    """Runs of capitalised words that may be people, in order."""
    found = []
    for match in NAME.finditer(sentence):
        parts = match.group().split()
        while parts and fold(parts[0]).strip(".") in _NOT_PEOPLE:
            parts = parts[1:]
        if not parts or any(fold(part) in _NOT_PEOPLE for part in parts) or parts[-1].isupper():
            continue
        found.append(Mention(" ".join(parts), match.start() + match.group().find(parts[0])))
    return found


def last_name(name: str) -> str:
    """The folded last word of a name, without a possessive ending."""
    return _POSSESSIVE.sub("", fold(name.split()[-1]))  # of a lone mark nothing


def without_possessive(name: str) -> str:
    """The name itself: "Donald Trump" of "Donald Trump's"."""
    return _POSSESSIVE.sub("", name)


def full_names(text: str) -> list[str]:
    """Given and last names as the text writes them, without roles and titles, in order.

    >>> full_names("Police Lt. Mark Gagan said so to Sen. Duckworth on Monday.")
    ['Mark Gagan']
    """
    found = []
    for mention in mentions(text):
        parts = without_possessive(mention.name).split()
        while parts and (fold(parts[0]).strip(".") in _BEFORE_NAMES or _opens(parts[0])):
            parts = parts[1:]
        if 2 <= len(parts) <= 3 and all(part[:1].isupper() for part in parts) and not parts[0].isupper():
            found.append(" ".join(parts))
    return found


def is_one_person(name: str, texts: Sequence[str]) -> bool:
    """Whether all that bear its last name in these texts may be the one of that full name.

    Not "Eric Trump", where a text has "President Trump" and never "President Eric Trump"; nor "George W. Bush" beside
    "George H.W. Bush"; nor "Ann Gagan" of "Mark and Ann Gagan".
    """
    last = name.split()[-1]
    if any(fold(n) != fold(name) for text in texts for n in full_names(text) if fold(n.split()[-1]) == fold(last)):
        return False
    spelled = re.compile(rf"\b{re.escape(last)}\b", re.IGNORECASE)
    beside = [_beside(name, text, match) for text in texts for match in spelled.finditer(text)]
    titles = {title for whole, title in beside if whole}
    return all(title is not None and (not title or title in titles) for _, title in beside)


def _beside(name: str, text: str, last: re.Match[str]) -> tuple[bool, str | None]:
    """Whether the full name ends with that last name, and the title before it, if any; None: it is somebody else's."""
    before = text[max(0, last.start() - NEAR) : last.start()]
    given = name[: len(name) - len(last.group())]
    whole = before.endswith(given) and name.endswith(last.group())
    before = before.removesuffix(given) if whole else before
    if _LONGER.match(text, last.end()) or _ANOTHER.search(before):
        return whole, None
    word = before.split()[-1] if before.split() and before.endswith(" ") else ""
    ended = word.endswith((".", "!", "?", ":")) and not _SHORTENED.search(before)
    title = "" if ended or fold(word) in FUNCTION_WORDS | _NOT_PEOPLE else fold(word).strip(".,")
    return whole, title if word[:1].isupper() or title in _BEFORE_NAMES else ""


def _opens(word: str) -> bool:
    """Whether a capitalised word only opens a sentence: "Without Williams". Shorter ones are given names, too: Will."""
    return len(word) > LONGEST_LIKE_A_NAME and fold(word) in FUNCTION_WORDS


def full_name_of(last: str, texts: Sequence[str]) -> str | None:
    """The full name that the texts give most often to the person of that folded last name; None if two have it."""
    names = Counter(name for text in texts for name in full_names(text) if fold(name.split()[-1]) == last)
    return names.most_common(1)[0][0] if len({name.split()[0] for name in names}) == 1 else None


def bare_names(text: str, known: Set[str]) -> Iterator[tuple[str, int, int]]:
    """(folded name, start, end) of the last names of `known` people that stand alone, outside quotations."""
    quoted = marks.quoted_spans(text)
    for match in _CAPITALISED.finditer(text):
        if fold(match.group()) not in known or any(a <= match.start() < b for a, b in quoted):
            continue
        beside = _NAMED_BEFORE.search(text[max(0, match.start() - NEAR) : match.start()]) or _NAMED_BEHIND.match(
            text, match.end()
        )
        if not beside:
            yield fold(match.group()), match.start(), match.end()


def people(text: str) -> frozenset[str]:
    """Folded last names that the article treats as a person's: with a title, a role, an age, or a verb of saying."""
    found, second = set(), _second_names(text)
    for match in NAME.finditer(text):
        parts = match.group().split()
        if last_name(parts[-1]) in _NOT_PEOPLE or parts[-1].isupper():
            continue
        before, after = text[max(0, match.start() - 16) : match.start()], text[match.end() : match.end() + 24]
        titled = fold(parts[0]).strip(".") in _TITLES | ROLES and len(parts) > 1
        if titled or _ROLE_BEFORE.search(before) or (_says(before, after) and not _are_many(parts, second)):
            found.add(last_name(parts[-1]))
    return frozenset(found)


def _says(before: str, after: str) -> bool:
    """Whether what stands between is said to say something, or is given an age."""
    speaks = _SPEAKS.match(after) is not None and not before.lower().endswith("the ")
    return speaks or _SPOKEN.search(before) is not None


def _are_many(parts: Sequence[str], second: Set[str]) -> bool:
    """Whether a name is a plural, as in "Prosecutors said", and no "Rick Dawes" is named."""
    return len(parts) == 1 and parts[0].endswith("s") and parts[0] not in second


def _second_names(text: str) -> frozenset[str]:
    """The words that stand behind a capitalised one: of "Rick Dawes-Lim" both "Dawes" and "Dawes-Lim"."""
    found = {match[1] for match in re.finditer(r"(?<![\w.])[A-Z][\w.]+(?= ([A-Z][\w’'-]*))", text)}
    return frozenset(found | {re.split(r"['’-]", name)[0] for name in found})
