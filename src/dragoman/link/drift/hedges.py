"""How sure a report is of what it tells: the words that say `perhaps`, and where they were lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from dragoman.lang.data import load_table, split_cell
from dragoman.link.drift.matching import Matching
from dragoman.link.drift.views import View, Word
from dragoman.model import Span, Token
from dragoman.read.events.tree import Tree

# Least likeness of the hedged clause and its plain counterpart.
LEAST = 0.4
# A hedged sentence is held against so many of the other report's, the likest.
_MOST_LINKED = 5
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word that makes a clause less sure, and the verb of that clause."""

    cue: Word
    verb: Word


@dataclass(frozen=True, slots=True)
class Shift:
    """A hedge that one report has and the other has not, with the words of both."""

    relay: Span
    root: Span
    dropped: bool
    cue: str
    fit: float


@cache
def _frames() -> dict[str, tuple[str, ...]]:
    """How each word hangs on what it makes less sure."""
    return {row[0]: tuple(split_cell(row[1])) for row in load_table("en", "hedges")}


def find_hedges(view: View) -> list[Hedge]:
    """The hedged clauses of a report, in order; one hedge a verb."""
    frames = _frames()
    found: dict[int, Hedge] = {}
    for word in view.words:
        verb = _hedged(view, word, frames.get(word.key, ("",))[0])
        if verb is not None:
            found.setdefault(verb.place, Hedge(word, verb))
    return list(found.values())


def _hedged(view: View, word: Word, frame: str) -> Word | None:
    """The verb that a cue makes unsure, None if the word is no hedge here."""
    tree, token = view.tree_of(word), word.token
    if (
        (frame == "aux" and token.tag == "MD")
        or (frame == "adverb" and token.pos in {"ADV", "ADJ"})
        or (frame in {"adjective", "raising"} and token.dep == "amod")
    ):
        target = tree.head(token)
    elif (frame == "passive" and token.tag == "VBN" and tree.kids(token, "auxpass")) or (
        frame == "raising" and token.pos in {"VERB", "ADJ", "AUX"}
    ):
        target = _raised(tree, token)
    else:
        return None
    return None if target is None else view.word(word.sentence, _content_verb(tree, target))


def _raised(tree: Tree, token: Token) -> Token | None:
    """The verb of what appears, seems, is possible or likely."""
    above = tree.head(token)
    inner = tree.kids(token, "xcomp", "ccomp", "acomp", "oprd")
    inner += [k for p in tree.kids(token, "prep") for k in tree.kids(p, "pcomp")]
    if not inner and above is not None and token.dep == "acomp":
        inner = tree.kids(above, "ccomp", "xcomp", "advcl")
    return inner[0] if inner else above


def _content_verb(tree: Tree, verb: Token) -> Token:
    """`preparing to take`, `consider closing`: the deed is the inner verb's."""
    inner = [k for k in tree.kids(verb, "xcomp") if k.pos == "VERB"]
    return inner[0] if inner else verb


def find_shifts(matching: Matching) -> Iterator[Shift]:
    """Hedges of linked sentences that the other report lacks."""
    relay, root = matching.relay, matching.root
    ours, theirs = find_hedges(relay), find_hedges(root)
    soft = _unsure_sentences(relay, ours), _unsure_sentences(root, theirs)
    for hedge in theirs:
        place = _unhedged(matching, root, relay, hedge, soft[0])
        if place is not None:
            spans = _group(relay, place[0]), _hedge_span(root, hedge)
            yield Shift(*spans, True, hedge.cue.token.text, place[1])
    for hedge in ours:
        place = _unhedged(matching, relay, root, hedge, soft[1])
        if place is not None:
            spans = _hedge_span(relay, hedge), _group(root, place[0])
            yield Shift(*spans, False, hedge.cue.token.text, place[1])


def _unsure_sentences(view: View, hedges: Sequence[Hedge]) -> frozenset[int]:
    """The sentences that hedge something, or allow it: `may take` is `is allowed to take`."""
    permits = {word for word, frames in _frames().items() if "permits" in frames}
    hedged = {h.cue.sentence for h in hedges}
    return frozenset(hedged | {w.sentence for w in view.words if w.key in permits})


def _unhedged(
    matching: Matching, near: View, far: View, hedge: Hedge, others: frozenset[int]
) -> tuple[Word, float] | None:
    """The other report's verb for a hedged one, if no sentence that tells the same is hedged.

    `others` are the other report's sentences with words that hedge or permit.
    """
    forth = near is matching.relay
    links = matching.links if forth else matching.links.T
    row = (
        matching.sentences[hedge.verb.sentence]
        if forth
        else matching.sentences[:, hedge.verb.sentence]
    )
    linked = np.flatnonzero(links[hedge.verb.sentence])
    linked = linked[np.argsort(-row[linked], kind="stable")][:_MOST_LINKED].tolist()
    if not linked or not others.isdisjoint(linked):
        return None
    joint = matching.joint if forth else matching.joint.T
    clause = _clause(near, hedge.verb)
    best: tuple[float, int] = (0.0, 0)
    for word in (w for n in linked for w in far.words_of(n) if _is_told(far, w)):
        other = _clause(far, word)
        alike = matching.likeness(clause, other) if forth else matching.likeness(other, clause)
        deeds = [word.place] if hedge.verb.token.pos == "VERB" else [w.place for w in other]
        deed = float(joint[hedge.verb.place, deeds].max(initial=0.0))
        best = max(best, ((alike + deed) / 2, word.place))
    return (far.words[best[1]], best[0]) if best[0] >= LEAST else None


def _is_told(view: View, word: Word) -> bool:
    """Whether a word is a finite verb or copula, which asserts something."""
    tree, token = view.tree_of(word), word.token
    if token.pos != "VERB" and (token.pos != "AUX" or token.dep in {"aux", "auxpass"}):
        return False
    tags = {token.tag, *(t.tag for t in tree.kids(token, "aux", "auxpass"))}
    return not tags.isdisjoint(_FINITE)


def _clause(view: View, verb: Word) -> list[Word]:
    """The content words of a verb's clause."""
    tree = view.tree_of(verb)
    below = tree.subtree(verb.token)
    words = [view.word(verb.sentence, t) for t in below]
    return [w for w in words if w.content]


def _group(view: View, verb: Word) -> Span:
    """A verb with its auxiliaries."""
    tree = view.tree_of(verb)
    tokens = [verb.token, *tree.kids(verb.token, "aux", "auxpass", "neg")]
    return view.span_of_tokens(verb.sentence, tokens)


def _hedge_span(view: View, hedge: Hedge) -> Span:
    group = _group(view, hedge.verb)
    return view.span_of([hedge.cue, *view.words_in(group)])
