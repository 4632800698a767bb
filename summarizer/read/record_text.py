"""How exports wrap the words of an article: strings, lists of paragraphs, and the rich text of editing systems."""

from __future__ import annotations

import re
from typing import Any

from summarizer.read.record_names import Keys, folded, is_record

#: How an object holds words: the first of these lines of which it has any, its keys one after the other.
_INNER = tuple(
    line.split()
    for line in """
    rendered
    plaintext
    text
    processed
    summary sections
    headline headlines heading paragraphs
    content
    children
    blocks
    html
    value
    main
    basic
    data
    items
    paragraph
    """.split("\n")
    if line.strip()
)
#: Kinds of objects that hold a piece of a paragraph, as editors of rich text write them, and kinds that hold no text.
_PIECES = frozenset("text span link hyperlink inlinetext".split())
_SILENT = frozenset(
    "image figure picture video audio gallery embed oembed rawhtml advertisement ad interstitiallink related".split()
)
#: Objects in objects that are looked through for words.
_MAX_DEPTH = 24


def words_of(value: Any, depth: int = 0, *, inline: bool = False) -> str:
    """The words of a value: a string, a list of them, or objects that wrap them; empty for a list of other articles.

    `inline` says that what a list holds may be the pieces of one paragraph.
    """
    if isinstance(value, str):
        return value.strip()
    if depth > _MAX_DEPTH:
        return ""
    if isinstance(value, list):
        pieces = [_piece(each, inline) for each in value]
        if value and all(piece is not None for piece in pieces):
            return "".join(map(str, pieces))
        return "\n".join(words for each in value if (words := words_of(each, depth + 1, inline=inline)))
    if not isinstance(value, dict):
        return ""
    keys = folded(value)
    if is_record(keys) or _kind(value) in _SILENT:
        return ""
    return next((found for line in _INNER if (found := _joined(keys, line, depth))), "")


def _joined(keys: Keys, line: list[str], depth: int) -> str:
    return "\n".join(
        words for key in line if (words := words_of(keys.get(key), depth + 1, inline=key in ("children", "content")))
    )


def _piece(value: Any, inline: bool) -> str | None:
    """A piece of a paragraph of rich text, spaces and all: {"type": "text", "text": "..."}; None for anything else."""
    kind = _kind(value)
    text = value.get("text", value.get("value")) if isinstance(value, dict) else None
    if isinstance(text, str):
        return text if kind in _PIECES or (inline and kind is None) else None
    inner = value.get("children", value.get("content")) if kind in _PIECES else None
    pieces = [_piece(each, inline=True) for each in inner] if isinstance(inner, list) and len(inner) < 100 else []
    return "".join(map(str, pieces)) if pieces and None not in pieces else "\n" if kind == "hardbreak" else None


def _kind(value: Any) -> str | None:
    """What kind of thing an object says it is."""
    kind = value.get("type") or value.get("_type") or value.get("nodeType") if isinstance(value, dict) else None
    return re.sub(r"[\W_]", "", kind).lower() if isinstance(kind, str) else None
