"""Which eight-bit or East Asian encoding bytes are in that are not Unicode.

Each candidate is tried on a sample; the right one gives words of a language
that is written in it, without capitals or signs inside words.
"""

from __future__ import annotations

import re

from dragoman.ingest.language import measure_language

SAMPLE_BYTES = 6_000
# From this share of bytes beyond ASCII on, the text is in another script than Latin.
OTHER_SCRIPT_SHARE = 0.3
# Below these an encoding other than the commonest Western one is not believed.
MIN_PROBABILITY = 0.6
MIN_SCORE = 0.3

# Encodings with the languages that are written in them, the commoner before the rarer.
LATIN_SCRIPT = {
    "cp1250": frozenset({"pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"}),
    "iso8859-2": frozenset({"pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq"}),
    "cp1254": frozenset({"tr", "az", "ku"}),
    "cp1257": frozenset({"lt", "lv", "et"}),
}
OTHER_SCRIPTS = {
    "cp1256": frozenset({"ar", "fa", "ur", "ku"}),
    "iso8859-6": frozenset({"ar"}),
    "cp1251": frozenset({"ru", "uk", "be", "bg", "sr", "mk", "mn"}),
    "koi8-r": frozenset({"ru", "uk"}),
    "cp866": frozenset({"ru", "uk", "be"}),
    "iso8859-5": frozenset({"ru", "uk", "be", "bg", "sr", "mk"}),
    "cp1253": frozenset({"el"}),
    "cp1255": frozenset({"he", "yi"}),
    "gb18030": frozenset({"zh", "yue", "wuu"}),
    "big5": frozenset({"zh", "yue", "wuu"}),
    "shift_jis": frozenset({"ja"}),
    "euc_jp": frozenset({"ja"}),
    "euc_kr": frozenset({"ko"}),
    "cp874": frozenset({"th"}),
}
# A capital after a small letter, or a sign between letters: what wrong decodings are full of.
BROKEN_WORD = re.compile(r"[a-zà-ÿа-яё][A-ZÀ-ÞА-ЯЁ]|[^\W\d_][¡-©«-´¶-¿×÷ђ-џ╔-╬░-▓║│┐┘─-┼]+[^\W\d_]")
# Undecodable bytes, and control signs that no text holds.
NEVER = re.compile("[\ufffd\x80-\x9f\ue000-\uf8ff]")
# A script's letters, its commonest ones, and their usual share of its letters in news.
COMMON_LETTERS = (
    (re.compile("[\u0621-\u06ff]"), frozenset("اليمونترهدیع"), 0.65),
    (re.compile("[\u0400-\u04ff]"), frozenset("оеаинтсрвл"), 0.55),
    (re.compile("[\u0370-\u03ff]"), frozenset("αοιετσνηυρ"), 0.55),
    (re.compile("[\u05d0-\u05ea]"), frozenset("יוהלאתבשמר"), 0.55),
    (re.compile("[\u0e00-\u0e7f]"), frozenset("านรกอเงวมย"), 0.45),
    (re.compile("[\u3040-\u30ff]"), frozenset("のにはをたがとでるし"), 0.35),
    (re.compile("[\uac00-\ud7a3]"), frozenset("이다는을의에고가한로기지은를하"), 0.18),
    (
        re.compile("[\u4e00-\u9fff]"),
        frozenset("的一是不在了有和人大中國国上日年會表示政府"),
        0.06,
    ),
)
LETTER_BEYOND_ASCII = re.compile(r"[^\W\d_\x00-\x7f]")


def _sample(data: bytes) -> bytes:
    """The lines that have bytes beyond ASCII, as many as are needed."""
    lines: list[bytes] = []
    size = 0
    for line in data[: 40 * SAMPLE_BYTES].splitlines(keepends=True):
        if not line.isascii():
            lines.append(line[:SAMPLE_BYTES])
            size += len(line)
            if size >= SAMPLE_BYTES:
                break
    return b"".join(lines)


def _score(sample: bytes, encoding: str, languages: frozenset[str]) -> float:
    """From 0 to 1, how much the sample reads like a language of the encoding."""
    text = sample.decode(encoding, "replace")
    if len(NEVER.findall(text)) > len(text) // 500:
        return 0.0
    language, probability = measure_language(text)
    if language not in languages or probability < MIN_PROBABILITY:
        return 0.0
    letters = len(LETTER_BEYOND_ASCII.findall(text))
    broken = len(BROKEN_WORD.findall(text))
    return probability * _usualness(text) * max(0.0, 1.0 - 8.0 * broken / max(letters, 1))


def _usualness(text: str) -> float:
    """From 0 to 1, whether a script's common letters are common here; 1 for Latin script."""
    for pattern, common, usual_share in COMMON_LETTERS:
        letters = pattern.findall(text)
        if 2 * len(letters) > len(LETTER_BEYOND_ASCII.findall(text)):
            share = sum(x in common for x in letters) / len(letters)
            return min(1.0, share / usual_share)
    return 1.0


def _is_western(sample: bytes) -> bool:
    """Whether Windows' Western encoding gives no signs that it does not have."""
    try:
        sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True


def find_legacy_encoding(data: bytes) -> str | None:
    """The likeliest encoding, under Python's name; None where none gives sense."""
    sample = _sample(data)
    words = re.sub(rb"[\s\d!-/:-@\[-`{-~]+", b"", sample)
    beyond = sum(x >= 0x80 for x in words)
    other_script = beyond > OTHER_SCRIPT_SHARE * len(words)
    candidates = OTHER_SCRIPTS if other_script else LATIN_SCRIPT
    scores = {name: _score(sample, name, langs) for name, langs in candidates.items()}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= MIN_SCORE:
        return best
    return "cp1252" if not other_script and _is_western(sample) else None
