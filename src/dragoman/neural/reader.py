"""One pass of the encoder over a text: words, trees, names, attributions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from dragoman.model import Attribution, Parse, Sentence, Token
from dragoman.neural.clear import to_clear
from dragoman.neural.encoder import Encoder, Scores, WindowScores, load_encoder
from dragoman.neural.entities import find_entities, weigh_names
from dragoman.neural.lemmas import find_lemma
from dragoman.neural.morphology import forbid
from dragoman.neural.mutable_tree import NAME_TAGS
from dragoman.neural.names import decode_bio
from dragoman.neural.pieces import MAX_REMEMBERED
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


def read_lines(
    encoder: Encoder, scores: WindowScores, words: Sequence[str], lines: Sequence[tuple[Span, bool]]
) -> list[LineScores]:
    """Decode the words of a window as sentences, each `[first, last)` of them.

    Each sentence says whether it is noise and gets a flat tree: the search for
    the best one is cubic in its length.
    """
    labels = encoder.labels
    names = weigh_names(scores.names, scores.onto, labels.names, labels.onto)
    xpos = forbid(scores.xpos, words, labels.xpos).argmax(1).tolist()
    upos = scores.upos.argmax(1).tolist()
    boundary = (1 / (1 + np.exp(-scores.sentence))).tolist()
    heads = [_find_tree(scores, *line, noise=noise) for line, noise in lines]
    above = [
        a + h if h else 0
        for (line, _), tree in zip(lines, heads, strict=True)
        for a in line[:1]
        for h in tree
    ]
    relations = encoder.score_relations(scores.rel_dep, scores.rel_head[above]).argmax(1).tolist()
    return [
        LineScores(
            tuple(labels.xpos[k] for k in xpos[a:b]),
            tuple(labels.upos[k] for k in upos[a:b]),
            tuple(tree),
            tuple(labels.rel[k] for k in relations[a:b]),
            tuple(decode_bio(names[a:b], labels.names)),
            tuple(decode_bio(scores.onto[a:b], labels.onto)),
            tuple(scores.factuality[a:b].tolist()),
            tuple(boundary[a:b]),
        )
        for ((a, b), _), tree in zip(lines, heads, strict=True)
    ]


def _find_tree(scores: WindowScores, first: int, last: int, *, noise: bool) -> list[int]:
    if noise:
        return [0] + [1] * (last - first - 1)
    return find_heads(scores.arcs[first:last][:, [0, *range(first + 1, last + 1)]])


class NeuralParser:
    """The shared encoder as a parser."""

    def __init__(self, encoder: Encoder | None = None) -> None:
        self.encoder = encoder or load_encoder()
        self.name = f"model:encoder@{self.encoder.version}"
        self._lemmas: dict[tuple[str, str, str], str] = {}

    def parse(self, text: str, pieces: Sequence[TextPiece]) -> Parse:
        """Sentences, one for each piece of `text`, and attributions; offsets count in `text`."""
        grouped, scores = self._read(text, pieces)
        tokens: list[list[Token]] = [[] for _ in pieces]
        senses: list[list[Scores]] = [[] for _ in pieces]
        # Windows that repeat share their scores, and so what is read off them.
        known: dict[tuple[int, tuple[Span, ...]], list[LineScores]] = {}
        for group, found in zip(grouped, scores, strict=True):
            parts, spans = _split_window(group, found)
            key = id(found), spans
            if key not in known:
                lines = [(s, not self._has_language(p)) for s, p in zip(spans, parts, strict=True)]
                words = [w for line in group for w in line.words]
                known[key] = read_lines(self.encoder, found, words, lines)
            for part, read, (a, b) in zip(parts, known[key], spans, strict=True):
                self._add_tokens(part, read, tokens[part.sentence])
                senses[part.sentence].append(found.middle[a:b])
        attributions = self._attributions(grouped, scores)
        sentences = tuple(_make_sentence(text, p, t) for p, t in zip(pieces, tokens, strict=True))
        return Parse(sentences, tuple(attributions), tuple(_join(parts) for parts in senses))

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
        read: list[LineScores] = []
        for (first, last), found in zip(windows, scores, strict=True):
            ends = list(accumulate((len(words) for words in sentences[first:last]), initial=0))
            inside = [w for words in sentences[first:last] for w in words]
            read += read_lines(self.encoder, found, inside, [(s, False) for s in pairwise(ends)])
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

    def _attributions(
        self, grouped: Sequence[Sequence[Line]], scores: Sequence[WindowScores]
    ) -> Iterator[Attribution]:
        words = [[w for line in group for w in line.words] for group in grouped]
        found = find_attributions(self.encoder, scores, words)
        for group, attributions in zip(grouped, found, strict=True):
            spans = [s for line in group for s in line.spans]
            for a in attributions:
                yield Attribution(
                    _cut(spans, a.cue),
                    _cut(spans, a.source) if a.source else None,
                    tuple(_cut(spans, run) for run in a.content),
                    a.confidence,
                    f"model:attribution@{self.encoder.version}",
                )

    def _lemma(self, word: str, pos: str, xpos: str) -> str:
        """A word's lemma, remembered: most words have been met before."""
        key = word, pos, xpos
        lemma = self._lemmas.get(key)
        if lemma is None:
            if len(self._lemmas) >= MAX_REMEMBERED:
                self._lemmas.clear()
            lemma = self._lemmas[key] = find_lemma(word, pos, xpos, self.encoder.pieces)
        return lemma

    def _add_tokens(self, line: Line, found: LineScores, tokens: list[Token]) -> None:
        """Add the words of one line to its sentence's."""
        pos = [
            "PROPN" if x in NAME_TAGS else u for u, x in zip(found.upos, found.xpos, strict=True)
        ]
        rows = zip(line.words, pos, found.xpos, strict=True)
        lemmas = [self._lemma(*row) for row in rows]
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
                    happened=found.factuality[k],
                )
            )


def _split_window(
    group: Sequence[Line], scores: WindowScores
) -> tuple[list[Line], tuple[Span, ...]]:
    """The lines of a window as the encoder sees their sentences, and their places in it."""
    parts: list[Line] = []
    at = 0
    for line in group:
        parts += split_line(line, scores.sentence[at : at + len(line.words)])
        at += len(line.words)
    return parts, tuple(pairwise(accumulate((len(p.words) for p in parts), initial=0)))


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


def _join(parts: list[Scores]) -> Scores:
    """The vectors of a sentence's words; most sentences lie in one piece and are not copied."""
    if len(parts) == 1:
        return parts[0]
    return np.concatenate(parts) if parts else np.zeros((0, 0), np.float32)


def _make_sentence(text: str, piece: TextPiece, tokens: list[Token]) -> Sentence:
    end = min(piece.end, piece.start + MAX_SENTENCE_CHARS)
    return Sentence(piece.start, end, text[piece.start : end], piece.kind, tuple(tokens))


@cache
def load_neural_parser() -> NeuralParser:
    """The parser over the package's weights, loaded once a process."""
    return NeuralParser()
