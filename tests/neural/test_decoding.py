"""Windows, names and attributions out of numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dragoman.neural.entities import find_entities, weigh_names
from dragoman.neural.names import decode_bio
from dragoman.neural.reader import Line, split_line
from dragoman.neural.statements import WordAttribution, read_roles, smooth_roles
from dragoman.neural.windows import pack_windows

LABELS = ["O", "B-person", "I-person", "B-place", "I-place"]


@given(st.lists(st.tuples(st.integers(1, 300), st.booleans()), max_size=40))
def test_windows_hold_every_sentence_once_and_no_more_than_fits(
    sentences: list[tuple[int, bool]],
) -> None:
    sizes, opens = [s for s, _ in sentences], [o for _, o in sentences]
    windows = pack_windows(sizes, opens, target=160)
    assert [n for a, b in windows for n in range(a, b)] == list(range(len(sizes)))
    assert all(b - a == 1 or sum(sizes[a:b]) <= 160 for a, b in windows)


def test_a_window_ends_before_a_passage_where_it_can() -> None:
    assert pack_windows([60, 60, 60, 60], [True, False, True, False], 160) == [(0, 2), (2, 4)]


def scores(*labels: str) -> np.ndarray:
    return np.array([[5.0 if x == y else 0.0 for y in LABELS] for x in labels], np.float32)


def test_a_name_goes_on_only_as_what_it_began_as() -> None:
    assert decode_bio(scores("B-person", "I-person", "O"), LABELS) == ["B-person", "I-person", "O"]
    torn = scores("O", "I-person")
    torn[1, 1] = 4.5
    assert decode_bio(torn, LABELS) == ["O", "B-person"]


def test_fine_classes_tell_places_apart_but_do_not_make_names() -> None:
    names = ["B-place", "I-place", "I-place", "O", "O"]
    fine = ["B-LOC", "I-LOC", "I-LOC", "B-DATE", "B-ORG"]
    assert find_entities(names, fine) == [
        ("LOC", True),
        ("LOC", False),
        ("LOC", False),
        ("DATE", True),
        ("", False),
    ]


def test_where_one_head_wavers_the_other_tells_what_is_named() -> None:
    labels, fine = ("O", "B-organisation", "B-place"), ("O", "B-ORG", "B-GPE", "B-DATE")
    wavering, sure = np.log([[0.02, 0.5, 0.48]]), np.log([[0.02, 0.05, 0.9, 0.03]])
    assert labels[int(weigh_names(wavering, sure, labels, fine).argmax())] == "B-place"
    certain = np.log([[0.02, 0.9, 0.08]])
    assert labels[int(weigh_names(certain, sure, labels, fine).argmax())] == "B-organisation"


def roles(kinds: str) -> np.ndarray:
    """One letter a word: `.` nothing, s source, c content, k cue."""
    return np.array([[0.91 if x == y else 0.03 for y in ".sck"] for x in kinds], np.float32)


def read(anchor: int, kinds: str, words: list[str], confidence: float) -> WordAttribution | None:
    chances = roles(kinds)
    return read_roles(anchor, chances, smooth_roles([chances[None]])[0][0], words, confidence)


def test_content_around_its_cue_stays_in_two_pieces() -> None:
    words = ["“", "We", "left", ",", "”", "Witri", "said", ",", "“", "and", "won", ".", "”"]
    found = read(6, ".cc..sk..cc..", words, 0.9)
    assert found is not None
    assert found.source == (5, 6)
    assert found.cue == (6, 7)
    assert found.content == ((1, 3), (9, 11))


def test_marks_alone_do_not_part_content() -> None:
    words = ["He", "said", "that", "“", "we", "”", "left"]
    found = read(1, "skc.c.c", words, 0.9)
    assert found is not None
    assert found.content == ((2, 7),)


def test_a_cue_without_content_is_no_attribution() -> None:
    assert read(1, "sk.", ["He", "spoke", "."], 0.9) is None


def test_a_line_is_split_where_the_encoder_is_sure_that_a_sentence_starts() -> None:
    words = ("Talks", "fail", "The", "envoy", "left")
    line = Line(3, tuple((n, n + 1) for n in range(5)), words, opens_passage=True)
    first, second = split_line(line, np.array([9, -4, 3, -4, 1], np.float32))
    assert first == Line(3, ((0, 1), (1, 2)), words[:2], opens_passage=True)
    assert second == Line(3, ((2, 3), (3, 4), (4, 5)), words[2:], opens_passage=False)
