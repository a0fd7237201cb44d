"""Answers to scenarios in words: numbers, ranges, inputs, flips."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dragoman.export.wording import word_count

if TYPE_CHECKING:
    from dragoman.analyse.whatif import Answer, CaseInput, Engine
    from dragoman.analyse.whatif.flips import Flip
    from dragoman.analyse.whatif.scenario import Range

EXPERIMENTAL = (
    "The bargaining model meets its published example, but on 353 decisions of the European Union"
    " it was further off than the plain weighted mean: see docs/whatif.md."
)
# Flips that are listed.
MOST_FLIPS = 5


def say_engine(engine: Engine) -> str:
    """An engine as words, marked where it is experimental."""
    return f"{engine.about} (experimental)" if engine.experimental else engine.about


def say_place(value: float, length: float) -> str:
    """A number on an axis so long, with a thousandth of the axis for its last digit."""
    digits = min(9, max(0, 3 - math.floor(math.log10(length))))
    text = f"{value:.{digits}f}"
    return text.removeprefix("-") if float(text) == 0 else text


def say_change(value: float, length: float) -> str:
    """A difference on an axis so long, with its sign."""
    text = say_place(value, length)
    return text if text.startswith("-") or float(text) == 0 else f"+{text}"


def say_range(range_: Range) -> str:
    """A range as words: `0.2`, or `0.2 to 0.6`."""
    low, high = f"{range_.low:.3g}", f"{range_.high:.3g}"
    return low if low == high else f"{low} to {high}"


def say_share(share: float) -> str:
    """A share of draws in per cent."""
    return f"{share:.1%}".replace("%", " %")


def say_input(item: CaseInput) -> str:
    """Whose input it is, such as `position of Parliament`."""
    return f"{item.kind} of {item.actor}"


def say_source(item: CaseInput) -> str:
    """Where a number is from."""
    if item.attention is not None:
        found = item.attention
        return f"record: {len(found.on_issue)} of {len(found.all)} happenings are on the issue"
    if item.quotes:
        origins = {o for q in item.quotes for o in q.origins}
        statements = word_count(len(item.quotes), "statement")
        return f"record: {statements}, {word_count(len(origins), 'origin')}"
    return "the scenario"


def say_side(answer: Answer) -> str:
    """On which side of the threshold the expected outcome lies."""
    scenario = answer.case.scenario
    side = "above" if answer.expected > scenario.threshold else "not above"
    return f"{say_place(answer.expected, scenario.axis.length)}, {side} {scenario.threshold:g}"


def say_flips(answer: Answer) -> tuple[str, ...]:
    """What would carry the expected outcome over the threshold, the nearest first."""
    threshold = f"{answer.case.scenario.threshold:g}"
    within = [f for f in answer.flips if f.within]
    outside = [f for f in answer.flips if not f.within]
    lines = [_say_flip(f) for f in within[:MOST_FLIPS]]
    if not within:
        lines.append(f"no single input within its range carries the outcome over {threshold}")
    lines += [
        f"outside its range: {_say_flip(f)}" for f in outside[: max(0, MOST_FLIPS - len(within))]
    ]
    if not answer.flips:
        lines.append("nor does any single input outside its range")
    return tuple(lines)


def _say_flip(flip: Flip) -> str:
    now = flip.input.range.middle
    return f"{say_input(flip.input)} at {flip.to:.3g} instead of {now:.3g}"
