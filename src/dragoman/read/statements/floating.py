"""Quotations without a cue of their own: they go on with whoever was heard before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.read.statements.drafts import Draft
from dragoman.read.statements.quotations import Quotation
from dragoman.read.statements.speech import SPOKEN, Scene, is_speech, is_title

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


def _last_sentence(scene: Scene, draft: Draft) -> int | None:
    """The sentence in which a speech ends, None for a draft that is none."""
    if draft.frame not in SPOKEN or draft.source is None:
        return None
    if (scene.cues.confidence("quote", draft.lemma) or 0) < SPEAKS:
        return None
    end = scene.tree_at(max(draft.end - 1, (draft.cue_span or (0, 1))[1] - 1))
    return end.number if end is not None else None


def float_quotations(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with the quotations that no cue brings.

    A quotation that is a sentence of its own goes on with the widest speech of
    the sentence before. Where that holds none nobody is named: of nine quotations
    given to whom the sentence before tells of, two were theirs.
    """
    found = list(drafts)
    ending: dict[int, list[int]] = {}
    for at, draft in enumerate(found):
        number = _last_sentence(scene, draft)
        if number is not None:
            ending.setdefault(number, []).append(at)
    for quotation in scene.quotations:
        here = scene.tree_at(quotation.start)
        before = ending.get(here.number - 1, []) if here is not None else []
        if here is None or not before or not _is_free(scene, quotation, found):
            continue
        at = max(before, key=lambda i: found[i].size)
        piece = (quotation.start, quotation.end)
        found[at] = replace(found[at], content=tuple(sorted({*found[at].content, piece})))
        before.remove(at)
        number = _last_sentence(scene, found[at])
        ending.setdefault(here.number if number is None else number, []).append(at)
    return sorted(found, key=lambda d: (d.start, -d.end))
