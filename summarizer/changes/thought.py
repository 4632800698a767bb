"""What was thought at first and is told as otherwise now: "what it had earlier feared was a hack was, in fact, a test".

The sentence says both: a belief, told as past ("had earlier feared", "first thought to be", "initially described as"),
and what is so. Reports of other origins that still tell what was thought stand on the older side.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from summarizer.changes.acts import citation
from summarizer.changes.topics import phrase_of
from summarizer.language import Tree, fold, lexicon, stem
from summarizer.material import Material
from summarizer.types import Disagreement, Side

#: Cosine from which another report's sentence tells of the same.
LIKENESS = 0.4
_BEFORE = lexicon.words_of("at_first")
#: Verbs with which a sentence tells what something is, or turned out to be.
_IS = frozenset({"be", "turn", "prove"})


def withdrawn(material: Material) -> Iterator[Disagreement]:
    """What a report says was thought wrongly, where a report of another origin tells it as so; each once."""
    for line, said in enumerate(material.analysed):
        folded = {w.folded for w in said.words}
        if not folded & _BEFORE or not any(stem(f) in _stems() for f in folded):
            continue
        tree = said.tree
        for believed, old in _thought(tree):
            new = _is_so(tree, believed, old)
            lines = _still(material, line, tree, old) if new is not None else []
            if new is not None and lines:
                yield _disagreement(material, line, (old, new), lines)
                break


@cache
def _stems() -> frozenset[str]:
    """Stems of the verbs of believing; made at first use, as the stemmer takes a second to load."""
    return frozenset(map(stem, lexicon.words_of("believing")))


def _disagreement(material: Material, line: int, values: tuple[int, int], lines: list[int]) -> Disagreement:
    tree = material.analysed[line].tree
    old, new = (_phrase(tree, each) for each in values)
    older = tuple(citation(material, i) for i in (*lines, line))
    sides = (Side(old, older), Side(new, (citation(material, line),), current=True))
    return Disagreement(f"what was taken for {old}", "correction", sides)


def _phrase(tree: Tree, position: int) -> str:
    """A noun with what belongs to it, in its words; a long one no further than what it is "of"."""
    ofs = [i for i in tree.below(position, "prep") if tree[i].lemma == "of"]
    found = phrase_of(tree, position, article=True)
    if found and not (ofs and f" {tree[ofs[0]].text} " not in found):
        return found
    last = next((j for i in ofs for j in tree.below(i, "pobj")), position)
    first = min(i for i in tree.subtree(position) if i <= position)
    return (
        "".join(
            t.text + (" " if t.end < u.start else "")
            for t, u in zip(tree[first:last], tree[first + 1 : last + 1], strict=True)
        )
        + tree[last].text
    )


def _thought(tree: Tree) -> Iterator[tuple[int, int]]:
    """(verb, noun): what is told to have been believed earlier."""
    for verb, token in enumerate(tree):
        if stem(fold(token.text)) not in _stems() or token.tag not in ("VBN", "VBD"):
            continue
        if not any(fold(tree[i].text) in _BEFORE for i in tree.below(verb, "advmod")):
            continue
        noun = _complement(tree, verb)
        if noun is not None:
            yield verb, noun


def _complement(tree: Tree, verb: int) -> int | None:
    """What was believed: "to be a bomb", "as a bomb"; of "what it had feared was a bomb" what stands behind "was"."""
    for i in tree.below(verb, "xcomp", "ccomp"):
        for j in tree.below(i, "attr"):
            return j
    for i in tree.below(verb, "prep"):
        if tree[i].lemma == "as":
            return next(iter(tree.below(i, "pobj")), None)
    head = tree[verb].head
    if tree[verb].relation == "csubj" and tree[head].lemma == "be":
        return next(iter(tree.below(head, "attr")), None)
    return next(iter(tree.below(verb, "dobj", "oprd")), None) if tree[verb].tag == "VBD" else None


def _is_so(tree: Tree, believed: int, old: int) -> int | None:
    """What is so, behind what was believed."""
    for verb in range(believed + 1, len(tree)):
        if tree[verb].lemma in _IS and tree[verb].relation not in ("aux", "auxpass"):
            nouns = [i for i in tree.below(verb, "attr", "oprd") if i != old and i > old and tree[i].tag[:2] == "NN"]
            if nouns:
                return nouns[0]
    return None


def _still(material: Material, line: int, tree: Tree, old: int) -> list[int]:
    """Sentences of other origins that tell what was believed, and not that it is no longer."""
    heads = [old, *(j for i in tree.below(old, "prep") if tree[i].lemma == "of" for j in tree.below(i, "pobj"))]
    heads += [j for i in heads for j in tree.below(i, "acl")]
    stems = {s for i in heads for s in tree.stems(i, wide=False)}
    mine = material.story.origin_of(material.sentences[line].article)
    return [
        i
        for i, each in enumerate(material.analysed)
        if material.story.origin_of(material.sentences[i].article) != mine
        and material.likeness[line, i] >= LIKENESS
        and stems & each.bag
        and not _BEFORE & {w.folded for w in each.words}
    ]
