"""The whole flow: same input, same briefing, whatever its files are called; and one bad story is no end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from summarizer import brief_articles, briefing_to_dict, make_briefing
from summarizer.config import Settings
from summarizer.errors import InputError, SettingsError
from summarizer.types import Briefing, Encoder, Models, Parser, Prompt
from tests.briefings import BRIDGE_A, BRIDGE_A_COPY, BRIDGE_B

SEEDS = Path(__file__).parent.parent / "seeds"
ROOT = SEEDS.parent
QUICK = Settings(extractive=True)


class Echo:
    """A writer that gives back what it is given, and thinks all English equally good."""

    name = "echo"

    def generate(
        self, prompts: Sequence[Prompt], *, candidates: int, max_new_tokens: int, seed: int
    ) -> list[list[str]]:
        del candidates, max_new_tokens, seed
        return [[prompt.text] for prompt in prompts]

    def write_story(self, documents: Sequence[str], *, candidates: int, max_new_tokens: int, seed: int) -> list[str]:
        del documents, candidates, max_new_tokens, seed
        return []

    def surprisal(self, texts: Sequence[str]) -> list[tuple[tuple[int, float], ...]]:
        return [()] * len(texts)


class Liar(Echo):
    """A writer that makes things up."""

    name = "liar"

    def generate(
        self, prompts: Sequence[Prompt], *, candidates: int, max_new_tokens: int, seed: int
    ) -> list[list[str]]:
        del candidates, max_new_tokens, seed
        return [["The mayor was arrested on 1 May with 900 goats.", "He said so."] for _ in prompts]


class Summarizer(Echo):
    """A writer that reads whole stories: it tells in one sentence what two do, and makes another up."""

    name = "summarizer"
    TRUE = "Divers found a deep crack in the second pier of the Marrow Ford bridge, which was shut on Tuesday."

    def generate(
        self, prompts: Sequence[Prompt], *, candidates: int, max_new_tokens: int, seed: int
    ) -> list[list[str]]:
        del candidates, max_new_tokens, seed
        return [[] for _ in prompts]

    def write_story(self, documents: Sequence[str], *, candidates: int, max_new_tokens: int, seed: int) -> list[str]:
        del candidates, max_new_tokens, seed
        assert [text[:10] for text in documents] == [BRIDGE_A.text[:10], BRIDGE_B.text[:10]]
        return [
            f"{self.TRUE} The bridge at Marrow Ford was not closed on Tuesday after divers found a crack in its "
            "second pier."
        ]


@pytest.fixture(scope="module")
def quick(encoder: Encoder, parser: Parser) -> Models:
    return Models(None, encoder, parser)


def told(briefing: Briefing) -> list[tuple[str, list[str], list[str]]]:
    """All that a reader reads, without ids and paths."""
    return [
        (
            report.story.headline,
            [s.text for s in report.summary.sentences],
            sorted(report.story.article(d.article).text[d.start : d.end] for d in report.details),
        )
        for report in briefing.stories
    ]


@pytest.mark.slow
class TestSameInputSameBriefing:
    def test_two_runs(self, models: Models, seeds_briefing: Briefing) -> None:
        assert make_briefing([SEEDS], Settings(), models=models) == seeds_briefing

    def test_names_and_order_of_files_play_no_part(
        self, models: Models, seeds_briefing: Briefing, tmp_path: Path
    ) -> None:
        first, second = sorted(SEEDS.iterdir())
        shutil.copy(first, tmp_path / "z.txt")
        shutil.copy(second, tmp_path / "a.txt")
        renamed = make_briefing([tmp_path / "z.txt", tmp_path / "a.txt"], Settings(), models=models)
        assert told(renamed) == told(seeds_briefing)
        assert [r.story.id for r in renamed.stories] == [r.story.id for r in seeds_briefing.stories]

    @pytest.mark.skipif(
        subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode != 0
        if shutil.which("unshare")
        else True,
        reason="this machine gives no empty network namespace",
    )
    def test_no_network(self, models: Models, seeds_briefing: Briefing, tmp_path: Path) -> None:
        del models
        out = tmp_path / "day.json"
        command = ["unshare", "-rn", sys.executable, "-m", "summarizer", "brief", "seeds", "-o", str(out)]
        here = make_json(seeds_briefing)
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=dict(os.environ))
        assert (done.returncode, done.stderr) == (0, "")
        assert without_paths(out.read_text(encoding="utf-8")) == without_paths(here)


def make_json(briefing: Briefing) -> str:
    from summarizer import render_briefing

    return render_briefing(briefing, "json")


def without_paths(text: str) -> str:
    """The JSON with the folder as the user named it: absolute here, relative there."""
    return text.replace(f"{SEEDS}/", "seeds/")


@pytest.mark.slow
class TestStories:
    def test_a_lying_writer_changes_nothing_that_is_printed(self, quick: Models) -> None:
        articles = [BRIDGE_A, BRIDGE_B]
        briefing = brief_articles(articles, Settings(one_story=True), models=replace(quick, writer=Liar()))
        (report,) = briefing.stories
        assert report.summary.sentences
        assert not any("goats" in s.text or "arrested" in s.text for s in report.summary.sentences)
        assert dict(briefing.manifest.rejections)["word"] >= 1

    def test_a_whole_story_writer_is_checked_sentence_by_sentence(self, quick: Models) -> None:
        deep = replace(BRIDGE_B, text=BRIDGE_B.text.replace("found a crack", "found a deep crack"))
        articles = [BRIDGE_A, BRIDGE_A_COPY, deep]
        briefing = brief_articles(articles, Settings(one_story=True), models=replace(quick, writer=Summarizer()))
        told = [s.text for s in briefing.stories[0].summary.sentences]
        assert Summarizer.TRUE in told
        assert not any("was not closed" in text for text in told)
        assert dict(briefing.manifest.rejections)["negation"] >= 1

    def test_an_echo_is_a_copy(self, quick: Models) -> None:
        briefing = brief_articles([BRIDGE_A], Settings(), models=replace(quick, writer=Echo()))
        assert briefing.manifest.model == "echo"
        assert {s.method for s in briefing.stories[0].summary.sentences} <= {"copied", "condensed"}

    def test_extractive_sentences_are_the_sources(self, quick: Models) -> None:
        briefing = brief_articles([BRIDGE_A, BRIDGE_B], Settings(extractive=True, one_story=True), models=quick)
        (report,) = briefing.stories
        assert briefing.manifest.model is None
        sources = " ".join(article.text for article in report.story.articles)
        for sentence in report.summary.sentences:  # an opening may be taken off: then it is no copy
            assert all(word in sources for word in sentence.text.split()[1:])
            assert (sentence.text in sources) == (sentence.method == "copied")

    def test_a_copy_is_no_source_of_its_own(self, quick: Models) -> None:
        briefing = brief_articles([BRIDGE_A, BRIDGE_A_COPY], QUICK, models=quick)
        (report,) = briefing.stories
        assert len(report.story.origins) == 1
        assert report.details == ()

    def test_one_storys_failure_is_listed_and_costs_no_other(self, quick: Models) -> None:
        class Fails(Echo):
            def generate(
                self, prompts: Sequence[Prompt], *, candidates: int, max_new_tokens: int, seed: int
            ) -> list[list[str]]:
                if any("ferry" in p.text or "bridge" in p.text for p in prompts):
                    raise RuntimeError("out of ink")
                return super().generate(prompts, candidates=candidates, max_new_tokens=max_new_tokens, seed=seed)

        goats = replace(
            BRIDGE_B, id="goats", path="goats.txt", title="Seven goats win the prize of Arden",
            text="Seven goats won the annual beauty prize of Arden on Sunday. A jury of nine farmers chose them.",
        )  # fmt: skip
        briefing = brief_articles([BRIDGE_A, goats], Settings(), models=replace(quick, writer=Fails()))
        assert [r.story.articles[0].id for r in briefing.stories] == ["goats"]
        (skipped,) = briefing.skipped
        assert (skipped.path, skipped.stage, skipped.reason) == (BRIDGE_A.path, "summarize", "failed")
        assert "out of ink" in skipped.detail

    def test_progress_counts_to_the_end(self, quick: Models) -> None:
        seen: list[tuple[str, int, int]] = []
        brief_articles([BRIDGE_A], QUICK, models=quick, progress=lambda *step: seen.append(step))
        assert seen == [("summarize", 0, 1), ("summarize", 1, 1)]

    def test_the_date(self, quick: Models) -> None:
        newest = brief_articles([BRIDGE_A, BRIDGE_B], replace(QUICK, one_story=True), models=quick)
        assert newest.date.isoformat() == "2031-05-07"
        asked = brief_articles([BRIDGE_A], replace(QUICK, date="2030-01-02"), models=quick)
        assert asked.date.isoformat() == "2030-01-02"
        with pytest.raises(SettingsError, match="YYYY-MM-DD"):
            brief_articles([BRIDGE_A], replace(QUICK, date="tomorrow"), models=quick)

    def test_the_settings_that_shape_the_text_are_in_the_manifest(self, quick: Models) -> None:
        briefing = brief_articles([BRIDGE_A], replace(QUICK, words=60, seed=7), models=quick)
        settings = dict(briefing.manifest.settings)
        assert (settings["words"], settings["seed"], settings["extractive"]) == (60, 7, True)
        assert briefing_to_dict(briefing)["manifest"]["encoder"] == quick.encoder.name

    def test_nothing_to_brief(self, quick: Models, tmp_path: Path) -> None:
        with pytest.raises(InputError):
            brief_articles([], QUICK, models=quick)
        with pytest.raises(InputError):
            make_briefing([tmp_path], QUICK, models=quick)
        with pytest.raises(InputError):
            make_briefing([tmp_path / "missing"], QUICK, models=quick)
