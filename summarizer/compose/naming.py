"""Full names at first mention: "Gagan said" begins a summary badly where an article has "Lt. Mark Gagan"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarizer.compose.evidence import Evidence, tidy
from summarizer.compose.filling import Draft
from summarizer.text import INSTITUTION, fold, full_names, people, sentence_spans
from summarizer.types import Checker, Citation, Story

_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]")
_CAPITALISED = re.compile(r"(?<![\w.’'-])[A-ZÀ-ÞĐ][\w-]+[^\W\d_]")
#: What stands beside a name that is no person's there, or that has been introduced: "the Trump administration".
_BESIDE_BEFORE = re.compile(r"(?:\b[Tt]he|\b[A-ZÀ-ÞĐ][\w.’'-]*|-)\s?$")
_BESIDE_AFTER = re.compile(rf"(?:['’]s)?(?:{INSTITUTION.pattern}| [A-Z])|-")


def introduced(drafts: Sequence[Draft], story: Story, check: Checker) -> list[Draft]:
    """The sentences with the full name of each person who is first mentioned by the last name; the rest as it was.

    The sentence that gives the full name is added to what the sentence rests on, and the checks are made again.
    """
    known = {name for article in story.articles for name in people(article.text)}
    named: set[str] = set()
    found = []
    for draft in drafts:
        changed = draft
        for last, start, end in _bare_names(draft.text, known):
            if last not in named and changed is draft:  # one name a sentence: a second would make it heavy
                changed = _with_full_name(draft, start, end, last, story, check)
            named.add(last)
        named |= {fold(name.split()[-1]) for name in full_names(draft.text)}
        found.append(changed)
    return found


def _bare_names(text: str, known: set[str]) -> Iterator[tuple[str, int, int]]:
    """(folded name, start, end) of the last names of people that stand alone outside quotations."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    for match in _CAPITALISED.finditer(text):
        inside = any(a <= match.start() < b for a, b in quoted)
        beside = _BESIDE_BEFORE.search(text[: match.start()]) or _BESIDE_AFTER.match(text[match.end() :])
        if fold(match.group()) in known and not inside and not beside:
            yield fold(match.group()), match.start(), match.end()


def _with_full_name(draft: Draft, start: int, end: int, last: str, story: Story, check: Checker) -> Draft:
    """The draft with the name that its own articles, or else the others, give most often; itself if none is certain."""
    own = {citation.article for evidence in draft.evidence for citation in evidence.citations}
    articles = sorted(story.articles, key=lambda article: article.id not in own)
    names = Counter(name for article in articles for name in full_names(article.text) if fold(name.split()[-1]) == last)
    if len({name.split()[0] for name in names}) != 1:  # nobody, or two of one name
        return draft
    name = names.most_common(1)[0][0]
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
