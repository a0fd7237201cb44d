"""What the page of a balance shows: plain data that the caller hands in."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.export.balance_drawing import Mark, draw_line, draw_plane
from dragoman.export.environment import load_environment


@dataclass(frozen=True, slots=True)
class WordsView:
    """Words with what stands around them, the chain they came by, and where they are."""

    before: str
    text: str
    after: str
    source: str | None
    href: str | None


@dataclass(frozen=True, slots=True)
class WitnessView:
    """A report that tells of an act, from whom, and its words; an echo adds nothing."""

    name: str
    published: str | None
    tells: str
    roots: tuple[str, ...]
    echo: bool
    words: tuple[WordsView, ...]


@dataclass(frozen=True, slots=True)
class ActView:
    """One happening or statement: what, towards whom, how sure, by which roots."""

    anchor: str
    id: str
    what: str
    definition: str | None
    towards: str
    cooperative: bool
    when: str
    sure: str
    roots: tuple[str, ...]
    witnesses: tuple[WitnessView, ...]


@dataclass(frozen=True, slots=True)
class PeriodView:
    """One week or month: its mark on the drawings, numbers in words, and its acts."""

    anchor: str
    when: str
    mark: Mark | None
    naive: Mark | None
    shares: tuple[str, str]
    balance: str
    interval: str
    balancing: str
    roots: int
    acts: tuple[ActView, ...]


@dataclass(frozen=True, slots=True)
class KindView:
    """Deeds, or words: the verdict, all periods, and what they were tried against.

    `seen` says what the verdict rests on. `turn` is the number of the period from which on the
    happening asked for counts, `turn_anchor` its entry, None where it is no evidence itself.
    `checks`, `warnings` and `ungrouped` are sentences, the last on who might count for a pole;
    `left_out` are reasons with the words they left out.
    """

    kind: str
    title: str
    verdict: str
    seen: str
    enough: bool
    periods: tuple[PeriodView, ...]
    turn: int | None
    turn_words: str | None
    turn_anchor: str | None
    checks: tuple[str, ...]
    warnings: tuple[str, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]
    ungrouped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BalanceView:
    """Everything on the page. `near` and `favour` bound what is called balancing."""

    actor: str
    poles: tuple[str, str]
    by: str
    lead: str
    near: float
    favour: float
    kinds: tuple[KindView, ...]
    notes: tuple[str, ...] = ()


def render_balance(view: BalanceView) -> str:
    """The page as HTML, with everything in it."""
    template = load_environment(also="balance").get_template("balance.html")
    drawings = [
        (
            kind,
            draw_line(
                [(p.anchor, p.when, p.mark, p.naive, bool(p.acts)) for p in kind.periods],
                kind.turn,
            ),
            draw_plane(
                [(p.anchor, p.when, p.mark, bool(p.acts)) for p in kind.periods],
                view.near,
                view.favour,
            ),
        )
        for kind in view.kinds
    ]
    return template.render(view=view, drawings=drawings)
