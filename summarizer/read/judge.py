"""What is no article: stubs, paywall teasers, index pages, error pages. Decided on the cleaned text, in one place."""

from __future__ import annotations

import re

from summarizer.read.running import SENTENCE_END, count_sentences, count_words
from summarizer.read.values import Draft, Rejection

#: Fewer make no story; chosen so that the shortest agency flashes of `extraction_fundus_en` stay.
LEAST_WORDS = 25
_LEAST_SENTENCES = 2
#: Longer texts may do without the marks that end sentences: lists of changes, poems, chats.
_WORDS_WITHOUT_SENTENCES = 150
#: A feed's summary or an export's description may be one sentence.
_LEAST_WORDS_OF_TEASER = 5
#: Longer texts carry enough of the news to be used, whatever the notice says.
_PAYWALL_WORDS = 120
_PAYWALL = re.compile(
    r"\b(?:subscrib(?:e|ers?)|subscription|sign in|log in|register|premium|member(?:s|ship)?)\b.{0,80}"
    r"\b(?:continue|to read|full (?:access|story|article)|unlock|unlimited|keep reading|only)\b"
    r"|\balready a (?:subscriber|member)|\bthis (?:article|content|story) is (?:for|only|exclusive|reserved)",
    re.IGNORECASE,
)
_ERROR_TITLE = re.compile(
    r"\W*(?:error\s)?(?:40[0-9]|50[0-4])\b.{0,60}|.{0,40}\b(?:page|file|article|story) (?:was |could )?(?:not"
    r"|cannot) (?:be )?found\b.{0,40}"
    r"|\W*(?:access denied|forbidden|just a moment|attention required|are you a robot|captcha|bad gateway"
    r"|service unavailable|site maintenance|under maintenance|internal server error|please verify you are)\b.{0,60}",
    re.IGNORECASE,
)


def check_article(draft: Draft, text: str) -> None:
    """Nothing, if `text`, the cleaned body of `draft`, can be an article; else raises Rejection with the reason."""
    words = count_words(text)
    if not words:
        raise Rejection("empty", "no text in it")
    if draft.title and words < 400 and _ERROR_TITLE.fullmatch(draft.title):
        raise Rejection("not_article", f"error page: {draft.title}")
    if draft.teaser:
        if words < _LEAST_WORDS_OF_TEASER:
            raise Rejection("stub", f"{words} words")
        return
    sentences = count_sentences(text)
    if words < _PAYWALL_WORDS and _PAYWALL.search(draft.text):
        raise Rejection("stub", f"teaser before a paywall, {words} words")
    # One long sentence under a headline, with its day and its outlet, is a brief.
    least = 1 if draft.declared and draft.title and draft.published and draft.source else _LEAST_SENTENCES
    if words < LEAST_WORDS or (sentences < least and words < _WORDS_WITHOUT_SENTENCES):
        raise Rejection("stub", f"{words} words, {sentences} sentences")
    if not draft.declared and _is_index(text):
        raise Rejection("not_article", "a list of headlines")


def _is_index(text: str) -> bool:
    """Whether most lines are headlines: short, and without the end of a sentence."""
    lines = text.split("\n")
    headlines = [line for line in lines if count_words(line) <= 20 and not SENTENCE_END.search(line[-4:])]
    return len(headlines) >= 8 and sum(map(len, headlines)) > 0.6 * len(text)
