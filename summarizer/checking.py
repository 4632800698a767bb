"""Checking anybody's text: for each sentence of a draft, the passages it could rest on, and whether they support it.

    draft --sentences--> text                 sources --sentences, names put for pronouns--> Passage
                          |                                                                   |
                          +------------------ Shelf: the few it can rest on ------------------+
                          |
                     gate: each passage alone, else all together --> Verdict, Citation --> Checked

A second order of the stages beside the pipeline's: nothing is grouped, ranked or written. Whether a sentence stands
alone is not asked: in a draft it need not.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from summarizer.compose.evidence import named
from summarizer.config import Settings
from summarizer.errors import InputError
from summarizer.intake import read_draft, read_within
from summarizer.language import (
    FINITE,
    Analysed,
    Analyst,
    fold,
    last_name,
    leaves_open,
    marks,
    references,
    sentence_spans,
)
from summarizer.material import KNOWN_LANGUAGE, is_known
from summarizer.models import check_models, load_models
from summarizer.read import check_paths
from summarizer.types import (
    Article,
    Checked,
    CheckedSentence,
    Citation,
    Failed,
    Models,
    Progress,
    Verdict,
)
from summarizer.verify import MEANING, Gate, select

#: Passages among which those are chosen that a sentence rests on: the nearest by weight of the words in common.
NEAR = 50
#: Articles that are cited for one and the same sentence.
COPIES = 3
#: Characters; a longer sentence is a list, a table or an attack, and nobody could parse it.
LONGEST = 2_000
#: A line that ends as no sentence does says something from so many content words on, if it has a verb or a figure.
LEAST_SAID = 3
#: Without a parser, from so many.
LEAST_SAID_UNPARSED = 8
#: What stands before a line of a list, a quotation or a heading.
_LEAD = re.compile(r"\s*(?:(?:#{1,6}|[>*+•‣–—-]|\(?\d{1,2}[.)])\s+)*")
#: What a sentence is not read with: marks of emphasis, and numbers of notes.
_MARKUP = re.compile(r"\*\*|__|`|(?:(?<!\s)\s++)?\[\d{1,3}\]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a source, as it may support others."""

    #: By what it is found: with a name for its pronoun, where that is certain.
    said: str
    #: What it is evidence with: its own words, and those with the name, or the sentence before.
    texts: tuple[str, ...]
    citations: tuple[Citation, ...] = ()


class _Meant(NamedTuple):
    """A sentence of a draft with a name for its pronoun."""

    text: str
    #: Folded.
    surname: str


_Found: TypeAlias = tuple[Verdict, tuple[Passage, ...]]


class Shelf:
    """Passages, found by their content words: an index, so that thousands of them cost little."""

    def __init__(self, passages: Sequence[Passage], analyst: Analyst) -> None:
        self.passages = tuple(passages)
        self._analysed = analyst(passage.said for passage in self.passages)
        self._holding: dict[str, list[int]] = {}
        for place, analysed in enumerate(self._analysed):
            for word in analysed.bag:
                self._holding.setdefault(word, []).append(place)

    def under(self, sentence: Analysed) -> tuple[Passage, ...]:
        """The few passages that the sentence can rest on; none if no content word of it is in any."""
        known = sorted(sentence.bag & self._holding.keys())
        weights = {word: math.log(1 + len(self.passages) / len(self._holding[word])) for word in known}
        shared: dict[int, float] = {}
        for word in known:
            for place in self._holding[word]:
                shared[place] = shared.get(place, 0.0) + weights[word]
        near = sorted(heapq.nsmallest(NEAR, shared, key=lambda place: (-shared[place], place)))
        chosen = select(sentence, [self._analysed[place] for place in near], weights=weights)
        return tuple(self.passages[near[i]] for i in chosen)


class _Checker:
    """Holds sentences against a shelf."""

    def __init__(self, passages: Sequence[Passage], analyst: Analyst, models: Models) -> None:
        self._analyst = analyst
        self._shelf = Shelf(passages, analyst)
        self._gate = Gate(analyst, models.judge, alone=False)
        self._known: dict[str, _Found] = {}

    def __call__(self, text: str, meant: _Meant | None = None) -> _Found:
        """The verdict on a sentence, and the passages that support it or come nearest to it.

        Whose sentence it is counts too: what one says is not supported by what another said.
        """
        if meant is None:
            return self._held(text)
        told, written = self._held(meant.text), self._held(text)
        if told[0].passed:
            return told
        # The name may be told otherwise there, or nobody knows whom the source's own pronoun means.
        silent = any(leaves_open(p.said) or meant.surname in fold(" ".join(p.texts)) for p in written[1])
        return told if written[0].passed and not silent else written

    def _held(self, text: str) -> _Found:
        """The same for a sentence as it stands; found once."""
        if text not in self._known:
            self._known[text] = self._find(text)
        return self._known[text]

    def _find(self, text: str) -> _Found:
        nothing = Verdict((Failed(MEANING, (text,)),), 0.0), ()
        if len(text) > LONGEST:
            return nothing
        said = _plain(text)
        found = self._shelf.under(self._analyst.one(said))
        if not found:
            return nothing
        alone = self._verdicts(said, [(passage,) for passage in found])
        supporting = [i for i, verdict in enumerate(alone) if verdict.passed]
        if supporting:
            return alone[supporting[0]], tuple(found[i] for i in supporting)
        together = self._verdicts(said, [found])[0] if len(found) > 1 else alone[0]
        if together.passed:
            return self._fewest(said, found, together)
        return together, found

    def _verdicts(self, said: str, groups: Iterable[Sequence[Passage]]) -> list[Verdict]:
        """The verdict by each group of passages; the judge of meaning reads them in one batch."""
        evidence = [tuple(dict.fromkeys(text for passage in group for text in passage.texts)) for group in groups]
        screened = [self._gate.screen([said], texts, thorough=True)[0] for texts in evidence]
        return self._gate.weigh(self._gate.parsed(screened, thorough=True))

    def _fewest(self, said: str, passages: tuple[Passage, ...], verdict: Verdict) -> _Found:
        """Those of the passages that are needed to support the sentence together."""
        for passage in passages[::-1]:
            fewer = tuple(other for other in passages if other is not passage)
            if len(fewer) > 1 and (found := self._verdicts(said, [fewer])[0]).passed:
                passages, verdict = fewer, found
        return verdict, passages


def check_files(
    draft: str | Path,
    sources: Sequence[str | Path],
    settings: Settings | None = None,
    *,
    models: Models | None = None,
    progress: Progress | None = None,
) -> Checked:
    """The draft in that file held against the files and folders of its sources; `-` is standard input, for one of them.

    Without `models` those that the settings name. Raises InputError where draft or sources cannot be read.
    """
    settings = settings or Settings()
    check_paths([draft, *sources])
    if str(draft) == "-" and "-" in map(str, sources):
        raise InputError("-: the draft and a source; allowed is one of them, standard input can be read once")
    if models is None:
        check_models(None, None, settings.verifier, adapter=None, extractive=True)
    text = read_draft(draft, settings)
    # Nothing is its own witness: a draft among its sources is none.
    reading = read_within(sources, settings, progress, apart=[] if str(draft) == "-" else [Path(draft)])
    if not reading.articles:
        reasons = ", ".join(f"{n} {reason}" for reason, n in sorted(Counter(s.reason for s in reading.skipped).items()))
        raise InputError(f"no source could be read ({reasons or 'nothing there'}); `summarizer read PATH` tells why")
    models = models or load_models(verifier=settings.verifier, extractive=True, progress=progress)
    return replace(check_draft(text, reading.articles, models, progress=progress), skipped=reading.skipped)


def check_draft(
    draft: str, articles: Sequence[Article], models: Models, *, progress: Progress | None = None
) -> Checked:
    """Each sentence of a draft held against the articles; InputError for a draft that states nothing."""
    language = _language_of(articles)
    analyst = Analyst(models.parser if language == KNOWN_LANGUAGE else None, language)
    passages = _distinct(passage for article in articles for passage in _passages(article, analyst))
    check = _Checker(passages, analyst, models)
    stated, passed_over = _stated(draft, analyst, language)
    if not stated:
        raise InputError("the draft has no sentence to check")
    tell = progress or _silent
    meant = _meant(draft, stated) if analyst.parser else {}
    sentences = []
    for number, (start, end) in enumerate(stated):
        tell("check", number, len(stated))
        verdict, found = check(draft[start:end], meant.get(number))
        citations = dict.fromkeys(citation for passage in found for citation in passage.citations)
        sentences.append(CheckedSentence(draft[start:end], start, end, verdict, tuple(citations)))
    tell("check", len(stated), len(stated))
    verifier = models.judge.name if models.judge else None
    return Checked(draft, tuple(sentences), tuple(passed_over), tuple(articles), verifier=verifier)


def check_sentences(sentences: Sequence[str], evidence: Sequence[str], models: Models) -> list[Verdict]:
    """The verdict on each sentence by those of the given source sentences that it can rest on, with all that failed."""
    check = _Checker([Passage(text, (text,)) for text in evidence], Analyst(models.parser), models)
    return [check(sentence)[0] for sentence in sentences]


def _plain(text: str) -> str:
    """A sentence of a draft as it is read.

    >>> _plain("**Repairs** will cost 5 million crowns [2].")
    'Repairs will cost 5 million crowns.'
    """
    return _MARKUP.sub("", text).strip()


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def _language_of(articles: Sequence[Article]) -> str | None:
    """The known language, if any of the sources may be in it; else that of the first that has one."""
    return KNOWN_LANGUAGE if any(map(is_known, articles)) else next((a.language for a in articles if a.language), None)


def _passages(article: Article, analyst: Analyst) -> Iterator[Passage]:
    """The sentences of a source; one that opens with "he" has the name, or else the sentence before, with it."""
    text, spans = article.text, sentence_spans(article.text, article.language)
    known = is_known(article) and analyst.parser is not None
    resolved = references(text, spans) if known else {}
    for number, span in enumerate(spans):
        said, here = text[slice(*span)], Citation(article.id, *span)
        if len(said) > LONGEST:
            continue
        reference = resolved.get(number)
        with_name = named(text, span, reference) if reference else None
        if reference and with_name:
            yield Passage(with_name, (said, with_name), (here, Citation(article.id, *spans[reference.source])))
        elif number and known and leaves_open(said):
            before = spans[number - 1]
            yield Passage(said, (text[slice(*before)], said), (here, Citation(article.id, *before)))
        else:
            yield Passage(said, (said,), (here,))


def _distinct(passages: Iterable[Passage]) -> list[Passage]:
    """The passages, one that stands in several sources once, with a few of its places."""
    found: dict[tuple[str, ...], Passage] = {}
    for passage in passages:
        first = found.setdefault(passage.texts, passage)
        if first is not passage and len({c.article for c in first.citations}) < COPIES:
            found[passage.texts] = replace(first, citations=(*first.citations, *passage.citations))
    return list(found.values())


def _stated(draft: str, analyst: Analyst, language: str | None) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where in a draft something is stated, and where a heading or other words that state nothing stand."""
    states = _states(analyst)
    stated: list[tuple[int, int]] = []
    passed_over: list[tuple[int, int]] = []
    for line in re.finditer(r"[^\n\r\u2028\u2029]+", draft):
        lead = _LEAD.match(line.group())
        begun = line.start() + (lead.end() if lead else 0)
        for start, end in sentence_spans(draft[begun : line.end()], language):
            span = begun + start, begun + end
            (stated if states(draft[slice(*span)]) else passed_over).append(span)
    return stated, passed_over


def _meant(draft: str, stated: Sequence[tuple[int, int]]) -> dict[int, _Meant]:
    """Number of a sentence -> the same with the name for its pronoun; only where the draft leaves no doubt."""
    found = {}
    for number, reference in references(draft, stated).items():
        if text := named(draft, stated[number], reference):
            found[number] = _Meant(text, last_name(reference.name))
    return found


def _states(analyst: Analyst) -> Callable[[str], bool]:
    """Tells whether words state something: a sentence with a content word, or a line with a verb or a figure."""

    def states(text: str) -> bool:
        if len(text) > LONGEST:
            return True
        said = analyst.one(_plain(text))
        if marks.ended(said.text, dots=True):
            return bool(said.bag)
        if analyst.parser is None:
            return len(said.bag) >= LEAST_SAID_UNPARSED
        told = said.numbers or any(token.tag in FINITE for token in said.tree)
        return len(said.bag) >= LEAST_SAID and bool(told)

    return states
