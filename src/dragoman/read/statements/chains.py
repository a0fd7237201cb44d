"""Source chains: every statement with the links it came through, outermost first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dragoman.model import Link, Token
from dragoman.read.statements.drafts import Draft, Source
from dragoman.read.statements.links import Linker, is_pronoun, unique
from dragoman.read.statements.sources import make_source
from dragoman.read.statements.speech import SPOKEN
from dragoman.read.statements.tree import Tree

TALKING_TO = frozenset({"tell", "inform", "brief"})
TALKS = frozenset({"interview", "statement", "comment", "remark", "conversation", "briefing"})
# A statement less likely than this is not taken to embed others.
EMBEDDING = 0.5
# Frames that govern the whole sentence they stand in.
GOVERNING = frozenset({"according", "view", "as"})
GOING_ON = frozenset({"add", "continue", "go on", "conclude"})
PRONOUN_KINDS: dict[str, frozenset[str]] = {
    "it": frozenset({"outlet", "organisation", "state"}),
    "she": frozenset({"outlet", "person"}),
    "he": frozenset({"person", "anonymous"}),
    "they": frozenset({"anonymous", "organisation"}),
}
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
    """For each draft the drafts whose content holds its cue, the widest first.

    Only likely statements of spoken frames embed others. `X said Y, according
    to Z` stands in what X says to the eye, but is Z's.
    """
    wide = [i for i, d in enumerate(drafts) if d.frame in SPOKEN and d.confidence >= EMBEDDING]
    wide.sort(key=lambda i: drafts[i].start)
    starts = [drafts[i].start for i in wide]
    longest = max((drafts[i].end - drafts[i].start for i in wide), default=0)
    outer: dict[int, list[int]] = {}
    for at, draft in enumerate(drafts):
        place = draft.cue_span[0] if draft.cue_span else draft.start
        near = wide[bisect_left(starts, place - longest) : bisect_right(starts, place)]
        holders = [i for i in near if i != at and _embeds(drafts[i], draft, place)]
        outer[at] = sorted(holders, key=lambda i: -drafts[i].size)
    return outer


def _embeds(outer: Draft, inner: Draft, place: int) -> bool:
    if not outer.holds(place) or outer.size <= inner.size:
        return False
    governs = inner.frame in GOVERNING and outer.cue_span is not None
    return not (governs and outer.cue_span and inner.holds(outer.cue_span[0]))


def find_links(
    drafts: Sequence[Draft], outer: dict[int, list[int]], linker: Linker
) -> list[Link | None]:
    """Each draft's own link; a pronoun nobody is known for takes up the last main source."""
    links: list[Link | None] = [linker.link(d.source) if d.source else None for d in drafts]
    order = sorted(range(len(drafts)), key=lambda i: drafts[i].cue_span or drafts[i].content[0])
    lead: Link | None = None
    outlet: Link | None = None
    for at in order:
        link, draft = links[at], drafts[at]
        if link is None or draft.source is None:
            continue
        if outlet is not None and link.actor is None and linker.is_report(draft.source):
            links[at] = replace(link, actor=outlet.actor, name=outlet.name, kind="outlet")
        outlet = link if link.kind == "outlet" else outlet
        if outer[at]:
            continue
        if lead is not None and is_pronoun(draft.source) and _takes_up(draft, link, lead):
            link = replace(link, actor=lead.actor, name=lead.name, kind=lead.kind)
            links[at] = link
        relays = [linker.link(s) for s in draft.relays]
        lead = relays[0] if relays else link
    return links


def _takes_up(draft: Draft, link: Link, lead: Link) -> bool:
    """Whether a pronoun goes on with the last main source: `she added` of a newspaper too.

    Translated from languages where a newspaper is feminine, `she` is often it.
    """
    pronoun = link.span.text.lower()
    fits = lead.kind in PRONOUN_KINDS.get(pronoun, frozenset())
    if lead.kind == "outlet" and draft.lemma in GOING_ON:
        return fits
    return fits and link.actor is None


def make_chain(
    drafts: Sequence[Draft],
    links: Sequence[Link | None],
    path: Sequence[int],
    trees: Sequence[Tree],
    linker: Linker,
) -> tuple[Link, ...]:
    """The links of one statement, outermost relay first, holder last.

    `path` holds the places of the drafts around it, the widest first, and its own.
    """
    chain: list[Link] = []
    for i in path:
        draft, own = drafts[i], links[i]
        chain += [linker.link(s) for s in find_relays(trees[draft.number], draft, linker)]
        if own is not None:
            chain.append(own)
    return unique(chain)
