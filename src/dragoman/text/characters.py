"""Repair of characters: what encodings, web pages and typesetting left in the text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from dragoman.text.offset_map import Edit

_ENTITY = re.compile(r"&(?:amp;)*(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,9});")

_BREAKS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_SPACES = "\t\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_CONTROLS = "".join(map(chr, (*range(9), *range(14, 32), *range(127, 133), *range(134, 160))))
_INVISIBLE = "\u00ad\u034f\u061c\u180e\ufeff" + "".join(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)))
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_PLAIN = {
    **dict.fromkeys(_BREAKS, "\n"),
    **dict.fromkeys(_SPACES + _CONTROLS, " "),
    **dict.fromkeys(_INVISIBLE, ""),
    **_LIGATURES,
    "\u2010": "-",
    "\u2011": "-",
}
_ODD = re.compile(
    "\r\n|[\ud800-\udfff" + "".join(re.escape(c) for c in _PLAIN if len(c) == 1) + "]"
)
_JOINERS = "\u200c\u200d"


def _as_seen(byte: int) -> str:
    """What a byte looks like when it is taken for Windows-1252, else for Latin-1."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_BYTES = {_as_seen(b): b for b in range(0x80, 0x100)} | {chr(b): b for b in range(0x80, 0x100)}
_CONT = "".join(c for c, b in _BYTES.items() if b < 0xC0)
_MARKS = "“”‘’"
_CONT_BUT_MARKS = re.escape("".join(c for c in _CONT if c not in _MARKS))
_LEADS = "âÃÂØÙÚÛ"
_MOJIBAKE = re.compile(
    rf"â(?:€|\x80)[{re.escape(_CONT)}]|Ã[{_CONT_BUT_MARKS}]|Â[\u00a0-\u00bf]"
    rf"|(?:[ØÙÚÛ][{re.escape(_CONT)}]){{3,}}|â€(?=[\s.,;:!?)]|$)"
)


def find_edits(
    pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str], text: str
) -> tuple[Edit, ...]:
    """An edit for every match of the pattern that `replace` changes."""
    found = ((m, replace(m)) for m in pattern.finditer(text))
    return tuple(Edit(m.start(), m.end(), new) for m, new in found if new != m.group())


def replace_entities(text: str) -> tuple[Edit, ...]:
    """HTML entities left in the text, escaped once or oftener: `&amp;`, `&#39;`, `&amp;quot;`."""
    return find_edits(_ENTITY, _unescape, text) if "&" in text else ()


def _unescape(entity: re.Match[str]) -> str:
    once, plain = entity.group(), html.unescape(entity.group())
    while plain != once:
        once, plain = plain, html.unescape(plain)
    # An entity for white space stood inside a paragraph; it must not cut one in two.
    return " " if plain.isspace() else plain


def replace_mojibake(text: str) -> tuple[Edit, ...]:
    """UTF-8 once read as Windows-1252: `â€™` is an apostrophe, `Ã©` an e with acute.

    Only sequences that no language writes are touched; `â€` alone is a closing
    quotation mark whose last byte was lost.
    """
    suspect = not text.isascii() and any(c in text for c in _LEADS)
    return find_edits(_MOJIBAKE, _decode, text) if suspect else ()


def _decode(broken: re.Match[str]) -> str:
    if broken.group() == "â€":
        return "”"
    try:
        return bytes(_BYTES[c] for c in broken.group()).decode("utf-8")
    except UnicodeDecodeError:
        return broken.group()


def replace_odd_characters(text: str) -> tuple[Edit, ...]:
    """White space of all kinds to a space or newline, typesetting to plain letters.

    Zero-width characters, soft hyphens and marks of writing direction go;
    control characters become spaces, lone surrogates U+FFFD. Joiners between
    Arabic letters stay, for there they are spelling.
    """
    return find_edits(_ODD, _plain, text)


def _plain(odd: re.Match[str]) -> str:
    character, text = odd.group(), odd.string
    if character in _JOINERS and _is_joined(text[odd.start() - 1 : odd.end() + 1]):
        return character
    return _PLAIN.get(character, "\ufffd")


def _is_joined(three: str) -> bool:
    return len(three) == 3 and three[0] > "\u05ff" and three[2] > "\u05ff"
