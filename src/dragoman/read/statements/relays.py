"""Relays that a sentence names beside the source: told to, carried by, citing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.lang.data import load_words
from dragoman.model import Token
from dragoman.read.mentions.phrases import noun_of
from dragoman.read.statements.drafts import Draft, Source
from dragoman.read.statements.links import Linker, is_pronoun
from dragoman.read.statements.quoting import object_behind
from dragoman.read.statements.sources import QUOTING, make_source, possessor
from dragoman.read.statements.speech import SPOKEN, Scene
from dragoman.read.statements.tree import Tree, trim

TALKING_TO = frozenset({"tell", "inform", "brief"})
# `said to the BBC`, `wrote in the Guardian`: what stands there must be a known outlet.
PLACED = frozenset({"to", "in", "on", "for"})
SPEAKING_TO = frozenset({"speak", "talk"})
TALKS = frozenset({"interview", "statement", "comment", "remark", "conversation", "briefing"})
ADDRESSES = frozenset({"to", "with", "for", "by", "on"})
PEOPLE = frozenset({"PERSON", "ORG", "GPE", "NORP"})
MAX_DEPTH = 4
# A tag's content that is another statement but for a few words (`on Monday`).
NEARLY_ALL = 0.75
# Frames that govern the whole sentence they stand in.
GOVERNING = frozenset({"according", "view", "as"})


def _behind(tree: Tree, preposition: Token) -> Token | None:
    """The noun behind a preposition; a participle may stand in its place in the parse."""
    noun = tree.child(preposition, "pobj")
    if noun is not None and noun.tag == "VBN":
        return tree.child(noun, "nsubj", "nsubjpass") or noun
    return noun


def _told(tree: Tree, cue: Token, content: int) -> Token | None:
    """Whom a verb of telling tells: its object, else the name between it and the content."""
    told = object_behind(tree, cue)
    if told is not None:
        return told
    end = content if content > cue.start else tree.sentence.end
    for token in tree.tokens[cue.index + 1 :]:
        if token.start >= end or (token.pos not in {"DET", "ADJ", "PROPN"} and token.text != "-"):
            return None
        after = tree.after(token)
        last = after is None or after.start >= end or after.text not in {"-", "–"}
        if token.pos == "PROPN" and last and (after is None or after.pos != "PROPN"):
            return token
    return None


def _addressees(tree: Tree, cue: Token, content: int) -> Iterator[tuple[Token, bool]]:
    """Whom the words were told: `told X`, `said to X`, `said in an interview with X`.

    Each with whether the words before it make it likely an outlet, known or not.
    """
    if cue.lemma.lower() in TALKING_TO:
        told = _told(tree, cue, content)
        if told is not None:
            yield told, True
    for kid in tree.children(cue):
        if kid.dep in {"prep", "dative"}:
            noun = _behind(tree, kid)
            if noun is not None and noun.lemma.lower() in TALKS:
                yield from ((n, True) for n in _talked_to(tree, noun))
            elif noun is not None and kid.text.lower() in PLACED:
                yield noun, False
        elif kid.dep in {"advcl", "acl"} and kid.lemma.lower() in SPEAKING_TO:
            yield from ((n, True) for n in _talked_to(tree, kid))


def _talked_to(tree: Tree, word: Token) -> Iterator[Token]:
    """X of `interview with X`, `statement to X`, `speaking to X`."""
    for kid in tree.children(word):
        noun = _behind(tree, kid) if kid.text.lower() in ADDRESSES else None
        if noun is not None:
            yield noun


def _passed_on(tree: Tree, word: Token, depth: int = 0) -> tuple[Token, Token] | None:
    """`X carried by Y`: the participle and Y, on a word or on what hangs on it by `of`."""
    for kid in tree.children(word):
        if kid.tag == "VBN" and kid.lemma.lower() in load_words("en", "passing_on_verbs"):
            by = next((k for k in tree.children(kid) if k.text.lower() == "by"), None)
            noun = _behind(tree, by) if by is not None else None
            if noun is not None:
                return kid, noun
        elif kid.dep in {"prep", "pobj", "appos"} and depth < MAX_DEPTH:
            found = _passed_on(tree, kid, depth + 1)
            if found is not None:
                return found
    return None


def is_vehicle(word: Token) -> bool:
    """Whether a noun is for words or pictures that can be passed on: `statement`, `footage`."""
    return word.lemma.lower() in load_words("en", "vehicle_nouns")


def _carriers(tree: Tree, draft: Draft) -> Iterator[Token]:
    """Who passes the words on, by a participle on the source, the cue, or what they stand in."""
    cue, source = draft.cue, draft.source
    if source is not None and source.number == tree.number:
        found = _passed_on(tree, source.head)
        if found is not None:
            yield found[1]
    if cue is None:
        return
    for kid in tree.children(cue):
        noun = _behind(tree, kid) if kid.dep in {"prep", "dative"} else None
        if noun is not None and is_vehicle(noun):
            found = _passed_on(tree, noun)
            if found is not None:
                yield found[1]
    # `said, quoted by X`
    found = _passed_on(tree, cue)
    if found is not None and found[0].index > cue.index:
        yield found[1]


def _trimmed(tree: Tree, source: Source) -> Source:
    """A source without the participle that tells who passes its words on."""
    found = _passed_on(tree, source.head) if source.number == tree.number else None
    if found is None:
        return source
    words = [t for t in tree.tokens if source.start <= t.start and t.end <= source.end]
    words = trim([t for t in words if t.index < found[0].index])
    if not words or words[-1].index < source.head.index:
        return source
    return replace(source, start=words[0].start, end=words[-1].end)


def _is_somebody(noun: Token, linker: Linker) -> bool:
    """Whether a noun can hold words: an actor, not a reason (`citing safety concerns`)."""
    known = noun.entity in PEOPLE or noun_of(noun) is not None
    return known or linker.mention_of(noun) is not None


def _cited(tree: Tree, draft: Draft, linker: Linker) -> Source | None:
    """Y of `X, citing Y, reported that`: the holder of what X reports."""
    if draft.cue is None or draft.source is None or draft.source.number != tree.number:
        return None
    words = (*tree.children(draft.source.head), *tree.children(draft.cue))
    for word in words:
        if word.tag != "VBG" or word.lemma.lower() not in QUOTING:
            continue
        noun = object_behind(tree, word)
        if noun is not None and _is_somebody(noun, linker):
            return _without_clause(tree, make_source(tree, noun), draft)
    return None


def _without_clause(tree: Tree, source: Source, draft: Draft) -> Source:
    """A source up to where the content starts, should the parse run them into one."""
    if not source.start < draft.start < source.end:
        return source
    words = [t for t in tree.tokens if source.start <= t.start and t.end <= draft.start]
    words = trim(words)
    return replace(source, end=words[-1].end) if words else source


def _with_relays(tree: Tree, draft: Draft, linker: Linker) -> Draft:
    """A draft with the relays its own sentence names, outermost first."""
    if draft.cue is None or draft.source is None:
        return draft
    source, relays = draft.source, list(draft.relays)
    cited = _cited(tree, draft, linker) if draft.frame in SPOKEN else None
    if cited is not None:
        relays.append(source)
        source = cited
    for noun in _carriers(tree, draft):
        relay = replace(make_source(tree, noun), passes_on=linker.is_outlet_here(noun))
        if linker.is_outlet(relay):
            relays.append(relay)
            source = _trimmed(tree, source)
    for noun, likely in _addressees(tree, draft.cue, draft.start):
        owner = tree.child(noun, "poss")  # `told Al-Mizan's Karim Odeh`
        for word in (noun, owner) if owner is not None else (noun,):
            told = make_source(tree, word) if word is noun else possessor(tree, word)
            told = replace(told, passes_on=likely and linker.is_outlet_here(word))
            named = likely or word.pos == "PROPN"
            if named and not is_pronoun(told) and linker.is_outlet(told):
                relays.append(told)
                break
    return replace(draft, source=source, relays=tuple(relays))


def add_relays(scene: Scene, drafts: Sequence[Draft], linker: Linker) -> list[Draft]:
    """The drafts with the relays that their sentences name.

    `X told Y`, `X said in a statement carried by Y`, `X, quoted by Y, said`,
    `Y, citing X, reported`: X holds the words, Y passes them on. Drafts whose
    cue only says who is cited are left out.
    """
    found = [_with_relays(scene.trees[d.number], d, linker) for d in drafts]
    holders = {(d.number, d.source.start) for d in found if d.source is not None and d.relays}
    kept = [
        d
        for d in found
        if d.lemma not in QUOTING or (d.number, _first_word(scene, d)) not in holders
    ]
    return _join_tags(kept, linker)


def _join_tags(drafts: list[Draft], linker: Linker) -> list[Draft]:
    """One statement for `X said A, according to Y` and `"A", X said, Y reported`: Y relays.

    So for `According to Y, X said A`; a transcript that Y has seen is no link at all.
    """
    by_sentence: dict[int, list[int]] = {}
    for at, draft in enumerate(drafts):
        by_sentence.setdefault(draft.number, []).append(at)
    joined, gone = list(drafts), set[int]()
    for places in by_sentence.values():
        for at in places:
            tag = joined[at]
            inner = [k for k in places if k != at and k not in gone and _is_all(tag, joined[k])]
            if not inner or not _only_passes_on(tag, linker):
                continue
            relays = tag.relays if tag.source and is_vehicle(tag.source.head) else _links(tag)
            for k in inner:
                joined[k] = replace(joined[k], relays=(*relays, *joined[k].relays))
            gone.add(at)
    return [d for at, d in enumerate(joined) if at not in gone]


def _links(draft: Draft) -> tuple[Source, ...]:
    return (*draft.relays, draft.source) if draft.source is not None else draft.relays


def _is_all(tag: Draft, inner: Draft) -> bool:
    """Whether the content of a tag is another statement and nothing else."""
    if inner.cue_span is None or inner.source is None or inner.frame not in SPOKEN:
        return False
    if inner.cue is not None and inner.cue.dep == "relcl":
        return False
    if not tag.holds(inner.cue_span[0]) or not tag.holds(inner.source.start):
        return False
    source, cue = inner.source.end - inner.source.start, inner.cue_span[1] - inner.cue_span[0]
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in inner.content for c, d in tag.content)
    return shared + source + cue >= NEARLY_ALL * tag.size


def _only_passes_on(tag: Draft, linker: Linker) -> bool:
    """Whether a cue is `according to` or a tag at the end, and its source an outlet's."""
    if tag.source is None or tag.cue_span is None:
        return False
    passes = linker.is_outlet(tag.source) or (bool(tag.relays) and is_vehicle(tag.source.head))
    return passes and (tag.frame in GOVERNING or tag.cue_span[0] > tag.end)


def _first_word(scene: Scene, draft: Draft) -> int:
    """Where the first word of a draft's content starts."""
    words = trim([t for t in scene.trees[draft.number].tokens if t.start >= draft.start])
    return words[0].start if words else draft.start
