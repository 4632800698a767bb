"""Facts read off single arcs of the parse: what a word hangs on, and who is "he".

A sentence that two reports are merged into is false where a phrase of one hangs on a word of the other: "The package
was found in a shipment *that described it* as ..." of a package that did. Its words are all told, its relations may be,
and a judge of meaning that was taught with edits sees nothing; but no source has the two words of that arc near each
other. Of what the embedded writer wrote and no hard facet refused 25 of 34 false sentences have such an arc,
31 of 157 true ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.language import FUNCTION_WORDS, Analysed, Tree, fold, lexicon, stem
from summarizer.language.tree import JOINED, SHARING
from summarizer.types import Token
from summarizer.verify.facets import Evidence, Fact

#: Two words are near each other that so many arcs of a source's parse join, or fewer. Of 221 candidates of the embedded
#: writer that readers judged, weighed as `training written` does, 4 and 6 tell the true from the false ones alike (AUC
#: 0.75); alone 2 and 8 tell less.
NEAR = 6
#: Clauses that are told beside another: their subject is what they must belong to.
_BESIDE = JOINED | {"advcl", "parataxis"}
_GENDER = lexicon.kinds("pronouns")


def pronouns(analysed: Analysed) -> list[Fact]:
    """On what its "he", "his" or "she" hang: "his supporters" are not "her supporters"."""
    tree = analysed.tree
    gendered = ((token, _GENDER.get(token.text.lower())) for token in tree)
    return [Fact(("pronoun", tree[t.head].lemma), gender, t.text) for t, gender in gendered if gender]


def far_apart(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Words of the candidate that hang on each other, told by the sources, and near each other in none of them."""
    tree, sources = candidate.tree, [(source.tree, _places(source.tree)) for source in evidence.sources]
    told = frozenset[str]().union(*(places for _, places in sources))
    for one, other in _arcs(tree):
        a, b = _stem(tree[one]), _stem(tree[other])
        if a == b or a not in told or b not in told:
            continue
        apart = (
            _steps(source, i, j) for source, places in sources for i in places.get(a, ()) for j in places.get(b, ())
        )
        if all(steps > NEAR for steps in apart):
            yield f"{tree[other].text}: {tree[one].text}"


def _arcs(tree: Tree) -> Iterator[tuple[int, int]]:
    """Each telling word with the telling word that it hangs on; a joined verb with its subject."""
    for i, token in enumerate(tree):
        if not _tells(token):
            continue
        if token.tag[:2] == "VB" and token.relation in _BESIDE:
            above = tree.subject(i, SHARING)
            if above is None or above == i or not _tells(tree[above]):
                continue
        else:
            above = next((j for j in tree.above(i) if _tells(tree[j])), None)
        if above is not None:
            yield i, above


def _tells(token: Token) -> bool:
    return token.tag[:2] in ("NN", "VB", "JJ", "CD") and token.lemma not in FUNCTION_WORDS


def _places(tree: Tree) -> dict[str, list[int]]:
    """Stem -> where it stands."""
    found: dict[str, list[int]] = {}
    for i, token in enumerate(tree):
        found.setdefault(_stem(token), []).append(i)
    return found


def _steps(tree: Tree, one: int, other: int) -> int:
    """How many arcs join two words; more than any parse has where none do: they stand in two sentences."""
    up: Sequence[int] = (one, *tree.above(one))
    for number, position in enumerate((other, *tree.above(other))):
        if position in up:
            return number + up.index(position)
    return len(tree) + NEAR


def _stem(token: Token) -> str:
    return stem(fold(token.text))


def loose_quotations(candidate: Analysed, evidence: Evidence) -> Iterator[str]:
    """Quotations cut off from the verb that holds them in every source: "choices that she *called* "the worst"".

    Without it they are nobody's words, or the outlet's.
    """
    stems = {_stem(token) for token in candidate.tree}
    for quoted in dict.fromkeys(candidate.quotations):
        holders = [held for source in evidence.sources if (held := _holder(source, quoted)) is not None]
        if holders and not any(_stem(holder) in stems for holder in holders):
            yield quoted


def _holder(source: Analysed, quoted: str) -> Token | None:
    """The nearest verb above a quotation that stands outside of it; None where there is no such quotation or verb."""
    start = source.text.find(quoted)
    inside = {i for i, t in enumerate(source.tree) if start <= t.start < start + len(quoted)} if start >= 0 else set()
    top = next((i for i in sorted(inside) if source.tree[i].head not in inside), None)
    if top is None:
        return None
    above = (source.tree[i] for i in source.tree.above(top) if i not in inside)
    return next((token for token in above if token.tag[:2] == "VB" and token.lemma not in FUNCTION_WORDS), None)
