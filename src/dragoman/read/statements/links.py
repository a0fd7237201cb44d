"""Links: whom the words of a source stand for, and of what kind they are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.lang.data import load_words
from dragoman.lang.outlets import looks_like_outlet
from dragoman.lang.outlets import outlet_names as known_outlets
from dragoman.model import Actor, Link, LinkKind, Mention, Sentence, Span, Token
from dragoman.read.analysis import Analysis
from dragoman.read.cast import Cast
from dragoman.read.mentions.known_names import known_name
from dragoman.read.statements.anonymity import describe_unnamed, find_reasons
from dragoman.read.statements.drafts import Source
from dragoman.read.statements.tree import QUOTE_CHARS

KINDS: dict[str, LinkKind] = {
    "person": "person",
    "organisation": "organisation",
    "state": "state",
    "outlet": "outlet",
    "group": "anonymous",
}
ENTITY_KINDS: dict[str, LinkKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "state",
    "NORP": "anonymous",
    "WORK_OF_ART": "outlet",
}
FIRST_PERSONS = frozenset({"i", "me", "my", "mine", "we", "us", "our", "ours", "you", "your"})
# `social media`, `intelligence agencies`: these words beside an outlet's noun make it none.
NO_OUTLETS = frozenset(
    {"social", "government", "intelligence", "spy", "security", "federal", "enforcement", "aid"}
    | {"space", "un", "police", "health", "environmental", "rating", "credit"}
)
COUNTING = frozenset({"some", "several", "many", "most", "few", "a", "other", "senior", "dozens"})
INDEFINITE = frozenset({"a", "an", "one", "another", "some", "two", "three", "several", "former"})
THIRD_PERSONS = frozenset({"he", "him", "his", "she", "her", "it", "its", "they", "them", "their"})
PRONOUNS = FIRST_PERSONS | THIRD_PERSONS | {"who", "which", "that", "whom"}


@cache
def outlet_names() -> frozenset[str]:
    """Names of outlets, in lower case and without article."""
    return frozenset(bare_name(name) for name in known_outlets())


def bare_name(name: str) -> str:
    """A name in lower case, without article, quotation marks and possessive."""
    words = name.lower().strip("\"“”'’‘«» ").split()
    if words and words[0] in {"the", "a", "an"}:
        words = words[1:]
    joined = " ".join(words)
    return joined.removesuffix("'s").removesuffix("’s")


def is_outlet_name(words: str, head: Token) -> bool:
    """Whether words name an outlet, or stand for one (`the newspaper`)."""
    noun = head.lemma.lower() in load_words("en", "outlet_nouns")
    if bare_name(words) in outlet_names() or (noun and not NO_OUTLETS & {*words.lower().split()}):
        return True
    named = head.pos == "PROPN" and head.entity != "PERSON"
    return named and looks_like_outlet(words.split()) and words.endswith(head.text)


def _find_authors(sentence: Sentence, work: Token) -> Iterator[Token]:
    """The words behind `by` or `from`, and genitives, of a noun for something written."""
    for word in sentence.children(work):
        if word.dep == "poss":
            yield word
        elif word.dep in {"acl", "relcl"}:
            yield from (
                author
                for agent in sentence.children(word)
                if agent.dep == "agent"
                for author in sentence.children(agent)
            )
        elif word.dep == "prep" and word.lemma.lower() in {"by", "from"}:
            yield from sentence.children(word)


@dataclass(frozen=True, slots=True)
class Linker:
    """Turns sources into links, with the report's mentions at hand."""

    analysis: Analysis
    cast: Cast
    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    named: frozenset[str]
    reasons: tuple[tuple[int, int], ...] = ()

    def mention_of(self, head: Token) -> Mention | None:
        """The longest mention that holds a word."""
        at = bisect_right(self.starts, head.start)
        near = self.mentions[max(0, at - 12) : at]
        held = [m for m in near if m.span.start <= head.start and head.end <= m.span.end]
        return max(held, key=lambda m: len(m.span), default=None)

    def actor_of(self, source: Source) -> Actor | None:
        """Whom a source stands for, if its head, or who wrote it, was resolved."""
        head = (source.antecedent or source).head
        author = self._author(head)
        if author is not None:
            return author
        mention = self.mention_of(head)
        return self.cast.actor(mention.actor) if mention else None

    def _author(self, head: Token) -> Actor | None:
        """Whose `study by the Institute` or `the ministry's statement` it is."""
        sentence = self.analysis.sentence_at(head.start)
        if sentence is None or head.lemma.lower() not in load_words("en", "work_nouns"):
            return None
        for word in _find_authors(sentence, head):
            mention = self.mention_of(word)
            actor = self.cast.actor(mention.actor) if mention else None
            if actor is not None:
                return actor
        return None

    def opens_quotation(self, offset: int) -> bool:
        """Whether a quotation mark stands at or right before an offset."""
        return bool(QUOTE_CHARS & {*self.analysis.text[max(0, offset - 2) : offset + 1]})

    def is_report(self, source: Source) -> bool:
        """Whether a source is a text that some outlet stands behind (`the report`)."""
        return source.head.lemma.lower() in load_words("en", "report_nouns")

    def is_outlet_here(self, noun: Token) -> bool:
        """Whether a name that was told something can be an outlet's: no person's, no known body's.

        `told Al-Mizan`; the words that bodies are named with (`told the Council`) speak against it.
        """
        mention = self.mention_of(noun)
        words = mention.span.text if mention else noun.text
        if noun.pos != "PROPN" or noun.entity not in {"ORG", "WORK_OF_ART", "PRODUCT"}:
            return False
        return known_name(words) is None and not set(words.split()) & load_words(
            "en", "organisation_words"
        )

    def is_outlet(self, source: Source) -> bool:
        """Whether a source is a newspaper, agency, channel or the like."""
        return self.link(source).kind == "outlet"

    def link(self, source: Source) -> Link:
        """The link of a source: its own words, and the name of whom it stands for."""
        span = self.analysis.span(source.start, source.end)
        actor = self.actor_of(source)
        named = source.antecedent or source
        words = self.analysis.span(named.start, named.end)
        kind = self._kind(named.head, words, actor)
        several = self._several(named)
        if several == "some" and kind in {"organisation", "state"}:
            # `three Senate Democrats` are not the party.
            actor, kind = None, "anonymous"
        if source.passes_on and kind in {"organisation", "person", "anonymous"}:
            kind = "outlet"
        unnamed = None
        if kind == "anonymous":
            unnamed = describe_unnamed(self.analysis, named, self.reasons)
        if actor is not None:
            # `Obama and Kerry` is linked to the first and named by both.
            name = " ".join(words.text.split()) if several == "both" else actor.name
            return Link(span, actor.id, name, kind, unnamed)
        return Link(span, None, words.text, kind, unnamed)

    def _several(self, source: Source) -> str:
        """`both` where a source joins two by `and`, `some` where it counts people, else nothing."""
        sentence = self.analysis.sentence_at(source.head.start)
        if sentence is None:
            return ""
        joined = [
            t
            for t in sentence.children(source.head)
            if t.dep == "conj" and t.end <= source.end and t.pos in {"NOUN", "PROPN"}
        ]
        if joined:
            return "both"
        first = next((t for t in sentence.tokens if t.start >= source.start), None)
        counted = first is not None and (first.pos == "NUM" or first.text.lower() in COUNTING)
        return "some" if counted and source.head.tag in {"NNS", "NNPS"} else ""

    def _kind(self, head: Token, span: Span, actor: Actor | None) -> LinkKind:
        if actor is not None and actor.type not in {"organisation", "group"}:
            unnamed = actor.type == "person" and actor.id not in self.named
            return "anonymous" if unnamed else KINDS[actor.type]
        if is_outlet_name(span.text, head) or self._has_outlet_name(head):
            return "outlet"
        if actor is not None:
            return KINDS[actor.type]
        if head.entity in ENTITY_KINDS:
            return ENTITY_KINDS[head.entity]
        return "organisation" if head.pos == "PROPN" else "anonymous"

    def _has_outlet_name(self, head: Token) -> bool:
        mention = self.mention_of(head)
        return mention is not None and bare_name(mention.span.text) in outlet_names()


def _identifies(mention: Mention, cast: Cast) -> bool:
    """Whether a mention tells who somebody is: a name, or an office that one person holds.

    `the governor of Qasr` does, `a member of the council` and `the spokesman` do not.
    """
    if mention.kind == "name":
        return True
    actor = cast.actor(mention.actor) if mention.kind == "role" and mention.actor else None
    if actor is None or mention.span.text.split()[0].lower() in INDEFINITE:
        return False
    return any(role.of for role in actor.roles)


def make_linker(analysis: Analysis, cast: Cast) -> Linker:
    """A linker over the mentions of one report."""
    mentions = tuple(sorted(cast.mentions, key=lambda m: (m.span.start, m.span.end)))
    named = frozenset(m.actor for m in mentions if m.actor and _identifies(m, cast))
    starts = tuple(m.span.start for m in mentions)
    return Linker(analysis, cast, mentions, starts, named, find_reasons(analysis.text))


def is_pronoun(source: Source) -> bool:
    """Whether a source is a pronoun and nothing else."""
    return source.head.text.lower() in PRONOUNS and source.end - source.start == len(
        source.head.text
    )


def same_link(one: Link, other: Link) -> bool:
    """Whether two links are one and the same source."""
    if one.actor is not None and one.actor == other.actor:
        return True
    return bare_name(one.name) == bare_name(other.name)


def unique(links: Iterable[Link]) -> tuple[Link, ...]:
    """The links without one that stands next to itself."""
    kept: list[Link] = []
    for link in links:
        if not any(same_link(link, k) for k in kept):
            kept.append(link)
    return tuple(kept)
