"""How rare words are in the news, from a table shipped with the program.

How often a record's own reports use a word would change with every report that joins, and with
it the comparison of all events. What words say is the same for every record; who is named often is
not, and is counted over the reports linked (`happenings/told.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

# The table counts of so many reports.
OUT_OF = 10_000
# Taken as seen in so many more: what is rarest here is about as rare as in a thousand reports.
_SEEN_BEFORE = 20


@cache
def _weights() -> dict[str, int]:
    found: dict[str, int] = {}
    for line in files(__package__).joinpath("word_frequencies.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            number, lemmas = line.split("\t")
            found |= dict.fromkeys(lemmas.split(" "), _weigh(int(number)))
    return found


def _weigh(reports: int) -> int:
    return max(0, round(1000 * math.log2(OUT_OF / (reports + _SEEN_BEFORE))))


@cache
def _rarest() -> int:
    return max(_weights().values())


def word_weight(lemma: str) -> int:
    """How many thousandths of a bit it says that two reports both use a word."""
    return weigh_words([lemma])[lemma]


def weigh_words(lemmas: Iterable[str]) -> dict[str, int]:
    """How many thousandths of a bit it says that two reports both use a word, for each.

    A word that the table lacks counts as the rarest that it has.
    """
    weights, rarest = _weights(), _rarest()
    return {lemma: weights.get(lemma, rarest) for lemma in lemmas}
