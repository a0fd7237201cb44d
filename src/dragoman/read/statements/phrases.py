"""Statements whose cue is no verb: according to, in X's view, the claim that, is sure that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model import Token
from dragoman.read.statements.cues import Cues
from dragoman.read.statements.drafts import Draft, Piece, Source, make_pieces
from dragoman.read.statements.links import is_outlet_name
from dragoman.read.statements.sources import agent, find_source, make_source, possessor
from dragoman.read.statements.tree import Tree, is_edge
from dragoman.read.statements.verbs import STRONG, content_words, cue_lemma, cue_span

# `According to the newspaper's view` names the newspaper.
VIEWS = frozenset({"view", "vision", "opinion", "estimate", "assessment", "account", "word"})


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue found: its frame, key and confidence in the table, its head word and words."""

    frame: str
    lemma: str
    confidence: float
    head: Token
    span: Piece


def _draft(tree: Tree, cue: _Cue, source: Source | None, words: list[Token]) -> Draft | None:
    pieces = make_pieces(content_words(words), tree)
    if not pieces:
        return None
    return Draft(
        tree.number, cue.frame, cue.lemma, cue.head, cue.span, source, pieces, cue.confidence
    )


def _clause_of(tree: Tree, phrase: Token) -> Token:
    """The verb of the main clause that a phrase belongs to."""
    top = phrase
    for above in tree.ancestors(phrase):
        top = above
    return top


def find_according(tree: Tree, cues: Cues) -> Iterator[Draft]:
    """`According to X, Y`: what the sentence says besides, less other cues' own words."""
    for token in tree.tokens:
        if token.text.lower() != "according":
            continue
        to = tree.child(token, "prep") or tree.after(token)
        if to is None or to.text.lower() != "to":
            continue
        noun = tree.child(to, "pobj")
        confidence = cues.confidence("according", "according to")
        if noun is None or confidence is None:
            continue
        words = tree.subtree(_clause_of(tree, token), without=(token,))
        words = [t for t in words if t.index not in {u.index for u in tree.subtree(to)}]
        cue = _Cue("according", "according to", confidence, token, (token.start, to.end))
        draft = _draft(tree, cue, _teller(tree, noun), words)
        if draft is not None:
            yield draft


def _teller(tree: Tree, noun: Token) -> Source:
    """Whom `according to` names; for `the newspaper's view` it is the newspaper."""
    owner = tree.child(noun, "poss")
    if owner is not None and noun.lemma.lower() in VIEWS:
        return possessor(tree, owner)
    return make_source(tree, noun)


def find_broken(tree: Tree, cues: Cues) -> Iterator[Draft]:
    """`The "Morning Post" that Y`: a translation that lost its verb of saying.

    An outlet at the start of a sentence, then `that` and a subject.
    """
    words = [t for t in tree.tokens if not is_edge(t)]
    at = next((i for i, t in enumerate(words[:8]) if t.text.lower() == "that"), 0)
    confidence = cues.confidence("broken", "that")
    if at < 1 or at + 2 >= len(words) or confidence is None:
        return
    names, that, after = words[:at], words[at], words[at + 1]
    if any(t.pos in {"VERB", "AUX"} for t in names) or after.pos in {"VERB", "AUX", "ADV"}:
        return
    source = Source(tree.number, names[-1], names[0].start, names[-1].end)
    if not is_outlet_name(" ".join(t.text for t in names), names[-1]):
        return
    cue = _Cue("broken", "that", confidence, that, (that.start, that.end))
    draft = _draft(tree, cue, source, words[at + 1 :])
    if draft is not None:
        yield draft


def find_views(tree: Tree, cues: Cues) -> Iterator[Draft]:
    """`In X's view, Y`, `in the words of X, Y`."""
    for token in tree.tokens:
        lemma = token.lemma.lower()
        confidence = cues.confidence("view", lemma)
        before = tree.head(token)
        if confidence is None or before.text.lower() != "in":
            continue
        source = _owner(tree, token)
        if source is None:
            continue
        words = tree.subtree(_clause_of(tree, token), without=(before,))
        cue = _Cue("view", lemma, confidence, token, (token.start, token.end))
        draft = _draft(tree, cue, source, words)
        if draft is not None:
            yield draft


def _owner(tree: Tree, noun: Token) -> Source | None:
    """Whose a view is: `X's view`, `the words of X`."""
    owner = tree.child(noun, "poss")
    if owner is not None:
        return possessor(tree, owner)
    for kid in tree.children(noun):
        if kid.dep in {"prep", "agent"} and kid.text.lower() in {"by", "of", "from", "among"}:
            inner = tree.child(kid, "pobj")
            if inner is not None:
                return make_source(tree, inner)
    return None


def _noun_holder(tree: Tree, noun: Token) -> Source | None:
    """Whose a claim is: its owner, else the subject of its verb (`X made the claim`)."""
    owner = _owner(tree, noun)
    if owner is not None:
        return owner
    head = tree.head(noun)
    if noun.dep == "pobj" and head.text.lower() in {"in", "with"}:
        head = tree.head(head)
    elif noun.dep not in {"dobj", "attr"}:
        return None
    if head.pos not in {"VERB", "AUX"}:
        return None
    source = agent(tree, head) or find_source(tree, head)
    return source if source is not None and source.head.index != noun.index else None


def _verb_behind(tree: Tree, noun: Token, cues: Cues) -> _Cue | None:
    """The verb of `X says in a statement that Y`: it, not the noun, is the cue."""
    if noun.dep != "pobj":
        return None
    verb = tree.head(tree.head(noun))
    confidence = cues.confidence("clause", cue_lemma(tree, verb))
    if confidence is None or confidence < STRONG or verb.pos != "VERB":
        return None
    return _Cue("clause", cue_lemma(tree, verb), confidence, verb, cue_span(tree, verb))


def find_noun_drafts(tree: Tree, cues: Cues) -> Iterator[Draft]:
    """`The claim that Y`, `its hope to Y`, `the demand for Y`, with whoever it belongs to."""
    for token in tree.tokens:
        if token.pos not in {"NOUN", "PROPN"} or not cues.knows(token.lemma.lower()):
            continue
        for kid in tree.children(token):
            frame = _noun_frame(tree, kid)
            if frame is None or kid.index < token.index:
                continue
            lemma = token.lemma.lower()
            confidence = cues.confidence(frame, lemma)
            source = _noun_holder(tree, token)
            if confidence is None or source is None:
                continue
            words = tree.subtree(kid, without=(kid,) if kid.dep == "prep" else ())
            if kid.dep == "prep":
                words = tree.subtree(kid)[1:]
            cue = _Cue(frame, lemma, confidence, token, (token.start, token.end))
            if frame == "noun_clause":
                cue = _verb_behind(tree, token, cues) or cue
            draft = _draft(tree, cue, source, words)
            if draft is not None:
                yield draft
                break


def _noun_frame(tree: Tree, kid: Token) -> str | None:
    if kid.dep in {"acl", "ccomp", "relcl"} and tree.child(kid, "mark") is not None:
        return "noun_clause"
    if kid.dep in {"acl", "xcomp"} and any(k.tag == "TO" for k in tree.children(kid)):
        return "noun_to"
    if kid.dep == "prep" and kid.text.lower() in {"for", "of", "to", "on", "about", "against"}:
        return f"noun_{kid.text.lower()}"
    return None


def find_adjective_drafts(tree: Tree, cues: Cues) -> Iterator[Draft]:
    """`X is confident that Y`, `X is ready to Y`, `X is critical of Y`."""
    for token in tree.tokens:
        lemma = token.lemma.lower()
        if token.dep not in {"acomp", "oprd"} or token.pos not in {"ADJ", "VERB"}:
            continue
        if not cues.knows(lemma):
            continue
        verb = tree.head(token)
        for kid in tree.children(token):
            frame = _adjective_frame(tree, kid)
            confidence = cues.confidence(frame, lemma) if frame else None
            source = find_source(tree, verb)
            if frame is None or confidence is None or source is None or kid.index < token.index:
                continue
            words = tree.subtree(kid)[1:] if kid.dep == "prep" else tree.subtree(kid)
            start = min(verb.start, token.start)
            cue = _Cue(frame, lemma, confidence, token, (start, token.end))
            draft = _draft(tree, cue, source, words)
            if draft is not None:
                yield draft
                break


def _adjective_frame(tree: Tree, kid: Token) -> str | None:
    if kid.dep == "ccomp":
        return "adjective_clause"
    if kid.dep == "xcomp":
        return "adjective_to"
    if kid.dep == "prep" and tree.child(kid, "pobj", "pcomp") is not None:
        return f"adjective_{kid.text.lower()}"
    return None


def find_as_drafts(tree: Tree, cues: Cues) -> Iterator[Draft]:
    """`As X put it, Y`: the sentence besides is what X said."""
    for token in tree.tokens:
        if token.dep != "advcl" or token.pos != "VERB":
            continue
        mark = tree.child(token, "mark", "advmod")
        if mark is None or mark.text.lower() != "as" or tree.child(token, "ccomp", "xcomp"):
            continue
        lemma = token.lemma.lower()
        confidence = cues.confidence("as", lemma)
        source = find_source(tree, token)
        if confidence is None or source is None:
            continue
        words = tree.subtree(_clause_of(tree, token), without=(token,))
        cue = _Cue("as", lemma, confidence, token, cue_span(tree, token))
        draft = _draft(tree, cue, source, words)
        if draft is not None:
            yield draft


FINDERS = (
    find_according,
    find_broken,
    find_views,
    find_noun_drafts,
    find_adjective_drafts,
    find_as_drafts,
)


def find_phrase_drafts(tree: Tree, cues: Cues) -> Iterator[Draft]:
    """All statements of a sentence whose cue is not a verb with a complement."""
    for find in FINDERS:
        yield from find(tree, cues)
