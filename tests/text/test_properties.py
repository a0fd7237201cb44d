"""Whatever the text, preparing it holds its promises about offsets, order and cover."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.text import Edit, apply_edits, prepare_text
from dragoman.text.offset_map import compose_edits
from dragoman.text.repair import repair_text
from dragoman.text.sentences import MAX_SENTENCE_CHARS, find_sentences

ODD = [
    *"abAlKst.,:;!?'\"“”‘’„»«`-–—()[]\n\t\r&#39 …\ud800\u200b\u00ad\u00a0\ufeff\x00\u2028٣ع",
    *("â€™", "Ã©", "&amp;", "&nbsp;", "U.S.", "according to", "(Reuters)", "May 3"),
    *("Read more:", " al - ", "didnt"),
]
BROKEN = [
    *("He said ", "“", "”", '"', ", ", ".", " ", "Al", " -", "Kazemi", "\n\n", ":"),
    *("according to ", "don ’ t ", "the plan", " s ", "(Reuters)"),
]
UNITS = [
    *("’", '"', '" ', "“", " ", "\n", "a\n", ".", ". ", "(", "&amp;", "â€", "al - ", "A. "),
    *("? ", "((a", ", “said the ", "By A", "1/", "May 3 ", "Read more: "),
]
any_text = st.text(max_size=80) | st.lists(st.sampled_from(ODD), max_size=40).map("".join)
surrogates = st.text(st.characters(min_codepoint=0xD7F0, max_codepoint=0xE010), max_size=20)


def solid(text: str) -> str:
    return "".join(text.split())


@st.composite
def edits_of(draw, length):
    """Edits in order that do not overlap, as rules make them."""
    cuts = sorted(draw(st.lists(st.integers(0, length), max_size=8)))
    words = st.text("xyz", max_size=3)
    return tuple(Edit(a, b, draw(words)) for a, b in zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def edited(draw):
    text = draw(st.text("abcdefgh", max_size=20))
    return text, draw(edits_of(len(text)))


@given(edited())
def test_words_without_an_edit_map_to_themselves(case):
    original, edits = case
    repaired, offsets = apply_edits(original, edits)
    assert offsets.repaired_length == len(repaired)
    # The texts share no letter but outside edits, so equal letters are the same letters.
    for at, letter in enumerate(repaired):
        start, end = offsets.to_original(at, at + 1)
        assert 0 <= start <= end <= len(original)
        if letter not in "xyz":
            assert original[start:end] == letter


@given(edited())
def test_the_map_never_runs_backwards_and_wider_spans_map_wider(case):
    original, edits = case
    repaired, offsets = apply_edits(original, edits)
    spans = [(a, b) for a in range(len(repaired) + 1) for b in range(a, len(repaired) + 1)]
    mapped = {span: offsets.to_original(*span) for span in spans}
    for (a, b), (start, end) in mapped.items():
        assert 0 <= start <= end <= len(original)
        if b < len(repaired):
            assert mapped[a, b + 1][1] >= end
        if a + 1 < b:
            assert mapped[a + 1, b][0] >= start


@given(edited(), st.data())
def test_two_layers_of_edits_make_the_same_text_as_one(case, data):
    original, first = case
    middle, _ = apply_edits(original, first)
    second = data.draw(edits_of(len(middle)))
    final, _ = apply_edits(middle, second)
    assert apply_edits(original, compose_edits(middle, first, second))[0] == final


def test_a_span_outside_the_repaired_text_is_refused():
    _, offsets = apply_edits("abc", ())
    for start, end in ((-1, 1), (2, 1), (0, 4)):
        with pytest.raises(ValueError, match="not within"):
            offsets.to_original(start, end)


def test_edits_out_of_order_are_refused():
    with pytest.raises(ValueError, match="in order"):
        apply_edits("abcdef", (Edit(3, 4, ""), Edit(1, 2, "")))


@settings(max_examples=400, deadline=None)
@given(any_text | surrogates, st.none() | st.text(max_size=20))
def test_any_text_is_prepared_with_passages_and_sentences_in_order(text, title):
    prepared = prepare_text(text, title=title)
    repaired = prepared.repaired
    for pieces in (prepared.passages, prepared.sentences):
        at = 0
        for piece in pieces:
            assert at <= piece.start < piece.end <= len(repaired)
            assert repaired[piece.start : piece.end].strip() == repaired[piece.start : piece.end]
            start, end = prepared.offsets.to_original(piece.start, piece.end)
            assert 0 <= start <= end <= len(text)
            at = piece.end
        assert "".join(solid(repaired[p.start : p.end]) for p in pieces) == solid(repaired)
    for sentence in prepared.sentences:
        assert any(
            p.start <= sentence.start and sentence.end <= p.end and p.kind == sentence.kind
            for p in prepared.passages
        )


@settings(max_examples=400, deadline=None)
@given(any_text)
def test_every_letter_of_the_repaired_text_maps_into_the_original(text):
    repaired, offsets = repair_text(text)
    at = 0
    for n, letter in enumerate(repaired):
        start, end = offsets.to_original(n, n + 1)
        assert at <= start <= end <= len(text)
        if letter.isalnum() and end - start == 1 and text[start].isalnum():
            same = text[start].casefold() == letter.casefold()  # capitals may be given back
            assert same or ord(text[start]) > 127
        at = start


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(BROKEN), max_size=14))
def test_repairing_a_repaired_text_changes_little_and_then_nothing(words):
    text = "".join(words)
    for _ in range(3):
        before, text = text, repair_text(text)[0]
    assert text == before


@given(st.integers(1, 4), st.sampled_from(["x", "word ", "a b "]))
def test_a_sentence_without_end_is_cut_at_white_space(times, unit):
    text = unit * (times * MAX_SENTENCE_CHARS // len(unit) + 7)
    sentences = list(find_sentences(text, 0, len(text)))
    assert all(0 < end - start <= MAX_SENTENCE_CHARS for start, end in sentences)
    assert solid("".join(text[a:b] for a, b in sentences)) == solid(text)


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_run_of_one_oddity_is_prepared_to_its_end(unit):
    prepared = prepare_text(unit * 20_000)
    assert prepared.offsets.original_length == 20_000 * len(unit)
