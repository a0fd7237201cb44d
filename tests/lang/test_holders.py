"""The table of office holders: who held what when, each row to be checked somewhere."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from dragoman.lang.data import load_table
from dragoman.lang.holders import find_holders, load_holders


@pytest.mark.parametrize(
    ("country", "office", "on", "name"),
    [
        ("IQ", "prime minister", "2020-08-20", "Mustafa al-Kadhimi"),
        ("IQ", "prime minister", "2016", "Haider al-Abadi"),
        ("IR", "president", "2010-06", "Mahmoud Ahmadinejad"),
        ("GB", "prime minister", "2004-03-01", "Tony Blair"),
        ("DE", "chancellor", "2015-01-01", "Angela Merkel"),
        ("UN", "secretary-general", "2019-02-02", "Antonio Guterres"),
    ],
)
def test_the_table_tells_who_held_an_office_on_a_day(
    country: str, office: str, on: str, name: str
) -> None:
    assert find_holders(country, office, on)[0].name == name


def test_who_left_last_week_comes_after_who_is_in_office() -> None:
    names = [h.name for h in find_holders("IQ", "prime minister", "2020-05-20")]
    assert names == ["Mustafa al-Kadhimi", "Adel Abdul-Mahdi"]


def test_what_the_table_does_not_know_is_not_guessed() -> None:
    assert find_holders("IQ", "oil minister", "2020-05-20") == ()
    assert find_holders("XX", "president", "2020-05-20") == ()
    assert find_holders("IQ", "prime minister", "1950-01-01") == ()
    assert find_holders("IQ", "prime minister", "no date") == ()


def test_the_table_spans_sixty_countries_and_every_row_has_dates_and_a_source() -> None:
    rows = load_table("en", "office_holders")
    assert len({country for country, *_ in rows}) >= 60
    date = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
    for row in rows:
        assert len(row) == 8, row
        assert date.fullmatch(row[4]), row
        assert not row[5] or (date.fullmatch(row[5]) and row[4] <= row[5]), row
        assert row[7].startswith("https://"), row


def test_terms_of_one_office_do_not_run_far_into_each_other() -> None:
    for rows in load_holders().values():
        regular = sorted((r for r in rows if not r.status and r.end), key=lambda r: r.start)
        for one, other in pairwise(regular):
            assert one.end[:7] <= other.end[:7] or one.name == other.name, (one, other)
