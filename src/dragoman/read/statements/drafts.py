"""What the finders of statements hand each other before chains are known."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Token
from dragoman.read.statements.tree import Tree, runs

Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """A phrase that says who holds or relays: its words and their head; `number` of the sentence.

    `antecedent` is what a relative pronoun (`who`, `which`) stands for. What
    `passes_on` others' words by what the sentence says is an outlet, known or not.
    """

    number: int
    head: Token
    start: int
    end: int
    antecedent: Source | None = None
    passes_on: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before its chain is known.

    `number` is the sentence of its cue, `frame` the way its content is tied to
    the cue, `lemma` the cue's key in the table of cues, `content` its pieces
    (code points of the repaired text), `relays` what the sentence itself gives
    as going before the source, `origin` the model that found it if no rule did.
    """

    number: int
    frame: str
    lemma: str
    cue: Token | None
    cue_span: Piece | None
    source: Source | None
    content: tuple[Piece, ...]
    confidence: float
    relays: tuple[Source, ...] = ()
    origin: str = ""

    @property
    def start(self) -> int:
        """Where the content starts."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Where the content ends."""
        return self.content[-1][1]

    @property
    def size(self) -> int:
        """How many code points the content has."""
        return sum(b - a for a, b in self.content)

    def holds(self, offset: int) -> bool:
        """Whether an offset lies in the content."""
        return any(a <= offset < b for a, b in self.content)


def make_pieces(tokens: list[Token], tree: Tree) -> tuple[Piece, ...]:
    """Unbroken stretches of words as code-point intervals, without marks at their ends."""
    return tuple((run[0].start, run[-1].end) for run in runs(tokens, tree))
