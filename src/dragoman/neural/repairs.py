"""Repairs of trees: what no right tree holds, put right by what stands beside it."""

from __future__ import annotations

from functools import cache

from dragoman.lang.data import load_table
from dragoman.neural.mutable_tree import ROOT, Tree

GIVING = frozenset(
    [
        "give",
        "grant",
        "offer",
        "send",
        "hand",
        "promise",
        "pay",
        "teach",
        "show",
        "deny",
        "lend",
        "owe",
        "allow",
        "cost",
    ]
)
ARTICLES = frozenset(["al", "el", "as", "ash", "an", "ar", "ad", "at", "az"])
HYPHENS = frozenset("-–")
CONTROLLING = frozenset(["of", "from", "for", "into", "against"])
NOUNS = frozenset(["NN", "NNS", "NNP", "NNPS"])


@cache
def _dates() -> frozenset[str]:
    """Names of months and weekdays."""
    rows = load_table("en", "time_words")
    return frozenset(word for word, category, *_ in rows if category in {"month", "weekday"})


def _subjects(tree: Tree) -> None:
    """A verb has one subject; where the parser found two, one of them is something else.

    `which Washington accuses`: the relative pronoun is the object, as is what
    stands behind the verb; `the paper's report says`: the owner goes with what is owned.
    """
    for n in range(len(tree.nodes)):
        subjects = tree.kids(n, "nsubj")
        if len(subjects) < 2:
            continue
        first, last = subjects[0], subjects[-1]
        owns = any(tree.nodes[k].xpos == "POS" for k in tree.kids(first, "case"))
        if owns and last < n:
            tree.hang(first, last)
            tree.nodes[first].rel = "nmod:poss"
        elif tree.kid(n, "obj", "expl") is None and tree.nodes[n].upos == "VERB":
            if tree.nodes[first].xpos in {"WDT", "WP"}:
                tree.nodes[first].rel = "obj"
            elif first < n < last:
                tree.nodes[last].rel = "obj"


def _articles(tree: Tree) -> None:
    """`Al-Kazemi`: the name governs its article, whatever hangs on which."""
    for n in range(len(tree.nodes) - 2):
        if tree.nodes[n].word.lower() not in ARTICLES or tree.nodes[n + 1].word not in HYPHENS:
            continue
        article, hyphen, name = tree.nodes[n], tree.nodes[n + 1], n + 2
        if not tree.nodes[name].word[:1].isupper():
            continue
        inside = {n, n + 1, name}
        if tree.nodes[name].head in inside:
            above = next((k for k in (n, n + 1) if tree.nodes[k].head not in inside), None)
            if above is None:
                continue
            tree.hang(name, tree.nodes[above].head)
            tree.nodes[name].rel = tree.nodes[above].rel
        for k in (n, n + 1):
            for other in tree.kids(k):
                if other not in inside:
                    tree.hang(other, name)
        tree.hang(n, name)
        tree.hang(n + 1, name)
        article.rel, hyphen.rel = "compound", "punct"


def _receivers(tree: Tree) -> None:
    """`gave the refugees shelter`: a plural before the only object is who got it."""
    for n, node in enumerate(tree.nodes):
        if node.rel != "compound" or node.xpos != "NNS" or node.head != n + 1:
            continue
        given = tree.nodes[n + 1]
        verb = given.head
        if given.rel != "obj" or verb == ROOT or tree.nodes[verb].lemma not in GIVING:
            continue
        if given.xpos not in {"NN", "NNS"} or tree.kid(verb, "iobj") is not None:
            continue
        for k in tree.kids(n + 1):
            if k < n:
                tree.hang(k, n)
        tree.hang(n, verb)
        node.rel = "iobj"


def _relatives(tree: Tree) -> None:
    """`the men loyal to Tehran, which considers`: what a clause is about agrees with its verb.

    Where it does not, and the noun right before the clause does, that is meant.
    """
    for n, node in enumerate(tree.nodes):
        subject = tree.kid(n, "nsubj", "nsubj:pass")
        if node.rel != "acl:relcl" or subject is None or subject < 2:
            continue
        if tree.nodes[subject].xpos not in {"WDT", "WP"} or tree.kid(node.head, "conj") is not None:
            continue
        finite = tree.kid(n, "aux", "aux:pass", "cop")
        verb = tree.nodes[n if finite is None else finite]
        wanted = _number(verb.xpos, verb.word)
        before = subject - 1 - (tree.nodes[subject - 1].word == ",")
        near, far = tree.nodes[before], tree.nodes[node.head]
        agrees = _number(far.xpos) != wanted == _number(near.xpos) and near.rel != "conj"
        if wanted and agrees and before != node.head and {near.xpos, far.xpos} <= NOUNS:
            tree.hang(n, before)


def _number(xpos: str, word: str = "") -> str:
    """`one`, `many` or nothing, by a noun's or a finite verb's tag and form."""
    if xpos in {"VBZ", "NN", "NNP"} or word == "was":
        return "one"
    return "many" if xpos in {"VBP", "NNS", "NNPS"} or word == "were" else ""


def _robbed(tree: Tree) -> None:
    """`accuses Russia of sending`: who stands before the preposition is the object of accusing."""
    for n, node in enumerate(tree.nodes):
        subject, mark = tree.kid(n, "nsubj"), tree.kid(n, "mark", "case")
        if subject is None or mark is None or not subject < mark < n:
            continue
        if tree.nodes[mark].word.lower() not in CONTROLLING or node.head == ROOT:
            continue
        gerund = "VBG" in {
            node.xpos,
            *(tree.nodes[k].xpos for k in tree.kids(n, "aux", "aux:pass")),
        }
        if node.upos != "VERB" or not gerund:
            continue
        verbs = [k for k in range(subject) if tree.nodes[k].upos == "VERB"]
        if not verbs or tree.kid(verbs[-1], "obj") is not None:
            continue
        tree.hang(subject, verbs[-1])
        tree.nodes[subject].rel = "obj"
        if node.rel != "acl" or node.head == verbs[-1]:
            node.rel = "advcl"
        if n != verbs[-1]:
            tree.hang(n, verbs[-1])


def _astray(tree: Tree) -> None:
    """A subject of an adverb (`Guterres has strongly condemned`) is the verb's."""
    for n, node in enumerate(tree.nodes):
        if node.rel not in {"nsubj", "nsubj:pass"} or node.head == ROOT:
            continue
        above = tree.nodes[node.head]
        verb = above.head
        if above.upos != "ADV" or above.rel != "advmod" or verb == ROOT or verb < n:
            continue
        if tree.kid(verb, "nsubj", "nsubj:pass") is None and tree.kid(node.head, "cop") is None:
            tree.hang(n, verb)


def _headless(tree: Tree) -> None:
    """`Adil, in a statement, condemned`: a finite verb describes no noun, it governs."""
    roots = tree.kids(ROOT)
    root = roots[0] if roots else None
    if root is None or tree.nodes[root].upos not in {"NOUN", "PROPN", "PRON"}:
        return
    if tree.kid(root, "cop", "nsubj", "nsubj:pass") is not None:
        return
    for n, node in enumerate(tree.nodes):
        finite = node.xpos in {"VBD", "VBZ", "VBP"}
        if n < root or node.rel != "acl" or not finite:
            continue
        if tree.kid(n, "nsubj", "nsubj:pass", "mark") is None:
            tree.hang(n, ROOT)
            tree.hang(root, n)
            node.rel, tree.nodes[root].rel = "root", "nsubj"
            return


def _detached(tree: Tree) -> None:
    """`a request from 20 MPs`: a preposition goes with the noun behind it."""
    for n, node in enumerate(tree.nodes):
        if node.rel != "case" or node.xpos not in {"IN", "TO"} or node.head >= n:
            continue
        behind = next((k for k in tree.kids(node.head, "nmod", "obl") if k > n), None)
        if behind is not None and tree.kid(behind, "case") is None:
            tree.hang(n, behind)


def _of(tree: Tree) -> None:
    """`Hundreds of prisoners have been released`: `of` joins the noun right before it."""
    for n, node in enumerate(tree.nodes):
        case = tree.kid(n, "case")
        if case is None or not 0 < case < n or tree.nodes[case].word.lower() != "of":
            continue
        before = case - 1
        if before == node.head or node.rel not in {"obl", "nmod"} or node.head == ROOT:
            continue
        joins = tree.nodes[before].upos in {"NOUN", "PROPN", "NUM"}
        nominal = tree.nodes[node.head].upos in {"NOUN", "PROPN"}
        # `rights and duties of citizens` joins the first, `accuse him of` the verb.
        right = _is_under(tree, before, node.head) if nominal else node.head < before
        if joins and not right and not _is_under(tree, before, n):
            tree.hang(n, before)
            node.rel = "nmod"


def _is_under(tree: Tree, at: int, above: int) -> bool:
    """Whether a word hangs on another, however far below."""
    for _ in range(len(tree.nodes)):
        if at == ROOT:
            return False
        if at == above:
            return True
        at = tree.nodes[at].head
    return True


def _authors(tree: Tree) -> None:
    """`accepted the demands by protesters`: an active verb has no agent, its object may."""
    for n, node in enumerate(tree.nodes):
        case, verb = tree.kid(n, "case"), node.head
        if case is None or verb == ROOT or node.rel not in {"obl", "obl:agent"}:
            continue
        if tree.nodes[case].word.lower() != "by" or node.lemma.lower() in _dates():
            continue
        thing = case - 1
        who = node.upos == "PROPN" or (node.xpos == "NNS" and tree.kid(n, "nummod") is None)
        if not who or tree.nodes[thing].upos not in {"NOUN", "PROPN"}:
            continue
        active = tree.kid(verb, "aux:pass", "nsubj:pass") is None
        if active and tree.nodes[thing].head == verb and tree.nodes[thing].rel == "obj":
            tree.hang(n, thing)
            node.rel = "nmod"


def _sums(tree: Tree) -> None:
    """`provided around $400 million to`: the sum governs its sign, and what goes with both."""
    for n, node in enumerate(tree.nodes):
        if node.xpos != "$" or n + 1 == len(tree.nodes):
            continue
        figures = [k for k in tree.kids(n, "nummod") if k > n]
        if not figures:
            continue
        top = figures[-1]
        for k in tree.kids(n):
            if k != top:
                tree.hang(k, top)
        tree.swap(n, top, "advmod")


def _participles(tree: Tree) -> None:
    """`said that ..., noting that ...`: the second clause is no complement of the first verb."""
    for n, node in enumerate(tree.nodes):
        if node.rel != "ccomp" or node.xpos != "VBG" or node.head in {ROOT, n + 1}:
            continue
        bare = tree.kid(n, "nsubj", "nsubj:pass", "mark", "aux") is None
        others = [k for k in tree.kids(node.head, "ccomp") if k < n]
        if bare and others and n and tree.nodes[n - 1].word == ",":
            node.rel = "advcl"


REPAIRS = (
    _articles,
    _detached,
    _of,
    _authors,
    _sums,
    _headless,
    _astray,
    _robbed,
    _receivers,
    _relatives,
    _subjects,
    _participles,
)
