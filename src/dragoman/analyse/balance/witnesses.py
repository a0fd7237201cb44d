"""Who tells of a deed or of words, on whose word, and how sure that makes it: roots, not echoes.

How sure it is that a happening occurred is q = 1 - (1 - p1)(1 - p2)..., over the independent
roots that tell of it: it did not occur only if all of them are wrong. A root's p is set by how
it tells of it (`Certainty`), and is the same however many reports pass the root on.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dragoman.analyse.origins import Origins
from dragoman.analyse.sentences import plain
from dragoman.model import Event, Reading, Report, Statement

Tells = Literal["did", "denied", "not yet"]


@dataclass(frozen=True, slots=True)
class Certainty:
    """How far a root is believed, 0 to 1, by who it is that says so.

    `outlet` holds for what a root says in its own voice; `named` for what it has from a source
    with a name, `anonymous` from one without. `denial` is how far a root is believed that says
    that it was not so.
    """

    outlet: float = 0.9
    named: float = 0.7
    anonymous: float = 0.5
    denial: float = 0.5


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a finding rests on, within their sentence, and its place on the page."""

    finding: str
    start: int
    end: int
    before: str
    text: str
    after: str
    ref: str
    source: str | None = None

    @property
    def sentence(self) -> str:
        """The whole sentence, however its lines are broken."""
        return plain(self.before + self.text + self.after)


@dataclass(frozen=True, slots=True)
class Witness:
    """One report that tells of something, with its words.

    `certainty` is how far its roots are believed for it. `type` and `mode` are what the report
    makes of a deed; of a statement they are its stance and None. `first` and `last` are the days
    it gives, ISO. `counts` is for how much the two sides it names count, 0 where it does not name
    both. `echo` is true where it adds nothing to what others tell.
    """

    report: Report
    tells: Tells
    certainty: float
    roots: tuple[str, ...]
    own: str
    type: str
    mode: str | None
    first: str | None
    last: str | None
    counts: float
    words: tuple[Words, ...]
    echo: bool = False

    @property
    def order(self) -> tuple[str, str]:
        """By date of report, then by id."""
        return self.report.published or "~", self.report.id


def tells_of(event: Event) -> Tells:
    """Whether an event was done, is denied, or is not done yet."""
    if event.status in ("asserted", "claimed"):
        return "did"
    return "denied" if event.status == "negated" else "not yet"


def certainty_of_event(event: Event, reading: Reading, certainty: Certainty) -> float:
    """How far a root is believed that tells of an event so: in its own voice, or from whom."""
    if event.status == "negated":
        return certainty.denial
    if event.status != "claimed":
        return certainty.outlet
    chains = [s.chain for s in reading.statements if s.id in event.statements]
    holders = [chain[-1].kind for chain in chains if chain]
    by_kind = {"outlet": certainty.outlet, "anonymous": certainty.anonymous}
    return max((by_kind.get(k, certainty.named) for k in holders), default=certainty.anonymous)


def certainty_of_statement(statement: Statement, certainty: Certainty) -> float:
    """How far a root is believed that somebody said something: by whoever passes it on to it."""
    kinds = {link.kind for link in statement.chain[:-1]}
    if "anonymous" in kinds:
        return certainty.anonymous
    return certainty.named if kinds - {"outlet"} else certainty.outlet


def mark_echoes(
    witnesses: Iterable[Witness], origins: Origins, texts: Mapping[str, str]
) -> tuple[Witness, ...]:
    """The witnesses by date, those that add nothing marked as echoes.

    `texts` are the plain words of what copies copy, by the report's id. What a copy tells in
    words that it copies makes no echo of those that pass it on, so that without it they tell
    the same.
    """
    listed = sorted(witnesses, key=lambda w: w.order)

    def is_echo(witness: Witness, tellers: Collection[str]) -> bool:
        return origins.is_echo(witness.report.id, tellers, _own(witness, origins, texts))

    tellers = {w.report.id for w in listed if w.counts and not is_echo(w, ())}
    return tuple(replace(w, echo=is_echo(w, tellers)) for w in listed)


def _own(witness: Witness, origins: Origins, texts: Mapping[str, str]) -> Iterator[str]:
    """The sentences of a report that stand in none of those it passes on."""
    copied = [texts.get(r, "") for r in origins.passes_on.get(witness.report.id, ())]
    for words in witness.words:
        if not any(words.sentence in text for text in copied):
            yield words.sentence


def by_root(witnesses: Iterable[Witness]) -> dict[str, tuple[Witness, ...]]:
    """The witnesses on whose words each root is weighed, in order of roots.

    A root's own reports speak for it. Where the record has none, the first report that passes
    it on does: later ones are echoes of it.
    """
    found: dict[str, list[Witness]] = defaultdict(list)
    for witness in sorted(witnesses, key=lambda w: w.order):
        for root in witness.roots:
            found[root].append(witness)
    return {
        root: tuple(w for w in found[root] if w.own == root) or (found[root][0],)
        for root in sorted(found)
    }


def occurrence(witnesses: Collection[Witness]) -> float:
    """How likely it is that something was so, from all that tell of it; see the module."""
    missed, denied = [], []
    for own in by_root(w for w in witnesses if w.tells != "not yet").values():
        did = [w.certainty for w in own if w.tells == "did"]
        if did:
            missed.append(1 - max(did))
        else:
            denied.append(1 - max(w.certainty for w in own))
    # Multiplied in one order, so that the same roots give the same last digit.
    return (1 - math.prod(sorted(missed))) * math.prod(sorted(denied))


def roots_of(witnesses: Sequence[Witness]) -> tuple[str, ...]:
    """The independent roots that tell that something was so."""
    return tuple(by_root(w for w in witnesses if w.tells == "did"))
