"""Whether a written sentence says what its evidence says.

    gate       which facets are asked, of whom, in which order; the verdicts
    facets     the table's rows and its three policies: vouched, as known, kept
    content, amounts, binding  facts read off the words;  roles, cuts  off the parse;  sayings  who says it
    shape      whether a sentence is whole and stands alone
    meaning    the soft facets and the judge of meaning, weighed together
    selection  the sentences of many that one can rest on

Every facet compares the sentence with the sentences it cites, so that what is passed can be traced and what is turned
down has a reason from a closed list, and the words it failed on.
"""

from summarizer.verify.gate import MEANING, REASONS, Gate, Screened, make_checker
from summarizer.verify.selection import select

__all__ = ["MEANING", "REASONS", "Gate", "Screened", "make_checker", "select"]
