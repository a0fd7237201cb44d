"""PDF: the words of its pages in reading order, without what runs along their margins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from dragoman.ingest.encoding import clean_text
from dragoman.ingest.options import IngestError, plain_reason
from dragoman.ingest.pdf_layout import Line, Page, drop_running_lines, order_lines
from dragoman.ingest.pdf_text import join_lines
from dragoman.ingest.source import Source
from dragoman.model import Report

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument

END_MARK = b"%%EOF"
END_BYTES = 4096
MAX_LINES_A_PAGE = 20_000


def _check_end(stream: BinaryIO) -> None:
    """Refuse a file without its end: what was cut off would be missing unseen."""
    stream.seek(0, 2)
    stream.seek(max(stream.tell() - END_BYTES, 0))
    if END_MARK not in stream.read():
        raise IngestError("PDF is cut off or damaged: its end is missing")
    stream.seek(0)


def _open(stream: BinaryIO) -> PDFDocument:
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser

    try:
        return PDFDocument(PDFParser(stream))
    except PDFPasswordIncorrect:
        raise IngestError("PDF is protected by a password") from None
    except PDFEncryptionError:
        raise IngestError("PDF is encrypted in a way that is not read") from None
    except RecursionError:
        raise IngestError("PDF is nested too deeply") from None
    except Exception as error:  # pdfminer lets errors of all kinds through on damaged files
        raise IngestError(f"PDF is cut off or damaged: {plain_reason(error)}") from None


def _text_lines(layout: object) -> Iterator[Line]:
    """The horizontal lines of a page's layout, also those within figures."""
    from pdfminer.layout import LTContainer, LTTextLineHorizontal

    waiting = [layout]
    while waiting:
        item = waiting.pop()
        if isinstance(item, LTTextLineHorizontal):
            text = clean_text(item.get_text()).strip()
            if text:
                yield Line(item.x0, item.x1, item.y0, item.y1, text)
        elif isinstance(item, LTContainer):
            waiting.extend(item)


def _read_pages(document: PDFDocument, max_pages: int) -> list[Page]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams(boxes_flow=None, all_texts=True))
    interpreter = PDFPageInterpreter(resources, device)
    pages: list[Page] = []
    for page in PDFPage.create_pages(document):
        if len(pages) >= max_pages:
            raise IngestError(f"PDF has more than {max_pages:,} pages")
        interpreter.process_page(page)
        layout = device.get_result()
        lines = sorted(_text_lines(layout), key=lambda x: (-x.top, x.left))
        pages.append(Page(layout.y0, layout.y1, tuple(lines[:MAX_LINES_A_PAGE])))
    return pages


def _pages(document: PDFDocument, max_pages: int) -> list[Page]:
    try:
        return _read_pages(document, max_pages)
    except (IngestError, RecursionError, MemoryError):
        raise
    except Exception as error:  # see _open
        raise IngestError(f"PDF is cut off or damaged: {plain_reason(error)}") from None


def _title(document: PDFDocument) -> str | None:
    """The title that the file's own description gives, unless a program made it up."""
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    try:
        value = resolve1(document.info[0].get("Title")) if document.info else None
        title = decode_text(value) if isinstance(value, bytes) else None
    except Exception:  # a description is not worth failing over
        return None
    made_up = ("untitled", "microsoft word", "(anonymous)", "unnamed")
    return None if not title or title.lower().startswith(made_up) else title


def read(source: Source) -> Iterator[Report]:
    """The one report of a PDF.

    Raises IngestError if it is damaged, protected, too long, or holds no text,
    as scanned pages do.
    """
    with source.seekable() as stream:
        stream.seek(0, 2)
        if stream.tell() > source.options.limits.max_bytes:
            raise IngestError(f"is larger than {source.options.limits.max_bytes:,} bytes")
        _check_end(stream)
        document = _open(stream)
        pages = drop_running_lines(_pages(document, source.options.limits.max_pages))
        text = join_lines([order_lines(page.lines) for page in pages])
        if not text.strip():
            raise IngestError("PDF holds no text (its pages may be pictures)")
        publisher = source.publisher_of(text)
        yield source.report(text, format="pdf", title=_title(document), publisher=publisher)
