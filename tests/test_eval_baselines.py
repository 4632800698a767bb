"""The baselines on stories small enough to see through, and the standard set's choice of steps."""

import json
from pathlib import Path

import pytest

from eval.baselines.clusters import AverageLink
from eval.baselines.summaries import BASELINES, central_lead, lead, mmr, oracle
from eval.cli import main
from eval.commands.standard import FULL, QUICK
from eval.items import ClusterItem, Document, SummaryItem
from eval.measures.budget import count_words
from eval.product import Product, articles_of, settings_from

A1, A2 = "The old bridge fell into the river.", "A farmer saw it from his field."
B1, B2 = "The bridge fell into the cold river.", "The mayor of the town has resigned."
C1, C2 = "Seven goats won the annual beauty prize.", "The mayor of the town has resigned today."


def story(*documents: str, summary: str = "A bridge fell.") -> SummaryItem:
    return SummaryItem("s", tuple(Document(None, text) for text in documents), summary)


STORY = story(f"{A1} {A2}", f"{B1} {B2}", f"{C1} {C2}", summary=f"{B1} {A2}")


def test_lead_takes_turns() -> None:
    assert lead(STORY, 100) == [A1, B1, C1, A2, B2, C2]
    assert lead(STORY, 8) == [A1, B1]


def test_central_lead_begins_with_the_document_most_like_the_others() -> None:
    assert central_lead(STORY, 100)[:2] == [B1, B2]


def test_mmr_does_not_say_a_thing_twice() -> None:
    told = mmr(STORY, 14)
    assert len({A1, B1} & set(told)) == 1
    assert len({B2, C2} & set(told)) == 1


def test_the_oracle_finds_the_reference() -> None:
    assert set(oracle(STORY, 100)) == {B1, A2}


@pytest.mark.parametrize("name", BASELINES)
@pytest.mark.parametrize("documents", [(A1,), ("No.",), (A1, A1, A1), ("一。",)])
def test_odd_stories_are_no_trouble(name: str, documents: tuple[str, ...]) -> None:
    told = BASELINES[name](story(*documents), 50)
    assert set(told) <= set(documents)


@pytest.mark.parametrize("name", [name for name in BASELINES if name != "oracle"])
def test_a_baseline_reaches_the_budget_if_the_story_does(name: str) -> None:
    assert sum(map(count_words, BASELINES[name](STORY, 20))) >= 20


def test_average_link_cuts_where_it_is_told() -> None:
    texts = [f"{A1} {A2}", B1, C1, f"{C1} {A2}"]
    tree = AverageLink([ClusterItem(str(i), None, text, None, None, None, None) for i, text in enumerate(texts)])
    apart, joined, all_one = (tree.cut(similarity).tolist() for similarity in (0.9, 0.5, 0.0))
    assert len(set(apart)) == 4
    assert (joined[0], joined[2]) == (joined[1], joined[3])
    assert joined[0] != joined[2]
    assert len(set(all_one)) == 1


def test_settings_are_given_by_name() -> None:
    settings = settings_from(["words=90", "extractive=true", "model=some/folder"])
    assert (settings.words, settings.extractive, settings.model) == (90, True, "some/folder")


def test_standard_runs_what_is_there_and_names_what_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    pair = {"source_sentence": A1, "correct": "The bridge fell.", "incorrect": "The river fell."}
    Path("data", "faithfulness_rank19_pairs.jsonl").write_text(json.dumps(pair), encoding="utf-8")
    assert main(["standard", "--data", "data", "--steps", "support-rank19", "--out", "kept"]) == 0
    assert sorted(path.name for path in Path("kept").iterdir()) == ["report.html", "support-rank19.json"]
    assert "warning: cluster is left out: clustering_basil_dev, " in capsys.readouterr().err
    assert main(["standard", "--data", "data", "--steps", "cluster"]) == 1


@pytest.mark.parametrize("steps", [QUICK, FULL])
def test_steps_have_names_of_their_own(steps: tuple[object, ...]) -> None:
    names = [step.name for step in steps]  # type: ignore[attr-defined]
    assert len(set(names)) == len(names)


@pytest.mark.slow
def test_the_product_is_measured_by_its_public_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    product = Product(settings_from(["extractive=true"]))
    report = product.tell(articles_of(STORY.documents, "s"))
    assert report
    sentences = product.told_sentences(report)
    assert [each.method for each in sentences] == ["copied"] * len(report.summary.sentences)
    assert all(each.cited and set(each.cited) & set(each.claim) for each in sentences)
    told = product.told([f"{A1} {A2}", f"{B1} {B2}"], "s")
    spans = [[f"{A1} {A2}", f"{B1} {B2}"][d.document][d.start : d.end] for d in told.details]
    assert set(spans) <= {A1, A2, B1, B2}
    assert [role for role, _ in product.model_names] == ["encoder", "parser", "judge", "stylist"]
    seeds = Path(__file__).parent.parent / "seeds"
    assert main(["speed", str(seeds), "--setting", "extractive=true", "--out", "speed.json"]) == 0
    stages, stories = json.loads(Path("speed.json").read_text(encoding="utf-8"))["tables"]
    rows = {row["system"]: row["scores"]["seconds"]["value"] for row in stages["rows"]}
    assert rows.pop("total") == pytest.approx(sum(rows.values()), abs=0.01)
    assert (stages["items"], stories["items"]) == (2, 1)
    assert 0 < stories["rows"][0]["scores"]["peak GiB"]["value"] < 4
