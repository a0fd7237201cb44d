"""Where what is told came to stand under another source, or under none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from dragoman.lang.data import load_table, load_words, split_cell
from dragoman.link.drift.figures import EVERYWHERE
from dragoman.link.drift.marks import load_marks
from dragoman.link.drift.matching import Matching
from dragoman.link.drift.naming import country_of, one_spelling, shortened
from dragoman.link.drift.sources import Said
from dragoman.link.drift.views import Vectors, View, Word, without_stop
from dragoman.model import Span, cut
from dragoman.names import same
from dragoman.read.events.circumstances import clean_number

# Least share of the two contents that is one, or of one of them, and of their sentences.
CONTENT, NEARLY_ALL, SENTENCES = 0.45, 0.6, 0.35
# Two sources whose words are this alike are one; so are two names.
ONE_SOURCE, ONE_NAME, OTHER_NAME, ONE_OUTLET = 0.5, 0.5, 0.3, 0.8
# A source may be told a sentence before or after what he says.
NEAR, TOLD = 1, 0.65
# The parts of two names are spellings of one if they are this alike.
SPELLED = 0.8
# Least confidence of a cue that a clause follows what is said.
SPEECH = 0.6
# Least share of what somebody says that the relay's source must say too, to be told as his.
HEARD = 0.3
# Least fit of two contents of which the sources are held against each other.
OTHER_SOURCE = 0.47
_PLACES = frozenset({"GPE", "LOC", "NORP"})
_OWN_OPINION, _PLAIN_OUTLET = 0.8, 0.55


@dataclass(frozen=True, slots=True)
class Change:
    """Words of both sides, how surely they differ, and what became of them."""

    relay: Span
    root: Span
    fit: float
    what: str


@dataclass(frozen=True, slots=True)
class OneContent:
    """What a source of the relay says and one of the root says too, as far as contents tell."""

    relay: Said
    root: Said
    fit: float


def pair_contents(
    matching: Matching, relay: Sequence[Said], root: Sequence[Said]
) -> list[OneContent]:
    """For each that is said in the relay what in the root is likest to it, if it is like enough."""
    found = []
    for said in relay:
        fits = [_fit_of_contents(matching, said, other) for other in root]
        best = int(np.argmax(fits)) if fits else 0
        if fits and fits[best] >= OTHER_SOURCE:
            found.append(OneContent(said, root[best], fits[best]))
    return found


def find_changes(
    matching: Matching, relay: Sequence[Said], root: Sequence[Said], pairs: Sequence[OneContent]
) -> list[Change]:
    """Other sources, lost sources and opinions told as reports, in that order."""
    found = list(_other_sources(matching, pairs))
    found += _lost_sources(matching, relay, root)
    opinion = _reported_opinion(matching, relay)
    return [*found, opinion] if opinion else found


def _other_sources(matching: Matching, pairs: Sequence[OneContent]) -> Iterator[Change]:
    for pair in pairs:
        relay, root = pair.relay, pair.root
        if relay.kind == "outlet" or relay.pronoun or _is_publisher(matching, relay):
            continue
        if _differ(matching, relay, root):
            what = f"{root.span.text} became {relay.span.text}"
            yield Change(relay.span, root.span, pair.fit, what)


def _is_publisher(matching: Matching, said: Said) -> bool:
    """Whether a source is the newspaper that the relay passes on, though nobody says it is one."""
    publishers = (v.reading.report.publisher for v in (matching.root, matching.relay))
    return any(same(p, said.span.text.removeprefix("the ")) >= ONE_OUTLET for p in publishers if p)


def _fit_of_contents(matching: Matching, relay: Said, root: Said) -> float:
    """How surely two contents are one, 0 if they are not."""
    pair = relay.content[0].sentence, root.content[0].sentence
    if not matching.near[pair]:
        return 0.0
    held, kept = matching.overlap(relay.content, root.content)
    sentences = float(matching.sentences[pair])
    both = 2 * held * kept / max(held + kept, 1e-9)
    if _one_figure(relay, root):
        both = max(both, CONTENT)
    if sentences < SENTENCES or (both < CONTENT and max(held, kept) < NEARLY_ALL):
        return 0.0
    return (max(both, 0.8 * max(held, kept)) + sentences) / 2


def _one_figure(relay: Said, root: Said) -> bool:
    """Whether both contents hold one rare number, digit by digit or word by word."""
    figures = [
        {v for w in s.content if w.token.pos == "NUM" and (v := clean_number([w.token.text]))}
        for s in (relay, root)
    ]
    return any(v > EVERYWHERE for v in figures[0] & figures[1])


def _content(said: Said) -> list[Word]:
    return [w for w in said.source if w.content]


def _core(said: Said) -> list[Word]:
    """The words of a source without the places it is of, if others are left."""
    content = _content(said)
    return [w for w in content if w.token.entity not in _PLACES] or content


def _is_clear(said: Said) -> bool:
    """Whether the words tell who it is: `he` and `the committee` may be anybody told before."""
    if said.pronoun or said.kind == "outlet":
        return False
    content = _content(said)
    definite = said.source[0].token.text.lower() in {"the", "this", "that"}
    unique = any(w.key in load_words("en", "unique_bodies") for w in content)
    return len(content) > (1 if definite and not unique else 0)


def _differ(matching: Matching, relay: Said, root: Said) -> bool:
    """Whether two sources are different, as far as the words tell."""
    if not _is_clear(root) or _one_name(relay, root):
        return False
    if _one_state(_content(relay), _content(root)):
        return False
    if _other_land(relay, root) or _made_nameless(matching, relay, root):
        return True
    left, right = _core(relay), _core(root)
    if not left or _one_office(left, right):
        return False
    if not _two_persons(relay, root) and matching.likeness(left, right) >= ONE_SOURCE:
        return False
    here, there = relay.content[0].sentence, root.content[0].sentence
    return not (
        _told_near(matching.words.T, matching.relay, root, here)
        and _told_near(matching.words, matching.root, relay, there)
    )


def _other_land(relay: Said, root: Said) -> bool:
    """`a Western diplomat` for `a Turkish diplomat`: the unnamed, told to be from elsewhere."""
    if relay.kind != "anonymous" or root.kind != "anonymous":
        return False
    left, right = ([w.token.text for w in _content(s)] for s in (relay, root))
    theirs = {c for t in right if (c := country_of(t))}
    ours = {c for t in left if (c := country_of(t))}
    elsewhere = any(t.lower() in load_words("en", "parts_of_the_world") for t in left)
    return bool(theirs) and ours.isdisjoint(theirs) and (bool(ours) or elsewhere)


def _made_nameless(matching: Matching, relay: Said, root: Said) -> bool:
    """`a study found` for `a study by the Tigris Centre found`, of which the relay is silent."""
    if relay.kind != "anonymous":
        return False
    named, others = (
        [w for w in s.source if w.token.pos == "PROPN" and w.token.entity not in _PLACES]
        for s in (root, relay)
    )
    if not named or others:
        return False
    met = matching.words[:, [w.place for w in named]].max(0)
    return bool((met < SPELLED).all())


def _one_name(relay: Said, root: Said) -> bool:
    pairs = [(a, b) for a in relay.names for b in root.names]
    return any(same(a, b) >= ONE_NAME or shortened(a, b) or one_spelling(a, b) for a, b in pairs)


def _one_state(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """`Baghdad` and `the Iraqi government`: a state, or what may stand for it."""
    if any(_all_rulers(a) and _all_countries(b) for a, b in ((left, right), (right, left))):
        return True
    sides = [{c for w in side if (c := country_of(w.token.text))} for side in (left, right)]
    bare = any(all(country_of(w.token.text) or _is_ruler(w) for w in s) for s in (left, right))
    return bare and not sides[0].isdisjoint(sides[1])


def _is_ruler(word: Word) -> bool:
    return word.key in load_words("en", "ruling_nouns")


def _all_rulers(side: Sequence[Word]) -> bool:
    return all(_is_ruler(w) for w in side)


def _all_countries(side: Sequence[Word]) -> bool:
    return all(country_of(w.token.text) for w in side)


def _two_persons(relay: Said, root: Said) -> bool:
    """Two men with names that are no spellings of one."""
    return relay.kind == root.kind == "person" and not any(
        same(a, b) >= OTHER_NAME for a in relay.names for b in root.names
    )


def _one_office(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether the words share an office: who holds it is a matter of names."""
    return not _offices(left).isdisjoint(_offices(right))


def _offices(source: Sequence[Word]) -> set[str]:
    """The words of a source, those that stand for the same as one: `staff`, `office`."""
    return {_one_office_words().get(w.key, w.key) for w in source}


@cache
def _one_office_words() -> dict[str, str]:
    """For each word of `lang/en/source_nouns.tsv` the first of its row."""
    rows = [split_cell(row[0]) for row in load_table("en", "source_nouns")]
    return {word: row[0] for row in rows for word in row}


def _told_near(words: Vectors, view: View, source: Said, sentence: int, near: int = NEAR) -> bool:
    """Whether a report tells the other's source in a sentence or so many beside it.

    `words` is [the other's words, the report's words].
    """
    first, last = max(0, sentence - near), min(len(view.trees), sentence + near + 1)
    rows = list(range(view.firsts[first], view.firsts[last]))
    places = [w.place for w in _core(source)]
    return bool(places) and bool(words[np.ix_(places, rows)].max(1).mean() >= TOLD)


def _lost_sources(
    matching: Matching, relay: Sequence[Said], root: Sequence[Said]
) -> Iterator[Change]:
    """What somebody said or charged and the relay tells as fact."""
    for said in root:
        if said.pronoun or said.kind == "outlet" or not _is_speech(said):
            continue
        place = _plain_place(matching, said, relay)
        ordered = said.content[0].token.text.lower() == "to"
        if place and not ordered and not _still_told(matching, said, relay, place[0]):
            words = without_stop(matching.relay.words_of(place[0]))
            span = matching.root.span_of([*said.source, *said.cue])
            what = f"what {said.span.text} said is told as fact"
            yield Change(matching.relay.span_of(words), span, place[1], what)


def _still_told(matching: Matching, said: Said, relay: Sequence[Said], sentence: int) -> bool:
    """Whether a plain sentence names the source, or goes on with what he says in another."""
    near = (o for o in relay if abs(o.content[0].sentence - sentence) <= NEAR)
    return _told_near(matching.words.T, matching.relay, said, sentence, near=0) or any(
        _one_name(other, said) or _one_phrase(matching, other, said) for other in near
    )


def _one_phrase(matching: Matching, relay: Said, root: Said) -> bool:
    """Whether the words for a relay's source hold those for one of the root."""
    rows, columns = ([w.place for w in _content(said)] for said in (relay, root))
    if not rows or not columns:
        return False
    return bool(matching.words[np.ix_(rows, columns)].max(0).mean() >= TOLD)


def _is_charge(said: Said) -> bool:
    return any(w.key in load_words("en", "charging_verbs") for w in said.cue)


@cache
def _verbs_of_speech() -> frozenset[str]:
    """Lemmas of cues that are followed by what is said, as a clause of its own."""
    rows = load_table("en", "cues")
    return frozenset(r[0] for r in rows if r[1] == "clause" and float(r[2]) >= SPEECH)


def _is_speech(said: Said) -> bool:
    according = any(w.token.text.lower() == "according" for w in said.cue)
    return according or _is_charge(said) or any(w.key in _verbs_of_speech() for w in said.cue)


def _plain_place(matching: Matching, said: Said, relay: Sequence[Said]) -> tuple[int, float] | None:
    """The relay's sentence that tells a content and attributes nothing, with its fit."""
    # That an outlet answers for the whole (`Reuters reported`) is enough but for a charge.
    heard = [s for s in relay if s.kind != "outlet" or not _is_charge(said)]
    attributed = {s.content[0].sentence for s in heard if _keeps(matching, s, said)}
    attributed |= _own_speech(matching.relay)
    root_sentence = said.content[0].sentence
    best: tuple[float, int] | None = None
    for sentence in np.flatnonzero(matching.links[:, root_sentence]).tolist():
        words = matching.relay.words_of(sentence)
        held, kept = matching.overlap(words, said.content)
        best = max(
            best or (0.0, 0), (max(kept, 2 * held * kept / max(held + kept, 1e-9)), sentence)
        )
    if best is None or best[0] < CONTENT or best[1] in attributed:
        return None
    return best[1], best[0]


def _keeps(matching: Matching, relay: Said, root: Said) -> bool:
    """Whether a relay's source says some of what one of the root says."""
    return max(matching.overlap(relay.content, root.content)) >= HEARD


@cache
def _speaking() -> frozenset[str]:
    return _verbs_of_speech() | load_words("en", "charging_verbs")


def _own_speech(view: View) -> set[int]:
    """Sentences in which `they` say something, whatever it is: `as they claim`."""
    return {
        w.sentence
        for w in view.words
        if w.key in _speaking()
        and any(t.pos == "PRON" for t in view.tree_of(w).kids(w.token, "nsubj"))
    }


def _reported_opinion(matching: Matching, relay: Sequence[Said]) -> Change | None:
    """An editorial or column that the relay passes on as its newspaper's report."""
    marks = load_marks("opinion_marks")
    mark = marks.search(matching.root.text)
    title = matching.root.reading.report.title or ""
    if (mark is None and not marks.search(title)) or marks.search(matching.relay.text):
        return None
    frame = load_marks("report_frames").search(matching.relay.text)
    outlets = [s for s in relay if s.kind == "outlet" and not s.pronoun]
    if frame is None and not outlets:
        return None
    if frame is not None:
        words, fit = cut(matching.relay.text, frame.start(), frame.end()), _OWN_OPINION
    else:
        words = matching.relay.span_of([*outlets[0].source, *outlets[0].cue])
        fit = _PLAIN_OUTLET
    where = cut(matching.root.text, mark.start(), mark.end()) if mark else _opening(matching.root)
    return Change(words, where, fit, "an opinion became a report") if where else None


def _opening(view: View) -> Span | None:
    """The first sentence of a text whose title alone says that it is an opinion."""
    bodies = [n for n, tree in enumerate(view.trees) if tree.sentence.kind == "body"]
    words = view.words_of(bodies[0]) if bodies else ()
    return view.span_of(without_stop(words) or words[:1]) if words else None
