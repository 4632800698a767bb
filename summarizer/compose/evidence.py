"""The sentences a claim rests on, made readable alone: names for pronouns, no dangling connectives.

What is changed here is what an editor changes when lifting a sentence from an article; each change is cited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.language import Reference, marks, tidy
from summarizer.types import Article, Citation, Sentence


@dataclass(frozen=True, slots=True)
class Evidence:
    """One source sentence of a claim, as it may be printed or given to the writer."""

    text: str
    #: The sentence itself first, then where a name put for a pronoun comes from.
    citations: tuple[Citation, ...]
    #: Position of its origin in `Story.origins`.
    origin: int


def prepare(
    article: Article,
    sentence: Sentence,
    origin: int,
    reference: Reference | None,
    spans: Sequence[tuple[int, int]],
) -> Evidence:
    """The sentence with its pronoun resolved and its opening trimmed; `spans` are the article's sentences."""
    text = article.text[sentence.start : sentence.end]
    citations = [Citation(article.id, sentence.start, sentence.end)]
    if reference and not marks.in_quotation(text, reference.start - sentence.start):
        name = _display(article.text[reference.start : reference.end], reference.name)
        text = text[: reference.start - sentence.start] + name + text[reference.end - sentence.start :]
        citations.append(Citation(article.id, *spans[reference.source]))
    return Evidence(tidy(text), tuple(citations), origin)


def _display(written: str, name: str) -> str:
    """What stands for the pronoun: the name, after its role if a role was written ("The ambassador")."""
    if written.lower() in ("he", "she"):
        return name
    role = written.split(" ", 1)[1]
    return f"{role[:1].upper()}{role[1:]} {name}"
