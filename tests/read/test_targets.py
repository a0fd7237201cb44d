"""Whom statements are about, and how they speak of them."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.model import Report, Target
from dragoman.neural.stance import STANCES, load_stance_reader
from dragoman.read import read_report


def targets_of(text: str) -> list[tuple[str, str | None]]:
    """(name, stance) of every target of a text's statements."""
    reading = read_report(Report(text, "note", "note", language="en"))
    names = {a.id: a.name for a in reading.actors}
    found: list[Target] = [x for s in reading.statements for x in s.targets]
    for target in found:
        assert text[target.span.start : target.span.end] == target.span.text
    return [(names[x.actor], x.stance) for x in found]


def test_a_statement_is_about_those_it_names_and_tells_how_it_speaks_of_them() -> None:
    found = targets_of("Salim Haddad said Turkey was a brutal aggressor that betrays its word.")
    assert found == [("Turkey", "oppose")]


def test_praise_is_told_from_blame() -> None:
    found = targets_of("The senator said Nadia Karam was a brilliant and honest minister.")
    assert ("Nadia Karam", "support") in found


def test_a_statement_is_not_about_its_own_holder() -> None:
    assert targets_of("Salim Haddad said he would travel on Monday.") == []


def test_where_something_happens_is_no_target() -> None:
    assert targets_of("Salim Haddad said elections would be held in Iraq.") == []


def test_whose_office_it_is_is_no_target_beside_who_holds_it() -> None:
    found = targets_of("Salim Haddad said the prime minister of Iraq had failed the poor.")
    assert [name for name, _ in found] == ["the prime minister of Iraq"]


def test_every_actor_is_one_target_however_often_he_is_meant() -> None:
    found = targets_of("The minister said Karam had lied and Karam would be tried with Haddad.")
    assert [name for name, _ in found] == ["Karam", "Haddad"]


@pytest.mark.parametrize("count", [1, 30])
def test_the_head_of_stance_gives_chances_for_each_target(count: int) -> None:
    words = np.ones((40, 384), np.float32)
    chances = load_stance_reader().read(words, [(n, n + 2) for n in range(count)])
    assert chances.shape == (count, len(STANCES))
    assert np.allclose(chances.sum(1), 1, atol=1e-5)
