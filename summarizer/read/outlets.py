"""Who published it: the names readers know outlets and agencies by, from sign-offs, domains and folder names.

Leaves out the names that a page or an export states itself: those come first, and are printed as given.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from summarizer.language import fold, lexicon
from summarizer.read.outlet_names import AGENCIES, DOMAINS

if TYPE_CHECKING:
    from tldextract import TLDExtract

_NEWSPAPER = lexicon.words_of("newspapers", "pages")
_HEADING = lexicon.words_of("headings_of_folders", "pages")
_SMALL = lexicon.words_of("small_words", "pages")


def agency(words: str) -> str | None:
    """The agency or outlet that a sign-off names, as readers know it; None for other words.

    >>> agency("Vietnamplus")
    'VietnamPlus'
    """
    return AGENCIES.get(fold(words.strip(" .()[]—–-")))


@cache
def _suffixes() -> TLDExtract:
    import tldextract  # 170 ms

    # Its bundled snapshot of the Public Suffix List: nothing is fetched, nothing is written.
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True)


def from_url(url: str | None) -> str | None:
    """The outlet a link leads to: its known name, else its registered domain; None without a public domain.

    >>> from_url("https://edition.cnn.com/2024/01/02/x.html")
    'CNN'
    """
    return known_name(url) or registered(url)


def registered(url: str | None) -> str | None:
    """The registered domain of a link: "bbc.co.uk"."""
    host = _host(url)
    return (_suffixes()(host).top_domain_under_public_suffix or None) if host else None


@cache
def names_known() -> frozenset[str]:
    """The names that readers know outlets and agencies by, folded and without the article."""
    return frozenset(fold(name).removeprefix("the ") for name in (*DOMAINS.values(), *AGENCIES.values(), *AGENCIES))


def known_name(url: str | None) -> str | None:
    """The name of the outlet that a link leads to, if it is one of those everybody knows."""
    labels = (_host(url) or "").split(".")
    return next((name for i in range(len(labels) - 1) if (name := DOMAINS.get(".".join(labels[i:])))), None)


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url).hostname or "").strip(".") or None if url else None
    except ValueError:
        return None


def from_path(path: str) -> str | None:
    """The outlet that the nearest folder or the file's name shows, if one clearly does.

    >>> from_path("saved/harbour-gazette/2031-05-02.txt"), from_path("news/notes.txt")
    ('Harbour Gazette', None)
    """
    parts = PurePosixPath(path).parts
    names = [PurePosixPath(parts[-1]).stem, *reversed(parts[:-1])] if parts else []
    return next((found for name in names[:3] if (found := _from_name(name))), None)


def _from_name(name: str) -> str | None:
    bare = re.sub(r"(?<![\d\W_])[\W_]*+\d[\d\W_]*+$|^(?:[\d\W_]*\d)[\W_]+", "", name)
    if known := agency(re.sub(r"[-_]+", " ", bare)):
        return known
    if re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", bare, re.IGNORECASE) and (found := from_url(f"https://{bare.lower()}/")):
        return found
    words = re.split(r"[-_\s]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", bare))
    lower = [word.lower() for word in words if word]
    if not 2 <= len(lower) <= 5 or lower[-1] not in _NEWSPAPER or all(w in _HEADING for w in lower[:-1]):
        return None
    if lower[0] == lower[-1] or any(char.isdigit() for char in bare):
        return None
    return " ".join(w if w in _SMALL and i else w[:1].upper() + w[1:] for i, w in enumerate(w for w in words if w))
