"""A sentence's dependency tree with its children and subtrees looked up once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.model import Sentence, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
QUOTE_CHARS = frozenset("\"“”„«»''``‘’")
MAX_DEPTH = 200


@dataclass(frozen=True, slots=True)
class Tree:
    """One parsed sentence; `number` is its place in the report."""

    number: int
    sentence: Sentence
    tokens: tuple[Token, ...]
    kids: tuple[tuple[Token, ...], ...]

    def children(self, token: Token) -> tuple[Token, ...]:
        """The direct dependents of a token, in order."""
        return self.kids[token.index]

    def child(self, token: Token, *deps: str) -> Token | None:
        """The first dependent that bears one of the labels."""
        return next((t for t in self.kids[token.index] if t.dep in deps), None)

    def head(self, token: Token) -> Token:
        """The governor of a token; the root is its own."""
        return self.tokens[token.head]

    def subtree(self, token: Token, *, without: Iterable[Token] = ()) -> list[Token]:
        """The token with all that depends on it, in order, less the subtrees of `without`."""
        seen = {t.index for t in without}
        if token.index in seen:
            return []
        seen.add(token.index)
        found, stack = [token], [token]
        while stack:
            for kid in self.kids[stack.pop().index]:
                if kid.index not in seen:
                    seen.add(kid.index)
                    found.append(kid)
                    stack.append(kid)
        return sorted(found, key=lambda t: t.index)

    def ancestors(self, token: Token) -> Iterable[Token]:
        """The governors of a token from the nearest to the root."""
        for _ in range(MAX_DEPTH):
            head = self.tokens[token.head]
            if head.index == token.index:
                return
            yield head
            token = head

    def before(self, token: Token) -> Token | None:
        """The word before a token in its sentence."""
        return self.tokens[token.index - 1] if token.index else None

    def after(self, token: Token) -> Token | None:
        """The word after a token in its sentence."""
        return self.tokens[token.index + 1] if token.index + 1 < len(self.tokens) else None


def make_tree(number: int, sentence: Sentence) -> Tree:
    """The tree of a parsed sentence; an empty sentence gives an empty tree."""
    kids: list[list[Token]] = [[] for _ in sentence.tokens]
    for token in sentence.tokens:
        if token.head != token.index:
            kids[token.head].append(token)
    return Tree(number, sentence, sentence.tokens, tuple(tuple(k) for k in kids))


def is_quote(token: Token) -> bool:
    """Whether a token is nothing but quotation marks."""
    return all(c in QUOTE_CHARS for c in token.text)


def is_edge(token: Token) -> bool:
    """Whether a token may be cut from the ends of a piece: punctuation or a quotation mark."""
    return token.pos in {"PUNCT", "SPACE"} or is_quote(token)


def trim(tokens: list[Token]) -> list[Token]:
    """The tokens without punctuation and quotation marks at their ends; brackets stay paired."""
    start, end = 0, len(tokens)
    while start < end and is_edge(tokens[start]) and tokens[start].text not in "([":
        start += 1
    while end > start and is_edge(tokens[end - 1]) and tokens[end - 1].text not in ")]":
        end -= 1
    return tokens[start:end]


def runs(tokens: list[Token], tree: Tree) -> list[list[Token]]:
    """Tokens as unbroken stretches; a gap of nothing but punctuation does not break one."""
    stretches: list[list[Token]] = []
    for token in tokens:
        if stretches:
            last = stretches[-1][-1].index
            gap = tree.tokens[last + 1 : token.index]
            if all(is_edge(t) for t in gap):
                stretches[-1].extend((*gap, token))
                continue
        stretches.append([token])
    return [s for s in map(trim, stretches) if s]
