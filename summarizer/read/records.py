"""JSON and JSON Lines: our own output, and what crawlers, readers of feeds, news services and editing systems export.

One table of names (`record_names`) says under which a field goes, one (`record_text`) how its words are wrapped. What
has words under a name that is in neither is told, with the names that were seen, and never dropped in silence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from summarizer.read.decoding import decode
from summarizer.read.excerpts import whole_sentences
from summarizer.read.markup import plain_text
from summarizer.read.outlets import from_url, known_name
from summarizer.read.own import TOLD, is_our_object
from summarizer.read.page_data import live_text
from summarizer.read.record_names import (
    FIELDS,
    KNOWN,
    OTHERS,
    Keys,
    at,
    fold_key,
    folded,
    name_of,
    string_of,
)
from summarizer.read.record_text import words_of
from summarizer.read.running import count_words
from summarizer.read.values import Document, Draft, Limits, Part, Refused, Rejection, member
from summarizer.read.worded_dates import worded_date

_MOMENTS = ("$date", "date", "$numberlong", "value", "iso", "raw", "rendered", "published")
_ADDRESSES = ("href", "url", "link", "canonical", "value", "rendered")
#: Objects in objects that are looked through for articles.
_MAX_DEPTH = 8
#: Words from which a value nobody knows the name of is a text, and the names that are shown.
_UNKNOWN_WORDS = 25
_SHOWN_KEYS = 12
#: A whole page of the web, and no piece of one.
_PAGE = re.compile(r"<(?:!doctype html|html|body)\b", re.IGNORECASE)


def read_json(document: Document, limits: Limits) -> Iterator[Part]:
    """Every article in a JSON file: one, a list, any of the wrappers around lists, or values one after the other."""
    text = decode(document.data, document.charset)
    try:
        values, broken = [json.loads(text)], None
    except RecursionError as error:
        raise Rejection("malformed", "nested too deeply") from error
    except ValueError as error:
        lines = text.strip().split("\n")
        if len(lines) > 1 and lines[0].strip()[-1:] == "}":
            yield from read_json_lines(document, limits)
            return
        values, broken = _whole_values(text), error
        if not values:
            raise Rejection("malformed", f"not JSON ({error})") from error
    yield from _read_values(values, document, limits, broken)


def _read_values(values: list[Any], document: Document, limits: Limits, broken: ValueError | None) -> Iterator[Part]:
    found = list(_articles(values if len(values) > 1 else values[0], document, limits))
    yield from found
    if broken is not None and not isinstance(values[-1], _End):
        yield Refused(document.path, "malformed", f"not JSON behind the first {len(values)} values ({broken})")
    elif not found:
        raise Rejection("not_article", f"no object in it has the fields of an article{_seen(values)}")


class _End:
    """Stands behind the last of values that are all whole."""


def _whole_values(text: str) -> list[Any]:
    """The values one after the other in a text, or the first ones of a list that was cut off.

    An `_End` stands behind them if there is nothing else in the text.
    """
    decoder = json.JSONDecoder()
    text = text.strip()
    place = 1 if text.startswith("[") else 0
    values: list[Any] = []
    while place < len(text):
        place += len(text[place : place + 1_000]) - len(text[place : place + 1_000].lstrip(" \t\r\n,"))
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return values
        if isinstance(value, (dict, list)):
            values.append(value)
    return [*values, _End()] if values else []


def read_json_lines(document: Document, limits: Limits) -> Iterator[Part]:
    """Every article of a file with one JSON value a line; lines that are broken are told by number."""
    broken: list[int] = []
    found = ours = 0
    first: list[Any] = []
    for number, line in enumerate(decode(document.data, document.charset).split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            broken.append(number)
            continue
        first = first or [value]
        if is_our_object(value) and not limits.drafts:
            ours += 1
            continue
        for part in _articles(value, document, limits, str(number)):
            found += 1
            yield part
    if ours:
        yield Refused(document.path, "not_article", f"{TOLD}, in {ours} of its lines")
    if broken:
        shown = ", ".join(map(str, broken[:5])) + (", ..." if len(broken) > 5 else "")
        yield Refused(document.path, "malformed", f"not JSON in {len(broken)} of its lines: {shown}")
    elif not (found or ours):
        raise Rejection("not_article", f"no object in it has the fields of an article{_seen(first)}")


def _articles(value: Any, document: Document, limits: Limits, line: str | None = None) -> Iterator[Part]:
    """What each object gives that is an article, in order; what this program itself wrote of articles is told."""
    # Last in, first out, in reverse: document order without recursion.
    todo: list[tuple[Any, int, str | None]] = [(value, 0, None)]
    count = 0
    while todo:
        item, depth, outlet = todo.pop()
        if isinstance(item, dict):
            if is_our_object(item) and not limits.drafts:
                yield Refused(document.path, "not_article", TOLD)
                continue
            if found := _parts(item, document, line or str(count + 1), outlet):
                count += 1
                if count > limits.max_documents:
                    yield Refused(document.path, "too_large", f"more than {limits.max_documents} articles")
                    return
                yield from found
                continue
            outlet = _feed_title(folded(item)) or outlet
        if depth < _MAX_DEPTH:
            todo += [(child, depth + 1, outlet) for child in reversed(_children(item))]


def _children(item: Any) -> list[Any]:
    """The objects and lists in an object or a list, but for the one that only names an outlet."""
    if isinstance(item, dict):
        inner = [v for key, v in item.items() if str(key).lower() not in FIELDS["source"] or _is_deep(v)]
    else:
        inner = item if isinstance(item, list) else []
    return [child for child in inner if isinstance(child, (dict, list))]


def _is_deep(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(isinstance(each, (dict, list)) for each in inner)


def _parts(item: dict[Any, Any], document: Document, part: str, outlet: str | None) -> list[Part]:
    """An object's article, or the page that it holds; and a refusal where it has words under an unknown name."""
    keys = folded(item)
    if told := live_text(item):
        keys["text"] = told
    draft = _draft(keys, part, outlet) if _is_article(keys) else None
    found: list[Part] = [draft] if draft else []
    page = next((value for k in FIELDS["page"] if isinstance(value := keys.get(k), str) and _PAGE.search(value)), None)
    if page and (draft is None or draft.teaser or draft.text == plain_text(page)):
        data = member(document, f"{part}.html", page.encode("utf-8", "replace"))
        return [replace(data, url=draft.url if draft else None)]
    if draft is None or draft.teaser:
        unknown = _unknown_text(keys)
        found += [Refused(f"{document.path}#{part}", "not_article", _unknown(unknown, item))] if unknown else []
    return found


def _is_article(keys: Keys) -> bool:
    """Whether an object has a text; a title with a link or a description counts, if it holds no list of others."""
    if any(isinstance(keys.get(k), str) and len(keys[k]) > 1 for k in FIELDS["text"]):
        return True
    # A name with a link is an author or an outlet.
    titled = any(words_of(keys.get(k)) for k in FIELDS["title"] if k != "name")
    if titled and any(words_of(keys.get(k)) for k in FIELDS["text"]):
        return True
    told = any(words_of(keys.get(k)) for k in FIELDS["teaser"]) or any(
        isinstance(keys.get(k), str) for k in ("url", "weburl", "link")
    )
    return titled and told and not any(_holds_objects(v) for v in keys.values())


def _holds_objects(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds_objects(v) for v in value.values())
    return isinstance(value, list) and any(isinstance(v, dict) and len(v) > 2 and "title" in v for v in value)


def _feed_title(keys: Keys) -> str | None:
    """The title of a feed, which names the outlet of its items; a list that somebody saved ("Starred") names none."""
    if not isinstance(keys.get("items"), list):
        return None
    if isinstance(keys.get("feed"), dict):
        return name_of(keys["feed"])
    is_feed = "jsonfeed" in str(keys.get("version")) or "homepageurl" in keys or "feedurl" in keys
    return string_of(keys.get("title")) if is_feed else None


def _draft(keys: Keys, part: str, outlet: str | None) -> Draft:
    text, teaser = _text(keys)
    url = next((u for k in (*FIELDS["url"], "source") if (u := _address(at(keys, k))) and "://" in u), None)
    number = next((keys[k] for k in FIELDS["id"] if isinstance(keys.get(k), (str, int))), None)
    return Draft(
        text,
        _first(keys, "title"),
        _source(keys) or known_name(url) or outlet,
        next((d for k in FIELDS["published"] if (d := worded_date(_moment(at(keys, k))))), None),
        url=url,
        language=_first(keys, "language"),
        id=None if number is None or isinstance(number, bool) else str(number),
        teaser=teaser or outlet is not None,
        part=part,
    )


def _text(keys: Keys) -> tuple[str, bool]:
    """The article's text, and whether it is only the beginning or a summary of it."""
    text = next((t for k in FIELDS["text"] if (t := words_of(keys.get(k)))), "")
    summary = max((words_of(keys.get(k)) for k in FIELDS["teaser"]), key=len)
    text, summary = plain_text(text), plain_text(summary)
    if text.rstrip().endswith("chars]"):
        # The sentence that was cut off is no use to anybody.
        begun = whole_sentences(text)
        return (begun if summary[:40] in begun else f"{summary}\n{begun}"), True
    return (text, False) if len(text) >= len(summary) else (whole_sentences(summary), True)


def _source(keys: Keys) -> str | None:
    for key in FIELDS["source"]:
        text = name_of(at(keys, key))
        if text and (named := from_url(text) if "://" in text else text):
            return plain_text(named)
    return None


def _first(keys: Keys, field: str) -> str | None:
    return next((plain_text(text) for key in FIELDS[field] if (text := name_of(keys.get(key)))), None)


def _moment(value: Any) -> Any:
    """The string or number of a date; databases and editing systems wrap it."""
    for _ in range(3):
        if not isinstance(value, dict):
            break
        inner = {str(key).lower(): each for key, each in value.items()}
        value = next((inner[key] for key in _MOMENTS if key in inner), None)
    return value


def _address(value: Any) -> str | None:
    """The first address in a string, an object or a list of links."""
    for each in value[:5] if isinstance(value, list) else [value]:
        inner = [each.get(key) for key in _ADDRESSES] if isinstance(each, dict) else [each]
        if found := next((text for text in map(string_of, inner) if text), None):
            return found
    return None


def _unknown_text(keys: Keys) -> str | None:
    """The unknown name under which the longest text of a titled object stands, if that is running text."""
    if not any(string_of(name_of(keys.get(k))) for k in FIELDS["title"] if k != "name"):
        return None
    others = ((key, value) for key, value in keys.items() if key not in KNOWN | OTHERS and not _holds_lists(value))
    longest = max(((count_words(words), key) for key, value in others if (words := words_of(value))), default=(0, ""))
    return longest[1] if longest[0] >= _UNKNOWN_WORDS else None


def _holds_lists(value: Any) -> bool:
    """Whether there are objects in a value, which are looked at by themselves."""
    return (isinstance(value, list) and not all(isinstance(each, str) for each in value)) or (
        isinstance(value, dict) and _is_deep(value)
    )


def _unknown(key: str, item: dict[Any, Any]) -> str:
    written = [name for name in item if fold_key(str(name)) == key] or [key]
    return f'text under a name that is not known: {_shown(written)} (all names: {_shown(list(item))}); call it "text"'


def _seen(values: list[Any]) -> str:
    """The names in the first object of a file, to be told."""
    value = values[0] if values else None
    while isinstance(value, list) and value:
        value = value[0]
    return f"; its names: {_shown(list(value))}" if isinstance(value, dict) and value else ""


def _shown(names: list[Any]) -> str:
    shown = ["".join(c if c.isprintable() else "\ufffd" for c in str(name))[:40] for name in names[:_SHOWN_KEYS]]
    return ", ".join(shown) + (", ..." if len(names) > _SHOWN_KEYS else "")
