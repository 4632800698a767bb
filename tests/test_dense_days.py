"""What bounds the work where a month has tens of thousands of articles: common words, few pairs, cut chains."""

import math

import numpy as np
import pytest
from scipy.sparse import csr_array

from summarizer.cluster import pairs
from summarizer.cluster.linkage import Links, pieces
from summarizer.cluster.pairs import UNDATED, WINDOW_HOURS, Common, Signed, common_words, looked_up, nearest


def signed(rows: list[dict[int, float]], hours: list[float]) -> Signed:
    """Articles with these weights of columns."""
    matrix = csr_array(np.array([[row.get(c, 0.0) for c in range(12)] for row in rows], np.float32))
    return Signed(np.arange(len(rows)), np.array(hours), matrix)


def test_a_word_is_common_in_a_fortnight_and_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "COMMON", 3)
    word, other = {1: 0.6, 2: 0.8}, {3: 1.0}
    hours = [-5.0, 1.0, WINDOW_HOURS - 1, WINDOW_HOURS + 1, 2 * WINDOW_HOURS, 9 * WINDOW_HOURS, math.nan]
    articles = signed([other, word, word, word, word, word, word], hours)
    found = common_words([articles], 12)
    told = {(int(f), int(c)): int(n) for f, c, n in zip(*found, strict=True)}
    # Of the first fortnight two, and one of the next; of that one and one: not over 3. Without a time, all count.
    assert told == {(UNDATED, 1): 6, (UNDATED, 2): 6}
    more = signed([word, word, word, word], [2.0, 3.0, WINDOW_HOURS + 2, 4 * WINDOW_HOURS])
    two = common_words([more.of(np.array([0, 1])), articles.of(np.arange(1, 4)), more.of(np.array([2, 3]))], 12)
    assert {(int(f), int(c)): int(n) for f, c, n in zip(*two, strict=True)} == {
        (0, 1): 6,
        (0, 2): 6,
        (UNDATED, 1): 7,
        (UNDATED, 2): 7,
    }


def test_by_a_common_word_nobody_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "RAREST", 2)
    articles = signed([{1: 0.2, 2: 0.3, 3: 0.4, 4: 0.5}, {2: 0.6, 3: 0.7}, {1: 0.5, 5: 0.5}], [1.0, 1.0, math.nan])
    common = Common(np.array([0, 0, 0]), np.array([1, 2, 3]), np.array([9, 8, 7]))
    left = looked_up(articles, common).signatures.toarray()
    # The rarest two of each stay: 4 and the least common 3; of the second both; the third is of no fortnight.
    assert [np.flatnonzero(row).tolist() for row in left] == [[3, 4], [2, 3], [1, 5]]
    assert looked_up(articles, Common(*np.zeros((3, 0), np.int64))) is articles


def test_of_pairs_that_share_little_few_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairs, "FEW", 2)
    monkeypatch.setattr(pairs, "NEAREST", 4)
    rows, others = np.zeros(6, np.int64), np.arange(1, 7)
    little = nearest(rows, others, np.array([0.1, 0.2, 0.2, 0.29, 0.05, 0.1], np.float32))
    assert little[1].tolist() == [4, 2]
    much = nearest(rows, others, np.array([0.1, 0.4, 0.5, 0.31, 0.6, 0.7], np.float32))
    assert much[1].tolist() == [6, 5, 3, 2]


def test_a_long_chain_is_cut_at_its_weakest_links() -> None:
    chain = [(n, n + 1, 4.0 if n % 3 else 0.7) for n in range(11)]
    links = Links.of([*chain, (12, 13, 0.2), (0, 2, -3.0)])
    label = pieces(14, lambda: [links], 4)
    groups = [np.flatnonzero(label == each).tolist() for each in dict.fromkeys(label.tolist())]
    assert groups == [[0], [1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11], [12, 13]]
    # In parts, and each piece by itself, it is the same; what is joined by the surest links stays one piece.
    in_parts = pieces(14, lambda: [links.where(links.rows % 2 == odd) for odd in (0, 1)], 4)
    assert (in_parts == label).all()
    sure = Links.of([(n, n + 1, 6.0) for n in range(9)])
    assert len(set(pieces(10, lambda: [sure], 4).tolist())) == 1
    assert len(set(pieces(14, lambda: [links], 12).tolist())) == 2
