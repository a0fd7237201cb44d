"""Quotations without a cue of their own: they go on with whoever was heard before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.read.statements.drafts import Draft
from dragoman.read.statements.quotations import Quotation
from dragoman.read.statements.speech import SPOKEN, Scene, is_speech, is_title
from dragoman.read.statements.tree import Tree

# Verbs that bring direct speech at least so often are followed by more of it.
SPEAKS = 0.6
FEWEST_WORDS = 3


def _is_free(scene: Scene, quotation: Quotation, drafts: Sequence[Draft]) -> bool:
    """Whether nobody has a quotation yet, and it stands as a sentence or several of its own."""
    here = scene.tree_at(quotation.start)
    if here is None or not is_speech(scene, quotation):
        return False
    words = scene.text[quotation.start : quotation.end].split()
    # The cue follows, or it is the title of something to read: `"Legend in the Coal Fields."`
    if len(words) < FEWEST_WORDS or words[-1].endswith(",") or is_title(_bare_end(words)):
        return False
    if scene.text[here.sentence.start : quotation.outer_start].strip():
        return False
    last = scene.tree_at(max(quotation.start, quotation.end - 1)) or here
    if scene.text[quotation.outer_end : last.sentence.end].strip(" .,;"):
        return False
    for draft in drafts:
        shared = any(a < quotation.end and quotation.start < b for a, b in draft.content)
        inside = draft.cue_span and quotation.start <= draft.cue_span[0] < quotation.end
        if shared and not inside:
            return False
    return True


def _bare_end(words: list[str]) -> list[str]:
    return [*words[:-1], words[-1].rstrip(".?!")]


def _spoke_before(scene: Scene, here: Tree, drafts: Sequence[Draft]) -> int | None:
    """The widest speech of the sentence before."""
    best = None
    for at, draft in enumerate(drafts):
        if draft.frame not in SPOKEN or draft.source is None:
            continue
        end = scene.tree_at(max(draft.end - 1, (draft.cue_span or (0, 1))[1] - 1))
        if end is None or end.number != here.number - 1:
            continue
        if (scene.cues.confidence("quote", draft.lemma) or 0) < SPEAKS:
            continue
        if best is None or draft.size > drafts[best].size:
            best = at
    return best


def float_quotations(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the quotations that no cue brings.

    A quotation that is a sentence of its own goes on with the speech of the
    sentence before. Where that holds none nobody is named: of nine quotations
    given to whom the sentence before tells of, two were theirs.
    """
    found = list(drafts)
    for quotation in scene.quotations:
        here = scene.tree_at(quotation.start)
        near = _near(found, quotation)
        if here is None or not _is_free(scene, quotation, near):
            continue
        piece = (quotation.start, quotation.end)
        at = _spoke_before(scene, here, found)
        if at is not None:
            content = tuple(sorted({*found[at].content, piece}))
            found[at] = replace(found[at], content=content)
    return sorted(found, key=lambda d: (d.start, -d.end))


def _near(drafts: Sequence[Draft], quotation: Quotation) -> list[Draft]:
    return [d for d in drafts if d.start < quotation.end and quotation.start < d.end]
