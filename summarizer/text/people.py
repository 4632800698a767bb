"""Who "he" and "the ambassador" are: people of an article, found by rule, and pronouns that surely mean one of them.

Only what a careful editor would call certain is resolved; everything else stays open, and is not used alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from summarizer.text.words import fold

#: Roles that are written before a name, or alone with an article ("the ambassador").
ROLES = frozenset(
    """
    admiral ambassador analyst archbishop attorney bishop captain chairman chairwoman chancellor chief coach colonel
    commander commissioner congressman congresswoman councillor councilman councilwoman deputy detective director doctor
    envoy executive general governor inspector judge justice king lawmaker lawyer leader lieutenant major mayor minister
    mp officer pastor pope premier president prince princess principal professor prosecutor queen representative
    secretary senator sergeant sheriff speaker spokesman spokesperson spokeswoman superintendent
    """.split()
)
_TITLES = frozenset("mr mrs ms miss dr sir dame lord lady rev sen rep gov gen lt col sgt prof capt maj cpl adm".split())
#: Words before a name that are no part of it, besides titles and roles.
_OFFICES = frozenset(
    "vice prime us u.s police former then first lady special counsel chief executive sir acting".split()
)
#: What follows a name that is no person there: "Trump administration officials".
INSTITUTION = re.compile(
    r" (?:administration|campaign|family|team|officials?|aides?|allies|ally|advisers?|appointees?|supporters?"
    r"|loyalists?|voters?|era|rally|rallies|White House|government|cabinet|presidency|impeachment)\b"
)
#: Verbs of saying and thinking, past and present.
SPEECH = (
    r"(?:said|says|saying|told|tells|added|adds|stated|states|noted|notes|announced|announces|affirmed|claimed|claims"
    r"|argued|argues|insisted|insists|warned|warns|explained|explains|declared|wrote|writes|tweeted|testified|recalled"
    r"|acknowledged|admitted|believes?|believed|confirmed|confirms|denied|denies|replied|stressed|emphasi[sz]ed|reported"
    r"|suggested|vowed|pledged|called|asked|urged|predicted|alleged|contends?|contended|concluded|remarked|observed)"
)
#: "I", "we" and "you" outside a quotation are the article's own voice, which no briefing has. "World War I" is none.
OWN_VOICE = re.compile(
    r"(?<![A-Z]\w\w )(?<!\w\w[A-Z] )\bI(?:['’](?:m|ve|ll|d))?\b(?= [a-z])"
    r"|\b(?:[Mm]y|me|[Ww]e|[Oo]urs?|us|[Yy]ou|[Yy]our|myself|ourselves)\b(?!-)"
)
_NAME_PART = r"[A-ZÀ-ÞĐŁØ][\w’'\-]*[^\W\d_]|[A-Z]\."
_ABBREVIATED = r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Prof|Capt|Rev|Maj|Cpl|Adm)\.\s"
_NAME = re.compile(
    rf"(?:{_ABBREVIATED})*(?:{_NAME_PART})(?:\s(?:(?:de|van|von|bin|al|el|da|di|la)\s)?(?:{_NAME_PART}))*"
)
_NOT_PEOPLE = frozenset(
    """
    the a an in on at by for from but and or if as it this that these those he she they we his her their its our i you
    who what when where why how there here after before during while since however meanwhile also some many most both
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december state states united department ministry house senate court city county police university
    company corp inc party committee council agency bank church school hospital center centre association union street
    news times post journal press television tv radio group international national federal north south east west new
    """.split()
)
_QUOTATION = re.compile(r"[\"“][^\"“”]*[\"”]")
_CAPITALISED = re.compile(r"(?<![\w.’'-])[A-ZÀ-ÞĐ][\w-]+[^\W\d_]")
#: What stands beside a last name that is no person's there, or that stands with a title or given name.
_NAMED_BEFORE = re.compile(r"(?:\b[Tt]he|\b[A-ZÀ-ÞĐ][\w.’'-]*|-)\s?$")
_NAMED_BEHIND = re.compile(rf"(?:['’]s)?(?:{INSTITUTION.pattern}| [A-Z])|-")
_PRONOUN = re.compile(r"\b(?:He|She|he|she)\b")
_LEADING_ROLE = re.compile(rf"^The (?:\w+ )?(?P<role>{'|'.join(sorted(ROLES))})\b", re.IGNORECASE)


class Reference(NamedTuple):
    """A pronoun or short role at `text[start:end]` that means `name`, as sentence `source` of the article writes it."""

    start: int
    end: int
    name: str
    source: int


class _Mention(NamedTuple):
    name: str
    start: int


def open_pronoun(sentence: str, known: frozenset[str] = frozenset()) -> re.Match[str] | None:
    """The first "he" or "she" of a sentence that nobody named before it explains.

    `known` holds folded last names of people; without it any capitalised name counts as a person.
    """
    match = _PRONOUN.search(sentence)
    return match if match and not _person_before(sentence[: match.start()], known) else None


def references(text: str, spans: Sequence[tuple[int, int]]) -> dict[int, Reference]:
    """Sentence number -> what its unexplained subject pronoun, or leading "The ambassador", stands for; only sure ones.

    A pronoun means the subject of the sentence before it, unless that sentence reports what someone said of another
    person: in "Dung said Greer liked it. He ..." nobody can know.
    """
    surnames = people(text)
    found: dict[int, Reference] = {}
    subject: tuple[str, int] | None = None
    for number, (start, end) in enumerate(spans):
        sentence = text[start:end]
        pronoun = open_pronoun(sentence, surnames)
        if pronoun and subject:
            found[number] = Reference(start + pronoun.start(), start + pronoun.end(), *subject)
        role = _LEADING_ROLE.match(sentence)
        holder = _role_holder(text[:start], role["role"], spans) if role else None
        if role and holder:
            found[number] = Reference(start, start + role.end(), *holder)
        subject = _next_subject(sentence, number, surnames, subject if pronoun else None, holder)
    return found


def _next_subject(
    sentence: str,
    number: int,
    surnames: frozenset[str],
    continued: tuple[str, int] | None,
    holder: tuple[str, int] | None,
) -> tuple[str, int] | None:
    """Whom "he" at the start of the next sentence would mean, with the sentence that names them."""
    mentions = [m for m in _mentions(sentence) if _last(m.name) in surnames]
    others = {_last(m.name) for m in mentions}
    if continued:
        name = _last(continued[0])
        return continued if others <= {name} else None
    speech = re.search(rf"\b{SPEECH}\b", sentence)
    if holder:
        return None if others and speech else holder
    if not mentions or mentions[0].start > _subject_limit(sentence):
        return None
    first = mentions[0].name
    if speech and others - {_last(first)}:
        return None
    return first, number


def _subject_limit(sentence: str) -> int:
    """How far into a sentence its subject may begin: at once, or after one adverbial set off by a comma."""
    comma = sentence.find(", ")
    return (
        comma + 2
        if 0 < comma <= 60 and re.match(r"(?:In|On|At|After|During|Before|For|However|But|As)\b", sentence)
        else 0
    )


def _mentions(sentence: str) -> list[_Mention]:
    """Runs of capitalised words that may be people, with a title or role before them."""
    mentions = []
    for match in _NAME.finditer(sentence):
        parts = match.group().split()
        while parts and fold(parts[0]).strip(".") in _NOT_PEOPLE:
            parts = parts[1:]
        if not parts or any(fold(part) in _NOT_PEOPLE for part in parts) or parts[-1].isupper():
            continue
        name = " ".join(parts)
        mentions.append(_Mention(name, match.start() + match.group().find(parts[0])))
    return mentions


def full_names(text: str) -> list[str]:
    """Given and last names as the text writes them, without roles and titles, in order.

    >>> full_names("Police Lt. Mark Gagan said so to Sen. Duckworth on Monday.")
    ['Mark Gagan']
    """
    found = []
    for mention in _mentions(text):
        parts = re.sub(r"['’]s?$", "", mention.name).split()
        while parts and fold(parts[0]).strip(".") in _TITLES | ROLES | _OFFICES:
            parts = parts[1:]
        if 2 <= len(parts) <= 3 and all(part[:1].isupper() for part in parts) and not parts[0].isupper():
            found.append(" ".join(parts))
    return found


def full_name_of(last: str, texts: Sequence[str]) -> str | None:
    """The full name that the texts give most often to the person of that folded last name; None if two have it."""
    names = Counter(name for text in texts for name in full_names(text) if fold(name.split()[-1]) == last)
    return names.most_common(1)[0][0] if len({name.split()[0] for name in names}) == 1 else None


def bare_names(text: str, known: Set[str]) -> Iterator[tuple[str, int, int]]:
    """(folded name, start, end) of the last names of `known` people that stand alone, outside quotations."""
    quoted = [match.span() for match in _QUOTATION.finditer(text)]
    for match in _CAPITALISED.finditer(text):
        inside = any(a <= match.start() < b for a, b in quoted)
        beside = _NAMED_BEFORE.search(text[: match.start()]) or _NAMED_BEHIND.match(text[match.end() :])
        if fold(match.group()) in known and not inside and not beside:
            yield fold(match.group()), match.start(), match.end()


def _person_before(before: str, known: frozenset[str]) -> bool:
    """Whether a part of a sentence names or describes someone whom a later pronoun in it could mean."""
    roles = re.search(rf"\b(?:{'|'.join(sorted(ROLES))}|man|woman|boy|girl|who)\b", before, re.IGNORECASE)
    named = (not known or _last(m.name) in known for m in _mentions(before))
    return bool(roles) or any(named)


def _last(name: str) -> str:
    """The folded last word of a name, without a possessive ending."""
    return re.sub(r"'s?$", "", fold(name.split()[-1]))


def people(text: str) -> frozenset[str]:
    """Folded last names that the article treats as a person's: with a title, a role, an age, or a verb of saying."""
    found = set()
    for match in _NAME.finditer(text):
        parts = match.group().split()
        if _last(parts[-1]) in _NOT_PEOPLE or parts[-1].isupper():
            continue
        before, after = text[max(0, match.start() - 16) : match.start()], text[match.end() : match.end() + 24]
        titled = fold(parts[0]).strip(".") in _TITLES | ROLES and len(parts) > 1
        role_before = re.search(rf"\b(?:{'|'.join(sorted(ROLES))})\s$", before, re.IGNORECASE)
        speaks = re.match(rf"\s{SPEECH}\b|, \d\d\b|, who\b|, for (?:his|her) part", after) and not before.endswith(
            "the "
        )
        spoken = re.search(rf"\b{SPEECH}\s$", before)
        alone = len(parts) == 1 and parts[0].endswith("s")  # "Prosecutors said", unless a "Rick Dawes" is named
        several = alone and not re.search(rf"[A-Z][\w.]+ {re.escape(parts[0])}\b", text)
        says = (speaks and not before.lower().endswith("the ")) or spoken
        if titled or role_before or (says and not several):
            found.add(_last(parts[-1]))
    return frozenset(found)


def _role_holder(before: str, role: str, spans: Sequence[tuple[int, int]]) -> tuple[str, int] | None:
    """The one person whom the text so far gives that role, with the sentence that does; None if several or none."""
    pattern = rf"\b(?i:{role})\b(?: (?:to|of|for) (?:the )?[A-Z]\w+(?: [A-Z]\w+)*?)? (?P<name>{_NAME.pattern})"
    names: dict[str, tuple[str, int]] = {}
    for match in re.finditer(pattern, before):
        sentence = next(i for i, (a, b) in enumerate(spans) if a <= match.start() < b)
        names.setdefault(_last(match["name"]), (match["name"], sentence))
    return next(iter(names.values())) if len(names) == 1 else None


def speaker(sentence: str) -> str | None:
    """Whose words a sentence reports, as written there; None if nobody is quoted.

    >>> speaker("Ambassador Dung said the talks went well.")
    'Ambassador Dung'
    """
    cue = re.search(rf"\b{SPEECH}\b|\bAccording to\b|\baccording to\b", sentence)
    if cue is None:
        return None
    before, after = sentence[: cue.start()].rstrip(), sentence[cue.end() :].lstrip()
    if cue.group().lower() == "according to":
        match = re.match(rf"(?:the )?(?:{_NAME.pattern})(?: (?:of|for|and) (?:{_NAME.pattern}))*", after)
        return match.group() if match else None
    ending = re.search(rf"(?P<name>{_NAME.pattern})(?:, [^,]{{2,60}},| (?:also|later|then|has|had))?$", before)
    if ending and fold(ending["name"]) not in ("he", "she", "they", "it"):
        return ending["name"]
    following = re.match(_NAME.pattern, after)
    return following.group() if following and not before[-1:].isalpha() else None
