"""Templates: where they lie, the sandbox they run in, and errors that name file and line.

A user's template may include or extend the shipped ones by their names, and files beside itself. It gets values, no
way to the file system or to Python; `apart` gives it a process of its own.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import jinja2
from jinja2 import nodes
from jinja2.loaders import split_template_path

from summarizer.errors import TemplateError
from summarizer.given import load
from summarizer.render import wording
from summarizer.render.archive_view import IndexPage, ThreadPage
from summarizer.render.check_view import CheckPage
from summarizer.render.escape import finalize_text, one_line
from summarizer.render.safety import Finalize, SafeEnvironment
from summarizer.render.view import Page

#: What names another template.
_NAMING = (nodes.Extends, nodes.Import, nodes.FromImport, nodes.Include)
#: Bytes of a template; the longest shipped one has 8,000.
_LONGEST = 1_000_000


def template_dir() -> Path:
    """The folder of the shipped templates: inside the package (a wheel), else beside it (a checkout)."""
    package = Path(__file__).parent.parent
    for folder in (package / "templates", package.parent / "templates"):
        if folder.is_dir():
            return folder
    raise TemplateError(f"{package / 'templates'}: the shipped templates are missing; install summarizer again")


def render_template(
    page: Page | CheckPage | ThreadPage | IndexPage, shipped: str, template: Path | None, finalize: Finalize
) -> str:
    """The text that the user's template, or else the shipped one of that name, makes of the page."""
    environment = _environment(template, finalize)
    name = template.as_posix() if template else shipped
    try:
        return environment.get_template(name).render(
            page=page, briefing=page.briefing if isinstance(page, Page) else None
        )
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(f"{error.filename or error.name}, line {error.lineno}: {error.message}") from error
    except jinja2.TemplateNotFound as error:
        raise TemplateError(f"{_place(error, name)}: no template {error.name!r} here or among the shipped") from error
    except Exception as error:  # a template can raise anything; whatever it is, its author needs the line
        raise TemplateError(f"{_place(error, name)}: {one_line(str(error)) or type(error).__name__}") from error


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write something."""

    #: Endings of its files, the usual one first.
    endings: tuple[str, ...]
    #: The shipped template; None for JSON, which has none.
    template: str | None
    #: What makes a printed value safe in this format.
    finalize: Finalize = finalize_text
    #: Whether blank lines mean nothing beyond the first, as in Markdown: templates may then be generous with them.
    squeeze: bool = False


def finished(text: str, chosen: Format) -> str:
    """What a template gave, without the blank lines that it is generous with, ending with a line break."""
    return (re.sub(r"\n{3,}", "\n\n", text) if chosen.squeeze else text).strip() + "\n"


def encodable(text: str) -> str:
    """Half of a surrogate pair, which JSON input can hold, is no Unicode; replaced one for one, offsets stay right."""
    return text.encode("utf-8", "replace").decode("utf-8")


def check_template(template: Path) -> None:
    """Nothing, if a user's template and those it names can be read and parsed; else TemplateError. None is run."""
    environment = _environment(template, finalize_text)
    source, name, _ = _source(template)
    try:
        for node in environment.parse(source, name, name).find_all(_NAMING):
            named = getattr(node, "template", None)
            # What an expression names is known only when it runs.
            if isinstance(named, nodes.Const) and not getattr(node, "ignore_missing", False):
                _parse(environment, str(named.value))
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(f"{error.filename or error.name}, line {error.lineno}: {error.message}") from error
    except jinja2.TemplateNotFound as error:
        raise TemplateError(f"{name}: no template {error.name!r} here or among the shipped") from error
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"{name}: a template that it names cannot be read ({error})") from error
    except RecursionError as error:
        raise TemplateError(f"{name}: nested too deep to be read") from error


def _parse(environment: jinja2.Environment, name: str) -> None:
    """Parse a template; compiling it would work out its constants, here and without a limit."""
    assert environment.loader
    source, file, _ = environment.loader.get_source(environment, name)
    environment.parse(source, name, file)


def _environment(template: Path | None, finalize: Finalize) -> jinja2.Environment:
    loaders: list[jinja2.BaseLoader] = [jinja2.FileSystemLoader(template_dir())]
    if template:  # by its path, so that it may have the name of the shipped template that it extends
        loaders.insert(
            0, jinja2.FunctionLoader(lambda name: _source(template) if name == template.as_posix() else None)
        )
        loaders.append(_Beside(template.parent))
    environment = SafeEnvironment(finalize, jinja2.ChoiceLoader(loaders))
    environment.filters |= {"count": wording.count, "listing": wording.listing, "fell_back": wording.fell_back}
    environment.filters["not_a_detail"] = wording.not_a_detail
    environment.filters |= {"repeated": lambda mark: mark * 80, "uuid": lambda name: uuid5(NAMESPACE_URL, name)}
    return environment


class _Beside(jinja2.FileSystemLoader):
    """The files beside a template: none that is hidden, and none that a link leads to elsewhere."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        parts = split_template_path(template)
        folder = os.path.realpath(self.searchpath[0])
        found = os.path.realpath(os.path.join(folder, *parts))  # noqa: PTH118
        inside = Path(os.path.relpath(found, folder)).parts
        if any(part.startswith(".") for part in (*parts, *inside)):
            raise jinja2.TemplateNotFound(template)
        return super().get_source(environment, template)


def _source(template: Path) -> tuple[str, str, Callable[[], bool]]:
    try:
        return load(template, _LONGEST).decode("utf-8"), str(template), lambda: True
    except OSError as error:
        raise TemplateError(f"{template}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise TemplateError(f"{template}: not UTF-8 text ({error.reason} at byte {error.start})") from error


def _place(error: BaseException, name: str) -> str:
    """File and line of the innermost template in the error's traceback: Jinja writes its lines into it."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if not f.filename.endswith(".py")]
    return f"{frames[-1].filename}, line {frames[-1].lineno}" if frames else name
