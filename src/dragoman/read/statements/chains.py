"""Source chains: every statement with the links it came through, outermost first."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Link, Token
from dragoman.read.statements.drafts import Draft, Source
from dragoman.read.statements.links import Linker, is_pronoun, unique
from dragoman.read.statements.sources import make_source
from dragoman.read.statements.speech import SPOKEN
from dragoman.read.statements.tree import Tree

TALKING_TO = frozenset({"tell", "inform", "brief"})
TALKS = frozenset({"interview", "statement", "comment", "remark", "conversation", "briefing"})
ADDRESSES = frozenset({"to", "with", "for", "by"})


def _addressee(tree: Tree, cue: Token) -> Token | None:
    """Whom the words were told: `told X`, `said to X`, `said in an interview with X`."""
    if cue.lemma.lower() in TALKING_TO:
        for kid in tree.children(cue):
            if kid.dep in {"dobj", "dative"} and kid.index > cue.index:
                return kid
    for kid in tree.children(cue):
        if kid.dep not in {"prep", "dative"}:
            continue
        noun = tree.child(kid, "pobj")
        if noun is None:
            continue
        if kid.text.lower() == "to":
            return noun
        if noun.lemma.lower() in TALKS:
            inner = next((k for k in tree.children(noun) if k.text.lower() in ADDRESSES), None)
            return tree.child(inner, "pobj") if inner is not None else None
    return None


def find_relays(tree: Tree, draft: Draft, linker: Linker) -> tuple[Source, ...]:
    """The outlets that the sentence says the words were told to, before the source itself."""
    relays = list(draft.relays)
    if draft.cue is not None and draft.source is not None:
        noun = _addressee(tree, draft.cue)
        if noun is not None:
            told = make_source(tree, noun)
            if linker.is_outlet(told) and not is_pronoun(told):
                relays.append(told)
    return tuple(relays)


def find_outer(drafts: Sequence[Draft]) -> dict[int, list[int]]:
    """For each draft the drafts whose content holds its cue and source, the widest first.

    One sweep over the drafts in order; only spoken frames embed others.
    """
    order = sorted(range(len(drafts)), key=lambda i: (drafts[i].start, -drafts[i].end))
    wide = [i for i in order if drafts[i].frame in SPOKEN]
    outer: dict[int, list[int]] = {}
    for at in order:
        draft = drafts[at]
        place = draft.cue_span[0] if draft.cue_span else draft.start
        holders = [
            i for i in wide
            if i != at and drafts[i].start <= place < drafts[i].end
            and drafts[i].holds(place) and drafts[i].size > draft.size
        ]
        outer[at] = sorted(holders, key=lambda i: -drafts[i].size)
    return outer


def make_chain(
    drafts: Sequence[Draft], at: int, outer: dict[int, list[int]],
    trees: Sequence[Tree], linker: Linker,
) -> tuple[Link, ...]:
    """The links of one statement, outermost relay first, holder last."""
    links: list[Link] = []
    for i in (*outer[at], at):
        draft = drafts[i]
        relays = find_relays(trees[draft.number], draft, linker)
        links += [linker.link(s) for s in relays]
        if draft.source is not None:
            links.append(linker.link(draft.source))
    return unique(links)
