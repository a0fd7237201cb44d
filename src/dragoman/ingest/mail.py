"""Mail: `.eml` files and mbox folders; the text part counts, else the HTML part."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.utils import parseaddr

from dragoman.ingest.encoding import DecodedText, clean_name, clean_text, decode_bytes
from dragoman.ingest.html_blocks import parse_html
from dragoman.ingest.html_page import find_report_text
from dragoman.ingest.options import IngestError
from dragoman.ingest.source import Source
from dragoman.model import Failure, Report

QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)
MAX_PARTS = 1_000


def _header(message: Message, name: str) -> str | None:
    """A header decoded; None where it is missing or beyond Python's parser."""
    try:
        value = message[name]
        return clean_text(str(value)).strip() or None if value is not None else None
    except Exception:  # the stdlib's header parser raises all sorts on odd headers
        return None


def _body_part(message: Message, kind: str) -> Message | None:
    """The first part of a content type that is not an attachment."""
    for count, part in enumerate(message.walk()):
        if count > MAX_PARTS:
            return None
        attached = str(part.get_content_disposition() or "") == "attachment"
        if part.get_content_type() == kind and not attached and not part.is_multipart():
            return part
    return None


def _decode_part(part: Message) -> DecodedText:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        raise IngestError("holds no text")
    return decode_bytes(payload, part.get_content_charset())


def _body(message: Message) -> DecodedText:
    """The text of a mail. Raises IngestError if it has none."""
    problem = IngestError("is a mail without a text part")
    for kind in ("text/plain", "text/html"):
        part = _body_part(message, kind)
        if part is None:
            continue
        try:
            decoded = _decode_part(part)
        except IngestError as error:
            problem = error
            continue
        if kind == "text/html":
            text = find_report_text(parse_html(decoded.text))
            decoded = DecodedText(text, decoded.encoding)
        if decoded.text.strip():
            return decoded
    raise problem


def _parse(data: bytes) -> Message:
    try:
        message: EmailMessage = email.message_from_bytes(data, policy=email.policy.default)
    except RecursionError:
        raise IngestError("is a mail nested too deeply") from None
    except Exception:  # see _header
        raise IngestError("is a mail too damaged to be taken apart") from None
    if not message.keys():
        raise IngestError("is not a mail (it has no headers)")
    return message


def _read_message(source: Source, data: bytes, part: str) -> Report:
    message = _parse(data)
    body = _body(message)
    sender, address = parseaddr(_header(message, "From") or "")
    identity = (_header(message, "Message-ID") or "").strip("<> ")
    return source.report(
        body.text,
        format="mbox" if part else "mail",
        part=f"!{clean_name(identity)}" if part and identity else part,
        title=_header(message, "Subject"),
        publisher=sender or address or None,
        published=_header(message, "Date"),
        language=_header(message, "Content-Language"),
        encoding=body.encoding,
    )


def read(source: Source) -> Iterator[Report]:
    """The one report of a mail. Raises IngestError if it has no text."""
    yield _read_message(source, source.read_all(), "")


def _messages(source: Source) -> Iterator[bytes | None]:
    """The raw messages of an mbox, without their `From ` lines; None for one that is too large."""
    most, size, after_blank = source.options.limits.max_bytes, 0, True
    lines: list[bytes] = []
    started = False
    while line := source.stream.readline(1 << 20):
        if after_blank and line.startswith(b"From "):
            if started:
                yield b"".join(lines) if size <= most else None
            lines, size, started = [], 0, True
            after_blank = False
            continue
        size += len(line)
        if size <= most:
            lines.append(line)
        after_blank = line.strip() == b""
    if started:
        yield b"".join(lines) if size <= most else None


def read_mbox(source: Source) -> Iterator[Report | Failure]:
    """One report a message. Raises IngestError if there is no message."""
    number = 0
    for number, data in enumerate(_messages(source), 1):
        part = f"!{number}"
        try:
            if data is None:
                raise IngestError(f"is larger than {source.options.limits.max_bytes:,} bytes")
            yield _read_message(source, QUOTED_FROM.sub(rb"\1", data), part)
        except IngestError as error:
            yield Failure(source.name + part, f"message {number} {error}")
    if not number:
        raise IngestError("is not an mbox (it has no 'From ' line)")
