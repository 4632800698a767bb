"""Mails: newsletters and forwarded articles (.eml), and web pages that browsers save as mails (.mhtml)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import Any, TypeAlias

from summarizer.read.dates import parse_date
from summarizer.read.decoding import decode, tidy
from summarizer.read.markup import plain_text
from summarizer.read.outlets import known_name
from summarizer.read.plain import unwrap
from summarizer.read.values import Document, Draft, Limits, Part, Rejection, member

#: Headers of the old policy are strings, or `Header` where they hold bytes.
_Mail: TypeAlias = "Message[Any, Any]"
_PREFIX = re.compile(r"^(?:\s*(?:fwd?|re|aw|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
#: "---------- Forwarded message ---------", "Begin forwarded message:", "-----Original Message-----"
_FORWARDED = re.compile(
    r"^[> \t]*+(?:-{2,}+[ \t]*+(?:forwarded message|original message|weitergeleitete nachricht)[ \t]*+-{2,}+|begin"
    r" forwarded message:)[ \t]*+$",
    re.IGNORECASE | re.MULTILINE,
)
_FORWARDED_FIELD = re.compile(r"\s*\**(from|date|sent|subject|to|cc|reply-to)\**:\**\s*(.*)", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
#: Characters of a header that are decoded: no title is longer, and the time is the square of the encoded words.
_LONGEST_HEADER = 5_000
#: Whose mail people use for themselves: no outlets.
_PROVIDERS = frozenset(
    "gmail googlemail outlook hotmail live yahoo icloud me aol gmx web proton protonmail mail".split()
)


def read_mail(document: Document, _: Limits) -> Iterator[Part]:
    """The mail's own text as an article, then its attachments."""
    message = _parse(document)
    text = _body(message)
    title, sender, date = (_header(message, name) for name in ("subject", "from", "date"))
    forwarded = _FORWARDED.search(text)
    if forwarded:
        fields, text = _split_forwarded(text[forwarded.end() :])
        title, sender, date = fields.get("subject", title), fields.get("from", sender), fields.get("date", date)
    if text.strip():
        yield Draft(text, _PREFIX.sub("", title) or None, _outlet(sender), parse_date(date))
    attached = list(_attachments(message, document))
    yield from attached
    if not text.strip() and not attached:
        raise Rejection("empty", "a mail without text")


def read_mhtml(document: Document, _: Limits) -> Iterator[Part]:
    """The page that was saved; its date of saving is not its date of publication."""
    message = _parse(document)
    address = _header(message, "snapshot-content-location") or None
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            yield replace(
                document,
                data=_payload(part),
                media_type="text/html",
                charset=part.get_content_charset(),
                url=address or _header(part, "content-location") or None,
                depth=document.depth + 1,
            )
            return
    raise Rejection("malformed", "no page in it")


def _parse(document: Document) -> _Mail:
    """The mail by the old policy: the new one's parsers of headers fail on broken ones, in half a dozen ways."""
    try:
        message = email.message_from_bytes(document.data, policy=email.policy.compat32)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise Rejection("malformed", f"not a mail ({type(error).__name__})") from error
    if not message.keys():
        raise Rejection("malformed", "no mail headers")
    return message


def _header(message: _Mail, name: str) -> str:
    """A header's text on one line, decoded where it can be; empty if there is none."""
    value = message.get(name, "")
    if isinstance(value, str):
        value = value[:_LONGEST_HEADER]
    try:
        text = str(make_header(decode_header(value)))
    except (MessageError, LookupError, ValueError):
        text = str(value)
    return " ".join(text.encode("utf-8", "replace").decode().split())


def _payload(part: _Mail) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _body(message: _Mail) -> str:
    """The text part, or the HTML part's text where that says clearly more."""
    texts: dict[str, str] = {}
    for part in message.walk():
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not _is_attachment(part) and kind not in texts:
            texts[kind] = tidy(decode(_payload(part), part.get_content_charset())) if _payload(part) else ""
        if kind == "message/rfc822":
            break
    plain = _SIGNATURE.split(re.sub(r"(?m)^(?:> ?)+", "", texts.get("text/plain", "")))[0]
    rich = plain_text(texts.get("text/html", ""))
    return rich if len(rich) > 1.5 * len(plain) else unwrap(plain) if not _FORWARDED.search(plain) else plain


def _split_forwarded(text: str) -> tuple[dict[str, str], str]:
    """The fields of the mail that was forwarded, and its text."""
    fields: dict[str, str] = {}
    lines = text.strip("\n").split("\n")
    for place, line in enumerate(lines):
        match = _FORWARDED_FIELD.fullmatch(line)
        if match:
            fields["date" if match[1].lower() == "sent" else match[1].lower()] = match[2].strip("* ")
        elif fields and line.strip():
            return fields, unwrap("\n".join(lines[place:]))
        elif line.strip():
            break
    return fields, unwrap(text)


def _outlet(sender: str) -> str | None:
    """The outlet that sent a mail: its known domain, else the sender's name, if it is no private address."""
    name, address = parseaddr(sender)
    domain = address.rpartition("@")[2].strip(" >").lower()
    if not domain or domain.split(".")[0] in _PROVIDERS:
        return None
    return known_name(f"https://{domain}/") or name or domain


def _is_attachment(part: _Mail) -> bool:
    return part.get_content_disposition() == "attachment"


def _as_bytes(message: _Mail) -> bytes:
    """The mail as a file; where it is too broken to be written, its fields and its text."""
    try:
        return message.as_bytes()
    except (MessageError, UnicodeError, LookupError, ValueError):
        fields = "".join(f"{name}: {_header(message, name)}\n" for name in ("Subject", "From", "Date"))
        return f"{fields}Content-Type: text/plain; charset=utf-8\n\n{_body(message)}".encode("utf-8", "replace")


def _attachments(message: _Mail, document: Document) -> Iterator[Document]:
    for number, part in enumerate(message.walk()):
        if part.get_content_type() == "message/rfc822":
            messages = part.get_payload()
            for attached in messages if isinstance(messages, list) else ():
                if isinstance(attached, Message):
                    yield member(document, f"message-{number}.eml", _as_bytes(attached))
            return  # walk() would go into it
        if _is_attachment(part) and _payload(part):
            yield member(document, part.get_filename() or f"attachment-{number}", _payload(part))
