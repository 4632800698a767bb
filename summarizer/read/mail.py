"""Mails: newsletters and forwarded articles (.eml), folders of them (.mbox), pages saved as mails (.mhtml).

    message --leaves--> blocks --forwards--> what was forwarded --newsletter--> its news --items--> a draft for each

Attached mails and documents are read for themselves.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parseaddr
from typing import Any, TypeAlias

from summarizer.language import fold
from summarizer.read.decoding import decode, tidy
from summarizer.read.forwards import Forwarded, find_forwarded
from summarizer.read.items import cut_items, cut_ruled
from summarizer.read.judge import count_words
from summarizer.read.markup import Block, blocks
from summarizer.read.newsletter import is_button, without_notes
from summarizer.read.outlets import from_path, known_name
from summarizer.read.plain import unwrap
from summarizer.read.values import Cut, Document, Draft, Limits, Part, Refused, Rejection, member
from summarizer.read.worded_dates import worded_date

#: Headers of the old policy are strings, or `Header` where they hold bytes.
_Mail: TypeAlias = "Message[Any, Any]"
_PREFIX = re.compile(
    r"^(?:\s*(?:fwd?|re|aw|wg|tr|rv|rif|i|enc|vs|sv|doorst|antw|ynt|отв|转发|回复)\s*[:：]\s*)+", re.IGNORECASE
)
#: Addresses as Outlook writes them into texts: "[mailto:a@b]"; and what it puts behind each address and name.
_MAILTO = re.compile(r"\s?\[(?:mailto:)?([^\[\]\s]+@[^\[\]\s]+)\]")
_MAILTO_AGAIN = re.compile(r"<mailto:[^<>]*>| on behalf of .*")
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_MBOX_FROM = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{0,500}\r?\n(?=[!-9;-~]{1,76}:)")
#: Words under which a text beside attachments is a covering note, and no news.
_NOTE_WORDS = 60
#: Share of the plain part's words from which the HTML part, which shows headings and links, is as full.
_AS_FULL = 0.8
#: Characters of a header that are decoded: no title is longer, and the time is the square of the encoded words.
_LONGEST_HEADER = 5_000
#: Whose mail people use for themselves: no outlets.
_PROVIDERS = frozenset(
    "gmail googlemail outlook hotmail live yahoo icloud me aol gmx web proton protonmail mail".split()
)


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a mail; the blocks of a plain one are its lines as they stand, empty ones too."""

    blocks: tuple[Block, ...]
    plain: bool


def read_mail(document: Document, _: Limits) -> Iterator[Part]:
    """The mail's own text, or what was forwarded in it, as one article or several; then its attachments."""
    message = _parse(document)
    attached = list(_attachments(message, document))
    text = _text(message)
    subject = _header(message, "subject")
    title = _PREFIX.sub("", subject)
    forwarded = find_forwarded([block.text for block in text.blocks], title, is_forward=title != subject)
    drafts = _drafts(message, text, forwarded)
    words = sum(count_words(draft.text) for draft in drafts)
    if attached and drafts and not forwarded and words < _NOTE_WORDS:
        yield Refused(document.path, "stub", f"a covering note of {words} words")
    else:
        yield from drafts
    yield from attached
    if not drafts and not attached:
        raise Rejection("empty", "a mail without text")


def read_mbox(document: Document, limits: Limits) -> Iterator[Part]:
    """Each mail of a folder that is kept in one file."""
    starts = [match.span() for match in _MBOX_FROM.finditer(document.data)]
    if not starts:
        raise Rejection("malformed", "no mail in it")
    for number, (_, start) in enumerate(starts):
        if number >= limits.max_documents:
            yield Refused(document.path, "too_large", f"more than {limits.max_documents} mails")
            return
        end = starts[number + 1][0] if number + 1 < len(starts) else len(document.data)
        data = re.sub(rb"(?m)^>(>*From )", rb"\1", document.data[start:end])
        yield member(document, f"{number + 1}.eml", data)


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


def _drafts(message: _Mail, text: _Text, forwarded: Forwarded | None) -> list[Draft]:
    """The articles in a mail's own text."""
    fields = {
        field: _header(message, name) for field, name in (("subject", "subject"), ("from", "from"), ("date", "date"))
    }
    colleagues = {_domain(address) for _, address in _recipients(message)}
    found = text.blocks
    if forwarded:
        found = found[forwarded.start : forwarded.end]
        # The day on which it was forwarded is not that of the article.
        fields |= {"from": "", "date": "", **forwarded.fields}
    title = _PREFIX.sub("", fields["subject"]) or None
    whole = Draft("", title, _outlet(fields["from"], colleagues), worded_date(fields["date"]))
    if text.plain:
        raw = _SIGNATURE.split("\n".join(block.text for block in found))[0]
        items = cut_ruled(raw)
        found = blocks_of_lines(unwrap(raw))
    kept, cuts = without_notes(found)
    items = items if text.plain else cut_items(kept)
    if not items:
        cuts += [Cut("furniture", block.text) for block in kept if is_button(block)]
        kept = [block for block in kept if not is_button(block)]
        body = "\n".join(block.text for block in kept)
        return [replace(whole, text=body, cuts=tuple(cuts))] if body else []
    return [
        replace(
            whole,
            text=unwrap(item.text),
            title=item.title or title,
            url=item.url,
            teaser=True,
            part=str(number),
            parent=title,
            cuts=tuple(cuts) if number == 1 else (),
        )
        for number, item in enumerate(items, 1)
    ]


def blocks_of_lines(text: str) -> tuple[Block, ...]:
    """A block for each line."""
    return tuple(Block(line) for line in text.split("\n") if line.strip())


def _text(message: _Mail) -> _Text:
    """All that a mail shows of itself, in order."""
    leaves = _leaves(message)
    if len(leaves) == 1 and leaves[0].plain:
        return leaves[0]
    return _Text(tuple(block for leaf in leaves for block in _shown(leaf)), plain=False)


def _shown(leaf: _Text) -> tuple[Block, ...]:
    return blocks_of_lines(unwrap("\n".join(block.text for block in leaf.blocks))) if leaf.plain else leaf.blocks


def _leaves(part: _Mail) -> list[_Text]:
    """The texts of a part, without attachments: of alternatives the fullest, of related parts the first."""
    kind = part.get_content_type()
    if part.get_content_maintype() == "multipart":
        children = (
            [_leaves(child) for child in part.get_payload() if isinstance(child, Message)]
            if part.is_multipart()
            else []
        )
        children = [child for child in children if child]
        if kind == "multipart/alternative" and children:
            return max(children, key=_fullness)
        return (
            children[0] if kind == "multipart/related" and children else [leaf for child in children for leaf in child]
        )
    if _is_attachment(part) or kind not in ("text/plain", "text/html") or not (data := _payload(part)):
        return []
    text = tidy(decode(data, part.get_content_charset()))
    return [_Text(blocks(text), plain=False) if kind == "text/html" else _Text(_plain_lines(text, part), plain=True)]


def _fullness(leaves: list[_Text]) -> float:
    words = sum(count_words(re.sub(r"https?://\S+", "", block.text)) for leaf in leaves for block in leaf.blocks)
    return words * (_AS_FULL if all(leaf.plain for leaf in leaves) else 1.0)


def _plain_lines(text: str, part: _Mail) -> tuple[Block, ...]:
    """The lines of a plain text without marks of quotation; lines that its sender let flow are whole (RFC 3676)."""
    text = re.sub(r"(?m)^(?:> ?)+", "", text)
    if str(part.get_param("format", "")).lower() == "flowed":
        text = re.sub(
            r"(?m)(?<!^--)(?<=\S) \n(?=\S)", "" if str(part.get_param("delsp", "")).lower() == "yes" else " ", text
        )
    return tuple(Block(line) for line in text.split("\n"))


def _recipients(message: _Mail) -> list[tuple[str, str]]:
    return getaddresses([_header(message, name) for name in ("to", "cc", "delivered-to")])


def _domain(address: str) -> str:
    return address.rpartition("@")[2].strip(" >]").lower()


def _outlet(sender: str, colleagues: set[str]) -> str | None:
    """The outlet that sent a mail: its known domain, else the sender's name, if it is no private address."""
    name, address = parseaddr(_MAILTO.sub(r" <\1>", _MAILTO_AGAIN.sub("", sender)))
    domain = _domain(address) if "@" in address else ""
    if not domain:  # Outlook leaves the address out
        return from_path(sender.strip(" \"'")) if sender else None
    if domain.split(".")[0] in _PROVIDERS or (domain in colleagues and _is_person(name, address)):
        return None
    return known_name(f"https://{domain}/") or name.strip(" \"'") or domain


def _is_person(name: str, address: str) -> bool:
    """Whether an address is made of the name beside it: "Lena Voss <l.voss@...>"."""
    words = re.findall(r"\w+", fold(name))
    local = re.findall(r"[^\W\d_]+", fold(address.partition("@")[0]))
    return len(words) > 1 and any(part in words or (part[1:] == words[-1] and part[0] == words[0][0]) for part in local)


def _is_attachment(part: _Mail) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _as_bytes(message: _Mail) -> bytes:
    """The mail as a file; where it is too broken to be written, its fields and its text."""
    try:
        return message.as_bytes()
    except (MessageError, UnicodeError, LookupError, ValueError):
        fields = "".join(f"{name}: {_header(message, name)}\n" for name in ("Subject", "From", "Date"))
        text = "\n".join(block.text for block in _text(message).blocks)
        return f"{fields}Content-Type: text/plain; charset=utf-8\n\n{text}".encode("utf-8", "replace")


def _attachments(message: _Mail, document: Document) -> Iterator[Document]:
    """Every mail and file that is attached, however deep in parts; what a mail holds is that mail's."""
    # Last in, first out, in reverse: the order of the parts without recursion.
    todo: list[_Mail] = [message]
    number = -1
    while todo:
        part = todo.pop()
        number += 1
        inner = part.get_payload() if part.is_multipart() else []
        messages = [child for child in inner if isinstance(child, Message)] if isinstance(inner, list) else []
        if part.get_content_type() == "message/rfc822":
            for place, attached in enumerate(messages):
                yield member(document, f"message-{number + place}.eml", _as_bytes(attached))
        elif messages:
            todo += reversed(messages)
        elif _is_attachment(part) and not _is_picture(part) and _payload(part):
            name = part.get_filename()
            attached_file = member(document, name or f"attachment-{number}", _payload(part))
            yield attached_file if name else replace(attached_file, media_type=part.get_content_type())


def _is_picture(part: _Mail) -> bool:
    """Whether a part is a picture that the mail's text shows: a logo or a photograph, as in pages."""
    return part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"
