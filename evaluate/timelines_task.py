"""Timelines of entities from reports: SemEval-2015 task 4, track A (Minard et al. 2015).

The scorer is written anew from the task's description. System and gold timelines are each
turned into the relations BEFORE and SIMULTANEOUS between mentions of events; precision is
the share of the system's relations that hold by gold, recall that of gold's by the system,
with the closure of the other side, less what is redundant (UzZaman and Allen 2011, temporal
awareness). F1 is given over the relations of all entities (micro).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.link.engine import DuckEngine
from dragoman.link.happenings import link_happenings, make_table
from dragoman.names import same
from evaluate.coreference import Span
from evaluate.thread_rows import Read, gold_row, link_by_name, mention_id
from evaluate.threads import TimelineCorpus, TimelineEntry

Entries = Sequence[TimelineEntry]
Relation = tuple[str, str, str]
SAME_NAME = 0.6
# How surely a verb's deed happened, from -3 to 3, for it to stand in a timeline.
MIN_HAPPENED = 0.0


def reduced(entries: Entries) -> set[Relation]:
    """The relations that say all: chains within a line and from each time to the next."""
    steps = _steps(entries)
    found = set()
    for mentions in steps:
        found |= {("=", a, b) for a, b in pairwise(mentions)}
    found |= {("<", a[0], b[0]) for a, b in pairwise(steps)}
    return found


def closure(entries: Entries) -> set[Relation]:
    """Every relation that follows from a timeline."""
    steps = _steps(entries)
    found = set()
    for n, mentions in enumerate(steps):
        found |= {("=", a, b) for a in mentions for b in mentions if a != b}
        found |= {("<", a, b) for a in mentions for later in steps[n + 1 :] for b in later}
    return found


def _steps(entries: Entries) -> list[list[str]]:
    """The mentions of each moment in order; what has no place in order (ordinal 0) is left out."""
    found: dict[int, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.ordinal > 0:
            found[entry.ordinal] += [m for m in entry.mentions if m not in found[entry.ordinal]]
    return [found[n] for n in sorted(found) if found[n]]


@dataclass(frozen=True, slots=True)
class Counts:
    """Relations of system and gold, and how many of each hold by the other."""

    right: int = 0
    system: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, n) + getattr(other, n) for n in Counts.__dataclass_fields__))

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 in hundredths."""
        p = self.right / self.system if self.system else 0.0
        r = self.found / self.gold if self.gold else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        return {
            "precision": round(100 * p, 2),
            "recall": round(100 * r, 2),
            "f1": round(100 * f, 2),
        }


def compare(gold: Entries, system: Entries) -> Counts:
    """What a system's timeline has in common with gold's."""
    ours, theirs = reduced(system), reduced(gold)
    return Counts(len(ours & closure(gold)), len(ours), len(theirs & closure(system)), len(theirs))


def make_timelines(corpus: TimelineCorpus, reads: Sequence[Read]) -> dict[str, Entries]:
    """The timeline of each entity asked for, from happenings that an actor of its name is in."""
    linked = link_by_name(r.reading for r in reads)
    names = _names(reads, linked)
    rows = [gold_row(read, span) for read in reads for span in _told_words(read)]
    happenings = link_happenings(DuckEngine(), make_table(rows), linked)
    known = {mention_id(r.text, span): (r, span) for r in reads for span in _told_words(r)}
    made = {}
    for entity in corpus.timelines:
        wanted = {k for k, ns in names.items() if any(same(entity, n) >= SAME_NAME for n in ns)}
        lines = []
        for h in happenings:
            if wanted & {*h.actors, *h.recipients}:
                told = [known[m.finding] for m in h.events]
                mentions = tuple(_mention(r, span) for r, span in told)
                # What has no date is dated by the earliest report that tells it.
                days = [r.text.published for r, _ in told if r.text.published]
                lines.append((h.from_ or min(days, default=None), mentions))
        made[entity] = _ordered(lines)
    return made


def _names(reads: Iterable[Read], linked: Mapping[tuple[str, str], str]) -> dict[str, set[str]]:
    """The names that each linked actor bears."""
    found: dict[str, set[str]] = defaultdict(set)
    for read in reads:
        for actor in read.reading.actors:
            key = linked.get((read.reading.report.id, actor.id))
            if key:
                found[key].add(actor.name)
    return found


def _told_words(read: Read) -> list[Span]:
    """The words that tell events: what our reader takes for one, and every other verb."""
    places = [(e.trigger.start, e.trigger.end) for e in read.reading.events]
    for sentence in read.sentences:
        verbs = (t for t in sentence.tokens if t.pos == "VERB" and (t.happened or 0) > MIN_HAPPENED)
        places += [read.offsets.to_original(t.start, t.end) for t in verbs]
    found = set()
    for start, end in places:
        words = [n for n, (a, b) in enumerate(read.text.spans) if a < end and start < b]
        if words:
            found.add((words[-1], words[-1]))
    return sorted(found)


def _mention(read: Read, span: Span) -> str:
    """`report-sentence-words` of a span of words, as the task writes it."""
    words = (read.text.text[slice(*read.text.spans[n])] for n in range(span[0], span[1] + 1))
    return f"{read.text.id}-{read.text.sentences[span[0]]}-{'_'.join(words)}"


def _ordered(lines: Iterable[tuple[str | None, tuple[str, ...]]]) -> Entries:
    """Lines with ordinals by date; what has no date is at 0."""
    listed = [(day, mentions) for day, mentions in lines if mentions]
    days = sorted({day for day, _ in listed if day})
    at = {day: n for n, day in enumerate(days, 1)}
    return tuple(
        TimelineEntry(at[day] if day else 0, day or "XXXX-XX-XX", mentions)
        for day, mentions in sorted(listed, key=lambda x: (x[0] or "", x[1]))
    )


def score_timelines(corpora: Iterable[tuple[TimelineCorpus, Sequence[Read]]]) -> dict[str, object]:
    """Figures over all entities of all corpora, a corpus, and how many gold mentions are found."""
    total, figures = Counts(), {}
    met = asked = 0
    for corpus, reads in corpora:
        made = make_timelines(corpus, reads)
        counts = Counts()
        for entity, gold in corpus.timelines.items():
            counts += compare(gold, made[entity])
        ours = {_mention(r, span) for r in reads for span in _told_words(r)}
        theirs = {m for entries in corpus.timelines.values() for m in _mentions(entries)}
        met, asked = met + len(ours & theirs), asked + len(theirs)
        total += counts
        figures[corpus.name] = counts.figures()
    return {**figures, "all": total.figures(), "gold mentions found": round(met / asked, 3)}


def _mentions(entries: Entries) -> Iterator[str]:
    return (m for e in entries for m in e.mentions)
