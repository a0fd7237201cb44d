"""Whether an event is told as done, as planned, as possible or as not done.

Words propose (`lang/en/event_status.tsv`): auxiliaries, negation and modifiers on
the word itself, then the words above whose complement it is, as far up as they
bear on it (as Saurí and Pustejovsky 2012 do in De Facto, with Karttunen's
implicative verbs). The encoder's rating of how surely it happened
(`Token.happened`) decides where the words are silent, and against a mark that
is known to be weak. The limits come from the training splits of UDS-IH2 and
MEANTIME, where they matter little (0.86 to 0.87 macro F1 anywhere from 0 to 2
for verbs without a mark); so they lie low, for to call possible what a report
tells as done misleads more than the other way round.
"""

from __future__ import annotations

from functools import cache
from typing import cast as typed

from dragoman.lang.data import load_table
from dragoman.model import EventStatus, Token
from dragoman.read.events.classes import lemma_of
from dragoman.read.events.tree import Tree
from dragoman.read.events.triggers import light_governors

CLAUSAL = frozenset({"xcomp", "ccomp", "pcomp", "acl"})
VERBAL = frozenset({"VERB", "AUX"})
PAST = frozenset({"VBD", "VBN"})
WISHES = frozenset({"like", "prefer", "want", "love"})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})
# Prepositions that hand a verb's or noun's meaning on: not `after`, `with`, `according to`.
COMPLEMENT_PREPOSITIONS = frozenset(
    {"for", "of", "to", "about", "against", "on", "in", "from", "at", "over"}
)
# An event of which no word says anything is only possible if it is rated lower than this. What
# a noun names or a verb tells in the past hardly ever is, and nouns were seldom annotated.
SILENT, SILENT_NOUN, SILENT_PAST = 0.5, -0.5, -1.0
# One that words call this is told as done all the same if it is rated higher.
DONE = {"possible": 2.0, "future": 2.3}
# Words that no rating outweighs, and so any modal with `have`: `would have fired`.
DOUBTS = frozenset({"may", "might", "could", "should", "must", "ought", "whether", "unless"})
# Negations that deny nothing.
MERE = {("not", "only"), ("not", "just"), ("not", "merely"), ("not", "simply"), ("nothing", "but")}
# Words whose infinitive, if it is rated as done, was done: `was able to strike`, not `sought to`.
GRANTED = frozenset({"able", "allow", "enable", "like", "seem"})
# Words with whose `of`, `for` or `about` a deed is told as done, true or not.
TELLING = frozenset(
    {
        "accuse",
        "apologize",
        "blame",
        "condemn",
        "convict",
        "guilty",
        "jail",
        "lie",
        "praise",
        "responsible",
        "thank",
    }
)
# What is said to be so or asked for is said or asked all the same if it is then rejected.
SAYINGS = frozenset(
    {
        "accusation",
        "allegation",
        "appeal",
        "call",
        "charge",
        "claim",
        "complaint",
        "criticism",
        "demand",
        "offer",
        "plea",
        "proposal",
        "report",
        "request",
        "suggestion",
        "threat",
        "warning",
    }
)


@cache
def load_status_words(language: str = "en") -> dict[tuple[str, str], EventStatus]:
    """The status that a word gives, by (kind of word, lemma)."""
    table = load_table(language, "event_status")
    return {(row[1], row[0]): typed(EventStatus, row[2]) for row in table}


def _own_marks(tree: Tree, word: Token) -> list[EventStatus]:
    """What auxiliaries, negation, adjectives and negative arguments on a word say."""
    known = load_status_words()
    found: list[EventStatus] = []
    for kid in tree.kids(word):
        text = kid.text.lower()
        if _is_mere(tree, kid):
            continue
        if kid.dep == "neg" or (kid.dep in {"det", "preconj", "cc"} and text in {"no", "neither"}):
            found.append("negated")
        elif kid.dep == "aux" and ("aux", text) in known:
            found.append(_modal(tree, word, text, known[("aux", text)]))
        elif kid.dep in {"amod", "advmod"} and word.pos in {"NOUN", "PROPN"}:
            found += [known[("adj", text)]] if ("adj", text) in known else []
        elif kid.dep == "advmod" and ("neg", text) in known:
            found.append("negated")
        elif kid.dep == "advmod" and ("short of", text) in known and word.tag in PAST:
            found.append(known[("short of", text)])
        elif kid.dep == "mark" and ("mark", text) in known:
            found.append(known[("mark", text)])
        elif kid.dep in ARGUMENTS and word.pos in VERBAL and _is_nobody(tree, kid):
            found.append("negated")
    return found + (["possible"] if _is_asked(tree, word) else [])


def _is_asked(tree: Tree, verb: Token) -> bool:
    """`Did it strike?`; not `Why did it strike?`, which takes it that it did, nor `Will it?`."""
    if verb.pos not in VERBAL or not tree.tokens[-1].text.endswith("?"):
        return False
    turned = [a for a in tree.kids(verb, "aux", "auxpass") if a.index < verb.index]
    subjects = tree.kids(verb, "nsubj", "nsubjpass")
    if not turned or not subjects or turned[0].index > subjects[0].index:
        return False
    if load_status_words().get(("aux", turned[0].text.lower())) == "future":
        return False
    return all(t.pos in {"PUNCT", "CCONJ"} for t in tree.tokens[: turned[0].index])


def _is_mere(tree: Tree, word: Token) -> bool:
    """`not only`, `nothing but`: what follows is so."""
    after = tree.tokens[word.index + 1].text.lower() if word.index + 1 < len(tree.tokens) else ""
    return (word.text.lower(), after) in MERE


def _is_nobody(tree: Tree, noun: Token) -> bool:
    """`nobody`, `no one`, `neither side`."""
    words = (noun, *tree.kids(noun, "det", "neg", "preconj"))
    return any(("pron", t.text.lower()) in load_status_words() for t in words)


def _modal(tree: Tree, verb: Token, text: str, status: EventStatus) -> EventStatus:
    """`would` in what a verb in the past takes is a future seen from then; not `would have`."""
    if text not in {"would", "'d"}:
        return status
    first = tree.first_conjunct(verb)
    head = tree.head(first)
    if head is None or first.dep not in {"ccomp", "acl"} or verb.lemma in WISHES:
        return status
    is_perfect = any(k.lemma == "have" for k in tree.kids(verb, "aux"))
    told = head.tag in PAST or head.pos == "NOUN"
    return "future" if told and not is_perfect else status


def _governor_mark(word: Token, *, infinitive: bool = False) -> list[EventStatus]:
    """What a word says of what completes it."""
    kinds = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
    kind = kinds.get(word.pos)
    known = load_status_words()
    status = known.get((kind, lemma_of(word))) if kind else None
    if infinitive and status is None:
        kinds_ = ("noun to",) if kind == "noun" else ("infinitive", f"{word.tag} to")
        status = next(
            (known[k, lemma_of(word)] for k in kinds_ if (k, lemma_of(word)) in known), None
        )
    return [status] if status else []


def _clause_marks(tree: Tree, clause: Token, above: Token) -> list[EventStatus]:
    """What the word whose complement a clause is says of it, and what is said of that word."""
    infinitive = any(k.tag == "TO" for k in tree.kids(clause, "aux"))
    found = _governor_mark(above, infinitive=infinitive)
    is_yet_to_come = lemma_of(above) == "have" and _has_adverb(tree, above, "yet")
    if infinitive and (is_yet_to_come or _has_adverb(tree, above, "too")):
        found.append("negated")
    if clause.dep != "xcomp":
        return found
    outer = _own_marks(tree, above)
    copula = tree.head(above) if above.dep == "acomp" else None
    return _join(found, outer + (_own_marks(tree, copula) if copula is not None else []))


def _join(inner: list[EventStatus], outer: list[EventStatus]) -> list[EventStatus]:
    """Marks from two words; two denials cancel each other: `did not fail to answer`."""
    both = inner + outer
    if "negated" in inner and "negated" in outer:
        return [s for s in both if s != "negated"]
    return both


def _is_too_much(tree: Tree, clause: Token, above: Token) -> bool:
    """`too weak to strike`."""
    infinitive = any(k.tag == "TO" for k in tree.kids(clause, "aux"))
    return infinitive and any(_has_adverb(tree, k, "too") for k in tree.kids(above, "acomp"))


def _has_adverb(tree: Tree, word: Token, text: str) -> bool:
    return any(k.text.lower() == text for k in tree.kids(word, "advmod"))


def _preposition_mark(tree: Tree, word: Token) -> list[EventStatus]:
    """`without firing`, `instead of stopping`, `kept them from firing`, `called for talks`."""
    known = load_status_words()
    head = tree.head(word)
    if head is None or word.dep not in {"pcomp", "pobj"}:
        return []
    over = [head, *tree.kids(head)]
    outer = tree.head(head)
    over += [outer] if outer is not None and outer.pos in {"ADP", "SCONJ", "ADV"} else []
    found = [known[key] for key in (("prep", t.text.lower()) for t in over) if key in known]
    if outer is not None and (head.lemma, lemma_of(outer)) in known:
        found = _join([*found, known[(head.lemma, lemma_of(outer))]], _own_marks(tree, outer))
    return found


def _is_loose(tree: Tree, verb: Token, first: Token) -> bool:
    """A verb put after a comma without *and*: coordinated by the parser, but free of its marks."""
    between = tree.tokens[first.index + 1 : verb.index]
    return any(t.text == "," for t in between) and not tree.kids(first, "cc")


def _conjunct_marks(tree: Tree, verb: Token, first: Token) -> list[EventStatus]:
    """What the marks on the first of two coordinated verbs say of the second.

    They share auxiliaries and negation only in the same form: `did not stop and
    fire`, but `did not stop and fired`, `not cheap and took long`.
    """
    between = {t.text.lower() for t in tree.tokens[first.index + 1 : verb.index]}
    if "nor" in between or {"rather", "than"} <= between:
        return ["negated"]
    if tree.kids(verb, "nsubj", "nsubjpass", "aux", "auxpass") or "but" in between:
        return []
    return _own_marks(tree, first) if verb.tag == first.tag else []


def _climb(tree: Tree, word: Token) -> list[EventStatus]:
    """What the words above a verb's clause say, as far as the clause depends on them."""
    found: list[EventStatus] = []
    current = word
    for above in tree.ancestors(word):
        if current.dep == "advcl":
            found += [s for s in _own_marks(tree, current) if s == "possible"]
            if _is_too_much(tree, current, above):
                found.append("negated")
            break
        if current.dep == "conj":
            found += _conjunct_marks(tree, current, above)
            if _is_loose(tree, current, above):
                break
        elif current.dep == "pcomp":
            found += _preposition_mark(tree, current)
        elif current.dep == "prep":
            if current.lemma not in COMPLEMENT_PREPOSITIONS:
                break
            found += _governor_mark(above)
        elif current.dep in CLAUSAL:
            found += _clause_marks(tree, current, above)
        else:
            break
        current = above
    return found


def _noun_marks(tree: Tree, noun: Token) -> list[EventStatus]:
    """What the verb or noun that a noun completes says (`plans for talks`)."""
    found: list[EventStatus] = []
    first = tree.first_conjunct(noun)
    head = tree.head(first)
    for governor in light_governors(tree, noun):
        found += _own_marks(tree, governor) + _governor_mark(governor)
        if governor.pos in VERBAL:
            found += _climb(tree, governor)
    if head is None:
        return found
    if first.dep in {"dobj", "nsubjpass"}:
        above = _climb(tree, head)
        marks = [s for s in _governor_mark(head) if s != "negated" or noun.lemma not in SAYINGS]
        if "negated" in marks and "negated" in above + _own_marks(tree, head):
            marks = []
        found += marks + [s for s in above if s != "negated"]
    elif first.dep in {"nsubj", "attr"}:
        found += [s for s in _own_marks(tree, head) if first.dep == "attr" or s != "negated"]
        # `an attack is likely`; not `the attack is likely to anger them`.
        told = [t for t in tree.kids(head, "acomp") if not tree.kids(t, "xcomp", "ccomp")]
        found += [s for t in told for s in _governor_mark(t)]
    elif first.dep == "pobj":
        found += _preposition_mark(tree, first)
        governor_ = tree.head(head)
        if governor_ is not None and head.lemma in {"for", "of", "to", "about", "against"}:
            found += _governor_mark(governor_)
    return found


def propose_status(tree: Tree, head: Token) -> tuple[EventStatus | None, bool]:
    """What the words say of an event, and whether that stands whatever its rating.

    Denials do: that a thing failed or was denied is told by words that the rating
    overlooks. So do auxiliaries of the future on the event's word itself, and doubts.
    """
    own = _own_marks(tree, head)
    is_verb = head.pos in VERBAL
    above = _climb(tree, head) if is_verb else _noun_marks(tree, head)
    if "negated" in own or "negated" in above:
        return "negated", True
    if "possible" in own or "possible" in above:
        return "possible", not is_verb or _is_doubted(tree, head)
    if "future" in own or "future" in above:
        return "future", not is_verb or "future" in own
    return None, False


def _is_doubted(tree: Tree, verb: Token) -> bool:
    """`may strike`, `would have struck`, `whether it struck`, `sought to strike`."""
    words = {k.text.lower() for k in tree.kids(verb, "aux", "mark")}
    first = tree.first_conjunct(verb)
    governor = tree.head(first)
    if governor is not None and any(k.tag == "TO" for k in tree.kids(first, "aux")):
        return lemma_of(governor) not in GRANTED
    return bool(words & DOUBTS) or {"would", "have"} <= words


def _silent_limit(tree: Tree, word: Token) -> float:
    """Under which rating an event that no word marks is only possible."""
    if word.pos not in VERBAL:
        return SILENT_NOUN
    governor = tree.head(tree.tokens[word.head]) if word.dep == "pcomp" else None
    # In `is to blame for`, the preposition hangs on the copula.
    over = (governor, *tree.kids(governor, "acomp", "xcomp")) if governor is not None else ()
    if TELLING & {lemma_of(t) for t in over}:
        return SILENT_PAST
    perfect = word.tag == "VBN" and any(k.lemma == "have" for k in tree.kids(word, "aux"))
    return SILENT_PAST if perfect or word.tag == "VBD" else SILENT


def find_status(tree: Tree, head: Token) -> EventStatus | None:
    """`negated`, `possible` or `future`; None if the event is told of as something done."""
    status, stands = propose_status(tree, head)
    rating = head.happened
    if rating is None or stands:
        return status
    if status is None:
        return "possible" if rating < _silent_limit(tree, head) else None
    return None if rating > DONE[status] else status
