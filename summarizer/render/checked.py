"""A checked draft as text: a table for the terminal, Markdown, HTML, or JSON, the contract with other programs.

    Checked --arrange_check--> CheckPage --environment--> text

Arranged and printed as a briefing is, with its macros, its safety and its looks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import Any

from summarizer import __version__
from summarizer.errors import OutputError, SettingsError
from summarizer.render import wording
from summarizer.render.arrange import skipped_groups
from summarizer.render.check_view import CheckedView, CheckPage, FailedView, LineView, Piece
from summarizer.render.contract import SCHEMA_VERSION, article_to_dict, citations_to_list, skipped_to_dict
from summarizer.render.environment import Format, encodable, finished, render_template
from summarizer.render.escape import finalize_html, finalize_markdown, finalize_text, one_line
from summarizer.render.story import article_view, distinct, fragment_address
from summarizer.render.view import ArticleView, OriginView, Passage
from summarizer.types import Checked, CheckedSentence, Failed

#: Facets that also fail where others do that say more -> whether they may still say of which other words.
_PLAIN = {"word": True, "order": False, "repetition": False}
_MEANING = "meaning"
#: What ends a line of a draft.
_BREAKS = frozenset("\n\r\u2028\u2029")
CHECK_FORMATS: dict[str, Format] = {
    "table": Format((".txt",), "check.txt.j2", finalize_text, squeeze=True),
    "json": Format((".json",), None),
    "md": Format((".md", ".markdown"), "check.md.j2", finalize_markdown, squeeze=True),
    "html": Format((".html", ".htm"), "check.html.j2", finalize_html),
}


def render_checked(checked: Checked, format: str, *, name: str = "Draft") -> str:  # noqa: A002
    """The text of a checked draft, called by that name, in a format of `CHECK_FORMATS`; SettingsError for another."""
    chosen = CHECK_FORMATS.get(format)
    if chosen is None:
        raise SettingsError(f"format is {format!r}; allowed are {', '.join(CHECK_FORMATS)}")
    if chosen.template is None:
        return encodable(json.dumps(checked_to_dict(checked), ensure_ascii=False, indent=1) + "\n")
    page = arrange_check(checked, name)
    return encodable(finished(render_template(page, chosen.template, None, chosen.finalize), chosen))


def check_kind_of(path: str) -> str:
    """The format that an output file's ending asks for; raises OutputError, naming the endings there are."""
    endings = {ending: kind for kind, chosen in CHECK_FORMATS.items() for ending in chosen.endings}
    found = endings.get(PurePath(path).suffix.lower())
    if found is None:
        raise OutputError(f"{path}: no format of a check has this ending; allowed are {', '.join(endings)}")
    return found


def checked_to_dict(checked: Checked) -> dict[str, Any]:
    """The checked draft as plain dicts and lists; offsets are characters into the `text` of `articles`."""
    return {
        "schema_version": SCHEMA_VERSION,
        "sentences": [
            {
                "text": sentence.text,
                "supported": sentence.supported,
                "failed": [{"facet": f.reason, "words": list(f.words)} for f in _by_facet(sentence.verdict.failed)],
                "entailment": sentence.verdict.entailment,
                "citations": citations_to_list(sentence.citations),
            }
            for sentence in checked.sentences
        ],
        "passed_over": [checked.draft[start:end] for start, end in checked.passed_over],
        "articles": [article_to_dict(article) for article in checked.articles],
        "skipped": [skipped_to_dict(skipped) for skipped in checked.skipped],
        "verifier": checked.verifier,
    }


def arrange_check(checked: Checked, name: str) -> CheckPage:
    """The checked draft as templates get it."""
    views = {article.id: article_view(n, article) for n, article in enumerate(checked.articles, 1)}
    outlets = wording.count(len(distinct(view.outlet for view in views.values())), "outlet")
    return CheckPage(
        name=one_line(name).strip(),
        result=wording.supported(len(checked.sentences) - len(checked.unsupported), len(checked.sentences)),
        extent=f"{wording.count(len(views), 'article')} in {outlets}",
        lines=tuple(_lines(checked, views)),
        origins=tuple(OriginView((view,), "") for view in views.values()),
        skipped=skipped_groups(checked.skipped),
        verifier=checked.verifier or "",
        version=__version__,
    )


def _lines(checked: Checked, views: dict[str, ArticleView]) -> Iterator[LineView]:
    """The draft as it is broken into lines; what was passed over stands on a line of its own."""
    texts = {article.id: article.text for article in checked.articles}
    line: list[CheckedView] = []
    last = 0
    found = [(s.start, s.end, n, s) for n, s in enumerate(checked.sentences, 1)]
    for start, end, number, sentence in sorted(
        [*found, *((a, b, 0, None) for a, b in checked.passed_over)], key=_place
    ):
        if line and (sentence is None or _BREAKS.intersection(checked.draft[last:start])):
            yield LineView(tuple(line), "")
            line = []
        if sentence is None:
            yield LineView((), checked.draft[start:end])
        else:
            line.append(_view(number, sentence, texts, views))
        last = end
    if line:
        yield LineView(tuple(line), "")


def _place(item: tuple[int, int, int, CheckedSentence | None]) -> int:
    return item[0]


def _view(number: int, sentence: CheckedSentence, texts: dict[str, str], views: dict[str, ArticleView]) -> CheckedView:
    failed = _shown(sentence)
    entailment = sentence.verdict.entailment
    cited = [(views[c.article], texts[c.article][c.start : c.end]) for c in sentence.citations]
    return CheckedView(
        number=number,
        anchor=f"sentence-{number}",
        text=sentence.text,
        pieces=tuple(_pieces(sentence.text, _marked(sentence, failed))),
        supported=sentence.supported,
        failed=failed,
        entailment="" if entailment is None else f"{100 * entailment:.0f} %",
        evidence=tuple(Passage(article, text, fragment_address(article.url, text)) for article, text in cited),
    )


def _by_facet(failed: Iterable[Failed]) -> list[Failed]:
    """What failed, each facet once, with all of its words."""
    words: dict[str, dict[str, None]] = {}
    for each in failed:
        words.setdefault(each.reason, {}).update(dict.fromkeys(each.words))
    return [Failed(reason, tuple(found)) for reason, found in words.items()]


def _shown(sentence: CheckedSentence) -> tuple[FailedView, ...]:
    """What failed, for people: what says little only where nothing says more; words whole, and not of all of it."""
    told = _by_facet(sentence.verdict.failed)
    telling = [each for each in told if each.reason not in (*_PLAIN, _MEANING)]
    known = " ".join(word for each in telling for word in each.words if word != sentence.text).casefold()
    shown = []
    for each in told:
        # The words of the meaning are those of all the others.
        own = () if each.reason == _MEANING and len(told) > 1 else each.words
        words = [_whole(word, sentence.text) for word in own if word != sentence.text]
        if telling and each.reason in _PLAIN:
            words = [word for word in words if word.casefold() not in known] if _PLAIN[each.reason] else []
            if not words:
                continue
        shown.append(FailedView(wording.FACETS.get(each.reason, each.reason), tuple(_outermost(words))))
    return tuple(shown)


def _outermost(words: Sequence[str]) -> Iterator[str]:
    """The words, each once, without those that are a part of others: "Donald" of "President Donald Trump"."""
    padded = [f" {word.casefold()} " for word in words]
    for place, word in enumerate(words):
        wider = (other for other in padded if len(other) > len(padded[place]))
        if padded[place] not in padded[:place] and not any(padded[place] in other for other in wider):
            yield word


def _whole(words: str, sentence: str) -> str:
    """The words as the sentence writes them, without the rest of one at their beginning, where a facet cut it."""
    place = sentence.casefold().find(words.casefold())
    if place >= 0 and len(sentence) == len(sentence.casefold()):
        words = sentence[place : place + len(words)]
    cut = place > 0 and sentence[place - 1].isalnum() and words[:1].isalnum()
    return words.partition(" ")[2] or words if cut else words


def _marked(sentence: CheckedSentence, shown: Sequence[FailedView]) -> list[str]:
    """The words of the facets that are shown, all of them, so that the innermost can be marked."""
    facets = {each.facet for each in shown if each.words}
    told = (each for each in _by_facet(sentence.verdict.failed) if wording.FACETS.get(each.reason) in facets)
    return [word for each in told for word in each.words if word != sentence.text]


def _pieces(text: str, words: Iterable[str]) -> Iterator[Piece]:
    """The text, cut where one of the words begins or ends; of words in one another the innermost."""
    bad = [False] * len(text)
    given = {word.strip().casefold() for word in words} - {""}
    for word in sorted(w for w in given if not any(other != w and other in w for other in given)):
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE):
            bad[match.start() : match.end()] = [True] * (match.end() - match.start())
    begun = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or bad[place] != bad[begun]:
            yield Piece(text[begun:place], bad[begun])
            begun = place
