"""The sentences a claim rests on, made readable alone: names for pronouns, no labels, no dangling connectives.

What is changed here is what an editor changes when lifting a sentence from an article; each change is cited. What is
taken off is a candidate like any other: without its "Nor" a sentence says the opposite, and the gate sees it. A
sentence in a language without a lexicon is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from summarizer.language import Analysed, Reference, bare, label_end, made_by, marks, speaker_in, tidy
from summarizer.types import Citation, Sentence

if TYPE_CHECKING:
    from summarizer.material import Material
    from summarizer.verify import Gate


@dataclass(frozen=True, slots=True)
class Evidence:
    """One source sentence of a claim, as it may be printed or given to the writer."""

    said: Analysed
    #: The sentence itself first, then where a name put for a pronoun comes from.
    citations: tuple[Citation, ...]
    #: Position of its origin in `Story.origins`.
    origin: int
    #: Whether a word of the report was changed or taken off; datelines and labels are the page's.
    edited: bool = False


def trimmed(material: Material, whole: Sequence[Evidence], gate: Gate) -> list[Evidence]:
    """The sentences without the openings that tie them to what is not there, where the gate lets the rest pass."""
    found = list(whole)
    if not material.english:
        return found
    shorter = [material.analyst.one(tidy(each.said.text)) for each in whole]
    tried = [i for i, (each, said) in enumerate(zip(whole, shorter, strict=True)) if said != each.said]
    screened = [gate.screen([shorter[i].text], [whole[i].said.text])[0] for i in tried]
    for i, verdict in zip(tried, gate.weigh(gate.parsed(screened)), strict=True):
        if verdict.passed:
            found[i] = replace(whole[i], said=shorter[i], edited=True)
    return found


def resolved(material: Material, sentence: Sentence) -> Evidence:
    """A sentence of the story with its pronoun resolved, without dateline and label."""
    article = material.story.article(sentence.article)
    text = material.analysis(sentence).text
    citations = [Citation(article.id, sentence.start, sentence.end)]
    reference = material.references[article.id].get(sentence.index)
    told = named(article.text, (sentence.start, sentence.end), reference) if reference else None
    if reference and told:
        text = told
        citations.append(Citation(article.id, *material.spans[article.id][reference.source]))
    said = unlabelled(material, text)
    behind = _made_by(material, sentence) if said.text.endswith(".") else None
    if behind:
        who, place = behind
        said = said.again(f"{said.text[:-1]}, {who} said.")
        citations.append(Citation(article.id, *place))
    return Evidence(said, tuple(citations), material.story.origin_of(article.id), edited=len(citations) > 1)


def _made_by(material: Material, sentence: Sentence) -> tuple[str, tuple[int, int]] | None:
    """Who said a sentence, where only the next one tells it, and where that stands."""
    spans, text = material.spans[sentence.article], material.story.article(sentence.article).text
    if not material.english or sentence.index + 1 >= len(spans):
        return None
    place = spans[sentence.index + 1]
    who = made_by(text[slice(*place)])
    told = who is None or speaker_in(text[sentence.start : sentence.end])
    return None if told or who is None else (who, place)


def unlabelled(material: Material, text: str) -> Analysed:
    """All words of the report, on one line."""
    if not material.english:
        return material.analyst.one(" ".join(text.split()))
    said = material.analyst.one(bare(text))
    return said.again(said.text[label_end(said) :])


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
