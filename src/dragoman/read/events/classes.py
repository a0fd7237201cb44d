"""Classes of words that the lexicon's constraints name: WHO, POLITY, PLACE, PERSON, ..."""

from __future__ import annotations

from functools import cache

from dragoman.lang.data import load_table
from dragoman.model import Token
from dragoman.read.events.lexicon import load_word_sets
from dragoman.read.events.tree import Tree

NAMED_ACTORS = frozenset({"PERSON", "NORP", "ORG", "GPE"})
NAMED_PLACES = frozenset({"GPE", "LOC", "FAC", "NORP"})
PERSON_ENDINGS = ("ist", "cian", "sman", "swoman")


def lemma_of(token: Token) -> str:
    """The lemma in lower case; a plural proper noun (`Forces`) loses its s."""
    lemma = token.lemma.lower()
    if token.tag == "NNPS" and lemma.endswith("s") and len(lemma) > 3:
        return lemma[:-1]
    return lemma


def is_pronoun(token: Token) -> bool:
    """Whether the word is a pronoun for people or bodies, a possessive one included."""
    return token.text.lower() in load_word_sets()["pronoun"]


def _is_unlabelled_name(token: Token) -> bool:
    """A proper noun that the parser left without a class (`USAID`)."""
    return token.pos == "PROPN" and not token.entity and token.text[:1].isupper()


def is_who(tree: Tree, token: Token) -> bool:
    """Whether the word can be an actor: a name, a pronoun, a noun for people or bodies."""
    if token.entity in NAMED_ACTORS or token.index in tree.named or is_pronoun(token):
        return True
    if _is_unlabelled_name(token):
        return True
    lemma, sets = lemma_of(token), load_word_sets()
    known = lemma in sets["person"] or lemma in sets["group"] or lemma in sets["force"]
    return known or (token.pos == "NOUN" and lemma.endswith(PERSON_ENDINGS))


def is_polity(token: Token) -> bool:
    """Whether the word is an actor of politics: a name, a state, an armed body, an official."""
    if token.entity in NAMED_ACTORS or is_pronoun(token):
        return True
    if _is_unlabelled_name(token):
        return True
    lemma, sets = lemma_of(token), load_word_sets()
    return lemma in sets["political"] or lemma in sets["force"]


def _with_container(tree: Tree, token: Token) -> list[Token]:
    """The word, its compounds, and what it measures: `a package of aid`, `vaccine shipment`."""
    found = [token, *tree.kids(token, "compound")]
    sets = load_word_sets()
    lemma = lemma_of(token)
    if lemma in sets["container"] or lemma in sets["partitive"] or token.pos in {"NUM", "SYM"}:
        found += tree.preps(token, "of") + tree.preps(token, "in")
    return found


def _in_class(tree: Tree, token: Token, name: str) -> bool:
    if name == "WHO":
        return is_who(tree, token) or any(is_who(tree, t) for t in _with_container(tree, token)[1:])
    if name == "POLITY":
        kids = tree.kids(token, "compound", "amod", "nmod", "poss")
        own = is_polity(token)
        return own or (is_who(tree, token) and any(k.entity in NAMED_ACTORS for k in kids))
    if name == "PLACE":
        return token.entity in NAMED_PLACES or lemma_of(token) in load_word_sets()["placenoun"]
    if name == "PERSON":
        return token.entity == "PERSON" or is_pronoun(token)
    if name == "NUMBER":
        return token.pos == "NUM"
    return token.tag in {"NNS", "NNPS"} or bool(tree.kids(token, "conj"))


CLASS_NAMES = ("WHO", "POLITY", "PLACE", "PERSON", "NUMBER", "PLURAL")


@cache
def _state_names(language: str = "en") -> frozenset[str]:
    """Names, adjectives and peoples of states; capitals, which stand for them, too."""
    columns = (x for row in load_table(language, "states") for x in (row[0], *row[1].split("|")))
    return frozenset(x.casefold() for x in columns if x)


def is_local(tree: Tree, token: Token) -> bool:
    """Whether a name before an event noun says where (`Mumbai attacks`) and not who did it."""
    if token.entity not in {"GPE", "LOC", "FAC"}:
        return False
    words = [*tree.kids(token, "compound"), token]
    name = " ".join(w.text for w in words).casefold()
    return name not in _state_names() and token.tag != "JJ"


def fits(tree: Tree, token: Token, words: frozenset[str]) -> bool:
    """Whether a word is one of the lemmas or belongs to one of the classes."""
    if "*" in words or lemma_of(token) in words or token.text.lower() in words:
        return True
    if any(lemma_of(t) in words for t in _with_container(tree, token)):
        return True
    return any(_in_class(tree, token, c) for c in CLASS_NAMES if c in words)
