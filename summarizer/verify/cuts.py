"""The checks of what a shorter form leaves out: no tail that turns the rest round, no half of a list, no outcome.

A candidate is laid beside each source sentence, word by word, and what that sentence has more is looked at in its
parse. What one source says without the tail may be said without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from summarizer.language import FINITE, Tree, fold, lexicon

#: Sources that hold this share of the words that the best one holds could each be the one that is shortened.
NEARLY = 0.85
_SAYING = lexicon.marked("saying", "speaks")
#: Share of a part's words that the candidate must have to have told it.
TOLD = 0.5
_CONTRAST, _DESPITE, _OF_TIME, _EXCEPTING, _OUTCOMES, _PURPOSES, _EMPTY, _WITH_SOMEBODY = map(
    lexicon.words_of,
    (
        "contrasts",
        "despite",
        "until",
        "excepting",
        "outcomes",
        "purposes",
        "empty_verbs",
        "verbs_with_somebody",
    ),
)
_GRAVE = _OUTCOMES | lexicon.words_of("grave")
#: Words that carry what a part says.
_TELLING = ("NN", "VB", "JJ", "CD")


def cuts_amiss(parse: Tree, sources: Sequence[Tree]) -> bool:
    """Whether what the candidate leaves out of each sentence that it may come from changes what the rest says."""
    laid = [(source, _beside(parse, source)) for source in sources]
    most = max((len(places) for _, places in laid), default=0)
    near = [(source, places) for source, places in laid if len(places) >= NEARLY * most]
    return bool(near) and all(_is_amiss(parse, source, places) for source, places in near)


def _beside(parse: Tree, source: Tree) -> dict[int, int]:
    """Position in the source -> position in the candidate of the same word, in order."""
    theirs, ours = [fold(t.text) for t in source], [fold(t.text) for t in parse]
    blocks = SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks()
    return {b.a + k: b.b + k for b in blocks for k in range(b.size)}


def _is_amiss(parse: Tree, source: Tree, places: Mapping[int, int]) -> bool:
    ours = {fold(t.lemma) for t in parse} | {fold(t.text) for t in parse}
    return (
        any(above in places and not _is_told(source, part, ours) for above, part in _other_sides(source))
        or any(_is_halved(source, group, ours, places) for group in _lists(source))
        or any(_is_bereft(source, i, places, ours) for i in range(len(source)))
        or any(_speaks_no_more(source, i, ours) for i in places)
        or any(_names_some(source, i, ours) for i in places)
        or any(_is_unfinished(parse, group, source, places) for group in _lists(parse))
        or any(_is_predicate_cut(source, i, places) for i in range(len(source)))
    )


def _other_sides(source: Tree) -> Iterator[tuple[int, frozenset[int]]]:
    """(the word it hangs on, its words) of each part without which the rest says something else."""
    for i, token in enumerate(source):
        word = fold(token.text)
        if word in _CONTRAST and token.relation in ("mark", "advmod") and source[token.head].relation == "advcl":
            clause = token.head
            if word not in _OF_TIME or source.has_subject(clause):
                yield source[clause].head, source.subtree(clause)
        elif word in ("but", "yet", "plus") and token.relation == "cc":
            other = next(
                (j for j, t in enumerate(source) if j > i and t.head == token.head and t.relation == "conj"), None
            )
            if other is not None:
                yield token.head, source.subtree(other)
        elif _is_weighty(source, i):
            yield token.head, source.subtree(i)


def _is_weighty(source: Tree, position: int) -> bool:
    """Whether a part sets something against the rest, says why, how it ended, or what somebody is accused of."""
    token = source[position]
    participle = token.tag == "VBG" and token.relation in ("advcl", "prep", "acl")
    if token.relation == "relcl":
        return any(source[j].lemma in _GRAVE for j in source.subtree(position))
    if token.relation == "conj":
        return token.lemma in _OUTCOMES and _is_main(source, position)
    if token.relation in ("prep", "advcl", "xcomp") and source[token.head].lemma in _EMPTY:
        return True
    return (token.lemma in _DESPITE and token.relation == "prep") or (
        participle and token.lemma in _EXCEPTING | _PURPOSES
    )


def _is_main(source: Tree, position: int) -> bool:
    while source[position].relation == "conj":
        position = source[position].head
    return source[position].relation == "ROOT"


def _is_told(source: Tree, part: frozenset[int], ours: set[str]) -> bool:
    telling = [i for i in part if source[i].tag[:2] in _TELLING]
    told = sum(fold(source[i].text) in ours or fold(source[i].lemma) in ours for i in telling)
    return told >= TOLD * len(telling)


def _lists(source: Tree) -> Iterator[list[int]]:
    """The members of each list of things or people."""
    for i, token in enumerate(source):
        if token.relation == "conj" or token.tag[:2] not in ("NN", "PR", "CD"):
            continue
        group, last = [i], i
        while (following := _joined_to(source, last)) is not None:
            group.append(following)
            last = following
        if len(group) > 1:
            yield group


def _joined_to(source: Tree, position: int) -> int | None:
    return next(
        (
            j
            for j, t in enumerate(source)
            if t.head == position and t.relation == "conj" and t.tag[:2] in ("NN", "PR", "CD")
        ),
        None,
    )


def _is_halved(source: Tree, group: Sequence[int], ours: set[str], places: Mapping[int, int]) -> bool:
    """Whether some members of a list are told and others are not."""
    aside = any(t.text in "([" for t in source[group[0] : group[-1]])
    told = [i in places or fold(source[i].lemma) in ours for i in group]
    return not aside and any(i in places for i in group) and not all(told)


#: What a verb cannot do without.
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "dobj", "attr", "acomp", "oprd"})


def _is_bereft(source: Tree, position: int, places: Mapping[int, int], ours: set[str]) -> bool:
    """Whether that part is left out while the word that needs it is told: a verb its object, an aside its noun."""
    token = source[position]
    above = source[token.head]
    if token.relation == "appos":
        return position in places and token.head not in places and fold(above.lemma) not in ours
    verb = source[above.head] if above.relation == "dobj" else above  # "discussing plans with the envoy"
    partner = token.relation in ("prep", "dative") and token.lemma in ("with", "to") and verb.lemma in _WITH_SOMEBODY
    needed = token.relation in _COMPLEMENTS and above.tag[:2] == "VB"
    if partner:
        return token.head in places and not _is_told(source, source.subtree(position), ours)
    return needed and token.head in places and position not in places and fold(token.lemma) not in ours


def _speaks_no_more(source: Tree, position: int, ours: set[str]) -> bool:
    """Whether a speaker is named whose verb of saying is left out: "..., Izvestia, a daily, reported on Monday"."""
    verb = source[source[position].head]
    told = fold(verb.text) in ours or fold(verb.lemma) in ours
    return source[position].relation == "nsubj" and verb.lemma in _SAYING and not told


def _names_some(source: Tree, position: int, ours: set[str]) -> bool:
    """Whether that word is an "including" some of whose list is left out."""
    listed = source.subtree(position) if source[position].lemma == "include" else ()
    members = [
        i for i in listed if source[i].relation in ("pobj", "dobj", "conj", "appos") and source[i].tag[:2] == "NN"
    ]
    return not all(fold(source[i].lemma) in ours or fold(source[i].text) in ours for i in members)


def _is_unfinished(parse: Tree, group: Sequence[int], source: Tree, places: Mapping[int, int]) -> bool:
    """Whether a list of the candidate has no "and", and goes on in the source: "including Democrats, celebrities." """
    if any(t.relation == "cc" and t.head in group for t in parse):
        return False
    last = next((i for i, place in places.items() if place == group[-1]), None)
    if last is None or last + 1 >= len(source) or last + 1 in places:
        return False
    return source[last + 1].text in (",", "and", "or", "&")


def _is_predicate_cut(source: Tree, position: int, places: Mapping[int, int]) -> bool:
    """Whether a finite verb is left out that follows a comma and is joined to nothing: "after Wallace, a driver, took".

    Parsers read such a clause as a phrase; the comma closes an aside, and the verb belongs to what stands before it.
    """
    token = source[position]
    if token.relation != "advcl" or token.tag not in FINITE or position in places or source.has_subject(position):
        return False
    opens = min(source.subtree(position)) == position > 1 and source[position - 1].text == ","
    return opens and position - 2 in places
