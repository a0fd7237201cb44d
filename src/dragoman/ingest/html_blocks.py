"""A page's text as blocks (paragraphs, headings, captions), walked without recursion by lxml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from dragoman.ingest.encoding import clean_text
from dragoman.ingest.options import IngestError

BlockKind = Literal["paragraph", "heading", "caption", "title"]

_BLOCK_TAGS = (
    "address article blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table "
    "tbody td tfoot th thead tr ul"
)
BLOCK_TAGS = frozenset(_BLOCK_TAGS.split())
# What is never part of a report's words.
_DROPPED_TAGS = (
    "applet audio button canvas embed form iframe input map math nav noscript object option "
    "script select style svg template textarea title video"
)
DROPPED_TAGS = frozenset(_DROPPED_TAGS.split())
FURNITURE_TAGS = frozenset({"header", "footer", "aside", "menu"})
KIND_OF_TAG: dict[str, BlockKind] = {
    "h1": "title",
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "heading"),
    "figcaption": "caption",
    "caption": "caption",
}
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like piece of a page: where it stands and how much of it is links."""

    kind: BlockKind
    text: str
    link_chars: int
    in_article: bool
    in_furniture: bool


def parse_html(text: str) -> HtmlElement:
    """The tree of a page, without network. Raises IngestError if there is none to be had."""
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        tree = document_fromstring(clean_text(text).encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise IngestError("holds no text") from None
    # libxml2 stops at this depth and says so in its log only: what follows would be lost unseen.
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise IngestError("is HTML nested too deeply (more than 255 elements within each other)")
    return tree


class _BlockWalk:
    """Gathers a tree's text into blocks; one walk over all its nodes."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pieces: list[str] = []
        self.kinds: list[BlockKind] = []
        self.dropped = self.links = self.articles = self.furniture = self.pres = 0
        self.link_chars = 0

    def flush(self) -> None:
        """End the current block."""
        raw = "".join(self.pieces)
        lines = (SPACES.sub(" ", x).strip(" ") for x in raw.split("\v"))
        # Two line breaks in a row separate paragraphs, as old pages write them.
        paragraphs = [x for x in re.split(r"\n{2,}", "\n".join(lines).strip("\n")) if x]
        kind = self.kinds[-1] if self.kinds else "paragraph"
        for text in paragraphs:
            share = self.link_chars // len(paragraphs)
            inside = (self.articles > 0, self.furniture > 0 and self.articles == 0)
            self.blocks.append(Block(kind, text, share, *inside))
        self.pieces, self.link_chars = [], 0

    def add(self, text: str | None) -> None:
        """Take in a piece of text where it is visible."""
        if not text or self.dropped:
            return
        text = text.replace("\v", " ")
        self.pieces.append(text.replace("\n", "\v") if self.pres else text)
        if self.links:
            self.link_chars += len(text.strip())

    def _count(self, element: HtmlElement, step: int) -> None:
        tag = element.tag
        self.links += step * (tag == "a")
        self.articles += step * (tag == "article")
        self.furniture += step * (tag in FURNITURE_TAGS)
        self.pres += step * (tag == "pre")
        self.dropped += step * _is_dropped(element)

    def start(self, element: HtmlElement) -> None:
        """Enter an element."""
        tag = element.tag
        if tag in BLOCK_TAGS:
            self.flush()
        self._count(element, 1)
        if tag in KIND_OF_TAG:
            self.kinds.append(KIND_OF_TAG[tag])
        if tag == "br":
            self.add("") if self.dropped else self.pieces.append("\v")
        self.add(element.text)

    def end(self, element: HtmlElement) -> None:
        """Leave an element."""
        if element.tag in BLOCK_TAGS:
            self.flush()
        if element.tag in KIND_OF_TAG:
            self.kinds.pop()
        self._count(element, -1)
        self.add(element.tail)


def _is_dropped(element: HtmlElement) -> bool:
    if element.tag in DROPPED_TAGS or "hidden" in element.attrib:
        return True
    style = element.get("style")
    return bool(style and HIDDEN_STYLE.search(style))


def find_blocks(tree: HtmlElement) -> list[Block]:
    """All visible blocks of a page in their order, navigation and scripts left out."""
    walk = _BlockWalk()
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            walk.start(element)
        elif event == "end":
            walk.end(element)
        else:
            walk.add(element.tail)
    walk.flush()
    return walk.blocks


def join_blocks(blocks: Iterator[Block] | list[Block]) -> str:
    """The blocks as one text, separated by blank lines."""
    return "\n\n".join(block.text for block in blocks)


def html_to_text(fragment: str) -> str:
    """The words of a piece of HTML, as a feed or mail holds it; all of its blocks."""
    if "<" not in fragment and "&" not in fragment:
        return fragment
    try:
        tree = parse_html(f"<html><body><div>{fragment}</div></body></html>")
    except IngestError:
        return ""
    return join_blocks(find_blocks(tree))
