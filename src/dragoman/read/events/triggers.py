"""Triggers: the words of a sentence that the lexicon knows as speaking of an event."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Token
from dragoman.read.events.classes import fits, lemma_of
from dragoman.read.events.lexicon import (
    Condition,
    Entry,
    load_hyphenated,
    load_lexicon,
    load_word_sets,
)
from dragoman.read.events.tree import Tree

LEXICON_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
# What a required word may not be to its head: it is the doer, or only glue.
NOT_PARTS = frozenset({"nsubj", "csubj", "punct", "cc", "aux", "auxpass", "det", "mark", "conj"})
# Names in which an event noun names no event (`Institute for the Study of War`).
NAMES_NOT_EVENTS = frozenset({"ORG", "PERSON", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"})
MODIFIERS = ("compound", "amod", "nmod", "nummod", "poss", "npadvmod")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A lexicon entry found in a sentence: its head word and the further words it asks for."""

    tree: Tree
    head: Token
    parts: tuple[Token, ...]
    entry: Entry
    words: tuple[Token, ...]


def light_governors(tree: Tree, noun: Token) -> list[Token]:
    """The words that carry a noun's arguments with it: *launch*, *role in*, *responsible for*."""
    sets = load_word_sets()
    found: list[Token] = []
    current = tree.first_conjunct(noun)
    for _ in range(4):
        for verb in tree.kids(current, "acl", "relcl"):
            if lemma_of(verb) in sets["light"]:
                found.append(verb)
        head = tree.head(current)
        if head is None:
            break
        if current.dep == "compound" and lemma_of(head) in sets["lightnoun"]:
            found.append(head)
            current = tree.first_conjunct(head)
            head = tree.head(current)
            if head is None:
                break
        if current.dep in {"dobj", "nsubjpass"} and lemma_of(head) in sets["light"]:
            found.append(head)
            break
        governor = tree.head(head) if current.dep == "pobj" else None
        if governor is None:
            break
        lemma = lemma_of(governor)
        if governor.pos in {"VERB", "ADJ"}:
            if lemma in sets["blameful"] or (lemma in sets["light"] and head.lemma in {"in", "on"}):
                found.append(governor)
            break
        if lemma not in sets["lightnoun"] or head.lemma == "by":
            break
        found.append(governor)
        current = tree.first_conjunct(governor)
    return found


def modifiers(tree: Tree, token: Token) -> list[Token]:
    """A noun's modifiers, those inside a hyphenated one (`US-led`) included."""
    found = []
    for kid in tree.kids(token, *MODIFIERS):
        found.append(kid)
        found += tree.kids(kid, "npadvmod", "compound", "amod", "nmod", "advmod")
    return found


def is_only_modifier(tree: Tree, token: Token) -> bool:
    """`attack helicopter`, `arrested suspects`: the word only says of what kind a noun is."""
    head = tree.head(token)
    if head is None or token.dep not in {"compound", "nmod", "amod"}:
        return False
    return token.pos != "NOUN" or lemma_of(head) not in load_word_sets()["lightnoun"]


class Matcher:
    """Matches lexicon entries against the words of one sentence."""

    def __init__(self, tree: Tree, language: str = "en") -> None:
        self.tree = tree
        self.lexicon = load_lexicon(language)
        self.hyphenated = load_hyphenated(language)
        # Many entries share a head: what hangs on it is looked up once.
        self._near: dict[tuple[int, str], list[Token]] = {}

    def find(self) -> list[Trigger]:
        """The best entry for each word that heads one."""
        found = []
        for token in self.tree.tokens:
            trigger = self._match_token(token)
            if trigger is not None:
                found.append(trigger)
        return found

    def _match_token(self, token: Token) -> Trigger | None:
        pos = LEXICON_POS.get(token.pos)
        lemma = lemma_of(token)
        words: tuple[Token, ...] = (token,)
        entries = self.lexicon.get((pos, lemma), ()) if pos else ()
        hyphenated = self.hyphenated.get(token.text.lower(), ())
        if not entries and not hyphenated:
            return None
        for whole in hyphenated:
            joined = self._joined(token, whole)
            if joined:
                head = next((t for t in joined if t.head not in {j.index for j in joined}), token)
                for key in ("noun", "verb"):
                    made = self._first(self.lexicon.get((key, whole), ()), head, joined)
                    if made:
                        return made
        if (pos == "noun" and _is_name(token)) or is_only_modifier(self.tree, token):
            return None
        return self._first(entries, token, words)

    def _joined(self, token: Token, whole: str) -> tuple[Token, ...]:
        tokens = self.tree.tokens[token.index : token.index + 2 * whole.count("-") + 1]
        text = "".join(t.text.lower() for t in tokens)
        ends = bool(tokens) and tokens[-1].end - token.start == len(text)
        return tuple(tokens) if ends and text in {whole, whole + "s"} else ()

    def _first(
        self, entries: tuple[Entry, ...], token: Token, words: tuple[Token, ...]
    ) -> Trigger | None:
        for entry in entries:
            parts = self._parts(entry, token)
            if parts is not None and all(self.holds(c, token, parts) for c in entry.conditions):
                return Trigger(self.tree, token, parts, entry, words)
        return None

    def _parts(self, entry: Entry, token: Token) -> tuple[Token, ...] | None:
        """The further words an entry asks for, or None if one of them is not there."""
        found: list[Token] = []
        for wanted in entry.parts:
            part = self._part(token, found, wanted, entry.pos)
            if part is None:
                return None
            found.append(part)
        return tuple(found)

    def _part(
        self, token: Token, found: list[Token], wanted: frozenset[str], pos: str
    ) -> Token | None:
        candidates = self._candidates(token, pos)
        if found:
            below = [k for part in found for k in self.tree.kids(part) if k.dep not in NOT_PARTS]
            candidates = candidates + below
        for candidate in candidates:
            if candidate in found or candidate == token or self._leads_to_date(candidate):
                continue
            if fits(self.tree, candidate, wanted):
                return candidate
            if candidate.dep == "dobj" and candidate.index > token.index:
                also = [c for c in self.tree.conjuncts(candidate) if fits(self.tree, c, wanted)]
                if also:
                    return also[0]
        return None

    def _leads_to_date(self, word: Token) -> bool:
        """`on Friday called it a mistake`: no `call on`."""
        behind = self.tree.kids(word, "pobj") if word.dep == "prep" else []
        return any(t.entity in {"DATE", "TIME"} for t in behind)

    def _candidates(self, token: Token, pos: str) -> list[Token]:
        """What may be the first part of an entry that a word heads."""
        key = token.index, pos
        if key not in self._near:
            more = self.tree.objects(token) if pos == "verb" else modifiers(self.tree, token)
            kids = [k for k in self.tree.kids(token) if k.dep not in NOT_PARTS]
            self._near[key] = kids + more
        return self._near[key]

    def holds(self, condition: Condition, token: Token, parts: tuple[Token, ...]) -> bool:
        """Whether a condition of an entry holds for its head and parts."""
        hit = any(self._slot_holds(slot, words, token, parts) for slot, words in condition.slots)
        return hit == condition.wanted

    def _slot_holds(
        self, slot: str, words: frozenset[str], token: Token, parts: tuple[Token, ...]
    ) -> bool:
        if slot == "num":
            return token.tag in {"NNS", "NNPS"}
        if slot == "passive":
            return self.tree.is_passive(token)
        if slot == "comp.passive":
            return any(self.tree.is_passive(c) for c in self.tree.complements(token))
        if slot == "comp.inf":
            clauses = self.tree.complements(token)
            return any(k.tag == "TO" for c in clauses for k in self.tree.kids(c, "aux"))
        return any(fits(self.tree, t, words) for t in self._slot_tokens(slot, token, parts))

    def _slot_tokens(self, slot: str, token: Token, parts: tuple[Token, ...]) -> list[Token]:
        tree = self.tree
        base, _, rest = slot.partition(".")
        if base.startswith("prep_"):
            found = self._behind(base[5:], token, parts)
        elif base == "subj":
            found = tree.subjects(token)
        elif base == "obj":
            found = tree.objects(token)
        elif base == "comp":
            found = [c for t in (token, *parts) for c in tree.complements(t)]
        elif base == "poss":
            found = tree.kids(token, "poss")
        elif base == "mod":
            found = modifiers(tree, token)
        elif base == "light":
            found = self._light_subjects(token)
        elif base == "aux":
            found = tree.kids(token, "aux")
        elif base == "oprd":
            found = tree.kids(token, "oprd", "attr", "acomp")
        elif base == "subjof":
            head = tree.head(token)
            found = [head] if head is not None and token.dep in {"nsubj", "nsubjpass"} else []
        else:
            found = list(tree.tokens)
        return self._beneath(rest, found) if rest else found

    def _beneath(self, rest: str, tokens: list[Token]) -> list[Token]:
        """What hangs on the words of a slot: modifiers, `of`, auxiliaries, subjects."""
        tree = self.tree
        found: list[Token] = []
        for token in tokens:
            if rest == "mod":
                found += modifiers(tree, token)
            elif rest == "has":
                found += tree.preps(token, "of")
            elif rest == "aux":
                found += tree.kids(token, "aux")
            else:
                found += tree.surface_subjects(token)
        return found

    def _behind(self, name: str, token: Token, parts: tuple[Token, ...]) -> list[Token]:
        found = []
        light = light_governors(self.tree, token) if token.pos in {"NOUN", "PROPN"} else []
        for holder in (token, *parts, *light):
            found += self.tree.preps(holder, name)
            for prep in self.tree.kids(holder, "prep"):
                if prep.text.lower() == name:
                    found += self.tree.kids(prep, "pcomp")
        return found

    def _light_subjects(self, noun: Token) -> list[Token]:
        found = []
        for governor in light_governors(self.tree, noun):
            if governor.pos in {"VERB", "AUX"}:
                found += self.tree.subjects(governor)
            elif governor.pos != "ADJ":
                found += self.tree.kids(governor, "poss")
        return found


def _is_name(token: Token) -> bool:
    return token.entity in NAMES_NOT_EVENTS and token.text[:1].isupper()


def find_triggers(tree: Tree, language: str = "en") -> list[Trigger]:
    """The triggers of one sentence in reading order, each word heading at most one.

    A noun that a verb's entry already takes (`launched strikes`) is no
    trigger of its own.
    """
    found = Matcher(tree, language).find()
    taken = {p.index for t in found for p in t.parts if p.pos in {"NOUN", "PROPN", "VERB"}}
    taken |= {w.index for t in found for w in t.words if w.index != t.head.index}
    # `a total of 96 strikes`: the part is the total, the strikes go with it.
    taken |= {
        i.index for t in found for p in t.parts for i in tree.preps(p, "of") if p.dep == "dobj"
    }
    return [t for t in found if t.head.index not in taken]
