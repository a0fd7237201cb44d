"""Attributions inside attributions, composed: PolNeAR annotates only the outermost.

A sentence that holds a whole attribution is put into the mouth of a relay:
`Officials said the road was closed` becomes `The newspaper reported that
officials said the road was closed`, and both are to be found.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from training.encoder.batches import NONE, Window

RELAYS = [
    x.split()
    for x in [
        "the newspaper",
        "the report",
        "the agency",
        "the magazine",
        "the paper",
        "Reuters",
        "Al Jazeera",
        "the BBC",
        "The New York Times",
        "The Wall Street Journal",
        "the Guardian",
        "Agence France - Presse",
        "it",
        "he",
        "she",
        "a Western diplomat",
        "the website",
        "the channel",
        "an Iraqi official",
        "the spokesman",
        "observers",
        "the same source",
        "state television",
        "Fars news agency",
        "Haaretz",
        "the author",
        "Mr. Barzani",
        "a report by the newspaper",
        "sources close to the government",
        "the American newspaper",
        "The Lebanese daily Al - Akhbar",
        "two senior officials",
    ]
]
CUES = [
    x.split()
    for x in [
        "said",
        "says",
        "reported",
        "reports",
        "wrote",
        "writes",
        "revealed",
        "added",
        "claims",
        "claimed",
        "believes",
        "noted",
        "confirmed",
        "pointed out",
        "stated",
        "considered",
        "sees",
        "explained",
        "stressed",
        "indicated",
        "mentioned",
        "also said",
        "has said",
        "told the agency",
        "asserts",
        "assures",
        "recalled",
    ]
]


def nest(window: Window, random: Random) -> Window:
    """The window with one of its attributions relayed, if one fits in a sentence."""
    fitting = [
        (anchor, roles)
        for anchor, roles in window.roles
        if len({window.sentence[n] for n, r in enumerate(roles) if r}) == 1
    ]
    if not fitting:
        return window
    anchor, _ = random.choice(fitting)
    number = window.sentence[anchor]
    first = window.sentence.index(number)
    end = len(window.sentence) - window.sentence[::-1].index(number)
    relay, cue = random.choice(RELAYS), random.choice(CUES)
    prefix = [*relay, *cue, *(["that"] if random.random() < 0.8 else [])]
    prefix[0] = prefix[0][0].upper() + prefix[0][1:]
    return _insert(window, first, end, prefix, len(relay), len(cue))


def _insert(
    window: Window, first: int, end: int, prefix: list[str], source: int, cue: int
) -> Window:
    """Put `prefix` before the word at `first`; what it says runs to `end`."""
    size = len(prefix)

    def widen(values: list, fill) -> list:
        return [*values[:first], *([fill] * size), *values[first:]]

    words = widen(window.words, "")
    words[first : first + size] = prefix
    opening = words[first + size]
    if opening.lower() in {
        "the",
        "a",
        "an",
        "he",
        "she",
        "it",
        "they",
        "in",
        "on",
        "but",
        "and",
        "one",
        "this",
        "officials",
        "sources",
        "some",
        "many",
    }:
        words[first + size] = opening.lower()
    starts = widen(window.starts, 0)
    starts[first], starts[first + size] = window.starts[first], 0
    while end > first and not any(c.isalnum() for c in window.words[end - 1]):
        end -= 1
    said = range(first + source + cue, end + size)
    outer = [0] * len(words)
    for n in said:
        outer[n] = 2
    outer[first : first + source] = [1] * source
    outer[first + source : first + source + cue] = [3] * cue
    auxiliary = 1 if prefix[source] in {"has", "also"} else 0
    anchor = first + source + auxiliary
    cues = widen(window.cues, 0)
    cues[anchor] = 1
    for n in range(first + source, first + source + cue):
        cues[n] = cues[n] if n == anchor else 0
    roles = [(a + size if a >= first else a, widen(kinds, 0)) for a, kinds in window.roles]
    return replace(
        window,
        words=words,
        starts=starts,
        sentence=widen(window.sentence, window.sentence[first]),
        xpos=widen(window.xpos, NONE),
        upos=widen(window.upos, NONE),
        heads=widen(window.heads, NONE),
        rels=widen(window.rels, NONE),
        names=widen(window.names, ()),
        onto=widen(window.onto, NONE),
        facts=widen(window.facts, float("nan")),
        boundary=widen(window.boundary, NONE),
        cues=cues,
        roles=[*roles, (anchor, outer)],
    )
