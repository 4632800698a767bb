"""`halve`: make merging pairs of any news text: a sentence cut in two ways, and the sentence to make of the two.

    python -m summarizer.training halve STORIES.jsonl[.gz] -o PAIRS.jsonl

DiscoFuse (Geva et al. 2019) undoes joinings to teach joining; here a sentence is shortened twice, each time by another
of its loose parts, so that the two share their core as reports of one event do, and only together tell all. The target
is a journalist's own sentence: true of the two, and English. Pairs found in real stories (`mine`) rarely need both
sources, and a writer taught by them alone copies the fuller one.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from summarizer.language import Tree, content_words, people, sentence_spans, tidy, words
from summarizer.models import load_parser
from summarizer.training.corpus import ToldStory, read_stories
from summarizer.training.examples import OWN_WORDS, own_words
from summarizer.training.json_lines import track, write_lines
from summarizer.types import Checker, Parser
from summarizer.verify import make_checker

#: Words of a sentence that is cut: shorter ones have nothing to spare, longer ones are hard to read.
LENGTH = range(16, 35)
#: Share of the sentence's content words that both halves must have: they are to tell of the same thing.
SHARED = 0.35
#: Relations of parts that a half may go without.
_PARTS = frozenset({"prep", "relcl", "acl", "appos", "advcl", "npadvmod", "conj", "amod", "nmod"})
#: Share of the pairs in which one half has a person's last name alone.
SHORT_NAMES = 0.5
_FULL_NAME = re.compile(r"[A-Z][\w.’'\-]+(?: [A-Z][\w.’\-]*)+")
#: Pairs made of one story.
PER_STORY = 2


def halve(text: str, parse: Tree, rng: random.Random) -> tuple[str, str] | None:
    """Two shorter forms of the sentence that have all its words between them, and each some that the other lacks."""
    whole = set(content_words(text))
    cuts = [(short, set(content_words(short))) for short in _shorter(text, parse)]
    fitting = [
        (a, b)
        for (a, words_a), (b, words_b) in combinations(cuts, 2)
        if words_a | words_b == whole
        and len(words_a & words_b) >= SHARED * len(whole)
        and min(map(len, own_words(whole, [words_a, words_b]))) >= OWN_WORDS
    ]
    if not fitting:
        return None
    a, b = rng.choice(fitting)
    if rng.random() < SHORT_NAMES:
        b = _with_last_names(b, a)
    return (a, b) if rng.random() < 0.5 else (b, a)


def _shorter(text: str, parse: Tree) -> list[str]:
    """The sentence without one or two of its parts; a half may leave out more than a summary may."""
    parts = []
    for i, token in enumerate(parse):
        members = parse.subtree(i)
        if token.relation not in _PARTS or len(members) != max(members) - min(members) + 1 or len(members) < 2:
            continue
        start, end = parse[min(members)].start, parse[max(members)].end
        if token.relation == "conj":
            joint = [t for t in parse if t.relation == "cc" and t.head == token.head and t.end < start]
            start = joint[-1].start if joint and not text[joint[-1].end : start].strip() else start
        parts.append((start, end))
    parts = [p for p in dict.fromkeys(parts) if p[1] - p[0] < len(text) / 2]
    chosen = [(p,) for p in parts] + [(a, b) for a, b in combinations(sorted(parts), 2) if a[1] <= b[0]]
    return list(dict.fromkeys(short for cut in chosen if _has_whole_quotations(short := _without(text, cut))))


def _without(text: str, parts: Sequence[tuple[int, int]]) -> str:
    """The text without these parts and the marks that they leave behind."""
    for start, end in reversed(parts):
        before, after = text[:start].rstrip(), text[end:].lstrip()
        if before[-1:] in (",", "—", "–", "-") and (not after or after[0] in ",.;—–-"):
            before = before[:-1].rstrip()
        if not before:
            after = after.lstrip(", ")
        text = f"{before} {after}" if after[:1].isalnum() or after[:1] in '—–$"“' else before + after
    text = text.strip()
    return text[:1].upper() + text[1:] + "." * text[-1:].isalnum()


def _has_whole_quotations(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0


def _with_last_names(text: str, other: str) -> str:
    """The text with the last names alone of people whom the other half names in full."""
    known = people(other)
    for name in sorted(_FULL_NAME.findall(other), key=len, reverse=True):
        last = name.rsplit(" ", 1)[1]
        if last.lower() in known:
            text = text.replace(name, last)
    return text


def pairs_of(
    texts: Sequence[str], parser: Parser, check: Checker, rng: random.Random
) -> Iterator[tuple[tuple[str, str], str]]:
    """(halves, sentence) for sentences of the articles, drawn by `rng`, that pass the product's own checks."""
    sentences = [tidy(text[a:b]) for text in texts for a, b in sentence_spans(text)]
    fitting = [s for s in dict.fromkeys(sentences) if len(words(s)) in LENGTH and s.endswith((".", ".”", '."'))]
    rng.shuffle(fitting)
    found = 0
    for text, parse in zip(fitting, map(Tree, parser.parse(fitting)), strict=True):
        halves = halve(text, parse, rng)
        if halves and check(text, halves).passed:
            yield halves, text
            found += 1
        if found == PER_STORY:
            return


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("stories", type=Path, metavar="STORIES", help="JSONL of stories; summaries are not read")
    option("-o", "--output", type=Path, required=True, metavar="PAIRS", help="JSONL file to write")
    option("--limit", type=int, metavar="N", help="only the first N stories")
    option("--seed", type=int, default=0, metavar="N", help="default 0")


def run(arguments: argparse.Namespace) -> None:
    """Halve sentences of the stories, write the pairs."""
    stories = read_stories(arguments.stories, arguments.limit)
    parser, rng = load_parser(), random.Random(arguments.seed)
    made = write_lines(arguments.output, _lines(track(stories, "stories"), parser, rng))
    print(f"{arguments.output}: {made} pairs", file=sys.stderr)


def _lines(stories: Iterable[ToldStory], parser: Parser, rng: random.Random) -> Iterator[dict[str, Any]]:
    check = make_checker(parser)
    for story in stories:
        for halves, text in pairs_of([article.text for article in story.articles()], parser, check, rng):
            yield {"id": story.id, "src": halves, "tgt": text, "kind": "halved"}
