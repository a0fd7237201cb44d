"""Our own passages with nested attributions are marked whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from training.encoder.cases import load_cases, parse_passage

CASES = Path(__file__).parents[2] / "training" / "encoder" / "cases" / "nested.txt"


def test_marks_give_the_text_and_the_spans_of_each_attribution() -> None:
    passage = parse_passage("[1s The paper] [1k wrote] [1c that [2s he] [2k hopes] [2c to win]].")
    assert passage.text == "The paper wrote that he hopes to win."
    text = passage.text
    assert [text[a:b] for a, b in passage.spans["1"]["content"]] == ["that he hopes to win"]
    assert [text[a:b] for a, b in passage.spans["2"]["content"]] == ["to win"]


@pytest.mark.parametrize("marked", ["[1s He] said it", "[1k said] [1c it", "he] said"])
def test_marks_that_do_not_match_are_refused(marked: str) -> None:
    with pytest.raises(ValueError, match=r"attribution|closed"):
        parse_passage(marked)


def test_every_passage_of_ours_can_be_trained_on() -> None:
    documents = list(load_cases(CASES))
    nested = [
        (outer, inner)
        for d in documents
        for outer in d.attributions or ()
        for inner in d.attributions or ()
        if inner is not outer and inner.cue < outer.content
    ]
    assert len(documents) > 100
    assert len(nested) > 60
