"""The same article twice: by address, or by outlet and content. Pure; the order of the input plays no part.

Copies under another outlet's name are kept: who copied whom is a later stage's question.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit

from summarizer.text import fold
from summarizer.types import Article, Skipped

#: Parameters that say where a reader came from and not what is read.
_TRACKING = re.compile(
    r"utm_|(?:fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|smid|smtyp|ref|ref_?src|src|source|ocid|ito|taid"
    r"|at_\w+|ns_\w+|xtor|output|amp|share|sh|partner|emc|via|feature|cid|ncid|sref|spm|traffic_source|guccounter)$",
    re.IGNORECASE,
)
#: Share of the shorter text's words that the longer one has, from which two texts under one address are one article.
#: An edited version keeps over 0.8; two entries of a live page, or a wrong link, stay under 0.5.
_SAME_WORDS = 0.6


def drop_duplicates(articles: Iterable[Article]) -> tuple[list[Article], list[Skipped]]:
    """Each article once, in the order of ids that no two share, and the copies that were left out."""
    # The fullest version first; the path decides last, so that the same files give the same choice.
    ranked = sorted(articles, key=lambda a: (-len(a.text), a.published is None, a.title is None, a.id, a.path or ""))
    kept: list[Article] = []
    skipped: list[Skipped] = []
    by_address: defaultdict[str, list[Article]] = defaultdict(list)
    by_content: dict[tuple[str, str], Article] = {}
    for article in ranked:
        address = canonical_url(article.url)
        content = (fold(article.source or ""), _content_key(article.text))
        same = by_content.get(content) or next((a for a in by_address[address or ""] if _overlap(a, article)), None)
        if same is not None:
            skipped.append(Skipped(article.path or "", "read", "duplicate", f"same article as {same.path}"))
            continue
        kept.append(article)
        by_content[content] = article
        if address:
            by_address[address].append(article)
    return sorted(_unique_ids(kept), key=lambda a: (a.id, a.path or "")), skipped


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


def _content_key(text: str) -> str:
    return sha256(" ".join(re.findall(r"\w+", fold(text))).encode("utf-8", "replace")).hexdigest()


def _overlap(longer: Article, shorter: Article) -> bool:
    mine = set(re.findall(r"\w+", shorter.text.lower()))
    return len(mine & set(re.findall(r"\w+", longer.text.lower()))) >= _SAME_WORDS * len(mine)


def _unique_ids(articles: list[Article]) -> list[Article]:
    """The articles, those with an id that others also have told apart by their paths."""
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        groups[article.id].append(article)
    return [article for group in groups.values() for article in (group if len(group) == 1 else _told_apart(group))]


def _told_apart(group: list[Article]) -> list[Article]:
    named = []
    taken: set[str] = set()
    for article in sorted(group, key=lambda a: (a.path or "", a.text)):
        suffix = sha256((article.path or "").encode("utf-8", "replace")).hexdigest()[:6]
        unique = f"{article.id}-{suffix}"
        while unique in taken:  # several of one file
            unique += "x"
        taken.add(unique)
        named.append(replace(article, id=unique))
    return named
