"""From documents to padded tensors: windows, faults, targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import torch
from torch import Tensor

from dragoman.neural.features import find_quoted, find_shape
from dragoman.neural.pieces import CLS, SEP, Pieces
from dragoman.neural.windows import MAX_PIECES, pack_windows
from training.encoder.corrupt import corrupt
from training.encoder.data import Document
from training.encoder.labels import NAMES, ONTO

NONE = -100


@dataclass
class Window:
    """Some sentences of a document with all targets, one entry a word."""

    words: list[str]
    starts: list[int]
    sentence: list[int]
    xpos: list[int]
    upos: list[int]
    heads: list[int]  # 0 the root, n the n-th word of the window, NONE unknown
    rels: list[int]
    names: list[tuple[int, ...]]
    onto: list[int]
    facts: list[float]
    boundary: list[int]
    cues: list[int]
    roles: list[tuple[int, list[int]]] = field(default_factory=list)
    pieces: int = 0


@dataclass(frozen=True)
class Vocabulary:
    """Indices of the labels that the treebanks bring."""

    xpos: dict[str, int]
    upos: dict[str, int]
    rel: dict[str, int]


def cut_windows(
    document: Document, pieces: Pieces, vocabulary: Vocabulary, target: int
) -> Iterator[Window]:
    """The windows of a document, as reading will cut them."""
    sizes = [sum(len(pieces(w)) for w in s.words) for s in document.sentences]
    opens = [s.first_of_passage for s in document.sentences]
    offsets = [0]
    for s in document.sentences:
        offsets.append(offsets[-1] + len(s.words))
    for first, last in pack_windows(sizes, opens, target):
        window = _window(document, first, last, vocabulary)
        if document.attributions is not None:
            _mark_statements(window, document, offsets[first], offsets[last])
        window.pieces = sum(sizes[first:last])
        if window.pieces > MAX_PIECES:
            continue  # one sentence of unheard-of length
        yield window


def _window(document: Document, first: int, last: int, vocabulary: Vocabulary) -> Window:
    window = Window([], [], [], [], [], [], [], [], [], [], [], [])
    for number, s in enumerate(document.sentences[first:last]):
        base, n = len(window.words), len(s.words)
        opening = 2 if s.first_of_passage or (number == 0 and first == 0) else 1
        window.words += s.words
        window.starts += [opening] + [0] * (n - 1)
        window.sentence += [number] * n
        window.boundary += [1 if document.segmented else NONE] + (
            [0 if document.segmented else NONE] * (n - 1)
        )
        known = vocabulary
        window.xpos += [known.xpos.get(x, NONE) for x in s.xpos] if s.xpos else [NONE] * n
        window.upos += [known.upos.get(x, NONE) for x in s.upos] if s.upos else [NONE] * n
        window.heads += [_place(h, base) for h in s.heads] if s.heads else [NONE] * n
        window.rels += [known.rel.get(x, NONE) for x in s.rels] if s.rels else [NONE] * n
        window.names += s.names if s.names else [()] * n
        window.onto += [ONTO.index(x) for x in s.onto] if s.onto else [NONE] * n
        facts = s.factuality or {}
        window.facts += [facts.get(k, float("nan")) for k in range(n)]
        window.cues += [NONE] * n
    return window


def _place(head: int, base: int) -> int:
    """The place of a head in its window."""
    if head < 0:
        return NONE
    return base + head if head else 0


def _mark_statements(window: Window, document: Document, start: int, end: int) -> None:
    """Cues and their roles; what stands inside content is unknown where only the outermost
    attributions are gold."""
    attributions = document.attributions or []
    window.cues = [0] * len(window.words)
    for a in attributions if not document.nested else ():
        for n in a.content:
            if start <= n < end:
                window.cues[n - start] = NONE
    for a in attributions:
        for n in a.cue:
            if start <= n < end:
                window.cues[n - start] = 0 if window.cues[n - start] == 0 else NONE
    for a in attributions:
        if not start <= a.anchor < end:
            continue
        window.cues[a.anchor - start] = 1
        roles = [0] * len(window.words)
        for kind, places in ((2, a.content), (1, a.source), (3, a.cue)):
            for n in places:
                if start <= n < end:
                    roles[n - start] = kind
        window.roles.append((a.anchor - start, roles))


def break_window(window: Window, random: Random) -> Window:
    """The window with faults of translation; labels follow their words."""
    words = corrupt(window.words, random)
    came = [n for _, n in words]
    place = {n: k for k, n in enumerate(came) if n >= 0}

    def carry(values: list, missing):
        return [values[n] if n >= 0 else missing for n in came]

    def follow(head: int) -> int:
        """Where a head went; a head that is gone hands on to its own."""
        for _ in range(len(window.words)):
            if head <= 0:
                return head
            if head - 1 in place:
                return place[head - 1] + 1
            head = window.heads[head - 1]
        return NONE

    sentence = []
    for n in came:
        sentence.append(window.sentence[n] if n >= 0 else (sentence[-1] if sentence else 0))
    roles = [(place[anchor], carry(kinds, 0)) for anchor, kinds in window.roles if anchor in place]
    return Window(
        words=[w for w, _ in words],
        starts=_glue(carry(window.starts, 0), sentence, random),
        sentence=sentence,
        xpos=carry(window.xpos, NONE),
        upos=carry(window.upos, NONE),
        heads=[follow(window.heads[n]) if n >= 0 else NONE for n in came],
        rels=carry(window.rels, NONE),
        names=carry(window.names, ()),
        onto=carry(window.onto, NONE),
        facts=carry(window.facts, float("nan")),
        boundary=[
            b if b == NONE else int(k == 0 or sentence[k] != sentence[k - 1])
            for k, b in enumerate(carry(window.boundary, NONE))
        ],
        cues=carry(window.cues, NONE),
        roles=roles,
        pieces=window.pieces,
    )


def _glue(starts: list[int], sentence: list[int], random: Random) -> list[int]:
    """Sentence marks as a careless cutter gives them: some missing, few too many."""
    missing, odd = random.choice(((0.0, 0.0), (0.15, 0.01), (0.5, 0.02)))
    out = []
    for k, start in enumerate(starts):
        fresh = start or (k > 0 and sentence[k] != sentence[k - 1])
        draw = random.random()
        if fresh:
            out.append(0 if draw < missing and k else start or 1)
        else:
            out.append(1 if draw < odd else 0)
    return out


@dataclass
class Batch:
    """Padded tensors of some windows. B windows, L pieces, W words, N cues."""

    pieces: Tensor  # [B, L]
    features: Tensor  # [B, 3, L]
    first: Tensor  # [B, W]
    mask: Tensor  # [B, W] true for words
    sentence: Tensor  # [B, W]
    xpos: Tensor
    upos: Tensor
    heads: Tensor
    rels: Tensor
    names: Tensor  # [B, W, labels] true where a label may be right; all false if unknown
    onto: Tensor
    facts: Tensor
    boundary: Tensor
    cues: Tensor
    cue_window: Tensor  # [N] the window of each cue
    cue_at: Tensor  # [N] its place
    roles: Tensor  # [N, W]


def encode_features(words: list[str], starts: list[int]) -> list[tuple[int, int, int]]:
    """Shape, start and quotation of each word, counted from 1; 0 is for no word."""
    quoted = find_quoted(words, starts)
    return [
        (find_shape(w) + 1, s + 1, q + 1) for w, s, q in zip(words, starts, quoted, strict=True)
    ]


def make_batch(windows: list[Window], pieces: Pieces) -> Batch:
    """Pad windows to tensors."""
    ids, features, first = [], [], []
    for w in windows:
        row, extra, at = [CLS], [(0, 0, 0)], []
        for word, f in zip(w.words, encode_features(w.words, w.starts), strict=True):
            at.append(len(row))
            new = pieces(word)
            row += new
            extra += [f] * len(new)
        ids.append([*row, SEP])
        features.append([*extra, (0, 0, 0)])
        first.append(at)
    length, width = max(map(len, ids)), max(len(w.words) for w in windows)

    def pad(rows, fill, size=width, dtype=torch.long):
        return torch.tensor([[*r, *[fill] * (size - len(r))] for r in rows], dtype=dtype)

    names = torch.zeros(len(windows), width, len(NAMES), dtype=torch.bool)
    for b, w in enumerate(windows):
        for k, allowed in enumerate(w.names):
            for label in allowed:
                names[b, k, label] = True
    cues = [(b, at, roles) for b, w in enumerate(windows) for at, roles in w.roles]
    return Batch(
        pieces=pad(ids, 0, length),
        features=torch.stack(
            [pad([[f[k] for f in row] for row in features], 0, length) for k in range(3)], 1
        ),
        first=pad(first, 0),
        mask=pad([[True] * len(w.words) for w in windows], False, dtype=torch.bool),
        sentence=pad([w.sentence for w in windows], -1),
        xpos=pad([w.xpos for w in windows], NONE),
        upos=pad([w.upos for w in windows], NONE),
        heads=pad([w.heads for w in windows], NONE),
        rels=pad([w.rels for w in windows], NONE),
        names=names,
        onto=pad([w.onto for w in windows], NONE),
        facts=pad([w.facts for w in windows], float("nan"), dtype=torch.float),
        boundary=pad([w.boundary for w in windows], NONE),
        cues=pad([w.cues for w in windows], NONE),
        cue_window=torch.tensor([b for b, _, _ in cues], dtype=torch.long),
        cue_at=torch.tensor([at for _, at, _ in cues], dtype=torch.long),
        roles=pad([r for _, _, r in cues], NONE)
        if cues
        else torch.zeros(0, width, dtype=torch.long),
    )
