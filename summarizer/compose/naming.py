"""Names throughout a summary: full at first mention, short after, and in one spelling.

"Gagan said" begins a summary badly where an article has "Lt. Mark Gagan", nobody writes "Mark Gagan" in three sentences
that follow each other, and a reader would take "Dien" and "Diên" for two people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from summarizer.compose.evidence import Evidence, unlabelled
from summarizer.compose.filling import Draft
from summarizer.language import Analysed, Analyst, bare_names, fold, full_name_of, full_name_spans, full_names, marks
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
                yield Evidence(unlabelled(material, line.text), (Citation(article, start, end),), origin)


def short_after(drafts: Sequence[Draft], material: Material) -> list[Draft]:
    """The sentences with a person whom an earlier one gave by the full name given by the last name alone.

    Quotations are left as they are, and whoever might be taken for another of that name. So no check is needed after
    it, and the gate would take "Lt. Gagan" for another name than "Lt. Mark Gagan".
    """
    texts = [article.text for article in material.story.articles]
    given: dict[str, str] = {}
    found = []
    for draft in drafts:
        said = material.analyst.one(_by_last_names(draft.said.text, given))
        found.append(replace(draft, said=said))
        for name in full_names(draft.said.text):
            if name not in given and fold(name.split()[-1]) in material.people and _is_nobody_else(name, texts):
                given[name] = name.split()[-1]
    return found


def _by_last_names(text: str, given: Mapping[str, str]) -> str:
    """The text with these full names replaced."""
    for name, start, end in reversed(list(full_name_spans(text))):
        text = text[:start] + given.get(name, name) + text[end:]
    return text


def _is_nobody_else(name: str, texts: Sequence[str]) -> bool:
    """Whether one person bears that last name in the texts, and each of them begins with the full one.

    Not "Eric Trump", where a text has "President Trump" first; nor "George W. Bush" beside "George H.W. Bush".
    """
    last = name.split()[-1]
    full = {each for text in texts for each in full_names(text) if fold(each.split()[-1]) == fold(last)}
    middles = {tuple(each.split()[1:-1]) for each in full} - {()}
    if full_name_of(fold(last), texts) is None or len(middles) > 1:
        return False
    return all(_begins_in_full(text, re.escape(last), tuple(full)) for text in texts)


def _begins_in_full(text: str, last: str, full: tuple[str, ...]) -> bool:
    """Whether a last name, if a text has it, comes first with all of the name, and no "Jr." ever follows it."""
    first = re.search(rf"\b{last}\b", text)
    return not first or (text[: first.end()].endswith(full) and not re.search(rf"\b{last},? [JS]r\b", text))


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
