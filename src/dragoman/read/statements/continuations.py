"""Participles that go on reporting: `said that A, adding that B`, `..., noting that B`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Token
from dragoman.read.statements.drafts import Draft, make_pieces
from dragoman.read.statements.speech import SPOKEN, Scene
from dragoman.read.statements.tree import Tree
from dragoman.read.statements.verbs import content_words

CONTINUING = frozenset(
    "add note say stress emphasize emphasise explain point warn insist indicate confirm claim "
    "argue state affirm underline underscore assert recall declare reiterate mention observe "
    "write tell call describe cite quote acknowledge predict conclude".split()
)


def _is_continuation(tree: Tree, cue: Token) -> bool:
    """A participle behind a comma, perhaps with `and` or `while` between."""
    if cue.tag != "VBG" or cue.lemma.lower() not in CONTINUING or cue.dep == "relcl":
        return False
    before = tree.before(cue)
    while before is not None and (before.text.lower() in {"and", "while"} or before.pos == "ADV"):
        before = tree.before(before)
    return before is not None and before.text in {",", "-", "–", "—", "”", '"', "''"}


def _holder_of(drafts: Sequence[Draft], cue: Token, number: int) -> Draft | None:
    """The widest spoken draft of the sentence whose content wrongly holds the participle."""
    held = [
        d for d in drafts
        if d.number == number and d.frame in SPOKEN and d.holds(cue.start) and d.cue is not None
    ]
    return max(held, key=lambda d: d.size, default=None)


def _without(tree: Tree, draft: Draft, cue: Token) -> Draft:
    """The draft's content up to the participle and what follows that does not hang on it."""
    cut = {t.index for t in tree.subtree(cue)}
    kept = [
        t for t in tree.tokens
        if any(a <= t.start and t.end <= b for a, b in draft.content) and t.index not in cut
    ]
    pieces = make_pieces(content_words(kept), tree)
    return replace(draft, content=pieces) if pieces else draft


def cut_continuations(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Participles that go on reporting are given the main cue's source, and taken out of its content.

    A parse often hangs `adding that B` on the verb of A rather than on the
    verb that says A.
    """
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.number, []).append(draft)
    for number, here in by_sentence.items():
        tree = scene.trees[number]
        for draft in [d for d in here if d.cue is not None]:
            cue = draft.cue
            if cue is None or not _is_continuation(tree, cue):
                continue
            if scene.quotation_at(cue.start) is not None:
                continue
            holder = _holder_of([d for d in here if d is not draft], cue, number)
            if holder is None:
                continue
            here[:] = [
                replace(d, source=holder.source, relays=holder.relays) if d is draft
                else _without(tree, d, cue) if d is holder else d
                for d in here
            ]
    return [d for here in by_sentence.values() for d in here]
