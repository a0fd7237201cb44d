"""From spaCy's CLEAR-style trees to Universal Dependencies: `dragoman.neural.clear` undone.

A news parser's trees become training data for ours. What is turned wrongly is
found by turning it back: a word's arc is kept only where `to_clear` gives the
arc that stood there before, for the word and for the words that go with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.neural.clear import BECOMING, RAISING, to_clear

ROOT = -1
UNKNOWN = -1
PLAIN = {
    "dobj": "obj",
    "dative": "iobj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "neg": "advmod",
    "quantmod": "advmod",
    "prt": "compound:prt",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "intj": "discourse",
    "oprd": "xcomp",
    "acomp": "xcomp",
    "attr": "xcomp",
    "ROOT": "root",
}
KEPT = frozenset(
    [
        "nsubj",
        "csubj",
        "det",
        "amod",
        "advmod",
        "compound",
        "conj",
        "cc",
        "case",
        "mark",
        "aux",
        "acl",
        "advcl",
        "ccomp",
        "xcomp",
        "nummod",
        "appos",
        "expl",
        "root",
    ]
)
MADE = frozenset(["obl", "obl:agent", "obl:unmarked", "nmod", "nmod:unmarked", "nmod:desc"]) | {
    "flat",
    "cop",
    "fixed",
}
# Marks hang differently in the two styles and nothing rests on them; the rest is the parser's way
# of saying that it does not know.
UNSURE = frozenset(["punct", "dep", "meta", "nmod", "parataxis"])
FIXED = frozenset(
    [
        ("because", "of"),
        ("such", "as"),
        ("according", "to"),
        ("due", "to"),
        ("instead", "of"),
        ("rather", "than"),
        ("as", "to"),
        ("as", "for"),
        ("prior", "to"),
    ]
)
VERBAL = frozenset(["VERB", "AUX", "ADJ", "ADV"])
GOES_WITH = frozenset(["case", "cop"])


@dataclass(frozen=True)
class Parsed:
    """One sentence as a CLEAR-style parser sees it; a root's head is its own place.

    `persons` are runs `[first, last)` of words that name a person.
    """

    words: Sequence[str]
    lemmas: Sequence[str]
    upos: Sequence[str]
    xpos: Sequence[str]
    heads: Sequence[int]
    deps: Sequence[str]
    persons: Sequence[tuple[int, int]] = field(default=())


class _Tree:
    def __init__(self, parsed: Parsed) -> None:
        self.of = parsed
        roots = [n for n, h in enumerate(parsed.heads) if h == n]
        # Where the parser saw two sentences, the second hangs on the first one's root.
        self.head = [
            (ROOT if n == roots[0] else roots[0]) if h == n else h
            for n, h in enumerate(parsed.heads)
        ]
        self.rel = list(parsed.deps)
        for n in roots[1:]:
            self.rel[n] = "dep"

    def kids(self, at: int, *rels: str) -> list[int]:
        return [n for n, h in enumerate(self.head) if h == at and (not rels or self.rel[n] in rels)]

    def swap(self, down: int, up: int, rel: str) -> None:
        """Let `up` take the place of its governor `down`, which hangs on it as `rel`."""
        self.head[up], self.rel[up] = self.head[down], self.rel[down]
        self.head[down], self.rel[down] = up, rel


def to_ud(parsed: Parsed) -> tuple[list[int], list[str]]:
    """Heads (counted from 1, 0 the root, -1 not known) and relations of one sentence."""
    tree = _Tree(parsed)
    _prepositions(tree)
    _raised(tree)
    _conjuncts(tree)
    _copulas(tree)
    _rename(tree)
    _names(tree)
    heads, rels = [h + 1 for h in tree.head], tree.rel
    sure = _find_sure(parsed, heads, rels)
    return (
        [h if ok else UNKNOWN for h, ok in zip(heads, sure, strict=True)],
        [r if ok else "_" for r, ok in zip(rels, sure, strict=True)],
    )


def _find_sure(parsed: Parsed, heads: list[int], rels: list[str]) -> list[bool]:
    """Which words come back as they were, with the words that go with them."""
    n = len(heads)
    if any(_loops(heads, k) for k in range(n)):
        return [False] * n
    back, deps = to_clear(parsed.words, parsed.lemmas, parsed.upos, parsed.xpos, heads, rels)
    same = [
        back[k] == parsed.heads[k]
        and _alike(deps[k], parsed.deps[k])
        and parsed.deps[k] not in UNSURE
        and rels[k] in KEPT | MADE | set(PLAIN.values())
        for k in range(n)
    ]
    sure = list(same)
    for k in range(n):
        if rels[k] in GOES_WITH and heads[k] and not (same[k] and same[heads[k] - 1]):
            sure[k] = sure[heads[k] - 1] = False
    return sure


def _alike(one: str, other: str) -> bool:
    """Labels that the two parsers give by different habits are one."""
    groups = ({"attr", "acomp", "oprd"}, {"advmod", "quantmod", "npadvmod"}, {"compound", "amod"})
    return one == other or any(one in g and other in g for g in groups)


def _loops(heads: list[int], at: int) -> bool:
    for _ in range(len(heads) + 1):
        if at == ROOT:
            return False
        at = heads[at] - 1
    return True


def _chain(tree: _Tree, first: int) -> tuple[list[int], int | None, str]:
    """The words of a preposition (`out of`), what it governs, and how: pobj or pcomp."""
    cases = [first]
    while len(cases) < 4:
        for rel in ("pobj", "pcomp"):
            if governed := tree.kids(cases[-1], rel):
                return cases, governed[0], rel
        lower = tree.kids(cases[-1], "prep")
        if len(lower) != 1:
            break
        cases.append(lower[0])
    return cases, None, ""


def _prepositions(tree: _Tree) -> None:
    """`of Iraq`: the noun governs the preposition; `after meeting him`: the verb does."""
    done: set[int] = set()
    for n in range(len(tree.head)):
        if n in done or tree.rel[n] not in {"prep", "agent", "dative", "conj"}:
            continue
        if tree.of.upos[n] not in {"ADP", "SCONJ", "VERB", "PART", "ADV", "ADJ", "CCONJ"}:
            continue
        cases, governed, how = _chain(tree, n)
        if governed is None:
            continue
        done.update(cases)
        above, was = tree.head[n], tree.rel[n]
        if how == "pcomp":
            tree.rel[governed] = "advcl" if above == ROOT or _verbal(tree, above) else "acl"
        elif was == "conj":
            tree.rel[governed] = "conj"
        elif was == "agent":
            tree.rel[governed] = "obl:agent"
        else:
            tree.rel[governed] = "obl" if above == ROOT or _verbal(tree, above) else "nmod"
        tree.head[governed] = above
        for k in cases:
            for other in tree.kids(k):
                if other != governed:
                    tree.head[other] = governed
            tree.head[k], tree.rel[k] = governed, "mark" if how == "pcomp" else "case"
        _fix(tree, cases)


def _verbal(tree: _Tree, at: int) -> bool:
    return tree.of.upos[at] in VERBAL


def _fix(tree: _Tree, cases: list[int]) -> None:
    words = tree.of.words
    if len(cases) > 1 and (words[cases[0]].lower(), words[cases[1]].lower()) in FIXED:
        tree.head[cases[1]], tree.rel[cases[1]] = cases[0], "fixed"


def _raised(tree: _Tree) -> None:
    """`want him to go`: he is the object of wanting."""
    for n, rel in enumerate(tree.rel):
        above = tree.head[n]
        if rel != "ccomp" or above == ROOT or tree.of.xpos[n] not in {"VB", "VBP"}:
            continue
        subjects = tree.kids(n, "nsubj")
        if (
            len(subjects) == 1
            and above < subjects[0] < n
            and tree.of.lemmas[above] in RAISING
            and not tree.kids(n, "mark")
        ):
            tree.head[subjects[0]], tree.rel[subjects[0]] = above, "dobj"
            tree.rel[n] = "xcomp"


def _conjuncts(tree: _Tree) -> None:
    """All conjuncts hang on the first, each conjunction on the one after it."""
    for n in range(len(tree.head)):
        if tree.rel[n] == "cc":
            later = [k for k in tree.kids(tree.head[n], "conj") if k > n]
            if later:
                tree.head[n] = later[0]
    for n in range(len(tree.head)):
        seen = 0
        while (
            tree.rel[n] == "conj"
            and tree.head[n] != ROOT
            and tree.rel[tree.head[n]] == "conj"
            and seen < len(tree.head)
        ):
            tree.head[n] = tree.head[tree.head[n]]
            seen += 1


def _copulas(tree: _Tree) -> None:
    """`X is the minister`: the predicate governs, the copula hangs on it."""
    for n in range(len(tree.head)):
        if tree.of.lemmas[n] != "be" or tree.rel[n] in {"aux", "auxpass", "cop"}:
            continue
        if tree.kids(n, "expl"):
            for k in tree.kids(n, "attr"):
                tree.rel[k] = "nsubj"
            continue
        predicate = _predicate(tree, n)
        if predicate is None:
            continue
        others = [k for k in tree.kids(n) if k != predicate]
        tree.swap(n, predicate, "cop")
        for k in others:
            tree.head[k] = predicate


def _predicate(tree: _Tree, be: int) -> int | None:
    named = [k for k in tree.kids(be, "attr", "acomp") if k > be]
    if named:
        return named[0]
    if tree.kids(be, "ccomp", "xcomp", "advcl", "dobj"):
        return None
    where = [k for k in tree.kids(be, "obl") if k > be]
    return where[0] if where else None


def _rename(tree: _Tree) -> None:
    for n, rel in enumerate(tree.rel):
        above = tree.head[n]
        if rel == "aux" and tree.of.xpos[n] == "TO":
            tree.rel[n] = "mark"
        elif rel == "npadvmod":
            verbal = above == ROOT or _verbal(tree, above)
            tree.rel[n] = "obl:unmarked" if verbal else "nmod:unmarked"
        elif rel == "attr" and above != ROOT and tree.of.lemmas[above] not in BECOMING:
            tree.rel[n] = "xcomp"
        else:
            tree.rel[n] = PLAIN.get(rel, rel)


def _names(tree: _Tree) -> None:
    """`Barack Obama`: the first word of a person's name governs; a title before it describes."""
    for first, last in tree.of.persons:
        top = last - 1
        run = range(first, last)
        if any(tree.of.upos[k] != "PROPN" for k in run):
            continue
        if any(tree.head[k] != top or tree.rel[k] != "compound" for k in run[:-1]):
            continue
        for k in _titles(tree, top, first):
            tree.rel[k] = "nmod:desc"
        if last - first > 1:
            tree.head[first], tree.rel[first] = tree.head[top], tree.rel[top]
            for k in range(len(tree.head)):
                if k != first and tree.head[k] == top:
                    tree.head[k] = first
            for k in run[1:]:
                tree.head[k], tree.rel[k] = first, "flat"


def _titles(tree: _Tree, top: int, first: int) -> Iterator[int]:
    for k in tree.kids(top, "compound"):
        if k < first and tree.of.upos[k] == "PROPN":
            yield k
