"""From Universal Dependencies to the CLEAR-style trees that the rules of `read` are written for.

Universal Dependencies hang function words on content words; CLEAR style (Choi
and Palmer 2012) lets prepositions and copulas govern, and takes the last word
of a name for its head. The changes are made one after the other on one small
mutable tree and follow the two guidelines.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.neural.mutable_tree import NAME_TAGS, ROOT, Node, Tree
from dragoman.neural.repairs import REPAIRS

RENAMED = {
    "obj": "dobj",
    "iobj": "dative",
    "nsubj:pass": "nsubjpass",
    "nsubj:outer": "nsubj",
    "csubj:pass": "csubjpass",
    "csubj:outer": "csubj",
    "aux:pass": "auxpass",
    "acl:relcl": "relcl",
    "advcl:relcl": "relcl",
    "compound:prt": "prt",
    "det:predet": "predet",
    "cc:preconj": "preconj",
    "nmod:poss": "poss",
    "nmod:desc": "compound",
    "nmod:unmarked": "npadvmod",
    "nmod:npmod": "npadvmod",
    "nmod:tmod": "npadvmod",
    "obl:unmarked": "npadvmod",
    "obl:npmod": "npadvmod",
    "obl:tmod": "npadvmod",
    "obl:agent": "npadvmod",
    "obl": "npadvmod",
    "discourse": "intj",
    "vocative": "npadvmod",
    "flat": "compound",
    "goeswith": "dep",
    "list": "dep",
    "orphan": "dep",
    "reparandum": "dep",
    "dislocated": "dep",
    "root": "ROOT",
}
# Words that go with the whole clause, and so with its copula.
CLAUSAL = frozenset(
    [
        "nsubj",
        "nsubj:pass",
        "nsubj:outer",
        "csubj",
        "csubj:outer",
        "aux",
        "mark",
        "advcl",
        "ccomp",
        "parataxis",
        "expl",
        "discourse",
        "vocative",
        "cop",
    ]
)
RAISING = frozenset(
    [
        "want",
        "expect",
        "allow",
        "let",
        "make",
        "see",
        "need",
        "like",
        "help",
        "cause",
        "enable",
        "hear",
        "watch",
        "find",
        "get",
        "have",
        "believe",
        "consider",
        "require",
        "permit",
        "intend",
    ]
)
BECOMING = frozenset(["become", "remain", "seem", "appear", "stay", "be"])
SPEAKING = frozenset(
    [
        "say",
        "tell",
        "add",
        "write",
        "note",
        "report",
        "claim",
        "state",
        "announce",
        "warn",
        "explain",
        "ask",
        "reply",
        "insist",
        "argue",
        "suggest",
        "stress",
        "declare",
        "tweet",
        "confirm",
        "continue",
        "conclude",
        "believe",
        "think",
        "admit",
        "affirm",
        "reveal",
        "recall",
        "assert",
        "emphasize",
        "emphasise",
        "indicate",
        "point",
        "acknowledge",
        "know",
        "hope",
        "fear",
    ]
)
GERUND_PREPOSITIONS = frozenset(
    [
        "after",
        "before",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "without",
        "about",
        "at",
        "with",
        "despite",
        "against",
        "since",
        "upon",
        "through",
        "between",
        "to",
        "into",
        "like",
    ]
)


def to_clear(  # noqa: PLR0917
    words: Sequence[str],
    lemmas: Sequence[str],
    upos: Sequence[str],
    xpos: Sequence[str],
    heads: Sequence[int],
    rels: Sequence[str],
) -> tuple[list[int], list[str]]:
    """Heads (places of words; the root's is its own) and labels in CLEAR style.

    `heads` counts from 1 with 0 for the root, as CoNLL-U does.
    """
    tree = Tree(
        [
            Node(w, lemma, u, x, h - 1, r)
            for w, lemma, u, x, h, r in zip(words, lemmas, upos, xpos, heads, rels, strict=True)
        ]
    )
    for change in (*REPAIRS, *CONVERSIONS):  # what no right tree holds is repaired first
        change(tree)
    return (
        [n if node.head == ROOT else node.head for n, node in enumerate(tree.nodes)],
        [node.rel for node in tree.nodes],
    )


def _names(tree: Tree) -> None:
    """`Barack Obama`: the last word of a flat name governs."""
    for n, node in enumerate(tree.nodes):
        flat = [k for k in tree.kids(n, "flat", "flat:foreign", "flat:name") if k > n]
        if not flat or node.upos not in {"PROPN", "NOUN", "X"}:
            continue
        if any(tree.nodes[k].upos == "NUM" for k in flat):  # a date: `May 18 2015`
            for k in flat:
                tree.nodes[k].rel = "nummod"
            continue
        last = flat[-1]
        for k in tree.kids(n):
            if k in flat[:-1]:
                tree.nodes[k].rel = "compound"
            if k != last:
                tree.hang(k, last)
        tree.swap(n, last, "compound")


def _speech(tree: Tree) -> None:
    """`"...", he said`: the verb of speaking governs what is said."""
    for n, node in enumerate(tree.nodes):
        if node.rel != "parataxis" or node.lemma not in SPEAKING or node.head == ROOT:
            continue
        said = node.head
        if tree.kid(n, "nsubj") is None or tree.kid(n, "ccomp") is not None:
            continue
        if said < n and tree.nodes[said].rel in {"root", "conj", "ccomp", "parataxis"}:
            tree.swap(said, n, "ccomp")


def _copulas(tree: Tree) -> None:
    """`X is the minister`: the copula governs, the predicate is its attribute."""
    for n, node in enumerate(tree.nodes):
        copula = tree.kid(n, "cop")
        if copula is None:
            continue
        for k in tree.kids(n):
            if k != copula and _goes_with_copula(tree, k, n, copula):
                tree.hang(k, copula)
        rel = {"ADJ": "acomp", "ADV": "advmod", "VERB": "ccomp"}.get(node.upos, "attr")
        tree.swap(n, copula, rel)


def _goes_with_copula(tree: Tree, k: int, n: int, copula: int) -> bool:
    kid = tree.nodes[k]
    if kid.rel in CLAUSAL:
        return True
    if kid.rel == "advmod":
        return k < copula or (kid.lemma in {"not", "never", "n't"} and k < n)
    if kid.rel == "punct":
        return k < copula or k > n
    if kid.rel == "conj":
        return kid.upos in {"VERB", "AUX"} or tree.kid(k, "cop", "nsubj") is not None
    if kid.rel == "cc":
        return k < copula
    return kid.rel.startswith("obl") and (k < copula or tree.nodes[n].upos != "ADJ")


def _conjuncts(tree: Tree) -> None:
    """Each conjunct hangs on the one before it; the conjunction on the one it follows."""
    for n in range(len(tree.nodes)):
        before = n
        for k in tree.kids(n, "conj"):
            tree.hang(k, before)
            for c in tree.kids(k, "cc"):
                if c < k:
                    tree.hang(c, before)
            before = k


def _raise(tree: Tree) -> None:
    """`want him to go`: he is the subject of going; `call him a liar`: an object predicate."""
    for n, node in enumerate(tree.nodes):
        if node.rel != "xcomp" or node.head == ROOT:
            continue
        verb = node.head
        of_copula = tree.kid(n, "attr", "acomp") is not None and node.upos == "AUX"
        if node.upos in {"VERB", "AUX"} or of_copula:
            patient = tree.kid(verb, "obj")
            infinitive = node.xpos in {"VB", "VBP"}
            raises = infinitive and tree.nodes[verb].lemma in RAISING
            if patient is not None and patient < n and raises:
                tree.hang(patient, n)
                tree.nodes[patient].rel = "nsubj"
                node.rel = "ccomp"
        elif tree.kid(verb, "obj", "nsubj:pass") is not None:
            node.rel = "oprd"
        elif node.upos == "ADJ":
            node.rel = "acomp"
        elif tree.kid(n, "case") is None:
            node.rel = "attr" if tree.nodes[verb].lemma in BECOMING else "oprd"


def _gerunds(tree: Tree) -> None:
    """`after meeting him`: the preposition governs a clause."""
    for n, node in enumerate(tree.nodes):
        if node.upos not in {"VERB", "AUX"} or node.xpos != "VBG" or node.head == ROOT:
            continue
        mark = tree.kid(n, "mark", "case")
        if mark is None or mark > n:
            continue
        marker = tree.nodes[mark]
        if marker.lemma in GERUND_PREPOSITIONS and marker.xpos in {"IN", "TO"}:
            tree.swap(n, mark, "pcomp")
            marker.rel = "prep"


def _cases(tree: Tree) -> None:
    """`of Iraq`: the preposition governs the noun."""
    for n in range(len(tree.nodes)):
        node = tree.nodes[n]
        cases = [k for k in tree.kids(n, "case") if tree.nodes[k].xpos != "POS" and k < n]
        if not cases:
            continue
        first = cases[0]
        agent = tree.nodes[first].lemma == "by" and _is_passive(tree, node.head)
        top = tree.nodes[first]
        tree.hang(first, node.head)
        rel = node.rel
        if rel == "conj" and node.head != ROOT:
            top.rel = "conj"
            above = tree.nodes[node.head]
            if above.rel in {"pobj", "pcomp"}:
                tree.hang(first, above.head)
        elif rel in {"root", "ROOT", "ccomp", "advcl", "relcl", "acl:relcl", "parataxis"}:
            top.rel = rel
        else:
            top.rel = "agent" if agent and rel.startswith("obl") else "prep"
        lowest = first
        for k in _fixed(tree, cases):
            if k != first:
                tree.hang(k, lowest)
                tree.nodes[k].rel = "prep"
                lowest = k
        tree.hang(n, lowest)
        node.rel = "pobj"
        for k in tree.kids(n, "advmod", "cc", "punct"):
            if k < first:
                tree.hang(k, first if tree.nodes[k].rel != "cc" else top.head)


def _fixed(tree: Tree, cases: list[int]) -> list[int]:
    """The words of a preposition in order: `according to`, `because of`."""
    return sorted({*cases, *(f for k in cases for f in tree.kids(k, "fixed"))})


def _is_passive(tree: Tree, verb: int) -> bool:
    if verb == ROOT:
        return False
    return tree.nodes[verb].xpos == "VBN" and (
        tree.kid(verb, "aux:pass", "nsubj:pass") is not None
        or tree.nodes[verb].rel in {"acl", "acl:relcl", "amod", "conj"}
    )


def _rename(tree: Tree) -> None:
    for node in tree.nodes:
        if node.rel == "iobj" and tree.kid(node.head, "obj", "dobj", "ccomp") is None:
            node.rel = "obj"
        elif node.rel == "nsubj" and tree.kid(node.head, "expl") is not None:
            node.rel = "attr" if tree.nodes[node.head].lemma == "be" else "nsubj"
        elif node.rel == "amod" and node.xpos in NAME_TAGS:
            node.rel = "compound"
        if node.rel == "advmod" and node.lemma.lower() in {"not", "n't", "never", "n’t", "nt"}:
            node.rel = "neg"
        elif node.rel == "mark" and node.xpos == "TO":
            node.rel = "aux"
        elif node.rel == "nmod" and node.upos in {"PROPN", "NOUN"}:
            node.rel = "nmod"
        elif node.rel == "fixed":
            node.rel = "advmod"
        else:
            node.rel = RENAMED.get(node.rel, node.rel.partition(":")[0])


CONVERSIONS = (_names, _speech, _copulas, _conjuncts, _raise, _gerunds, _cases, _rename)
