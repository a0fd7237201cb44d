"""How two events compare, as numbers that a small model weighs.

The features are those usual for event coreference across documents (trigger, participants,
time, place; e.g. Cybulska and Vossen 2015, Barhom et al. 2019), with participants and words
weighed by how rare they are. Every one is the same whichever event comes first.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from dragoman.link.happenings.blocks import sides
from dragoman.link.happenings.told import Told, Weights

# Thousandths of a bit at which what is shared counts as much as it may.
_ENOUGH = 12_000
_TOLD = frozenset({"asserted", "claimed"})
_AHEAD = frozenset({"future", "possible"})
# Days apart that reports of one thing commonly are, and at which it hardly matters any more.
_MAX_DAYS = 730

Likeness = Callable[[str, str], float]


def compare(one: Told, other: Told, alike: Likeness) -> dict[str, float]:
    """The features of a pair by name; `alike` says how near in meaning two lemmas are, -1 to 1."""
    found = {"bias": 1.0, "same_report": float(one.report == other.report)}
    found |= _words(one, other, alike)
    found |= _kinds(one, other)
    found |= _people(one, other)
    found |= _dates(one, other)
    found |= _places(one, other)
    found |= _counts(one, other)
    found |= _statuses(one, other)
    return found


def _words(one: Told, other: Told, alike: Likeness) -> dict[str, float]:
    """Of triggers and of the sentences around them."""
    ours, theirs = one.bag("lemma"), other.bag("lemma")
    same = ours.keys() & theirs.keys()
    # To see how near words are costs most: where one is the same it is not asked.
    nearest = 1.0 if same else max((alike(a, b) for a in ours for b in theirs), default=0.0)
    words, others = one.bag("word"), other.bag("word")
    # `attacked a convoy in Basra` and `the convoy was hit`: a trigger in the other's sentence.
    crossed = (ours.keys() & others.keys()) | (theirs.keys() & words.keys())
    return {
        "lemma_same": float(bool(same)),
        "lemma_weight": max((ours[x] for x in same), default=0.0) / _ENOUGH,
        "lemma_alike": nearest,
        "lemma_near": float(not same and nearest > 0.4),
        "lemma_stem": float(not same and any(_stem(a) == _stem(b) for a in ours for b in theirs)),
        "lemma_crossed": float(bool(crossed)),
        "words_cosine": _cosine(one, other, "word"),
        "words_shared": _shared(words, others),
        "words_rarest": max((words[x] for x in words.keys() & others.keys()), default=0) / _ENOUGH,
    }


def _stem(lemma: str) -> str:
    return lemma[:5] if len(lemma) > 6 else lemma


def _kinds(one: Told, other: Told) -> dict[str, float]:
    """Of PLOVER types and modes."""
    known = one.type is not None and other.type is not None
    same = known and one.type == other.type
    modes = one.mode is not None and other.mode is not None
    return {
        "type_known": float(known),
        "type_same": float(same),
        "type_apart": float(known and not same),
        "side_apart": float(known and sides(one.type) != sides(other.type)),
        "mode_same": float(modes and same and one.mode == other.mode),
        "mode_apart": float(modes and not (same and one.mode == other.mode)),
    }


def _people(one: Told, other: Told) -> dict[str, float]:
    found = {}
    for side in ("actor", "recipient"):
        ours, theirs = one.bag(side), other.bag(side)
        words, others = one.bag(f"{side}_word"), other.bag(f"{side}_word")
        shared = _shared(ours, theirs)
        found[f"{side}_shared"] = shared
        found[f"{side}_words"] = _shared(words, others)
        told = bool(words) and bool(others)
        found[f"{side}_told"] = float(told)
        found[f"{side}_apart"] = float(told and not shared and not found[f"{side}_words"])
        found[f"{side}_named_apart"] = float(bool(ours) and bool(theirs) and not shared)
    found["who_shared"] = _shared(one.bag("who"), other.bag("who"))
    found["who_words"] = _shared(one.bag("who_words"), other.bag("who_words"))
    found["who_cosine"] = _cosine(one, other, "who_words")
    found["who_in_words"] = max(
        _shared(one.bag("who_words"), other.bag("word")),
        _shared(other.bag("who_words"), one.bag("word")),
    )
    both = found["actor_shared"] + found["actor_words"] > 0
    found["both_sides"] = float(both and found["recipient_shared"] + found["recipient_words"] > 0)
    found["cast_cosine"] = _cosine(one, other, "cast")
    found["cast_shared"] = _shared(one.bag("cast"), other.bag("cast"))
    return found


def _dates(one: Told, other: Told) -> dict[str, float]:
    gap, length = days_apart(one, other), 0
    if gap is not None:
        length = max(_length(one), _length(other))
    known = one.published is not None and other.published is not None
    apart = abs((one.published or 0) - (other.published or 0)) if known else 0
    return {
        "date_known": float(gap is not None),
        "date_meets": float(gap == 0) / (1 + math.log1p(length)),
        "date_same_day": float(gap == 0 and length == 0),
        "date_gap": math.log1p(min(gap or 0, _MAX_DAYS)) / math.log1p(_MAX_DAYS),
        "date_apart": float(bool(gap)),
        "date_far": float((gap or 0) > 2),
        "date_one_known": float((one.first is None) != (other.first is None)),
        "published_known": float(known),
        "published_gap": math.log1p(min(apart, _MAX_DAYS)) / math.log1p(_MAX_DAYS),
        "published_same": float(known and apart <= 1),
        "published_far": float(apart > 14),
        "date_before": float(_before_telling(one, other)),
    }


def _length(told: Told) -> int:
    return (told.last or 0) - (told.first or 0)


def days_apart(one: Told, other: Told) -> int | None:
    """How many days lie between two intervals, 0 where they meet; None where one is unknown."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return None
    return max(0, one.first - other.last, other.first - one.last)


def _before_telling(one: Told, other: Told) -> bool:
    """Whether one was dated to after the other had already told it as done."""
    for told, dated in ((one, other), (other, one)):
        if None in {told.published, dated.first} or told.status not in _TOLD:
            continue
        if (dated.first or 0) > (told.published or 0):
            return True
    return False


def _places(one: Told, other: Told) -> dict[str, float]:
    known = one.place is not None and other.place is not None
    same = known and one.place == other.place
    return {
        "place_known": float(known),
        "place_same": float(same and one.exact),
        "place_wide": float(same and not one.exact),
        "place_holds": float(known and not same and not places_apart(one, other)),
        "place_apart": float(places_apart(one, other)),
        "country_apart": float(_countries_apart(one, other)),
    }


def _countries_apart(one: Told, other: Told) -> bool:
    return None not in {one.country, other.country} and one.country != other.country


def places_apart(one: Told, other: Told) -> bool:
    """Whether two places cannot be one: other countries, divisions, or towns.

    A town that another names its division's capital may lie in it: only places that are
    both exact, in one division, differ by their ids.
    """
    if one.place is None or other.place is None or one.place == other.place:
        return False
    if _countries_apart(one, other):
        return True
    if None not in {one.admin1, other.admin1} and one.admin1 != other.admin1:
        return True
    return one.exact and other.exact


def _counts(one: Told, other: Told) -> dict[str, float]:
    """Of numbers told. Tolls rise from report to report: where day and place or both sides are one
    anyway, another number is another toll of the same."""
    ours, theirs = one.bag("quantity"), other.bag("quantity")
    same = ours.keys() & theirs.keys()
    of = {x.rsplit("=", 1)[0] for x in ours} & {x.rsplit("=", 1)[0] for x in theirs}
    settled = _settled(one, other)
    numbers = {x for x in one.bag("word") if x[0].isdigit()}
    others = {x for x in other.bag("word") if x[0].isdigit()}
    return {
        "count_same": float(bool(same)),
        "count_apart": float(bool(of) and not same and not settled),
        "number_same": float(bool(numbers & others)),
        "number_apart": float(
            bool(numbers) and bool(others) and not numbers & others and not settled
        ),
    }


def _settled(one: Told, other: Told) -> bool:
    """Whether both are of one day, and of one spot or the same on both sides."""
    if days_apart(one, other) != 0 or max(_length(one), _length(other)) > 1:
        return False
    there = one.exact and one.place is not None and one.place == other.place
    return there or all(
        one.bag(side).keys() & other.bag(side).keys() for side in ("actor", "recipient")
    )


def _statuses(one: Told, other: Told) -> dict[str, float]:
    told = {one.status, other.status}
    return {
        "status_told": float(told <= _TOLD),
        "status_ahead": float(told <= _AHEAD),
        "status_came": float(bool(told & _TOLD) and bool(told & _AHEAD)),
        "status_denied": float("negated" in told and len(told) > 1),
    }


def _shared(ours: Weights, theirs: Weights) -> float:
    """The bits of the keys that both have, from 0 to 1."""
    return min(1.0, sum(w for x, w in ours.items() if x in theirs) / _ENOUGH)


def _cosine(one: Told, other: Told, kind: str) -> float:
    """The cosine of two bags of weighed keys; 0 where one is empty."""
    ours, theirs = one.bag(kind), other.bag(kind)
    dot = sum(w * theirs[x] for x, w in ours.items() if x in theirs)
    return dot / (one.length(kind) * other.length(kind)) if dot else 0.0


_NOBODY = Told("", "", None, None, "asserted", None, None, None, None, None, None, None, (), {})
NAMES = tuple(compare(_NOBODY, _NOBODY, lambda *_: 0.0))
