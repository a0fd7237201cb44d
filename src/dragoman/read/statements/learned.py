"""Drafts from the encoder's attributions, with what the tree adds to them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from dragoman.lang.data import load_words
from dragoman.model import Attribution, Token
from dragoman.read.statements.continuations import is_participle
from dragoman.read.statements.drafts import Draft, Piece, Source
from dragoman.read.statements.phrases import VIEWS
from dragoman.read.statements.quotations import Quotation
from dragoman.read.statements.sources import (
    RELATIVES,
    find_holder,
    is_passive,
    make_source_before,
    possessor,
)
from dragoman.read.statements.speech import Scene
from dragoman.read.statements.tree import Tree
from dragoman.read.statements.verbs import cue_lemma

FRAMES = {"according": "according", "per": "according", ":": "colon", "as": "as"}
SAID = "said"
FEW_WORDS = 3
# Unquoted pieces of no more words beside a longer one are torn off it: F1 of relations is highest
# without them on PolNeAR dev.
SCRAP = 2
EDGE = 2
MARKS_BEFORE = " \t\n\r.,;:–—-"
NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
# What is less likely right costs more in precision than it brings in recall: F1 is highest where
# the threshold is about half of it (Lipton and others, 2014); measured on PolNeAR dev.
LEAST = 0.4
# Nobody annotated what stands inside content, so the encoder must be surer of it: nine of fifteen
# wrong two-link chains in thirty reports were verbs inside a speaker's words.
NESTED = 0.7
NEAR = 30


def _head(tree: Tree, start: int, end: int) -> Token | None:
    """The word between two offsets that governs the others."""
    inside = [t for t in tree.tokens if start <= t.start and t.end <= end]
    places = {t.index for t in inside}
    tops = [t for t in inside if t.head not in places or t.head == t.index]
    verbs = [t for t in tops if t.pos == "VERB"]
    nouns = [t for t in tops if t.pos in {"NOUN", "PROPN", "PRON"}]
    return next(iter((*verbs, *nouns, *tops)), None)


def _source(scene: Scene, span: tuple[int, int], rule: Draft | None) -> Source | None:
    span = _on_one_line(scene.text, span)
    tree = scene.tree_at(span[0])
    head = _head(tree, *span) if tree is not None else None
    known = rule.source if rule is not None else None
    if tree is None or head is None or head.pos not in NAMING:
        return known
    owner = tree.child(head, "poss")
    if owner is not None and head.lemma.lower() in VIEWS:  # `according to the newspaper's vision`
        return possessor(tree, owner)
    antecedent = None
    if known is not None and known.head.start == head.start:
        antecedent = known.antecedent
    elif head.text.lower() in RELATIVES:
        antecedent = known.antecedent or known if known is not None else _antecedent(tree, head)
    return Source(tree.number, head, span[0], span[1], antecedent)


def _on_one_line(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The part of a source behind the last line break in it: before it stands a caption."""
    start, end = span
    cut = text.rfind("\n", start, end) + 1
    return (max(start, cut), end) if text[max(start, cut) : end].strip() else span


def _antecedent(tree: Tree, pronoun: Token) -> Source | None:
    """What a relative pronoun stands for: the noun that its clause hangs on."""
    for verb in (tree.head(pronoun), *tree.ancestors(tree.head(pronoun))):
        if verb.dep == "relcl":
            return make_source_before(tree, tree.head(verb), verb)
    return None


def _is_spoken_of(tree: Tree, cue: Token, source: Source) -> bool:
    """Whether a source is the subject of a passive cue: `he was accused of` is not his own."""
    return (
        source.number == tree.number
        and source.head.dep == "nsubjpass"
        and source.head.head == cue.index
        and is_passive(tree, cue)
        and cue.text.lower() not in load_words("en", "held_participles")
    )


def _is_relay(source: Source, rule: Draft) -> bool:
    """Whether a rule knows the source as the one who only passes on: `the agency quotes an aide as
    saying`."""
    return any(relay.head.start == source.head.start for relay in rule.relays)


def _tidy(scene: Scene, found: Attribution) -> tuple[Piece, ...]:
    """The content without what a slip of the encoder adds to it.

    Words that are not quoted end with their passage, a headline says nothing
    in the body nor the body in a headline, and a word or two of another
    sentence than the cue's are no content.
    """
    here = scene.tree_at(found.cue[0])
    kept = []
    for piece in found.content:
        quotation = scene.quotation_at(piece[0])
        if quotation is not None:
            kept.append(_whole_quotation(piece, quotation))
            continue
        start, end = _within_passage(scene.text, *piece, found.cue[0])
        there = scene.tree_at(start)
        if here is None or there is None or here.sentence.kind != there.sentence.kind:
            continue
        # Content that goes on in another sentence begins where that does.
        if there is not here and start - there.sentence.start > EDGE:
            continue
        end = start + len(scene.text[start:end].rstrip(".,;: "))
        words = len(scene.text[start:end].split())
        if words >= FEW_WORDS or (words and there is here):
            kept.append((start, end))
    return _without_scraps(scene, kept)


def _without_scraps(scene: Scene, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces less those of a few words beside a longer one that are not quoted."""
    longest = max(pieces, key=lambda p: p[1] - p[0], default=None)
    return tuple(
        p
        for p in pieces
        if p == longest
        or scene.quotation_at(p[0]) is not None
        or _opens_sentence(scene, p[0])  # `The plan, he said, was flawed.`
        or len(scene.text[p[0] : p[1]].split()) > SCRAP
    )


def _opens_sentence(scene: Scene, offset: int) -> bool:
    tree = scene.tree_at(offset)
    return tree is not None and offset - tree.sentence.start <= EDGE


def _whole_quotation(piece: Piece, quotation: Quotation) -> Piece:
    """A piece that is a quotation but for marks at its ends, with them."""
    start, end = piece
    if start - quotation.start <= EDGE and 0 <= quotation.end - end <= EDGE:
        return min(start, quotation.start), quotation.end
    return piece


def _filled(content: Sequence[Piece], told: Sequence[Piece]) -> tuple[Piece, ...]:
    """Content without the holes that what a rule found (`told`) runs across."""
    joined = [content[0]]
    for start, end in content[1:]:
        if any(a <= joined[-1][1] and start <= b for a, b in told):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _within_passage(text: str, start: int, end: int, cue: int) -> Piece:
    """The part of `[start, end)` in one passage, on the side where the cue is."""
    # `issued a statement:` and the words in the next passage
    start = end - len(text[start:end].lstrip(MARKS_BEFORE))
    if "\n" not in text[start:end]:
        return start, end
    if cue < start:
        return start, start + len(text[start:end].partition("\n")[0].rstrip())
    last = text[start:end].rpartition("\n")[2].lstrip()
    return end - len(last), end


def _draft(scene: Scene, found: Attribution, rules: dict[int, list[Draft]]) -> Draft | None:
    tree = scene.tree_at(found.cue[0])
    cue = _head(tree, *found.cue) if tree is not None else None
    content = _tidy(scene, found)
    if tree is None or cue is None or not content:
        return None
    rule = next(
        (
            r
            for r in rules.get(tree.number, ())
            if r.cue_span and r.cue_span[0] < found.cue[1] and found.cue[0] < r.cue_span[1]
        ),
        None,
    )
    content = _filled(content, rule.content) if rule is not None else content
    source = _source(scene, found.source, rule) if found.source else None
    if source is not None and _is_spoken_of(tree, cue, source):
        source = None
    first = scene.text[found.cue[0] : found.cue[1]].split()[0].lower()
    span = found.cue
    if first == "as" and cue.tag == "VBG":  # `as saying`
        span, first = (cue.start, found.cue[1]), cue.text.lower()
    frame = FRAMES.get(first, SAID)
    relays = rule.relays if rule is not None else find_holder(tree, cue)[1]
    lemma = cue_lemma(tree, cue)
    if rule is not None and (source is None or _is_relay(source, rule)):
        source = rule.source
    return Draft(
        tree.number,
        frame,
        lemma,
        cue,
        span,
        source,
        content,
        found.confidence,
        relays,
        found.origin,
    )


def find_learned_drafts(
    scene: Scene, attributions: Sequence[Attribution], rules: Sequence[Draft]
) -> Iterator[Draft]:
    """A draft for each attribution the encoder found; `rules` are the drafts that rules found.

    A rule that fired on the same cue adds what the encoder does not say:
    through whom the words came, and whom a relative pronoun stands for.
    """
    by_sentence: dict[int, list[Draft]] = {}
    for rule in rules:
        by_sentence.setdefault(rule.number, []).append(rule)
    drafts = [d for d in (_draft(scene, a, by_sentence) for a in attributions) if d is not None]
    for n, draft in enumerate(drafts):
        place = draft.cue_span[0] if draft.cue_span else draft.start
        # They come in the order of their cues: what holds one stands near it.
        near = drafts[max(0, n - NEAR) : n + NEAR]
        least = NESTED if any(d.holds(place) for d in near) else LEAST
        if draft.confidence >= least:
            yield draft


def merge_drafts(
    scene: Scene, learned: Sequence[Draft], rules: Sequence[Draft], least: float
) -> list[Draft]:
    """The learned drafts, and those that rules alone found and are surer of than `least`.

    A participle that goes on with a learned draft's words (`said A, noting B`)
    is as sure as that draft.
    """
    starts = sorted(d.cue_span for d in learned if d.cue_span)
    numbers = {d.number for d in learned}
    kept = list(learned)
    for rule in rules:
        goes_on = (
            rule.cue is not None
            and rule.number in numbers
            and is_participle(scene.trees[rule.number], rule.cue)
        )
        if rule.confidence < least and not goes_on:
            continue
        if rule.cue_span and _meets(rule.cue_span, starts):
            continue
        if not any(_same_words(rule, d) for d in learned):
            kept.append(rule)
    return sorted(kept, key=lambda d: (d.start, -d.end))


def _meets(span: tuple[int, int], sorted_spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(sorted_spans, (span[1], 0))
    return any(a < span[1] and span[0] < b for a, b in sorted_spans[max(0, at - 3) : at])


def _same_words(one: Draft, other: Draft) -> bool:
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one.content for c, d in other.content)
    return shared > 0.5 * max(1, one.size + other.size - shared)
