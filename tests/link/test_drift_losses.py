"""What a relay leaves out of a sentence that it tells, and denials and sources that are lost."""

from __future__ import annotations

import pytest

from tests.link.test_drift import compare, of_kind, told


@pytest.mark.parametrize(
    ("relay", "root", "lost"),
    [
        (
            "The school has been closed since the death of its head, Ilir Hoxha, in the spring.",
            "The school has been closed since a letter bomb sent by the Red Falcon gang killed its "
            "head, Ilir Hoxha, in the spring.",
            "letter bomb sent by the Red Falcon gang",
        ),
        (
            "The two sides exchanged prisoners at the bridge on Sunday under the agreement.",
            "The two sides exchanged prisoners at the bridge on Sunday under the agreement that "
            "the Norwegians brokered in February.",
            "that the Norwegians brokered in February",
        ),
    ],
)
def test_who_did_it_and_how_is_an_omission_if_the_relay_keeps_but_the_rest(
    relay: str, root: str, lost: str
) -> None:
    found = [root for _, root in of_kind(compare(told(relay), told(root)), "omission")]
    assert any(words and (words in lost or lost in words) for words in found)


def test_a_sentence_in_quite_other_words_is_no_omission() -> None:
    found = compare(
        told("Before the deputies she maintained that the agents had shot in legitimate defence."),
        told("She told lawmakers that the officers had fired in self-defence."),
    )
    assert not of_kind(found, "omission") + of_kind(found, "addition")


def test_a_denial_told_as_a_claim_is_an_attribution() -> None:
    found = compare(
        told("The spokesman of the navy said that sailors had fired on the boat."),
        told("The navy's spokesman denied that sailors had fired on the boat."),
    )
    assert of_kind(found, "attribution") == [
        (
            "said that sailors had fired on the boat",
            "denied that sailors had fired on the boat",
        )
    ]


def test_a_denial_in_other_words_is_no_drift() -> None:
    found = compare(
        told("The spokesman of the navy said that no sailors had fired on the boat."),
        told("The navy's spokesman denied that sailors had fired on the boat."),
    )
    assert not of_kind(found, "attribution") + of_kind(found, "omission")


def test_a_governor_who_is_dismissed_denies_nothing() -> None:
    found = compare(
        told("The council relieved the governor of his post, the radio announced."),
        told("The council dismissed the governor, the radio said."),
    )
    assert not of_kind(found, "attribution")


def test_a_named_general_who_became_a_source_is_an_attribution() -> None:
    found = compare(
        told("A source in the mission warned that the teams might leave the town of Inazar."),
        told("The mission's commander, General Rolf Hedlund, warned that the teams might leave the "
             "town of Inazar."),
    )  # fmt: skip
    assert [relay for relay, _ in of_kind(found, "attribution")] == ["A source in the mission"]


@pytest.mark.parametrize(
    ("relay", "root"),
    [
        ("The town hall said that the bridge was closed.", "The municipality said it was closed."),
        ("Her office said the bill was dead.", "The bill was dead, according to her staff."),
        ("The Azerbaijani side said the bridge was shut.", "Baku said that the bridge was shut."),
    ],
)
def test_a_source_by_another_of_its_names_is_the_same(relay: str, root: str) -> None:
    assert not of_kind(compare(told(relay), told(root)), "attribution")


@pytest.mark.parametrize(
    ("relay", "root"),
    [
        # The root was published on a Wednesday: the Friday that comes is the 13th.
        ("The men will be paid by May 13.", "The men would be paid by Friday, he promised."),
        ("The post fell on Monday night.", "The post fell in the night to Tuesday."),
    ],
)
def test_a_day_of_the_week_may_be_the_next_one(relay: str, root: str) -> None:
    assert not of_kind(compare(told(relay), told(root)), "date")


@pytest.mark.parametrize(
    ("relay", "root"),
    [
        ("Drones fell on a base near Qara Tappa.", "Drones fell on a base near Qara Tepe."),
        ("The lawyer Natalya Chebotar will appeal.", "The lawyer Natalia Cebotari will appeal."),
        ("Vice Premier Andrei Ciobanu resigned.", "Deputy Prime Minister Andrei Ciobanu resigned."),
    ],
)
def test_a_name_carried_over_from_another_script_is_the_same(relay: str, root: str) -> None:
    found = compare(told(relay), told(root))
    assert not of_kind(found, "name") + of_kind(found, "addition")


@pytest.mark.parametrize(
    ("relay", "root"),
    [
        ("The envoy does not know who did it.", "The envoy could not say who did it."),
        ("There was no attack at the crossing.", "No attack was reported at the crossing."),
    ],
)
def test_what_could_not_be_said_and_was_not_reported_is_no_doubt(relay: str, root: str) -> None:
    assert not of_kind(compare(told(relay), told(root)), "hedge")


def test_a_decision_that_became_a_possibility_is_a_hedge() -> None:
    found = compare(
        told("The senator said she may vote against a bill that lets the mayor stay."),
        told("The senator said on Monday she would vote against a bill that lets the mayor stay."),
    )
    assert [d.what for d in found if d.kind == "hedge"] == ["may added"]
