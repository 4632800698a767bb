"""The headline of a story: the title that says most of what the others say, or the opening of the best text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from summarizer.language import content_words, each_sentence, is_furniture, lexicon
from summarizer.types import Article, KnownParts

#: What of an article is known, for whoever keeps it.
KIND = "opening"
#: Characters; longer openings are cut at the border of a clause.
LONGEST = 110
#: Characters in which the first sentence is looked for first: it is nearly always there.
NEAR = 1000
#: " - CNN", " | Reuters": the outlet after the title.
_OUTLET = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,30}$")


def headline(articles: Sequence[Article], known: KnownParts | None = None) -> str:
    """One line for the story; the same whatever the order of the articles.

    Of the titles the one that shares most words with the other titles and openings; without a title the first
    sentence of the article whose opening is most like the others'. What is `known` of an article is not looked for
    again.
    """
    openings = [_opening_once(article, known) for article in articles]
    texts = [frozenset(content_words(f"{a.title or ''} {text}")) for a, text in zip(articles, openings, strict=True)]
    titles = [(_clean(a.title), i) for i, a in enumerate(articles) if a.title and _clean(a.title)]
    candidates = titles or [(text, i) for i, text in enumerate(openings) if text]
    if not candidates:
        return "Untitled"
    spread = Counter(word for text in texts for word in text)
    return min(candidates, key=lambda c: (-_support(c[0], texts[c[1]], len(texts) - 1, spread), len(c[0]), c[0]))[0]


def _opening_once(article: Article, known: KnownParts | None) -> str:
    """The opening as it is known, else found and from now on known."""
    if known is None:
        return opening(article)
    found = known.part(KIND, article)
    if found is None:
        found = opening(article).encode("utf-8", "surrogatepass")
        known.keep_part(KIND, article, found)
    return found.decode("utf-8", "surrogatepass")


def opening(article: Article) -> str:
    """The first sentence of an article, without dateline, cut at a clause to at most LONGEST characters; "" if none."""
    for text in (article.text[:NEAR], article.text[NEAR:]):
        for start, end in each_sentence(text, article.language):
            sentence = lexicon.pattern("headline_datelines", "boilerplate").sub("", text[start:end])
            if not is_furniture(sentence) and len(content_words(sentence)) >= 3:
                return _shortened(" ".join(sentence.split()))
    return ""


def _clean(title: str) -> str:
    return _OUTLET.sub("", " ".join(title.split()))


def _support(candidate: str, text: frozenset[str], others: int, spread: Mapping[str, int]) -> float:
    """Mean share of a candidate's words that the other articles have too; `spread` counts them in all, its own too."""
    own = set(content_words(candidate))
    found = sum(spread[word] for word in own) - len(own & text)
    return found / (len(own) * others) if own and others else 0.0


def _shortened(sentence: str) -> str:
    if len(sentence) <= LONGEST:
        return sentence.rstrip(".")
    clauses = lexicon.pattern("headline_borders").finditer(sentence[: LONGEST + 1])
    borders = [m.start() for m in clauses if m.start() >= LONGEST // 3]
    cut = borders[-1] if borders else sentence.rfind(" ", 0, LONGEST)
    return sentence[: cut if cut > 0 else LONGEST].rstrip(" ,;:–—-") + " …"
