"""What the page of drift shows: relay and root side by side, each change numbered in both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from dragoman.export.highlight import Mark, cut_blocks, find_context
from dragoman.export.linked import LinkedRecord, ReportLabel, shorten
from dragoman.model import Passage, Reading, Span
from dragoman.model.links import Drift, DriftKind, ReportDrift

KINDS: tuple[DriftKind, ...] = get_args(DriftKind)
ABOUT: Mapping[DriftKind, str] = {
    "number": "a count or sum is another",
    "date": "a date is another",
    "name": "somebody or something is called otherwise",
    "attribution": "said on another's word, or on nobody's",
    "hedge": "said more or less surely",
    "omission": "told by the root only",
    "addition": "told by the relay only",
}
# The same of two relays of a source that is not in the record, neither of which is the root.
ABOUT_TWO: Mapping[DriftKind, str] = {
    **ABOUT,
    "omission": "told by the earlier only",
    "addition": "told by the later only",
}
# Whole texts stand on the page, so there is an end to how many.
MAX_PAIRS = 60
MAX_CHARS = 1_500_000
WORDS_CHARS = 320
# Words shorter than this are shown with what stands around them.
BARE_CHARS = 60
CONTEXT_CHARS = 48


@dataclass(frozen=True, slots=True)
class PairText:
    """A report's text, kept until its pair is shown."""

    text: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """One side of a change: the words, those around them, and where they are in the column."""

    before: str
    words: str
    after: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change; a side that lacks the words is None."""

    number: int
    anchor: str
    what: str
    root: Words | None
    relay: Words | None


@dataclass(frozen=True, slots=True)
class DriftPiece:
    """Words of a column, with the changes they are part of and those that begin there."""

    text: str
    kind: DriftKind | None
    numbers: tuple[int, ...]
    begins: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A report's whole text; `prefix` begins the anchors of its changes."""

    label: ReportLabel
    prefix: str
    blocks: tuple[tuple[str | None, tuple[DriftPiece, ...]], ...]


@dataclass(frozen=True, slots=True)
class PairView:
    """A relay beside its root, with all changes by kind; or two relays of a `source`."""

    anchor: str
    root: Column
    relay: Column
    groups: tuple[tuple[DriftKind, tuple[ChangeView, ...]], ...]
    source: str | None = None

    @property
    def about(self) -> Mapping[DriftKind, str]:
        """What each kind of change is."""
        return ABOUT_TWO if self.source else ABOUT

    @property
    def counts(self) -> tuple[tuple[DriftKind, int], ...]:
        """How many changes there are of each kind."""
        return tuple((kind, len(changes)) for kind, changes in self.groups)

    @property
    def total(self) -> int:
        """How many changes there are."""
        return sum(n for _, n in self.counts)


@dataclass(frozen=True, slots=True)
class DriftView:
    """Everything on the page of drift."""

    pairs: tuple[PairView, ...]
    left_out: int

    @property
    def about(self) -> Mapping[DriftKind, str]:
        """What each kind of change is."""
        return ABOUT

    @property
    def counts(self) -> tuple[tuple[DriftKind, int], ...]:
        """How many changes of each kind there are in all pairs."""
        counts = Counter[DriftKind]()
        for pair in self.pairs:
            counts.update(dict(pair.counts))
        return tuple((kind, counts[kind]) for kind in KINDS if counts[kind])


def choose_pairs(linked: LinkedRecord) -> tuple[tuple[ReportDrift, ...], int]:
    """The pairs to show, those with most changes first, and how many there is no room for."""
    labels = linked.labels
    pairs = [d for d in linked.links.drifts if d.relay in labels and d.root in labels]
    chosen: list[ReportDrift] = []
    chars = 0
    for pair in sorted(pairs, key=lambda d: -len(d.drift))[:MAX_PAIRS]:
        chars += labels[pair.relay].chars + labels[pair.root].chars
        if chosen and chars > MAX_CHARS:
            break
        chosen.append(pair)
    return tuple(chosen), len(pairs) - len(chosen)


def pair_anchors(pairs: Iterable[ReportDrift]) -> dict[tuple[str, str], str]:
    """Where each relay stands on the page beside its root, by the ids of both."""
    return {(d.relay, d.root): f"p{n}" for n, d in enumerate(pairs, 1) if d.source is None}


def make_drift_view(
    pairs: Sequence[ReportDrift],
    left_out: int,
    labels: Mapping[str, ReportLabel],
    texts: Mapping[str, PairText],
) -> DriftView:
    """Everything that the page of drift shows of pairs that were chosen."""
    views = tuple(
        _pair(d, f"p{n}", labels, texts)
        for n, d in enumerate(pairs, 1)
        if d.relay in texts and d.root in texts
    )
    return DriftView(views, left_out)


def _pair(
    pair: ReportDrift,
    anchor: str,
    labels: Mapping[str, ReportLabel],
    texts: Mapping[str, PairText],
) -> PairView:
    drift = sorted(pair.drift, key=lambda d: (KINDS.index(d.kind), _place(d)))
    numbered = list(enumerate(drift, 1))
    root = _Side(labels[pair.root], texts[pair.root], f"{anchor}-root")
    relay = _Side(labels[pair.relay], texts[pair.relay], f"{anchor}-relay")
    root_column, in_root = root.column([(n, d.kind, d.root) for n, d in numbered])
    relay_column, in_relay = relay.column([(n, d.kind, d.relay) for n, d in numbered])
    changes = [
        (
            d.kind,
            ChangeView(
                number=n,
                anchor=f"{anchor}-c{n}",
                what=shorten(d.what, WORDS_CHARS),
                root=root.words(n, d.root, in_root),
                relay=relay.words(n, d.relay, in_relay),
            ),
        )
        for n, d in numbered
    ]
    groups = tuple(
        (kind, found) for kind in KINDS if (found := tuple(c for k, c in changes if k == kind))
    )
    return PairView(anchor, root_column, relay_column, groups, pair.source)


def _place(drift: Drift) -> tuple[int, int]:
    """Where a change is: by the root's order, else by the relay's."""
    return (
        drift.root.start if drift.root else 1 << 40,
        drift.relay.start if drift.relay else 0,
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """Relay or root on its way to a column."""

    label: ReportLabel
    kept: PairText
    prefix: str

    def column(
        self, changes: Sequence[tuple[int, DriftKind, Span | None]]
    ) -> tuple[Column, frozenset[int]]:
        """The whole text with the words of each change marked, and which changes are seen there."""
        kinds = {n: kind for n, kind, _ in changes}
        marks = [Mark(s.start, s.end, str(n), kind) for n, kind, s in changes if s]
        begun: set[int] = set()
        blocks = []
        for block in cut_blocks(self.kept.text, self.kept.passages, marks):
            pieces = []
            for piece in block.pieces:
                numbers = tuple(int(r) for r in piece.refs)
                begins = tuple(sorted(n for n in numbers if n not in begun))
                begun.update(numbers)
                kind = kinds[numbers[0]] if numbers else None
                pieces.append(DriftPiece(piece.text, kind, numbers, begins))
            blocks.append((block.kind, tuple(pieces)))
        return Column(self.label, self.prefix, tuple(blocks)), frozenset(begun)

    def words(self, number: int, span: Span | None, seen: frozenset[int]) -> Words | None:
        """One side of a change, with an anchor if its words are seen in the column."""
        if span is None:
            return None
        text = self.kept.text
        words = shorten(text[span.start : span.end], WORDS_CHARS)
        anchor = f"{self.prefix}-{number}" if number in seen else None
        bare = len(words) < BARE_CHARS
        before, after = find_context(text, span, CONTEXT_CHARS) if bare else ("", "")
        return Words(before, words, after, anchor)


def keep_text(reading: Reading) -> PairText:
    """What a column needs of a reading."""
    return PairText(reading.report.text, reading.passages)
