"""Templates that others wrote: whatever they do to a value it is escaped, and they end, and read what they may."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from summarizer.errors import TemplateError
from summarizer.render import FORMATS, check_template, render
from summarizer.render.arrange import arrange
from summarizer.render.foreign import render_foreign
from tests.briefings import BRIEFING
from tests.test_render import TEMPLATED, Elements

TITLE = '<b onclick="x()">[click](javascript:alert(1)) *strong* & `code` \\ end</b>'
MACRO = "{% macro m() %}{{ page.title }}{% endmacro %}"
#: Ways to print the title, or more than it.
EXPRESSIONS = [
    "{{ page.title }}",
    "{{ page.title | wrapped }}",
    "{{ page.title | wrapped(4, page.title) }}",
    "{{ markdown_link(page.title, 'https://a.example/') }}",
    "{{ markdown_link(page.title, page.title) }}",
    "{{ markdown_strong(page.title, page.title, page.title) }}",
    "{{ page.title | e }}",
    "{{ page.title | e | e }}",
    "{{ page.title | escape | upper }}",
    "{{ page.title | forceescape }}",
    "{{ page.title | tojson }}",
    "{{ [page.title] | tojson }}",
    "{{ page.title | urlize }}",
    "{{ {'a': page.title} | xmlattr }}",
    "{{ page.title | e | string }}",
    "{{ page.title | e | striptags }}",
    "{{ page.title | string | replace('&', '&') }}",
    "{{ m() }}",
    "{{ m() ~ page.title }}",
    "{{ page.title ~ m() }}",
    "{{ m() + page.title }}",
    "{{ page.title + m() }}",
    "{{ [m(), page.title] | join(page.title) }}",
    "{{ [m(), page.title] | join }}",
    "{{ [m(), page.title] }}",
    "{{ '%s' | e | format(page.title) }}",
    "{{ ('%s' | e) % page.title }}",
    "{{ m() | replace('end', page.title) }}",
    "{{ m() | striptags }}",
    "{{ (m() ~ m()) | truncate(80, true, page.title, 0) }}",
    "{{ m() | indent(page.title) }}",
    "{{ m() | wordwrap(5, wrapstring=page.title) }}",
    "{{ m() | reverse | reverse }}",
    "{{ m()[1:] }}",
    "{{ m() | list | join }}",
    "{{ m() | upper | lower }}",
    "{{ m().strip() }}",
    "{{ none | default(page.title) }}",
    "{{ m() | default(page.title) ~ page.title }}",
    "{% set x %}{{ page.title }}{% endset %}{{ x ~ page.title }}",
    "{% set x = m() %}{{ x }}",
    "{% call(y) n(page.title) %}{{ y }}{% endcall %}",
    "{{ page.stories | map(attribute='headline') | join(m()) }}{{ page.title }}",
]
#: What is refused, whatever stands in it.
REFUSED = [
    "{% autoescape false %}{{ page.title }}{% endautoescape %}",
    "{% if true %}{% autoescape none %}{{ page.title }}{% endautoescape %}{% endif %}",
    "{% filter striptags %}{{ page.title }}{% endfilter %}",
    "{% set x | striptags %}{{ page.title }}{% endset %}{{ x }}",
]


def rendered(source: str, format_: str, folder: Path) -> str:
    own = folder / "own.j2"
    own.write_text(source, encoding="utf-8")
    return render(replace(BRIEFING, title=TITLE), format_, template=own)


@pytest.mark.parametrize("format_", TEMPLATED)
def test_no_way_of_printing_takes_the_escaping_off(format_: str, tmp_path: Path) -> None:
    """All in one template, each between marks that tell which it was."""
    calls = MACRO + "{% macro n(t) %}{{ caller(t) }}{% endmacro %}"
    texts = rendered(calls + "\n\n@@@\n\n".join(EXPRESSIONS), format_, tmp_path).split("@@@")
    assert len(texts) == len(EXPRESSIONS)
    for expression, text in zip(EXPRESSIONS, texts, strict=True):
        html = MarkdownIt("commonmark").render(text) if format_ == "md" else text
        if format_ == "txt":
            assert not any(ord(c) < 32 and c != "\n" for c in text), expression
            continue
        seen = Elements(html)
        own = {"p", "a", "strong"} if format_ == "md" and "markdown_" in expression else {"p"}
        assert set(seen.tags) <= own, (expression, text)
        assert not any("javascript" in value or name.startswith("on") for name, value in seen.attributes), expression


@pytest.mark.parametrize("format_", TEMPLATED)
@pytest.mark.parametrize("source", REFUSED)
def test_what_would_take_it_off_is_refused(format_: str, source: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"own\.j2, line 1: .*(autoescape|escaped)"):
        rendered(source, format_, tmp_path)


def test_safe_is_the_way_not_to_escape(tmp_path: Path) -> None:
    assert "<b onclick" in rendered("{{ page.title | safe }}", "html", tmp_path)


@pytest.mark.parametrize(
    "name",
    [".env", ".git/config", "hidden/.env", "link.txt", "folder-out/secret.txt", "../secret.txt", "/etc/passwd",
     "./.env", "link-to-hidden.txt"],
)  # fmt: skip
def test_hidden_files_and_links_out_of_the_folder_are_not_read(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    for path in (folder / ".env", folder / ".git" / "config", folder / "hidden" / ".env", tmp_path / "secret.txt"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "link-to-hidden.txt").symlink_to(folder / ".env")
    (folder / "folder-out").symlink_to(tmp_path)
    (folder / "beside.txt").write_text("beside", encoding="utf-8")
    for tag in (f"{{% include '{name}' %}}", f"{{% extends '{name}' %}}", f"{{% import '{name}' as x %}}"):
        with pytest.raises(TemplateError, match="no template"):
            rendered(tag, "txt", folder)
    assert rendered("{% include 'beside.txt' %}", "txt", folder) == "beside\n"


LOOPS = "{% for a in range(99999) %}" * 3 + "x" + "{% endfor %}" * 3
ENDLESS = [
    LOOPS,
    "{{ 'x' * 10 ** 10 }}",
    "{{ ('x' * 10 ** 8) * 10 ** 3 }}",
    "{{ range(99999) | list | string | wordwrap(1) | length }}{{ 9 ** (9 ** 9) }}",
    "{{ lipsum(n=10**9) }}",
    "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(1) }}",
    "{{ '%999999999999d' % 1 }}",
    "{% set x = namespace(l=['x' * 1000]) %}{% for a in range(999) %}{% set x.l = x.l + x.l %}{% endfor %}",
]


@pytest.mark.parametrize("source", ENDLESS)
def test_a_template_ends(source: str, tmp_path: Path) -> None:
    own = tmp_path / "own.j2"
    own.write_text(source, encoding="utf-8")
    chosen = FORMATS["html"]
    assert chosen.template
    start = time.monotonic()
    with pytest.raises(TemplateError, match=r"own\.j2") as caught:
        render_foreign(arrange(BRIEFING, 5), chosen.template, own, chosen.finalize, seconds=2)
    assert time.monotonic() - start < 25
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "source",
    ["{{ " + "(" * 5_000 + "1" + ")" * 5_000 + " }}", "{% if 1 %}" * 2_000, "{{ 1" + " + 1" * 20_000 + " }}"],
    ids=["brackets", "conditions", "sums"],
)
def test_what_is_nested_too_deep_is_told(source: str, tmp_path: Path) -> None:
    own = tmp_path / "own.j2"
    own.write_text(source, encoding="utf-8")
    with pytest.raises(TemplateError, match=r"own\.j2: nested too deep"):
        check_template(own)
