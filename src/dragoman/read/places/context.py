"""What the words around a place's name say of it: its kind, what it lies in, that it is one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dragoman.lang.data import load_table
from dragoman.model import Sentence, Token
from dragoman.read.places.gazetteer import Sense, divisions, look_up, place_of_people

_DATELINE_ENDS = frozenset({"-", "--", "---", "–", "—", "(", ",", ":"})
_DASHES = frozenset({"-", "--", "---", "–", "—"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
JOINTS = frozenset({",", "and", "or", "&"})
_PARTIES = frozenset({"R", "D", "I"})
# How far a list may run before the word for what its names are: `Butler, ... and Warren counties`.
_LIST_WORDS = 24
# How many different words of local news make it sure that a report is local.
_SURE_SIGNS = 3
_CONTAINERS = frozenset({"country", "admin1", "county"})


@cache
def _cues() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split(" ")) for name, words in load_table("en", "place_cues")}


def cue_words(name: str) -> frozenset[str]:
    """A list of `lang/en/place_cues.tsv` by its name."""
    return _cues()[name]


@cache
def _kinds_of_many() -> dict[str, str]:
    """The kind of each place of a list by the plural behind it: `county` by `counties`."""
    return dict(pair.split("=") for pair in sorted(cue_words("plurals")))


def local_press(sentences: tuple[Sentence, ...]) -> dict[str, float]:
    """How surely a report is local news of a country, 0 to 1, by words of its own.

    `The sheriff of the township` is said in the US, `the borough's councillors`
    in the UK: places that such a report names without more are likely near by.
    """
    words = {t.text.lower() for s in sentences for t in s.tokens}
    signs = {
        name.removeprefix("local_").upper(): len(words & cues)
        for name, cues in _cues().items()
        if name.startswith("local_") and len(name) == len("local_us")
    }
    return {country: min(1.0, count / _SURE_SIGNS) for country, count in signs.items() if count}


def is_lower(token: Token, name: str) -> bool:
    """Whether a word in lower case is in a list of cues."""
    return token.text.lower() in cue_words(name)


def suffix_of(tokens: tuple[Token, ...], end: int) -> Token | None:
    """The word for its kind behind a name that ends before `end`: `Anbar province`."""
    return tokens[end] if end < len(tokens) and is_lower(tokens[end], "suffixes") else None


def kind_of(tokens: tuple[Token, ...], first: int, end: int) -> str:
    """What a name is said to be: `Anbar province`, `city of Basra`, `Clay and Polk counties`.

    The word for it in lower case and the singular, or nothing.
    """
    suffix = suffix_of(tokens, end)
    if suffix is not None:
        return suffix.text.lower()
    if first >= 2 and tokens[first - 1].text == "of" and is_lower(tokens[first - 2], "suffixes"):
        return tokens[first - 2].text.lower()
    return _kind_of_list(tokens, first, end)


def _kind_of_list(tokens: tuple[Token, ...], first: int, end: int) -> str:
    """The kind of a list's places, named once behind it or before it."""
    for token in tokens[end : end + _LIST_WORDS]:
        kind = _kinds_of_many().get(token.text.lower())
        if kind:
            return kind if tokens[end].text in JOINTS or token.index == end else ""
        if token.text not in JOINTS and not token.text[:1].isupper():
            break
    for token in reversed(tokens[max(0, first - _LIST_WORDS) : first]):
        kind = _kinds_of_many().get(token.text.lower())
        if kind and tokens[token.index + 1].text == "of":
            return kind
        if token.text not in JOINTS and token.text != "of" and not token.text[:1].isupper():
            break
    return ""


def is_dateline(tokens: tuple[Token, ...], first: int, end: int) -> bool:
    """Whether a name opens a report as its dateline does: `HUME - The board ...`."""
    if first or end >= len(tokens):
        return False
    after = tokens[end].text
    return after in _DASHES or (tokens[0].text.isupper() and after in _DATELINE_ENDS)


def is_cued(tokens: tuple[Token, ...], first: int, end: int) -> bool:
    """Whether the words beside a name only stand beside places: `a Crafton man`, `R-Ashland`."""
    if end < len(tokens) and is_lower(tokens[end], "of_towns"):
        return True
    return first >= 2 and tokens[first - 1].text in _DASHES and tokens[first - 2].text in _PARTIES


def is_said(
    tokens: tuple[Token, ...], first: int, end: int, prepositions: str = "locative"
) -> bool:
    """Whether the words beside a name say that it is a place: `in Hume`, `a Crafton man`."""
    if first and is_lower(tokens[first - 1], prepositions):
        return True
    return is_dateline(tokens, first, end) or is_cued(tokens, first, end)


def container_of(sentence: Sentence, first: int, end: int) -> tuple[Sense, ...]:
    """What a name is said to lie in, behind it or before it.

    `Basra, Iraq`, `Springfield, Ill.`, `Akre in northern Iraq`, `Kalam, a town
    in Swat district`; `Turkey's Van province`, `the Syrian town of Kobani`.
    """
    return _behind(sentence, end) or _before(sentence, first)


def _behind(sentence: Sentence, at: int) -> tuple[Sense, ...]:
    tokens = sentence.tokens
    if at < len(tokens) and is_lower(tokens[at], "suffixes"):
        at += 1
    if at >= len(tokens) or tokens[at].text not in (",", "(", "in"):
        return ()
    near = tokens[at].text != "in"
    at += 1
    start = at
    while at < len(tokens) and at < start + 6 and _leads_on(tokens[at]):
        near = near and tokens[at].text != "in"
        at += 1
    if at > start and near:
        # `Mosul, the Iraqi army` says nothing, `Mosul, northern Iraq` does.
        at = at if all(is_lower(t, "leading") for t in tokens[start:at]) else start
    return _named_at(sentence, at)


def _leads_on(token: Token) -> bool:
    if token.text[:1].isupper():
        return False
    if token.text in ("in", "a", "an", ","):
        return True
    return any(is_lower(token, cues) for cues in ("leading", "suffixes", "town_adjectives"))


def _named_at(sentence: Sentence, at: int) -> tuple[Sense, ...]:
    """The countries and divisions that the longest name at a token may mean."""
    tokens = sentence.tokens
    for size in (4, 3, 2, 1):
        words = tokens[at : at + size]
        if len(words) < size or not words[0].text[:1].isupper():
            continue
        name = sentence.text[words[0].start - sentence.start : words[-1].end - sentence.start]
        if all(is_lower(t, "leading") for t in words):
            continue
        full = name
        if at and tokens[at - 1].text != "in":
            full = divisions().get(name) or divisions().get(f"{name}.") or name
        kinds = _CONTAINERS if _is_division(tokens, at + size, name) else {"country", "admin1"}
        found = tuple(s for s in look_up(full) if s.entry.kind in kinds)
        if found:
            return found
    return ()


def _is_division(tokens: tuple[Token, ...], end: int, name: str) -> bool:
    last = name.rpartition(" ")[2].lower()
    return last in cue_words("suffixes") or suffix_of(tokens, end) is not None


def _before(sentence: Sentence, first: int) -> tuple[Sense, ...]:
    """`Turkey's Van`, `the southern Iraqi city of Basra`."""
    tokens = sentence.tokens
    if first >= 2 and tokens[first - 1].text in POSSESSIVES:
        return tuple(_ending_at(sentence, first - 1))
    if first < 3 or tokens[first - 1].text != "of" or not is_lower(tokens[first - 2], "suffixes"):
        return ()
    for token in reversed(tokens[max(0, first - 7) : first - 2]):
        if token.text in POSSESSIVES:
            return tuple(_ending_at(sentence, token.index))
        people = place_of_people(token.text) if token.text[:1].isupper() else None
        if people is not None:
            return (Sense(people, alternate=False),)
        if token.pos not in ("ADJ", "NOUN", "VERB", "ADV", "PUNCT") and token.text != "-":
            break
    return ()


def _ending_at(sentence: Sentence, end: int) -> Iterator[Sense]:
    """The countries and divisions of the name that ends before a token."""
    for size in (3, 2, 1):
        words = sentence.tokens[max(0, end - size) : end]
        if len(words) < size or not words[0].text[:1].isupper():
            continue
        name = sentence.text[words[0].start - sentence.start : words[-1].end - sentence.start]
        found = [s for s in look_up(name) if s.entry.kind in ("country", "admin1")]
        if found:
            yield from found
            return
