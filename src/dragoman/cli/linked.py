"""`dragoman show happenings`, `conflicts`, `roots` and `drift`: ask what linking found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.exits import USAGE, give_up
from dragoman.cli.passed_on import passed_on, print_statement_conflicts, statement_conflict_json
from dragoman.cli.show import FormatOption, LimitOption, RecordArgument, opened, print_json

if TYPE_CHECKING:
    from dragoman.analyse.conflicts import Conflict, Side
    from dragoman.analyse.corroboration import Corroborated
    from dragoman.analyse.tellings import Telling, Told
    from dragoman.model import Span
    from dragoman.model.links import Drift, Happening, Links, Relay, ReportDrift
    from dragoman.record import Record


def links_of(record: Record, name: str) -> Links:
    """A record's links; leaves with one line where it was never linked."""
    found = record.links()
    if found is None:
        give_up(f"{name} has not been linked: run `dragoman link {name}` first", USAGE)
    return found


def _told(record: Record, links: Links, chosen: Sequence[Happening]) -> tuple[Told, ...]:
    """The chosen happenings with their words; only the reports that tell of them are read."""
    from dragoman.analyse.tellings import tell_happenings

    wanted = sorted({report for h in chosen for report in h.reports})
    return tell_happenings(replace(links, happenings=tuple(chosen)), record.readings_of(wanted))


def happenings(
    record: RecordArgument,
    several: Annotated[
        bool, typer.Option("--several", help="Only those that several reports tell of.")
    ] = False,
    type: Annotated[str | None, typer.Option(help="PLOVER type, such as ASSAULT.")] = None,
    format: FormatOption = "table",
    limit: LimitOption = 100,
) -> None:
    """What happened, each once, with how many reports and how many independent origins tell of it.

    Example: dragoman show happenings record.db --several
    """
    from dragoman.analyse.corroboration import by_date

    with opened(record) as r:
        links = links_of(r, record)
        chosen = [
            h
            for h in sorted(links.happenings, key=by_date)
            if (len(h.reports) > 1 or not several) and (not type or h.type == type.upper())
        ]
        found = corroborated(r, links, chosen[:limit])
    if format == "json":
        print_json([happening_to_json(c) for c in found])
    else:
        _print_happenings(found)


def corroborated(
    record: Record, links: Links, chosen: Sequence[Happening]
) -> tuple[Corroborated, ...]:
    """Happenings with reports and origins counted, in order of date."""
    from dragoman.analyse.corroboration import corroborate

    return corroborate(_told(record, links, chosen))


def happening_to_json(item: Corroborated) -> dict[str, Any]:
    """A happening with its tellings, names and origins."""
    h = item.told.happening
    tellings = item.told.tellings
    place = next((t.place for t in tellings if t.place), None)
    return {
        "id": h.id,
        "type": h.type,
        "actors": list(dict.fromkeys(n for t in tellings for n in t.actors)),
        "recipients": list(dict.fromkeys(n for t in tellings for n in t.recipients)),
        "from": h.from_,
        "to": h.to,
        "place": place.name if place else None,
        "geonameid": h.place,
        "status": h.status,
        "reports": list(dict.fromkeys(t.report.source_id for t in tellings)),
        "roots": list(h.roots),
        "first_report": item.first,
        "last_report": item.last,
        "events": [{"report": t.report.source_id, "event": t.event.id} for t in tellings],
    }


def _print_happenings(found: Sequence[Corroborated]) -> None:
    from dragoman.cli.tables import make_console, make_table, shorten

    table = make_table(
        "Happenings", "when", "type", "who", "to whom", "status", "reports", "origins", "words"
    )
    for c in found:
        row = happening_to_json(c)
        table.add_row(
            interval(row["from"], row["to"]),
            row["type"],
            shorten(", ".join(row["actors"]), 40),
            shorten(", ".join(row["recipients"]), 40),
            row["status"],
            str(c.reports),
            f"{c.roots}: {shorten(', '.join(row['roots']), 40)}",
            shorten(" / ".join(dict.fromkeys(t.event.trigger.text for t in c.told.tellings)), 40),
        )
    make_console().print(table if table.row_count else "no happenings")


def interval(first: str | None, last: str | None) -> str:
    """Two ISO dates as words, one if they are equal."""
    if first is None and last is None:
        return "not known"
    return str(first) if first == last else f"{first or '…'} to {last or '…'}"


def conflicts(
    record: RecordArgument, format: FormatOption = "table", limit: LimitOption = 100
) -> None:
    """Where reports of different origins contradict each other, the most consequential first.

    Example: dragoman show conflicts record.db
    """
    from dragoman.analyse.conflicts import find_conflicts, find_statement_conflicts

    with opened(record) as r:
        links = links_of(r, record)
        chosen = [h for h in links.happenings if len(h.reports) > 1]
        found = find_conflicts(_told(r, links, chosen))[:limit]
        said = find_statement_conflicts(passed_on(r, links))[:limit]
    if format == "json":
        print_json([_conflict_json(c) for c in found] + [statement_conflict_json(c) for c in said])
    else:
        _print_conflicts(found)
        if said:
            print_statement_conflicts(said)


def _side_json(side: Side[Telling]) -> dict[str, Any]:
    return {
        "value": side.value,
        "tellings": [
            {
                "report": t.report.source_id,
                "event": t.event.id,
                "words": t.event.trigger.text,
                "start": t.event.trigger.start,
                "end": t.event.trigger.end,
                "roots": list(t.roots),
            }
            for t in side.tellings
        ],
    }


def _conflict_json(conflict: Conflict) -> dict[str, Any]:
    return {
        "happening": conflict.happening.id,
        "type": conflict.happening.type,
        "slot": conflict.slot,
        "what": conflict.what,
        "sides": [_side_json(s) for s in conflict.sides],
    }


def _print_conflicts(found: tuple[Conflict, ...]) -> None:
    from dragoman.cli.answers import show_report
    from dragoman.cli.tables import make_console, make_table

    table = make_table("Conflicts", "happening", "about", "one says", "told by")
    for conflict in found:
        when = interval(conflict.happening.from_, conflict.happening.to)
        name = f"{conflict.happening.type} {when}"
        for n, side in enumerate(conflict.sides):
            by = ", ".join(dict.fromkeys(show_report(t.report) for t in side.tellings))
            about = conflict.what if conflict.slot != "toll" else f"how many {conflict.what}"
            table.add_row(name if not n else "", about if not n else "", side.value, by)
    make_console().print(table if table.row_count else "no conflicts between independent origins")


def roots(record: RecordArgument, format: FormatOption = "table", limit: LimitOption = 200) -> None:
    """Who relays whom, and the independent origins of each report.

    Example: dragoman show roots record.db
    """
    with opened(record) as r:
        found = links_of(r, record)
        names = {x.id: x for x in r.reports()}
    relays: dict[str, list[Relay]] = {}
    for relay in found.relays:
        relays.setdefault(relay.relay, []).append(relay)
    rows = [
        {
            "report": names[x.report].source_id,
            "roots": list(x.roots),
            "relays": [
                {
                    "root": names[y.root].source_id if y.root in names else None,
                    "name": y.name,
                    "kind": y.kind,
                    "score": y.score,
                    "relay_span": _ends(y.relay_span),
                    "root_span": _ends(y.root_span),
                }
                for y in relays.get(x.report, ())
            ],
        }
        for x in [x for x in found.roots if x.report in names][:limit]
    ]
    if format == "json":
        print_json(rows)
    else:
        _print_roots(rows)


def _ends(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _print_roots(rows: list[dict[str, Any]]) -> None:
    from dragoman.cli.tables import make_console, make_table, shorten

    table = make_table("Roots", "report", "independent origins", "relays", "how")
    for row in rows:
        relays = row["relays"]
        table.add_row(
            shorten(Path(row["report"]).name, 40),
            ", ".join(row["roots"]),
            "\n".join(Path(y["root"]).name if y["root"] else y["name"] for y in relays),
            "\n".join(f"{y['kind']} {y['score']:.2f}" for y in relays),
        )
    make_console().print(table if table.row_count else "no reports")


def drift(
    record: RecordArgument,
    report: Annotated[
        str | None, typer.Option(help="Only this relay: the report's id or source id.")
    ] = None,
    format: FormatOption = "table",
    limit: LimitOption = 200,
) -> None:
    """What changed between each relay and its root: both texts side by side.

    Where the root is not in the record, two reports that pass it on are held against each
    other, in what both have of it.

    Example: dragoman show drift record.db
    """
    with opened(record) as r:
        found = links_of(r, record).drifts
        names = {x.id: x.source_id for x in r.reports()}
    kept = [d for d in found if report is None or report in _names_of(d, names)][:limit]
    if format == "json":
        print_json([_drift_json(d, names) for d in kept])
    else:
        _print_drift(kept, names)


def _names_of(pair: ReportDrift, names: dict[str, str]) -> set[str | None]:
    """The ids and source ids of the relay, or of both relays of one source."""
    relays = [pair.relay, pair.root] if pair.source else [pair.relay]
    return {*relays, *map(names.get, relays)}


def _drift_json(pair: ReportDrift, names: dict[str, str]) -> dict[str, Any]:
    return {
        "relay": names.get(pair.relay, pair.relay),
        "root": names.get(pair.root, pair.root),
        "source": pair.source,
        "drift": [_one_drift(d) for d in pair.drift],
    }


def _one_drift(d: Drift) -> dict[str, Any]:
    return {
        "kind": d.kind,
        "relay_text": d.relay.text if d.relay else None,
        "root_text": d.root.text if d.root else None,
        "relay_span": _ends(d.relay),
        "root_span": _ends(d.root),
        "confidence": d.confidence,
        "what": d.what,
    }


def _print_drift(found: list[ReportDrift], names: dict[str, str]) -> None:
    from dragoman.cli.tables import make_console, make_table, shorten

    console = make_console()
    for pair in found:
        relay, root = (Path(names.get(i, i)).name for i in (pair.relay, pair.root))
        title, *sides = (
            (f"{relay} and {root}: {pair.source} told otherwise", "the later", "the earlier")
            if pair.source
            else (f"{relay}: what changed from {root}", "the relay", "the root")
        )
        table = make_table(title, "kind", *sides)
        for d in pair.drift:
            table.add_row(d.kind, *(shorten(s.text) if s else "" for s in (d.relay, d.root)))
        console.print(table if table.row_count else f"{relay} changed nothing of {root}")
    if not found:
        console.print("no relay whose root or another relay of it is in the record")
