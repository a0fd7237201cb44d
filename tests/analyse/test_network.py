"""Ties between actors, with their signs, from happenings and relations; triads counted."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.analyse.network import Network, Tie, count_triads, make_network
from dragoman.model.links import Happening, LinkedActor, Links, Member, Relay
from dragoman.record import RelationLine, ReportLine

NAMES = ("Sarraf", "Turkey", "Iran")


def happening(
    number: int,
    type_: str,
    actors: Sequence[str],
    recipients: Sequence[str],
    day: str | None = "2023-05-03",
    *,
    status: str = "asserted",
    reports: Sequence[str] = ("r1",),
) -> Happening:
    return Happening(
        f"hap-{number}",
        type_,
        tuple(actors),
        tuple(recipients),
        day,
        day,
        None,
        status,  # type: ignore[arg-type]
        tuple(Member(r, f"e{number}") for r in reports),
        ("Courier",),
    )


def network(
    *happenings: Happening,
    relations: Sequence[RelationLine] = (),
    relays: Sequence[Relay] = (),
    by_month: bool = False,
) -> Network:
    actors = tuple(
        LinkedActor(n, n, "state", None, (n,), tuple(Member(r, n) for r in ("r1", "r2")))
        for n in NAMES
    )
    reports = [
        ReportLine(r, r, r, None, paper, "2023-05-04", None, "en", None, "read", "")
        for r, paper in (("r1", "Courier"), ("r2", "Monitor"))
    ]
    links = Links("test", 2, actors, happenings=happenings, relays=tuple(relays))
    return make_network(links, relations, reports, by_month=by_month)


def signs(found: Network) -> dict[tuple[str, str, str], int]:
    return {(t.source, t.target, t.kind): t.sign for t in found.ties}


def test_a_tie_goes_from_doer_to_recipient_with_the_sign_of_the_more_numerous_side() -> None:
    found = network(
        happening(1, "SUPPORT", ["Sarraf"], ["Turkey"]),
        happening(2, "ACCUSE", ["Sarraf"], ["Turkey"]),
        happening(3, "ACCUSE", ["Sarraf"], ["Turkey"]),
        happening(4, "AID", ["Iran"], ["Sarraf"]),
    )
    assert signs(found) == {("Sarraf", "Turkey", "acts"): -1, ("Iran", "Sarraf", "acts"): 1}
    tie = next(t for t in found.ties if t.target == "Turkey")
    assert (tie.cooperative, tie.conflictual) == (("hap-1",), ("hap-2", "hap-3"))
    assert tie.roots == ("Courier",)
    assert [n.name for n in found.nodes] == ["Iran", "Sarraf", "Turkey"]


def test_who_meet_are_tied_both_ways() -> None:
    found = network(happening(1, "CONSULT", ["Sarraf", "Turkey"], []))
    assert signs(found) == {("Sarraf", "Turkey", "acts"): 1, ("Turkey", "Sarraf", "acts"): 1}


def test_what_is_planned_or_denied_ties_nobody() -> None:
    found = network(
        happening(1, "SUPPORT", ["Sarraf"], ["Turkey"], status="future"),
        happening(2, "SUPPORT", ["Sarraf"], ["Turkey"], status="negated"),
    )
    assert found.ties == ()


def test_months_are_apart_and_what_has_none_is_counted() -> None:
    found = network(
        happening(1, "SUPPORT", ["Sarraf"], ["Turkey"], "2023-05-03"),
        happening(2, "ACCUSE", ["Sarraf"], ["Turkey"], "2023-06-03"),
        happening(3, "ACCUSE", ["Sarraf"], ["Turkey"], None),
        by_month=True,
    )
    assert [(t.period and t.period.first.month, t.sign) for t in found.ties] == [(5, 1), (6, -1)]
    assert found.undated == 1


def test_a_standing_relation_is_a_tie_of_its_own_with_its_finding() -> None:
    ally = RelationLine("r1", "rel-1", "ally", "Iran", "Sarraf", None, "current", None, None)
    past = RelationLine("r1", "rel-2", "opponent", "Iran", "Turkey", None, "former", None, None)
    (tie,) = network(relations=[ally, past]).ties
    assert (tie.kind, tie.sign, tie.relations) == ("ally", 1, (Member("r1", "rel-1"),))
    assert tie.roots == ("Courier",)


def test_a_reprint_that_linking_took_for_news_adds_no_happening() -> None:
    found = network(
        happening(1, "SUPPORT", ["Sarraf"], ["Turkey"]),
        happening(2, "SUPPORT", ["Sarraf"], ["Turkey"], "2023-05-04", reports=["r2"]),
        relays=[Relay("r2", "r1", "Courier", "copy", 0.95)],
    )
    assert found.ties[0].cooperative == ("hap-1",)


def tie(source: str, target: str, sign: int) -> Tie:
    acts = (f"hap-{source}-{target}",)
    return Tie(source, target, "acts", None, *((acts, ()) if sign > 0 else ((), acts)))


def test_triads_are_counted_by_their_signs_whatever_the_direction() -> None:
    triangle = [tie("a", "b", 1), tie("c", "b", -1), tie("c", "a", -1)]
    assert count_triads(triangle) == {"+++": 0, "++-": 0, "+--": 1, "---": 0}
    assert count_triads(triangle[:2]) == {"+++": 0, "++-": 0, "+--": 0, "---": 0}


def test_two_who_are_as_much_for_as_against_each_other_make_no_triad() -> None:
    triangle = [tie("a", "b", 1), tie("b", "a", -1), tie("c", "b", -1), tie("c", "a", -1)]
    assert sum(count_triads(triangle).values()) == 0
