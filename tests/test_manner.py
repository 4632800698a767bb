"""In what manner sentences tell, and that a summary tells no opinion as a fact."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from summarizer.compose.neutral import GIVES_WAY, LEFT_OUT, UNWANTED, Desk
from summarizer.language import Analyst
from summarizer.models import detect_hardware, load_manner
from summarizer.models.manner import MannerReader, shipped_heads
from summarizer.training.__main__ import main
from summarizer.training.learn_manner import name_of, read_labelled
from summarizer.types import Manner

REPORTS = (
    "The council voted on Tuesday to close the old bridge for two weeks, the mayor said.",
    "Officials said 12 people were taken to hospital after the ferry ran aground near Port Arden.",
    "The company reported a loss of 4.2 million crowns for the third quarter.",
)
OPINIONS = (
    "Never ones to let facts get in the way, the hapless council has once again made fools of us all.",
    "It is a stunning betrayal, and anyone with a shred of decency should be ashamed of this pathetic spectacle.",
    "Sadly, this ballet of incompetence is exactly what we have come to expect from these people.",
)


@pytest.fixture(scope="module")
def reader() -> MannerReader:
    return load_manner(detect_hardware())


@pytest.mark.slow
def test_opinions_are_told_from_reports(reader: MannerReader) -> None:
    reports, opinions = reader.manners(REPORTS), reader.manners(OPINIONS)
    assert max(m.loaded for m in reports) < GIVES_WAY < min(m.loaded for m in opinions)
    assert max(max(m.unspoken, m.furniture) for m in reports) < 0.5


@pytest.mark.slow
def test_what_nobody_says_and_what_is_no_news(reader: MannerReader) -> None:
    spoken, caption = reader.manners(["“I have never seen anything like it in my life.”", "Hide caption"])
    assert spoken.unspoken > 0.5
    assert caption.furniture > 0.5


@pytest.mark.slow
def test_what_needs_what_stood_before_is_told_from_what_does_not(reader: MannerReader) -> None:
    leaning = reader.manners(["In the same statement she turned it down.", "A second letter followed on Tuesday."])
    assert min(m.leaning for m in leaning) > 0.5 > max(m.leaning for m in reader.manners(REPORTS))


@pytest.mark.slow
def test_an_editor_wants_what_happened_and_no_courtesies(reader: MannerReader) -> None:
    courtesies = reader.manners(["Both sides thanked each other for the warm and friendly atmosphere of their talks."])
    assert max(m.wanted for m in courtesies) < min(m.wanted for m in reader.manners(REPORTS))


@pytest.mark.slow
def test_a_batch_reads_as_one_by_one_does(reader: MannerReader) -> None:
    together = reader.manners([*REPORTS, *OPINIONS])
    for text, manner in zip([*REPORTS, *OPINIONS], together, strict=True):
        (alone,) = reader.manners([text])
        assert alone.loaded == pytest.approx(manner.loaded, abs=1e-3)
    assert reader.manners([]) == []
    assert {len(head.weights) for head in shipped_heads().values()} == {reader.model.config.hidden_size}


class Known:
    """A stylist that was told how loaded each text is."""

    name = "known"

    def __init__(self, loaded: dict[str, float]) -> None:
        self.loaded, self.asked = loaded, 0

    def manners(self, texts: Sequence[str]) -> list[Manner]:
        self.asked += len(texts)
        return [Manner(self.loaded[text], 0.0, 1.0 if text == "Hide caption." else 0.0) for text in texts]


def test_loaded_words_give_way_and_opinions_are_left_out() -> None:
    analyst = Analyst(None)
    loaded = {"Neutral.": 0.1, "Mild.": GIVES_WAY, "Harsh.": LEFT_OUT, "Hide caption.": 0.0}
    neutral, mild, harsh, caption = analyst(list(loaded))
    stylist = Known(loaded)
    desk = Desk(stylist)
    assert desk.pass_on([[mild, neutral], [mild, harsh], [harsh], [caption]]) == [[neutral], [mild], [], []]
    desk.pass_on([[mild, neutral]])
    assert stylist.asked == len(loaded)
    assert desk.refused() == {"opinion": 1, "furniture": 1}
    assert Desk(None).pass_on([[harsh]]) == [[harsh]]


class Bored:
    """A stylist whom no courtesy interests."""

    name = "bored"

    def manners(self, texts: Sequence[str]) -> list[Manner]:
        return [Manner(0.0, 0.0, 0.0, wanted=UNWANTED if "thanked" in text else 0.5) for text in texts]


def test_what_no_editor_wants_is_left_out() -> None:
    news, courtesy = Analyst(None)(["The port was closed on Monday.", "Both sides thanked each other."])
    desk = Desk(Bored())
    assert desk.pass_on([[courtesy], [news, courtesy]]) == [[], [news]]
    assert desk.refused() == {"unwanted": 1}


def test_the_heads_are_learned_from_labels_and_the_files_they_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [*REPORTS, *OPINIONS] * 2
    articles = tmp_path / "articles.jsonl"
    articles.write_text("".join(json.dumps({"text": text}) + "\n" for text in [*REPORTS, *OPINIONS]), encoding="utf-8")
    rows = [
        {"sentence": name_of(text), "label": "O" if text in OPINIONS else "F", "split": split}
        for text, split in zip(texts[:6], ["train", "train", "eval"] * 2, strict=True)
    ]
    labels = tmp_path / "labels.jsonl.gz"
    with gzip.open(labels, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    found = read_labelled(labels, [articles])
    assert {each.text for each in found} == {*REPORTS, *OPINIONS}
    assert sum(each.aside for each in found) == 2
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps({"text": "Nothing of it."}) + "\n", encoding="utf-8")
    assert main(["manner", str(labels), str(other)]) == 1
    assert "none of its sentences" in capsys.readouterr().err


@pytest.mark.slow
def test_what_leans_is_learned_from_labels_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    leaning = [f"In the same {thing} she turned it down." for thing in ("letter", "speech", "interview", "talk")]
    alone = [f"The council of {town} closed the bridge on Monday." for town in ("Bray", "Arden", "Velmar", "Tessel")]
    articles, labels = tmp_path / "articles.jsonl", tmp_path / "alone.jsonl"
    articles.write_text("".join(json.dumps({"text": text}) + "\n" for text in [*leaning, *alone]), encoding="utf-8")
    rows = [
        {
            "sentence": name_of(text),
            "label": "2" if text in leaning else "0",
            "split": "eval" if i % 4 == 3 else "train",
        }
        for i, text in enumerate([*leaning, *alone])
    ]
    labels.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert main(["manner", str(labels), str(articles), "-o", str(tmp_path / "leaning.json")]) == 0
    assert "leaning: 1 of 2 sentences set aside; AUC 1.000" in capsys.readouterr().out
    assert set(json.loads((tmp_path / "leaning.json").read_text(encoding="utf-8"))["heads"]) == {"leaning"}
