"""The encoder's word on acts: what it adds to the lexicon and what it takes away."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.model import Report
from dragoman.neural.acts import load_act_rater, use_rater
from dragoman.read import analyse
from dragoman.read.events import rating
from dragoman.read.events.rating import DROP, Rating, rate, settle
from dragoman.read.events.tree import Tree
from dragoman.read.events.triggers import find_triggers
from evaluate.event_folds import FOLDER
from training.events.data import FOLDS, TYPES, fold_of, load_cases


def read_tree(text: str) -> tuple[Tree, np.ndarray]:
    analysis = analyse(Report(text, "test", "test"))
    return Tree(analysis.sentences[0]), analysis.senses[0]


def rated(monkeypatch: pytest.MonkeyPatch, text: str, **found: Rating) -> list[tuple[str, str]]:
    """(word, type) of the triggers that stand if some words are rated so and all others as acts."""
    tree, senses = read_tree(text)
    sure = Rating(1.0, "NONE", 0.0)
    ratings = {t.index: found.get(t.text, sure) for t in tree.tokens}
    monkeypatch.setattr(rating, "rate", lambda *_: ratings)
    return [(t.head.text, t.entry.type) for t in settle(tree, find_triggers(tree), senses)]


def test_a_trigger_that_is_hardly_an_act_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Rebels attacked the town."
    assert rated(monkeypatch, text) == [("attacked", "ASSAULT")]
    assert rated(monkeypatch, text, attacked=Rating(DROP - 0.01, "ASSAULT", 0.05)) == []


def test_a_word_that_the_lexicon_lacks_becomes_an_act(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Rating(0.9, "RETREAT", 0.8)
    text = "The garrison skedaddled from the border."
    assert rated(monkeypatch, text, skedaddled=found) == [("skedaddled", "RETREAT")]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The minister said the talks failed.", "said"),
        ("A Skedaddle Ltd spokesman came.", "Skedaddle"),
    ],
)
def test_speech_and_names_are_no_acts(
    monkeypatch: pytest.MonkeyPatch, text: str, word: str
) -> None:
    assert word not in dict(rated(monkeypatch, text, **{word: Rating(0.9, "SUPPORT", 0.9)}))


def test_every_word_that_may_tell_an_act_has_chances_that_sum_to_one() -> None:
    tree, senses = read_tree("Rebels attacked the town after the talks.")
    rater = load_act_rater()
    assert rater.types == TYPES
    found = rate(tree, find_triggers(tree), senses, rater)
    assert {tree.tokens[n].text for n in found} == {"Rebels", "attacked", "town", "talks"}
    assert all(0 <= r.chance <= r.act + 1e-6 <= 1 + 2e-6 for r in found.values())


def test_evaluation_reads_each_sentence_with_a_rater_that_has_not_seen_it() -> None:
    assert {p.name for p in FOLDER.iterdir()} == {f"fold{n}.npz" for n in range(FOLDS)}
    with use_rater(FOLDER / "fold1.npz"):
        inside = load_act_rater()
    assert inside is not load_act_rater()
    assert fold_of("Rebels left .") == fold_of("Rebels  left.")


def test_our_own_sentences_hold_the_word_they_name_once() -> None:
    cases = list(load_cases())
    assert len(cases) == 360
    for text, word, type_ in cases:
        assert word in text
        assert type_ in TYPES
