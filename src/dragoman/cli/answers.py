"""Answers of a record, as JSON for scripts and as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.text import Text

from dragoman.cli.tables import (
    STATUS_STYLES,
    make_console,
    make_table,
    shorten,
    show_chain,
    show_content,
    show_when,
)
from dragoman.model import Failure, Report, Role, Statement
from dragoman.model.contract import (
    Json,
    actor_to_json,
    event_to_json,
    place_to_json,
    statement_to_json,
)
from dragoman.record import (
    ActorLine,
    EventLine,
    Hit,
    Overview,
    ReportLine,
    StatementLine,
    Timeline,
)


def report_line_to_json(line: ReportLine) -> Json:
    """A report without its text."""
    return asdict(line)


def statement_line_to_json(line: StatementLine) -> Json:
    """A statement with its report; `holds` is false where the source only relayed it."""
    return {
        "report": report_line_to_json(line.report),
        "holds": line.holds,
        "statement": statement_to_json(line.statement),
    }


def event_line_to_json(line: EventLine) -> Json:
    """An event with its report, the names of who took part and its place."""
    return {
        "report": report_line_to_json(line.report),
        "event": event_to_json(line.event),
        "actors": list(line.actors),
        "recipients": list(line.recipients),
        "place": place_to_json(line.place) if line.place else None,
    }


def actor_line_to_json(line: ActorLine) -> Json:
    """An actor of one report that answers to the name, with statements and events."""
    return {
        "score": line.score,
        "matched": line.matched,
        "report": report_line_to_json(line.report),
        "actor": actor_to_json(line.actor),
        "statements": [statement_to_json(s) for s in line.statements],
        "events": [event_line_to_json(e) for e in line.events],
    }


def timeline_to_json(found: Timeline) -> Json:
    """Dated events in order, undated ones apart."""
    return {
        "dated": [event_line_to_json(x) for x in found.dated],
        "undated": [event_line_to_json(x) for x in found.undated],
    }


def hit_to_json(hit: Hit) -> Json:
    """Something that a search found."""
    return asdict(hit)


def overview_to_json(found: Overview) -> Json:
    """The record in numbers; counted values become lists of {value, count}."""
    return {name: _counts_or_value(value) for name, value in asdict(found).items()}


def _counts_or_value(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [{"value": name, "count": count} for name, count in value]
    return value


def show_report(line: ReportLine | Report) -> str:
    """A report's headline, or its file's name where it has none."""
    return shorten(line.title or Path(line.source_id).name, 48)


def _show_role(role: Role) -> str:
    of = f" of {role.of}" if role.of and role.of not in role.title else ""
    return f"{'former ' if role.status == 'former' else ''}{role.title}{of}"


def _show_counts(counts: Iterable[tuple[str | None, int]], limit: int = 12) -> str:
    rows = list(counts)
    shown = ", ".join(f"{'unknown' if name is None else name} {n}" for name, n in rows[:limit])
    return f"{shown}, and {len(rows) - limit} more" if len(rows) > limit else shown


def print_overview(found: Overview) -> None:
    """The record in numbers."""
    table = make_table("The record", "what", "how many", "of which")
    dates = f"{found.first_published} to {found.last_published}" if found.first_published else ""
    undated = f"; {found.undated} undated" if found.undated else ""
    table.add_row("reports", str(found.reports), f"{dates}{undated}".strip("; "))
    table.add_row("languages", str(len(found.languages)), _show_counts(found.languages))
    table.add_row("publishers", str(len(found.publishers)), _show_counts(found.publishers))
    table.add_row("roots relayed", str(len(found.roots)), _show_counts(found.roots))
    for name in ("actors", "statements", "events", "relations"):
        counts = getattr(found, name)
        table.add_row(name, str(sum(n for _, n in counts)), _show_counts(counts, 16))
    table.add_row("events by month", "", _show_counts(found.events_by_month))
    table.add_row("inputs that failed", str(found.failures), "")
    table.add_row("read by", "", _show_counts(found.readers))
    make_console().print(table)


def print_reports(found: Sequence[ReportLine]) -> None:
    """A row a report."""
    table = make_table("Reports", "published", "report", "publisher", "language", "source id")
    for line in found:
        row = (
            line.published or "unknown",
            show_report(line),
            line.publisher or "",
            line.language or "",
        )
        table.add_row(*row, line.source_id)
    _print(table, "no reports")


def _show_targets(statement: Statement) -> str:
    """Whom a statement is about, with a sign where it speaks for or against him."""
    signs = {"support": " (+)", "oppose": " (−)"}
    shown = (
        " ".join(x.span.text.split()) + signs.get(x.stance or "", "") for x in statement.targets
    )
    return ", ".join(dict.fromkeys(shown))


def print_statements(title: str, found: Sequence[StatementLine]) -> None:
    """A row a statement, with its chain and whom it is about."""
    table = make_table(title, "report", "source chain", "says", "about", "mode")
    for line in found:
        chain = show_chain(line.statement) + ("" if line.holds else " (relayed)")
        says = show_content(line.statement)
        about = _show_targets(line.statement)
        table.add_row(show_report(line.report), chain, says, about, line.statement.mode)
    _print(table, f"no {title[0].lower()}{title[1:]}")


def print_events(title: str, found: Sequence[EventLine]) -> None:
    """A row an event."""
    from dragoman.export.wording import word_place

    table = make_table(
        title, "when", "type", "who", "to whom", "where", "words", "status", "report"
    )
    for line in found:
        event = line.event
        where = word_place(line.place) if line.place else ""
        table.add_row(
            show_when(event),
            event.type,
            shorten(", ".join(line.actors), 50),
            shorten(", ".join(line.recipients), 50),
            where,
            shorten(event.trigger.text, 40),
            Text(event.status, style=STATUS_STYLES[event.status]),
            show_report(line.report),
        )
    _print(table, f"{title}: none")


def print_actor(name: str, found: Sequence[ActorLine]) -> None:
    """Everything about an actor, report by report."""
    console = make_console()
    if not found:
        console.print(f"nobody in the record answers to {name}")
        return
    table = make_table(
        f"Who answers to {name}", "report", "actor", "type", "also called", "offices"
    )
    for line in found:
        actor = line.actor
        offices = "; ".join(dict.fromkeys(map(_show_role, actor.roles)))
        row = (
            show_report(line.report),
            actor.name,
            actor.type,
            shorten(", ".join(actor.aliases), 80),
        )
        table.add_row(*row, shorten(offices, 80))
    console.print(table)
    statements = [StatementLine(x.report, s) for x in found for s in x.statements]
    if statements:
        print_statements(f"Statements by {name}", statements)
    events = [e for line in found for e in line.events]
    if events:
        print_events(f"Events with {name}", events)


def print_failures(found: Sequence[Failure]) -> None:
    """A row an input that failed."""
    table = make_table("Inputs that could not be read", "input", "reason")
    for failure in found:
        table.add_row(failure.source, failure.reason)
    _print(table, "every input was read")


def print_hits(query: str, found: Sequence[Hit]) -> None:
    """A row a hit, best first."""
    table = make_table(f"Found for {query}", "what", "report", "words")
    for hit in found:
        table.add_row(hit.kind, show_report(hit.report), shorten(hit.snippet, 200))
    _print(table, f"nothing found for {query}")


def _print(table: Any, otherwise: str) -> None:
    make_console().print(table if table.row_count else otherwise)
