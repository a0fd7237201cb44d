"""Words are cut as the treebanks cut them, and nothing of a text is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.neural.features import SHAPES, find_quoted, find_shape
from dragoman.neural.words import find_words


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in find_words(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Al-Witri didn't resign.", "Al - Witri did n't resign ."),
        ("The minister’s aide can't say", "The minister ’s aide ca n't say"),
        ("He cannot stay", "He can not stay"),
        ("Mr. Sarraf of the U.S. spoke.", "Mr. Sarraf of the U.S. spoke ."),
        ("It cost $3.5 million, or 12%", "It cost $ 3.5 million , or 12 %"),
        ("“We left,” she said...", "“ We left , ” she said ..."),
        ("See https://example.org/a?b=1.", "See https://example.org/a?b=1 ."),
        ("on the 3rd of May 2020", "on the 3rd of May 2020"),
    ],
)
def test_text_is_cut_into_words_and_marks(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@given(st.text(max_size=200))
def test_words_hold_all_that_is_not_white_space_in_order(text: str) -> None:
    spans = list(find_words(text, 0, len(text)))
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert "".join(text[a:b] for a, b in spans) == "".join(c for c in text if not c.isspace())


@given(st.text(min_size=1, max_size=20))
def test_every_word_has_a_shape(word: str) -> None:
    assert 0 <= find_shape(word) < SHAPES


def test_words_between_marks_are_quoted_and_a_new_passage_closes_the_quotation() -> None:
    text = ["He", "said", "“", "we", "left", "”", ".", "She"]
    starts = [2, 0, 0, 0, 0, 0, 0, 1]
    assert find_quoted(text, starts) == [0, 0, 1, 1, 1, 0, 0, 0]
    assert find_quoted(['"', "We", "left"], [2, 0, 2]) == [0, 1, 0]
