"""What the product makes of the two seed articles, read as a reader would read it."""

from __future__ import annotations

import re

import pytest

from summarizer.language import capitalised_words, content_words, dates, fold, is_furniture, numbers, words
from summarizer.types import Article, Briefing, Reading, StoryReport

pytestmark = pytest.mark.slow

#: First words of what must never be printed: a caption, a dateline, the agencies' sign-offs.
FURNITURE = re.compile(r"\(Photo|\(R\)|WASHINGTON DC —|— VNS|Vietnamplus$|date 2025")


def article_of(report: StoryReport, outlet: str) -> Article:
    (article,) = [a for a in report.story.articles if a.source == outlet]
    return article


def only_in(report: StoryReport, outlet: str) -> list[str]:
    """The details of that outlet, as they are printed."""
    article = article_of(report, outlet)
    return [
        f"[{d.antecedent}] " * bool(d.antecedent) + article.text[d.start : d.end]
        for d in report.details
        if d.article == article.id
    ]


def everything_printed(report: StoryReport) -> list[str]:
    details = [text for article in report.story.articles for text in only_in(report, article.source or "")]
    return [s.text for s in report.summary.sentences] + details


# --- the story -----------------------------------------------------------------------------------------------------


def test_one_story_of_two_outlets(seeds_briefing: Briefing) -> None:
    assert len(seeds_briefing.stories) == 1
    story = seeds_briefing.stories[0].story
    assert {a.source for a in story.articles} == {"VietnamPlus", "Viet Nam News (VNS)"}
    assert len(story.origins) == 2
    assert seeds_briefing.skipped == ()
    assert seeds_briefing.date.isoformat() == "2025-03-14"


def test_nothing_but_reporting_is_printed(seeds_report: StoryReport) -> None:
    for text in everything_printed(seeds_report):
        assert not FURNITURE.search(text)
        assert not is_furniture(text)


def test_the_ambassadors_words_are_introduced(seeds_report: StoryReport) -> None:
    (introduced,) = (t for t in only_in(seeds_report, "Viet Nam News (VNS)") if "The statement was made by" in t)
    assert not introduced.startswith("The statement")


# --- the summary ---------------------------------------------------------------------------------------------------


def test_length(seeds_report: StoryReport) -> None:
    assert 80 <= sum(len(s.text.split()) for s in seeds_report.summary.sentences) <= 150


def test_every_sentence_points_at_whole_sentences_that_support_it(seeds_report: StoryReport) -> None:
    for sentence in seeds_report.summary.sentences:
        assert sentence.citations
        cited = [seeds_report.story.article(c.article).text[c.start : c.end] for c in sentence.citations]
        assert all(re.fullmatch(r"[A-Z“].*[.”]", text, re.DOTALL) for text in cited), cited
        together = " ".join(cited)
        assert set(content_words(sentence.text)) <= set(content_words(together))
        assert {n.value for n in numbers(sentence.text)} <= {n.value for n in numbers(together)}
        assert dates(sentence.text) <= dates(together)
        assert capitalised_words(sentence.text) <= capitalised_words(together) | set(fold(together).split())


def test_a_merged_sentence_cites_two_outlets(seeds_report: StoryReport) -> None:
    for sentence in seeds_report.summary.sentences:
        if sentence.method == "merged":
            assert len({c.article for c in sentence.citations}) == 2


def test_the_summary_is_written_not_copied(seeds_report: StoryReport) -> None:
    methods = [s.method for s in seeds_report.summary.sentences]
    assert "merged" in methods
    assert sum(m != "copied" for m in methods) >= 2


def test_the_headline_names_who_met_whom(seeds_report: StoryReport) -> None:
    headline = fold(seeds_report.story.headline)
    assert headline.startswith("nguyen hong dien had a working session with us trade representative jamieson l. greer")
    assert "…" not in headline
    assert not headline.endswith((" washington", " in", " on"))


def test_who_met_whom_and_when(seeds_report: StoryReport) -> None:
    told = fold(" ".join(s.text for s in seeds_report.summary.sentences))
    assert "dien" in told
    assert "greer" in told
    assert "march 13" in told
    assert "first official ministerial" in told
    # The ministry spoke on the 14th, of a meeting on the 13th.
    assert not re.search(r"(?:met|session|talks|meeting)[^.]{0,60} on march 14", told)


def test_nothing_is_told_twice(seeds_report: StoryReport) -> None:
    said = [set(content_words(s.text)) for s in seeds_report.summary.sentences]
    for i, one in enumerate(said):
        for other in said[i + 1 :]:
            assert len(one & other) < 0.7 * min(len(one), len(other))


@pytest.mark.parametrize(
    "false",
    [
        r"greer (?:affirmed|outlined|highlight|proposed)",
        r"(?:dien|ambassador|dung) called on",
        r"vietnam(?:'s)? (?:new )?trade policy is designed",
        r"greer had no intention",
        r"ambassador (?:\w+ ){0,4}(?:outlined|met)\b",
        r"us considers vietnam",
    ],
)
def test_nobody_says_what_another_said(seeds_report: StoryReport, false: str) -> None:
    told = " ".join(" ".join(w.folded for w in words(s.text)) for s in seeds_report.summary.sentences)
    assert not re.search(false, told)


# --- only in one source --------------------------------------------------------------------------------------------


def test_the_trade_volume_is_only_in_vietnamplus(seeds_report: StoryReport) -> None:
    assert any("nearly US$150 billion in 2024" in text for text in only_in(seeds_report, "VietnamPlus"))
    assert not any("150" in text for text in only_in(seeds_report, "Viet Nam News (VNS)"))


def test_the_ambassador_is_only_in_vns_and_named(seeds_report: StoryReport) -> None:
    vns = only_in(seeds_report, "Viet Nam News (VNS)")
    assert any("Ambassador to the US Nguyễn Quốc Dũng" in text for text in vns)
    assert not any("Dũng" in text for text in only_in(seeds_report, "VietnamPlus"))
    for text in vns:
        if "ambassador" in text.lower():
            assert "Dũng" in text


@pytest.mark.parametrize(
    "both",
    [
        "US a top-priority partner",
        "satisfaction with the positive trajectory",
        "complementary nature of the two economies",
        "no intention to create any barriers",
        "technical teams from both countries",
        "designed to further promote trade",
        "open its market",
        "trade fraud",
        "regular technical",
        "first official ministerial-level meeting",
        "goodwill approach",
    ],
)
def test_what_both_say_is_in_no_list(seeds_report: StoryReport, both: str) -> None:
    for article in seeds_report.story.articles:
        assert both in article.text
        assert not any(both in text for text in only_in(seeds_report, article.source or ""))


def test_details_are_the_words_of_their_source(seeds_report: StoryReport, seeds: Reading) -> None:
    texts = {a.id: a.text for a in seeds.articles}
    for detail in seeds_report.details:
        assert 0 <= detail.start <= detail.focus[0] < detail.focus[1] <= detail.end <= len(texts[detail.article])
        quoted = texts[detail.article][detail.start : detail.end]
        assert quoted == quoted.strip()
        assert quoted[0].isupper()
        assert quoted[-1] in ".”"


def test_no_detail_begins_with_an_open_pronoun(seeds_report: StoryReport) -> None:
    for outlet in ("VietnamPlus", "Viet Nam News (VNS)"):
        for text in only_in(seeds_report, outlet):
            assert not re.match(r"(?:He|She|They|It|His|Her|Their|This|These|The ambassador|The minister)\b", text)
