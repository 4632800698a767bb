"""The gate: whether a written sentence says what its evidence says. Many candidates at once.

    candidates --facets of the words--> screened --parsed in one batch, facets of the parse--> screened
               --what the judge of meaning says, weighed with the soft facets that failed--> verdicts

A hard facet refuses outright: a figure, name, day, negation, speaker or quotation that the evidence has not, a sentence
that is none; and whatever no edit makes false, so that its weight cannot be learned: a part cut off, a condition, a
limit. A soft one is evidence against the sentence (`meaning`). Without a judge every facet is hard, but for one that
is only weighed (`Facet.strict`). A source's own sentence is only asked whether it can stand alone.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from summarizer.language import Analysed, Analyst
from summarizer.language.prompts import prompt_for
from summarizer.types import Checker, Failed, Judge, Likelihood, Parser, Verdict
from summarizer.verify import amounts, arcs, binding, content, cuts, meaning, roles, sayings, shape
from summarizer.verify.facets import Evidence, Facet, as_known, kept, own, vouched
from summarizer.verify.selection import select

#: What a source's own sentence is asked too.
STANDS_ALONE = (
    Facet("incomplete", own(shape.incomplete)),
    Facet("furniture", own(shape.furniture)),
    Facet("pronoun", own(shape.open_reference)),
    Facet("unattributed", own(sayings.quoted_alone)),
)
#: Asked too where there is no parser to ask.
UNPARSED = (Facet("pronoun", own(shape.open_pronoun)),)
#: The same for a language that is not known.
BY_MARKS = (Facet("incomplete", own(shape.unmarked)), Facet("unattributed", own(sayings.quoted_alone)))
#: Meanings of governing words of whose change edits teach the weight; the others refuse.
_WEIGHED = ("modal",)
BY_WORDS = (
    Facet("incomplete", own(shape.broken_off)),
    Facet("word", vouched(content.content_words, content.every_word), "word"),
    Facet("number", own(amounts.new_figures)),
    Facet("conflict", own(amounts.mixed_values)),
    Facet("number", own(amounts.changed_figures), "counted"),
    Facet("number", own(amounts.exchanged_figures), "figures", strict=False),
    Facet("qualifier", vouched(amounts.qualifiers, amounts.qualifiers_vouched)),
    Facet("date", vouched(amounts.dates)),
    Facet("name", vouched(content.names, content.names_vouched)),
    Facet("name", vouched(content.full_names, content.full_names_vouched)),
    Facet("quotation", own(content.changed_quotations)),
    *(Facet(m, as_known(binding.governed(m)), m if m in _WEIGHED else None) for m in binding.GOVERNORS),
    Facet("condition", own(binding.lost_conditions)),
    Facet("limit", own(binding.lost_limits)),
    Facet("cause", own(binding.changed_causes)),
    Facet("superlative", own(binding.changed_superlatives), "superlative"),
    *(Facet(k, vouched(binding.bound(k), binding.bound_vouched(k)), k) for k in binding.BINDING),
    Facet("attribution", own(sayings.lost_attribution)),
    Facet("speaker", own(sayings.overreach), "reach"),
    Facet("speaker", own(sayings.changed_speaker)),
    Facet("order", own(content.out_of_order), "order"),
    Facet("repetition", vouched(content.repetitions)),
)
#: Parsing costs more than all the others together.
BY_PARSE = (
    Facet("grammar", own(shape.no_sentence)),
    Facet("pronoun", own(shape.unexplained_pronoun)),
    Facet("role", as_known(arcs.pronouns)),
    Facet("role", own(arcs.far_apart), "far", strict=False),
    Facet("role", own(roles.changed_roles), "role"),
    Facet("role", own(roles.changed_bearers)),
    Facet("role", own(roles.exchanged), "exchanged", strict=False),
    Facet("role", own(roles.unknown_verbs), "verb", strict=False),
    Facet("role", own(roles.promoted), "promoted"),
    Facet("role", own(roles.clefts)),
    Facet("role", as_known(roles.circumstances, roles.circumstances_vouched)),
    Facet("role", as_known(roles.days_of_verbs, roles.days_of_verbs_vouched)),
    Facet("speaker", own(sayings.changed_sayer)),
    Facet("speaker", own(arcs.loose_quotations)),
    Facet("restriction", own(roles.lost_restrictions)),
    Facet("cut", kept(cuts.lost_parts)),
)
STANDS_ALONE_BY_PARSE = (Facet("grammar", own(shape.no_plausible_sentence)), BY_PARSE[1])
#: Reasons that say how a sentence reads without the text around it, and nothing of whether it is true.
ABOUT_FORM = frozenset(facet.reason for facet in (*STANDS_ALONE, *BY_MARKS, *STANDS_ALONE_BY_PARSE))
#: What the soft facets and the judge of meaning say together.
MEANING = "meaning"
#: The closed list of reasons for turning a candidate down, in the order in which they are asked.
REASONS = (*dict.fromkeys(facet.reason for facet in (*STANDS_ALONE, *BY_WORDS, *BY_PARSE)), MEANING)


@dataclass(frozen=True, slots=True)
class Screened:
    """A candidate that the facets were asked about."""

    candidate: Analysed
    evidence: Evidence
    #: Hard facets that failed: the matter is ended.
    refused: tuple[Failed, ...]
    #: Soft facets that failed, each with what it is weighed as.
    doubts: tuple[tuple[str, Failed], ...]
    #: Whether the facets of the parse were asked too, as they must be before anything is weighed.
    parsed: bool = False
    #: Whether the embedded writer wrote it.
    own: bool = False

    @property
    def copied(self) -> bool:
        """Whether it is a source's own sentence."""
        return self.candidate.text in self.evidence.texts

    @property
    def resting_on(self) -> tuple[str, ...]:
        """The sentences of the evidence that the judge of meaning reads."""
        sources = self.evidence.sources
        return tuple(sources[i].text for i in select(self.candidate, sources))


class Gate:
    """Judges sentences against their evidence; what an analyst has analysed is not analysed again.

    Not `alone`, they stand in a text of somebody's: what is asked is whether they are true, not how they read. One that
    `reads` asks the writer beside the judge too (`Likelihood`). Not of what that writer wrote: of 21 new merges of its
    own that it let pass 6 were false, and surprised it as little as the true ones.
    """

    def __init__(self, analyst: Analyst, judge: Judge | None = None, *, alone: bool = True, reads: bool = True) -> None:
        self._analyst = analyst
        self._reads = reads and isinstance(judge, Likelihood)
        self._combination = meaning.READ if self._reads else meaning.UNREAD
        self._left_out = frozenset[str]() if alone else ABOUT_FORM
        # The weights were learned with the facets of the parse, and the judge reads English.
        self._judge = judge if analyst.parser is not None and analyst.knows_language else None

    @property
    def weighs(self) -> bool:
        """Whether a judge of meaning is asked, which costs more than all facets together."""
        return self._judge is not None

    def judge(self, texts: Sequence[str], evidence: Sequence[str], *, thorough: bool = False) -> list[Verdict]:
        """The verdict on each text against these source sentences; `thorough` ones list every facet that failed.

        Without it the first that fails ends the matter. What fails by its words is not parsed.
        """
        return self.weigh(self.parsed(self.screen(texts, evidence, thorough=thorough), thorough=thorough))

    def passes(self, text: str, evidence: Sequence[str]) -> bool:
        """Whether no facet of a text fails against these source sentences."""
        return self.judge([text], evidence)[0].passed

    def screen(
        self,
        texts: Sequence[str],
        evidence: Sequence[str],
        *,
        origins: Sequence[int] = (),
        rivals: Set[tuple[int, int]] = frozenset(),
        own: Set[str] = frozenset(),
        thorough: bool = False,
    ) -> list[Screened]:
        """What the facets of the words say of each text.

        `origins` numbers the reports that the evidence is from, `rivals` are pairs of them that disagree somewhere. The
        texts that are the embedded writer's `own` are weighed by what readers found in such sentences, not by edits.
        """
        known = Evidence(self._analyst(evidence), origins, rivals)
        return [
            self._asked(
                Screened(candidate, known, (), (), own=candidate.text in own),
                self._by_words(candidate, known),
                thorough,
            )
            for candidate in self._analyst(texts)
        ]

    def parsed(self, screened: Sequence[Screened], *, thorough: bool = False) -> list[Screened]:
        """What the facets of the parse say of those that are left too; they are parsed in one batch."""
        if self._analyst.parser is None:
            return list(screened)
        left = [s for s in screened if not s.refused]
        sources = dict.fromkeys(source for s in left for source in s.evidence.sources)
        self._analyst.trees([*(s.candidate for s in left), *sources])
        asked = (s if s.refused else self._asked(s, self._by_parse(s), thorough=thorough) for s in screened)
        return [replace(s, parsed=True) for s in asked]

    def weigh(self, screened: Sequence[Screened]) -> list[Verdict]:
        """The verdicts; the judge of meaning reads all that are left at once."""
        assert self._analyst.parser is None or all(s.parsed for s in screened), "ask `parsed` first"
        found = self.features(screened, sparing=True)
        return [
            _verdict(s, each, meaning.WRITTEN if s.own else self._combination)
            for s, each in zip(screened, found, strict=True)
        ]

    def features(self, screened: Sequence[Screened], *, sparing: bool = False) -> list[dict[str, float] | None]:
        """What is weighed of each candidate; None where nothing is: a hard facet refused it, or it is a copy.

        A writer that reads costs more than all else: `sparing`, it is not asked where nothing it says can help.
        """
        if self._judge is None:
            return [None] * len(screened)
        asked = [i for i, s in enumerate(screened) if not s.refused and not s.copied]
        pairs = [(" ".join(screened[i].resting_on), screened[i].candidate.text) for i in asked]
        entailed = self._judge.entail(pairs) if pairs else []
        found = {i: _features(screened[i], likely) for i, likely in zip(asked, entailed, strict=True)}
        if self._reads and isinstance(self._judge, Likelihood):
            open_ones = [i for i in asked if not sparing or meaning.total(found[i]) >= 0]
            jobs = [(prompt_for(screened[i].resting_on), screened[i].candidate.text) for i in open_ones]
            for i, nats in zip(open_ones, self._judge.surprisal_given(jobs) if jobs else (), strict=True):
                found[i] |= meaning.surprise(nats)
        return [found.get(i) for i in range(len(screened))]

    def _asked(self, screened: Screened, facets: Sequence[Facet], thorough: bool) -> Screened:
        """The candidate with what these facets say too; the first hard one that fails ends it, unless thorough."""
        refused, doubts = list(screened.refused), list(screened.doubts)
        for facet in facets if self._judge else (f for f in facets if f.strict):
            if facet.reason in self._left_out:
                continue
            words = facet.test(screened.candidate, screened.evidence)
            if not words:
                continue
            if facet.weighed and self._judge:
                doubts.append((facet.weighed, Failed(facet.reason, words)))
                continue
            refused.append(Failed(facet.reason, words))
            if not thorough:
                break
        return replace(screened, refused=tuple(refused), doubts=tuple(doubts))

    def _by_words(self, candidate: Analysed, evidence: Evidence) -> tuple[Facet, ...]:
        copied = candidate.text in evidence.texts
        if not self._analyst.knows_language:
            return BY_MARKS if copied else (*BY_MARKS, *BY_WORDS)
        alone = STANDS_ALONE if self._analyst.parser else (*STANDS_ALONE, *UNPARSED)
        return alone if copied else (*alone, *BY_WORDS)

    @staticmethod
    def _by_parse(screened: Screened) -> tuple[Facet, ...]:
        return STANDS_ALONE_BY_PARSE if screened.copied else BY_PARSE


def _verdict(screened: Screened, found: dict[str, float] | None, combination: str) -> Verdict:
    support = content.pair_support(screened.candidate, screened.evidence)
    failed = tuple(each for _, each in screened.doubts)
    if found is None:  # what alone would only have been weighed is told too
        return Verdict((*screened.refused, *failed) if screened.refused else (), support)
    entailment = meaning.probability(found[meaning.ENTAILED])
    total = meaning.total(found, combination)
    if total >= 0:
        return Verdict((), support, entailment, total)
    words = tuple(dict.fromkeys(word for each in failed for word in each.words))
    return Verdict((Failed(MEANING, words or (screened.candidate.text,)), *failed), support, entailment, total)


def _features(screened: Screened, entailment: float) -> dict[str, float]:
    support = content.pair_support(screened.candidate, screened.evidence)
    return meaning.features(screened.doubts, support, _unmatched(screened), entailment)


def _unmatched(screened: Screened) -> float:
    """Share of the candidate's content words that the evidence has not."""
    known = frozenset().union(*(source.bag for source in screened.evidence.sources))
    bag = screened.candidate.bag
    return len(bag - known) / len(bag) if bag else 0.0


def make_checker(parser: Parser | None, judge: Judge | None = None, *, reads: bool = True) -> Checker:
    """A function from a sentence and the sentences it may rest on to the verdict on it, with all that failed.

    Without a parser only words are compared; without a judge of meaning other words are turned down. `reads` as for
    `Gate`: a briefing's own sentences are judged without.
    """
    gate = Gate(Analyst(parser), judge, reads=reads)
    return lambda text, evidence: gate.judge([text], evidence, thorough=True)[0]
