"""How sure an event is, from the kind of lexicon entry and from who takes part.

Measured on 1,050 news sentences coded by hand in PLOVER: the share of events
with at least one right participant whose type is that of the coders. Verbs
gave 0.80 whatever their class, event nouns 0.75 with both participants and
0.44 with one. Ordinary news holds more that is no event, so entries that are
less particular are set lower than they measured.
"""

from __future__ import annotations

from dragoman.read.events.lexicon import Entry

# (part of speech, precision) of the entry: with two, one, no kinds of participant.
SHARES = {
    ("verb", "sure"): (0.80, 0.78, 0.65),
    ("verb", "fair"): (0.80, 0.75, 0.55),
    ("verb", "weak"): (0.65, 0.55, 0.40),
    ("noun", "sure"): (0.75, 0.60, 0.50),
    ("noun", "fair"): (0.75, 0.50, 0.40),
    ("noun", "weak"): (0.60, 0.35, 0.25),
}


def make_confidence(entry: Entry, *, has_actor: bool, has_recipient: bool) -> float:
    """The confidence, in [0, 1], of an event found by an entry."""
    pos = "verb" if entry.pos == "verb" else "noun"
    both, one, none = SHARES[(pos, entry.precision)]
    if has_actor and has_recipient:
        return both
    return one if has_actor or has_recipient else none
