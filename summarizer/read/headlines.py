"""The headline of a page, of the places that say it: visible heading, JSON-LD, meta elements, page title.

Each is stripped of the site's name and of what stands above a headline (a kicker); then they vote.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.language import fold, lexicon
from summarizer.read.dates import visible_date
from summarizer.read.running import count_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Names of meta elements, best first.
_DECLARED = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title")
#: What stands between a headline and the site's name in a page title.
SEPARATOR = re.compile(
    r"(?<!\s)\s++(?:[|•·»*–—:ㅣǀ-]|::|//)\s+|(?:(?<!\s)\s++)?[|｜ㅣ]\s*|_(?=[\u3040-\u9fff])|(?<!\s)\s*+--\s*(?=[\u3040-\u9fff])"
    r"|(?<=[\u3040-\u9fff！？”」』])[-—](?=[A-Z\u3040-\u9fff][^-—]{1,11}$)"
)
_AT_END = re.compile(rf"(?:{SEPARATOR.pattern})$")
#: Those behind which any short part is a name; behind a dash or a colon it may be the end of the headline.
_SURE = frozenset(("|", "｜", "ㅣ", "ǀ", "•", "·", "»", "*", "::", "//", "_", "--"))
#: Characters in which the first words of a title stand: of thousands of bars each would ask for all before it.
_BEGINNING = 200
#: A section behind a headline that another place says without it.
_SECTION = re.compile(r"\s*[|:–—-]\s*\S{1,15}")
_OF_SITES = lexicon.words_of("of_sites", "pages")
_KICKER = lexicon.pattern("names_of_kickers", "pages")


def headline(
    tree: HtmlElement, meta: Mapping[str, str], stated: str, page_title: str, sites: Sequence[str], url: str | None
) -> str | None:
    """The headline most of the page's places agree on; the visible one where all differ. `stated`: that of JSON-LD,
    `sites`: what the site calls itself, with and without its slogan.

    Where they differ no rule can tell which one an outlet calls the headline: of the 41 pages of `extraction_fundus_en`
    whose places differ, the gold goes with the visible heading in 27, against it in 14, and of the two commonest ways
    to differ (6 and 5, 5 and 4 pages) it takes either side.
    """
    names = _site_names(sites, url)
    visible = [_without_site(unescape(text), names, sure=True) for h1 in tree.iter("h1") if (text := _heading_text(h1))]
    declared = _whole(next((meta[name] for name in _DECLARED if name in meta), ""), page_title)
    headings = [h for h in visible if not _is_name(h, names) and (count_words(h) > 2 or _key(h) in _key(page_title))]
    # A part that stands in the visible heading is the outlet's kicker ("BUDGET | ...") and no name of a section.
    shown = {_key(h) for h in headings}
    # Some pages escape what was escaped before: "Australian &#039;megablaze&#039;".
    places = tuple(unescape(place) for place in (stated, declared, page_title))
    named = [t if _key(t) in shown else _without_site(t, names) for t in places]
    named = [n for n in named if n and not _is_name(n, names)]
    # The heading that the other places know, else the first of some length.
    known = {_key(n) for n in named}
    long = [h for h in headings if count_words(h) > 2]
    heading = next((h for h in headings if _key(h) in known), long[0] if long else "")
    candidates = [_without_section(c, named) for c in (heading, *named) if c]
    votes = Counter(_key(c) for c in candidates)
    return max(candidates, key=lambda c: (votes[_key(c)], -candidates.index(c)), default=None)


def _heading_text(heading: HtmlElement) -> str:
    """The words of a visible heading without the kicker in it, and without the readings over Japanese characters."""
    own = [child for child in heading if isinstance(child.tag, str)]
    kept = [child for child in own if not _KICKER.search(child.get("class", ""))]
    whole = " ".join(_spoken(heading).split())
    if kept and len(kept) < len(own):
        rest = " ".join(" ".join(_spoken(child) for child in kept).split()).strip(" :|–—-")
        return rest if count_words(rest) > 2 else whole
    return whole


def _spoken(element: HtmlElement) -> str:
    if element.find(".//rt") is None:
        return str(element.text_content())
    silent = {id(part) for rt in element.iter("rt", "rp") for part in rt.iter()}
    pieces = [(e.text or "") if id(e) not in silent else "" for e in element.iter()]
    tails = [e.tail or "" for e in element.iter() if e is not element]
    return "".join(p + t for p, t in zip(pieces, ["", *tails], strict=True))


def _whole(declared: str, page_title: str) -> str:
    """The declared title, or the page's where it goes on at a quotation mark that broke the declared one off."""
    begun = " ".join(declared.split())
    broken = begun and page_title.startswith(begun) and page_title[len(begun) :].lstrip().startswith(('"', "'"))
    return page_title if broken else declared


def _without_section(title: str, others: Sequence[str]) -> str:
    """The title, or another one that it only puts a section behind ("...-Politics")."""
    cores = (o for o in others if count_words(o) > 2 and title != o and title.startswith(o))
    return next((core for core in cores if _SECTION.fullmatch(title[len(core) :])), title)


def _key(title: str) -> str:
    return " ".join(re.findall(r"\w+", fold(title)))


def _site_names(sites: Sequence[str], url: str | None) -> tuple[str, ...]:
    """What the site is called: by itself, and by its address ("lastampa")."""
    try:
        host = urlsplit(url).hostname or "" if url else ""
    except ValueError:
        host = ""
    labels = [label for label in host.split(".")[:-1] if label not in ("www", "m", "edition", "news", "co", "com")]
    return tuple(dict.fromkeys(name for name in (*sites, *labels) if name))


def _is_name(title: str, names: Sequence[str]) -> bool:
    """Whether a title is only the site's name."""
    return _squeezed(title) in {_squeezed(name) for name in names}


def _squeezed(name: str) -> str:
    return re.sub(r"\W|_", "", fold(re.sub(r"\.[a-z]{2,3}$", "", name.strip())))


def _without_site(title: str, names: Sequence[str], *, sure: bool = False) -> str:
    """A page title without the parts before and after it that name the site, a section or an author; `sure`: the site.

    >>> _without_site("Bridge shut - for weeks | World | Harbour Gazette", ["Harbour Gazette"])
    'Bridge shut - for weeks'
    """
    title = _without_slogan(" ".join(title.split()), names)
    marks = list(SEPARATOR.finditer(title))
    start, end = 0, len(title)
    dropped = None
    for mark in reversed(marks):
        part = title[mark.end() : end]
        # What stands between the headline and the site, set off by the same mark, is a section.
        section = (
            not sure and mark.group().strip() == dropped and count_words(part) <= 3 and _leaves(title[: mark.start()])
        )
        if not section and not _names_site(part, mark.group(), names, sure):
            break
        end, dropped = mark.start(), mark.group().strip()
    for mark in marks:
        if mark.end() >= end or not _names_site(title[start : mark.start()], mark.group(), names, sure):
            break
        start = mark.end()
    return title[start:end].strip() or title


def _without_slogan(title: str, names: Sequence[str]) -> str:
    """The title without a name of several parts behind it ("... - Harbour Gazette - News from the coast")."""
    for name in names:
        rest = title[: -len(name)]
        mark = _AT_END.search(rest) if SEPARATOR.search(name) and title.endswith(name) else None
        if mark:
            return rest[: mark.start()]
    return title


def _leaves(rest: str) -> bool:
    return count_words(rest[:_BEGINNING]) >= 4


def _names_site(part: str, separator: str, names: Sequence[str], sure: bool) -> bool:
    """Whether a part of a page title is a name: the site's, or a short one set off by a bar and not by a dash."""
    words = set(_key(part).split())
    if not words or _is_name(part, names):
        return True
    for name in names:
        known = set(_key(name).split())
        if known and (words <= known | _OF_SITES or (known <= words and len(words) <= len(known) + 4)):
            return True
    if sure:
        return False
    if re.fullmatch(r"\s*(?:by .+|(?:\w+\.)+[a-z]{2,})\s*", part, re.IGNORECASE) or visible_date(part):
        return True
    return (separator.strip() in _SURE or separator == "-") and count_words(part) <= 4
