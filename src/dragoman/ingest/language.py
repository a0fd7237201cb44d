"""Which language a text is in: py3langid's measure, checked against the script it is written in.

Unknown is better than wrong: too few letters, or no language clearly ahead,
give None. A language declared beside the text is a hint that decides doubtful
cases and yields to a clear measurement.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MIN_LETTERS = 20
MIN_PROBABILITY = 0.5
# Names and headlines of a few words look like many a language.
FEW_LETTERS, FEW_MIN_PROBABILITY = 40, 0.7
# From how sure a measurement on how many letters a declared language is overruled.
OVERRULE_PROBABILITY = 0.9
OVERRULE_LETTERS = 60
WINDOW_CHARS = 600
LETTER = re.compile(r"[^\W\d_]")

# Varieties that a reader of the main language reads.
MAIN_LANGUAGE = {"ary": "ar", "arz": "ar", "pcm": "en", "nn": "no", "nb": "no", "sdh": "ku"}
SCRIPTS: dict[str, tuple[re.Pattern[str], frozenset[str] | None]] = {
    "latin": (re.compile("[A-Za-zÀ-ɏḀ-ỿ]"), None),
    "arabic": (
        re.compile("[\u0621-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
        frozenset({"ar", "fa", "ur", "ps", "ku", "ug", "sd", "uzs"}),
    ),
    "cyrillic": (
        re.compile("[\u0400-\u052f]"),
        frozenset({"ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "tg", "mn", "tt", "ba"}),
    ),
    "hebrew": (re.compile("[\u05d0-\u05ea]"), frozenset({"he", "yi"})),
    "greek": (re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), frozenset({"el", "grc"})),
    "han": (
        re.compile("[\u3040-\u30ff\u3400-\u9fff]"),
        frozenset({"zh", "ja", "yue", "wuu"}),
    ),
    "hangul": (re.compile("[\uac00-\ud7a3]"), frozenset({"ko"})),
    "thai": (re.compile("[\u0e00-\u0e7f]"), frozenset({"th"})),
}
# Letters of any other script than the one of the text: names, quotations.
OTHER_LETTERS = {
    name: re.compile(rf"(?:(?!{pattern.pattern})[^\W\d_])+")
    for name, (pattern, _) in SCRIPTS.items()
}
LATIN_NEVER = frozenset().union(*(langs for _, langs in SCRIPTS.values() if langs)) - {
    "ku", "sr", "kk", "mn", "tt"
}  # fmt: skip

LANGUAGE_NAMES = {
    "eng": "en", "english": "en", "ara": "ar", "arabic": "ar", "fas": "fa", "per": "fa",
    "farsi": "fa", "persian": "fa", "fra": "fr", "fre": "fr", "french": "fr", "deu": "de",
    "ger": "de", "german": "de", "spa": "es", "spanish": "es", "rus": "ru", "russian": "ru",
    "tur": "tr", "turkish": "tr", "heb": "he", "iw": "he", "hebrew": "he", "ita": "it",
    "italian": "it", "por": "pt", "portuguese": "pt", "zho": "zh", "chi": "zh", "chinese": "zh",
    "kur": "ku", "ckb": "ku", "kurdish": "ku", "urd": "ur", "urdu": "ur", "in": "id",
}  # fmt: skip


def clean_language(value: str | None) -> str | None:
    """An ISO 639 code from `en-US`, `en_GB`, `eng` or `English`; None where it is none."""
    if not value:
        return None
    main = re.split(r"[-_.,;@ ]", value.strip().lower(), maxsplit=1)[0]
    main = LANGUAGE_NAMES.get(main, main)
    if not re.fullmatch(r"[a-z]{2,3}", main) or main in {"und", "mul", "zxx", "xx"}:
        return None
    return MAIN_LANGUAGE.get(main, main)


@cache
def _load_identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _sample(text: str) -> str:
    """Beginning, middle and end of a text: a heading or a quotation alone may mislead."""
    if len(text) <= 3 * WINDOW_CHARS:
        return text
    middle = len(text) // 2
    parts = (text[:WINDOW_CHARS], text[middle : middle + WINDOW_CHARS], text[-WINDOW_CHARS:])
    return "\n".join(parts)


def _script_of(sample: str) -> tuple[str | None, int]:
    """The script of at least half of the letters, and how many letters there are in all."""
    counts = {name: len(pattern.findall(sample)) for name, (pattern, _) in SCRIPTS.items()}
    letters = len(LETTER.findall(sample))
    best = max(counts, key=lambda name: counts[name])
    return (best if 2 * counts[best] >= letters > 0 else None), letters


def _allowed(language: str, script: str | None) -> bool:
    if script is None:
        return True
    languages = SCRIPTS[script][1]
    return language not in LATIN_NEVER if languages is None else language in languages


def _measure(sample: str, script: str | None) -> tuple[str | None, float]:
    """The likeliest language of the script, and its share of the script's probability."""
    if script is not None:
        sample = OTHER_LETTERS[script].sub(" ", sample)
    clean = re.sub(r"https?://\S+|\S+@\S+|[\d_#<>={}/|]+", " ", sample)
    if sum(map(str.isupper, clean)) > sum(map(str.islower, clean)):
        clean = clean.lower()
    shares: dict[str, float] = {}
    for label, probability in _load_identifier().rank(clean):
        main = MAIN_LANGUAGE.get(label, label)
        if main != "zxx" and _allowed(main, script):
            shares[main] = shares.get(main, 0.0) + probability
    total = sum(shares.values())
    if not total:
        return None, 0.0
    best = max(shares, key=lambda name: shares[name])
    return MAIN_LANGUAGE.get(best, best), shares[best] / total


def measure_language(text: str) -> tuple[str | None, float]:
    """The likeliest language of a text with its probability, from py3langid and the script.

    The probability is the language's share among those that use the script.
    """
    sample = _sample(text)
    script, letters = _script_of(sample)
    return _measure(sample, script) if letters else (None, 0.0)


def find_language(text: str, declared: str | None = None) -> str | None:
    """The ISO 639 code of a text's language, or None where it cannot be told.

    `declared` is what metadata or the user say. It is given back for texts too
    short to measure, and for doubtful ones, unless the script rules it out.
    """
    sample = _sample(text).encode("utf-8", "replace").decode("utf-8")
    hint = clean_language(declared)
    script, letters = _script_of(sample)
    if hint is not None and not _allowed(hint, script):
        hint = None
    if letters < MIN_LETTERS:
        return hint
    measured, probability = _measure(sample, script)
    if hint is None:
        least = FEW_MIN_PROBABILITY if letters < FEW_LETTERS else MIN_PROBABILITY
        return measured if probability >= least else None
    sure = probability >= OVERRULE_PROBABILITY and letters >= OVERRULE_LETTERS
    return measured if sure else hint
