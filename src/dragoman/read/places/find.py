"""Every place name of a report, resolved to the map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.lang.outlets import country_of_outlet
from dragoman.model import Place, PlaceExtent, PlacePrecision
from dragoman.read.analysis import Analysis
from dragoman.read.places.context import local_press
from dragoman.read.places.exactness import find_extents, kind_of_entry, precision_of
from dragoman.read.places.gazetteer import Entry
from dragoman.read.places.metonyms import is_metonym
from dragoman.read.places.peoples import People, find_peoples
from dragoman.read.places.resolve import name_key, resolve
from dragoman.read.places.toponyms import Toponym, find_toponyms


def find_places(analysis: Analysis) -> tuple[Place, ...]:
    """Every place name in reading order, resolved against GeoNames where it is known.

    A name that nothing is known about keeps None for its identity and
    coordinates. A people's name (`Iraqi`) is a place that stands for who
    lives or rules there, so it is a metonym and on no map. Spans count in the
    repaired text. The method is a weighed sum of population prior, countries
    and divisions named in the report, containment and nearness, as is usual
    for toponym resolution (e.g. Lieberman, Samet and Sankaranarayanan 2010,
    who also made LGL).
    """
    toponyms = find_toponyms(analysis.sentences)
    peoples = _outside(toponyms, find_peoples(analysis.sentences))
    chosen = resolve(toponyms, _countries(analysis, peoples), local_press(analysis.sentences))
    places = _make_places(analysis, toponyms, chosen)
    places += [_make_people(analysis, p) for p in peoples]
    return tuple(sorted(places, key=lambda place: place.span.start))


def _outside(toponyms: list[Toponym], peoples: Iterable[People]) -> list[People]:
    """The peoples that are no part of a place's name, as in `American Samoa`."""
    taken = {(t.sentence, word.index) for t in toponyms for word in t.tokens}
    return [p for p in peoples if not any((p.sentence, w.index) in taken for w in p.tokens)]


def _countries(analysis: Analysis, peoples: Iterable[People]) -> Iterator[str]:
    """The countries of the peoples a report names, and of its publisher."""
    yield from (p.entry.country for p in peoples if p.entry.country)
    publisher = analysis.report.publisher
    home = country_of_outlet(publisher) if publisher else None
    if home:
        yield home


def _make_people(analysis: Analysis, people: People) -> Place:
    span, entry = analysis.span_of(*people.tokens), people.entry
    place_id = analysis.make_id("pla", span)
    return Place(place_id, span, *_facts(entry), metonym=True, precision=kind_of_entry(entry))


def _make_places(
    analysis: Analysis, toponyms: Sequence[Toponym], chosen: Mapping[str, Entry]
) -> list[Place]:
    entries = [chosen.get(name_key(t)) for t in toponyms]
    precisions = [precision_of(t, e) for t, e in zip(toponyms, entries, strict=True)]
    extents = find_extents(toponyms, precisions, analysis.sentences)
    exact = zip(precisions, extents, strict=True)
    return [
        _make_place(analysis, toponym, entry, *how)
        for toponym, entry, how in zip(toponyms, entries, exact, strict=True)
    ]


def _make_place(
    analysis: Analysis,
    toponym: Toponym,
    entry: Entry | None,
    precision: PlacePrecision | None,
    extent: PlaceExtent | None,
) -> Place:
    span = analysis.span_of(*toponym.tokens)
    place_id = analysis.make_id("pla", span)
    metonym = is_metonym(toponym, entry, analysis.sentences[toponym.sentence])
    facts = _facts(entry) if entry else (span.text, None, None, None, *_known_of(toponym))
    return Place(place_id, span, *facts, metonym, precision, None if metonym else extent)


def _known_of(toponym: Toponym) -> tuple[str | None, str | None]:
    """The country and division that an unknown place is said to lie in, where that is clear."""
    wholes = {(s.entry.country, s.entry.admin1) for s in toponym.container if not s.alternate}
    return wholes.pop() if len(wholes) == 1 else (None, None)


Facts = tuple[str, int | None, float | None, float | None, str | None, str | None]


def _facts(entry: Entry) -> Facts:
    return (entry.name, entry.geonameid, entry.lat, entry.lon, entry.country, entry.admin1)
