"""Writing: sentences lifted from articles, merges and cuts proposed, and what is chosen of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from summarizer.compose import Options, compose
from summarizer.compose.compression import shortened
from summarizer.compose.evidence import resolved, trimmed
from summarizer.compose.filling import points_nowhere
from summarizer.compose.fusion import fusions, longest_shared_run
from summarizer.compose.method import method_of
from summarizer.compose.proposals import build_jobs
from summarizer.language import Analyst, content_words, sentence_spans, tidy
from summarizer.material import Material
from summarizer.retelling import encoded
from summarizer.types import Article, Citation, Claim, Encoder, Failed, Method, Parser, Summary, Verdict
from summarizer.verify import Gate, Screened
from tests.stories import told

# --- evidence: readable alone --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("However, the pier was closed.", "The pier was closed."),
        ("But the pier was closed.", "The pier was closed."),
        ("But Lim closed the pier.", "Lim closed the pier."),
        ("For his part, Greer appreciated it.", "Greer appreciated it."),
        ("WASHINGTON DC — The session took place.", "The session took place."),
        ("PORT ARDEN (AP) — The session took place.", "The session took place."),
        ("Port Arden (CNN)Mayor Lim closed the pier.", "Mayor Lim closed the pier."),
        ("(Velmar Police Service) The 53-year-old closed the pier.", "The 53-year-old closed the pier."),
        ("The Velmar Broadcasting Board (BBC) Trust said no.", "The Velmar Broadcasting Board (BBC) Trust said no."),
        ("Update: Divers closed the pier.", "Divers closed the pier."),
        (
            "The World Health Organization (WHO) Tuesday closed it.",
            "The World Health Organization (WHO) Tuesday closed it.",
        ),
        ("Minister Lim (R) met Mr. Rask (left).", "Minister Lim met Mr. Rask."),
        ("The pier\nwas   closed.", "The pier was closed."),
        ("The pier — the old one — was closed.", "The pier — the old one — was closed."),
        ("The winner — Ana Lim — closed the pier.", "The winner — Ana Lim — closed the pier."),
        ("So many piers were closed.", "So many piers were closed."),
        ("Still water ran below the pier.", "Still water ran below the pier."),
        ("Thus far nobody came.", "Thus far nobody came."),
        ("So far nobody came.", "So far nobody came."),
        ("the pier was closed.", "The pier was closed."),
        ("", ""),
    ],
)
def test_tidy(text: str, tidied: str) -> None:
    assert tidy(text) == tidied
    assert tidy(tidied) == tidied


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        ("Minister Ana Lim came. She left Port Arden at noon.", 1, "Minister Ana Lim left Port Arden at noon."),
        (
            "Ambassador Bo Berg spoke. The ambassador noted the tide in Arden.",
            1,
            "Ambassador Bo Berg noted the tide in Arden.",
        ),
        ("The pier was closed. Rain fell on the empty streets.", 1, "Rain fell on the empty streets."),
    ],
)
def test_a_pronoun_is_replaced_and_its_source_cited(text: str, number: int, shown: str) -> None:
    material, spans = told(Article("a", None, text, None)), sentence_spans(text)
    sentence = next(s for s in material.sentences if s.index == number)
    (evidence,) = trimmed(material, [resolved(material, sentence)], Gate(material.analyst))
    assert evidence.said.text == shown
    cited = [Citation("a", *spans[number])] + [Citation("a", *spans[0])] * (shown != material.analysis(sentence).text)
    assert list(evidence.citations) == cited


@pytest.mark.parametrize(
    ("sentence", "shown", "edited"),
    [
        ("But the ferry stopped on Monday in the rain.", "The ferry stopped on Monday in the rain.", True),
        ("PORT ARDEN (AP) — The ferry stopped at noon on Monday.", "The ferry stopped at noon on Monday.", False),
        # Without what opens it, it would say another thing.
        ("Nor did the ferry stop at noon on Monday.", "Nor did the ferry stop at noon on Monday.", False),
    ],
)  # fmt: skip
def test_what_is_taken_off_passes_the_gate(sentence: str, shown: str, edited: bool, parser: Parser) -> None:
    material = told(Article("a", None, sentence, None), parser=parser)
    (evidence,) = trimmed(material, [resolved(material, s) for s in material.sentences], Gate(material.analyst))
    assert (evidence.said.text, evidence.edited) == (shown, edited)


# --- method: told from the words -----------------------------------------------------------------------------------

BRIDGE = "The mayor closed the old bridge on Tuesday after divers found a crack in its second pier."
SHUT = "The old bridge was shut on Tuesday, and lorries must take the ferry from Port Arden."
BOTH = "The mayor closed the old bridge, and lorries must take the ferry."


@pytest.mark.parametrize(
    ("text", "sources", "origins", "method", "used"),
    [
        (BRIDGE, [BRIDGE], [0], "copied", (0,)),
        (BRIDGE.replace("old ", ""), [BRIDGE], [0], "condensed", (0,)),
        ("The mayor closed the old bridge.", [BRIDGE], [0], "condensed", (0,)),
        (BOTH, [BRIDGE, SHUT], [0, 1], "merged", (1, 0)),
        (BOTH, [BRIDGE, SHUT], [0, 0], "condensed", (1, 0)),
        ("The old bridge closed.", [BRIDGE, SHUT], [0, 1], "condensed", (0,)),
        (BRIDGE, [BRIDGE, BRIDGE], [0, 1], "copied", (0, 1)),
        ("Goats won.", [BRIDGE], [0], "condensed", (0,)),
        # A name told in full is no second source's news; a role is.
        ("Ana Lim closed the bridge.", ["Lim closed the bridge.", "Ana Lim left."], [0, 1], "condensed", (0, 1)),
        ("Mayor Ana Lim shut the bridge.", ["Lim shut the bridge.", "Mayor Ana Lim left."], [0, 1], "merged", (0, 1)),
    ],
)  # fmt: skip
def test_method(text: str, sources: list[str], origins: list[int], method: Method, used: tuple[int, ...]) -> None:
    analyst = Analyst()
    assert method_of(analyst.one(text), analyst(sources), origins, {BRIDGE}) == (method, used)


# --- fusion: merges of the sources' own words ----------------------------------------------------------------------


def fused(texts: Sequence[str], related: Sequence[str] = (), people: frozenset[str] = frozenset()) -> list[str]:
    analyst = Analyst()
    return fusions(analyst, analyst(texts), analyst(related), people)


@pytest.mark.parametrize(
    ("a", "b", "merge"),
    [
        (
            "Minister Lim met the envoy on March 13 to advance economic cooperation.",
            "The talks were held in Port Arden on March 13 to advance economic cooperation.",
            "Minister Lim met the envoy in Port Arden on March 13 to advance economic cooperation.",
        ),
        (
            "Greer praised the plan for the old harbour.",
            "Officials said Trade Representative Jamieson L. Greer left.",
            "Trade Representative Jamieson L. Greer praised the plan for the old harbour.",
        ),
        (
            "Lim’s plan for the harbour was praised.",
            "The mayor, Ana Lim, left.",
            "Ana Lim’s plan for the harbour was praised.",
        ),
        (
            "Ellen Pao sold the company on Monday.",
            "Reporters saw Ellen Pao, the former partner who lost a case, in Arden.",
            "Ellen Pao, the former partner who lost a case, sold the company on Monday.",
        ),
        (
            "Fire broke out at the mill near the old harbour and spread.",
            "A fire near the mill near the old harbour killed nine people on Friday.",
            "Fire broke out at the mill near the old harbour killed nine people on Friday.",
        ),
    ],
)
def test_fusions(a: str, b: str, merge: str) -> None:
    assert merge in fused([a, b], people=frozenset({"greer", "lim", "pao"}))


def test_the_names_of_two_are_nobodys() -> None:
    pair = "Officials said that Leland and Sharon Bowman left the ship."
    apart = "Police know nothing of Leland Bowman, 62, and Sharon Bowman, 63, as of Monday."
    for text in (apart, "Police know nothing of Bowman as of Monday."):
        assert not [each for each in fused([text, pair], people=frozenset({"bowman"})) if "Leland and Sharon" in each]


def test_a_shared_word_has_one_part(parser: Parser) -> None:
    """The industry does not press and lobby in one breath; but who does both may be told to do so."""
    analyst = Analyst(parser)
    pressed = "The council will vote despite heavy pressure from the local shipping industry."
    lobbies = "The local shipping industry is lobbying hard against the plan."
    leaves = "On Monday the local shipping industry left the talks in Port Arden."
    found = fusions(analyst, analyst([pressed, lobbies]))
    assert not [text for text in found if "from the local shipping industry is lobbying" in text]
    found = fusions(analyst, analyst([leaves, lobbies]))
    assert "On Monday the local shipping industry is lobbying hard against the plan." in found


def test_what_is_lent_is_one_phrase(parser: Parser) -> None:
    analyst = Analyst(parser)
    posed = "The 17-year-old accused killer posed with a rifle on his Facebook page."
    charged = "The 17-year-old accused killer from Antioch is charged with: homicide and reckless endangering."
    lives = "The 17-year-old accused killer from Antioch, Illinois, is charged with homicide."
    broken, whole = (fusions(analyst, analyst([posed, other])) for other in (charged, lives))
    assert not [text for text in broken if "charged with posed" in text]
    assert "The 17-year-old accused killer from Antioch posed with a rifle on his Facebook page." in whole


def test_fusions_invent_no_word_and_give_no_source_back() -> None:
    found = fused([BRIDGE, SHUT], ["The ferry from Port Arden, the oldest of the coast, sails in summer."])
    known = set(content_words(f"{BRIDGE} {SHUT} The ferry from Port Arden, the oldest of the coast, sails in summer."))
    assert found
    assert len(found) == len(set(found))
    assert not {BRIDGE, SHUT} & set(found)
    assert all(set(content_words(text)) <= known for text in found)


@pytest.mark.parametrize("texts", [[], [BRIDGE], [BRIDGE, BRIDGE], ["Goats won.", BRIDGE]])
def test_nothing_to_fuse(texts: list[str]) -> None:
    assert fused(texts) == []


@pytest.mark.parametrize(
    ("a", "b", "length"),
    [
        ("He met the old mayor of the town.", "She saw the old mayor of the city.", 5),
        ("Nguyễn Hồng Diên left.", "Nguyen Hong Dien came.", 0),  # names alone prove little
        ("One thing.", "Another matter.", 0),
        ("", "", 0),
    ],
)
def test_longest_shared_run(a: str, b: str, length: int) -> None:
    assert longest_shared_run(*Analyst()([a, b])) == length


# --- compression: cuts an editor may make -----------------------------------------------------------------------


@pytest.mark.slow
class TestShorten:
    @pytest.mark.parametrize(
        ("text", "short"),
        [
            (
                "Ana Lim, who runs the port of Arden, closed the old pier to all ships on Monday.",
                "Ana Lim closed the old pier to all ships on Monday.",
            ),
            (
                "During the talks, both sides praised the new plan for the harbour.",
                "Both sides praised the new plan for the harbour.",
            ),
            (
                "The mayor (left in the picture above) opened the new market on Monday.",
                "The mayor opened the new market on Monday.",
            ),
            (
                "Sen. Joe Manchin, D-W.Va., and Sen. Lisa Murkowski, R-Alaska, wrote a letter to Congress on Monday.",
                "Sen. Joe Manchin, and Sen. Lisa Murkowski, R-Alaska, wrote a letter to Congress on Monday.",
            ),
            (
                "The mayor closed the old bridge on Tuesday, and the governor praised her for it.",
                "The mayor closed the old bridge on Tuesday.",
            ),
        ],
    )
    def test_loose_parts_go(self, parser: Parser, text: str, short: str) -> None:
        assert short in shortened(Analyst(parser).one(text))

    @pytest.mark.parametrize(
        ("text", "lost"),
        [
            ("The government will fall on Monday, if the vote on the budget is lost.", "if the vote"),
            ("The clerk, allegedly the thief of Port Arden, left the town on Monday.", "allegedly"),
            ("According to the union, the ferry had been overloaded for many years.", "According"),
            ("The ferry, not the bridge, was closed to lorries on Monday.", "not the bridge"),
        ],
    )
    def test_what_binds_stays(self, parser: Parser, text: str, lost: str) -> None:
        assert all(lost in short for short in shortened(Analyst(parser).one(text)))

    @pytest.mark.parametrize(
        ("text", "lost"),
        [
            ("The council will vote in April, a month before the ferry is back in May, the season when most come.",
             "April, the season"),
            ("The road opens by June 3, a week before the fair of June 10, the day the mayor has promised to pave it.",
             "June 3, the day"),
            ("The rocket may fly lower than the two tests in July, which were lofted, meaning they flew higher.",
             "July, meaning"),
            ("Officials believe 20-year-old Ana Lim, of Bray, and her friend were trying to take photos of it.",
             "Bray."),
            ("He will veto the bill on arms, which had passed, as he clashes with her – and Ana Lim above all – on it.",
             "arms and Ana"),
        ],
    )  # fmt: skip
    def test_what_explains_an_aside_does_not_come_to_explain_another(
        self, parser: Parser, text: str, lost: str
    ) -> None:
        assert not [short for short in shortened(Analyst(parser).one(text)) if lost in short]

    @pytest.mark.parametrize("text", [BRIDGE, SHUT, "Goats won.", "", "“We go, and we stay,” said Lim, smiling."])
    def test_what_is_left_is_shorter_and_invents_nothing(self, parser: Parser, text: str) -> None:
        for short in shortened(Analyst(parser).one(text)):
            assert len(short) < len(text)
            assert set(content_words(short)) <= set(content_words(text))
            assert short[0].isupper()


# --- compose -------------------------------------------------------------------------------------------------------

ONE = Article("a", None, f"{BRIDGE} The work will cost the town 4.2 million crowns.", "Gazette")
TWO = Article("b", None, f"{SHUT} Heavy rain fell on Monday in all of the valley.", "Post")
GOATS = "Seven fat goats won the yearly beauty prize of Port Arden."


def plan_of(material: Material) -> tuple[Claim, ...]:
    """Each sentence a claim of its own."""
    return tuple(Claim((s,), (material.story.origin_of(s.article),)) for s in material.sentences)


class Everything(Gate):
    """A gate that lets all through, or nothing."""

    failed: tuple[Failed, ...] = ()

    def weigh(self, screened: Sequence[Screened]) -> list[Verdict]:
        return [Verdict(self.failed, 1.0) for _ in screened]


class Nothing(Everything):
    failed = (Failed("word", ("no",)), Failed("number", ("no",)))


def summary_of(material: Material, gate: type[Gate] = Everything, words: int = 200) -> Summary:
    return compose(material, plan_of(material), None, gate(material.analyst), Options(words, 1, 0))


class TestCompose:
    @pytest.mark.parametrize("target", [20, 40, 200])
    def test_about_the_length_asked_for(self, target: int) -> None:
        summary = summary_of(told(ONE, TWO), words=target)
        length = sum(len(s.text.split()) for s in summary.sentences)
        assert summary.sentences
        assert length <= target * 1.4 or len(summary.sentences) == 1

    def test_without_a_writer_it_copies_and_cites(self) -> None:
        material = told(ONE, TWO)
        summary = summary_of(material)
        assert summary.sentences[0].text == BRIDGE
        assert {s.method for s in summary.sentences} == {"copied"}
        for sentence in summary.sentences:
            (citation,) = sentence.citations
            assert material.story.article(citation.article).text[citation.start : citation.end] == sentence.text

    def test_nothing_unchecked_is_printed(self) -> None:
        material = told(ONE, TWO)
        summary = summary_of(material, Nothing)
        assert summary.sentences == ()
        assert summary.rejections == (("word", len(material.sentences)),)

    def test_copied_means_that_not_a_word_was_changed(self) -> None:
        text = "But Lim closed the old bridge on Tuesday. PORT ARDEN — Lorries must take the ferry from port to town."
        summary = summary_of(told(Article("a", None, text, "A")))
        assert {s.text: s.method for s in summary.sentences} == {
            "Lim closed the old bridge on Tuesday.": "condensed",
            "Lorries must take the ferry from port to town.": "copied",
        }

    def test_an_empty_plan(self) -> None:
        material = told(ONE, TWO)
        summary = compose(material, (), None, Everything(material.analyst), Options(100, 1, 0))
        assert summary.sentences == ()

    def test_a_thing_is_said_once(self) -> None:
        material = told(ONE, TWO)
        first, *rest = plan_of(material)
        gate = Everything(material.analyst)
        summary = compose(material, (first, first, *rest), None, gate, Options(200, 1, 0))
        assert [s.text for s in summary.sentences].count(BRIDGE) == 1

    def test_a_claim_is_joined_with_what_another_origin_adds_to_it(self) -> None:
        first = "Mayor Lim closed the old bridge of Arden on Tuesday after a crack was found."
        near = "Mayor Lim closed the old bridge of Arden because the crack in a pier had grown."
        material = told(
            Article("a", None, f"{first} {GOATS}", "A"), Article("b", None, f"{near} Rain fell all of Monday.", "B")
        )
        jobs = list(build_jobs(material, plan_of(material), Gate(material.analyst)))
        joined = {job.said[0].text: [said.text for said in job.joined] for job in jobs}
        assert joined[first] == [first, near]
        assert joined[near] == [near, first]
        assert joined[GOATS] == []
        assert all(job.related[0].text in (first, near) for job in jobs if job.joined)


@pytest.mark.slow
def test_the_attack_may_be_told_after_a_shooting_but_not_after_a_meeting(encoder: Encoder) -> None:
    analyst = Analyst(None)
    unharmed = "The judge was unharmed in the attack."
    before = ["A gunman shot the son of a judge in New Jersey.", "The ministers met in Kabul on Monday."]
    _, (mine, shooting, meeting) = encoded(analyst([unharmed, *before]), encoder)
    said = analyst.one(unharmed)
    assert not points_nowhere(said, [mine], [shooting], frozenset())
    assert points_nowhere(said, [mine], [meeting], frozenset())
    assert not points_nowhere(said, [mine], [meeting], frozenset({"attack"}))
