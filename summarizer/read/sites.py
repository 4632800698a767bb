"""What a page's site calls itself, and the page's own address: of several statements the one that goes with the others.

Leaves out the names everybody knows an outlet by, which are `outlets`'.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from summarizer.language import fold, lexicon
from summarizer.read.headlines import SEPARATOR
from summarizer.read.outlets import known_name, names_known, registered
from summarizer.read.running import count_words

#: Names of meta elements, best first.
_STATED = "og:site_name"
_NAMES = ("application-name", "dc.publisher", "publisher")
_ACCOUNT = "twitter:site"
_COMPANIES = lexicon.words_of("legal_forms", "pages")
#: Parts of a host that are no name.
_NO_NAMES = frozenset("www m amp news com co edition mobile web org net".split())
_A_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,6}", re.IGNORECASE)
#: Words of the longest name.
_LONGEST = 8


def site_name(meta: Mapping[str, str], publishers: Sequence[str], address: str | None, page_title: str) -> str | None:
    """The outlet's name without its slogan; None where only its address tells it.

    The publisher that JSON-LD gives is another outlet on pages taken over from it, and "publisher" is a company on
    many: neither is printed where the address says who it is.
    """
    names = [meta.get(_STATED)]
    names += [name for name in publishers if not (address and _is_elsewhere(name, address))]
    names += [meta.get(name) for name in _NAMES]
    names += [_behind_headline(page_title, address)]
    names += [meta.get(_ACCOUNT, "").lstrip("@")] if not address else []
    candidates = (_core(unescape(name).strip(), address) for name in names if name)
    return next((name for name in candidates if _may_name(name, page_title, address)), None)


def _core(name: str, address: str | None) -> str:
    """The part of a name that its address says too ("Boston News, Weather | WHDH 7News"), else the first."""
    parts = SEPARATOR.split(name)
    return next((part for part in parts if address and len(parts) > 1 and goes_with(part, address)), parts[0])


def _may_name(name: str, page_title: str, address: str | None) -> bool:
    """Whether a value can be the name of an outlet: no address, not the headline of the page, and no company."""
    if not name or name.startswith("http") or count_words(name) > _LONGEST or fold(name) == fold(page_title):
        return False
    if address and _is_section(name, address):
        return False
    words = re.findall(r"[\w.]+", fold(name))
    return not (address and len(words) > 1 and _COMPANIES & {word.strip(".") for word in words})


def _is_section(name: str, address: str) -> bool:
    """Whether a name is that of a folder of the address, and not of its host ("Opinion" of /opinion/)."""
    folders = urlsplit(address).path.split("/")[:-1]
    return re.sub(r"\W", "-", fold(name)) in folders and not goes_with(name, address)


def _is_elsewhere(name: str, address: str) -> bool:
    """Whether a name is that of an outlet everybody knows, at another address."""
    known = fold(name).removeprefix("the ") in names_known()
    return known and known_name(address) != name and not goes_with(name, address)


def _behind_headline(page_title: str, address: str | None) -> str | None:
    """The last part of a page's title, if its address says the same ("... | AK-Kurier.de") or it is one itself."""
    last = SEPARATOR.split(page_title)[-1].strip()
    if last == page_title:
        return None
    return last if (goes_with(last, address) if address else _A_HOST.fullmatch(last)) else None


def goes_with(name: str, address: str) -> bool:
    """Whether a name and an address say the same: one holds the other, or one is the initials of the other.

    >>> goes_with("The Seattle Times", "https://www.seattletimes.com/x"), goes_with("Harbour Gazette", "https://cnn.com")
    (True, False)
    """
    words = re.findall(r"\w+", fold(name))
    whole = "".join(words).removeprefix("the")
    initials = {"".join(word[0] for word in words), "".join(word[0] for word in words if word != "the")}
    for label in _labels(address):
        bare = re.sub(r"\W|_", "", label)
        if len(bare) > 2 and (bare in whole or (len(whole) > 3 and whole in bare) or bare in initials):
            return True
    return False


def _labels(address: str) -> Iterator[str]:
    host = _host(address)
    labels = host.split(".")[:-1]
    yield from (label for label in labels if label not in _NO_NAMES)
    yield host  # "news.yam.md" as a name


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def own_address(candidates: Sequence[str], links: Sequence[Any]) -> str | None:
    """The page's address of several: the first, unless it is another site's and the page links to the second's.

    A page taken over from an agency names the agency's page as the canonical one.
    """
    if not candidates:
        return None
    first, others = candidates[0], candidates[1:]
    hosts = [_host(str(link)) for link in links] if any(_host(other) != _host(first) for other in others) else []
    for other in others:
        mine, theirs = registered(other), registered(first)
        if mine and theirs and mine != theirs and not _is_number(other):
            if sum(h.endswith(mine) for h in hosts) > sum(h.endswith(theirs) for h in hosts):
                return other
            break
    return first


def _is_number(address: str) -> bool:
    try:
        ipaddress.ip_address(_host(address))
    except ValueError:
        return False
    return True
