"""Reading data: plain and gzipped, good and bad lines."""

import gzip
import json
import tomllib
from pathlib import Path

import pytest

from eval.data import load
from eval.errors import EvalError
from eval.items import (
    Document,
    JudgedArticle,
    JudgedPair,
    SummaryItem,
    cluster_item,
    judged,
    saved_page,
    summary_item,
)

GOOD = '{"documents": ["One text.", {"title": "T", "text": "Another text."}], "summary": "Both."}'


def write(path: Path, *lines: str | bytes) -> Path:
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))
    return path


def test_a_researchers_own_file(tmp_path: Path) -> None:
    dataset = load(write(tmp_path / "own.jsonl", GOOD, "", GOOD), summary_item)
    documents = (Document(None, "One text."), Document("T", "Another text."))
    assert dataset.items == (SummaryItem("1", documents, "Both."), SummaryItem("3", documents, "Both."))
    assert (dataset.name, dataset.bad_lines) == ("own.jsonl", ())


def test_gzip_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    path.write_bytes(gzip.compress(GOOD.encode()))
    assert len(load(path, summary_item).items) == 1
    path.write_bytes(gzip.compress(GOOD.encode())[:-9])
    with pytest.raises(EvalError, match="not a whole gzip file"):
        load(path, summary_item)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"documents": ["x"', "not JSON"),
        (b'{"summary": "\xff"}', "not UTF-8"),
        ("[1]", "a JSON list; expected an object"),
        ('{"documents": ["x"]}', "'summary' is missing; expected a string"),
        ('{"documents": ["x"], "summary": 3}', "'summary' is a int; expected a string"),
        ('{"documents": ["x"], "summary": " "}', "'summary' is empty"),
        ('{"documents": "x", "summary": "s"}', "'documents' is a str; expected a list"),
        ('{"documents": [3], "summary": "s"}', "neither a string nor an object"),
        ('{"documents": [" "], "summary": "s"}', "'documents' holds no text"),
    ],
)
def test_a_bad_line_is_named_and_skipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str | bytes, reason: str
) -> None:
    dataset = load(write(tmp_path / "own.jsonl", GOOD, line, GOOD), summary_item)
    assert len(dataset.items) == 2
    assert [bad.number for bad in dataset.bad_lines] == [2]
    assert reason in dataset.bad_lines[0].reason
    assert "own.jsonl: line 2 is skipped" in capsys.readouterr().err


@pytest.mark.parametrize("lines", [[], ["", "  "]])
def test_an_empty_file_is_an_error(tmp_path: Path, lines: list[str]) -> None:
    with pytest.raises(EvalError, match="no item to measure, it is empty"):
        load(write(tmp_path / "own.jsonl", *lines), summary_item)


def test_a_file_of_bad_lines_only_says_what_is_wrong_with_the_first(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match=r"none of its 2 lines can be used \(line 1: 'documents' is missing"):
        load(write(tmp_path / "own.jsonl", "{}", "{}"), summary_item)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="cannot be read"):
        load(tmp_path / "none.jsonl", summary_item)


def test_keep_and_first(tmp_path: Path) -> None:
    flagged = json.dumps({**json.loads(GOOD), "clean": True})
    dataset = load(write(tmp_path / "own.jsonl", GOOD, flagged, flagged), summary_item)
    assert [item.id for item in dataset.keep(lambda item: "clean" in item.flags, "--only clean").first(1).items] == [
        "2"
    ]
    with pytest.raises(EvalError, match="none of its 3 items is left by --only dirty"):
        dataset.keep(lambda item: "dirty" in item.flags, "--only dirty")


def test_cluster_items() -> None:
    record = {"id": "a", "text": "t", "date": "2025-03-14", "cluster": "c", "days_from_cluster_median": 15}
    item = cluster_item(record, "1")
    assert item.published is not None
    assert (item.published.isoformat(), item.doubtful) == ("2025-03-14T00:00:00+00:00", True)
    assert not cluster_item({**record, "days_from_cluster_median": 14}, "1").doubtful
    with pytest.raises(ValueError, match="expected ISO 8601"):
        cluster_item({**record, "date": "yesterday"}, "1")


def test_judged_items_are_told_apart() -> None:
    pair = {"source_sentence": "s", "correct": "c", "incorrect": "i"}
    article = {"article": "a", "summary_sentences": [{"sentence": "s", "faithful": False}]}
    assert isinstance(judged(pair, "1"), JudgedPair)
    assert isinstance(judged(article, "1"), JudgedArticle)
    with pytest.raises(ValueError, match="'faithful'"):
        judged({**article, "summary_sentences": [{"sentence": "s"}]}, "1")


def test_saved_pages_from_either_source() -> None:
    fundus = {"html": "h", "expected_text": "t", "expected_title": "T", "expected_date": "2023-04-28 17:40:08+00:00"}
    newspaper = {"html": "h", "expected_text": "t", "metadata": {"title": "T", "publish_date": None}}
    assert (saved_page(fundus, "1").title, str(saved_page(fundus, "1").published)) == ("T", "2023-04-28 17:40:08+00:00")
    assert (saved_page(newspaper, "1").title, saved_page(newspaper, "1").published) == ("T", None)


def test_saved_pages_of_which_little_is_known() -> None:
    pieces = saved_page(
        {"html": "h", "with": ["a"], "without": ["b"], "date": "2019-04-11T13:22:00.000Z", "news": False}, "1"
    )
    assert (pieces.text, pieces.present, pieces.absent, pieces.news) == (None, ("a",), ("b",), False)
    assert str(pieces.published) == "2019-04-11 13:22:00+00:00"
    assert saved_page({"html": "h", "expected_prefix": "It rained."}, "1").beginning == "It rained."
    with pytest.raises(ValueError, match="nothing is said of its article"):
        saved_page({"html": "h"}, "1")


def test_the_doubtful_gold_labels_are_listed_once_with_a_reason() -> None:
    doubts = tomllib.loads((Path(__file__).parent.parent / "eval" / "gold_doubts.toml").read_text(encoding="utf-8"))
    ids = [(doubt["file"], i) for doubt in doubts["doubt"] for i in doubt["ids"]]
    assert len(ids) == len(set(ids))
    assert {doubt["kind"] for doubt in doubts["doubt"]} == {"wrong", "several events", "unreadable"}
    assert all(doubt["why"] for doubt in doubts["doubt"])
