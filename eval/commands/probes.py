"""`probes`: does what a careful editor would keep survive the writer - "nearly", "alleged", "not", who said it to whom?

Each probe is a few source sentences with rules on what may be made of them: a fact may be left out, but who tells it
must keep what it hangs on. The rules are regular expressions, so that anyone can read why a sentence is called broken.
They find the faults they were written for and no others: a sentence that breaks none may still be wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from eval.commands.options import Options
from eval.data import Dataset, sequence, string
from eval.errors import EvalError
from eval.measures.writing import used
from eval.product import Product
from eval.progress import track
from eval.results import Entry, Listing, Result, Row, Table
from eval.resume import PartialOutputs
from eval.signature import sign
from eval.stats import Bootstrap, Score
from summarizer import Article

DEFAULT = Path(__file__).parents[2] / "tests" / "data" / "writing_probes.toml"
NOTE = (
    "groups of which a sentence breaks a rule, by kind, and their share of all; told: the share that tell something "
    "a rule is about; uses 2+ sources: of the groups with several"
)

#: Probes written together.
BATCH = 12

#: The sentences that a system made of each probe.
Outputs: TypeAlias = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """Whoever tells what `about` matches must say, in the same sentence, what `keep` matches."""

    about: re.Pattern[str]
    keep: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Probe:
    """Source sentences of different outlets, and what may be made of them."""

    #: Its kind and its number within the kind, "date-3".
    id: str
    #: What the rules are about: "qualifier", "hedge", "negation", ...
    kind: str
    sources: tuple[str, ...]
    must: tuple[Rule, ...]
    #: What would be false.
    never: tuple[re.Pattern[str], ...]
    #: A rendering that breaks a rule and one that breaks none: they keep the rules honest.
    wrong: str
    good: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("data", type=Path, nargs="?", default=DEFAULT, metavar="FILE", help="TOML; default: our own")


def run(arguments: argparse.Namespace, options: Options) -> Result:
    """Write every probe with and without adapter, as the writer gives it and as the product prints it."""
    dataset = read_probes(arguments.data).first(options.limit)
    product = Product(options.settings)
    systems = {"summarizer": product, "without adapter": Product(replace(options.settings, adapter="none"))}
    signature = sign([dataset], options.described(), options.bootstrap, models=product.model_names)
    with options.keep_outputs("probes", signature) as kept:
        outputs = {
            f"{name}, {stage}": _outputs(f"{name}, {stage}", partial(make, system), dataset.items, kept)
            for name, system in systems.items()
            for stage, make in STAGES.items()
        }
    table = tabulate(outputs, dataset.items, options.bootstrap)
    return Result("probes", signature, (table,), tuple(_listings(outputs, dataset.items)))


def _outputs(
    name: str, make: Callable[[Sequence[Probe]], Outputs], probes: Sequence[Probe], kept: PartialOutputs
) -> Outputs:
    """What a system makes of the probes, a batch at a time; what an interrupted run has made is taken from there."""
    made: Outputs = []
    for start in track(range(0, len(probes), BATCH), name):
        batch = f"{name}/{start}"
        if kept.get(batch) is None:
            kept.add(batch, make(probes[start : start + BATCH]))
        made += map(tuple, kept.get(batch) or ())
    return made


def read_probes(path: Path) -> Dataset[Probe]:
    """The probes of a TOML file; EvalError if it cannot be read or one of them is of another shape."""
    try:
        raw = path.read_bytes()
        groups = tomllib.loads(raw.decode("utf-8")).get("group", [])
    except OSError as error:
        raise EvalError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EvalError(f"{path}: not valid TOML ({error})") from error
    if not isinstance(groups, list) or not groups:
        raise EvalError(f"{path}: no [[group]] in it")
    probes: list[Probe] = []
    counts: dict[str, int] = {}
    for number, group in enumerate(groups, 1):
        try:
            kind = string(group, "kind")
            counts[kind] = counts.get(kind, 0) + 1
            probes.append(_probe(group, kind, f"{kind}-{counts[kind]}"))
        except (ValueError, TypeError, re.error) as error:
            raise EvalError(f"{path}: group {number}: {error}") from error
    return Dataset(path.name, hashlib.sha256(raw).hexdigest(), tuple(probes))


def _probe(group: Mapping[str, Any], kind: str, identity: str) -> Probe:
    must = tuple(Rule(_pattern(about), _pattern(keep)) for about, keep in group.get("must", []))
    never = tuple(map(_pattern, group.get("never", [])))
    if not must and not never:
        raise ValueError("it has neither 'must' nor 'never'")
    sources = tuple(str(source) for source in sequence(group, "sources"))
    return Probe(identity, kind, sources, must, never, string(group, "wrong"), string(group, "good"))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def broken(probe: Probe, sentence: str) -> list[str]:
    """What is wrong with a sentence made of the probe, one entry for each rule that it breaks.

    >>> rule = Rule(re.compile("40 million"), re.compile("nearly 40"))
    >>> broken(Probe("q-1", "q", (), (rule,), (), "", ""), "It cost 40 million.")
    ['40 million without /nearly 40/']
    """
    lost = [
        f"{found.group()} without /{rule.keep.pattern}/"
        for rule in probe.must
        if (found := rule.about.search(sentence)) and not rule.keep.search(sentence)
    ]
    return lost + [f"false: {found.group()}" for pattern in probe.never if (found := pattern.search(sentence))]


def written(product: Product, probes: Sequence[Probe]) -> Outputs:
    """The writer's greedy answer to each probe, nothing checked."""
    from summarizer import prompt_for

    writer = product.models.writer
    if writer is None:
        raise EvalError("an extractive run has no writer to measure")
    prompts = [prompt_for(probe.sources) for probe in probes]
    answers = writer.generate(prompts, candidates=1, max_new_tokens=80, seed=product.settings.seed)
    return [tuple(answer[:1]) for answer in answers]


def printed(product: Product, probes: Sequence[Probe]) -> Outputs:
    """The summary that the product prints of each probe, each source sentence being the whole article of an outlet."""
    outputs: Outputs = []
    for probe in probes:
        articles = [
            Article(f"{probe.id}-{number}", None, source, f"Source {number}", language="en")
            for number, source in enumerate(probe.sources, 1)
        ]
        report = product.tell(articles)
        outputs.append(tuple(sentence.text for sentence in report.summary.sentences) if report else ())
    return outputs


#: What is looked at: the writer's own words, and what comes out at the end.
STAGES: Mapping[str, Callable[[Product, Sequence[Probe]], Outputs]] = {"written": written, "printed": printed}


def tabulate(outputs: Mapping[str, Outputs], probes: Sequence[Probe], bootstrap: Bootstrap) -> Table:
    """One row for each system."""
    rows = tuple(Row(name, _scores(texts, probes, bootstrap)) for name, texts in outputs.items())
    return Table("Probes of the writing", len(probes), rows, NOTE)


def _scores(texts: Outputs, probes: Sequence[Probe], bootstrap: Bootstrap) -> dict[str, Score]:
    faults = [any(broken(p, sentence) for sentence in each) for p, each in zip(probes, texts, strict=True)]
    told = [
        any(rule.about.search(sentence) for rule in probe.must for sentence in each) or (bool(each) and not probe.must)
        for probe, each in zip(probes, texts, strict=True)
    ]
    several = [
        float(any(len(used(sentence, probe.sources)) > 1 for sentence in each))
        for probe, each in zip(probes, texts, strict=True)
        if len(probe.sources) > 1
    ]
    kinds = dict.fromkeys(probe.kind for probe in probes)
    by_kind = {k: Score(sum(f for f, p in zip(faults, probes, strict=True) if p.kind == k)) for k in kinds}
    return {
        "broken": bootstrap.mean([float(fault) for fault in faults]),
        "told": bootstrap.mean([float(each) for each in told]),
        "uses 2+ sources": bootstrap.mean(several),
        **by_kind,
    }


def _listings(outputs: Mapping[str, Outputs], probes: Sequence[Probe]) -> list[Listing]:
    """What each system broke, and then all that the product prints, as no rule finds every fault."""
    listings = []
    for name, texts in outputs.items():
        pairs = [(p, each) for p, each in zip(probes, texts, strict=True) if any(broken(p, s) for s in each)]
        listings.append(Listing(f"Broken: {name}", tuple(_entry(probe, each) for probe, each in pairs)))
    name = "summarizer, printed"
    every = tuple(_entry(probe, each) for probe, each in zip(probes, outputs[name], strict=True))
    return [*listings, Listing("All that the product prints", every)]


def _entry(probe: Probe, sentences: Sequence[str]) -> Entry:
    lines = [f"  source: {source}" for source in probe.sources]
    for sentence in sentences:
        lines.append(f"  output: {sentence}")
        lines += [f"    ! {fault}" for fault in broken(probe, sentence)]
    return Entry(probe.id, "\n".join(["", *lines]))
