"""Golden tests of the measures: equal to the reference implementation, or to an example worked by hand."""

from dataclasses import astuple

import numpy as np
import pytest
from rouge_score.rouge_scorer import RougeScorer
from sklearn.metrics import adjusted_rand_score

from eval.baselines.support import pairs_in_article, pairs_in_best_sentence, rouge_2
from eval.measures.budget import cut
from eval.measures.clusters import Labelled, count, measure, merges, splits
from eval.measures.rouge import rouge
from eval.measures.support import Judgements, auc, balanced_accuracy, cross_validated_calls
from eval.measures.tokens import UnicodeTokenizer
from eval.stats import Bootstrap

ASCII_PAIRS = [
    ("The ministers met on Thursday. They signed nothing.", "Two ministers met Thursday, and nothing was signed."),
    (
        "Trade reached nearly US$150 billion in 2024.",
        "Bilateral trade hit 150 billion dollars in 2024, officials said.",
    ),
    ("A b c d.", "E f g h."),
    ("under_score and don't and U.S.-made", "Under score and don t; U.S. made."),
    ("running runs ran easily generously", "run runner easy generous"),
]
OTHER_SCRIPTS = [
    "Bộ trưởng Nguyễn Hồng Diên gặp Trưởng Đại diện Thương mại Hoa Kỳ.",
    "التقى الوزيران يوم الخميس في واشنطن.",
    "दोनों मंत्रियों ने गुरुवार को मुलाकात की।",
    "两国部长周四在华盛顿会晤。",
    "รัฐมนตรีทั้งสองพบกัน",
]


@pytest.mark.parametrize(("prediction", "reference"), ASCII_PAIRS)
def test_rouge_equals_rouge_score(prediction: str, reference: str) -> None:
    scorer = RougeScorer(["rouge1", "rouge2", "rougeL", "rougeLsum"], use_stemmer=True)
    sentences = prediction.replace(". ", ".\n").split("\n")
    expected = scorer.score(reference.replace(". ", ".\n"), "\n".join(sentences))
    assert astuple(rouge(sentences, reference)) == tuple(score.fmeasure for score in expected.values())


def test_rouge_lsum_sees_sentences() -> None:
    told = ["The bridge fell.", "Nobody was hurt."]
    scores = rouge(list(reversed(told)), " ".join(told))
    assert scores.rouge_lsum == 1.0
    assert scores.rouge_l < 1.0


@pytest.mark.parametrize("text", OTHER_SCRIPTS)
def test_identical_texts_of_any_script_score_1(text: str) -> None:
    assert astuple(rouge([text], text)) == (1.0, 1.0, 1.0, 1.0)


def test_rouge_of_composed_and_decomposed_letters_is_1() -> None:
    assert rouge(["Nguye\u0302\u0303n"], "Nguy\u1ec5n").rouge1 == 1.0


def test_empty_summary_scores_0() -> None:
    assert astuple(rouge([], "Something happened.")) == (0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "tokens"), [("两国 talks", ["两", "国", "talk"]), ("3.5% of U.S.", ["3", "5", "of", "u", "s"])]
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert UnicodeTokenizer().tokenize(text) == tokens


def test_cut_keeps_whole_sentences_then_cuts_to_the_word() -> None:
    sentences = ["one two three", "four five six", "seven"]
    assert cut(sentences, 100) == sentences
    assert cut(sentences, 3) == ["one two three"]
    assert cut(sentences, 5) == ["one two three", "four five"]
    assert cut([], 5) == []


#: Two events A = {a, b, c} and B = {d, e}; the stories are {a, b}, {c, d, e}, so:
#: precision: a, b 1; c 1/3; d, e 2/3 -> (1 + 1 + 1/3 + 2/3 + 2/3) / 5 = 11/15
#: recall: a, b 2/3; c 1/3; d, e 1 -> (2/3 + 2/3 + 1/3 + 1 + 1) / 5 = 11/15
#: pairs: 4 in gold (ab ac bc de), 4 in stories (ab cd ce de), 2 in both -> 1/2, 1/2
WORKED = [
    Labelled("a", "A", 1),
    Labelled("b", "A", 1),
    Labelled("c", "A", 2),
    Labelled("d", "B", 2),
    Labelled("e", "B", 2),
]


def test_clusters_equal_the_worked_example() -> None:
    scores = measure(count(WORKED))
    assert scores.b_cubed_precision == pytest.approx(11 / 15)
    assert scores.b_cubed_recall == pytest.approx(11 / 15)
    assert scores.b_cubed_f1 == pytest.approx(11 / 15)
    assert (scores.pairwise_precision, scores.pairwise_recall, scores.pairwise_f1) == (0.5, 0.5, 0.5)
    assert scores.adjusted_rand == pytest.approx(adjusted_rand_score(list("AAABB"), [1, 1, 2, 2, 2]))


def test_a_distractor_counts_against_precision_and_a_doubtful_article_not_at_all() -> None:
    scores = measure(count([*WORKED, Labelled("x", None, 1), Labelled("y", "A", 2, doubtful=True)]))
    # a and b now share their story with a stranger: precision 2/3 each.
    assert scores.b_cubed_precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert scores.b_cubed_recall == pytest.approx(11 / 15)
    assert scores.pairwise_precision == pytest.approx(2 / 6)
    assert scores.pairwise_recall == 0.5


@pytest.mark.parametrize("seed", range(3))
def test_adjusted_rand_equals_scikit_learn(seed: int) -> None:
    generator = np.random.default_rng(seed)
    gold, story = generator.integers(0, 6, 60), generator.integers(0, 8, 60)
    items = [Labelled(str(i), str(g), int(s)) for i, (g, s) in enumerate(zip(gold, story, strict=True))]
    assert measure(count(items)).adjusted_rand == pytest.approx(adjusted_rand_score(gold, story))


def test_perfect_and_trivial_clusterings() -> None:
    perfect = [Labelled(item.article, item.gold, item.gold) for item in WORKED]
    alone = [Labelled(item.article, item.gold, item.article) for item in WORKED]
    together = [Labelled(item.article, item.gold, 0) for item in WORKED]
    assert set(astuple(measure(count(perfect)))) == {1.0}
    assert (measure(count(alone)).b_cubed_precision, measure(count(alone)).pairwise_recall) == (1.0, 0.0)
    assert (measure(count(together)).b_cubed_recall, measure(count(together)).adjusted_rand) == (1.0, 0.0)


def test_confusions_are_listed_worst_first() -> None:
    assert [(c.name, c.pairs, c.parts) for c in merges(WORKED)] == [("2", 2, (("d", "e"), ("c",)))]
    assert [(c.name, c.pairs, c.parts) for c in splits(WORKED)] == [("A", 2, (("a", "b"), ("c",)))]


def judgements(scores: list[float], faithful: list[bool], articles: list[int]) -> Judgements:
    return Judgements(np.array(scores), np.array(faithful), np.array(articles))


def test_auc_and_balanced_accuracy() -> None:
    # Of the 4 pairs of a faithful and an unfaithful sentence, 3 are in the right order and 1 is tied with half a point.
    each = judgements([0.9, 0.5, 0.5, 0.1], [True, True, False, False], [0, 1, 2, 3])
    assert auc(each) == pytest.approx(3.5 / 4)
    assert balanced_accuracy(np.array([True, False, False, False]), each.faithful) == 0.75
    assert np.isnan(auc(judgements([0.5], [True], [0])))


def test_threshold_comes_from_the_other_articles() -> None:
    # Within each article the scores are separable, but only at the article's own threshold.
    perfect = judgements([0.9, 0.1] * 10, [True, False] * 10, [i // 2 for i in range(20)])
    assert (cross_validated_calls(perfect, seed=0) == perfect.faithful).all()
    alone = judgements([1.0, 0.0], [False, True], [0, 1])
    assert not (cross_validated_calls(alone, seed=0) == alone.faithful).all()


def test_drawing_an_article_twice_repeats_its_sentences() -> None:
    each = judgements([0.9, 0.1, 0.5], [True, False, True], [0, 0, 1])
    assert each.drawn(np.array([0, 0])).scores.tolist() == [0.9, 0.9, 0.1, 0.1]


def test_support_baselines() -> None:
    source = "The red bridge fell. Two men ran away."
    assert pairs_in_best_sentence("The red bridge fell.", source) == 1.0
    assert pairs_in_best_sentence("The red men ran.", source) == pytest.approx(1 / 3)
    assert pairs_in_article("The red men ran.", source) == pytest.approx(2 / 3)
    assert pairs_in_article("Nothing at all.", source) == 0.0
    # 3 word pairs, 7 in the source (across the sentence break too), 3 in common.
    assert rouge_2("The red bridge fell.", source) == pytest.approx(2 * 3 / (3 + 7))


def test_bootstrap_is_seeded_and_paired() -> None:
    values = [0.11, 0.42, 0.35, 0.8, 0.27, 0.66, 0.93]
    assert Bootstrap(1).mean(values) == Bootstrap(1).mean(values)
    assert Bootstrap(1).mean(values) != Bootstrap(2).mean(values)
    shifted = [value + 0.5 for value in values]
    gap = Bootstrap(0).difference(shifted, values)
    assert (gap.value, gap.low, gap.high) == pytest.approx((0.5, 0.5, 0.5))


def test_bootstrap_interval_is_near_the_normal_one() -> None:
    values = np.random.default_rng(0).normal(0, 1, 400)
    score = Bootstrap(0).mean(values)
    assert score.low is not None
    assert score.high is not None
    assert (score.high - score.low) == pytest.approx(2 * 1.96 * values.std() / 20, rel=0.1)


def test_undefined_values_are_left_out() -> None:
    assert Bootstrap().mean([1.0, float("nan")]).value == 1.0
    assert np.isnan(Bootstrap().mean([]).value)
