from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from summarizer.dedupe import find_origins
from summarizer.types import Article

SEEDS = Path(__file__).parent.parent / "seeds"
FLOOD = [
    "Heavy rain flooded the old town of Brenham on Tuesday night, and about 300 people had to leave their homes.",
    "The river Leda rose by four metres in six hours, the regional water board said, the fastest rise since 1954.",
    "Mayor Inge Holt said that the new barrier had held but that two side channels had been left without pumps.",
    "Schools and the market hall took in families, and the army brought 40 boats from its base at Kessel.",
    "A bakery owner said she had lost both ovens and had no idea when she could open again.",
    "Insurers put the damage at 25 million crowns, most of it in cellars and in the railway underpass.",
    "The water board expects the river to fall below the warning level by Thursday afternoon.",
    "Engineers will inspect the three bridges of the town before they are opened to lorries.",
]
COUNCIL = "The county council voted 12 to 9 on Wednesday to pay for six mobile pumps before the next winter begins."


def article(name: str, sentences: list[str], **values: object) -> Article:
    return replace(Article(name, None, "\n\n".join(sentences), "Outlet " + name), **values)  # type: ignore[arg-type]


def seeds() -> list[Article]:
    return [article(path.name, [path.read_text(encoding="utf-8")]) for path in sorted(SEEDS.glob("*.txt"))]


def joined(*articles: Article) -> set[frozenset[str]]:
    return {frozenset(origin) for origin in find_origins(articles)}


def test_the_seeds_share_most_sentences_and_are_two_origins() -> None:
    assert joined(*seeds()) == {frozenset({a.id}) for a in seeds()}


ORIGINAL = article("original", FLOOD)


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(article("copy", FLOOD), id="verbatim"),
        pytest.param(
            article(
                "copy", ["By Jane Roe, Staff Writer", *FLOOD, "Subscribe to our newsletter for more news like this."]
            ),
            id="another byline and an advertisement",
        ),
        pytest.param(article("copy", FLOOD[:5]), id="cut from the end"),
        pytest.param(article("copy", FLOOD[:2] + FLOOD[3:4] + FLOOD[5:6]), id="sentences left out"),
        pytest.param(article("copy", [" ".join(FLOOD)]), id="other paragraphs"),
        pytest.param(article("copy", [*FLOOD[:3], FLOOD[3].replace("Kessel", "Késsel"), *FLOOD[4:]]), id="respelled"),
    ],
)
def test_copies_join_their_origin(copy: Article) -> None:
    assert joined(ORIGINAL, copy) == {frozenset({"original", "copy"})}


@pytest.mark.parametrize("place", [0, 4, 8])
def test_a_copy_with_a_paragraph_of_news_is_another_origin(place: int) -> None:
    longer = article("longer", [*FLOOD[:place], COUNCIL, *FLOOD[place:]])
    assert joined(ORIGINAL, longer) == {frozenset({"original"}), frozenset({"longer"})}


def test_a_later_copy_that_lost_a_paragraph_is_no_origin() -> None:
    first = article("longer", [*FLOOD, COUNCIL], published=datetime(2025, 3, 1, tzinfo=UTC))
    later = article("original", FLOOD, published=datetime(2025, 3, 2, tzinfo=UTC))
    assert joined(first, later) == {frozenset({"original", "longer"})}


def test_each_copy_goes_to_the_version_it_was_made_from() -> None:
    longer = article("longer", [*FLOOD, COUNCIL])
    cut, longer_copy = article("cut", FLOOD[:5]), article("longer copy", [*FLOOD, COUNCIL, "Advertisement"])
    origins = joined(ORIGINAL, cut, longer, longer_copy)
    assert origins == {frozenset({"original", "cut"}), frozenset({"longer", "longer copy"})}


def test_an_item_of_a_digest_is_no_copy_of_the_digest() -> None:
    item = article("item", [FLOOD[5]])
    digest = article(
        "digest", [*(f"Item {i} of today's digest tells of town number {i}." for i in range(40)), FLOOD[5]]
    )
    assert joined(item, digest) == {frozenset({"item"}), frozenset({"digest"})}


def test_tiny_texts_are_copies_only_with_the_same_title() -> None:
    same = [article("a", ["Watch live."], title="Storm"), article("b", ["Watch live."], title="Storm")]
    other = article("c", ["Watch live."], title="Vote")
    assert joined(*same, other) == {frozenset({"a", "b"}), frozenset({"c"})}


def test_the_fullest_version_comes_first_and_nothing_depends_on_order() -> None:
    articles = [*seeds(), article("cut", FLOOD[:5]), ORIGINAL, article("council", [COUNCIL])]
    origins = find_origins(articles)
    assert ("original", "cut") in origins
    assert find_origins(articles[::-1]) == origins
    assert sorted(i for origin in origins for i in origin) == sorted(a.id for a in articles)


def test_no_articles() -> None:
    assert find_origins([]) == ()
