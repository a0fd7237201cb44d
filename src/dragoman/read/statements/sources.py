"""Who a cue belongs to: the subject of a verb, also where the verb itself has none."""

from __future__ import annotations

from dragoman.model import Token
from dragoman.read.statements.drafts import Source
from dragoman.read.statements.tree import Tree, trim

RELATIVES = frozenset({"who", "which", "that", "whom"})
# `Days later, visited ...`: a parser takes the time for the subject.
TIME_ENTITIES = frozenset({"DATE", "TIME"})
QUOTING = frozenset({"quote", "cite"})
MAX_SOURCE_TOKENS = 30
MAX_CLIMB = 6


def make_source(tree: Tree, head: Token) -> Source:
    """The phrase around a head noun, with apposition and relative clause, without edge marks."""
    words = tree.subtree(head)
    if len(words) > MAX_SOURCE_TOKENS:
        cut = [k for k in tree.children(head) if k.dep in {"relcl", "appos", "acl"}]
        words = tree.subtree(head, without=cut)
    words = _unbroken(words, head)
    words = trim(words) or [head]
    while len(words) > 1 and words[-1].dep in {"cc", "punct", "case"}:
        words.pop()
    return Source(tree.number, head, words[0].start, words[-1].end)


def _unbroken(words: list[Token], head: Token) -> list[Token]:
    """The stretch of neighbouring words that holds the head."""
    at = next((i for i, t in enumerate(words) if t.index == head.index), None)
    if at is None:
        return [head]
    low = high = at
    while low and words[low - 1].index == words[low].index - 1:
        low -= 1
    while high + 1 < len(words) and words[high + 1].index == words[high].index + 1:
        high += 1
    return words[low : high + 1]


def possessor(tree: Tree, owner: Token) -> Source:
    """The phrase of a possessor, without its `'s`."""
    source = make_source(tree, owner)
    marks = [k for k in tree.children(owner) if k.dep == "case"]
    end = min((m.start for m in marks), default=source.end)
    return Source(tree.number, owner, source.start, end)


def _subject(tree: Tree, verb: Token) -> Source | None:
    subject = tree.child(verb, "nsubj", "csubj")
    if subject is None or tree.child(verb, "expl") or subject.entity in TIME_ENTITIES:
        return None
    if subject.text.lower() in RELATIVES and verb.dep == "relcl":
        noun = make_source_before(tree, tree.head(verb), verb)
        return Source(tree.number, subject, subject.start, subject.end, noun)
    return make_source(tree, subject)


def agent(tree: Tree, verb: Token) -> Source | None:
    """The `by` phrase of a passive verb."""
    by = tree.child(verb, "agent")
    noun = by and tree.child(by, "pobj")
    return make_source(tree, noun) if noun else None


def is_passive(tree: Tree, verb: Token) -> bool:
    """Whether a verb stands in the passive."""
    return verb.tag == "VBN" and tree.child(verb, "nsubjpass", "auxpass") is not None


def _quoted_holder(tree: Tree, verb: Token) -> tuple[Source, tuple[Source, ...]] | None:
    """`X quotes Y as saying`, `Y was quoted by X as saying`: Y holds, X relays."""
    for above in _governors(tree, verb):
        if above.lemma.lower() not in QUOTING:
            continue
        quoted = tree.child(above, "dobj")
        if quoted is not None and quoted.index < verb.index:
            relay = find_source(tree, above)
            return make_source(tree, quoted), (relay,) if relay else ()
        passive = tree.child(above, "nsubjpass")
        if passive is not None:
            relay = agent(tree, above)
            return make_source(tree, passive), (relay,) if relay else ()
    return None


def _governors(tree: Tree, verb: Token) -> list[Token]:
    """The governors a subjectless verb hangs on without a clause of its own between."""
    found: list[Token] = []
    for above in tree.ancestors(verb):
        found.append(above)
        if above.pos not in {"ADP", "SCONJ"} or len(found) > 3:
            break
    return found


def find_holder(tree: Tree, verb: Token) -> tuple[Source | None, tuple[Source, ...]]:
    """The source a cue verb belongs to, and the relays that the same clause gives before it."""
    if tree.child(verb, "nsubj", "nsubjpass", "csubj") is None:
        quoted = _quoted_holder(tree, verb)
        if quoted:
            return quoted
    return find_source(tree, verb), ()


def find_source(tree: Tree, verb: Token) -> Source | None:
    """The subject of a verb, its agent in the passive, or what it shares with its governor."""
    for _ in range(MAX_CLIMB):
        if is_passive(tree, verb):
            return agent(tree, verb)
        if tree.child(verb, "nsubj", "csubj", "expl") is not None:
            return _subject(tree, verb)
        head = tree.head(verb)
        if head.index == verb.index:
            return None
        if verb.dep in {"acl", "relcl"}:
            return make_source_before(tree, head, verb) if verb.tag != "VBN" else None
        if verb.dep == "pcomp" or head.pos in {"ADP", "SCONJ"}:
            head = tree.head(head)
        if verb.dep == "xcomp" and tree.child(head, "dobj") is not None and _controls(head):
            dobj = tree.child(head, "dobj")
            return make_source(tree, dobj) if dobj else None
        if head.pos not in {"VERB", "AUX"}:
            return None
        shared = _passive_subject(tree, head)
        if shared is not None:
            return shared
        verb = head
    return None


def _controls(verb: Token) -> bool:
    """Whether the verb's object, not its subject, does what the infinitive says."""
    return verb.lemma.lower() not in {"promise", "use", "take"}


def _passive_subject(tree: Tree, head: Token) -> Source | None:
    subject = tree.child(head, "nsubjpass")
    return make_source(tree, subject) if subject is not None else None


def make_source_before(tree: Tree, noun: Token, verb: Token) -> Source:
    """The phrase of a noun up to the clause that hangs on it (`a statement saying that`)."""
    words = [t for t in tree.subtree(noun, without=(verb,)) if t.index < verb.index]
    words = trim(_unbroken(words, noun)) or [noun]
    return Source(tree.number, noun, words[0].start, words[-1].end)
