"""The body of an article without what is not reporting: furniture, datelines, bylines, sign-offs, repetitions.

Shared by all formats. Paragraphs stay, one a line. Leaves out how a format's own markup becomes lines.
"""

from __future__ import annotations

import re
from datetime import datetime

from summarizer.language import fold, is_furniture, lexicon
from summarizer.language.calendar import MONTHS
from summarizer.read.dates import visible_date
from summarizer.read.decoding import tidy
from summarizer.read.outlet_names import AGENCIES
from summarizer.read.outlets import agency
from summarizer.read.values import Body, Cut

#: Paragraphs at the top in which bylines and dates are looked for.
_TOP = 6
#: Characters.
_LONGEST_LABEL = 60
_LONGEST_BYLINE = 160
_LONGEST_DATELINE = 120
_LONGEST_SIGN_OFF = 60
#: Words of the longest kicker before a headline.
_KICKER_WORDS = 6
#: Rounds of cleaning after which nothing real is left to be cut; only an invented text takes more.
_ROUNDS = 6
#: A paragraph of fewer words may well be said twice ("Says who?").
_REPEATED_WORDS = 5
_CAPS = r"A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĚĞĢĨĪĮİŁŃŇŌŐƠŒŘŚŞŠŤŨŪŮŰƯŹŻŽ\u1ea0-\u1ef9"
_CAPITALS = rf"[{_CAPS}][{_CAPS}.'’-]+"
_NAME = rf"[{_CAPS}][\w.'’-]*"
_MONTH = rf"(?:{'|'.join(month[:3].capitalize() for month in MONTHS)})[a-z]{{0,6}}\.?"
_DAY = rf", (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
#: "WASHINGTON DC", "SPRINGFIELD, Ill.", "HÀ NỘI", "ST. LOUIS"; and the same in small letters.
_PLACE = rf"(?![A-Z]\.){_CAPITALS}(?:[ /]{_CAPITALS}){{0,3}}(?:, {_NAME}(?: {_NAME}){{0,2}}?)?"
_SMALL_PLACE = rf"{_NAME}(?:[ /]{_NAME}){{0,3}}(?:, {_NAME}(?: {_NAME}){{0,2}}?)?"
_AGENCY = r"\((?P<agency>[A-Z][\w.&/ ]{1,28})\)"
_KNOWN = "|".join(sorted({re.escape(a.upper()) for a in AGENCIES} | {"Reuters", "Xinhua", "Bloomberg"}, key=len)[::-1])
_NEXT = rf"(?=[\"“‘'(]?[{_CAPS}\d])"
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_SMALL_PLACE}(?:{_DAY})?\s?[,/]?\s?)?{_AGENCY}\s?(?:[—–―]|--?|:(?=\s))\s?",
        rf"{_PLACE}(?:{_DAY})?(?:\s(?:[—–―]|--?)\s|\s?(?:[—―]|--)\s?){_NEXT}",
        rf"{_PLACE}{_DAY}\s?(?::|[—–-])\s{_NEXT}",
        rf"\((?P<agency>{_KNOWN})\)\s?{_NEXT}",
    )
)
#: "NEW DELHI:" on a line of its own.
_PLACE_ALONE = re.compile(rf"{_PLACE}\s?(?:[:—–-]|--)")
#: "— VNS", "(Xinhua)", "./. VNA" after the last sentence.
_SIGN_OFF = re.compile(
    r"(?<=[.!?\"”’…])(?:\s*(?:[—–―|]|--?|/\.?)\s*|\s*[(\[])(?P<name>[^\W\d_][\w./ -]{1,30}?)[)\]]?[\s.]*$"
)
_BYLINE = re.compile(
    rf"(?i:by|written by|story by|words by)\s(?:(?:{_NAME}|(?:and|for|of|the|in|de|van|von|al-\w+|&|["
    rf"|/]),?)(?:,?\s|$)){{2,14}}"
)
#: One to three words without the end of a sentence above the text: a section, a place, an author.
_LABEL = re.compile(r"(?:[\W_]*+[\w'’&./-]++[ :|]*+(?:[\w'’&./-]++[ :|]*+){0,2}|[\W_]*['’&./_-][ :|]*+)(?<![.!?…:])")
_READ_ALSO = lexicon.pattern("read_also", "pages")
#: A site's word to its reader in other languages; longer lines are none.
_NOTICE = lexicon.pattern("notices", "pages")
_LONGEST_NOTICE = 400
_RULE = re.compile(r"[\W_]+")


def clean_text(text: str) -> str:
    """The cleaned body of an article, one paragraph a line. Cleaning it again changes nothing.

    >>> clean_text("HANOI — Rain fell.\\n\\nA street. (Photo: Ana Li)\\n\\nIt stopped. — VNS")
    'Rain fell.\\nIt stopped.'
    """
    return clean_body(text).text


def clean_body(text: str, title: str | None = None) -> Body:
    """The cleaned body, what was cut, and the agency and date that were read off the cut parts.

    `title` is cut where the text repeats it as its first line.
    """
    body = _clean_once(tidy(text), title)
    cuts, found_agency, published = list(body.cuts), body.agency, body.published
    # What one round uncovers the next may see: a caption below a sign-off.
    for _ in range(_ROUNDS):
        if not body.cuts:
            break
        body = _clean_once(body.text, title)
        cuts += body.cuts
        found_agency, published = found_agency or body.agency, published or body.published
    told = tuple(cut for cut in cuts if not _RULE.fullmatch(cut.text))
    return Body(body.text, told, found_agency, published)


def _clean_once(text: str, title: str | None) -> Body:
    cuts: list[Cut] = []
    paragraphs = [stripped for line in text.split("\n") if (stripped := line.strip())]
    paragraphs, published = _cut_top(paragraphs, title, cuts)
    paragraphs, signed = _cut_sign_offs(paragraphs, cuts)
    paragraphs = _cut_furniture(paragraphs, cuts)
    paragraphs = _cut_repeated(paragraphs, cuts)
    paragraphs, dated = _cut_dateline(paragraphs, cuts)
    return Body("\n".join(paragraphs), tuple(cuts), signed or dated, published)


def _cut_top(paragraphs: list[str], title: str | None, cuts: list[Cut]) -> tuple[list[str], datetime | None]:
    """Without the repeated headline, labels, bylines and date lines above the text; and the date."""
    kept: list[str] = []
    published = None
    headline = _key(title) if title else None
    # Labels are what stands above a text; a list of them is none.
    labels = any(not _is_label(paragraph) for paragraph in paragraphs[:_TOP])
    for place, paragraph in enumerate(paragraphs):
        if len(kept) == _TOP:
            return kept + paragraphs[place:], published
        if headline and _says_headline(_key(paragraph), headline):
            cuts.append(Cut("headline", paragraph))
        elif len(paragraph) <= _LONGEST_BYLINE and _BYLINE.fullmatch(paragraph):
            cuts.append(Cut("byline", paragraph))
        elif (found := visible_date(paragraph)) is not None:
            published = published or found
            cuts.append(Cut("dateline", paragraph))
        elif labels and not kept and _is_label(paragraph):
            cuts.append(Cut("label", paragraph))
        elif len(paragraph) <= _LONGEST_LABEL and _PLACE_ALONE.fullmatch(paragraph):
            cuts.append(Cut("dateline", paragraph))
        else:
            kept.append(paragraph)
    return kept, published


def _says_headline(line: str, headline: str) -> bool:
    """Whether a line is the headline, or the headline with its kicker before it."""
    if line == headline:
        return True
    before = line.removesuffix(f" {headline}")
    return before != line and headline.count(" ") >= 3 and before.count(" ") < _KICKER_WORDS


def _is_label(paragraph: str) -> bool:
    return len(paragraph) <= _LONGEST_LABEL and _LABEL.fullmatch(paragraph) is not None


def _cut_sign_offs(paragraphs: list[str], cuts: list[Cut]) -> tuple[list[str], str | None]:
    """Without the agency's name after the last sentence or alone on the last line; and the agency."""
    last = paragraphs[-1] if paragraphs else ""
    if len(paragraphs) > 1 and len(last) <= _LONGEST_SIGN_OFF and (name := agency(last)):
        cuts.append(Cut("sign-off", last))
        return paragraphs[:-1], name
    match = _SIGN_OFF.search(last, max(0, len(last) - _LONGEST_SIGN_OFF))
    if match and (name := agency(match["name"])):
        cuts.append(Cut("sign-off", match.group().strip()))
        return [*paragraphs[:-1], last[: match.start()].rstrip()], name
    return paragraphs, None


def _cut_furniture(paragraphs: list[str], cuts: list[Cut]) -> list[str]:
    kept = []
    for paragraph in paragraphs:
        if is_furniture(paragraph) or _READ_ALSO.fullmatch(paragraph) or is_notice(paragraph):
            cuts.append(Cut("furniture", paragraph))
        else:
            kept.append(paragraph)
    return kept


def is_notice(line: str) -> bool:
    """Whether a line is a site's word to its reader, in a language other than English."""
    return len(line) <= _LONGEST_NOTICE and _NOTICE.match(line.lstrip('■▶►●•·>»«"„“【[(*-–— ')) is not None


def _cut_repeated(paragraphs: list[str], cuts: list[Cut]) -> list[str]:
    """Each paragraph once, where it stood first."""
    seen: set[str] = set()
    kept = []
    for paragraph in paragraphs:
        key = _key(paragraph)
        if key in seen and key.count(" ") >= _REPEATED_WORDS - 1:
            cuts.append(Cut("repeated", paragraph))
        else:
            kept.append(paragraph)
            seen.add(key)
    return kept


def _cut_dateline(paragraphs: list[str], cuts: list[Cut]) -> tuple[list[str], str | None]:
    """Without place, day and agency before the first sentence; and the agency."""
    for place, paragraph in enumerate(paragraphs[:_TOP]):
        for pattern in _DATELINES:
            match = pattern.match(paragraph[:_LONGEST_DATELINE])
            if match and match.end() < len(paragraph):
                cuts.append(Cut("dateline", match.group().strip()))
                rest = paragraph[match.end() :]
                named = agency(match.groupdict().get("agency") or "")
                return [*paragraphs[:place], rest, *paragraphs[place + 1 :]], named
    return paragraphs, None


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
