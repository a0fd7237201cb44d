"""Relations: offices, past and present, and who stands behind whom."""

from __future__ import annotations

import pytest

from dragoman.model import Actor, Relation, Report
from dragoman.read import Cast, analyse
from dragoman.read.actors import resolve_actors
from dragoman.read.mentions import find_mentions
from dragoman.read.relations import find_relations


def read(text: str) -> tuple[tuple[Relation, ...], dict[str, Actor]]:
    analysis = analyse(Report(text, "test", "test"))
    mentions, actors = resolve_actors(analysis, find_mentions(analysis))
    relations, actors = find_relations(analysis, Cast(mentions, actors))
    return relations, {a.name: a for a in actors}


def roles(text: str, name: str) -> list[tuple[str, str | None, str]]:
    return [(r.title, r.of, r.status) for r in read(text)[1][name].roles]


def test_an_office_before_a_name_is_held_by_it() -> None:
    text = "Iraqi Prime Minister Salim Al-Rubaie left."
    assert roles(text, "Salim Al-Rubaie") == [("prime minister", "Iraq", "current")]


def test_a_former_office_is_former() -> None:
    text = "Talks failed under former Prime Minister Karim Nazari."
    assert roles(text, "Karim Nazari") == [("prime minister", None, "former")]


def test_an_office_names_the_body_it_belongs_to() -> None:
    text = "They killed the Iranian Quds Force commander, Hamid Farrokhi."
    assert roles(text, "Hamid Farrokhi") == [("commander", "Iranian Quds Force", "current")]
    text = "Karim Nazari, deputy head of the Popular Mobilization Authority, agreed."
    assert roles(text, "Karim Nazari") == [
        ("deputy head", "Popular Mobilization Authority", "current")
    ]


def test_a_predecessor_held_the_office_before() -> None:
    text = "Prime Minister Salim Al-Rubaie thanked his predecessor, Karim Nazari."
    assert roles(text, "Karim Nazari") == [("prime minister", None, "former")]


def test_an_office_held_in_the_past_beside_another_is_former() -> None:
    text = (
        "Iraqi Prime Minister Salim Al-Rubaie left. "
        "Officials worked with Al-Rubaie as head of the intelligence agency."
    )
    found = roles(text, "Salim Al-Rubaie")
    assert ("head of the intelligence agency", None, "former") in found
    assert ("prime minister", "Iraq", "current") in found


def test_offices_are_relations_with_the_words_that_tell_them() -> None:
    relations, actors = read("Iran's foreign minister, Hamid Farrokhi, left for Moscow.")
    office = next(r for r in relations if r.kind == "office")
    assert office.subject == actors["Hamid Farrokhi"].id
    assert office.object == actors["Iran"].id
    assert office.title == "foreign minister"
    assert office.span.text == "Iran's foreign minister"


def test_a_backed_group_is_an_ally() -> None:
    relations, actors = read("Iran rejected this. The Iranian-backed factions fired again.")
    ally = next(r for r in relations if r.kind == "ally")
    assert ally.subject == actors["Iran"].id


def test_an_office_only_spoken_of_is_held_by_nobody() -> None:
    relations, _ = read("Yusuf Demirkan spoke. Many people want to run for president.")
    assert relations == ()


def test_no_words_no_relations() -> None:
    assert read("") == ((), {})


def test_who_is_not_allied_is_no_ally() -> None:
    relations, _ = read("Hamas is allied with Iran. Hezbollah is not allied with Turkey.")
    assert [r.kind for r in relations] == ["ally"]


@pytest.mark.parametrize(
    ("text", "title", "of"),
    [
        ("White House spokeswoman Sarah Lind said no.", "spokeswoman", "White House"),
        ("The 32-year-old crown prince, Salim, left.", "crown prince", None),
        ("The new minister Omar Haddad said no.", "minister", None),
        ("Karim Odeh, a longtime adviser to the king, left.", "adviser to the king", None),
    ],
)
def test_a_title_is_an_office_without_what_only_describes(
    text: str, title: str, of: str | None
) -> None:
    actors = read(text)[1].values()
    told = [(r.title, r.of) for a in actors if a.name[:1].isupper() for r in a.roles]
    assert told == [(title, of)]


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("Hezbollah, an ally of Iran, left.", ("ally", "Hezbollah", "Iran")),
        ("Karim Haddad, a rival of Nuri Saleh, won.", ("opponent", "Karim Haddad", "Nuri Saleh")),
        ("Turkey stands by Iraq.", ("ally", "Turkey", "Iraq")),
        ("Britain is fighting Daesh.", ("opponent", "United Kingdom", "Daesh")),
        ("Kurds are fighting alongside Iraq.", ("ally", "Kurds", "Iraq")),
    ],
)
def test_who_stands_with_or_against_whom_is_a_tie(text: str, tie: tuple[str, str, str]) -> None:
    relations, actors = read(text)
    names = {a.id: name for name, a in actors.items()}
    told = [(r.kind, names[r.subject], names[r.object or ""]) for r in relations]
    assert told == [tie]


def test_a_former_ally_is_none_and_nobody_is_his_own() -> None:
    assert read("Karim Haddad, a former ally of Nuri Saleh, won.")[0] == ()
