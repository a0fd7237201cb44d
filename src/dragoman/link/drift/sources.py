"""Who stands behind what a report tells: its statements as words, and frames no statement shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.link.drift.views import View, Word, without_stop
from dragoman.model import Link, Span, Statement

_CLAUSES = frozenset({"relcl", "acl", "advcl"})
_PLACES = frozenset({"GPE", "LOC"})
_FRAME_NOUNS = frozenset({"eye", "view", "opinion", "word", "judgment", "judgement", "estimate"})
_ESTIMATES = frozenset(
    {"estimate", "put", "call", "describe", "label", "brand", "term", "consider", "deem"}
)


@dataclass(frozen=True, slots=True)
class Said:
    """What one source says: his words, his names in the report, the content and the cue."""

    source: tuple[Word, ...]
    names: tuple[str, ...]
    kind: str
    content: tuple[Word, ...]
    span: Span
    cue: tuple[Word, ...] = ()
    pronoun: bool = False


def find_said(view: View) -> list[Said]:
    """The statements of a report, by their last holders, and the frames of views and estimates."""
    found = [s for statement in view.reading.statements if (s := _read_statement(view, statement))]
    return [*found, *_find_frames(view, found)]


def _read_statement(view: View, statement: Statement) -> Said | None:
    link = statement.chain[-1] if statement.chain else None
    content = [w for piece in statement.content for w in view.words_in(piece)]
    source = phrase_words(view, link.span) if link else ()
    if link is None or not source or not content or _is_where_written(view, source):
        return None
    pronoun = all(w.token.pos in {"PRON", "DET", "PUNCT", "AUX"} for w in source)
    return Said(
        source,
        _names_of(view, link),
        link.kind,
        tuple(content),
        view.span_of(source),
        view.words_in(statement.cue) if statement.cue else (),
        pronoun,
    )


def _is_where_written(view: View, source: Sequence[Word]) -> bool:
    """`RAWALPINDI: Two soldiers`: a place before a text is nobody's name, a man is (`CRUZ: No`)."""
    return view.is_dateline(source) and all(w.token.entity in _PLACES for w in source)


def phrase_words(view: View, span: Span) -> tuple[Word, ...]:
    """The words of a noun phrase without the clauses that describe it."""
    inside = view.words_in(span)
    head = view.head_in(span)
    if head is None:
        return inside
    tree = view.tree_of(head)
    dropped: set[int] = set()
    for word in inside:
        if word.token.dep in _CLAUSES and word is not head:
            dropped |= {t.index for t in tree.subtree(word.token)}
    return tuple(without_stop([w for w in inside if w.token.index not in dropped]))


def _names_of(view: View, link: Link) -> tuple[str, ...]:
    """What the report calls a source, wherever it names him."""
    if link.actor is None:
        return (link.name,)
    told = [
        m.span.text for m in view.reading.mentions if m.actor == link.actor and m.kind != "pronoun"
    ]
    actors = [a for a in view.reading.actors if a.id == link.actor]
    aliases = [n for a in actors for n in (a.name, *a.aliases)]
    return tuple(dict.fromkeys([link.name, *aliases, *told]))


def _find_frames(view: View, known: Iterable[Said]) -> list[Said]:
    """`in the eyes of X`, `X put them at 33`: attributions that are no statements of speech."""
    told = {w.place for s in known for w in s.source}
    found = []
    for word in view.words:
        said = _frame(view, word)
        if said is not None and not told.intersection(w.place for w in said.source):
            found.append(said)
    return found


def _frame(view: View, word: Word) -> Said | None:
    tree = view.tree_of(word)
    token = word.token
    if word.key in _FRAME_NOUNS and token.dep == "pobj":
        holders = tree.preps(token, "of") or tree.kids(token, "poss")
        above = tree.head(token)
        clause = tree.head(above) if above is not None else None
    elif (
        word.key in _ESTIMATES and token.pos == "VERB" and tree.kids(token, "dobj", "prep", "oprd")
    ):
        holders, clause = tree.kids(token, "nsubj"), token
    else:
        return None
    if not holders or clause is None or holders[0].pos == "PRON":
        return None
    held = view.below(view.word(word.sentence, holders[0]))
    source = phrase_words(view, view.span_of(held))
    mine = {w.place for w in source} | {word.place}
    content = [w for w in view.below(view.word(word.sentence, clause)) if w.place not in mine]
    kind = "person" if any(w.token.pos == "PROPN" for w in source) else "anonymous"
    if not source or not content:
        return None
    span = view.span_of(source)
    return Said(source, (span.text,), kind, tuple(content), span, (word,))
