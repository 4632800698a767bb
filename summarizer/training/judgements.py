"""`judgements`: make what the judge of meaning learns from: evidence, a sentence, and whether it follows.

    python -m summarizer.training judgements FILE[:N]... -o JUDGEMENTS.jsonl [--held-out]

What a file holds is told by the keys of its lines:

    src, tgt                    a true pair (a union that people wrote): edited by kind, see `edits`; and each of
                                several sources alone, which does not say all
    src, contrasts              what readers wrote of sources (`merges`): kind, a true sentence and one made false
    documents                   stories: sentences halved, shortened, with the speaker moved, all true; edited as well
    source, claim, label        a sentence that somebody judged; `label3` of inference too; `corrected` is true
    supported, unsupported      two summaries of one article;  `correct`, `incorrect` two of one `source_sentence`
    a, b, label                 paraphrase or not
    article, summary_sentences  sentences judged by several people

Of a long source the sentences are taken that a sentence can rest on (`verify.select`). Half of the judged documents,
and the parts of pairs that their makers set aside, are left out; `--held-out` takes these instead.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from summarizer.errors import InputError
from summarizer.language import Analysed, Analyst, sentence_spans
from summarizer.models import load_parser
from summarizer.training.editing import Edit, Pool
from summarizer.training.edits import edits
from summarizer.training.halve import halve
from summarizer.training.json_lines import SET_ASIDE, read_items, track, write_lines
from summarizer.training.mixture import AS_WRITTEN, TOLD
from summarizer.training.rewordings import reworded
from summarizer.types import Parser
from summarizer.verify import select

#: Edits of one true pair.
PER_PAIR = 6
#: Sentences taken of one story.
PER_STORY = 2
#: Words of a sentence taken from an article.
LENGTH = range(12, 40)
#: One in so many of what readers wrote is left out.
MEASURED = 8
#: Kinds of edits that give another value.
_VALUES = ("number", "date", "name", "place")
#: From here on two sentences count as saying the same, and up to there as saying different things (0-5).
SAME, DIFFERENT = 4.8, 2.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """Evidence, a sentence, and whether it follows."""

    evidence: tuple[str, ...]
    text: str
    true: bool
    #: The kind of edit, or `AS_WRITTEN`.
    kind: str
    #: Where it comes from, and the document: what is held out is held out whole.
    data: str
    document: str


class Maker:
    """Makes judgements of records; what it draws is drawn by the seed."""

    def __init__(self, parser: Parser, alike: dict[str, list[str]], seed: int, held_out: bool) -> None:
        self._analyst = Analyst(parser)
        self._pool = Pool(alike=alike)
        self._rng = random.Random(seed)
        self._held_out = held_out

    def of_file(self, name: str, records: Sequence[dict[str, Any]]) -> Iterator[Judgement]:
        """The judgements of a file's records."""
        makers = {
            "tgt": self._pairs, "contrasts": self._contrasts, "documents": self._stories, "claim": self._judged,
            "unsupported": self._two,
            "incorrect": self._two_sentences, "b": self._paraphrases, "summary_sentences": self._qags,
        }  # fmt: skip
        make = next((make for key, make in makers.items() if key in records[0]), None)
        if make is None:
            keys = ", ".join(records[0])
            raise InputError(f"{name}: lines with the keys {keys}; `judgements --help` lists what can be read")
        yield from make(name, records)

    # --- pairs and stories ---------------------------------------------------------------------------------------

    def _pairs(self, name: str, records: Sequence[dict[str, Any]]) -> Iterator[Judgement]:
        wanted = [r for r in records if (r.get("split") in SET_ASIDE) == self._held_out or "split" not in r]
        pairs = [(tuple(map(_line, r.get("spans") or r["src"])), _line(r["tgt"]), str(r.get("id"))) for r in wanted]
        yield from self._edited(name, pairs)
        for sources, text, document in pairs:
            yield from self._alone(name, sources, text, document)

    def _contrasts(self, name: str, records: Sequence[dict[str, Any]]) -> Iterator[Judgement]:
        for record in records:
            sources = tuple(map(_line, record["src"]))
            document = _document(" ".join(sources))
            if (sha256(document.encode()).digest()[0] % MEASURED == 0) == self._held_out:
                for kind, true, false in record["contrasts"]:
                    yield Judgement(sources, _line(true), True, f"{TOLD}{kind}", name, document)
                    yield Judgement(sources, _line(false), False, f"{TOLD}{kind}", name, document)

    def _alone(self, name: str, sources: Sequence[str], text: str, document: str) -> Iterator[Judgement]:
        """Each of several sources alone, where it lacks three of the words that the sentence has."""
        said, *theirs = self._analyst([text, *sources])
        for other in theirs:
            if len(theirs) > 1 and len(said.bag - other.bag) >= 3:
                yield Judgement((other.text,), text, False, "one source", name, document)

    def _stories(self, name: str, records: Sequence[dict[str, Any]]) -> Iterator[Judgement]:
        pairs: list[tuple[tuple[str, ...], str, str]] = []
        for number, record in enumerate(track(records, name)):
            document = str(record.get("id", number))
            if _is_held_out(document) != self._held_out:
                continue
            texts = [d["text"] if isinstance(d, dict) else d for d in record["documents"]]
            pairs += self._of_story(texts, document)
        yield from self._edited(name, pairs)

    def _of_story(self, texts: Sequence[str], document: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
        text = self._rng.choice(texts)
        lines = [_line(text[a:b]) for a, b in sentence_spans(text)]
        places = [i for i, s in enumerate(lines) if len(s.split()) in LENGTH and s.endswith((".", ".”", '."'))]
        for place in self._rng.sample(places, min(PER_STORY, len(places))):
            said = self._analyst.one(lines[place])
            halves = halve(said.text, said.tree, self._rng)
            if halves and self._rng.random() < 0.6:
                yield halves, said.text, document
            else:
                near = lines[max(0, place - 1) : place + 2]
                yield tuple(near), self._rng.choice([said.text, *reworded(said)]), document

    def _edited(self, name: str, pairs: Sequence[tuple[tuple[str, ...], str, str]]) -> Iterator[Judgement]:
        self._analyst.trees(self._analyst(t for sources, text, _ in pairs for t in (*sources, text)))
        for sources, text, _ in pairs:
            for said in self._analyst((*sources, text)):
                self._pool.add(said.tree)
        for sources, text, document in track(pairs, f"{name}: edits"):
            yield from self._four_ways(name, sources, text, document)
            yield from self._two_reports(name, sources, text, document)

    def _four_ways(self, name: str, sources: Sequence[str], text: str, document: str) -> Iterator[Judgement]:
        said, *evidence = self._analyst([text, *sources])
        made = edits(said, evidence, self._pool, self._rng)[:PER_PAIR]
        if not made:
            yield Judgement(tuple(sources), text, True, AS_WRITTEN, name, document)
        yield from self._ways(name, said, evidence, made, document)

    @staticmethod
    def _ways(
        name: str, said: Analysed, evidence: Sequence[Analysed], made: Sequence[Edit], document: str
    ) -> Iterator[Judgement]:
        """The four judgements of each edit."""
        text, sources = said.text, [source.text for source in evidence]
        for edit in made:
            other = edit.change(said)
            changed = [edit.change(e) for e in evidence]
            if other == text:
                continue
            shown = tuple(sources)
            yield Judgement(shown, text, True, edit.kind, name, document)
            yield Judgement(shown, other, False, edit.kind, name, document)
            if changed != sources:
                yield Judgement(tuple(changed), other, True, edit.kind, name, document)
                if not edit.one_way:
                    yield Judgement(tuple(changed), text, False, edit.kind, name, document)

    def _two_reports(self, name: str, sources: Sequence[str], text: str, document: str) -> Iterator[Judgement]:
        """A report and a later one with other figures: a sentence takes all from one of them, or is false."""
        said, *evidence = self._analyst([text, *sources])
        found = [e for e in edits(said, evidence, self._pool, self._rng) if e.kind in _VALUES]
        if len(found) < 2 or self._rng.random() < 0.5:
            return
        first, second = found[:2]
        both = self._both(said, first, second)
        later = [self._both(e, first, second) for e in evidence]
        mixed = [first.change(said), second.change(said)]
        if len({text, both, *mixed}) < 4 or any(a == b for a, b in zip(later, sources, strict=True)):
            return
        pool = [*sources, *later]
        self._rng.shuffle(pool)
        yield Judgement(tuple(pool), self._rng.choice([text, both]), True, "two reports", name, document)
        yield Judgement(tuple(pool), self._rng.choice(mixed), False, "two reports", name, document)

    def _both(self, said: Analysed, first: Edit, second: Edit) -> str:
        return second.change(self._analyst.one(first.change(said)))

    # --- what people judged --------------------------------------------------------------------------------------

    def _judged(self, name: str, records: Sequence[dict[str, Any]]) -> Iterator[Judgement]:
        for record in track(records, name):
            source, inference = record["source"], "label3" in record and "label" not in record
            document = _document(source)
            data = str(record.get("dataset", name))
            if not inference and _is_held_out(document) != self._held_out:
                continue
            label = record["label3"] == "entailment" if inference else record["label"] == 1
            if inference:
                yield Judgement((source,), record["claim"], label, AS_WRITTEN, data, document)
                continue
            yield self._selected(source, record["claim"], label, data, document)
            if record.get("corrected") and not self._held_out:
                yield self._selected(source, record["corrected"], True, data, document)

    def _two(self, name: str, records: Sequence[dict[str, Any]]) -> Iterator[Judgement]:
        for record in track(records, name):
            document = _document(record["source"])
            if _is_held_out(document) == self._held_out:
                for key, label in (("supported", True), ("unsupported", False)):
                    yield self._selected(record["source"], _line(record[key]), label, "FIB", document)

    def _two_sentences(self, _: str, records: Sequence[dict[str, Any]]) -> Iterator[Judgement]:
        for record in records:
            document = _document(record["source_sentence"])
            if _is_held_out(document) == self._held_out:
                for key, label in (("correct", True), ("incorrect", False)):
                    yield Judgement((record["source_sentence"],), record[key], label, AS_WRITTEN, "rank19", document)

    def _paraphrases(self, _: str, records: Sequence[dict[str, Any]]) -> Iterator[Judgement]:
        for record in records:
            score = record.get("score", record.get("similarity"))
            label = record.get("label")
            if label is None and score is not None and (score >= SAME or score <= DIFFERENT):
                label = int(score >= SAME)
            if label is not None:
                a, b = self._rng.sample([record["a"], record["b"]], 2)
                yield Judgement((a,), b, bool(label), AS_WRITTEN, str(record["dataset"]).split(" ")[0], _document(a))

    def _qags(self, name: str, records: Sequence[dict[str, Any]]) -> Iterator[Judgement]:
        for record in track(records, name):
            document = _document(record["article"])
            if _is_held_out(document) != self._held_out:
                continue
            for each in record["summary_sentences"]:
                votes = [str(r) == "yes" for r in each["responses"]]
                label = sum(votes) * 2 > len(votes)
                yield self._selected(record["article"], each["sentence"], label, "QAGS", document)

    def _selected(self, source: str, claim: str, label: bool, data: str, document: str) -> Judgement:
        lines = self._analyst(_line(source[a:b]) for a, b in sentence_spans(source))
        chosen = select(self._analyst.one(claim), lines)
        return Judgement(tuple(lines[i].text for i in chosen), claim, label, AS_WRITTEN, data, document)


def _line(text: str) -> str:
    return " ".join(text.split())


def _document(source: str) -> str:
    """What two records of one document have in common: how it begins."""
    return re.sub(r"\W+", "", source)[:60].lower()


def _is_held_out(document: str) -> bool:
    return sha256(document.encode()).digest()[0] % 2 == 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    option = parser.add_argument
    option("files", nargs="+", metavar="FILE[:N]", help="data sets, N: no more than so many lines, drawn by the seed")
    option("-o", "--output", type=Path, required=True, metavar="JUDGEMENTS", help="JSONL file to write")
    option("--held-out", action="store_true", help="the parts that are otherwise left out")
    option("--seed", type=int, default=0, metavar="N", help="default 0")


def run(arguments: argparse.Namespace) -> None:
    """Make the judgements of each file, and write them."""
    from summarizer.training.alike import alike_words

    maker = Maker(load_parser(), alike_words(), arguments.seed, arguments.held_out)
    made = write_lines(arguments.output, _lines(maker, arguments.files, arguments.seed))
    print(f"{arguments.output}: {made} judgements", file=sys.stderr)


def _lines(maker: Maker, files: Iterable[str], seed: int) -> Iterator[dict[str, Any]]:
    for file in files:
        name, _, most = file.partition(":")
        path = Path(name)
        records = read_items(path, lambda record, _: record, "a record of one of the kinds that `--help` lists")
        if most:
            records = random.Random(seed).sample(records, min(int(most), len(records)))
        for j in dict.fromkeys(maker.of_file(path.name, records)):
            yield {
                "evidence": j.evidence,
                "text": j.text,
                "true": j.true,
                "kind": j.kind,
                "data": j.data,
                "document": j.document,
            }
