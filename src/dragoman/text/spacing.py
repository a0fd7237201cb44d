"""Repair of spaces, full stops, hyphens and apostrophes that translation pulled apart.

Every pattern here begins with a rare character and looks back from it: the
regular expression engine then skips through sound text at full speed.
"""

from __future__ import annotations

import re

from dragoman.text.characters import find_edits
from dragoman.text.offset_map import Edit

_SPACES = re.compile(r" {2,}")
_DOUBLED = re.compile(r"[.!?…,]”? ?[.,](?: ?,)*(?=[\s”\"')\]A-Z]|$)")
_STOP_AFTER_SPACE = re.compile(r"[,;!?:.](?<= .)(?=[\s”]|$)")
_BRACKET = re.compile(r"[(\[)\]](?:(?<=[(\[]) +(?=\S)|(?<=[^\s(\[] [)\]]))")
_GLUED = re.compile(r"[.!?,;:)\]](?=[”A-Za-z(])”?|\((?<=[A-Za-z][a-z]\()(?=[A-Z][a-z])")
_SENTENCE_BEFORE = re.compile(r"(?:[a-z]{2}|[0-9]{2}|[a-z][)\]”])$")
_ADDRESS = re.compile(r"[@/\\#_=]|www\.|\.(?:com|net|org|co|io|js)\b", re.IGNORECASE)
_DASH = re.compile(r"[-–—] ?(?=[A-Z'])")
_ARTICLE = re.compile(r"\b(?:[Aa]l|[Ee]l) ?$")
_PARTICLE = re.compile(
    r"\b(?:Abdul?|Abdel|Abu|Abou|Bin|Ben|Ibn|Umm|Beit|Bayt|Deir|Tel|Ash|Ad|Ar|As|An|At|Az) ?$"
)
_CLITIC = re.compile(r"'(?:(?<=[A-Za-z] ') ?|(?<=[A-Za-z]') )(?=(?:s|t|re|ve|ll)\b)")
_DAMAGED = re.compile(r"[?\ufffd](?<=[a-z].)(?=(?:s|t|re|ve|ll)\b)")
_LOST_IN_NOT = re.compile(r"nt\b(?<=(?:do|es|id|is|as|re|ve|ad|ld)nt)")
_NOT = re.compile(
    r"\b(?:do|does|did|is|was|are|were|has|have|had|could|would|should)$", re.IGNORECASE
)
_TORN_NOT = re.compile(r"n t\b(?<=[a-z]{2}n t)")
_LOST_S = re.compile(r" s (?<=[a-z]{2} s )(?=[a-z]{3})")
_NAME = re.compile(r"\b[A-Z][a-z]+$")
_LOST_ARE = ("oure", "heyre", "ouve", "heyve")
_ARE = re.compile(r"\b(?:you|they)(?=(?:re|ve)\b)", re.IGNORECASE)


def squeeze_spaces(text: str) -> tuple[Edit, ...]:
    """Several spaces become one."""
    if "  " not in text:
        return ()
    return tuple(Edit(m.start(), m.end(), " ") for m in _SPACES.finditer(text))


def drop_doubled_stops(text: str) -> tuple[Edit, ...]:
    """A full stop or comma that was set twice: `only. .`, `enemies.” .`, `however, ,`.

    Three dots and more, spaced or not, are an ellipsis and stay.
    """
    return find_edits(_DOUBLED, _one_stop, text)


def _one_stop(doubled: re.Match[str]) -> str:
    stops, text = doubled.group(), doubled.string
    first, quoted = stops[0], stops[1:2] == "”"
    before, after = text[max(0, doubled.start() - 2) : doubled.start()], text[doubled.end() :][:2]
    in_ellipsis = before[-1:] in {".", "…"} or before == ". " or after.lstrip(" ")[:1] in {".", "…"}
    if "," in stops[1:]:
        return "," if first == "," and not quoted and "." not in stops else stops
    if in_ellipsis or (first == "," and quoted):
        return stops
    if first == ",":
        return "."
    if first in "!?" and not quoted and " " not in stops:
        return stops
    return first + "”" if quoted else first


def drop_spaces_before_stops(text: str) -> tuple[Edit, ...]:
    """A space before a comma, full stop, colon, question or exclamation mark."""
    return tuple(
        Edit(m.start() - 1, m.start(), "")
        for m in _STOP_AFTER_SPACE.finditer(text)
        if _is_stray(m.group(), text[max(0, m.start() - 3) : m.start() - 1], text[m.end() :][:2])
    )


def _is_stray(stop: str, before: str, after: str) -> bool:
    last = before[-1:]
    if stop == "." and after.lstrip(" ")[:1] in {".", "…"}:
        return False
    if last == ".":
        return stop == "," and before[:1].isalpha()
    return last.isalnum() or (last != "" and last in "”)]%'’")


def drop_spaces_in_brackets(text: str) -> tuple[Edit, ...]:
    """A space after an opening or before a closing bracket: `( Reuters )`."""
    return tuple(
        Edit(m.start() + 1, m.end(), "")
        if m.group()[0] in "(["
        else Edit(m.start() - 1, m.start(), "")
        for m in _BRACKET.finditer(text)
    )


def part_glued_words(text: str) -> tuple[Edit, ...]:
    """A missing space after a stop or around a bracket: `the newspaper.The Post`.

    Web and mail addresses and names of files are left alone.
    """
    found = (_gap(text, m) for m in _GLUED.finditer(text))
    return tuple(Edit(at, at, " ") for at in found if at is not None)


def _gap(text: str, glued: re.Match[str]) -> int | None:
    """Where a space is missing beside a stop, or None if none is."""
    stop, start, end = glued.group(), glued.start(), glued.end()
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if stop == "(":
        wanted, end = True, start
    elif after[:1] == "(":
        wanted = stop in ".!?," and text[end + 1 : end + 2].isupper() and _is_lower(before)
    elif stop == ",":
        wanted = _is_lower(before) and len(after) == 2 and after.isascii() and after.isalpha()
    else:
        opens = after[:1].isupper() and (after[1:].islower() or after[1:] in {" ", "'", "-"})
        if stop in ")]":
            wanted = opens and bool(re.match(r"[a-z.]", before[-1:]))
        elif stop in ";:":
            wanted = opens and after[1:].islower() and _is_lower(before)
        else:
            wanted = opens and _SENTENCE_BEFORE.search(before) is not None
    return end if wanted and not _in_address(text, start) else None


def _is_lower(before: str) -> bool:
    return len(before) == 2 and before.isascii() and before.isalpha() and before.islower()


def _in_address(text: str, at: int) -> bool:
    before, after = text[max(0, at - 60) : at], text[at : at + 60]
    return bool(_ADDRESS.search(before.split(" ")[-1] + after.split(" ")[0]))


def join_names(text: str) -> tuple[Edit, ...]:
    """A name torn from its article or particle: `al – Daesh`, `Al -Kazemi`, `Abdul- Mahdi`.

    After an article any dash will do; after another particle only a hyphen that
    kept one of its sides, for `Beit - a village` is not torn.
    """
    found = (_torn(text, m) for m in _DASH.finditer(text))
    return tuple(edit for edit in found if edit)


def _torn(text: str, dash: re.Match[str]) -> Edit | None:
    before = text[max(0, dash.start() - 8) : dash.start()]
    apart = before.endswith(" "), dash.group().endswith(" ")
    half_torn = dash.group()[0] == "-" and apart in {(True, False), (False, True)}
    if not (_ARTICLE.search(before) or (half_torn and _PARTICLE.search(before))):
        return None
    start = dash.start() - apart[0]
    return Edit(start, dash.end(), "-") if text[start : dash.end()] != "-" else None


def join_apostrophes(text: str) -> tuple[Edit, ...]:
    """An apostrophe that stands apart: `Iran ' s`, `don' t`."""
    if "'" not in text:
        return ()
    found = ((m.start() - (text[m.start() - 1] == " "), m.end()) for m in _CLITIC.finditer(text))
    return tuple(
        Edit(a, b, "'") for a, b in found if text[b] != "t" or _ends_not(text[max(0, a - 4) : a])
    )


def _ends_not(before: str) -> bool:
    """Whether a word ends that `n't` goes on: `didn`; not the `in` of `in 't Veld`."""
    return before.endswith("n") and before[-3:-1].isalpha()


def mend_apostrophes(text: str) -> tuple[Edit, ...]:
    """An apostrophe that an encoding turned into a question mark: `Iran?s`, `don?t`."""
    return tuple(Edit(m.start(), m.end(), "'") for m in _DAMAGED.finditer(text))


def restore_apostrophes(text: str) -> tuple[Edit, ...]:
    """An apostrophe that was lost where no other word is possible: `didnt`, `won t`, `Iran s`."""
    places = [
        (m.start() + 1, m.start() + 1)
        for m in _LOST_IN_NOT.finditer(text)
        if _NOT.search(text[max(0, m.start() - 8) : m.start()])
    ]
    if "n t" in text:
        places += [(m.start() + 1, m.start() + 2) for m in _TORN_NOT.finditer(text)]
    if " s " in text:
        names = (m for m in _LOST_S.finditer(text) if _NAME.search(text, m.start() - 30, m.start()))
        places += [(m.start(), m.start() + 1) for m in names]
    if any(x in text for x in _LOST_ARE):
        places += [(m.end(), m.end()) for m in _ARE.finditer(text)]
    return tuple(Edit(start, end, "'") for start, end in sorted(places))
