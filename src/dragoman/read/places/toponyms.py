"""Toponyms: which words of a report name places, before anyone says which places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.lang.data import load_table
from dragoman.model import Sentence, Token
from dragoman.read.places.gazetteer import Sense, divisions, look_up
from dragoman.read.places.keys import fold

_MAX_WORDS = 6
_BIG_CITY = 100_000
_DATELINE_ENDS = frozenset({"-", "--", "---", "–", "—", "(", ",", ":"})


@cache
def _cues() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split(" ")) for name, words in load_table("en", "place_cues")}


def cue_words(name: str) -> frozenset[str]:
    """A list of `lang/en/place_cues.tsv` by its name."""
    return _cues()[name]


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that name a place, and the places that the gazetteer knows by that name.

    `core` is the name without `province` and the like, `suffix` that word.
    `container` holds the senses of a place said to contain this one (`Basra,
    Iraq`). Where `sure` is false, the parser took the words for something else.
    """

    sentence: int
    tokens: tuple[Token, ...]
    core: str
    suffix: str
    senses: tuple[Sense, ...]
    container: tuple[Sense, ...] = ()
    sure: bool = True


def find_toponyms(sentences: tuple[Sentence, ...]) -> list[Toponym]:
    """Every toponym in reading order.

    A name that may be a place (the parser takes it for a person, say) is one
    where it is surely one elsewhere in the report, and no person's surname.
    """
    found = [t for n, s in enumerate(sentences) for t in _in_sentence(n, s)]
    sure = {fold(t.core) for t in found if t.sure} - _surnames(sentences)
    return [t for t in found if t.sure or fold(t.core) in sure]


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


def _match_at(number: int, sentence: Sentence, at: int) -> Toponym | None:
    """The longest place name that begins with a token, if it is one here."""
    tokens = sentence.tokens
    if tokens[at].text.lower() in cue_words("leading") and tokens[at].text == "The":
        return None
    for size in range(min(_MAX_WORDS, len(tokens) - at), 0, -1):
        words = tokens[at : at + size]
        if not words[-1].text[:1].isupper() and size > 1 and "-" not in words[-1].text:
            continue
        if not words[-1].text[-1:].isalpha() and not words[-1].text.endswith("."):
            continue
        name = sentence.text[words[0].start - sentence.start : words[-1].end - sentence.start]
        if "\n" in name or len(name) < 2 or (name.endswith(".") and not _is_short(name)):
            continue
        senses = _senses_of(name)
        if not senses:
            continue
        sure = _is_toponym(sentence, words, senses)
        if sure is not None:
            return _with_surroundings(number, sentence, words, name, senses, sure=sure)
    return _unknown_place(number, sentence, at)


def _is_short(name: str) -> bool:
    """Whether a name ends in a dot because it is cut short: `Ill.`, `U.S.`."""
    return name in divisions() or name.count(".") > 1


def _senses_of(name: str) -> tuple[Sense, ...]:
    full = divisions().get(name) or divisions().get(f"{name}.") if len(name) > 2 else None
    if full is None:
        return look_up(name)
    return tuple(s for s in look_up(full) if s.entry.kind == "admin1")


def _entity_bounds(tokens: tuple[Token, ...], at: int) -> tuple[int, int]:
    """First index and index after the last of the entity that a token belongs to."""
    first = at
    while not tokens[first].entity_first and first > 0:
        first -= 1
    after = at + 1
    while after < len(tokens) and tokens[after].entity and not tokens[after].entity_first:
        after += 1
    return first, after


def _is_strong(senses: tuple[Sense, ...]) -> bool:
    """Whether a name is well known: no parser needs to say that it is a place."""
    return any(
        s.entry.kind in ("country", "capital", "admin1", "region", "county")
        or (s.entry.population >= _BIG_CITY and not s.alternate)
        for s in senses
    )


def _is_toponym(
    sentence: Sentence, words: tuple[Token, ...], senses: tuple[Sense, ...]
) -> bool | None:
    """True if the words name a place, None if not, False if they may."""
    tokens, first = sentence.tokens, words[0].index
    after = tokens[words[-1].index + 1] if words[-1].index + 1 < len(tokens) else None
    before = tokens[first - 1] if first else None
    if after is not None and after.text.lower() in cue_words("illnesses"):
        return None
    if _names_outlet(after):
        return None
    if all(not t.entity for t in words):
        return _is_plain_toponym(before, words, after, senses)
    label = words[0].entity or words[-1].entity
    start, end = _entity_bounds(tokens, first if words[0].entity else words[-1].index)
    whole = _is_all(tokens, start, end, words)
    strong = _is_strong(senses)
    if label in cue_words("place_entities") and (whole or (label != "FAC" and strong)):
        return True
    if not whole:
        leads = start >= first - 1 and _is_within_a_country(senses)
        body = label in ("ORG", "FAC") and leads and _is_body(tokens[first:end])
        return strong if body else None
    if label not in cue_words("mistaken_entities"):
        return True if strong and label not in ("DATE", "TIME", "LANGUAGE", "LAW") else None
    located = before is not None and before.text.lower() in cue_words("locative")
    return located or (strong and label != "PERSON")


def _names_outlet(after: Token | None) -> bool:
    """Whether the word behind a place makes it a newspaper's name: `The Jerusalem Post`."""
    if after is None or not after.text[:1].isupper():
        return False
    return after.text.lower() in cue_words("outlet_ends")


def _is_within_a_country(senses: tuple[Sense, ...]) -> bool:
    """Whether a name is of a town or division and of nothing larger."""
    return all(
        s.entry.kind in ("city", "capital", "admin1", "county") or s.alternate for s in senses
    )


def _is_body(tokens: tuple[Token, ...]) -> bool:
    """`Basra Police Department`, `Mosul Airport`: bodies that lie where their name says.

    Not `The Washington Post`, which is where its readers are.
    """
    return any(t.text.lower() in cue_words("local_bodies") for t in tokens[1:])


def _is_all(tokens: tuple[Token, ...], start: int, end: int, words: tuple[Token, ...]) -> bool:
    """Whether an entity's words outside a name are only articles, possessives and suffixes."""
    small = {"the", "'s", "’s", "city", "county", "province"}
    outside = [t for t in tokens[start:end] if not words[0].index <= t.index <= words[-1].index]
    return all(t.text.lower() in small or t.text.lower() in cue_words("suffixes") for t in outside)


def _is_plain_toponym(
    before: Token | None,
    words: tuple[Token, ...],
    after: Token | None,
    senses: tuple[Sense, ...],
) -> bool | None:
    """A name that the parser took for nothing: only if well known and not part of a longer one."""
    if all(t.pos not in ("PROPN", "NOUN", "X", "ADJ") for t in words):
        return None
    for beside in (before, after):
        if beside is None or beside.pos != "PROPN" or not beside.text[:1].isupper():
            continue
        if beside.text.lower() not in cue_words("suffixes"):
            return None
    if words[0].pos != "PROPN":
        return None
    dateline = words[0].text.isupper() and after is not None and after.text in _DATELINE_ENDS
    return _is_strong(senses) or (dateline and before is None)


def _suffix_of(tokens: tuple[Token, ...], words: tuple[Token, ...]) -> Token | None:
    after = tokens[words[-1].index + 1 : words[-1].index + 2]
    return after[0] if after and after[0].text.lower() in cue_words("suffixes") else None


def _with_surroundings(
    number: int,
    sentence: Sentence,
    words: tuple[Token, ...],
    name: str,
    senses: tuple[Sense, ...],
    *,
    sure: bool,
) -> Toponym:
    tokens = sentence.tokens
    suffix = _suffix_of(tokens, words)
    if suffix is not None and suffix.text[:1].isupper():
        words = (*words, suffix)
    container = _container(sentence, words[-1].index + 1)
    kind = suffix.text.lower() if suffix else ""
    return Toponym(number, words, name, kind, senses, container, sure)


def _container(sentence: Sentence, at: int) -> tuple[Sense, ...]:
    """What a name is said to lie in: `Basra, Iraq`, `Springfield, Ill.`, `Paris in Texas`."""
    tokens = sentence.tokens
    if at >= len(tokens) or tokens[at].text not in (",", "(", "in"):
        return ()
    found: tuple[Sense, ...] = ()
    for size in (3, 2, 1):
        words = tokens[at + 1 : at + 1 + size]
        if len(words) < size or not words[0].text[:1].isupper():
            continue
        name = sentence.text[words[0].start - sentence.start : words[-1].end - sentence.start]
        name = divisions().get(name) or divisions().get(f"{name}.") or name
        found = tuple(s for s in look_up(name) if s.entry.kind in ("country", "admin1"))
        if found:
            break
    return found


def _unknown_place(number: int, sentence: Sentence, at: int) -> Toponym | None:
    """A name that the parser takes for a place and the gazetteer does not know."""
    token = sentence.tokens[at]
    if token.entity != "GPE":
        return None
    start, end = _entity_bounds(sentence.tokens, at)
    if start != at and sentence.tokens[start:at][-1].text.lower() != "the":
        return None
    words = sentence.tokens[at:end]
    if end < len(sentence.tokens) and _names_outlet(sentence.tokens[end]):
        return None
    if words[-1].text in ("'s", "’s"):
        words = words[:-1]
    if not words or not any(t.pos == "PROPN" for t in words):
        return None
    name = sentence.text[words[0].start - sentence.start : words[-1].end - sentence.start]
    suffix = words[-1].text.lower() if words[-1].text.lower() in cue_words("suffixes") else ""
    container = _container(sentence, words[-1].index + 1)
    return Toponym(number, words, name, suffix, (), container)
