"""The same article twice: by address, or by outlet and content. Pure; the order of the input plays no part.

Copies under another outlet's name are kept: who copied whom is a later stage's question.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import TypeAlias
from urllib.parse import parse_qsl, urlencode, urlsplit

from summarizer.language import fold
from summarizer.types import Article, Provenance, Skipped

Found: TypeAlias = tuple[Article, Provenance]

#: Parameters that say where a reader came from and not what is read.
_TRACKING = re.compile(
    r"utm_|(?:fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|smid|smtyp|ref|ref_?src|src|source|ocid|ito|taid"
    r"|at_\w+|ns_\w+|xtor|output|amp|share|sh|partner|emc|via|feature|cid|ncid|sref|spm|traffic_source|guccounter)$",
    re.IGNORECASE,
)
_WORD, _CHUNK = re.compile(r"\w+"), re.compile(r"\S+")
#: Words of the beginning by which it is seen at once that two texts are not the same.
OPENING_WORDS = 12
#: Share of the shorter text's words that the longer one has, from which two texts under one address are one article.
#: An edited version keeps over 0.8; two entries of a live page, or a wrong link, stay under 0.5.
_SAME_WORDS = 0.6
#: Different articles under one address with which another is compared, the fullest first: where there are more, the
#: address is that of a page on which articles come and go, and comparing all with all would take the square of them.
_COMPARED = 20


def drop_duplicates(found: Iterable[Found]) -> tuple[list[Found], list[Skipped]]:
    """Each article once, in the order of ids that no two share, and the copies that were left out."""
    kept: list[Found] = []
    skipped: list[Skipped] = []
    by_address: defaultdict[str, list[tuple[Article, frozenset[str]]]] = defaultdict(list)
    contents = _Contents()
    for article, provenance in sorted(found, key=lambda item: _rank(item[0])):
        address = canonical_url(article.url)
        same = contents.same(article)
        if same is None and address:
            words = frozenset(_WORD.findall(article.text.lower()))
            under = by_address[address]
            same = next((other for other, theirs in under if _overlap(theirs, words)), None)
            if len(under) < _COMPARED:
                under.append((article, words))
        if same is not None:
            skipped.append(Skipped(article.path or "", "read", "duplicate", f"same article as {same.path}"))
        else:
            kept.append((article, provenance))
            contents.add(article)
    return sorted(_unique_ids(kept), key=lambda item: (item[0].id, item[0].path or "")), skipped


def shared_keys(article: Article) -> tuple[int, int, int]:
    """Hashes of its outlet and opening, of its address (0 for none) and of its id.

    Articles that no chain of equal ones joins have nothing to do with each other: `drop_duplicates` of all gives what
    it gives of each set of those that one does join.
    """
    address = canonical_url(article.url)
    return _hashed(repr(_opening(article))), _hashed(address) if address else 0, _hashed(article.id)


def _hashed(told: str) -> int:
    return int.from_bytes(sha256(told.encode("utf-8", "replace")).digest()[:8], "big")


class _Contents:
    """Articles by outlet and all their words; all are only looked at where two articles begin with the same."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, ...], Article] = {}
        self._all: dict[tuple[tuple[str, ...], str], Article] = {}

    def same(self, article: Article) -> Article | None:
        """The article with that outlet and those words."""
        opening = _opening(article)
        first = self._first.get(opening)
        if first is None:
            return None
        self._all.setdefault((opening, _content_key(first.text)), first)
        return self._all.get((opening, _content_key(article.text)))

    def add(self, article: Article) -> None:
        """Another article, of other content than those before it."""
        opening = _opening(article)
        if self._first.setdefault(opening, article) is not article:
            self._all[opening, _content_key(article.text)] = article


def _rank(article: Article) -> tuple[object, ...]:
    """The fullest version first; the path decides last, so that the same files give the same choice."""
    return (-len(article.text), article.published is None, article.title is None, article.id, article.path or "")


def canonical_url(url: str | None) -> str | None:
    """The address without what differs between visits; None for a front page, which many articles may give.

    >>> canonical_url("http://www.example.com/a/story.html?utm_source=x#top")
    'example.com/a/story.html'
    """
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    except ValueError:
        return None
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.match(k)))
    path = re.sub(r"/(?:amp/?)?$", "", parts.path)
    if not host or not (path or query):
        return None
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def _opening(article: Article) -> tuple[str, ...]:
    """Outlet and first words as they are compared: whoever has all words in common with it has these."""
    opening: list[str] = []
    for match in _CHUNK.finditer(article.text):
        opening += _WORD.findall(fold(match.group()))
        if len(opening) >= OPENING_WORDS:
            break
    return (fold(article.source or ""), *opening[:OPENING_WORDS])


@lru_cache(maxsize=1 << 14)
def _content_key(text: str) -> str:
    return sha256(" ".join(_WORD.findall(fold(text))).encode("utf-8", "replace")).hexdigest()


def _overlap(longer: frozenset[str], shorter: frozenset[str]) -> bool:
    return len(shorter & longer) >= _SAME_WORDS * len(shorter)


def _unique_ids(found: list[Found]) -> list[Found]:
    """The articles, those with an id that others also have told apart by their paths."""
    groups: defaultdict[str, list[Found]] = defaultdict(list)
    for item in found:
        groups[item[0].id].append(item)
    return [item for group in groups.values() for item in (group if len(group) == 1 else _told_apart(group))]


def _told_apart(group: list[Found]) -> list[Found]:
    named: list[Found] = []
    times: Counter[str] = Counter()
    for article, provenance in sorted(group, key=lambda item: (item[0].path or "", item[0].text)):
        suffix = sha256((article.path or "").encode("utf-8", "replace")).hexdigest()[:6]
        times[suffix] += 1
        # Of several of one file the second and all after it are numbered.
        unique = f"{article.id}-{suffix}{f'-{times[suffix]}' * (times[suffix] > 1)}"
        named.append((replace(article, id=unique), replace(provenance, article=unique)))
    return named
