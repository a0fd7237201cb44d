"""Lemmas by rules, a table of what the rules get wrong, and a vocabulary to choose by."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import cache

from dragoman.lang.data import load_table

VERB_TAGS = frozenset({"VBD", "VBN", "VBG", "VBZ"})
TAGS = VERB_TAGS | {"NNS", "JJR", "JJS", "RBR", "RBS"}
ENDINGS = {
    "VBD": "ed",
    "VBN": "ed",
    "VBG": "ing",
    "JJR": "er",
    "RBR": "er",
    "JJS": "est",
    "RBS": "est",
}
PREFIXES = ("over", "under", "out", "with", "fore", "mis", "re", "un", "up")
VOWELS = frozenset("aeiou")
WORD = re.compile(r"[a-z]{3,}")
# The columns of each table that hold lemmas.
COLUMNS = {"events": 1, "event_words": 2, "cues": 1}
WITH_E = ("at", "iz", "bl", "dl", "tl", "pl", "gl", "kl", "fl", "v", "u", "c", "dg", "ns", "rs")


@cache
def _exceptions() -> dict[tuple[str, str], str]:
    """(form in lower case, tag) to lemma."""
    return {(row[0], row[1]): row[2] for row in load_table("en", "lemmas")}


@cache
def lexicon() -> frozenset[str]:
    """The lemmas that the tables of events and cues name: `extradite` is in no vocabulary."""
    found: set[str] = set()
    for name in ("events", "event_words", "cues"):
        for row in load_table("en", name):
            found.update(WORD.findall(" ".join(row[: COLUMNS[name]])))
    return frozenset(found)


def find_lemma(word: str, upos: str, xpos: str, known: Container[str]) -> str:
    """The lemma of a word with its tags, after the treebanks' custom.

    Names keep their form, all else is in lower case. `known` is a vocabulary:
    of `notic` and `notice` the one that is in it is right.
    """
    if upos == "PROPN":
        return word
    lower = word.lower().replace("’", "'")
    tag = coarse(xpos)
    if tag == "NNS":
        # The treebanks keep `troops` as it is; the lexicon of events knows `troop`.
        singular = next((x for x in _without_s(lower) if x in lexicon()), None)
        if singular is not None:
            return singular
    return _listed(lower, tag) or _prefixed(lower, tag) or by_rule(lower, xpos, known)


def _listed(lower: str, tag: str) -> str | None:
    """The lemma in the table; a past form is its participle's where only one is listed."""
    other = {"VBD": "VBN", "VBN": "VBD"}.get(tag, tag)
    return _exceptions().get((lower, tag)) or _exceptions().get((lower, other))


def _prefixed(lower: str, tag: str) -> str | None:
    """The lemma of an irregular verb with a prefix: `overran`, `withheld`."""
    for prefix in PREFIXES if tag in VERB_TAGS else ():
        rest = lower.removeprefix(prefix)
        base = _listed(rest, tag) if rest != lower and len(rest) > 2 else None
        if base and not rest.endswith(("ed", "ing", "s")):
            return prefix + base
    return None


def coarse(xpos: str) -> str:
    """The part of a Penn tag that lemmas turn on."""
    return xpos if xpos in TAGS else "other"


def by_rule(lower: str, xpos: str, known: Container[str]) -> str:
    """The lemma by ending and vocabulary alone."""
    candidates = list(_candidates(lower, xpos))
    if len(candidates) > 1:
        for words in (lexicon(), known):
            for candidate in candidates:
                if candidate in words:
                    return candidate
    return candidates[0]


def _candidates(lower: str, xpos: str) -> Iterator[str]:
    """What the base may be, the likeliest first."""
    ending = ENDINGS.get(xpos)
    if xpos in {"NNS", "VBZ"}:
        yield from _without_s(lower)
    elif ending and lower.endswith(ending) and len(lower) > len(ending) + 1:
        yield from _bases(lower[: -len(ending)])
    else:
        yield lower


def _without_s(lower: str) -> Iterator[str]:
    if lower.endswith("men"):
        yield lower[:-3] + "man"
    elif lower.endswith("ies") and len(lower) > 4:
        yield lower[:-3] + "y"
    elif lower.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        yield lower[:-2]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        yield lower[:-1]
    else:
        yield lower


def _bases(stem: str) -> Iterator[str]:
    """A stem undoubled, as it is, or with its mute e (after Porter 1980)."""
    if stem[-1] == "i":
        yield stem[:-1] + "y"
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in VOWELS
    if doubled and stem[-1] not in "sflz":
        yield stem[:-1]
    if stem.endswith(WITH_E) or _is_short(stem):
        yield stem + "e"
        yield stem
    else:
        yield stem
        yield stem + "e"
    if doubled:
        yield stem[:-1]


def _is_short(stem: str) -> bool:
    """One vowel and one consonant at the end (`mak-`, `hop-`): the e was cut off."""
    if len(stem) < 3 or stem[-1] in VOWELS or stem[-1] in "wxy":
        return False
    vowels = sum(c in VOWELS for c in stem)
    return vowels == 1 and stem[-2] in VOWELS
