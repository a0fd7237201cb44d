"""A copy of statement gold data with the faults of machine translation, spans carried along.

Faults are drawn with a fixed seed from what broken translations really show:
quotation marks that are missing, doubled, moved or of another style, lost
commas and apostrophes, names in lower case, `Al-` in other spellings,
headings run into the sentence after them, slips of tense.
"""

from __future__ import annotations

import re
import shutil
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from random import Random

from dragoman.text import Edit

SEED = 20
RATE = 0.15
QUOTE = re.compile(r"[\"“”]")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b")
APOSTROPHE = re.compile(r"(?<=\w)['’](?=s\b|t\b|re\b|ve\b)")
ARTICLE = re.compile(r"\b[Aa]l-(?=[A-Z])")
HEADING = re.compile(r"(?m)(?<=[a-z])\n+(?=[A-Z])")
SLIPS = {
    "said": "says",
    "says": "said",
    "told": "tells",
    "added": "adds",
    "is": "was",
    "was": "is",
    "has": "had",
    "are": "were",
}
VERB = re.compile(r"\b(" + "|".join(SLIPS) + r")\b")


def _quote(mark: str, random: Random) -> str:
    other = {'"': "“", "“": "”", "”": "“"}[mark]
    return random.choice(("", mark + mark, other, '"', f" {mark} ", "''"))


def find_faults(text: str, random: Random) -> Iterator[Edit]:
    """The faults of one text, in no order; some may overlap."""
    for found in QUOTE.finditer(text):
        if random.random() < 2 * RATE:
            yield Edit(*found.span(), _quote(found[0], random))
    for pattern, replacements in (
        (re.compile(","), ("",)),
        (APOSTROPHE, ("", "´", "' ")),
        (ARTICLE, ("al – ", "Al ", "El-", "al-")),
        (HEADING, (" ",)),
    ):
        for found in pattern.finditer(text):
            if random.random() < RATE:
                yield Edit(*found.span(), random.choice(replacements))
    for found in NAME.finditer(text):
        if random.random() < RATE / 2:
            yield Edit(*found.span(), found[0].lower())
    for found in VERB.finditer(text):
        if random.random() < RATE:
            yield Edit(*found.span(), SLIPS[found[0]])


def corrupt(text: str, random: Random) -> tuple[str, list[Edit]]:
    """The text with faults, and the faults in order."""
    faults: list[Edit] = []
    for fault in sorted(find_faults(text, random), key=lambda e: (e.start, e.end)):
        if not faults or fault.start >= faults[-1].end:
            faults.append(fault)
    pieces, at = [], 0
    for fault in faults:
        pieces += [text[at : fault.start], fault.replacement]
        at = fault.end
    return "".join([*pieces, text[at:]]), faults


def carry(offset: int, faults: list[Edit], *, end: bool = False) -> int:
    """Where an offset of the sound text lies in the broken one; `end` for a span's end."""
    at = bisect_right([f.start for f in faults], offset - 1 if end else offset)
    shift = sum(len(f.replacement) - (f.end - f.start) for f in faults[:at])
    if at and offset < faults[at - 1].end:  # inside what was replaced
        fault = faults[at - 1]
        shift -= len(fault.replacement) - (fault.end - fault.start)
        inside = len(fault.replacement) if end else 0
        return fault.start + shift + inside
    return offset + shift


def _carry_line(line: str, faults: list[Edit], text: str) -> str:
    """One line of BRAT with its offsets moved; lines of events stay."""
    if not line.startswith("T"):
        return line
    parts = line.split("\t")
    if len(parts) < 3:
        return line
    kind, _, where = parts[1].partition(" ")
    try:
        spans = [tuple(map(int, piece.split()[:2])) for piece in where.split(";")]
    except ValueError:
        return line
    moved = [(carry(a, faults), carry(b, faults, end=True)) for a, b in spans]
    places = ";".join(f"{a} {b}" for a, b in moved)
    words = " ".join(text[a:b] for a, b in moved).replace("\n", " ")
    return f"{parts[0]}\t{kind} {places}\t{words}"


def write_corrupted(gold: Path, out: Path) -> None:
    """A folder of PolNeAR's form with every text broken; the same faults each time."""
    shutil.rmtree(out, ignore_errors=True)
    for name in ("text", "attributions"):
        (out / name).mkdir(parents=True)
    for source in sorted((gold / "text").glob("*.txt")):
        with source.open(encoding="utf8", newline="") as file:
            text = file.read()
        broken, faults = corrupt(text, Random(f"{SEED} {source.stem}"))
        with (out / "text" / source.name).open("w", encoding="utf8", newline="") as file:
            file.write(broken)
        for ann in sorted((gold / "attributions").glob(f"{source.stem}_*.ann")):
            with ann.open(encoding="utf8", newline="") as file:
                lines = file.read().split("\n")
            new = "\n".join(_carry_line(line.rstrip("\r"), faults, broken) for line in lines)
            with (out / "attributions" / ann.name).open("w", encoding="utf8", newline="") as file:
                file.write(new)
