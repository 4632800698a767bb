"""A summary tells in its own voice what outlets report, and not what they think of it.

A sentence in loaded words gives way to another wording of its claim; one that is an opinion throughout, words that
nobody is told to speak, or furniture of a page is left out. Only where little else can be told such sentences are told
after all: a summary that says half is worth more than none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from summarizer.language import Analysed
from summarizer.types import Manner, Stylist

#: From here on a sentence gives way to another wording of its claim: of 500 labelled sentences not trained on 53 % of
#: those above are loaded, and 71 % of all that are.
GIVES_WAY = 0.35
#: And from here on it is left out: 63 % and 44 %, 59 % of those that are opinions throughout; nearly all of the others
#: are essays and features.
LEFT_OUT = 0.55
#: The same for words that nobody speaks (81 %, 48 %) and furniture (76 %, 42 %).
NOBODYS, FURNITURE = 0.5, 0.5
#: A summary of so small a share of the words wanted tells what was left out after all.
SPARSE = 0.5


class Desk:
    """Reads in what manner sentences tell, each once, and says which a summary may tell."""

    def __init__(self, stylist: Stylist | None) -> None:
        self._stylist = stylist
        self._read: dict[str, Manner] = {}

    def pass_on(self, allowed: Sequence[Sequence[Analysed]]) -> list[list[Analysed]]:
        """Of the candidates of each claim those that tell neutrally; where none does, those that are mildly loaded."""
        if self._stylist is None:
            return [list(these) for these in allowed]
        self._listen(said.text for these in allowed for said in these)
        passed = []
        for these in allowed:
            fit = [said for said in these if self._fault(said) is None]
            plain = [said for said in fit if self._read[said.text].loaded < GIVES_WAY]
            passed.append(plain or fit)
        return passed

    def refused(self) -> Counter[str]:
        """How many candidates were left out, by reason."""
        return Counter(fault for manner in self._read.values() if (fault := _fault(manner)))

    def _listen(self, texts: Iterable[str]) -> None:
        new = [text for text in dict.fromkeys(texts) if text not in self._read]
        if new and self._stylist:
            self._read.update(zip(new, self._stylist.manners(new), strict=True))

    def _fault(self, said: Analysed) -> str | None:
        return _fault(self._read[said.text])


def _fault(manner: Manner) -> str | None:
    """Why a sentence is not told at all; None if it may be."""
    if manner.furniture >= FURNITURE:
        return "furniture"
    if manner.unspoken >= NOBODYS:
        return "unspoken"
    return "opinion" if manner.loaded >= LEFT_OUT else None
