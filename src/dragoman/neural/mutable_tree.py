"""A tree of Universal Dependencies that can be changed: what repairs and conversions work on."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass

ROOT = -1
# Penn tags of names, which Universal Dependencies may call adjectives: `the United Nations`.
NAME_TAGS = frozenset({"NNP", "NNPS"})


@dataclass(slots=True)
class Node:
    """A word of the tree while it is changed; `head` is -1 for the root."""

    word: str
    lemma: str
    upos: str
    xpos: str
    head: int
    rel: str


class Tree:
    """Words with their heads, and for each the words that hang on it."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.below: list[list[int]] = [[] for _ in range(len(nodes) + 1)]  # the last is the root's
        for n, node in enumerate(nodes):
            self.below[node.head].append(n)

    def hang(self, at: int, head: int) -> None:
        """Give a word another head; heads are changed by nothing else."""
        node = self.nodes[at]
        self.below[node.head].remove(at)
        insort(self.below[head], at)
        node.head = head

    def kids(self, at: int, *rels: str) -> list[int]:
        """The words that hang on one, in order."""
        below = self.below[at]
        return [n for n in below if self.nodes[n].rel in rels] if rels else list(below)

    def kid(self, at: int, *rels: str) -> int | None:
        """The first word that hangs on one so."""
        for n in self.below[at]:
            if self.nodes[n].rel in rels:
                return n
        return None

    def swap(self, down: int, up: int, rel: str) -> None:
        """Let `up` take the place of `down`, its governor, which hangs on it as `rel`."""
        upper, lower = self.nodes[up], self.nodes[down]
        self.hang(up, lower.head)
        self.hang(down, up)
        upper.rel, lower.rel = lower.rel, rel
