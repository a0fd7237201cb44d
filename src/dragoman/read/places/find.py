"""Every place name of a report, resolved to the map."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.model import Place
from dragoman.read.analysis import Analysis
from dragoman.read.places.gazetteer import Entry, country_of_outlet, country_of_people
from dragoman.read.places.metonyms import is_metonym
from dragoman.read.places.resolve import name_key, resolve
from dragoman.read.places.toponyms import Toponym, find_toponyms


def find_places(analysis: Analysis) -> tuple[Place, ...]:
    """Every place name in reading order, resolved against GeoNames where it is known.

    A name that nothing is known about keeps None for its identity and
    coordinates. Spans count in the repaired text. The method is a weighed
    sum of population prior, countries and divisions named in the report,
    containment and nearness, as is usual for toponym resolution (e.g.
    Lieberman, Samet and Sankaranarayanan 2010, who also made LGL).
    """
    toponyms = find_toponyms(analysis.sentences)
    chosen = resolve(toponyms, _peoples(analysis))
    return tuple(_make_place(analysis, t, chosen.get(name_key(t))) for t in toponyms)


def _peoples(analysis: Analysis) -> Iterator[str]:
    """The countries of the peoples a report names, and of its publisher."""
    codes = country_of_people()
    for sentence in analysis.sentences:
        for token in sentence.tokens:
            if token.text[:1].isupper() and token.text in codes:
                yield codes[token.text]
    home = country_of_outlet(analysis.report.publisher or "")
    if home:
        yield home


def _make_place(analysis: Analysis, toponym: Toponym, entry: Entry | None) -> Place:
    span = analysis.span_of(*toponym.tokens)
    place_id = analysis.make_id("pla", span)
    metonym = is_metonym(toponym, entry, analysis.sentences[toponym.sentence])
    if entry is None:
        return Place(place_id, span, span.text, metonym=metonym)
    where = (entry.geonameid, entry.lat, entry.lon, entry.country, entry.admin1)
    return Place(place_id, span, entry.name, *where, metonym=metonym)
