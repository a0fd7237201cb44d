"""Highlighted text stays the same text, however findings nest and overlap."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.export.highlight import Mark, cut_blocks, cut_pieces
from dragoman.model import Passage, Span

MARKS = st.lists(
    st.builds(
        Mark,
        st.integers(-3, 40),
        st.integers(-3, 40),
        st.sampled_from(["s1", "e1", "a1", None]),
        st.sampled_from(["statement", "event", "actor", None]),
    )
)


def pieces(text: str, *marks: Mark) -> list[tuple[str, tuple[str, ...]]]:
    return [(p.text, p.refs) for p in cut_pieces(text, 0, len(text), marks)]


def test_nested_findings_share_the_inner_words_innermost_first() -> None:
    outer, inner = Mark(0, 11, "s1", "statement"), Mark(3, 6, "e1", "event")
    assert pieces("he resigned", outer, inner) == [
        ("he ", ("s1",)),
        ("res", ("e1", "s1")),
        ("igned", ("s1",)),
    ]


def test_overlapping_findings_share_only_the_overlap() -> None:
    assert pieces("abcdef", Mark(0, 4, "a1", "actor"), Mark(2, 6, "p1", "place")) == [
        ("ab", ("a1",)),
        ("cd", ("a1", "p1")),
        ("ef", ("p1",)),
    ]


def test_a_mark_without_a_layer_lights_up_but_is_not_seen() -> None:
    (piece,) = cut_pieces("abc", 0, 3, [Mark(0, 3, "e1", None)])
    assert (piece.layers, piece.refs, piece.also) == ((), (), ("e1",))


def test_a_finding_that_runs_over_two_passages_is_marked_in_both() -> None:
    text = "one two\n\nthree"
    passages = [Passage(Span(0, 7, "one two"), "body"), Passage(Span(9, 14, "three"), "body")]
    blocks = cut_blocks(text, passages, [Mark(4, 12, "s1", "statement")])
    marked = ["".join(p.text for p in b.pieces if p.refs) for b in blocks]
    assert marked == ["two", "thr"]


def test_words_outside_every_passage_are_shown_too() -> None:
    blocks = cut_blocks("stray words", [], [])
    assert [(b.kind, b.pieces[0].text) for b in blocks] == [(None, "stray words")]


@given(st.text(max_size=40), MARKS)
def test_the_pieces_joined_are_the_text(text: str, marks: list[Mark]) -> None:
    assert "".join(p.text for p in cut_pieces(text, 0, len(text), marks)) == text


@given(
    st.text(max_size=40),
    MARKS,
    st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=6),
)
def test_no_word_is_lost_or_doubled_by_odd_passages(
    text: str, marks: list[Mark], spans: list[tuple[int, int]]
) -> None:
    passages = [Passage(Span(a, b, ""), "body") for a, b in spans if a >= 0]
    blocks = cut_blocks(text, passages, marks)
    shown = "".join(p.text for b in blocks for p in b.pieces)
    assert "".join(shown.split()) == "".join(text.split())
