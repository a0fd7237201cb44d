"""The status of events: what words say of it, and where the encoder's rating decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.model import Report, Sentence, Token
from dragoman.read import analyse
from dragoman.read.events.status import (
    DONE,
    SILENT,
    SILENT_NOUN,
    SILENT_PAST,
    find_status,
    propose_status,
)
from dragoman.read.events.tree import Tree

# Sentence, word, what the words say (- for nothing).
BY_WORDS = [
    ("The army did not shell the town.", "shell", "negated"),
    ("No party signed the treaty.", "signed", "negated"),
    ("Nobody was arrested.", "arrested", "negated"),
    ("The patrol detained no one.", "detained", "negated"),
    ("The clerics never met the envoy and never praised him.", "praised", "negated"),
    ("The ministry has yet to answer the letter.", "answer", "negated"),
    ("The old king was too ill to receive the envoy.", "receive", "negated"),
    ("The king declined to receive the delegation.", "receive", "negated"),
    ("The guards forgot to lock the gate.", "lock", "negated"),
    ("Soldiers kept the crowd from reaching the palace.", "reaching", "negated"),
    ("The missile nearly hit the school.", "hit", "negated"),
    ("They chose to negotiate rather than fight.", "fight", "negated"),
    ("The airline has neither paid the fine nor apologised.", "apologised", "negated"),
    ("The troops are not able to leave the valley.", "leave", "negated"),
    ("The rivals postponed their talks.", "talks", "negated"),
    ("The two sides did not stop and search the truck.", "search", "negated"),
    ("The mayor did not resign and flew to Rome.", "flew", "-"),
    ("The tribe did not fail to warn the villagers.", "warn", "-"),
    ("The guards did not stop the crowd from entering the hall.", "entering", "-"),
    ("The palace rejected the accusations.", "accusations", "-"),
    ("The mob not only looted the shop but burned it.", "looted", "-"),
    ("The militia may have burned the bridge.", "burned", "possible"),
    ("The general fled before he could blow up the depot.", "blow", "possible"),
    ("Unless the cabinet resigns, the unions will strike.", "resigns", "possible"),
    ("Unless the cabinet resigns, the unions will strike.", "strike", "future"),
    ("The fleet would have sunk the ship.", "sunk", "possible"),
    ("Did the navy sink the ferry?", "sink", "possible"),
    ("Why did the navy sink the ferry?", "sink", "-"),
    ("Will the navy sink the ferry?", "sink", "future"),
    ("The junta ordered the police to arrest the editor.", "arrest", "possible"),
    ("The bishops called for a ceasefire.", "ceasefire", "possible"),
    ("The clan sought to seize the oilfield.", "seize", "possible"),
    ("The envoy announced that the king would visit Oman.", "visit", "future"),
    ("The general thought that the mob would have burned the city.", "burned", "possible"),
    ("A ceasefire is unlikely.", "ceasefire", "negated"),
    ("An invasion is possible.", "invasion", "possible"),
    ("The resignation is likely to anger the clergy.", "resignation", "-"),
    ("The column is about to cross the river.", "cross", "future"),
    ("The assembly voted to expel the diplomats.", "expel", "future"),
    ("The queen is going to pardon the prisoners.", "pardon", "future"),
    ("The minister went on to praise the army.", "praise", "-"),
    ("After returning to Doha, the envoy planned a trip.", "returning", "-"),
]
# Sentence, word, status with the encoder's rating.
BY_BOTH = [
    ("The pilot lied about shooting down the balloon.", "shooting", None),
    ("The crew managed to repair the dam.", "repair", None),
    ("The siege forced the garrison to surrender.", "surrender", None),
    ("The baker was jailed for killing a guard.", "killing", None),
    ("Occupy the ministry!", "Occupy", "possible"),
    ("It is time to work with the villagers.", "work", "possible"),
]


def find_word(text: str, word: str) -> tuple[Tree, Token]:
    """The first word of a text that is spelt so, in its sentence's tree."""
    analysis = analyse(Report(text=text, source="case", source_id="case"))
    for sentence in analysis.sentences:
        for token in sentence.tokens:
            if token.text == word:
                return Tree(sentence), token
    raise AssertionError(f"no {word} in {text}")


def rate(text: str, word: str, rating: float | None) -> str | None:
    """The status of a word as if the encoder had rated it so."""
    tree, token = find_word(text, word)
    return find_status(tree, replace(token, happened=rating))


@pytest.mark.parametrize(("text", "word", "status"), BY_WORDS)
def test_words_propose_a_status(text: str, word: str, status: str) -> None:
    assert propose_status(*find_word(text, word))[0] == (None if status == "-" else status)


@pytest.mark.parametrize(("text", "word", "status"), BY_BOTH)
def test_the_rating_decides_where_words_are_silent(
    text: str, word: str, status: str | None
) -> None:
    tree, token = find_word(text, word)
    assert propose_status(tree, token)[0] is None
    assert find_status(tree, token) == status


@pytest.mark.parametrize(
    ("text", "word", "limit"),
    [
        ("The army shells the town.", "shells", SILENT),
        ("The army shelled the town.", "shelled", SILENT_PAST),
        ("The army has shelled the town.", "shelled", SILENT_PAST),
        ("Witnesses described the explosion.", "explosion", SILENT_NOUN),
        ("The widow blamed the clan for burning the mill.", "burning", SILENT_PAST),
        ("The widow dreamt of burning the mill.", "burning", SILENT),
    ],
)
def test_what_is_told_as_past_needs_a_lower_rating_to_be_doubted(
    text: str, word: str, limit: float
) -> None:
    assert rate(text, word, limit + 0.01) is None
    assert rate(text, word, limit - 0.01) == "possible"
    assert rate(text, word, None) is None


def test_a_high_rating_outweighs_weak_marks() -> None:
    text = "Iran was able to build a dam."
    assert rate(text, "build", DONE["possible"] - 0.01) == "possible"
    assert rate(text, "build", DONE["possible"] + 0.01) is None
    text = "The council had agreed to open the border."
    assert rate(text, "open", DONE["future"] - 0.01) == "future"
    assert rate(text, "open", DONE["future"] + 0.01) is None


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("The militia may have burned the bridge.", "burned", "possible"),
        ("The clan sought to seize the oilfield.", "seize", "possible"),
        ("The king declined to receive the delegation.", "receive", "negated"),
        ("The union will strike.", "strike", "future"),
        ("The bishops called for a ceasefire.", "ceasefire", "possible"),
    ],
)
def test_no_rating_outweighs_strong_marks(text: str, word: str, status: str) -> None:
    assert {rate(text, word, x) for x in (-3.0, 0.0, 3.0, None)} == {status}


def test_a_sentence_without_ratings_is_read_by_words_alone() -> None:
    tree, token = find_word("It is time to work with the villagers.", "work")
    bare = tuple(replace(t, happened=None) for t in tree.tokens)
    sentence: Sentence = replace(tree.sentence, tokens=bare)
    assert find_status(Tree(sentence), bare[token.index]) is None


def test_the_rating_is_no_part_of_what_makes_tokens_equal() -> None:
    _, token = find_word("The army shelled the town.", "shelled")
    assert token.happened is not None
    assert -4 < token.happened < 4
    assert token == replace(token, happened=None)
