"""Since when and until when offices are held, for now or not yet."""

from __future__ import annotations

import pytest

from dragoman.model import Relation, Report
from dragoman.read import read_report


def offices(text: str, published: str = "2021-06-10") -> dict[str, Relation]:
    """Each holder's first office."""
    report = Report(
        text, "note", "note", language="en", published=published, published_precision="day"
    )
    reading = read_report(report)
    names = {a.id: a.name for a in reading.actors}
    found: dict[str, Relation] = {}
    for relation in reading.relations:
        found.setdefault(names[relation.subject], relation)
    return found


@pytest.mark.parametrize(
    ("text", "holder", "held"),
    [
        (
            "Salim Tarek, who has been prime minister since May 2020, left.",
            "Salim Tarek",
            ("2020-05", None),
        ),
        (
            "Haddad, who served as finance minister from 2006 to 2014, left.",
            "Haddad",
            ("2006", "2014"),
        ),
        ("Karim Qader, interior minister (2009-2013), agreed.", "Karim Qader", ("2009", "2013")),
        ("Karim was appointed head of the agency in 2017.", "Karim", ("2017", None)),
        (
            "Iraqi President Amin Rashid, who took office in 2018, left.",
            "Amin Rashid",
            ("2018", None),
        ),
        (
            "Parliament elected Ali Darwish as speaker in January 2021.",
            "Ali Darwish",
            ("2021-01", None),
        ),
    ],
)
def test_the_dates_of_an_office_are_as_exact_as_the_report_tells(
    text: str, holder: str, held: tuple[str, str | None]
) -> None:
    office = offices(text)[holder]
    assert (office.from_, office.to) == held


def test_an_office_that_ended_before_the_report_is_former() -> None:
    text = "Nuri Saleh, the prime minister from 2006 until 2014, spoke."
    assert offices(text)["Nuri Saleh"].status == "former"
    assert offices(text, published="2010-01-01")["Nuri Saleh"].status == "current"


def test_whoever_stepped_down_held_his_office_until_then() -> None:
    office = offices("Prime Minister Sami Hariri stepped down in October 2019.")["Sami Hariri"]
    assert (office.status, office.to) == ("former", "2019-10")


@pytest.mark.parametrize(
    "text",
    [
        "President Amin Rashid will resign in May.",
        "President Amin Rashid did not resign in May.",
        "President Amin Rashid said he might step down in 2022.",
        "President Amin Rashid travelled to Oman in May.",
    ],
)
def test_what_has_not_come_about_ends_no_office(text: str) -> None:
    office = offices(text)["Amin Rashid"]
    assert (office.status, office.from_, office.to) == ("current", None, None)


@pytest.mark.parametrize(
    ("text", "holder", "title", "tenure"),
    [
        ("They met the acting president of Mali, Amin Keita.", "Amin Keita", "acting president",
         "acting"),
        ("Prime Minister-designate Adnan Zaki left.", "Adnan Zaki", "prime minister", "designate"),
        ("They met president-elect Joe Barton.", "Joe Barton", "president", "designate"),
        ("They met President Joe Barton.", "Joe Barton", "president", None),
    ],
)  # fmt: skip
def test_an_office_may_be_held_for_now_or_not_yet(
    text: str, holder: str, title: str, tenure: str | None
) -> None:
    office = offices(text)[holder]
    assert (office.title, office.tenure) == (title, tenure)
