"""What the stages share about language: sentences, words, facts (numbers, dates, names, quotations) and furniture.

Pure functions of strings. No models, no files. English first; folding makes other Latin spellings comparable.
"""

from summarizer.text.definite import dangling_nouns
from summarizer.text.facts import Number, capitalised_words, dates, days, numbers, quotations, without_quotations
from summarizer.text.furniture import is_furniture
from summarizer.text.people import (
    INSTITUTION,
    OWN_VOICE,
    ROLES,
    SPEECH,
    Reference,
    bare_names,
    full_name_of,
    full_names,
    open_pronoun,
    people,
    references,
    speaker,
)
from summarizer.text.saying import verbs_of_saying
from summarizer.text.sentences import article_sentences, sentence_spans
from summarizer.text.trees import FINITE, SUBJECTS, subtree
from summarizer.text.words import FUNCTION_WORDS, Word, content_words, fold, stem, words

__all__ = [
    "FINITE",
    "FUNCTION_WORDS",
    "INSTITUTION",
    "OWN_VOICE",
    "ROLES",
    "SPEECH",
    "SUBJECTS",
    "Number",
    "Reference",
    "Word",
    "article_sentences",
    "bare_names",
    "capitalised_words",
    "content_words",
    "dangling_nouns",
    "dates",
    "days",
    "fold",
    "full_name_of",
    "full_names",
    "is_furniture",
    "numbers",
    "open_pronoun",
    "people",
    "quotations",
    "references",
    "sentence_spans",
    "speaker",
    "stem",
    "subtree",
    "verbs_of_saying",
    "without_quotations",
    "words",
]
