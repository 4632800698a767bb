"""Hand-built briefings of invented news for the tests of rendering."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import numpy as np

from summarizer.language import Analyst, article_sentences, sentence_spans
from summarizer.material import Material
from summarizer.types import (
    Article,
    Briefing,
    Citation,
    Detail,
    Disagreement,
    InputFile,
    Manifest,
    Side,
    Since,
    Skipped,
    Story,
    StoryReport,
    StorySince,
    Summary,
    SummarySentence,
)

if TYPE_CHECKING:
    from summarizer.types import FloatArray

BRIDGE_A = Article(
    id="bridge-a",
    title="Old bridge at Marrow Ford closed after crack is found",
    text="The bridge at Marrow Ford was closed on Tuesday after divers found a crack in its second pier. "
    "Mayor Ilse Brandt spoke at the ford. She said repairs would cost 4.2 million crowns and last until October. "
    "About 9,000 vehicles cross the bridge each day.",
    source="Marrow Gazette",
    published=datetime(2031, 5, 6, 9, 30, tzinfo=UTC),
    url="https://gazette.example/news/bridge?id=7&page=1",
    language="en",
    path="in/bridge-a.txt",
)
BRIDGE_A_COPY = replace(
    BRIDGE_A,
    id="bridge-a2",
    source="Valley Post",
    published=datetime(2031, 5, 6, 11, 0, tzinfo=UTC),
    url="https://valleypost.example/bridge",
    path="in/bridge-a2.txt",
)
BRIDGE_B = Article(
    id="bridge-b",
    title="Crack shuts Marrow Ford crossing",
    text="Divers found a crack in a pier of the Marrow Ford bridge, which was shut on Tuesday. "
    "The repairs will cost 5 million crowns, engineer Tomas Rehn said. "
    "A ferry will carry people on foot from Thursday.",
    source="Radio Nord",
    published=datetime(2031, 5, 7, 7, 15, tzinfo=UTC),
    url="https://radionord.example/a/1",
    language="en",
    path="in/bridge-b.html",
)
LANTERN = Article(
    id="lantern",
    title=None,
    text="The lantern festival in Câu Hải drew 20,000 visitors, its organisers said. Rain is expected tonight.",
    source=None,
    published=None,
    url=None,
    language="en",
    path="in/notes/lantern.txt",
)


def cite(article: Article, words: str) -> Citation:
    """The place of the words in the article."""
    start = article.text.index(words)
    return Citation(article.id, start, start + len(words))


def detail(article: Article, words: str, focus: str, weight: float, **more: str) -> Detail:
    """A detail of the article, given as words."""
    at, new = cite(article, words), cite(article, focus)
    return Detail(
        article.id, at.start, at.end, (new.start, new.end), more.get("speaker"), weight, more.get("antecedent")
    )


BRIDGE = StoryReport(
    story=Story(
        "story-bridge",
        "Cracked bridge at Marrow Ford is closed",
        (BRIDGE_A, BRIDGE_A_COPY, BRIDGE_B),
        (("bridge-a", "bridge-a2"), ("bridge-b",)),
    ),
    summary=Summary(
        (
            SummarySentence(
                "The Marrow Ford bridge was closed on Tuesday after divers found a crack in its second pier.",
                (
                    cite(
                        BRIDGE_A,
                        BRIDGE_A.text[:94],
                    ),
                    cite(
                        BRIDGE_B,
                        "Divers found a crack in a pier of the Marrow Ford bridge, which was shut on Tuesday.",
                    ),
                ),
                "merged",
            ),
            SummarySentence(
                "About 9,000 vehicles cross the bridge each day.",
                (cite(BRIDGE_A, "About 9,000 vehicles cross the bridge each day."),),
                "copied",
            ),
        ),
        (("number", 3),),
    ),
    details=(
        detail(
            BRIDGE_B,
            "A ferry will carry people on foot from Thursday.",
            "A ferry will carry people on foot from Thursday",
            0.9,
        ),
        detail(
            BRIDGE_A,
            "She said repairs would cost 4.2 million crowns and last until October.",
            "last until October",
            0.8,
            speaker="Ilse Brandt",
            antecedent="Mayor Ilse Brandt",
        ),
        detail(BRIDGE_A, "About 9,000 vehicles cross the bridge each day.", "9,000 vehicles", 0.4),
    ),
    disagreements=(
        Disagreement(
            "cost of the repairs",
            "number",
            (
                Side(
                    "4.2 million crowns",
                    (cite(BRIDGE_A, "She said repairs would cost 4.2 million crowns and last until October."),),
                ),
                Side(
                    "5 million crowns",
                    (cite(BRIDGE_B, "The repairs will cost 5 million crowns, engineer Tomas Rehn said."),),
                ),
            ),
        ),
    ),
)
FESTIVAL = StoryReport(
    story=Story("story-festival", "Lantern festival draws 20,000", (LANTERN,), (("lantern",),)),
    summary=Summary(
        (
            SummarySentence(
                "The lantern festival in Câu Hải drew 20,000 visitors, its organisers said.",
                (cite(LANTERN, "The lantern festival in Câu Hải drew 20,000 visitors, its organisers said."),),
                "copied",
            ),
        )
    ),
    details=(detail(LANTERN, "Rain is expected tonight.", "Rain is expected tonight.", 0.5),),
)
MANIFEST = Manifest(
    version="0.1.0",
    model="SmolLM2-135M-Instruct 0123456789ab",
    encoder="all-MiniLM-L6-v2 ba9876543210",
    settings=(("words", 130), ("details", 5), ("model", None), ("extractive", False)),
    inputs=(InputFile("in/bridge-a.txt", "a" * 64), InputFile("in/bridge-b.html", "b" * 64)),
    rejections=(("number", 3),),
    verifier="judge@00112233aabb",
)
BRIEFING = Briefing(
    title="The Valley today",
    date=date(2031, 5, 7),
    stories=(BRIDGE, FESTIVAL),
    skipped=(
        Skipped("in/paywall.html", "read", "stub", "2 sentences"),
        Skipped("in/broken.json", "read", "malformed", "line 3"),
    ),
    manifest=MANIFEST,
)


#: The day after `BRIEFING`: the bridge has news among what is known, the festival has none, and a library opens.
BRIDGE_C = Article(
    id="bridge-c",
    title="Ferry starts at Marrow Ford",
    text="The ferry at Marrow Ford began on Thursday and carried 310 people on its first day. "
    "The bridge was closed on Tuesday after divers found a crack in its second pier. "
    "The crack is longer than first thought, engineer Tomas Rehn said; repairs will cost 6 million crowns.",
    source="Marrow Gazette",
    published=datetime(2031, 5, 8, 18, 0, tzinfo=UTC),
    path="in/bridge-c.txt",
)
FERRY = Article(
    id="ferry",
    title="Marrow Ford ferry under way",
    text="On Thursday the ferry at Marrow Ford carried its first 310 people. The fare is one crown.",
    source="Radio Nord",
    path="in/ferry.txt",
)
LIBRARY = Article(
    id="library",
    title="New library in Osterby",
    text="Osterby opened its new library on Thursday. It holds 40,000 books and a reading room for children.",
    source="Osterby Bote",
    path="in/library.txt",
)


def story(key: str, headline: str, article: Article, *sentences: str, **more: object) -> StoryReport:
    written = tuple(SummarySentence(words, (cite(article, words),), "copied") for words in sentences)
    report = StoryReport(Story(key, headline, (article,), ((article.id,),)), Summary(written))
    return replace(report, **more)


BRIDGE_TODAY = story(
    "bridge-today",
    "Ferry replaces closed Marrow Ford bridge",
    BRIDGE_C,
    "The bridge was closed on Tuesday after divers found a crack in its second pier.",
    "The ferry at Marrow Ford began on Thursday and carried 310 people on its first day.",
    details=(detail(BRIDGE_C, BRIDGE_C.text[BRIDGE_C.text.index("The crack is") :], "6 million crowns", 0.9),),
)
BRIDGE_TODAY = replace(
    BRIDGE_TODAY, story=replace(BRIDGE_TODAY.story, articles=(BRIDGE_C, FERRY), origins=(("bridge-c",), ("ferry",)))
)
FESTIVAL_TODAY = replace(FESTIVAL, story=replace(FESTIVAL.story, id="festival-today"))
LIBRARY_TODAY = story("library", "Osterby opens a library", LIBRARY, "Osterby opened its new library on Thursday.")
TODAY = Briefing(
    "The Valley today", date(2031, 5, 8), (FESTIVAL_TODAY, LIBRARY_TODAY, BRIDGE_TODAY), (), replace(MANIFEST)
)
GONE = story("gone", "Mast falls in Tarn", replace(LIBRARY, id="mast", text="A radio mast fell in Tarn overnight."))
YESTERDAY = replace(BRIEFING, stories=(*BRIEFING.stories, GONE))


#: What `TODAY` is after `YESTERDAY`, marked by hand: what is new goes first.
NEXT_DAY = replace(
    TODAY,
    stories=(LIBRARY_TODAY, BRIDGE_TODAY, FESTIVAL_TODAY),
    since=Since(
        date=date(2031, 5, 7),
        stories=(
            StorySince("bridge-today", "Cracked bridge at Marrow Ford is closed", sentences=(1,), details=(0,)),
            StorySince("festival-today", "Lantern festival draws 20,000", sentences=()),
        ),
        ended=("Mast falls in Tarn",),
    ),
)


def hostile(words: str) -> Briefing:
    """The briefing with these words wherever an article, a file name or a writer can bring words in."""
    article = replace(LANTERN, title=words, text=f"{words} tail", source=words, url=words, language=words, path=words)
    whole = Citation(article.id, 0, len(article.text))
    other = replace(article, id="other")
    report = StoryReport(
        Story("story-hostile", words, (article, other), ((article.id,), (other.id,))),
        Summary((SummarySentence(words, (whole,), "copied"),)),
        (Detail(article.id, 0, len(article.text), (0, len(words)), words, 0.5, words),),
        (Disagreement(words, "name", (Side(words, (whole,)), Side(words, (replace(whole, article="other"),)))),),
    )
    manifest = replace(MANIFEST, model=words, settings=(("title", words),), inputs=(InputFile(words, "c" * 64),))
    return Briefing(words, BRIEFING.date, (report, FESTIVAL), (Skipped(words, "read", "stub", words),), manifest)


def material_of(story: Story, vectors: FloatArray | None = None, analyst: Analyst | None = None) -> Material:
    """A story whose every sentence reports, with these vectors, or such that no two sentences are alike."""
    analyst = analyst or Analyst()
    sentences = tuple(s for article in story.articles for s in article_sentences(article))
    spans = {a.id: sentence_spans(a.text, a.language) for a in story.articles}
    lines = {a.id: analyst(a.text[start:end] for start, end in spans[a.id]) for a in story.articles}
    vectors = np.eye(len(sentences), dtype=np.float32) if vectors is None else vectors
    return Material(story, analyst, spans, lines, sentences, vectors, {}, {})
