"""Readings made by hand, with every kind of finding, in our own words."""

from __future__ import annotations

from dragoman.model import (
    Actor,
    Argument,
    Event,
    Link,
    Mention,
    Passage,
    Place,
    Quantity,
    Reading,
    Relation,
    Report,
    Role,
    Root,
    Span,
    Statement,
    Target,
    Time,
    Unnamed,
    When,
    Where,
    make_id,
)
from dragoman.version import READER

TEXT = (
    "Beirut, 12 May 2021 - The Morning Ledger reported that Mustafa al-Harithi, the prime"
    " minister of Iraq, met envoys of Iran in Muscat on Monday. A Western diplomat told the"
    " newspaper that “the talks nearly broke down” and that 13 prisoners would be released."
    " The minister’s café visit in Tehran is planned for next month."
    " The diplomat spoke on condition of anonymity."
)


class TextOf:
    """Cuts spans and makes ids of findings of one report, by their words."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def span(self, words: str) -> Span:
        start = self.report.text.index(words)
        return Span(start, start + len(words), words)

    def id(self, kind: str, words: str, *more: object) -> str:
        span = self.span(words)
        return make_id(kind, self.report.id, span.start, span.end, *more)


def make_report(number: int = 0, **fields: object) -> Report:
    """A report of the affair; another number is another report of the same words."""
    given: dict[str, object] = {
        "text": f"{TEXT} Number {number}.",
        "source": f"reports/{number}.txt",
        "source_id": f"affair-{number}",
        "title": "Talks in Muscat",
        "publisher": "The Morning Ledger",
        "published": "2021-05-12",
        "published_precision": "day",
        "published_origin": "dateline",
        "language": "en",
        "url": f"https://ledger.example/{number}",
        "encoding": "utf-8",
        "relayed_from": "The Evening Post",
    }
    return Report(**(given | fields))  # type: ignore[arg-type]


def make_reading(number: int = 0, *, reader: str = READER, **fields: object) -> Reading:
    """A reading with every kind of finding; `fields` are the report's."""
    report = make_report(number, **fields)
    cut = TextOf(report)
    actors = _actors(cut)
    times, places = _times(cut), _places(cut)
    statements = _statements(cut, actors)
    return Reading(
        report,
        reader,
        "read",
        (
            Root("The Morning Ledger", actors[3].id, cut.span("The Morning Ledger")),
            Root("The Evening Post", None, None),
        ),
        (
            Passage(cut.span("Beirut, 12 May 2021"), "dateline"),
            Passage(cut.span(report.text[report.text.index("The Morning") :]), "body"),
        ),
        _mentions(cut, actors),
        actors,
        times,
        places,
        statements,
        _events(cut, actors, times, places, statements),
        _relations(cut, actors),
    )


def _actors(cut: TextOf) -> tuple[Actor, ...]:
    role = Role("prime minister", "Iraq", "current", cut.span("prime minister of Iraq"))
    former = Role("minister", None, "former", cut.span("The minister"))
    harithi = Actor(
        cut.id("act", "Mustafa al-Harithi"),
        "Mustafa al-Harithi",
        "person",
        ("the prime minister of Iraq", "The minister"),
        "IQ",
        (role, former),
    )
    return (
        harithi,
        Actor(cut.id("act", "Iran"), "Iran", "state", (), "IR"),
        Actor(cut.id("act", "Iraq"), "Iraq", "state", (), "IQ"),
        Actor(cut.id("act", "The Morning Ledger"), "The Morning Ledger", "outlet"),
    )


def _mentions(cut: TextOf, actors: tuple[Actor, ...]) -> tuple[Mention, ...]:
    return (
        Mention(
            cut.id("men", "Mustafa al-Harithi"),
            cut.span("Mustafa al-Harithi"),
            "name",
            "person",
            actors[0].id,
        ),
        Mention(cut.id("men", "Iran"), cut.span("Iran"), "name", "state", actors[1].id),
        Mention(
            cut.id("men", "the newspaper"), cut.span("the newspaper"), "descriptor", None, None
        ),
    )


def _times(cut: TextOf) -> tuple[Time, ...]:
    return (
        Time(
            cut.id("tim", "Monday"),
            cut.span("Monday"),
            "DATE",
            "2021-05-10",
            "2021-05-10",
            "2021-05-10",
            "day",
            "report",
        ),
        Time(
            cut.id("tim", "next month"),
            cut.span("next month"),
            "DATE",
            "2021-06",
            "2021-06-01",
            "2021-06-30",
            "month",
            "report",
        ),
    )


def _places(cut: TextOf) -> tuple[Place, ...]:
    return (
        Place(
            cut.id("pla", "Muscat"),
            cut.span("Muscat"),
            "Muscat",
            287286,
            23.58413,
            58.40778,
            "OM",
            "Muscat",
            precision="city",
            extent="near",
        ),
        Place(cut.id("pla", "Tehran"), cut.span("Tehran"), "Tehran", metonym=True),
    )


def _statements(cut: TextOf, actors: tuple[Actor, ...]) -> tuple[Statement, ...]:
    ledger = Link(cut.span("The Morning Ledger"), actors[3].id, "The Morning Ledger", "outlet")
    paper = Link(cut.span("the newspaper"), actors[3].id, "The Morning Ledger", "outlet")
    said_of = Unnamed(None, "western diplomat", cut.span("on condition of anonymity"))
    words = cut.span("A Western diplomat")
    diplomat = Link(words, None, "a Western diplomat", "anonymous", said_of)
    return (
        Statement(
            cut.id("sta", "reported"),
            (ledger,),
            cut.span("reported"),
            (cut.span("Mustafa al-Harithi, the prime minister of Iraq, met envoys of Iran"),),
            "indirect",
            0.9,
            "rule:en/said_that@3",
        ),
        Statement(
            cut.id("sta", "told"),
            (paper, diplomat),
            None,
            (
                cut.span("the talks nearly broke down"),
                cut.span("13 prisoners would be released"),
            ),
            "mixed",
            0.75,
            "rule:en/told@1",
            (
                Target(cut.span("the talks"), actors[1].id, "oppose", 0.62),
                Target(cut.span("13 prisoners"), actors[0].id),
            ),
        ),
    )


def _events(
    cut: TextOf,
    actors: tuple[Actor, ...],
    times: tuple[Time, ...],
    places: tuple[Place, ...],
    statements: tuple[Statement, ...],
) -> tuple[Event, ...]:
    monday, june = (When(t.id, t.from_, t.to, t.precision) for t in times)
    harithi, iran = (Argument(cut.span(a.name), a.id) for a in actors[:2])
    return (
        Event(
            cut.id("eve", "met"),
            "CONSULT",
            "meet",
            ("diplomatic", "executive"),
            cut.span("met"),
            (harithi,),
            (Argument(cut.span("envoys of Iran"), None), iran),
            monday,
            Where(places[0].id),
            (),
            "claimed",
            (statements[0].id,),
            1.0,
            0.8,
            "rule:en/trigger@2",
        ),
        Event(
            cut.id("eve", "released"),
            "RETREAT",
            None,
            (),
            cut.span("released"),
            (),
            (Argument(cut.span("13 prisoners"), None),),
            None,
            None,
            (Quantity(13.0, "released", cut.span("13 prisoners")),),
            "possible",
            (statements[1].id, statements[0].id),
            None,
            0.5,
            "rule:en/trigger@2",
        ),
        Event(
            cut.id("eve", "visit"),
            "CONSULT",
            "visit",
            (),
            cut.span("visit"),
            (Argument(cut.span("The minister"), actors[0].id),),
            (),
            june,
            Where(places[1].id),
            (),
            "future",
            (),
            0.3,
            0.6,
            "rule:en/trigger@2",
        ),
    )


def _relations(cut: TextOf, actors: tuple[Actor, ...]) -> tuple[Relation, ...]:
    office = cut.span("prime minister of Iraq")
    return (
        Relation(
            cut.id("rel", "prime minister of Iraq"),
            "office",
            actors[0].id,
            actors[2].id,
            "prime minister",
            "current",
            office,
            0.9,
            "rule:en/office@1",
            "2020-05",
            None,
            "acting",
        ),
        Relation(
            cut.id("rel", "The minister"),
            "office",
            actors[0].id,
            None,
            None,
            "former",
            cut.span("The minister"),
            0.4,
            "rule:en/office@1",
        ),
    )
