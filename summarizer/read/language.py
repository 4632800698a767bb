"""Which language a text is in, offline. What a page or file declares, often the site's language, is asked last."""

from __future__ import annotations

import re

from summarizer.language import FUNCTION_WORDS, fold

#: Characters looked at; more does not change the answer for news.
_SAMPLE = 3_000
#: Share of English function words from which the model need not be asked. English news has 0.33 to 0.55, Dutch and
#: Afrikaans, which share most words with English, up to 0.15 (Universal Declaration of Human Rights, 6 languages).
_ENGLISH_SHARE = 0.25
#: Distinct English function words that go with it: a list or a table has fewer.
_ENGLISH_WORDS = 8
#: Letters under which nothing is said.
_LEAST_LETTERS = 20


def language_of(text: str, declared: str | None) -> str | None:
    """The language of a text; of one too short to tell, what its file declares.

    >>> language_of("12 500 km", "pt-BR")
    'pt'
    """
    code = (declared or "").strip().lower().replace("_", "-").partition("-")[0]
    return detect_language(text) or (code if len(code) == 2 and code.isalpha() else None)


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the text's language; None when there is too little of it.

    >>> detect_language("The talks went on for two days, and they said that it had been of use to both of them.")
    'en'
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _LEAST_LETTERS:
        return None
    tokens = re.findall(r"[^\W\d_]+", fold(sample))
    common = [token for token in tokens if token in FUNCTION_WORDS]
    if len(common) > _ENGLISH_SHARE * len(tokens) and len(set(common)) >= _ENGLISH_WORDS:
        return "en"
    from py3langid import classify  # 1 s with its model: only for texts that are not plainly English

    return str(classify(sample)[0])
