"""Noun phrases that stand for an actor without naming it: `the prime minister`, `US officials`.

`find_phrases` gives their place; `read_phrase` takes one apart. Both rest on
the nouns of `actor_nouns.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from dragoman.lang.data import load_table, load_words
from dragoman.model import ActorType, Sentence, Token
from dragoman.read.mentions.known_names import known_country_words
from dragoman.read.mentions.name_chunks import portfolio_words

Sort = Literal["office", "relative", "trade", "kin", "body", "armed", "outlet", "country", "people"]
Determiner = Literal["the", "a", "this", "whose", "all", ""]

_HYPHENS = frozenset("-–‐‑")
_MODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
_MODIFIER_DEPS = frozenset(
    {"amod", "compound", "nmod", "nummod", "npadvmod", "poss", "quantmod", "punct", "advmod", "dep"}
)
_POSSESSIVE = frozenset({"'s", "’s", "'", "’", "s"})
_DETERMINERS: dict[str, Determiner] = {
    "the": "the", "a": "a", "an": "a", "this": "this", "these": "this", "that": "this",
    "those": "this", "some": "a", "several": "a", "any": "a", "many": "a", "another": "a",
    "both": "the", "two": "", "his": "whose", "her": "whose", "its": "whose",
    "their": "whose",
    "my": "whose", "our": "whose", "your": "whose", "all": "all", "each": "all", "every": "all",
    "no": "all", "other": "a", "most": "all", "which": "all", "what": "all", "such": "all",
}  # fmt: skip
_MAY_FOLLOW_A_DETERMINER = frozenset({"two", "other", "several", "many"})
_OF = frozenset({"of", "for"})
_TO_OFFICES = frozenset({"ambassador", "envoy", "adviser", "advisor", "representative", "aide"})
# Of an office that has "at" or "to" after it, and of what a phrase is a backer's.
_BACKING = frozenset(
    {"associated", "affiliated", "linked", "loyal", "allied", "aligned", "backed", "supported",
     "funded", "tied", "close", "financed", "armed", "sponsored", "led"}
)  # fmt: skip
_BACKING_LINKS = frozenset({"with", "to", "by"})
_FORMER = frozenset(
    {
        "former",
        "ex",
        "previous",
        "late",
        "onetime",
        "then",
        "outgoing",
        "ousted",
        "slain",
        "deposed",
    }
)
# Bodies of which a country has one, so that they need no article.
_LONE_BODIES = frozenset(
    {"parliament", "congress", "police", "government", "army", "judiciary", "cabinet", "senate",
     "presidency"}
)  # fmt: skip
_NEVER_ALONE = frozenset({"body", "armed", "outlet", "country", "people", "trade", "kin"})
# News sites are outlets, other sites are places; the same for stations, channels, papers.
_NEEDS_NEWS = frozenset({"site", "station", "channel", "paper", "portal", "network"})
_NEWS = frozenset(
    {
        "news",
        "web",
        "electronic",
        "television",
        "tv",
        "radio",
        "satellite",
        "local",
        "arabic",
        "media",
    }
)
DESIGNATE = frozenset({"designate", "elect", "nominee"})
_SPACES = frozenset({"at", "on", "in"})


@dataclass(frozen=True, slots=True)
class Noun:
    """What a noun that can head an actor's phrase tells."""

    lemma: str
    type: ActorType
    sort: Sort


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase for an actor, taken apart. `tokens` are its words.

    `country` is the ISO code of the state that an adjective, a possessor or an
    `of` names; `of` the words after `of`; `backer` the state's code that
    stands behind it (`Iranian-backed`); `owner` the possessor's words.
    """

    tokens: tuple[Token, ...]
    noun: Noun
    plural: bool
    determiner: Determiner
    modifiers: tuple[str, ...]
    country: str | None
    of: tuple[Token, ...]
    owner: tuple[Token, ...]
    backer: str | None
    former: bool
    title: str

    @property
    def type(self) -> ActorType:
        """The type of the actor it stands for; several are a group."""
        return "group" if self.plural else self.noun.type

    @property
    def start(self) -> int:
        """Where it starts, in the repaired text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends, in the repaired text."""
        return self.tokens[-1].end


@cache
def _nouns() -> dict[str, Noun]:
    rows = load_table("en", "actor_nouns")
    return {n: Noun(n, cast(ActorType, t), cast(Sort, s)) for n, t, s, *_ in rows}


def noun_of(token: Token) -> Noun | None:
    """The actor noun a word is, singular or plural, or None."""
    if token.pos not in ("NOUN", "PROPN"):
        return None
    nouns, low = _nouns(), token.text.lower()
    found = nouns.get(low) or nouns.get(token.lemma.lower())
    if found is None and low.endswith("s"):
        found = nouns.get(low[:-1]) or nouns.get(low[:-3] + "y")
    return found


def is_plural(token: Token) -> bool:
    """Whether a noun is plural, by its tag or its form."""
    low = token.text.lower()
    if token.tag in ("NNS", "NNPS"):
        return True
    return low.endswith("s") and not low.endswith("ss") and low not in _nouns()


def _modifies(tokens: Sequence[Token], at: int, head: int) -> bool:
    t = tokens[at]
    if t.pos in ("ADJ", "NUM"):
        return t.head <= head or t.dep in _MODIFIER_DEPS
    if t.dep in ("compound", "nmod", "amod") and t.head == tokens[head].head > head:
        # `Crown Prince Ali`: the parser hangs both words on the name.
        return t.text[:1].isupper() and t.entity != "PERSON"
    if t.pos == "PROPN":
        return (t.dep in _MODIFIER_DEPS and at < t.head <= head) or t.text in portfolio_words()
    if t.pos == "NOUN":
        return t.dep in _MODIFIER_DEPS and at < t.head <= head
    if t.pos == "VERB":
        # The tree knows better than the tag: `proxy` of `proxy factions` is tagged a verb.
        return t.dep in ("amod", "compound", "nmod") and at < t.head <= head
    if t.pos == "ADV":
        return t.text.lower() in ("more", "most", "then", "formerly") and t.head <= head
    return t.pos in ("ADP", "PUNCT") and t.text in _HYPHENS


def _owner_start(tokens: Sequence[Token], at: int) -> int:
    """Index of the first word of the possessor that ends before the possessive at `at`."""
    start = at
    while start > 0 and at - start < 6:
        t = tokens[start - 1]
        if t.pos == "DET" or t.tag == "PRP$":
            return start - 1
        if t.pos not in _MODIFIERS and t.text not in _HYPHENS:
            break
        start -= 1
    return start


def _left(tokens: Sequence[Token], head: int) -> int:
    """Index of a phrase's first word, its determiner or possessor included."""
    at = head
    while at > 0:
        t = tokens[at - 1]
        if t.text.lower() in _DETERMINERS and t.pos in ("DET", "PRON", "ADJ", "NUM"):
            if t.text.lower() in ("which", "what"):
                return at
            at -= 1
            if t.pos != "NUM" and t.text.lower() not in _MAY_FOLLOW_A_DETERMINER:
                return at
        elif t.text in _POSSESSIVE and t.tag == "POS":
            return _owner_start(tokens, at - 1)
        elif (tokens[at].text in _HYPHENS and t.pos != "PUNCT") or _modifies(tokens, at - 1, head):
            at -= 1
        else:
            break
    while at < head and tokens[at].text in _HYPHENS:
        at += 1
    return at


def _nominal_end(tokens: Sequence[Token], at: int, stops: frozenset[int]) -> int:
    """Index after the noun phrase that starts at `at`; `at` itself if there is none.

    `stops` are the start offsets of people's names: `minister of oil | Ali`.
    """
    end = at
    nominal = at
    while end < len(tokens) and end - at < 10:
        t = tokens[end]
        if t.start in stops and end > at and tokens[end - 1].pos != "DET":
            break
        if t.pos in ("NOUN", "PROPN"):
            nominal = end + 1
        elif not (
            (t.pos == "DET" and end == at)
            or t.pos in ("ADJ", "NUM")
            or t.tag in ("PRP$", "POS")
            or t.text in _HYPHENS
        ):
            break
        end += 1
    return nominal


def _right(tokens: Sequence[Token], head: int, noun: Noun, stops: frozenset[int]) -> int:
    """Index after a phrase's last word, an `of` phrase or a backer included."""
    end = head + 3 if is_designate(tokens, head) else head + 1
    for _ in range(2):
        if end + 1 >= len(tokens):
            return end
        link = tokens[end].text.lower()
        wanted = _OF if noun.sort in ("office", "body", "kin", "relative") else frozenset({"of"})
        to = link == "to" and noun.lemma in _TO_OFFICES
        if link in wanted or to:
            after = _nominal_end(tokens, end + 1, stops)
            named = any(t.pos == "PROPN" for t in tokens[end + 1 : after])
            if after == end + 1 or (noun.sort == "body" and not named):
                return end
            end = after
        else:
            break
    return _backed_end(tokens, end) if noun.sort in ("armed", "body") else end


def _backed_end(tokens: Sequence[Token], at: int) -> int:
    """Index after `associated with Iran` and its like, if that stands at `at`."""
    if at + 2 >= len(tokens):
        return at
    if tokens[at + 1].text in _HYPHENS and tokens[at + 2].text in _BACKING:
        return at + 3
    if tokens[at].text not in _BACKING:
        return at
    if tokens[at + 1].text.lower() not in _BACKING_LINKS:
        return at
    after = _nominal_end(tokens, at + 2, frozenset())
    return after if after > at + 2 else at


def _starts_name(token: Token, stops: frozenset[int]) -> bool:
    return token.entity == "PERSON" or token.start in stops


def is_designate(tokens: Sequence[Token], head: int) -> bool:
    """Whether an office is not held yet: `prime minister-designate`, `president-elect`."""
    after = tokens[head + 1 : head + 3]
    return len(after) == 2 and after[0].text in _HYPHENS and after[1].text.lower() in DESIGNATE


def _is_head(sentence: Sentence, token: Token, stops: frozenset[int]) -> bool:
    """Whether a noun heads its phrase rather than modifies the next noun."""
    tokens = sentence.tokens
    if is_designate(tokens, token.index):
        return True
    following = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    if token.dep in ("compound", "nmod", "amod") and token.head > token.index:
        governor = tokens[token.head]
        between = tokens[token.index + 1 : token.head]
        plain = all(t.pos in _MODIFIERS or t.text in _HYPHENS for t in between)
        if plain and governor.pos in ("NOUN", "PROPN") and governor.entity != "PERSON":
            return following is not None and _starts_name(following, stops)
    return not (
        following is not None and following.text in _HYPHENS and following.start == token.end
    )


def _says_something(phrase: Phrase, before: str) -> bool:
    """Whether a phrase is about an actor at all: `in general`, `by force` are not."""
    noun, bare = phrase.noun, len(phrase.tokens) == 1
    if bare and not phrase.plural:
        if noun.lemma in _LONE_BODIES:
            return True
        return noun.sort == "office" and before not in _SPACES | {"by"}
    if noun.lemma == "state" and phrase.of and phrase.country is None:
        return False
    if noun.sort == "country" and phrase.determiner in ("a", "all") and not phrase.plural:
        return False
    if noun.lemma in _NEEDS_NEWS and (phrase.plural or phrase.modifiers):
        return bool(_NEWS & set(phrase.modifiers))
    if noun.lemma == "head" and before == "at":
        return False
    generic = noun.sort in ("armed", "body", "outlet") and noun.lemma not in _LONE_BODIES
    told = phrase.determiner or phrase.country or phrase.of or phrase.owner or phrase.backer
    return bool(phrase.plural or told or not generic)


def find_phrases(
    sentence: Sentence, names: frozenset[int], stops: frozenset[int]
) -> Iterator[Phrase]:
    """The actor phrases of a sentence, in order.

    `names` are offsets of words inside names, which head no phrase; `stops`
    the start offsets of people's names.
    """
    tokens = sentence.tokens
    for token in tokens:
        noun = noun_of(token) if token.start not in names else None
        if noun is None or not _is_head(sentence, token, stops):
            continue
        start, end = _left(tokens, token.index), _right(tokens, token.index, noun, stops)
        phrase = read_phrase(tokens[start:end], token.index - start)
        if phrase and _says_something(phrase, tokens[start - 1].text.lower() if start else ""):
            yield phrase


def _head_in(tokens: Sequence[Token]) -> int | None:
    """Index of the noun that heads a phrase: the last actor noun before `of` or a backer."""
    best = None
    for n, t in enumerate(tokens):
        low = t.text.lower()
        if is_designate(tokens, n):
            return n
        if best is not None and (low in _OF or t.text in _BACKING or low == "to"):
            break
        if noun_of(t):
            best = n
    return best


def _country_in(words: Sequence[Token]) -> str | None:
    """The state that a run of words names by adjective, name or capital."""
    countries = known_country_words()
    lows = [w.text.lower().replace(".", "") for w in words]
    for size in (3, 2, 1):
        for n in range(len(lows) - size + 1):
            code = countries.get(" ".join(lows[n : n + size]))
            if code and words[n].text[:1].isupper():
                return code
    return None


def _backer_in(before: Sequence[Token], after: Sequence[Token]) -> str | None:
    for n, t in enumerate(before):
        if t.text in _BACKING and n >= 2 and before[n - 1].text in _HYPHENS:
            return _country_in(before[:n])
        if t.text.lower() == "pro" and n + 2 < len(before) and before[n + 1].text in _HYPHENS:
            return _country_in(before[n + 2 : n + 3])
        if "-" in t.text and t.text.lower().rsplit("-", 1)[1] in _BACKING:
            return known_country_words().get(t.text.lower().rsplit("-", 1)[0])
    return _country_in(after) if after else None


@cache
def _describing() -> frozenset[str]:
    return load_words("en", "describing_adjectives")


def _title(modifiers: Sequence[Token], head: Token, of: Sequence[Token]) -> str:
    """The office or trade in the report's words, its own words in lower case."""
    words = [t for t in modifiers if t.text.lower() not in _FORMER]
    aged = [n for n, t in enumerate(words) if t.text.lower() in ("old", "time")]
    if aged and any(t.pos == "NUM" for t in words[: aged[-1]]):  # `32-year-old`, `two-time`
        words = words[aged[-1] + 1 :]
    words = [t for t in words if t.pos != "NUM" or t.text[:1].isupper()]
    words = [t for t in words if t.text not in _describing()]
    while words and words[0].text in _HYPHENS:
        words.pop(0)
    text, last = "", None
    for t in (*words, head, *of):
        gap = " " if last is not None and t.start > last else ""
        small = t.index <= head.index or t.text in ("State", "Staff")
        acronym = t.text.isupper() and len(t.text) < 5
        text += gap + (t.text.lower() if small and not acronym else t.text)
        last = t.end
    return text


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a phrase: determiner, possessor, modifiers, head, `of` words, backer's words."""

    determiner: Determiner
    owner: tuple[Token, ...]
    before: tuple[Token, ...]
    head: Token
    link: tuple[Token, ...]
    of: tuple[Token, ...]
    backing: tuple[Token, ...]


def _before(words: tuple[Token, ...]) -> tuple[Determiner, tuple[Token, ...], tuple[Token, ...]]:
    """Determiner, possessor and modifiers, from the words before the head."""
    for n, t in enumerate(words):
        if t.tag == "POS":
            return "whose", words[:n], words[n + 1 :]
    if words and words[0].text.lower() in _DETERMINERS:
        determiner = _DETERMINERS[words[0].text.lower()]
        owner = words[:1] if determiner == "whose" else ()
        return determiner, owner, words[1:] if determiner else words
    return "", (), words


def read_phrase(tokens: Sequence[Token], head: int | None = None) -> Phrase | None:
    """A phrase taken apart, or None if no actor noun heads it.

    `head` is the index of the noun that heads it, found where it is not given.
    """
    head = _head_in(tokens) if head is None else head
    noun = noun_of(tokens[head]) if head is not None and head < len(tokens) else None
    if head is None or noun is None:
        return None
    after = tuple(tokens[head + (3 if is_designate(tokens, head) else 1) :])
    if len(after) == 3 and after[1].text in _HYPHENS and after[2].text in _BACKING:
        # A translator's word order: `groups Iranian-backed`.
        after = (after[2], after[1], after[0])
    backed = next((n for n, t in enumerate(after) if t.text in _BACKING), len(after))
    of = after[1:backed] if backed else ()
    determiner, owner, before = _before(tuple(tokens[:head]))
    link = after[:1] if of else ()
    parts = _Parts(determiner, owner, before, tokens[head], link, of, after[backed + 2 :])
    return _assemble(tuple(tokens), noun, parts)


def _assemble(tokens: tuple[Token, ...], noun: Noun, parts: _Parts) -> Phrase:
    before, of = parts.before, parts.of
    backer = _backer_in(before, parts.backing)
    kept = tuple(t for t in before if not _is_country_word(t, before))
    of_country = _country_in(of)
    named = [None if backer and not parts.backing else _country_in(before), of_country]
    only_country = of_country is not None and sum(t.pos != "DET" for t in of) == 1
    tail = () if only_country else (*parts.link, *of)
    return Phrase(
        tokens=tokens,
        noun=noun,
        plural=is_plural(parts.head),
        determiner=parts.determiner,
        modifiers=tuple(t.text.lower() for t in kept if t.text not in _HYPHENS),
        country=named[0] or named[1] or _country_in(parts.owner),
        of=of,
        owner=parts.owner,
        backer=backer,
        former=any(t.text.lower() in _FORMER for t in before),
        title=_title(kept, parts.head, tail),
    )


def _is_country_word(token: Token, before: Sequence[Token]) -> bool:
    if not token.text[:1].isupper():
        return False
    countries = known_country_words()
    low = token.text.lower().replace(".", "")
    if low in countries:
        return True
    at = token.index - before[0].index
    pairs = [f"{before[at - 1].text} {low}".lower() if at else ""]
    if at + 1 < len(before):
        pairs.append(f"{low} {before[at + 1].text}".lower())
    return any(p in countries for p in pairs)


@cache
def pronoun_words() -> frozenset[str]:
    """Third-person pronouns that can stand for an actor."""
    return load_words("en", "pronouns")
