"""Facts read off the parse: who does what to whom, when, in which clause.

A candidate's relations are read narrowly, a source's widely - all words that share a role count, and subjects are
carried over to joined and embedded verbs - so that only a real change of role fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summarizer.language import OBJECTS, ROLES, SUBJECT_ROLES, WEEKDAYS, Analysed, Tree, fold, lexicon, stem, words
from summarizer.language.attribution import NEUTRAL, SAY
from summarizer.language.tree import JOINED, SHARING
from summarizer.verify.facets import Evidence, Fact

#: Those of the relations of sharing that are sure: "Rask opened the market and was arrested" says that Rask was.
SURELY_SHARING = frozenset({"conj"})


def verb_of(tree: Tree, position: int) -> str:
    """The dictionary form of a verb; those that say no more than that something was said are one."""
    return SAY if tree[position].lemma in NEUTRAL else tree[position].lemma


# --- who does what to whom -----------------------------------------------------------------------------------------


class Relation(NamedTuple):
    """A word's role towards a verb."""

    stem: str
    verb: str
    #: "does", "undergoes" (subject of a passive) or "object".
    role: str


def changed_roles(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Subjects and objects that have that role towards that verb in none of the sources."""
    known = evidence.pooled(_wide_relations)
    for relation, place in _relations(candidate.tree, wide=False):
        if relation not in known:
            yield f"{candidate.tree[place].text}: {relation.verb}"


def changed_bearers(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Surnames of several people in the sources, where not the one who is named, or nobody knows which, has that role.

    The given name must have the role of the surname towards the verb; without it nobody knows who is meant. In other
    places it must be among those whom the sources put there.
    """
    tree, shared = candidate.tree, evidence.pooled(_shared_surnames)
    if not shared:
        return
    known, holders = evidence.pooled(_wide_relations), evidence.pooled(_holders)
    for relation, at in _relations(tree, wide=False):
        if relation.stem in shared:
            given = _given_stems(tree, at) or {""}
            if not {relation._replace(stem=name) for name in given} <= known:
                yield f"{tree[at].text}: {relation.verb}"
    for place, own, at in _places(tree):
        if own in shared and place in holders and not _given_stems(tree, at) <= holders[place]:
            yield f"{tree[at].text}: {place[-1]}"


def _given_stems(tree: Tree, position: int) -> set[str]:
    return {s for i in _given_names(tree, position) for s in tree.stems(i, wide=False)}


def unknown_verbs(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """The verbs among these that no source has with anybody: told in another word, or made up."""
    known = {relation.verb for relation in evidence.pooled(_wide_relations)}
    for relation, place in _relations(candidate.tree, wide=False):
        if relation.verb not in known:
            yield f"{candidate.tree[place].text}: {relation.verb}"


def _wide_relations(evidence: Evidence) -> set[Relation]:
    return {relation for source in evidence.sources for relation, _ in source.read(_all_relations)}


def _all_relations(analysed: Analysed) -> list[tuple[Relation, int]]:
    return _relations(analysed.tree, wide=True)


def _relations(tree: Tree, *, wide: bool) -> list[tuple[Relation, int]]:
    """The relations, each with the position of the noun that has it."""
    found: list[tuple[Relation, int]] = []
    for i, token in enumerate(tree):
        if token.tag[:2] != "VB" and token.tag != "MD":
            continue
        verb = verb_of(tree, i)
        subject = tree.subject(i, SHARING if wide else SURELY_SHARING)
        if subject is not None:
            noun, role = tree.antecedent(subject), _role(tree, i, subject)
            members = [noun, *_also(tree, noun)]
            found += [(Relation(s, verb, role), j) for j in members for s in tree.stems(j, wide=wide)]
        for j in tree.below(i, *OBJECTS):
            noun = tree.antecedent(j)
            found += [(Relation(s, verb, "object"), noun) for s in tree.stems(noun, wide=wide)]
    return found


def _role(tree: Tree, verb: int, subject: int) -> str:
    """What a subject, its own or shared, does towards a verb."""
    if tree.has_subject(verb):
        return SUBJECT_ROLES.get(tree[subject].relation, "does")
    return "undergoes" if tree[verb].tag == "VBN" and not tree.is_perfect(verb) else "does"


def _also(tree: Tree, noun: int) -> list[int]:
    """The names that are joined to a name: in "Biden and Harris left" both must have left."""
    if tree[noun].tag != "NNP":
        return []
    joined = [i for i in tree.below(noun, "conj") if tree[i].tag == "NNP"]
    return [member for i in joined for member in (i, *_also(tree, i))]


def _shared_surnames(evidence: Evidence) -> set[str]:
    """Stems of surnames that the sources give to people of different given names."""
    bearers: dict[str, set[str]] = {}
    people: set[str] = set()
    for tree in (source.tree for source in evidence.sources):
        for i, token in enumerate(tree):
            if i - 1 in _given_names(tree, i):
                surname = stem(fold(token.text))
                bearers.setdefault(surname, set()).add(tree[i - 1].text)
                people |= {surname} if token.entity == "PERSON" else set()
    return {name for name in people if len(bearers[name]) > 1}


def _given_names(tree: Tree, position: int) -> list[int]:
    """Positions of the names before a surname, without roles and titles."""
    titles = lexicon.words_of("titles")
    return [
        i
        for i in tree.below(position, "compound")
        if tree[i].tag == "NNP"
        and tree[i].lemma not in ROLES
        and not tree[i].text.endswith(".")
        and tree[i].text.lower() not in titles
    ]


# --- who is in whose place ------------------------------------------------------------------------------------------


def exchanged(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Nouns in a place that the evidence gives to another noun of the candidate, and never to them.

    Other verbs and other orders are no exchange: only where the evidence says who stands there does it tell.
    """
    known = evidence.pooled(_holders)
    mine = [(place, s, i) for place, s, i in _places(candidate.tree)]
    nouns = {s for _, s, _ in mine}
    for place, own, i in mine:
        theirs = known.get(place, set())
        if own not in theirs and (theirs & nouns) - {own}:
            yield f"{candidate.tree[i].text}: {place[-1]}"


def _holders(evidence: Evidence) -> dict[tuple[str, ...], set[str]]:
    """Place -> the stems of all nouns that the sources put there."""
    found: dict[tuple[str, ...], set[str]] = {}
    for source in evidence.sources:
        for place, own, i in _places(source.tree):
            found.setdefault(place, set()).update({own, *source.tree.stems(i, wide=True)})
        for relation, _ in source.read(_all_relations):
            role = "does" if relation.role == "does" else "undergoes"
            found.setdefault((role, relation.verb), set()).add(relation.stem)
    return found


def _places(tree: Tree) -> Iterator[tuple[tuple[str, ...], str, int]]:
    """(place, stem, position) of the nouns: who does, who undergoes, what they hang on and how."""
    for i, token in enumerate(tree):
        head, own = tree[token.head], stem(fold(token.text))
        if token.relation == "amod" and token.entity == "NORP":
            yield ("amod", stem(fold(head.text))), own, i
        if token.tag[:2] != "NN" or not any(c.isalpha() for c in token.text):
            continue
        if token.relation == "pobj" and head.relation == "agent":
            yield ("does", verb_of(tree, head.head)), own, i
        elif token.relation == "pobj":
            yield (head.lemma, stem(fold(tree[head.head].text))), own, i
        elif token.relation == "nsubj":
            yield ("does", verb_of(tree, token.head)), own, i
        elif token.relation in ("nsubjpass", "dobj"):
            yield ("undergoes", verb_of(tree, token.head)), own, i
        elif token.relation in ("poss", "compound", "appos", "nmod"):
            yield (token.relation, stem(fold(head.text))), own, i


# --- when ----------------------------------------------------------------------------------------------------------


def days_of_verbs(analysed: Analysed) -> list[Fact]:
    """Which verbs its weekdays date, whether these are statements, and verbs in the perfect, which take no day."""
    tree, found = analysed.tree, []
    for day, verb in _dated(tree):
        found += [
            Fact(day, tree[verb].lemma, f"{tree[verb].text} {day}"),
            Fact((day, SAY), _states(tree, verb), day),
        ]
        found += [Fact("perfect", (day, tree[verb].lemma), day)] if tree.is_perfect(verb) else []
    return found


def days_of_verbs_vouched(analysed: Analysed) -> list[Fact]:
    """The same; parsers hang days high or low, so all verbs above a day and beside it count as dated by it."""
    tree, found = analysed.tree, [Fact("perfect", None)]
    for day, verb in _dated(tree):
        found += [Fact(day, tree[v].lemma) for v in _around(tree, verb)] + [Fact((day, SAY), _states(tree, verb))]
        found += [Fact("perfect", (day, tree[verb].lemma))] if tree.is_perfect(verb) else []
    return found


def _states(tree: Tree, verb: int) -> bool:
    """Whether a verb is one of saying: the day of a statement is not that of the event."""
    return tree[verb].lemma in NEUTRAL


def _dated(tree: Tree) -> Iterator[tuple[str, int]]:
    """(weekday, the verb it hangs on) of each weekday that is not part of a name or a noun's."""
    for i, token in enumerate(tree):
        if fold(token.text) not in WEEKDAYS:
            continue
        above = token.head
        while tree[above].lemma in lexicon.words_of("times_of_day") and tree[above].head != above:
            above = tree[above].head
        if tree[above].tag[:2] == "VB" and above != i:
            yield fold(token.text), above


def _around(tree: Tree, verb: int) -> Iterator[int]:
    """A verb, those above it and those directly below it."""
    yield verb
    yield from (i for i in tree.children[verb] if tree[i].tag[:2] == "VB")
    yield from tree.above(verb)


# --- with whom and why ---------------------------------------------------------------------------------------------


def circumstances(analysed: Analysed) -> list[Fact]:
    """Its phrases of company and cause, each with the verb it hangs on: "asked over the cut", "closed because"."""
    tree = analysed.tree
    return [Fact(phrase, verb_of(tree, verb), " ".join(phrase)) for phrase, verb in _phrases(tree)]


def circumstances_vouched(analysed: Analysed) -> list[Fact]:
    """The same, with all verbs around the one it hangs on."""
    tree = analysed.tree
    return [Fact(phrase, verb_of(tree, v)) for phrase, verb in _phrases(tree) for v in _around(tree, verb)]


def _phrases(tree: Tree) -> Iterator[tuple[tuple[str, str], int]]:
    """((preposition, its noun), the verb above them) of each phrase; a noun between them is passed over."""
    for i, token in enumerate(tree):
        if token.relation == "pobj" and tree[token.head].lemma in lexicon.words_of("verb_prepositions"):
            verb = next((v for v in tree.above(token.head) if tree[v].tag[:2] == "VB"), None)
            if verb is not None:
                yield (tree[token.head].lemma, token.lemma), verb
        if token.relation == "advcl" and any(tree[j].lemma == "because" for j in tree.children[i]):
            yield ("because", token.lemma), token.head


# --- in which clause -----------------------------------------------------------------------------------------------


def promoted(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Main statements that are only circumstances in the sources: "They fired when he rose" as "He rose".

    What stands in a "when" or "while" clause is told in passing, and its words are easily given to the wrong person:
    "They fired when he rose, then fled" is not "He rose, then fled". Nor is "The FBI concluded that he was no target"
    the same as "He was no target".
    """
    tree, (told, passing) = candidate.tree, evidence.pooled(_told_and_passing)
    for token in tree:
        if token.relation == "ROOT" and token.lemma in passing - told:
            yield token.text
    vouched = any(t.text.lower() == "according" for t in tree)
    plain, aside = evidence.pooled(_statements_vouched if vouched else _statements)
    for i in range(len(tree)):
        statement = _statement(tree, i) if tree.is_main(i) else None
        if statement and statement in aside - plain:
            yield tree[i].text


def clefts(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Main statements that the sources have only of what they say it is: "It's the first time voters overturned it".

    "Voters overturned it" tells of no time. "It was Lim who left" may be told as "Lim left".
    """
    tree, (told, cleft) = candidate.tree, evidence.pooled(_told_and_cleft)
    for i, token in enumerate(tree):
        of = cleft.get(token.lemma, frozenset()) if tree.is_main(i) and token.lemma not in told else frozenset()
        if of and not of & candidate.bag:
            yield token.text


def _told_and_cleft(evidence: Evidence) -> tuple[set[str], dict[str, frozenset[str]]]:
    """Lemmas of main words, and of verbs behind what something is said to be, each with the stems of that."""
    told: set[str] = set()
    cleft: dict[str, frozenset[str]] = {}
    for tree in (source.tree for source in evidence.sources):
        told |= {token.lemma for i, token in enumerate(tree) if tree.is_main(i)}
        for token in tree:
            if token.relation == "relcl" and tree[token.head].relation == "attr":
                cleft[token.lemma] = cleft.get(token.lemma, frozenset()) | {*tree.stems(token.head, wide=True)}
    return told, cleft


def _told_and_passing(evidence: Evidence) -> tuple[set[str], set[str]]:
    """Words outside and inside of circumstances."""
    placed = [(t.lemma, s.tree.is_circumstance(i)) for s in evidence.sources for i, t in enumerate(s.tree)]
    return {lemma for lemma, below in placed if not below}, {lemma for lemma, below in placed if below}


_Statements = tuple[set[tuple[str, str] | None], set[tuple[str, str] | None]]


def _statements(evidence: Evidence) -> _Statements:
    """What the sources state plainly, and what in a circumstance, in another's words, or to tell which is meant."""
    return _split_statements(evidence, content=True)


def _statements_vouched(evidence: Evidence) -> _Statements:
    """The same for a candidate that names its source: what another says counts as stated."""
    return _split_statements(evidence, content=False)


def _split_statements(evidence: Evidence, *, content: bool) -> _Statements:
    plain: set[tuple[str, str] | None] = set()
    aside: set[tuple[str, str] | None] = set()
    for tree in (source.tree for source in evidence.sources):
        for i in range(len(tree)):
            below = tree.is_circumstance(i) or (content and _is_content(tree, i))
            (aside if below else plain).add(_statement(tree, i))
            aside |= {s for s in (_limiting(tree, i),) if s}
    return plain, aside


def _limiting(tree: Tree, position: int) -> tuple[str, str] | None:
    """What the clause after "a man who" says of him, where it only tells which man: "They met a man who was ill"."""
    clause = tree[position]
    if clause.relation != "relcl" or tree.is_set_off(position):
        return None
    definite = any(tree[i].lemma in ("the", "this", "that") for i in tree.children[clause.head])
    return None if definite else (tree[clause.head].lemma, clause.lemma)


def _is_content(tree: Tree, position: int) -> bool:
    """Whether a verb is that of what somebody else says, finds or thinks, or joined to such a verb.

    "..., her office announced" is no somebody else.
    """
    first = tree.first_of(position, JOINED)
    above = tree[first].head
    if tree[first].relation != "ccomp" or above == first or not tree.has_subject(first):
        return False
    saying = tree.subject(above)
    return saying is not None and not any(tree[i].tag == "PRP$" for i in tree.children[saying])


def _statement(tree: Tree, verb: int) -> tuple[str, str] | None:
    """Who does what: a verb with its subject, or with that of the verb it is joined to."""
    subject = tree.subject(verb, JOINED) if tree[verb].tag[:2] == "VB" else None
    return (tree[subject].lemma, tree[verb].lemma) if subject is not None else None


# --- which are meant -----------------------------------------------------------------------------------------------


def lost_restrictions(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Nouns that lose the clause that says which are meant: "residents who live in low areas" as "residents"."""
    ours = {stem(w.folded) for w in candidate.words}
    nouns = {stem(w.folded) for t in candidate.tree if t.tag[:2] == "NN" for w in words(t.text)}
    free = {noun for source in evidence.sources for noun in source.read(_nouns)[0]}
    for source in evidence.sources:
        for noun, said in source.read(_nouns)[1]:
            if noun in nouns - free and len(said & ours) * 2 < len(said):
                yield noun


def _nouns(analysed: Analysed) -> tuple[set[str], list[tuple[str, set[str]]]]:
    """Stems of nouns without such a clause, and those with one, each with the words of its clause."""
    tree = analysed.tree
    limited = {t.head: i for i, t in enumerate(tree) if t.relation == "relcl" and not tree.is_set_off(i)}
    free = {stem(w.folded) for i, t in enumerate(tree) if t.tag[:2] == "NN" and i not in limited for w in words(t.text)}
    bound = []
    for noun, clause in limited.items():
        said = {stem(w.folded) for i in tree.subtree(clause) for w in words(tree[i].text)}
        bound += [(stem(w.folded), said) for w in words(tree[noun].text)]
    return free, bound
