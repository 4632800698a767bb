"""What the systems tell about a story beside its summary, made once and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TypeAlias

from eval.baselines.details import BASELINES
from eval.measures.details import ShownDetail, Told
from eval.product import Product
from eval.resume import PartialOutputs

#: (texts, name of the story) -> what is told about them.
Teller: TypeAlias = Callable[[Sequence[str], str], Told]


def tellers(product: Product | None, *, details_alone: bool = False) -> dict[str, Teller]:
    """The product, unless it is None, and the baselines; with `details_alone` the product tells no more than these."""

    def baseline(rank: Callable[[Sequence[str]], list[ShownDetail]]) -> Teller:
        return lambda texts, _name: Told(tuple(rank(texts)))

    baselines = {name: baseline(rank) for name, rank in BASELINES.items()}
    if product is None:
        return baselines
    return {"summarizer": product.details_told if details_alone else product.told, **baselines}


def tell(kept: PartialOutputs, system: str, make: Teller, texts: Sequence[str], name: str) -> Told:
    """What the system tells about the texts, from the partial file if it is there."""
    key = f"{system}/{name}"
    made = kept.get(key)
    if made is None:
        made = asdict(make(texts, name))
        kept.add(key, made)
    return Told(
        tuple(
            ShownDetail(d["document"], d["start"], d["end"], (d["focus"][0], d["focus"][1])) for d in made["details"]
        ),
        tuple(tuple((c[0], c[1], c[2]) for c in cited) for cited in made["disagreements"]),
    )
