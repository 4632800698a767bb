"""The sentences a claim rests on, made readable alone: names for pronouns, no dangling connectives.

What is changed here is what an editor changes when lifting a sentence from an article; each change is cited. A sentence
in a language without a lexicon is left as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.language import Analysed, Reference, marks, tidy
from summarizer.types import Citation, Sentence

if TYPE_CHECKING:
    from summarizer.material import Material


@dataclass(frozen=True, slots=True)
class Evidence:
    """One source sentence of a claim, as it may be printed or given to the writer."""

    said: Analysed
    #: The sentence itself first, then where a name put for a pronoun comes from.
    citations: tuple[Citation, ...]
    #: Position of its origin in `Story.origins`.
    origin: int


def lifted(material: Material, sentence: Sentence) -> Evidence:
    """A sentence of the story with its pronoun resolved and its opening trimmed."""
    article = material.story.article(sentence.article)
    text = material.analysis(sentence).text
    citations = [Citation(article.id, sentence.start, sentence.end)]
    reference = material.references[article.id].get(sentence.index)
    told = named(article.text, (sentence.start, sentence.end), reference) if reference else None
    if reference and told:
        text = told
        citations.append(Citation(article.id, *material.spans[article.id][reference.source]))
    return Evidence(readable(material, text), tuple(citations), material.story.origin_of(article.id))


def named(text: str, span: tuple[int, int], reference: Reference) -> str | None:
    """The sentence of an article's text with the name for its pronoun; None where a quotation holds the pronoun."""
    said, start, end = text[slice(*span)], reference.start - span[0], reference.end - span[0]
    if marks.in_quotation(said, start):
        return None
    return said[:start] + _display(said[start:end], reference.name) + said[end:]


def readable(material: Material, text: str) -> Analysed:
    """The words of a sentence on one line, without the connective that tied it to the one before."""
    return material.analyst.one(tidy(text) if material.english else " ".join(text.split()))


def _display(written: str, name: str) -> str:
    """What stands for the pronoun: the name, after its role if a role was written ("The ambassador")."""
    if written.lower() in ("he", "she"):
        return name
    role = written.split(" ", 1)[1]
    return f"{role[:1].upper()}{role[1:]} {name}"
