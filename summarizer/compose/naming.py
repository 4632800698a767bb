"""Names throughout a summary: full at first mention, and in one spelling.

"Gagan said" begins a summary badly where an article has "Lt. Mark Gagan", and a reader would take "Dien" and "Diên" for
two people. That who was told in full is told by the last name after was built and taken out: whether "Trump" would be
taken for somebody else in a story takes more than rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.compose.evidence import Evidence, unlabelled
from summarizer.compose.filling import Draft
from summarizer.language import (
    Analysed,
    Analyst,
    bare_names,
    fold,
    full_name_of,
    full_names,
    is_one_person,
    marks,
)
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
    told = [material.story.headline, *(text for a in articles for text in (a.title or "", a.text))]
    if name is None or given is None or not is_one_person(name, told):
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
                yield Evidence(unlabelled(material, line.text), (Citation(article, start, end),), origin)


def one_spelling(drafts: Sequence[Draft], analyst: Analyst) -> list[Draft]:
    """The sentences with each capitalised word spelled as where it is first told; quotations are left as they are.

    No check is needed after it: they all compare folded words, for which the spellings are one.
    """
    spellings: dict[str, str] = {}
    return [replace(draft, said=analyst.one(_respelled(draft.said, spellings))) for draft in drafts]


def _respelled(said: Analysed, spellings: dict[str, str]) -> str:
    """The text in those spellings, to which its own new words are added."""
    text, quoted = said.text, marks.quoted_spans(said.text)
    pieces, end = [], 0
    for word in said.words:
        written = text[word.start : word.end]
        if not written[0].isupper() or any(a <= word.start < b for a, b in quoted):
            continue
        known = spellings.setdefault(word.folded, written)
        if [c.isupper() for c in known] == [c.isupper() for c in written]:  # not "Who" for "WHO", or "Lim" for "Lim's"
            pieces += [text[end : word.start], known]
            end = word.end
    return "".join([*pieces, text[end:]])
