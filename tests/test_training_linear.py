"""Learning the linear models, on small made-up data whose lesson is plain."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from eval.cli import main as eval_main
from summarizer import since
from summarizer.cluster.similarity import FEATURES
from summarizer.details import CERTAIN
from summarizer.details.model import Model
from summarizer.linear import load, load_layered
from summarizer.training.__main__ import main
from summarizer.training.labelled import read_articles, read_events
from summarizer.training.learn_cluster import b_cubed
from summarizer.training.learn_details import THRESHOLDS, Locator
from summarizer.training.learn_manner import name_of
from summarizer.training.learn_rank import kept

ROOT = Path(__file__).parent.parent
TOWNS = ("Arden", "Velmar", "Bao Lin", "Marrow Ford", "Tessel", "Corrin")
WHAT = ("bridge", "library", "cable", "mill", "harbour", "observatory")


def write(path: Path, rows: list[dict[str, object]]) -> str:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return str(path)


def texts(town: str, thing: str) -> tuple[str, str]:
    """Two articles of one event, which share their first sentence."""
    shared = f"The {thing} of {town} was closed by the mayor on Tuesday after engineers found deep cracks."
    return (
        f"{shared} Farmers from {town} brought 40 old tractors to the market square in protest. "
        "Our readers may send cranes and stones to the weekend desk.",
        f"The mayor closed the {thing} of {town} on Tuesday, since engineers found deep cracks. Rain fell all night.",
    )


@pytest.mark.slow
def test_a_claim_that_summaries_keep_is_learned_to_rank_high(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[dict[str, object]] = [
        {"documents": list(texts(town, thing)), "summary": f"The mayor closed the {thing} of {town} on Tuesday."}
        for town, thing in zip(TOWNS, WHAT, strict=True)
    ]
    out = tmp_path / "rank.json"
    assert main(["rank", write(tmp_path / "stories.jsonl", rows), "-o", str(out)]) == 0
    assert "stories not trained on" in capsys.readouterr().out
    learned = load(out)
    weights = learned.models["claim"].weights
    assert weights["early"] == learned.trained_on.by_hand["early"] == 0.3
    assert weights["echo"] > 0
    assert learned.trained_on.data[0][0] == "stories.jsonl"
    assert main(["rank", write(tmp_path / "one.jsonl", rows[:1])]) == 1
    assert "nothing to learn from" in capsys.readouterr().err


@pytest.mark.slow
def test_what_an_editor_wants_is_learned_from_marks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """She wants what closed and who protested, whatever the town, and never the call for cranes or the weather."""
    marks = {"closed": 3, "tractors": 2, "buses": 2, "cranes": 0, "choir": 0, "Rain": 0}
    rows: list[dict[str, object]] = []
    kept: list[dict[str, object]] = []
    for number, town in enumerate(TOWNS):
        told = texts(town, WHAT[number])
        more = f"The choir of {town} sang a merry song. Two buses collided at noon near the old mill of {town}."
        rows.append({"documents": [f"{told[0]} {more}", told[1]]})
        sentences = {s for text in (*told, more) for s in re.split(r"(?<=[.]) (?=[A-Z])", text)}
        wanted = {name_of(s): next((m for w, m in marks.items() if w in s), 1) for s in sorted(sentences)}
        kept.append({"data": "stories", "story": str(number), "split": "train", "wanted": wanted})
    head, model = tmp_path / "wanted.json", tmp_path / "rank.json"
    model.write_text((ROOT / "summarizer" / "rank.json").read_text(encoding="utf-8"), encoding="utf-8")
    command = ["wanted", write(tmp_path / "marks.jsonl", kept), write(tmp_path / "stories.jsonl", rows)]
    context = tmp_path / "context.json"
    assert main([*command, "--head", str(head), "--context", str(context), "-o", str(model)]) == 0
    assert "claims of 6 stories, and 0 set aside" in capsys.readouterr().out
    assert load(model).models["claim, read"].weights["wanted"] > 0
    assert load(model).models["claim, read in context"].weights["in context"] > 0
    assert len(json.loads(context.read_text(encoding="utf-8"))["heads"]["in context"]["weights"]) == 1152
    assert load(model).models["claim"] == load(ROOT / "summarizer" / "rank.json").models["claim"]
    assert len(json.loads(head.read_text(encoding="utf-8"))["heads"]["wanted"]["weights"]) == 384
    other = write(tmp_path / "other.jsonl", [{"documents": ["Nothing of the kind was told.", "Here neither."]}])
    assert main([*command[:2], other]) == 1
    assert "too few of its sentences" in capsys.readouterr().err


@pytest.mark.slow
def test_what_is_one_claim_is_learned_from_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first sentences of two reports are the same news, those about other things are not."""
    rows: list[dict[str, object]] = []
    kept: list[dict[str, object]] = []
    for number, town in enumerate(TOWNS):
        one, other = (re.split(r"(?<=[.]) (?=[A-Z])", text) for text in texts(town, WHAT[number]))
        rows.append({"documents": [" ".join(one), " ".join(other)]})
        pairs = [
            (name_of(a), name_of(b), 3 if i == j == 0 else 0) for i, a in enumerate(one) for j, b in enumerate(other)
        ]
        kept.append({"data": "stories", "story": str(number), "pairs": pairs})
    model = tmp_path / "claims.json"
    command = ["claims", write(tmp_path / "answers.jsonl", kept), write(tmp_path / "stories.jsonl", rows)]
    assert main([*command, "-o", str(model)]) == 0
    assert "of 6 stories, 6 of them the same news" in capsys.readouterr().out
    learned = load(model).models
    assert learned["same news"].weights["lacks most"] < 0 < learned["same news, unread"].weights["words"]
    with_one = write(tmp_path / "one.jsonl", [{**kept[0], "pairs": []}])
    assert main(["claims", with_one, *command[2:]]) == 1
    assert "too few of its sentences" in capsys.readouterr().err


def labelled_event(number: int) -> tuple[dict[str, object], dict[str, object]]:
    found = texts(TOWNS[number], WHAT[number])
    documents, labels = [], []
    for d, text in enumerate(found):
        starts = [0, *(i + 2 for i in range(len(text) - 2) if text[i : i + 2] == ". ")]
        spans = list(zip(starts, [*(s - 1 for s in starts[1:]), len(text)], strict=True))
        documents.append(
            {"text": text, "sentences": [{"sid": f"{d}.{n}", "start": a, "end": b} for n, (a, b) in enumerate(spans)]}
        )
        kinds = ("shared", "unique", "noise")
        labels += [{"sid": f"{d}.{n}", "label": kinds[n], "weight": 3 * (n == 1)} for n in range(len(spans))]
    return {"id": str(number), "documents": documents}, {"id": str(number), "labels": labels}


@pytest.mark.slow
def test_details_are_learned_told_by_models_of_the_other_stories_and_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = [labelled_event(number) for number in range(4)]
    events = write(tmp_path / "events.jsonl", [event for event, _ in pairs])
    gold = write(tmp_path / "gold.jsonl", [labels for _, labels in pairs])
    told, out = tmp_path / "told.jsonl", tmp_path / "model.json"
    assert main(["details", events, gold, "--told", str(told), "-o", str(out)]) == 0
    assert "AUC" in capsys.readouterr().out
    learned = Model(**load(out).models)
    assert {linear.link for linear in (learned.new, learned.furniture, learned.weight)} == {"logistic"}
    assert learned.new.weights["nearest"] < 0
    lines = [json.loads(line) for line in told.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == len(THRESHOLDS) * len(pairs)
    assert CERTAIN in THRESHOLDS, "what is shipped is measured"
    command = ["details", events, gold, "--no-product", "--given", str(told), "--out", str(tmp_path / "d.json")]
    assert eval_main(command) == 0
    rows = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))["tables"][0]["rows"]
    assert [row["system"] for row in rows][-len(THRESHOLDS) :] == [f"certain {each:.2f}" for each in THRESHOLDS]
    assert main(["details", write(tmp_path / "e1.jsonl", [pairs[0][0]]), gold]) == 1
    dull = [{"id": str(n), "labels": []} for n in range(4)]
    assert main(["details", events, write(tmp_path / "dull.jsonl", dull)]) == 1  # type: ignore[arg-type]
    assert capsys.readouterr().err.splitlines()[-1].startswith("summarizer.training: 'new' cannot be learned")


@pytest.mark.slow
def test_articles_of_one_event_are_learned_to_be_alike(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows: list[dict[str, object]] = [
        {"id": f"{n}{i}", "title": f"{WHAT[n]} of {TOWNS[n]} closed", "text": text, "date": "2025-03-0" + str(n + 1),
         "source": f"Paper {i}", "cluster": TOWNS[n]}
        for n in range(6)
        for i, text in enumerate(texts(TOWNS[n], WHAT[n]))
    ]  # fmt: skip
    out = tmp_path / "similarity.json"
    assert main(["cluster", write(tmp_path / "articles.jsonl", rows), "-o", str(out)]) == 0
    assert "B-cubed" in capsys.readouterr().out
    model, trained_on = load_layered(out)
    assert model.by_hand == trained_on.by_hand
    assert model.features == FEATURES
    assert main(["cluster", write(tmp_path / "few.jsonl", rows[:4])]) == 1
    assert "at least 5 labelled events" in capsys.readouterr().err


def test_doubtful_labels_are_not_learned_from(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": "a", "text": "A.", "cluster": "c", "date": "2025-03-01", "days_from_cluster_median": 15},
        {"id": "b", "text": "B.", "cluster": "c", "date": "2025-03-01T10:00:00+02:00", "topic": "t"},
        {"id": "c", "text": ""},
    ]
    write(tmp_path / "x.jsonl", rows)
    first, second = read_articles([tmp_path / "x.jsonl"])
    assert (first.event, first.topic) == (None, "x.jsonl/c")
    assert (second.event, second.topic) == ("x.jsonl/c", "x.jsonl/t")
    assert first.article.published is not None
    assert first.article.published.tzinfo is not None


def test_a_span_has_the_label_of_the_sentence_that_holds_most_of_it(tmp_path: Path) -> None:
    event, labels = labelled_event(0)
    events = Path(write(tmp_path / "e.jsonl", [event]))
    (read,) = read_events(events, Path(write(tmp_path / "g.jsonl", [labels])))
    (_, first, _), (start, end, _), _ = read.sentences[0]
    assert read.label_at(0, start, end) == read.sentences[0][1][2]
    assert read.label_at(0, first - 1, end) == read.sentences[0][1][2]
    assert read.label_at(0, first, start) is None


def test_an_insight_is_found_in_the_sentence_that_says_most_of_it() -> None:
    locator = Locator(
        {"a": "Rain fell on the hills. The mayor closed the bridge. The bridge is old."},
        {"i": "The bridge was closed."},
    )
    assert locator.start("i", "a") == 24


@pytest.mark.parametrize(
    ("sentence", "summary", "share"),
    [
        ("The old bridge fell.", "The old bridge fell.", 2.0),
        ("Rain came.", "The bridge fell.", 0.0),
        ("Rain.", "Rain.", 0.0),
    ],
)
def test_how_much_of_a_sentence_a_summary_keeps(sentence: str, summary: str, share: float) -> None:
    assert kept(sentence, summary) == share


def test_b_cubed_is_that_of_the_example() -> None:
    events = {"a": "rain", "b": "rain", "c": "wind", "d": None}
    assert b_cubed([["a", "c"], ["b", "d"]], events) == [(0.5, 0.5), (0.5, 1.0), (0.5, 0.5)]


@pytest.mark.slow
def test_what_is_told_again_is_learned_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = [labelled_event(number) for number in range(4)]
    events = write(tmp_path / "events.jsonl", [event for event, _ in pairs])
    gold = write(tmp_path / "gold.jsonl", [labels for _, labels in pairs])
    out = tmp_path / "since.json"
    assert main(["since", events, gold, "-o", str(out)]) == 0
    assert "of the new missed" in capsys.readouterr().out
    learned, shipped = load(out), load(Path(since.__file__).with_suffix(".json"))
    assert learned.trained_on.command == "since"
    assert list(learned.models["new"].weights) == list(shipped.models["new"].weights)
