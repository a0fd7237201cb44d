"""Our own passages with nested attributions, marked by hand in `cases/nested.txt`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.encoder import data

OPEN = re.compile(r"\[(\d)([skc]) ")
ROLES = {"s": "source", "k": "cue", "c": "content"}


@dataclass
class Passage:
    """A text and, by number and role, the spans that are marked in it."""

    text: str
    spans: dict[str, dict[str, list[tuple[int, int]]]] = field(default_factory=dict)


def parse_passage(marked: str) -> Passage:
    """The text of a marked passage without its marks. Raises ValueError where marks do not
    match or an attribution lacks cue or content."""
    plain, opened = "", []
    spans: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    at = 0
    while at < len(marked):
        mark = OPEN.match(marked, at)
        if mark:
            opened.append((mark[1], ROLES[mark[2]], len(plain)))
            at = mark.end()
        elif marked[at] == "]":
            if not opened:
                raise ValueError(f"a mark is closed that is not open: {marked}")
            number, role, start = opened.pop()
            spans[number][role].append((start, len(plain)))
            at += 1
        else:
            plain += marked[at]
            at += 1
    if opened or any(not s["cue"] or not s["content"] for s in spans.values()):
        raise ValueError(f"an attribution is not whole: {marked}")
    return Passage(plain, spans)


def load_cases(path: Path) -> Iterator[data.Document]:
    """One document a passage; every attribution in it is marked, the inner ones as well."""
    for block in path.read_text("utf8").split("\n\n"):
        lines = [x for x in block.splitlines() if x.strip() and not x.startswith("#")]
        if not lines:
            continue
        passage = parse_passage(" ".join(lines))
        sentences = data.from_text(passage.text)
        spans = [s for sentence in sentences for s in sentence.spans]
        words = [w for sentence in sentences for w in sentence.words]
        attributions = []
        for roles in passage.spans.values():
            source, cue, content = (
                data.find_places(spans, words, roles[role]) for role in ROLES.values()
            )
            anchor = data.find_anchor(words, sorted(cue))
            attributions.append(data.Attribution(anchor, source, content, cue))
        yield data.Document(sentences, attributions, nested=True)
