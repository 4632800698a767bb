"""Mails in mails: where the text that somebody forwards begins, and what its own header lines say. Pure.

Programs copy the header of a forwarded mail into the text, in the language of their user and mostly without any other
mark. Three lines of "From: ...", "Sent: ...", "Subject: ..." in a row are such a header, whatever stands above.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.read.judge import count_words
from summarizer.text import fold

#: Field -> its names in the headers that mail programs write.
_NAMES = {
    "from": "from, von, de, da, van, från, fra, od, lähettäjä, remitente, от, от кого, 发件人, 寄件者, 差出人,"
    " 보낸 사람",
    "date": "sent, date, gesendet, datum, envoyé, envoyé le, enviado, enviado el, enviada em, inviato, data, fecha,"
    " verzonden, skickat, sendt, dato, wysłano, data wysłania, lähetetty, päiväys, отправлено, дата, 发送时间,"
    " 日期, 送信日時, 日付, 날짜",
    "to": "to, an, à, para, a, aan, till, til, do, vastaanottaja, destinatario, кому, 收件人, 宛先, 받는 사람",
    "cc": "cc, bcc, kopie, copie, copia, kopia, reply-to, antwort an, répondre à, responder a, копия, 抄送",
    "subject": "subject, betreff, objet, asunto, assunto, oggetto, onderwerp, ämne, emne, temat, aihe, předmět,"
    " тема, 主题, 主旨, 件名, 제목",
}
_FIELDS = {fold(name.strip()): field for field, names in _NAMES.items() for name in names.split(",")}
_LINE = re.compile(r"[>\s*_]*([^\W\d_][^\W\d_ -]{0,14}(?:[ -][^\W\d_]{1,10})?)\s?[*_]{0,2}\s?[:：][*_]{0,2}\s*(.*)")
#: "---------- Forwarded message ---------", "-----Original Message-----", "Begin forwarded message:"
_MARK = re.compile(r"[>\s]*(?:[-_=]{2,}[^-_=\n]{5,60}[-_=]{2,}|[-_=]{10,}|begin forwarded message:)\s*", re.IGNORECASE)
#: "On Tue, 13 May 2031 at 09:20, Castra Courier <news@castra.example> wrote:", in any language.
_REPLY = re.compile(
    r"[>\s]*(?P<date>[^<>\n]{0,120}\b(?:19|20)\d\d\b[^<>\n]{0,120})<(?P<from>[^<>\s@]+@[^<>\s]+)>[^<>\n]{0,30}[:：]\s*"
)
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


@dataclass(frozen=True, slots=True)
class _Header:
    #: Lines of the header: `[start:end]`.
    start: int
    end: int
    fields: dict[str, str]


def find_forwarded(lines: Sequence[str]) -> Forwarded | None:
    """The longest of the mails that are quoted in a text, if one is what the text is about; of equal ones the last."""
    headers = _headers(lines)
    found = None
    longest = _LEAST_WORDS - 1
    for place, header in enumerate(headers):
        end = headers[place + 1].start if place + 1 < len(headers) else len(lines)
        words = count_words(" ".join(lines[header.end : end]))
        if words > longest or (found is not None and words == longest):
            longest, found = words, Forwarded(header.end, end, header.fields)
    own = count_words(" ".join(lines[: headers[0].start])) if headers else 0
    return found if own <= _OWN_TEXT * longest else None


def _headers(lines: Sequence[str]) -> list[_Header]:
    headers = []
    place = 0
    while place < len(lines):
        header = _header_at(lines, place)
        if header is not None:
            headers.append(header)
        place = header.end if header else place + 1
    return headers


def _header_at(lines: Sequence[str], start: int) -> _Header | None:
    """The header that begins with a line; it names a sender, and at least two more things."""
    if len(lines[start]) < 400 and (reply := _REPLY.fullmatch(lines[start])):
        return _Header(start, start + 1, {"from": reply["from"], "date": reply["date"].strip(" ,")})
    fields: dict[str, str] = {}
    last: str | None = None
    end = start
    for place in range(start, min(len(lines), start + _LONGEST_HEADER)):
        name, value = _field(lines[place])
        if name and name not in fields and (fields or name in _FIRST):
            fields[name], last, end = value, name, place + 1
        elif name or not fields or not _may_go_on(lines[place], last, len(fields)):
            break
    marked = any(_MARK.fullmatch(line) for line in lines[max(0, start - 2) : start])
    enough = len(fields) >= (2 if marked else 3) and "from" in fields and fields.keys() & {"date", "subject"}
    return _Header(start, end, fields) if enough else None


def _may_go_on(line: str, last: str | None, found: int) -> bool:
    """Whether a header goes on behind a line that names no field: more recipients, or an empty line near its top."""
    return last in ("to", "cc") if line.strip() else found < 3


def _field(line: str) -> tuple[str | None, str]:
    match = _LINE.fullmatch(line) if len(line) < 2_000 else None
    name = _FIELDS.get(fold(match[1])) if match else None
    return name, match[2].strip("* _") if match else ""
