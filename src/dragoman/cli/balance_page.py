"""The page of a balance, from its answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.analyse.balance.verdict import count
from dragoman.cli.balance_words import TITLES, say_checks, say_turn, say_ungrouped
from dragoman.export.balance_drawing import Mark
from dragoman.export.balance_view import (
    ActView,
    BalanceView,
    KindView,
    PeriodView,
    WitnessView,
    WordsView,
    render_balance,
)
from dragoman.export.own_page import write_own_page
from dragoman.export.page_names import page_name
from dragoman.export.wording import word_date, word_interval
from dragoman.schema.event_types import load_event_types

if TYPE_CHECKING:
    from dragoman.analyse.balance.answer import Answer, Measured, Moment
    from dragoman.analyse.balance.evidence import Evidence
    from dragoman.analyse.balance.model import Point
    from dragoman.analyse.balance.witnesses import Witness
    from dragoman.analyse.periods import Period

_TELLS = {"did": "tells that it was", "denied": "denies it", "not yet": "tells that it may be"}
_STANCES = {"support": "speaks for", "oppose": "speaks against"}


def write_page(path: Path, answer: Answer) -> Path:
    """Write the page; words lead to the pages of reports that lie in the same folder."""
    return write_own_page(render_balance(make_view(answer, path.parent)), path)


def make_view(answer: Answer, folder: Path) -> BalanceView:
    """All that the page shows."""
    sides, question = answer.sides, answer.question
    poles = (sides.poles[0].name, sides.poles[1].name)
    named = f"named in {count(answer.reports, 'report')}"
    lead = f"{sides.actor.name} is {named} and doer of {count(answer.happenings, 'happening')}."
    notes = [
        f"{p.name} is taken for {', '.join(p.who)}"
        + "".join(f"; {x.name} counts {x.weight:g} for it" for x in p.proxies)
        + (f"; not in the record: {', '.join(p.missing)}" if p.missing else "")
        for p in (sides.actor, *sides.poles)
        if len(p.who) > 1 or p.proxies or p.missing
    ]
    kinds = tuple(_kind(m, poles, folder) for m in answer.measured)
    near, favour = answer.settings.near, answer.settings.favour
    return BalanceView(
        sides.actor.name, poles, question.by, lead, near, favour, kinds, tuple(notes)
    )


def _kind(measured: Measured, poles: tuple[str, str], folder: Path) -> KindView:
    naive = measured.echoes.naive_points
    periods = tuple(
        _period(measured.kind, n, moment, naive[n] if naive else None, poles, folder)
        for n, moment in enumerate(measured.moments)
    )
    turn = measured.turn
    at = None
    if turn is not None:
        at = next(n for n, m in enumerate(measured.moments) if turn.day <= m.period.last)
    return KindView(
        measured.kind,
        TITLES[measured.kind],
        measured.verdict,
        measured.rests,
        measured.enough,
        periods,
        at,
        say_turn(turn) if turn else None,
        next((a.anchor for p in periods for a in p.acts if turn and a.id == turn.happening), None),
        tuple(say_checks(measured, poles)),
        measured.diagnostics.warnings if measured.diagnostics else (),
        tuple((x.reason, tuple(w for _, w in x.words)) for x in measured.left_out),
        tuple(say_ungrouped(measured, poles)),
    )


def _period(
    kind: str,
    number: int,
    moment: Moment,
    naive: Point | None,
    poles: tuple[str, str],
    folder: Path,
) -> PeriodView:
    anchor, point = f"{kind}-{number + 1}", moment.point
    return PeriodView(
        anchor,
        _word_period(moment.period),
        _mark(point) if point else None,
        _mark(naive) if naive else None,
        (f"{point.p_a:.2f}", f"{point.p_b:.2f}") if point else ("", ""),
        f"{point.b:+.2f}" if point else "",
        f"{point.b_low:+.2f} to {point.b_high:+.2f}" if point else "",
        f"{point.balancing:.2f}" if point else "",
        len(moment.roots),
        tuple(
            _act(f"{anchor}-{n}", act, poles, folder) for n, act in enumerate(moment.evidence, 1)
        ),
    )


def _word_period(period: Period) -> str:
    """A month by its name, a week by its Monday."""
    first = period.first.isoformat()
    if (period.last - period.first).days > 7:
        return word_date(first[:7])
    return word_date(first)


def _mark(point: Point) -> Mark:
    return Mark(
        point.p_a,
        point.p_b,
        point.b,
        point.b_low,
        point.b_high,
        (point.p_a_low, point.p_a_high),
        (point.p_b_low, point.p_b_high),
    )


def _act(anchor: str, act: Evidence, poles: tuple[str, str], folder: Path) -> ActView:
    known = load_event_types().get(act.type)
    when = word_interval(act.first.isoformat(), act.last.isoformat()) or ""
    return ActView(
        anchor,
        act.id,
        _STANCES.get(act.type, act.type) if known is None else act.type,
        known.definition if known else None,
        poles[act.pole],
        act.cooperative,
        f"{when} (the date of its first report)" if act.by_report else when,
        f"{act.occurrence:.2f}" + (f", counted {act.share:g}" if act.share < 1 else ""),
        act.roots,
        tuple(_witness(w, folder) for w in act.witnesses),
    )


def _witness(witness: Witness, folder: Path) -> WitnessView:
    report = witness.report
    page = page_name(report)
    linked = (folder / page).exists()
    return WitnessView(
        report.publisher or report.title or Path(report.source_id).name,
        word_date(report.published[:10]) if report.published else None,
        _TELLS[witness.tells] if witness.counts else "tells of it without both names",
        witness.roots,
        witness.echo,
        tuple(
            WordsView(w.before, w.text, w.after, w.source, f"{page}#{w.ref}" if linked else None)
            for w in witness.words
        ),
    )
