"""Lemmas: what a dictionary would list a word under."""

from __future__ import annotations

import pytest

from dragoman.neural.lemmas import find_lemma

KNOWN = {"notice", "raid", "arm", "plan", "make", "city", "attack", "accuse", "kill", "brief"}


@pytest.mark.parametrize(
    ("word", "upos", "xpos", "lemma"),
    [
        ("raided", "VERB", "VBD", "raid"),
        ("planning", "VERB", "VBG", "plan"),
        ("noticed", "VERB", "VBN", "notice"),
        ("making", "VERB", "VBG", "make"),
        ("killed", "VERB", "VBN", "kill"),
        ("accuses", "VERB", "VBZ", "accuse"),
        ("cities", "NOUN", "NNS", "city"),
        ("said", "VERB", "VBD", "say"),
        ("were", "AUX", "VBD", "be"),
        ("men", "NOUN", "NNS", "man"),
        ("gunmen", "NOUN", "NNS", "gunman"),
        ("n't", "PART", "RB", "not"),
        ("Basra", "PROPN", "NNP", "Basra"),
        ("The", "DET", "DT", "the"),
    ],
)
def test_a_form_has_its_lemma(word: str, upos: str, xpos: str, lemma: str) -> None:
    assert find_lemma(word, upos, xpos, KNOWN) == lemma


@pytest.mark.parametrize(
    ("word", "lemma"), [("extradited", "extradite"), ("expelled", "expel"), ("shelled", "shell")]
)
def test_a_lemma_that_the_lexicon_of_events_names_is_found(word: str, lemma: str) -> None:
    assert find_lemma(word, "VERB", "VBD", frozenset()) == lemma
