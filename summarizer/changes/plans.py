"""What one report says that somebody means to do, and another that he does not: "considering lifting" a law, "not
planning to waive" it.

A meaning is a verb or noun of intention with what is meant: "plans to sell", "is thinking about lifting", "has no plans
to close". One that "not" or "no" denies is held against those of other reports that nothing denies, of the same
person, to do the same to the same. What is done, and what others want of him, is no meaning of his.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarizer.changes.acts import citation, having, named
from summarizer.changes.topics import phrase_of
from summarizer.language import CLAUSES, FUNCTION_WORDS, Tree, fold, lexicon
from summarizer.material import Material
from summarizer.types import Disagreement, Side

#: Cosine of two sentences that tell what one person means to do to the same. The verbs alone would not do: the encoder
#: holds "lift" and "waive" for no more alike than "lift" and "visit" (0.22). Chosen on one pair that was read.
LIKENESS = 0.6
_INTENDING = lexicon.words_of("intending")
_NO = lexicon.words_of("denying")
#: Relations of what is intended to its intention, or to the preposition behind that: "thinking about *lifting*".
_TO = frozenset({"xcomp", "pcomp", "acl", "ccomp"})
_SHARING = frozenset({"conj", "xcomp", "advcl", "ccomp", "acl"})
#: Words of a phrase of what somebody means to do, at most.
MOST = 18


@dataclass(frozen=True, eq=False, slots=True)
class _Plan:
    """What a sentence says that somebody means, or does not mean, to do."""

    line: int
    origin: int
    tree: Tree
    #: The word of intention, and the verb of what is intended.
    intending: int
    deed: int
    denied: bool
    #: Stems of whose intention it is; empty where nobody can know.
    who: frozenset[str]
    #: Stems of what it is done to: the names in it, else its noun.
    whom: frozenset[str]


def plans(material: Material) -> Iterator[Disagreement]:
    """What origins say that somebody means to do and that he does not, each once."""
    denied_in = [i for i in having(material, _NO) if _INTENDING & {w.folded for w in material.analysed[i].words}]
    if not denied_in:
        return
    told = _plans(material, having(material, _INTENDING))
    known: set[frozenset[str]] = set()
    for no in (p for p in told if p.denied):
        for yes in (p for p in told if not p.denied):
            if no.whom & yes.whom in known or not _are_opposed(material, told, yes, no):
                continue
            known.add(no.whom & yes.whom)
            sides = tuple(Side(_words(p), (citation(material, p.line),)) for p in (yes, no))
            yield Disagreement(_topic(yes), "denial", sides)


def _are_opposed(material: Material, told: Sequence[_Plan], yes: _Plan, no: _Plan) -> bool:
    """Whether one report denies what another tells, and neither tells both."""
    if not _are_one(yes, no) or material.likeness[yes.line, no.line] < LIKENESS:
        return False
    both = [p for p in told if p.origin in (yes.origin, no.origin) and p.denied != (p.origin == no.origin)]
    return not any(_are_one(p, q) for p in both for q in (yes, no) if p.denied == q.denied)


def _are_one(one: _Plan, other: _Plan) -> bool:
    """Whether two intentions are to do one thing to the same, by the same person."""
    if one.origin == other.origin or not one.whom & other.whom:
        return False
    return bool(one.who & other.who)


def _plans(material: Material, lines: Sequence[int]) -> list[_Plan]:
    material.analyst.trees([material.analysed[line] for line in lines])
    return [plan for line in lines for plan in _of(material, line)]


def _of(material: Material, line: int) -> Iterator[_Plan]:
    """The intentions of a sentence."""
    tree = material.analysed[line].tree
    sentence = material.sentences[line]
    known = material.references[sentence.article].get(sentence.index), sentence.start
    for intending, token in enumerate(tree):
        if fold(token.text) not in _INTENDING or token.tag[:2] not in ("VB", "NN"):
            continue
        who = tree.subject(intending, _SHARING) if token.tag[:2] == "VB" else _owner(tree, intending)
        by = named(tree, None if who is None else tree.antecedent(who), *known)
        for deed in _deeds(tree, intending):
            whom = frozenset(s for i in _objects(tree, deed) for s in _whom(tree, i))
            if whom:
                origin = material.story.origin_of(sentence.article)
                yield _Plan(line, origin, tree, intending, deed, _is_denied(tree, intending), by, whom)


def _deeds(tree: Tree, intending: int) -> Iterator[int]:
    """The verbs of what is intended: "to waive or repeal", "about lifting"."""
    preps = tree.below(intending, "prep")
    first = [
        i for word in (intending, *preps) for i in tree.below(word, *_TO) if i > intending and tree[i].tag[:2] == "VB"
    ]
    first = [i for i in first if not tree.has_subject(i)]  # "thinks the council closed it": that is no plan of his
    for deed in first:
        yield deed
        yield from tree.below(deed, "conj")


def _objects(tree: Tree, deed: int) -> list[int]:
    """What a deed is done to: of "waive or repeal the act" of both the act."""
    own = [deed, *tree.below(deed, "conj")]
    return next((found for i in own if (found := tree.below(i, "dobj") or tree.below(i, "nsubjpass"))), [])


def _owner(tree: Tree, noun: int) -> int | None:
    """Whose plan a noun tells: of "has no plans to close" and "his plans" the owner."""
    owners = tree.below(noun, "poss")
    verb = tree[noun].head
    if owners or tree[noun].relation != "dobj" or tree[verb].lemma != "have":
        return next(iter(owners), None)
    return tree.subject(verb, _SHARING)


def _is_denied(tree: Tree, intending: int) -> bool:
    """Whether "not" or "no" denies an intention, by its own word or by the verb that has it."""
    above = [tree[intending].head] if tree[intending].relation in ("dobj", "attr", "pobj") else []
    below = [tree[j] for i in (intending, *above) for j in tree.children[i]]
    return any(t.relation == "neg" or (t.relation == "det" and t.lemma == "no") for t in below)


def _whom(tree: Tree, noun: int) -> frozenset[str]:
    """Stems of the names in a phrase, and of its noun."""
    inside = [i for i in tree.subtree(noun) if tree[i].tag[:3] == "NNP" or i == noun]
    stems = {s for i in inside if tree[i].tag[:2] == "NN" for s in tree.stems(i, wide=False)}
    return frozenset(stems - FUNCTION_WORDS)


def _words(plan: _Plan) -> str:
    """An intention as it stands there: "considering lifting the Jones Act"."""
    tree = plan.tree
    before = [i for i in tree.children[plan.intending] if tree[i].relation in ("neg", "det") and i < plan.intending]
    first = min([plan.intending, *before])
    noun = next(iter(_objects(tree, plan.deed)), plan.deed)
    asides = {j for i in tree.subtree(noun) if tree[i].relation in (*CLAUSES, "appos") for j in tree.subtree(i)}
    last = max(tree.subtree(noun) - asides, default=noun)
    last = last if last - first < MOST else noun
    return (
        "".join(tree[i].text + (" " if tree[i].end < tree[i + 1].start else "") for i in range(first, last))
        + tree[last].text
    )


def _topic(plan: _Plan) -> str:
    place = _objects(plan.tree, plan.deed)[0]
    noun = phrase_of(plan.tree, place, article=True) or plan.tree[place].text
    return f"plans for {noun}: told and denied"
