"""Which noun phrases go back to which: the ranker, and what it is told."""

from __future__ import annotations

import numpy as np

from dragoman.model import Report
from dragoman.neural.coreference import load_ranker
from dragoman.read import analyse
from dragoman.read.analysis import Analysis
from dragoman.read.coreference import NounPhrase, find_clusters, find_noun_phrases
from dragoman.read.coreference.features import PAIR_SIZE, SPAN_SIZE, describe, pair_features
from dragoman.read.coreference.ranking import Ranking


def analysed(text: str) -> Analysis:
    return analyse(Report(text, "note", "note", language="en"))


def words(analysis: Analysis, phrase: NounPhrase) -> str:
    tokens = analysis.sentences[phrase.number].tokens
    return analysis.text[tokens[phrase.first].start : tokens[phrase.last].end]


def clusters(text: str) -> list[list[str]]:
    analysis = analysed(text)
    return [[words(analysis, p) for p in c] for c in find_clusters(analysis)]


def test_phrases_are_found_with_and_without_what_hangs_on_them() -> None:
    analysis = analysed("The mayor of Basra sold his old house to a former teacher.")
    found = {words(analysis, p) for p in find_noun_phrases(analysis.sentences[0], 0)}
    assert {"The mayor of Basra", "Basra", "a former teacher", "his", "his old house"} <= found


def test_things_and_people_are_followed_through_pronouns() -> None:
    found = clusters(
        "The ministry closed the old bridge on Monday. It said the bridge was not safe."
        " Karim Haddad, the minister, promised that he would rebuild it."
    )
    together = [set(c) for c in found]
    assert any({"The ministry", "It"} <= c for c in together)
    assert any({"the old bridge", "the bridge"} <= c for c in together)
    assert any({"he"} <= c and any("Haddad" in x for x in c) for c in together)


def test_a_text_without_phrases_has_no_clusters() -> None:
    assert clusters("") == [] and clusters("…") == [] and clusters("Go!") == []


def test_the_ranker_takes_what_the_features_give() -> None:
    analysis = analysed("The army left. It returned.")
    first, second = (
        describe(s.tokens, find_noun_phrases(s, n)[0], 4 * n)
        for n, s in enumerate(analysis.sentences)
    )
    row = pair_features(first, second, 1)
    assert len(row) == PAIR_SIZE
    ranker = load_ranker()
    vectors, scores = ranker.score_phrases(
        np.ones((3, 3, 384), np.float32), np.zeros((3, SPAN_SIZE), np.float32)
    )
    pairs = ranker.score_pairs(vectors[:2], vectors[1:], np.array([row, row], np.float32))
    assert scores.shape == (3,) and pairs.shape == (2,)


def test_rules_may_ask_how_well_a_word_goes_back_to_earlier_ones() -> None:
    analysis = analysed("The army left the camp. It returned at night.")
    scores = Ranking(analysis).antecedents((1, 0))
    assert scores and max(scores, key=lambda word: scores[word]) == (0, 1)
    assert Ranking(analysis).antecedents((0, 2)) == {}
