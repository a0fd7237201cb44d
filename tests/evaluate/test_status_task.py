"""Gold statuses come from ratings and gold trees, and are scored class by class."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from evaluate.status_task import (
    BEFORE_FUTURE,
    GoldTree,
    Word,
    judge,
    load_meantime,
    load_uds,
    place_words,
    read_statuses,
    score_pairs,
)


def tree(*rows: str) -> GoldTree:
    """A tree from rows of form/lemma/tag/features/head/relation, heads counted from 1."""
    words = []
    for row in rows:
        form, lemma, tag, features, head, relation = row.split("/")
        words.append(Word(form, lemma, tag, features, int(head) - 1, relation))
    return GoldTree(words)


PLAIN = tree("They/they/PRP/_/2/nsubj", "left/leave/VBD/_/0/root")
WILL = tree("They/they/PRP/_/3/nsubj", "will/will/MD/_/3/aux", "leave/leave/VB/_/0/root")
NOT = tree(
    "They/they/PRP/_/4/nsubj",
    "did/do/VBD/_/4/aux",
    "not/not/RB/Polarity=Neg/4/advmod",
    "leave/leave/VB/_/0/root",
)
NOBODY = tree("Nobody/nobody/NN/PronType=Neg/2/nsubj", "left/leave/VBD/_/0/root")
NO_ONE = tree("No/no/DT/PronType=Neg/2/det", "one/one/NN/_/3/nsubj", "left/leave/VBD/_/0/root")
REFUSED = tree(
    "They/they/PRP/_/2/nsubj",
    "refused/refuse/VBD/_/0/root",
    "to/to/TO/_/4/mark",
    "leave/leave/VB/_/2/xcomp",
)
GOING = tree(
    "They/they/PRP/_/3/nsubj",
    "are/be/VBP/_/3/aux",
    "going/go/VBG/_/0/root",
    "to/to/TO/_/5/mark",
    "leave/leave/VB/_/3/xcomp",
)
SAID = tree(
    "He/he/PRP/_/2/nsubj",
    "said/say/VBD/_/0/root",
    "they/they/PRP/_/5/nsubj",
    "would/would/MD/_/5/aux",
    "leave/leave/VB/_/2/ccomp",
)
SHARED = tree(
    "They/they/PRP/_/4/nsubj",
    "did/do/VBD/_/4/aux",
    "not/not/RB/Polarity=Neg/4/advmod",
    "stop/stop/VB/_/0/root",
    "or/or/CC/_/6/cc",
    "turn/turn/VB/_/4/conj",
)


@pytest.mark.parametrize(
    ("gold", "place", "rating", "status"),
    [
        (PLAIN, 1, 3.0, "certain"),
        (PLAIN, 1, 1.0, "possible"),
        (PLAIN, 1, -3.0, "possible"),
        (WILL, 2, -2.0, "future"),
        (WILL, 2, 2.0, None),
        (NOT, 3, -2.0, "negated"),
        (NOT, 3, 2.0, None),
        (NOBODY, 1, 0.0, "negated"),
        (NO_ONE, 2, 0.0, "negated"),
        (REFUSED, 3, -2.0, "negated"),
        (REFUSED, 3, 0.5, "possible"),
        (REFUSED, 1, 3.0, "certain"),
        (GOING, 4, -1.0, "future"),
        (SAID, 4, -1.0, "future"),
        (SHARED, 5, -1.0, "negated"),
    ],
)
def test_a_rating_and_a_gold_tree_give_a_status(
    gold: GoldTree, place: int, rating: float, status: str | None
) -> None:
    assert judge(gold, place, rating) == status


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("The firm will ", True),
        ("The firm wo n't be ", True),
        ("The firm plans to ", True),
        ("The firm is going to soon ", True),
        ("The firm willingly ", False),
        ("The firm wants to ", False),
    ],
)
def test_bare_words_tell_the_future(text: str, follows: bool) -> None:
    assert bool(BEFORE_FUTURE.search(text)) == follows


def test_words_are_placed_in_a_text_that_differs_in_blanks() -> None:
    assert place_words("It's on.", ["It", "'s", "on", "."]) == [(0, 2), (2, 4), (5, 7), (7, 8)]
    assert place_words("It is on.", ["It", "'s"]) is None


def test_sets_are_read_from_their_files(tmp_path: Path) -> None:
    (tmp_path / "data/syntax/ewt").mkdir(parents=True)
    rows = ["They\tthey\tPRON\tPRP\t_\t2\tnsubj", "left\tleave\tVERB\tVBD\t_\t0\troot"]
    lines = [f"{n}\t{row}\t_\t_" for n, row in enumerate(rows, 1)]
    conllu = "\n".join(["# text = They left", *lines, "", ""])
    (tmp_path / "data/syntax/ewt/dev.conllu").write_text(conllu)
    for name, label in (("uds_ih2", 2.6), ("meantime", 0.75)):
        folder = tmp_path / "data/factuality" / name
        folder.mkdir(parents=True)
        targets = [{"span1": [1, 2], "label": label}]
        known = {"text": "They left", "targets": targets}
        strange = {"text": "No such tree", "targets": []}
        (folder / "dev.jsonl").write_text("\n".join(map(json.dumps, (known, strange))))
    places = [(0, 4), (5, 9)]
    assert list(load_uds(tmp_path)) == [("They left", places, {1: "certain"})]
    assert next(load_meantime(tmp_path)) == ("They left", places, {1: "possible"})


def test_statuses_are_read_at_places_of_the_original_text() -> None:
    text = "The  ``  army '' will not march , but the rebels left ."
    words = ["march", "left"]
    places = [(text.index(w), text.index(w) + len(w)) for w in words]
    assert list(read_statuses(text, places)) == ["negated", "certain"]


def test_the_mean_is_over_the_statuses_that_gold_has() -> None:
    pairs = Counter(
        {("certain", "certain"): 3, ("certain", "future"): 1, ("negated", "negated"): 1}
    )
    figures = score_pairs(pairs)
    assert figures["certain.f1"] == pytest.approx(6 / 7)
    assert figures["negated.f1"] == 1
    assert set(figures) == {"macro_f1", "certain.f1", "negated.f1"}
    assert figures["macro_f1"] == pytest.approx((6 / 7 + 1) / 2)
