"""A summary tells in its own voice what outlets report, and not what they think of it.

A sentence in loaded words gives way to another wording of its claim; one that is an opinion throughout, words that
nobody is told to speak, furniture of a page, or what no editor wants is left out. Only where little else can be told
such sentences are told after all, opinions first and the least loaded of them before the others: a summary that says
half is worth more than none. An opinion of an outlet that is known is then told as its own: "..., The Gazette wrote."
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.compose.evidence import Evidence
from summarizer.language import Analysed, speaker_in
from summarizer.types import Manner, Stylist

if TYPE_CHECKING:
    from summarizer.material import Material

#: From here on a sentence gives way to another wording of its claim: of 500 labelled sentences not trained on 53 % of
#: those above are loaded, and 71 % of all that are.
GIVES_WAY = 0.35
#: And from here on it is left out: 63 % and 44 %, 59 % of those that are opinions throughout; nearly all of the others
#: are essays and features.
LEFT_OUT = 0.55
#: A sentence wanted no more than this is left out, too: of 658 such claims of 286 stories, each by what was learned
#: from others, 72 % should never be told and 21 % are background; 1.5 % had to be told.
UNWANTED = -0.9
#: Where little else can be told these are the limits one after the other; the last but nothing is loaded that much.
LIMITS = (LEFT_OUT, 0.7, 0.85, 1.01)
#: The same for words that nobody speaks (81 %, 48 %) and furniture (76 %, 42 %).
NOBODYS, FURNITURE = 0.5, 0.5
#: A summary of so small a share of the words wanted tells what was left out after all.
SPARSE = 0.5


class Desk:
    """Reads in what manner sentences tell, each once, and says which a summary may tell."""

    def __init__(self, stylist: Stylist | None, outlets: Iterable[str] = ()) -> None:
        self._stylist = stylist
        self._read: dict[str, Manner] = {}
        self._endings = tuple(_ending(outlet) for outlet in dict.fromkeys(outlets))

    def owned(self, material: Material, evidence: Sequence[Evidence]) -> list[Evidence]:
        """The sentences, opinions throughout with the outlet that wrote them, where it is known and nobody speaks."""
        self._listen(each.said.text for each in evidence)
        return [_with_owner(material, e) if self._is_opinion(e.said) else e for e in evidence]

    def _is_opinion(self, said: Analysed) -> bool:
        return said.text in self._read and self._read[said.text].loaded >= LEFT_OUT

    def pass_on(self, allowed: Sequence[Sequence[Analysed]], limit: float = LEFT_OUT) -> list[list[Analysed]]:
        """Of the candidates of each claim those that tell neutrally; where none does, those that are mildly loaded.

        From `limit` on they are left out, and beyond the first limit told where the outlet is named whose words it are.
        """
        if self._stylist is None:
            return [list(these) for these in allowed]
        self._listen(said.text for these in allowed for said in these)
        passed = []
        for these in allowed:
            fit = [said for said in these if self._fault(said, limit) is None]
            plain = [said for said in fit if self._read[said.text].loaded < GIVES_WAY]
            passed.append(plain or fit)
        return passed

    def leaning(self, said: Analysed) -> float:
        """How surely a reader who sees it alone does not understand it; nothing where nobody can tell."""
        self._listen([said.text])
        return self._read[said.text].leaning if self._stylist else 0.0

    def refused(self) -> Counter[str]:
        """How many candidates were left out, by reason."""
        return Counter(fault for manner in self._read.values() if (fault := _fault(manner)))

    def _listen(self, texts: Iterable[str]) -> None:
        new = [text for text in dict.fromkeys(texts) if text not in self._read]
        if new and self._stylist:
            self._read.update(zip(new, self._stylist.manners(new), strict=True))

    def _fault(self, said: Analysed, limit: float) -> str | None:
        has_owner = limit > LEFT_OUT and said.text.endswith(self._endings)
        return _fault(self._read[said.text], max(LIMITS) if has_owner else limit)


def _ending(outlet: str) -> str:
    return f", {outlet} wrote."


def _with_owner(material: Material, evidence: Evidence) -> Evidence:
    """An opinion as that of its outlet; as it was where it is a question, quotes, has a speaker, or nobody is known."""
    outlet = material.story.article(evidence.citations[0].article).source or ""
    text = evidence.said.text
    spoken = speaker_in(text) or evidence.said.quotations or evidence.said.statements
    if not any(map(str.isalpha, outlet)) or not text.endswith(".") or spoken:
        return evidence
    return replace(evidence, said=evidence.said.again(text[:-1] + _ending(outlet)), edited=True)


def _fault(manner: Manner, limit: float = LEFT_OUT) -> str | None:
    """Why a sentence is not told at all; None if it may be."""
    if manner.furniture >= FURNITURE:
        return "furniture"
    if manner.unspoken >= NOBODYS:
        return "unspoken"
    if manner.wanted <= UNWANTED:
        return "unwanted"
    return "opinion" if manner.loaded >= limit else None
