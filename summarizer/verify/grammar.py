"""The checks that look at grammar: nobody does what the sources say another did, and each pronoun has its noun.

The parser's relations are compared as (word, verb, role). A source's side is read widely - all words that share a role
count, and subjects are carried over to joined and embedded verbs - so that only a real change of role fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from summarizer.language import OBJECTS, ROLES, SUBJECT_ROLES, WEEKDAYS, Tree, fold, lexicon, stem, words
from summarizer.language.tree import JOINED, SHARING
from summarizer.types import Token
from summarizer.verify.wording import NEUTRAL_SPEECH

#: Those of the relations of sharing that are sure: "Rask opened the market and was arrested" says that Rask was.
_SURELY_SHARING = frozenset({"conj"})
_OF_THE_VERB = lexicon.words_of("verb_prepositions")
_TIMES_OF_DAY = lexicon.words_of("times_of_day")


class Relation(NamedTuple):
    """A word's role towards a verb."""

    stem: str
    verb: str
    #: "does", "undergoes" (subject of a passive) or "object".
    role: str


def roles_changed(parse: Tree, sources: Iterable[Tree]) -> bool:
    """Whether a subject or object in the parse has that role towards that verb in none of the sources."""
    sources = list(sources)
    known = {relation for source in sources for relation in _relations(source, wide=True)}
    ours = {relation for relation, _ in _placed_relations(parse, wide=False)}
    shared = _shared_surnames(sources)
    for relation, place in _placed_relations(parse, wide=False):
        if relation.stem in shared:  # the given name must have that role; without it nobody knows who is meant
            given = {s for i in _given_names(parse, place) for s in parse.stems(i, wide=False)}
            ours |= {relation._replace(stem=name) for name in given or {""}}
    return not ours <= known


def _shared_surnames(sources: Iterable[Tree]) -> set[str]:
    """Stems of surnames that the sources give to people of different given names."""
    bearers: dict[str, set[str]] = {}
    people: set[str] = set()
    for source in sources:
        for i, token in enumerate(source):
            given = _given_names(source, i)
            surname = source.stems(i, wide=True)[-1:]
            if given and surname and i - 1 in given and token.entity in ("PERSON", ""):
                bearers.setdefault(surname[0], set()).add(source[i - 1].text)
                people |= {surname[0]} if token.entity == "PERSON" else set()
    return {name for name in people if len(bearers[name]) > 1}


def _given_names(parse: Tree, position: int) -> list[int]:
    """Positions of the names before a surname, without roles and titles."""
    return [
        i
        for i, t in enumerate(parse)
        if t.head == position and t.relation == "compound" and t.tag == "NNP" and not _is_title(t)
    ]


def _is_title(token: Token) -> bool:
    return token.lemma in ROLES or token.text.endswith(".") or token.text in ("Mr", "Mrs", "Ms", "Miss", "Dr")


def moves_circumstance(parse: Tree, sources: Iterable[Tree]) -> bool:
    """Whether a phrase hangs on another verb than in the sources: "asked over the cut" as "ordered over the cut"."""
    known: dict[tuple[str, str], set[str]] = {}
    for source in sources:
        for phrase, verb in _circumstances(source):
            known.setdefault(phrase, set()).update(_verb(source, v) for v in _around(source, verb))
    return any(phrase in known and _verb(parse, verb) not in known[phrase] for phrase, verb in _circumstances(parse))


def _verb(parse: Tree, position: int) -> str:
    """The dictionary form of a verb; those that say no more than that something was said are one."""
    return "say" if parse[position].lemma in NEUTRAL_SPEECH else parse[position].lemma


def moves_day(parse: Tree, sources: Iterable[Tree]) -> bool:
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
            perfect |= {(day, source[verb].lemma)} if source.is_perfect(verb) else set()
    for day, verb in _dated(parse):
        name = parse[verb].lemma
        if (day in known and name not in known[day]) or (parse.is_perfect(verb) and (day, name) not in perfect):
            return True
        if day in said and (name in NEUTRAL_SPEECH) not in said[day]:  # the day of a statement is not that of the event
            return True
    return False


def _dated(parse: Tree) -> Iterator[tuple[str, int]]:
    """(weekday, the verb it hangs on) of each weekday that is not part of a name or a noun's."""
    for i, token in enumerate(parse):
        if fold(token.text) not in WEEKDAYS:
            continue
        above = token.head
        while parse[above].lemma in _TIMES_OF_DAY:
            if parse[above].head == above:
                break
            above = parse[above].head
        if parse[above].tag[:2] == "VB" and above != i:
            yield fold(token.text), above


def _around(parse: Tree, verb: int) -> Iterator[int]:
    """A verb, those above it and those directly below it."""
    yield verb
    yield from (i for i, t in enumerate(parse) if t.head == verb and t.tag[:2] == "VB")
    while parse[verb].head != verb:
        verb = parse[verb].head
        yield verb


def _circumstances(parse: Tree) -> list[tuple[tuple[str, str], int]]:
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


def is_promoted(parse: Tree, sources: Sequence[Tree]) -> bool:
    """Whether a main statement is only a circumstance in the sources: "They fired when he rose" as "He rose".

    What stands in a "when" or "while" clause is told in passing, and its words are easily given to the wrong person:
    "They fired when he rose, then fled" is not "He rose, then fled". Nor is "The FBI concluded that he was no target"
    the same as "He was no target".
    """
    ours = {parse[i].lemma for i in range(len(parse)) if parse[i].relation == "ROOT"}
    told = {t.lemma for source in sources for i, t in enumerate(source) if not source.is_circumstance(i)}
    passing = {t.lemma for source in sources for i, t in enumerate(source) if source.is_circumstance(i)}
    if ours & (passing - told):
        return True
    mine = {pair for i in range(len(parse)) if parse.is_main(i) and (pair := _statement(parse, i))}
    vouched = any(t.text.lower() == "according" for t in parse)
    lower = [
        (source, i, source.is_circumstance(i) or (not vouched and _is_content(source, i)))
        for source in sources
        for i in range(len(source))
    ]
    plain = {_statement(source, i) for source, i, below in lower if not below}
    aside = {_statement(source, i) for source, i, below in lower if below}
    aside |= {s for source in sources for i in range(len(source)) if (s := _limiting(source, i))}
    return bool(mine & (aside - plain))


def _limiting(parse: Tree, position: int) -> tuple[str, str] | None:
    """What the clause after "a man who" says of him, where it only tells which man: "They met a man who was ill"."""
    clause = parse[position]
    if clause.relation != "relcl" or parse.is_set_off(position):
        return None
    definite = any(t.head == clause.head and t.lemma in ("the", "this", "that") for t in parse)
    return None if definite else (parse[clause.head].lemma, clause.lemma)


def _is_content(parse: Tree, position: int) -> bool:
    """Whether a verb is that of what somebody else says, finds or thinks, or joined to such a verb.

    "..., her office announced" is no somebody else.
    """
    while parse[position].relation in JOINED:
        position = parse[position].head
    above = parse[position].head
    if parse[position].relation != "ccomp" or above == position or not parse.has_subject(position):
        return False
    saying = parse.subject(above)
    return saying is not None and not any(t.head == saying and t.tag == "PRP$" for t in parse)


def _statement(parse: Tree, verb: int) -> tuple[str, str] | None:
    """Who does what: a verb with its subject, or with that of the verb it is joined to."""
    subject = parse.subject(verb, JOINED) if parse[verb].tag[:2] == "VB" else None
    return (parse[subject].lemma, parse[verb].lemma) if subject is not None else None


def drops_restriction(text: str, parse: Tree, sources: Sequence[Tree]) -> bool:
    """Whether a noun loses the clause that says which are meant: "residents who live in low areas" as "residents"."""
    ours = {stem(w.folded) for w in words(text)}
    nouns = {stem(w.folded) for t in parse if t.tag[:2] == "NN" for w in words(t.text)}
    free: set[str] = set()
    bound: list[tuple[str, set[str]]] = []
    for source in sources:
        limited = {t.head: i for i, t in enumerate(source) if t.relation == "relcl" and not source.is_set_off(i)}
        for i, token in enumerate(source):
            if token.tag[:2] == "NN" and i not in limited:
                free |= {stem(w.folded) for w in words(token.text)}
        for noun, clause in limited.items():
            said = {stem(w.folded) for i in source.subtree(clause) for w in words(source[i].text)}
            bound += [(stem(w.folded), said) for w in words(source[noun].text)]
    return any(noun in nouns - free and len(said & ours) * 2 < len(said) for noun, said in bound)


def _relations(parse: Tree, *, wide: bool) -> list[Relation]:
    return [relation for relation, _ in _placed_relations(parse, wide=wide)]


def _placed_relations(parse: Tree, *, wide: bool) -> list[tuple[Relation, int]]:
    """The relations, each with the position of the noun that has it."""
    found: list[tuple[Relation, int]] = []
    for i, token in enumerate(parse):
        if token.tag[:2] != "VB" and token.tag != "MD":
            continue
        verb = "say" if token.lemma in NEUTRAL_SPEECH else token.lemma
        subject = parse.subject(i, SHARING if wide else _SURELY_SHARING)
        if subject is not None:
            role = SUBJECT_ROLES.get(parse[subject].relation, "does")
            own = parse.has_subject(i)
            role = role if own else ("undergoes" if token.tag == "VBN" and not parse.is_perfect(i) else "does")
            noun = parse.antecedent(subject)
            found += [
                (Relation(s, verb, role), i) for i in (noun, *_also(parse, noun)) for s in parse.stems(i, wide=wide)
            ]
        for j, other in enumerate(parse):
            if other.head == i and other.relation in OBJECTS:
                noun = parse.antecedent(j)
                found += [(Relation(s, verb, "object"), noun) for s in parse.stems(noun, wide=wide)]
    return found


def _also(parse: Tree, noun: int) -> list[int]:
    """The names that are joined to a name: in "Biden and Harris left" both must have left."""
    if parse[noun].tag != "NNP":
        return []
    joined = [i for i, t in enumerate(parse) if t.head == noun and t.relation == "conj" and t.tag == "NNP"]
    return [member for i in joined for member in (i, *_also(parse, i))]
