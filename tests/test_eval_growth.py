"""The benches of copies and of growth, on worked examples."""

import json
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from eval.cli import main
from eval.commands.copies import joined_pairs
from eval.commands.scale import Cost, growth, rows
from eval.copies import BYLINES, KINDS, copies
from eval.items import ClusterItem
from eval.recombine import DAYS, START, pooled, recombined, sources

PLACES = ["Brenham", "Kessel", "Lowick", "Tarnby"]


def invented(number: int, cluster: str | None = None) -> ClusterItem:
    """An article of 8 paragraphs on the mill of its own town, unlike all others."""
    words = random.Random(number).sample([f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in "lmnrst"], 144)
    lines = [" ".join(words[i * 18 : i * 18 + 18]) for i in range(8)]
    text = "\n".join(
        f"In the town {PLACES[number % 4]} number {number}{i} the mill {line}." for i, line in enumerate(lines)
    )
    return ClusterItem(f"a{number}", f"Mill of {PLACES[number % 4]}", text, "Daily", None, None, cluster)


def written(folder: Path, items: list[ClusterItem]) -> str:
    path = folder / "articles.jsonl"
    fields = ("id", "title", "text", "source", "cluster")
    path.write_text("\n".join(json.dumps({f: getattr(i, f) for f in fields}) for i in items), encoding="utf-8")
    return str(path)


def kept(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("small", "large", "expected"),
    [((1000, 2.0), (10_000, 20.0), 1.0), ((100, 1.0), (200, 4.0), 2.0), ((1000, 5.0), (8000, 5.0), 0.0)],
)
def test_growth(small: tuple[int, float], large: tuple[int, float], expected: float) -> None:
    costs = [Cost(n, 0.0, cpu, 2**30, 3, 4, 0.5) for n, cpu in (small, large)]
    assert growth(*costs) == pytest.approx(expected)
    first, second = rows(costs)
    assert first.scores["growth"].value != first.scores["growth"].value, "nothing stands above the first row"
    assert second.scores["growth"].value == pytest.approx(expected)
    assert second.scores["peak GiB"].value == 1.0
    assert second.scores["CPU ms an article"].value == pytest.approx(1000 * large[1] / large[0])


def test_a_made_up_day_is_as_large_as_asked_and_the_same_for_the_same_seed() -> None:
    stories = sources(invented(i, "mill" if i < 2 else None) for i in range(6))
    assert [len(story) for story in stories] == [2, 1, 1, 1, 1]
    made = recombined(stories, 50, 1)
    assert made == recombined(stories, 50, 1) != recombined(stories, 50, 2)
    assert len({item.id for item in made}) == len(made) == 50
    assert all(item.text and item.cluster for item in made)
    days = [item.published - START for item in made if item.published]
    assert len(days) == 50
    assert timedelta(days=-4) < min(days) < timedelta(days=DAYS / 3) < max(days) < timedelta(days=DAYS + 4)


def test_a_made_up_story_has_names_and_figures_of_its_own() -> None:
    lines = "\n".join(
        f"The mayor of Brenham met {n} people at the mill, and Lowick paid 7{i} crowns."
        for i, n in enumerate(("ten", "four", "six", "nine"))
    )
    item = ClusterItem("a", "The mayor of Brenham speaks", lines, None, None, None, "c")
    other = ClusterItem(
        "b", None, "The head of Kessel left the hospital in Tarnby, said Holtby of Arden.", None, None, None, "d"
    )
    made = [i for i in recombined(sources([item, other]), 60, 0) if i.title]
    by_story: dict[str | None, set[str | None]] = {}
    for each in made:
        by_story.setdefault(each.cluster, set()).add(each.title)
    assert all(len(titles) == 1 for titles in by_story.values()), "one name stands for a name in the whole story"
    assert len({title for titles in by_story.values() for title in titles}) > 1


def test_the_kinds_of_copies() -> None:
    text = "\n".join(f"Paragraph {i} of ten words stands here for the test." for i in range(10))
    made = {kind: make(text, "The council voted.", random.Random(0)) for kind, make in KINDS.items()}
    assert made["verbatim"] == text
    assert made["cut to 60 %"].split() == text.split()[:60]
    lines = made["byline and ads"].split("\n")
    assert lines[0] in BYLINES
    assert len(lines) == 14
    assert [line for line in lines if line.startswith("Paragraph")] == text.split("\n")
    with_news = made["with a paragraph of news"].split("\n")
    assert with_news.count("The council voted.") == 1
    assert [line for line in with_news if line != "The council voted."] == text.split("\n")


def test_copies_are_of_so_many_articles_and_never_carry_their_own_news() -> None:
    pool = [invented(i) for i in range(9)]
    made = copies(pool, 4, 0)
    assert len(made) == 4 * len(KINDS)
    text_of = {item.id: item.text for item in pool}
    for copy in made:
        if copy.kind == "with a paragraph of news":
            (news,) = set(copy.item.text.split("\n")) - set(text_of[copy.original].split("\n"))
            assert sum(news in text for text in text_of.values()) == 1


def test_articles_of_two_events_in_one_origin_are_counted() -> None:
    pool = [invented(0, "x"), invented(1, "x"), invented(2, "y"), invented(3)]
    origin_of = {"a0": ("a0", "a1", "a2", "copy"), "a3": ("a3",)}
    origin_of |= dict.fromkeys(("a1", "a2", "copy"), origin_of["a0"])
    pairs = [(a.id, b.id) for a, b in joined_pairs(pool, origin_of)]
    assert pairs == [("a0", "a2"), ("a1", "a2"), ("a0", "a1")]


def test_copies_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, out = written(tmp_path, [invented(i) for i in range(12)]), tmp_path / "c.json"
    assert main(["copies", data, "--count", "5", "--out", str(out)]) == 0
    copied, pairs = kept(out)["tables"]
    assert copied["items"] == 5
    assert {row["system"]: row["scores"]["right"]["value"] for row in copied["rows"]} == dict.fromkeys(KINDS, 1.0)
    assert pairs["rows"][0]["scores"] == {"of one event": {"value": 0}, "of two events": {"value": 0}}
    assert kept(out)["signature"]["settings"]["count"] == 5
    assert "Copies (5 items)" in capsys.readouterr().out


def test_nothing_to_copy_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    short = ClusterItem("s", None, "Too short.", None, None, None, None)
    assert main(["copies", written(tmp_path, [short])]) == 1
    assert "long enough" in capsys.readouterr().err


def test_scale_from_the_command_line(tmp_path: Path) -> None:
    data, out = written(tmp_path, [invented(i, f"c{i // 2}") for i in range(12)]), tmp_path / "s.json"
    assert main(["scale", data, "--sizes", "20,60", "--out", str(out)]) == 0
    (table,) = kept(out)["tables"]
    assert [row["system"] for row in table["rows"]] == ["20 articles", "60 articles"]
    for row in table["rows"]:
        scores = {name: score["value"] for name, score in row["scores"].items()}
        assert scores["CPU seconds"] > 0
        assert 0 < scores["peak GiB"] < 4
        assert scores["made for"] >= 1


@pytest.mark.parametrize("sizes", ["10,5", "0", "5,5", "x"])
def test_sizes_that_cannot_be_are_misuse(tmp_path: Path, sizes: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["scale", written(tmp_path, [invented(0)]), "--sizes", sizes])


def test_pooled_files_keep_their_events_apart() -> None:
    found = pooled([[invented(0, "x")], [invented(0, "x"), invented(1)]])
    assert [(item.id, item.cluster) for item in found] == [("0/0/a0", "0/x"), ("1/0/a0", "1/x"), ("1/1/a1", None)]
