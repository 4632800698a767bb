"""Who says it: the one answer, from the words of a sentence, from its parse, and from the quotation it is a part of.

By words (`speaker_in`), where there is no parse: the name beside a verb of saying or behind "according to". By the
parse (`speaker_of`): the subject of the verb of saying that the whole sentence hangs on; one deeper down ("the war that
the bank has warned of") makes nobody the speaker of the sentence. By the article (`Speech`): a sentence that is a part
of a longer quotation is said by whom the sentences around it name. `statements` lists all that a sentence has somebody
say or suspect, for comparing two sentences. The verbs stand in one table, `saying` in `en.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summarizer.language import lexicon, marks
from summarizer.language.marks import SPOKEN_MARKS
from summarizer.language.names import NAME, ROLES
from summarizer.language.references import Reference
from summarizer.language.tree import FINITE, Tree
from summarizer.language.words import fold

#: How all verbs that say no more than that something was said are written, and those that a bare statement has.
SAY, TELLS = "say", ("tell", "say")
#: Verbs that say no more than that something was said, in all their forms.
NEUTRAL = lexicon.words_of("neutral_saying")
_SPEAKS, _NEED_WORDS, _ACTS, _OF_THINGS, _GOING_ON = (
    lexicon.marked("saying", mark) for mark in ("speaks", "needs_words", "acts", "of_things", "goes_on")
)
_ATTITUDES = lexicon.words_of("attitudes")
_GENERAL = lexicon.words_of("general_verbs")
_SPEAKERS = ROLES | lexicon.words_of("speaking_nouns")
_PAPERS = lexicon.words_of("papers")
_FORMS = lexicon.either("speech_cues")
_SAYS_OR_ACCORDING = re.compile(rf"\b(?:{_FORMS})\b|\bAccording to\b|\baccording to\b")
#: Where a sentence says that somebody says it.
CUE = re.compile(rf"\b(?:(?:{_FORMS})|(?<!\ba )(?<!\bto )(?<!\bno )say|according to)\b", re.IGNORECASE)
_ENDING_NAME = re.compile(rf"(?<![^\W\d_])(?P<name>{NAME.pattern})(?:, [^,]{{2,60}},| (?:also|later|then|has|had))?$")
_SOURCES = re.compile(rf"(?:the )?(?:{NAME.pattern})(?: (?:of|for|and) (?:{NAME.pattern}))*")
_CONTENT = frozenset({"ccomp", "parataxis"})
#: Words before a noun that belong to who it is: "hotel spokeswoman Paula Dirks".
_BEFORE = frozenset({"compound", "amod", "nmod", "poss", "quantmod", "nummod", "det", "case", "advmod", "npadvmod"})
#: A longer name is a description that the parser took apart wrongly.
MAX_WORDS = 9
_AFTER = re.compile(r" (?:of|for) (?:the )?[A-Z][\w.'’-]+(?:(?: and| of)? [A-Z][\w.'’-]+)*")
#: Characters before a verb of saying in which its speaker's name is looked for.
NEAR = 300
_UNNAMED = frozenset({"PRP", "PRP$", "WP", "WDT", "DT", "EX", "CD", "IN"})
_PRONOUNS = frozenset({"PRP", "WP", "WDT", "DT", "EX"})
#: Sentences before and behind one of a quotation in which its speaker is looked for.
QUOTED_BEFORE, QUOTED_BEHIND = 2, 2


class Statement(NamedTuple):
    """Somebody says, or suspects, that something is done."""

    #: The main verb of what is said, as dictionary form.
    verb: str
    #: Stems of the words that name the speaker; empty for a pronoun, which may be anybody.
    speaker: frozenset[str]
    #: "say", or the attitude.
    kind: str
    #: Position of that verb in the tree.
    position: int


def statements(tree: Tree) -> Iterator[Statement]:
    """All that a sentence has somebody say or suspect."""
    for i, token in enumerate(tree):
        kind = "say" if token.lemma in NEUTRAL else token.lemma
        subject = tree.subject(i) if kind == "say" or kind in _ATTITUDES else None
        if subject is None or token.tag[:2] != "VB":
            continue
        named = tree[subject].tag not in _PRONOUNS
        speaker = frozenset(tree.stems(tree.antecedent(subject), wide=True)) if named else frozenset()
        for verb in _told(tree, i):
            if tree[verb].lemma not in _GENERAL:
                yield Statement(tree[verb].lemma, speaker, kind, verb)


def _told(tree: Tree, saying: int) -> list[int]:
    """Main verbs of what a verb of saying tells: of its clauses, or of the sentence that it closes."""
    told = [i for i in tree.below(saying, "ccomp") if tree[i].tag[:2] == "VB"]
    if tree[saying].relation == "parataxis":
        told.append(tree[saying].head)
    joined = [i for verb in told for i in tree.below(verb, "conj") if tree[i].tag[:2] == "VB"]
    return told + sorted(joined)


def speaker_in(sentence: str) -> str | None:
    """Whose words a sentence reports, as written there, by its words alone; None if nobody is named.

    >>> speaker_in("Ambassador Dung said the talks went well.")
    'Ambassador Dung'
    """
    cue = _SAYS_OR_ACCORDING.search(sentence)
    if cue is None:
        return None
    before, after = sentence[max(0, cue.start() - NEAR) : cue.start()].rstrip(), sentence[cue.end() :].lstrip()
    if cue.group().lower() == "according to":
        match = _SOURCES.match(after)
        return match.group() if match else None
    ending = _ENDING_NAME.search(before)
    if ending and fold(ending["name"]) not in ("he", "she", "they", "it"):
        return ending["name"]
    following = NAME.match(after)
    return following.group() if following and not before[-1:].isalpha() else None


def made_by(sentence: str) -> str | None:
    """Who is said to have made the statement that stands before the sentence; None if it tells no such thing.

    >>> made_by("The statement was made by Ambassador Nguyen Dung, who attended the meeting.")
    'Ambassador Nguyen Dung'
    """
    found = lexicon.pattern("statement_made_by").match(sentence)
    return found["who"].strip() if found and len(found["who"].split()) <= MAX_WORDS else None


def speaker_of(sentence: str, tree: Tree, reference: Reference | None, offset: int) -> str | None:
    """The speaker as the sentence names him, or as the article names whom its pronoun stands for; None without one.

    `tree` is the sentence's, `reference` what its pronoun stands for, `offset` where it begins in its article.
    """
    for i, verb in enumerate(tree):
        if verb.lemma in _SPEAKS and verb.tag.startswith("VB") and _carries(tree, i) and _has_words(tree, i):
            subject = _subject(tree, _innermost(tree, i), shared=True)
            if subject is not None and _may_speak(tree, i, subject):
                return _name(sentence, tree, subject, reference, offset)
    behind = lexicon.pattern("named_after_quotation").search(sentence)
    return _source_given(sentence, tree) or (behind["name"] if behind else None)


def _innermost(tree: Tree, verb: int) -> int:
    """Who "told the court" speaks in "Soliman told the court ..., the agency reported"; else the verb itself."""
    if tree[verb].lemma != "report":
        return verb
    told = (i for i in tree.below(verb, "ccomp") if tree[i].lemma in _SPEAKS)
    return next((i for i in told if _subject(tree, i) is not None), verb)


def _may_speak(tree: Tree, verb: int, subject: int) -> bool:
    """Whether a subject can be a speaker; of most verbs of saying every one can."""
    noun = tree[subject]
    named = noun.tag.startswith("NNP") or noun.tag in _UNNAMED
    return tree[verb].lemma not in _OF_THINGS or named or noun.lemma in _SPEAKERS


def _carries(tree: Tree, verb: int) -> bool:
    """Whether the sentence hangs on that verb: it is the root, joined to it, or stands at its end: "..., he said"."""
    if any(tree[i].tag in ("IN", "WDT") for i in tree.below(verb, "nsubj")):
        return False  # "bills that critics say harm voters"
    if _adds(tree, verb) and tree[verb].lemma in _GOING_ON:
        return True
    first = tree.first_of(verb, frozenset({"conj", "parataxis"}))
    if tree[first].relation == "ROOT":
        return True
    # "..., police said" may be parsed as hanging on what is said; then it says nothing else.
    closing = (
        tree[first].head < first
        and not tree.below(verb, *_CONTENT)
        and not any(t.tag in FINITE for t in tree[verb + 1 :])
    )
    return closing and tree[first].relation in ("ccomp", "advcl") and tree[verb].tag in ("VBD", "VBP", "VBZ")


def _has_words(tree: Tree, verb: int) -> bool:
    """Whether it has words to say: a clause, a quotation, or what it hangs on."""
    quoted = any(token.text in SPOKEN_MARKS for token in tree)
    if tree[verb].lemma in _ACTS:
        return quoted
    if tree[verb].lemma not in _NEED_WORDS:
        return True
    return quoted or tree[verb].relation == "parataxis" or bool(tree.below(verb, *_CONTENT))


def _subject(tree: Tree, verb: int, *, shared: bool = False) -> int | None:
    """Its subject; after a quotation also what follows it and looks like an object: "recalled Bernthal".

    With `shared` also that of the verb it is joined to or hangs on: "He denied it, but says ...", "..., saying that".
    """
    found = tree.below(verb, "nsubj")
    if not found and verb > 0 and tree[verb - 1].text in SPOKEN_MARKS:
        found = [i for i in tree.below(verb, "dobj") if tree[i].tag.startswith("NNP")]
    if not found and shared and (tree[verb].relation == "conj" or _adds(tree, verb)):
        return _subject(tree, tree[verb].head, shared=True)
    # A parser that took the sentence apart wrongly gives the closing verb two: "The cable called on them, he said".
    return found[-1] if found else None


def _adds(tree: Tree, verb: int) -> bool:
    """Whether a "saying" goes on from the main verb: "Kerry played it down, saying ..."."""
    token = tree[verb]
    return token.tag == "VBG" and token.relation == "advcl" and tree[token.head].relation == "ROOT"


def _source_given(sentence: str, tree: Tree) -> str | None:
    """Who is named after "according to", if that is somebody and no paper."""
    for i, token in enumerate(tree[:-1]):
        if token.lemma not in ("accord", "according") or tree[i + 1].lemma != "to":
            continue
        source = next(iter(tree.below(i + 1, "pobj")), None)
        if source is None:
            return None
        members = tree.subtree(source)
        if tree[source].lemma in _PAPERS:
            whose = any(tree[j].relation in ("compound", "poss", "amod") and j < source for j in members)
            told = _name(sentence, tree, source, None, 0) if whose else None
            return told if told and " " in told else None
        named = any(tree[j].tag.startswith("NNP") for j in members) or tree[source].lemma in _SPEAKERS
        return _name(sentence, tree, source, None, 0) if named else None
    return None


def _name(sentence: str, tree: Tree, subject: int, reference: Reference | None, offset: int) -> str | None:
    """The words of a subject that tell who it is, without what is said of him; None for a pronoun nobody explains."""
    one = lexicon.pattern("one_of_several").match(sentence[tree[subject].start :])
    if tree[subject].tag in _UNNAMED and not one:
        known = reference is not None and reference.start == offset + tree[subject].start
        return reference.name if reference is not None and known else None
    # "The press secretary, Alexander Volkov, said": the name says more.
    named = [i for i in tree.below(subject, "appos") if tree[i].entity == "PERSON"]
    if named and not tree[subject].tag.startswith("NNP"):
        subject, one = named[0], None
    if one:
        return one.group().lower()
    first, last = _extent(tree, subject)
    name = sentence[tree[first].start : tree[last].end]
    after = _AFTER.match(sentence[tree[last].end :])
    name = _cased(name + after.group().rstrip(".,’'") if after else name, tree, first)
    return name if len(name) > 1 and len(name.split()) <= MAX_WORDS else None


def _extent(tree: Tree, subject: int) -> tuple[int, int]:
    """First and last word of those that name a subject: titles before it, and the names joined to a name."""
    members = tree.subtree(subject)
    first = last = subject
    while first - 1 in members and _belongs(tree, first - 1, subject):
        first -= 1
    joined = [i for i in tree.below(subject, "conj") if i > subject]
    if joined and all(tree[i].tag.startswith("NNP") or tree[i].text == "and" for i in range(subject, joined[0] + 1)):
        last = joined[0]
    return first, last


def _belongs(tree: Tree, position: int, subject: int) -> bool:
    """Whether a word before the subject is one of the words that name it; the hyphens of a compound are."""
    while position != subject:
        if tree[position].relation not in _BEFORE and tree[position].text != "-":
            return False
        position = tree[position].head
    return True


def _cased(name: str, tree: Tree, first: int) -> str:
    """A description in lower case where it opened the sentence: "Police" is "police"; what may be a name stays."""
    token = tree[first]
    described = token.tag in ("DT", "JJ", "NNS", "CD", "PRP$", "JJS") or (token.tag == "NN" and " " in name)
    capitals = len(token.text) > 1 and token.text[1].isupper()
    return name[:1].lower() + name[1:] if (described or token.lemma == "police") and not capitals else name


@dataclass(frozen=True, slots=True)
class Speech:
    """An article as a run of sentences, of which several may be one quotation: who says each of them."""

    text: str
    #: Where its sentences begin and end.
    spans: Sequence[tuple[int, int]]
    #: Sentence number -> what its open pronoun stands for.
    references: Mapping[int, Reference]
    #: Sentence number -> its parse, of those that were parsed; what is `needed` around each that is asked for.
    trees: Mapping[int, Tree]

    @staticmethod
    def needed(numbers: Iterable[int], count: int) -> list[int]:
        """Which of the `count` sentences of an article must be parsed to know who says these."""
        around = {m for n in numbers for m in range(n - QUOTED_BEFORE, n + QUOTED_BEHIND + 1)}
        return sorted(around & set(range(count)))

    def sentence(self, number: int) -> str:
        """The words of a sentence; empty before the first and after the last."""
        return self.text[slice(*self.spans[number])] if 0 <= number < len(self.spans) else ""

    def speaker(self, number: int) -> str | None:
        """Who says the sentence: it may tell so itself, or be a part of a longer quotation whose speaker is told."""
        own = self._names_speaker(number) or self.said_behind(number)
        if own or not self.is_quotation(number):
            return own
        return self._speaker_behind(number) or self._speaker_before(number)

    def said_behind(self, number: int) -> str | None:
        """Whom the next sentence names as the one who said this: "The statement was made by Ambassador Dung, who"."""
        text, behind = self.sentence(number), self.sentence(number + 1)
        if not behind or "\n\n\n" in self.text[self.spans[number][1] : self.spans[number + 1][0]]:
            return None
        return None if speaker_in(text) else made_by(behind)

    def _speaker_behind(self, number: int) -> str | None:
        """Whom the sentences name in which the quotation that is open at its end goes on."""
        for last in range(number, number + QUOTED_BEHIND):
            if last + 1 >= len(self.spans) or not self._open_at(self.spans[last][1]):
                return None
            found = self._names_speaker(last + 1)
            if found:
                return found
        return None

    def _speaker_before(self, number: int) -> str | None:
        """Whom the sentences before it in its paragraph name, or in one that ended within a quotation."""
        for before in range(number - 1, max(-1, number - 1 - QUOTED_BEFORE), -1):
            apart = "\n" in self.text[self.spans[before][1] : self.spans[before + 1][0]]
            if (apart and not self._open_at(self.spans[before][1])) or not self.is_quoted(before):
                return None
            found = self._names_speaker(before)
            if found or not self.is_quotation(before):
                return found
        return None

    def _names_speaker(self, number: int) -> str | None:
        if number not in self.trees:
            return None
        reference, start = self.references.get(number), self.spans[number][0]
        return speaker_of(self.sentence(number), self.trees[number], reference, start)

    def is_quotation(self, number: int) -> bool:
        """Whether a sentence is nothing but somebody's words."""
        start, end = self.spans[number]
        outside, inside = "", self._open_at(start)
        for mark in self.text[start:end]:
            if mark in marks.QUOTES:
                inside = mark == "“" or (mark == '"' and not inside)
            elif not inside:
                outside += mark
        return not re.search(r"\w", outside)

    def is_quoted(self, number: int) -> bool:
        """Whether a sentence holds somebody's words."""
        return any(mark in self.sentence(number) for mark in marks.QUOTES) or self._open_at(self.spans[number][0])

    def _open_at(self, position: int) -> bool:
        """Whether a quotation that began in the same paragraph is open there."""
        return marks.half_quoted(self.text[self.text.rfind("\n", 0, position) + 1 : position])
