"""Finding statements: drafts from every rule, quotations given out, chains built."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.model import Link, Span, Statement, StatementMode, Token
from dragoman.read.analysis import Analysis
from dragoman.read.cast import Cast
from dragoman.read.statements.anonymity import without_reasons
from dragoman.read.statements.chains import carry_relays, find_links, find_outer, make_chain
from dragoman.read.statements.continuations import FINITE, cut_continuations
from dragoman.read.statements.cues import Cues, load_cues
from dragoman.read.statements.drafts import Draft
from dragoman.read.statements.floating import float_quotations
from dragoman.read.statements.learned import find_learned_drafts, merge_drafts
from dragoman.read.statements.links import FIRST_PERSONS, Linker, make_linker, same_link
from dragoman.read.statements.phrases import find_phrase_drafts
from dragoman.read.statements.quotations import find_quotations, quoted_share
from dragoman.read.statements.quoting import read_quoting
from dragoman.read.statements.relays import GOVERNING, add_relays
from dragoman.read.statements.sources import QUOTING
from dragoman.read.statements.speech import Scene, find_speech, make_scene
from dragoman.read.statements.tree import Tree, make_tree
from dragoman.read.statements.unsaid import without_unsaid
from dragoman.read.statements.verbs import find_verb_drafts

VERSION = 1
THRESHOLD = 0.3
# What rules found and the encoder did not must be this likely.
ALONE = 0.6
OUTLET_CONFIDENCE = 0.7
OUTLET_FRAMES = frozenset({"clause", "object_as", "bare"})
# Content that lies so far between quotation marks is direct, less far mixed.
DIRECT_SHARE = 0.95


def _sentence_drafts(trees: Sequence[Tree], cues: Cues) -> Iterator[Draft]:
    for tree in trees:
        if tree.tokens:
            yield from find_verb_drafts(tree, cues)
            yield from find_phrase_drafts(tree, cues)


def _is_plain(tree: Tree, draft: Draft) -> bool:
    """Whether the cue stands in the simple present or past with a source: `the paper saw that`."""
    if draft.cue is None or draft.source is None or draft.cue.tag not in FINITE:
        return False
    return tree.child(draft.cue, "aux", "neg") is None


def _trusted(
    drafts: Sequence[Draft], trees: Sequence[Tree], linker: Linker, threshold: float
) -> Iterator[Draft]:
    """The drafts likely enough; what an outlet sees or considers is what it writes."""
    for draft in drafts:
        sure = draft
        if draft.frame in OUTLET_FRAMES and draft.confidence < OUTLET_CONFIDENCE:
            source = draft.source if _is_plain(trees[draft.number], draft) else None
            if source is not None and linker.is_outlet(source):
                sure = replace(draft, confidence=OUTLET_CONFIDENCE)
        if sure.confidence >= threshold:
            yield sure


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


def _without_holders(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Leaves out `quotes X` where X is the source of words that follow: `quotes X as saying`."""
    holders = {d.source.start for d in drafts if d.source is not None and d.relays}
    for draft in drafts:
        if draft.lemma not in QUOTING or draft.start not in holders:
            yield draft


def _without_echoes(drafts: Sequence[Draft], linker: Linker) -> list[Draft]:
    """Leaves out `according to X` where the sentence already says that X said so."""
    said: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.frame not in GOVERNING:
            said.setdefault(draft.number, []).append(draft)
    return [
        draft
        for draft in drafts
        if draft.frame not in GOVERNING
        or not any(_echoes(draft, other, linker) for other in said.get(draft.number, ()))
    ]


def _echoes(draft: Draft, other: Draft, linker: Linker) -> bool:
    if draft.source is None or other.source is None or not draft.holds(other.source.start):
        return False
    one, two = linker.link(draft.source), linker.link(other.source)
    taken_up = one.actor is None and two.kind == "outlet" and linker.is_report(draft.source)
    return taken_up or same_link(one, two)


def find_drafts(
    analysis: Analysis, linker: Linker, cues: Cues, threshold: float
) -> tuple[list[Draft], Scene]:
    """The drafts of a report likelier than the threshold, in reading order, and its scene."""
    trees = tuple(make_tree(n, s) for n, s in enumerate(analysis.sentences))
    quotations = find_quotations(analysis.text)
    scene = make_scene(analysis.text, trees, quotations, cues)
    drafts = list(_trusted(list(_sentence_drafts(trees, cues)), trees, linker, threshold))
    drafts = _distinct(cut_continuations(scene, drafts))
    drafts = _distinct(find_speech(scene, drafts))
    learned = list(find_learned_drafts(scene, analysis.attributions, drafts))
    if learned:
        drafts = read_quoting(scene, merge_drafts(scene, learned, drafts, ALONE))
        drafts = cut_continuations(scene, drafts)
    drafts = without_unsaid(scene, without_reasons(drafts, linker.reasons))
    drafts = float_quotations(scene, drafts)
    drafts = add_relays(scene, list(_without_holders(drafts)), linker)
    drafts = [d for d in drafts if not _is_own_voice(d, scene)]
    return [d for d in drafts if d.source is not None and _is_word(d.source.head)], scene


def _is_word(token: Token) -> bool:
    """Whether a token can name someone at all: not the `'s` of `let's`."""
    return token.text[:1].isalnum() or token.pos == "PROPN"


def _mode(content: tuple[Span, ...], scene: Scene) -> StatementMode:
    pieces = [(s.start, s.end) for s in content]
    share = quoted_share(pieces, scene.quotations_in(pieces[0][0], pieces[-1][1]))
    if share >= DIRECT_SHARE:
        return "direct"
    return "mixed" if share > 0 else "indirect"


def _origin(draft: Draft) -> str:
    if draft.origin:
        return draft.origin
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
    drafts = _without_echoes(drafts, linker)
    outer = find_outer(drafts)
    links = find_links(drafts, outer, linker)
    drafts = carry_relays(drafts, outer, links)
    found = []
    for at in range(len(drafts)):
        above = links[outer[at][-1]] if outer[at] else None
        own = links[at]
        if own is None or above is None or not same_link(own, above):
            chain = make_chain(drafts, links, (*outer[at], at), linker)
            found.append(_statement(analysis, drafts[at], chain, scene))
    return tuple(found)


def _statement(
    analysis: Analysis, draft: Draft, chain: tuple[Link, ...], scene: Scene
) -> Statement:
    content = tuple(analysis.span(a, b) for a, b in draft.content)
    cue = analysis.span(*draft.cue_span) if draft.cue_span else None
    mode = _mode(content, scene)
    identity = analysis.make_id("sta", content[0], *(p.end for p in content), cue and cue.start)
    return Statement(identity, chain, cue, content, mode, draft.confidence, _origin(draft))
