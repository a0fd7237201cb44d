"""What reading asks of a parser, and the parser that stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dragoman.model import Parse
from dragoman.neural import load_neural_parser
from dragoman.text import TextPiece


class Parser(Protocol):
    """Gives words, parses, names and attributions for the sentences of one text."""

    @property
    def name(self) -> str:
        """Name and version, for the origin of findings."""
        ...

    def parse(self, text: str, pieces: Sequence[TextPiece]) -> Parse:
        """One parsed sentence for each piece of `text`, offsets counting in `text`."""
        ...


def load_parser() -> Parser:
    """The parser for English, loaded once a process: the shared encoder."""
    return load_neural_parser()
