"""Statements and their source chains: who said, thinks or wants what, through whom.

By rules over dependencies and quotation marks. `cues.tsv` tells which words
bring a statement in which frame, and how often they do; the confidence of a
statement is that figure, measured on hand-annotated news.
"""

from dragoman.read.statements.find import find_statements

__all__ = ["find_statements"]
