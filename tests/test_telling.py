"""What is told, in what order, and whether a chosen sentence may stand where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from summarizer.compose import Options, compose
from summarizer.compose.compression import shortened
from summarizer.compose.filling import fill
from summarizer.compose.neutral import LEFT_OUT
from summarizer.compose.news import brings, cuts_news
from summarizer.compose.previews import is_out_of_date
from summarizer.compose.proposals import Job, build_jobs
from summarizer.language import Analysed, Analyst
from summarizer.material import Material
from summarizer.rank import rank
from summarizer.retelling import by_stems
from summarizer.types import Article, Claim, Manner, Parser
from summarizer.verify import Gate
from summarizer.verify.shape import is_plausible
from tests.stories import told

SUED = "Dominion filed a lawsuit against Fox on Friday, accusing the station of airing false claims."
ALLEGED = "The lawsuit says that Fox was airing false claims on its station."
RAIN = "Heavy rain fell on the streets of Port Arden all day."


def articles(*texts: str) -> list[Article]:
    return [Article(f"a{i}", None, text, f"Outlet {'ABC'[i]}") for i, text in enumerate(texts)]


def jobs_of(material: Material) -> list[Job]:
    plan = tuple(Claim((s,), (material.story.origin_of(s.article),)) for s in material.sentences)
    return list(build_jobs(material, plan, Gate(material.analyst)))


@pytest.mark.parametrize(
    ("other", "before", "cut"),
    [
        (ALLEGED, "", True),
        (RAIN, "", False),
        (ALLEGED, "Fox was airing false claims on the station and was accused of it.", False),
    ],
)
def test_no_clause_is_cut_that_another_report_tells_too(other: str, before: str, cut: bool) -> None:
    material = told(*articles(SUED, other))
    (job, *_) = jobs_of(material)
    short = material.analyst.one("Dominion filed a lawsuit against Fox on Friday.")
    earlier = [by_stems(material.analyst.one(before))] if before else []
    assert cuts_news(short, job, material, earlier) is cut
    assert not cuts_news(job.said[0], job, material, earlier)


@pytest.mark.parametrize(
    ("merge", "fact"),
    [
        ("President Donald Trump is headed to Texas for a visit to the border.", False),
        ("President Trump is headed to Texas for a visit to the border to press his case for a wall.", True),
    ],
)
def test_a_title_or_a_given_name_is_no_fact_of_a_second_source(merge: str, fact: bool) -> None:
    first = "Trump is headed to Texas for a visit to the border."
    second = "President Donald Trump heads to Texas to press his case for a wall along the border."
    material = told(*articles(first, second))
    (job,) = build_jobs(material, (Claim(material.sentences, (0, 1)),), Gate(material.analyst))
    assert brings(material.analyst.one(merge), job) is fact


TO_SIGN = "Governor Newsom has reportedly decided to sign a bill on the tax returns of candidates."
SIGNED = "On Tuesday Governor Newsom signed a bill on the tax returns of candidates."


def test_news_that_another_outlet_told_is_not_told_again() -> None:
    material = told(*articles(SUED, RAIN))
    assert texts_of(material) == [SUED, RAIN]
    vars(material)["same_news"] = {(0, 1): 0.9}
    assert texts_of(material) == [SUED]


def test_nor_what_another_sentence_of_a_told_claim_tells() -> None:
    material = told(*articles(SUED, ALLEGED, RAIN))
    one = Claim(material.sentences[:2], (0, 1))
    plan = (one, Claim(material.sentences[2:], (2,)))
    jobs = list(build_jobs(material, plan, Gate(material.analyst)))
    for same, printed in (({}, [SUED, RAIN]), ({(1, 2): 0.9}, [SUED])):
        vars(material)["same_news"] = same
        assert [draft.said.text for draft in fill(material, jobs, [[job.said[0]] for job in jobs], 200)] == printed


@pytest.mark.parametrize(
    ("preview", "other", "out"),
    [
        (TO_SIGN, SIGNED, True),
        ("Governor Newsom will sign a bill on the tax returns of candidates.", SIGNED, True),
        ("Governor Newsom will not sign a bill on the tax returns of candidates.", SIGNED, False),
        (TO_SIGN, "Governor Newsom has not signed a bill on the tax returns of candidates.", False),
        (TO_SIGN, "Governor Newsom may sign a bill on the tax returns of candidates.", False),
        (TO_SIGN, "Governor Abbott signed a bill on the schools of Texas.", False),
        (SIGNED, TO_SIGN, False),
        ("Governor Newsom vowed to sign a bill on the tax returns of candidates.", SIGNED, False),
    ],
)
def test_what_is_done_is_not_foretold(preview: str, other: str, out: bool, parser: Parser) -> None:
    material = told(*articles(preview, other), parser=parser)
    assert is_out_of_date(material, material.sentences[0]) is out
    assert (preview in {job.said[0].text for job in jobs_of(material)}) is not out


def test_a_later_preview_foretells_another_thing(parser: Parser) -> None:
    days = [datetime(2031, 5, day, tzinfo=UTC) for day in (4, 2)]
    dated = [Article(a.id, None, a.text, a.source, day) for a, day in zip(articles(TO_SIGN, SIGNED), days, strict=True)]
    material = told(*dated, parser=parser)
    assert not is_out_of_date(material, material.sentences[0])


def texts_of(material: Material, target: int = 200, left: Sequence[int] = (), leaning: str = "no text") -> list[str]:
    """What is told of the claims in story order, those of the numbers left out; one text is surely leaning."""
    jobs = [job for i, job in enumerate(jobs_of(material)) if i not in left]
    ranked: list[list[Analysed]] = [[job.said[0]] for job in jobs]
    return [draft.said.text for draft in fill(material, jobs, ranked, target, lambda said: float(said.text == leaning))]


RELEASE = "Officials would then hand redacted copies to all newspapers."
LAW = "Candidates must file their forms with the state in March."


def test_what_goes_on_stands_only_behind_what_it_goes_on_from(parser: Parser) -> None:
    material = told(*articles(f"{RAIN} {LAW} {RELEASE}"), parser=parser)
    assert texts_of(material) == [RAIN, LAW, RELEASE]
    assert texts_of(material, left=[1]) == [RAIN]


def test_what_leans_stands_only_behind_what_it_leans_on(parser: Parser) -> None:
    material = told(*articles(f"{RAIN} {LAW} {SUED}"), parser=parser)
    assert texts_of(material, leaning=SUED) == [RAIN, LAW, SUED]
    assert texts_of(material, left=[1], leaning=SUED) == [RAIN]
    assert texts_of(material, left=[1]) == [RAIN, SUED]
    assert texts_of(material, leaning=RAIN)[0] == LAW


def test_what_leans_is_put_behind_the_opening_that_it_follows(parser: Parser) -> None:
    other = "The council closed the old bridge. Nobody was hurt."
    material = told(
        *articles(f"{RAIN} {SUED} {'The band played old songs by the river. ' * 3}", f"{other} {LAW}"), parser=parser
    )
    printed = texts_of(material, leaning=SUED)
    assert printed.index(SUED) == printed.index(RAIN) + 1


def test_what_one_article_tells_is_told_in_its_order(parser: Parser) -> None:
    long = "Seven fat goats won the yearly prize of the valley. " + "The band played old songs by the river. " * 3
    material = told(*articles(f"{long}{LAW} {RELEASE}", RAIN), parser=parser)
    printed = texts_of(material)
    assert printed.index(LAW) + 1 == printed.index(RELEASE)


class Columnist:
    """A stylist to whom whatever is called hapless is loaded."""

    name = "columnist"

    def manners(self, texts: Sequence[str]) -> list[Manner]:
        return [Manner(LEFT_OUT + 0.2 if "hapless" in text else 0.05, 0.0, 0.0) for text in texts]


HAPLESS = "The hapless board of the railway raised the fares of Port Arden again."
RAISED = "The board of the railway raised the fares of Port Arden by 4 percent."


def test_an_opinion_is_told_as_that_of_its_outlet_and_only_where_nothing_else_can_be(parser: Parser) -> None:
    for texts, printed in (
        ((HAPLESS,), f"{HAPLESS[:-1]}, Outlet A wrote."),
        ((HAPLESS, RAISED), RAISED),
    ):
        material = told(*articles(*texts), parser=parser)
        options = Options(15, 1, 0, stylist=Columnist())
        summary = compose(material, rank(material), None, Gate(material.analyst), options)
        assert [s.text for s in summary.sentences] == [printed]
        assert all(s.method != "copied" or s.text in texts for s in summary.sentences)


def test_what_is_loaded_opens_no_summary(parser: Parser) -> None:
    material = told(*articles(f"{HAPLESS} {RAIN}", f"{RAISED} {LAW}"), parser=parser)
    first = rank(material, Columnist())[0].sentences[0]
    assert material.analysis(first).text == RAISED


def test_a_quotation_is_told_once(parser: Parser) -> None:
    reported = "Mayor Lim said on Tuesday that the old pier was “a danger to everybody” and had to go."
    spoken = "“It is a danger to everybody,” Lim told reporters at the town hall of Port Arden."
    other = "“Nobody asked the fishermen,” Lim told reporters at the town hall of Port Arden."
    for second, printed in ((spoken, [reported]), (other, [reported, other])):
        assert texts_of(told(*articles(reported, second), parser=parser)) == printed


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "The suit, which is the first that the company has filed over the claims, including that it had used "
            "machines to change votes.",
            False,
        ),
        ("The company, which was founded in Toronto, sued a station over claims that were told in May.", True),
    ],
)
def test_a_noun_with_a_clause_is_no_sentence(text: str, whole: bool, parser: Parser) -> None:
    assert is_plausible(Analyst(parser).one(text).tree) is whole


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Sixty percent of the staff is white, a share much like that of the country, according to the census.", False),
        ("Sixty percent of the staff is white, a share much like that of the country.", True),
    ],
)
def test_what_a_source_is_named_for_is_not_cut_before_its_name(text: str, cut: bool, parser: Parser) -> None:
    assert any("much like" not in short for short in shortened(Analyst(parser).one(text))) is cut


def test_he_is_whom_the_sentence_before_in_the_article_names(parser: Parser) -> None:
    named = "Doctor Bright told the country on Thursday to expect a hard winter."
    both = (
        f"{named} Nurses and doctors agreed. The nation could face hunger unless leaders act in time, he told a panel."
    )
    assert texts_of(told(*articles(RAIN, both), parser=parser)) == [RAIN, named]
    assert not any("he told" in text for text in texts_of(told(*articles(RAIN, both), parser=parser), left=[1]))


def test_the_official_says_it_only_where_one_was_told_of(parser: Parser) -> None:
    told_of = "An official of the town met the fishermen of Port Arden on Tuesday."
    said = "“We are lending every spare boat to our neighbours,” the official said on condition of anonymity."
    assert texts_of(told(*articles(f"{told_of} {said}"), parser=parser)) == [told_of, said]
    assert texts_of(told(*articles(f"{RAIN} {told_of} {said}"), parser=parser), left=[1]) == [RAIN]
