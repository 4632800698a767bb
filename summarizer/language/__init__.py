"""All that the program knows of language. No word list, month name, verb of saying or pattern of quotations elsewhere.

    marks        letters, quotation marks and sentence ends of every script
    lexicon      the words of a language and the patterns made of them, from `en.toml` and `boilerplate.toml`
    words, sentences, calendar, figures, names, boilerplate: what a text is made of
    tree         a parsed sentence
    attribution  who says it
    references   whether it can stand alone
    analysed     a sentence with all of this, computed once

Pure functions of strings and parses. English first; what has no file is served by `marks` alone.
"""

from summarizer.language import lexicon, marks
from summarizer.language.analysed import Analysed, Analyst, analyse
from summarizer.language.attribution import CUE, Speech, Statement, made_by, speaker_in, speaker_of
from summarizer.language.boilerplate import bare, is_furniture, labels, tidy
from summarizer.language.calendar import MONTHS, WEEKDAYS, Day, TimeOfDay, dates, days, times, weekdays, years
from summarizer.language.figures import Number, numbers
from summarizer.language.marks import quotations, without_quotations
from summarizer.language.names import (
    NAME,
    ROLES,
    bare_names,
    capitalised_words,
    full_name_of,
    full_names,
    is_one_person,
    last_name,
    people,
)
from summarizer.language.openings import label_end
from summarizer.language.references import (
    Reference,
    dangling_nouns,
    has_open_pronoun,
    leaves_open,
    names_of_people,
    open_pronoun,
    points_back,
    references,
)
from summarizer.language.sentences import article_sentences, each_sentence, sentence_spans
from summarizer.language.tree import (
    ASIDES,
    BEFORE_NOUN,
    CLAUSES,
    COUNTING,
    FINITE,
    OBJECTS,
    SUBJECT_ROLES,
    SUBJECTS,
    Tree,
)
from summarizer.language.words import FUNCTION_WORDS, Word, content_words, fold, stem, words

__all__ = [
    "ASIDES",
    "BEFORE_NOUN",
    "CLAUSES",
    "COUNTING",
    "CUE",
    "FINITE",
    "FUNCTION_WORDS",
    "MONTHS",
    "NAME",
    "OBJECTS",
    "ROLES",
    "SUBJECTS",
    "SUBJECT_ROLES",
    "WEEKDAYS",
    "Analysed",
    "Analyst",
    "Day",
    "Number",
    "Reference",
    "Speech",
    "Statement",
    "TimeOfDay",
    "Tree",
    "Word",
    "analyse",
    "article_sentences",
    "bare",
    "bare_names",
    "capitalised_words",
    "content_words",
    "dangling_nouns",
    "dates",
    "days",
    "each_sentence",
    "fold",
    "full_name_of",
    "full_names",
    "has_open_pronoun",
    "is_furniture",
    "is_one_person",
    "label_end",
    "labels",
    "last_name",
    "leaves_open",
    "lexicon",
    "made_by",
    "marks",
    "names_of_people",
    "numbers",
    "open_pronoun",
    "people",
    "points_back",
    "quotations",
    "references",
    "sentence_spans",
    "speaker_in",
    "speaker_of",
    "stem",
    "tidy",
    "times",
    "weekdays",
    "without_quotations",
    "words",
    "years",
]
