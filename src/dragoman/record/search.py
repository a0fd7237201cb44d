"""Search by words: FTS5 on SQLite, word vectors on PostgreSQL, the same query on both."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sqlalchemy import Connection, text

# Letters and digits with their combining accents: what FTS5's unicode61 makes a word of.
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
_PIECE = re.compile(r'"([^"]*)"|(\S+)')
MAX_QUERY_WORDS: Final = 50
# PostgreSQL's word vectors hold at most a megabyte; words further on are not found there.
_MAX_INDEXED: Final = 200_000
_MAX_WORD: Final = 200
_SNIPPET_WORDS: Final = 24
_MAX_PLACES: Final = 200


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand side by side; with `prefix` the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False


def read_query(query: str) -> tuple[Phrase, ...]:
    """What a person typed, as phrases that must all occur; never fails.

    `"two words"` is a phrase, `min*` any word that begins so; all other signs
    only part words.
    """
    phrases = []
    for quoted, plain in _PIECE.findall(query.replace("\x00", " ")):
        piece = quoted or plain
        words = tuple(_WORD.findall(piece))[:MAX_QUERY_WORDS]
        if words:
            phrases.append(Phrase(words, piece.endswith("*")))
    return tuple(phrases[:MAX_QUERY_WORDS])


def fold_word(word: str) -> str:
    """Lower case without accents."""
    word = word.casefold()
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def _fts5(phrases: tuple[Phrase, ...]) -> str:
    return " AND ".join(f'"{" ".join(p.words)}"{" *" if p.prefix else ""}' for p in phrases)


def _tsquery(phrases: tuple[Phrase, ...]) -> str:
    return " & ".join(
        "(" + " <-> ".join(_lexeme(w) for w in p.words) + (":*" if p.prefix else "") + ")"
        for p in phrases
    )


def _lexeme(word: str) -> str:
    return f"'{fold_word(word)[:_MAX_WORD]}'"


def _tsvector(words: str) -> str:
    """Text as PostgreSQL's index gets it: the very words that FTS5 would see, in order.

    PostgreSQL's own parser makes other words of hyphens, numbers and addresses.
    """
    found = _WORD.findall(words[:_MAX_INDEXED])
    return " ".join(f"{_lexeme(w)}:{min(n, 16383)}" for n, w in enumerate(found, 1))


def index_batch(connection: Connection, first_report: int, first_statement: int) -> None:
    """Make reports and statements from these numbers on findable."""
    for name, first, columns in (
        ("report", first_report, ("title", "text")),
        ("statement", first_statement, ("chain", "content")),
    ):
        if connection.dialect.name == "sqlite":
            listed = ", ".join(columns)
            connection.execute(
                text(
                    f"INSERT INTO {name}_search (rowid, {listed})"
                    f" SELECT key, {listed} FROM {name} WHERE key >= :first"
                ),
                {"first": first},
            )
        else:
            _index_words(connection, name, first, columns)


def _index_words(connection: Connection, name: str, first: int, columns: tuple[str, str]) -> None:
    query = text(f"SELECT key, {', '.join(columns)} FROM {name} WHERE key >= :first")
    rows = [
        {"key": key, "words": _tsvector(f"{one or ''} {two}")}
        for key, one, two in connection.execute(query, {"first": first})
    ]
    if rows:
        insert = f"INSERT INTO {name}_search VALUES (:key, CAST(:words AS tsvector))"
        connection.execute(text(insert), rows)


def find_rows(
    connection: Connection, name: str, phrases: tuple[Phrase, ...], limit: int
) -> list[tuple[int, float]]:
    """Numbers of current reports or statements that hold all phrases, best first, with scores."""
    current = {
        "report": "reading.report = x.key",
        "statement": "reading.key = (SELECT s.reading FROM statement s WHERE s.key = x.key)",
    }[name]
    if connection.dialect.name == "sqlite":
        found = (
            f"SELECT rowid AS key, -rank AS score FROM {name}_search WHERE {name}_search MATCH :q"
        )
        query = _fts5(phrases)
    else:
        found = (
            f"SELECT {name} AS key, ts_rank_cd(words, q) AS score"
            f" FROM {name}_search, CAST(:q AS tsquery) q WHERE words @@ q"
        )
        query = _tsquery(phrases)
    rows = connection.execute(
        text(
            f"SELECT x.key, x.score FROM ({found}) x WHERE EXISTS (SELECT 1 FROM reading"
            f" WHERE {current} AND superseded_by IS NULL) ORDER BY x.score DESC, x.key LIMIT :n"
        ),
        {"q": query, "n": limit},
    )
    return [(int(key), float(score)) for key, score in rows]


def find_snippet(words: str, phrases: tuple[Phrase, ...]) -> tuple[int, int]:
    """Where in a text the stretch with most of the words asked for stands (code points)."""
    found = list(_WORD.finditer(words))
    places = list(islice(_matches(found, phrases), _MAX_PLACES))
    if not places:
        return 0, found[min(len(found), _SNIPPET_WORDS) - 1].end() if found else 0
    best = max(places, key=lambda at: (len(_near(places, at[0])), -at[0]))[0]
    first = max(0, best - 4)
    last = min(len(found), first + _SNIPPET_WORDS) - 1
    return found[first].start(), found[last].end()


def _matches(found: list[re.Match[str]], phrases: tuple[Phrase, ...]) -> Iterator[tuple[int, int]]:
    """Index of each word that is asked for, with which of the words it is."""
    wanted = {fold_word(w): n for n, w in enumerate(w for p in phrases for w in p.words)}
    starts = tuple(fold_word(p.words[-1]) for p in phrases if p.prefix)
    for at, match in enumerate(found):
        word = fold_word(match[0])
        if word in wanted:
            yield at, wanted[word]
        elif starts and word.startswith(starts):
            yield at, -1


def _near(places: list[tuple[int, int]], at: int) -> set[int]:
    return {word for place, word in places if at <= place < at + _SNIPPET_WORDS - 4}


def snippet_of(words: str, start: int, end: int) -> str:
    """The stretch on one line, with dots where it was cut."""
    cut = " ".join(words[start:end].split())
    return f"{'… ' if start > 0 else ''}{cut}{' …' if end < len(words.rstrip()) else ''}"
