"""What a report tells of an outlet's story, and whether two reports tell of the same one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from dragoman.lang.data import load_words
from dragoman.link.frequencies import word_weight
from dragoman.link.roots import cited_places, clean_outlet
from dragoman.link.roots.outlets import find_outlets
from dragoman.link.roots.terms import MAX_SENTENCES
from dragoman.link.words import COMPOUND, lemma_of, plain_word
from dragoman.model import Reading
from dragoman.names import name_keys
from dragoman.read.events.circumstances import clean_number
from dragoman.text.passages import TOLD
from dragoman.text.sentences import find_sentences

Interval = tuple[int, int]

# Two reports have one story of a source if what they tell on its word shares so many bits, and so
# much of the less of the two: 36 pairs of 42 beyond it among 6,000 news reports did.
ONE_STORY, OF_LESSER = 38_000, 0.21
# The most that a word, and a figure, tells: thousandths of a bit.
_MOST, _FIGURE = 9_000, 8_000
# So many sentences after one on the source's word go on with its story, if nobody else is named.
FOLLOWING = 2


def have_one_story(relay: Reading, other: Reading, source: str) -> bool:
    """Whether two reports tell the same story on the word of `source`, by its words alone.

    `source` is an outlet's first name, as `clean_outlet` gives it. How much a word tells is its
    rarity in the news, as `link.frequencies` has it.
    """
    ours, theirs = _terms_by(relay, source), _terms_by(other, source)
    shared = sum(min(weight, theirs[term]) for term, weight in ours.items() if term in theirs)
    lesser = min(sum(ours.values()), sum(theirs.values()))
    return shared >= max(ONE_STORY, OF_LESSER * lesser)


def find_story(reading: Reading, source: str, sentences: Sequence[Interval]) -> frozenset[int]:
    """The sentences that a report tells on a source's word, by their places among `sentences`.

    `sentences` are intervals of the original text in rising order. Those are statements through
    the source, sentences that name it or take it up as `the newspaper`, and some that follow,
    as long as no other outlet nor the report itself comes in and no paragraph begins with
    another's word.
    """
    text = reading.report.text
    named = _named(text, source)
    cited = cited_places(reading.report, _told(reading), reading)
    own = [(start, end) for name, start, end in (*named, *cited) if name == source]
    own += _taken_up(text, source, named)
    said, through = _said(reading, source)
    others = [(start, end) for name, start, end in cited if name != source]
    others += [m.span() for m in _itself(reading.report.publisher).finditer(text)]
    told, broken, spoken = (_at(x, sentences) for x in ((*own, *through), others, said))
    found, left = set(), 0
    for n, (start, _) in enumerate(sentences):
        opens = n > 0 and "\n" in text[sentences[n - 1][1] : start]
        if n in told:
            left = FOLLOWING
        elif n in broken or (opens and n in spoken) or not left:
            left = 0
            continue
        else:
            left -= 1
        found.add(n)
    return frozenset(found)


def _at(spans: Iterable[Interval], sentences: Sequence[Interval]) -> set[int]:
    """The places of the sentences that overlap some of the spans."""
    found: set[int] = set()
    for start, end in spans:
        first = bisect_right(sentences, start, key=lambda s: s[1])
        last = bisect_left(sentences, end, key=lambda s: s[0])
        found.update(range(first, last))
    return found


def _said(reading: Reading, source: str) -> tuple[list[Interval], list[Interval]]:
    """What is said on the word of others, and what through a source."""
    said: list[Interval] = []
    through: list[Interval] = []
    for statement in reading.statements:
        is_through = any(clean_outlet(link.name) == source for link in statement.chain)
        (through if is_through else said).extend((c.start, c.end) for c in statement.content)
    return said, through


def _named(text: str, source: str) -> list[tuple[str, int, int]]:
    """Where outlets are named, the source also where no list has it: first name, start, end."""
    listed = ((clean_outlet(m["outlet"]), *m.span()) for m in find_outlets(text, 0, len(text)))
    literal = ((source, *m.span()) for m in re.finditer(rf"\b{re.escape(source)}\b", text))
    return sorted({*listed, *literal}, key=lambda named: named[1:])


def _taken_up(text: str, source: str, named: Sequence[tuple[str, int, int]]) -> Iterator[Interval]:
    """Where the outlet that was named last is taken up as `the newspaper`, and is the source."""
    for match in _nouns().finditer(text):
        before = bisect_left(named, match.start(), key=lambda named: named[1])
        if before and named[before - 1][0] == source:
            yield match.span()


@cache
def _nouns() -> re.Pattern[str]:
    """`The newspaper`, `the American newspaper`."""
    nouns = "|".join(sorted(load_words("en", "outlet_nouns")))
    return re.compile(rf"\b[Tt]he (?:[\w-]+ ){{0,2}}(?:{nouns})\b(?!['’]s)")


def _itself(publisher: str | None) -> re.Pattern[str]:
    """How a report names itself."""
    name = re.escape(publisher) if publisher else r"(?!)"
    return re.compile(
        rf"{name}|\b(?:told|to|with) us\b|\b[Oo]ur (?:correspondent|reporter|newspaper|own)\b"
    )


def _told(reading: Reading) -> list[tuple[int, int]]:
    return [(p.span.start, p.span.end) for p in reading.passages if p.kind in TOLD]


def _terms_by(reading: Reading, source: str) -> dict[str, int]:
    """What a report tells on a source's word, less its name: terms with their weights."""
    text = reading.report.text
    cut = (x for start, end in _told(reading) for x in find_sentences(text, start, end))
    sentences = list(islice(cut, MAX_SENTENCES))
    naming = dict(_terms(source))
    found: dict[str, int] = {}
    for n in find_story(reading, source, sentences):
        start, end = sentences[n]
        found.update((t, weight) for t, weight in _terms(text[start:end]) if t not in naming)
    return found


def _terms(text: str) -> Iterator[tuple[str, int]]:
    """Figures by their values, names by their sounds, other words by their lemmas."""
    for word in COMPOUND.findall(text):
        plain = plain_word(word)
        value = clean_number([plain])
        if value is not None:
            yield f"#{value:g}", _FIGURE
        elif plain not in load_words("en", "stop_words"):
            lemma = lemma_of(plain)
            sounds = max(name_keys(word), key=lambda k: (len(k), k), default="")
            is_name = word[0].isupper() and len(sounds) > 1
            yield f"@{sounds}" if is_name else lemma, min(_MOST, word_weight(lemma))
