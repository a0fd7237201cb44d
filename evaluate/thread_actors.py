"""Actors of MEANTIME across reports: who is one, by the readings and a linking of actors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dragoman.link.actors import actor_rows, link_actors, rows_table
from dragoman.link.engine import DuckEngine
from evaluate.coreference import Span
from evaluate.thread_rows import Read, mention_id

Linked = Mapping[tuple[str, str], str]


def gold_actors(reads: Sequence[Read]) -> dict[str, str]:
    """The chain of each gold mention of a person, organisation or place.

    A span that two chains share is the mention of the one named first in the alphabet.
    """
    found: dict[str, str] = {}
    for read in reads:
        for chain, spans in sorted(read.text.actors.items()):
            for span in sorted(spans):
                found.setdefault(mention_id(read.text, span), chain)
    return found


def system_actors(reads: Sequence[Read], linked: Linked) -> dict[str, str]:
    """The linked actor of each gold mention that one of ours is aligned with.

    A mention is aligned with the gold span that ends at its last word or holds that word, the most
    alike in length first; what is aligned with none is left out, since gold annotates only
    some sentences and only what corefers.
    """
    found: dict[str, str] = {}
    for read in reads:
        for span, actor in _aligned(read):
            key = read.reading.report.id, actor
            name = mention_id(read.text, span)
            found.setdefault(name, linked.get(key, f"{read.text.id} {actor}"))
    return found


def link_as_product(reads: Sequence[Read]) -> Linked:
    """(report, actor) to the linked actor, as linking a record of these reports makes them."""
    rows = [row for read in reads for row in actor_rows(read.reading)]
    found = link_actors(DuckEngine(), rows_table(rows)).actors
    return {(m.report, m.finding): actor.id for actor in found for m in actor.members}


def _aligned(read: Read) -> Iterator[tuple[Span, str]]:
    gold = sorted({s for spans in read.text.actors.values() for s in spans})
    pairs = []
    for mention in read.reading.mentions:
        words = [
            n
            for n, (a, b) in enumerate(read.text.spans)
            if a < mention.span.end and mention.span.start < b
        ]
        if not words or mention.actor is None:
            continue
        for span in gold:
            if span[0] <= words[-1] <= span[1]:
                apart = abs(span[0] - words[0]) + abs(span[1] - words[-1])
                pairs.append((apart, span, mention.id, mention.actor))
    taken: set[object] = set()
    for _, span, mention, actor in sorted(pairs):
        if span not in taken and mention not in taken:
            taken |= {span, mention}
            yield span, actor
