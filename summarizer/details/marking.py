"""Which part of a sentence is marked as new: the phrase of its parse that holds most of what nobody else says.

    "Kerry is the most senior envoy to visit since the raid, which killed the chief and four others."
                                                             ------------------------------------

Each word is as new as the nearest word of another origin is unlike it, where both stand; what is less new than `KNOWN`
counts against a phrase. Without a parse runs between marks are weighed (`form.new_span`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.language import Analysed, Tree, lexicon
from summarizer.language.attribution import CUE

#: A word that is new to this degree counts neither for nor against a phrase. Chosen on the 141 sentences of
#: `details_gold_dev` in which readers wrote down the new part, by words: of what is marked 0.62 stands in it and 0.73
#: of it is marked, where runs between marks gave 0.54 and 0.91 (65 % whole sentences, 28 % now); 0.35: 0.56 and 0.88.
KNOWN = 0.45
#: Fewer words with content are nothing to mark.
LEAST = 2
#: A phrase with this share of the letters is the whole sentence.
WHOLE = 0.9
#: Relations at whose head a phrase or clause begins that can be marked.
_HEADS = frozenset(
    {"relcl", "acl", "advcl", "ccomp", "xcomp", "conj", "prep", "appos", "pcomp", "ROOT", "dep", "parataxis"}
)
#: Relations of a verb with a clause of its own.
_VERBS = _HEADS - {"prep", "appos"}
_BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})
#: Subjects that say nothing by themselves stay with their verb: "there are", "it is", "which opened".
_EMPTY = frozenset({"EX", "PRP", "WDT", "WP"})
#: What goes on behind the core of a clause.
_GOES_ON = frozenset({"conj", "advcl", "cc", "parataxis"})
_CLAUSE = lexicon.pattern("clause_borders")


def marked(sentence: Analysed, tree: Tree, newness: Sequence[tuple[int, float, float]]) -> tuple[int, int] | None:
    """Where the new part of a sentence begins and ends, by (start, how new, weight) of its content words.

    None where nothing in it is new enough.
    """
    attributed = _attributed(sentence.text)
    worth = [
        (start, weight * ((0.0 if any(a <= start < b for a, b in attributed) else new) - KNOWN))
        for start, new, weight in newness
    ]
    best: tuple[float, int] | None = None
    found: tuple[int, int] | None = None
    for first, last in ((first, _trimmed(tree, first, last)) for first, last in _phrases(tree)):
        low, high = tree[first].start, tree[last].end
        inside = [value for start, value in worth if low <= start < high]
        key = (round(sum(inside), 6), low - high)
        if len(inside) >= LEAST and (best is None or key > best):
            best, found = key, (low, high)
    if best is None or found is None or best[0] <= 0:
        return None
    low, high = found
    stripped = sentence.text[low:high].rstrip(" —–-,;:")
    high = low + len(stripped)
    return (0, len(sentence.text)) if high - low >= WHOLE * len(sentence.text) else (low, high)


def _attributed(text: str) -> list[tuple[int, int]]:
    """Where a sentence only tells who says it: "according to data of the ministry"."""
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if CUE.match(text[a:b].strip(" ,—–-"))]


def _phrases(tree: Tree) -> Iterator[tuple[int, int]]:
    """First and last position of each phrase that can be marked: all of it, its verb and what follows, its core."""
    for i, token in enumerate(tree):
        below = tree.subtree(i)
        first, last = min(below), max(below)
        in_one_piece = len(below) == last - first + 1
        if token.relation in _HEADS and in_one_piece:
            yield first, last
        if token.tag[:2] in ("VB", "MD") and token.relation in _VERBS:
            yield _verb_first(tree, i), last
            core = _core_last(tree, i)
            if core is not None and in_one_piece:
                yield first, core


def _trimmed(tree: Tree, first: int, last: int) -> int:
    """Where a phrase ends, without a word behind it that joins it to what follows: "is still ill, but"."""
    end = last
    while end > first and (tree[end].tag in ("CC", ",", ":") or not tree[end].text.strip()):
        end -= 1
    return end


def _verb_first(tree: Tree, verb: int) -> int:
    """Where a verb begins, with what stands right before it and belongs to it: "was", "has not"."""
    first = verb
    before = (i for i in tree.children[verb] if i < verb)
    joined = (i for i in before if tree[i].relation in _BEFORE_VERB or tree[i].tag in _EMPTY)
    for i in sorted(joined, reverse=True):
        first = i if i == first - 1 else first
    return first


def _core_last(tree: Tree, verb: int) -> int | None:
    """Where the core of a clause ends, before what is joined to it; None where nothing is."""
    behind = [i for i in tree.children[verb] if i > verb and tree[i].relation in _GOES_ON]
    if not behind:
        return None
    last = min(min(tree.subtree(i)) for i in behind) - 1
    while last > verb and tree[last].relation in ("cc", "punct"):
        last -= 1
    return last if last > verb else None
