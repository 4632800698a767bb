"""The demo day: one folder with every format, copies, and things that are no articles. Its news is invented."""

# ruff: noqa: E501 - one article a line

from pathlib import Path

from summarizer.read import read_paths

DAY = Path(__file__).parent / "data" / "day"
#: path -> (outlet, title, day and time as published, language)
ARTICLES = {
    "arden-post/bridge.txt": ("Arden Post", "Cracked pillars close Arden bridge", "2031-05-08T09:10:00+02:00", "en"),
    "arden-post/velmar-wire.txt": ("Arden Post", "Velmar turns to the opposition", "2031-05-08T06:00:00+02:00", "en"),
    "bao-song/bao-lin.html": ("Báo Sông", "Bão Lin đổ bộ, 40.000 người phải sơ tán", "2031-05-08T08:00:00+07:00", "vi"),
    "bao-song/mien-dong-bao-lin.txt": ("Miền Đông Online", "Hạ Khê: 40.000 người sơ tán vì bão Lin", "2031-05-08T09:30:00+07:00", "vi"),
    "captures/cable.mhtml": ("The Meridian Star", "Sea cable cut leaves Sund islands offline", "2031-05-08T12:15:00+00:00", "en"),
    "captures/comet-coast-weekly.html.gz": ("Coast Weekly", "Where to watch the comet", "2031-05-08T09:00:00+02:00", "en"),
    "northern-wire/cable.pdf": ("Northern Wire", "Ship’s anchor may have cut cable to Sund islands", "2031-05-08T00:00:00+00:00", "en"),
    "captures/science.warc.gz/https://www.harbourgazette.example/science/2031/05/08/comet": ("Harbour Gazette", "Comet Adler-Voss at its brightest on Thursday night", "2031-05-08T11:20:00+02:00", "en"),
    "coast-weekly.zip/cable.txt": ("Coast Weekly", "Islands cut off as sea cable breaks", "2031-05-08T16:00:00+02:00", "en"),
    "export/articles.jsonl": ("Coast Weekly", "Arden bridge closed: traders fear for their season", "2031-05-08T13:00:00+02:00", "en"),
    "export/articles.jsonl#2": ("Coast Weekly", "Nordhaven mill to close with loss of 900 jobs", "2031-05-08T15:30:00+02:00", "en"),
    "feeds/meridian-star.xml": ("The Meridian Star", "Sorel's Reform Union sweeps Velmar", "2031-05-08T05:45:00+00:00", "en"),
    "feeds/meridian-star.xml#2": ("The Meridian Star", "Comet Adler-Voss to pass at its brightest tonight", "2031-05-08T10:00:00+00:00", "en"),
    "harbour-gazette/bridge-saved-again.html": ("Harbour Gazette", "Arden bridge shut for six weeks after cracks are found", "2031-05-08T07:30:00+02:00", "en"),
    "harbour-gazette/mill.html": ("Harbour Gazette", "Silvapulp to shut Nordhaven mill in September", "2031-05-08T14:05:00+02:00", "en"),
    "mail/mill.eml": ("Northern Wire", "Silvapulp closes Nordhaven mill, 900 jobs to go", "2031-05-08T14:40:00+02:00", "en"),
    "northern-wire/velmar.md": ("Northern Wire", "Opposition wins Velmar election", "2031-05-08T01:20:00+02:00", "en"),
}  # fmt: skip
SKIPPED = {
    ("arden-post/index.html", "not_article"),
    ("arden-post/paywall.html", "stub"),
    ("captures/broken.json", "malformed"),
    ("captures/notes.docx", "malformed"),
    ("captures/science.warc.gz", "unknown_format"),
    ("coast-weekly.zip/../outside.txt", "unsafe"),
    ("export/articles.jsonl", "malformed"),
    ("harbour-gazette/bridge.html", "duplicate"),
}


def test_the_day() -> None:
    reading = read_paths([DAY])
    read = {
        ((a.path or "").removeprefix(f"{DAY.as_posix()}/"), a.title): (
            a.source,
            a.published and a.published.isoformat(),
            a.language,
        )
        for a in reading.articles
    }
    assert read == {
        (path.split("#")[0], title): (source, when, lang) for path, (source, title, when, lang) in ARTICLES.items()
    }
    assert {(s.path.removeprefix(f"{DAY.as_posix()}/"), s.reason) for s in reading.skipped} == SKIPPED
    assert len(reading.inputs) == len([file for file in DAY.rglob("*") if file.is_file()])
    assert [p.article for p in reading.provenance] == [a.id for a in reading.articles]


def test_what_surrounds_the_articles_is_gone() -> None:
    texts = "\n".join(article.text for article in read_paths([DAY]).articles)
    for furniture in (
        "Photo",
        "newsletter",
        "Unsubscribe",
        "View in browser",
        "rights reserved",
        "Read more",
        "PORT ARDEN",
        "(Northern Wire)",
    ):
        assert furniture not in texts
    assert "“We would rather explain a closed bridge than a fallen one,” Brandvik said." in texts
