"""Statements whose cue is a verb or an adjective: said that, hopes to, called for, is sure that."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.model import Token
from dragoman.read.statements.complements import Complement, find_complement
from dragoman.read.statements.cues import Cues
from dragoman.read.statements.drafts import Draft, Piece, make_pieces
from dragoman.read.statements.sources import find_holder
from dragoman.read.statements.tree import Tree, trim

EMPTY = frozenset({"DET", "PART", "ADP", "PUNCT"})
# A verb that brings a clause of content at least so often starts a statement of its own.
STRONG = 0.5


def cue_lemma(tree: Tree, verb: Token) -> str:
    """The key of a verb in the table of cues: its lemma, with its particle (`point out`)."""
    particle = tree.child(verb, "prt")
    lemma = verb.lemma.lower()
    return f"{lemma} {particle.text.lower()}" if particle is not None else lemma


def cue_span(tree: Tree, verb: Token, more: tuple[Token, ...] = ()) -> Piece:
    """The words of a cue: the verb with particle and preposition, its negation before it."""
    words = [verb, *more]
    words += [k for k in tree.children(verb) if k.dep == "prt"]
    if any(k.dep == "neg" for k in tree.children(verb)):
        words += [k for k in tree.children(verb) if k.dep in {"neg", "aux", "auxpass"}]
    words.sort(key=lambda t: t.index)
    kept = [verb]
    for t in words:
        low, high = sorted((t.index, verb.index))
        if all(g in words for g in tree.tokens[low:high]):
            kept.append(t)
    return min(t.start for t in kept), max(t.end for t in kept)


def content_words(words: list[Token]) -> list[Token]:
    """The content's words in order, a leading `that` included, without marks at the ends."""
    words = trim(sorted({t.index: t for t in words}.values(), key=lambda t: t.index))
    while words and words[-1].dep == "cc":
        words = trim(words[:-1])
    return words


def _with_coordinates(tree: Tree, verb: Token, found: Complement, cues: Cues) -> list[Token]:
    """The content with clauses that the parse coordinates with the cue itself.

    `said that A, but B`: B has a subject of its own and no cue, so it is said as well.
    """
    if found.frame != "clause":
        return found.words
    words = list(found.words)
    end = words[-1].index if words else 0
    for kid in tree.children(verb):
        if kid.dep == "conj" and kid.index > end and _is_own_clause(tree, kid, cues):
            words += [k for k in tree.children(verb) if k.dep == "cc" and end < k.index < kid.index]
            words += tree.subtree(kid)
    return words


def _is_own_clause(tree: Tree, verb: Token, cues: Cues) -> bool:
    if tree.child(verb, "nsubj", "nsubjpass", "expl") is None:
        return False
    return (cues.confidence("clause", cue_lemma(tree, verb)) or 0) < STRONG


def _draft(tree: Tree, verb: Token, found: Complement, cues: Cues) -> Draft | None:
    lemma = cue_lemma(tree, verb)
    confidence = cues.confidence(found.frame, lemma)
    words = content_words(_with_coordinates(tree, verb, found, cues))
    if confidence is None or not words:
        return None
    pieces = make_pieces(words, tree)
    if not pieces or all(t.pos in EMPTY or t.text.lower() == "that" for t in words):
        return None
    source, relays = find_holder(tree, verb)
    span = cue_span(tree, verb, found.cue)
    return Draft(tree.number, found.frame, lemma, verb, span, source, pieces, confidence, relays)


def find_verb_drafts(tree: Tree, cues: Cues) -> Iterator[Draft]:
    """One draft for each verb of a sentence that the table of cues knows in its frame."""
    for token in tree.tokens:
        if token.tag[:1] != "V" and token.pos != "VERB":
            continue
        if not cues.knows(cue_lemma(tree, token)):
            continue
        found = find_complement(tree, token)
        draft = _draft(tree, token, found, cues) if found is not None else None
        if draft is not None:
            yield draft
