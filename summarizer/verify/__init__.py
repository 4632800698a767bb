"""Whether a written sentence says what its evidence says.

    gate       which facets are asked, of whom, in which order; the verdicts
    facets     the table's rows and its three policies: vouched, as known, kept
    content, amounts, binding  facts read off the words;  roles, cuts  off the parse;  sayings  who says it
    shape      whether a sentence is whole and stands alone

Every facet compares the sentence with the sentences it cites, so that what is passed can be traced and what is turned
down has a reason from a closed list, and the words it failed on.
"""

from summarizer.verify.gate import REASONS, Gate, make_checker

__all__ = ["REASONS", "Gate", "make_checker"]
