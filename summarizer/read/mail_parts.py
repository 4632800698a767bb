"""The parts of a mail: its headers, the text that it shows, and what is attached to it. Leaves out what they mean."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from typing import Any, TypeAlias

from summarizer.read.decoding import decode, tidy
from summarizer.read.markup import Block, blocks
from summarizer.read.plain import unwrap
from summarizer.read.running import count_words
from summarizer.read.values import Document, Rejection, member

#: Headers of the old policy are strings, or `Header` where they hold bytes.
Mail: TypeAlias = "Message[Any, Any]"
#: Share of the plain part's words from which the HTML part, which shows headings and links, is as full.
_AS_FULL = 0.8
#: Characters of a header that are decoded: no title is longer, and the time is the square of the encoded words.
LONGEST_HEADER = 5_000


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a mail; the blocks of a plain one are its lines as they stand, empty ones too."""

    blocks: tuple[Block, ...]
    plain: bool


def parse_mail(document: Document) -> Mail:
    """The mail by the old policy: the new one's parsers of headers fail on broken ones, in half a dozen ways."""
    try:
        message = email.message_from_bytes(document.data, policy=email.policy.compat32)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise Rejection("malformed", f"not a mail ({type(error).__name__})") from error
    if not message.keys():
        raise Rejection("malformed", "no mail headers")
    return message


def header_of(message: Mail, name: str) -> str:
    """A header's text on one line, decoded where it can be; empty if there is none."""
    value = message.get(name, "")
    if isinstance(value, str):
        value = value[:LONGEST_HEADER]
    try:
        text = str(make_header(decode_header(value)))
    except (MessageError, LookupError, ValueError):
        text = str(value)
    return " ".join(text.encode("utf-8", "replace").decode().split())


def payload_of(part: Mail) -> bytes:
    """What a part holds, decoded; empty for one that holds other parts."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def blocks_of_lines(text: str) -> tuple[Block, ...]:
    """A block for each line."""
    return tuple(Block(line) for line in text.split("\n") if line.strip())


def text_of(message: Mail) -> Text:
    """All that a mail shows of itself, in order."""
    leaves = _leaves(message)
    if len(leaves) == 1 and leaves[0].plain:
        return leaves[0]
    return Text(tuple(block for leaf in leaves for block in _shown(leaf)), plain=False)


def _shown(leaf: Text) -> tuple[Block, ...]:
    return blocks_of_lines(unwrap("\n".join(block.text for block in leaf.blocks))) if leaf.plain else leaf.blocks


def _leaves(part: Mail) -> list[Text]:
    """The texts of a part, without attachments: of alternatives the fullest, of related parts the first."""
    kind = part.get_content_type()
    if part.get_content_maintype() == "multipart":
        children = [leaves for child in _inner(part) if (leaves := _leaves(child))]
        if kind == "multipart/alternative" and children:
            return max(children, key=_fullness)
        return [leaf for child in (children[:1] if kind == "multipart/related" else children) for leaf in child]
    if _is_attachment(part) or kind not in ("text/plain", "text/html") or not (data := payload_of(part)):
        return []
    text = tidy(decode(data, part.get_content_charset()))
    return [Text(blocks(text), plain=False) if kind == "text/html" else Text(_plain_lines(text, part), plain=True)]


def _inner(part: Mail) -> list[Mail]:
    """The parts of a part."""
    inner = part.get_payload() if part.is_multipart() else []
    return [child for child in inner if isinstance(child, Message)] if isinstance(inner, list) else []


def _fullness(leaves: list[Text]) -> float:
    words = sum(count_words(re.sub(r"https?://\S+", "", block.text)) for leaf in leaves for block in leaf.blocks)
    return words * (_AS_FULL if all(leaf.plain for leaf in leaves) else 1.0)


def _plain_lines(text: str, part: Mail) -> tuple[Block, ...]:
    """The lines of a plain text without marks of quotation; lines that its sender let flow are whole (RFC 3676)."""
    text = re.sub(r"(?m)^(?:> ?)+", "", text)
    if str(part.get_param("format", "")).lower() == "flowed":
        space = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
        text = re.sub(r"(?m)(?<!^--)(?<=\S) \n(?=\S)", space, text)
    return tuple(Block(line) for line in text.split("\n"))


def _is_attachment(part: Mail) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _as_bytes(message: Mail) -> bytes:
    """The mail as a file; where it is too broken to be written, its fields and its text."""
    try:
        return message.as_bytes()
    except (MessageError, UnicodeError, LookupError, ValueError):
        fields = "".join(f"{name}: {header_of(message, name)}\n" for name in ("Subject", "From", "Date"))
        text = "\n".join(block.text for block in text_of(message).blocks)
        return f"{fields}Content-Type: text/plain; charset=utf-8\n\n{text}".encode("utf-8", "replace")


def attachments_of(message: Mail, document: Document) -> Iterator[Document]:
    """Every mail and file that is attached, however deep in parts; what a mail holds is that mail's."""
    # Last in, first out, in reverse: the order of the parts without recursion.
    todo: list[Mail] = [message]
    number = -1
    while todo:
        part = todo.pop()
        number += 1
        messages = _inner(part)
        if part.get_content_type() == "message/rfc822":
            for place, attached in enumerate(messages):
                yield member(document, f"message-{number + place}.eml", _as_bytes(attached))
        elif messages:
            todo += reversed(messages)
        elif _is_attachment(part) and not _is_picture(part) and payload_of(part):
            name = part.get_filename()
            attached_file = member(document, name or f"attachment-{number}", payload_of(part))
            yield attached_file if name else replace(attached_file, media_type=part.get_content_type())


def _is_picture(part: Mail) -> bool:
    """Whether a part is a picture that the mail's text shows: a logo or a photograph, as in pages."""
    return part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"
