"""JSON and JSON Lines: our own output, and what news-please, trafilatura, NewsAPI, GDELT and others export."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from summarizer.read.dates import parse_date
from summarizer.read.decoding import decode
from summarizer.read.markup import plain_text
from summarizer.read.outlets import from_url, known_name
from summarizer.read.values import Document, Draft, Limits, Part, Refused, Rejection

#: Field -> the keys it goes by, best first, in lower case without `_` and `-`. Download and crawl times are not dates.
_KEYS = {
    "text": "text maintext body articlebody bodytext fulltext content contenttext rawtext article"
    " contenthtml bodyhtml html",
    "teaser": "description summary abstract snippet excerpt leadparagraph trailtext lead",
    "title": "title headline webtitle name",
    "published": "published publishedat datepublish datepublished publishdate pubdate publisheddate publicationdate "
    "webpublicationdate date publishtime firstpublished dateline",
    "source": "source outlet publisher publication sitename sourcename newspaper sourcedomain sourcehostname"
    " domain hostname",
    "url": "url link weburl canonicalurl permalink articleurl",
    "language": "language lang",
    "id": "id articleid uuid docid",
}  # fmt: skip
_FIELDS = {field: keys.split() for field, keys in _KEYS.items()}
#: Objects in objects that are looked through for articles.
_MAX_DEPTH = 8
#: What NewsAPI puts where it cuts a text.
_CUT_SHORT = re.compile(r"(?<!\s)\s*+(?:(?:…|\.\.\.)\s*+)?+\[\+\d++ chars\]\s*+$")


def read_json(document: Document, limits: Limits) -> Iterator[Part]:
    """Every article in a JSON file: one, a list, or any of the wrappers around lists; JSON Lines too."""
    text = decode(document.data, document.charset)
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise Rejection("malformed", "nested too deeply") from error
    except ValueError as error:
        if "\n" in text.strip() and text.lstrip()[:1] == "{":
            yield from read_json_lines(document, limits)
            return
        raise Rejection("malformed", f"not JSON ({error})") from error
    found = list(_articles(value, document.path, limits))
    if not found:
        raise Rejection("not_article", "no object in it has the fields of an article")
    yield from found


def read_json_lines(document: Document, limits: Limits) -> Iterator[Part]:
    """Every article of a file with one JSON value a line; lines that are broken are told by number."""
    broken: list[int] = []
    found = 0
    for number, line in enumerate(decode(document.data, document.charset).split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            broken.append(number)
            continue
        for draft in _articles(value, document.path, limits, str(number)):
            found += 1
            yield draft
    if broken:
        shown = ", ".join(map(str, broken[:5])) + (", ..." if len(broken) > 5 else "")
        yield Refused(document.path, "malformed", f"not JSON in {len(broken)} of its lines: {shown}")
    elif not found:
        raise Rejection("not_article", "no object in it has the fields of an article")


def _articles(value: Any, path: str, limits: Limits, line: str | None = None) -> Iterator[Part]:
    """A draft for each object that is an article, in order."""
    # Last in, first out, in reverse: document order without recursion.
    todo: list[tuple[Any, int, str | None]] = [(value, 0, None)]
    count = 0
    while todo:
        item, depth, outlet = todo.pop()
        if isinstance(item, dict):
            keys = _folded(item)
            if _is_article(keys):
                count += 1
                if count > limits.max_documents:
                    yield Refused(path, "too_large", f"more than {limits.max_documents} articles")
                    return
                yield _draft(keys, line or str(count), outlet)
                continue
            outlet = _feed_title(keys) or outlet
        children = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
        if depth < _MAX_DEPTH:
            todo += [
                (child, depth + 1, outlet) for child in reversed(list(children)) if isinstance(child, (dict, list))
            ]


def _folded(item: dict[Any, Any]) -> dict[str, Any]:
    """The object with its keys in one spelling, and the Guardian's `fields` beside the rest."""
    fields = item.get("fields")
    both = {**fields, **item} if isinstance(fields, dict) else item
    return {re.sub(r"[_\-]", "", str(key)).lower(): value for key, value in both.items()}


def _is_article(keys: dict[str, Any]) -> bool:
    """Whether an object has a text; a title with a link or a description counts, if it holds no list of others."""
    if any(isinstance(keys.get(k), str) and len(keys[k]) > 1 for k in _FIELDS["text"]):
        return True
    # A name with a link is an author or an outlet.
    titled = any(isinstance(keys.get(k), (str, dict)) for k in _FIELDS["title"] if k != "name")
    told = any(isinstance(keys.get(k), str) for k in (*_FIELDS["teaser"], "url", "weburl", "link"))
    return titled and told and not any(_holds_objects(v) for v in keys.values())


def _holds_objects(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds_objects(v) for v in value.values())
    return isinstance(value, list) and any(isinstance(v, dict) and len(v) > 2 and "title" in v for v in value)


def _feed_title(keys: dict[str, Any]) -> str | None:
    """The title of a JSON feed, which names the outlet of its items."""
    return _string(keys.get("title")) if isinstance(keys.get("items"), list) else None


def _draft(keys: dict[str, Any], part: str, outlet: str | None) -> Draft:
    text, teaser = _text(keys)
    url = next((u for u in (_string(keys.get(k)) for k in (*_FIELDS["url"], "source")) if u and "://" in u), None)
    number = next((keys[k] for k in _FIELDS["id"] if isinstance(keys.get(k), (str, int))), None)
    return Draft(
        text,
        _first(keys, "title"),
        _source(keys) or known_name(url) or outlet,
        next((d for k in _FIELDS["published"] if (d := parse_date(keys.get(k)))), None),
        url=url,
        language=_first(keys, "language"),
        id=None if number is None or isinstance(number, bool) else str(number),
        teaser=teaser or outlet is not None,
        part=part,
    )


def _text(keys: dict[str, Any]) -> tuple[str, bool]:
    """The article's text, and whether it is only the beginning or a summary of it."""
    text = next((t for k in _FIELDS["text"] if (t := _string(keys.get(k)))), "")
    summary = max((_string(keys.get(k)) or "" for k in _FIELDS["teaser"]), key=len)
    text, summary = plain_text(text), plain_text(summary)
    if text.rstrip().endswith("chars]") and _CUT_SHORT.search(text[-200:]):
        begun = _CUT_SHORT.sub("", text)
        # The sentence that was cut off is no use to anybody.
        whole = re.match(r".*[.!?][\"”’)]*(?=\s|$)", begun, re.DOTALL)
        begun = whole[0] if whole else ""
        return (begun if summary[:40] in begun else f"{summary}\n{begun}"), True
    return (text, False) if len(text) >= len(summary) else (summary, True)


def _source(keys: dict[str, Any]) -> str | None:
    for key in _FIELDS["source"]:
        value = keys.get(key)
        for name in (value.get("name"), value.get("title"), value.get("id")) if isinstance(value, dict) else (value,):
            text = _string(name)
            if text and (named := from_url(text) if "://" in text else text):
                return named
    return None


def _first(keys: dict[str, Any], field: str) -> str | None:
    for key in _FIELDS[field]:
        value = keys.get(key)
        value = value.get("main") if isinstance(value, dict) else value  # The New York Times'
        if text := _string(value):
            return plain_text(text)
    return None


def _string(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
