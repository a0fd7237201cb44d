"""A small linked record, as the pages over it are tested: three reports of a storm."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lxml import html

from dragoman.export.linked import (
    ConflictSide,
    LinkedRecord,
    ToldConflict,
    ToldHappening,
    Witness,
    event_ref,
    label_report,
    make_telling,
)
from dragoman.model import Event, Passage, Quantity, Reading, Report, Span, When
from dragoman.model.links import (
    Drift,
    Happening,
    Links,
    Member,
    Relay,
    ReportDrift,
    ReportRoots,
)
from tests.export.factory import Words

POISON = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}</style><b>"
COURIER = (
    "Two trawlers sank off Corvo on Monday. The storm drowned three sailors. "
    "Captain Ines Brandao may sail again in May, her brother said. "
    "The company denied that it had sent them out."
)
ECHO = (
    "The Courier writes that two trawlers sank off Corvo on Monday. The storm drowned five "
    "sailors. Captain Ines Brandao will sail again in June. The mayor wept."
)
TRIBUNE = "Four sailors drowned off Corvo, the Tribune has learned. Nets were burned in protest."


def tree(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_text("utf-8"))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def make_event(
    id_: str, trigger: Span, status: str = "asserted", toll: tuple[Span, int] | None = None
) -> Event:
    counts = (Quantity(float(toll[1]), "drowned", toll[0]),) if toll else ()
    return Event(
        id_,
        "ASSAULT",
        None,
        (),
        trigger,
        (),
        (),
        When("tim", "2022-02-07", "2022-02-07", "day"),
        None,
        counts,
        status,  # type: ignore[arg-type]
        (),
        None,
        0.8,
        "rule:en/trigger@1",
    )


def make_reading(
    name: str, publisher: str, published: str, text: str, events: Iterable[Event]
) -> Reading:
    report = Report(text, name, name, title=name.title(), publisher=publisher, published=published)
    whole = Passage(Span(0, len(text), text), "body")
    return Reading(report, "dragoman@0.1.0", passages=(whole,), events=tuple(events))


def make_readings() -> tuple[Reading, Reading, Reading]:
    c, e, t = Words(COURIER), Words(ECHO), Words(TRIBUNE)
    return (
        make_reading(
            "courier",
            "The Courier",
            "2022-02-09",
            COURIER,
            (
                make_event("c-sank", c("sank")),
                make_event("c-drowned", c("drowned"), toll=(c("three"), 3)),
                make_event("c-sent", c("sent"), "negated"),
            ),
        ),
        make_reading(
            "echo",
            "Island Echo",
            "2022-02-10",
            ECHO,
            (
                make_event("e-sank", e("sank"), "claimed"),
                make_event("e-drowned", e("drowned"), toll=(e("five"), 5)),
            ),
        ),
        make_reading(
            "tribune",
            "The Tribune",
            "2022-02-10",
            TRIBUNE,
            (
                make_event("t-drowned", t("drowned"), toll=(t("Four"), 4)),
                make_event("t-burned", t("burned")),
            ),
        ),
    )


def happening(
    id_: str, days: tuple[str | None, str | None], roots: tuple[str, ...], *events: Member
) -> Happening:
    return Happening(id_, "ASSAULT", (), (), *days, None, "asserted", events, roots)


def make_links(courier: Reading, echo: Reading, tribune: Reading) -> Links:
    a, b, t = (r.report.id for r in (courier, echo, tribune))
    c, e = Words(courier.report.text), Words(echo.report.text)
    own = ("The Courier",)
    return Links(
        "dragoman@0.2.0",
        3,
        happenings=(
            happening(
                "sank", ("2022-02-07", "2022-02-07"), own, Member(a, "c-sank"), Member(b, "e-sank")
            ),
            happening(
                "drowned",
                ("2022-03-01", "2022-03-31"),
                ("The Courier", "The Tribune"),
                Member(a, "c-drowned"),
                Member(b, "e-drowned"),
                Member(t, "t-drowned"),
                Member(a, "c-sent"),
            ),
            happening("burned", (None, None), ("The Tribune",), Member(t, "t-burned")),
        ),
        relays=(
            Relay(b, a, "The Courier", "paraphrase", 0.9, e("The Courier writes")),
            Relay(t, None, "Harbour Radio", "citation", 0.6),
        ),
        roots=(ReportRoots(a, own), ReportRoots(b, own), ReportRoots(t, ("The Tribune",))),
        drifts=(
            ReportDrift(
                b,
                a,
                (
                    Drift("number", e("five"), c("three"), 0.9, "3 drowned became 5"),
                    Drift("hedge", e("will sail"), c("may sail"), 0.7, "may became will"),
                    Drift("date", e("in June"), c("in May"), 0.8, "another month"),
                    Drift("attribution", None, c("her brother said"), 0.8, "nobody says it"),
                    Drift("addition", e("The mayor wept."), None, 0.6, "only the relay tells it"),
                ),
            ),
        ),
    )


def link(readings: tuple[Reading, Reading, Reading], links: Links) -> LinkedRecord:
    """What the command line would gather: every telling, and one conflict of tolls."""
    by_id = {r.report.id: r for r in readings}
    events = {Member(r.report.id, e.id): (r, e) for r in readings for e in r.events}
    roots = {r.report: r.roots for r in links.roots}
    told = tuple(
        ToldHappening(
            h,
            tuple(
                make_telling(*events[m], roots=roots[m.report], actors=("Storm",)) for m in h.events
            ),
        )
        for h in links.happenings
    )

    def witness(reading: Reading, event: str) -> Witness:
        id_ = reading.report.id
        return Witness(id_, event_ref(reading, event), roots[id_])

    courier, echo, tribune = readings
    sides = (
        ConflictSide("3", (witness(courier, "c-drowned"),)),
        ConflictSide("4", (witness(tribune, "t-drowned"),)),
        ConflictSide("5", (witness(echo, "e-drowned"),)),
    )
    labels = {id_: label_report(r) for id_, r in by_id.items()}
    return LinkedRecord(links, labels, told, (ToldConflict("drowned", "drowned", sides),))
