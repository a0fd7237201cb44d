"""HTML pages: trafilatura judges which blocks are the report, lxml gives their words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml.html import HtmlElement

from dragoman.ingest.html_blocks import Block, find_blocks, join_blocks, parse_html
from dragoman.ingest.html_metadata import PageMetadata, find_metadata
from dragoman.ingest.options import IngestError
from dragoman.ingest.source import Source
from dragoman.model import Report

CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
# Blocks with fewer letters than this must be a line of the judged text, not just occur in it.
MIN_KEY_CHARS = 25
MAX_BYTES = 16 * 2**20


def _key(text: str) -> str:
    """Letters and digits only: what survives every reformatting."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text)).lower()


def _judged_text(tree: HtmlElement) -> str:
    """The words that trafilatura takes for the report's, in its own formatting; may be empty."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, include_comments=False, with_metadata=False)
    except (RecursionError, ValueError, TypeError, AttributeError, AssertionError):
        return ""
    return (getattr(found, "text", None) or "") if found is not None else ""


def _judged_indices(blocks: list[Block], judged: str) -> list[int]:
    lines = {_key(line.lstrip("-|# ")) for line in judged.splitlines()}
    whole = _key(judged)
    chosen = []
    for index, block in enumerate(blocks):
        key = _key(block.text)
        if key and (key in lines or (len(key) >= MIN_KEY_CHARS and key in whole)):
            chosen.append(index)
    return chosen


def _with_headings(blocks: list[Block], chosen: list[int]) -> list[int]:
    """Add what belongs to the report though it was not judged running text.

    These are captions between its paragraphs, the headings right above one of
    them, and the title nearest before the first.
    """
    taken = set(chosen)
    first, last = chosen[0], chosen[-1]
    titles = [i for i in range(first) if blocks[i].kind == "title"]
    start = titles[-1] if titles else first
    taken.update(titles[-1:])
    for index in range(last - 1, start, -1):
        kind = blocks[index].kind
        if kind == "caption" or (kind == "heading" and index + 1 in taken):
            taken.add(index)
    return sorted(taken)


def _without_judgement(blocks: list[Block]) -> list[int]:
    """Where no judgement was to be had: the article's blocks, else all but furniture and links."""
    inside = [i for i, block in enumerate(blocks) if block.in_article]
    if inside:
        return inside
    return [
        i
        for i, block in enumerate(blocks)
        if not block.in_furniture and 2 * block.link_chars <= len(block.text)
    ]


def find_report_text(tree: HtmlElement) -> str:
    """The report's title, paragraphs, headings and captions, separated by blank lines."""
    blocks = find_blocks(tree)
    chosen = _judged_indices(blocks, _judged_text(tree))
    chosen = _with_headings(blocks, chosen) if chosen else _without_judgement(blocks)
    texts = [blocks[i] for i in chosen]
    # Pages for phones and desks at once hold their paragraphs twice.
    unique = {(block.kind, block.text): block for block in reversed(texts)}
    first = {id(block) for block in unique.values()}
    return join_blocks([block for block in texts if id(block) in first])


def _charset(data: bytes, source: Source) -> str | None:
    if source.hints.charset:
        return source.hints.charset
    declared = CHARSET.search(data[:2048])
    return declared[1].decode("ascii", "replace") if declared else None


def read(source: Source) -> Iterator[Report]:
    """The one report of a page. Raises IngestError if there is none."""
    from dragoman.ingest.encoding import decode_bytes

    data = source.read_all(min(MAX_BYTES, source.options.limits.max_bytes))
    decoded = decode_bytes(data, _charset(data, source))
    tree = parse_html(decoded.text)
    metadata: PageMetadata = find_metadata(tree)
    text = find_report_text(tree)
    if not text:
        raise IngestError("holds no text")
    yield source.report(
        text,
        format="html",
        title=metadata.title,
        publisher=metadata.publisher,
        published=metadata.published,
        language=metadata.language,
        url=metadata.url,
        encoding=decoded.encoding,
    )
