"""The expected-utility bargaining model of Bueno de Mesquita, as Scholz and others read it.

Written from Scholz, Calbert and Smith, *Unravelling Bueno de Mesquita's group decision model*
(Journal of Theoretical Politics 23(4), 2011): votes, probability of success, expected utility of
a challenge, risk exponents, offers, and all moving at once, round by round. What is not plain from
the paper was settled by a public reference run of its example, and by looking at how the program
that made it reckons; that is said where it is done. No code is taken from it. docs/whatif.md has
the formulas and what was tried.

Everybody takes others for staying where they are if not challenged (the paper's Q = 1), so the
terms for a status quo that changes by itself drop out.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dragoman.analyse.whatif.case import Array, Inputs, in_turns
from dragoman.analyse.whatif.votes import (
    find_backing,
    find_distance,
    find_span,
    weighted_mean,
)

# The reference run has as many. The model need not come to rest.
ROUNDS = 10


def bargain(inputs: Inputs) -> Array:
    """The mean by weight of where actors stand after the last round.

    Its mean did better than its median on decisions of the European Union.
    """
    return in_turns(inputs, lambda part: weighted_mean(_last(part), part.weight))


def _last(inputs: Inputs) -> Array:
    *_, last = run_rounds(inputs)
    return last


def run_rounds(inputs: Inputs, rounds: int = ROUNDS) -> Iterator[Array]:
    """Where all actors stand at the start and after each round, until nobody moves."""
    position, span = inputs.position, find_span(inputs.position)
    yield position
    for _ in range(rounds):
        moved = _move(position, span, inputs)
        if np.array_equal(moved, position):
            return
        position = moved
        yield position


def _move(position: Array, span: Array, inputs: Inputs) -> Array:
    """One round: everybody takes the offer that binds him, all at once."""
    distance = find_distance(position) / span
    risk = _risk_exponents(distance, inputs)
    own, other = _expectations(distance, risk, inputs)
    return _take_offers(position, own, other)


def _success_chances(distance: Array, risk: Array, weight: Array) -> Array:
    """How likely i prevails over j.

    Votes are over distances raised to the voter's risk exponent. The reference run divides by
    the votes between all pairs, not only by those between i and j; only so are its rounds
    and the paper's table met.
    """
    backing = find_backing(distance ** risk[:, :, None], weight)
    total = 2 * backing.sum(axis=(1, 2), keepdims=True)
    return np.where(total > 0, backing / np.where(total > 0, total, 1.0), 0.0)


def _expectations(distance: Array, risk: Array, inputs: Inputs) -> tuple[Array, Array]:
    """What i expects of challenging j, and what i expects j to gain by challenging him.

    Both are in i's eyes: with his risk exponent.
    """
    chance = _success_chances(distance, risk, inputs.weight)
    salience = np.clip(inputs.salience, 0, 1)
    eyes = risk[:, :, None]
    own = _challenge(distance, chance, salience[:, None, :], eyes)
    other = _challenge(distance, np.swapaxes(chance, 1, 2), salience[:, :, None], eyes)
    return own, other


def _challenge(distance: Array, chance: Array, resisting: Array, eyes: Array) -> Array:
    """The expected utility of a challenge less that of the status quo.

    The challenged one resists with his salience: then it succeeds or fails by chance; else it
    succeeds.
    """
    success = 2 - 4 * (0.5 - 0.5 * distance) ** eyes
    failure = 2 - 4 * (0.5 + 0.5 * distance) ** eyes
    status_quo = 2 - 4 * 0.5**eyes
    resisted = chance * success + (1 - chance) * failure
    found: Array = resisting * resisted + (1 - resisting) * success - status_quo
    return found


def _risk_exponents(distance: Array, inputs: Inputs) -> Array:
    """How each takes risks: 0.5 for who is most in danger of challenges, 2 for who is least.

    With R in [-1, 1] from the sums of what all others expect of challenging him, the
    exponent is (1 - R/3) / (1 + R/3).
    """
    even = np.ones_like(inputs.weight)
    own, _ = _expectations(distance, even, inputs)
    danger = own.sum(axis=1)  # over challengers; nobody gains by challenging himself
    most, least = danger.max(axis=1, keepdims=True), danger.min(axis=1, keepdims=True)
    spread = most - least
    tilt = np.where(
        spread > 0, (2 * danger - most - least) / np.where(spread > 0, spread, 1.0), 0.0
    )
    found: Array = (1 - tilt / 3) / (1 + tilt / 3)
    return found


def _take_offers(position: Array, own: Array, other: Array) -> Array:
    """Where everybody goes. Of his offers a lost confrontation binds first, then a compromise.

    - Confrontation: both expect to gain, the other more. He goes all the way to the other; of
      several, to the nearest.
    - Compromise: he expects to lose, and less than the other gains. He goes the share of the way
      that his loss is of the other's gain; of several, with whom gains most by it. The
      reference run leaves this open among a few rules; this one treats both ends of the axis
      alike.
    - Capitulation: he expects to lose more than the other gains. He goes to the nearest such.
    """
    apart = position[:, None, :] - position[:, :, None]
    elsewhere = apart != 0
    pressed = elsewhere & (own < 0) & (other > 0)
    confronted = elsewhere & (own > 0) & (other > own)
    compromise = pressed & (other > -own)
    share = np.where(compromise, -own / np.where(compromise, other, 1.0), 1.0)
    choices = (
        (confronted, np.abs(apart)),
        (compromise, -other),
        (pressed & ~compromise, np.abs(apart)),
    )
    moved, settled = position.copy(), np.zeros(position.shape, dtype=bool)
    for offered, cost in choices:
        best = np.argmin(np.where(offered, cost, np.inf), axis=2)[:, :, None]
        step = np.take_along_axis(apart * share, best, axis=2)[:, :, 0]
        takes = offered.any(axis=2) & ~settled
        whole = np.take_along_axis(share, best, axis=2)[:, :, 0] == 1.0
        target = np.take_along_axis(
            np.broadcast_to(position[:, None, :], apart.shape), best, axis=2
        )[:, :, 0]
        # Who goes all the way stands exactly where the other stands.
        moved = np.where(takes, np.where(whole, target, position + step), moved)
        settled |= takes
    return moved
