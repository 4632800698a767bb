"""The checks that look at grammar: nobody does what the sources say another did, and each pronoun has its noun.

The parser's relations are compared as (word, verb, role). A source's side is read widely - all words that share a role
count, and subjects are carried over to joined and embedded verbs - so that only a real change of role fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from summarizer.text import FINITE, FUNCTION_WORDS, ROLES, fold, stem, subtree, words
from summarizer.types import Token
from summarizer.verify.wording import NEUTRAL_SPEECH

#: Tokens that open or close a quotation.
QUOTES = ("“", "”", '"', "``", "''")
#: Relation of a subject -> what it does towards the verb.
SUBJECT_ROLES = {"nsubj": "does", "csubj": "does", "nsubjpass": "undergoes", "csubjpass": "undergoes", "expl": "does"}
_OBJECTS = frozenset({"dobj", "dative", "attr", "oprd"})
#: Relations through which a verb without a subject of its own has that of the verb above it.
_SHARING = frozenset({"conj", "xcomp", "advcl", "ccomp", "acl", "pcomp", "prep", "dep"})
#: Those of them that are sure: "Rask opened the market and was arrested" says that Rask was.
_SURELY_SHARING = frozenset({"conj"})


#: Relations to a noun of words that have its role too.
_SAME_ROLE = frozenset({"conj", "appos", "compound", "flat", "nmod"})
#: Nouns that only count the noun after "of".
_COUNTS = frozenset(
    "number group dozen dozens hundred hundreds thousand thousands million millions some most many all".split()
)


#: Nouns for people that are no roles.
_HUMANS = frozenset(
    """
    man woman boy girl child teenager mother father parent son daughter brother sister wife husband friend victim
    suspect witness student teacher driver officer player actor actress author owner resident employee worker patient
    person who
    """.split()
)


class Relation(NamedTuple):
    """A word's role towards a verb."""

    stem: str
    verb: str
    #: "does", "undergoes" (subject of a passive) or "object".
    role: str


def roles_changed(parse: Sequence[Token], sources: Iterable[Sequence[Token]]) -> bool:
    """Whether a subject or object in the parse has that role towards that verb in none of the sources."""
    sources = list(sources)
    known = {relation for source in sources for relation in _relations(source, wide=True)}
    ours = {relation for relation, _ in _placed_relations(parse, wide=False)}
    shared = _shared_surnames(sources)
    for relation, place in _placed_relations(parse, wide=False):
        if relation.stem in shared:  # the given name must have that role; without it nobody knows who is meant
            given = {s for i in _given_names(parse, place) for s in _stems(parse, i, wide=False)}
            ours |= {relation._replace(stem=name) for name in given or {""}}
    return not ours <= known


def _shared_surnames(sources: Iterable[Sequence[Token]]) -> set[str]:
    """Stems of surnames that the sources give to people of different given names."""
    bearers: dict[str, set[str]] = {}
    people: set[str] = set()
    for source in sources:
        for i, token in enumerate(source):
            given = _given_names(source, i)
            surname = _stems(source, i, wide=True)[-1:]
            if given and surname and i - 1 in given and token.entity in ("PERSON", ""):
                bearers.setdefault(surname[0], set()).add(source[i - 1].text)
                people |= {surname[0]} if token.entity == "PERSON" else set()
    return {name for name in people if len(bearers[name]) > 1}


def _given_names(parse: Sequence[Token], position: int) -> list[int]:
    """Positions of the names before a surname, without roles and titles."""
    return [
        i
        for i, t in enumerate(parse)
        if t.head == position and t.relation == "compound" and t.tag == "NNP" and not _is_title(t)
    ]


def _is_title(token: Token) -> bool:
    return token.lemma in ROLES or token.text.endswith(".") or token.text in ("Mr", "Mrs", "Ms", "Miss", "Dr")


#: Prepositions that tell why, to whom or with what: they belong to their verb. Those of place and day may be lent.
_OF_THE_VERB = frozenset("over for with against about by from to into after before under despite without".split())


def moves_circumstance(parse: Sequence[Token], sources: Iterable[Sequence[Token]]) -> bool:
    """Whether a phrase hangs on another verb than in the sources: "asked over the cut" as "ordered over the cut"."""
    known: dict[tuple[str, str], set[str]] = {}
    for source in sources:
        for phrase, verb in _circumstances(source):
            known.setdefault(phrase, set()).update(_verb(source, v) for v in _around(source, verb))
    return any(phrase in known and _verb(parse, verb) not in known[phrase] for phrase, verb in _circumstances(parse))


def _verb(parse: Sequence[Token], position: int) -> str:
    """The dictionary form of a verb; those that say no more than that something was said are one."""
    return "say" if parse[position].lemma in NEUTRAL_SPEECH else parse[position].lemma


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def moves_day(parse: Sequence[Token], sources: Iterable[Sequence[Token]]) -> bool:
    """Whether a weekday dates a verb that it dates in no source: "voters cut it Monday" as "he will be Monday".

    Parsers hang days high or low, so in a source all verbs above the day and beside it count as dated by it. A verb in
    the perfect takes no day: "has signed Monday".
    """
    known: dict[str, set[str]] = {}
    said: dict[str, set[bool]] = {}
    perfect: set[tuple[str, str]] = set()
    for source in sources:
        for day, verb in _dated(source):
            known.setdefault(day, set()).update(source[v].lemma for v in _around(source, verb))
            said.setdefault(day, set()).add(source[verb].lemma in NEUTRAL_SPEECH)
            perfect |= {(day, source[verb].lemma)} if _is_perfect(source, verb) else set()
    for day, verb in _dated(parse):
        name = parse[verb].lemma
        if (day in known and name not in known[day]) or (_is_perfect(parse, verb) and (day, name) not in perfect):
            return True
        if day in said and (name in NEUTRAL_SPEECH) not in said[day]:  # the day of a statement is not that of the event
            return True
    return False


def _dated(parse: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """(weekday, the verb it hangs on) of each weekday that is not part of a name or a noun's."""
    for i, token in enumerate(parse):
        if fold(token.text) not in _DAYS:
            continue
        above = token.head
        while parse[above].lemma in ("night", "morning", "afternoon", "evening", "on", "late", "early"):
            if parse[above].head == above:
                break
            above = parse[above].head
        if parse[above].tag[:2] == "VB" and above != i:
            yield fold(token.text), above


def _around(parse: Sequence[Token], verb: int) -> Iterator[int]:
    """A verb, those above it and those directly below it."""
    yield verb
    yield from (i for i, t in enumerate(parse) if t.head == verb and t.tag[:2] == "VB")
    while parse[verb].head != verb:
        verb = parse[verb].head
        yield verb


def _circumstances(parse: Sequence[Token]) -> list[tuple[tuple[str, str], int]]:
    """((preposition, its noun), the verb above them) of each phrase; a noun between them is passed over."""
    found = []
    for token in parse:
        preposition = parse[token.head]
        if token.relation != "pobj" or preposition.lemma not in _OF_THE_VERB:
            continue
        above = token.head
        while parse[above].tag[:2] != "VB" and parse[above].head != above:
            above = parse[above].head
        if parse[above].tag[:2] == "VB":
            found.append(((preposition.lemma, token.lemma), above))
    return found + [
        (("because", token.lemma), token.head)
        for i, token in enumerate(parse)
        if token.relation == "advcl" and any(t.head == i and t.lemma == "because" for t in parse)
    ]


#: Joined to another verb; "dep" is what the parser says of "stepped in, then grabbed".
_JOINED = frozenset({"conj", "dep"})


def is_promoted(parse: Sequence[Token], sources: Sequence[Sequence[Token]]) -> bool:
    """Whether a main statement is only a circumstance in the sources: "They fired when he rose" as "He rose".

    What stands in a "when" or "while" clause is told in passing, and its words are easily given to the wrong person:
    "They fired when he rose, then fled" is not "He rose, then fled". Nor is "The FBI concluded that he was no target"
    the same as "He was no target".
    """
    ours = {parse[i].lemma for i in range(len(parse)) if parse[i].relation == "ROOT"}
    told = {t.lemma for source in sources for i, t in enumerate(source) if not _is_circumstance(source, i)}
    passing = {t.lemma for source in sources for i, t in enumerate(source) if _is_circumstance(source, i)}
    if ours & (passing - told):
        return True
    mine = {pair for i in range(len(parse)) if _is_main(parse, i) and (pair := _statement(parse, i))}
    vouched = any(t.text.lower() == "according" for t in parse)
    lower = [
        (source, i, _is_circumstance(source, i) or (not vouched and _is_content(source, i)))
        for source in sources
        for i in range(len(source))
    ]
    plain = {_statement(source, i) for source, i, below in lower if not below}
    aside = {_statement(source, i) for source, i, below in lower if below}
    aside |= {s for source in sources for i in range(len(source)) if (s := _limiting(source, i))}
    return bool(mine & (aside - plain))


def _limiting(parse: Sequence[Token], position: int) -> tuple[str, str] | None:
    """What the clause after "a man who" says of him, where it only tells which man: "They met a man who was ill"."""
    clause = parse[position]
    if clause.relation != "relcl" or _is_set_off(parse, position):
        return None
    definite = any(t.head == clause.head and t.lemma in ("the", "this", "that") for t in parse)
    return None if definite else (parse[clause.head].lemma, clause.lemma)


def _is_content(parse: Sequence[Token], position: int) -> bool:
    """Whether a verb is that of what somebody else says, finds or thinks, or joined to such a verb.

    "..., her office announced" is no somebody else.
    """
    while parse[position].relation in _JOINED:
        position = parse[position].head
    above = parse[position].head
    if parse[position].relation != "ccomp" or above == position or not has_subject(parse, position):
        return False
    saying = subject_of(parse, above)
    return saying is not None and not any(t.head == saying and t.tag == "PRP$" for t in parse)


def _statement(parse: Sequence[Token], verb: int) -> tuple[str, str] | None:
    """Who does what: a verb with its subject, or with that of the verb it is joined to."""
    subject = subject_of(parse, verb, _JOINED) if parse[verb].tag[:2] == "VB" else None
    return (parse[subject].lemma, parse[verb].lemma) if subject is not None else None


def _is_main(parse: Sequence[Token], position: int) -> bool:
    """Whether a verb is the main one or joined to it."""
    while parse[position].relation in _JOINED:
        position = parse[position].head
    return parse[position].relation == "ROOT"


def _is_circumstance(parse: Sequence[Token], position: int) -> bool:
    """Whether a verb is that of an adverbial clause with a subject of its own, or joined to such a verb."""
    while parse[position].relation in _JOINED:
        position = parse[position].head
    return parse[position].relation == "advcl" and has_subject(parse, position)


def drops_restriction(text: str, parse: Sequence[Token], sources: Sequence[Sequence[Token]]) -> bool:
    """Whether a noun loses the clause that says which are meant: "residents who live in low areas" as "residents"."""
    ours = {stem(w.folded) for w in words(text)}
    nouns = {stem(w.folded) for t in parse if t.tag[:2] == "NN" for w in words(t.text)}
    free: set[str] = set()
    bound: list[tuple[str, set[str]]] = []
    for source in sources:
        limited = {t.head: i for i, t in enumerate(source) if t.relation == "relcl" and not _is_set_off(source, i)}
        for i, token in enumerate(source):
            if token.tag[:2] == "NN" and i not in limited:
                free |= {stem(w.folded) for w in words(token.text)}
        for noun, clause in limited.items():
            said = {stem(w.folded) for i in subtree(source, clause) for w in words(source[i].text)}
            bound += [(stem(w.folded), said) for w in words(source[noun].text)]
    return any(noun in nouns - free and len(said & ours) * 2 < len(said) for noun, said in bound)


def _is_set_off(parse: Sequence[Token], clause: int) -> bool:
    """Whether a comma or dash stands before a clause: then it adds, and does not limit."""
    first = min(subtree(parse, clause))
    return first > 0 and parse[first - 1].text in (",", "—", "–", "-", "(", "--")


def has_open_pronoun(parse: Sequence[Token], named: frozenset[str] = frozenset()) -> bool:
    """Whether a "he" or "his" comes before anybody whom it could mean is named or described.

    `named`: folded surnames of people in the evidence. "His" and "him" may mean the subject or a singular noun whose
    kind nobody knows ("the 34-year-old"), or somebody named soon after.
    """
    for i, token in enumerate(parse):
        before, word = parse[:i], token.text.lower()
        if word in ("he", "she"):
            return not any(_may_be_person(t, named) for t in before)
        if word == "him":  # "Nixon named him" does not mean Nixon
            subject = subject_of(parse, token.head)
            before = [t for j, t in enumerate(before) if j != subject and t.head != subject]
        if word in ("his", "him", "her") and not any(_may_be_meant(t, named) for t in before):
            if sum(t.text in QUOTES for t in parse[:i]) % 2:
                return True  # "I have not spoken with him," said Lim: not with Lim
            return not any(_may_be_person(t, named) and t.relation in SUBJECT_ROLES for t in parse[i:])
    return False


def names_of_people(parses: Iterable[Sequence[Token]]) -> frozenset[str]:
    """The folded words of the names that the parser takes for people's."""
    return frozenset(fold(t.text) for parse in parses for t in parse if t.entity == "PERSON" and t.tag == "NNP")


def _may_be_meant(token: Token, named: frozenset[str]) -> bool:
    subject = token.tag == "NNP" and token.relation in SUBJECT_ROLES
    return subject or token.tag == "NN" or _may_be_person(token, named)


def _may_be_person(token: Token, named: frozenset[str]) -> bool:
    name = token.tag in ("NNP", "NNPS") and (token.entity in ("PERSON", "") or fold(token.text) in named)
    return name or token.lemma in ROLES or token.lemma in _HUMANS


def _relations(parse: Sequence[Token], *, wide: bool) -> list[Relation]:
    return [relation for relation, _ in _placed_relations(parse, wide=wide)]


def _placed_relations(parse: Sequence[Token], *, wide: bool) -> list[tuple[Relation, int]]:
    """The relations, each with the position of the noun that has it."""
    found: list[tuple[Relation, int]] = []
    for i, token in enumerate(parse):
        if token.tag[:2] != "VB" and token.tag != "MD":
            continue
        verb = "say" if token.lemma in NEUTRAL_SPEECH else token.lemma
        subject = subject_of(parse, i, _SHARING if wide else _SURELY_SHARING)
        if subject is not None:
            role = SUBJECT_ROLES.get(parse[subject].relation, "does")
            own = has_subject(parse, i)
            role = role if own else ("undergoes" if token.tag == "VBN" and not _is_perfect(parse, i) else "does")
            noun = _antecedent(parse, subject)
            found += [(Relation(s, verb, role), i) for i in (noun, *_also(parse, noun)) for s in _stems(parse, i, wide)]
        for j, other in enumerate(parse):
            if other.head == i and other.relation in _OBJECTS:
                noun = _antecedent(parse, j)
                found += [(Relation(s, verb, "object"), noun) for s in _stems(parse, noun, wide)]
    return found


def _also(parse: Sequence[Token], noun: int) -> list[int]:
    """The names that are joined to a name: in "Biden and Harris left" both must have left."""
    if parse[noun].tag != "NNP":
        return []
    joined = [i for i, t in enumerate(parse) if t.head == noun and t.relation == "conj" and t.tag == "NNP"]
    return [member for i in joined for member in (i, *_also(parse, i))]


def is_finite(parse: Sequence[Token], verb: int) -> bool:
    """Whether a verb, or one of its helpers, can carry a sentence."""
    helpers = (t for t in parse if t.relation in ("aux", "auxpass") and parse[t.head] is parse[verb])
    return parse[verb].tag in FINITE or any(t.tag in FINITE for t in helpers)


def _is_perfect(parse: Sequence[Token], verb: int) -> bool:
    return any(t.relation == "aux" and t.lemma == "have" and parse[t.head] is parse[verb] for t in parse)


def has_subject(parse: Sequence[Token], verb: int) -> bool:
    """Whether a verb has a subject of its own."""
    return any(t.relation in SUBJECT_ROLES and parse[t.head] is parse[verb] for t in parse)


def subject_of(parse: Sequence[Token], verb: int, sharing: frozenset[str] = frozenset()) -> int | None:
    """Position of the subject of a verb, or of the verb above it where it has none and hangs on it by `sharing`."""
    for _ in range(6):  # deeper nesting is a parser's confusion
        for i, token in enumerate(parse):
            if token.relation in SUBJECT_ROLES and token.head == verb:
                return i
        if parse[verb].relation not in sharing:
            return None
        if parse[verb].relation == "acl":
            return parse[verb].head
        verb = parse[verb].head
    return None


def _antecedent(parse: Sequence[Token], position: int) -> int:
    """The noun that "who" or "which" stands for, else the position itself."""
    token = parse[position]
    verb = parse[token.head]
    return verb.head if token.tag in ("WP", "WDT") and verb.relation == "relcl" else position


def stems_of(parse: Sequence[Token], position: int) -> list[str]:
    """The stems of a noun and of all words that share its role: other names of it, what it is joined to."""
    return _stems(parse, _antecedent(parse, position), wide=True)


def _stems(parse: Sequence[Token], position: int, wide: bool) -> list[str]:
    """The stem of a word, or with `wide` of all words that share its role."""
    members = _sharers(parse, position) if wide else {position}
    found = [w.folded for i in sorted(members) for w in words(parse[i].text)]
    return [stem(w) for w in found if wide or w not in FUNCTION_WORDS]


def _sharers(parse: Sequence[Token], position: int) -> set[int]:
    """A word, those joined to it or standing beside it as another name, the parts of their names, and what is counted.

    "The existence of the country" is not the country, but "dozens of men" are men.
    """
    members, grown = {position}, True
    while grown:
        more = {i for i, t in enumerate(parse) if t.head in members and t.relation in _SAME_ROLE} - members
        counts = {m for m in members if parse[m].lemma in _COUNTS or parse[m].tag == "CD"}
        ofs = {i for i, t in enumerate(parse) if t.head in counts and t.lemma == "of"}
        more |= {i for i, t in enumerate(parse) if t.head in ofs and t.relation == "pobj"} - members
        members |= more
        grown = bool(more)
    return members
