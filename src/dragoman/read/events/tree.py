"""One sentence's dependency tree, with the questions that events ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.model import Sentence, Token

RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
# Prepositions that hand the object of accuse, stop, blame on to a following gerund.
OBJECT_CONTROL = frozenset({"of", "from", "for", "into"})
MAX_CLIMB = 12


class Tree:
    """A sentence with its dependents indexed; every question takes and gives tokens of it."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        # Indices of the words that mentions are headed by: whatever they are, they are somebody.
        self.named: frozenset[int] = frozenset()
        self._kids: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index and 0 <= token.head < len(self.tokens):
                self._kids[token.head].append(token)

    def kids(self, token: Token, *deps: str) -> list[Token]:
        """The direct dependents, all or those with one of the labels."""
        kids = self._kids[token.index]
        return [k for k in kids if k.dep in deps] if deps else kids

    def head(self, token: Token) -> Token | None:
        """The governor, or None for a root."""
        if token.head == token.index or not 0 <= token.head < len(self.tokens):
            return None
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The governors from the nearest outwards, at most `MAX_CLIMB`."""
        current = self.head(token)
        for _ in range(MAX_CLIMB):
            if current is None:
                return
            yield current
            current = self.head(current)

    def conjuncts(self, token: Token) -> list[Token]:
        """The token and those coordinated after it."""
        found = [token]
        for _ in range(MAX_CLIMB):
            more = self.kids(found[-1], "conj")
            more = [k for k in more if (k.pos == "VERB") == (token.pos == "VERB")]
            if not more:
                break
            found += more
        return found

    def first_conjunct(self, token: Token) -> Token:
        """The first of the words that the token is coordinated with."""
        for _ in range(MAX_CLIMB):
            head = self.head(token)
            if token.dep != "conj" or head is None:
                break
            token = head
        return token

    def subtree(self, token: Token) -> list[Token]:
        """The token and all below it, in no fixed order."""
        found, at = [token], 0
        while at < len(found) <= len(self.tokens):
            found += self._kids[found[at].index]
            at += 1
        return found

    def is_passive(self, verb: Token) -> bool:
        """Whether the verb stands in the passive; `forces led by X` counts as such."""
        if self.kids(verb, "auxpass", "nsubjpass"):
            return True
        if verb.tag != "VBN" or self.kids(verb, "nsubj", "aux"):
            return False
        if verb.dep == "conj":
            first = self.first_conjunct(verb)
            return first.dep != "conj" and first.tag == "VBN" and self.is_passive(first)
        return verb.dep in {"acl", "advcl"} or bool(self.kids(verb, "agent"))

    def preps(self, token: Token, name: str) -> list[Token]:
        """What stands behind the preposition `name` on the token, coordinated words included."""
        found = []
        for kid in self.kids(token, "prep", "dative", "agent"):
            if kid.lemma.lower() == name or kid.text.lower() == name:
                for pobj in self.kids(kid, "pobj"):
                    found += self.conjuncts(pobj)
            elif kid.dep == "dative" and name == "to" and kid.pos != "ADP":
                found += self.conjuncts(kid)
        return found

    def complements(self, token: Token) -> list[Token]:
        """The heads of the clauses that complete a verb, adjective or noun (`plan to go`)."""
        found = []
        for kid in self.kids(token, "xcomp", "ccomp", "acl", "advcl"):
            if kid.dep == "advcl":
                found += self.conjuncts(kid) if self._is_asked_for(token, kid) else []
            elif kid.dep != "acl" or (token.pos in {"NOUN", "PROPN"} and kid.tag == "VB"):
                found += self.conjuncts(kid)
        for prep in self.kids(token, "prep"):
            found += self.kids(prep, "pcomp")
        return found

    def _is_asked_for(self, verb: Token, clause: Token) -> bool:
        """`called on Ankara to free him`: the parser hangs the infinitive as one of purpose."""
        asks = verb.lemma == "call" and bool(self.preps(verb, "on") + self.preps(verb, "upon"))
        return asks and any(k.tag == "TO" for k in self.kids(clause, "aux"))

    def antecedent(self, verb: Token) -> Token | None:
        """The noun that a relative or participial clause describes."""
        first = self.first_conjunct(verb)
        head = self.head(first)
        return head if first.dep in {"relcl", "acl"} else None

    def _resolve_relative(self, pronoun: Token, verb: Token) -> list[Token]:
        if pronoun.tag in RELATIVE_TAGS or (
            pronoun.text.lower() == "that" and self.first_conjunct(verb).dep == "relcl"
        ):
            noun = self.antecedent(verb)
            return [noun] if noun is not None else []
        return self.conjuncts(pronoun)

    def _own(self, verb: Token, *deps: str) -> list[Token]:
        found = []
        for kid in self.kids(verb, *deps):
            found += self._resolve_relative(kid, verb)
        return found

    def agents(self, verb: Token) -> list[Token]:
        """The by-agent of a passive."""
        found = []
        for kid in self.kids(verb, "agent", "prep"):
            if kid.dep == "agent" or kid.text.lower() == "by":
                for pobj in self.kids(kid, "pobj"):
                    found += self.conjuncts(pobj)
        return found

    def subjects(self, verb: Token) -> list[Token]:
        """Who does what a verb says: subject, by-agent, or the subject that controls it."""
        return self.agents(verb) if self.is_passive(verb) else self.surface_subjects(verb)

    def surface_subjects(self, verb: Token, depth: int = 0) -> list[Token]:
        """The grammatical subject, active or passive, looked up along control and coordination."""
        own = self._own(verb, "nsubj", "nsubjpass")
        head = self.head(verb)
        if own or head is None or depth > MAX_CLIMB:
            return own
        if verb.dep in {"conj", "advcl"}:
            return self._subjects_of(head, depth)
        if verb.dep in {"xcomp", "ccomp"}:
            return self._own(head, "dobj") or self._subjects_of(head, depth)
        if verb.dep in {"acl", "relcl"}:
            return self._holders(head, depth) if verb.tag == "VB" else [head]
        if verb.dep == "acomp":
            return self.surface_subjects(head, depth + 1)
        if verb.dep == "pcomp":
            return self._gerund_subjects(head, depth)
        return []

    def _subjects_of(self, governor: Token, depth: int) -> list[Token]:
        if governor.pos in {"VERB", "AUX", "ADJ"} or governor.dep == "ROOT":
            return self.surface_subjects(governor, depth + 1)
        return self._holders(governor, depth)

    def _holders(self, noun: Token, depth: int) -> list[Token]:
        """Whose plan, decision, bid it is."""
        mine = self.kids(noun, "poss") + self.preps(noun, "by")
        head = self.head(noun)
        if mine or head is None:
            return mine
        if noun.dep in {"dobj", "attr"} and head.pos in {"VERB", "AUX"}:
            return self.surface_subjects(head, depth + 1)
        return self.preps(noun, "of")

    def _gerund_subjects(self, prep: Token, depth: int) -> list[Token]:
        governor = self.head(prep)
        if governor is None:
            return []
        if governor.pos in {"VERB", "AUX"}:
            object_ = self.objects(governor) if prep.lemma in OBJECT_CONTROL else []
            return object_ or self.surface_subjects(governor, depth + 1)
        if governor.pos == "ADJ":
            copula = self.head(governor)
            return self.surface_subjects(copula, depth + 1) if copula is not None else []
        return self._holders(governor, depth)

    def objects(self, verb: Token) -> list[Token]:
        """Whom or what a verb acts on: direct object, passive subject, relative antecedent."""
        if self.is_passive(verb):
            return self._passive_objects(verb)
        own = self._own(verb, "dobj")
        if own or verb.dep != "relcl" or not self.kids(verb, "nsubj"):
            return own
        subject = self.kids(verb, "nsubj")[0]
        noun = self.head(verb)
        is_gap = subject.tag not in RELATIVE_TAGS and subject.text.lower() != "that"
        return [noun] if is_gap and noun is not None and not self.kids(verb, "ccomp") else []

    def _passive_objects(self, verb: Token) -> list[Token]:
        own = self._own(verb, "nsubjpass")
        noun = self.head(verb)
        if own or noun is None:
            return own
        if verb.dep == "conj":
            first = self.first_conjunct(verb)
            return self.objects(first) if first.dep != "conj" else []
        if verb.dep == "acl":
            return [noun]
        return self.surface_subjects(verb)


def lemmas(tokens: Iterable[Token]) -> set[str]:
    """The tokens' lemmas in lower case."""
    return {t.lemma.lower() for t in tokens}
