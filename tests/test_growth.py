"""Nothing takes more time than in proportion to what it is given: each pattern of the package, and each reader."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import math

import pytest

from summarizer.read import read_bytes
from summarizer.read.duplicates import drop_duplicates
from summarizer.types import Article, Provenance
from tests.growing_files import READERS, P
from tests.growth import MOST, Found, Growth, growth_of, growth_of_reader, patterns, seconds_of

#: Patterns that are given no more than so many characters, by the code that calls them: there they must be quick.
BOUNDED = {
    "summarizer.read.cleaning:_DATELINES": 120,
    "summarizer.read.cleaning:_NOTICE": 400,
    "summarizer.read.excerpts:_CUT_OFF": 300,
    "summarizer.read.forwards:_REPLY": 400,
    "summarizer.read.worded_dates:_WRITTEN": 200,
}
#: Seconds that a bounded pattern may take.
QUICK = 0.02
#: The stages behind reading are given sentences; a longer one is none, and the parser reads no more of it either.
SENTENCE = 2_000
PATTERNS = patterns()


def reads_whole_texts(found: Found) -> bool:
    return found.name.startswith(("summarizer.read", "summarizer.render", "summarizer.cli", "summarizer.output"))


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 200
    assert any(found.name.endswith(":SENTENCE_END") for found in PATTERNS)
    assert any(":line " in found.name for found in PATTERNS)


def test_a_bad_pattern_is_noticed() -> None:
    import re

    for bad in (r"(?:a|aa)+$", r"\s+$", r"(?:<!--.*?-->\s*)*<html", r"\w+@x", r'".*?"\s*,\s*x'):
        assert growth_of(Found("bad", re.compile(bad, re.DOTALL), frozenset({"search"}))).exponent > MOST, bad
    for good in (r"\w+", r"(?<!\s)\s++$", r"[.!?]+[\"”]*"):
        assert growth_of(Found("good", re.compile(good), frozenset({"search"}))).exponent <= MOST, good


def least_growth(found: Found, bound: int | None) -> Growth:
    """Measured again where it seems bad: on a busy machine one that takes 4 ms may, a bad one does three times."""
    growth = growth_of(found, bound)
    for _ in range(2):
        if growth.seconds > QUICK if bound else growth.exponent > MOST:
            growth = min(growth, growth_of(found, bound), key=lambda each: each.seconds if bound else each.exponent)
    return growth


@pytest.mark.parametrize("found", [f for f in PATTERNS if reads_whole_texts(f)], ids=lambda f: f.name)
def test_a_pattern_of_whole_texts_grows_with_its_text(found: Found) -> None:
    bound = BOUNDED.get(found.name.partition("[")[0])
    growth = least_growth(found, bound)
    if bound:
        assert growth.seconds <= QUICK, f"{growth.seconds:.3f} s for {growth.size} characters: {growth.text}"
    else:
        assert growth.exponent <= MOST, (
            f"n^{growth.exponent:.2f}: {growth.seconds:.3f} s for {growth.size}: {growth.text}"
        )


@pytest.mark.parametrize("found", [f for f in PATTERNS if not reads_whole_texts(f)], ids=lambda f: f.name)
def test_a_pattern_of_sentences_is_quick_on_the_longest(found: Found) -> None:
    growth = growth_of(found, SENTENCE)
    assert growth.seconds <= 10 * QUICK, f"{growth.seconds:.3f} s for {growth.size} characters: {growth.text}"


# --- readers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READERS)
def test_a_reader_grows_with_its_file(name: str) -> None:
    """Four times the file, at most 4 ** 1.3 times the time: over two doublings, so that noise is halved."""
    for _ in range(6):  # more than once only if something else had the processor
        first, second, exponent = growth_of_reader(*READERS[name])
        if exponent <= MOST:
            break
    assert exponent <= MOST, f"{first:.3f} s, {second:.3f} s"


def test_articles_under_one_address_are_not_all_compared() -> None:
    def found(n: int) -> list[tuple[Article, Provenance]]:
        articles = [
            Article(f"a{i}", None, f"Bridge {i} of ward {i * 7} was closed by {i * 13}. " * 9, "A", None, "https://a.example/live", "en", f"{i}.txt")
            for i in range(n)
        ]  # fmt: skip
        return [(article, Provenance(article.id, None, None)) for article in articles]

    small, large = (seconds_of(lambda n=n: drop_duplicates(found(n)), 2, 20.0) for n in (500, 2_000))
    assert math.log(large / small, 4) <= MOST


def test_the_cases_of_the_report() -> None:
    """Texts that never ended, or took seconds."""
    for name, data in {
        "prologue.txt": b"<!-- c -->\n" * 40 + b"<p>" + P,
        "dots.txt": P + b"." * 20_000 + b"x",
        "marks.txt": P + b"a" + "\u0301\u0316".encode() * 40_000,
    }.items():
        assert seconds_of(lambda data=data, name=name: read_bytes(data, name), 1, 20.0) < 2, name
