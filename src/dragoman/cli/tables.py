"""Tables for people: what was found, in a terminal of any width."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from dragoman.model import Actor, Event, Reading, Statement

if TYPE_CHECKING:
    from dragoman.cli.sinks import Tally

CHAIN_ARROW = " → "
MAX_CONTENT_CHARS = 160
STATUS_STYLES = {
    "asserted": "",
    "claimed": "yellow",
    "future": "cyan",
    "possible": "magenta",
    "negated": "red",
}


def make_console() -> Console:
    """A console for standard output that shows text from reports as it is."""
    return Console(markup=False, highlight=False, emoji=False)


def shorten(text: str, limit: int = MAX_CONTENT_CHARS) -> str:
    """Text on one line, cut at a word near `limit` characters."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[: line.rfind(" ", 0, limit) if " " in line[:limit] else limit].rstrip() + " …"


def show_chain(statement: Statement) -> str:
    """A source chain as words, outermost relay first; unnamed sources are marked."""
    names = [f"{x.name} (unnamed)" if x.kind == "anonymous" else x.name for x in statement.chain]
    return CHAIN_ARROW.join(names) or "(source not given)"


def show_content(statement: Statement) -> str:
    """What a statement says, its pieces joined, in quotation marks where it is quoted."""
    content = shorten(" … ".join(s.text for s in statement.content))
    return f"“{content}”" if statement.mode == "direct" else content


def show_when(event: Event) -> str:
    """An event's date as far as it is known."""
    if event.when is None:
        return ""
    if event.when.from_ is None:
        return "not known"
    first, last = event.when.from_, event.when.to
    if last in (None, first):
        return first
    # A whole month or year is shown as such: 2020-05, 2020.
    if event.when.precision in ("month", "year"):
        size = 7 if event.when.precision == "month" else 4
        if last is not None and first[:size] == last[:size]:
            return first[:size]
    return f"{event.when.from_} to {event.when.to}"


def show_published(reading: Reading) -> str:
    """A report's date; possible dates where the order of day and month is in doubt."""
    report = reading.report
    if report.published:
        return report.published.replace("T", " ")
    if report.published_candidates:
        return " or ".join(report.published_candidates)
    return "unknown"


def _names(event: Event, actors: dict[str, Actor]) -> tuple[str, str]:
    def name(items: Sequence[object]) -> str:
        shown = []
        for item in items:
            actor = actors.get(getattr(item, "actor", None) or "")
            shown.append(actor.name if actor else getattr(item, "span").text)  # noqa: B009
        return ", ".join(dict.fromkeys(shown))

    return name(event.actors), name(event.recipients)


def make_table(title: str, *columns: str) -> Table:
    """An empty table with the given column titles."""
    table = Table(title=title, title_justify="left", title_style="bold", expand=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def table_of_reports(readings: Iterable[Reading]) -> Table:
    """One row a report: date, title, publisher, roots, counts."""
    table = make_table(
        "Reports", "published", "report", "publisher", "relays", "statements", "events"
    )
    for r in readings:
        counts = (str(len(r.statements)), str(len(r.events)))
        if r.status != "read":
            counts = (f"not read: language {r.report.language}", "")
        title = shorten(r.report.title or Path(r.report.source_id).name, 70)
        roots = ", ".join(x.name for x in r.roots)
        table.add_row(show_published(r), title, r.report.publisher or "", roots, *counts)
    return table


def table_of_actors(readings: Iterable[Reading], limit: int = 15) -> Table:
    """The actors most spoken of, with other names and offices; one row for each name."""
    mentions: Counter[str] = Counter()
    types: dict[str, str] = {}
    aliases: dict[str, dict[str, None]] = defaultdict(dict)
    offices: dict[str, dict[str, None]] = defaultdict(dict)
    for reading in readings:
        counts = Counter(m.actor for m in reading.mentions)
        for actor in reading.actors:
            mentions[actor.name] += counts[actor.id]
            types.setdefault(actor.name, actor.type)
            aliases[actor.name] |= dict.fromkeys(actor.aliases)
            for role in actor.roles:
                former = "former " if role.status == "former" else ""
                of = f" of {role.of}" if role.of and role.of not in role.title else ""
                offices[actor.name][f"{former}{role.title}{of}"] = None
    table = make_table("Actors", "actor", "type", "mentions", "also called", "offices")
    for name, count in mentions.most_common(limit):
        also = shorten(", ".join(aliases[name]), 90)
        table.add_row(name, types[name], str(count), also, shorten("; ".join(offices[name]), 90))
    return table


def table_of_statements(readings: Iterable[Reading], limit: int = 25) -> Table:
    """Statements with their chains; those with the longest chains first within each report."""
    table = make_table("Statements", "source chain", "says", "mode")
    rows = [s for r in readings for s in r.statements]
    for statement in rows[:limit]:
        table.add_row(show_chain(statement), show_content(statement), statement.mode)
    if len(rows) > limit:
        table.caption = f"{len(rows) - limit} more: see the pages"
    return table


def table_of_events(readings: Iterable[Reading], limit: int = 40) -> Table:
    """Events by date, the undated ones last."""
    rows = []
    for reading in readings:
        actors = {a.id: a for a in reading.actors}
        rows += [(event, *_names(event, actors)) for event in reading.events]
    rows.sort(key=lambda row: (show_when(row[0])[:1].isdigit() is False, show_when(row[0])))
    table = make_table("Events by date", "when", "type", "who", "to whom", "words", "status")
    for event, who, whom in rows[:limit]:
        status = Text(event.status, style=STATUS_STYLES[event.status])
        words = shorten(event.trigger.text, 40)
        table.add_row(
            show_when(event), event.type, shorten(who, 60), shorten(whom, 60), words, status
        )
    if len(rows) > limit:
        table.caption = f"{len(rows) - limit} more: see the pages"
    return table


def print_readings(readings: Sequence[Reading]) -> None:
    """The four tables of what was found."""
    console = make_console()
    for table in (
        table_of_reports(readings),
        table_of_actors(readings),
        table_of_statements(readings),
        table_of_events(readings),
    ):
        if table.row_count:
            console.print(table)


def print_tally(tally: Tally, output: str | None, folder: Path | None) -> None:
    """The closing line of a run: what was read, and where it is."""
    reports = "report" if tally.read == 1 else "reports"
    found = f"{tally.statements} statements, {tally.events} events"
    parts = [f"{tally.read} {reports} read: {found}"]
    if tally.known:
        parts.append(f"{tally.known} known already")
    if tally.not_read:
        parts.append(f"{tally.not_read} in a language that is not read yet")
    if tally.failed:
        parts.append(f"{tally.failed} failed")
    where = f" ({output or folder})" if output or folder else ""
    make_console().print("; ".join(parts) + where)
