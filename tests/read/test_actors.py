"""Actors: all the words for one person, body or state are tied together, and no others."""

from __future__ import annotations

import pytest

from dragoman.model import Actor, Report
from dragoman.read import analyse
from dragoman.read.actors import resolve_actors
from dragoman.read.mentions import find_mentions


class Read:
    """A text's mentions and actors, asked by words."""

    def __init__(self, text: str) -> None:
        analysis = analyse(Report(text, "test", "test"))
        self.mentions, self.actors = resolve_actors(analysis, find_mentions(analysis))

    def actor(self, words: str, nth: int = 0) -> Actor | None:
        mention = [m for m in self.mentions if m.span.text == words][nth]
        return next((a for a in self.actors if a.id == mention.actor), None)

    def name(self, words: str, nth: int = 0) -> str | None:
        actor = self.actor(words, nth)
        return actor.name if actor else None


def test_spellings_and_surnames_are_one_person_under_the_fullest_name() -> None:
    read = Read("Salim Al-Rubaie spoke. Rubaie left. Later Al-Rubaiy returned to Basra.")
    assert read.name("Rubaie") == read.name("Al-Rubaiy") == "Salim Al-Rubaie"


def test_another_given_name_is_another_person() -> None:
    read = Read("Ahmed Salim al-Basri met Mahmoud Salim al-Basri in Cairo.")
    assert read.name("Ahmed Salim al-Basri") != read.name("Mahmoud Salim al-Basri")


def test_names_of_one_body_are_one_actor() -> None:
    read = Read(
        "Kataib Hezbollah fired. The Iraqi Hezbollah Brigades said this faction would stop."
    )
    assert read.actor("Kataib Hezbollah") == read.actor("Iraqi Hezbollah Brigades")
    assert read.actor("this faction") == read.actor("Kataib Hezbollah")


def test_a_capital_and_a_palace_stand_for_the_state() -> None:
    read = Read("Washington and Tehran met. The White House praised the United States and Iran.")
    assert read.name("Washington") == read.name("White House") == "United States"
    assert read.actor("Tehran") == read.actor("Iran")


def test_a_lone_office_is_its_holder() -> None:
    read = Read(
        "Iraqi Prime Minister Salim Al-Rubaie met Turkish President Yusuf Demirkan. "
        "The Iraqi prime minister thanked the president."
    )
    assert read.name("The Iraqi prime minister") == "Salim Al-Rubaie"
    assert read.name("the president") == "Yusuf Demirkan"


def test_apposition_copula_and_as_tell_who_holds_an_office() -> None:
    read = Read(
        "Karim Nazari, the head of the agency, resigned. Omar Haddad is the new spokesman. "
        "They worked with Yusuf Demirkan as chief of staff."
    )
    assert read.name("the head of the agency") == "Karim Nazari"
    assert read.name("the new spokesman") == "Omar Haddad"
    assert read.name("chief of staff") == "Yusuf Demirkan"


def test_the_newspaper_and_she_are_the_outlet_relied_upon() -> None:
    read = Read(
        "The Wall Street Journal said that Salim Al-Rubaie was ill. "
        "The American newspaper cited documents. And she added that he would resign."
    )
    assert read.name("The American newspaper") == "The Wall Street Journal"
    assert read.name("she") == "The Wall Street Journal"
    assert read.name("he") == "Salim Al-Rubaie"


def test_a_woman_is_she() -> None:
    read = Read("Chancellor Angela Brandt met Yusuf Demirkan. She said that he was tired.")
    assert read.name("She") == "Angela Brandt"
    assert read.name("he") == "Yusuf Demirkan"


def test_his_predecessor_is_not_he() -> None:
    read = Read(
        "Salim Al-Rubaie came after protests forced his predecessor, Karim Nazari, to resign."
    )
    assert read.name("his") == "Salim Al-Rubaie"
    assert read.name("his predecessor") == "Karim Nazari"


def test_his_predecessor_is_the_one_former_holder_of_the_office() -> None:
    read = Read(
        "Prime Minister Salim Al-Rubaie was praised. Protests forced his predecessor to resign. "
        "Relations had faded under former Prime Minister Karim Nazari."
    )
    assert read.name("his predecessor") == "Karim Nazari"


def test_groups_that_one_state_backs_are_one_actor() -> None:
    read = Read("The Iranian-backed factions resisted. Tehran's proxies fired at the embassy.")
    assert read.actor("Tehran's proxies") == read.actor("The Iranian-backed factions")


def test_a_state_is_its_country_and_forces_of_another_are_kept_apart() -> None:
    read = Read("The foreign forces left, and so did the American forces. US forces had no choice.")
    assert read.actor("the American forces") == read.actor("US forces")
    assert read.actor("the American forces") != read.actor("The foreign forces")


def test_a_pronoun_that_fits_nobody_stays_open() -> None:
    read = Read("He resigned.")
    assert read.actor("He") is None


def test_a_nation_gives_its_country_to_the_person() -> None:
    actor = Read("Iraqi Prime Minister Salim Al-Rubaie left.").actor("Salim Al-Rubaie")
    assert actor is not None
    assert actor.country == "IQ"
    assert "Iraqi Prime Minister" in actor.aliases


@pytest.mark.parametrize("text", ["", "He and she.", "his his", "the newspaper", "X" * 3000])
def test_odd_text_is_no_trouble(text: str) -> None:
    Read(text)


def test_an_office_of_another_state_is_another_person() -> None:
    read = Read(
        "Israel closed the border. Prime Minister Daniel Harel spoke in Israel. "
        "Egypt's prime minister went to Gaza."
    )
    assert read.actor("Egypt's prime minister") != read.actor("Daniel Harel")


def test_a_father_is_not_his_son() -> None:
    read = Read("Crown Prince Talal bin Khalid met reporters. King Khalid was absent.")
    assert read.actor("Khalid") != read.actor("Talal bin Khalid")


def test_the_post_is_the_paper_named_before() -> None:
    read = Read("The Washington Post asked him first. He told the Post that he would stay.")
    assert read.name("Post") == "The Washington Post"


def people(text: str, published: str) -> dict[str, tuple[str, ...]]:
    report = Report(text, "test", "test", published=published, published_precision="day")
    analysis = analyse(report)
    _, actors = resolve_actors(analysis, find_mentions(analysis))
    return {a.name: a.aliases for a in actors if a.type == "person"}


ABADI = "Haider al-Abadi arrived in Tehran. The Iraqi prime minister met his hosts at noon."


def test_an_office_nobody_is_given_is_whom_the_table_has_for_the_reports_date() -> None:
    assert people(ABADI, "2016-03-01") == {"Haider al-Abadi": ("The Iraqi prime minister",)}
    assert "Haider al-Abadi" in people(ABADI, "2019-03-01")
    assert people(ABADI, "2019-03-01")["Haider al-Abadi"] == ()


def test_the_text_is_right_where_the_table_says_otherwise() -> None:
    text = ABADI.replace("Tehran.", "Tehran. Karim Sabri, the Iraqi prime minister, stayed away.")
    found = people(text, "2016-03-01")
    assert found["Haider al-Abadi"] == ()
    assert found["Karim Sabri"] == ("the Iraqi prime minister",)


def test_a_shared_surname_is_whom_the_report_is_about() -> None:
    read = Read(
        "Omar Haddad won the vote. Omar Haddad thanked the crowd. His wife, Salma Haddad, wept. "
        "Haddad said that the work began now. Mrs Haddad waved."
    )
    assert read.name("Haddad") == "Omar Haddad"
    assert read.name("Haddad", 1) == "Salma Haddad"


def test_the_newspaper_is_not_the_outlet_that_put_itself_into_brackets() -> None:
    read = Read(
        "The Levant Courier said on Monday, as [Nahrain Monitor] saw on its site, that the dam was "
        "full. The newspaper added that rain was near."
    )
    assert read.name("The newspaper") == "Levant Courier"
