"""What a balance was tried against, in sentences for the screen and the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.analyse.balance.verdict import count

if TYPE_CHECKING:
    from dragoman.analyse.balance.answer import Measured
    from dragoman.analyse.balance.checks import Echoes, Sensitivity, Turn
    from dragoman.analyse.balance.verdict import Interval

# So many are named of those who might be grouped with a pole.
_MOST_UNGROUPED = 5
TITLES = {"deeds": "By deeds", "words": "By words"}


def say_turn(turn: Turn) -> str:
    """How the balance changed with a happening."""
    c = turn.change
    return (
        f"From {turn.happening} ({turn.day}) on the balance differs by {c.median:+.2f} from before "
        f"({c.low:+.2f} to {c.high:+.2f}); the chance that it rose is {c.chance:.2f}."
    )


def say_checks(measured: Measured, poles: tuple[str, str]) -> Iterator[str]:
    """Proxies, intensities and reprints, as far as there are any."""
    if any(row.acts for row in measured.sensitivity):
        yield from (_say_proxies(row) for row in measured.sensitivity)
    a, b = measured.intensity
    if measured.enough and a is not None and b is not None:
        yield (
            f"As a check, by Goldstein's intensities: {a:+.2f} towards {poles[0]}, "
            f"{b:+.2f} towards {poles[1]}."
        )
    yield from _say_echoes(measured.echoes, measured.overall)


def say_ungrouped(measured: Measured, poles: tuple[str, str]) -> Iterator[str]:
    """Whom the actor acted towards who might count for a pole, if the user says so."""
    for pole, found in zip(poles, measured.ungrouped, strict=True):
        if found:
            listed = [
                f"{u.name} ({u.tie}), {count(u.happenings, 'happening')}"
                for u in found[:_MOST_UNGROUPED]
            ]
            if more := len(found) - len(listed):
                listed.append(f"{more} more")
            yield f"May count for {pole} if grouped (see --group): {'; '.join(listed)}."


def _say_proxies(row: Sensitivity) -> str:
    weight = "as given" if row.weight is None else f"at {row.weight:g}"
    where = "not enough"
    if row.overall:
        where = f"{row.overall.median:+.2f} ({row.overall.low:+.2f} to {row.overall.high:+.2f})"
    return f"Proxies {weight}: balance {where}, {count(row.acts, 'act')}."


def _say_echoes(echoes: Echoes, overall: Interval | None) -> Iterator[str]:
    if echoes.echoes:
        repeat = "only repeats others" if echoes.echoes == 1 else "only repeat others"
        changes = "every number is the same" if echoes.same else "numbers differ, which is a defect"
        yield f"{echoes.echoes} of {count(echoes.reports, 'report')} {repeat}: without, {changes}."
    if echoes.naive is not None and overall is not None:
        yield (
            "If every report were counted as an origin of its own, the interval would be "
            f"{echoes.naive.width:.2f} wide instead of {overall.width:.2f}."
        )
