"""Who did what to whom, and how two reports tell one act: aligned by the parse and by what its verb means there.

    "the child had followed the nanny outdoors"  is the act of  "the boy was following his nanny into the kitchen"

Two acts are one where their verbs mean the same in their sentences, and they share whom it befell, or, where one names
none, who did it. What is said of an act - where to, how far - can then be compared, in whatever words. Decides nothing
about what differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.language import SUBJECTS, Reference, Tree, lexicon, stem, words
from summarizer.material import Material
from summarizer.types import Citation

if TYPE_CHECKING:
    from summarizer.types import FloatArray

#: How alike the meanings of two verbs are, each in its sentence, that tell one act.
SAME_ACT = 0.7
#: Cosine of two sentences that tell one act.
LIKENESS = 0.4
#: Verbs whose subject speaks, and those that tell no act.
_NO_ACT = lexicon.marked("saying", "speaks") | {"be", "have", "do"}
#: Words that have the subject of the verb above them.
_SHARING = frozenset({"conj", "xcomp", "advcl"})
_NO_VERB = frozenset({"aux", "auxpass", "amod", "compound"})


@dataclass(frozen=True, eq=False, slots=True)
class Act:
    """A verb of a sentence of the story, with whom it is said of; positions are those in the tree."""

    line: int
    origin: int
    tree: Tree
    verb: int
    #: Stems of who does it, and of whom it befalls; empty where nobody can know.
    who: frozenset[str]
    whom: frozenset[str]


def acts(material: Material, lines: Sequence[int]) -> list[Act]:
    """The acts that some sentences of a story tell, in their order; no others are parsed."""
    material.analyst.trees([material.analysed[line] for line in lines])
    return [act for line in lines for act in _of(material, line)]


def having(material: Material, words_: frozenset[str]) -> list[int]:
    """The sentences of a story that have one of some words, folded."""
    return [i for i, each in enumerate(material.analysed) if any(w.folded in words_ for w in each.words)]


def _of(material: Material, line: int) -> Iterator[Act]:
    tree = material.analysed[line].tree
    sentence = material.sentences[line]
    origin = material.story.origin_of(sentence.article)
    known = material.references[sentence.article].get(sentence.index), sentence.start
    for verb, token in enumerate(tree):
        if token.tag[:2] != "VB" or token.relation in _NO_VERB or token.lemma in _NO_ACT:
            continue
        subject = _subject(tree, verb)
        passive = bool(tree.below(verb, "nsubjpass", "auxpass"))
        objects = tree.below(verb, "dobj")
        agents = [j for i in tree.below(verb, "agent") for j in tree.below(i, "pobj")]
        who, whom = (next(iter(agents), None), subject) if passive else (subject, next(iter(objects), None))
        yield Act(line, origin, tree, verb, named(tree, who, *known), named(tree, whom, *known))


def _subject(tree: Tree, verb: int) -> int | None:
    """Who or what a verb is said of, by way of "who" and of verbs that share a subject."""
    subject = tree.subject(verb, _SHARING)
    if subject is None and tree[verb].relation in ("acl", "relcl"):
        return tree[verb].head
    return None if subject is None else tree.antecedent(subject)


def named(tree: Tree, position: int | None, known: Reference | None = None, start: int = 0) -> frozenset[str]:
    """Stems of a word of a sentence and of its name; of a pronoun those of whom it stands for, if that is known.

    `known` is what the sentence's open pronoun stands for, `start` where the sentence begins in its article.
    """
    if position is None:
        return frozenset()
    token = tree[position]
    if token.tag not in ("PRP", "PRP$", "WP"):
        return frozenset(s for i in _name(tree, position) for s in tree.stems(i, wide=False))
    if known and known.start - start == token.start:
        return frozenset(stem(w.folded) for w in words(known.name))
    return named(tree, _named_before(tree, position))


def _name(tree: Tree, position: int) -> list[int]:
    """A noun, and the words of its name."""
    return [position, *(i for i in tree.below(position, "compound") if tree[i].tag == tree[position].tag == "NNP")]


def _named_before(tree: Tree, position: int) -> int | None:
    """The one noun before a pronoun that some verb of its sentence is said of, where it is a person's name."""
    subjects = [i for i in range(position) if tree[i].relation in SUBJECTS and tree[i].tag[:2] == "NN"]
    return subjects[-1] if len(subjects) == 1 and tree[subjects[0]].entity == "PERSON" else None


def aligned(material: Material, told: Sequence[Act]) -> Iterator[tuple[Act, Act]]:
    """Each two acts of two origins that are one."""
    meant = [meaning(material, act.line, act.verb) for act in told]
    known = [i for i, vector in enumerate(meant) if vector is not None]
    if not known:
        return
    import numpy as np

    vectors = np.array([meant[i] for i in known])
    alike = vectors @ vectors.T >= SAME_ACT
    for a, b in zip(*(axis.tolist() for axis in alike.nonzero()), strict=True):
        one, other = told[known[a]], told[known[b]]
        if a >= b or one.origin == other.origin or material.likeness[one.line, other.line] < LIKENESS:
            continue
        shared = one.whom & other.whom if one.whom and other.whom else one.who & other.who
        if shared:
            yield one, other


def meaning(material: Material, line: int, position: int) -> FloatArray | None:
    """What a word of a sentence means there; None where nobody read it."""
    if line >= len(material.meant) or (meant := material.meant[line]).vectors is None:
        return None
    start = material.analysed[line].tree[position].start
    row = next((i for i, w in enumerate(meant.words) if w.start <= start < w.end), None)
    return None if row is None else meant.vectors[row]


def citation(material: Material, line: int) -> Citation:
    """A sentence of the story."""
    sentence = material.sentences[line]
    return Citation(sentence.article, sentence.start, sentence.end)
