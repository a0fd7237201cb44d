"""What a verb says: the frame in which its content hangs on it, and the content's words."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Token
from dragoman.read.statements.tree import Tree, trim

# `who he said would come`: the pronoun belongs to what he said.
RELATIVE_TAGS = frozenset({"WDT", "WP"})
AS = frozenset({"as"})


@dataclass(frozen=True, slots=True)
class Complement:
    """A frame (`clause`, `before`, `to`, `object`, ...), the content's words, words of the cue."""

    frame: str
    words: list[Token]
    cue: tuple[Token, ...] = ()


def _is_infinitive(tree: Tree, verb: Token) -> bool:
    return any(k.dep == "aux" and k.text.lower() == "to" for k in tree.children(verb))


def _clause(tree: Tree, verb: Token) -> Complement | None:
    clause = tree.child(verb, "ccomp")
    if clause is None:
        return None
    words = tree.subtree(clause)
    if _is_infinitive(tree, clause):
        return Complement("object_to", words)
    if clause.tag == "VB" and not any(k.dep == "aux" for k in tree.children(clause)):
        return Complement("bare" if not _has_mark(tree, clause) else "clause", words)
    if clause.index < verb.index:
        return Complement("before", words)
    behind = [t for t in words if t.index > verb.index or t.tag in RELATIVE_TAGS]
    return Complement("clause", behind)


def _has_mark(tree: Tree, clause: Token) -> bool:
    return tree.child(clause, "mark") is not None


def _parenthesis(tree: Tree, verb: Token) -> Complement | None:
    """`The plan, he said, was flawed`: the cue hangs inside what it says."""
    head = tree.head(verb)
    if verb.dep not in {"parataxis", "ccomp", "advcl", "dep"} or head.index == verb.index:
        return None
    if tree.child(verb, "nsubj") is None or tree.child(verb, "mark", "advmod", "dobj"):
        return None
    own = trim(tree.subtree(verb))
    if not own:
        return None
    first, last = tree.before(own[0]), tree.after(own[-1])
    if not (first is not None and first.pos == "PUNCT" and (last is None or last.pos == "PUNCT")):
        return None
    return Complement("around", tree.subtree(head, without=(verb,)))


def _infinitive(tree: Tree, verb: Token) -> Complement | None:
    clause = tree.child(verb, "xcomp")
    if clause is None:
        return None
    words = tree.subtree(clause)
    obj = tree.child(verb, "dobj", "dative")
    if obj is not None and verb.index < obj.index < clause.index:
        return Complement("object_to", tree.subtree(obj) + words)
    if _is_infinitive(tree, clause):
        return Complement("to", words)
    return Complement("ing" if clause.tag == "VBG" else "attribute", words)


def _object(tree: Tree, verb: Token) -> Complement | None:
    obj = tree.child(verb, "dobj") or tree.child(verb, "dative")
    if obj is None or obj.pos == "ADP":
        return None
    words = tree.subtree(obj)
    if obj.dep == "dative":  # `considers X a partner`: the parser takes the two for one phrase
        named = tree.child(obj, "appos") is not None
        return Complement("object_as", words) if named and obj.index > verb.index else None
    for kid in tree.children(verb):
        if kid.index < verb.index:
            continue
        if kid.dep in {"oprd", "acomp"}:
            return Complement("object_as", words + tree.subtree(kid))
        if kid.dep == "prep" and kid.index > obj.index:
            frame = "object_as" if kid.text.lower() in AS else f"object_{kid.text.lower()}"
            return Complement(frame, words + tree.subtree(kid))
    return Complement("object", words)


def _preposition(tree: Tree, verb: Token) -> Complement | None:
    for kid in tree.children(verb):
        if kid.dep != "prep" or kid.index < verb.index:
            continue
        inner = tree.child(kid, "pobj", "pcomp")
        if inner is not None:
            rest = [k for k in tree.children(kid) if k.index >= inner.index]
            words = [t for k in rest for t in tree.subtree(k)]
            return Complement(f"prep_{kid.text.lower()}", words, (kid,))
    return None


def _passive(tree: Tree, verb: Token) -> Complement | None:
    """`X is expected to Y`, `X was called Y`, `X was criticised (by Z)`."""
    subject = tree.child(verb, "nsubjpass")
    if subject is None or tree.child(verb, "ccomp"):
        return None
    words = tree.subtree(subject)
    clause = tree.child(verb, "xcomp")
    if clause is not None and clause.index > verb.index:
        return Complement("passive_to", words + tree.subtree(clause))
    name = tree.child(verb, "oprd")
    if name is not None:
        return Complement("passive_as", words + tree.subtree(name))
    for kid in tree.children(verb):
        if kid.dep == "prep" and kid.text.lower() == "as":
            return Complement("passive_as", words + tree.subtree(kid))
    return Complement("passive", words)


def find_complement(tree: Tree, verb: Token) -> Complement | None:
    """The frame and words of what a verb says, or None where nothing hangs on it.

    The frames follow CLEAR labels: ccomp, xcomp, dobj with its predicate,
    prep. The words keep a leading `that`; the caller cuts it.
    """
    if tree.child(verb, "nsubjpass") is not None and verb.tag == "VBN":
        passive = _passive(tree, verb)
        if passive is not None:
            return passive
    for find in (_clause, _parenthesis, _infinitive, _object, _preposition):
        found = find(tree, verb)
        if found is not None:
            return found
    return None
