"""Plain text: notes and exports with a header or a headline at the top, hard-wrapped or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from summarizer.language import lexicon
from summarizer.read.dates import parse_date, visible_date
from summarizer.read.decoding import decode, tidy
from summarizer.read.values import Document, Draft, Limits
from summarizer.read.worded_dates import worded_date

#: Keys of a header line, as analysts and exports write them -> the field.
HEADER_FIELDS = lexicon.kinds("header_fields", "pages")
_HEADER = re.compile(r"[\s#*]*+([A-Za-z ]{2,18}?)\s*+[:=]\s*+\**+\s*+(\S.*)")
#: `date 2025-03-14` before the first words, as some crawls write it.
_INLINE_DATE = re.compile(
    r"\s*+(?:date|published)(?:\s*+[:=])?+\s++(\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)\s+", re.IGNORECASE
)
#: Lines at the top among which a day may stand, and the words of one, with weekday and place.
_TOP = 6
_DAY_WORDS = 6
#: Words of a first line that may be a headline.
_HEADLINE_WORDS = range(3, 26)
#: Characters of the lines of hard-wrapped text: mails wrap at 72, typewritten pages from 50 on.
_WRAPPED_LINE = range(40, 100)


def read_plain(document: Document, _: Limits) -> Iterator[Draft]:
    """One article, with the fields of its header."""
    text = tidy(decode(document.data, document.charset))
    fields, text = split_header(text)
    published = worded_date(fields.get("published"))
    if published is None and (match := _INLINE_DATE.match(text)):
        published, text = parse_date(match[1]), text[match.end() :]
    seen = None if published else day_at_top(text.strip().split("\n")[:_TOP])[1]
    title, text = (fields["title"], text) if "title" in fields else split_headline(text)
    yield Draft(
        unwrap(text),
        title,
        fields.get("source"),
        published or seen,
        "text" if seen else "field",
        url=fields.get("url") or document.url,
        language=fields.get("language"),
    )


def split_header(text: str) -> tuple[dict[str, str], str]:
    """The fields of the `Key: value` lines at the top, and the rest. A text without a header comes back whole."""
    fields: dict[str, str] = {}
    lines = text.split("\n")
    for place, line in enumerate(lines[:20]):
        if not line.strip():
            continue
        match = _HEADER.fullmatch(line[:500]) if len(line) <= 500 else None
        key = HEADER_FIELDS.get(match[1].strip().lower()) if match else None
        if match is None or key is None:
            return fields, "\n".join(lines[place:])
        fields.setdefault(key, match[2].strip("* "))
    return fields, "\n".join(lines[20:])


def day_at_top(lines: Sequence[str]) -> tuple[int | None, datetime | None]:
    """Which of the lines is nothing but a day ("13 May 2031", "Oslo, 13. mai 2031"), and that day."""
    for place, line in enumerate(lines):
        short = len(line.split()) <= _DAY_WORDS and not re.search(r"[^\W\d_][.!?]$", line)
        if found := visible_date(line) or (worded_date(line) if short else None):
            return place, found
    return None, None


def split_headline(text: str) -> tuple[str | None, str]:
    """The first line as title if it looks like one, and the rest.

    It stands alone above a blank line or a much longer paragraph, and does not end as a sentence does.
    """
    first, _, rest = text.strip().partition("\n")
    first = first.strip(" #*=")
    # An outlet and a date may stand between.
    following = max([line for line in rest[:5000].split("\n") if line.strip()][:3], key=len, default="")
    stands_alone = rest.startswith("\n") or len(following) > 2 * len(first)
    looks = len(first.split()) in _HEADLINE_WORDS and len(first) <= 200 and not re.search(r"[.!:;,…][\"”’')]*$", first)
    if (
        looks
        and stands_alone
        and following
        and first[0] not in "-–—•("
        and not re.search(r"\s[—–]\s[A-Z]|\(AP\)", first)
    ):
        return first, rest
    return None, text


def unwrap(text: str) -> str:
    """The text with one line a paragraph: lines that were broken at a margin are joined."""
    blocks = re.split(r"\n\s*\n", text)
    lines = [line.strip() for block in blocks for line in block.split("\n") if line.strip()]
    inner = [line.strip() for block in blocks for line in block.strip().split("\n")[:-1]]
    # Hard-wrapped: where a paragraph goes on in a further line, the line before reaches the margin.
    margin = max(map(len, inner), default=0)
    full = sum(len(line) > 0.7 * margin for line in inner)
    if len(inner) < 3 or margin not in _WRAPPED_LINE or full < 0.8 * len(inner) or max(map(len, lines)) > margin + 8:
        return "\n".join(lines)
    return "\n".join(_join(block) for block in blocks if block.strip())


def _join(block: str) -> str:
    joined = " ".join(line.strip() for line in block.strip().split("\n"))
    return re.sub(r"(?<=[a-z])[-‐] (?=[a-z])", "", joined)
