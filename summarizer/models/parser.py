"""The parser: spaCy's small English pipeline, which knows what the subject of a verb is and which names are people.

spaCy is maintained, MIT, and parses 200 sentences a second on one core; its model lies in a wheel of data only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from summarizer.models.store import EMBEDDED_PARSER, embedded_parser_folder, file_digest
from summarizer.types import Parser, Token

#: Longest text parsed, in characters: a sentence longer than that is none.
MAX_CHARACTERS = 5_000


def load_parser() -> Parser:
    """The embedded parser; ModelError with the command that gets it."""
    folder = embedded_parser_folder()
    import spacy  # heavy, and it imports torch where torch is installed

    pipeline = spacy.load(folder, exclude=["senter"])
    return SpacyParser(f"{EMBEDDED_PARSER}@{file_digest(folder / 'parser' / 'model')[:12]}", pipeline)


class SpacyParser:
    """A spaCy pipeline behind the `Parser` protocol."""

    def __init__(self, name: str, pipeline: Any) -> None:
        self._name = name
        self._pipeline = pipeline

    @property
    def name(self) -> str:
        """Name and hash, for the manifest."""
        return self._name

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """The tokens of each text; heads are positions in the same tuple, a root is its own head."""
        documents = self._pipeline.pipe([text[:MAX_CHARACTERS] for text in texts], batch_size=64)
        return [tuple(_token(token) for token in document) for document in documents]


def _token(token: Any) -> Token:
    return Token(
        text=token.text,
        start=token.idx,
        end=token.idx + len(token.text),
        lemma=token.lemma_.lower(),
        tag=token.tag_,
        relation=token.dep_,
        head=token.head.i,
        entity=token.ent_type_,
    )
