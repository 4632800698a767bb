"""Words that hang on each other in no source, and whose "he" becomes "she"; how a writer's sentences are weighed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from summarizer.language import Analyst
from summarizer.linear import load
from summarizer.training.__main__ import main
from summarizer.training.learn_written import Written, cross_validated, fit, line, totals
from summarizer.types import Parser
from summarizer.verify import arcs, make_checker, meaning
from summarizer.verify.facets import Evidence

STORM = "A rare winter storm in Texas is battering the state with heavy snow."
CRASH = "A lorry crashed into a school bus near Arden, and nobody was hurt, the sheriff said."
DEFENDED = "The secretary defended the president on Monday, saying he did it to stand up for his supporters."
WEIGHTS = Path(meaning.__file__).with_name("weights.json")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("A rare storm is battering Texas with heavy snow.", False),
        ("A rare winter storm in Texas crashed into a school bus near Arden.", True),
        ("A winter storm is battering Texas and a lorry crashed into a bus near Arden.", False),
        ("A rare winter storm in Texas is battering a school bus with heavy snow.", True),
    ],
)
def test_what_hangs_together_must_stand_near_each_other_in_a_source(text: str, apart: bool, parser: Parser) -> None:
    analyst = Analyst(parser)
    said, sources = analyst.one(text), analyst([STORM, CRASH])
    analyst.trees([said, *sources])
    assert bool(list(arcs.far_apart(said, Evidence(sources)))) is apart


@pytest.mark.slow
def test_his_supporters_are_not_hers(parser: Parser) -> None:
    check = make_checker(parser)
    shorter = "The secretary defended the president, saying he did it to stand up for his supporters."
    assert "role" not in check(shorter, [DEFENDED]).reasons
    hers = shorter.replace("he did", "she did").replace("his", "her")
    assert [f.words for f in check(hers, [DEFENDED]).failed if f.reason == "role"] == [("she", "her")]


@pytest.mark.slow
def test_a_quotation_keeps_the_verb_that_holds_it(parser: Parser) -> None:
    check = make_checker(parser)
    source = 'The mayor named two clerks to the port board, choices that Ana Lim called "odd" and "the worst."'
    assert "speaker" in check('The mayor named two clerks to the port board, "odd" and "the worst."', [source]).reasons
    assert (
        "speaker" not in check('Ana Lim called two clerks for the port board "odd" and "the worst."', [source]).reasons
    )


def rows() -> list[Written]:
    good = {"support": 1.0}
    bad = {"support": 0.9, "far": 1.0}
    return [Written(f"s{i}", "full" if i % 2 else "not", good if i % 2 else bad) for i in range(60)]


def test_the_line_lets_no_more_of_the_false_pass_than_it_may() -> None:
    sums = cross_validated(rows())
    passed = sums >= line(sums, rows(), 0.0)
    assert [row.support == "full" for row in rows()] == passed.tolist()
    model = fit(rows())
    assert model.weights["far"] < 0 < model.weights["support"]
    assert totals(model, rows()[:2]).argmax() == 1


def test_written_is_learned_into_the_file_of_weights(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    judged, weights = tmp_path / "judged.jsonl", tmp_path / "weights.json"
    weights.write_bytes(WEIGHTS.read_bytes())
    lines = [{"story": r.story, "support": r.support, "features": r.features} for r in rows()]
    refused = {"story": "x", "support": "not", "features": None}
    judged.write_text("".join(json.dumps(line) + "\n" for line in [*lines, refused]), encoding="utf-8")
    assert main(["written", str(judged), "-o", str(weights)]) == 0
    assert "61 sentences, 60 that no hard facet refuses" in capsys.readouterr().out
    before, after = load(WEIGHTS), load(weights)
    assert after.models[meaning.READ] == before.models[meaning.READ]
    assert after.models[meaning.WRITTEN] != before.models[meaning.WRITTEN]
    judged.write_text("".join(json.dumps(line) + "\n" for line in lines if line["support"] == "full"), encoding="utf-8")
    assert main(["written", str(judged)]) == 1


def test_the_shipped_weights_are_those_of_the_judged_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    """What the command prints is what ships: the file of judged sentences is the one it was learned from."""
    assert main(["written", str(Path(__file__).parent.parent / "eval" / "written.jsonl.gz")]) == 0
    told = capsys.readouterr().out
    shipped = load(WEIGHTS).models[meaning.WRITTEN].weights
    assert all(f"{name:12} {weight:7.3f}" in told for name, weight in shipped.items())
