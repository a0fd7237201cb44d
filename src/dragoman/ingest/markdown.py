"""Markdown: the words of a file without its marks, and what its front matter says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dragoman.ingest.html_blocks import html_to_text
from dragoman.ingest.options import IngestError
from dragoman.ingest.records import COMMON_NAMES, field_key
from dragoman.ingest.source import Source
from dragoman.model import Report

# Two lines of dashes at the very start with fields between them, as site generators write them.
_FRONT_MATTER = re.compile(r"---[ \t]*\n((?:[^\n]{0,2000}\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}):[ \t]+(\S[^\n]*)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def _inline_text(tokens: Sequence[Token]) -> Iterator[str]:
    """The words of a run of inline tokens; a picture's are its description."""
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type == "softbreak":
            yield " "
        elif token.type == "hardbreak" or _BREAK.fullmatch(token.content):
            yield "\n"
        elif token.type == "image":
            yield "".join(_inline_text(token.children or ()))


def _block_text(token: Token) -> str:
    if token.type == "inline":
        return "".join(_inline_text(token.children or ()))
    if token.type == "html_block":
        return html_to_text(token.content)
    return token.content if token.type in {"fence", "code_block"} else ""


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    """Paragraphs, headings, list items and cells of tables, in order."""
    number = ""
    for token in tokens:
        if token.type == "list_item_open" and token.info:
            # The number of an item is a word of the report: `3. The council ...`
            number = f"{token.info}{token.markup} "
        text = _block_text(token).strip()
        if text:
            yield number + text
            number = ""


def _title(tokens: Sequence[Token]) -> str | None:
    """The words of the first heading of the first level."""
    for here, following in pairwise(tokens):
        if here.type == "heading_open" and here.tag == "h1":
            return _block_text(following).strip() or None
    return None


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields between two lines of dashes at the start, by our names, and the text after."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, text
    written = {field_key(m[1]): m[2].strip().strip("\"'") for m in _FIELD.finditer(found[1])}
    if not written:
        return {}, text
    fields = {}
    for name in ("title", "publisher", "published", "language", "url"):
        value = next((written[x] for x in COMMON_NAMES[name] if written.get(x)), None)
        if value is not None:
            fields[name] = value
    return fields, text[found.end() :]


def read(source: Source) -> Iterator[Report]:
    """The one report of a Markdown file (CommonMark with tables).

    Its text is the words without marks, blocks apart by blank lines. The title
    is the front matter's, else the first heading's of the first level. Raises
    IngestError if there are no words, or too many.
    """
    decoded = source.read_text()
    fields, body = _front_matter(decoded.text)
    tokens = _parser().parse(body)
    text = "\n\n".join(_blocks(tokens))
    if not text:
        raise IngestError("holds no text")
    yield source.report(
        text,
        format="markdown",
        title=fields.get("title") or _title(tokens),
        publisher=fields.get("publisher") or source.publisher_of(text),
        published=fields.get("published"),
        language=fields.get("language"),
        url=fields.get("url"),
        encoding=decoded.encoding,
    )
