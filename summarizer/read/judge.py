"""What is no article: stubs, paywall teasers, index pages, error pages. Decided on the cleaned text, in one place."""

from __future__ import annotations

from summarizer.language import lexicon
from summarizer.read.running import SENTENCE_END, count_sentences, count_words
from summarizer.read.values import Draft, Rejection

#: Fewer make no story; chosen so that the shortest agency flashes of `extraction_fundus_en` stay.
LEAST_WORDS = 25
_LEAST_SENTENCES = 2
#: Words of one sentence that is a brief even where the page does not say that it is an article.
_BRIEF_WORDS = 40
#: Longer texts may do without the marks that end sentences: lists of changes, poems, chats.
_WORDS_WITHOUT_SENTENCES = 150
#: A feed's summary or an export's description may be one sentence.
_LEAST_WORDS_OF_TEASER = 5
#: Longer texts carry enough of the news to be used, whatever the notice says.
_PAYWALL_WORDS = 120
#: Words of a line that can be a sentence of the news; share of such lines, and words of all, below which a page's text
#: is what stands around an article that is not there.
_SENTENCE_WORDS = 8
_SHARE_OF_SENTENCES = 0.25
_WORDS_OF_LABELS = 300
_PAYWALL = lexicon.pattern("paywall", "pages")
_ERROR_TITLE = lexicon.pattern("error_titles", "pages")


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
    # One long sentence under a headline, with its day, is a brief.
    brief = bool(draft.title and draft.published) and (words >= _BRIEF_WORDS or bool(draft.declared and draft.source))
    least = 1 if brief else _LEAST_SENTENCES
    if words < LEAST_WORDS or (sentences < least and words < _WORDS_WITHOUT_SENTENCES):
        raise Rejection("stub", f"{words} words, {sentences} sentences")
    if draft.reader and _is_labels(text, words):
        raise Rejection("not_article", f"{words} words of menus and labels, and no text")
    if not draft.declared and is_index(text):
        raise Rejection("not_article", "a list of headlines")


def _is_labels(text: str, words: int) -> bool:
    """Whether the text of a page is its menus and buttons: nearly all of it in lines of a few words."""
    if words >= _WORDS_OF_LABELS:
        return False
    counts = [count_words(line) for line in text.split("\n")]
    return sum(count for count in counts if count >= _SENTENCE_WORDS) < _SHARE_OF_SENTENCES * words


def is_index(text: str) -> bool:
    """Whether most lines are headlines: short, and without the end of a sentence."""
    lines = text.split("\n")
    headlines = [line for line in lines if count_words(line) <= 20 and not SENTENCE_END.search(line[-4:])]
    return len(headlines) >= 8 and sum(map(len, headlines)) > 0.6 * len(text)
