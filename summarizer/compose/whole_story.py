"""The second way to write: an encoder-decoder reads the whole story, as PRIMERA does (Xiao et al. 2022).

Its sentences are nothing but further proposals for the claims that they tell of: they pass the same checks, against the
same source sentences, and are chosen, cited and ordered like all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarizer.compose.evidence import readable
from summarizer.compose.proposals import Job
from summarizer.language import Analysed, sentence_spans
from summarizer.types import TextGenerator

if TYPE_CHECKING:
    from summarizer.compose import Options
    from summarizer.material import Material

#: Tokens that a word of English takes, with something to spare.
TOKENS_A_WORD = 1.6
#: Share of a sentence's content words that a claim's evidence must have for it to be a way to tell that claim.
TELLS = 0.7


def write_whole(material: Material, writer: TextGenerator, options: Options) -> tuple[Analysed, ...]:
    """The sentences, each once, of what the model writes about the story; none for a model that takes claims alone.

    It reads one article of each origin: copies would only crowd out the others.
    """
    documents = [material.story.article(origin[0]).text for origin in material.story.origins]
    length = int(TOKENS_A_WORD * options.words)
    texts = writer.write_story(documents, candidates=options.candidates, max_new_tokens=length, seed=options.seed)
    return tuple(dict.fromkeys(readable(material, text[a:b]) for text in texts for a, b in sentence_spans(text)))


def telling(job: Job, sentences: Sequence[Analysed]) -> list[Analysed]:
    """Those of the sentences that tell of this claim."""
    known = frozenset().union(*(source.bag for source in job.said))
    return [said for said in sentences if said.bag and len(said.bag & known) >= TELLS * len(said.bag)]
