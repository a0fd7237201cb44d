"""Source chains: every statement with the links it came through, outermost first."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dragoman.lang.data import load_words
from dragoman.model import Link
from dragoman.read.statements.drafts import Draft
from dragoman.read.statements.links import PRONOUNS, Linker, is_pronoun, same_link, unique
from dragoman.read.statements.relays import GOVERNING
from dragoman.read.statements.speech import SPOKEN

# A statement less likely than this is not taken to embed others.
EMBEDDING = 0.5
# How many sentences on a source is still heard through the same relay.
NEAR = 2
GOING_ON = frozenset({"add", "continue", "go on", "conclude"})
PRONOUN_KINDS: dict[str, frozenset[str]] = {
    "it": frozenset({"outlet", "organisation", "state"}),
    "she": frozenset({"outlet", "person"}),
    "he": frozenset({"person", "anonymous"}),
    "they": frozenset({"anonymous", "organisation"}),
}


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


def _in_order(drafts: Sequence[Draft]) -> list[int]:
    """The places of the drafts in the order of their cues."""
    return sorted(range(len(drafts)), key=lambda i: drafts[i].cue_span or drafts[i].content[0])


def find_links(
    drafts: Sequence[Draft], outer: dict[int, list[int]], linker: Linker
) -> list[Link | None]:
    """Each draft's own link; a pronoun nobody is known for takes up the last main source."""
    links: list[Link | None] = [linker.link(d.source) if d.source else None for d in drafts]
    lead: Link | None = None
    outlet: Link | None = None
    speaker: tuple[Link, int] | None = None
    for at in _in_order(drafts):
        link, draft = links[at], drafts[at]
        if link is None or draft.source is None:
            continue
        if outlet is not None and link.actor is None and linker.is_report(draft.source):
            links[at] = replace(link, actor=outlet.actor, name=outlet.name, kind="outlet")
        outlet = link if link.kind == "outlet" else outlet
        if outer[at]:
            continue
        if speaker is not None and _speaks_on(draft, link, *speaker, linker):
            link = _as(link, speaker[0])
            links[at] = link
        if link.kind in {"person", "anonymous"}:
            known = link.name.lower() not in PRONOUNS
            speaker = (link, draft.number) if known else None
        if lead is not None and is_pronoun(draft.source) and _takes_up(draft, link, lead):
            link = _as(link, lead)
            links[at] = link
        relays = [linker.link(s) for s in draft.relays]
        lead = relays[0] if relays else link
    return links


def _as(link: Link, other: Link) -> Link:
    """The words of one link for whom another stands for."""
    return replace(link, actor=other.actor, name=other.name, kind=other.kind, unnamed=other.unnamed)


def _speaks_on(draft: Draft, link: Link, speaker: Link, number: int, linker: Linker) -> bool:
    """Whether `"...", he said` or `he added` goes on with whoever spoke right before.

    Whom the sentence before only speaks of does not say what is quoted next.
    """
    pronoun = link.span.text.lower()
    if draft.cue_span is None or pronoun not in {"he", "she"}:
        return False
    if not 0 <= draft.number - number <= 1 or not _may_be(pronoun, speaker.name):
        return False
    quoted = draft.start < draft.cue_span[0] and linker.opens_quotation(draft.start)
    return quoted or draft.lemma in GOING_ON


def _may_be(pronoun: str, name: str) -> bool:
    """Whether a person's given name does not rule a pronoun out."""
    first = name.split(maxsplit=1)[0] if name else ""
    woman = first in load_words("en", "female_names")
    man = first in load_words("en", "given_names") and not woman
    return not (woman if pronoun == "he" else man)


def _takes_up(draft: Draft, link: Link, lead: Link) -> bool:
    """Whether a pronoun goes on with the last main source: `she added` of a newspaper too.

    Translated from languages where a newspaper is feminine, `she` is often it.
    """
    pronoun = link.span.text.lower()
    fits = lead.kind in PRONOUN_KINDS.get(pronoun, frozenset())
    if lead.kind == "outlet" and draft.lemma in GOING_ON:
        return fits
    return fits and link.actor is None


def carry_relays(
    drafts: Sequence[Draft], outer: dict[int, list[int]], links: Sequence[Link | None]
) -> list[Draft]:
    """The drafts, those of a source that goes on with the relay it was first heard through.

    `A commander told Reuters that A. He added that B`: B was told to Reuters too.
    """
    carried = list(drafts)
    last: int | None = None
    for at in _in_order(drafts):
        draft, link = drafts[at], links[at]
        if outer[at] or link is None or draft.source is None:
            continue
        if (
            last is not None
            and not draft.relays
            and _goes_on(draft, link, drafts[last], links[last])
        ):
            carried[at] = replace(draft, relays=carried[last].relays)
            last = at
        else:
            last = at if draft.relays else None
    return carried


def _goes_on(draft: Draft, link: Link, before: Draft, lead: Link | None) -> bool:
    """Whether a source is the one heard a sentence or two before, as a pronoun or with `the`."""
    if draft.source is None or before.source is None or lead is None:
        return False
    if not 0 <= draft.number - before.number <= NEAR:
        return False
    words = link.span.text.lower().split()
    if is_pronoun(draft.source):
        fits = lead.kind in PRONOUN_KINDS.get(words[0], frozenset())
        return same_link(link, lead) if link.actor is not None else fits
    again = draft.source.head.lemma.lower() == before.source.head.lemma.lower()
    return words[0] == "the" and (same_link(link, lead) or again)


def make_chain(
    drafts: Sequence[Draft],
    links: Sequence[Link | None],
    path: Sequence[int],
    linker: Linker,
) -> tuple[Link, ...]:
    """The links of one statement, outermost relay first, holder last.

    `path` holds the places of the drafts around it, the widest first, and its own.
    """
    chain: list[Link] = []
    for i in path:
        draft, own = drafts[i], links[i]
        chain += [linker.link(s) for s in draft.relays]
        if own is not None:
            chain.append(own)
    return unique(chain)
