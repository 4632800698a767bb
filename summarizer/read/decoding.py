"""Bytes to text: declared character sets, byte order marks, guesses, and the repair of text decoded wrongly before.

Leaves out what a format says about its own encoding in its own way (HTML `meta`, XML declarations): its reader finds
that and passes it in.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from summarizer.read.values import Rejection

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: As browsers do: pages that say Latin-1 mean Windows-1252.
_MEANT = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "utf-8", "ascii": "utf-8",
    "gb2312": "gb18030", "gbk": "gb18030", "iso-8859-9": "cp1254", "shift_jis": "cp932", "euc-kr": "cp949",
}  # fmt: skip
#: Bytes looked at to tell text from other things and to guess an encoding.
_SAMPLE = 65_536
#: Share of control bytes in a sample from which it is no text; a stray NUL or form feed stays under it.
_BINARY_SHARE = 0.02
_CONTROLS = bytes(set(range(32)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B}) + b"\x7f"
#: UTF-8 read as Windows-1252 leaves one of these pairs; only then is ftfy asked.
_MOJIBAKE = re.compile("[ÂÃÄÅÆÐÑâá][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
#: Everything invisible: controls, directions, marks, private use, surrogates. Not the joiners U+200C and U+200D,
#: which scripts need.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e007f]"
)
_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[^\\S\n]+")
#: Runs in which combining marks may stand: no letters, no white space, nothing of Latin.
_MARKS = re.compile("[^\\w\\s\x00-\u02ff]{31,}")
#: Marks on one letter that any writing has use for (UAX #15, Stream-Safe Text Format). More are sorted by their classes
#: in the square of their number when a text is composed: 80,000 took 5 s.
_MOST_MARKS = 30
#: Codecs of Python that no document is written in; decoding Punycode takes the square of its length.
_NOT_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
_LIGATURES = {ord(c): unicodedata.normalize("NFKC", c) for c in "ﬀﬁﬂﬃﬄﬅﬆ"}


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of these bytes; raises Rejection("not_text") when they are none.

    In order: byte order mark, UTF-8 when valid, the declared set, a guess.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    sample = data[:_SAMPLE]
    if _zero_bytes_of_utf16(sample):
        return data.decode("utf-16-le" if sample[1:2] == b"\0" else "utf-16-be", errors="replace")
    if _is_binary(sample):
        raise Rejection("not_text", "binary data")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return _decode_declared(data, declared) or _decode_guessed(data)


def _decode_declared(data: bytes, declared: str | None) -> str | None:
    if not declared:
        return None
    name = _MEANT.get(declared.strip().lower(), declared.strip().lower())
    try:
        if codecs.lookup(name).name.replace("-", "_") in _NOT_CHARSETS:
            return None
        text = data.decode(name, errors="replace")
    except (LookupError, ValueError):
        return None
    # A wrong declaration (most often UTF-8 for something else) shows in what it could not decode.
    return text if text.count("\ufffd") <= len(text) // 1000 + 1 else None


def _decode_guessed(data: bytes) -> str:
    # A page in UTF-8 with a few broken bytes is more likely than any other set that happens to accept them.
    text = data.decode("utf-8", errors="replace")
    if text.count("\ufffd") <= max(1, len(text) // 1000):
        return text
    from charset_normalizer import from_bytes  # 50 ms, rarely needed

    best = from_bytes(data[:_SAMPLE], steps=5, chunk_size=2048).best()
    if best is None:
        raise Rejection("not_text", "no known character set fits")
    name = _MEANT.get(best.encoding.replace("_", "-"), best.encoding)
    return data.decode(name, errors="replace")


def _is_binary(sample: bytes) -> bool:
    if sample.startswith(b"\x1b") or not sample:
        return False
    return len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) * _BINARY_SHARE


def _zero_bytes_of_utf16(sample: bytes) -> bool:
    """Whether nearly every second byte is zero, and no other: Latin text in UTF-16 without a mark."""
    pairs = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return pairs >= 8 and max(even, odd) > 0.7 * pairs and min(even, odd) < 0.05 * pairs


def tidy(text: str) -> str:
    """The text in composed form, with plain line breaks and spaces, without invisible characters and ligatures.

    Mojibake is repaired where ftfy is sure ("Viá»‡t Nam" to "Việt Nam"); quotes and dashes stay as written.
    """
    for _ in range(3):
        tidied = _tidied(text)
        # What stood between the halves of a pair is gone now.
        if tidied == text or not _MOJIBAKE.search(tidied):
            return tidied
        text = tidied
    return text


def _tidied(text: str) -> str:
    if not text.isascii():
        if _MOJIBAKE.search(text):
            text = _repair(text)
        text = unicodedata.normalize("NFC", _MARKS.sub(_few_marks, text)).translate(_LIGATURES)
    text = _LINE_BREAKS.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    return _SPACES.sub(" ", text)


def _few_marks(run: re.Match[str]) -> str:
    """The run with no more than `_MOST_MARKS` combining marks in a row."""
    kept: list[str] = []
    marks = 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _repair(text: str) -> str:
    import ftfy  # 80 ms, rarely needed

    # Paragraph by paragraph: one quotation in mojibake must not put the rest at risk, and time stays linear.
    return "\n".join(ftfy.fix_encoding(line) if _MOJIBAKE.search(line) else line for line in text.split("\n"))
