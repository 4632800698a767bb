"""Page furniture: captions, credits, sign-offs, calls to click. It is no one's news, and nonsense in a summary.

One list of patterns for lines and sentences: the readers drop whole paragraphs, the later stages single sentences.
"""

from __future__ import annotations

import re

_STARTS = (
    r"\(?(?:photo|image|picture|file photo|video|graphic|illustration)s?(?: credit)?\s?(?:[:/]|by\b|courtesy)",
    r"(?:read|see|view) (?:more|also|full)\b",
    r"(?:click|tap) (?:here|to|on|through)\b",
    r"(?:sign|log) (?:up|in|on)\b",
    r"subscribe\b",
    r"(?:follow|like|join|find) (?:us|me|him|her|the \w+)\b.{0,40}(?:twitter|facebook|instagram|@)",
    r"share (?:this|on|via)\b",
    r"(?:related|more) (?:stories|articles|coverage|content|from|on this|:)",
    r"story highlights",
    r"(?:chat|watch) (?:with us|live|now)\b",
    r"advertisement\b",
    r"(?:hide|show) caption",
    r"(?:getty images|reuters|ap photo|afp|epa)\s*(?:/|$)",
    r"(?:all rights reserved|copyright|©|\(c\) \d{4})",
    r"you can add location information to your tweets",
    r"(?:this|the) (?:article|story|post|video|report) (?:was|is|has been) (?:\w+ )?(?:publish|updat|post)ed",
    r"(?:contributing|additional) (?:reporting|writing)",
    r"(?:reporting|editing|written) by\b|with (?:additional )?reporting",
    r"(?:last )?(?:updated|posted|published)(?: at| on|:)",
    r"(?:e-?mail|contact|reach) (?:the (?:author|writer|reporter)|us|him|her)\b",
    r"(?:please )?(?:enable|turn on) javascript",
    r"(?:we use|this (?:web)?site uses) cookies",
    r"(?:by|from) (?:using|continuing to)",
    r"(?:watch|listen|play)(?: this| the)? (?:video|clip|above|below)",
    r"(?:crawl|wayback|archive)\b.*\b(?:internet archive|web)",
    r"(?:skip|jump) to\b",
)
_ANYWHERE = (
    r"\((?:photo|image|picture|ap photo|file photo|file|handout|courtesy)\b[^)]{0,80}\)?\s*$",
    r"\b(?:getty images|ap photo|/afp|/reuters|afp/getty|shutterstock|istock)\b",
    r"\bmay not be (?:published|reproduced)\b.*\b(?:broadcast|redistributed|permission)",
    r"\ball rights reserved\b",
    r"\bterms of (?:use|service)\b.*\bprivacy\b|\bprivacy (?:policy|notice)\b",
    r"\b(?:newsletter|inbox)\b.*\b(?:sign|subscribe|deliver)|\b(?:sign up|subscribe)\b.*\b(?:newsletter|inbox)\b",
    r"^https?://\S+$",
    r"\bpic\.twitter\.com/",
)
_FURNITURE = re.compile(
    "|".join([rf"^[\W_]*(?:{pattern})" for pattern in _STARTS] + [rf"(?:{pattern})" for pattern in _ANYWHERE]),
    re.IGNORECASE,
)


def is_furniture(text: str) -> bool:
    """Whether a line or sentence is page furniture and not reporting.

    >>> is_furniture("Minister Dien (R) and Mr Greer (Photo: Ministry of Industry and Trade)")
    True
    """
    return _FURNITURE.search(text.strip()) is not None
