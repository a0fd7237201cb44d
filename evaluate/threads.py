"""Readers of gold threads: MEANTIME, ECB+ and the timelines of SemEval-2015 task 4.

All three give words, in sentences; they are joined to running text, and spans of words
`[first, last]` are what gold and system are compared by. Terms and origins:
`../shared/data/README.md`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from lxml import etree

from dragoman.model import Report
from evaluate.coreference import Span, join_words

ECB_DEV = frozenset({2, 5, 12, 18, 21, 23, 34, 35})
ECB_TEST = frozenset(range(36, 46))
# Chains whose events or things are of these kinds.
MEANTIME_EVENTS = frozenset({"OTH", "SPE", "GRA"})
MEANTIME_ACTORS = frozenset({"PER", "ORG", "LOC"})
_MARK = re.compile(r"(\()?[a-z_]*_([A-Z]{3}\d+)(\))?")
_URL_DAY = re.compile(r"((?:19|20)\d\d)\s*[/-]\s*(\d{1,2})\s*[/-]\s*(\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Text:
    """A report of a thread: its words as running text, and its gold chains.

    `spans` are each word's offsets in `text`, `sentences` its sentence's number;
    `events` and `actors` map a chain's name to spans of words. `published` is an ISO date.
    """

    id: str
    topic: str
    text: str
    spans: tuple[Span, ...]
    sentences: tuple[int, ...]
    published: str | None
    events: dict[str, frozenset[Span]]
    actors: dict[str, frozenset[Span]]
    title: str | None = None

    def report(self) -> Report:
        """The report that is read."""
        return Report(
            self.text,
            self.id,
            self.id,
            title=self.title,
            published=self.published,
            published_precision="day" if self.published else None,
            language="en",
        )

    def place(self, span: Span) -> Span:
        """The offsets in the text of a span of words."""
        return self.spans[span[0]][0], self.spans[span[1]][1]


def _joined(sentences: Sequence[Sequence[str]], own_lines: int) -> tuple[str, list[Span]]:
    """Sentences as text, the first ones on lines of their own, and the words' offsets."""
    text, spans = "", []
    for n, words in enumerate(sentences):
        piece, places = join_words(list(words))
        text += "" if n == 0 else "\n\n" if n <= own_lines else " "
        spans += [(a + len(text), b + len(text)) for a, b in places]
        text += piece
    return text, spans


# --- MEANTIME ---------------------------------------------------------------------------------


def read_meantime(folder: Path) -> list[Text]:
    """MEANTIME's 120 reports (Minard et al. 2016), as `meantime.conll` has them.

    Only what corefers, within or across reports, has a chain there. The first sentence is the
    headline, the second the date of the report.
    """
    texts: list[Text] = []
    name, rows = "", []
    for line in (folder / "meantime.conll").read_text("utf-8").splitlines():
        if line.startswith("#begin"):
            name, rows = line.split("(")[1].split(")")[0], []
        elif line.startswith("#end"):
            texts.append(_meantime_text(name, rows))
        elif line.strip():
            rows.append(line.split("\t", 4)[1:])
    return texts


def _meantime_text(name: str, rows: list[list[str]]) -> Text:
    by_sentence: dict[int, list[str]] = defaultdict(list)
    for number, _, word, _ in rows:
        by_sentence[int(number)].append(word)
    sentences = [by_sentence[n] for n in sorted(by_sentence)]
    text, spans = _joined(sentences, own_lines=2)
    chains = _chains([marks for *_, marks in rows])
    return Text(
        name,
        name.split("/", maxsplit=1)[0],
        text,
        tuple(spans),
        tuple(int(n) for n, *_ in rows),
        _day(" ".join(sentences[1])),
        {k: v for k, v in chains.items() if k[:3] in MEANTIME_EVENTS},
        {k: v for k, v in chains.items() if k[:3] in MEANTIME_ACTORS},
        " ".join(sentences[0]),
    )


def _chains(marks: Sequence[str]) -> dict[str, frozenset[Span]]:
    """Spans of words by chain, from bracketed marks a word."""
    waiting: dict[str, list[int]] = defaultdict(list)
    found: dict[str, set[Span]] = defaultdict(set)
    for at, mark in enumerate(marks):
        for opens, name, closes in _MARK.findall(mark):
            if opens:
                waiting[name].append(at)
            if closes and waiting[name]:
                found[name].add((waiting[name].pop(), at))
    return {name: frozenset(spans) for name, spans in found.items()}


def _day(words: str) -> str | None:
    """`March 01 , 2008` as an ISO date."""
    match = re.search(r"([A-Z][a-z]+) (\d{1,2}) ?, (\d{4})", words)
    if match is None:
        return None
    month, day, year = match.groups()
    return datetime.strptime(f"{day} {month} {year}", "%d %B %Y").date().isoformat()


# --- ECB+ -------------------------------------------------------------------------------------


def read_ecb(folder: Path, topics: Sequence[int]) -> list[Text]:
    """The reports of some topics of ECB+ (Cybulska and Vossen 2014)."""
    paths = (p for topic in topics for p in sorted((folder / str(topic)).glob("*.xml")))
    return [_ecb_text(path) for path in paths]


def ecb_topics(folder: Path, part: str) -> list[int]:
    """The topics of `train`, `dev` or `test`, by the usual split (Cybulska and Vossen 2015)."""
    known = sorted(int(p.name) for p in folder.iterdir() if p.name.isdigit())
    wanted = {"dev": ECB_DEV, "test": ECB_TEST}.get(part)
    return [t for t in known if (t in wanted if wanted else t not in ECB_DEV | ECB_TEST)]


def _ecb_text(path: Path) -> Text:
    root = etree.parse(str(path)).getroot()
    tokens = root.findall("token")
    index = {t.get("t_id"): n for n, t in enumerate(tokens)}
    by_sentence: dict[int, list[str]] = defaultdict(list)
    for token in tokens:
        by_sentence[int(token.get("sentence"))].append(token.text or "-")
    sentences = [by_sentence[n] for n in sorted(by_sentence)]
    text, spans = _joined(sentences, own_lines=1 if path.stem.endswith("plus") else 0)
    events: dict[str, set[Span]] = defaultdict(set)
    actors: dict[str, set[Span]] = defaultdict(set)
    for chain, tag, span in _ecb_mentions(root, index, path.stem):
        kind = events if tag.startswith(("ACTION", "NEG")) else actors if tag[:3] == "HUM" else None
        if kind is not None:
            kind[chain].add(span)
    # Topics hold two seminal events each: `1_1ecb` and `1_1ecbplus` are told apart by nobody.
    return Text(
        path.stem,
        path.parent.name,
        text,
        tuple(spans),
        tuple(int(t.get("sentence")) for t in tokens),
        _url_day("".join(sentences[0])),
        {k: frozenset(v) for k, v in events.items()},
        {k: frozenset(v) for k, v in actors.items()},
    )


def _ecb_mentions(
    root: etree._Element, index: dict[str, int], report: str
) -> Iterator[tuple[str, str, Span]]:
    """Chain, tag and span of words of each mention; what is in no chain is one by itself."""
    markables = root.find("Markables")
    names = {m.get("m_id"): m.get("instance_id") for m in markables}
    chain_of: dict[str, str] = {}
    for link in root.find("Relations"):
        target = link.find("target")
        name = link.get("note") if link.tag.startswith("CROSS") else None
        name = name or names.get(target.get("m_id")) or f"{report}.{link.get('r_id')}"
        for source in link.findall("source"):
            chain_of[source.get("m_id")] = name
    for markable in markables:
        places = sorted(index[a.get("t_id")] for a in markable.findall("token_anchor"))
        if places:
            own = f"{report}.{markable.get('m_id')}"
            yield chain_of.get(markable.get("m_id"), own), markable.tag, (places[0], places[-1])


def _url_day(words: str) -> str | None:
    """The date in an address, as `/2013/02/12/`."""
    match = _URL_DAY.search(words) if words.startswith("http") else None
    if match is None:
        return None
    try:
        return date(*(int(x) for x in match.groups())).isoformat()
    except ValueError:
        return None


# --- SemEval-2015 task 4 ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of a timeline: its ordinal, its date, and mentions `report-sentence-words`."""

    ordinal: int
    date: str
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelineCorpus:
    """Thirty reports, the entities asked for, and the gold timeline of each."""

    name: str
    texts: tuple[Text, ...]
    timelines: dict[str, tuple[TimelineEntry, ...]]


def read_timelines(folder: Path) -> list[TimelineCorpus]:
    """The three corpora of the task's track A."""
    return [_corpus(path) for path in sorted(folder.glob("corpus_*"))]


def _corpus(folder: Path) -> TimelineCorpus:
    texts = tuple(_cat_text(p) for p in sorted((folder / "corpus_trackA_CAT").glob("*.xml")))
    files = sorted((folder / "TimeLines_Gold_Standard").glob("*.txt"))
    return TimelineCorpus(folder.name, texts, dict(_timeline(p) for p in files))


def _cat_text(path: Path) -> Text:
    root = etree.parse(str(path)).getroot()
    tokens = root.findall("token")
    by_sentence: dict[int, list[str]] = defaultdict(list)
    for token in tokens:
        by_sentence[int(token.get("sentence"))].append(token.text or "-")
    sentences = [by_sentence[n] for n in sorted(by_sentence)]
    text, spans = _joined(sentences, own_lines=2)
    made = (t.get("value") for t in root.iter("TIMEX3") if t.get("functionInDocument"))
    name = root.get("doc_id")
    numbers = tuple(int(t.get("sentence")) for t in tokens)
    title = " ".join(sentences[0])
    day = next((m for m in made if m and re.fullmatch(r"\d{4}-\d\d-\d\d", m)), None)
    return Text(name, path.parent.parent.name, text, tuple(spans), numbers, day, {}, {}, title)


def _timeline(path: Path) -> tuple[str, tuple[TimelineEntry, ...]]:
    name, *lines = path.read_text("utf-8-sig").splitlines()
    entries = (line.split("\t") for line in lines if line.strip())
    return name.strip(), tuple(
        TimelineEntry(int(o), d.strip(), tuple(m.strip() for m in ms if m.strip()))
        for o, d, *ms in entries
    )
