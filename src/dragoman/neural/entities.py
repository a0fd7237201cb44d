"""One class of name for each word, out of the two heads that find names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]

# How much the fine head says in what is a name, and of what class; measured on CrossNER dev.
FINE_WEIGHT = 0.25
NEVER = 1e-6
# Which fine class a name gets when the fine head is silent or disagrees.
COARSE = {
    "person": "PERSON",
    "organisation": "ORG",
    "place": "GPE",
    "people": "NORP",
    "event": "EVENT",
    "other": "MISC",
}
FITTING = {
    "person": frozenset({"PERSON"}),
    "organisation": frozenset({"ORG"}),
    "place": frozenset({"GPE", "LOC", "FAC"}),
    "people": frozenset({"NORP", "LANGUAGE"}),
    "event": frozenset({"EVENT"}),
    "other": frozenset({"PRODUCT", "WORK_OF_ART", "LAW", "EVENT", "NORP", "LANGUAGE"}),
}
# The coarse class of each fine one.
CLASS_OF = {
    **{
        fine: kind
        for kind in ("person", "organisation", "place", "people")
        for fine in FITTING[kind]
    },
    "EVENT": "event",
    **dict.fromkeys(("PRODUCT", "WORK_OF_ART", "LAW"), "other"),
}
NAMED = frozenset().union(*FITTING.values())


@cache
def _coarsen(names: tuple[str, ...], fine: tuple[str, ...]) -> Scores:
    """[fine labels, names] with 1 where a fine label tells the same as a coarse one."""
    table = np.zeros((len(fine), len(names)), np.float32)
    for n, label in enumerate(fine):
        kind = CLASS_OF.get(label[2:])
        table[n, names.index(f"{label[:2]}{kind}" if kind else "O")] = 1
    return table


def _chances(scores: Scores) -> Scores:
    powers = np.exp(scores - scores.max(1, keepdims=True))
    chances: Scores = powers / powers.sum(1, keepdims=True)
    return chances


def weigh_names(
    names: Scores, fine: Scores, labels: tuple[str, ...], fine_labels: tuple[str, ...]
) -> Scores:
    """Scores [W, labels] of names, with the fine head's opinion in them: a product of experts.

    The two heads learned from different texts and err in different ones.
    """
    told = _chances(fine) @ _coarsen(labels, fine_labels)
    scores: Scores = np.log(_chances(names) + NEVER) + FINE_WEIGHT * np.log(told + NEVER)
    return scores


def find_entities(names: Sequence[str], fine: Sequence[str]) -> list[tuple[str, bool]]:
    """(class, whether it is a name's first word) for each word; class "" for none.

    `names` are BIO labels learned from people's annotations and decide; `fine`
    are labels in OntoNotes classes: they tell cities from rivers and dates from
    sums of money.
    """
    found: list[tuple[str, bool]] = []
    for name, other in zip(names, fine, strict=True):
        if name == "O":
            # Numbers and dates are the fine head's alone; a name only it sees is not one.
            keep = other != "O" and other[2:] not in NAMED
            found.append((other[2:], other[0] == "B") if keep else ("", False))
            continue
        kind = name[2:]
        fits = other != "O" and other[2:] in FITTING[kind]
        label = other[2:] if fits else COARSE[kind]
        found.append((label, name[0] == "B"))
    return _one_class_a_name(found)


def _one_class_a_name(found: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """All words of a name get the class of its last: `Gulf of Mexico` is one LOC."""
    out = list(found)
    end = len(out)
    for n in range(len(out) - 1, -1, -1):
        label, first = out[n]
        last = n + 1 == len(out) or not out[n + 1][0] or out[n + 1][1]
        if last:
            end = n
        if label:
            out[n] = (out[end][0], first)
    return out
