"""The writing probes: their rules are fair and can fail, and the command counts what breaks them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from eval.cli import main
from eval.commands.probes import DEFAULT, Probe, Rule, broken, read_probes, tabulate
from eval.data import Dataset
from eval.errors import EvalError
from eval.stats import Bootstrap

PROBES: Dataset[Probe] = read_probes(DEFAULT)


@pytest.mark.parametrize("probe", PROBES.items, ids=lambda probe: probe.id)
def test_the_rules_pass_what_is_right_and_catch_what_is_wrong(probe: Probe) -> None:
    right = [*probe.sources, probe.good]
    assert {text: broken(probe, text) for text in right} == {text: [] for text in right}
    assert broken(probe, probe.wrong)


def test_every_rule_is_about_something_that_the_sources_say() -> None:
    idle = [
        (probe.id, rule.about.pattern)
        for probe in PROBES.items
        for rule in probe.must
        if not any(rule.about.search(source) for source in probe.sources)
    ]
    assert idle == []
    silent = [p.id for p in PROBES.items if p.must and not any(rule.about.search(p.good) for rule in p.must)]
    assert silent == []


def test_the_sources_are_newswire_sentences() -> None:
    assert {len(probe.sources) for probe in PROBES.items} <= {1, 2, 3}
    sources = [source for probe in PROBES.items for source in probe.sources]
    assert [s for s in sources if not 15 <= len(s.split()) <= 36 or not s.endswith((".", "”"))] == []
    assert len(sources) == len(set(sources))


def test_the_kinds_are_all_there_and_nothing_twice() -> None:
    kinds = Counter(probe.kind for probe in PROBES.items)
    assert set(kinds) == set("qualifier hedge negation speaker role date unit surname cause condition modal".split())
    assert min(kinds.values()) >= 11
    assert len(PROBES.items) >= 120


@pytest.mark.parametrize(
    ("sentence", "faults"),
    [
        ("The wall cost nearly 40 million crowns.", []),
        ("The wall was built in May.", []),
        ("", []),
        ("THE WALL COST 40 MILLION CROWNS.", ["40 MILLION without /nearly 40/"]),
        ("The mayor built it for nearly 40 million.", ["false: The mayor built"]),
        ("The mayor built it for 40 million.", ["40 million without /nearly 40/", "false: The mayor built"]),
    ],
)
def test_broken(sentence: str, faults: list[str]) -> None:
    assert broken(probe("q-1", "q"), sentence) == faults


def test_the_table_counts_groups_by_kind() -> None:
    probes = [probe("q-1", "q"), probe("q-2", "q"), probe("r-1", "r")]
    both = "The wall, which workers began in spring, cost nearly 40 million crowns, the council said."
    outputs = {
        "careful": [(both,), (), ("The wall cost nearly 40 million crowns.",)],
        "careless": [("It cost 40 million.", "The mayor built it."), ("It cost 40 million.",), ("It cost nearly 40.",)],
    }
    table = tabulate(outputs, probes, Bootstrap(resamples=10))
    rows = {row.system: {name: score.value for name, score in row.scores.items()} for row in table.rows}
    third = 1 / 3
    assert rows == {
        "careful": {"broken": 0.0, "told": 2 * third, "uses 2+ sources": third, "q": 0, "r": 0},
        "careless": {"broken": 2 * third, "told": 2 * third, "uses 2+ sources": 0.0, "q": 2, "r": 0},
    }


def probe(identity: str, kind: str) -> Probe:
    sources = ("The wall cost nearly 40 million crowns, the council said.", "Workers began the wall in spring.")
    must = (Rule(re.compile("40 million", re.IGNORECASE), re.compile("nearly 40", re.IGNORECASE)),)
    return Probe(identity, kind, sources, must, (re.compile("the mayor built", re.IGNORECASE),), "", "")


GROUP = """
[[group]]
kind = "q"
sources = ["The wall cost nearly 40 million crowns."]
wrong = "The wall cost 40 million crowns."
good = "The wall cost nearly 40 million crowns."
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "cannot be read (No such file or directory)"),
        ("[[group", "not valid TOML"),
        ("", "no [[group]] in it"),
        (GROUP, "group 1: it has neither 'must' nor 'never'"),
        (GROUP + "must = [['a']]", "group 1: not enough values to unpack (expected 2, got 1)"),
        (GROUP + "never = ['(']", "group 1: missing ), unterminated subpattern at position 0"),
        (GROUP.replace("kind", "sort") + "never = ['a']", "group 1: 'kind' is missing; expected a string"),
        (GROUP.replace("[[group]]", "[group]"), "no [[group]] in it"),
    ],
)
def test_a_file_that_cannot_be_used_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, message: str
) -> None:
    path = tmp_path / "own.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert main(["probes", str(path)]) == 1
    assert message in capsys.readouterr().err
    with pytest.raises(EvalError, match=re.escape(message)):
        read_probes(path)


@pytest.mark.slow
def test_the_command_measures_the_writer_and_the_product(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "probes.json"
    assert main(["probes", "--limit", "1", "--out", str(out)]) == 0
    shown = capsys.readouterr().out
    for row in ("summarizer, written", "summarizer, printed", "without adapter, written", "without adapter, printed"):
        assert row in shown
    assert "qualifier-1" in shown
    assert "Port Selby" in shown
    assert "Port Selby" not in out.read_text(encoding="utf-8")
