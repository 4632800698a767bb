"""Values as bytes and back: any frozen dataclass of ours, by the types of its fields.

A value becomes a list of its fields in JSON, compressed: names would take half of the space. So bytes are only read by
the code that wrote them, or by code whose types are the same: the keys of what is kept hold a hash of it, and what
outlives the code is of the types at the end of this module's users, which only grow at their ends.
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


def pack(value: object) -> bytes:
    """The bytes of a value; TypeError for what is no dataclass, tuple, date, text, number or None."""
    text = json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def unpack(data: bytes, kind: Any) -> Any:
    """The value of that type; ValueError if the bytes hold none."""
    try:
        plain = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    except (zlib.error, RecursionError) as error:
        raise ValueError(f"no {kind.__name__} ({error})") from error
    return unnamed(plain, kind)


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
    if kind in (date, datetime):
        parse: Callable[[Any], Any] = kind.fromisoformat
        return parse
    if origin is Literal or kind in (str, int, float, bool):
        return _same
    raise TypeError(f"{kind} cannot be kept")


def _same(plain: Any) -> Any:
    return plain


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
    inner = _reader(kinds[0]) if len(kinds) == 1 else _same
    return lambda plain: None if plain is None else inner(plain)


def _reader_of_tuple(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if arguments[1:] == (...,):
        each = _reader(arguments[0])
        return lambda plain: tuple([each(item) for item in plain])
    readers = [_reader(argument) for argument in arguments]
    return lambda plain: tuple([make(item) for make, item in zip(readers, plain, strict=True)])
