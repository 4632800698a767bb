"""The parses of sentences, kept: of a story that grows by one article only what is new is parsed.

    KnownParser(store, parser).parse(texts) --> as the parser gives them; it is asked only for texts not known yet

A parse belongs to its text alone: a parser reads each by itself, whatever stands beside it in the batch (of 1,479
sentences of news, in three orders and one by one, none was parsed otherwise). Leaves out when a sentence is parsed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from summarizer.store.codec import unpack
from summarizer.store.making import code_of_stages, key_of
from summarizer.store.shelf import Store
from summarizer.types import Parser, Token

KIND = "parse"


@dataclass(frozen=True, slots=True)
class _Columns:
    """A parse by its fields, which takes half the space; the words stand in the text."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    #: None: the word itself in small letters.
    lemmas: tuple[str | None, ...]
    tags: tuple[str, ...]
    relations: tuple[str, ...]
    heads: tuple[int, ...]
    entities: tuple[str, ...]


class KnownParser:
    """A parser that is asked once for each text, behind the `Parser` protocol."""

    def __init__(self, store: Store, parser: Parser) -> None:
        self._store = store
        self._parser = parser

    @property
    def name(self) -> str:
        """As the manifest has it."""
        return self._parser.name

    def parse(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """The tokens of each text."""
        keys = {text: key_of(code_of_stages(), self.name, text) for text in texts}
        found = {text: self._store.find(KIND, key, partial(_tokens, text)) for text, key in keys.items()}
        new = [text for text, tokens in found.items() if tokens is None]
        for text, tokens in zip(new, self._parser.parse(new) if new else (), strict=True):
            found[text] = tokens
            if all(token.text == text[token.start : token.end] for token in tokens):
                self._store.put(KIND, keys[text], _columns(tokens))
        return [found[text] or () for text in texts]


def _columns(tokens: Sequence[Token]) -> _Columns:
    return _Columns(
        tuple(t.start for t in tokens),
        tuple(t.end for t in tokens),
        tuple(None if t.lemma == t.text.lower() else t.lemma for t in tokens),
        tuple(t.tag for t in tokens),
        tuple(t.relation for t in tokens),
        tuple(t.head for t in tokens),
        tuple(t.entity for t in tokens),
    )


def _tokens(text: str, body: bytes) -> tuple[Token, ...]:
    """The tokens that are kept of this text; ValueError if the bytes hold none of it."""
    kept: _Columns = unpack(body, _Columns)
    rows = zip(
        kept.starts, kept.ends, kept.lemmas, kept.tags, kept.relations, kept.heads, kept.entities, strict=True
    )  # fmt: skip
    tokens = []
    for start, end, lemma, *rest in rows:
        word = text[start:end]
        tokens.append(Token(word, start, end, word.lower() if lemma is None else lemma, *rest))
    if not all(0 <= t.start <= t.end <= len(text) and 0 <= t.head < len(tokens) for t in tokens):
        raise ValueError("a parse of another text")
    return tuple(tokens)
