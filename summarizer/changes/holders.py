"""Who holds a rank, where two reports give it to two: "the second victim was Campbell", "Richard was the second".

A rank is an ordinal before a noun, or before "of" and a noun; who holds it is its other half of a sentence with "is",
or stands beside it as another name of it. Ranks are one where ordinal and the whole phrase mean the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from summarizer.changes.acts import citation
from summarizer.language import Tree, fold, lexicon, stem
from summarizer.material import Material
from summarizer.types import Disagreement, Encoder, Side

#: Cosine from which two phrases mean one rank, and two sentences may tell of it.
SAME_RANK, LIKENESS = 0.5, 0.3
#: What may hold a rank.
NAMED = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "")
_ORDINALS = lexicon.words_of("ordinals")


@dataclass(frozen=True, eq=False, slots=True)
class _Held:
    """A rank with who holds it, in a sentence."""

    line: int
    origin: int
    ordinal: str
    #: The words of the rank, without an article.
    rank: str
    holder: str
    stems: frozenset[str]
    kind: str


def holders(material: Material, encoder: Encoder | None) -> Iterator[Disagreement]:
    """Ranks that two origins give to two, each told once; none without an encoder."""
    held = list(_held(material))
    ordinals = {each.ordinal for each in held}
    if encoder is None or len(held) < 2 or len(ordinals) == len(held):
        return
    vectors = encoder.encode([each.rank for each in held])
    told: set[frozenset[str]] = set()
    for (i, one), (j, other) in combinations(enumerate(held), 2):
        if one.origin == other.origin or one.ordinal != other.ordinal or not _of_a_kind(one, other):
            continue
        if one.stems & other.stems or float(vectors[i] @ vectors[j]) < SAME_RANK:
            continue
        pair = frozenset((one.holder, other.holder))
        if pair in told or material.likeness[one.line, other.line] < LIKENESS:
            continue
        if not _gives(held, one.origin, other) and not _gives(held, other.origin, one):
            told.add(pair)
            sides = tuple(_side(material, held, each) for each in (one, other))
            shortest = min((one.rank, other.rank), key=len)
            yield Disagreement(f"name: {shortest}", "name", sides)


def _of_a_kind(one: _Held, other: _Held) -> bool:
    """Whether both holders may be of one kind, people or places; a name that nobody knows may be either."""
    return one.kind == other.kind or not (one.kind and other.kind)


def _gives(held: list[_Held], origin: int, other: _Held) -> bool:
    """Whether an origin has a rank held as another says."""
    mine = (each for each in held if each.origin == origin and each.ordinal == other.ordinal)
    return any(each.stems & other.stems for each in mine)


def _side(material: Material, held: list[_Held], one: _Held) -> Side:
    """A holder with every sentence that gives it the rank."""
    lines = [e.line for e in held if e.ordinal == one.ordinal and e.stems & one.stems]
    return Side(one.holder, tuple(dict.fromkeys(citation(material, line) for line in lines)))


def _held(material: Material) -> Iterator[_Held]:
    """The ranks of a story with who holds them."""
    lines = [i for i, each in enumerate(material.analysed) if _ORDINALS & {w.folded for w in each.words}]
    material.analyst.trees([material.analysed[i] for i in lines])
    for line in lines:
        tree = material.analysed[line].tree
        origin = material.story.origin_of(material.sentences[line].article)
        for place, token in enumerate(tree):
            if fold(token.text) not in _ORDINALS:
                continue
            rank = tree[place].head if token.relation == "amod" else place
            if any(tree[i].relation in ("poss", "neg") for i in tree.children[rank]):
                continue  # "her second victim" is one of hers
            for name in _names(tree, rank):
                stems = frozenset(stem(fold(tree[i].text)) for i in _run(tree, name))
                words = _words(tree, rank, name)
                if words:
                    yield _Held(line, origin, fold(token.text), words, _text(tree, name), stems, tree[name].entity)


def _names(tree: Tree, rank: int) -> Iterator[int]:
    """Positions of the names that a rank is given to in its sentence."""
    verb = tree[rank].head
    if tree[verb].lemma == "be" and tree[rank].relation in ("attr", "nsubj"):
        other = "nsubj" if tree[rank].relation == "attr" else "attr"
        if not tree.below(verb, "neg"):
            yield from (i for i in tree.below(verb, other) if _is_name(tree, i))
    if tree[rank].relation == "appos" and _is_name(tree, verb):
        yield verb
    yield from (i for i in tree.below(rank, "appos") if _is_name(tree, i))


def _is_name(tree: Tree, position: int) -> bool:
    return tree[position].tag == "NNP" and tree[position].entity in NAMED


def _run(tree: Tree, name: int) -> list[int]:
    """Positions of the words of a name."""
    before = (i for i in tree.children[name] if i < name and tree[i].text[:1].isupper() and tree[i].relation != "det")
    return [*before, name]


def _text(tree: Tree, name: int) -> str:
    return " ".join(tree[i].text for i in _run(tree, name))


def _words(tree: Tree, rank: int, name: int) -> str:
    """A rank in its words, without its article and what hangs on its holder."""
    left = tree.subtree(name) if name in tree.subtree(rank) else frozenset()
    inside = [i for i in sorted(tree.subtree(rank) - left) if tree[i].relation not in ("punct", "det") or i > rank]
    if not any(tree[i].tag[:2] == "NN" for i in inside):
        return ""
    return " ".join(tree[i].text for i in inside if tree[i].tag not in (",", "."))
