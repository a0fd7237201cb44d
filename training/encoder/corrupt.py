"""What machine translation and careless copying do to words, for training on broken text.

Works on words, so labels can follow: each new word names the word it came
from, or none. A sentence keeps at least one word.
"""

from __future__ import annotations

from random import Random

QUOTES = frozenset({"“", "”", '"', "``", "''", "«", "»"})
STYLES = (("“", "”"), ('"', '"'), ("''", "''"), ("«", "»"), ("”", "“"), ("“", "“"))
APOSTROPHES = {
    "'s": ("s", "’s", "'s"),
    "’s": ("s", "'s", "´s"),
    "n't": ("nt",),
    "n’t": ("nt", "n't"),
}
SLIPS = {
    "said": ("says", "say", "saying"),
    "says": ("said", "say"),
    "told": ("tells", "tell"),
    "added": ("adds", "adding"),
    "wrote": ("writes",),
    "reported": ("reports", "report"),
    "was": ("is",),
    "were": ("are",),
    "is": ("was",),
    "are": ("were", "is"),
    "has": ("had", "have"),
    "had": ("has",),
    "will": ("would",),
    "would": ("will",),
}

Word = tuple[str, int]  # the word and the place it came from, -1 for none


def corrupt(words: list[str], random: Random) -> list[Word]:
    """The words of one window after faults drawn by chance; which kinds is drawn once a window."""
    out: list[Word] = [(w, n) for n, w in enumerate(words)]
    for fault in (_quotes, _commas, _apostrophes, _case, _hyphens, _slips, _articles):
        if random.random() < 0.5:
            out = fault(out, random)
    return out or [(words[0], 0)]


def _quotes(words: list[Word], random: Random) -> list[Word]:
    style = random.choice(STYLES)
    restyle, rate = random.random() < 0.7, random.choice((0.0, 0.1, 0.3))
    out: list[Word] = []
    opened = False
    for word, n in words:
        if word not in QUOTES:
            out.append((word, n))
            continue
        opened = not opened
        new = style[not opened] if restyle else word
        draw = random.random()
        if draw < rate:
            continue
        if draw < rate * 1.5:
            out.append((new, n))
            out.append((new, -1))
        elif draw < rate * 2 and out:
            out.insert(-1, (new, n))
        else:
            out.append((new, n))
    return out


def _commas(words: list[Word], random: Random) -> list[Word]:
    rate = random.choice((0.2, 0.6))
    return [(w, n) for w, n in words if w != "," or random.random() > rate]


def _apostrophes(words: list[Word], random: Random) -> list[Word]:
    return [
        (random.choice(APOSTROPHES[w]) if w in APOSTROPHES and random.random() < 0.6 else w, n)
        for w, n in words
    ]


def _case(words: list[Word], random: Random) -> list[Word]:
    draw = random.random()
    if draw < 0.1:
        return [(w.upper(), n) for w, n in words]
    if draw < 0.2:
        return [(w[:1].upper() + w[1:], n) for w, n in words]
    rate = random.choice((0.1, 0.3, 1.0))
    return [(w.lower() if random.random() < rate else w, n) for w, n in words]


def _hyphens(words: list[Word], random: Random) -> list[Word]:
    new = random.choice(("–", "-", ""))
    return [(new if w == "-" else w, n) for w, n in words if w != "-" or new]


def _slips(words: list[Word], random: Random) -> list[Word]:
    return [
        (random.choice(SLIPS[w]) if w in SLIPS and random.random() < 0.3 else w, n)
        for w, n in words
    ]


def _articles(words: list[Word], random: Random) -> list[Word]:
    rate = random.choice((0.1, 0.3))
    return [(w, n) for w, n in words if w.lower() not in {"the", "a"} or random.random() > rate]
