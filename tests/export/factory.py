"""A rich, invented reading for the exporters, made by hand so that no finder is needed."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
    Time,
    When,
    Where,
)

TEXT = """A harbour between two flags

The Harbour Gazette quoted Mira Olsson, a ferry captain, as saying: “She told them the gates \
will stay shut.” Port minister Ada Quill released 13 of the 14 pilots in Aden on 3 May.

A crane at dawn (Photo: Nils Ek)

Officials said that Quill might visit Muscat next June. She refused to sign."""


@dataclass(frozen=True)
class Words:
    """Spans of a text by the words they cover."""

    text: str

    def __call__(self, words: str, nth: int = 1) -> Span:
        start = -1
        for _ in range(nth):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words), words)


def make_reading(
    text: str = TEXT, source_id: str = "reports/harbour.txt", title: str | None = "Two flags"
) -> Reading:
    """A reading of `TEXT` with every kind of finding, some nested and overlapping."""
    report = Report(
        text,
        source=f"/data/{source_id}",
        source_id=source_id,
        title=title,
        publisher="Coast Monitor",
        published="2021-05-05T09:30",
        published_precision="time",
        published_origin="metadata",
        language="en",
        url="https://coast-monitor.example/two-flags",
    )
    words = Words(text)
    return Reading(
        report,
        "dragoman@0.1.0",
        roots=(Root("The Harbour Gazette", "act-gazette", words("The Harbour Gazette")),),
        passages=_passages(words),
        mentions=_mentions(words),
        actors=_actors(words),
        times=_times(words),
        places=_places(words),
        statements=_statements(words),
        events=_events(words),
        relations=(
            Relation(
                "rel-1",
                "office",
                "act-quill",
                "act-port",
                "minister",
                "current",
                words("Port minister Ada Quill"),
                0.9,
                "rule:en/title_name@1",
            ),
        ),
    )


def _passages(words: Words) -> tuple[Passage, ...]:
    first = words.text.index("The Harbour")
    second = words.text.index("on 3 May.") + len("on 3 May.")
    return (
        Passage(words("A harbour between two flags"), "headline"),
        Passage(Span(first, second, words.text[first:second]), "body"),
        Passage(words("A crane at dawn (Photo: Nils Ek)"), "caption"),
        Passage(words("Officials said that Quill might visit Muscat next June."), "body"),
    )


def _mentions(words: Words) -> tuple[Mention, ...]:
    rows = [
        ("The Harbour Gazette", "name", "outlet", "act-gazette"),
        ("Mira Olsson", "name", "person", "act-olsson"),
        ("a ferry captain", "descriptor", "person", "act-olsson"),
        ("She", "pronoun", "person", "act-olsson"),
        ("Port minister Ada Quill", "name", "person", "act-quill"),
        ("pilots", "descriptor", "group", None),
    ]
    return tuple(
        Mention(f"men-{n}", words(text), kind, type_, actor)  # type: ignore[arg-type]
        for n, (text, kind, type_, actor) in enumerate(rows)
    )


def _actors(words: Words) -> tuple[Actor, ...]:
    office = Role("minister", "Port", "current", words("Port minister"))
    return (
        Actor("act-gazette", "The Harbour Gazette", "outlet"),
        Actor("act-olsson", "Mira Olsson", "person", ("M. Olsson",), "NO"),
        Actor("act-quill", "Ada Quill", "person", ("Quill",), None, (office,)),
        Actor("act-port", "Port ministry", "organisation"),
    )


def _times(words: Words) -> tuple[Time, ...]:
    day = ("2021-05-03", "2021-05-03")
    return (
        Time("tim-day", words("3 May"), "DATE", "2021-05-03", *day, "day", "report"),
        Time("tim-june", words("next June"), "DATE", "XXXX-06"),
    )


def _places(words: Words) -> tuple[Place, ...]:
    return (
        Place(
            "pla-aden",
            words("Aden"),
            "Aden",
            *(415189, 12.7794, 45.0367, "YE", "Aden"),
            precision="city",
            extent="near",
        ),
        Place(
            "pla-muscat",
            words("Muscat"),
            "Muscat",
            *(287286, 23.5841, 58.4078, "OM", "Muscat"),
            precision="admin1",
        ),
    )


def _statements(words: Words) -> tuple[Statement, ...]:
    gazette = Link(words("The Harbour Gazette"), "act-gazette", "The Harbour Gazette", "outlet")
    olsson = Link(words("Mira Olsson"), "act-olsson", "Mira Olsson", "person")
    she = Link(words("She"), "act-olsson", "Mira Olsson", "person")
    officials = Link(words("Officials"), None, "officials", "anonymous")
    quotation = words("She told them the gates will stay shut.")
    return (
        Statement(
            "sta-quote",
            (gazette, olsson),
            words("saying"),
            (quotation,),
            "direct",
            0.91,
            "rule:en/quoted_as_saying@2",
        ),
        Statement(
            "sta-inner",
            (gazette, olsson, she),
            words("told"),
            (words("the gates will stay shut"),),
            "indirect",
            0.6,
            "rule:en/said_that@3",
        ),
        Statement(
            "sta-officials",
            (officials,),
            words("said"),
            (words("Quill might visit"), words("Muscat next June")),
            "indirect",
            0.75,
            "rule:en/said_that@3",
        ),
    )


def _events(words: Words) -> tuple[Event, ...]:
    quill = Argument(words("Port minister Ada Quill"), "act-quill")
    return (
        Event(
            "eve-release",
            "RETREAT",
            "release",
            ("legal",),
            words("released"),
            (quill,),
            (Argument(words("pilots"), None),),
            When("tim-day", "2021-05-03", "2021-05-03", "day"),
            Where("pla-aden"),
            (Quantity(13.0, "released", words("13")),),
            "asserted",
            (),
            6.5,
            0.8,
            "rule:en/trigger@1",
        ),
        Event(
            "eve-visit",
            "CONSULT",
            "visit",
            (),
            words("visit"),
            (Argument(words("Quill", 2), "act-quill"),),
            (),
            When("tim-june", None, None, None),
            Where("pla-muscat"),
            (),
            "possible",
            ("sta-officials",),
            4.0,
            0.5,
            "rule:en/trigger@1",
        ),
        Event(
            "eve-refuse",
            "REJECT",
            None,
            (),
            words("refused"),
            (Argument(words("She", 2), None),),
            (),
            None,
            None,
            (),
            "negated",
            (),
            None,
            0.4,
            "rule:en/trigger@1",
        ),
    )


def poison(reading: Reading, poison_text: str) -> Reading:
    """The reading with hostile words in every free text field, in the report's text too."""
    text = reading.report.text + poison_text
    report = replace(
        reading.report,
        text=text,
        title=poison_text,
        publisher=poison_text,
        source=poison_text,
        source_id=poison_text,
        url="javascript:alert(1)//" + poison_text,
        language=poison_text,
        relayed_from=poison_text,
        id="",
        text_sha256="",
    )
    bad = Span(len(text) - len(poison_text), len(text), poison_text)
    return replace(
        reading,
        report=report,
        reader=poison_text,
        roots=(Root(poison_text, None, bad),),
        mentions=(*reading.mentions, Mention("men-bad", bad, "name", "person", "act-bad")),
        actors=(
            *reading.actors,
            Actor(
                "act-bad",
                poison_text,
                "person",
                (poison_text,),
                poison_text,
                (Role(poison_text, poison_text, "former", bad),),
            ),
        ),
        times=(Time("tim-bad", bad, "DATE", poison_text, poison_text, None, poison_text),),
        places=(Place("pla-bad", bad, poison_text, 1, 1.0, 1.0, poison_text, poison_text),),
        statements=(
            *reading.statements,
            Statement(
                poison_text,
                (Link(bad, "act-bad", poison_text, "person"),),
                bad,
                (bad,),
                "mixed",
                0.5,
                poison_text,
            ),
        ),
        events=(
            *reading.events,
            Event(
                poison_text,
                poison_text,
                poison_text,
                (poison_text,),
                bad,
                (Argument(bad, "act-bad"),),
                (Argument(bad, None),),
                When("tim-bad", poison_text, None, poison_text),
                Where("pla-bad"),
                (Quantity(1.0, poison_text, bad),),
                "claimed",
                (poison_text,),
                1.0,
                0.5,
                poison_text,
            ),
        ),
        relations=(
            Relation(
                poison_text,
                poison_text,
                "act-bad",
                "act-bad",
                poison_text,
                "former",
                bad,
                0.5,
                poison_text,
            ),
        ),
    )
