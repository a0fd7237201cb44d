"""What a relay changed is reported, and what it only worded otherwise is not."""

from __future__ import annotations

import time

import pytest

from dragoman.ingest.report import make_report
from dragoman.link.drift import find_drift
from dragoman.model import Reading
from dragoman.model.links import Drift
from dragoman.read import read_report


def read(text: str, published: str = "2022-05-11", title: str | None = None) -> Reading:
    """A report of an agency, read."""
    report = make_report(
        text, source="test", source_id=text[:20], published=published, title=title, language="en"
    )
    return read_report(report)


def compare(relay: str, root: str, relay_published: str = "2022-05-12") -> tuple[Drift, ...]:
    return find_drift(read(relay, relay_published), read(root))


def of_kind(found: tuple[Drift, ...], kind: str) -> list[tuple[str | None, str | None]]:
    """The words of both sides of the findings of one kind."""
    return [
        (d.relay.text if d.relay else None, d.root.text if d.root else None)
        for d in found
        if d.kind == kind
    ]


FILLER = (
    "\n\nThe council of the port met in the evening and heard the harbour master. "
    "Ships from Odessa have waited off the coast since Monday."
)


def told(text: str) -> str:
    """A sentence in a report that tells other things too."""
    return text + FILLER


def test_a_figure_that_was_raised_is_shown_on_both_sides() -> None:
    found = compare(
        told("The shelling of Marfa killed 38 people, the governor said."),
        told("Shells that fell on Marfa killed 28 people, the governor said."),
    )
    assert of_kind(found, "number") == [("38 people", "28 people")]
    assert found[0].what == "28 became 38"
    assert 0.5 < found[0].confidence <= 1


def test_two_figures_that_belong_together_are_one_finding() -> None:
    found = compare(
        told("The court released 7 of the 9 sailors who were arrested on the ship."),
        told("The court set free 6 of the 8 sailors who had been arrested on the ship."),
    )
    assert [d.what for d in found] == ["6 of the 8 became 7 of the 9"]


@pytest.mark.parametrize(
    ("relay", "root"),
    [
        ("The shelling killed 12 people.", "The shelling killed twelve people."),
        ("The army has about 5,200 men there.", "The army has 5,200 men there."),
        ("A quarter of the voters stayed at home.", "25 percent of the voters stayed at home."),
        ("One in five voters stayed at home.", "Twenty per cent of voters stayed at home."),
        ("The loan is for 1.5 billion dollars.", "The loan is for $1.5bn."),
        ("The truce holds for two weeks.", "The truce holds for fourteen days."),
        ("The talks lasted an hour and a half.", "The talks lasted ninety minutes."),
        ("Half a million people left the city.", "Some 500,000 people left the city."),
        ("The fine is 900 American dollars.", "The fine is $900."),
        ("The fine is 900 Canadian dollars.", "The fine is 900 dollars."),
        ("At least a dozen ships are waiting.", "Fifteen ships are waiting."),
        ("No less than 40 sailors deserted.", "45 sailors deserted."),
    ],
)
def test_a_figure_in_other_words_is_no_drift(relay: str, root: str) -> None:
    assert not of_kind(compare(told(relay), told(root)), "number")


@pytest.mark.parametrize(
    ("relay", "root"),
    [
        ("900 American soldiers", "500 soldiers"),
        ("900 US troops", "500 troops"),
        ("900 U.S. soldiers", "500 American soldiers"),
    ],
)
def test_soldiers_of_a_nation_are_counted_and_are_no_money(relay: str, root: str) -> None:
    found = compare(told(f"The base holds {relay}."), told(f"The base holds {root}."))
    assert of_kind(found, "number") == [(relay, root)]


@pytest.mark.parametrize(
    ("relay", "root"),
    [
        ("No more than 40 sailors deserted.", "48 sailors deserted."),
        ("The truce holds for no more than 20 days.", "The truce holds for 24 days."),
    ],
)
def test_a_limit_is_not_taken_for_its_contrary(relay: str, root: str) -> None:
    assert len(of_kind(compare(told(relay), told(root)), "number")) == 1


def test_dozens_that_became_hundreds_are_a_number() -> None:
    found = compare(
        told("Hundreds of nurses marched to the ministry of health on Sunday."),
        told("Dozens of nurses marched to the health ministry on Sunday."),
    )
    assert of_kind(found, "number") == [("Hundreds of nurses", "Dozens of nurses")]


def test_another_month_is_a_date() -> None:
    found = compare(
        told("The parliament will vote on the budget in October."),
        told("Parliament is to vote on the budget in September."),
    )
    assert of_kind(found, "date") == [("October", "September")]


@pytest.mark.parametrize(
    ("relay", "root"),
    [
        # The relay was published on a Thursday, a day after its root.
        ("The envoys met yesterday in Vienna.", "The envoys met in Vienna on Wednesday."),
        ("The bridge was closed last month.", "The bridge was closed in April."),
        ("The vote is set for June 3.", "The vote is set for 3 June."),
        ("They met at half past six in the morning.", "They met at 6:30 a.m."),
    ],
)
def test_a_date_counted_from_another_day_is_no_drift(relay: str, root: str) -> None:
    assert not of_kind(compare(told(relay), told(root)), "date")


def test_another_minister_is_a_name() -> None:
    found = compare(
        told("Foreign Minister Goran Petrovic signed the treaty in Skopje on Monday."),
        told("Foreign Minister Stojan Ilievski signed the treaty in Skopje on Monday."),
    )
    assert of_kind(found, "name") == [("Goran Petrovic", "Stojan Ilievski")]


def test_another_city_is_a_name() -> None:
    found = compare(
        told("The negotiators of both sides met for six hours in Oslo."),
        told("Negotiators of the two sides met for six hours in Geneva."),
    )
    assert of_kind(found, "name") == [("Oslo", "Geneva")]


def test_another_ministry_is_a_name() -> None:
    found = compare(
        told("The Ministry of Defense guards the ballot boxes in the capital."),
        told("The interior ministry guards the ballot boxes in the capital."),
    )
    assert of_kind(found, "name") == [("Ministry of Defense", "interior ministry")]


@pytest.mark.parametrize(
    ("relay", "root"),
    [
        ("Abdulqader Mortada met the envoy.", "Abdulkader al-Murtada met the envoy."),
        ("The European Union lifted the ban.", "The EU lifted the ban."),
        ("The Houthis fired on the ship.", "The Huthi fired on the ship."),
        ("London has rejected the offer.", "Britain has rejected the offer."),
    ],
)
def test_a_name_in_another_spelling_is_no_drift(relay: str, root: str) -> None:
    found = compare(told(relay), told(root))
    assert not of_kind(found, "name") + of_kind(found, "addition")


def test_a_vague_source_that_got_a_name_is_an_addition() -> None:
    found = compare(
        told("The mayor of the town, Petar Vukovic, closed the market on Friday."),
        told("A mayor in the north closed the market on Friday."),
    )
    assert of_kind(found, "addition") == [("Petar Vukovic", "A mayor")]


def test_words_put_in_another_mouth_are_an_attribution() -> None:
    found = compare(
        told("The Ministry of Foreign Affairs of Oman said that the tanker had been seized."),
        told("A Western diplomat, who asked not to be named, said the tanker had been seized."),
    )
    assert of_kind(found, "attribution") == [
        ("The Ministry of Foreign Affairs of Oman", "A Western diplomat")
    ]


def test_a_charge_told_as_fact_is_an_attribution() -> None:
    found = compare(
        told("The presidency blocked the plans for the power stations."),
        told(
            "The opposition accuses the presidency of having blocked the plans for power stations."
        ),
    )
    changed = of_kind(found, "attribution")
    assert [root for _, root in changed] == ["The opposition accuses"]


def test_an_editorial_that_became_a_report_is_an_attribution() -> None:
    found = compare(
        "The Morning Star newspaper said in a report that the government has lost the war.",
        "In our view the government has lost the war. It should talk to the rebels.",
    )
    assert ("in a report", "In our view") in of_kind(found, "attribution")


def test_an_editorial_called_an_editorial_is_no_drift() -> None:
    found = compare(
        "The Morning Star newspaper said in an editorial that the government has lost the war.",
        "In our view the government has lost the war.",
    )
    assert not of_kind(found, "attribution")


def test_a_source_in_other_words_is_the_same_source() -> None:
    found = compare(
        told("The office of the governor stated that the road would be closed."),
        told("The road would be closed, the governor's office said."),
    )
    assert not of_kind(found, "attribution")


@pytest.mark.parametrize(
    ("relay", "root", "cue"),
    [
        ("The rebels crossed the river.", "The rebels may have crossed the river.", "may"),
        ("Soldiers burned the village.", "Soldiers allegedly burned the village.", "allegedly"),
        ("The cabinet will fall.", "It is possible that the cabinet will fall.", "possible"),
        ("The army is taking the port.", "The army appears to be taking the port.", "appears"),
    ],
)
def test_a_doubt_that_was_dropped_is_a_hedge(relay: str, root: str, cue: str) -> None:
    found = [d for d in compare(told(relay), told(root)) if d.kind == "hedge"]
    assert [d.what for d in found] == [f"{cue} dropped"]
    assert found[0].root and cue in found[0].root.text


def test_a_doubt_that_was_added_is_a_hedge() -> None:
    found = compare(
        told("The navy allegedly boarded the tanker."), told("The navy boarded the tanker.")
    )
    assert [d.what for d in found] == ["allegedly added"]


@pytest.mark.parametrize(
    ("relay", "root"),
    [
        ("The plant may begin to pump in 2027.", "The plant could start to pump in 2027."),
        ("The debt is likely to be a burden.", "The debt would probably be a burden."),
        ("A law allows them to borrow money.", "Under the law they may borrow money."),
        ("A rumor has it that the general fled.", "The general is rumored to have fled."),
        ("The rumour is that the general fled.", "The general is rumoured to have fled."),
    ],
)
def test_a_doubt_in_other_words_is_no_drift(relay: str, root: str) -> None:
    assert not of_kind(compare(told(relay), told(root)), "hedge")


LEFT_OUT = "Four journalists who were sentenced to death have not been included in the exchange."


def test_what_the_relay_leaves_out_is_an_omission() -> None:
    shared = told("The two armies exchanged prisoners at the bridge on Sunday.")
    found = compare(shared, f"{shared}\n\n{LEFT_OUT}")
    assert [(d.kind, d.relay, d.root.text if d.root else None) for d in found] == [
        ("omission", None, LEFT_OUT)
    ]


def test_what_the_relay_puts_in_is_an_addition() -> None:
    shared = told("The two armies exchanged prisoners at the bridge on Sunday.")
    found = compare(f"{shared}\n\n{LEFT_OUT}", shared)
    assert [(d.kind, d.relay.text if d.relay else None, d.root) for d in found] == [
        ("addition", LEFT_OUT, None)
    ]


def test_a_condition_that_was_dropped_is_an_omission() -> None:
    found = compare(
        told("The fence along the river will be ready in September."),
        told("The fence along the river will be ready in September if the steel arrives."),
    )
    assert of_kind(found, "omission") == [(None, "if the steel arrives")]


def test_two_sentences_in_one_are_no_omission() -> None:
    found = compare(
        told("The student, who was hit by a bullet on Friday, lost an eye."),
        told("The student lost an eye. He was hit by a bullet on Friday."),
    )
    assert found == ()


def test_other_order_is_no_drift() -> None:
    first = "The armies exchanged 40 prisoners at the bridge on Sunday."
    second = "Fishermen in Marfa have not gone to sea since the storm."
    assert compare(f"{first}\n\n{second}", f"{second}\n\n{first}") == ()


def test_a_report_has_no_drift_from_itself() -> None:
    text = (
        "BEIRUT - The minister, Nadim Chidiac, may resign in June, his party said. It has 7 seats."
        f"\n\n{LEFT_OUT}\n\nA diplomat said that 30 ships were waiting."
    )
    reading = read(text)
    assert find_drift(reading, reading) == ()


def test_spans_are_those_of_the_original_words() -> None:
    relay = "The  governor“s office said that 38 people died in Marfa ,  on Sunday . " + FILLER
    found = find_drift(read(relay), read(told("In Marfa 28 people died on Sunday.")))
    assert of_kind(found, "number") == [("38 people", "28 people")]
    for drift in found:
        if drift.relay:
            assert relay[drift.relay.start : drift.relay.end] == drift.relay.text


@pytest.mark.parametrize("text", ["-", "* * *", "12", "Photo: Reuters"])
def test_a_report_without_sentences_is_compared_without_complaint(text: str) -> None:
    assert isinstance(compare(text, told("The armies met.")), tuple)
    assert isinstance(compare(told("The armies met."), text), tuple)
    assert compare(text, text) == ()


def test_a_report_in_a_language_that_is_not_read_gives_nothing() -> None:
    french = read_report(
        make_report("Le ministre a dit.", source="t", source_id="t", language="fr")
    )
    assert find_drift(french, read(LEFT_OUT)) == ()


def test_long_reports_of_one_sentence_over_and_over_are_compared_in_seconds() -> None:
    line = "The minister Aram Melkumyan may free 33 prisoners in July, an official said. "
    other = "The envoy Pieter Hollander will free 43 prisoners in August, the army said. "
    relay, root = read(line * 300), read(other * 300)
    start = time.perf_counter()
    find_drift(relay, root)
    assert time.perf_counter() - start < 20
