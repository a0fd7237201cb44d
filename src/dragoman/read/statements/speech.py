"""Direct speech: quotations given to the cue beside them, or to whoever spoke last."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.model import Token
from dragoman.read.statements.cues import Cues
from dragoman.read.statements.drafts import Draft, Piece, Source
from dragoman.read.statements.quotations import Quotation
from dragoman.read.statements.sources import find_holder, make_source
from dragoman.read.statements.tree import Tree, is_edge
from dragoman.read.statements.verbs import cue_lemma, cue_span

# Frames whose content may run on with the quotation they share.
SPOKEN = frozenset({"said", "clause", "before", "around", "quote", "colon", "according", "broken"})
MIN_WORDS = 4
# How far from a quotation its cue may stand in the same sentence, in words.
REACH = 25
COLON_REACH = 6
# White space that may part a colon from the quotation it announces.
COLON_GAP = 4


@dataclass(frozen=True, slots=True)
class Scene:
    """A report's sentences and quotations, with look-up by offset."""

    text: str
    trees: tuple[Tree, ...]
    quotations: tuple[Quotation, ...]
    cues: Cues
    starts: tuple[int, ...]
    marks: tuple[int, ...]

    def tree_at(self, offset: int) -> Tree | None:
        """The sentence that holds an offset, else the last one that starts before it."""
        at = bisect_right(self.starts, offset) - 1
        return self.trees[at] if at >= 0 else None

    def quotation_at(self, offset: int) -> Quotation | None:
        """The quotation around an offset."""
        at = bisect_right(self.marks, offset) - 1
        if at >= 0 and offset < self.quotations[at].outer_end:
            return self.quotations[at]
        return None

    def quotations_in(self, start: int, end: int) -> tuple[Quotation, ...]:
        """The quotations that share an offset with an interval."""
        first = max(0, bisect_right(self.marks, start) - 1)
        near = self.quotations[first : bisect_left(self.marks, end)]
        return tuple(q for q in near if start < q.outer_end)


def make_scene(
    text: str, trees: tuple[Tree, ...], quotations: tuple[Quotation, ...], cues: Cues
) -> Scene:
    """The scene of a report; `trees` in order, one for each sentence."""
    starts = tuple(t.sentence.start for t in trees)
    return Scene(text, trees, quotations, cues, starts, tuple(q.outer_start for q in quotations))


def is_speech(scene: Scene, quotation: Quotation) -> bool:
    """Whether quoted words are a sentence or most of one, rather than a name or a phrase."""
    words = scene.text[quotation.start : quotation.end].split()
    if is_title(words):
        return False
    if len(words) < MIN_WORDS:
        whole = words[-1][-1:] in ",?!" or (words[0][:1].isupper() and words[-1][-1:] == ".")
        return len(words) > 1 and whole
    return words[0][:1].isupper() or words[-1][-1:] in ",.?!" or len(words) > 8


def is_title(words: list[str]) -> bool:
    """Whether quoted words look like the title of a book or show: every long word a capital."""
    long = [w for w in words if len(w) > 3]
    ended = words[-1][-1:] in ".?!" if words else True
    return 1 < len(words) < 10 and not ended and all(w[:1].isupper() for w in long)


def _overlap(draft: Draft, quotation: Quotation) -> int:
    return sum(max(0, min(b, quotation.end) - max(a, quotation.start)) for a, b in draft.content)


def _may_share(draft: Draft, quotation: Quotation) -> bool:
    """Whether a draft may grow by a quotation: an object only by one that starts inside it."""
    return draft.frame in SPOKEN or (
        draft.frame.startswith(("object", "prep")) and draft.start <= quotation.start < draft.end
    )


def _owner(drafts: Sequence[Draft], quotation: Quotation) -> int | None:
    """Which draft a quotation belongs to: the one whose content shares most words with it."""
    best: tuple[int, int, int] | None = None
    for at, draft in enumerate(drafts):
        if draft.cue_span is None or not _may_share(draft, quotation):
            continue
        if quotation.start <= draft.cue_span[0] < quotation.end:
            continue
        shared = _overlap(draft, quotation)
        if shared and (best is None or (shared, -draft.size) > best[:2]):
            best = (shared, -draft.size, at)
    return best[2] if best is not None else None


def _widen(draft: Draft, quotation: Quotation) -> Draft:
    """The draft with the whole of a quotation that its content shares."""
    whole = (quotation.start, quotation.end)
    pieces = sorted((*draft.content, whole))
    merged = [pieces[0]]
    for start, end in pieces[1:]:
        if start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return replace(draft, content=tuple(merged))


def _outside(tree: Tree, scene: Scene) -> list[Token]:
    """The words of a sentence that stand outside quotations."""
    return [t for t in tree.tokens if scene.quotation_at(t.start) is None and not is_edge(t)]


def _inverted_source(tree: Tree, verb: Token) -> Source | None:
    """The noun phrase right behind a cue (`said the old man`), if the parse gives no subject."""
    for token in tree.tokens[verb.index + 1 : verb.index + 8]:
        if token.pos in {"PROPN", "NOUN", "PRON"}:
            noun, head = token, tree.head(token)
            while noun.dep == "compound" and head.index > noun.index:
                noun, head = head, tree.head(head)
            return make_source(tree, noun)
        if token.pos == "PUNCT":
            return None
    return None


def _cue_near(scene: Scene, tree: Tree, quotation: Quotation) -> Draft | None:
    """A speech verb outside the quotation in the same sentence, nearest first, after it first."""
    outside = _outside(tree, scene)
    after = [t for t in outside if t.start >= quotation.outer_end][:REACH]
    before = [t for t in outside if t.end <= quotation.outer_start][::-1][:REACH]
    for token in (*after, *before):
        if token.pos not in {"VERB", "AUX"} and token.tag[:1] != "V":
            continue
        lemma = cue_lemma(tree, token)
        confidence = scene.cues.confidence("quote", lemma)
        if confidence is None:
            continue
        source, relays = find_holder(tree, token)
        if source is None or scene.quotation_at(source.start) is not None:
            beside = _plain_source(tree, token, quotation) or _inverted_source(tree, token)
            source = beside or source
        if source is not None and quotation.start <= source.start < quotation.end:
            continue
        piece = (quotation.start, quotation.end)
        span = cue_span(tree, token)
        return Draft(tree.number, "quote", lemma, token, span, source, (piece,), confidence, relays)
    return None


def _colon(scene: Scene, tree: Tree, quotation: Quotation) -> Draft | None:
    """`Name: "..."`."""
    before = [t for t in tree.tokens if t.end <= quotation.outer_start]
    confidence = scene.cues.confidence("colon", ":")
    if len(before) < 2 or before[-1].text != ":" or confidence is None:
        return None
    name = [t for t in before[-2 - COLON_REACH : -1] if not is_edge(t)]
    while name and name[0].pos not in {"PROPN", "NOUN"}:
        name.pop(0)
    if before[-2].pos != "PROPN" or not name:
        return None
    first = next((i for i in range(len(name), 0, -1) if name[i - 1].pos != "PROPN"), 0)
    name = name[first:]
    mark, piece = before[-1], (quotation.start, quotation.end)
    source = Source(tree.number, name[-1], name[0].start, name[-1].end)
    return Draft(
        tree.number, "colon", ":", mark, (mark.start, mark.end), source, (piece,), confidence
    )


def _announced(scene: Scene, tree: Tree, quotation: Quotation) -> Draft | None:
    """`X began its report this way: "..."`, also in the next paragraph: the subject speaks."""
    gap = max(0, quotation.outer_start - COLON_GAP)
    confidence = scene.cues.confidence("colon", ":")
    if scene.text[gap : quotation.outer_start].rstrip()[-1:] != ":" or confidence is None:
        return None
    before = tree.sentence.start >= quotation.outer_start - COLON_GAP
    where = scene.trees[tree.number - 1] if before and tree.number else tree
    marks = [t for t in where.tokens if t.text == ":" and t.end <= quotation.outer_start]
    roots = [t for t in where.tokens if t.head == t.index and t.pos in {"VERB", "AUX"}]
    source = find_holder(where, roots[0])[0] if roots and marks else None
    if source is None or source.start > marks[-1].start:
        return None
    piece, mark = (quotation.start, quotation.end), marks[-1]
    span = (mark.start, mark.end)
    return Draft(where.number, "colon", ":", mark, span, source, (piece,), confidence)


def find_speech(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts widened to the quotations they share, and new ones for quotations left over.

    A quotation goes, in this order, to a draft whose content shares it, to a
    speech verb or colon beside it, to the statement it directly follows.
    """
    found = list(drafts)
    by_sentence: dict[int, list[int]] = {}
    for at, draft in enumerate(found):
        by_sentence.setdefault(draft.number, []).append(at)
    last: int | None = None
    for quotation in scene.quotations:
        last = _place(scene, quotation, found, by_sentence, last)
    return found


def _place(
    scene: Scene,
    quotation: Quotation,
    found: list[Draft],
    by_sentence: dict[int, list[int]],
    last: int | None,
) -> int | None:
    """Give one quotation to a draft; returns the draft that spoke last from here on."""
    numbers = _sentences_of(scene, quotation)
    near = [at for n in numbers for at in by_sentence.get(n, ())]
    owned = _owner([found[at] for at in near], quotation)
    if owned is not None:
        found[near[owned]] = _widen(_with_source(scene, found[near[owned]], quotation), quotation)
        return near[owned]
    fresh = next(_fresh(scene, quotation, numbers), None)
    same = _same_cue(found, near, fresh)
    if same is not None and not is_title(scene.text[quotation.start : quotation.end].split()):
        found[same] = _widen(found[same], quotation)
        return same
    if not is_speech(scene, quotation):
        return last
    if fresh is not None:
        by_sentence.setdefault(fresh.number, []).append(len(found))
        found.append(fresh)
        return len(found) - 1
    return _continue(scene, quotation, found, by_sentence, last)


def _with_source(scene: Scene, draft: Draft, quotation: Quotation) -> Draft:
    """The draft with a source read off the words beside its cue, if the parse gave none."""
    if draft.source is not None or draft.cue is None:
        return draft
    tree = scene.trees[draft.number]
    source = _plain_source(tree, draft.cue, quotation) or _inverted_source(tree, draft.cue)
    return replace(draft, source=source)


def _plain_source(tree: Tree, cue: Token, quotation: Quotation) -> Source | None:
    """The noun phrase between the end of a quotation and its cue (`"...", X, 52, said`)."""
    words: list[Token] = []
    for token in tree.tokens:
        if not quotation.outer_end <= token.start < cue.start:
            continue
        if is_edge(token) and words:
            break
        if not is_edge(token):
            words.append(token)
    heads = [t for t in words if t.pos in {"PROPN", "NOUN", "PRON"}]
    if not heads or words[0].pos in {"VERB", "AUX", "SCONJ", "CCONJ"}:
        return None
    return Source(tree.number, heads[-1], words[0].start, heads[-1].end)


def _same_cue(found: Sequence[Draft], near: Sequence[int], fresh: Draft | None) -> int | None:
    """The draft that already bears the cue of a new one: the quotation goes on with it."""
    if fresh is None or fresh.cue is None:
        return None
    for at in near:
        cue = found[at].cue
        if cue is not None and found[at].frame in SPOKEN and cue.start == fresh.cue.start:
            return at
    return None


def _sentences_of(scene: Scene, quotation: Quotation) -> range:
    first = bisect_right(scene.starts, quotation.outer_start) - 1
    last = bisect_left(scene.starts, quotation.outer_end)
    return range(max(0, first), last)


def _fresh(scene: Scene, quotation: Quotation, numbers: range) -> Iterator[Draft]:
    """New drafts for a quotation that no draft shares, best first."""
    edges = [scene.trees[n] for n in {numbers.stop - 1, numbers.start} if n < len(scene.trees)]
    for tree in sorted(edges, key=lambda t: -t.number):
        for find in (_cue_near, _colon, _announced):
            draft = find(scene, tree, quotation)
            if draft is not None:
                yield draft


def _continue(
    scene: Scene,
    quotation: Quotation,
    found: list[Draft],
    by_sentence: dict[int, list[int]],
    last: int | None,
) -> int | None:
    """A quotation that starts a sentence continues the words of whoever was heard just before.

    That is the widest statement of the sentence before, else whoever was
    quoted last, if the two touch.
    """
    here = scene.tree_at(quotation.start)
    if here is None:
        return last
    if scene.text[here.sentence.start : quotation.outer_start].strip():
        return last
    before = [at for at in by_sentence.get(here.number - 1, ()) if found[at].frame in SPOKEN]
    before = [at for at in before if found[at].source is not None]
    if before:
        last = max(before, key=lambda at: found[at].size)
    if last is None:
        return None
    draft = found[last]
    spoken = scene.tree_at(max(draft.end - 1, (draft.cue_span or (0, 1))[1] - 1))
    if spoken is None or here.number - spoken.number > 1:
        return last
    content: tuple[Piece, ...] = tuple(sorted({*draft.content, (quotation.start, quotation.end)}))
    found[last] = replace(draft, content=content)
    return last
