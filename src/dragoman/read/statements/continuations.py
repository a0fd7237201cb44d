"""Participles that go on reporting: `said that A, adding that B`, `..., noting that B`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.lang.data import load_words
from dragoman.model import Token
from dragoman.read.statements.drafts import Draft, make_pieces
from dragoman.read.statements.sources import QUOTING
from dragoman.read.statements.speech import Scene
from dragoman.read.statements.tree import Tree
from dragoman.read.statements.verbs import content_words

SAYING = frozenset({"said", "clause", "before", "around", "quote"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
# Cues that bring content as rarely as this do not cut another's.
STRONG = 0.4


def _is_coordinate(tree: Tree, draft: Draft, main: Draft) -> bool:
    """`said A, and urged B`: a finite cue without subject, in the tense of the main cue."""
    cue = draft.cue
    if cue is None or main.cue is None or cue.dep != "conj" or draft.confidence < STRONG:
        return False
    if tree.child(cue, "nsubj", "nsubjpass", "expl", "aux") is not None:
        return False
    return cue.tag in FINITE and cue.tag == main.cue.tag and main.cue.index < cue.index


def is_participle(tree: Tree, cue: Token) -> bool:
    """A participle behind a comma, perhaps with `and` or `while` between."""
    if cue.tag != "VBG" or cue.dep == "relcl":
        return False
    if cue.lemma.lower() not in load_words("en", "continuing_verbs"):
        return False
    before = tree.before(cue)
    while before is not None and (before.text.lower() in {"and", "while"} or before.pos == "ADV"):
        before = tree.before(before)
    return before is not None and before.text in {",", "-", "–", "—", "”", '"', "''"}


def _holder_of(drafts: Sequence[Draft], cue: Token, number: int) -> Draft | None:
    """The widest spoken draft of the sentence whose content wrongly holds the participle."""
    held = [
        d
        for d in drafts
        if d.number == number
        and d.frame in SAYING
        and d.holds(cue.start)
        and d.cue is not None
        # `quotes X, saying`: X is heard, not whoever quotes.
        and d.lemma not in QUOTING
    ]
    return max(held, key=lambda d: d.size, default=None)


def _without(tree: Tree, draft: Draft, cue: Token) -> Draft:
    """The draft's content up to the participle and what follows that does not hang on it."""
    cut = {t.index for t in tree.subtree(cue)}
    kept = [
        t
        for t in tree.tokens
        if any(a <= t.start and t.end <= b for a, b in draft.content) and t.index not in cut
    ]
    pieces = make_pieces(content_words(kept), tree)
    return replace(draft, content=pieces) if pieces else draft


def cut_continuations(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Gives participles that go on reporting the main cue's source; takes them out of its content.

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
            if cue is None or scene.quotation_at(cue.start) is not None:
                continue
            holder = _holder_of([d for d in here if d is not draft], cue, number)
            if holder is None:
                continue
            if not is_participle(tree, cue) and not _is_coordinate(tree, draft, holder):
                continue
            here[:] = [
                replace(d, source=holder.source, relays=holder.relays)
                if d is draft
                else _without(tree, d, cue)
                if d is holder
                else d
                for d in here
            ]
    return [d for here in by_sentence.values() for d in here]
