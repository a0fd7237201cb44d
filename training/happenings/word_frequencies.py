"""In how many news reports each lemma stands: makes `link/word_frequencies.tsv`.

    python -m training.happenings.word_frequencies READINGS... > word_frequencies.tsv

READINGS are files of readings as `dragoman read --format jsonl` writes them; only the
reports' texts are used, each report once. Words are cut and brought to lemmas by
`link/words.py`, as those of events are. What stands in fewer than `MIN_REPORTS`
or is longer than `LONGEST` is left out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.link.frequencies import OUT_OF
from dragoman.link.words import lemmas_in

MIN_REPORTS, LONGEST = 3, 24
HEADER = (
    "# Of ten thousand news reports, in how many each lemma stands: the number, then the lemmas.\n"
    "# Made by training/happenings/word_frequencies.py; see MODEL_CARD.md."
)


def read_texts(paths: Iterable[Path]) -> Iterator[str]:
    """The text of each report, once."""
    seen: set[str] = set()
    for path in paths:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                report = json.loads(line)["report"]
                if report["id"] not in seen:
                    seen.add(report["id"])
                    yield report["text"]


def count_reports(texts: Iterable[str]) -> tuple[Counter[str], int]:
    """In how many texts each lemma stands, and how many texts there are."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        counts.update(set(lemmas_in(text)))
    return counts, total


def main() -> None:
    counts, total = count_reports(read_texts(Path(p) for p in sys.argv[1:]))
    lemmas: dict[int, list[str]] = defaultdict(list)
    for lemma, reports in counts.items():
        if reports >= MIN_REPORTS and len(lemma) <= LONGEST:
            lemmas[round(reports * OUT_OF / total)].append(lemma)
    print(HEADER)
    for number in sorted(lemmas):
        print(f"{number}\t{' '.join(sorted(lemmas[number]))}")


if __name__ == "__main__":
    main()
