"""An environment for templates in which every value is made safe, however it is put together with others.

Jinja knows one escaping, HTML's. In Markdown and plain text everything is printed through a function of the format,
and what Jinja's filters call markup because they escaped it for HTML is a text like any other. The rule there: markup
is what a macro, a block or one of our functions gives; put together with a text, the text is made safe first; whatever
else is done to markup gives a text, which is made safe again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.filters import FILTERS, make_attrgetter
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from summarizer.render.escape import (
    finalize_html,
    finalize_markdown,
    finalize_text,
    markdown_link,
    markdown_strong,
    wrapped,
)

Finalize: TypeAlias = Callable[[object], object]

#: Filters that may give markup: it was markup before, or is declared so.
_KEEPING = frozenset({"safe", "default", "d", "first", "last", "trim", "random", "min", "max", "attr"})
#: Methods of markup that a template may call in a format other than HTML: none makes a text of it.
_METHODS = frozenset({"strip", "lstrip", "rstrip", "startswith", "endswith", "count", "find"})
#: Parts of templates that take escaping off, or undo it: what is printed in them is escaped, then filtered, and not
#: escaped again.
_REFUSED = {
    nodes.EvalContextModifier: "autoescape cannot be switched",
    nodes.ScopedEvalContextModifier: "autoescape cannot be switched",
    nodes.FilterBlock: "a filter block is not escaped; use a filter on each value",
}


class _Generator(CodeGenerator):
    """Writes `a ~ b` and `a[1:]` as calls of the environment, which knows the format."""

    def visit_Concat(self, node: nodes.Concat, frame: Any) -> None:  # noqa: N802 - Jinja's name
        self.write("environment.together((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Getitem(self, node: nodes.Getitem, frame: Any) -> None:  # noqa: N802 - Jinja's name
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self.write("environment.cuttable(")
        self.visit(node.node, frame)
        self.write(")[")
        self.visit(node.arg, frame)
        self.write("]")


class SafeEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox of a format, which is known by what makes its values safe."""

    code_generator_class = _Generator
    intercepted_binops = frozenset({"+", "%"})

    def __init__(self, finalize: Finalize, loader: jinja2.BaseLoader) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            finalize=finalize,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._made_safe = finalize
        self._html = finalize is finalize_html
        if not self._html:
            self.filters = {name: _texts_from(name, function) for name, function in FILTERS.items()}
            self.filters |= {"e": self.safe, "escape": self.safe, "forceescape": lambda value: self.safe(str(value))}
            self.filters["join"] = self._joined
        self.filters |= {"wrapped": self._of("wrapped", finalize_text, wrapped)}
        self.globals |= {
            function.__name__: self._of(function.__name__, finalize_markdown, function)
            for function in (markdown_link, markdown_strong)
        }

    def safe(self, value: object) -> Markup:
        """The value as it is printed."""
        return value if isinstance(value, Markup) else escape(self._made_safe(value))

    def together(self, parts: Iterable[object]) -> str:
        """The parts as one text; as markup, with the texts among them made safe, where one is markup."""
        parts = list(parts)
        if any(isinstance(part, Markup) for part in parts):
            return Markup("".join(map(self.safe, parts)))
        return "".join(map(str, parts))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """What a template's `+` and `%` give."""
        markup = isinstance(left, Markup), isinstance(right, Markup)
        if operator == "+" and any(markup) and isinstance(left, str) and isinstance(right, str):
            return self.together((left, right))
        if operator == "%" and markup[0] and not self._html:
            left = str(left)
        return super().call_binop(context, operator, left, right)

    def cuttable(self, value: object) -> object:
        """The value, markup as a text: a cut may take off what made it safe."""
        return str(value) if isinstance(value, Markup) and not self._html else value

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The value's part of that name or number."""
        return super().getitem(self.cuttable(obj), argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may have that attribute."""
        if isinstance(obj, Markup) and not self._html and attr not in _METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for kind, why in _REFUSED.items():
            for node in tree.find_all(kind):
                raise jinja2.TemplateSyntaxError(why, node.lineno, name, filename)
        for block in tree.find_all(nodes.AssignBlock):
            if block.filter is not None:
                raise jinja2.TemplateSyntaxError("a filter on a set block is not escaped", block.lineno, name, filename)
        return tree

    def _joined(self, values: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
        if attribute is not None:
            values = map(make_attrgetter(self, attribute), values)
        parts: list[object] = []
        for value in values:
            parts += [d, value] if parts else [value]
        return self.together(parts)

    def _of(self, name: str, finalize: Finalize, function: Callable[..., Markup]) -> Callable[..., Markup | str]:
        """A function whose result is markup in its own format, and a text in any other."""
        if self._made_safe is finalize:
            return function

        @functools.wraps(function)
        def foreign(*arguments: Any, **options: Any) -> Markup | str:
            lines = str(function(*arguments, **options)).split("\n")
            return Markup("\n".join(map(self.safe, lines)))

        foreign.__name__ = name
        return foreign


def _texts_from(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, with texts where it gives markup that was not markup before."""
    if name in _KEEPING:
        return function

    @functools.wraps(function)  # it keeps the marks by which Jinja knows what to pass
    def filtered(*arguments: Any, **options: Any) -> Any:
        result = function(*arguments, **options)
        return str(result) if isinstance(result, Markup) else result

    return filtered
