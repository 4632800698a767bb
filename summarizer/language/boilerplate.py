"""Page furniture: captions, credits, calls to click, site notices. It is no one's news, and nonsense in a summary.

The patterns stand in `boilerplate.toml`: the readers drop whole paragraphs, the later stages single sentences.
"""

from __future__ import annotations

import re
from functools import cache

from summarizer.language import lexicon
from summarizer.language.words import FUNCTION_WORDS, fold, words

#: Longest line of furniture, in characters; longer than any that was seen.
LONGEST = 600
_FILE = "boilerplate"


def _filled(text: str) -> str:
    """A pattern with its fragments in place."""
    for name, fragment in lexicon.entry("fragments", _FILE).items():
        text = text.replace(f"{{{name}}}", fragment)
    return text


@cache
def _line() -> re.Pattern[str]:
    whole, starts = ("|".join(map(_filled, lexicon.entry(name, _FILE)["any"])) for name in ("whole", "starts"))
    return re.compile(rf"[^\w(©—]*(?:(?:{whole})[\W_]*\Z|{starts})|[\W_]*\Z", re.IGNORECASE)


@cache
def _inside() -> dict[str, tuple[re.Pattern[str], ...]]:
    """Word -> what is furniture where it stands."""
    found: dict[str, tuple[re.Pattern[str], ...]] = {}
    for each in lexicon.table(_FILE)["anywhere"]:
        pattern = re.compile(_filled(each["pattern"]), re.IGNORECASE)
        found |= {word: (*found.get(word, ()), pattern) for word in each["words"]}
    return found


def is_furniture(text: str) -> bool:
    """Whether a line or sentence is page furniture and not reporting.

    >>> is_furniture("Minister Dien (R) and Mr Greer (Photo: Ministry of Industry and Trade)")
    True
    >>> is_furniture("By using drones, the army kept its soldiers out of reach.")
    False
    """
    line = text.strip()
    if len(line) > LONGEST:
        return False
    if _line().match(line):
        return True
    lowered = line.lower()
    for word, patterns in _inside().items():  # a loop, as every sentence of every article passes it
        if word in lowered and any(pattern.search(line) for pattern in patterns):
            return True
    return False


def labels(text: str) -> int:
    """Length of the datelines, credits and labels at the beginning: "PORT ARDEN (AP) — ", "Update: "."""
    end, label = 0, lexicon.pattern("labels", _FILE)
    while match := label.match(text, end):
        end = match.end()
    return end


def bare(text: str) -> str:
    """A sentence on one line without dateline and photo marks: all words of the report itself.

    >>> bare("PORT ARDEN (AP) — However, he\\nagreed.")
    'However, he agreed.'
    """
    text = " ".join(text.split()).replace(" -- ", " — ")
    text = lexicon.pattern("player", _FILE).sub("", text)
    filed = lexicon.pattern("datelines", _FILE).match(text)
    text = text[filed.end() :] if filed and _names_a_place(filed.group()) else text
    for name in ("agency_start", "photo_marks"):
        text = lexicon.pattern(name, _FILE).sub("", text)
    return text[:1].upper() + text[1:]


def _names_a_place(dateline: str) -> bool:
    """Whether it can be one: "The winner — Ana Lim — spoke" begins with a subject, whose words are no names."""
    found = words(dateline)
    own = [w for w in found if not dateline[w.start].isupper() and dateline[w.start].isalpha()]
    particles = {fold(word) for word in lexicon.listed("name_particles")}
    return bool(found) and found[0].folded not in FUNCTION_WORDS and all(w.folded in particles for w in own)


def tidy(text: str) -> str:
    """The same without the connective that tied it to the sentence before.

    >>> tidy("However, he agreed.")
    'He agreed.'
    """
    text = lexicon.pattern("connective_start").sub("", bare(text))
    return text[:1].upper() + text[1:]


def matches(name: str, text: str) -> bool:
    """Whether the pattern of that name in `boilerplate.toml` is found in a text."""
    return lexicon.pattern(name, _FILE).search(text) is not None
