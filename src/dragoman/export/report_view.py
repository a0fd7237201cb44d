"""What a report's page shows, taken from its reading; `templates/report.html` lays it out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.export.highlight import Mark, cut_blocks, find_context
from dragoman.export.map import Spot, make_map
from dragoman.export.views import (
    ActorView,
    EventGroup,
    EventView,
    Origin,
    Party,
    PlaceView,
    RelationView,
    ReportView,
    RoleView,
    StatementView,
    Suggestion,
    TargetView,
    TimeView,
)
from dragoman.export.wording import (
    word_date,
    word_interval,
    word_kind,
    word_number,
    word_origin,
    word_place,
)
from dragoman.lang.holders import find_holders
from dragoman.model import (
    Actor,
    Argument,
    Event,
    Link,
    Place,
    Reading,
    Report,
    Span,
    Statement,
    Target,
)
from dragoman.schema.event_types import load_event_types

# A report without a title is called by this much of its beginning.
HEADING_CHARS = 90
MIN_OPENING_WORDS = 5
# Of a source's own words this much is shown beside its name.
WORDS_CHARS = 70
LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "ku": "Kurdish",
    "ru": "Russian",
    "tr": "Turkish",
    "ur": "Urdu",
    "zh": "Chinese",
}
PRECISIONS = {"time": "to the minute", "day": "to the day", "month": "month", "year": "year"}
ORIGINS = {
    "dateline": "found in the report's own words",
    "metadata": "found in the file's metadata",
    "user": "given by whoever had it read",
}
STANCES = {"support": "for", "neutral": "neutral", "oppose": "against"}
EXTENTS = {"near": "near it", "part": "a part of it"}
DATED_BY = {
    "telling": "as told elsewhere in the report",
    "order": "by the order of the story",
}
STATUSES = {
    "asserted": "told by the report itself",
    "claimed": "only a source says so",
    "future": "planned or promised, not yet done",
    "possible": "said to be possible",
    "negated": "said not to have happened",
}


def _offsets(*spans: Span | None) -> str:
    return ", ".join(f"{s.start}–{s.end}" for s in spans if s)


def _other_words(words: str, name: str) -> str | None:
    """The report's words for somebody, where they do not show the name anyhow."""
    if name.lower() in words.lower():
        return None
    return words if len(words) <= WORDS_CHARS else words[:WORDS_CHARS].rstrip() + "…"


@dataclass
class _Page:
    """A reading on its way to a page: its findings numbered, its words marked."""

    reading: Reading
    refs: dict[str, str] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        reading = self.reading
        self.actors: dict[str, Actor] = {a.id: a for a in reading.actors}
        self.places = {p.id: p for p in reading.places}
        self.times = {t.id: t for t in reading.times}
        self.statements = {s.id: s for s in reading.statements}
        ids = {
            "a": [x.id for x in reading.actors],
            "t": [x.id for x in reading.times],
            "s": [x.id for x in reading.statements],
            "e": [x.id for x in reading.events],
        }
        for letter, members in ids.items():
            for n, finding_id in enumerate(members, 1):
                self.refs.setdefault(finding_id, f"{letter}{n}")
        self._number_places()

    def _number_places(self) -> None:
        """One entry for a place, however often it is named."""
        entries: dict[tuple[object, ...], str] = {}
        for p in self.reading.places:
            key = (p.geonameid,) if p.geonameid is not None else (p.name, p.country)
            self.refs[p.id] = entries.setdefault(key, f"p{len(entries) + 1}")

    def mark(self, span: Span | None, ref: str | None, layer: str | None = None) -> None:
        if span is not None:
            self.marks.append(Mark(span.start, span.end, ref, layer))

    def origin(self, made: str, confidence: float | None, id_: str | None, offsets: str) -> Origin:
        return Origin(*word_origin(made), confidence, id_, offsets)

    def party(self, argument: Argument | Link) -> Party:
        """A participant or link, under its actor's name if it has one."""
        actor = self.actors.get(argument.actor or "")
        words = " ".join(argument.span.text.split())
        name = actor.name if actor else words
        kind: str | None = actor.type if actor else None
        why = None
        if isinstance(argument, Link):
            name, kind = argument.name or words, argument.kind
            reason = argument.unnamed.reason if argument.unnamed else None
            why = " ".join(reason.text.split()) if reason else None
        ref = self.refs.get(actor.id) if actor else None
        return Party(name, _other_words(words, name), ref, kind, why)

    def actor_party(self, actor_id: str) -> Party:
        actor = self.actors.get(actor_id)
        if actor is None:
            return Party(actor_id, None, None)
        return Party(actor.name, None, self.refs[actor.id], actor.type)


def _statement_views(page: _Page) -> Iterator[StatementView]:
    hanging: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for event in page.reading.events:
        for statement_id in event.statements:
            hanging[statement_id].append((page.refs[event.id], event.type))
    for s in page.reading.statements:
        ref = page.refs[s.id]
        for link in s.chain:
            page.mark(link.span, ref, "source")
        page.mark(s.cue, ref, "cue")
        for piece in s.content:
            page.mark(piece, ref, "statement")
        offsets = _offsets(*(x.span for x in s.chain), s.cue, *s.content)
        yield StatementView(
            ref,
            tuple(page.party(link) for link in s.chain),
            s.cue.text if s.cue else None,
            tuple(" ".join(c.text.split()) for c in s.content),
            s.mode,
            tuple(hanging[s.id]),
            tuple(_target_view(page, x) for x in s.targets),
            page.origin(s.origin, s.confidence, s.id, offsets),
        )


def _target_view(page: _Page, target: Target) -> TargetView:
    party = page.party(Argument(target.span, target.actor))
    words = STANCES[target.stance] if target.stance else None
    return TargetView(party, target.stance, words, target.confidence)


def _chain_line(statement: Statement) -> str:
    return " → ".join(link.name for link in statement.chain) or "unnamed source"


def _event_view(page: _Page, e: Event) -> EventView:
    ref = page.refs[e.id]
    page.mark(e.trigger, ref, "event")
    for span in (*(a.span for a in (*e.actors, *e.recipients)), *(q.span for q in e.quantities)):
        page.mark(span, ref)
    time = page.times.get(e.when.time) if e.when else None
    place = page.places.get(e.where.place) if e.where else None
    for finding in (time, place):
        page.mark(finding.span if finding else None, ref)
    known = load_event_types().get(e.type)
    before, after = find_context(page.reading.report.text, e.trigger)
    spans = [e.trigger, *(a.span for a in (*e.actors, *e.recipients))]
    return EventView(
        ref=ref,
        type=e.type,
        quad=known.quad if known else None,
        definition=known.definition if known else None,
        mode=e.mode,
        contexts=e.contexts,
        before=before,
        trigger=e.trigger.text,
        after=after,
        actors=tuple(page.party(a) for a in e.actors),
        recipients=tuple(page.party(a) for a in e.recipients),
        from_=e.when.from_ if e.when else None,
        to=e.when.to if e.when else None,
        when=word_interval(e.when.from_, e.when.to) if e.when else None,
        precision=e.when.precision if e.when else None,
        time_words=time.span.text if time else None,
        dated_by=DATED_BY.get(e.when.by) if e.when else None,
        where=word_place(place) if place else None,
        place_ref=page.refs[place.id] if place else None,
        quantities=tuple(f"{word_number(q.value)} {q.of}" for q in e.quantities),
        status=e.status,
        status_words=STATUSES[e.status],
        according_to=tuple(
            (page.refs[x], _chain_line(page.statements[x]))
            for x in e.statements
            if x in page.statements
        ),
        intensity=e.intensity,
        first_ref=page.refs.get(e.same_as or ""),
        origin=page.origin(e.origin, e.confidence, e.id, _offsets(*spans)),
    )


def _event_groups(events: tuple[EventView, ...]) -> tuple[EventGroup, ...]:
    """Events by date, the earliest first, those without a date last; text order within."""
    groups: dict[tuple[str, str], list[EventView]] = defaultdict(list)
    for e in events:
        first = (e.from_ or e.to or "")[:10]
        groups[(first or "9", (e.to or first)[:10])].append(e)
    made = []
    for _, members in sorted(groups.items()):
        when = word_interval((members[0].from_ or "")[:10], (members[0].to or "")[:10])
        made.append(EventGroup(when, members[0].precision if when else None, tuple(members)))
    return tuple(made)


def _actor_views(page: _Page) -> Iterator[ActorView]:
    mentions: dict[str, list[Span]] = defaultdict(list)
    kinds: dict[str, set[str]] = defaultdict(set)
    for m in page.reading.mentions:
        ref = page.refs.get(m.actor or "")
        page.mark(m.span, ref, "actor")
        if m.actor:
            mentions[m.actor].append(m.span)
            kinds[m.actor].add(m.kind)
    for a in page.reading.actors:
        ref = page.refs[a.id]
        for role in a.roles:
            page.mark(role.span, ref)
        yield ActorView(
            ref,
            a.name,
            a.type,
            tuple(x for x in a.aliases if x != a.name),
            a.country,
            tuple(RoleView(*r) for r in dict.fromkeys((r.title, r.of, r.status) for r in a.roles)),
            len(mentions[a.id]),
            "name" in kinds[a.id] or not kinds[a.id],
            page.origin(page.reading.reader, None, a.id, _offsets(*mentions[a.id])),
            None if "name" in kinds[a.id] else _suggest(a, page.reading.report.published),
        )


def _suggest(actor: Actor, published: str | None) -> Suggestion | None:
    """Who held the office of somebody whom a report does not name, if the table knows."""
    for role in actor.roles:
        if role.status == "current" and actor.country and published:
            for holder in find_holders(actor.country, role.title, published, grace=0)[:1]:
                return Suggestion(holder.name, holder.status, holder.source)
    return None


def _place_views(page: _Page) -> Iterator[PlaceView]:
    groups = defaultdict(list)
    for p in page.reading.places:
        page.mark(p.span, page.refs[p.id], "place")
        groups[page.refs[p.id]].append(p)
    for ref, places in groups.items():
        p = places[0]
        region = p.admin1 if p.admin1 != p.name else None
        known = p.lat is not None and p.lon is not None
        offsets = _offsets(*(x.span for x in places))
        yield PlaceView(
            ref,
            p.name,
            word_kind(p),
            tuple(dict.fromkeys(EXTENTS[x.extent] for x in places if x.extent)),
            ", ".join(x for x in (region, p.country) if x) or None,
            f"{p.lat:.2f}, {p.lon:.2f}" if known else None,
            p.geonameid,
            tuple(dict.fromkeys(x.span.text for x in places)),
            all(x.metonym for x in places),
            page.origin(page.reading.reader, None, p.id, offsets),
        )


def _spots(page: _Page) -> Iterator[Spot]:
    """The places to draw, each once: a government that a capital stands for is none."""
    counts: Counter[str] = Counter()
    found: dict[str, Place] = {}
    near: dict[str, list[bool]] = defaultdict(list)
    for p in page.reading.places:
        if p.lat is not None and p.lon is not None and not p.metonym:
            counts[page.refs[p.id]] += 1
            found.setdefault(page.refs[p.id], p)
            near[page.refs[p.id]].append(p.extent == "near")
    for ref, p in found.items():
        yield Spot(
            ref,
            p.name,
            p.lat or 0.0,
            p.lon or 0.0,
            counts[ref],
            p.precision,
            word_kind(p),
            all(near[ref]),
        )


def _time_views(page: _Page) -> Iterator[TimeView]:
    report = page.reading.report
    anchors = {"report": "counted from the report's date", "root": "counted from its root's date"}
    for t in page.reading.times:
        ref = page.refs[t.id]
        page.mark(t.span, ref, "time")
        anchor = anchors.get(t.anchor or "")
        if t.anchor in page.times:
            anchor = f"counted from “{page.times[t.anchor].span.text}”"
        meaning = word_interval(t.from_, t.to)
        if meaning is None and t.type in ("DATE", "TIME") and report.published is None:
            anchor = "the report has no date to count from"
        yield TimeView(
            ref,
            t.span.text,
            t.value,
            meaning,
            t.precision,
            anchor,
            t.type,
            page.origin(page.reading.reader, None, t.id, _offsets(t.span)),
        )


def _relation_views(page: _Page) -> Iterator[RelationView]:
    for n, r in enumerate(page.reading.relations, 1):
        page.mark(r.span, f"r{n}")
        yield RelationView(
            f"r{n}",
            r.kind,
            page.actor_party(r.subject),
            page.actor_party(r.object) if r.object else None,
            r.title,
            r.status,
            r.tenure,
            word_interval(r.from_, r.to),
            " ".join(r.span.text.split()),
            page.origin(r.origin, r.confidence, r.id, _offsets(r.span)),
        )


def _root_parties(page: _Page) -> Iterator[Party]:
    for r in page.reading.roots:
        page.mark(r.span, page.refs.get(r.actor or ""), "source")
        yield Party(r.name, None, page.refs.get(r.actor or ""), "outlet")


def _published_how(report: Report) -> str | None:
    pieces = (
        PRECISIONS.get(report.published_precision or ""),
        ORIGINS.get(report.published_origin or ""),
    )
    return ", ".join(p for p in pieces if p) or None


def make_heading(reading: Reading) -> tuple[str, bool]:
    """What to call a report, and whether that is its title: else its first words."""
    if reading.report.title:
        return reading.report.title, True
    texts = [(p.kind, p.span.text.split()) for p in reading.passages]
    headlines = [words for kind, words in texts if kind == "headline" and words]
    if headlines:
        return " ".join(headlines[0]).lstrip("# "), True
    # A short first line is more often a date or a section's name than a beginning.
    bodies = [words for kind, words in texts if kind == "body" and len(words) >= MIN_OPENING_WORDS]
    words = bodies[0] if bodies else reading.report.text[: HEADING_CHARS * 3].split()
    opening = " ".join(words)
    if len(opening) > HEADING_CHARS:
        opening = opening[:HEADING_CHARS].rpartition(" ")[0] + " …"
    return opening or reading.report.source_id, False


def make_report_view(reading: Reading) -> ReportView:
    """Everything that the page of a reading shows. Words are plain text, not HTML."""
    report = reading.report
    heading, titled = make_heading(reading)
    page = _Page(reading)
    events = tuple(_event_view(page, e) for e in reading.events)
    roots = tuple(_root_parties(page))
    statements = tuple(_statement_views(page))
    actors = tuple(_actor_views(page))
    places = tuple(_place_views(page))
    times = tuple(_time_views(page))
    relations = tuple(_relation_views(page))
    language = LANGUAGES.get(report.language or "", report.language)
    return ReportView(
        report=report,
        heading=heading,
        titled=titled,
        published=word_date(report.published) if report.published else None,
        published_how=_published_how(report),
        candidates=tuple(word_date(c) for c in report.published_candidates),
        language=language,
        status=reading.status,
        reader=reading.reader,
        blocks=tuple(cut_blocks(report.text, reading.passages, page.marks)),
        events=events,
        event_groups=_event_groups(events),
        statements=statements,
        actors=actors,
        places=places,
        map=make_map(list(_spots(page))),
        times=times,
        relations=relations,
        roots=roots,
    )
