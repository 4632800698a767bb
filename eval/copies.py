"""Copies of articles as outlets make them: verbatim, with a byline and advertisements, cut, and with news added."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from eval.errors import EvalError
from eval.items import ClusterItem

#: Words that an article needs: a paragraph more is an addition to it and not most of it.
SHORTEST = 60
#: Share of its words that is left of a cut copy.
CUT = 0.6
#: Words of a paragraph that is added.
PARAGRAPH = (25, 90)
BYLINES = ("By Jane Roe, Staff Writer", "By Our Foreign Staff", "Reporting by John Doe; editing by Mary Major")
ADVERTISEMENTS = (
    "Advertisement",
    "Subscribe to our newsletter for more stories like this.",
    "Download our app for breaking news alerts.",
    "Get 50% off a year of unlimited access today!",
    "Sponsored: Ten kitchen gadgets that everyone is talking about this year.",
    "Save up to 40 per cent on your next holiday with our partner.",
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was made, and what it was made from."""

    kind: str
    #: The id of the article.
    original: str
    item: ClusterItem


def verbatim(text: str, _: str, chance: random.Random) -> str:
    """The text."""
    del chance
    return text


def with_byline_and_ads(text: str, _: str, chance: random.Random) -> str:
    """The text with another byline above it, and three advertisements between its paragraphs."""
    paragraphs = text.split("\n")
    for advertisement in chance.sample(ADVERTISEMENTS, 3):
        paragraphs.insert(chance.randint(0, len(paragraphs)), advertisement)
    return "\n".join([chance.choice(BYLINES), *paragraphs])


def cut(text: str, _: str, chance: random.Random) -> str:
    """The first 60 % of the words."""
    del chance
    words = list(re.finditer(r"\S+", text))
    return text[: words[round(CUT * len(words)) - 1].end()]


def with_news(text: str, news: str, chance: random.Random) -> str:
    """The text with one paragraph more, anywhere between its own."""
    paragraphs = text.split("\n")
    paragraphs.insert(chance.randint(0, len(paragraphs)), news)
    return "\n".join(paragraphs)


#: Kind -> how it is made, of a text and a paragraph of other news.
KINDS: Mapping[str, Callable[[str, str, random.Random], str]] = {
    "verbatim": verbatim,
    "byline and ads": with_byline_and_ads,
    "cut to 60 %": cut,
    "with a paragraph of news": with_news,
}
#: The kind that is an origin of its own.
NEWS = "with a paragraph of news"


def copies(pool: Sequence[ClusterItem], number: int, seed: int) -> list[Copy]:
    """A copy of each kind of `number` articles of the pool, or of all that are long enough.

    Raises EvalError if there is no paragraph of news to add.
    """
    chance = random.Random(seed)
    long_enough = [item for item in pool if len(item.text.split()) >= SHORTEST]
    news = [(item.id, p) for item in pool for p in item.text.split("\n") if _is_news(p)]
    made = []
    for item in chance.sample(long_enough, min(number, len(long_enough))):
        others = [paragraph for i, paragraph in chance.sample(news, min(40, len(news))) if i != item.id]
        if not others:
            raise EvalError(f"{item.id}: no other article has a paragraph of {' to '.join(map(str, PARAGRAPH))} words")
        paragraph = chance.choice(others)
        for place, (kind, change) in enumerate(KINDS.items()):
            text = change(item.text, paragraph, chance)
            copy = replace(item, id=f"{item.id} {kind}", text=text, source=f"Copyist {place}", url=None)
            made.append(Copy(kind, item.id, copy))
    return made


def _is_news(paragraph: str) -> bool:
    """Whether a paragraph is long enough to be news, and does not speak to the reader."""
    return PARAGRAPH[0] <= len(paragraph.split()) <= PARAGRAPH[1] and " you" not in paragraph
