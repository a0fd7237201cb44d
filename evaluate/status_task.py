"""How well the status of what a word tells is read: certain, possible, negated, future.

Gold words of two sets that rate them from -3 (did not happen) to 3 (happened):
UDS-IH2 (Rudinger, White and Van Durme 2018) over UD_English-EWT, and MEANTIME
(Minard and others 2016) on the common scale of Stanovsky and others (2017).

The scale alone knows no four classes: its negative end holds what was denied,
what is to come, what is asked for and what is only imagined (the raters of UDS
were asked whether it *has happened or is happening*). So the rating says whether
it is real, and gold syntax, never our own, of which kind the unreal is:

UDS: `certain` is a rating of `SURE` or more. Any lower rating is
- `negated` if the gold tree negates the word: `Polarity=Neg` or `PronType=Neg`
  on it, on its subject or object; or, rated below 0, if the negation stands on
  the verb whose complement it is (`did not want to go`) or that it is coordinated
  with, or if an implicative word denies it (`refused to go`; Karttunen 1971;
  Nairn, Condoravdi and Karttunen 2006);
- else `future` if the gold tree marks it by one of the means of Quirk and others
  (1985, 4.41-48) - `will`, `shall`, `be going to`, `be about to`, `be due to` -,
  by `would` in the complement of a verb in the past, or as the infinitive that a
  verb of planning or promising takes (TimeML's I_ACTION, Pustejovsky and others 2003);
- else `possible`: modals, conditions, commands, wishes, questions, and what the
  raters held differing or middling views of.
Where a word rated as happened is negated or future by its own marks, the rater
took the denial or the plan itself for the fact (`it does not work`: 1.9). These
contradict each other and are left out, and so are sentences without a gold tree.

MEANTIME's ratings stand for its attributes: 3 is certain, 1.5 probable, 0.75
possible, 0 underspecified, -3 certain and negative. Its attribute of time was
lost on the way to the scale; so certain words right after `will`, `shall`, `going
to`, `plans to` and their like are `future`, told by the bare words alone. After
`would` too: were it a condition, it would not be certain.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.model import Report, Token
from dragoman.read import analyse
from dragoman.read.events.status import find_status
from dragoman.read.events.tree import Tree

STATUSES = ("certain", "possible", "negated", "future")
SURE = 1.5
SUBJECTS_AND_OBJECTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj"})
COMPLEMENTS = frozenset({"xcomp", "ccomp"})
# Deny what they take: the negative signatures of the lists of implicative verbs.
DENYING = frozenset(
    {
        "fail",
        "refuse",
        "decline",
        "avoid",
        "prevent",
        "deny",
        "forget",
        "stop",
        "cease",
        "unable",
        "neglect",
        "omit",
        "refrain",
        "abstain",
        "forbid",
        "prohibit",
        "without",
        "instead",
    }
)
# Negation on them denies a finite clause or a bare infinitive beneath (Horn 1978).
RAISING = frozenset(
    {
        "think",
        "believe",
        "suppose",
        "imagine",
        "expect",
        "want",
        "seem",
        "appear",
        "let",
        "allow",
        "make",
    }
)
PLANNING = frozenset(
    {
        "plan",
        "promise",
        "schedule",
        "expect",
        "pledge",
        "vow",
        "swear",
        "arrange",
        "commit",
        "set",
        "agree",
        "decide",
    }
)
DUE = frozenset({"about", "due", "bound", "sure", "certain"})
FUTURE_AUXILIARIES = frozenset({"will", "'ll", "wo", "shall", "sha", "ll"})
ASKING = frozenset({"if", "whether", "unless"})
BEFORE_FUTURE = re.compile(
    r"(?:\b(?:will|shall|wo|would)|'ll|\b(?:going|about|due|set|planning|scheduled|expected"
    r"|plans?|planned|promised|pledged|vowed) to)"
    r"(?: (?:not|n't|be|been|have|also|now|soon|still|only|then|\w+ly)){0,3} $",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A row of CoNLL-U: form, lemma, Penn tag, features, head (-1 is the root) and relation."""

    form: str
    lemma: str
    tag: str
    features: str
    head: int
    relation: str


Gold = dict[int, str]
Words = list[tuple[int, int]]


class GoldTree:
    """A sentence of the treebank, asked how its words are marked."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.kids: list[list[Word]] = [[] for _ in words]
        for word in words:
            if word.head >= 0:
                self.kids[word.head].append(word)

    def is_negated(self, n: int) -> bool:
        """Whether the word, its subject or its object carries a negation."""
        for kid in self.kids[n]:
            if _is_negative(kid):
                return True
            place = self.words.index(kid)
            if kid.relation in SUBJECTS_AND_OBJECTS and any(map(_is_negative, self.kids[place])):
                return True
        return False

    def is_denied(self, n: int) -> bool:
        """Whether a word that its clause completes denies it: `refused to go`, `not to want to`."""
        word = self.words[n]
        if word.head < 0:
            return False
        above, kind = self.words[word.head], word.relation.partition(":")[0]
        marks = {k.lemma for k in self.kids[n] if k.relation == "mark"}
        if kind in COMPLEMENTS | {"acl", "advcl"} and DENYING & (marks | {above.lemma}):
            return True
        if self._shares_verb(n):
            return self.is_negated(word.head) or self.is_denied(word.head)
        if kind not in COMPLEMENTS:
            return False
        raised = kind == "xcomp" or above.lemma in RAISING
        return (raised and self.is_negated(word.head)) or self.is_denied(word.head)

    def is_future(self, n: int) -> bool:
        """Whether the word is told of as to come, by its own auxiliary or the verb it completes."""
        word = self.words[n]
        modals = {k.form.lower() for k in self.kids[n] if k.tag == "MD"}
        if {k.form.lower() for k in self.kids[n] if k.relation == "mark"} & ASKING:
            return False
        if modals & FUTURE_AUXILIARIES:
            return True
        if word.head < 0:
            return False
        above = self.words[word.head]
        if modals & {"would", "'d"}:
            perfect = any(k.lemma == "have" for k in self.kids[n] if k.relation == "aux")
            return word.relation == "ccomp" and above.tag in {"VBD", "VBN"} and not perfect
        if self._shares_verb(n):
            return self.is_future(word.head)
        if word.relation not in {"xcomp", "acl"} or not any(k.tag == "TO" for k in self.kids[n]):
            return False
        if above.lemma in PLANNING | DUE or (above.lemma == "go" and above.tag == "VBG"):
            return True
        return word.relation == "xcomp" and self.is_future(word.head)

    def _shares_verb(self, n: int) -> bool:
        """Whether a coordinated verb stands under the auxiliaries of the one before it."""
        word = self.words[n]
        own = any(k.relation.startswith(("nsubj", "aux")) for k in self.kids[n])
        adverse = any(k.lemma == "but" for k in self.kids[n])
        same = word.tag == self.words[word.head].tag and word.tag in {"VB", "VBG", "VBN"}
        return word.relation == "conj" and same and not own and not adverse


def _is_negative(word: Word) -> bool:
    return "Polarity=Neg" in word.features or "PronType=Neg" in word.features


def judge(tree: GoldTree, n: int, rating: float) -> str | None:
    """The status of a rated word of the treebank; None where tree and rating contradict."""
    negated, future = tree.is_negated(n), tree.is_future(n)
    if rating >= SURE:
        return None if negated or future else "certain"
    if negated or (rating < 0 and tree.is_denied(n)):
        return "negated"
    return "future" if future else "possible"


def read_treebank(path: Path) -> dict[str, tuple[str, GoldTree]]:
    """Sentences of a CoNLL-U file, as text and tree, by their letters without blanks."""
    found = {}
    text, words = "", list[Word]()
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# text = "):
            text = line[9:]
        elif line[:1].isdigit():
            columns = line.split("\t")
            if columns[0].isdigit():
                form, lemma, _, tag, features, head, relation = columns[1:8]
                words.append(Word(form, lemma, tag, features, int(head) - 1, relation))
        elif not line and words:
            found["".join(w.form for w in words).lower()] = text, GoldTree(words)
            words = []
    return found


def place_words(text: str, words: list[str]) -> Words | None:
    """Where words stand in a text that differs in blanks alone; None if it differs more."""
    places, at = [], 0
    for word in words:
        start = text.find(word, at)
        if start < 0 or text[at:start].strip():
            return None
        at = start + len(word)
        places.append((start, at))
    return places


def load_uds(shared: Path, split: str = "dev") -> Iterator[tuple[str, Words, Gold]]:
    """Sentences of UDS-IH2 as text, places of the words, and the status of those rated."""
    treebank = read_treebank(shared / f"data/syntax/ewt/{split}.conllu")
    path = shared / f"data/factuality/uds_ih2/{split}.jsonl"
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        words = row["text"].split()
        text, tree = treebank.get("".join(words).lower(), ("", None))
        if tree is None or len(tree.words) != len(words):
            continue
        places = place_words(text, [w.form for w in tree.words])
        if places is None:
            continue
        told = {t["span1"][0]: t["label"] for t in row["targets"]}
        judged = {n: judge(tree, n, rating) for n, rating in told.items()}
        yield text, places, {n: status for n, status in judged.items() if status}


def load_meantime(shared: Path, split: str = "dev") -> Iterator[tuple[str, Words, Gold]]:
    """Sentences of MEANTIME in the same way."""
    path = shared / f"data/factuality/meantime/{split}.jsonl"
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        words = row["text"].split()
        places = place_words(row["text"], words)
        assert places is not None
        gold = {}
        for target in row["targets"]:
            first, rating = target["span1"][0], target["label"]
            if rating < 0:
                gold[first] = "negated"
            elif rating < 3:
                gold[first] = "possible"
            else:
                after = BEFORE_FUTURE.search(row["text"][: places[first][0]])
                gold[first] = "future" if after else "certain"
        yield row["text"], places, gold


def find_words(text: str, places: Words) -> Iterator[tuple[Token, Tree] | None]:
    """The reader's word at each of some places of a text, with its tree."""
    analysis = analyse(Report(text=text, source="status", source_id="status"))
    to_original = analysis.prepared.offsets.to_original
    at: list[tuple[int, int, Token, Tree]] = []
    for sentence in analysis.sentences:
        tree = Tree(sentence)
        at += [(*to_original(t.start, t.end), t, tree) for t in sentence.tokens]
    for start, end in places:
        yield next(((t, tree) for a, b, t, tree in at if a < end and start < b), None)


def read_statuses(text: str, places: Words) -> Iterator[str]:
    """What the reader says of the words at some places; `certain` where it knows nothing else."""
    for found in find_words(text, places):
        yield (find_status(found[1], found[0]) if found else None) or "certain"


def score_pairs(pairs: Counter[tuple[str, str]]) -> dict[str, float]:
    """F1 of each status over pairs of (gold, ours), and their mean over those in gold."""
    figures = {}
    for status in STATUSES:
        gold = sum(n for (g, _), n in pairs.items() if g == status)
        ours = sum(n for (_, o), n in pairs.items() if o == status)
        if gold:
            figures[f"{status}.f1"] = 2 * pairs[status, status] / (gold + ours)
    return {"macro_f1": sum(figures.values()) / max(1, len(figures)), **figures}


def score_status(shared: Path) -> dict[str, float]:
    """Macro F1 and F1 of each status: over both development sets, and for each alone."""
    both: Counter[tuple[str, str]] = Counter()
    figures: dict[str, float] = {}
    for name, rows in (("uds", load_uds(shared)), ("meantime", load_meantime(shared))):
        pairs: Counter[tuple[str, str]] = Counter()
        for text, places, gold in rows:
            told = read_statuses(text, [places[n] for n in gold])
            pairs.update(zip(gold.values(), told, strict=True))
        figures |= {f"{name}.{key}": value for key, value in score_pairs(pairs).items()}
        both += pairs
    return {**score_pairs(both), **figures}
