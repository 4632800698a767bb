"""Reading what people have: any folder of news, in any of a dozen formats, becomes clean articles.

    Document --format's reader--> Draft --cleaning--> Body --judge, outlets, dates, language--> Article

One file for each format behind the table in `formats`; what they share is in `decoding`, `cleaning`, `dates`,
`outlets`, `language` and `judge`. Nothing here uses the network, and no library is loaded before a file needs it.
"""

from summarizer.read.cleaning import clean_text
from summarizer.read.files import check_paths
from summarizer.read.reading import read_bytes, read_paths
from summarizer.read.values import Document, Draft, Limits, Refused, Rejection

__all__ = [
    "Document",
    "Draft",
    "Limits",
    "Refused",
    "Rejection",
    "check_paths",
    "clean_text",
    "read_bytes",
    "read_paths",
]
