"""What the values of a change are values of, as an editor would head it: "people dead in Storm Ilka".

    "At least fourteen people have died in Storm Ilka"        people dead in Storm Ilka
    "A single ticket from Ostrand to Marn will cost 14 crowns" a single ticket from Ostrand to Marn
    "About 12,000 homes were without power"                    homes without power

The words are those of the newest report that has such a phrase, by its parse: what is counted with what befell it, else
what the value is said of. Without a parse nothing is found, and the caller has the words that the reports share.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from summarizer.changes.mentions import Mention
from summarizer.changes.quantities import SCORE
from summarizer.language import (
    ASIDES,
    CLAUSES,
    COUNTING,
    SUBJECT_ROLES,
    SUBJECTS,
    Tree,
    fold,
    lexicon,
    numbers,
    stem,
    words,
)

#: Words of a heading that says whom something befell, and not where: "people dead".
BARE = 2
#: A heading of more words is a sentence.
MOST = 9
#: ... and what was done to somebody, of more words than this, another sentence: "told to boil their water".
GOES_ON = 5
#: Words that place what befell somebody.
_PLACES = lexicon.words_of("placing")
_PEOPLE = lexicon.words_of("counted_people")
#: Sort of a value that says what it is of -> how it is called.
_NAMED = {row[0]: " ".join(row[1:]) for row in lexicon.rows("value_sorts")}
#: Verbs whose subject tells who says it, and not what it is said of.
_SPEAKS = lexicon.marked("saying", "speaks")
_TIMES = lexicon.words_of("weekdays") | lexicon.words_of("months")


def topic_of(values: Sequence[Sequence[Mention]]) -> str:
    """The heading: of the newest report whose sentence has one that the others know too; "" if none has.

    `values` begin with the newest.
    """
    every = [m for side in values for m in side]
    told = [(m, phrase) for m in every if (phrase := _told(m))]
    if not told:
        return ""
    counted = [phrase for m, phrase in told if m.befell or m.value.key == SCORE]
    known = {id(m): sum(_shared(phrase, other) for other in every if other.origin != m.origin) for m, phrase in told}
    best = max(known.values())
    placed = [phrase for phrase in counted if len(phrase.split()) > BARE]
    return next(iter([*placed, *counted]), "") or next(phrase for m, phrase in told if known[id(m)] == best)


def _shared(phrase: str, other: Mention) -> int:
    """How many words of a phrase stand in another report's sentence."""
    return sum(stem(w.folded) in other.analysed.bag for w in words(phrase))


def _told(said: Mention) -> str:
    """What a value is a value of, in the words of its sentence."""
    tree, value = said.analysed.tree, said.value
    place = next((i for i, t in enumerate(tree) if t.start <= value.start < t.end or t.start >= value.start), None)
    if place is None:
        return ""
    figure = {i for i in range(len(tree)) if value.start <= tree[i].start < value.end and i != _counted(tree, place)}
    noun = _counted(tree, place)
    if value.key == SCORE:
        return "score"
    if value.sort == "number" and said.befell:
        return f"{_who(tree, noun)} {said.befell}{_where(tree, noun)}"
    if value.sort == "number" and value.family == "count" and tree[noun].tag.startswith("NN"):
        return phrase_of(tree, noun, told=figure) + _done(tree, noun)
    if value.sort == "age":
        named = [t for t in tree if value.start <= t.start < value.end and t.tag in ("NN", "NNP") and t.lemma != "year"]
        return f"age: {named[-1].text}" if named else ""
    behind = noun if tree[noun].start >= value.end and tree[noun].tag.startswith("NN") else None
    subject = _subject_near(tree, noun) if behind is None else behind
    of = _of(tree, noun) if value.family == "=%" else ""
    if subject is None or (behind is None and place in tree.subtree(subject)):
        return f"share{of}" if of else ""
    phrase = phrase_of(tree, subject, told=figure)
    if value.sort != "number":
        return f"{_NAMED.get(value.sort, value.sort)}: {phrase}" if phrase else ""
    return f"{phrase}: share{of}" if phrase and of else phrase


def _counted(tree: Tree, place: int) -> int:
    """The noun that a figure counts or belongs to."""
    seen = {place}
    while tree[place].relation in COUNTING and tree[place].head not in seen:
        place = tree[place].head
        seen.add(place)
    return place


def _who(tree: Tree, noun: int) -> str:
    """Those whom it befell: "protesters", "children"; people where the noun says no more."""
    word = fold(tree[noun].text)
    counted = tree[noun].tag in ("NN", "NNS") and word.isalpha() and not numbers(word) and not _befalls(word)
    return word if counted and word not in _PEOPLE else "people"


def _befalls(word: str) -> bool:
    """Whether a noun tells what befell somebody: "deaths", "bodies", "the toll"."""
    return word in {w for kind in lexicon.entry("tolls").values() for w in kind["words"].split()}


def _where(tree: Tree, noun: int) -> str:
    """Where or by what it befell them: the first such words that name no day."""
    verb = next((i for i in (noun, *tree.above(noun)) if tree[i].tag[:2] == "VB"), None)
    for head in (i for i in (noun, verb) if i is not None):
        for prep in (i for i in tree.children[head] if tree[i].relation in ("prep", "agent")):
            if tree[prep].lemma.lower() not in _PLACES:
                continue
            inside = next(iter(tree.below(prep, "pobj")), None)
            if inside is None or tree[inside].tag == "CD" or fold(tree[inside].text) in _TIMES:
                continue
            phrase = phrase_of(tree, inside, article=True)
            if phrase and not numbers(phrase):
                return f" {tree[prep].text.lower()} {phrase}"
    return ""


def _done(tree: Tree, noun: int) -> str:
    """What was done to what is counted: "residents *evacuated*", "people *told to boil water*".

    A verb whose sense lies in what follows it is told with that, or not at all: nobody is "people told".
    """
    if tree[noun].relation != "nsubjpass":
        return ""
    verb = tree[noun].head
    below = tree.below(verb, "xcomp", "ccomp", "oprd", "dative", "dobj")
    below += [i for i in tree.below(verb, "prep") if i == verb + 1 and tree[i].lemma not in _PLACES]
    if not below:
        return "" if tree[verb].lemma in _SPEAKS else f" {tree[verb].text.lower()}"
    inside = sorted({verb, *(j for i in below[:1] for j in tree.subtree(i))})
    if inside[-1] - inside[0] + 1 != len(inside) or len(inside) > GOES_ON or tree[inside[0]].text != tree[verb].text:
        return ""
    told = "".join(tree[i].text + (" " if _apart(tree, i) else "") for i in inside).strip(" .,;")
    return "" if numbers(told) else f" {told}"


def _of(tree: Tree, noun: int) -> str:
    """What a share is a share of: " of the vote"."""
    for prep in tree.below(noun, "prep"):
        inside = next(iter(tree.below(prep, "pobj")), None)
        if tree[prep].lemma == "of" and inside is not None:
            return f" of {phrase_of(tree, inside, article=True)}"
    return ""


def _subject_near(tree: Tree, place: int) -> int | None:
    """The subject of the nearest verb above a word that has one which says who or what it is."""
    for i in (place, *tree.above(place)):
        if tree[i].lemma == "with":
            return None  # "with 40 percent counted" is no matter of the clause above
        if tree[i].lemma in _SPEAKS:
            continue
        for subject in tree.below(i, *SUBJECTS):
            if tree[subject].tag.startswith("NN"):
                return subject
        if any(tree[j].relation in SUBJECT_ROLES for j in tree.children[i]):
            return None
    return None


def phrase_of(tree: Tree, noun: int, told: Iterable[int] = (), *, article: bool = False) -> str:
    """A noun with what belongs to it in one piece, less figures, asides and, at its head, the article."""
    left = {i for i in tree.subtree(noun) if i <= noun and _belongs(tree, i, noun)}
    right = {noun}
    for prep in tree.below(noun, "prep"):
        inside = [i for i in sorted(tree.subtree(prep)) if i > noun]
        if inside and inside[0] == max(right) + 1 and len(left | right) + len(inside) <= MOST:
            plain = all(tree[i].relation not in CLAUSES for i in inside)
            right |= set(inside) if plain else set()
    kept = [i for i in sorted(left | right) if not (i <= noun and _is_figure(tree, i, set(told)))]
    if article:
        kept = sorted({*kept, *(i for i in tree.below(noun, "det") if i == min(kept) - 1)})
    if not kept or len(kept) > MOST:
        return ""
    text = "".join(tree[i].text + (" " if _apart(tree, i) else "") for i in kept).strip()
    text = re.sub(r"\s+", " ", text)
    proper = tree[kept[0]].tag.startswith("NNP") or text[:2].isupper()
    return text if proper else text[:1].lower() + text[1:]


def _belongs(tree: Tree, position: int, noun: int) -> bool:
    """Whether a word before a noun belongs to it, by words that do too."""
    while position != noun:
        if tree[position].relation in ASIDES:
            return False
        position = tree[position].head
    return True


def _is_figure(tree: Tree, position: int, told: set[int]) -> bool:
    """Whether a word is a figure, or hangs on one: "at least"."""
    chain = [position, *tree.above(position)]
    return position in told or any(tree[i].tag == "CD" for i in chain[:3] if tree[i].relation in COUNTING)


def _apart(tree: Tree, position: int) -> bool:
    """Whether a space follows a word."""
    behind = position + 1
    return behind >= len(tree) or tree[behind].start > tree[position].end
