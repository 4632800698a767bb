"""Texts that stand for a longer one: where feeds and exports cut them off, and what they put at the cut. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.language import fold
from summarizer.read.markup import Block

#: "[…]", "[...]", "… [+2210 chars]", "… Continue reading", "… Read more »" at the end.
_CUT_OFF = re.compile(
    r"(?:(?<!\s)\s++)?(?:(?:(?:…|\.\.\.)\s*+)?\[\s*+(?:…|\.{2,3}|&hellip;|\+\d++ chars)\s*+\]|…|(?<!\.)\.{3})"
    r"(?:\s*+(?:continue reading|read (?:more|on|the rest)|weiterlesen|mehr lesen|lire la suite|leer más|seguir leyendo"
    r"|continua a leggere|leggi tutto|lees verder|läs mer|czytaj dalej|читать далее)\b.{0,160})?[\s→»›>]*+\Z",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE = re.compile(r".*(?:[.!?…][\"”’»)]*(?=\s|\Z)|[。！？।؟])", re.DOTALL)
#: Characters at the end in which the cut is looked for.
_END = 300
#: What programs write under an entry that goes into feeds: its title, its site, and a few words between.
_NOTICE = re.compile(
    r"(?:the (?:post|article)|der (?:beitrag|artikel)|l['’]article|cet article|la entrada|el (?:artículo|post)"
    r"|l['’]articolo|o (?:post|artigo)|het bericht|wpis|artykuł|inlägget|indlægget|сообщение|запись)\b.{0,300}?\b(?:"
    r"(?:first )?appeared (?:first )?on|erschien (?:zuerst )?(?:auf|bei)|(?:est )?apparu en premier sur"
    r"|(?:se public[óo]|apareci[óo]) primero en|(?:proviene|sembra essere il primo) (?:da|su)|apareceu primeiro em"
    r"|verscheen eerst op|pochodzi z|dök först upp på|blev først udgivet på|впервые появил\w*"
    r"|появил\w* сначала) .{1,120}",
    re.IGNORECASE | re.DOTALL,
)
_NOTICE_WORDS = 9


def whole_sentences(text: str) -> str:
    """A text that was cut off, without the mark of the cut and the sentence that it left unfinished.

    A text that is one unfinished sentence keeps its words. A text that was not cut off comes back as it is.

    >>> whole_sentences("It rained. The river ro… [+2210 chars]"), whole_sentences("The river ro [...]")
    ('It rained.', 'The river ro …')
    """
    start = max(0, len(text) - _END)
    match = _CUT_OFF.search(text, start)
    if match is None:
        return text
    begun = text[: match.start()].rstrip()
    if re.search(r"[.!?][\"”’»)]*\Z", begun):
        return begun
    whole = _WHOLE.match(begun)
    return whole[0] if whole else f"{begun} …" if begun else ""


def is_notice(text: str, title: str | None, outlet: str | None) -> bool:
    """Whether a paragraph says no more than where the entry stood first ("The post ... appeared first on ...")."""
    if len(text) > 600:
        return False
    if _NOTICE.fullmatch(text.strip()):
        return True
    rest, title, outlet = fold(text), fold(title or ""), fold(outlet or "")
    if not title or not outlet or title not in rest or outlet not in rest.replace(title, "", 1):
        return False
    return len(rest.replace(title, " ", 1).replace(outlet, " ", 1).split()) <= _NOTICE_WORDS


def links_only(found: Sequence[Block]) -> bool:
    """Whether there is no text in the blocks but links to other pages, each with the name of its outlet at most."""
    return bool(found) and all(
        block.linked >= 0.5 and not re.search(r"[.!?][\"”’»)]*\Z", block.text) for block in found
    )
