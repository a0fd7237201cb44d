"""Names as strings of sounds, from Latin or Arabic letters.

A sound is one character: the vowels `aeiou`, consonants by their usual
transliteration, capitals for what two Latin letters write (`S` sh, `C` ch,
`T` th, `D` dh, `G` gh, `x` kh, `Z` zh) and `'` for ayn. The mapping follows
the common romanisations of Arabic, Persian and Turkish names in the press.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ARABIC_LETTER = re.compile(r"[\u0621-\u064a\u0671-\u06d3]")
_ARABIC = {
    **dict(zip("بتثجحخدذرزسشصضطظعغفقكلمنهوي", "btTjhxdDrzsSsDtD'GfqklmnhwY", strict=True)),
    **dict(zip("اأإآىةپچژگکیڤءئؤٱہھ", "AAiAAEpCZgkYv''wAhh", strict=True)),
}
_FOLD = str.maketrans(
    {
        "ş": "sh", "ç": "ch", "ğ": "g", "ı": "i", "š": "sh", "č": "ch", "ž": "zh", "ß": "ss",
        "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ə": "a", "ḫ": "kh",
        "ġ": "gh", "ẖ": "kh", "ḏ": "dh", "ṯ": "th", "ť": "t", "œ": "oe",
    }
)  # fmt: skip
_GROUPS = {
    "sch": "S", "tch": "C", "sh": "S", "ch": "C", "kh": "x", "gh": "G", "dh": "D", "th": "T",
    "ph": "f", "ck": "k", "zh": "Z", "dj": "j", "dzh": "j", "ou": "u", "oo": "u", "ee": "i",
    "ie": "i", "qu": "k", "x": "ks", "ce": "se", "ci": "si", "cy": "si", "c": "k", "aa": "a",
    "ii": "i", "uu": "u", "kj": "k", "tsch": "C", "cz": "C", "gu": "gu", "eau": "o", "au": "aw",
}  # fmt: skip
_GROUP = re.compile("|".join(sorted(_GROUPS, key=len, reverse=True)))
_DOUBLED = re.compile(r"(.)\1+")
_FINAL_H = re.compile(r"(?<=[aeiou])h$")
_GLIDE_Y = re.compile(r"y(?=[aeiou])")
_NOT_LETTER = re.compile(r"[^a-z]")
VOWELS = frozenset("aeiou")
# What a skeleton keeps: consonants, folded to the classes that transliterators confuse.
_SKELETON = str.maketrans(
    {**dict(zip("qgGxkCSTDzZjpvwy", "kkkkkSSttzjjbf  ", strict=True)), "d": "t", "h": ""}
    | dict.fromkeys("aeiou'AEYwyh", "")
)


def fold(text: str) -> str:
    """Lower case without accents, Turkish and Slavic letters spelled as English would."""
    text = text.lower().translate(_FOLD)
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c))


def _latin_sounds(word: str) -> str:
    word = _DOUBLED.sub(lambda m: m[0] if m[1] in "aeou" and len(m[0]) == 2 else m[1], word)
    word = _NOT_LETTER.sub("", word)
    word = _GROUP.sub(lambda m: _GROUPS[m[0]], word)
    word = _FINAL_H.sub("", _DOUBLED.sub(r"\1", word))
    word = _GLIDE_Y.sub("Y", word).replace("y", "i").replace("Y", "y")
    return word.replace("ii", "i")


def _arabic_sounds(word: str) -> str:
    sounds = "".join(_ARABIC.get(c, "") for c in word)
    return sounds.replace("tS", "C").replace("''", "'")


@lru_cache(maxsize=32_768)
def sounds_of(word: str) -> str:
    """The sounds of one word. Arabic `A`, `E`, `w`, `Y` may be vowels."""
    if ARABIC_LETTER.search(word):
        return _arabic_sounds(unicodedata.normalize("NFKC", word))
    return _latin_sounds(fold(word))


@lru_cache(maxsize=32_768)
def skeleton_of(word: str) -> str:
    """The consonants of a word in coarse classes, alike for most spellings of one name."""
    return _DOUBLED.sub(r"\1", sounds_of(word).translate(_SKELETON).replace(" ", ""))
