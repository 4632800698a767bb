"""Models that read each text once, for benches whose items share documents: SummHay has 480 sets of 200 documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer import Models


def remembered(models: Models) -> Models:
    """The same models, each asked once for a text: what they say of one does not depend on those beside it."""
    stylist = _Stylist(models.stylist) if models.stylist else None
    return replace(models, encoder=_Encoder(models.encoder), parser=_Parser(models.parser), stylist=stylist)


class _Encoder:
    """The encoder with what it said; a text has the same places whenever it comes."""

    def __init__(self, encoder: Any) -> None:
        self._encoder = encoder
        self._known: dict[str, tuple[Any, Any]] = {}
        self.name = encoder.name

    def encode(self, texts: Sequence[str]) -> Any:
        return self._encoder.encode(texts)

    def encode_words(self, texts: Sequence[str], places: Sequence[Sequence[tuple[int, int]]]) -> tuple[Any, list[Any]]:
        import numpy as np

        new = {text: where for text, where in zip(texts, places, strict=True) if text not in self._known}
        if new:
            vectors, words = self._encoder.encode_words(list(new), list(new.values()))
            self._known |= {text: (row, word) for text, row, word in zip(new, vectors, words, strict=True)}
        return np.array([self._known[text][0] for text in texts]), [self._known[text][1] for text in texts]


class _Parser:
    """The parser with its parses."""

    def __init__(self, parser: Any) -> None:
        self._parse: Callable[[Sequence[str]], Sequence[Any]] = parser.parse
        self._known: dict[str, Any] = {}
        self.name = parser.name

    def parse(self, texts: Sequence[str]) -> list[Any]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known |= dict(zip(new, self._parse(new) if new else (), strict=True))
        return [self._known[text] for text in texts]


class _Stylist:
    """The reader of manners with what it found."""

    def __init__(self, stylist: Any) -> None:
        self._stylist = stylist
        self._known: dict[str, Any] = {}
        self.name = stylist.name

    def manners(self, texts: Sequence[str]) -> list[Any]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known |= dict(zip(new, self._stylist.manners(new) if new else (), strict=True))
        return [self._known[text] for text in texts]
