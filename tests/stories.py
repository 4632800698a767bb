"""Stories prepared without a model, for tests of the stages that read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from summarizer.language import content_words
from summarizer.material import Material, prepare
from summarizer.types import Article, Parser, Story

if TYPE_CHECKING:
    from summarizer.types import FloatArray

SIZE = 256


class BagEncoder:
    """Vectors of hashed words: texts that share words are near each other."""

    name = "bag"

    def encode(self, texts: Sequence[str]) -> FloatArray:
        rows = np.zeros((len(texts), SIZE), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in content_words(text):
                row[crc32(word.encode()) % SIZE] += 1
        return np.asarray(rows / np.maximum(1e-9, np.linalg.norm(rows, axis=1, keepdims=True)), dtype=np.float32)


def told(*articles: Article, headline: str = "h", parser: Parser | None = None) -> Material:
    """The story of these articles, each an origin, prepared."""
    story = Story("s", headline, articles, tuple((article.id,) for article in articles))
    return prepare(story, BagEncoder(), parser)
