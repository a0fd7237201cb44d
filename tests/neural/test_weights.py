"""The weights are the ones the model card speaks of, and read what a person would."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.neural import NeuralParser, load_neural_parser
from dragoman.neural.encoder import load_encoder
from dragoman.text import prepare_text

WEIGHTS = Path(str(files("dragoman.neural") / "weights"))
PINNED = {
    "encoder.onnx": "21e8de0b7eacd486a7f7799cc196d072829d4d7893abb0749c38fa0d41f6380a",
    "stance.onnx": "14d6c21709c4bc04e7829c9c56afbd0c47787db871425252f5c17b32cc1908b7",
    "events.npz": "58b60adac0757ddfada1f5dd391c214300025331fb464b7ad8b9859f9799181f",
    "coreference.npz": "b7a27e5035cfa29e4280f7d871d6cf238d01b6623962867d4423f42607076cd8",
    "tagger.onnx": "1fbbe18e067badc92948dc9385959851d7325a31ab276c434dc9f56dd99274bd",
    "relations.npz": "334ec028836a1ba78ad7311f4473906c45a950e1a8f5fb5dd2f1a22a617d8dc7",
    "labels.json": "e41b104cc2617f7353be96ba6a689f3e015d03eebbf911148fd25f24cb8b7184",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


@cache
def parser() -> NeuralParser:
    return load_neural_parser()


@pytest.mark.parametrize("name", PINNED)
def test_weights_are_the_pinned_ones(name: str) -> None:
    assert hashlib.sha256((WEIGHTS / name).read_bytes()).hexdigest() == PINNED[name]


def test_weights_take_at_most_forty_megabytes() -> None:
    assert sum(p.stat().st_size for p in WEIGHTS.iterdir()) <= 40_000_000


def attributions(text: str) -> list[tuple[str, str, str]]:
    """(source, cue, content) of each attribution."""
    prepared = prepare_text(text)
    words = prepared.repaired
    found = parser().parse(words, prepared.sentences).attributions
    return [
        (
            words[slice(*a.source)] if a.source else "",
            words[slice(*a.cue)],
            " | ".join(words[x:y] for x, y in a.content),
        )
        for a in found
    ]


def test_words_said_are_found_with_who_says_them() -> None:
    text = "The governor said the bridge would be closed until Friday, according to residents."
    said = [(source, cue) for source, cue, _ in attributions(text)]
    assert ("The governor", "said") in said


def test_an_attribution_inside_another_is_found_too() -> None:
    text = "The newspaper reported that two officials said the talks had failed."
    assert [source for source, _, _ in attributions(text)] == ["The newspaper", "two officials"]


def test_the_same_text_is_read_the_same_each_time_and_beside_others() -> None:
    text = "Officials said the road was open. The ministry denied it."
    once = parser().parse(text, prepare_text(text).sentences)
    assert parser().parse(text, prepare_text(text).sentences) == once


@pytest.mark.parametrize(
    "text", ["", "   ", "…", "x" * 5000, "a " * 3000, "\u202e\u200f \x00 \u061f"]
)
def test_odd_text_is_parsed_without_loss_of_place(text: str) -> None:
    prepared = prepare_text(text)
    parse = parser().parse(prepared.repaired, prepared.sentences)
    assert len(parse.sentences) == len(prepared.sentences)
    for sentence in parse.sentences:
        for token in sentence.tokens:
            assert prepared.repaired[token.start : token.end] == token.text
            assert 0 <= token.head < len(sentence.tokens)


@pytest.mark.parametrize(("told", "threads"), [("2", 2), ("", 1), ("many", 1), ("0", 1)])
def test_the_environment_says_how_many_threads_an_encoder_uses(
    told: str, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_THREADS", told)
    load_encoder.cache_clear()
    used = load_encoder()._encoder.get_session_options().intra_op_num_threads
    load_encoder.cache_clear()
    assert used == threads
