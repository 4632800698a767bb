"""Whether a written sentence says what its evidence says: hard checks, each with a reason.

Every check compares the sentence with the sentences it cites - figures and names, small words, who says it, grammar -
so that what is passed can be traced and what is rejected has a reason from a closed list. The checks know no synonyms
on purpose: a writer that may only rearrange what it was given cannot invent. A source's own sentence is only asked
whether it can stand alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from summarizer.language import Tree, has_open_pronoun, names_of_people, people
from summarizer.types import Checker, Parser, Verdict
from summarizer.verify.checks import CHECKS, STANDS_ALONE
from summarizer.verify.cuts import cuts_amiss
from summarizer.verify.grammar import (
    drops_restriction,
    is_promoted,
    moves_circumstance,
    moves_day,
    roles_changed,
)
from summarizer.verify.sayers import changes_sayer
from summarizer.verify.wholeness import is_plausible, is_whole
from summarizer.verify.wording import pair_support, wording_of

__all__ = ["REASONS", "make_checker", "pair_support"]

_RELATIONS = (roles_changed, is_promoted, moves_circumstance, moves_day)
#: The closed list of reasons for turning a candidate down, in the order in which the checks are made.
REASONS = (*CHECKS, "grammar", "role", "restriction", "cut")


def make_checker(parser: Parser | None) -> Checker:
    """A function from a sentence and the sentences it may rest on to the verdict on it.

    Without a parser, for languages it does not know, only words are compared.
    """

    @lru_cache(maxsize=4096)
    def parse(text: str) -> Tree:
        return Tree(parser.parse([text])[0] if parser else ())

    def check(text: str, evidence: Sequence[str]) -> Verdict:
        candidate, sources = wording_of(text), tuple(map(wording_of, evidence))
        copied = text in evidence  # a source's own sentence can only be unfit to stand alone
        checks = {name: CHECKS[name] for name in STANDS_ALONE} if copied else CHECKS
        failed = [name for name, fails in checks.items() if fails(candidate, sources)]
        if parser and not failed:  # parsing costs more than all the other checks together
            parsed, known = parse(text), [parse(source) for source in evidence]
            if not (is_plausible(parsed) if copied else is_whole(parsed)):
                failed.append("grammar")
            elif has_open_pronoun(parsed, people(" ".join(evidence)) | names_of_people(known)):
                failed.append("pronoun")
            elif not copied and any(changed(parsed, known) for changed in _RELATIONS):
                failed.append("role")
            elif not copied and changes_sayer(parsed, known):
                failed.append("speaker")
            elif not copied and drops_restriction(text, parsed, known):
                failed.append("restriction")
            elif not copied and cuts_amiss(parsed, known):
                failed.append("cut")
        return Verdict(tuple(failed), pair_support(text, evidence))

    return check
