"""What the page of scenarios shows: plain data that the caller hands in, and its drawings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.export.environment import load_environment

WIDTH = 420
ROW = 26
BINS = 40
STRIP = 64


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words behind a position, who holds them, and in which report; `href` is None without page."""

    words: str
    holder: str
    report: str
    href: str | None
    at: str
    why: str
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TellingView:
    """The words of an event within their sentence, and in which report; `href` as of a quote."""

    before: str
    words: str
    after: str
    report: str
    href: str | None


@dataclass(frozen=True, slots=True)
class HappeningView:
    """A happening that a salience counts: what, when, between whom, and each sentence once."""

    id: str
    what: str
    definition: str | None
    when: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    origins: tuple[str, ...]
    tellings: tuple[TellingView, ...]


@dataclass(frozen=True, slots=True)
class InputView:
    """One input in words, with the quotes or happenings it rests on; `more` are not shown."""

    kind: str
    value: str
    source: str
    quotes: tuple[QuoteView, ...] = ()
    happenings: tuple[HappeningView, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor with his inputs."""

    name: str
    inputs: tuple[InputView, ...]


@dataclass(frozen=True, slots=True)
class BarView:
    """A bar of the tornado: where the outcome lies with an input at its low and high end."""

    label: str
    range: str
    low: str
    high: str
    at_low: float
    at_high: float


@dataclass(frozen=True, slots=True)
class ScenarioView:
    """One scenario with its outcome; numbers that are only shown are words already."""

    title: str
    file: str
    outcome: str
    between: str
    expected: str
    beyond: str
    threshold: float
    middle: float
    drawn: Sequence[float]
    bars: tuple[BarView, ...]
    flips: tuple[str, ...]
    notes: tuple[str, ...]
    actors: tuple[ActorView, ...]


@dataclass(frozen=True, slots=True)
class WhatIfView:
    """Everything on the page of scenarios, the base first."""

    engine: str
    experimental: str | None
    draws: str
    low: float
    high: float
    low_name: str
    high_name: str
    scenarios: tuple[ScenarioView, ...]
    differences: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bar in pixels; `turned` is true where the input's high end gives the lower outcome."""

    bar: BarView
    y: int
    x: float
    width: float
    turned: bool


@dataclass(frozen=True, slots=True)
class Tornado:
    """The drawing of what moves the answer."""

    width: int
    height: int
    middle: float
    threshold: float | None
    low: float
    high: float
    bars: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """The drawing of all draws along the axis: a column for each part of it."""

    width: int
    height: int
    threshold: float
    columns: tuple[tuple[float, float, float, float], ...]


def draw_tornado(scenario: ScenarioView) -> Tornado:
    """The bars on a scale that holds all of them, the expected outcome as a line."""
    ends = [scenario.middle, *(x for b in scenario.bars for x in (b.at_low, b.at_high))]
    low, high = min(ends), max(ends)
    room = (high - low) or 1.0

    def place(value: float) -> float:
        return round((value - low) / room * WIDTH, 1)

    bars = []
    for n, bar in enumerate(scenario.bars):
        first, last = sorted((place(bar.at_low), place(bar.at_high)))
        width = max(1.5, last - first)
        bars.append(Drawn(bar, n * ROW, first, width, bar.at_high < bar.at_low))
    inside = low <= scenario.threshold <= high
    threshold = place(scenario.threshold) if inside else None
    return Tornado(
        WIDTH, ROW * len(bars), place(scenario.middle), threshold, low, high, tuple(bars)
    )


def draw_strip(scenario: ScenarioView, low: float, high: float) -> Strip:
    """How often the outcome falls into each part of the axis."""
    counts = [0] * BINS
    for value in scenario.drawn:
        counts[min(BINS - 1, max(0, int((value - low) / (high - low) * BINS)))] += 1
    most, wide = max(counts), WIDTH / BINS
    columns = tuple(
        (
            round(n * wide, 1),
            round(STRIP - STRIP * c / most, 1),
            round(wide - 1, 1),
            round(STRIP * c / most, 1),
        )
        for n, c in enumerate(counts)
        if c
    )
    at = round((scenario.threshold - low) / (high - low) * WIDTH, 1)
    return Strip(WIDTH, STRIP, at, columns)


def render_whatif(view: WhatIfView) -> str:
    """The page as HTML, with everything in it."""
    template = load_environment(also="whatif").get_template("whatif.html")
    drawings = [(s, draw_strip(s, view.low, view.high), draw_tornado(s)) for s in view.scenarios]
    return template.render(view=view, drawings=drawings)
