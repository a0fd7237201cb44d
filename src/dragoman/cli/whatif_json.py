"""Answers to scenarios as JSON for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.analyse.whatif import Answer, CaseInput, Difference
    from dragoman.analyse.whatif.answer import Spread
    from dragoman.analyse.whatif.quotes import Quote
    from dragoman.analyse.whatif.scenario import Range


def answers_to_json(answers: Sequence[Answer], differences: Sequence[Difference]) -> dict[str, Any]:
    """All scenarios, the base first, and how the others differ from it."""
    base = answers[0]
    return {
        "engine": base.engine.name,
        "experimental": base.engine.experimental,
        "draws": base.draws,
        "seed": base.seed,
        "scenarios": [_answer(a) for a in answers],
        "differences": [_difference(d) for d in differences],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    scenario = answer.case.scenario
    axis = scenario.axis
    return {
        "file": scenario.file,
        "title": scenario.title,
        "axis": {
            "low": {"at": axis.low, "name": axis.low_name},
            "high": {"at": axis.high, "name": axis.high_name},
        },
        "threshold": scenario.threshold,
        "experimental": answer.engine.experimental,
        "expected": answer.expected,
        "outcome": _spread(answer.outcome),
        "beyond": answer.beyond,
        "tornado": [
            {
                **_named(b.input),
                "at_low": b.at_low,
                "at_high": b.at_high,
                "swing": b.swing,
            }
            for b in answer.tornado
        ],
        "flips": [
            {**_named(f.input), "to": f.to, "within": f.within, "change": f.change}
            for f in answer.flips
        ],
        "inputs": [_input(i) for i in answer.case.inputs],
        "notes": list(answer.case.notes),
    }


def _difference(difference: Difference) -> dict[str, Any]:
    return {
        "base": difference.base.case.scenario.file,
        "other": difference.other.case.scenario.file,
        **_spread(difference.difference),
        "higher": difference.higher,
        "lower": difference.lower,
    }


def _spread(spread: Spread) -> dict[str, float]:
    return {"low": spread.low, "median": spread.median, "high": spread.high}


def _range(range_: Range) -> dict[str, float]:
    return {"low": range_.low, "middle": range_.middle, "high": range_.high}


def _named(item: CaseInput) -> dict[str, Any]:
    return {"actor": item.actor, "input": item.kind, **_range(item.range)}


def _input(item: CaseInput) -> dict[str, Any]:
    told: dict[str, Any] = {**_named(item), "from": "record" if item.from_record else "scenario"}
    if item.quotes:
        told["quotes"] = [_quote(q) for q in item.quotes]
    if item.attention is not None:
        told["happenings"] = {
            "on_issue": list(item.attention.on_issue),
            "all": list(item.attention.all),
        }
    return told


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "report": quote.report.source_id,
        "report_id": quote.report.id,
        "statement": quote.statement,
        "holder": quote.holder,
        "spans": [{"start": s.start, "end": s.end, "text": s.text} for s in quote.content],
        "at": _range(quote.at),
        "why": quote.why,
        "origins": list(quote.origins),
    }
