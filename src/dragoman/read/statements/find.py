"""Finding statements: drafts from every rule, quotations given out, chains built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.model import Span, Statement, StatementMode
from dragoman.read.analysis import Analysis
from dragoman.read.cast import Cast
from dragoman.read.statements.chains import find_outer, make_chain
from dragoman.read.statements.continuations import cut_continuations
from dragoman.read.statements.cues import Cues, load_cues
from dragoman.read.statements.drafts import Draft
from dragoman.read.statements.links import FIRST_PERSONS, Linker, make_linker, same_link
from dragoman.read.statements.phrases import find_phrase_drafts
from dragoman.read.statements.quotations import Quotation, find_quotations, quoted_share
from dragoman.read.statements.speech import Scene, find_speech, make_scene
from dragoman.read.statements.tree import Tree, make_tree
from dragoman.read.statements.verbs import find_verb_drafts

VERSION = 1
THRESHOLD = 0.3
OUTLET_CONFIDENCE = 0.7
OUTLET_FRAMES = frozenset({"clause", "object_as", "bare"})
# Content that lies so far between quotation marks is direct, less far mixed.
DIRECT_SHARE = 0.95
# Frames that are kept though the text names nobody.
SOURCELESS = frozenset({"adverb"})


def _sentence_drafts(trees: Sequence[Tree], cues: Cues) -> Iterator[Draft]:
    for tree in trees:
        if tree.tokens:
            yield from find_verb_drafts(tree, cues)
            yield from find_phrase_drafts(tree, cues)


def _trusted(drafts: Sequence[Draft], linker: Linker, threshold: float) -> Iterator[Draft]:
    """The drafts likely enough; what an outlet sees or considers is what it writes."""
    for draft in drafts:
        if draft.frame in OUTLET_FRAMES and draft.confidence < OUTLET_CONFIDENCE:
            if draft.source is not None and linker.is_outlet(draft.source):
                draft = replace(draft, confidence=OUTLET_CONFIDENCE)
        if draft.confidence >= threshold:
            yield draft


def _is_own_voice(draft: Draft, scene: Scene) -> bool:
    """Whether a quoted speaker speaks of himself: `"I think that ..."`."""
    source, span = draft.source, draft.cue_span
    if source is None or span is None or source.head.text.lower() not in FIRST_PERSONS:
        return False
    return scene.quotation_at(span[0]) is not None


def _distinct(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft for each cue, and one for each content of one sentence: the likelier."""
    best: dict[object, Draft] = {}
    for draft in drafts:
        key = (draft.number, draft.cue.index) if draft.cue else draft.content
        kept = best.get(key)
        if kept is None or draft.confidence > kept.confidence:
            best[key] = draft
    return sorted(best.values(), key=lambda d: (d.start, -d.end))


def find_drafts(
    analysis: Analysis, linker: Linker, cues: Cues, threshold: float
) -> tuple[list[Draft], Scene]:
    """The drafts of a report likelier than the threshold, in reading order, and its scene."""
    trees = tuple(make_tree(n, s) for n, s in enumerate(analysis.sentences))
    quotations = find_quotations(analysis.text)
    scene = make_scene(analysis.text, trees, quotations, cues)
    drafts = list(_trusted(list(_sentence_drafts(trees, cues)), linker, threshold))
    drafts = _distinct(cut_continuations(scene, drafts))
    drafts = _distinct(find_speech(scene, drafts))
    drafts = [d for d in drafts if not _is_own_voice(d, scene)]
    return [d for d in drafts if d.source is not None or d.frame in SOURCELESS], scene


def _mode(content: tuple[Span, ...], quotations: Sequence[Quotation]) -> StatementMode:
    pieces = [(s.start, s.end) for s in content]
    start, end = pieces[0][0], pieces[-1][1]
    near = [q for q in quotations if q.outer_start < end and start < q.outer_end]
    share = quoted_share(pieces, near)
    if share >= DIRECT_SHARE:
        return "direct"
    return "mixed" if share > 0 else "indirect"


def _origin(draft: Draft) -> str:
    name = f"{draft.lemma}_{draft.frame}" if draft.lemma.isascii() else draft.frame
    return f"rule:en/{name.replace(' ', '_')}@{VERSION}"


def find_statements(analysis: Analysis, cast: Cast) -> tuple[Statement, ...]:
    """Every statement in reading order, with its chain.

    Spans count code points of the repaired text. Words a quoted speaker
    attributes to himself, and views a speaker says he holds himself, are no
    statements of their own.
    """
    linker = make_linker(analysis, cast)
    drafts, scene = find_drafts(analysis, linker, load_cues(), THRESHOLD)
    outer = find_outer(drafts)
    found = []
    for at, draft in enumerate(drafts):
        own = linker.link(draft.source) if draft.source is not None else None
        above = drafts[outer[at][-1]].source if outer[at] else None
        if own is not None and above is not None and same_link(own, linker.link(above)):
            continue
        chain = make_chain(drafts, at, outer, scene.trees, linker)
        content = tuple(analysis.span(a, b) for a, b in draft.content)
        cue = analysis.span(*draft.cue_span) if draft.cue_span else None
        mode = _mode(content, scene.quotations)
        identity = analysis.make_id("sta", content[0], *(p.end for p in content), cue and cue.start)
        found.append(
            Statement(identity, chain, cue, content, mode, draft.confidence, _origin(draft))
        )
    return tuple(found)
