"""Who is meant by a name, and what groups of the user's change about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman import read
from dragoman.analyse.balance.errors import BalanceError
from dragoman.analyse.balance.groups import Group, plain_name, read_groups
from dragoman.analyse.balance.parties import NobodyError, Register, find_actor, find_party
from dragoman.analyse.balance.search import Question, find_sides
from dragoman.record import Record, open_record
from dragoman.run.link_record import link_record

TEXTS = (
    "Iraqi Prime Minister Nadim al-Sarraf met Salma al-Witri and the US president, John Bell, in "
    "Basra. The Marsh Brigades threatened Iran. Protesters shouted in the square.",
    "Nadim Al-Sarraf thanked Iran. The United States accused the Marsh Brigades. The protesters "
    "burned a flag. Salma Qasim and Salma Jabr looked on with the White House spokesman.",
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with open_record(tmp_path_factory.mktemp("sides") / "record.db", create=True) as made:
        made.add(
            read(text, publisher=f"Paper {n}", published="2023-05-10", source_id=f"r{n}")
            for n, text in enumerate(TEXTS)
        )
        link_record(made)
        yield made


@pytest.fixture(scope="module")
def register(record: Record) -> Register:
    links = record.links()
    assert links is not None
    return Register(links)


@pytest.mark.parametrize("name", ["Sarraf", "Nadeem al-Sarraf", "Nadim Al-Sarraf"])
def test_a_name_means_its_bearer_in_any_spelling(
    record: Record, register: Register, name: str
) -> None:
    members, who = find_actor(record, register, name)
    assert who.casefold() == "nadim al-sarraf"
    assert len(members) == 2


def test_an_id_means_its_actor(record: Record, register: Register) -> None:
    (iran,) = [a for a in register.actors.values() if a.name == "Iran"]
    assert find_actor(record, register, iran.id) == (frozenset(iran.members), "Iran")


def test_an_acronym_means_the_state_and_not_whoever_holds_an_office_of_it(
    record: Record, register: Register
) -> None:
    assert find_actor(record, register, "US")[1] == "United States"


def test_whom_reports_only_describe_is_found_by_these_words(
    record: Record, register: Register
) -> None:
    members, who = find_actor(record, register, "protesters")
    assert who == "protesters"
    assert len(members) == 2


def test_a_name_of_several_lists_them_with_ids(record: Record, register: Register) -> None:
    with pytest.raises(BalanceError, match=r"Salma (Jabr|Qasim|al-Witri) \(person, act-"):
        find_actor(record, register, "Salma")


def test_a_name_of_nobody_says_so(record: Record, register: Register) -> None:
    with pytest.raises(NobodyError, match="no actor 'Zorro'"):
        find_actor(record, register, "Zorro")


def test_a_group_holds_who_bears_its_name_and_its_members_and_names_those_not_here(
    record: Record, register: Register
) -> None:
    groups = {"united states": Group("United States", ("John Bell", "State Department"))}
    party = find_party(record, register, "the United States", groups)
    assert party.who == ("United States", "John Bell")
    assert party.missing == ("State Department",)


def test_a_proxy_is_no_member_and_counts_by_its_weight(record: Record, register: Register) -> None:
    groups = {"iran": Group("Iran", (), (("Marsh Brigades", 0.3),))}
    party = find_party(record, register, "Iran", groups)
    (proxy,) = party.proxies
    assert party.weight_of(proxy.members) == 0.3
    assert party.weight_of(party.members) == 1.0
    assert party.with_proxies_at(0.0).weight_of(proxy.members) == 0.0


def test_a_balance_needs_three_sides(record: Record, register: Register) -> None:
    with pytest.raises(BalanceError, match="three sides"):
        find_sides(record, register, Question("Sarraf", ("Iran", "Iran")))


def write(folder: Path, text: str) -> Path:
    path = folder / "groups.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_file_of_groups_gives_members_and_weights_of_proxies(tmp_path: Path) -> None:
    text = """
groups:
  United States: [US president, State Department]
  The Iranian side:
    members: [Iran]
    proxies: {Marsh Brigades: 0.5}
"""
    groups = read_groups(write(tmp_path, text))
    assert groups["united states"].members == ("US president", "State Department")
    iranian = groups[plain_name("the iranian side")]
    assert (iranian.members, iranian.proxies) == (("Iran",), (("Marsh Brigades", 0.5),))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: [", "line "),
        ("sides: {}", "`groups`"),
        ("groups: {Iran: Tehran}", "Iran: members are a list"),
        ("groups: {Iran: {member: [x]}}", "not 'member'"),
        ("groups: {Iran: {proxies: {Brigades: 2}}}", "Brigades: a weight is a number from 0 to 1"),
        ("groups: {Iran: {proxies: {Brigades: yes}}}", "a weight is a number"),
        ("groups: {Iran: [x], Iran: [y]}", "given twice"),
    ],
)
def test_a_faulty_file_of_groups_is_named_with_the_reason(
    tmp_path: Path, text: str, reason: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(BalanceError) as caught:
        read_groups(path)
    assert str(path) in str(caught.value)
    assert reason in str(caught.value)
