"""A parsed sentence as a tree: by the real parser, on sentences whose parse leaves no doubt."""

import pytest

from summarizer.language import Tree
from summarizer.types import Parser


@pytest.fixture(scope="module")
def tree(parser: Parser) -> Tree:
    return Tree(parser.parse(["Mayor Ana Lim, who led the city, signed the bill and left on Monday."])[0])


def place(tree: Tree, word: str) -> int:
    return next(i for i, token in enumerate(tree) if token.text == word)


def test_children_and_subtrees(tree: Tree) -> None:
    signed = place(tree, "signed")
    assert tree.roots == (signed,)
    assert tree.subtree(signed) == frozenset(range(len(tree)))
    assert {tree[i].text for i in tree.subtree(place(tree, "bill"))} == {"the", "bill"}
    assert all(tree[i].head == signed for i in tree.children[signed])
    assert [tree[i].text for i in tree.below(signed, "dobj")] == ["bill"]


def test_above_ends_at_the_root(tree: Tree) -> None:
    assert list(tree.above(place(tree, "the")))[-1:] == [place(tree, "signed")]
    assert list(tree.above(place(tree, "signed"))) == []


def test_subjects(tree: Tree) -> None:
    signed, left, led = (place(tree, word) for word in ("signed", "left", "led"))
    assert tree.subject(signed) == place(tree, "Lim")
    assert tree.subject(left) is None
    assert tree.subject(left, frozenset({"conj"})) == place(tree, "Lim")
    assert tree.antecedent(place(tree, "who")) == place(tree, "Lim")
    assert tree.has_subject(led)
    assert tree.is_finite(signed)
    assert tree.is_main(left)
    assert not tree.is_main(led)
    assert tree.is_set_off(led)


def test_helpers_and_circumstances(parser: Parser) -> None:
    tree = Tree(parser.parse(["The port has closed because the ships were leaving."])[0])
    closed, leaving = place(tree, "closed"), place(tree, "leaving")
    assert tree.is_perfect(closed)
    assert [t.text for t in tree.helpers(closed)] == ["has"]
    assert tree.is_circumstance(leaving)
    assert not tree.is_circumstance(closed)


def test_what_shares_a_role(parser: Parser) -> None:
    tree = Tree(parser.parse(["Dozens of men came."])[0])
    dozens = place(tree, "Dozens")
    assert {tree[i].text for i in tree.sharers(dozens)} == {"Dozens", "men"}
    assert sorted(tree.stems(dozens, wide=True)) == ["dozen", "men"]
    assert tree.stems(dozens, wide=False) == ["dozen"]


def test_an_empty_tree() -> None:
    assert Tree().roots == ()
    assert Tree().children == ()
