"""How sure a report is of what it tells: the words that say `perhaps`, and where they were lost."""

from __future__ import annotations

from collections import Counter
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
# How often each sentence hedges something, and how often it allows something.
Unsure = tuple[Counter[int], Counter[int]]
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


@cache
def _permits() -> frozenset[str]:
    return frozenset(word for word, frames in _frames().items() if "permits" in frames)


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
        (frame == "aux" and token.tag == "MD" and not _is_inability(tree, token))
        or (frame == "adverb" and token.pos in {"ADV", "ADJ"})
        or (frame in {"adjective", "raising"} and token.dep == "amod")
    ):
        target = tree.head(token)
    elif frame == "passive" and token.tag == "VBN" and tree.kids(token, "auxpass"):
        # `No attack was reported` doubts nothing, `the attack is reported to be over` does.
        target = _raised(tree, token) if tree.kids(token, "xcomp", "ccomp", "oprd") else None
    elif frame == "raising" and token.pos in {"VERB", "ADJ", "AUX"}:
        target = _raised(tree, token)
    else:
        return None
    return None if target is None else view.word(word.sentence, _content_verb(tree, target))


def _is_inability(tree: Tree, token: Token) -> bool:
    """`Could not say` is no `perhaps`."""
    above = tree.head(token)
    return token.lemma == "could" and above is not None and bool(tree.kids(above, "neg"))


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
    soft = _unsure(relay, ours), _unsure(root, theirs)
    for hedge in theirs:
        place = _unhedged(matching, root, relay, hedge, soft)
        if place is not None:
            spans = _group(relay, place[0]), _hedge_span(root, hedge)
            yield Shift(*spans, True, hedge.cue.token.text, place[1])
    for hedge in ours:
        place = _unhedged(matching, relay, root, hedge, soft[::-1])
        if place is not None:
            spans = _hedge_span(relay, hedge), _group(root, place[0])
            yield Shift(*spans, False, hedge.cue.token.text, place[1])


def _unsure(view: View, hedges: Sequence[Hedge]) -> Unsure:
    """How often each sentence hedges something, and how often it allows it: `may take` is `is
    allowed to take`."""
    permits = _permits()
    allowed = Counter(
        w.sentence for w in view.words if w.key in permits and not _is_told_future(view, w)
    )
    return Counter(h.cue.sentence for h in hedges), allowed


def _is_told_future(view: View, word: Word) -> bool:
    """Whether `would` is the `will` of somebody's words: `he said he would go`."""
    if word.key != "would":
        return False
    tree = view.tree_of(word)
    current = tree.head(word.token)
    while current is not None:
        above = tree.head(current)
        if current.dep == "ccomp" and above is not None and above.tag in {"VBD", "VBN"}:
            return True
        current = above
    return False


def _unhedged(
    matching: Matching, near: View, far: View, hedge: Hedge, soft: Sequence[Unsure]
) -> tuple[Word, float] | None:
    """The other report's verb for a hedged one, if no sentence that tells the same is hedged.

    `soft` tells of the other report and of this one how often their sentences hedge and permit. A
    word that permits is no hedge's counterpart if this report has as many of them besides.
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
    (hedged, allowed), (_, own) = soft
    besides = own[hedge.cue.sentence] - (hedge.cue.key in _permits())
    if not linked or any(hedged[n] or allowed[n] > besides for n in linked):
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
    """The content words of a verb's clause, with the subject of `was likely to follow`."""
    tree, above = view.tree_of(verb), verb.token
    below = tree.subtree(verb.token)
    while above.dep in {"xcomp", "acomp"} and not tree.kids(above, "nsubj", "nsubjpass"):
        governor = tree.head(above)
        if governor is None:
            break
        above = governor
        below = [*below, *(t for k in tree.kids(above, "nsubj") for t in tree.subtree(k))]
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
