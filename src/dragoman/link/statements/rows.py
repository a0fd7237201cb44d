"""What linking keeps of a statement: who said it, and its words so that they can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from dragoman.lang.data import load_words
from dragoman.link.engine import table_of
from dragoman.link.frequencies import word_weight
from dragoman.link.words import COMPOUND, find_quoted, hash_word, lemma_of, plain_word
from dragoman.model import Reading, Span, Statement
from dragoman.names import name_keys
from dragoman.read.events.circumstances import clean_number

# Thousandths of a bit: of a name, of a figure, and the most of any word.
_NAME, _FIGURE, _MOST = 6_000, 8_000, 9_000
# So many terms of a statement are compared, and so many runs of its quoted words; more is no
# sentence but a whole speech.
MAX_TERMS, MAX_RUNS = 60, 60
# Words of a quotation that stand in another report only if it quotes the same speech.
RUN_WORDS = 6

ROW_SCHEMA = pa.schema(
    [
        ("report", pa.string()),
        ("statement", pa.string()),
        ("holder", pa.string()),
        ("published", pa.string()),
        ("terms", pa.list_(pa.string())),
        ("weights", pa.list_(pa.int64())),
        ("runs", pa.list_(pa.int64())),
    ]
)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement of one report.

    `holder` is the in-report actor who said it, None where nobody is named. `terms` are lemmas,
    `@` and a name's sounds, `#` and a figure, each with its weight in thousandths of a bit;
    `runs` are hashes of runs of its quoted words.
    """

    report: str
    statement: str
    holder: str | None
    published: str | None
    terms: tuple[str, ...]
    weights: tuple[int, ...]
    runs: tuple[int, ...]


def statement_rows(reading: Reading) -> list[StatementRow]:
    """The rows of the statements of a report that say enough to be known again."""
    text = reading.report.text
    quoted = find_quoted(text)
    return [
        row
        for s in reading.statements
        if (row := _row(reading, s, _quoted_of(text, s.content, quoted))).terms
    ]


def statements_table(rows: Sequence[StatementRow]) -> pa.Table:
    """Rows as an Arrow table."""
    return table_of(rows, ROW_SCHEMA)


def _row(reading: Reading, statement: Statement, quoted: Sequence[str]) -> StatementRow:
    terms = dict(
        sorted(_terms(c.text for c in statement.content), key=lambda t: (-t[1], t[0]))[:MAX_TERMS]
    )
    published = reading.report.published
    return StatementRow(
        reading.report.id,
        statement.id,
        statement.chain[-1].actor if statement.chain else None,
        published[:10] if published and len(published) >= 10 else None,
        tuple(terms),
        tuple(terms.values()),
        tuple(sorted({run for words in quoted for run in _runs(words)}))[:MAX_RUNS],
    )


def _terms(texts: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The terms of a content that tell something, with their weights."""
    seen: set[str] = set()
    ignored = load_words("en", "stop_words")
    for text in texts:
        for n, found in enumerate(COMPOUND.finditer(text)):
            word = plain_word(found[0])
            if word in ignored:
                continue
            for term, weight in _term(word, name=n > 0 and found[0][0].isupper()):
                if weight and term not in seen:
                    seen.add(term)
                    yield term, weight


def _term(word: str, *, name: bool) -> Iterator[tuple[str, int]]:
    value = clean_number([word]) if word[0].isdigit() else None
    if value is not None:
        yield f"#{value:g}", _FIGURE
    elif name and (key := max(name_keys(word), key=lambda k: (len(k), k), default="")):
        yield f"@{key}", _NAME
    else:
        lemma = lemma_of(word)
        yield lemma, min(_MOST, word_weight(lemma))


def _quoted_of(text: str, content: Iterable[Span], quoted: Sequence[tuple[int, int]]) -> list[str]:
    """The pieces of a content that stand in quotation marks."""
    return [
        text[max(start, c.start) : min(end, c.end)]
        for c in content
        for start, end in quoted
        if start < c.end and c.start < end
    ]


def _runs(words: str) -> Iterator[int]:
    found = [plain_word(w[0]) for w in COMPOUND.finditer(words)]
    for at in range(len(found) - RUN_WORDS + 1):
        yield hash_word(" ".join(found[at : at + RUN_WORDS]))
