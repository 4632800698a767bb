"""Letters, capitals, quotation marks, brackets and the ends of sentences in every script, by their Unicode properties.

Nothing here knows a word. What serves a language without a file of its own stands here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Double quotation marks, straight and curved: what stands between them are somebody's words.
QUOTES = '"“”'
#: The same with single ones, and those of other languages.
ALL_QUOTES = "\"“”'‘’«»„‚「」『』"
#: The double ones of all languages.
DOUBLE_QUOTES = '"“”«»„「」『』'
#: What a question ends with; the Greek one is a semicolon.
ASKS = "?؟？;"
#: Those that close a quotation, and closing brackets.
CLOSERS = "\"”’'»」』）)]"
#: The same, with those that open a quotation in English and close one in German: „Ja.“ »Ja.«
SOME_CLOSERS = CLOSERS + "“‘«"
#: Quotation marks as a parser may give them.
QUOTE_TOKENS = ("“", "”", '"', "``", "''")
#: What a parsed quotation may open or close with, single marks too.
SPOKEN_MARKS = "\"“”'‘’"
#: Marks that set a part of a sentence off.
ASIDE_MARKS = ",—–-()"
#: Ends of sentences: Latin, Greek question mark, Arabic, Devanagari, Chinese and Japanese, Armenian, Ethiopic, Khmer,
#: Burmese. Thai has none: it parts sentences by spaces.
ENDS = ".!?…‽;؟۔।॥。！？｡։።፧៕။"
#: What may stand before the first letter of a sentence.
_OPENERS = ALL_QUOTES + "([（【¿¡$€£¥₹"
_OPENING = re.compile(r"(?:(?<=\s)|^)[\"“]")
_CLOSES_FIRST = re.compile(r"[^\"“”]*[^\s\"“”][\"”](?!\w)")
_DOUBLE_QUOTED = re.compile(r"[\"“]([^\"“”]*)[\"”]")
_QUOTED_WORDS = re.compile(r"[\"“]([^\"“”]{2,}?)[\"”]")
#: Also between single marks, where they are no apostrophes.
_QUOTED_BRIEFLY = re.compile(r"[\"“”]([^\"“”]+)[\"“”]|(?<!\w)['‘]((?:[^'’‘\"“”]|['’]\w){1,600}+)['’](?!\w)")
_SINGLE_QUOTED = re.compile(r"[\"“][^\"“”]*[\"”]|(?<!\w)[‘'][^‘’']*[’'](?!\w)")
#: In every language: „Ja“, «oui», »ja«, ”ja”, 「はい」.
_QUOTED_ANYWHERE = re.compile(r"[\"“”„][^\"“”„]*[\"“”]|[«»][^«»]*[«»]|「[^「」]*」|『[^『』]*』")
#: Vowel signs and accents that are letters' parts (Mn, Mc): Hindi and Thai words hold them. As a class of characters.
COMBINING = "".join(re.escape(chr(i)) for i in range(0x300, 0xFE30) if unicodedata.category(chr(i)) in ("Mn", "Mc"))
#: Scripts whose words are not parted by spaces; each is written in the blocks given.
_UNSPACED = re.compile(r"[฀-๿຀-໿ក-៿က-႟぀-ヿ㐀-䶿一-鿿豈-﫿]")
_UNMARKED = re.compile(r"[฀-๿຀-໿]")

#: Letters of other scripts than Latin: outside its blocks, full-width forms and ligatures.
_FOREIGN = re.compile(r"[^\W\d_\x00-\u02ff\u1d00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufb06\uff21-\uff5a]")


def ended(text: str, *, dots: bool = False) -> bool:
    """Whether a text ends as a sentence does, in any script; closing quotation marks or brackets may follow.

    With `dots` also one that trails off. A semicolon is a question mark in Greek alone.
    """
    bare = text.rstrip().rstrip(SOME_CLOSERS)
    last, before = bare[-1:], bare[:-1].rstrip(SOME_CLOSERS)
    if last == "…" or bare.endswith(("...", "..")):
        return dots
    if last == ";":
        return script_of(before[-1:]) == "GREEK"
    return last != "" and last in ENDS


def opened(text: str) -> bool:
    """Whether a text begins as a sentence may: a capital, a figure, or a letter of a script that has no capitals.

    Quotation marks, brackets and signs of money may stand before it.
    """
    first = next((i for i, c in enumerate(text) if c.isalnum()), None)
    return first is not None and not text[first].islower() and all(c in _OPENERS for c in text[:first])


def unspaced(text: str) -> bool:
    """Whether most letters of a text are of a script that puts no space between words."""
    letters = sum(c.isalpha() for c in text)
    return letters > 0 and 2 * len(_UNSPACED.findall(text)) > letters


def half_quoted(text: str) -> bool:
    """Whether an English quotation begins or ends outside the text."""
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”")


def only_quoted(text: str) -> bool:
    """Whether a text is nothing but somebody's words between quotation marks, of any language."""
    return not any(c.isalnum() for c in _QUOTED_ANYWHERE.sub("", text))


def quotations_closed(text: str) -> bool:
    """Whether each double quotation mark of a text, of any language, has the one that it belongs with."""
    return not any(mark in DOUBLE_QUOTES for mark in _QUOTED_ANYWHERE.sub("", text))


def quotes_open(text: str) -> bool:
    """Whether an opening quotation mark stands at the beginning of a word of the text."""
    return _OPENING.search(text) is not None


def closes_first(text: str) -> bool:
    """Whether a closing quotation mark comes before any other."""
    return _CLOSES_FIRST.match(text) is not None


def in_quotation(text: str, position: int) -> bool:
    """Whether a place lies inside a quotation that began in the text."""
    before = text[:position]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each quotation, its marks included."""
    return [match.span() for match in _DOUBLE_QUOTED.finditer(text)]


def quotations(text: str) -> list[str]:
    """The words between double quotation marks, without them."""
    return [match[1].strip() for match in _QUOTED_WORDS.finditer(text)]


def quotations_of_any_mark(text: str) -> list[str]:
    """The words between double quotation marks, and between single ones if there are several, without the marks."""
    found = _QUOTED_BRIEFLY.finditer(text)
    return [match[1] or match[2] for match in found if match[1] or " " in match[2].strip(" ")]


def without_quotations(text: str, *, single: bool = False) -> str:
    """The text less what stands in quotation marks, of `single` ones too: what the writer says himself."""
    return _SINGLE_QUOTED.sub("", text) if single else _QUOTED_WORDS.sub(" ", text)


def balanced(text: str) -> bool:
    """Whether each bracket and quotation mark that opens in a text closes there."""
    return text.count("(") == text.count(")") and quotations_closed(text)


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The script of a letter, "LATIN", "CYRILLIC", "CJK"; "" for what is none."""
    name = unicodedata.name(letter, "") if len(letter) == 1 and letter.isalpha() else ""
    return name.split(" ", 1)[0].split("-", 1)[0]


def is_latin(text: str) -> bool:
    """Whether at least half of the letters of a text are Latin; true for a text without letters."""
    if text.isascii() or (foreign := len(_FOREIGN.findall(text))) == 0:
        return True
    return 2 * foreign <= sum(c.isalpha() for c in text)


def unmarked(text: str) -> bool:
    """Whether a text is in a script that has no mark for the end of a sentence (Thai, Lao)."""
    return _UNMARKED.search(text) is not None


def written_in_signs(text: str) -> bool:
    """Whether most letters of a text stand for a syllable or word each: Chinese, Japanese, Korean."""
    letters = [script_of(c) for c in text if c.isalpha()]
    return 2 * sum(script in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL") for script in letters) > len(letters)
