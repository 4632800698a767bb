"""Full names at first mention: "Gagan said" begins a summary badly where an article has "Lt. Mark Gagan"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.compose.evidence import Evidence
from summarizer.compose.filling import Draft
from summarizer.language import bare_names, fold, full_name_of, full_names, people, sentence_spans, tidy
from summarizer.types import Checker, Citation, Story


def introduced(drafts: Sequence[Draft], story: Story, check: Checker) -> list[Draft]:
    """The sentences with the full name of each person who is first mentioned by the last name; the rest as it was.

    The sentence that gives the full name is added to what the sentence rests on, and the checks are made again.
    """
    known = {name for article in story.articles for name in people(article.text)}
    named: set[str] = set()
    found = []
    for draft in drafts:
        changed = draft
        for last, start, end in bare_names(draft.text, known):
            if last not in named and changed is draft:  # one name a sentence: a second would make it heavy
                changed = _with_full_name(draft, start, end, last, story, check)
            named.add(last)
        named |= {fold(name.split()[-1]) for name in full_names(draft.text)}
        found.append(changed)
    return found


def _with_full_name(draft: Draft, start: int, end: int, last: str, story: Story, check: Checker) -> Draft:
    """The draft with the name that its own articles, or else the others, give most often; itself if none is certain."""
    own = {citation.article for evidence in draft.evidence for citation in evidence.citations}
    articles = sorted(story.articles, key=lambda article: article.id not in own)
    name = full_name_of(last, [article.text for article in articles])
    if name is None:
        return draft
    text = draft.text[:start] + name + draft.text[end:]
    for article in articles:
        for a, b in sentence_spans(article.text):
            if name in article.text[a:b]:
                origin = story.origin_of(article.id)
                given = Evidence(tidy(article.text[a:b]), (Citation(article.id, a, b),), origin)
                evidence = (*draft.evidence, given)
                passed = check(text, [e.text for e in evidence]).passed
                return replace(draft, text=text, evidence=evidence) if passed else draft
    return draft
