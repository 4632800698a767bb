"""Values as bytes and back: any frozen dataclass of ours, by the types of its fields.

A value becomes a list of its fields in JSON, compressed: names would take half of the space. So bytes are only read by
the code that wrote them, or by code whose types are the same: the keys of what is kept hold a hash of it, and what
outlives the code is of the types at the end of this module's users, which only grow at their ends.

The file may be damaged, or somebody else's: what is read is bounded, and every field is of its type.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

#: Bytes of the largest value, unpacked: that many of JSON may take twenty times as much memory.
LARGEST = 100_000_000


class TooLargeError(ValueError):
    """A value that is larger than what can be read back."""


def pack(value: object) -> bytes:
    """The bytes of a value; TypeError for what is no dataclass, tuple, date, text, number or None."""
    data = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return zipped(data)


def zipped(data: bytes, level: int = -1) -> bytes:
    """Bytes made smaller; TooLargeError for more than is read back."""
    if len(data) > LARGEST:
        raise TooLargeError(f"{len(data):,} bytes; kept are at most {LARGEST:,}")
    return zlib.compress(data, level)


def unzipped(data: bytes) -> bytes:
    """The bytes as they were; ValueError if these are none that were made smaller, or more than is kept."""
    try:
        packed = zlib.decompressobj()
        whole = packed.decompress(data, LARGEST + 1)
    except (zlib.error, TypeError) as error:
        raise ValueError(str(error)) from error
    if len(whole) > LARGEST or not packed.eof:
        raise ValueError("cut off, or too large")
    return whole


def unpack(data: bytes, kind: Any) -> Any:
    """The value of that type; ValueError if the bytes hold none."""
    try:
        return unnamed(unpacked(data), kind)
    except ValueError as error:
        raise ValueError(f"no {kind.__name__} ({error})") from error


def unpacked(data: bytes) -> Any:
    """The plain form that the bytes hold; ValueError if they hold none, or more than is kept."""
    try:
        return json.loads(unzipped(data).decode("utf-8"))
    except RecursionError as error:
        raise ValueError(str(error)) from error


def named(value: object) -> Any:
    """The plain form of a value with the names of its fields, for people and other programs."""
    return _plain(value, names=True)


def unnamed(plain: Any, kind: Any) -> Any:
    """The value of that type whose plain form this is; ValueError if it is none."""
    try:
        return _reader(kind)(plain)
    except (TypeError, IndexError, AttributeError, KeyError) as error:
        raise ValueError(f"no {kind.__name__} ({error})") from error


def _plain(value: Any, names: bool = False) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item, names) for item in value]
    if is_dataclass(value):
        kept = [each.name for each in fields(value) if each.compare]
        told = [_plain(getattr(value, name), names) for name in kept]
        return dict(zip(kept, told, strict=True)) if names else told
    raise TypeError(f"{type(value).__name__} cannot be kept")


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of that type out of its plain form."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _reader_of_dataclass(kind)
    if origin in (Union, UnionType):
        return _reader_of_optional(tuple(a for a in arguments if a is not NoneType))
    if origin is tuple:
        return _reader_of_tuple(arguments)
    if kind in _SCALARS:
        return _SCALARS[kind]
    if origin is Literal:
        return lambda plain: _one_of(plain, arguments)
    raise TypeError(f"{kind} cannot be kept")


def _day(plain: Any) -> date:
    return date.fromisoformat(plain)


def _moment(plain: Any) -> datetime:
    moment = datetime.fromisoformat(plain)
    if moment.tzinfo is None:
        raise ValueError(f"{plain} has no zone")
    return moment


def _text(plain: Any) -> str:
    if type(plain) is not str:
        raise TypeError(f"{type(plain).__name__} where a text is kept")
    if not plain.isascii():
        plain.encode("utf-8")  # a lone half of a character can be written nowhere
    return plain


def _plain_of(kinds: tuple[type, ...]) -> Callable[[Any], Any]:
    def read(plain: Any) -> Any:
        if type(plain) not in kinds:
            raise TypeError(f"{type(plain).__name__} where {' or '.join(k.__name__ for k in kinds)} is kept")
        return _text(plain) if type(plain) is str else plain

    return read


def _one_of(plain: Any, allowed: tuple[Any, ...]) -> Any:
    if plain not in allowed:
        raise ValueError(f"{plain!r:.80} is none of {', '.join(map(repr, allowed))}")
    return plain


#: Type of a field -> what reads it. A number that happens to be whole may stand for one that need not be.
_SCALARS: dict[Any, Callable[[Any], Any]] = {
    str: _text,
    int: _plain_of((int,)),
    float: _plain_of((float, int)),
    bool: _plain_of((bool,)),
    date: _day,
    datetime: _moment,
}


def _reader_of_dataclass(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    kept = [each.name for each in fields(kind) if each.compare]
    readers = [_reader(hints[name]) for name in kept]

    def read(plain: Any) -> Any:
        if isinstance(plain, dict):
            return kind(**{name: make(plain[name]) for name, make in zip(kept, readers, strict=True) if name in plain})
        if len(plain) > len(kept):
            raise ValueError(f"{len(plain)} fields; {kind.__name__} has {len(kept)}")
        # Fields that were added since have their defaults.
        return kind(**{name: make(item) for name, make, item in zip(kept, readers, plain, strict=False)})

    return read


def _reader_of_optional(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    """None, or the one other type; several are all plain ones, and stay as they are."""
    inner = _reader(kinds[0]) if len(kinds) == 1 else _plain_of(kinds)
    return lambda plain: None if plain is None else inner(plain)


def _reader_of_tuple(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if arguments[1:] == (...,):
        each = _reader(arguments[0])
        return lambda plain: tuple([each(item) for item in _list(plain)])
    readers = [_reader(argument) for argument in arguments]
    return lambda plain: tuple([make(item) for make, item in zip(readers, _list(plain), strict=True)])


def _list(plain: Any) -> list[Any]:
    if not isinstance(plain, list | tuple):
        raise TypeError(f"{type(plain).__name__} where a list is kept")
    return list(plain)
