"""Mails in mails: where the text that somebody forwards begins, and what its own header lines say. Pure.

Programs copy the header of a forwarded mail into the text, in the language of their user and mostly without any other
mark. Lines of "From: ...", "Sent: ...", "Subject: ..." in a row are such a header, whatever stands above. Where the
names are not known, the values tell: an address, another address, a time, the subject of the mail around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.language import fold, lexicon
from summarizer.read.running import count_words

#: Folded name of a header line -> its field.
_FIELDS = {fold(name): kind for name, kind in lexicon.kinds("mail_headers", "pages").items()}
_LINE = re.compile(r"[>\s*_]*([^\W\d_][^:：<>@\n]{0,24}?)\s?[*_]{0,2}\s?[:：][*_]{0,2}\s*(.{0,2000})")
#: Longer is a paragraph that begins with a word and a colon.
_LONGEST_VALUE = 250
#: "---------- Forwarded message ---------", "________________", "Begin forwarded message:"
_BORDER = re.compile(r"[>\s]*(?:[-_=]{2,}[^-_=\n]{5,60}[-_=]{2,}|[-_=]{10,}|\w[^:\n]{8,50}:)\s*")
#: A mark, and the whole header behind it on one line.
_ONE_LINE = re.compile(r"[>\s]*(-{3,}[^-\n]{5,60}-{3,})\s+(?=\S)(.*)")
_SUBJECTS = "|".join(name.capitalize() for name in lexicon.listed("mail_headers.subject", "pages"))
_NAME_INSIDE = re.compile(rf"(?<=>)\s*(?=[^\W\d_][^:<>@\n]{{1,24}}:)|\s?(?=(?:{_SUBJECTS})\s?:)")
#: "On Tue, 13 May 2031 at 09:20, Castra Courier <news@castra.example> wrote:", in any language and order.
_REPLY = re.compile(
    r"[>\s]*(?=[^\n]*\d{1,4}\D[^\n]*\d\d)(?P<before>[^<>()\n]{0,150}?)[<(]{1,2}(?P<from>[^<>()\s@]+@[^<>()\s]+)[>)]{1,2}"
    r"(?P<after>[^<>\n]{0,80})[:：]\s*"
)
_TIME_WORD = re.compile(r"[AP]\.?M\.?|CES?T|GMT|UTC|[A-Z]{3,4}")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|年")
_ADDRESS = re.compile(r"(?<![^\s@<>])[^\s@<>]++@[^\s@<>]+\.\w")
#: Fields that a header begins with, and its most lines: one may name many recipients.
_FIRST = ("from", "subject", "date")
_LONGEST_HEADER = 20
#: Words from which the text under a header is what was forwarded, and no earlier "See below".
_LEAST_WORDS = 25
#: A mail's own text so many times as long as what it quotes is the article, and quotes a mail.
_OWN_TEXT = 3


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The lines `[start:end]` of a text that hold what was forwarded, and the fields of its header."""

    start: int
    end: int
    fields: dict[str, str]


@dataclass(slots=True)
class _Header:
    #: Lines of the header: `[start:end]`.
    start: int
    end: int
    fields: dict[str, str] = field(default_factory=dict)
    #: Lines whose names the table has.
    named: int = 0
    lines: int = 0


def find_forwarded(lines: Sequence[str], subject: str, *, is_forward: bool) -> Forwarded | None:
    """The longest of the mails that are quoted in a text, if one is what the text is about; of equal ones the last.

    `subject` is that of the mail around them, without its prefix; `is_forward` says that it had one.
    """
    headers = _headers(lines, fold(subject), is_forward)
    found = None
    longest = _LEAST_WORDS - 1
    for place, header in enumerate(headers):
        end = headers[place + 1].start if place + 1 < len(headers) else len(lines)
        words = count_words(" ".join(lines[header.end : end]))
        if words > longest or (found is not None and words == longest):
            longest, found = words, Forwarded(header.end, end, header.fields)
    own = count_words(" ".join(lines[: headers[0].start])) if headers else 0
    return found if own <= _OWN_TEXT * longest else None


def _headers(lines: Sequence[str], subject: str, is_forward: bool) -> list[_Header]:
    headers = []
    place = 0
    while place < len(lines):
        header = _header_at(lines, place, subject, is_forward)
        if header is not None:
            headers.append(header)
        place = header.end if header else place + 1
    return headers


def _header_at(lines: Sequence[str], start: int, subject: str, is_forward: bool) -> _Header | None:
    """The header that begins with a line."""
    line = lines[start][:2_000]
    if is_forward and len(line) < 400 and (reply := _REPLY.fullmatch(line)):
        return _Header(start, start + 1, _reply_fields(reply))
    if match := _ONE_LINE.fullmatch(line):
        inner = _NAME_INSIDE.split(match[2])
        header = _collect(inner, 0, subject)
        return _Header(start, start + 1, header.fields) if _is_header(header, marked=True) else None
    header = _collect(lines, start, subject)
    marked = any(_BORDER.fullmatch(line[:200]) for line in lines[max(0, start - 2) : start])
    known = header.named > 1 and "from" in header.fields
    # By their values alone: only where something says that a mail stands here.
    enough = _is_header(header, marked=marked) and (known or marked or is_forward or "subject" in header.fields)
    return header if enough else None


def _is_header(header: _Header, *, marked: bool) -> bool:
    fields = header.fields.keys()
    return "from" in fields and bool(fields & {"date", "subject"}) and header.lines >= (2 if marked else 3)


def _reply_fields(match: re.Match[str]) -> dict[str, str]:
    """The sender and the time of a line that announces a quoted mail."""
    name: list[str] = []
    for word in reversed(re.split(r"\s+", match["before"].strip(" \"'“”„«»\xa0"))):
        # "AM Castra Courier": the end of the time is no part of the name.
        if not word.lstrip("“”„«\"'")[:1].isupper() or word.endswith((",", ":")) or _TIME_WORD.fullmatch(word):
            break
        name.insert(0, word.strip("“”„«»\"'"))
    return {"from": f"{' '.join(name)} <{match['from']}>", "date": f"{match['before']} {match['after']}".strip(" ,")}


def _collect(lines: Sequence[str], start: int, subject: str) -> _Header:
    """The fields in the lines from one on, as long as they are fields."""
    header = _Header(start, start)
    last: str | None = None
    for place in range(start, min(len(lines), start + _LONGEST_HEADER)):
        name, value, named = _field(lines[place], header.fields, subject)
        if name and name not in header.fields and (header.lines or name in _FIRST):
            header.fields[name] = value
        elif name != "cc" or not header.lines:
            if header.lines and not name and _may_go_on(lines[place], last, header.lines):
                continue
            break
        last, header.end, header.lines, header.named = name, place + 1, header.lines + 1, header.named + named
    return header


def _may_go_on(line: str, last: str | None, found: int) -> bool:
    """Whether a header goes on behind a line that names no field: more recipients, or an empty line near its top."""
    if not line.strip(" >"):
        return found < 3
    return last in ("to", "cc") and "@" in line


def _field(line: str, found: dict[str, str], subject: str) -> tuple[str | None, str, bool]:
    """A line's field, its value, and whether the table has its name."""
    match = _LINE.fullmatch(line)
    if match is None or len(match[2]) > _LONGEST_VALUE * (20 if "@" in match[2] else 1):
        return None, "", False
    value = match[2].strip("* _")
    if name := _FIELDS.get(fold(match[1].strip())):
        return name, value, True
    if _ADDRESS.search(value):
        return ("to" if "to" not in found else "cc") if "from" in found else "from", value, False
    if "date" not in found and _DATE.search(value):
        return "date", value, False
    return ("subject" if subject and subject in fold(value) else None), value, False
