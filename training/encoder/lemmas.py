"""Write lang/en/lemmas.tsv: what the lemma rules get wrong in the treebanks' training parts."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from dragoman.neural.lemmas import VERB_TAGS, by_rule, coarse, lexicon
from dragoman.neural.pieces import Pieces

HEADER = (
    "# Lemmas that the rules in neural/lemmas.py get wrong; from the training parts of\n"
    "# UD_English-EWT and GUM (CC BY-SA 4.0). form\ttag\tlemma\n"
)


def _is_word(lemma: str, known: Pieces) -> bool:
    return lemma in lexicon() or lemma in known


def main(shared: Path, out: Path, tokenizer: Path) -> None:
    known = Pieces(tokenizer)
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    paths = [shared / "data/syntax/ewt/train.conllu"]
    paths += sorted((shared / "data/syntax/gum/train").glob("*.conllu"))
    for path in paths:
        for raw in path.read_text("utf8").split("\n"):
            columns = raw.split("\t")
            if len(columns) > 5 and columns[0].isdigit():
                _, word, lemma, upos, xpos = columns[:5]
                if lemma != "_" and upos != "PROPN":
                    seen[word.lower().replace("’", "'"), coarse(xpos)][lemma] += 1
    lemmas = Counter(lemma for counts in seen.values() for lemma in counts.elements())
    rows = []
    for (word, kind), counts in sorted(seen.items()):
        lemma, times = counts.most_common(1)[0]
        fallback = by_rule(word, kind, known)
        plain = (
            word.isascii()
            and (word.isalpha() or ("'" in word and len(word) < 4))
            and lemma.isascii()
        )
        often = times > 1 or kind != "other"
        if kind in VERB_TAGS and lemmas[lemma] == 1 and lemmas[fallback] > 1:
            continue  # a slip of the annotators: `ranged` as `rang`
        if kind in VERB_TAGS and lemmas[lemma] == 1 and not _is_word(lemma, known):
            others = {fallback, *(x for k in ("VBD", "VBN") for x in seen.get((word, k), ()))}
            if any(_is_word(x, known) for x in others - {lemma}):
                continue  # `fled` as `flead`
        if plain and often and lemma != fallback and lemma.lower()[:1] != "_":
            rows.append(f"{word}\t{kind}\t{lemma}\n")
    out.write_text(HEADER + "".join(rows), encoding="utf8")
    print(len(rows), "rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
