"""Full names at first mention: "Gagan said" begins a summary badly where an article has "Lt. Mark Gagan"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summarizer.compose.evidence import Evidence, readable
from summarizer.compose.filling import Draft
from summarizer.language import bare_names, fold, full_name_of, full_names
from summarizer.types import Citation

if TYPE_CHECKING:
    from summarizer.material import Material
    from summarizer.verify import Gate


def introduced(drafts: Sequence[Draft], material: Material, gate: Gate) -> list[Draft]:
    """The sentences with the full name of each person who is first mentioned by the last name; the rest as it was.

    The sentence that gives the full name is added to what the sentence rests on, and the gate is asked again.
    """
    named: set[str] = set()
    found = []
    for draft in drafts:
        changed = draft
        for last, start, end in bare_names(draft.said.text, material.people):
            if last not in named and changed is draft:  # one name a sentence: a second would make it heavy
                changed = _with_full_name(draft, start, end, last, material, gate)
            named.add(last)
        named |= {fold(name.split()[-1]) for name in full_names(draft.said.text)}
        found.append(changed)
    return found


def _with_full_name(draft: Draft, start: int, end: int, last: str, material: Material, gate: Gate) -> Draft:
    """The draft with the name that its own articles, or else the others, give most often; itself if none is certain."""
    own = {citation.article for evidence in draft.evidence for citation in evidence.citations}
    articles = sorted(material.story.articles, key=lambda article: article.id not in own)
    name = full_name_of(last, [article.text for article in articles])
    given = next(_giving(name, [article.id for article in articles], material), None) if name else None
    if name is None or given is None:
        return draft
    said = material.analyst.one(draft.said.text[:start] + name + draft.said.text[end:])
    evidence = (*draft.evidence, given)
    return Draft(said, evidence) if gate.passes(said.text, [e.said.text for e in evidence]) else draft


def _giving(name: str, articles: Sequence[str], material: Material) -> Iterator[Evidence]:
    """The sentences that give a name, those of the first article first."""
    for article in articles:
        for line, (start, end) in zip(material.lines[article], material.spans[article], strict=True):
            if name in line.text:
                origin = material.story.origin_of(article)
                yield Evidence(readable(material, line.text), (Citation(article, start, end),), origin)
