"""The event lexicon and the schema of event types as data that must hang together."""

from __future__ import annotations

from collections import Counter

import pytest

from dragoman.lang.data import load_table
from dragoman.read.events.lexicon import load_lexicon, load_word_sets, make_entry
from dragoman.read.events.status import load_status_words
from dragoman.schema.event_types import QUADS, load_contexts, load_event_types

ROWS = load_table("en", "events")


def test_the_lexicon_is_large_and_knows_every_type() -> None:
    assert len(ROWS) >= 600
    assert {row[2] for row in ROWS} == set(load_event_types())


def test_every_row_is_well_made() -> None:
    for row in ROWS:
        assert len(row) == 8, row
        make_entry(row)


def test_no_row_stands_twice() -> None:
    keys = Counter((row[0], row[1], row[6]) for row in ROWS)
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_two_rows_give_one_trigger_two_types() -> None:
    types: dict[tuple[str, str, str], set[str]] = {}
    for row in ROWS:
        types.setdefault((row[0], row[1], row[6]), set()).add(row[2])
    assert [key for key, found in types.items() if len(found) > 1] == []


def test_an_unknown_mode_slot_or_set_is_refused() -> None:
    good = ("kill", "verb", "ASSAULT", "-", "subj", "obj", "-", "sure")
    make_entry(good)
    for column, bad in ((3, "gently"), (4, "nsubj"), (6, "color=red"), (7, "maybe")):
        row = (*good[:column], bad, *good[column + 1 :])
        with pytest.raises(ValueError, match=bad.split("=", maxsplit=1)[0]):
            make_entry(row)
    with pytest.raises(KeyError):
        make_entry((*good[:6], "obj=@nothing_of_the_kind", "sure"))


def test_the_entries_that_ask_for_most_come_first() -> None:
    for entries in load_lexicon().values():
        order = [e.specificity for e in entries]
        assert order == sorted(order, reverse=True)


def test_the_schema_holds_the_sixteen_types_of_plover() -> None:
    types = load_event_types()
    assert len(types) == 16
    assert {t.quad for t in types.values()} == set(QUADS)
    assert types["ACCUSE"].intensity == -3
    for kind in types.values():
        assert kind.definition
        assert -10 <= kind.intensity <= 10
        for other in (kind.future, kind.future_negated):
            assert other is None or other in types
        for mode in kind.modes.values():
            assert mode.definition
            assert {c.split("/")[0] for c in mode.content} <= set(types)


def test_there_are_thirty_seven_contexts() -> None:
    assert len({c for contexts in load_contexts().values() for c in contexts}) == 37


def test_word_sets_and_status_words_are_there() -> None:
    assert {"force", "light", "person", "preposition"} <= set(load_word_sets())
    assert {"negated", "possible", "future"} == set(load_status_words().values())
