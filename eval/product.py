"""The product as the bench sees it: a few calls to the public names of `summarizer`, models loaded once.

What the product gives is turned into the bench's own plain values here, so that measures know nothing of its types.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from eval.errors import EvalError
from eval.items import ClusterItem, Document
from eval.measures.details import ShownDetail, Told
from eval.remembered import remembered
from eval.told import ToldSentence
from summarizer import Article, Settings, clean_text

if TYPE_CHECKING:
    from summarizer import Models, StoryReport


def settings_from(pairs: Sequence[str]) -> Settings:
    """The product's settings with `name=value` overrides; EvalError for an unknown name or a value of another type."""
    known = {field.name: str(field.type) for field in fields(Settings)}
    values: dict[str, Any] = {}
    for pair in pairs:
        name, _, text = pair.partition("=")
        if name not in known:
            raise EvalError(f"--setting {pair}: no such setting; there are {', '.join(sorted(known))}")
        values[name] = _value(text, known[name], pair)
    return replace(Settings(), **values)


def _value(text: str, kind: str, pair: str) -> Any:
    if kind.startswith("bool"):
        if text not in ("true", "false"):
            raise EvalError(f"--setting {pair}: expected true or false")
        return text == "true"
    for name, convert in (("int", int), ("float", float)):
        if kind.startswith(name):
            try:
                return convert(text)
            except ValueError as error:
                raise EvalError(f"--setting {pair}: expected {name}") from error
    return text


def load(settings: Settings) -> Models:
    """The models that the settings ask for; this loads torch."""
    from summarizer import load_models

    return load_models(**settings.models())


def model_names(models: Models) -> tuple[tuple[str, str], ...]:
    """(role, name and hash) of each model."""
    roles = ((field.name, getattr(models, field.name)) for field in fields(models))
    return tuple((role, model.name) for role, model in roles if model is not None)


class Product:
    """The product with given settings. Its models are loaded when first needed, once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def models(self) -> Models:
        """The writer (none when extractive), the encoder, the parser and the judge of meaning (if there is one)."""
        return load(self.settings)

    @property
    def model_names(self) -> tuple[tuple[str, str], ...]:
        """(role, name and hash) of the models that the settings ask for."""
        return model_names(self.models)

    def tell(self, articles: Sequence[Article]) -> StoryReport | None:
        """The articles told as one story; None if the product left all of them out."""
        from summarizer import brief_articles

        if not articles:
            return None
        briefing = brief_articles(articles, replace(self.settings, one_story=True), models=self.models)
        for skipped in briefing.skipped:
            print(f"warning: {skipped.path} is left out: {skipped.reason} {skipped.detail}", file=sys.stderr)
        return briefing.stories[0] if briefing.stories else None

    def told_sentences(self, report: StoryReport) -> list[ToldSentence]:
        """The sentences of its summary with the words they cite and the claims they tell.

        A sentence's claim is the one that most of its citations belong to.
        """
        from summarizer import find_claims

        text_of = {article.id: article.text for article in report.story.articles}
        claims = [
            tuple(text_of[s.article][s.start : s.end] for s in claim.sentences)
            for claim in find_claims(report.story, self.models)
        ]
        told = []
        for sentence in report.summary.sentences:
            cited = tuple(text_of[c.article][c.start : c.end] for c in sentence.citations)
            claim = max(claims, key=lambda texts: (len(set(texts) & set(cited)), len(texts)), default=())
            told.append(ToldSentence(sentence.text, sentence.method, cited, claim if set(claim) & set(cited) else ()))
        return told

    def told(self, texts: Sequence[str], name: str) -> Told:
        """What only one of the texts says, and where they disagree; the texts are taken as they are."""
        articles = [
            Article(f"{name}-{number}", None, text, str(number + 1), language="en") for number, text in enumerate(texts)
        ]
        report = self.tell(articles)
        if report is None:
            return Told(())
        numbers = {article.id: number for number, article in enumerate(articles)}
        details = tuple(ShownDetail(numbers[d.article], d.start, d.end, d.focus) for d in report.details)
        disagreements = tuple(
            tuple((numbers[c.article], c.start, c.end) for side in each.sides for c in side.citations)
            for each in report.disagreements
        )
        return Told(details, disagreements)

    @cached_property
    def _remembered(self) -> Models:
        return remembered(self.models)

    def details_told(self, texts: Sequence[str], name: str) -> Told:
        """What only one of the texts says, and nothing else; a text is encoded and parsed once, however often told."""
        from summarizer import cluster_articles, find_details

        articles = [
            Article(f"{name}-{number}", None, text, str(number + 1), language="en") for number, text in enumerate(texts)
        ]
        (story,) = cluster_articles(articles, replace(self.settings, one_story=True))
        numbers = {article.id: number for number, article in enumerate(articles)}
        found = find_details(story, self._remembered, self.settings.details)
        return Told(tuple(ShownDetail(numbers[d.article], d.start, d.end, d.focus) for d in found))

    def were_told(self, texts: Sequence[str], told: Sequence[str]) -> list[bool]:
        """For each text whether it was told already, as `--since` judges it."""
        from summarizer import told_before

        return told_before(texts, told, self.models.encoder)

    def cluster(self, items: Sequence[ClusterItem]) -> dict[str, str]:
        """For each article id, the id of its story."""
        from summarizer import cluster_articles

        stories = cluster_articles(list(map(article_of, items)), self.settings)
        return {article.id: story.id for story in stories for article in story.articles}


def article_of(item: ClusterItem) -> Article:
    """An article to be clustered, as the readers would give it."""
    return Article(item.id, item.title, item.text, item.source, item.published, item.url, "en")


def articles_of(documents: Sequence[Document], name: str) -> list[Article]:
    """An article for each document, cleaned as the readers do it, less those of which nothing is left.

    Nobody knows the outlets, so each article has its own; a number is nobody's name, and no words are told as its.
    """
    texts = [clean_text(document.text) for document in documents]
    return [
        Article(f"{name}-{number}", document.title, text, str(number + 1), language="en")
        for number, (document, text) in enumerate(zip(documents, texts, strict=True))
        if text
    ]
