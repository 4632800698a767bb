"""From where a length is measured: "12 miles away", "20 miles from Nairobi", "2,000 kilometers east of Cape Erimo".

A distance is no extent, and two distances are of one thing only where they are measured from one place that both name.
"""

from __future__ import annotations

from summarizer.changes.quantities import Value
from summarizer.language import Analysed, content_words, lexicon, stem

_DISTANCE = lexicon.pattern("distances")


def measured_from(sentence: Analysed, value: Value) -> frozenset[str] | None:
    """Stems of the place from which a length is measured, empty where none is named; None for no distance."""
    told = _DISTANCE.search(sentence.text[value.end :])
    if told:
        return frozenset(stem(word) for word in content_words(told["place"] or ""))
    tree = sentence.tree
    inside = [i for i, t in enumerate(tree) if value.start <= t.start < value.end]
    for unit in inside:
        head = tree[unit].head
        if tree[unit].relation == "npadvmod" and tree[head].relation == "prep" and tree[head].lemma == "from":
            return frozenset(s for j in tree.below(head, "pobj") for s in tree.stems(j, wide=True))
    return None


def of_one_extent(a: tuple[Analysed, Value], b: tuple[Analysed, Value]) -> bool:
    """Whether two lengths may be of one thing: neither a distance, or both from one place."""
    one, other = measured_from(*a), measured_from(*b)
    if one is None or other is None:
        return one is None and other is None
    return bool(one & other)
