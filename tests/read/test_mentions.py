"""Mentions: names, roles, descriptors and pronouns are found with their words and type."""

from __future__ import annotations

import pytest

from dragoman.model import Report
from dragoman.read import analyse
from dragoman.read.mentions import find_mentions
from dragoman.read.mentions.known_names import known_name
from dragoman.read.mentions.phrases import find_phrases


def mentions_of(text: str) -> dict[str, tuple[str, str | None]]:
    analysis = analyse(Report(text, "test", "test"))
    found = find_mentions(analysis)
    for m in found:
        assert analysis.text[m.span.start : m.span.end] == m.span.text
    return {m.span.text: (m.kind, m.type) for m in found}


def test_a_name_and_the_office_before_it_are_two_mentions() -> None:
    found = mentions_of("Iraqi Prime Minister Salim Al-Rubaie met US President John Harkness.")
    assert found["Salim Al-Rubaie"] == ("name", "person")
    assert found["Iraqi Prime Minister"] == ("role", "person")
    assert found["US President"] == ("role", "person")
    assert found["John Harkness"] == ("name", "person")


def test_an_office_may_hold_the_name_of_a_body() -> None:
    found = mentions_of(
        "Karim Nazari, deputy head of the Popular Mobilization Authority, resigned."
    )
    assert found["deputy head of the Popular Mobilization Authority"][0] == "role"
    assert found["Popular Mobilization Authority"] == ("name", "organisation")


@pytest.mark.parametrize(
    ("text", "words", "type_"),
    [
        (
            "A Western diplomat told the newspaper that talks had failed.",
            "A Western diplomat",
            "person",
        ),
        ("A Western diplomat told the newspaper that talks had failed.", "the newspaper", "outlet"),
        ("US officials denied that the talks had failed.", "US officials", "group"),
        ("The talks divided the Shiite factions.", "the Shiite factions", "group"),
        ("The Turkish parliament voted on Monday.", "The Turkish parliament", "organisation"),
        ("It escalated when groups loyal to Tehran fired.", "groups loyal to Tehran", "group"),
        ("Reporters saw Tehran's proxies retreat.", "Tehran's proxies", "group"),
    ],
)
def test_unnamed_actors_are_descriptors(text: str, words: str, type_: str) -> None:
    assert mentions_of(text)[words] == ("descriptor", type_)


def test_known_outlets_and_bodies_are_found_whatever_their_spelling() -> None:
    found = mentions_of("Asharq Al-Awsat reported that ISIS, or al-Daesh, attacked Ansar Allah.")
    assert found["Asharq Al-Awsat"] == ("name", "outlet")
    assert found["ISIS"] == ("name", "organisation")
    assert found["al-Daesh"] == ("name", "organisation")
    assert found["Ansar Allah"] == ("name", "organisation")


def test_a_capital_is_an_actor_only_where_it_acts() -> None:
    assert "Tehran" in mentions_of("Tehran rejected the offer of the envoys.")
    assert "Tehran" not in mentions_of("The envoys met in Tehran on Monday.")


@pytest.mark.parametrize(
    "text",
    [
        "During a trip to Tehran, a friend showed her a mosque.",
        "The minister, who is visiting Tehran, met the envoys.",
        "Crowds walked past Tehran's town hall on Friday.",
        "She spoke to reporters before she flew home from Tehran.",
    ],
)
def test_a_capital_that_people_go_to_is_a_place(text: str) -> None:
    assert "Tehran" not in mentions_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "The militia, which has close ties to Tehran, fired the rockets.",
        "The envoys accused Tehran of arming the militia.",
        "Tehran's demands were rejected.",
    ],
)
def test_a_capital_that_others_deal_with_is_an_actor(text: str) -> None:
    assert "Tehran" in mentions_of(text)


def test_an_adjective_of_a_state_is_no_mention_of_its_own() -> None:
    found = mentions_of("The Iranian ambassador criticised the American newspaper.")
    assert "Iranian" not in found
    assert "The Iranian ambassador" in found


def test_a_surname_is_a_person_wherever_the_full_name_was_one() -> None:
    found = mentions_of(
        "President Yusuf Demirkan spoke in Ankara. Demirkan on Friday told reporters to leave."
    )
    assert found["Demirkan"] == ("name", "person")


@pytest.mark.parametrize(
    "text",
    [
        "The USS Harlan sailed through the Persian Gulf.",
        "It is clear that the Treaty of Lausanne is in force.",
        "Time is short, and in general the labour market is weak.",
    ],
)
def test_ships_seas_laws_and_everyday_words_are_no_actors(text: str) -> None:
    assert mentions_of(text) == {}


@pytest.mark.parametrize(
    "text", ["", "\n\n", "!!!", "—", "Al-", "the of the", "’s ’s ’s", "A" * 4000, "ال" * 50, "(((("]
)
def test_odd_text_is_no_trouble(text: str) -> None:
    mentions_of(text)


def test_a_phrase_tells_its_state_backer_and_office() -> None:
    analysis = analyse(
        Report("The Iranian-backed factions hailed the former oil minister.", "t", "t")
    )
    sentence = analysis.sentences[0]
    factions, minister = find_phrases(sentence, frozenset(), frozenset())
    assert (factions.backer, factions.plural, factions.type) == ("IR", True, "group")
    assert (minister.title, minister.former) == ("oil minister", True)


def test_known_names_have_one_key() -> None:
    one, other = known_name("Popular Mobilization Units"), known_name("Hashd al-Shaabi")
    assert one is not None
    assert other is not None
    assert one.key == other.key
    assert known_name("") is None


def test_a_state_that_is_somebodys_surname_here_is_that_person() -> None:
    text = "Lisa Monaco, the adviser, left the room. Monaco said that the talks had failed."
    analysis = analyse(Report(text, "test", "test"))
    names = [(m.span.text, m.type) for m in find_mentions(analysis) if m.kind == "name"]
    assert names == [("Lisa Monaco", "person"), ("Monaco", "person")]


def test_a_state_stays_one_where_things_happen_in_it() -> None:
    text = "Michael Jordan flew to Amman. Officials in Jordan were glad. Jordan invited him."
    analysis = analyse(Report(text, "test", "test"))
    assert [m.type for m in find_mentions(analysis) if m.span.text == "Jordan"] == ["state"] * 2
