"""What a sentence cannot be read without: who "he" and "the ambassador" are, which "the bill" is meant.

The one answer to "can it stand alone". Only what a careful editor would call certain is resolved; everything else stays
open, and is not used alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from summarizer.language import lexicon, marks
from summarizer.language.definites import pointing_back
from summarizer.language.names import (
    NAME,
    ROLES,
    capitalised_words,
    last_name,
    mentions,
    people,
    without_possessive,
)
from summarizer.language.tree import SUBJECT_ROLES, Tree
from summarizer.language.words import fold, stem
from summarizer.types import Token

_WORD = re.compile(r"[\w’'-]+")
_PRONOUN = re.compile(r"\b(?:He|She|he|she)\b")
_PERSONS = re.compile(rf"\b(?:{lexicon.either('roles')}|man|woman|boy|girl|who)\b", re.IGNORECASE)
_LEADING_ROLE = re.compile(rf"^The (?P<role>(?:\w+ )?(?:{lexicon.either('roles')}))\b", re.IGNORECASE)
_SPEECH = re.compile(rf"\b(?:{lexicon.either('speech_cues')})\b")
_HUMANS = lexicon.words_of("humans")
#: What only people, or bodies of people, do.
_MINDS = lexicon.words_of("neutral_saying") | lexicon.words_of("attitudes")
_GROUP = re.compile(rf"\bthe (?:\w+ )?(?P<noun>{lexicon.either('groups')})\b(?! of\b)", re.IGNORECASE)
#: Not behind what makes another office of it: "former", "deputy".
_NO_RANK = "".join(rf"(?<!\b(?i:{rank})[ -])" for rank in lexicon.listed("governors.rank"))
#: One adverbial set off by a comma may stand before a subject.
_ADVERBIAL = re.compile(r"(?:In|On|At|After|During|Before|For|However|But|As)\b")
ADVERBIAL_LENGTH = 60


#: What follows a name that is not the subject, or not all of it.
_NO_PERSON = re.compile(rf"\s?['’ʼ′`]|-|{lexicon.source('institution')}| and [A-ZÀ-ÞĐ]")


class Reference(NamedTuple):
    """A pronoun or short role at `text[start:end]` that means `name`, as sentence `source` of the article writes it."""

    start: int
    end: int
    name: str
    source: int


class _Subject(NamedTuple):
    """Somebody whom "he" may mean, with the sentence that names him."""

    name: str
    source: int


def open_pronoun(sentence: str, known: frozenset[str] = frozenset()) -> re.Match[str] | None:
    """The first "he" or "she" of a sentence that nobody named before it explains.

    `known` holds folded last names of people; without it any capitalised name counts as a person.
    """
    match = _PRONOUN.search(sentence)
    return match if match and not _person_before(sentence[: match.start()], known) else None


def _person_before(before: str, known: frozenset[str]) -> bool:
    """Whether a part of a sentence names or describes someone whom a later pronoun in it could mean."""
    named = (not known or last_name(mention.name) in known for mention in mentions(before))
    return _PERSONS.search(before) is not None or any(named)


def references(text: str, spans: Sequence[tuple[int, int]]) -> dict[int, Reference]:
    """Sentence number -> what its unexplained subject pronoun, or leading "The ambassador", stands for; only sure ones.

    A pronoun means the subject of the sentence before it, unless that sentence reports what someone said of another
    person: in "Dung said Greer liked it. He ..." nobody can know. Nobody is meant whom the sentence names itself: in
    "He thanked Greer" it is not Greer (principle C of binding, Chomsky 1981). "The new ambassador" is whom a sentence
    calls so, new and all: an office passes from one to another.
    """
    surnames, holders = people(text), _Holders(text, spans)
    found: dict[int, Reference] = {}
    subject: _Subject | None = None
    for number, (start, end) in enumerate(spans):
        sentence = text[start:end]
        pronoun = open_pronoun(sentence, surnames)
        meant = _other_than_named(sentence, subject) if pronoun else None
        if pronoun and meant:
            found[number] = Reference(start + pronoun.start(), start + pronoun.end(), *meant)
        role = _LEADING_ROLE.match(sentence)
        holder = _other_than_named(sentence, holders.of(role["role"], number)) if role else None
        if role and holder:
            found[number] = Reference(start, start + role.end(), *holder)
        subject = _next_subject(sentence, number, surnames, meant, holder)
    return found


def _other_than_named(sentence: str, subject: _Subject | None) -> _Subject | None:
    """The same, unless the sentence names that person itself."""
    named = {last_name(word) for word in _WORD.findall(sentence)} if subject else set()
    return subject if subject and last_name(subject.name) not in named else None


def _next_subject(
    sentence: str, number: int, surnames: frozenset[str], continued: _Subject | None, holder: _Subject | None
) -> _Subject | None:
    """Whom "he" at the start of the next sentence would mean, with the sentence that names them."""
    named = [m for m in mentions(sentence) if last_name(m.name) in surnames]
    others = {last_name(m.name) for m in named}
    if continued:
        return continued if others <= {last_name(continued.name)} else None
    speech = _SPEECH.search(sentence)
    if holder:
        return None if others and speech else holder
    if not named or named[0].start > _subject_limit(sentence):
        return None
    first = named[0].name
    # "Trump's boast", "James ' aide", "the Trump campaign", "the Berg-led council": whom "he" means nobody can know.
    whose = without_possessive(first) != first or _NO_PERSON.match(sentence, named[0].start + len(first))
    whose = whose or re.search(r"-[a-z]+$", first)
    return None if whose or (speech and others - {last_name(first)}) else _Subject(first, number)


def _subject_limit(sentence: str) -> int:
    """How far into a sentence its subject may begin: at once, or after one adverbial set off by a comma."""
    comma = sentence.find(", ")
    return comma + 2 if 0 < comma <= ADVERBIAL_LENGTH and _ADVERBIAL.match(sentence) else 0


class _Holders:
    """Who has which role in a text; each sentence is read once for each role that is asked for."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        self._text, self._spans = text, spans
        #: Folded role -> how many sentences were read, and its holders by last name.
        self._read: dict[str, tuple[int, dict[str, _Subject]]] = {}

    def of(self, role: str, number: int) -> _Subject | None:
        """The one person whom the sentences before that number give a role; None if several or none."""
        done, names = self._read.get(role.lower(), (0, {}))
        pattern = re.compile(
            rf"{_NO_RANK}\b(?i:{role})\b(?: (?:to|of|for) (?:the )?[A-Z]\w+(?: [A-Z]\w+)*?)? (?P<name>{NAME.pattern})"
        )
        for sentence in range(done, number):
            for match in pattern.finditer(self._text, *self._spans[sentence]):
                name = without_possessive(match["name"])
                names.setdefault(last_name(name), _Subject(name, sentence))
        self._read[role.lower()] = (number, names)
        return next(iter(names.values())) if len(names) == 1 else None


def dangling_nouns(text: str, *, opening: bool = False) -> frozenset[str]:
    """Stems of the things in the text that are spoken of as known, and that it does not name before.

    With `opening` as strictly as the first sentence of a summary needs it, before which nothing has been told.

    >>> sorted(dangling_nouns("The footage was released before the report was."))
    ['footag', 'report']
    >>> dangling_nouns("A bill on taxes and the report on it: the bill passed.")
    frozenset()
    """
    first: dict[str, int] = {}
    for word in re.finditer(r"\w+", text):
        first.setdefault(stem(fold(word.group())), word.start())
    groups = ((stem(fold(m["noun"])), m.start()) for m in _GROUP.finditer(text))
    return pointing_back(text, opening=opening) | {noun for noun, start in groups if first[noun] >= start}


def leaves_open(sentence: str) -> bool:
    """Whether it points back, or has a "he" or "she" before anybody is named."""
    return points_back(sentence) or open_pronoun(sentence, frozenset(capitalised_words(sentence))) is not None


def points_back(sentence: str) -> bool:
    """Whether it opens with a pronoun, speaks of "us", or compares with what was told."""
    spoken = marks.without_quotations(sentence)
    return (
        lexicon.pattern("own_voice").search(spoken) is not None
        or lexicon.pattern("comparison_start").search(spoken) is not None
        or lexicon.pattern("counted_back").match(spoken) is not None
        or lexicon.pattern("pronoun_start").match(sentence) is not None
    )


def has_open_pronoun(tree: Tree, named: frozenset[str] = frozenset()) -> bool:
    """Whether a "he" or "his" comes before anybody whom it could mean is named or described.

    `named`: folded surnames of people in the evidence. "His" and "him" may mean the subject or a singular noun whose
    kind nobody knows ("the 34-year-old"), or somebody named soon after.
    """
    for i, token in enumerate(tree):
        before, word = tree[:i], token.text.lower()
        if word in ("he", "she"):
            return not any(_may_be_person(t, named) or _acts_as_person(tree, j) for j, t in enumerate(before))
        if word == "him":  # "Nixon named him" does not mean Nixon
            subject = tree.subject(token.head)
            before = tuple(t for j, t in enumerate(before) if j != subject and t.head != subject)
        if word in ("his", "him", "her") and not any(_may_be_meant(t, named) for t in before):
            if sum(t.text in marks.QUOTE_TOKENS for t in tree[:i]) % 2:
                return True  # "I have not spoken with him," said Lim: not with Lim
            return not any(_may_be_person(t, named) and t.relation in SUBJECT_ROLES for t in tree[i:])
    return False


def names_of_people(trees: Iterable[Tree]) -> frozenset[str]:
    """The folded words of the names that the parser takes for people's."""
    return frozenset(fold(t.text) for tree in trees for t in tree if t.entity == "PERSON" and t.tag == "NNP")


def _may_be_meant(token: Token, named: frozenset[str]) -> bool:
    subject = token.tag == "NNP" and token.relation in SUBJECT_ROLES
    return subject or token.tag == "NN" or _may_be_person(token, named)


def _acts_as_person(tree: Tree, position: int) -> bool:
    """Whether a noun does what people do: "A preservationist says he ...", "the welder who ..."."""
    if tree[position].tag != "NN":
        return False
    above = tree[tree[position].head]
    speaks = tree[position].relation in SUBJECT_ROLES and (above.lemma in _MINDS or above.text.lower() in _MINDS)
    clauses = tree.below(position, "relcl")
    return speaks or any(tree[j].text.lower() in ("who", "whose") for c in clauses for j in tree.subtree(c))


def _may_be_person(token: Token, named: frozenset[str]) -> bool:
    name = token.tag in ("NNP", "NNPS") and (token.entity in ("PERSON", "") or fold(token.text) in named)
    return name or token.lemma in ROLES or token.lemma in _HUMANS
