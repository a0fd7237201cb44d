"""Measures how often each cue, in each frame, brings a statement; prints the table of cues.

    python training/cues/measure.py GOLD > src/dragoman/lang/en/cues.tsv

GOLD is a folder with text/ and attributions/ as PolNeAR has it (train split).
`seeds.tsv` beside this file holds the hand-written cue words. Every verb, noun
and adjective is tried in the frame it stands in. A cue is kept if a seed names
it or if the data speaks for it. Its confidence is the share of tries whose
content (half of the words shared, or more) and source were both annotated,
shrunk towards the mean of its frame. Tries inside what a likelier cue brings
are left out, as the annotation holds outermost statements alone.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.model import Report
from dragoman.read import analyse
from dragoman.read.analysis import Analysis
from dragoman.read.cast import Cast
from dragoman.read.statements.cues import Cues
from dragoman.read.statements.drafts import Draft
from dragoman.read.statements.find import find_drafts
from dragoman.read.statements.links import make_linker

Key = tuple[str, str]
Spans = list[tuple[int, int]]
Gold = list[tuple[Spans, Spans]]  # content and source of one attribution

WORD = re.compile(r"\w+|[^\w\s]")
SEEDS = Path(__file__).with_name("seeds.tsv")
PRIOR_TRIES = 4
MIN_TRIES = 5
KEEP = 0.3
LOWEST = 0.12
ROUNDS = 2
# Set by hand where news seldom has the frame: a verb lost in translation.
BY_HAND: dict[Key, float] = {("broken", "that"): 0.7}
SEEDED_ONLY = frozenset({"quote", "colon", "view", "as", "broken"})


@dataclass
class Seeds:
    """The hand-written cues, and what is never to be one."""

    wanted: set[Key] = field(default_factory=set)
    never: set[Key] = field(default_factory=set)


def read_seeds(path: Path) -> Seeds:
    """The seeds of a file of frames and words; a frame after `!` is never one."""
    seeds = Seeds()
    for line in path.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        frames, words = line.split("\t")
        named = [w.replace("_", " ") for w in words.split()]
        keys = {(f, w) for f in frames.lstrip("!").split(",") for w in named}
        (seeds.never if line.startswith("!") else seeds.wanted).update(keys)
    return seeds


def read_brat(path: Path) -> Gold:
    """Content and source of every attribution of a BRAT file; malformed lines are left out."""
    spans: dict[str, Spans] = {}
    found: Gold = []
    for line in path.read_bytes().decode("utf-8").splitlines():
        mark, _, rest = line.partition("\t")
        if mark.startswith("T"):
            offsets = re.findall(r"(\d+) (\d+)", rest.split("\t")[0])
            spans[mark] = [(int(a), int(b)) for a, b in offsets]
        elif mark.startswith("E"):
            roles: dict[str, Spans] = defaultdict(list)
            for role, ref in re.findall(r"([A-Za-z]+)\d*:(T\d+)", rest):
                roles[role] += spans.get(ref, [])
            if roles["Content"]:
                found.append((roles["Content"], roles["Source"]))
    return found


def read_gold(folder: Path) -> Iterator[tuple[Analysis, Gold]]:
    """The reports of a folder with what is annotated in them."""
    for path in sorted((folder / "text").glob("*.txt")):
        annotations = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        if annotations:
            text = path.read_bytes().decode("utf-8")
            report = Report(text=text, source=path.name, source_id=path.stem)
            yield analyse(report), read_brat(annotations[0])


class Trial(Cues):
    """Takes everything for a cue, so that everything can be counted."""

    def confidence(self, frame: str, lemma: str) -> float | None:
        """The confidence so far, or next to nothing for what was never counted."""
        known = self.by_frame.get((frame, lemma))
        return known if known is not None or frame in SEEDED_ONLY else 0.01


@dataclass
class Counts:
    """Tries of every cue, and how many brought content, and content with source."""

    tries: Counter[Key] = field(default_factory=Counter)
    content: Counter[Key] = field(default_factory=Counter)
    source: Counter[Key] = field(default_factory=Counter)


def _words(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    return frozenset(a + m.start() for a, b in spans for m in WORD.finditer(text[a:b]))


def _is_inside(draft: Draft, others: Sequence[Draft]) -> bool:
    place = draft.cue_span[0] if draft.cue_span else draft.start
    return any(
        o is not draft
        and o.size > draft.size
        and o.confidence >= draft.confidence
        and o.holds(place)
        for o in others
    )


def count(analysis: Analysis, gold: Gold, cues: Cues, counts: Counts) -> None:
    """Adds one report's tries to the counts."""
    original = analysis.prepared.original
    offsets = analysis.prepared.offsets
    annotated = [(_words(original, c), _words(original, s)) for c, s in gold]
    drafts, _ = find_drafts(analysis, make_linker(analysis, Cast((), ())), cues, 0.0)
    likely = [d for d in drafts if d.confidence >= KEEP]
    for draft in drafts:
        if _is_inside(draft, likely) or draft.source is None:
            continue
        key = (draft.frame, draft.lemma)
        counts.tries[key] += 1
        words = _words(original, [offsets.to_original(*p) for p in draft.content])
        named = _words(original, [offsets.to_original(draft.source.start, draft.source.end)])
        shared = [(len(words & c) / len(words | c), s) for c, s in annotated if words & c]
        best, source = max(shared, key=lambda x: x[0], default=(0.0, frozenset()))
        counts.content[key] += best >= 0.5
        counts.source[key] += best >= 0.5 and bool(named & source)


def frame_means(counts: Counts, seeds: Seeds) -> dict[str, float]:
    """Mean share of right tries over the seeds of each frame, every word counting alike."""
    shares: dict[str, list[float]] = defaultdict(lambda: [0.35, 0.35])
    for key in seeds.wanted:
        if counts.tries[key] >= 3:
            shares[key[0]].append(counts.source[key] / counts.tries[key])
    return {f: sum(v) / len(v) for f, v in shares.items()}


def make_table(counts: Counts, seeds: Seeds) -> dict[Key, float]:
    """Every kept cue with its confidence."""
    means = frame_means(counts, seeds)
    table = dict(BY_HAND)
    for key in (set(counts.tries) | seeds.wanted) - seeds.never - set(BY_HAND):
        tries, is_seed = counts.tries[key], key in seeds.wanted
        if not is_seed and tries < MIN_TRIES:
            continue
        prior = means.get(key[0], 0.35 if is_seed else 0.15) * (1 if is_seed else 0.5)
        share = (counts.source[key] + PRIOR_TRIES * prior) / (tries + PRIOR_TRIES)
        if share >= LOWEST:
            table[key] = share
    return table


def measure(
    reports: Sequence[tuple[Analysis, Gold]], seeds: Seeds
) -> tuple[dict[Key, float], Counts]:
    """The table of cues and the counts it rests on."""
    table = dict.fromkeys(seeds.wanted, 0.5)
    counts = Counts()
    for _ in range(ROUNDS):
        cues, counts = Trial(table, frozenset(), anything=True), Counts()
        for analysis, gold in reports:
            count(analysis, gold, cues, counts)
        table = make_table(counts, seeds)
    return table, counts


def print_table(table: dict[Key, float], counts: Counts) -> None:
    """The table as `cues.tsv`: lemma, frame, confidence, tries."""
    print("# Cues: lemma (with particle), frame, confidence, tries behind it.")
    print("# Made by training/cues/measure.py; a row added by hand needs the first three columns.")
    for frame, lemma in sorted(table, key=lambda k: (k[1], k[0])):
        print(lemma, frame, f"{table[frame, lemma]:.2f}", counts.tries[frame, lemma], sep="\t")


if __name__ == "__main__":
    print_table(*measure(list(read_gold(Path(sys.argv[1]))), read_seeds(SEEDS)))
