"""Events of different reports that are one happening, and those that are not."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pyarrow as pa

from dragoman.link.engine import DuckEngine, Engine
from dragoman.link.frequencies import weigh_words
from dragoman.link.happenings import (
    event_rows,
    link_happenings,
    make_table,
    update_happenings,
)
from dragoman.link.statistics import MIN_SCALE
from dragoman.model import (
    Actor,
    Argument,
    Event,
    Mention,
    Place,
    Quantity,
    Reading,
    Report,
    Span,
    When,
    Where,
    make_id,
)
from dragoman.model.links import Happening
from dragoman.version import READER
from training.happenings.word_frequencies import count_reports

STATES = {"Iran": "IR", "Iraq": "IQ", "Turkey": "TR", "United States": "US"}
TOWNS = {"Qaim": (94824, "IQ", "Anbar"), "Muscat": (287286, "OM", "Muscat")}


@dataclass(frozen=True)
class Telling:
    """A sentence of a report and the one event in it."""

    text: str
    trigger: str
    published: str
    actor: str | None = None
    recipient: str | None = None
    day: str | None = None
    town: str | None = None
    killed: int | None = None
    type: str = "ASSAULT"
    mode: str | None = None
    status: str = "asserted"
    also: tuple[str, ...] = field(default=())

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start, start + len(words), words)


def read(telling: Telling) -> Reading:
    """A reading of a report of one sentence, as the reader would make it."""
    report = Report(telling.text, telling.text[:20], telling.text[:20], published=telling.published)
    names = [n for n in (telling.actor, telling.recipient, *telling.also) if n]
    actors = tuple(
        Actor(
            make_id("act", report.id, name),
            name,
            "state" if name in STATES else "organisation",
            country=STATES.get(name),
        )
        for name in names
    )
    id_of = {a.name: a.id for a in actors}
    mentions = tuple(
        Mention(make_id("men", a.id), telling.span(a.name), "name", a.type, a.id) for a in actors
    )

    def side(name: str | None) -> tuple[Argument, ...]:
        return (Argument(telling.span(name), id_of[name]),) if name else ()

    places = ()
    if telling.town:
        number, country, division = TOWNS[telling.town]
        spot = telling.span(telling.town)
        places = (
            Place("pla", spot, telling.town, number, 1.0, 1.0, country, division, precision="city"),
        )
    count = telling.killed
    event = Event(
        make_id("eve", report.id),
        telling.type,
        telling.mode,
        (),
        telling.span(telling.trigger),
        side(telling.actor),
        side(telling.recipient),
        When("tim", telling.day, telling.day, "day") if telling.day else None,
        Where("pla") if places else None,
        (Quantity(float(count), "killed", telling.span(str(count))),) if count else (),
        telling.status,  # type: ignore[arg-type]
        (),
        None,
        0.8,
        "rule:en/test@1",
    )
    return Reading(report, READER, actors=actors, mentions=mentions, places=places, events=(event,))


def link(*tellings: Telling, engine: Engine | None = None) -> tuple[Happening, ...]:
    """The happenings of some reports; whoever bears one name is one."""
    readings = [read(t) for t in tellings]
    actors = {(r.report.id, a.id): a.name for r in readings for a in r.actors}
    rows = make_table(row for r in readings for row in event_rows(r))
    return link_happenings(engine or DuckEngine(), rows, actors)


RAID = Telling(
    "Jets of the Falcon Brigade raided the Nusra Front depot near Qaim on Monday, killing 12.",
    "raided",
    "2016-05-10",
    "Falcon Brigade",
    "Nusra Front",
    "2016-05-09",
    "Qaim",
    12,
    mode="aerial",
)
RETOLD = Telling(
    "A raid by the Falcon Brigade on a Nusra Front depot outside Qaim killed 12 men, it emerged.",
    "raid",
    "2016-05-11",
    "Falcon Brigade",
    "Nusra Front",
    "2016-05-09",
    "Qaim",
    12,
    mode="aerial",
)


def changed(telling: Telling, **fields: object) -> Telling:
    return Telling(**({n: getattr(telling, n) for n in Telling.__dataclass_fields__} | fields))  # type: ignore[arg-type]


def test_a_raid_told_by_two_reports_is_one_happening() -> None:
    (found,) = link(RAID, RETOLD)
    assert len(found.events) == 2
    assert (found.type, found.from_, found.to) == ("ASSAULT", "2016-05-09", "2016-05-09")
    assert (found.place, found.status) == (94824, "asserted")
    assert (found.actors, found.recipients) == (("Falcon Brigade",), ("Nusra Front",))


def test_raids_on_other_days_are_two() -> None:
    assert len(link(RAID, changed(RETOLD, day="2016-05-16", published="2016-05-17"))) == 2


def test_another_toll_is_the_same_raid_and_both_tolls_stay_with_their_reports() -> None:
    later = changed(RETOLD, text=RETOLD.text.replace("killed 12", "killed 15"), killed=15)
    (found,) = link(RAID, later)
    assert {m.report for m in found.events} == {read(RAID).report.id, read(later).report.id}


TALKS = Telling(
    "Envoys of Iran and the Houthi Council will meet in Muscat on 12 May for truce talks.",
    "will meet",
    "2016-05-08",
    "Iran",
    "Houthi Council",
    "2016-05-12",
    "Muscat",
    type="CONSULT",
    mode="meet",
    status="future",
)
HELD = Telling(
    "Iran met the Houthi Council in Muscat on Thursday and both praised the truce talks.",
    "met",
    "2016-05-13",
    "Iran",
    "Houthi Council",
    "2016-05-12",
    "Muscat",
    type="CONSULT",
    mode="meet",
)


def test_a_plan_and_what_came_of_it_on_that_day_are_one_that_happened() -> None:
    (found,) = link(TALKS, HELD)
    assert found.status == "asserted"


def test_a_plan_for_next_month_is_not_what_was_done_today() -> None:
    assert len(link(changed(TALKS, day="2016-06-12"), HELD)) == 2


def test_a_denial_stays_a_member_of_what_others_assert() -> None:
    denied = changed(
        RETOLD,
        text="The Falcon Brigade denied that it raided the Nusra Front depot in Qaim on 9 May.",
        trigger="raided",
        killed=None,
        status="negated",
    )
    (found,) = link(RAID, denied)
    assert found.status == "asserted"
    assert len(found.events) == 2


def test_a_state_that_everybody_names_makes_no_happening_of_two() -> None:
    one = Telling(
        "The United States struck a convoy in the hills, officials said.",
        "struck",
        "2016-05-10",
        "United States",
    )
    other = Telling(
        "Gunmen were killed when the United States bombed a village school at dawn.",
        "bombed",
        "2016-05-10",
        "United States",
    )
    assert len(link(one, other)) == 2


def test_other_towns_are_other_raids() -> None:
    text = RETOLD.text.replace("Qaim", "Muscat")
    assert len(link(RAID, changed(RETOLD, text=text, town="Muscat"))) == 2


def test_the_order_of_reports_changes_nothing() -> None:
    tellings = [RAID, RETOLD, TALKS, HELD, changed(RETOLD, text=RETOLD.text + " More to come.")]
    expected = link(*tellings)
    for seed in range(3):
        random.Random(seed).shuffle(tellings)
        assert link(*tellings) == expected


def test_rare_words_say_more_and_unknown_ones_as_much_as_the_rarest() -> None:
    found = weigh_words(("people", "quarry", "xyzzyq", "the"))
    assert found["the"] == 0 < found["people"] < found["quarry"] <= found["xyzzyq"]
    assert max(weigh_words(("raid", "depot", "falcon", "envoy")).values()) <= found["xyzzyq"]


def test_words_are_counted_once_a_report() -> None:
    counts, total = count_reports(["He raided it. They raid.", "A raid on the depot."])
    assert (counts["raid"], counts["depot"], total) == (2, 1, 2)


def test_spark_finds_what_duckdb_finds(spark: Engine) -> None:
    here = DuckEngine()
    tellings = (RAID, TALKS, changed(RETOLD, text=RETOLD.text + " More to come."))
    assert link(*tellings, engine=spark) == link(*tellings, engine=here)
    # One report goes, two come.
    gone, new = read(RAID), [read(RETOLD), read(HELD)]
    who = [(r.report.id, a.id, a.name) for r in new for a in r.actors]
    for engine in (spark, here):
        engine.put("new_event_rows", make_table(row for r in new for row in event_rows(r)))
        engine.put("gone_reports", pa.table({"report": [gone.report.id]}))
        named = pa.table([list(c) for c in zip(*who, strict=True)], ["report", "actor", "linked"])
        engine.put("new_linked", named)
        engine.keep("kept_linked", "new_linked", keys=["report"], gone="gone_reports")
    changes = update_happenings(spark, MIN_SCALE)
    assert changes == update_happenings(here, MIN_SCALE)
    assert len(changes.gone) == len(changes.new) == 2
