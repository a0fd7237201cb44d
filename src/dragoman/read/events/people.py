"""From a word of a parse to the participant it heads: span and in-report actor."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from dragoman.model import Argument, Mention, Token
from dragoman.read.analysis import Analysis
from dragoman.read.cast import Cast
from dragoman.read.events.classes import NAMED_ACTORS, is_pronoun, is_who, lemma_of
from dragoman.read.events.lexicon import load_word_sets
from dragoman.read.events.tree import Tree

LEFT_OF_NOUN = (
    "det", "amod", "compound", "nmod", "nummod", "poss", "quantmod", "predet", "advmod"
)  # fmt: skip
NAMED_MODIFIERS = ("compound", "amod", "nmod")
# A thing's owner or maker stands behind these: `a request from X`, `talks with X`.
OWNING = ("of", "by", "from", "with")
NEVER_ACTORS = frozenset({"that", "this", "these", "those", "which", "what", "there", "itself"})
THIRD_PERSON = frozenset({"he", "she", "it", "they"})
MAX_DEPTH = 4
# Mentions seldom nest deeper; looking further back would make the look-up slow.
NESTED_MENTIONS = 12


class People:
    """Resolves words to arguments; offsets count in the repaired text."""

    def __init__(self, analysis: Analysis, cast: Cast) -> None:
        self.analysis = analysis
        self._mentions = sorted(cast.mentions, key=lambda m: (m.span.start, m.span.end))
        self._starts = [m.span.start for m in self._mentions]

    def mention_of(self, tree: Tree, token: Token) -> Mention | None:
        """The longest mention that the word heads, else the longest that covers it."""
        at = bisect_right(self._starts, token.start)
        near = self._mentions[max(0, at - NESTED_MENTIONS) : at]
        around = [m for m in near if m.span.end >= token.end]
        headed = [m for m in around if self._heads(tree, token, m)]
        return max(headed or around, key=lambda m: len(m.span), default=None)

    def heads(self, tree: Tree) -> frozenset[int]:
        """The indices of the words of a sentence that head a mention."""
        found = set()
        first = bisect_left(self._starts, tree.sentence.start)
        last = bisect_left(self._starts, tree.sentence.end)
        for mention in self._mentions[first:last]:
            head = tree.sentence.head_of(mention.span.start, mention.span.end)
            if head is not None:
                found.add(head.index)
        return frozenset(found)

    def _heads(self, tree: Tree, token: Token, mention: Mention) -> bool:
        head = tree.head(token)
        return head is None or not mention.span.start <= head.start < mention.span.end

    def resolve(
        self,
        tree: Tree,
        token: Token,
        *,
        things: bool,
        acts: Mapping[int, tuple[Argument, ...]],
        depth: int = 0,
    ) -> tuple[Argument, ...]:
        """Who or what a word stands for.

        An event noun (`acts`: its index and the event's actors) stands for
        its doers; a thing for its owner (`a camp of the Brigades`). A thing
        without owner stands for itself only if `things` are wanted.
        """
        text = token.text.lower()
        if text in NEVER_ACTORS or token.pos in {"PUNCT", "SPACE"} or depth > MAX_DEPTH:
            return ()
        antecedent = self._speaker(tree, token) if text in THIRD_PERSON else None
        if text == "whose":
            antecedent = _described(tree, token)
        if antecedent is not None:
            return self.resolve(tree, antecedent, things=things, acts=acts, depth=depth + 1)
        mention = self.mention_of(tree, token)
        if mention is not None and (self._heads(tree, token, mention) or token.entity):
            return (Argument(mention.span, mention.actor),)
        if is_pronoun(token):
            return (Argument(self.analysis.span_of(token), None),)
        if token.index in acts and not things:
            return acts[token.index]
        if token.entity in NAMED_ACTORS or token.entity == "LOC":
            return (Argument(self.analysis.span_of(*self.noun_phrase(tree, token)), None),)
        measured = self._measured(tree, token, things, acts, depth)
        if measured:
            return measured
        if is_who(tree, token):
            return (Argument(self.analysis.span_of(*self.noun_phrase(tree, token)), None),)
        owner = self._owner(tree, token, acts, depth)
        if owner:
            return owner
        if things and token.pos in {"NOUN", "PROPN"} and token.entity not in {"DATE", "TIME"}:
            return (Argument(self.analysis.span_of(*self.noun_phrase(tree, token)), None),)
        return ()

    def _speaker(self, tree: Tree, pronoun: Token) -> Token | None:
        """Who said that he will: the speaker, unless the cast knows the pronoun as another."""
        clause = tree.head(pronoun)
        speech = tree.head(clause) if clause is not None and clause.dep == "ccomp" else None
        if speech is None or speech.pos != "VERB" or pronoun.dep not in {"nsubj", "nsubjpass"}:
            return None
        subjects = tree.kids(speech, "nsubj")
        if len(subjects) != 1 or subjects[0].pos == "PRON":
            return None
        named, meant = self.mention_of(tree, subjects[0]), self.mention_of(tree, pronoun)
        if named and meant and meant.actor and meant.actor != named.actor:
            return None
        return subjects[0]

    def _measured(
        self,
        tree: Tree,
        token: Token,
        things: bool,
        acts: Mapping[int, tuple[Argument, ...]],
        depth: int,
    ) -> tuple[Argument, ...]:
        """`thousands of protesters`, `13 of the 14 fighters`: those who are counted."""
        if lemma_of(token) not in load_word_sets()["partitive"] and token.pos not in {"NUM", "DET"}:
            return ()
        found: tuple[Argument, ...] = ()
        for inner in tree.preps(token, "of"):
            found += self.resolve(tree, inner, things=things, acts=acts, depth=depth + 1)
        return found

    def _owner(
        self, tree: Tree, token: Token, acts: Mapping[int, tuple[Argument, ...]], depth: int
    ) -> tuple[Argument, ...]:
        candidates = tree.kids(token, "poss")
        candidates += [k for k in tree.kids(token, *NAMED_MODIFIERS) if k.entity in NAMED_ACTORS]
        for name in OWNING:
            candidates += tree.preps(token, name)
        for clause in tree.kids(token, "acl"):
            candidates += tree.agents(clause)
        verb = tree.head(token)
        if lemma_of(token) in load_word_sets()["writing"] and verb and token.dep == "dobj":
            candidates += tree.kids(verb, "nsubj")
        for candidate in candidates:
            owner = self.resolve(tree, candidate, things=False, acts=acts, depth=depth + 1)
            if owner:
                return owner
        return ()

    def noun_phrase(self, tree: Tree, token: Token, depth: int = 0) -> list[Token]:
        """The words of a short noun phrase: what stands left of the noun, and an `of`-phrase."""
        words = [token]
        for kid in tree.kids(token, *LEFT_OF_NOUN):
            if kid.index < token.index:
                words += [t for t in tree.subtree(kid) if t.index < token.index]
        for prep in tree.kids(token, "prep"):
            if prep.text.lower() == "of" and prep.index == token.index + 1 and depth < 2:
                for inner in tree.kids(prep, "pobj"):
                    words += [prep, *self.noun_phrase(tree, inner, depth + 1)]
        words.sort(key=lambda t: t.index)
        while len(words) > 1 and words[0].pos in {"PUNCT", "ADV", "SYM"} and words[0] != token:
            words.pop(0)
        return words


def _described(tree: Tree, relative: Token) -> Token | None:
    """The noun of whom a relative clause tells: `the general, whose killing ...`."""
    for above in tree.ancestors(relative):
        noun = tree.antecedent(above)
        if noun is not None:
            return noun
    # Where the tree hangs the clause elsewhere, it is the noun right before.
    before = [t for t in tree.tokens[: relative.index] if t.pos != "PUNCT"]
    return before[-1] if before and before[-1].pos in {"NOUN", "PROPN"} else None
