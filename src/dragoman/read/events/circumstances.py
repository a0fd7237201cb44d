"""When, where, how many and in what context: what stands around a trigger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from dragoman.model import Place, Quantity, Sentence, Time, Token, When, Where
from dragoman.read.analysis import Analysis
from dragoman.read.events.classes import is_local, is_who, lemma_of
from dragoman.read.events.counting import LEADS
from dragoman.read.events.tree import Tree
from dragoman.read.events.triggers import Trigger, light_governors
from dragoman.read.places.context import is_lower
from dragoman.read.times import joins_range
from dragoman.schema.event_types import load_contexts

LOCATIVE = frozenset({"in", "at", "near", "inside", "outside", "across", "around", "throughout"})
# Of deeds on the ground a town is where they happen, as object too: `entered Raqqa`, `the fall of
# Aleppo`, `withdrew from Fallujah`.
ON_THE_GROUND = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT"})
ONTO = frozenset({"of", "on", "to", "into", "from", "against", "towards", "toward", "through"})
OBJECTS = frozenset({"dobj", "nsubjpass"})
# A range dates an event by both ends only if it is opened: `from May to October`.
FROM_THE_START = frozenset({"from", "between"})
# Between a place and the word it belongs to there may be a few nouns (`bases in Iraq`).
NOMINAL = frozenset(
    {"pobj", "prep", "compound", "appos", "nmod", "conj", "amod", "poss", "npadvmod"}
)
Finding = TypeVar("Finding")
NUMBER_WORDS = {
    "zero": 0.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0,
    "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0,
    "thirteen": 13.0, "fourteen": 14.0, "fifteen": 15.0, "sixteen": 16.0, "seventeen": 17.0,
    "eighteen": 18.0, "nineteen": 19.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0,
    "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0, "ninety": 90.0,
}  # fmt: skip
SCALES = {"dozen": 12.0, "hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}
HARM_WORDS = {"dead": "killed", "killed": "killed", "wounded": "wounded", "injured": "injured"}


def clean_number(words: Sequence[str]) -> float | None:
    """The value of `1,500`, `twenty-five`, `2.5 million`; None if the words are no number."""
    total, current, seen = 0.0, 0.0, False
    for word in "-".join(words).lower().split("-"):
        plain = word.replace(",", "")
        if plain in SCALES:
            scale = SCALES[plain]
            current = (current or 1.0) * scale if seen or len(words) > 1 else scale
            if scale >= 1e3:
                total, current = total + current, 0.0
        elif plain in NUMBER_WORDS:
            current += NUMBER_WORDS[plain]
        else:
            try:
                current += float(plain)
            except ValueError:
                return None
        seen = True
    value = total + current
    return value if seen and value < float("inf") else None


def _participle(trigger: Trigger) -> str:
    """What a verb counts its objects as: `killed`, `arrested`."""
    head = trigger.head
    if head.tag in {"VBD", "VBN"}:
        return head.text.lower()
    lemma = lemma_of(head)
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + "ed"


class Circumstances:
    """The circumstances of the triggers of one sentence."""

    def __init__(
        self,
        analysis: Analysis,
        tree: Tree,
        times: Iterable[Time],
        places: Iterable[Place],
        acts: Iterable[int] = (),
    ) -> None:
        self.analysis = analysis
        self.tree = tree
        # Indices of the heads of all acts that the sentence tells or speaks of.
        self._acts = frozenset(acts)
        self._times = [(t, self._head(t.span.start, t.span.end)) for t in times]
        self._places = [(p, self._head(p.span.start, p.span.end)) for p in places]

    def _head(self, start: int, end: int) -> Token | None:
        """The head of a time or place, hung where it belongs.

        `A month after he left, they met`: the month hangs on the leaving and dates the meeting.
        """
        head = self.tree.sentence.head_of(start, end)
        clause = self.tree.head(head) if head is not None else None
        if head is None or clause is None or clause.dep != "advcl":
            return head
        after = [t for t in self.tree.kids(clause, "mark") if t.text.lower() in LEADS]
        counts = any(0 <= t.start - end <= 1 for t in after) and head.end == end
        return replace(head, head=clause.head) if counts else head

    def _anchors(self, trigger: Trigger) -> dict[int, int]:
        """The words a circumstance may hang on, by index, with their distance from the trigger."""
        tree = self.tree
        own = (p for p in trigger.parts if p.index not in self._acts)
        anchors = {trigger.head.index: 0, **{p.index: 1 for p in own}}
        is_noun = trigger.head.pos in {"NOUN", "PROPN"}
        for governor in light_governors(tree, trigger.head) if is_noun else ():
            anchors.setdefault(governor.index, 1)
        current = tree.first_conjunct(trigger.head)
        for above in tree.ancestors(current):
            if current.dep not in {"xcomp", "dobj", "nsubj", "nsubjpass"}:
                break
            anchors.setdefault(above.index, len(anchors) + 1)
            if above.pos in {"VERB", "AUX"} and current.dep != "xcomp":
                break
            current = above
        return anchors

    def _distance(self, token: Token, anchors: dict[int, int]) -> int | None:
        """Steps from a circumstance up to the trigger; None if it belongs to another word."""
        if token.index in anchors:
            return None
        current = token
        for steps, above in enumerate(self.tree.ancestors(token), 1):
            if above.index in anchors:
                # `condemned the raid of 3 May`: the date is the raid's.
                theirs = current.dep in OBJECTS and current.index in self._acts
                return None if theirs else steps + 2 * anchors[above.index]
            if current.dep not in NOMINAL and current.dep != "advmod":
                return None
            current = above
        return None

    def when(self, trigger: Trigger) -> When | None:
        """The nearest time in the trigger's own clause."""
        dated = [
            (t, h)
            for t, h in self._times
            if h is not None and (t.type in {"DATE", "TIME"} or (t.type == "DURATION" and t.from_))
        ]
        time = self._nearest(trigger, dated)
        if time is None:
            return None
        last = self._end_of_range(time)
        return When(time.id, time.from_, last.to, time.precision)

    def _nearest(
        self, trigger: Trigger, findings: Sequence[tuple[Finding, Token]]
    ) -> Finding | None:
        """The nearest in the trigger's clause, else one that opens the sentence for all its verbs.

        `On Monday troops entered the town and arrested two men` dates both.
        """
        anchors = self._anchors(trigger)
        tokens = (self.tree.tokens[i] for i in anchors)
        verbs = [self.tree.first_conjunct(t) for t in tokens if t.pos in {"VERB", "AUX"}]
        firsts = {t.index: 0 for t in verbs} | self._speech_behind(verbs)
        # `struck on Thursday, killing four`: what a participle adds was done then and there.
        above = {t.head: 0 for t in verbs if t.dep == "advcl" and t.tag == "VBG"}
        # `the raid on 3 May that killed four`, `last fall, when he was shot`.
        above |= self._described(verbs)
        for reach, fronted in ((anchors, False), (above, False), (firsts, True)):
            found = []
            for finding, head in findings:
                steps = self._distance(head, reach)
                if steps is not None and (not fronted or self._is_fronted(head, reach)):
                    found.append((steps, head.index, finding))
            if found:
                return min(found, key=lambda f: f[:2])[2]
        return None

    def _speech_behind(self, verbs: Sequence[Token]) -> dict[int, int]:
        """The verbs of speech that follow what is said: `On Monday he left, she told the radio`."""
        return {
            verb.head: 0
            for verb in verbs
            if verb.dep == "ccomp"
            and any(
                s.index > verb.index
                for s in self.tree.kids(self.tree.tokens[verb.head], "nsubj", "nsubjpass")
            )
        }

    def _described(self, verbs: Sequence[Token]) -> dict[int, int]:
        """The nouns for events that relative clauses describe, whose date is that of the clause."""
        nouns = {}
        for verb in verbs:
            if verb.dep not in {"relcl", "acl"}:
                continue
            below = verb
            # `the raid on 3 May on a house, which killed four`: the clause hangs on the house.
            for noun in self.tree.ancestors(verb):
                if below is not verb and below.dep not in NOMINAL:
                    break
                if noun.index in self._acts:
                    nouns[noun.index] = 0
                    break
                below = noun
        return nouns

    def _is_fronted(self, token: Token, verbs: dict[int, int]) -> bool:
        """Whether a word stands before the verb it hangs on, as what holds for all that follows.

        `On Monday police fired and ...`, `Police on Monday fired and ...`
        """
        for verb in verbs:
            subjects = self.tree.kids(self.tree.tokens[verb], "nsubj", "nsubjpass")
            content = self.tree.kids(self.tree.tokens[verb], "ccomp")
            if subjects and token.index < min([verb, *(t.index for t in content)]):
                return True
        return False

    def _end_of_range(self, time: Time) -> Time:
        """The other end of `from May to October` if a time is its first, else the time itself."""
        text, start = self.analysis.text, time.span.start
        opened = "".join(text[max(0, start - len("between ")) : start].lower().split()[-1:])
        if opened not in FROM_THE_START:
            return time
        for other, _ in self._times:
            between = text[time.span.end : max(time.span.end, other.span.start)].lower().split()
            if joins_range(opened, between) and other.to and time.from_:
                return other if other.to >= time.from_ else time
        return time

    def where(self, trigger: Trigger) -> Where | None:
        """The nearest place in the trigger's own clause that a word of place leads to."""
        placed = [
            (p, h)
            for p, h in self._places
            if h is not None and not p.metonym and self._is_where(trigger, p, h)
        ]
        place = self._nearest(trigger, placed)
        return Where(place.id) if place else None

    def _is_where(self, trigger: Trigger, place: Place, head: Token) -> bool:
        """`The outskirts of Kirkuk` tells where without a `near`.

        What is `outside Syria` or `300 km south of Baghdad` is anywhere.
        """
        if place.extent is not None:
            return place.extent == "near" or self._is_located(trigger, head)
        above = self.tree.head(head)
        beyond = above is not None and above.lemma.lower() == "outside"
        if above is not None and above.index and above.lemma.lower() == "of":
            beyond = is_lower(self.tree.tokens[above.index - 1], "directions")
        return not beyond and self._is_located(trigger, head)

    def _is_its_ground(self, trigger: Trigger, token: Token) -> bool:
        """Whether a town is what a deed on the ground is done to."""
        if trigger.entry.type not in ON_THE_GROUND or not is_local(self.tree, token):
            return False
        holders = {trigger.head.index, *(p.index for p in trigger.parts)}
        if token.dep in OBJECTS:
            return token.head in holders
        above = self.tree.head(token)
        led = above is not None and above.pos == "ADP" and above.lemma.lower() in ONTO
        return led and above is not None and (above.head in holders or above.index in holders)

    def _is_located(self, trigger: Trigger, token: Token) -> bool:
        current = token
        if token.head == trigger.head.index and is_local(self.tree, token):
            return True
        if self._is_its_ground(trigger, token):
            return True
        for above in self.tree.ancestors(token):
            if current.dep not in NOMINAL:
                return False
            if above.pos == "ADP" and above.lemma.lower() in LOCATIVE:
                return True
            current = above
        return False

    def quantities(self, trigger: Trigger) -> tuple[Quantity, ...]:
        """The counts that the report gives for an event."""
        found = []
        if trigger.head.pos in {"NOUN", "PROPN"}:
            found += self._counts(trigger.head, self._label(trigger.head))
        else:
            label = _participle(trigger)
            for counted in self.tree.objects(trigger.head):
                is_part = counted in trigger.parts and not is_who(self.tree, counted)
                found += self._counts(counted, self._label(counted) if is_part else label)
        if trigger.entry.type == "ASSAULT":
            found += self._harmed(trigger)
        unique = {(q.span.start, q.of): q for q in found}
        return tuple(sorted(unique.values(), key=lambda q: q.span.start))

    def _label(self, noun: Token) -> str:
        words = [*self.tree.kids(noun, "compound"), noun]
        return " ".join(w.text.lower() for w in words)

    def _counts(self, noun: Token, label: str) -> list[Quantity]:
        number = noun if noun.pos == "NUM" else None
        for kid in self.tree.kids(noun, "nummod"):
            number = kid
        if number is None or number.entity in {"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"}:
            return []
        words = [number, *self.tree.kids(number, "compound", "nummod")]
        words.sort(key=lambda t: t.index)
        value = clean_number([w.text for w in words])
        return [Quantity(value, label, self.analysis.span_of(*words))] if value is not None else []

    def _harmed(self, trigger: Trigger) -> list[Quantity]:
        """`20 dead`, `left 13 people wounded`, within reach of the trigger."""
        found = []
        for token in self.tree.tokens:
            label = HARM_WORDS.get(token.text.lower())
            near = abs(token.index - trigger.head.index) <= 12
            if not label or not near or token.pos == "VERB":
                continue
            if token.pos == "ADJ" and token.dep in {"acomp", "oprd", "ccomp", "amod"}:
                governor = self.tree.head(token)
                of = self.tree.objects(governor) if governor and governor.pos == "VERB" else []
                for counted in [*of, *([governor] if governor else []), token]:
                    found += self._counts(counted, label)
            else:
                found += self._counts(token, label)
        return found


def find_contexts(sentence: Sentence) -> tuple[str, ...]:
    """PLOVER's contexts that words of the sentence point to, in order of their first word."""
    table = load_contexts()
    found: dict[str, None] = {}
    for token in sentence.tokens:
        for context in table.get(token.lemma.lower(), ()):
            found.setdefault(context)
    return tuple(found)
