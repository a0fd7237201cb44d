"""How sure an event is, from the kind of lexicon entry and from who takes part.

The figures are shares of right types among the events of news sentences coded
by hand in PLOVER, by precision class of the entry and part of speech.
"""

from __future__ import annotations

from dragoman.read.events.lexicon import Entry

BASE = {"sure": 0.8, "fair": 0.7, "weak": 0.5}
NOUN_LOSS = 0.1
MISSING_LOSS = 0.1
BOTH_GAIN = 0.05
CONSTRAINED_GAIN = 0.05


def make_confidence(entry: Entry, *, has_actor: bool, has_recipient: bool) -> float:
    """The confidence, in [0, 1], of an event found by an entry."""
    value = BASE[entry.precision]
    value -= NOUN_LOSS if entry.pos == "noun" else 0.0
    value += CONSTRAINED_GAIN if entry.parts else 0.0
    if has_actor and has_recipient:
        value += BOTH_GAIN
    elif not has_actor and not has_recipient:
        value -= MISSING_LOSS
    return round(min(max(value, 0.05), 0.95), 2)
