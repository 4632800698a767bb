"""What a run knows already: files it has read before, stories it has told before, and the models when it needs them.

    Memory(store, ...)   .file()  .grouping()  .report()  -->  what was made of the same by the same code, or None
                         .keep_...()                          from now on known
                         .models                              loaded when first asked for

Without a store nothing is known, and nothing is kept. Leaves out when a stage is asked: that is `pipeline`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any, get_type_hints

from summarizer.config import Settings
from summarizer.given import SETTINGS, load
from summarizer.store.making import code_of_reading, code_of_stages, key_of, settings_of_report
from summarizer.store.parses import KnownParser
from summarizer.store.shelf import Store
from summarizer.types import Article, Encoder, FileRead, KnownParts, Models, Story, StoryReport

if TYPE_CHECKING:
    from summarizer.types import FloatArray

#: Seconds that a file of a model must have stood as it is, before its hash is kept by its times: within one tick of the
#: clock it could change again.
SETTLED = 10
#: The fields of a report that are kept: its story is at hand, and gives its articles.
_TOLD = tuple(each.name for each in fields(StoryReport) if each.name != "story")


@dataclass(frozen=True, slots=True)
class ModelNames:
    """What the manifest calls the models; None for one that there is not."""

    writer: str | None
    encoder: str
    judge: str | None


@dataclass(frozen=True, slots=True)
class Grouping:
    """The stories of some articles, and the overrides that found nothing to do."""

    stories: tuple[tuple[str, str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...]
    unmatched: tuple[str, ...]


class Memory:
    """What is known, and the models of the run."""

    def __init__(
        self, store: Store | None, settings: Settings, models: Models | None, load: Callable[[], Models]
    ) -> None:
        self.store = store
        self._settings = settings
        self._given = models
        self._load = load
        #: Claims that a writer elsewhere did not write in this run.
        self._fallen = 0

    @cached_property
    def models(self) -> Models:
        """The models, loaded now if they are not yet; with a store each text is parsed once."""
        models = self._given or self._load()
        return replace(models, parser=KnownParser(self.store, models.parser)) if self.store else models

    @property
    def loaded(self) -> bool:
        """Whether the models have been needed in this run."""
        return "models" in self.__dict__

    @property
    def encoder(self) -> Encoder:
        """The encoder, loaded with the others when it is first used."""
        return _WhenUsed(self)

    @cached_property
    def identity(self) -> str:
        """Which models they are; they are loaded only where nothing else tells."""
        from summarizer.models import identity_of_models, identity_of_settings

        if self._given:
            return identity_of_models(self._given)
        named = self._settings
        found = identity_of_settings(
            named.model,
            named.encoder,
            named.verifier,
            adapter=named.adapter,
            extractive=named.extractive,
            digest=self.digest,
        )
        return found or identity_of_models(self.models)

    def digest(self, path: Path) -> str:
        """SHA-256 of a file of a model, which is read again only where it may have changed since."""
        from summarizer.models.store import file_digest

        if self.store is None:
            return file_digest(path)
        stat = path.stat()
        key = key_of(str(path.absolute()), stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
        found = self.store.get_bytes("digest", key)
        if found is None:
            found = file_digest(path).encode()
            if time() - max(stat.st_mtime, stat.st_ctime) > SETTLED:
                self.store.put_bytes("digest", key, found)
        return found.decode()

    @cached_property
    def names(self) -> ModelNames:
        """What the manifest calls them."""
        if self.store is None:
            return _names(self.models)
        key = key_of(code_of_stages(), self.identity)
        found = self.store.get("names", key, ModelNames)
        if found is None:
            found = _names(self.models)
            self.store.put("names", key, found)
        return found

    @cached_property
    def parts(self) -> KnownParts | None:
        """What is known of single articles; None without a store."""
        return PartMemory(self.store) if self.store else None

    def grouping(self, articles: Sequence[Article]) -> tuple[tuple[Story, ...], tuple[str, ...]] | None:
        """The stories of these articles and the overrides that found nothing to do, if they were grouped before."""
        found = self.store.get("group", self._group_key(articles), Grouping) if self.store else None
        if found is None:
            return None
        by_id = {article.id: article for article in articles}
        stories = (
            Story(i, head, tuple(by_id[a] for a in members), origins) for i, head, members, origins in found.stories
        )
        return tuple(stories), found.unmatched

    def keep_grouping(self, articles: Sequence[Article], stories: Sequence[Story], unmatched: tuple[str, ...]) -> None:
        """From now on these articles make these stories."""
        if self.store:
            told = tuple((s.id, s.headline, tuple(a.id for a in s.articles), s.origins) for s in stories)
            self.store.put("group", self._group_key(articles), Grouping(told, unmatched))

    def _group_key(self, articles: Sequence[Article]) -> bytes:
        named = self._settings.overrides
        overrides = load(Path(named), SETTINGS) if named else b""
        return key_of(code_of_stages(), self._settings.one_story, overrides, *articles)

    def report(self, story: Story) -> StoryReport | None:
        """What was told of exactly this story."""
        found = self.store.get("report", self._report_key(story), _told_fields()) if self.store else None
        return None if found is None else _report(story, found)

    def keep_report(self, report: StoryReport, story: Story) -> None:
        """From now on this is told of this story; not where a writer elsewhere did not write all that it was asked."""
        fallback = getattr(self.models.writer, "fallback", None)
        before, self._fallen = self._fallen, getattr(fallback, "claims", 0)
        if self.store and before == self._fallen:
            kept = (report.story.headline, *(getattr(report, name) for name in _TOLD))
            self.store.put("report", self._report_key(story), kept)

    def _report_key(self, story: Story) -> bytes:
        # Where the files lie plays no part in what is told of them.
        articles = tuple(replace(article, path=None) for article in story.articles)
        plain = replace(story, articles=articles)
        return key_of(code_of_stages(), self.identity, settings_of_report(self._settings), plain)


def _names(models: Models) -> ModelNames:
    writer, judge = models.writer, models.judge
    return ModelNames(writer.name if writer else None, models.encoder.name, judge.name if judge else None)


@cache
def _told_fields() -> Any:
    """The type of what is kept of a report: its story's headline, and all its fields but the story."""
    hints = get_type_hints(StoryReport)
    kinds = (str, *(hints[name] for name in _TOLD))
    return tuple.__class_getitem__(kinds)


def _report(story: Story, kept: tuple[Any, ...]) -> StoryReport:
    headline, *told = kept
    return StoryReport(replace(story, headline=headline), **dict(zip(_TOLD, told, strict=True)))


@dataclass(frozen=True, slots=True)
class _WhenUsed:
    """The encoder of a run that may not need it."""

    memory: Memory

    @property
    def name(self) -> str:
        """As the manifest has it."""
        return self.memory.names.encoder

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """As the encoder does."""
        return self.memory.models.encoder.encode(texts)

    @property
    def encode_words(self) -> Any:
        """As the encoder does; None for one that reads no words."""
        return getattr(self.memory.models.encoder, "encode_words", None)


class PartMemory:
    """What is known of articles, by what they say."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._keys: dict[Article, bytes] = {}

    def part(self, kind: str, article: Article) -> bytes | None:
        """What was computed of an article that says just this."""
        return self._store.get_bytes(kind, self._key(article))

    def keep_part(self, kind: str, article: Article, data: bytes) -> None:
        """From now on this is what it comes to."""
        self._store.put_bytes(kind, self._key(article), data)

    def _key(self, article: Article) -> bytes:
        found = self._keys.get(article)
        if found is None:
            told = (article.title, article.text, article.source, article.published, article.language)
            found = self._keys[article] = key_of(code_of_stages(), *told)
        return found


class FileMemory:
    """What is known of files, by their names and bytes."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def file(self, name: str, sha256: str, limits: object) -> FileRead | None:
        """What was read of a file of that name and content within these limits."""
        return self._store.get("read", key_of(code_of_reading(), name, sha256, limits), FileRead)

    def keep_file(self, name: str, sha256: str, limits: object, read: FileRead) -> None:
        """From now on this is what is in it."""
        self._store.put("read", key_of(code_of_reading(), name, sha256, limits), read)
