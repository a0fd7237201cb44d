"""How much linking found, counted in the record."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Select, distinct, func, select

from dragoman.record import link_tables as lt


def count_links(connection: Connection) -> dict[str, int] | None:
    """Numbers of what linking found, by name; None where the record was never linked."""
    reports = connection.scalar(select(lt.linking.c.reports))
    if reports is None:
        return None
    queries: dict[str, Select[tuple[int]]] = {
        "actors": select(func.count()).select_from(lt.linked_actor),
        "actors_in_several_reports": _in_several(lt.linked_actor_member.c.linked_actor),
        "happenings": select(func.count()).select_from(lt.happening),
        "happenings_in_several_reports": _in_several(lt.happening_event.c.happening),
        "happenings_of_several_roots": select(func.count())
        .select_from(lt.happening)
        .where(func.json_array_length(lt.happening.c.roots) > 1),
        "statements_in_several_reports": select(func.count()).select_from(lt.linked_statement),
        "relays": select(func.count()).select_from(lt.relay),
        "relays_of_reports_here": select(func.count(lt.relay.c.root)),
        "drift": select(func.count()).select_from(lt.drift),
        "relays_with_drift": _pairs().where(lt.drift.c.source.is_(None)),
        "pairs_of_relays_with_drift": _pairs().where(lt.drift.c.source.is_not(None)),
    }
    return {"reports": reports} | {n: connection.scalar(q) or 0 for n, q in queries.items()}


def _pairs() -> Select[tuple[int]]:
    """How many pairs of reports drift was found in."""
    return select(func.count(distinct(lt.drift.c.relay + "|" + lt.drift.c.root)))


def _in_several(column: Column[str]) -> Select[tuple[int]]:
    """How many values of a column stand beside several reports."""
    report = column.table.c.report
    several = select(column).group_by(column).having(func.count(distinct(report)) > 1)
    return select(func.count()).select_from(several.subquery())
