"""Bytes to text: byte-order marks, UTF-8, UTF-16 without a mark, then the legacy encodings."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from dragoman.ingest.options import IngestError

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CONTROL_BYTES = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
MAX_CONTROL_SHARE = 0.02
SEVEN_BIT_ESCAPES = ("iso2022", "iso-2022", "hz", "utf-7", "utf7")
# Scripts and signs that running text in UTF-16 is made of, besides Chinese, Japanese, Korean.
COMMON = re.compile("[\t\n\r\x20-\u08ff\u0900-\u0e7f\u10a0-\u10ff\u1e00-\u22ff\ufb50-\ufeff]")
EAST_ASIAN = re.compile("[\t\n\r\x20-\x7e\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]")
WIDE_SAMPLE_BYTES = 20_000


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text and the encoding it was in, under Python's name for it."""

    text: str
    encoding: str


def find_bom(data: bytes) -> tuple[str, int] | None:
    """The encoding that a byte-order mark at the start names, and the mark's length."""
    for bom, name in BOMS:
        if data.startswith(bom):
            return name, len(bom)
    return None


def _is_binary(data: bytes) -> bool:
    return len(data) - len(data.translate(None, CONTROL_BYTES)) > MAX_CONTROL_SHARE * len(data)


def _is_running_text(text: str) -> bool:
    """Whether wide characters decoded on trial look like a text rather than chance."""
    if not text or "\0" in text:
        return False
    printable = len(COMMON.findall(text))
    if printable >= 0.95 * len(text):
        # Legible letters of few blocks: chance would spread them over all.
        blocks = {ord(x) >> 8 for x in text}
        return len(blocks) <= 12 and any(x.isalpha() for x in text)
    return len(EAST_ASIAN.findall(text)) >= 0.97 * len(text)


def find_wide_encoding(data: bytes) -> str | None:
    """UTF-32 or UTF-16 without a byte-order mark, judged from what its first bytes decode to."""
    sample = data[: WIDE_SAMPLE_BYTES - WIDE_SAMPLE_BYTES % 4]
    for name, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        if len(data) % width and len(data) <= len(sample):
            continue
        try:
            text = codecs.getincrementaldecoder(name)("strict").decode(sample)
        except UnicodeDecodeError:
            continue
        if len(text) >= 4 and _is_running_text(text):
            return name
    return None


def _decode_declared(data: bytes, declared: str | None) -> DecodedText | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name
        text = data.decode(name)
    except (LookupError, ValueError, UnicodeError, TypeError, AssertionError):
        return None
    return DecodedText(text, name) if isinstance(text, str) else None


def _mend_utf8(data: bytes) -> DecodedText | None:
    """UTF-8 with a few damaged bytes: those become U+FFFD, rather than all of it mojibake."""
    try:
        # Surrogates, each encoded by itself, as some databases write them.
        paired = data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
        return DecodedText(paired.decode("utf-16-le", "replace"), "utf-8")
    except UnicodeDecodeError as error:
        if error.end == len(data) and error.reason == "unexpected end of data":
            return DecodedText(data.decode("utf-8", "replace"), "utf-8")
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    wide = sum(1 for x in text if x > "\x7f") - damaged
    return DecodedText(text, "utf-8") if wide >= 10 * damaged else None


def _decode_legacy(data: bytes) -> DecodedText:
    from charset_normalizer import from_bytes

    from dragoman.ingest.legacy_encoding import find_legacy_encoding

    if found := find_legacy_encoding(data):
        return DecodedText(data.decode(found, "replace"), found)
    best = from_bytes(data).best()
    if best is None:
        raise IngestError("is not text (its encoding cannot be made out)")
    return DecodedText(data.decode(best.encoding, "replace"), best.encoding)


def _decode_marked(data: bytes, name: str, length: int) -> DecodedText:
    try:
        return DecodedText(data[length:].decode(name), name)
    except UnicodeDecodeError:
        if name == "utf-8" and (mended := _mend_utf8(data[length:])):
            return mended
        label = name.upper().removesuffix("-LE").removesuffix("-BE")
        raise IngestError(f"says it is {label} but is damaged or not text") from None


def decode_bytes(data: bytes, declared: str | None = None) -> DecodedText:
    """Decode a whole text; a byte-order mark is dropped, nothing else is changed.

    `declared` is the character set that a header names; it counts where the
    bytes are not UTF-8. Raises IngestError if there is nothing or no text.
    """
    if not data:
        raise IngestError("is empty")
    if marked := find_bom(data):
        return _decode_marked(data, *marked)
    escaped = declared is not None and declared.lower().startswith(SEVEN_BIT_ESCAPES)
    if escaped and b"\0" not in data and (decoded := _decode_declared(data, declared)):
        return decoded
    if b"\0" in data:
        if wide := find_wide_encoding(data):
            return DecodedText(data.decode(wide, "replace"), wide)
        raise IngestError("is not text (it holds NUL bytes)")
    if _is_binary(data):
        raise IngestError("is not text (binary data)")
    try:
        return DecodedText(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    return _decode_declared(data, declared) or _mend_utf8(data) or _decode_legacy(data)


def find_encoding(head: bytes, *, whole: bool) -> tuple[str, int]:
    """The encoding of a stream from its first bytes, and the length of its byte-order mark.

    `whole` says that `head` is all there is; otherwise its last bytes may be
    part of a character. Raises IngestError if it is not text.
    """
    if marked := find_bom(head):
        return marked
    if not whole:
        head = head[: max(head.rfind(b"\n"), len(head) - len(head) % 4 - 4)]
    return decode_bytes(head).encoding, 0


LONE = re.compile("[\ud800-\udfff\0]")


CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def clean_name(value: str) -> str:
    """A name of a file, member or entry that stays on one line: control signs as U+FFFD."""
    return CONTROL.sub("\ufffd", value)


def clean_text(value: str) -> str:
    """The string with lone surrogates and NULs, which no database stores, as U+FFFD each."""
    return LONE.sub("\ufffd", value) if LONE.search(value) else value
