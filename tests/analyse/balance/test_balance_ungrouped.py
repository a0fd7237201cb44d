"""Who is a power's own but no member of it, and what an actor did to him."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

from dragoman.analyse.balance.parties import Party, Proxy, Register
from dragoman.analyse.balance.readings import Readings
from dragoman.analyse.balance.search import Question, Search
from dragoman.analyse.balance.ungrouped import Ungrouped, find_ungrouped
from dragoman.analyse.origins import find_origins
from dragoman.model import Actor
from dragoman.model.links import Happening, LinkedActor, Links, Member
from dragoman.record import RelationLine

PEOPLE = (
    ("Sarraf", "person", "IQ"),
    ("Turkey", "state", "TR"),
    ("Iran", "state", "IR"),
    ("Demir", "person", None),
    ("Border Guard", "organisation", "TR"),
    ("Ankara Post", "outlet", "TR"),
    ("Marsh Brigades", "organisation", None),
)
# Whom linking does not know has the id of his report.
OFFICIALS = Actor("own-1", "Turkish officials", "group", (), "TR", ())


def act(
    number: int,
    type_: str,
    recipients: Sequence[str],
    *,
    actors: Sequence[str] = ("Sarraf",),
    status: Any = "asserted",
) -> Happening:
    day = f"2023-05-0{number}"
    sides = tuple(actors), tuple(recipients)
    return Happening(f"hap-{number}", type_, *sides, day, day, None, status, ())


def office(
    holder: str, of: str, *, kind: str = "office", title: str | None = "president", at: str = "r1"
) -> RelationLine:
    return RelationLine(at, f"rel-{holder}", kind, holder, of, title, "current", None, None)


def find(
    *happenings: Happening,
    relations: Sequence[RelationLine] = (),
    proxies: tuple[Proxy, ...] = (),
    **asked: Any,
) -> tuple[Ungrouped, ...]:
    """Turkey's own, towards whom Sarraf acted."""
    actors = tuple(
        LinkedActor(n, n, type_, country, (n,), (Member("r1", n), Member("r2", n)))  # type: ignore[arg-type]
        for n, type_, country in PEOPLE
    )
    links = Links("test", 2, actors, happenings=happenings)
    record: Any = SimpleNamespace(
        relations=lambda: tuple(relations),
        actors_of=lambda ids: {a.id: a for a in (OFFICIALS,) if a.id in ids},
    )
    question = Question("Sarraf", ("Turkey", "Iran"), **asked)
    search = Search(Readings(record), Register(links), question, find_origins(links, ()), ())
    actor, pole = (Party(a.name, frozenset(a.members), proxies) for a in actors[:2])
    return find_ungrouped(search, actor, pole)


def test_who_holds_an_office_of_a_power_is_named_with_it_and_with_what_was_done_to_him() -> None:
    found = find(
        act(1, "SUPPORT", ["Demir"]),
        act(2, "ACCUSE", ["Demir"]),
        act(3, "CONSULT", [], actors=["Sarraf", "Demir"]),
        relations=[office("Demir", "Turkey")],
    )
    assert found == (Ungrouped("Demir", "president of Turkey", 3),)


def test_whom_reports_describe_as_of_a_state_is_named_though_linking_does_not_know_him() -> None:
    found = find(
        act(1, "SUPPORT", ["own-1", "Ankara Post"]),
        act(2, "SUPPORT", ["own-1"]),
        act(3, "ACCUSE", ["Border Guard"]),
    )
    assert found == (
        Ungrouped("Turkish officials", "described as of Turkey", 2),
        Ungrouped("Border Guard", "described as of Turkey", 1),
    )


def test_nobody_is_guessed_to_be_a_powers_own() -> None:
    allied = office("Marsh Brigades", "Turkey", kind="ally", title=None)
    elsewhere = [office("Demir", "Turkey"), office("Demir", "Iran"), office("Demir", "Iran")]
    done = act(1, "SUPPORT", ["Marsh Brigades", "Demir", "Iran"])
    assert find(done, relations=[allied, *elsewhere]) == ()


def test_what_counts_already_was_not_done_or_lies_outside_the_time_is_not_named() -> None:
    relations = [office("Demir", "Turkey")]
    assert find(act(1, "SUPPORT", ["Turkey"]), relations=relations) == ()
    assert find(act(1, "SUPPORT", ["Demir"], status="future"), relations=relations) == ()
    assert find(act(1, "SUPPORT", ["Demir"], actors=["Iran"]), relations=relations) == ()
    may = {"first": date(2023, 5, 2), "last": date(2023, 5, 3)}
    done = (act(1, "SUPPORT", ["Demir"]), act(2, "AID", ["Demir"]), act(4, "AID", ["Demir"]))
    assert [u.happenings for u in find(*done, relations=relations, **may)] == [1]
    proxy = Proxy("Demir", 0.5, frozenset({Member("r1", "Demir")}))
    assert find(act(1, "SUPPORT", ["Demir"]), relations=relations, proxies=(proxy,)) == ()
