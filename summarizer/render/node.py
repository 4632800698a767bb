"""A place in a JSON value, read with the type that is expected there; an error names the place and what was found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NoReturn

from summarizer.errors import InputError

#: Characters of a wrong value that are told.
_SHOWN = 60


class Node:
    """A value and where it stands: `stories[0].summary[2].text`."""

    def __init__(self, value: Any, place: str) -> None:
        self.value = value
        self.place = place

    def at(self, key: str) -> Node:
        """The value of a key that must be there."""
        found = self.get(key)
        if found is None and not (isinstance(self.value, Mapping) and key in self.value):
            self.refuse(f"an object with the key {key!r}")
        return found or Node(None, self._below(key))

    def get(self, key: str) -> Node | None:
        """The value of a key; None where it is absent or null."""
        if not isinstance(self.value, Mapping):
            self.refuse("an object")
        value = self.value.get(key)
        return None if value is None else Node(value, self._below(key))

    def each(self, key: str | None = None) -> Iterator[Node]:
        """The items of the list at this key, or of this list."""
        node = self.at(key) if key else self
        if not isinstance(node.value, list):
            node.refuse("a list")
        for number, item in enumerate(node.value):
            yield Node(item, f"{node.place}[{number}]")

    def items(self) -> Iterator[tuple[str, Node]]:
        """The keys of an object and their values."""
        if not isinstance(self.value, Mapping):
            self.refuse("an object")
        for key in self.value:
            yield key, Node(self.value[key], self._below(key))

    def text(self) -> str:
        """The text that stands here."""
        return self.value if isinstance(self.value, str) else self.refuse("a text")

    def text_or_none(self) -> str | None:
        """The text that stands here, or None for null."""
        return None if self.value is None else self.text()

    def whole(self) -> int:
        """The whole number that stands here, at least 0."""
        value = self.value
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.refuse("a whole number of at least 0")

    def number(self) -> float:
        """The number that stands here, 0 to 1."""
        value = self.value
        if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1:
            return value
        self.refuse("a number from 0 to 1")

    def flag(self) -> bool:
        """The truth value that stands here."""
        return self.value if isinstance(self.value, bool) else self.refuse("true or false")

    def below(self, limit: int) -> int:
        """The whole number that stands here, less than the limit."""
        return self.whole() if self.whole() < limit else self.refuse(f"less than {limit}")

    def scalar(self) -> str | int | float | bool | None:
        """The text, number or truth value that stands here, or None."""
        value = self.value
        if value is None or isinstance(value, (str, int, float)):
            return value
        self.refuse("no list or object")

    def one_of(self, allowed: Collection[str], told: str) -> str:
        """The text that stands here, one of those allowed, which are told so."""
        return self.value if isinstance(self.value, str) and self.value in allowed else self.refuse(told)

    def refuse(self, allowed: str) -> NoReturn:
        """InputError: this is not what is allowed here."""
        if isinstance(self.value, (Mapping, list)):
            found = f"an object with the keys {', '.join(self.value)}" if isinstance(self.value, Mapping) else "a list"
        else:
            found = repr(self.value)
        raise InputError(f"{self.place or 'the file'} is {found[:_SHOWN]}; allowed is {allowed}")

    def _below(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key
