"""The sentences a claim rests on, made readable alone: names for pronouns, no dangling connectives.

What is changed here is what an editor changes when lifting a sentence from an article; each change is cited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.text import Reference
from summarizer.types import Article, Citation, Sentence

#: Openings that point back at a sentence that is not there.
_CONNECTIVE = re.compile(
    r"^(?:However|But|And|Meanwhile|Moreover|Furthermore|Also|Still|Yet|Nevertheless|Nonetheless|Instead|Thus|Therefore"
    r"|In addition|Additionally|For (?:his|her|their) part|Indeed|Then|So|Besides|Similarly|Likewise|Separately)"
    r"(?:, | (?=[A-Z]))|^(?:But|And|Yet|So|Nor) (?!far\b)"
    r"|^However (?=(?:there|the|a|an|no|some|many|it|its|his|her|they)\b)"
)
#: What a page's video player leaves before the first word.
_PLAYER = re.compile(
    r"^(?:CLOSE|WATCH|VIDEO|PHOTOS?|BREAKING|UPDATED?|Updated?(?=:)|(?:Image |Media )?[Cc]aption(?= [A-Z]))\b[ :—-]*"
    r"(?:(?:Skip in|Skip|x|Embed|Share)\b ?)*"
)
_DATELINE = re.compile(r"^[A-Z][\w.’' ,/()\-]{1,50}?(?:\([A-Za-z .]+\))? ?(?:—|–|--| - ) ?(?=[\"“]?[A-Z])")
#: "Washington (CNN)President Trump ...", "(Medicine Hat Police Service) The man ...".
_AGENCY = re.compile(
    r"^(?:(?!The )[A-Z][\w.’']+(?:,? [A-Z][\w.’']+){0,3} ?"
    r"\((?:CNN|AP|AFP|UPI|Reuters|Xinhua|(?:ABC|BBC|CBS|NBC)(?: News)?)\)|\([A-Z][^()]{1,40}\)) ?(?=[\"“]?[A-Z])"
)
_PHOTO_MARK = re.compile(r" \((?:[LRC]|left|right|center|pictured|file)\)")


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
    if reference and not _is_quoted(text, reference.start - sentence.start):
        name = _display(article.text[reference.start : reference.end], reference.name)
        text = text[: reference.start - sentence.start] + name + text[reference.end - sentence.start :]
        citations.append(Citation(article.id, *spans[reference.source]))
    return Evidence(tidy(text), tuple(citations), origin)


def tidy(text: str) -> str:
    """A sentence without dateline, photo marks, line breaks and the connective that tied it to the sentence before.

    >>> tidy("However, he agreed.")
    'He agreed.'
    """
    text = " ".join(text.split()).replace(" -- ", " — ")
    for furniture in (_PLAYER, _DATELINE, _AGENCY, _PHOTO_MARK, _CONNECTIVE):
        text = furniture.sub("", text)
    return text[:1].upper() + text[1:]


def _is_quoted(text: str, position: int) -> bool:
    """Whether a place lies inside a quotation: nobody's words are changed."""
    before = text[:position]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _display(written: str, name: str) -> str:
    """What stands for the pronoun: the name, after its role if a role was written ("The ambassador")."""
    if written.lower() in ("he", "she"):
        return name
    role = written.split(" ", 1)[1]
    return f"{role[:1].upper()}{role[1:]} {name}"
