"""What mails carry beside their news: buttons, notes on the subscription, the sender's address at the foot. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.read.markup import Block
from summarizer.read.running import count_words
from summarizer.read.values import Cut

#: A line that is this and nothing else, or begins so where it ends in `.*`.
_LINES = (
    r"(?:read|open|view|listen|continue reading)(?: this)?(?: post)? in (?:the )?(?:\w+ )?app",
    r"(?:get|download) (?:the|our) app",
    r"(?:was )?(?:this )?(?:e-?mail |newsletter )?forwarded (?:this (?:e-?mail|newsletter)|to you(?: by a friend)?)\?"
    r".*",
    r"(?:did (?:someone|a friend)|has (?:someone|a friend)) forward(?:ed)? (?:you )?this.*",
    r"want to change how you receive these e-?mails\?.*",
    r"you can (?:update|change|manage) your (?:e-?mail )?preferences.*",
    r"(?:view|read|see|open) (?:this )?(?:e-?mail |newsletter |message |it )?(?:in (?:your |a )?(?:web )?browser"
    r"|online).*",
    r"(?:if you (?:can(?:no|['’])t|are (?:unable|having trouble))|(?:having )?trouble) (?:to )?(?:see|view|read)"
    r"(?:ing)?\b.*",
    r"(?:please )?add (?:us|\S+@\S+) to your (?:address book|contacts|safe senders).*",
    r"this (?:message|e-?mail) (?:needs|requires) an? html.*",
    r"(?:like|comment|restack|share|upgrade to paid|start writing|subscribe now|pledge your support)(?:\W+\w+)?",
    r"(?:\d+ )?(?:likes?|comments?|restacks?)(?:\W+(?:\d+ )?(?:likes?|comments?|restacks?|shares?))*",
    r"(?:diese e-?mail |newsletter )?im (?:web)?browser (?:ansehen|anzeigen|öffnen|lesen).*",
    r"(?:wird|sollte) diese (?:e-?mail|nachricht) nicht (?:richtig|korrekt).*",
    r"(?:voir|lire|afficher) (?:cet? (?:e-?mail|message|courriel)|la (?:version|newsletter)).{0,20}"
    r"(?:en ligne|navigateur).*",
    r"ver (?:este (?:correo|e-?mail|boletín) )?en (?:el|tu|su) navegador.*",
    r"(?:visualizza|leggi) (?:questa (?:e-?mail|newsletter) )?(?:nel|sul) browser.*",
    r"bekijk (?:deze (?:e-?mail|nieuwsbrief) )?(?:in (?:je|uw) browser|online).*",
)
_LINE = re.compile(rf"\W*(?:{'|'.join(_LINES)})\W*", re.IGNORECASE | re.DOTALL)
#: What stands where a mail says why it came and how to have no more of it.
_FOOTER = re.compile(
    r"\bunsubscribe\b|\b(?:manage|update|change) (?:your )?(?:e-?mail |newsletter )?(?:preferences|subscriptions?"
    r"|settings)\b|\byou(?:['’]re| are| have)? (?:currently )?(?:receiv(?:ed?|ing)|getting|got) this (?:e-?mail"
    r"|newsletter|message)\b"
    r"|\bthis (?:e-?mail|newsletter|message) was sent (?:to|by)\b|\bno longer (?:wish|want) to (?:receive|get)\b"
    r"|\bsent to:? \S+@\S+|\babbestellen\b|\babmelden\b|\bse désabonner\b|\bdésinscri|\bdarse de baja\b"
    r"|\bdate de baja\b"
    r"|\bcancelar (?:la |tu |su )?suscripción\b|\bcancelar (?:a )?inscrição\b|\bannulla l['’]iscrizione\b|\bdisiscri"
    r"|\b(?:uitschrijven|afmelden)\b|\bavregistrera\b|\bavprenumerera\b|\bafmeld\b|\bwypisz\b|\bотписаться\b|退订|配信停止",
    re.IGNORECASE,
)
#: Longer is no footer but a text that speaks of one.
_LONGEST_FOOTER = 150
_LONGEST_NOTE = 60
#: Words of a button, and the share of them that is a link.
_BUTTON_WORDS = 6
_BUTTON_LINKED = 0.9
#: "12 Harbour Street, Castra", "548 Market Street PMB 72296, San Francisco, CA 94104", "© 2031 Castra Courier".
_IMPRINT = re.compile(r"(?=.*\d)(?=.*[,·•|])[^.!?]{10,160}|\W{0,3}(?:©|\(c\)|copyright)\s?\W?\d{4}.*", re.IGNORECASE)
_ADDRESS_WORDS = 20


def without_notes(found: Sequence[Block]) -> tuple[list[Block], list[Cut]]:
    """The blocks of a mail without its buttons, notes and footer; and what was cut."""
    kept: list[Block] = []
    cuts: list[Cut] = []
    foot = _footer(found)
    for place, block in enumerate(found):
        note = len(block.text) < 400 and (_LINE.fullmatch(block.text) or _is_note(block.text))
        if place >= foot or note:
            cuts.append(Cut("furniture", block.text))
        else:
            kept.append(block)
    return kept, cuts


def is_button(block: Block) -> bool:
    """Whether a block is a few words that lead somewhere, and neither heading nor sentence: "Open in app or online"."""
    few = count_words(block.text) <= _BUTTON_WORDS and not re.search(r"[.!?…][\"”’)]*$", block.text)
    return block.linked >= _BUTTON_LINKED and block.level is None and few


def _is_note(text: str) -> bool:
    return count_words(text) <= _LONGEST_NOTE and len(_FOOTER.findall(text)) >= 2


def _footer(found: Sequence[Block]) -> int:
    """Where the footer begins, with the address above it; the number of blocks where there is none."""
    words = [count_words(block.text) for block in found]
    total = before = sum(words)
    for place in range(len(found) - 1, -1, -1):
        before -= words[place]
        if total - before > min(_LONGEST_FOOTER, before):
            break
    else:
        place = -1
    # The first line that speaks of the subscription among the last words of the mail.
    foot = next((n for n in range(place + 1, len(found)) if _FOOTER.search(found[n].text)), len(found))
    while (
        foot < len(found)
        and foot > 1
        and words[foot - 1] <= _ADDRESS_WORDS
        and _IMPRINT.fullmatch(found[foot - 1].text)
    ):
        foot -= 1
    return foot
