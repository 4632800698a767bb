"""Whether a written sentence says what its evidence says: hard checks first, then a score to rank what passes them.

Every check compares the sentence with the sentences it cites - their words in `checks`, their grammar in `grammar` - so
that what is passed can be traced and what is rejected has a reason from a closed list. The checks know no synonyms on
purpose: a writer that may only rearrange what it was given cannot invent.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from summarizer.text import sentence_spans
from summarizer.types import Checker, Parser, Token, Verdict
from summarizer.verify.checks import CHECKS
from summarizer.verify.grammar import drops_restriction, has_open_pronoun, is_promoted, is_whole, roles_changed
from summarizer.verify.wording import pair_support, wording_of

__all__ = ["REASONS", "make_checker", "pair_support", "support_score"]

#: The closed list of reasons for turning a candidate down, in the order in which the checks are made.
REASONS = (*CHECKS, "grammar", "role", "restriction")


def make_checker(parser: Parser | None) -> Checker:
    """A function from a sentence and the sentences it may rest on to the verdict on it.

    Without a parser, for languages it does not know, only words are compared.
    """

    @lru_cache(maxsize=4096)
    def parse(text: str) -> tuple[Token, ...]:
        return parser.parse([text])[0] if parser else ()

    def check(text: str, evidence: Sequence[str]) -> Verdict:
        candidate, sources = wording_of(text), tuple(map(wording_of, evidence))
        failed = [name for name, fails in CHECKS.items() if fails(candidate, sources)]
        if parser and not failed:  # parsing costs more than all the other checks together
            parsed, known = parse(text), [parse(source) for source in evidence]
            if not is_whole(parsed):
                failed.append("grammar")
            elif has_open_pronoun(parsed):
                failed.append("pronoun")
            elif text not in evidence and (roles_changed(parsed, known) or is_promoted(parsed, known)):
                failed.append("role")
            elif drops_restriction(text, parsed, known):
                failed.append("restriction")
        return Verdict(tuple(failed), pair_support(text, evidence))

    return check


def support_score(sentence: str, evidence: Sequence[str]) -> float:
    """How well a sentence is supported by the evidence texts, 0 to 1, without a threshold.

    Word pairs in their best evidence sentence: order inside a sentence is what tells a right statement from one with
    the same words in other roles.
    """
    sources = [text[a:b] for text in evidence for a, b in sentence_spans(text)]
    if not sources:
        return 0.0
    best = max(pair_support(sentence, [source]) for source in sources)
    return 0.5 * best + 0.5 * pair_support(sentence, sources)
