"""Whether an event is told as done, as planned, as possible or as not done."""

from __future__ import annotations

from functools import cache
from typing import cast as typed

from dragoman.lang.data import load_table
from dragoman.model import EventStatus, Token
from dragoman.read.events.classes import lemma_of
from dragoman.read.events.tree import Tree
from dragoman.read.events.triggers import light_governors

CLAUSAL = frozenset({"xcomp", "ccomp", "pcomp", "acl"})
SPEECH_IN_THE_PAST = frozenset({"VBD", "VBN"})


@cache
def load_status_words(language: str = "en") -> dict[tuple[str, str], EventStatus]:
    """The status that a word gives, by (kind of word, lemma)."""
    table = load_table(language, "event_status")
    return {(row[1], row[0]): typed(EventStatus, row[2]) for row in table}


def _own_marks(tree: Tree, word: Token) -> list[EventStatus]:
    """What auxiliaries, negation and adjectives on a word say."""
    known = load_status_words()
    found: list[EventStatus] = []
    for kid in tree.kids(word):
        text = kid.text.lower()
        if kid.dep == "neg" or (kid.dep in {"det", "preconj", "cc"} and text in {"no", "neither"}):
            found.append("negated")
        elif kid.dep == "aux" and ("aux", text) in known:
            found.append(_modal(tree, word, text, known[("aux", text)]))
        elif kid.dep in {"amod", "advmod"} and word.pos in {"NOUN", "PROPN"}:
            found += [known[("adj", text)]] if ("adj", text) in known else []
        elif kid.dep == "advmod" and ("neg", text) in known:
            found.append("negated")
        elif kid.dep == "mark" and ("mark", text) in known:
            found.append(known[("mark", text)])
    return found


def _modal(tree: Tree, verb: Token, text: str, status: EventStatus) -> EventStatus:
    """`would` after a verb of speech in the past is a future seen from then."""
    head = tree.head(verb)
    if text in {"would", "'d"} and verb.dep == "ccomp" and head is not None:
        is_wish = verb.lemma in {"like", "prefer", "want", "love"}
        if head.tag in SPEECH_IN_THE_PAST and not is_wish:
            return "future"
    return status


def _governor_mark(word: Token, *, infinitive: bool = False) -> list[EventStatus]:
    kinds = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
    kind = kinds.get(word.pos)
    known = load_status_words()
    status = known.get((kind, lemma_of(word))) if kind else None
    if status is None and infinitive and kind == "verb":
        status = known.get(("infinitive", lemma_of(word)))
    return [status] if status else []


def _preposition_mark(tree: Tree, word: Token) -> list[EventStatus]:
    """`without firing`, `instead of stopping`."""
    known = load_status_words()
    head = tree.head(word)
    if head is None or word.dep not in {"pcomp", "pobj"}:
        return []
    over = [head, *tree.kids(head)]
    outer = tree.head(head)
    over += [outer] if outer is not None and outer.pos in {"ADP", "SCONJ", "ADV"} else []
    return [known[key] for key in (("prep", t.text.lower()) for t in over) if key in known]


def _is_loose(tree: Tree, verb: Token, first: Token) -> bool:
    """A verb put after a comma without *and*: coordinated by the parser, but free of its marks."""
    between = tree.tokens[first.index + 1 : verb.index]
    return any(t.text == "," for t in between) and not tree.kids(first, "cc")


def _climb(tree: Tree, word: Token) -> list[EventStatus]:
    """What the words above a verb's clause say, as far as the clause depends on them."""
    found: list[EventStatus] = []
    current = word
    for above in tree.ancestors(word):
        if current.dep == "advcl":
            found += [s for s in _own_marks(tree, current) if s == "possible"]
            break
        if current.dep == "conj":
            if not tree.kids(current, "nsubj", "nsubjpass", "aux", "auxpass"):
                found += _own_marks(tree, above)
            if _is_loose(tree, current, above):
                break
        elif current.dep == "pcomp":
            found += _preposition_mark(tree, current)
        elif current.dep == "prep":
            found += _governor_mark(above)
        elif current.dep in CLAUSAL:
            is_infinitive = any(k.tag == "TO" for k in tree.kids(current, "aux"))
            found += _governor_mark(above, infinitive=is_infinitive)
            if current.dep == "xcomp":
                found += _own_marks(tree, above)
        else:
            break
        current = above
    return found


def _noun_marks(tree: Tree, noun: Token) -> list[EventStatus]:
    """What the verb or noun that a noun completes says (`plans for talks`)."""
    found: list[EventStatus] = []
    first = tree.first_conjunct(noun)
    head = tree.head(first)
    for governor in light_governors(tree, noun):
        found += _own_marks(tree, governor) + _governor_mark(governor)
        if governor.pos in {"VERB", "AUX"}:
            found += _climb(tree, governor)
    if head is None:
        return found
    if first.dep in {"dobj", "nsubjpass"}:
        found += _governor_mark(head)
        found += [s for s in _climb(tree, head) if s != "negated"]
    elif first.dep in {"nsubj", "attr"}:
        found += [s for s in _own_marks(tree, head) if first.dep == "attr" or s != "negated"]
    elif first.dep == "pobj":
        found += _preposition_mark(tree, first)
        governor_ = tree.head(head)
        if governor_ is not None and head.lemma in {"for", "of", "to", "about", "against"}:
            found += _governor_mark(governor_)
    return found


def find_status(tree: Tree, head: Token) -> EventStatus | None:
    """`negated`, `possible` or `future`; None if the words tell of something done."""
    found = _own_marks(tree, head)
    if head.pos in {"VERB", "AUX"}:
        found += _climb(tree, head)
    else:
        found += _noun_marks(tree, head)
    if "negated" in found:
        return "negated"
    if "possible" in found:
        return "possible"
    return "future" if "future" in found else None
