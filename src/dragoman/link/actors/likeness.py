"""How alike two names are, persons' and bodies', beyond `dragoman.names.same`."""

from __future__ import annotations

from functools import lru_cache

from dragoman.link.actors.naming import SMALL_WORDS, initials_of, words
from dragoman.names import same
from dragoman.names.distance import words_alike
from dragoman.names.parts import Part, parts_of
from dragoman.names.sounds import skeleton_of

# z, s and t write one Arabic letter each (dh, th, d) in one country or another.
_COARSE = str.maketrans("zs", "tt")
_MIDDLE_CONFLICT, _SON, _THING = 0.1, 0.1, 0.1
_SAME_BONES = 0.5
_SAME_WORD = 0.8
# Likeness of bodies whose names differ in sort alone: both have another, one has none beside
# several telling words, one has none beside a single one (`Freedom Party`, `Freedom`).
_OTHER_SORT, _ONE_SORT, _ONE_WORD = 0.25, 0.85, 0.45
_INITIALS = 0.6
# New York University is not New York.
_SCHOOLS = frozenset({"university", "college", "school"})


def coarse(word: str) -> str:
    """A word's consonants, coarser than `names.skeleton_of`: Kadhimi and Kazemi meet."""
    return skeleton_of(word).translate(_COARSE) or word[:1]


@lru_cache(maxsize=65_536)
def split_son(key: str) -> tuple[str, str]:
    """A person's key without and with only what tells a son from his father."""
    rest, _, last = key.rpartition(" ")
    return (rest, last) if rest and last in words().sons else (key, "")


@lru_cache(maxsize=65_536)
def persons_alike(a: str, b: str) -> float:
    """How likely two persons' keys are spellings of one name, 0 to 1."""
    (x, son), (y, other) = split_son(a), split_son(b)
    if _thing(x) != _thing(y):
        return _THING * same(x, y)
    score = same(x, y)
    bare, other_bare = _without_initials(x), _without_initials(y)
    if (bare, other_bare) != (x, y):
        # An initial fits many names: the others must fit without it.
        score = min(score, same(bare, other_bare))
    if score < _SAME_BONES and _bones(x) == _bones(y) and " " in x:
        score = _SAME_BONES
    if _middles_conflict(parts_of(x), parts_of(y)):
        score *= _MIDDLE_CONFLICT
    return score * (1.0 if son == other else _SON)


def _thing(key: str) -> bool:
    return key.rsplit(None, 1)[-1] in words().things


def _without_initials(key: str) -> str:
    kept = [w for w in key.split() if len(w) > 1]
    return " ".join(kept) if len(kept) > 1 else key


def _bones(key: str) -> list[str]:
    """The consonants of every part: `Moammar Kadafi` and `Muammar Gaddafi` have the same."""
    return [coarse(p.word) for p in parts_of(key)]


def _middles_conflict(a: tuple[Part, ...], b: tuple[Part, ...]) -> bool:
    """Whether both have middle names or initials, and none could be one of the other's."""
    here = {p.word[0] for p in a[1:-1] if not p.patronymic}
    there = {p.word[0] for p in b[1:-1] if not p.patronymic}
    return (bool(here and there) and not (here <= there or there <= here)) or _unequal(a, b)


def _unequal(a: tuple[Part, ...], b: tuple[Part, ...]) -> bool:
    """`George W. Bush` and `George H. W. Bush`, or `George Herbert Walker Bush`: initials tell
    father from son."""
    middles = [[p for p in name[1:-1] if not p.patronymic] for name in (a, b)]
    if not any(all(p.initial for p in parts) for parts in middles if parts):
        return False
    here, there = ([p.word[0] for p in parts] for parts in middles)
    return bool(here and there) and here != there


def givens_conflict(a: str, b: str) -> bool:
    """Whether two full names cannot be one person's: another given name, or father and son."""
    return persons_alike(a, b) < 0.2


@lru_cache(maxsize=65_536)
def bodies_alike(a: str, b: str) -> float:
    """How likely two bodies' keys are spellings of one name, 0 to 1.

    Words are aligned by sound; a word left over counts little where it only says what sort
    of body it is (`Badr`, `Badr Organization`), and much where it says which.
    """
    if a == b:
        return 1.0
    x, y = ([w for w in name.split() if w not in SMALL_WORDS] for name in (a, b))
    if len(x) != len(y) and (a in (initials_of(b), b.replace(" ", "")) or b in (initials_of(a),)):
        return _INITIALS
    score, left = 1.0, list(y)
    rest = []
    for word in x:
        best = max(left, key=lambda w: (_word(word, w), w), default="")
        if best and _word(word, best) >= _SAME_WORD:
            score *= _word(word, best)
            left.remove(best)
        else:
            rest.append(word)
    sorts = words().sorts
    telling = [w for w in x + y if w not in sorts]
    if any(w not in sorts for w in rest + left) or not telling or len(rest + left) >= len(x + y):
        return 0.1 * score if len(rest + left) < len(x + y) else 0.0
    if rest and left:
        return score * _OTHER_SORT
    if rest or left:
        sure = len(set(telling)) > 1 and not _SCHOOLS & {*rest, *left}
        return score * (_ONE_SORT if sure else _ONE_WORD)
    if len(x) > 1 and coarse(x[0]) != coarse(y[0]):
        return (
            score * _ONE_WORD
        )  # `Center for International Security`, `International Security Center`.
    return score * (0.97 if len(x) > 1 or score > 0.96 else _ONE_WORD)


def _word(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if a.rstrip("s") == b.rstrip("s") or a.replace("z", "s") == b.replace("z", "s"):
        return 0.97
    return words_alike(a, b)
