"""What counts as an act towards a pole, for how much, when, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from dragoman.analyse.balance import evidence as why
from dragoman.analyse.balance.checks import to_naive_acts
from dragoman.analyse.balance.evidence import Evidence, Found, Sides
from dragoman.analyse.balance.parties import Register
from dragoman.analyse.balance.readings import Readings
from dragoman.analyse.balance.search import Question, Search
from dragoman.analyse.balance.witnesses import Certainty, Witness, Words, mark_echoes
from dragoman.analyse.origins import find_origins
from dragoman.analyse.periods import period_of
from dragoman.model import Reading
from tests.analyse.balance.affair import Told, find, line_of, link_by_hand, party, read_all

PRAISE = "Prime Minister Nadim al-Sarraf praised Turkey on 3 May 2023."
CLAIM = "A general said that Nadim al-Sarraf had praised Turkey on 3 May 2023."
DENIAL = "Nadim al-Sarraf did not praise Turkey on 3 May 2023."


def one(found: Found) -> Evidence:
    (evidence,) = found.evidence
    return evidence


def reasons(found: Found) -> list[str]:
    return [x.reason for x in found.left_out]


def test_praise_is_an_act_for_the_one_praised_on_the_day_told() -> None:
    act = one(find(Told(PRAISE), type_="SUPPORT"))
    assert (act.pole, act.cooperative, act.day) == (0, True, date(2023, 5, 3))
    assert act.roots == ("Courier",)
    assert act.witnesses[0].words[0].text == "praised"


def test_a_threat_to_the_second_pole_is_an_act_against_it() -> None:
    text = "Nadim al-Sarraf threatened Iran with a suit on 3 May 2023."
    act = one(find(Told(text), type_="THREATEN"))
    assert (act.pole, act.cooperative) == (1, False)


def test_what_a_state_does_is_not_done_by_its_prime_minister() -> None:
    text = "Iraq praised Turkey on 3 May 2023. Nadim al-Sarraf is the prime minister of Iraq."
    assert find(Told(text), type_="SUPPORT").evidence == ()


def test_what_is_done_to_the_actor_is_no_act_of_his() -> None:
    text = "Turkey praised Nadim al-Sarraf on 3 May 2023."
    assert find(Told(text), type_="SUPPORT").evidence == ()


def test_of_a_meeting_all_who_take_part_are_doers() -> None:
    text = "Nadim al-Sarraf met Recep Erdogan in Ankara on 3 May 2023."
    act = one(find(Told(text), type_="CONSULT", poles=("Recep Erdogan", "Iran")))
    assert (act.pole, act.type) == (0, "CONSULT")


def test_two_roots_make_it_surer_than_one_by_the_formula() -> None:
    alone = one(find(Told(PRAISE), type_="SUPPORT"))
    both = one(find(Told(PRAISE), Told(CLAIM, "Tribune"), type_="SUPPORT"))
    assert alone.occurrence == pytest.approx(0.9)
    assert both.occurrence == pytest.approx(1 - (1 - 0.9) * (1 - 0.5))
    assert both.roots == ("Courier", "Tribune")


def test_who_says_so_sets_how_far_it_is_believed_and_is_an_option() -> None:
    named = "Salma al-Witri said that Nadim al-Sarraf had praised Turkey on 3 May 2023."
    assert one(find(Told(named), type_="SUPPORT")).occurrence == pytest.approx(0.7)
    assert one(find(Told(CLAIM), type_="SUPPORT")).occurrence == pytest.approx(0.5)
    doubting = Certainty(named=0.2)
    found = one(find(Told(named), type_="SUPPORT", certainty=doubting))
    assert found.occurrence == pytest.approx(0.2)


@pytest.mark.parametrize("kind", ["copy", "paraphrase"])
def test_a_relay_adds_nothing_to_what_its_root_tells(kind: str) -> None:
    reports = (Told(PRAISE), Told(PRAISE, "Monitor", "2023-05-12"))
    act = one(find(*reports, type_="SUPPORT", relays=[(1, 0, kind)]))
    assert [w.echo for w in act.witnesses] == [False, True]
    assert act.roots == ("Courier",)
    assert act.weight == one(find(reports[0], type_="SUPPORT")).weight


def test_a_reprint_that_linking_took_for_news_is_left_out() -> None:
    reports = (Told(PRAISE), Told(PRAISE, "Monitor", "2023-05-12"))
    found = find(*reports, type_=None, relays=[(1, 0, "copy")])
    assert len(found.evidence) == 1
    assert reasons(found) == [why.ECHOES]


def test_a_report_taken_for_a_copy_still_tells_what_stands_in_it_alone() -> None:
    other = Told("Nadim al-Sarraf praised Turkey again on 9 May 2023.", "Monitor", "2023-05-12")
    found = find(Told(PRAISE), other, type_=None, relays=[(1, 0, "copy")])
    assert len(found.evidence) == 2


def test_a_copy_of_what_stands_in_its_root_makes_no_echo_of_a_relay_in_other_words() -> None:
    """Without the copy the relay would tell it, so with it too."""
    again = Told("Turkey was praised on 3 May 2023 by Nadim al-Sarraf.", "Herald", "2023-05-13")
    root, copy = Told(PRAISE), Told(PRAISE, "Monitor", "2023-05-12")
    relays = [(1, 0, "copy"), (2, 1, "paraphrase")]
    readings = read_all([root, copy, again])
    origins = find_origins(link_by_hand(readings, None, relays), map(line_of, readings))
    texts = {r.report.id: r.report.text for r in readings}
    _, echo, relay = (
        Witness(r.report, "did", 0.9, ("Courier",), "", "SUPPORT", None, None, None, 1.0, (words,))
        for r in readings
        for words in [Words("", 0, 0, "", r.report.text, "", "")]
    )
    assert [w.echo for w in mark_echoes([echo, relay], origins, texts)] == [True, False]
    assert [w.echo for w in mark_echoes([relay], origins, texts)] == [False]


def test_two_relays_of_a_paper_that_is_not_here_are_one_root_and_the_first_speaks_for_it() -> None:
    first = Told(
        "The Washington Post reported that Nadim al-Sarraf had praised Turkey on 3 May 2023.",
        "Monitor",
    )
    later = Told(
        "Nadim al-Sarraf praised Turkey on 3 May 2023, the Washington Post reported.",
        "Herald",
        "2023-05-11",
    )
    alone = one(find(first, type_="SUPPORT"))
    both = one(find(first, later, type_="SUPPORT"))
    assert both.roots == alone.roots == ("The Washington Post",)
    assert both.occurrence == alone.occurrence


def test_who_is_not_believed_at_all_tells_of_no_act_even_if_every_report_counted() -> None:
    act = one(
        find(
            *(Told(PRAISE), Told(CLAIM, "Tribune")),
            type_="SUPPORT",
            certainty=Certainty(anonymous=0.0),
        )
    )
    naive = to_naive_acts([act], [period_of(act.day, "week")])
    assert len(act.witnesses) == 2
    assert [a.weight for a in naive] == [0.9]


def test_what_an_independent_root_denies_counts_for_less_and_alone_is_left_out() -> None:
    denied = one(find(Told(PRAISE), Told(DENIAL, "Tribune"), type_="SUPPORT"))
    assert denied.occurrence == pytest.approx(0.9 * 0.5)
    assert denied.roots == ("Courier",)
    assert reasons(find(Told(DENIAL), type_="SUPPORT")) == [why.DENIED]


def test_what_is_only_planned_is_no_deed() -> None:
    found = find(Told("Nadim al-Sarraf may praise Turkey next week."), type_="SUPPORT")
    assert found.evidence == ()
    assert reasons(found) == [why.NOT_YET]


def test_an_undated_deed_takes_the_day_of_its_first_report_or_is_left_out() -> None:
    text = "Nadim al-Sarraf praised Turkey."
    dated = one(find(Told(text), type_="SUPPORT"))
    assert (dated.day, dated.by_report) == (date(2023, 5, 10), True)
    assert reasons(find(Told(text, published=None), type_="SUPPORT")) == [why.NO_DATE]
    assert reasons(find(Told(text, published="2023-05"), type_="SUPPORT")) == [why.NO_DATE]
    month = one(find(Told(text, published="2023-05"), type_="SUPPORT", by="month"))
    assert month.day == date(2023, 5, 1)


def test_an_interval_is_placed_by_its_middle_and_a_year_is_not_placed() -> None:
    month = one(find(Told("Nadim al-Sarraf praised Turkey in April 2023."), type_="SUPPORT"))
    assert month.day == date(2023, 4, 15)
    year = find(Told("Nadim al-Sarraf praised Turkey in 2019."), type_="SUPPORT")
    assert reasons(year) == [why.TOO_LONG]


def test_what_lies_after_the_last_report_says_so_and_no_report_is_unpacked_twice() -> None:
    readings = read_all([Told(PRAISE)])
    links = link_by_hand(readings, "SUPPORT", ())
    lines = tuple(replace(line_of(r), published="2023-01-10") for r in readings)
    unpacked: list[str] = []

    def readings_of(ids: list[str]) -> Iterator[Reading]:
        unpacked.extend(ids)
        return (r for r in readings if r.report.id in ids)

    record: Any = SimpleNamespace(readings_of=readings_of)
    question = Question("Sarraf", ("Turkey", "Iran"))
    search = Search(Readings(record), Register(links), question, find_origins(links, lines), lines)
    actor, first, second = (party(readings, x) for x in ("Nadim al-Sarraf", "Turkey", "Iran"))
    sides = Sides(actor, (first, second))
    assert reasons(search.find("deeds", search.drafts(sides, "deeds"))) == [why.AFTER]
    assert search.drafts(sides, "deeds", without={lines[0].id}) == {}
    assert unpacked == [lines[0].id]


def test_a_proxy_counts_for_its_patron_by_the_weight_given() -> None:
    text = "Nadim al-Sarraf threatened the Marsh Brigades with a suit on 3 May 2023."
    assert find(Told(text), type_="THREATEN").evidence == ()
    weight = {"Marsh Brigades": 0.5}
    act = one(find(Told(text), type_="THREATEN", **weight))
    assert (act.pole, act.share) == (1, 0.5)
    assert act.weight == pytest.approx(0.45)


def test_words_are_statements_that_speak_for_or_against_a_pole() -> None:
    text = "Nadim al-Sarraf said that Turkey is a wonderful and generous friend."
    act = one(find(Told(text), type_=None, kind="words"))
    assert (act.kind, act.type, act.cooperative, act.pole) == ("words", "support", True, 0)
    assert act.day == date(2023, 5, 10)


def test_what_somebody_else_says_is_not_his_word() -> None:
    text = "Salma al-Witri told Nadim al-Sarraf that Turkey is a wonderful and generous friend."
    assert find(Told(text), type_=None, kind="words").evidence == ()
