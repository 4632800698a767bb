"""Markdown notes, with YAML front matter where they have it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.read.decoding import decode, tidy
from summarizer.read.plain import HEADER_FIELDS, split_header
from summarizer.read.values import Document, Draft, Limits
from summarizer.read.worded_dates import worded_date

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def read_markdown(document: Document, _: Limits) -> Iterator[Draft]:
    """One article: the fields of its front matter or header, its first heading as title, its words without markup."""
    text = tidy(decode(document.data, document.charset)).lstrip()
    fields, text = _front_matter(text)
    if not fields:
        fields, text = split_header(text)
    title, paragraphs = _plain(text)
    yield Draft(
        "\n".join(paragraphs),
        fields.get("title") or title,
        fields.get("source"),
        worded_date(fields.get("published")),
        url=fields.get("url") or document.url,
        language=fields.get("language"),
    )


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    import yaml  # 30 ms

    try:
        # BaseLoader: every scalar stays a string, so that a date keeps its zone, and nothing is constructed.
        values = yaml.load(match[1], Loader=yaml.BaseLoader)  # a loader that is safer than the safe one
    except (yaml.YAMLError, RecursionError):
        return {}, text[match.end() :]
    if not isinstance(values, dict):
        return {}, text[match.end() :]
    known = ((HEADER_FIELDS.get(str(key).lower()), value) for key, value in values.items() if isinstance(value, str))
    return {field: value.strip() for field, value in known if field and value.strip()}, text[match.end() :]


def _plain(text: str) -> tuple[str | None, list[str]]:
    """The first top-level heading, and the other blocks of text without their markup."""
    from markdown_it import MarkdownIt  # 80 ms

    title: str | None = None
    paragraphs: list[str] = []
    tag = ""
    for token in MarkdownIt("commonmark", {"html": True, "maxNesting": 50}).parse(text):
        if token.type in ("heading_open", "paragraph_open"):
            tag = token.tag
        elif token.type == "inline":
            words = _words(token)
            if tag == "h1" and title is None and not paragraphs:
                title = words or None
            elif words:
                paragraphs.append(words)
    return title, paragraphs


def _words(inline: Token) -> str:
    """The words of a block: links by their text, line breaks as spaces, no pictures, no tags."""
    parts = []
    for child in inline.children or ():
        if child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts).strip()
