"""Every report's word for what an actor did and said towards two powers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.analyse.balance.evidence import Drafts, Sides
from dragoman.analyse.balance.parties import Party
from dragoman.analyse.balance.witnesses import (
    Certainty,
    Tells,
    Witness,
    Words,
    certainty_of_event,
    certainty_of_statement,
    mark_echoes,
    tells_of,
)
from dragoman.analyse.origins import Origins
from dragoman.analyse.sentences import plain, sentence_of
from dragoman.link.happenings.rows import tightest
from dragoman.model import Event, Reading, Span, Statement
from dragoman.model.links import Links, Member
from dragoman.schema.event_types import load_event_types

ReadingsOf = Callable[[Sequence[str]], Iterable[Reading]]
# Of what a report tells in several places, that it was comes before that it was not.
_ORDER: dict[Tells, int] = {"did": 0, "denied": 1, "not yet": 2}


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Gathers the witnesses of deeds and words between some sides."""

    links: Links
    sides: Sides
    origins: Origins
    certainty: Certainty

    def deeds(self, readings_of: ReadingsOf) -> Drafts:
        """The witnesses of every happening that some report tells as an act towards a pole.

        The reports that name both sides are gone through for the acts; then all reports of what
        was found, so that a date or a denial that another report tells is not lost.
        """
        between = self.sides.reports
        happenings = {
            h.id: h for h in self.links.happenings if any(m.report in between for m in h.events)
        }
        home = {m: h.id for h in happenings.values() for m in h.events}
        acts = {
            (id_, pole)
            for reading in readings_of(sorted(between))
            for id_, events in _by_happening(reading, home).items()
            for pole, counts in enumerate(self._counts(reading, events))
            if counts
        }
        wanted = {id_ for id_, _ in acts}
        reports = sorted({r for id_ in wanted for r in happenings[id_].reports})
        drafts: dict[tuple[str, int], list[Witness]] = defaultdict(list)
        for reading in readings_of(reports):
            through = self.origins.of_findings(reading)
            for id_, events in _by_happening(reading, home).items():
                for pole, counts in enumerate(self._counts(reading, events)):
                    if (id_, pole) in acts:
                        drafts[id_, pole].append(self._of_events(reading, events, counts, through))
        return self._mark(drafts, readings_of)

    def words(self, readings_of: ReadingsOf) -> Drafts:
        """The witnesses of every statement by the actor that is about a pole."""
        home = {m: s.id for s in self.links.statements for m in s.statements}
        drafts: dict[tuple[str, int], list[Witness]] = defaultdict(list)
        for reading in readings_of(sorted(self.sides.reports)):
            through = self.origins.of_findings(reading)
            for number, statement in enumerate(reading.statements, 1):
                for pole, found in self._about(reading, statement, f"s{number}", through):
                    member = Member(reading.report.id, statement.id)
                    drafts[home.get(member, statement.id), pole].append(found)
        return self._mark(drafts, readings_of)

    def _mark(
        self, drafts: Mapping[tuple[str, int], Sequence[Witness]], readings_of: ReadingsOf
    ) -> Drafts:
        """Mark the echoes; only what copies copy is read once more."""
        origins = self.origins
        copies = {w.report.id for ws in drafts.values() for w in ws} & origins.copies
        copied = sorted({root for c in copies for root in origins.passes_on.get(c, ())})
        texts = {r.report.id: plain(r.report.text) for r in readings_of(copied)}
        return {key: mark_echoes(ws, origins, texts) for key, ws in drafts.items()}

    def _counts(self, reading: Reading, events: Sequence[Event]) -> tuple[float, float]:
        """For how much a report's events count as acts of the actor towards either pole."""
        doers, targets = set[Member](), set[Member]()
        for event in events:
            own = _members(reading, (a.actor for a in event.actors))
            doers |= own
            targets |= _members(reading, (a.actor for a in event.recipients))
            known = load_event_types().get(event.type)
            # Of a meeting all who take part are told as its doers.
            if known is not None and known.reciprocal:
                targets |= {m for m in own if not self.sides.actor.weight_of([m])}
        ours = self.sides.actor.weight_of(doers)
        first, second = (ours * pole.weight_of(targets) for pole in self.sides.poles)
        return first, second

    def _of_events(
        self,
        reading: Reading,
        events: Sequence[Event],
        counts: float,
        through: dict[str, tuple[str, ...]],
    ) -> Witness:
        tells = min((tells_of(e) for e in events), key=_ORDER.__getitem__)
        own = [e for e in events if tells_of(e) == tells]
        outlets = sorted({o for e in own for o in through.get(e.id, ())})
        first, last = tightest((e.when.from_, e.when.to) for e in events if e.when)
        numbers = {e.id: n for n, e in enumerate(reading.events, 1)}
        chains = {s.id: s.chain for s in reading.statements}
        return Witness(
            reading.report,
            tells,
            max(certainty_of_event(e, reading, self.certainty) for e in own),
            tuple(outlets) or self.origins.whole[reading.report.id],
            self.origins.own[reading.report.id],
            own[0].type,
            next((e.mode for e in own if e.mode), None),
            first,
            last,
            counts,
            tuple(
                _words(
                    reading,
                    e.id,
                    e.trigger,
                    f"e{numbers[e.id]}",
                    next((_chain(chains[s]) for s in e.statements if chains.get(s)), None),
                )
                for e in own
            ),
        )

    def _about(
        self,
        reading: Reading,
        statement: Statement,
        ref: str,
        through: dict[str, tuple[str, ...]],
    ) -> Iterator[tuple[int, Witness]]:
        holder = statement.chain[-1].actor if statement.chain else None
        ours = self.sides.actor.weight_of(_members(reading, [holder]))
        if not ours:
            return
        for pole, party in enumerate(self.sides.poles):
            stance, theirs = _stance(reading, statement, party)
            if stance is None:
                continue
            pieces = (
                _words(reading, statement.id, span, ref, _chain(statement.chain))
                for span in statement.content
            )
            yield (
                pole,
                Witness(
                    reading.report,
                    "did",
                    certainty_of_statement(statement, self.certainty),
                    through.get(statement.id) or self.origins.whole[reading.report.id],
                    self.origins.own[reading.report.id],
                    stance,
                    None,
                    None,
                    None,
                    ours * theirs,
                    tuple(pieces),
                ),
            )


def _by_happening(reading: Reading, home: dict[Member, str]) -> dict[str, list[Event]]:
    """A report's events by the happening they tell of."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in reading.events:
        if (id_ := home.get(Member(reading.report.id, event.id))) is not None:
            found[id_].append(event)
    return found


def _members(reading: Reading, actors: Iterable[str | None]) -> set[Member]:
    return {Member(reading.report.id, actor) for actor in actors if actor}


def _stance(reading: Reading, statement: Statement, pole: Party) -> tuple[str | None, float]:
    """How a statement speaks of a pole, by its surest target, and for how much that counts."""
    about = [
        (t.confidence or 0.0, pole.weight_of([Member(reading.report.id, t.actor)]), t.stance)
        for t in statement.targets
        if t.stance is not None
    ]
    about = [x for x in about if x[1]]
    if not about:
        return None, 0.0
    _, counts, stance = max(about, key=lambda x: (x[0], x[1], x[2] or ""))
    return stance, counts


def _chain(chain: Sequence[object]) -> str | None:
    return " → ".join(str(getattr(link, "name", "")) for link in chain) or None


def _words(reading: Reading, finding: str, span: Span, ref: str, source: str | None) -> Words:
    """The words of a finding within their sentence."""
    text = reading.report.text
    start, end = sentence_of(text, span)
    return Words(
        finding,
        span.start,
        span.end,
        text[start : span.start],
        text[span.start : span.end],
        text[span.end : end],
        ref,
        source,
    )
