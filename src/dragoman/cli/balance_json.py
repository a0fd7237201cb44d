"""A balance as JSON: every number with the happenings, statements, words and roots under it."""

from __future__ import annotations

from dataclasses import asdict
from math import isnan
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.analyse.balance.answer import Answer, Measured, Moment
    from dragoman.analyse.balance.checks import Echoes, Sensitivity, Turn
    from dragoman.analyse.balance.diagnostics import Diagnostics
    from dragoman.analyse.balance.evidence import Evidence
    from dragoman.analyse.balance.parties import Party
    from dragoman.analyse.balance.verdict import Interval
    from dragoman.analyse.balance.witnesses import Witness

Json = dict[str, Any]


def answer_to_json(answer: Answer) -> Json:
    """The answer from deeds, with that from words under `words`; from words alone if so asked."""
    first, *others = answer.measured
    question = answer.question
    return {
        "actor": answer.sides.actor.name,
        "poles": [pole.name for pole in answer.sides.poles],
        **_measured(first),
        "kind": first.kind,
        **{m.kind: _measured(m) for m in others},
        "by": question.by,
        "from": question.first.isoformat() if question.first else None,
        "to": question.last.isoformat() if question.last else None,
        "sides": [_party(p) for p in (answer.sides.actor, *answer.sides.poles)],
        "reports": answer.reports,
        "acts": answer.happenings,
        "believed": asdict(question.certainty),
        "settings": asdict(answer.settings),
    }


def _measured(measured: Measured) -> Json:
    return {
        "verdict": f"{measured.verdict} {measured.rests}",
        "enough": measured.enough,
        "seen": [asdict(s) for s in measured.seen],
        "overall": _interval(measured.overall),
        "points": [_point(m) for m in measured.moments],
        "diagnostics": _diagnostics(measured.diagnostics),
        "around": _turn(measured.turn),
        "echoes": _echoes(measured.echoes),
        "sensitivity": [_sensitivity(s) for s in measured.sensitivity],
        "intensity": list(measured.intensity),
        "evidence": [_evidence(e) for e in measured.evidence],
        "ungrouped": [
            {"pole": pole, **asdict(u)} for pole, own in enumerate(measured.ungrouped) for u in own
        ],
        "left_out": [
            {
                "reason": x.reason,
                "count": len(x.ids),
                "items": [{"id": id_, "words": words} for id_, words in x.words],
            }
            for x in measured.left_out
        ],
    }


def _diagnostics(found: Diagnostics | None) -> Json | None:
    """What cannot be reckoned, as where a chain never moved, is null: JSON knows no NaN."""
    if found is None:
        return None
    return {k: None if isinstance(v, float) and isnan(v) else v for k, v in asdict(found).items()}


def _party(party: Party) -> Json:
    return {
        "name": party.name,
        "members": list(party.who),
        "proxies": [{"name": p.name, "weight": p.weight} for p in party.proxies],
        "not_in_record": list(party.missing),
    }


def _interval(interval: Interval | None) -> Json | None:
    if interval is None:
        return None
    return {
        "b": interval.median,
        "b_low": interval.low,
        "b_high": interval.high,
        "width": interval.width,
        "zero_excluded": not interval.holds_zero,
    }


def _point(moment: Moment) -> Json:
    point = moment.point
    names = ("p_a", "p_b", "b", "b_low", "b_high", "balancing")
    bands = ("p_a_low", "p_a_high", "p_b_low", "p_b_high")
    values = {name: getattr(point, name) if point else None for name in (*names, *bands)}
    return {
        "from": moment.period.first.isoformat(),
        "to": moment.period.last.isoformat(),
        **values,
        "happenings": _ids(moment, "deeds"),
        "statements": _ids(moment, "words"),
        "roots": len(moment.roots),
    }


def _ids(moment: Moment, kind: str) -> list[str]:
    return list(dict.fromkeys(e.id for e in moment.evidence if e.kind == kind))


def _turn(turn: Turn | None) -> Json | None:
    if turn is None:
        return None
    return {"happening": turn.happening, "day": turn.day.isoformat(), **asdict(turn.change)}


def _echoes(echoes: Echoes) -> Json:
    return {
        "reports": echoes.reports,
        "echoes": echoes.echoes,
        "same_without": echoes.same,
        "if_every_report_counted": _interval(echoes.naive),
    }


def _sensitivity(row: Sensitivity) -> Json:
    weight = "as given" if row.weight is None else row.weight
    return {"weight": weight, "acts": row.acts, "overall": _interval(row.overall)}


def _evidence(evidence: Evidence) -> Json:
    return {
        "id": evidence.id,
        "pole": evidence.pole,
        "type": evidence.type,
        "mode": evidence.mode,
        "cooperative": evidence.cooperative,
        "intensity": evidence.intensity,
        "day": evidence.day.isoformat(),
        "from": evidence.first.isoformat(),
        "to": evidence.last.isoformat(),
        "dated_by": "report" if evidence.by_report else "event",
        "occurrence": evidence.occurrence,
        "share": evidence.share,
        "roots": list(evidence.roots),
        "reports": [_witness(w) for w in evidence.witnesses],
    }


def _witness(witness: Witness) -> Json:
    return {
        "report": witness.report.source_id,
        "published": witness.report.published,
        "tells": witness.tells,
        "believed": witness.certainty,
        "roots": list(witness.roots),
        "echo": witness.echo,
        "names_both": witness.counts > 0,
        "words": [
            {"id": w.finding, "start": w.start, "end": w.end, "text": w.text, "source": w.source}
            for w in witness.words
        ],
    }
