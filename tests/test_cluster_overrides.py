import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from summarizer.cluster import Overridden, Overrides, apply_overrides, load_overrides, named
from summarizer.cluster.overrides import parse_overrides
from summarizer.cluster.stories import make_story, ordered
from summarizer.errors import SettingsError
from summarizer.types import Article, Story

MONDAY = datetime(2025, 3, 3, tzinfo=UTC)
ARTICLES = {
    i: Article(i, f"Title {i}", f"Text of {i}.", source, MONDAY + timedelta(hours=n), path=f"day/{i}.txt")
    for n, (i, source) in enumerate([("a", "Wire"), ("a2", "Copyist"), ("b", "Daily"), ("c", "Herald"), ("d", "Daily")])
}


def stories() -> tuple[Story, ...]:
    """{a with its copy a2, b}, {c}, {d}."""
    groups = ([("a", "a2"), ("b",)], [("c",)], [("d",)])
    return ordered([make_story(group, ARTICLES) for group in groups])


def shape(result: Overridden) -> list[tuple[tuple[str, ...], ...]]:
    return [story.origins for story in result.stories]


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        pytest.param(Overrides(), [(("a", "a2"), ("b",)), (("d",),), (("c",),)], id="nothing"),
        pytest.param(Overrides(merge=(("c", "day/d.txt"),)), [(("a", "a2"), ("b",)), (("c",), ("d",))], id="merge"),
        pytest.param(Overrides(split=(("Title b",),)), [(("a", "a2"),), (("d",),), (("c",),), (("b",),)], id="split"),
        pytest.param(Overrides(split=(("a2",),)), [(("a",), ("b",)), (("d",),), (("c",),), (("a2",),)], id="a copy"),
        pytest.param(Overrides(pin=("c", "d")), [(("c",),), (("d",),), (("a", "a2"), ("b",))], id="pin"),
        pytest.param(Overrides(ignore=("d", "a2")), [(("a",), ("b",)), (("c",),)], id="ignore"),
        pytest.param(Overrides(hidden=("Daily",)), [(("a", "a2"),), (("c",),)], id="hidden"),
        pytest.param(
            Overrides(weights={"Herald": 3.0}), [(("c",),), (("a", "a2"), ("b",)), (("d",),)], id="weight of a source"
        ),
    ],
)
def test_each_override(overrides: Overrides, expected: list[tuple[tuple[str, ...], ...]]) -> None:
    result = apply_overrides(stories(), overrides)
    assert shape(result) == expected
    assert result.unmatched == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a", "a"), ("day/b.txt", "b"), ("b.txt", "b"), ("Title c", "c"), ("y/b.txt", ""), ("", "")],
)
def test_how_an_article_is_named(name: str, expected: str) -> None:
    assert named(name, ARTICLES.values()) == set(expected.split())


def test_a_path_that_is_given_whole_names_no_other_file_of_that_name() -> None:
    found = [Article("x", None, "x", None, path="b.txt"), Article("y", None, "y", None, path="day/b.txt")]
    assert named("b.txt", found) == {"x"}
    assert named("b.txt", found[1:]) == {"y"}


def test_a_headline_names_its_story() -> None:
    untitled = {i: replace(a, title=None, text=f"The council of {i} met on Monday.") for i, a in ARTICLES.items()}
    told = ordered([make_story([("a",), ("b",)], untitled), make_story([("c",)], untitled)])
    headline = next(story.headline for story in told if len(story.articles) == 1)
    assert headline == "The council of c met on Monday"
    result = apply_overrides(told, Overrides(pin=(headline,)))
    assert shape(result) == [(("c",),), (("a",), ("b",))]
    assert shape(apply_overrides(told, Overrides(ignore=(headline,)))) == [(("a",), ("b",))]


def test_what_matches_nothing_is_reported() -> None:
    overrides = Overrides((("a", "x"),), (("y",),), ("z",), ("w",), {"Nobody": 2.0}, ("No one",))
    result = apply_overrides(stories(), overrides)
    assert shape(result) == shape(apply_overrides(stories(), Overrides()))
    assert set(result.unmatched) == {"merge: x", "split: y", "pin: z", "ignore: w", "weights: Nobody", "hidden: No one"}


def test_a_file_with_every_entry(tmp_path: Path) -> None:
    path = tmp_path / "overrides.toml"
    path.write_text(
        'merge = [["c", "d"]]\nsplit = [["b"]]\npin = ["c"]\nignore = ["a2"]\n'
        '[sources]\nweights = {Herald = 2}\nhidden = ["Wire"]\n',
        encoding="utf-8",
    )
    assert load_overrides(path) == Overrides((("c", "d"),), (("b",),), ("c",), ("a2",), {"Herald": 2.0}, ("Wire",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("merg = []", "unknown key 'merg'"),
        ("merge = 3", "allowed is a list"),
        ('merge = ["a", "b"]', "list of texts"),
        ("pin = [1]", "list of texts"),
        ("sources = 1", "allowed is a table"),
        ("[sources]\nweight = {}", "unknown key in sources 'weight'"),
        ('[sources]\nweights = {A = "x"}', "numbers of at least 0"),
        ("pin = [", "not valid TOML"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        parse_overrides(text)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml: cannot be read"):
        load_overrides(tmp_path / "none.toml")


@pytest.mark.parametrize(
    "text",
    [
        "pin = [{}]".format(",".join(f'"none-{n}"' for n in range(10_000))),
        "split = [{}]".format(",".join(f'["{n}.txt", "{(n * 7) % 2_000}.txt"]' for n in range(2_000))),
        "merge = [{}]".format(",".join(f'["{n}.txt", "{(n * 7) % 2_000}.txt"]' for n in range(2_000))),
    ],
)
def test_as_many_entries_as_are_allowed_take_no_time(text: str) -> None:
    articles = {str(n): replace(ARTICLES["a"], id=str(n), path=f"day/{n}.txt") for n in range(2_000)}
    made = [make_story([(str(n),), (str(n + 1),)], articles) for n in range(0, 2_000, 2)]
    begun = time.process_time()
    apply_overrides(made, parse_overrides(text))
    assert time.process_time() - begun < 3


def test_more_entries_are_told() -> None:
    with pytest.raises(SettingsError, match="pin has 10,001 entries; allowed are 10,000"):
        parse_overrides("pin = [{}]".format(",".join(['"a"'] * 10_001)))
