"""Writing: a summary sentence for each chosen claim, merged by the writer, checked, and replaced where it fails.

`evidence` makes the source sentences readable alone, `splice` proposes merges made of their own words, `method` says
what a finished sentence is, and `compose` here asks the writer, checks everything and chooses.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarizer.compose.evidence import Evidence, prepare, tidy
from summarizer.compose.method import method_of
from summarizer.compose.shorten import shortened
from summarizer.compose.splice import fusions, longest_shared_run
from summarizer.text import FUNCTION_WORDS, content_words, numbers, people, references, sentence_spans, words
from summarizer.types import Checker, Claim, Parser, Prompt, Sentence, Story, Summary, SummarySentence, TextGenerator

__all__ = ["Evidence", "compose", "method_of", "tidy"]

CONDENSE = "You are a news editor. Rewrite the input text to make it more concise while preserving its core meaning."
MERGE = "You are a news editor. Merge the facts of the input sentences into one sentence."
#: Tokens of the longest sentence the writer may make, about 55 words.
MAX_NEW_TOKENS = 80
#: The plan is written until its plain sentences make this multiple of the words wanted: what is merged is shorter.
REFILL = 2.0
#: Sentences that state a claim and are given to the writer, and sentences that may lend it a phrase.
MAX_STATING, MAX_RELATED = 3, 2
#: Words in a row that such a sentence must share with the claim.
MIN_SHARED_RUN = 4
#: Candidates of a claim that are read by the writer's sense of language.
SHORTLIST = 6
#: A sentence is left out when this share of its content words has been said already.
REPEATED = 0.6
#: And when this share has been said and one of its figures.
REPEATED_FIGURE = 0.4
#: Share of a claim's weighted content a word must be worth: the price of length in choosing a candidate.
LENGTH_PRICE = 0.9
#: What it is worth, as such a share, to bring two sources together in one sentence.
MERGE_BONUS = 0.2
#: Length up to which a sentence reads easily.
EASY_WORDS = 24
#: Merges of a claim that are also tried in shorter forms.
MERGES_SHORTENED = 8
#: A joint this unexpected, in nats, is as smooth as ordinary news; each nat above it costs this share of a claim.
SMOOTH, FLUENCY_PRICE = 6.0, 0.04
_MARK = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class _Job:
    """A claim on its way to a sentence."""

    #: Sentences that state the claim, then sentences on the same matter.
    evidence: tuple[Evidence, ...]
    #: How many of them state it.
    stating: int

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences that state the claim."""
        return tuple(e.text for e in self.evidence[: self.stating])

    @property
    def related(self) -> tuple[str, ...]:
        """The sentences that may lend it a phrase."""
        return tuple(e.text for e in self.evidence[self.stating :])

    @property
    def all_texts(self) -> tuple[str, ...]:
        """What the checks compare with."""
        return tuple(e.text for e in self.evidence)


def compose(
    story: Story,
    plan: Sequence[Claim],
    sentences: Sequence[Sentence],
    salience: Mapping[str, float],
    writer: TextGenerator | None,
    parser: Parser,
    check: Checker,
    *,
    target_words: int,
    candidates: int,
    seed: int,
) -> Summary:
    """About `target_words` words on the claims of the plan, which come best first; nothing unchecked gets in.

    Without a writer each claim is told by its best source sentence. A claim none of whose sentences passes is left
    out, and the next one takes its place.
    """
    jobs = _jobs(story, plan, sentences, int(target_words * REFILL))
    written = _write(jobs, writer, candidates, seed) if writer else [[] for _ in jobs]
    named = frozenset(name for article in story.articles for name in people(article.text))
    rejections: Counter[str] = Counter()
    options = []
    for job, texts in zip(jobs, written, strict=True):
        proposals = [*texts, *_rearranged(job, parser, named)] if writer else []
        options.append(_passing(job, proposals, check, rejections))
    chosen = _choose(jobs, options, writer, salience)
    told = _fill(story, jobs, chosen, target_words)
    return Summary(tuple(told), tuple(sorted(rejections.items(), key=lambda item: (-item[1], item[0]))))


def _jobs(story: Story, plan: Sequence[Claim], sentences: Sequence[Sentence], limit: int) -> list[_Job]:
    """The first claims of the plan with their evidence, until there are words enough."""
    spans = {article.id: sentence_spans(article.text) for article in story.articles}
    known = {article.id: references(article.text, spans[article.id]) for article in story.articles}

    def evidence(sentence: Sentence) -> Evidence:
        article = story.article(sentence.article)
        reference = known[article.id].get(sentence.index)
        return prepare(article, sentence, story.origin_of(article.id), reference, spans[article.id])

    pool = [evidence(s) for s in sentences]
    jobs, total = [], 0
    for claim in plan:
        stating = [evidence(s) for s in claim.sentences[:MAX_STATING]]
        jobs.append(_Job((*stating, *_lenders(stating, pool)), len(stating)))
        total += len(words(stating[0].text))
        if total >= limit:
            break
    return jobs


def _lenders(stating: Sequence[Evidence], pool: Sequence[Evidence]) -> list[Evidence]:
    """Sentences of other origins that share long runs of words with the claim's first: they tell of the same moment."""
    first, content = stating[0], set(content_words(stating[0].text))
    others = [e for e in pool if e.origin != first.origin and e not in stating]
    near = [e for e in others if len(content & set(content_words(e.text))) >= MIN_SHARED_RUN - 1]
    runs = sorted(((longest_shared_run(first.text, e.text), -i) for i, e in enumerate(near)), reverse=True)
    return [near[-i] for run, i in runs[:MAX_RELATED] if run >= MIN_SHARED_RUN]


def _write(jobs: Sequence[_Job], writer: TextGenerator, candidates: int, seed: int) -> list[list[str]]:
    grammar = " ".join([*sorted(FUNCTION_WORDS), ". , ;"])
    prompts = [
        Prompt(
            instruction=MERGE if len(job.texts) > 1 else CONDENSE,
            text=" ".join(job.texts),
            vocabulary=" ".join([*job.texts, grammar]),
        )
        for job in jobs
    ]
    return writer.generate(prompts, candidates=candidates, max_new_tokens=MAX_NEW_TOKENS, seed=seed)


def _rearranged(job: _Job, parser: Parser, named: frozenset[str]) -> list[str]:
    """Merges of the claim's sentences, and shorter forms of them and of the sentences."""
    merged = fusions(job.texts, job.related, named)
    texts = [*job.texts, *merged[:MERGES_SHORTENED]]
    shorter = [
        short for text, parse in zip(texts, parser.parse(texts), strict=True) for short in shortened(text, parse)
    ]
    return [*merged, *shorter]


def _passing(job: _Job, proposals: Sequence[str], check: Checker, rejections: Counter[str]) -> list[str]:
    """The proposals that pass, and the plain sentences that do, without repetitions."""
    kept = []
    for text in dict.fromkeys([*proposals, *job.texts]):
        verdict = check(text, job.all_texts)
        if verdict.passed:
            kept.append(text)
        rejections.update(verdict.reasons[:1])
    return kept


def _choose(
    jobs: Sequence[_Job], options: Sequence[list[str]], writer: TextGenerator | None, salience: Mapping[str, float]
) -> list[str | None]:
    """The best candidate of each claim: much of the claim, in few words, in good English."""
    if writer is None:
        return [passing[0] if passing else None for passing in options]
    shortlists = []
    for job, passing in zip(jobs, options, strict=True):
        ranked = sorted(passing, key=lambda text: (-_worth(text, job, salience), text))
        shortlists.append(list(dict.fromkeys([*ranked[:SHORTLIST], *[t for t in job.texts if t in passing][:1]])))
    flat = [text for shortlist in shortlists for text in shortlist]
    surprisal = dict(zip(flat, writer.surprisal(flat), strict=True))
    best: list[str | None] = []
    for job, shortlist in zip(jobs, shortlists, strict=True):
        value = {
            t: _worth(t, job, salience) - FLUENCY_PRICE * _roughness(t, job.all_texts, surprisal[t]) for t in shortlist
        }
        best.append(max(shortlist, key=lambda t: (value[t], t), default=None))
    return best


def _roughness(text: str, sources: Sequence[str], surprisal: Sequence[tuple[int, float]]) -> float:
    """How much the joints of a text jar: the worst surprise, in nats over `SMOOTH`, where no source has the two words.

    Only joints are looked at: elsewhere the words are a source's own, and rare names are no fault.
    """
    known = {pair for source in sources for pair in pairwise(_marks(source))}
    found = [(m.group().lower(), m.start()) for m in _MARK.finditer(text)]
    joints = {b[1] for a, b in pairwise(found) if (a[0], b[0]) not in known}
    nats = [n for start, n in surprisal if start in joints or start + 1 in joints]
    return max(0.0, max(nats, default=0.0) - SMOOTH)


def _marks(text: str) -> list[str]:
    return [m.group().lower() for m in _MARK.finditer(text)]


def _worth(text: str, job: _Job, salience: Mapping[str, float]) -> float:
    """Weighted content of the text less the price of its length, both as shares of the claim's fullest sentence.

    What brings two sources together is worth more than what either says alone.
    """
    content = set(content_words(text))
    fullest = max(sum(salience.get(w, 0.0) for w in set(content_words(source))) for source in job.texts)
    said = sum(salience.get(w, 0.0) for w in content)
    longest = max(len(words(source)) for source in job.texts)
    merges = not any(content <= set(content_words(source)) for source in job.all_texts)
    return said / max(1e-9, fullest) - LENGTH_PRICE * _length(text) / longest + MERGE_BONUS * merges


def _length(text: str) -> int:
    """Words, those beyond `EASY_WORDS` counted twice: long sentences are hard to read."""
    number = len(words(text))
    return number + max(0, number - EASY_WORDS)


def _fill(story: Story, jobs: Sequence[_Job], chosen: Sequence[str | None], target: int) -> list[SummarySentence]:
    """The sentences in reading order: best claims first until the words are used up, without repetition."""
    said: set[str] = set()
    figures: set[float] = set()
    taken: list[tuple[float, SummarySentence]] = []
    length = 0
    for job, text in zip(jobs, chosen, strict=True):
        if text is None:
            continue
        content = set(content_words(text))
        size = len(words(text))
        fits = length + size <= target * 1.1 or not taken
        if not content or not fits or _is_repeated(text, content, said, figures):
            continue
        said |= content
        figures |= _telling_figures(text)
        length += size
        place = -1.0 if not taken else _place(story, job)
        taken.append((place, _sentence(text, job)))
        if length >= target * 0.95:
            break
    return [sentence for _, sentence in sorted(taken, key=lambda item: item[0])]


def _is_repeated(text: str, content: set[str], said: set[str], figures: set[float]) -> bool:
    """Whether a sentence has been told: most of its words, or a figure of it with some of its words."""
    share = len(content & said) / len(content)
    return share >= REPEATED or (share >= REPEATED_FIGURE and bool(_telling_figures(text) & figures))


def _telling_figures(text: str) -> set[float]:
    """Figures that few facts share: no small counts and no years."""
    return {n.value for n in numbers(text) if n.value > 12 and not 1900 <= n.value <= 2100}


def _place(story: Story, job: _Job) -> float:
    """Where in their articles the sentences of a claim stand, 0 to 1: the order in which the outlets tell it."""
    places = [e.citations[0].start / max(1, len(story.article(e.citations[0].article).text)) for e in job.evidence]
    return sum(places) / len(places)


def _sentence(text: str, job: _Job) -> SummarySentence:
    """The text with the citations it needs: sentences that give it no word are not cited."""
    method, used = method_of(text, job.all_texts, [e.origin for e in job.evidence])
    cited = dict.fromkeys(c for i in used for c in job.evidence[i].citations)
    return SummarySentence(text, tuple(cited), method)
