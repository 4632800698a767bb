"""A briefing as text: Markdown, HTML, JSON and further formats, from the shipped templates or a user's own.

    Briefing --arrange--> Page --environment--> text          Briefing --contract--> JSON --restore--> Briefing

What is shown where is decided in `arrange`, how it looks in `templates/`. Nothing here writes files. Other packages add
formats by entry points (`plugins`).
"""

from __future__ import annotations

from pathlib import Path, PurePath

from summarizer import plugins
from summarizer.errors import OutputError, PluginError, SettingsError
from summarizer.render.arrange import arrange
from summarizer.render.checked import check_kind_of, checked_to_dict, render_checked
from summarizer.render.contract import (
    SCHEMA_VERSION,
    article_to_dict,
    briefing_to_dict,
    report_to_dict,
    skipped_to_dict,
    story_to_dict,
    to_json,
)
from summarizer.render.environment import (
    Format,
    check_template,
    encodable,
    finished,
    render_template,
    template_dir,
)
from summarizer.render.escape import finalize_html, finalize_markdown, finalize_text
from summarizer.render.foreign import render_foreign
from summarizer.render.restore import briefing_from_dict
from summarizer.render.site import render_archive, render_list
from summarizer.types import Briefing

__all__ = [
    "FORMATS",
    "SCHEMA_VERSION",
    "Format",
    "article_to_dict",
    "briefing_from_dict",
    "briefing_to_dict",
    "check_format",
    "check_kind_of",
    "check_template",
    "checked_to_dict",
    "format_names",
    "format_of",
    "render",
    "render_archive",
    "render_briefing",
    "render_checked",
    "render_list",
    "report_to_dict",
    "skipped_to_dict",
    "story_to_dict",
    "takes_template",
    "template_dir",
]


FORMATS: dict[str, Format] = {
    "md": Format((".md", ".markdown"), "briefing.md.j2", finalize_markdown, squeeze=True),
    "html": Format((".html", ".htm"), "briefing.html.j2", finalize_html),
    "txt": Format((".txt",), "briefing.txt.j2", finalize_text, squeeze=True),
    "mail": Format((".mail.html",), "briefing.mail.j2", finalize_html),
    "atom": Format((".atom", ".xml"), "briefing.atom.j2", finalize_html),
    "json": Format((".json",), None),
}


def render(briefing: Briefing, format: str, *, template: Path | None = None, details_shown: int = 5) -> str:  # noqa: A002
    """The text of the briefing in a format of `FORMATS` or of a plug-in, ending with a line break.

    `template` replaces the shipped one and is escaped as the format asks; `details_shown` limits the details of each
    source (JSON has all). Raises SettingsError for an unknown format, TemplateError for a template that fails.
    """
    check_format(format)
    if template and not takes_template(format):
        raise SettingsError(f"a template cannot be used for {format}; allowed are {', '.join(_with_template())}")
    chosen = FORMATS[format] if format not in plugins.plugin_names(plugins.FORMATS) else None
    if chosen is None:
        text = _plugged(briefing, format)
    elif chosen.template is None:
        text = to_json(briefing)
    else:
        page = arrange(briefing, details_shown)
        if template:
            text = render_foreign(page, chosen.template, template, chosen.finalize)
        else:
            text = render_template(page, chosen.template, None, chosen.finalize)
        text = finished(text, chosen)
    return encodable(text)


#: The public name: in `summarizer`, `render` is this module, and an attribute cannot be both.
render_briefing = render


def _plugged(briefing: Briefing, name: str) -> str:
    write = plugins.load_plugin(plugins.FORMATS, name)
    try:
        text = write(briefing)
    except Exception as error:  # somebody else's code can raise anything
        raise PluginError(f"the format {name!r} failed ({type(error).__name__}: {error})") from error
    if not isinstance(text, str):
        raise PluginError(f"the format {name!r} gave {type(text).__name__}; allowed is a text")
    return text if text.endswith("\n") else f"{text}\n"


def format_names() -> tuple[str, ...]:
    """The formats there are, those of plug-ins last."""
    return tuple(dict.fromkeys((*FORMATS, *plugins.plugin_names(plugins.FORMATS))))


def check_format(name: str) -> None:
    """Nothing; SettingsError for a format that there is not."""
    if name not in format_names():
        raise SettingsError(f"format is {name!r}; allowed are {', '.join(format_names())}")


def takes_template(name: str) -> bool:
    """Whether a template can be used for this format."""
    return name in _with_template()


def format_of(path: str) -> str:
    """The format that an output file's ending asks for; raises OutputError, naming the endings there are."""
    name = PurePath(path).name.lower()
    endings = {ending: key for key, chosen in FORMATS.items() for ending in chosen.endings}
    endings |= {f".{name}": name for name in plugins.plugin_names(plugins.FORMATS)}
    for ending in sorted(endings, key=len, reverse=True):
        if name.endswith(ending):
            return endings[ending]
    raise OutputError(f"{path}: no format has this ending; allowed are {', '.join(endings)}")


def _with_template() -> list[str]:
    plugged = plugins.plugin_names(plugins.FORMATS)
    return [name for name, chosen in FORMATS.items() if chosen.template and name not in plugged]
