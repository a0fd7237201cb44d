"""The frozen types of a scenario: an issue with two ends, and who wants what on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model import Stance

Kind = Literal["position", "salience", "capability"]
KINDS: tuple[Kind, ...] = ("position", "salience", "capability")


@dataclass(frozen=True, slots=True)
class Range:
    """What a number may be: from `low` to `high`, best taken for `middle`.

    Draws are even over a `flat` range; else they are triangular with their peak at the middle.
    """

    low: float
    middle: float
    high: float
    flat: bool = True

    @property
    def sure(self) -> bool:
        """Whether the range is a single number."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Axis:
    """The issue as a line between two numbers, with what each end stands for."""

    low: float
    high: float
    low_name: str
    high_name: str

    @property
    def length(self) -> float:
        """How far the ends are apart."""
        return self.high - self.low

    @property
    def midpoint(self) -> float:
        """The number half way between the ends."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class QuoteRule:
    """Which statements of an actor speak to the issue, and where on the axis they put him.

    One of `statement` (its id), `words` (that stand in it) and `about` (whom it is about) is
    given; the first two with `at`, the last with a range for each stance that counts.
    """

    statement: str | None = None
    words: str | None = None
    about: str | None = None
    at: Range | None = None
    stances: tuple[tuple[Stance, Range], ...] = ()


@dataclass(frozen=True, slots=True)
class FromQuotes:
    """A position that is to be read from an actor's statements in the record."""

    rules: tuple[QuoteRule, ...]


@dataclass(frozen=True, slots=True)
class OnIssue:
    """Which happenings are on the issue.

    Their type is one of `types`, if any are given; and one of `words` stands in the sentence
    that tells them or one of `names` takes part, if any of either are given.
    """

    types: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FromHappenings:
    """A salience that is to be read from what an actor takes part in."""

    on: OnIssue


@dataclass(frozen=True, slots=True)
class ScenarioActor:
    """Who takes part, with what he wants, how much he cares and how much he can do.

    `also` are further names that the user counts as his. With `leave_out` he is left out
    where the record holds nothing of him, else that is an error.
    """

    name: str
    position: Range | FromQuotes
    salience: Range | FromHappenings
    capability: Range
    also: tuple[str, ...] = ()
    leave_out: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All names that are taken for his."""
        return (self.name, *self.also)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario as its file tells it; `threshold` parts the two sides of the axis."""

    file: str
    title: str
    axis: Axis
    threshold: float
    actors: tuple[ScenarioActor, ...]

    @property
    def needs_record(self) -> bool:
        """Whether anything is to be read from a record."""
        return any(
            isinstance(a.position, FromQuotes) or isinstance(a.salience, FromHappenings)
            for a in self.actors
        )
