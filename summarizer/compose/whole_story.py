"""The second way to write: an encoder-decoder reads the whole story, as PRIMERA does (Xiao et al. 2022).

Its sentences are nothing but further proposals for the claims that they tell of: they pass the same checks, against the
same source sentences, and are chosen, cited and ordered like all others.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.compose.jobs import Job
from summarizer.language import content_words, sentence_spans, tidy
from summarizer.types import Story, TextGenerator

#: Tokens that a word of English takes, with something to spare.
TOKENS_A_WORD = 1.6
#: Share of a sentence's content words that a claim's evidence must have for it to be a way to tell that claim.
TELLS = 0.7


def write_whole(story: Story, writer: TextGenerator, target_words: int, candidates: int, seed: int) -> list[str]:
    """The sentences, each once, of what the model writes about the story; none for a model that takes claims alone.

    It reads one article of each origin: copies would only crowd out the others.
    """
    documents = [story.article(origin[0]).text for origin in story.origins]
    texts = writer.write_story(
        documents, candidates=candidates, max_new_tokens=int(TOKENS_A_WORD * target_words), seed=seed
    )
    return list(dict.fromkeys(tidy(text[a:b]) for text in texts for a, b in sentence_spans(text)))


def telling(job: Job, sentences: Sequence[str]) -> list[str]:
    """Those of the sentences that tell of this claim."""
    known = {word for text in job.all_texts for word in content_words(text)}
    return [text for text in sentences if (mine := set(content_words(text))) and len(mine & known) >= TELLS * len(mine)]
