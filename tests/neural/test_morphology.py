"""The form of a word rules tags out."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.neural.morphology import forbid, forbidden_tags


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("parliament", "NNS"),
        ("host", "VBG"),
        ("speak", "VBZ"),
        ("meeting", "VBD"),
        ("accuses", "VBD"),
    ],
)
def test_a_form_without_its_ending_cannot_have_the_tag(word: str, tag: str) -> None:
    assert tag in forbidden_tags(word)


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("policemen", "NNS"),
        ("Police", "NNS"),
        ("talks", "NNS"),
        ("speaking", "VBG"),
        ("sing", "VBD"),
        ("km", "NNS"),
        ("’s", "VBZ"),
    ],
)
def test_a_form_with_its_ending_or_without_rule_keeps_the_tag(word: str, tag: str) -> None:
    assert tag not in forbidden_tags(word)


def test_the_best_tag_that_is_left_wins() -> None:
    scores = np.array([[0.1, 2.0, 1.0]], np.float32)
    best = forbid(scores, ["parliament"], ["VB", "NNS", "NN"]).argmax(1)
    assert best.tolist() == [2]
