"""A briefing from its JSON: nothing is lost on the way there and back, and what is no briefing is refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from summarizer import briefing_from_dict, briefing_to_dict, cli, render_briefing
from summarizer.errors import InputError
from summarizer.render import FORMATS
from summarizer.render.arrange import arrange
from summarizer.types import Briefing
from tests.briefings import BRIEFING, NEXT_DAY, TODAY, hostile

HOSTILE = hostile("<b>*a*\u202e|`\n&amp;")
#: Its second story has an article with the id of one in the first.
ALL = {
    "briefing": BRIEFING,
    "today": TODAY,
    "next day": NEXT_DAY,
    "not compared": replace(
        BRIEFING, stories=tuple(replace(each, not_compared=("values", "meaning")) for each in BRIEFING.stories)
    ),
    "hostile": replace(HOSTILE, stories=HOSTILE.stories[:1]),
}
#: What a key of the contract never is, or not everywhere.
WRONG: tuple[Any, ...] = (None, True, -1, 10**9, 0.5, float("nan"), "", "nowhere", [], {}, [None], {"a": 1})


@pytest.mark.parametrize("name", ALL)
def test_there_and_back(name: str) -> None:
    briefing = ALL[name]
    data = json.loads(render_briefing(briefing, "json"))
    assert briefing_from_dict(data) == briefing
    assert briefing_to_dict(briefing_from_dict(data)) == data


@pytest.mark.slow
def test_there_and_back_with_what_the_product_makes(seeds_briefing: Briefing) -> None:
    assert briefing_from_dict(json.loads(render_briefing(seeds_briefing, "json"))) == seeds_briefing


def test_what_a_later_version_adds_is_passed_over() -> None:
    data = briefing_to_dict(NEXT_DAY)
    for value in list(every_object(data)):
        value["of_a_later_version"] = {"a": [1]}
    del data["manifest"]["settings"]["of_a_later_version"], data["manifest"]["rejections"]["of_a_later_version"]
    for story in data["stories"]:
        del story["rejections"]["of_a_later_version"]
    assert briefing_from_dict(data) == NEXT_DAY


def test_what_an_earlier_version_did_not_have_is_not_missed() -> None:
    data = briefing_to_dict(TODAY)
    for story in data["stories"]:
        del story["rejections"]
    assert briefing_from_dict(data) == TODAY


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("schema_version",), 2, "schema_version is 2; allowed is 1"),
        (("date",), "today", "date is 'today'; allowed is a day as YYYY-MM-DD"),
        (("stories", 0, "headline"), None, "stories[0].headline is None; allowed is a text"),
        (("stories", 0, "articles", 0), "x", "stories[0].articles[0] is 'x'; allowed is an article's id"),
        (("stories", 0, "origins", 0), [], "stories[0].origins is a list; allowed is lists of the ids in `articles`, "
                                           "each id once"),
        (("stories", 0, "summary", 0, "method"), "dreamt", "stories[0].summary[0].method is 'dreamt'; allowed is one "
                                                           "of merged, condensed, copied"),
        (("stories", 0, "summary", 0, "citations", 0, "end"), 999, "stories[0].summary[0].citations[0].end is 999; "
                                                                   "allowed is 0 to 250, within its article's text"),
        (("stories", 0, "only_in_one_source", 0, "text"), "Made up.", "stories[0].only_in_one_source[0].text is 'Made "
                                                                      "up.'; allowed is the words of its article from "
                                                                      "`start` to `end`"),
        (("articles", 0, "published"), "2031-05-06T09:30:00", "articles[0].published is '2031-05-06T09:30:00'; allowed "
                                                              "is a time with its zone, in ISO 8601"),
        (("articles", 1, "id"), "bridge-a", "articles[1].id is 'bridge-a'; allowed is an id that no other article has"),
        (("manifest", "settings"), [], "manifest.settings is a list; allowed is an object"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(place: tuple[str | int, ...], value: Any, message: str) -> None:
    with pytest.raises(InputError) as caught:
        briefing_from_dict(changed(briefing_to_dict(BRIEFING), place, value))
    assert str(caught.value) == message


def test_whatever_is_wrong_is_refused_or_can_be_printed() -> None:
    """Each value of the JSON replaced by a dozen others, and left out: no template meets what it cannot print."""
    whole = briefing_to_dict(NEXT_DAY)
    refused = printed = 0
    for place in places(whole):
        for value in (*WRONG, ...):
            try:
                briefing = briefing_from_dict(changed(whole, place, value))
            except InputError:
                refused += 1
            else:
                # All that a template is given is made here; every tenth is printed too, which takes its time.
                arrange(briefing, 5)
                if printed % 10 == 0:
                    render_briefing(briefing, list(FORMATS)[printed // 10 % len(FORMATS)])
                printed += 1
    assert refused > 1000
    assert printed > 100


@pytest.mark.parametrize("data", [[], None, 5, "x", {}, {"schema_version": 1}, {"schema_version": "1"}])
def test_what_is_no_briefing_at_all(data: Any) -> None:
    with pytest.raises(InputError, match="; allowed is "):
        briefing_from_dict(data)


# --- the command -----------------------------------------------------------------------------------------------------


def test_every_format_as_if_it_had_just_been_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "day.json"
    file.write_text(render_briefing(BRIEFING, "json"), encoding="utf-8")
    outputs = [str(tmp_path / f"again{chosen.endings[0]}") for chosen in FORMATS.values()]
    assert cli.main(["render", str(file), *(x for each in outputs for x in ("-o", each))]) == 0
    assert capsys.readouterr() == ("", "")
    for name, output in zip(FORMATS, outputs, strict=True):
        assert Path(output).read_text(encoding="utf-8") == render_briefing(BRIEFING, name)


def test_details_are_those_of_the_briefing_unless_others_are_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "day.json"
    data = briefing_to_dict(BRIEFING)
    data["manifest"]["settings"]["details"] = 1
    file.write_text(json.dumps(data), encoding="utf-8")
    made = briefing_from_dict(data)
    assert render_briefing(made, "md", details_shown=1) != render_briefing(made, "md", details_shown=2)
    config = tmp_path / "two.toml"
    config.write_text("details = 2", encoding="utf-8")
    for options, shown in (([], 1), (["--details", "0"], 0), (["--config", str(config)], 2)):
        assert cli.main(["render", str(file), *options]) == 0
        assert capsys.readouterr().out == render_briefing(made, "md", details_shown=shown)
    monkeypatch.setenv("SUMMARIZER_DETAILS", "2")
    assert cli.main(["render", str(file)]) == 0
    assert capsys.readouterr().out == render_briefing(made, "md", details_shown=2)


def test_the_date_and_a_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, own = tmp_path / "day.json", tmp_path / "own.j2"
    file.write_text(render_briefing(BRIEFING, "json"), encoding="utf-8")
    own.write_text("{{ briefing.title }}", encoding="utf-8")
    assert cli.main(["render", str(file), "--template", str(own), "-o", str(tmp_path / "{date}.md")]) == 0
    assert (tmp_path / "2031-05-07.md").read_text(encoding="utf-8") == "The Valley today\n"
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (
            b"{}",
            "no briefing: the file is an object with the keys ; allowed is an object with the key 'schema_version'",
        ),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_is_no_briefing(
    content: bytes | None, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "day.json"
    if content is not None:
        file.write_bytes(content)
    assert cli.main(["render", str(file)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"summarizer: {file}: {told}")
    assert printed.err.count("\n") == 1


# --- helpers ---------------------------------------------------------------------------------------------------------


def places(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to everything within a JSON value."""
    within = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in within:
        yield (*place, key)
        yield from places(below, (*place, key))


def every_object(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from every_object(below)


def changed(data: Any, place: tuple[str | int, ...], value: Any) -> Any:
    """The JSON value with another value at this place; with nothing there for `...`."""
    data = copy.deepcopy(data)
    *way, last = place
    node = data
    for key in way:
        node = node[key]
    if value is ...:
        del node[last]
    else:
        node[last] = value
    return data


def test_why_sentences_are_no_details_comes_back_and_is_told() -> None:
    counted = replace(BRIEFING.stories[0], refused=(("known", 7), ("broken", 1)))
    manifest = replace(BRIEFING.manifest, refused=(("known", 7), ("broken", 1)))
    briefing = replace(BRIEFING, stories=(counted,), manifest=manifest, since=None)
    data = briefing_to_dict(briefing)
    assert data["stories"][0]["details_refused"] == data["manifest"]["details_refused"] == {"known": 7, "broken": 1}
    assert briefing_from_dict(data) == briefing
    for name in ("md", "txt", "html"):
        assert "a word is missing in the source" in " ".join(render_briefing(briefing, name).split())
