"""Words of two reports that tell one day, figure or country, however they are written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence

from dragoman.link.drift import dates, figures
from dragoman.link.drift.figures import Figure
from dragoman.link.drift.matching import Equal
from dragoman.link.drift.naming import country_of
from dragoman.link.drift.slots import MAX_SLOTS, Said, Slot
from dragoman.link.drift.views import View, Word
from dragoman.model import Time

# How alike the words are of one day or figure, and those of one country: `Asmara`, `Eritrean`.
# The capital may be meant, so the latter are less than the spellings of one name.
ONE, ONE_COUNTRY = 0.8, 0.6
# The dates and the figures of a relay and of its root.
Dated = tuple[Sequence[Slot[Time]], Sequence[Slot[Time]]]
Counted = tuple[Sequence[Slot[Figure]], Sequence[Slot[Figure]]]
# What some phrases say, and the words of them all.
Group = tuple[Said, list[Word]]


def find_equals(relay: View, root: View, dated: Dated, counted: Counted) -> Iterator[Equal]:
    """Phrases that come to the same: `Thursday` and `September 1`, `a fifth` and `20 percent`.

    `dated` and `counted` are the dates and the figures of both.
    """
    views = relay, root
    days = [_group(v, d, _day_words, _day_key) for v, d in zip(views, dated, strict=True)]
    yield from _pair(days[0], days[1], dates.are_equal)
    numbers = [_group(v, c, _figure_words, _key) for v, c in zip(views, counted, strict=True)]
    yield from _pair(numbers[0], numbers[1], figures.are_equal)
    yield from _countries(relay, root)


def _group(
    view: View,
    slots: Sequence[Slot[Said]],
    words_of: Callable[[View, Slot[Said]], list[Word]],
    key_of: Callable[[Said], Hashable],
) -> list[Group[Said]]:
    """The phrases that say the same in the same words as one, with the words of them all."""
    groups: dict[Hashable, Group[Said]] = {}
    for slot in slots[:MAX_SLOTS]:
        group = groups.setdefault(key_of(slot.said), (slot.said, []))
        group[1].extend(words_of(view, slot))
    return list(groups.values())


def _pair(
    relay: Sequence[Group[Said]],
    root: Sequence[Group[Said]],
    equal: Callable[[Said, Said], bool],
) -> Iterator[Equal]:
    for said, words in relay:
        for other, others in root:
            if words and others and equal(said, other):
                yield Equal(words, others, ONE)


def _day_key(time: Time) -> Hashable:
    return time.value, time.from_, time.to, time.span.text


def _key(figure: Figure) -> Hashable:
    return figure


def _day_words(view: View, slot: Slot[Time]) -> list[Word]:
    return [w for w in view.words_in(slot.span) if w.content]


def _figure_words(view: View, slot: Slot[Figure]) -> list[Word]:
    """The words of a figure without the noun that it counts."""
    words = [w for w in view.words_in(slot.span) if w.content]
    if slot.said.unit == "days":
        return words
    return [w for w in words if w.place != slot.head.place or w.token.pos == "NUM"]


def _countries(relay: View, root: View) -> Iterator[Equal]:
    """Words for one country: its names, adjectives, peoples and capitals."""
    sides: list[dict[str, list[Word]]] = []
    for view in (relay, root):
        named: dict[str, list[Word]] = defaultdict(list)
        for word in view.words:
            code = country_of(word.token.text) if word.token.text[:1].isupper() else None
            if code:
                named[code].append(word)
        sides.append(named)
    for code in sides[0].keys() & sides[1].keys():
        yield Equal(sides[0][code], sides[1][code], ONE_COUNTRY)
