import re
import string
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarizer.errors import OutputError, SettingsError, TemplateError
from summarizer.render import FORMATS, briefing_to_dict, format_of, render, template_dir, view
from summarizer.render.escape import host, markdown, markdown_link, markdown_strong, one_line, web_address
from tests.briefings import BRIDGE, BRIEFING, FESTIVAL, hostile

TEMPLATED = [name for name, chosen in FORMATS.items() if chosen.template]
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "[click](javascript:alert(1))",
    "![pixel](https://tracker.example/p.png)",
    "# Heading",
    "- item\n- item",
    "1. one",
    "> quoted",
    "---",
    "```\ncode",
    "    indented",
    "*strong* __also__ ~~gone~~ `code`",
    "&lt;b&gt; &copy; &#42;",
    "{{ 7 * 7 }} {% raw %}",
    "trailing backslash \\",
    "Stop!",
    "a | b | c",
    "[label]: https://evil.example",
    "\x1b[31mred\x1b[0m \x00 \u202egnp.exe",
    "line\u2028separator\x85next",
    "half \ud800 of a pair",
    "العربية עברית Nguyễn Quốc Dũng",
)


class Elements(HTMLParser):
    """The elements, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def text_of(markdown_text: str) -> str:
    """What a reader sees of Markdown, as one line."""
    parts = []
    for token in MarkdownIt("commonmark").parse(markdown_text):
        children = token.children or []
        parts += [" " if child.type in ("softbreak", "hardbreak") else child.content for child in children] + [" "]
    return " ".join("".join(parts).split())


@cache
def plain(format_: str) -> str:
    """The briefing with a plain word wherever `hostile` has hostile ones."""
    return render(hostile("plain"), format_)


def markdown_tree(text: str) -> list[str]:
    """The kinds of blocks and inline elements, in order, also of GitHub's extensions."""
    kinds = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        kinds.append(token.type)
        kinds += [child.type for child in token.children or [] if child.type not in ("text", "text_special")]
    return kinds


# --- JSON ------------------------------------------------------------------------------------------------------------


def test_json_is_the_contract() -> None:
    briefing = replace(BRIEFING, stories=(FESTIVAL,))
    assert briefing_to_dict(briefing) == {
        "schema_version": 1,
        "title": "The Valley today",
        "date": "2031-05-07",
        "manifest": {
            "version": "0.1.0",
            "model": "SmolLM2-135M-Instruct 0123456789ab",
            "encoder": "all-MiniLM-L6-v2 ba9876543210",
            "verifier": "judge@00112233aabb",
            "settings": {"words": 130, "details": 5, "model": None, "extractive": False},
            "inputs": [
                {"path": "in/bridge-a.txt", "sha256": "a" * 64},
                {"path": "in/bridge-b.html", "sha256": "b" * 64},
            ],
            "rejections": {"number": 3},
        },
        "articles": [
            {
                "id": "lantern",
                "title": None,
                "source": None,
                "published": None,
                "url": None,
                "language": "en",
                "path": "in/notes/lantern.txt",
                "text": FESTIVAL.story.articles[0].text,
            }
        ],
        "stories": [
            {
                "id": "story-festival",
                "headline": "Lantern festival draws 20,000",
                "articles": ["lantern"],
                "origins": [["lantern"]],
                "summary": [
                    {
                        "text": "The lantern festival in Câu Hải drew 20,000 visitors, its organisers said.",
                        "method": "copied",
                        "citations": [{"article": "lantern", "start": 0, "end": 74}],
                    }
                ],
                "only_in_one_source": [
                    {
                        "article": "lantern",
                        "start": 75,
                        "end": 100,
                        "text": "Rain is expected tonight.",
                        "focus": {"start": 75, "end": 100},
                        "speaker": None,
                        "weight": 0.5,
                        "antecedent": None,
                    }
                ],
                "disagreements": [],
                "rejections": {},
            }
        ],
        "skipped": [
            {"path": "in/paywall.html", "stage": "read", "reason": "stub", "detail": "2 sentences"},
            {"path": "in/broken.json", "stage": "read", "reason": "malformed", "detail": "line 3"},
        ],
    }


def test_json_offsets_point_at_the_words() -> None:
    told = briefing_to_dict(BRIEFING)
    texts = {article["id"]: article["text"] for article in told["articles"]}
    bridge = told["stories"][0]
    for detail in bridge["only_in_one_source"]:
        assert texts[detail["article"]][detail["start"] : detail["end"]] == detail["text"]
    sides = bridge["disagreements"][0]["sides"]
    assert [texts[c["article"]][c["start"] : c["end"]] for side in sides for c in side["citations"]] == [
        "She said repairs would cost 4.2 million crowns and last until October.",
        "The repairs will cost 5 million crowns, engineer Tomas Rehn said.",
    ]
    assert told["articles"][0]["published"] == "2031-05-06T09:30:00+00:00"


# --- formats ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.md", "md"),
        ("b/c.MARKDOWN", "md"),
        ("x.html", "html"),
        ("x.y.htm", "html"),
        ("out.json", "json"),
        ("a.mail.html", "mail"),
    ],
)
def test_format_of(path: str, expected: str) -> None:
    assert format_of(path) == expected


@pytest.mark.parametrize("path", ["briefing", "briefing.pdf", "md", "-"])
def test_format_of_an_unknown_ending_names_those_there_are(path: str) -> None:
    with pytest.raises(OutputError, match=r"allowed are \.md, .*\.html.*\.json"):
        format_of(path)


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(SettingsError, match="'pdf'; allowed are md, html, txt, mail, atom, json"):
        render(BRIEFING, "pdf")


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_briefing_gives_the_same_bytes(format_: str) -> None:
    first, second = render(BRIEFING, format_), render(replace(BRIEFING), format_)
    assert first == second
    assert first.endswith("\n")
    assert not first.endswith("\n\n")


@pytest.mark.parametrize("format_", FORMATS)
def test_a_briefing_of_nothing_is_still_a_page(format_: str) -> None:
    assert "the valley today" in render(replace(BRIEFING, stories=(), skipped=()), format_).casefold()


# --- what is shown ---------------------------------------------------------------------------------------------------


def shown(format_: str, **changes: int) -> str:
    """What a reader sees of the briefing, as one line."""
    text = render(BRIEFING, format_, **changes)
    words = [text_of(text)] if format_ == "md" else [text] if format_ == "txt" else Elements(text).texts
    return " ".join(" ".join(words).split())


@pytest.mark.parametrize("format_", ["md", "html", "txt", "mail"])
@pytest.mark.parametrize(
    "words",
    [
        "Wednesday, 7 May 2031",
        "2 stories from 4 articles in 4 outlets",
        "3 outlets, 2 texts",
        "6–7 May 2031",
        "Sources differ on 1 point",
        "Only in Radio Nord",
        "Only in Marrow Gazette",
        "The same text is in Valley Post",
        "[Mayor Ilse Brandt]",
        "4.2 million crowns",
        "5 million crowns",
        "Merged from several sources",
        "2 outlets, 1 text",
        "6 May 2031, 09:30 UTC",
        "in/notes/lantern.txt",
        "copies of one another count as one text",
        "Too short for an article",
        "in/paywall.html",
        "SmolLM2-135M-Instruct 0123456789ab",
    ],
)
def test_the_reader_is_told(format_: str, words: str) -> None:
    assert words.casefold() in shown(format_).casefold()


def test_a_story_of_one_text_has_nothing_that_only_one_source_has() -> None:
    alone = render(replace(BRIEFING, stories=(FESTIVAL,)), "md")
    assert "Only in" not in alone
    assert "differ" not in alone


def test_agreement_is_said() -> None:
    agreed = replace(BRIEFING, stories=(replace(BRIDGE, disagreements=()),))
    for format_ in ("md", "html", "txt", "mail"):
        assert "No differing figures, ages, dates, times or names were found" in render(agreed, format_)


def test_what_was_not_compared_is_said() -> None:
    foreign = replace(BRIDGE, disagreements=(), not_compared=("values", "meaning"))
    nothing = replace(foreign, details=())
    for format_ in ("md", "html", "txt", "mail"):
        told = " ".join(render(replace(BRIEFING, stories=(foreign,)), format_).split())
        assert "Figures, ages, dates, times and names were not compared" in told
        assert "Compared by words and figures alone: the same may stand elsewhere in other words." in told
        assert not any(words in told for words in ("No differing", "No disagreement", "Nothing of weight"))
    for format_ in ("md", "html", "txt"):
        assert "no source stands apart" in " ".join(render(replace(BRIEFING, stories=(nothing,)), format_).split())
    (told_story,) = briefing_to_dict(replace(BRIEFING, stories=(foreign,)))["stories"]
    assert told_story["not_compared"] == ["values", "meaning"]
    assert all("not_compared" not in each for each in briefing_to_dict(BRIEFING)["stories"])


def test_details_beyond_the_limit_are_counted() -> None:
    assert (
        "9,000 vehicles cross the bridge each day"
        in shown("md").split("Only in Marrow Gazette")[1].split("Articles")[0]
    )
    limited = shown("md", details_shown=1).split("Only in Marrow Gazette")[1].split("Articles")[0]
    assert "9,000" not in limited
    assert "and 1 more detail of less weight" in limited


def test_the_feed_holds_the_stories() -> None:
    feed = feedparser.parse(render(BRIEFING, "atom"))
    assert not feed.bozo
    assert (feed.version, feed.feed.title) == ("atom10", "The Valley today")
    assert [(e.title, e.updated) for e in feed.entries] == [
        ("Cracked bridge at Marrow Ford is closed", "2031-05-07T07:15:00+00:00"),
        ("Lantern festival draws 20,000", "2031-05-07T07:15:00+00:00"),
    ]
    assert len({feed.feed.id, *(entry.id for entry in feed.entries)}) == 3
    assert [link.href for link in feed.entries[0].links] == [a.url for a in BRIDGE.story.articles]
    assert "<strong>last until October</strong>" in feed.entries[0].content[0].value


def test_the_mail_needs_nothing_from_elsewhere_and_no_style_sheet() -> None:
    page = Elements(render(BRIEFING, "mail"))
    assert not {"style", "link", "script", "img", "svg", "details", "iframe"} & set(page.tags)
    assert {name for name, value in page.attributes if "http" in value} == {"href"}
    assert not [value for name, value in page.attributes if name == "style" and "url(" in value]


def test_plain_text_fits_a_terminal() -> None:
    lines = render(BRIEFING, "txt").splitlines()
    assert max(len(line) for line in lines if "https://" not in line) <= 80
    assert [line for line in lines if line != line.rstrip()] == []


# --- hostile words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", ["html", "mail"])
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_show_as_text_in_html(words: str, format_: str) -> None:
    page = Elements(render(hostile(words), format_))
    expected = Elements(plain(format_))
    assert page.tags == expected.tags
    assert [name for name, _ in page.attributes] == [name for name, _ in expected.attributes]
    assert one_line(words).strip() in " ".join("".join(page.texts).split())


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_give_the_same_markdown_tree(words: str) -> None:
    text = render(hostile(words), "md")
    assert markdown_tree(text) == markdown_tree(plain("md"))
    assert one_line(words).strip() in text_of(text)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_show_as_they_are_in_plain_text(words: str) -> None:
    text = render(hostile(words), "txt")
    assert " ".join(one_line(words).split()) in " ".join(text.split())
    assert all(c.isprintable() or c in "\n\u200e\u200f" for c in text)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_show_as_text_in_a_feed(words: str) -> None:
    text = render(hostile(words), "atom")
    feed = feedparser.parse(text)
    assert not feed.bozo
    expected = ElementTree.fromstring(plain("atom"))
    assert [e.tag for e in ElementTree.fromstring(text).iter()] == [e.tag for e in expected.iter()]
    root = ElementTree.fromstring(text)
    assert root.findtext("{*}entry/{*}title") == one_line(words).strip()


@settings(max_examples=15, deadline=None)
@given(st.text(st.one_of(st.characters(), st.sampled_from(string.printable)), min_size=1, max_size=40))
def test_any_words_show_as_text_in_every_format(words: str) -> None:
    assume(any(c.isalnum() for c in words))
    briefing = hostile(words)
    for format_ in ("html", "mail"):
        assert Elements(render(briefing, format_)).tags == Elements(plain(format_)).tags
    assert markdown_tree(render(briefing, "md")) == markdown_tree(plain("md"))
    feeds = [ElementTree.fromstring(text) for text in (render(briefing, "atom"), plain("atom"))]
    assert [e.tag for e in feeds[0].iter()] == [e.tag for e in feeds[1].iter()]
    assert "\x1b" not in render(briefing, "txt")


@given(st.text(max_size=40))
def test_any_title_shows_as_written_in_markdown(title: str) -> None:
    for text in (f"# {markdown(title)}\n", f"- {markdown(title)}\n", f"{markdown(title)}\n"):
        assert text_of(text) == " ".join(one_line(title).split())
    assert text_of(markdown_strong("a ", title, " b")) == " ".join(f"a {one_line(title)} b".split())


@given(st.text(max_size=40))
def test_any_address_is_a_web_address_or_none(url: str) -> None:
    for candidate in (url, f"https://a.example/{url}", f"https://{url}"):
        address = web_address(candidate)
        assert address is None or address.startswith(("http://", "https://"))
        if address:
            assert address.isascii()
            assert not set(address) & set(' <>()"`\\;')


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/x_y?b=1&c=(2)#d", "https://a.example/x_y?b=1&c=%282%29#d"),
        ("http://a.example/ü b", "http://a.example/%C3%BC%20b"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example/x", None),
        ("https://", None),
        ("https://[::1", None),
        ("file:///etc/passwd", None),
        (None, None),
    ],
)
def test_web_address(url: str | None, address: str | None) -> None:
    assert web_address(url) == address


def test_host() -> None:
    assert host("https://www.gazette.example:8080/x") == "gazette.example"
    assert host("ftp://gazette.example") is None


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("It cost ", "5 million", " crowns"), "It cost **5 million** crowns"),
        (("It cost", " 5 million ", "crowns"), "It cost **5 million** crowns"),
        (("US", "$150 billion", "."), "US<strong>$150 billion</strong>."),
        (("", "“All of it,”", " she said"), "**“All of it,”** she said"),
        (("x", "", "y"), "xy"),
        (("", " indented", ""), "**indented**"),
    ],
)
def test_markdown_strong(parts: tuple[str, str, str], expected: str) -> None:
    assert markdown_strong(*parts) == expected


def test_markdown_link() -> None:
    assert markdown_link("a [b]", "https://a.example/(x)") == "[a \\[b\\]](https://a.example/%28x%29)"
    assert markdown_link("a [b]", "javascript:x") == "a \\[b\\]"


# --- templates -------------------------------------------------------------------------------------------------------


def test_the_shipped_templates_are_found() -> None:
    assert {chosen.template for chosen in FORMATS.values() if chosen.template} <= {
        path.name for path in template_dir().iterdir()
    }


def test_a_template_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own.md.j2"
    own.write_text("{% for story in page.stories %}* {{ story.headline }}\n{% endfor %}", encoding="utf-8")
    assert render(BRIEFING, "md", template=own) == (
        "* Cracked bridge at Marrow Ford is closed\n* Lantern festival draws 20,000\n"
    )


def test_a_template_of_ones_own_may_use_the_shipped_ones_and_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "foot.md.j2").write_text("Yours, {{ page.title }}", encoding="utf-8")
    own = tmp_path / "briefing.md.j2"  # the name of the shipped one that it includes
    own.write_text('Dear *reader*\n{% include "briefing.md.j2" %}{% include "foot.md.j2" %}', encoding="utf-8")
    text = render(BRIEFING, "md", template=own)
    assert text.startswith("Dear *reader*\n# The Valley today\n")
    assert text.endswith("\nYours, The Valley today\n")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("one\n{% for %}", r"own\.j2, line 2: "),
        ("one\n\n{{ page.headline }}", r"own\.j2, line 3: .*has no attribute 'headline'"),
        ("{{ nothing }}", r"own\.j2, line 1: 'nothing' is undefined"),
        ("{{ 1 // 0 }}", r"own\.j2, line 1: "),
        ("{{ ''.__class__ }}", r"own\.j2, line 1: .*unsafe"),
        ("{{ page.stories.__init__.__globals__ }}", r"own\.j2, line 1: .*unsafe"),
        ("\n{% include 'none.j2' %}", r"own\.j2, line 2: no template 'none\.j2'"),
        ("\n{% include '../../etc/passwd' %}", r"own\.j2, line 2: no template"),
        ("{% for i in range(10 ** 9) %}{% endfor %}", r"own\.j2, line 1: Range too big"),
    ],
)
@pytest.mark.parametrize("format_", TEMPLATED)
def test_a_template_that_fails_names_file_and_line(tmp_path: Path, format_: str, source: str, message: str) -> None:
    own = tmp_path / "own.j2"
    own.write_text(source, encoding="utf-8")
    with pytest.raises(TemplateError, match=message) as caught:
        render(BRIEFING, format_, template=own)
    assert "\n" not in str(caught.value)


def test_a_template_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"none\.j2: cannot be read \(No such file"):
        render(BRIEFING, "md", template=tmp_path / "none.j2")
    (tmp_path / "bytes.j2").write_bytes(b"ok \xff")
    with pytest.raises(TemplateError, match=r"bytes\.j2: not UTF-8 text \(.* at byte 3\)"):
        render(BRIEFING, "md", template=tmp_path / "bytes.j2")


def test_json_has_no_template(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be used for json"):
        render(BRIEFING, "json", template=tmp_path / "own.j2")


# --- templates/README.md ---------------------------------------------------------------------------------------------

README = (template_dir() / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    sorted(
        {
            name
            for kind in vars(view).values()
            if isinstance(kind, type) and kind.__module__ == view.__name__
            for name, value in vars(kind).items()
            if not name.startswith("_") and (name in kind.__dataclass_fields__ or isinstance(value, property))
        }
    ),
)
def test_every_field_is_documented(name: str) -> None:
    assert f"`{name}`" in README


def test_every_template_is_documented() -> None:
    for name, chosen in FORMATS.items():
        if chosen.template:
            row = next(line for line in README.splitlines() if line.startswith(f"| `{name}` |"))
            assert f"`{chosen.template}`" in row
            assert [f"`{ending}`" in row for ending in chosen.endings] == [True] * len(chosen.endings)


def test_the_documented_template_works(tmp_path: Path) -> None:
    own = tmp_path / "own.md.j2"
    own.write_text(README.split("```jinja\n")[1].split("```")[0], encoding="utf-8")
    assert render(BRIEFING, "md", template=own) == (
        "# The Valley today, 7 May 2031\n\n"
        "## Cracked bridge at Marrow Ford is closed\n\n"
        "3 outlets, 2 texts\n\n"
        "- The Marrow Ford bridge was closed on Tuesday after divers found a crack in its second pier. "
        "(Marrow Gazette, Radio Nord)\n"
        "- About 9,000 vehicles cross the bridge each day. (Marrow Gazette)\n\n"
        "- Only in Radio Nord: **A ferry will carry people on foot from Thursday**.\n"
        "- Only in Marrow Gazette: She said repairs would cost 4.2 million crowns and **last until October**.\n"
        "- Only in Marrow Gazette: About **9,000 vehicles** cross the bridge each day.\n\n"
        "## Lantern festival draws 20,000\n\n"
        "1 outlet, 1 text\n\n"
        "- The lantern festival in Câu Hải drew 20,000 visitors, its organisers said. (lantern.txt)\n"
    )


def test_the_readme_shows_the_page() -> None:
    root = template_dir().parent
    readme = (root / "README.md").read_text(encoding="utf-8")
    (picture,) = re.findall(r"!\[[^\]]+\]\((.+\.png)\)", readme)
    data = (root / picture).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) < 300_000
