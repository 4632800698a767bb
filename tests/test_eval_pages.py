"""The bench of reading pages: pages that differ, the same ones every time, and a cost for each system."""

import json
from pathlib import Path

from eval.cli import main
from eval.commands.pages import write_pages
from eval.items import SavedPage

SENTENCE = "The bridge over the Arden was closed on Monday after engineers had found cracks in pillar {}."


def saved(name: str) -> SavedPage:
    paragraphs = "".join(f"<p class='x'>{SENTENCE.format(f'{name} {number}')}</p>" for number in range(4))
    head = f"<link rel='canonical' href='https://gazette.example/{name}'>"
    return SavedPage(name, f"<html><head>{head}</head><body><p>Short.</p>{paragraphs}</body></html>", "", None, None)


def test_made_pages_differ_and_are_the_same_every_time(tmp_path: Path) -> None:
    pages = [saved("north"), saved("south")]
    made = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        size = write_pages(pages, 6, tmp_path / folder, seed=1)
        made.append([file.read_text(encoding="utf-8") for file in sorted((tmp_path / folder).iterdir())])
        assert size == sum(len(text.encode()) for text in made[-1])
    assert made[0] == made[1]
    assert len(set(made[0])) == 6
    assert "https://gazette.example/south-3'" in made[0][3]
    assert all(text.count("The bridge over the Arden") == 4 and "<p>Short.</p>" in text for text in made[0])


def test_every_system_reads_the_pages(tmp_path: Path) -> None:
    data, out = tmp_path / "pages.jsonl", tmp_path / "out.json"
    data.write_text(
        "".join(json.dumps({"id": n, "html": saved(n).html, "expected_text": "x"}) + "\n" for n in ("north", "south")),
        encoding="utf-8",
    )
    assert main(["pages", str(data), "--pages", "3", "--out", str(out)]) == 0
    (table,) = json.loads(out.read_text(encoding="utf-8"))["tables"]
    for row in table["rows"]:
        assert row["scores"]["articles"]["value"] == 3
        assert row["scores"]["pages a processor second"]["value"] > 0
        assert row["scores"]["peak GiB"]["value"] > 0.01
    assert [row["system"] for row in table["rows"]] == ["summarizer", "trafilatura"]
