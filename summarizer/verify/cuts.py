"""What a shorter form leaves out: no tail that turns the rest round, no half of a list, no outcome.

A candidate is laid beside each source sentence, word by word, and what that sentence has more is looked at in its
parse. What one source says without the part may be said without it: the policy `kept`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from summarizer.language import FINITE, Analysed, Tree, fold, lexicon
from summarizer.verify.facets import Evidence

#: Sources that hold this share of the words that the best one holds could each be the one that is shortened.
NEARLY = 0.85
#: Share of a part's words that the candidate must have to have told it.
TOLD = 0.5
_SAYING = lexicon.marked("saying", "speaks")
_CONTRAST, _UNTIL, _OUTCOMES, _EMPTY, _WITH_SOMEBODY = map(
    lexicon.words_of, ("contrasts", "until", "outcomes", "empty_verbs", "verbs_with_somebody")
)
_GRAVE = _OUTCOMES | lexicon.words_of("grave")
_TURNING = lexicon.words_of("excepting") | lexicon.words_of("purposes")
#: Tags of words that carry what a part says, and of members of a list.
_TELLING, _LISTED = ("NN", "VB", "JJ", "CD"), ("NN", "PR", "CD")
#: What a verb cannot do without.
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "dobj", "attr", "acomp", "oprd"})


@dataclass(frozen=True)
class _Laid:
    """A candidate laid beside one source sentence."""

    mine: Tree
    theirs: Tree
    #: Position in the source -> position in the candidate of the same word, in order.
    places: dict[int, int]
    #: Folded words and dictionary forms of the candidate.
    ours: frozenset[str]

    def has(self, position: int) -> bool:
        """Whether the candidate has that word of the source, wherever."""
        token = self.theirs[position]
        return fold(token.text) in self.ours or fold(token.lemma) in self.ours

    def has_beside(self, position: int) -> bool:
        """Whether it has the word there, or at a place that stands for no other of the source: not "Jill *Biden*"."""
        if position in self.places:
            return True
        taken, token = frozenset(self.places.values()), self.theirs[position]
        free = (t for i, t in enumerate(self.mine) if i not in taken)
        return any({fold(t.text), fold(t.lemma)} & {fold(token.text), fold(token.lemma)} for t in free)

    def tells(self, part: frozenset[int]) -> bool:
        """Whether the candidate has enough of the words of a part."""
        telling = [i for i in part if self.theirs[i].tag[:2] in _TELLING]
        return sum(map(self.has, telling)) >= TOLD * len(telling)


def lost_parts(candidate: Analysed, evidence: Evidence) -> list[tuple[str, ...]]:
    """For each source that the candidate may be a shorter form of, the words whose loss changes what the rest says."""
    laid = [_lay(candidate, source) for source in evidence.sources]
    most = max((len(each.places) for each in laid), default=0)
    return [tuple(_lost(each)) for each in laid if len(each.places) >= NEARLY * most]


def _lay(candidate: Analysed, source: Analysed) -> _Laid:
    theirs, ours = source.read(_folded), candidate.read(_folded)
    blocks = SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks()
    places = {b.a + k: b.b + k for b in blocks for k in range(b.size)}
    return _Laid(candidate.tree, source.tree, places, frozenset(ours) | {fold(t.lemma) for t in candidate.tree})


def _folded(analysed: Analysed) -> list[str]:
    return [fold(token.text) for token in analysed.tree]


def _lost(laid: _Laid) -> Iterator[str]:
    """The words of the source that are missed."""
    theirs, places = laid.theirs, laid.places
    for above, part in _other_sides(theirs):
        if above in places and not laid.tells(part):
            yield theirs[above].text
    for group in _lists(theirs):
        if _is_halved(laid, group):
            yield theirs[group[0]].text
    for i, token in enumerate(theirs):
        told = i in places
        if (
            _is_bereft(laid, i)
            or _is_predicate_cut(laid, i)
            or (told and (_speaks_no_more(laid, i) or _names_some(laid, i)))
        ):
            yield token.text
    for group in _lists(laid.mine):
        if _is_unfinished(laid, group):
            yield laid.mine[group[-1]].text


def _other_sides(tree: Tree) -> Iterator[tuple[int, frozenset[int]]]:
    """(the word it hangs on, its words) of each part without which the rest says something else."""
    for i, token in enumerate(tree):
        word = fold(token.text)
        if word in _CONTRAST and token.relation in ("mark", "advmod") and tree[token.head].relation == "advcl":
            if word not in _UNTIL or tree.has_subject(token.head):
                yield tree[token.head].head, tree.subtree(token.head)
        elif word in ("but", "yet", "plus") and token.relation == "cc":
            others = [j for j in tree.below(token.head, "conj") if j > i]
            if others:
                yield token.head, tree.subtree(others[0])
        elif _is_weighty(tree, i):
            yield token.head, tree.subtree(i)


def _is_weighty(tree: Tree, position: int) -> bool:
    """Whether a part sets something against the rest, says why, how it ended, or what somebody is accused of."""
    token = tree[position]
    if token.relation == "relcl":
        return any(tree[j].lemma in _GRAVE for j in tree.subtree(position))
    if token.relation == "conj":
        return token.lemma in _OUTCOMES and tree.is_main(position, frozenset({"conj"}))
    if token.relation in ("prep", "advcl", "xcomp") and tree[token.head].lemma in _EMPTY:
        return True
    against = token.relation == "prep" and token.lemma in lexicon.words_of("despite")
    participle = token.tag == "VBG" and token.relation in ("advcl", "prep", "acl")
    return against or (participle and token.lemma in _TURNING)


def _lists(tree: Tree) -> Iterator[list[int]]:
    """The members of each list of things or people."""
    for i, token in enumerate(tree):
        if token.relation == "conj" or token.tag[:2] not in _LISTED:
            continue
        group = [i]
        while following := [j for j in tree.below(group[-1], "conj") if tree[j].tag[:2] in _LISTED]:
            group.append(following[0])
        if len(group) > 1:
            yield group


def _is_halved(laid: _Laid, group: Sequence[int]) -> bool:
    """Whether some members of a list are told and others are not."""
    aside = any(t.text in "([" for t in laid.theirs[group[0] : group[-1]])
    told = [laid.has_beside(i) for i in group]
    return not aside and any(i in laid.places for i in group) and not all(told)


def _is_bereft(laid: _Laid, position: int) -> bool:
    """Whether that part is left out while the word that needs it is told: a verb its object, an aside its noun."""
    token, above, places = laid.theirs[position], laid.theirs[laid.theirs[position].head], laid.places
    if token.relation == "appos":
        return position in places and token.head not in places and fold(above.lemma) not in laid.ours
    verb = laid.theirs[above.head] if above.relation == "dobj" else above  # "discussing plans with the envoy"
    partner = token.relation in ("prep", "dative") and token.lemma in ("with", "to") and verb.lemma in _WITH_SOMEBODY
    if partner:
        return token.head in places and not laid.tells(laid.theirs.subtree(position))
    needed = token.relation in _COMPLEMENTS and above.tag[:2] == "VB"
    return needed and token.head in places and position not in places and fold(token.lemma) not in laid.ours


def _speaks_no_more(laid: _Laid, position: int) -> bool:
    """Whether a speaker is named whose verb of saying is left out: "..., Izvestia, a daily, reported on Monday"."""
    token = laid.theirs[position]
    return token.relation == "nsubj" and laid.theirs[token.head].lemma in _SAYING and not laid.has(token.head)


def _names_some(laid: _Laid, position: int) -> bool:
    """Whether that word is an "including" some of whose list is left out."""
    tree = laid.theirs
    listed = tree.subtree(position) if tree[position].lemma == "include" else ()
    relations = ("pobj", "dobj", "conj", "appos")
    return not all(laid.has(i) for i in listed if tree[i].relation in relations and tree[i].tag[:2] == "NN")


def _is_unfinished(laid: _Laid, group: Sequence[int]) -> bool:
    """Whether a list of the candidate has no "and", and goes on in the source: "including Democrats, celebrities." """
    if any(laid.mine.below(member, "cc") for member in group):
        return False
    last = next((i for i, place in laid.places.items() if place == group[-1]), None)
    if last is None or last + 1 >= len(laid.theirs) or last + 1 in laid.places:
        return False
    return laid.theirs[last + 1].text in (",", "and", "or", "&")


def _is_predicate_cut(laid: _Laid, position: int) -> bool:
    """Whether a finite verb is left out that follows a comma and is joined to nothing: "after Wallace, a driver, took".

    Parsers read such a clause as a phrase; the comma closes an aside, and the verb belongs to what stands before it.
    """
    tree, token = laid.theirs, laid.theirs[position]
    if token.relation != "advcl" or token.tag not in FINITE or position in laid.places or tree.has_subject(position):
        return False
    opens = min(tree.subtree(position)) == position > 1 and tree[position - 1].text == ","
    return opens and position - 2 in laid.places
