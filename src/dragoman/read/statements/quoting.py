"""Words that one source quotes from another: `quoted X as saying`, `was quoted by Y as saying`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Token
from dragoman.read.statements.drafts import Draft, Piece, Source, make_pieces
from dragoman.read.statements.sources import QUOTING, agent, find_source, is_passive, make_source
from dragoman.read.statements.speech import Scene
from dragoman.read.statements.tree import Tree, trim
from dragoman.read.statements.verbs import content_words

FEWEST_WORDS = 3
CLAUSES = frozenset({"ccomp", "parataxis"})


def object_behind(tree: Tree, verb: Token) -> Token | None:
    """The object behind a verb, also one the parse calls a subject (`citing two men`)."""
    for kid in tree.children(verb):
        if kid.index > verb.index and kid.dep in {"dobj", "dative", "nsubj"} and kid.pos != "ADP":
            return kid
    return None


def _noun_behind(tree: Tree, verb: Token) -> Token | None:
    """The first noun right behind a verb, whatever the parse hangs it on."""
    for token in tree.tokens[verb.index + 1 :]:
        after = tree.after(token)
        if token.pos in {"NOUN", "PROPN"}:
            if after is None or after.pos not in {"NOUN", "PROPN"}:
                return token
        elif token.pos not in {"DET", "ADJ", "NUM"}:
            return None
    return None


def _saying(tree: Tree, cue: Token) -> Token | None:
    """`saying` of `quoted X as saying`."""
    for token in tree.tokens[cue.index + 1 :]:
        before = tree.before(token)
        if token.tag == "VBG" and before is not None and before.text.lower() == "as":
            return token
    return None


def _said(scene: Scene, tree: Tree, cue: Token, saying: Token) -> tuple[Piece, ...]:
    """What was said: the clause behind `saying`, else before the quoting, else what is quoted."""
    clauses = [k for v in (saying, cue) for k in tree.children(v) if k.dep in CLAUSES]
    if clauses and clauses[0].index > saying.index:
        return make_pieces(content_words(tree.subtree(clauses[0])), tree)
    quotations = [
        (q.start, q.end)
        for q in scene.quotations_in(tree.sentence.start, tree.sentence.end)
        if len(scene.text[q.start : q.end].split()) >= FEWEST_WORDS
    ]
    if quotations or not clauses:
        return tuple(quotations)
    return make_pieces(content_words(tree.subtree(clauses[0])), tree)


def _behind_holder(scene: Scene, tree: Tree, draft: Draft, holder: Token) -> tuple[Piece, ...]:
    """The quotations of the content that follow the holder: `quotes diplomats, "..."`."""
    behind = scene.quotations_in(holder.end, draft.end)
    marked = tree.after(holder)
    if not behind or marked is None or marked.text not in {",", ":"}:
        return ()
    return tuple(
        (q.start, q.end)
        for q in behind
        if holder.end < q.start
        and draft.holds(q.start)
        and len(scene.text[q.start : q.end].split()) >= FEWEST_WORDS
    )


def _quoted_one(tree: Tree, cue: Token) -> Token | None:
    return object_behind(tree, cue) or _noun_behind(tree, cue)


def _quoted(scene: Scene, draft: Draft, known: frozenset[int]) -> Draft | None:
    """The draft of a quoting cue as its holder's words, or None if it is not plainly so."""
    tree, cue = scene.trees[draft.number], draft.cue
    if cue is None or cue.lemma.lower() not in QUOTING:
        return None
    passive, saying = is_passive(tree, cue), _saying(tree, cue)
    holder = tree.child(cue, "nsubjpass") if passive else _quoted_one(tree, cue)
    relay = agent(tree, cue) if passive else find_source(tree, cue)
    if holder is None or (saying is None and passive) or (saying and saying.start in known):
        return None
    said = _said(scene, tree, cue, saying) if saying else _behind_holder(scene, tree, draft, holder)
    if not said or said[0][0] <= holder.start < said[0][1]:
        return None
    source = _holder_phrase(tree, holder, saying or tree.tokens[-1], said)
    span = (saying.start, saying.end) if saying else draft.cue_span
    return replace(
        draft,
        lemma=saying.lemma.lower() if saying else "say",
        cue=saying or cue,
        cue_span=span,
        source=source,
        content=said,
        relays=(relay,) if relay else draft.relays,
    )


def _holder_phrase(tree: Tree, holder: Token, until: Token, said: Sequence[Piece]) -> Source:
    """The holder's phrase, up to `as saying` or to where the words begin."""
    source = make_source(tree, holder)
    ends = [t for t in (until.start, *(a for a, _ in said)) if t > holder.start]
    words = [t for t in tree.tokens if source.start <= t.start and t.end <= min(ends, default=0)]
    words = trim([t for t in words if t.end <= source.end and t.text.lower() != "as"])
    return replace(source, end=words[-1].end) if words else source


def read_quoting(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those that only say who is quoted turned into what the quoted said.

    Words that another cue brings already (`quotes X, saying: "..."`) stay with that.
    """
    known = frozenset(d.cue.start for d in drafts if d.cue is not None and d.cue.tag == "VBG")
    found = []
    for draft in drafts:
        turned = _quoted(scene, draft, known) if draft.cue is not None else None
        others = (d for d in drafts if d is not draft and d.number == draft.number)
        if turned is not None and any(d.holds(turned.start) for d in others):
            turned = None
        found.append(turned or draft)
    return found
