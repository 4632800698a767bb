"""The independent check of what a sentence holds against what it cites."""

import json
from pathlib import Path

import pytest

from eval.cli import main
from eval.commands.making import differs
from eval.errors import EvalError
from eval.measures.truth import missing
from eval.told import load_told


@pytest.mark.parametrize(
    ("sentence", "cited", "found"),
    [
        ("Ana Lim paid 40 crowns.", ["Ana Lim paid 40 crowns on Monday."], []),
        ("Ana Lim paid 40 crowns.", ["Ana Lim paid 14 crowns."], ["number 40"]),
        ("Twelve ships left.", ["12 ships left."], []),
        ("The port lost €4 billion.", ["The port lost €4 million."], ["number 4 billion"]),
        ("The port lost $40.", ["The port lost €40."], ["number 40"]),
        ("It grew by 4 per cent.", ["It grew by 4%."], []),
        ("It grew by 4 per cent.", ["It grew by 4 crowns."], ["number 4 %"]),
        ("The port has 1,200 workers.", ["The port has 1200 workers."], []),
        ("They met on March 14.", ["They met on 13 March."], ["number 14", "date March 14"]),
        ("They met on March 13.", ["They met on 13 March."], []),
        ("They met on Friday.", ["They met on Thursday."], ["date Friday"]),
        ("Bo Lim left.", ["Ana Lim left."], ["name Bo"]),
        ("Mayor Bo Lim left.", ["Mayor Ana Lim left with Bo Lim."], ["name Mayor Bo"]),
        ("Rask’s men left the U.S. port.", ["The men of Rask left the US port."], []),
        ("After that, Rask left.", ["Rask left."], []),
        ("“We won,” Rask said.", ['"We won," said Rask.'], []),
        ("“We won,” Rask said.", ["Rask said we had won."], ["quotation “We won,”"]),
        ("“We won, Rask said.", ["“We won, Rask said."], ["quotation an unpaired quotation mark"]),
        ("Rask left on Monday.", [], ["date Monday", "name Rask"]),
        ("", [], []),
    ],
)
def test_missing(sentence: str, cited: list[str], found: list[str]) -> None:
    assert [" ".join(each) for each in missing(sentence, cited)] == found


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ((), False),
        (("The port closed.",), False),
        (("The port closed.", "The port closed on Friday."), False),
        (("The port closed after the storm.", "The port closed on Friday."), True),
    ],
)
def test_where_merging_could_add_something(claim: tuple[str, ...], expected: bool) -> None:
    assert differs(claim) is expected


ARTICLE = "Ana Lim closed the port. Bo Rask opened it on Friday."
BRIEFING = {
    "articles": [{"id": "a", "text": ARTICLE}],
    "stories": [
        {
            "id": "s",
            "summary": [
                {
                    "text": "Ana Lim closed the port.",
                    "method": "copied",
                    "citations": [{"article": "a", "start": 0, "end": 24}],
                },
                {
                    "text": "Bo Rask opened it on Monday.",
                    "method": "condensed",
                    "citations": [{"article": "a", "start": 25, "end": 53}],
                },
            ],
        }
    ],
}


def test_truth_of_a_briefing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    briefing, out = tmp_path / "day.json", tmp_path / "r.json"
    briefing.write_text(json.dumps(BRIEFING), encoding="utf-8")
    assert main(["truth", str(briefing), "--sample", "5", "--out", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "s#2 date: 'Monday' in: Bo Rask opened it on Monday." in printed
    assert "s#2 (condensed): Bo Rask opened it on Monday.\n    [1] Bo Rask opened it on Friday." in printed
    assert "s#1 (" not in printed
    result = json.loads(out.read_text(encoding="utf-8"))
    truth, making = result["tables"]
    counts = {
        row["system"]: (row["scores"]["sentences"]["value"], row["scores"]["any"]["value"]) for row in truth["rows"]
    }
    assert counts == {"all": (2, 1), "condensed": (1, 1), "copied": (1, 0)}
    assert making["rows"][0]["scores"]["copied"]["value"] == 0.5
    assert "Rask" not in out.read_text(encoding="utf-8")


def test_truth_of_what_rouge_wrote(tmp_path: Path) -> None:
    lines = tmp_path / "told.jsonl"
    sentence = {"text": "The port closed.", "method": "merged", "cited": ["The port closed."], "claim": ["a b", "c d"]}
    lines.write_text(json.dumps({"id": "1", "system": "summarizer", "summary": [sentence]}) + "\n", encoding="utf-8")
    (summary,) = load_told(lines).items
    assert summary.id == "summarizer/1"
    assert summary.sentences[0].cited == ("The port closed.",)
    assert summary.sentences[0].claim == ("a b", "c d")
    assert main(["truth", str(lines)]) == 0


@pytest.mark.parametrize("text", ["{", "[]", '{"articles": []}', '{"articles": [], "stories": []}'])
def test_what_is_no_briefing(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvalError, match="briefing"):
        load_told(path)
