"""What the program writes is no article, whatever its format and however it comes back; a draft is not its own witness.

Else a briefing would be an outlet that confirms what it told the day before, and a checked draft would support itself.
"""

from __future__ import annotations

import json
from dataclasses import replace
from email.mime.text import MIMEText
from pathlib import Path
from typing import Any

import pytest

from summarizer.checking import check_files
from summarizer.read import Limits, read_bytes
from summarizer.render import FORMATS, render_briefing, render_checked, report_to_dict, skipped_to_dict, story_to_dict
from summarizer.types import Models
from tests.briefings import BRIEFING
from tests.kill_store import Letters, NoTrees
from tests.test_check import CHECKED

ENDINGS = {"md": "md", "html": "html", "json": "json", "txt": "txt", "mail": "html", "atom": "atom"}
REPORT = (
    "The bridge of Arden was closed on Monday, the port authority said. Engineers had found cracks in eleven of its "
    "pillars. It will stay shut for six weeks, and ferries will carry passengers.\n\nBoats leave every half hour, the "
    "company that runs them said. The repair will cost five million crowns."
)


def mailed(text: str, kind: str) -> bytes:
    mail = MIMEText(text, kind, "utf-8")
    mail["Subject"], mail["From"] = "Daily briefing", "Desk <desk@gazette.example>"
    return mail.as_bytes()


def lines(values: list[Any]) -> str:
    return "".join(f"{json.dumps(value)}\n" for value in values)


STORIES = [story_to_dict(report.story) for report in BRIEFING.stories]
WRITTEN: dict[str, bytes] = {
    **{f"{kind}.{ENDINGS[kind]}": render_briefing(BRIEFING, kind).encode() for kind in ENDINGS},
    "mail.eml": mailed(render_briefing(BRIEFING, "mail"), "html"),
    "text.eml": mailed(render_briefing(BRIEFING, "txt"), "plain"),
    "check.txt": render_checked(CHECKED, "table").encode(),
    **{f"check.{kind}": render_checked(CHECKED, kind).encode() for kind in ("md", "html", "json")},
    "cluster.json": json.dumps(
        {"stories": STORIES, "skipped": [skipped_to_dict(s) for s in BRIEFING.skipped]}
    ).encode(),
    "stories-00000.jsonl": lines(STORIES).encode(),
    "reports-00000.jsonl": lines([report_to_dict(report) for report in BRIEFING.stories]).encode(),
    "export.json": json.dumps({"export_version": 1, "threads": [{"text": REPORT}], "readers": []}).encode(),
    "two.json": json.dumps([json.loads(render_briefing(BRIEFING, "json"))] * 2).encode(),
}


def test_every_format_is_tried() -> None:
    assert set(ENDINGS) == set(FORMATS)


@pytest.mark.parametrize("name", WRITTEN)
def test_what_the_program_writes_is_no_article(name: str) -> None:
    reading = read_bytes(WRITTEN[name], name)
    assert reading.articles == ()
    assert {(each.reason, each.detail.partition(",")[0]) for each in reading.skipped} == {
        ("not_article", "what summarizer wrote")
    }


@pytest.mark.parametrize("name", ["md.md", "txt.txt", "check.md"])
def test_a_draft_may_be(name: str) -> None:
    assert read_bytes(WRITTEN[name], name, limits=Limits(drafts=True)).articles


def test_what_only_speaks_of_the_program_is_read() -> None:
    text = f"{REPORT}\nIt was written by a summarizer, version 2, people say."
    assert len(read_bytes(text.encode(), "a.txt").articles) == 1
    article = {"title": "A bridge is closed", "text": REPORT, "stories": [], "id": "7", "headline": "Bridge"}
    assert len(read_bytes(lines([article, STORIES[0], article]).encode(), "a.jsonl").articles) == 1


def test_a_draft_among_its_sources_does_not_support_itself(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    draft = tmp_path / "draft.md"
    false = REPORT.replace("six", "nine").replace("eleven", "forty").replace("five million", "ninety")
    draft.write_text(false, encoding="utf-8")
    (tmp_path / "link.md").symlink_to(draft)
    models = Models(None, Letters(), NoTrees())
    checked = check_files(draft, [tmp_path], models=models)
    assert [article.path for article in checked.articles] == [str(tmp_path / "report.txt")]
    assert sorted(each.path for each in checked.skipped) == sorted([str(draft), str(tmp_path / "link.md")])
    assert sum(not sentence.supported for sentence in checked.sentences) >= 3
    # What the check writes among the sources is no source of the next one.
    for kind, ending in (("md", "md"), ("table", "txt"), ("json", "json"), ("html", "html")):
        (tmp_path / f"check.{ending}").write_text(render_checked(checked, kind), encoding="utf-8")
    again = check_files(draft, [tmp_path], models=models)
    assert replace(again, skipped=()) == replace(checked, skipped=())
