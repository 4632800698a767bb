"""How the time of a regular expression grows: every pattern of the package, and texts made to slow each one down.

A pattern is found where it lies - among the globals of a module, in their tuples and tables, or written into a call of
`re` - and is tried as it is used there: one that is only ever matched at a beginning is not searched for. The texts
come out of the pattern itself: what leads up to each of its repetitions, the repeated part many times over, and an
end that does not fit. `python -m tests.growth [MODULE...]` prints the table, `python -m tests.growth readers` that of
the readers.
"""

from __future__ import annotations

import ast
import gc
import importlib
import math
import pkgutil
import re
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import summarizer

#: What a call of a pattern, or of `re` with it, does: the first two look at one place, the others at every place.
ANCHORED = ("match", "fullmatch")
METHODS = (*ANCHORED, "search", "findall", "finditer", "sub", "subn", "split")
#: Characters at which growth is looked for, and seconds that are too few to tell it from noise.
SIZES = (2_048, 4_096, 8_192, 16_384, 32_768)
TOO_SHORT = 0.01
#: Seconds after which a text is slow enough, whatever its size.
STOP = 0.5
#: A power of the size over which a pattern may not grow: 1 is in proportion; the rest is noise of the clock.
MOST = 1.3


@dataclass(frozen=True)
class Found:
    """A pattern and how it is used."""

    name: str
    pattern: re.Pattern[Any]
    methods: frozenset[str]


@dataclass(frozen=True)
class Growth:
    """The worst that was found for a pattern: seconds at the largest size tried, and the power of the size."""

    found: Found
    text: str
    size: int
    seconds: float
    exponent: float


class TooSlowError(Exception):
    pass


def modules() -> list[ModuleType]:
    """Every module of the package, imported."""
    names = [m.name for m in pkgutil.walk_packages(summarizer.__path__, "summarizer.") if "__main__" not in m.name]
    return [importlib.import_module(name) for name in sorted(names)]


def patterns() -> list[Found]:
    """Every pattern of the package; one that two modules share counts once."""
    uses = _uses()
    found: dict[tuple[str | bytes, int], Found] = {}
    for module in modules():
        for name, pattern in _globals(module):
            _add(found, name, pattern, frozenset(uses[re.split(r"[:\[]", name)[1]]))
    for module in modules():
        for name, pattern, method in _inline(module):
            _add(found, name, pattern, frozenset({method} - {"compile"}))
    return sorted(found.values(), key=lambda f: f.name)


def _add(found: dict[tuple[str | bytes, int], Found], name: str, pattern: re.Pattern[Any], how: frozenset[str]) -> None:
    key = (pattern.pattern, pattern.flags)
    known = found.get(key)
    if known:  # under its first name, with every use
        found[key] = Found(known.name, pattern, known.methods | how)
    else:  # of an unknown use: the worst
        found[key] = Found(name, pattern, how or frozenset({"search"}))


def _globals(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any]]]:
    for name, value in vars(module).items():
        for place, pattern in _within(value, 0):
            yield f"{module.__name__}:{name}{place}", pattern


def _within(value: object, depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns in a value, however it is nested, each with its place."""
    if isinstance(value, re.Pattern):
        yield "", value
    elif depth < 4 and isinstance(value, dict):
        for number, inner in enumerate([*value.keys(), *value.values()]):
            yield from ((f"[{number}]{place}", p) for place, p in _within(inner, depth + 1))
    elif depth < 4 and isinstance(value, (tuple, list, set, frozenset)):
        for number, inner in enumerate(value):
            yield from ((f"[{number}]{place}", p) for place, p in _within(inner, depth + 1))
    elif depth < 4 and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            yield from ((f"[{name}]{place}", p) for place, p in _within(getattr(value, name, None), depth + 1))


class _Names(dict[str, Any]):
    """Local names of a pattern that is put together in a function: any word stands for them."""

    def __init__(self, known: dict[str, Any]) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, key: str) -> object:
        builtins = self.known["__builtins__"]
        if key in self.known or key in (builtins if isinstance(builtins, dict) else vars(builtins)):
            raise KeyError(key)
        return "xylophone"


def _trees() -> Iterator[tuple[ModuleType, ast.AST]]:
    for module in modules():
        if module.__file__:
            with open(module.__file__, encoding="utf-8") as file:  # noqa: PTH123
                yield module, ast.parse(file.read())


def _uses() -> defaultdict[str, set[str]]:
    """Name of a pattern (the last part of it) -> the methods it is called with, anywhere."""
    uses: defaultdict[str, set[str]] = defaultdict(set)
    for _, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                owner = node.value
                if isinstance(owner, ast.Subscript):
                    owner = owner.value
                name = (
                    owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
                )
                if name and name != "re":
                    uses[name].add(node.attr)
    return uses


def _inline(module: ModuleType) -> Iterator[tuple[str, re.Pattern[Any], str]]:
    """The patterns that are written into calls of `re`."""
    with open(str(module.__file__), encoding="utf-8") as file:  # noqa: PTH123
        tree = ast.parse(file.read())
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):
            continue
        if node.func.attr not in (*METHODS, "compile"):
            continue
        flags = next((k.value for k in node.keywords if k.arg == "flags"), None)
        if node.func.attr == "compile" and len(node.args) > 1:
            flags = node.args[1]
        pattern = _evaluated(module, node.args[0])
        if isinstance(pattern, re.Pattern) or pattern is None:
            continue
        number = _evaluated(module, flags) if flags is not None else 0
        try:
            compiled = re.compile(pattern, number if isinstance(number, int) else 0)
        except (re.error, TypeError):
            continue
        yield f"{module.__name__}:line {node.lineno}", compiled, node.func.attr


def _evaluated(module: ModuleType, node: ast.AST) -> Any:
    try:
        return eval(ast.unparse(node), dict(vars(module)), _Names(vars(module)))
    except Exception:  # put together at run time from what only its function knows
        return None


# --- texts -------------------------------------------------------------------------------------------------------

#: Characters that stand for the classes of a pattern; whatever fits a class is tried for it.
ALPHABET = "a A1 .\n,;:!?-–—'\"’”“()[]{}<>/\\&#*_=+|@$%~é文\t\r\0Z9…«»"


def _samples(item: tuple[Any, Any], flags: int) -> list[str]:
    """A few texts that a part of a parsed pattern matches; the first is the plainest."""
    kind, value = str(item[0]), item[1]
    if kind == "LITERAL":
        return [chr(value)]
    if kind in ("NOT_LITERAL", "IN", "ANY", "CATEGORY"):
        return _of_class(item, flags)
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, inner = value
        body = _sequences(inner, flags)
        return [text * least for text in body[:4]] if least else ["", *body[:3]]
    if kind == "SUBPATTERN":
        return _sequences(value[-1], flags)
    if kind == "ATOMIC_GROUP":
        return _sequences(value, flags)
    if kind == "BRANCH":
        return [text for branch in value[1] for text in _sequences(branch, flags)[:2]][:12]
    return [""]  # anchors, looks ahead and behind, references


def _of_class(item: tuple[Any, Any], flags: int) -> list[str]:
    single = parser.SubPattern(parser.State())
    single.append(item)
    from re import _compiler as compiler  # type: ignore[attr-defined]

    state = single.state
    state.flags, state.str = flags & ~re.DEBUG, ""
    fits = compiler.compile(single, flags & ~re.DEBUG) if not flags & 0 else None
    assert fits is not None
    return [c for c in ALPHABET if fits.fullmatch(c)][:8] or ["a"]


def _sequences(parts: Any, flags: int) -> list[str]:
    """A few texts for parts in a row: the plainest of each, and one other at a time."""
    options = [_samples(part, flags) or [""] for part in parts]
    plainest = "".join(o[0] for o in options)
    texts = [plainest]
    for place, others in enumerate(options):
        before, after = "".join(o[0] for o in options[:place]), "".join(o[0] for o in options[place + 1 :])
        texts += [before + other + after for other in others[1:4]]
    return list(dict.fromkeys(texts))[:12]


def _repeats(parts: Any, flags: int, before: str) -> Iterator[tuple[str, list[str]]]:
    """What leads up to each repetition, and what it repeats; those within one another too."""
    for part in parts:
        kind, value = str(part[0]), part[1]
        if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, inner = value
            if most > 20:
                yield before, _sequences(inner, flags)
            yield from _repeats(inner, flags, before)
        elif kind == "SUBPATTERN":
            yield from _repeats(value[-1], flags, before)
        elif kind == "ATOMIC_GROUP":
            yield from _repeats(value, flags, before)
        elif kind == "BRANCH":
            for branch in value[1]:
                yield from _repeats(branch, flags, before)
        elif kind in ("ASSERT", "ASSERT_NOT"):
            yield from _repeats(value[1], flags, before)
        before += (_samples(part, flags) or [""])[0]


def attacks(pattern: re.Pattern[Any]) -> list[tuple[str, str, str]]:
    """(beginning, what is repeated, end) of the texts that a pattern is tried with."""
    source = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    flags = pattern.flags if isinstance(pattern.pattern, bytes) else pattern.flags & ~re.UNICODE | re.UNICODE
    if isinstance(pattern.pattern, bytes):
        flags &= ~re.ASCII
    tree = parser.parse(source, flags & ~re.LOCALE)
    tree_flags = tree.state.flags
    found: dict[tuple[str, str, str], None] = {}
    for before, units in _repeats(tree, tree_flags, ""):
        for unit, end in product(units[:6], ("", "\0")):
            if unit:
                found[before, unit, end] = None
                found["", unit, end] = None
        if before:
            found["", before, "\0"] = None
            found["", before + units[0], "\0"] = None
    for whole in _sequences(tree, tree_flags)[:2]:
        if whole:
            found["", whole, "\0"] = None
            found["", whole[:-1] or whole, "\0"] = None
    return list(islice(found, 200))


# --- times -------------------------------------------------------------------------------------------------------


def seconds_of(call: Callable[[], object], best_of: int = 1, stop_after: float = STOP) -> float:
    """The least of a few times of a call; what it is stopped after if it takes longer."""

    def stop(*_: object) -> None:
        raise TooSlowError

    before, collects = signal.signal(signal.SIGPROF, stop), gc.isenabled()
    gc.disable()  # in a process that holds models a collection takes longer than what is timed
    try:
        times = []
        for _ in range(best_of):
            signal.setitimer(signal.ITIMER_PROF, stop_after)
            start = time.thread_time()
            call()
            times.append(time.thread_time() - start)
        return min(times)
    except TooSlowError:
        return stop_after
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
        if collects:
            gc.enable()


def _call(found: Found, text: str) -> Callable[[], object]:
    pattern = found.pattern
    value: Any = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    if found.methods <= set(ANCHORED):
        return lambda: [getattr(pattern, method)(value) for method in found.methods]
    return lambda: (
        [getattr(pattern, method)(value) for method in found.methods & {*ANCHORED, "search"}]
        or sum(1 for _ in pattern.finditer(value))
    )


def growth_of(found: Found, bound: int | None = None) -> Growth:
    """The first growth over the line, or else the longest time; of texts of no more than `bound` characters."""
    worst = Growth(found, "", 0, 0.0, 0.0)
    for begin, unit, end in attacks(found.pattern):
        measured = _bounded(found, begin, unit, end, bound) if bound else _measured(found, begin, unit, end)
        if measured.exponent > MOST:
            return measured
        worst = max(worst, measured, key=lambda growth: growth.seconds)
    return worst


def _bounded(found: Found, begin: str, unit: str, end: str, bound: int) -> Growth:
    text = (begin + unit * (bound // len(unit) + 1))[: bound - len(end)] + end
    return Growth(found, f"{begin[:20]!r} + {unit[:30]!r} * n + {end!r}", bound, seconds_of(_call(found, text)), 1.0)


def _measured(found: Found, begin: str, unit: str, end: str) -> Growth:
    shown = f"{begin[:20]!r} + {unit[:30]!r} * n + {end!r}"
    for small in (16, 24, 32, 64, 256):  # what doubles with each repetition shows here
        if seconds_of(_call(found, begin + unit * small + end)) > 0.2:
            return Growth(found, shown, small, STOP, math.inf)
    last = STOP
    for size in SIZES:
        call = _call(found, begin + unit * (size // len(unit) + 1) + end)
        taken = seconds_of(call)
        if taken > TOO_SHORT and taken / last > 2**MOST:  # once more, in case something else had the processor
            # Beside a quarter of it: a processor that is a third slower for a while looks like n^1.4 over one doubling.
            half, quarter = (_call(found, begin + unit * (size // part // len(unit) + 1) + end) for part in (2, 4))
            taken, last, first = seconds_of(call, 7), seconds_of(half, 7), seconds_of(quarter, 7)
            exponent = math.log2(max(taken, 1e-6) / max(first, 1e-6)) / 2
            if exponent > MOST:
                return Growth(found, shown, size, taken, exponent)
        if taken >= STOP:
            return Growth(found, shown, size, taken, math.inf)
        last = taken
    return Growth(found, shown, SIZES[-1], last, 1.0)


def growth_of_reader(make: Callable[[int], bytes], path: str, size: int) -> tuple[float, float, float]:
    """Seconds for a quarter of a file and for all of it, and the power: over two doublings, so that noise is halved."""
    from summarizer.read import read_bytes

    small, large = make(size // 4), make(size)
    read_bytes(make(2), path)  # what is loaded once
    first, second = (seconds_of(lambda data=data: read_bytes(data, path), 2, 20.0) for data in (small, large))
    return first, second, math.log(max(second, 0.002) / max(first, 0.002), 4)


def main() -> None:
    """Print the growth of every reader, or the patterns that grow faster than their text."""
    if sys.argv[1:2] == ["readers"]:
        readers(sys.argv[2:])
    else:
        bad_patterns(sys.argv[1:])


def readers(wanted: list[str]) -> None:
    """Print a line a reader and way to be long."""
    from tests.growing_files import READERS

    bad = 0
    for name, (make, path, size) in READERS.items():
        if wanted and not any(w in name for w in wanted):
            continue
        for _ in range(4):  # more than once only if something else had the processor
            first, second, exponent = growth_of_reader(make, path, size)
            if exponent <= MOST:
                break
        bad += exponent > MOST
        print(
            f"{path:10} {name:32} {size // 4:6,} {first:6.3f} s {size:7,} {second:6.3f} s  n^{exponent:.2f}", flush=True
        )
    print(f"{len(READERS)} readers and ways, {bad} grow faster than n^{MOST}")


def bad_patterns(wanted: list[str]) -> None:
    """Print the patterns that grow faster than their text."""
    every = [f for f in patterns() if not wanted or any(w in f.name for w in wanted)]
    bad = 0
    for found in every:
        growth = growth_of(found)
        if growth.exponent > MOST:
            bad += 1
            print(
                f"{found.name}  {','.join(sorted(found.methods))}  {growth.size} chars {growth.seconds:.3f} s  "
                f"n^{growth.exponent:.2f}  {growth.text}",
                flush=True,
            )
    print(f"{len(every)} patterns, {bad} grow faster than n^1.3")


if __name__ == "__main__":
    main()
