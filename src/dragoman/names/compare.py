"""Are two name strings spellings of one name? Parts are aligned, then weighed."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

from dragoman.names.distance import words_alike
from dragoman.names.parts import Part, parts_of
from dragoman.names.sounds import skeleton_of

# Two parts less alike than this are different names, not spellings.
_SAME_PART = 0.35
_CONFLICT = 0.03
_INITIAL = 0.75
_SERVANT_LEFT_OUT = 0.6
SURNAME_ALONE, _GIVEN_ALONE, _FATHER_ALONE = 0.62, 0.4, 0.3
_MAX_PARTS = 8


def _without_article(word: str) -> str | None:
    if len(word) > 5 and word[:2] in ("al", "el", "ul") and word[2] not in "aeiouy":
        return word[2:]
    return None


def _without_servant(word: str) -> str | None:
    """`Abd al-Rahman` without its first half, as the press often writes it."""
    rest = word.removeprefix("abdul").removeprefix("عبدال")
    return rest if rest != word and len(rest) > 3 else None


@lru_cache(maxsize=32_768)
def _alike(a: str, b: str) -> float:
    best = words_alike(a, b)
    if best > 0.9:
        return best
    for x, y in ((_without_article(a), b), (a, _without_article(b))):
        if x and y:
            best = max(best, 0.97 * words_alike(x, y))
    for x, y in ((_without_servant(a), b), (a, _without_servant(b))):
        if x and y:
            best = max(best, _SERVANT_LEFT_OUT * words_alike(x, y))
    return best


def _parts_alike(a: Part, b: Part) -> float:
    if a.initial or b.initial:
        if a.initial and b.initial:
            return 1.0 if a.word == b.word else 0.0
        short, long = (a, b) if a.initial else (b, a)
        return _INITIAL if _begins(long.word, short.word) else 0.0
    if a.kunya != b.kunya and (a.kunya or b.kunya):
        return 0.0
    return _alike(a.word, b.word)


def _begins(word: str, initial: str) -> bool:
    """Whether a word begins with a letter, or with one that writes the same sound (`Q`, `K`)."""
    if word[0] == initial:
        return True
    sound = skeleton_of(initial)
    return bool(sound) and word[0] not in "aeiou" and skeleton_of(word)[:1] == sound


def _joined(parts: tuple[Part, ...]) -> str:
    return "".join(p.word for p in parts)


def _align(short: tuple[Part, ...], long: tuple[Part, ...]) -> list[tuple[int, int, float]]:
    """Pairs of parts, best first, each part used once."""
    scored = [
        (_parts_alike(a, b) - 0.01 * abs(i - j), i, j)
        for i, a in enumerate(short)
        for j, b in enumerate(long)
    ]
    scored.sort(reverse=True)
    left, right, pairs = set(range(len(short))), set(range(len(long))), []
    for score, i, j in scored:
        if score < _SAME_PART:
            break
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            pairs.append((i, j, min(1.0, score + 0.01 * abs(i - j))))
    return sorted(pairs)


def _one_part(part: Part, others: tuple[Part, ...]) -> float:
    """A single name against a full one: family names are used alone, given names less often."""
    scores = [_parts_alike(part, o) for o in others]
    best = max(range(len(scores)), key=lambda n: (scores[n], n))
    if scores[best] < _SAME_PART:
        return _CONFLICT * scores[best]
    if others[best].patronymic and not part.patronymic:
        # `Salman` is the father of Mohammed bin Salman; `bin Salman` is himself.
        return _FATHER_ALONE * scores[best]
    kunya = others[best].kunya
    if best == len(others) - 1 or kunya:
        return SURNAME_ALONE * scores[best]
    return (_GIVEN_ALONE if best == 0 else 0.25) * scores[best]


def _order(pairs: list[tuple[int, int, float]]) -> float:
    """1 where the parts come in the same order, less where they cross."""
    crossings = sum(a[1] > b[1] for a, b in combinations(pairs, 2))
    if not crossings:
        return 1.0
    return 0.9 if len(pairs) == 2 or crossings == len(pairs) - 1 else 0.75


def _fathers_cross(
    short: tuple[Part, ...], long: tuple[Part, ...], pairs: list[tuple[int, int, float]]
) -> bool:
    """Whether one's own name is the other's father's and the other way round.

    `Salman bin Muhammad` is not `Muhammad bin Salman`.
    """
    here = any(short[i].patronymic and not long[j].patronymic for i, j, _ in pairs)
    return here and any(long[j].patronymic and not short[i].patronymic for i, j, _ in pairs)


def _all_parts(short: tuple[Part, ...], long: tuple[Part, ...]) -> float:
    pairs = _align(short, long)
    likeness = 1.0
    for _, _, score in pairs:
        likeness *= score
    if _fathers_cross(short, long, pairs):
        return _CONFLICT * likeness
    missing = len(short) - len(pairs)
    if missing:
        joined = words_alike(_joined(short), _joined(long)) if len(short) != len(long) else 0.0
        return max(0.92 * joined, _CONFLICT * likeness * (len(pairs) > 0))
    extra = len(long) - len(short)
    ends = {(0, 0), (len(short) - 1, len(long) - 1)} <= {(i, j) for i, j, _ in pairs}
    fullness = 1.0 if not extra else (0.95 if ends else 0.8) - 0.03 * (extra - 1)
    return likeness * _order(pairs) * fullness


@lru_cache(maxsize=32_768)
def same(a: str, b: str) -> float:
    """How likely two name strings, in Latin or Arabic script, are spellings of one name.

    The result lies in [0, 1] and does not depend on the order of the two.
    A part that conflicts (another given name, another family name) brings it
    near 0; a family name alone against a full name is moderately likely.
    """
    if a == b:
        return 1.0 if a.strip() else 0.0
    x, y = parts_of(a)[:_MAX_PARTS], parts_of(b)[:_MAX_PARTS]
    if not x or not y:
        return 0.0
    if x == y:
        return 1.0
    short, long = (x, y) if (len(x), x) <= (len(y), y) else (y, x)
    if len(short) > 1:
        return _all_parts(short, long)
    if len(long) == 1:
        return _parts_alike(short[0], long[0])
    joined = words_alike(short[0].word, _joined(long))
    return max(_one_part(short[0], long), 0.95 * joined)


@lru_cache(maxsize=32_768)
def name_keys(name: str) -> frozenset[str]:
    """Keys under which spellings of a name meet: the skeletons of its parts.

    Two names that `same` would call alike nearly always share a key; use them
    for blocking. Initials give no key.
    """
    keys = set()
    for part in parts_of(name):
        for word in (part.word, _without_article(part.word)):
            if word and not part.initial:
                keys.add(skeleton_of(word) or word[:1])
    return frozenset(keys)
