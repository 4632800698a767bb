"""Mails: newsletters and forwarded articles (.eml), folders of them (.mbox), pages saved as mails (.mhtml).

    message --leaves--> blocks --forwards--> what was forwarded --newsletter--> its news --items--> a draft for each

Attached mails and documents are read for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.utils import getaddresses, parseaddr

from summarizer.language import fold, lexicon
from summarizer.read.forwards import Forwarded, find_forwarded
from summarizer.read.items import cut_items, cut_ruled, left_out
from summarizer.read.mail_parts import (
    Mail,
    Text,
    attachments_of,
    blocks_of_lines,
    header_of,
    parse_mail,
    payload_of,
    text_of,
)
from summarizer.read.newsletter import is_button, without_notes
from summarizer.read.outlets import from_path, known_name
from summarizer.read.own import TOLD, is_signed
from summarizer.read.plain import unwrap
from summarizer.read.running import count_words
from summarizer.read.values import Cut, Document, Draft, Limits, Part, Refused, Rejection, member
from summarizer.read.worded_dates import worded_date

_PREFIX = lexicon.pattern("subject_prefixes", "pages")
#: Addresses as Outlook writes them into texts: "[mailto:a@b]"; and what it puts behind each address and name.
_MAILTO = re.compile(r"\s?\[(?:mailto:)?([^\[\]\s]+@[^\[\]\s]+)\]")
_MAILTO_AGAIN = re.compile(r"<mailto:[^<>]*>| on behalf of .*")
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_MBOX_FROM = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{0,500}\r?\n(?=[!-9;-~]{1,76}:)")
#: Words under which a text beside attachments is a covering note, and no news.
_NOTE_WORDS = 60
#: Whose mail people use for themselves: no outlets.
_PROVIDERS = frozenset(
    "gmail googlemail outlook hotmail live yahoo icloud me aol gmx web proton protonmail mail".split()
)


def read_mail(document: Document, limits: Limits) -> Iterator[Part]:
    """The mail's own text, or what was forwarded in it, as one article or several; then its attachments."""
    message = parse_mail(document)
    attached = list(attachments_of(message, document))
    try:
        text = text_of(message)
    except Rejection as rejection:
        if not attached:
            raise
        # A text that cannot be decoded takes no attachment with it.
        yield Refused(document.path, rejection.reason, rejection.detail)
        yield from attached
        return
    if not limits.drafts and is_signed("\n".join(block.text for block in text.blocks)):
        yield Refused(document.path, "not_article", TOLD)
        yield from attached
        return
    subject = header_of(message, "subject")
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
    message = parse_mail(document)
    address = header_of(message, "snapshot-content-location") or None
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            yield replace(
                document,
                data=payload_of(part),
                media_type="text/html",
                charset=part.get_content_charset(),
                url=address or header_of(part, "content-location") or None,
                depth=document.depth + 1,
            )
            return
    raise Rejection("malformed", "no page in it")


def _drafts(message: Mail, text: Text, forwarded: Forwarded | None) -> list[Draft]:
    """The articles in a mail's own text."""
    fields = {
        field: header_of(message, name) for field, name in (("subject", "subject"), ("from", "from"), ("date", "date"))
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
    if not text.plain:
        cuts += [Cut("block", words) for words in left_out(items, kept)]
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


def _recipients(message: Mail) -> list[tuple[str, str]]:
    return getaddresses([header_of(message, name) for name in ("to", "cc", "delivered-to")])


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
