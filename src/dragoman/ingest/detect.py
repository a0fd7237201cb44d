"""Which format bytes are in: their first bytes tell, the file's ending where they do not."""

from __future__ import annotations

import re

from dragoman.ingest.encoding import BOMS, find_wide_encoding
from dragoman.ingest.options import IngestError

# Signatures of what is surely not a report, at the very start of a file.
FOREIGN = (
    (b"\x89PNG\r\n\x1a\n", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF87a", "an image (GIF)"),
    (b"GIF89a", "an image (GIF)"),
    (b"II*\0", "an image (TIFF)"),
    (b"MM\0*", "an image (TIFF)"),
    (b"\0\0\1\0", "an icon"),
    (b"RIFF", "an image, sound or film (RIFF)"),
    (b"ID3", "sound (MP3)"),
    (b"OggS", "sound (Ogg)"),
    (b"fLaC", "sound (FLAC)"),
    (b"\x1aE\xdf\xa3", "a film (Matroska)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\0asm", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\0", "packed with xz"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd"),
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "a PostScript file"),
    (b"wOF", "a font"),
    (b"\0\1\0\0\0", "a font"),
)
SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
)
OFFICE_EXTENSIONS = {
    ".docx": "a Word file",
    ".xlsx": "an Excel file",
    ".pptx": "a PowerPoint file",
    ".odt": "an OpenDocument file",
    ".ods": "an OpenDocument file",
    ".epub": "an e-book",
    ".jar": "a program",
}
FEED = re.compile(r"<(?:\w+:)?(rss|feed|RDF)[\s>]")
HTML = re.compile(
    r"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
XML = re.compile(r"\s*<(?:\?xml|!DOCTYPE\s+(?!html)|!ENTITY)", re.I)
MAIL_HEADER = re.compile(
    r"(?:From|To|Subject|Date|MIME-Version|Message-ID|Received|Return-Path|Delivered-To|"
    r"Content-Type|X-[\w-]+|Reply-To|Cc|Sender|DKIM-Signature|Envelope-To):",
    re.I,
)
MBOX = re.compile(r"From \S+ .*\d{4}\s*\n")
JSON_REPORT = re.compile(r'\s*(?:\[\s*)?\{\s*"')


def _sniffed(head: bytes) -> str:
    """The head as characters good enough for looking at marks; letters beyond ASCII may be off."""
    for bom, name in BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(name, "ignore")
    if b"\0" in head[:4096] and (wide := find_wide_encoding(head)):
        return head.decode(wide, "ignore")
    return head.decode("latin-1")


def _is_tar(head: bytes) -> bool:
    """A tar header: its magic, or a right checksum as old archives have it."""
    if head[257:262] == b"ustar":
        return True
    if len(head) < 512 or not head[0]:
        return False
    stated = head[148:156].strip(b" \0")
    if not re.fullmatch(rb"[0-7]{1,7}", stated):
        return False
    return int(stated, 8) == sum(head[:148]) + 8 * 32 + sum(head[156:512])


def _is_mail(text: str, certain_lines: int) -> bool:
    """Whether the text starts with a block of mail headers, so many of them well known."""
    block = re.split(r"\r?\n\r?\n", text, maxsplit=1)[0]
    lines = [x for x in block.splitlines() if x and not x[0].isspace()]
    known = sum(bool(MAIL_HEADER.match(x)) for x in lines[:60])
    first = bool(lines) and bool(MAIL_HEADER.match(lines[0]))
    return first and known >= certain_lines and "from:" in block.lower()


def _find_binary_format(head: bytes, extension: str) -> str | None:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for signature, name in SIGNATURES:
        if head.startswith(signature):
            if name == "zip" and extension in OFFICE_EXTENSIONS:
                raise IngestError(f"is {OFFICE_EXTENSIONS[extension]}, which is not read")
            return name
    if _is_tar(head):
        return "tar"
    for signature, what in FOREIGN:
        # Letters alone may also start a text; those files hold NULs soon.
        if head.startswith(signature) and (not signature.isalnum() or b"\0" in head[:512]):
            raise IngestError(f"is {what}, not a report")
    if head[4:8] == b"ftyp":
        raise IngestError("is a film or image (MP4 family), not a report")
    return None


def _find_text_format(text: str, extension: str) -> str | None:
    """The format of characters that say themselves what they are."""
    if HTML.match(text):
        return "html"
    if FEED.search(text[:8192]) and text.lstrip().startswith("<"):
        return "feed"
    if XML.match(text) and extension not in {".html", ".htm", ".xhtml", ".md"}:
        raise IngestError("is XML of a kind that is not read")
    if MBOX.match(text):
        return "mbox"
    plain = extension in {".txt", ".md", ".markdown"}
    if extension not in {".csv", ".tsv"} and _is_mail(text, 4 if plain else 2):
        return "mail"
    if not plain and JSON_REPORT.match(text):
        return "json" if extension == ".json" else "jsonl"
    return None


def find_format(head: bytes, extension: str, by_extension: str | None) -> str:
    """The name of the format of what starts with `head`.

    `by_extension` is the format registered for the file's ending, if any; it
    decides where the bytes leave it open. Raises IngestError for empty input
    and for kinds that are known not to be reports (images, programs, ...).
    """
    if not head:
        raise IngestError("is empty")
    if binary := _find_binary_format(head, extension):
        return binary
    text = _sniffed(head)
    if sniffed := _find_text_format(text, extension):
        return sniffed
    if by_extension in {"pdf", "zip", "gzip", "parquet", "warc", "tar"}:
        raise IngestError(f"ends in {extension} but is not such a file, or is damaged")
    return by_extension or "text"
