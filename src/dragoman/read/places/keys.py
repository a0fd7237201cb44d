"""Keys under which place names are filed: the same for all the ways to write one name."""

from __future__ import annotations

import re
import unicodedata

from dragoman.names.sounds import skeleton_of

_MARKS = re.compile(r"['’‘ʻʼ`´ʾʿ.]+")
_GAPS = re.compile(r"[\s_/–-]+")
# The Arabic article, assimilated or not: Al Basrah, An Najaf, Ash Sharqat, el-Arish.
_ARTICLE = re.compile(r"^(?:al|el|an|as|ash|at|ad|adh|az|ar) (?=\w{3})")
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "ə": "a"})
_SAINT = re.compile(r"\b(st|ste|ft|mt)\b(?= \w)")
_FULL = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


def fold(name: str) -> str:
    """A name in lower case without accents, apostrophes, dots or hyphens; `St.` spelt out."""
    plain = name.casefold()
    if not plain.isascii():
        spread = unicodedata.normalize("NFKD", plain.translate(_PLAIN))
        plain = "".join(c for c in spread if not unicodedata.combining(c))
    plain = _GAPS.sub(" ", _MARKS.sub("", plain)).strip()
    return _SAINT.sub(lambda m: _FULL[m[1]], plain)


# Too few consonants are alike in too many names.
_MIN_SOUNDS = 3
_ARTICLES = re.compile(r"\b(?:al|el|an|as|ash|at|ad|adh|az|ar|ed|es|ez|er|en|et)\b ?")


def joined(name: str) -> str:
    """A name's words without Arabic articles and spaces: `raszain` for `Ra's al-'Ain`."""
    key = fold(name)
    return (_ARTICLES.sub("", key) or key).replace(" ", "")


def sound_key(name: str) -> str:
    """The key under which spellings of an Arabic, Persian or Kurdish name meet, or nothing."""
    sounds = skeleton_of(joined(name))
    return f"%{sounds}" if len(sounds) >= _MIN_SOUNDS else ""


def without_article(key: str) -> str:
    """A key without the Arabic article at its front: `najaf` for `an najaf`."""
    return _ARTICLE.sub("", key)
