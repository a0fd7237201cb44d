"""One pass of the encoder over a text: words, trees, names, attributions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Attribution, Parse, Sentence, Token
from dragoman.neural.clear import to_clear
from dragoman.neural.encoder import Encoder, WindowScores, load_encoder
from dragoman.neural.entities import find_entities, weigh_names
from dragoman.neural.lemmas import find_lemma
from dragoman.neural.morphology import forbid
from dragoman.neural.mutable_tree import NAME_TAGS
from dragoman.neural.names import decode_bio
from dragoman.neural.statements import find_attributions
from dragoman.neural.trees import find_heads
from dragoman.neural.windows import MAX_PIECES, pack_windows
from dragoman.neural.words import find_words
from dragoman.text import MAX_SENTENCE_CHARS, TextPiece

Span = tuple[int, int]
# A line of more words than `SHORT` is noise if fewer than one in `NOISE` is in the vocabulary.
SHORT, NOISE = 20, 5
# The score of a sentence start inside what the rules of `text` took for one sentence: odds of 10.
SURE_START = 2.3


@dataclass(frozen=True, slots=True)
class Line:
    """Words that are parsed as one: a sentence, or a part of one too long for the encoder."""

    sentence: int
    spans: tuple[Span, ...]
    words: tuple[str, ...]
    opens_passage: bool


@dataclass(frozen=True, slots=True)
class LineScores:
    """What the encoder reads off the words of one line, one entry a word.

    `heads` counts from 1, 0 is the root; `rels` are Universal Dependencies;
    `names` and `fine` are BIO labels; `factuality` runs from -3 (did not
    happen) to 3 (happened); `boundary` is the chance that a sentence starts.
    """

    xpos: tuple[str, ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    rels: tuple[str, ...]
    names: tuple[str, ...]
    fine: tuple[str, ...]
    factuality: tuple[float, ...]
    boundary: tuple[float, ...]


def read_line(
    encoder: Encoder, scores: WindowScores, words: Sequence[str], at: int, *, noise: bool = False
) -> LineScores:
    """Decode some words of a window, from `at` on, as one sentence.

    Noise gets a flat tree: the search for the best one is cubic in its length.
    """
    labels, end = encoder.labels, at + len(words)
    fine = scores.onto[at:end]
    names = weigh_names(scores.names[at:end], fine, labels.names, labels.onto)
    heads = [0] + [1] * (len(words) - 1)
    if not noise:
        heads = find_heads(scores.arcs[at:end][:, [0, *range(at + 1, end + 1)]])
    above = scores.rel_head[[at + h if h else 0 for h in heads]]
    relations = encoder.score_relations(scores.rel_dep[at:end], above).argmax(1)
    return LineScores(
        tuple(labels.xpos[k] for k in forbid(scores.xpos[at:end], words, labels.xpos).argmax(1)),
        tuple(labels.upos[k] for k in scores.upos[at:end].argmax(1)),
        tuple(heads),
        tuple(labels.rel[k] for k in relations),
        tuple(decode_bio(names, labels.names)),
        tuple(decode_bio(fine, labels.onto)),
        tuple(float(x) for x in scores.factuality[at:end]),
        tuple(float(x) for x in 1 / (1 + np.exp(-scores.sentence[at:end]))),
    )


class NeuralParser:
    """The shared encoder as a parser."""

    def __init__(self, encoder: Encoder | None = None) -> None:
        self.encoder = encoder or load_encoder()
        self.name = f"model:encoder@{self.encoder.version}"

    def parse(self, text: str, pieces: Sequence[TextPiece]) -> Parse:
        """Sentences, one for each piece of `text`, and attributions; offsets count in `text`."""
        grouped, scores = self._read(text, pieces)
        tokens: list[list[Token]] = [[] for _ in pieces]
        attributions: list[Attribution] = []
        # Windows that repeat share their scores, and so what is read off them.
        known: dict[tuple[int, int, int], LineScores] = {}
        for group, found in zip(grouped, scores, strict=True):
            attributions += self._attributions(group, found)
            at = 0
            for line in group:
                for part in split_line(line, found.sentence[at : at + len(line.words)]):
                    key = id(found), at, len(part.words)
                    if key not in known:
                        noise = not self._has_language(part)
                        known[key] = read_line(self.encoder, found, part.words, at, noise=noise)
                    read = known[key]
                    self._add_tokens(part, read, tokens[line.sentence])
                    at += len(part.words)
        sentences = tuple(_make_sentence(text, p, t) for p, t in zip(pieces, tokens, strict=True))
        return Parse(sentences, tuple(attributions))

    def _read(
        self, text: str, pieces: Sequence[TextPiece]
    ) -> tuple[list[list[Line]], list[WindowScores]]:
        """The lines of a text by window, and each window's scores."""
        lines = [line for n in range(len(pieces)) for line in self._lines(text, pieces, n)]
        windows, scores = self._read_windows(
            [line.words for line in lines], [line.opens_passage for line in lines]
        )
        return [lines[a:b] for a, b in windows], scores

    def _read_windows(
        self, lines: Sequence[Sequence[str]], opens_passage: Sequence[bool]
    ) -> tuple[list[Span], list[WindowScores]]:
        """The windows `[first, last)` that lines of words make, and the scores of each."""
        windows = pack_windows([self.encoder.count(words) for words in lines], opens_passage)
        scores = self.encoder.read(
            [[w for words in lines[a:b] for w in words] for a, b in windows],
            [
                [s for n in range(a, b) for s in _starts(len(lines[n]), opens_passage[n])]
                for a, b in windows
            ],
        )
        return windows, scores

    def read_words(
        self, sentences: Sequence[Sequence[str]], opens_passage: Sequence[bool]
    ) -> list[LineScores]:
        """What the encoder reads off sentences whose words are known, as in a treebank."""
        windows, scores = self._read_windows(sentences, opens_passage)
        read = []
        for (first, last), found in zip(windows, scores, strict=True):
            at = 0
            for words in sentences[first:last]:
                read.append(read_line(self.encoder, found, words, at))
                at += len(words)
        return read

    def _has_language(self, line: Line) -> bool:
        """Whether a word in five or more is known: signs and strings of letters are noise."""
        if len(line.words) <= SHORT:
            return True
        known = sum(len(w) > 1 and w.lower() in self.encoder.pieces for w in line.words)
        return NOISE * known >= len(line.words)

    def _lines(self, text: str, pieces: Sequence[TextPiece], n: int) -> Iterator[Line]:
        """A sentence as one line, or as several if it is longer than the encoder's window."""
        piece = pieces[n]
        end = min(piece.end, piece.start + MAX_SENTENCE_CHARS)
        spans = list(find_words(text, piece.start, end))
        opens = n == 0 or "\n" in text[pieces[n - 1].end : piece.start]
        first, size = 0, 0
        for k, (a, b) in enumerate(spans):
            more = len(self.encoder.pieces(text[a:b]))
            if size + more > MAX_PIECES:
                yield _line(text, n, spans[first:k], opens and first == 0)
                first, size = k, 0
            size += more
        if spans[first:]:
            yield _line(text, n, spans[first:], opens and first == 0)

    def _attributions(self, group: Sequence[Line], scores: WindowScores) -> Iterator[Attribution]:
        spans = [s for line in group for s in line.spans]
        words = [w for line in group for w in line.words]
        for a in find_attributions(self.encoder, scores, words):
            yield Attribution(
                _cut(spans, a.cue),
                _cut(spans, a.source) if a.source else None,
                tuple(_cut(spans, run) for run in a.content),
                a.confidence,
                f"model:attribution@{self.encoder.version}",
            )

    def _add_tokens(self, line: Line, found: LineScores, tokens: list[Token]) -> None:
        """Add the words of one line to its sentence's."""
        pos = [
            "PROPN" if x in NAME_TAGS else u for u, x in zip(found.upos, found.xpos, strict=True)
        ]
        rows = zip(line.words, pos, found.xpos, strict=True)
        lemmas = [find_lemma(*row, self.encoder.pieces) for row in rows]
        places, deps = to_clear(line.words, lemmas, found.upos, found.xpos, found.heads, found.rels)
        entities = find_entities(found.names, found.fine)
        base = len(tokens)
        root = next((t.index for t in tokens if t.dep == "ROOT"), None)
        for k, (start, stop) in enumerate(line.spans):
            hangs = places[k] == k and root is not None
            tokens.append(
                Token(
                    index=base + k,
                    start=start,
                    end=stop,
                    text=line.words[k],
                    lemma=lemmas[k],
                    pos=pos[k],
                    tag=found.xpos[k],
                    dep="dep" if hangs else deps[k],
                    head=root if hangs and root is not None else base + places[k],
                    entity=entities[k][0],
                    entity_first=entities[k][1],
                )
            )


def split_line(line: Line, boundary: NDArray[np.float32]) -> Iterator[Line]:
    """A line as the sentences the encoder sees in it, by its scores [W] of sentence starts.

    Headings and sentences that translation glued together get a tree each.
    """
    cuts = [0, *(int(k) for k in np.flatnonzero(boundary > SURE_START) if k), len(line.words)]
    for n, (a, b) in enumerate(pairwise(cuts)):
        yield Line(line.sentence, line.spans[a:b], line.words[a:b], line.opens_passage and n == 0)


def _line(text: str, n: int, spans: Sequence[Span], opens: bool) -> Line:
    return Line(n, tuple(spans), tuple(text[a:b] for a, b in spans), opens)


def _starts(count: int, opens_passage: bool) -> list[int]:
    return [2 if opens_passage else 1] + [0] * (count - 1)


def _cut(spans: Sequence[Span], run: Span) -> Span:
    return spans[run[0]][0], spans[run[1] - 1][1]


def _make_sentence(text: str, piece: TextPiece, tokens: list[Token]) -> Sentence:
    end = min(piece.end, piece.start + MAX_SENTENCE_CHARS)
    return Sentence(piece.start, end, text[piece.start : end], piece.kind, tuple(tokens))


@cache
def load_neural_parser() -> NeuralParser:
    """The parser over the package's weights, loaded once a process."""
    return NeuralParser()
