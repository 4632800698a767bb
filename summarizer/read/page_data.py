"""The article's text where a page keeps it in its scripts: JSON-LD, live blogs, the state of a page that scripts build.

Nothing is run: only what is written down as JSON is read. Leaves out which text is taken, which is `html`'s.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from summarizer.read.running import SENTENCE_END, count_words, is_statement, vocabulary

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: JSON deeper or longer than this is no article's.
_MAX_NODES = 20_000
_LONGEST_JSON = 4_000_000
#: "*NASA*{: .small}" and "+++dropcap", which a large publisher leaves in the texts it declares.
_MARKS = re.compile(r"(?:\*([^*\n]{1,80})\*)?\{:[^{}\n]{0,200}\}|^\+\+\+.*$", re.MULTILINE)
#: A script or a style whole, and any other tag. One that another begins in is looked at from that one on.
_TAGS = re.compile(r"<(script|style)\b(?:[^<]++|<(?!/?\1\b))*+</\1>|<[a-zA-Z/!][^<>]{0,500}>", re.IGNORECASE)
#: Where a script gives the page its state: `window.__STATE__ = {...}`.
_STATE = re.compile(r"=\s*(?=[{\[])")
#: Keys of the text of a paragraph, and of the headline beside it.
_TEXTS = ("text", "content", "html", "value", "body", "paragraph", "data")
_HEADLINES = ("headline", "title", "name", "seoTitle", "displayTitle", "hl1")
#: Keys whose running text is not the article's.
_ASIDE = re.compile(
    r"bio|about|caption|description|summary|excerpt|comment|legal|terms|privacy|cookie|teaser", re.IGNORECASE
)
#: Words of running text from which a value can be an article.
_LEAST_WORDS = 25


def json_nodes(value: Any, most: int = _MAX_NODES) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value, from the outside in, in order."""
    level = [value]
    seen = 0
    while level and seen < most:
        below: list[Any] = []
        for item in level:
            seen += 1
            if isinstance(item, dict):
                yield item
                below += [v for v in item.values() if isinstance(v, (dict, list))]
            elif isinstance(item, list):
                below += [v for v in item if isinstance(v, (dict, list))]
        level = below


def linked_data(tree: HtmlElement) -> Iterator[Any]:
    """The values of a page's JSON-LD scripts; those that cannot be read are passed over."""
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(text) > _LONGEST_JSON:
            continue
        text = re.sub(r"^\s*+(?://\s*+)?<!\[CDATA\[|(?://\s*+)?\]\]>\s*+$|<!--|-->", "", text).strip().rstrip(";")
        value = _loaded(text)
        if value is not None:
            yield value


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def declared_text(node: dict[str, Any]) -> str | None:
    """The `articleBody` of a JSON-LD object, which may hold entities, tags, and the marks of an editing system."""
    body = _string(node.get("articleBody"))
    return _plain(_MARKS.sub(r"\1", body)) or None if body else None


def live_text(node: dict[str, Any]) -> str | None:
    """The entries of a live blog in the order of the page, each with its headline; None for other objects."""
    updates = node.get("liveBlogUpdate")
    lines = [declared_text(node) or ""]
    for update in updates if isinstance(updates, list) else ():
        if isinstance(update, dict):
            lines += [_plain(_string(update.get("headline"))), declared_text(update) or ""]
    text = "\n".join(line for line in lines if line)
    return text if isinstance(updates, list) and text else None


def script_text(tree: HtmlElement, title: str | None) -> str | None:
    """The article in the state of a page that scripts build (`__NEXT_DATA__`): the one whose headline is the page's.

    Without such a headline it is the longest list of paragraphs in the page.
    """
    known = vocabulary(title or "")
    best: tuple[int, int] = (0, 0)
    found = None
    for value in _states(tree):
        for node in json_nodes(value):
            text = _article_of(node)
            words = count_words(text) if text else 0
            if text and words >= _LEAST_WORDS:
                named = any(known & vocabulary(_string(node.get(key))) for key in _HEADLINES) if known else False
                if (int(named), words) > best:
                    best, found = (int(named), words), text
    return found


def _states(tree: HtmlElement) -> Iterator[Any]:
    """The JSON values that a page's scripts hold."""
    for script in tree.iter("script"):
        text, kind = (script.text or "").strip(), (script.get("type") or "").lower()
        if not 200 <= len(text) <= _LONGEST_JSON or "ld+json" in kind:
            continue
        if "json" in kind:
            value = _loaded(text)
        elif match := _STATE.search(text, 0, 400):
            value = _decoded(text[match.end() :])
        else:
            value = None
        if isinstance(value, (dict, list)):
            yield value


def _decoded(text: str) -> Any:
    """The JSON value that a text begins with."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _article_of(node: dict[str, Any]) -> str | None:
    """The longest running text among the values of an object: a string of HTML, or a list of paragraphs."""
    texts = [_text_of(value) for key, value in node.items() if not _ASIDE.search(key)]
    return max(filter(None, texts), key=len, default=None)


def _text_of(value: Any) -> str | None:
    """The running text of a value, one paragraph a line; None for any other value."""
    if isinstance(value, str):
        text = _plain(value) if len(value) > 100 else ""
        return text if len(SENTENCE_END.findall(text)) > 1 else None
    if not isinstance(value, list):
        return None
    lines = [line for item in value if (line := _plain(_line(item)))]
    running = sum(map(is_statement, lines))
    return "\n".join(lines) if running > 1 and 2 * running >= len(lines) else None


def _line(item: Any) -> str:
    """The text of an item of a list of paragraphs."""
    if not isinstance(item, dict):
        return _string(item)
    values = [item.get(key) for key in _TEXTS]
    texts = (_string(value.get("text") if isinstance(value, dict) else value) for value in values)
    return next(filter(None, texts), "")


def _string(value: Any) -> str:
    """A string, or the first of a list of them."""
    first = next(iter(value), None) if isinstance(value, list) else value
    return first if isinstance(first, str) else ""


def _plain(text: str) -> str:
    """The text of a value that may be HTML."""
    text = unescape(text) if "&" in text else text
    if "<" in text:
        text = re.sub(r"</(?:p|div|h\d|li|blockquote)>|<br\s*/?>", "\n", text, flags=re.IGNORECASE)
        text = _TAGS.sub("", text)
    return text.strip()
