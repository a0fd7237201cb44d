"""Statements and their source chains: who said, thinks or wants what, through whom.

The encoder finds attributions; rules over dependencies and quotation marks add
what it does not say. `cues.tsv` tells which words bring a statement in which
frame, and how often they do; the confidence of a statement that rules alone
found is that figure, measured on hand-annotated news.
"""

from dragoman.read.statements.find import find_statements
from dragoman.read.statements.targets import find_targets

__all__ = ["find_statements", "find_targets"]
