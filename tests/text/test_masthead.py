"""Whose a text says at its head that it is."""

from __future__ import annotations

import pytest

from dragoman.text import find_masthead

BODY = "\n\nThe minister said on Monday that the crossings would open."


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("The Washington Post, August 25, 2020", "The Washington Post"),
        ("Washington Post | Aug. 25, 2020", "Washington Post"),
        ("Harbour Herald — 29 April 2023", "Harbour Herald"),
        ("28 April 2023 10:40 - Radio Qasr", "Radio Qasr"),
        ("Rockets hit the port\n\nHarbour Herald, 29 April 2023", "Harbour Herald"),
        ("The Guardian\n\nRockets hit the port", "The Guardian"),
    ],
)
def test_a_name_beside_a_date_or_alone_tells_the_outlet(head: str, outlet: str) -> None:
    assert find_masthead(head + BODY) == outlet


@pytest.mark.parametrize(
    "head",
    [
        "",
        "John Smith, 28 April 2023",
        "Baghdad, 28 April 2023",
        "BAGHDAD, May 3 (Orient Wire) - Soldiers raided a depot",
        "5/30/2020 12:50",
        "The Washington Post covered the meeting last week.",
        "Time",
        "Northern Herald",
        "By Mona Rashid, the Harbour Herald, for readers in the north and the south, 3 May 2023",
    ],
)
def test_no_outlet_is_guessed(head: str) -> None:
    assert find_masthead(head + BODY) is None
