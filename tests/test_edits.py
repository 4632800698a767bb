"""Edits of one fact, rewordings, and the judgements that are made of them."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from summarizer.language import Analyst
from summarizer.training.__main__ import main
from summarizer.training.editing import Pool, replaced
from summarizer.training.edits import edits
from summarizer.training.judgements import Judgement, Maker
from summarizer.training.rewordings import passive, reworded, speaker_last
from summarizer.types import Parser

#: A sentence, a kind of edit, what may come out of it.
CHANGED = [
    ("The mayor closed 12 bridges in Arden.", "number", r"The mayor closed [2-9]2 bridges in Arden\.|.* 1[013-9] .*"),
    ("They met three times.", "number", r"They met (?!three)\w+ times\."),
    ("Rain fell on Monday.", "date", r"Rain fell on (?!Monday)\w+day\."),
    ("Rain fell in June.", "date", r"Rain fell in (?!June)[A-Z][a-z]+\."),
    ("It cost 3 million.", "unit", r"It cost 3 (billion|thousand)\."),
    ("Anna Rask met Peter Holm in Arden.", "swap", r"Peter Holm met Anna Rask in Arden\."),
    ("Anna Rask met Peter Holm in Arden.", "role", r"Peter Holm met Anna Rask in Arden\."),
    ("The plan was backed by the council.", "role", r"The council was backed by the plan\."),
    ("He has not signed the law.", "negation", r"He has signed the law\."),
    ("He signed the law.", "negation", r"He did not sign the law\."),
    ("He is angry.", "negation", r"He is not angry\."),
    ("He will leave.", "modal", r"He m(ay|ight) leave\."),
    ("He signed the law.", "modal", r"He signed the law\.|He (may|could) have signed the law\."),
    ("It cost at least 40 crowns.", "qualifier", r"It cost (?!at least)(\w+ ){0,4}40 crowns\."),
    ("They fled before the rain.", "opposite", r"They fled after the rain\."),
    ("If it rains, the port will close.", "condition", r"The port will close\."),
    ("Fire killed 12 people and hurt 40.", "figures", r"Fire killed 40 people and hurt 12\."),
    ("He came on Monday and left on Friday.", "days", r"He came on Friday and left on Monday\."),
    ("A nurse saved the boy.", "nouns", r"A boy saved the nurse\."),
    (
        "He met Holm after the vote and left after lunch.",
        "circumstance",
        r"He met Holm after lunch and left after the vote\.",
    ),
    (
        "Rask runs the mill and the floods moved the stones.",
        "subject",
        r"The floods runs the mill and the floods moved the stones\.|Rask runs the mill and Rask moved the stones\.",
    ),
    ("Lim said it failed and Rask said it worked.", "speaker", r"Rask said it failed and Lim said it worked\."),
    ("Lim said the plan failed.", "attribution", r"The plan failed\."),
    ("The plan failed, Lim said.", "attribution", r"The plan failed\."),
    ("Police held the suspected thief.", "hedge", r"Police held the thief\."),
    ("The firm plans to cut 12 jobs.", "intent", r"The firm will cut 12 jobs\."),
    ("Former minister Ada Lim left.", "rank", r"((Deputy|Acting|Vice|Interim|Assistant|Ex) m|M)inister Ada Lim left\."),
]


@pytest.mark.parametrize(("text", "kind", "pattern"), CHANGED, ids=lambda value: str(value)[:30])
def test_one_fact_is_changed(text: str, kind: str, pattern: str, parser: Parser) -> None:
    import re

    said = Analyst(parser).one(text)
    pool = Pool()
    pool.add(said.tree)
    found = [e.change(said) for s in range(8) for e in edits(said, [said], pool, random.Random(s)) if e.kind == kind]
    assert found
    assert all(re.fullmatch(pattern, each) for each in found), found


def test_the_same_fact_is_changed_in_other_words_too(parser: Parser) -> None:
    analyst = Analyst(parser)
    said, other = analyst(["Three men fled on Monday.", "On Monday 3 men had fled, Lim said."])
    (number,) = [e for e in edits(said, [other], Pool(), random.Random(0)) if e.kind == "number"]
    word, figure = number.change(said).split()[0].lower(), number.change(other).split()[2]
    assert word != "three"
    assert (word, figure) in {("two", "2"), ("four", "4"), ("five", "5"), ("six", "6"), ("seven", "7"), ("eight", "8"),
                              ("nine", "9"), ("ten", "10"), ("eleven", "11"), ("twelve", "12")}  # fmt: skip


def test_a_fact_is_put_into_the_mouth_of_somebody_who_says_something_else(parser: Parser) -> None:
    said, plain, other = Analyst(parser)(
        ["The plan failed in May.", "In May the plan failed.", "The mayor said that she was sorry."]
    )
    (reach,) = [e for e in edits(said, [plain, other], Pool(), random.Random(0)) if e.kind == "reach"]
    assert reach.change(said) == "The plan failed in May, the mayor said."
    assert reach.change(plain) == "In May the plan failed, the mayor said."
    assert reach.change(other) == other.text


def test_words_are_replaced_all_at_once() -> None:
    assert replaced("Ann met Bo; Bo left Ann.", {"Ann": "Bo", "Bo": "Ann"}, cased=True) == "Bo met Ann; Ann left Bo."
    assert replaced("Before dawn, before.", {"before": "after"}, cased=False) == "After dawn, after."
    assert replaced("He set it upset.", {"set": "put"}, cased=False) == "He put it upset."


@pytest.mark.parametrize(
    ("text", "reworded_text"),
    [
        ("Lim said the plan failed.", "The plan failed, Lim said."),
        ("The mayor said that the plan failed.", "The plan failed, the mayor said."),
        ("The plan failed.", None),
    ],
)
def test_the_speaker_may_stand_last(text: str, reworded_text: str | None, parser: Parser) -> None:
    assert speaker_last(Analyst(parser).one(text)) == reworded_text


@pytest.mark.parametrize(
    ("text", "reworded_text"),
    [
        ("The council approved the plan in June.", "The plan was approved by the council in June."),
        ("Rask closed two bridges.", "Two bridges were closed by Rask."),
        ("Rask went home.", None),
        ("Rask has approved the plan.", None),
    ],
)
def test_the_passive(text: str, reworded_text: str | None, parser: Parser) -> None:
    assert passive(Analyst(parser).one(text)) == reworded_text


def test_what_is_reworded_is_another_text(parser: Parser) -> None:
    said = Analyst(parser).one("Mayor Anna Rask, who is 52, closed two bridges in Arden on Monday, the council said.")
    assert reworded(said)
    assert said.text not in reworded(said)


PAIR = {
    "id": "a",
    "src": ["Mayor Anna Rask closed two bridges in Arden on Monday.", "Anna Rask closed the bridges after a flood."],
    "tgt": "Mayor Anna Rask closed two bridges in Arden on Monday after a flood.",
}


def made(parser: Parser, record: dict[str, object], name: str = "x", *, held_out: bool = False) -> list[Judgement]:
    return list(Maker(parser, {"closed": ["opened"]}, 0, held_out).of_file(name, [record]))


def test_a_true_pair_gives_as_much_truth_as_falsehood_whatever_side_is_read(parser: Parser) -> None:
    found = made(parser, PAIR)
    kinds = {j.kind for j in found}
    assert {"number", "date", "negation", "one source"} <= kinds
    for kind in ("number", "date", "name"):
        four = [j for j in found if j.kind == kind]
        texts = {j.text for j in four if j.true}
        assert texts == {j.text for j in four if not j.true}
        assert {j.evidence for j in four if j.true} == {j.evidence for j in four if not j.true}
    assert [j.text for j in found if j.kind == "one source"] == [PAIR["tgt"]]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"source": "A dog runs.", "claim": "An animal runs.", "label3": "entailment"}, [True]),
        ({"source": "A dog runs.", "claim": "No animal runs.", "label3": "contradiction"}, [False]),
        ({"source": "A dog runs. It rains.", "claim": "It snows.", "label": 0, "dataset": "d"}, [False]),
        ({"source": "A dog runs.", "claim": "It sat.", "label": 0, "corrected": "It runs."}, [False, True]),
        ({"source": "A dog runs.", "supported": "A dog moves.", "unsupported": "A cat moves."}, [True, False]),
        ({"source_sentence": "A dog runs.", "correct": "It runs.", "incorrect": "It sits."}, [True, False]),
        ({"a": "A dog runs.", "b": "A dog is running.", "label": 1, "dataset": "MSRP"}, [True]),
        ({"a": "A dog runs.", "b": "A dog ran.", "label": None, "score": 3.0, "dataset": "STS"}, []),
        (
            {"src": ["A dog runs."], "contrasts": [["opposite", "A dog is running.", "A dog rests."]]},
            [True, False],
        ),
        (
            {"article": "A dog runs.", "summary_sentences": [{"sentence": "It runs.", "responses": ["yes", "yes"]}]},
            [True],
        ),
    ],
)  # fmt: skip
def test_what_people_judged(record: dict[str, object], expected: list[bool], parser: Parser) -> None:
    found = [j.true for held_out in (False, True) for j in made(parser, record, held_out=held_out)]
    assert found[: len(expected)] == expected
    assert len(found) in (len(expected), 2 * len(expected), 1)  # inference is in both parts; a correction is learned


def test_the_command_writes_the_same_again(tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text(json.dumps(PAIR) + "\n")
    for name in ("one", "two"):
        assert main(["judgements", str(tmp_path / "pairs.jsonl"), "-o", str(tmp_path / name)]) == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    rows = [json.loads(line) for line in (tmp_path / "one").read_text().splitlines()]
    assert {"evidence", "text", "true", "kind", "data", "document"} == set(rows[0])


def test_a_record_of_no_kind_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "odd.jsonl").write_text('{"odd": 1}\n')
    assert main(["judgements", str(tmp_path / "odd.jsonl"), "-o", str(tmp_path / "out")]) == 1
    assert "odd.jsonl" in capsys.readouterr().err
