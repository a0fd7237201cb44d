"""Gold data as sentences of words with labels, one loader a source.

Everything becomes `Document`s: sentences of words with what is annotated on
them; what a source does not annotate is None. Spans of statements are kept on
the document, as places in the run of all its words.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.neural.words import find_words
from dragoman.text import prepare_text
from training.encoder.labels import CONLL, CROSSNER, NAMES, RE3D

AUXILIARIES = frozenset(
    [
        "has",
        "have",
        "had",
        "is",
        "was",
        "were",
        "be",
        "been",
        "being",
        "are",
        "do",
        "does",
        "did",
        "also",
        "to",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "should",
        "must",
        "not",
        "n't",
        "just",
        "still",
        "then",
        "later",
        "even",
        "already",
        "only",
        "again",
        "repeatedly",
        "once",
    ]
)


@dataclass
class Sentence:
    """Words of a sentence and what is known of them, one entry a word."""

    words: list[str]
    first_of_passage: bool = False
    xpos: list[str] | None = None
    upos: list[str] | None = None
    heads: list[int] | None = None  # 0 is the root, n the n-th word, -1 not known
    rels: list[str] | None = None
    names: list[tuple[int, ...]] | None = None  # indices of NAMES that may be right
    onto: list[str] | None = None
    factuality: dict[int, float] | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Attribution:
    """Places of words, counted over the whole document."""

    anchor: int
    source: frozenset[int]
    content: frozenset[int]
    cue: frozenset[int]


@dataclass
class Document:
    """One text. `attributions` is None where statements are not annotated."""

    sentences: list[Sentence]
    attributions: list[Attribution] | None = None
    segmented: bool = False  # sentence boundaries are gold
    nested: bool = False  # attributions inside others' content are marked too


def from_text(text: str) -> list[Sentence]:
    """Sentences of words as reading will see them; spans count in `text` if it needs no repair."""
    prepared = prepare_text(text)
    to = prepared.offsets.to_original
    sentences = []
    before = -1
    for piece in prepared.sentences:
        opens = before < 0 or "\n" in prepared.repaired[before : piece.start]
        before = piece.end
        spans = list(find_words(prepared.repaired, piece.start, piece.end))
        if spans:
            words = [prepared.repaired[a:b] for a, b in spans]
            sentences.append(Sentence(words, opens, spans=[to(a, b) for a, b in spans]))
    return sentences


def load_scorer(shared: Path):
    """The shared scorers: their reading of BRAT files is the one that counts."""
    sys.path.insert(0, str(shared / "score"))
    import score

    return score


def load_polnear(shared: Path, split: str, silver: dict | None = None) -> Iterator[Document]:
    """PolNeAR (Newell and others, 2018): attributions with source, cue and content."""
    score = load_scorer(shared)
    for stem, text, ann in score.polnear_docs(shared / "data/statements/polnear" / split):
        sentences = from_text(text)
        spans = [s for sentence in sentences for s in sentence.spans]
        words = [w for sentence in sentences for w in sentence.words]
        attributions = []
        for content, cue, source in score.brat(ann):
            places = [find_places(spans, words, x) for x in (source, content, cue)]
            if places[1] and places[2]:
                anchor = find_anchor(words, sorted(places[2]))
                attributions.append(Attribution(anchor, places[0], places[1], places[2]))
        if silver and stem in silver:
            add_silver(sentences, silver[stem])
        yield Document(sentences, attributions)


def find_places(spans, words, pieces) -> frozenset[int]:
    """The words within pieces of text, without marks at the ends of each."""
    found: set[int] = set()
    for start, end in pieces:
        inside = [n for n, (a, b) in enumerate(spans) if a < end and b > start]
        while inside and not any(c.isalnum() for c in words[inside[-1]]):
            inside.pop()
        while inside and not any(c.isalnum() for c in words[inside[0]]):
            inside.pop(0)
        found.update(inside)
    if not found:  # a cue that is a mark: `Trump: ...`
        found.update(n for s, e in pieces for n, (a, b) in enumerate(spans) if a < e and b > s)
    return frozenset(found)


def find_anchor(words: list[str], places: list[int]) -> int:
    """The word a cue is known by: its first that is no auxiliary."""
    plain = [n for n in places if words[n].lower() not in AUXILIARIES]
    return (plain or places)[0]


def add_silver(sentences: list[Sentence], entities: list[tuple[int, int, str]]) -> None:
    """Name classes that another program found, as (start, end, class) of the text."""
    for sentence in sentences:
        sentence.onto = ["O"] * len(sentence.words)
        for start, end, kind in entities:
            inside = [n for n, (a, b) in enumerate(sentence.spans) if a < end and b > start]
            for k, n in enumerate(inside):
                sentence.onto[n] = ("I-" if k else "B-") + kind


def load_silver_texts(path: Path) -> Iterator[Document]:
    """Texts that carry nothing but silver name classes."""
    with path.open(encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            if row.get("text"):
                sentences = from_text(row["text"])
                add_silver(sentences, row["entities"])
                yield Document(sentences)


def load_silver_trees(path: Path) -> Iterator[Document]:
    """News that another program parsed: trees with gaps, tags and name classes."""
    with path.open(encoding="utf8") as lines:
        for line in lines:
            yield Document(
                [
                    Sentence(
                        row["words"],
                        row["first"],
                        xpos=row["xpos"],
                        heads=row["heads"],
                        rels=row["rels"],
                        onto=row["onto"],
                    )
                    for row in json.loads(line)["sentences"]
                ]
            )


def read_conllu(path: Path) -> Iterator[Document]:
    """Universal Dependencies: parts of speech, heads and relations; subtypes of relations kept."""
    sentences: list[Sentence] = []
    rows: list[list[str]] = []
    text, first = "", True
    for raw in [*path.read_text("utf8").split("\n"), "# sent_id = end-1"]:
        if raw.startswith("# sent_id"):
            now = raw.rpartition("-")[0]
            if now != text and sentences:
                yield Document(sentences, segmented=True)
                sentences, first = [], True
            text = now
        if raw.startswith("# newpar"):
            first = True
        if raw[:1].isdigit():
            columns = raw.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
        elif not raw and rows:
            sentences.append(
                Sentence(
                    [r[1] for r in rows],
                    first,
                    [r[4] for r in rows],
                    [r[3] for r in rows],
                    [int(r[6]) for r in rows],
                    [r[7] for r in rows],
                )
            )
            rows, first = [], False


def read_bio(path: Path, allowed: dict[str, tuple[str, ...]]) -> Iterator[Sentence]:
    """Named entities in CoNLL's form; each word gets the labels that may be right."""
    index = {label: n for n, label in enumerate(NAMES)}
    words: list[str] = []
    labels: list[tuple[int, ...]] = []
    for raw in [*path.read_text("utf8").split("\n"), ""]:
        parts = raw.split()
        if not parts or parts[0] == "-DOCSTART-":
            if words:
                yield Sentence(words, names=labels)
            words, labels = [], []
            continue
        words.append(parts[0])
        prefix, _, kind = parts[-1].partition("-")
        types = allowed.get(kind, ())
        labels.append(tuple(index[f"{prefix}-{t}"] for t in types) if kind else (0,))


def group(sentences: list[Sentence], size: int) -> Iterator[Document]:
    """Runs of sentences as documents."""
    for n in range(0, len(sentences), size):
        yield Document(sentences[n : n + size], segmented=True)


def load_conll2003(shared: Path, split: str) -> Iterator[Document]:
    """CoNLL-2003 (Tjong Kim Sang and De Meulder), Reuters news."""
    yield from group(list(read_bio(shared / f"data/entities/conll2003/{split}.txt", CONLL)), 12)


def load_crossner(shared: Path, split: str) -> Iterator[Document]:
    """CrossNER (Liu and others, 2021), politics. Sentences do not follow one another."""
    yield from group(list(read_bio(shared / f"data/entities/politics/{split}.txt", CROSSNER)), 1)


def load_re3d(shared: Path) -> Iterator[Document]:
    """re3d (Dstl): names alone; descriptions such as `the army` are left out as unknown."""
    index = {label: n for n, label in enumerate(NAMES)}
    for folder in sorted((shared / "data/relations/re3d").iterdir()):
        entities = defaultdict(list)
        for raw in (folder / "entities.json").read_text("utf8").splitlines():
            if raw.strip():
                row = json.loads(raw)
                entities[row["documentId"]].append(row)
        for raw in (folder / "documents.json").read_text("utf8").splitlines():
            if raw.strip():
                row = json.loads(raw)
                sentences = from_text(row["text"])
                for sentence in sentences:
                    _mark_re3d(sentence, entities[row["_id"]], index)
                yield Document(sentences)


OFFICES = re.compile(
    r"(?i)minister|president|secretary|ambassador|representative|commissioner|general|envoy|leader"
)


def _is_name(value: str) -> bool:
    words = [
        w for w in re.findall(r"[\w'’]+", value) if w.lower() not in {"the", "of", "for", "and"}
    ]
    return bool(words) and all(w[0].isupper() or w in {"al", "el", "bin", "and"} for w in words)


def _mark_re3d(sentence: Sentence, entities: list[dict], index: dict[str, int]) -> None:
    labels: list[tuple[int, ...]] = [(0,)] * len(sentence.words)
    anything = tuple(range(len(NAMES)))
    for row in sorted(entities, key=lambda r: r["begin"] - r["end"]):
        start, end = row["begin"], row["end"]
        if row["value"].lower().startswith("the "):
            start += 4
        inside = [n for n, (a, b) in enumerate(sentence.spans) if a < end and b > start]
        known = row["type"] in RE3D and _is_name(row["value"])
        known = known and not (row["type"] == "Person" and OFFICES.search(row["value"]))
        for k, n in enumerate(inside):
            if known:
                kind = RE3D[row["type"]][0]
                new = index[("I-" if k else "B-") + kind]
                same = len(inside) > 1 or labels[n] in ((0,), anything)
                labels[n] = (new,) if same else (*labels[n], new)
            elif row["type"] in RE3D and labels[n] == (0,) and sentence.words[n][0].isupper():
                labels[n] = anything
    sentence.names = labels


def add_factuality(documents: list[Document], path: Path) -> list[Document]:
    """UDS-IH2's scale on the sentences it shares with the treebank; the rest as documents.

    Returns the documents made of sentences that no document holds.
    """
    known = {"".join(s.words).lower(): s for d in documents for s in d.sentences}
    rest = []
    for raw in path.read_text("utf8").splitlines():
        row = json.loads(raw)
        words = row["text"].split()
        marks = {t["span1"][0]: t["label"] for t in row["targets"]}
        sentence = known.get("".join(words).lower())
        if sentence is None or len(sentence.words) != len(words):
            sentence = Sentence(words)
            rest.append(sentence)
        sentence.factuality = {**(sentence.factuality or {}), **marks}
    return list(group(rest, 1))
