"""How well stance towards a target is read: NewsMTSC, macro F1 of the three stances."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from dragoman.neural.encoder import load_encoder
from dragoman.neural.stance import STANCES, load_stance_reader
from training.stance.data import load_sentences, read_senses


def score_stance(shared: Path) -> dict[str, float]:
    """F1 of each stance and their mean on `devtest_mt`, sentences read alone."""
    encoder, head = load_encoder(), load_stance_reader()
    pairs: Counter[tuple[int, int]] = Counter()
    for words, targets in load_sentences(shared / "data/stance/newsmtsc/devtest_mt.jsonl"):
        spans = [(first, last) for first, last, _ in targets]
        told = head.read(read_senses(encoder, [words]), spans).argmax(1)
        pairs.update((int(t), gold) for t, (*_, gold) in zip(told, targets, strict=True))
    f1 = {}
    for n, stance in enumerate(STANCES):
        either = sum(c * ((told == n) + (gold == n)) for (told, gold), c in pairs.items())
        f1[stance] = 2 * pairs[n, n] / max(1, either)
    return {"macro_f1": sum(f1.values()) / 3, **{f"{s}.f1": value for s, value in f1.items()}}
