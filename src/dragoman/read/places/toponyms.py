"""Toponyms: which words of a report name places, before anyone says which places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.lang.data import load_table
from dragoman.model import Sentence, Token
from dragoman.read.places.context import (
    container_of,
    cue_words,
    is_cued,
    is_dateline,
    is_lower,
    is_said,
    kind_of,
    suffix_of,
)
from dragoman.read.places.gazetteer import Sense, divisions, look_up, look_up_sound
from dragoman.read.places.keys import fold

_MAX_WORDS = 6
_BIG_CITY, _GREAT_CITY = 100_000, 1_000_000
# Postal abbreviations, `PA`, are as often others'.
_POSTAL = 2
# `SANA` is an agency, `NSW` is in Australia.
_LONGEST_ABBREVIATION, _INITIALS = 5, 3


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that name a place, and the places that the gazetteer knows by that name.

    `core` is the name without `province` and the like, `suffix` that word.
    `container` holds the senses of a place said to contain this one (`Basra,
    Iraq`). Where `sure` is false, the parser took the words for something
    else; `said` tells that the words beside them say that they are a place.
    """

    sentence: int
    tokens: tuple[Token, ...]
    core: str
    suffix: str
    senses: tuple[Sense, ...]
    container: tuple[Sense, ...] = ()
    sure: bool = True
    said: bool = False


def find_toponyms(sentences: tuple[Sentence, ...]) -> list[Toponym]:
    """Every toponym in reading order.

    A name that may be a place (the parser takes it for a person, say) is one
    where it is surely one elsewhere in the report, and no person's surname.
    """
    found = [t for n, s in enumerate(sentences) for t in _in_sentence(n, s)]
    surnames = _surnames(sentences)
    sure = {fold(t.core) for t in found if t.sure} - surnames
    persons = surnames | _leaders()
    return [t for t in found if _is_kept(t, sure, persons)]


def _is_kept(toponym: Toponym, sure: set[str], persons: set[str]) -> bool:
    """Whether a possible toponym is one, as far as the whole report tells."""
    name = fold(toponym.core)
    if name in persons and not (toponym.said or _is_great(toponym.senses)):
        return False
    return toponym.sure or name in sure


@cache
def _leaders() -> set[str]:
    """Surnames of heads of state and of government, folded, which no report needs to introduce."""
    names = (row[2].split(" ") for row in load_table("en", "office_holders"))
    return {fold(name[-1]) for name in names if len(name) > 1}


def _in_sentence(number: int, sentence: Sentence) -> Iterator[Toponym]:
    tokens = sentence.tokens
    at = 0
    while at < len(tokens):
        found = _match_at(number, sentence, at) if _may_begin(tokens[at]) else None
        if found is not None:
            yield found
            at = found.tokens[-1].index + 1
        else:
            at += 1


def _surnames(sentences: tuple[Sentence, ...]) -> set[str]:
    """Last words of people's names of two words and more, folded."""
    names = set()
    for sentence in sentences:
        tokens = sentence.tokens
        for token, after in zip(tokens, (*tokens[1:], None), strict=True):
            inside = token.entity == "PERSON" and not token.entity_first
            ends = after is None or after.entity != "PERSON" or after.entity_first
            if inside and ends:
                names.add(fold(token.text))
    return names


def _may_begin(token: Token) -> bool:
    return token.text[:1].isupper() or token.text[:3] in ("al-", "el-")


def _may_end(word: str) -> bool:
    """`al-Hilweh`, `d'Ivoire` and all that begins with a capital."""
    if word[:1].isupper():
        return True
    return any(c in word for c in "-'’") and word[:1].isalpha() and word[-1:].isalpha()


def _match_at(number: int, sentence: Sentence, at: int) -> Toponym | None:
    """The longest place name that begins with a token, if it is one here."""
    tokens = sentence.tokens
    if tokens[at].text.lower() in cue_words("leading") and tokens[at].text == "The":
        return None
    for size in range(min(_MAX_WORDS, len(tokens) - at), 0, -1):
        words = tokens[at : at + size]
        if size > 1 and not _may_end(words[-1].text):
            continue
        if not words[-1].text[-1:].isalpha() and not words[-1].text.endswith("."):
            continue
        name = sentence.text[words[0].start - sentence.start : words[-1].end - sentence.start]
        if "\n" in name or len(name) < 2 or (name.endswith(".") and not _is_short(name)):
            continue
        senses = _senses_of(_spelt_out(name, tokens, at + size))
        if not senses or _is_no_name(tokens, at, at + size, senses):
            continue
        sure = _is_toponym(sentence, words, senses)
        if sure is not None:
            return _with_surroundings(number, sentence, words, name, senses, sure=sure)
    return _unknown_place(number, sentence, at)


def _spelt_out(name: str, tokens: tuple[Token, ...], end: int) -> str:
    """A name with the dot that shortens it, where the parser cut that off: `Ga` and `.`."""
    dotted = end < len(tokens) and tokens[end].text == "." and f"{name}." in divisions()
    return f"{name}." if dotted else name


def _is_no_name(tokens: tuple[Token, ...], first: int, end: int, senses: tuple[Sense, ...]) -> bool:
    """Whether a name is rather a common word (`Central Command`) or an abbreviation (`UN`)."""
    if end > first + 1:
        return False
    word = tokens[first]
    if is_lower(word, "no_places"):
        return kind_of(tokens, first, end) not in cue_words("suffixes")
    short = len(word.text) <= _LONGEST_ABBREVIATION and word.text.isupper()
    if not short or is_dateline(tokens, first, end):
        return False
    kinds = {s.entry.kind for s in senses if not s.alternate}
    known = kinds & {"country", "region"} or (len(word.text) <= _INITIALS and "admin1" in kinds)
    return not known and (len(word.text) <= _POSTAL or word.text not in divisions())


def _is_short(name: str) -> bool:
    """Whether a name ends in a dot because it is cut short: `Ill.`, `U.S.`."""
    return name in divisions() or name.count(".") > 1


def _senses_of(name: str) -> tuple[Sense, ...]:
    full = divisions().get(name) or divisions().get(f"{name}.") if len(name) > _POSTAL else None
    if full is None:
        return look_up(name)
    return tuple(s for s in look_up(full) if s.entry.kind == "admin1")


def _entity_bounds(tokens: tuple[Token, ...], at: int) -> tuple[int, int]:
    """First index and index after the last of the entity that a token belongs to."""
    first = at
    while first > 0 and tokens[first - 1].entity and not tokens[first].entity_first:
        first -= 1
    after = at + 1
    while after < len(tokens) and tokens[after].entity and not tokens[after].entity_first:
        after += 1
    return first, after


def _is_strong(senses: tuple[Sense, ...]) -> bool:
    """Whether a name is well known: no parser needs to say that it is a place."""
    return any(
        s.entry.kind in ("country", "region")
        or (s.entry.kind == "county" and fold(s.entry.name).endswith((" county", " parish")))
        or s.entry.kind == "capital"
        or s.entry.population >= _BIG_CITY
        for s in senses
        if not s.alternate
    )


def _is_great(senses: tuple[Sense, ...]) -> bool:
    """Whether a name is so well known that it is a place beside a person of that name."""
    return any(
        s.entry.kind in ("country", "region", "capital", "admin1")
        or s.entry.population >= _GREAT_CITY
        for s in senses
        if not s.alternate
    )


def _is_toponym(
    sentence: Sentence, words: tuple[Token, ...], senses: tuple[Sense, ...]
) -> bool | None:
    """True if the words name a place, None if not, False if they may."""
    tokens, first, end = sentence.tokens, words[0].index, words[-1].index + 1
    after = tokens[end] if end < len(tokens) else None
    if (after is not None and is_lower(after, "illnesses")) or _names_other(after):
        return None
    labels = {t.entity for t in words} - {""}
    if not labels:
        return _is_plain_toponym(tokens, words, senses)
    label = words[0].entity or words[-1].entity
    start, stop = _entity_bounds(tokens, first if words[0].entity else end - 1)
    strong = _is_strong(senses)
    if not _is_all(tokens, start, stop, words):
        if strong and label in ("GPE", "LOC"):
            return True
        return _is_in_body(tokens, (start, stop), words, senses)
    if label in cue_words("place_entities"):
        return True
    if label not in cue_words("mistaken_entities"):
        return True if strong and label not in ("DATE", "TIME", "LANGUAGE", "LAW") else None
    if _is_arabic_place(words):
        return True
    if label == "PERSON":
        return is_said(tokens, first, end, "within")
    return is_said(tokens, first, end) or strong


def _is_in_body(
    tokens: tuple[Token, ...],
    bounds: tuple[int, int],
    words: tuple[Token, ...],
    senses: tuple[Sense, ...],
) -> bool | None:
    """Whether a longer name has a place's in it: `US Army`, `Basra University`, `City of Mosul`.

    Bodies lie where their names say, but not `The Washington Post`, which is
    where its readers are. A name that says nothing of the kind may be a
    place's if the report has it alone elsewhere.
    """
    start, stop = bounds
    first, end = words[0].index, words[-1].index + 1
    label = words[0].entity or words[-1].entity
    within = _is_within_a_country(senses)
    if _is_all(tokens, start, first, words):
        if label not in ("ORG", "FAC", "GPE", "LOC", "EVENT"):
            return None
        rest = tokens[end:stop]
        if not within:
            return True if any(is_lower(t, "national_bodies") for t in rest[:2]) else None
        if any(is_lower(t, "civic_bodies") for t in rest):
            return True
        return _is_strong(senses) and any(is_lower(t, "local_bodies") for t in rest)
    if tokens[first - 1].text in ("of", "at", "in") and stop == end and within:
        return True if any(is_lower(t, "located_bodies") for t in tokens[start:first]) else None
    if first and tokens[first - 1].text == "-" and is_cued(tokens, first, end):
        return True
    return False if stop == end and label in ("GPE", "FAC", "EVENT") else None


def _names_other(after: Token | None) -> bool:
    """Whether the word behind a place makes it a newspaper's, group's or street's name."""
    if after is None or not (after.text[:1].isupper() or after.text[:1] == "$"):
        return False
    return after.text[:1] == "$" or is_lower(after, "outlet_ends") or is_lower(after, "streets")


def _is_within_a_country(senses: tuple[Sense, ...]) -> bool:
    """Whether a name is of a town or division and of nothing larger."""
    return all(
        s.entry.kind in ("city", "capital", "admin1", "county") or s.alternate for s in senses
    )


def _is_all(tokens: tuple[Token, ...], start: int, end: int, words: tuple[Token, ...]) -> bool:
    """Whether an entity's words outside a name are only articles, possessives and the like."""
    small = {"the", "'s", "’s"}
    outside = [t for t in tokens[start:end] if not words[0].index <= t.index <= words[-1].index]
    return all(
        t.text.lower() in small
        or is_lower(t, "suffixes")
        or (t.index < words[0].index and is_lower(t, "leading"))
        for t in outside
    )


def _is_plain_toponym(
    tokens: tuple[Token, ...], words: tuple[Token, ...], senses: tuple[Sense, ...]
) -> bool | None:
    """A name that the parser took for nothing: only if well known and not part of a longer one."""
    if words[0].pos != "PROPN":
        return None
    first, end = words[0].index, words[-1].index + 1
    dateline, cued = is_dateline(tokens, first, end), is_cued(tokens, first, end)
    for beside in (*tokens[max(0, first - 1) : first], *tokens[end : end + 1]):
        if beside.pos != "PROPN" or not beside.text[:1].isupper():
            continue
        leads = beside.index < first and is_lower(beside, "leading")
        follows = beside.index >= end and (cued or is_lower(beside, "suffixes"))
        if not leads and not follows:
            return None
    return dateline or cued or _is_arabic_place(words) or _is_strong(senses)


def _is_arabic_place(words: tuple[Token, ...]) -> bool:
    """`Khan Younis`, `Deir al-Balah`: names that begin as places do, not people."""
    return len(words) > 1 and is_lower(words[0], "place_heads")


def _with_surroundings(
    number: int,
    sentence: Sentence,
    words: tuple[Token, ...],
    name: str,
    senses: tuple[Sense, ...],
    *,
    sure: bool,
) -> Toponym:
    tokens, first, end = sentence.tokens, words[0].index, words[-1].index + 1
    kind = kind_of(tokens, first, end)
    container = container_of(sentence, first, end)
    suffix = suffix_of(tokens, end)
    said = bool(kind or container) or is_said(tokens, first, end, "within")
    if suffix is not None and suffix.text[:1].isupper():
        words = (*words, suffix)
    if kind in ("county", "parish"):
        counties = tuple(s for s in look_up(f"{name} {kind}") if s.entry.kind == "county")
        if counties:
            name, senses = f"{name} {kind}", counties
    return Toponym(number, words, name, kind, senses, container, sure, said)


def _unknown_place(number: int, sentence: Sentence, at: int) -> Toponym | None:
    """A name that the parser takes for a place and the gazetteer does not know.

    So is one that begins as places do (`Deir al-Balah`) and sounds like one.
    """
    tokens = sentence.tokens
    arabic = bool(tokens[at].entity) and is_lower(tokens[at], "place_heads")
    words = _whole_entity(tokens, at) if tokens[at].entity == "GPE" or arabic else ()
    if not words or not any(t.pos == "PROPN" for t in words):
        return None
    if is_lower(words[-1], "streets") or (len(words) > 1 and is_lower(words[0], "leading")):
        return None
    name = sentence.text[words[0].start - sentence.start : words[-1].end - sentence.start]
    senses = look_up_sound(name)
    if tokens[at].entity != "GPE" and not senses:
        return None
    suffix = words[-1].text.lower() if is_lower(words[-1], "suffixes") else ""
    container = container_of(sentence, words[0].index, words[-1].index + 1)
    said = bool(container or suffix)
    return Toponym(number, words, name, suffix, senses, container, said=said)


def _whole_entity(tokens: tuple[Token, ...], at: int) -> tuple[Token, ...]:
    """The entity that begins at a token, but for an article and a possessive's ending."""
    start, end = _entity_bounds(tokens, at)
    if start != at and tokens[at - 1].text.lower() != "the":
        return ()
    if end < len(tokens) and _names_other(tokens[end]):
        return ()
    return tokens[at : end - 1] if tokens[end - 1].text in ("'s", "’s") else tokens[at:end]
