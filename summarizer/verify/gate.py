"""The gate: whether a written sentence says what its evidence says. Many candidates at once.

    candidates --facets of the words--> those that hold --parsed in one batch, facets of the parse--> verdicts

A source's own sentence is only asked whether it can stand alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.language import Analysed, Analyst
from summarizer.types import Checker, Failed, Parser, Verdict
from summarizer.verify import amounts, binding, content, cuts, roles, sayings, shape
from summarizer.verify.facets import Evidence, Facet, as_known, kept, own, vouched

#: What a source's own sentence is asked too.
STANDS_ALONE = (
    Facet("incomplete", own(shape.incomplete)),
    Facet("furniture", own(shape.furniture)),
    Facet("pronoun", own(shape.open_reference)),
    Facet("unattributed", own(sayings.quoted_alone)),
)
#: The same for a language that is not known.
BY_MARKS = (Facet("incomplete", own(shape.unmarked)), Facet("unattributed", own(sayings.quoted_alone)))
BY_WORDS = (
    Facet("word", vouched(content.content_words, content.every_word)),
    Facet("number", own(amounts.changed_figures)),
    Facet("qualifier", vouched(amounts.qualifiers, amounts.qualifiers_vouched)),
    Facet("date", vouched(amounts.dates)),
    Facet("name", vouched(content.names, content.names_vouched)),
    Facet("quotation", own(content.changed_quotations)),
    *(Facet(meaning, as_known(binding.governed(meaning))) for meaning in binding.GOVERNORS),
    Facet("condition", own(binding.lost_conditions)),
    Facet("limit", own(binding.lost_limits)),
    Facet("cause", own(binding.changed_causes)),
    Facet("superlative", own(binding.changed_superlatives)),
    *(Facet(kind, vouched(binding.bound(kind), binding.bound_vouched(kind))) for kind in binding.BINDING),
    Facet("attribution", own(sayings.lost_attribution)),
    Facet("speaker", own(sayings.changed_speaker)),
    Facet("order", own(content.out_of_order)),
    Facet("repetition", vouched(content.repetitions)),
)
#: Parsing costs more than all the others together.
BY_PARSE = (
    Facet("grammar", own(shape.no_sentence)),
    Facet("pronoun", own(shape.unexplained_pronoun)),
    Facet("role", own(roles.changed_roles)),
    Facet("role", own(roles.promoted)),
    Facet("role", as_known(roles.circumstances, roles.circumstances_vouched)),
    Facet("role", as_known(roles.days_of_verbs, roles.days_of_verbs_vouched)),
    Facet("speaker", own(sayings.changed_sayer)),
    Facet("restriction", own(roles.lost_restrictions)),
    Facet("cut", kept(cuts.lost_parts)),
)
STANDS_ALONE_BY_PARSE = (Facet("grammar", own(shape.no_plausible_sentence)), BY_PARSE[1])
#: The closed list of reasons for turning a candidate down, in the order in which they are asked.
REASONS = tuple(dict.fromkeys(facet.reason for facet in (*STANDS_ALONE, *BY_WORDS, *BY_PARSE)))


class Gate:
    """Judges sentences against their evidence; what an analyst has analysed is not analysed again."""

    def __init__(self, analyst: Analyst) -> None:
        self._analyst = analyst

    def judge(self, texts: Sequence[str], evidence: Sequence[str], *, thorough: bool = False) -> list[Verdict]:
        """The verdict on each text against these source sentences; `thorough` ones list every facet that failed.

        Without it the first that fails ends the matter. What fails by its words is not parsed.
        """
        known = Evidence(self._analyst(evidence))
        candidates = self._analyst(texts)
        failed = [self._failures(c, known, self._by_words(c, known), thorough) for c in candidates]
        if self._analyst.parser is not None:
            left = [c for c, failures in zip(candidates, failed, strict=True) if not failures]
            self._analyst.trees([*left, *known.sources] if left else [])
            failed = [
                failures or self._failures(c, known, self._by_parse(c, known), thorough=False)
                for c, failures in zip(candidates, failed, strict=True)
            ]
        return [
            Verdict(failures, content.pair_support(c, known)) for c, failures in zip(candidates, failed, strict=True)
        ]

    def passes(self, text: str, evidence: Sequence[str]) -> bool:
        """Whether no facet of a text fails against these source sentences."""
        return self.judge([text], evidence)[0].passed

    def _by_words(self, candidate: Analysed, evidence: Evidence) -> tuple[Facet, ...]:
        copied = candidate.text in evidence.texts
        if not self._analyst.knows_language:
            return BY_MARKS if copied else (*BY_MARKS, *BY_WORDS)
        return STANDS_ALONE if copied else (*STANDS_ALONE, *BY_WORDS)

    def _by_parse(self, candidate: Analysed, evidence: Evidence) -> tuple[Facet, ...]:
        return STANDS_ALONE_BY_PARSE if candidate.text in evidence.texts else BY_PARSE

    @staticmethod
    def _failures(
        candidate: Analysed, evidence: Evidence, facets: Sequence[Facet], thorough: bool
    ) -> tuple[Failed, ...]:
        found = _failing(candidate, evidence, facets)
        return tuple(found) if thorough else tuple(failure for failure in (next(found, None),) if failure)


def _failing(candidate: Analysed, evidence: Evidence, facets: Sequence[Facet]) -> Iterator[Failed]:
    for facet in facets:
        words = facet.test(candidate, evidence)
        if words:
            yield Failed(facet.reason, words)


def make_checker(parser: Parser | None) -> Checker:
    """A function from a sentence and the sentences it may rest on to the verdict on it, with all that failed.

    Without a parser only words are compared.
    """
    gate = Gate(Analyst(parser))
    return lambda text, evidence: gate.judge([text], evidence, thorough=True)[0]
