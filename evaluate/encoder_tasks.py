"""Figures of the encoder alone, on gold words, with each field's own scorer."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from seqeval.metrics import f1_score
from udtools import udeval

from dragoman.neural import LineScores, load_neural_parser
from training.encoder import data
from training.encoder.labels import CROSSNER

KEPT = {"person": "PER", "organisation": "ORG", "place": "LOC"}


def _read(documents: Sequence[data.Document]) -> Iterator[tuple[data.Sentence, LineScores]]:
    parser = load_neural_parser()
    for document in documents:
        words = [s.words for s in document.sentences]
        opens = [n == 0 or s.first_of_passage for n, s in enumerate(document.sentences)]
        yield from zip(document.sentences, parser.read_words(words, opens), strict=True)


def _conllu(rows: Sequence[tuple[Sequence[str], LineScores]]) -> str:
    lines = []
    for words, found in rows:
        columns = zip(words, found.upos, found.xpos, found.heads, found.rels, strict=True)
        for n, (word, upos, xpos, head, rel) in enumerate(columns, 1):
            lines.append(f"{n}\t{word}\t_\t{upos}\t{xpos}\t_\t{head}\t{rel}\t_\t_")
        lines.append("")
    return "\n".join(lines) + "\n"


def _gold(sentence: data.Sentence) -> LineScores:
    known = (sentence.xpos, sentence.upos, sentence.heads, sentence.rels)
    return LineScores(*(tuple(x or ()) for x in known), (), (), (), ())


def score_syntax(shared: Path) -> dict[str, float]:
    """UAS, LAS and tags on EWT dev with gold words, by the CoNLL 2018 shared task's scorer."""
    rows = list(_read(list(data.read_conllu(shared / "data/syntax/ewt/dev.conllu"))))
    gold = _conllu([(s.words, _gold(s)) for s, _ in rows])
    mine = _conllu([(s.words, found) for s, found in rows])
    scores = udeval.evaluate(*(udeval.load_conllu(io.StringIO(x), "", {}) for x in (gold, mine)))
    return {name.lower(): scores[name].f1 for name in ("UAS", "LAS", "UPOS", "XPOS")}


def score_names(shared: Path) -> dict[str, float]:
    """Micro F1 over persons, organisations and locations on CrossNER politics dev, by seqeval."""
    gold_labels, labels = [], []
    path = shared / "data/entities/politics/dev.txt"
    for sentence, found in _read(list(data.group(list(data.read_bio(path, CROSSNER)), 1))):
        gold = [data.NAMES[known[0]] for known in sentence.names or ()]
        gold_labels.append([_plain(x) for x in gold])
        labels.append([_plain(x) for x in found.names])
    return {"names.f1": float(f1_score(gold_labels, labels))}


def _plain(label: str) -> str:
    kind = KEPT.get(label[2:])
    return f"{label[:2]}{kind}" if kind else "O"


def score_factuality(shared: Path) -> dict[str, float]:
    """Pearson's r on the annotated words of UDS-IH2 dev."""
    trees = list(data.read_conllu(shared / "data/syntax/ewt/dev.conllu"))
    trees += data.add_factuality(trees, shared / "data/factuality/uds_ih2/dev.jsonl")
    gold, mine = [], []
    for sentence, found in _read(trees):
        for place, value in (sentence.factuality or {}).items():
            gold.append(value)
            mine.append(found.factuality[place])
    return {"pearson_r": float(np.corrcoef(gold, mine)[0, 1])}


ENCODER_TASKS: dict[str, Callable[[Path], dict[str, float]]] = {
    "ewt-dev": score_syntax,
    "crossner-politics-dev": score_names,
    "uds-ih2-dev": score_factuality,
}
