"""`dragoman network`: who is tied to whom in a record, for and against."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from dragoman.cli.exits import USAGE, give_up
from dragoman.cli.linked import links_of
from dragoman.cli.show import LimitOption, RecordArgument, opened

if TYPE_CHECKING:
    from dragoman.analyse.network import Network, Node, Tie
    from dragoman.export.network import GraphFormat

_SIGNS = {1: "+", -1: "-", 0: ""}


def network(
    record: RecordArgument,
    by: Annotated[
        Literal["month"] | None, typer.Option(help="Tell the acts of each month apart.")
    ] = None,
    format: Annotated[
        Literal["graphml", "gexf", "json", "table"], typer.Option("--format", help="How to print.")
    ] = "table",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write to this file, not to the screen.")
    ] = None,
    overwrite: Annotated[bool, typer.Option(help="Replace what is there.")] = False,
    limit: LimitOption = 50,
) -> None:
    """Who is tied to whom: acts for and against, by independent origins, and standing relations.

    Each tie keeps the happenings and relations it rests on. Triads are counted, balanced and
    unbalanced; nothing is forecast from them. GraphML and GEXF open in Gephi and Cytoscape.

    Example: dragoman network record.db --by month --format gexf --out network.gexf
    """
    from dragoman.analyse.network import make_network

    if out is not None and format == "table":
        give_up("--out goes with --format graphml, gexf or json", USAGE)
    with opened(record) as r:
        links = links_of(r, record)
        found = make_network(links, r.relations(), r.reports(), by_month=by == "month")
    if format == "table":
        _print(found, limit)
    else:
        text = _json(found) if format == "json" else _graph(found, format)
        _put_out(text, out, overwrite=overwrite)


def _put_out(text: str, out: Path | None, *, overwrite: bool) -> None:
    from dragoman.export import ExportError
    from dragoman.export.atomic import staged

    if out is None:
        typer.echo(text)
        return
    try:
        with staged([out], overwrite=overwrite) as (temporary,):
            temporary.write_text(text + "\n", "utf-8", newline="\n")
    except ExportError as error:
        give_up(str(error))
    typer.echo(str(out))


def _json(found: Network) -> str:
    answer = {
        "actors": [_node_json(n) for n in found.nodes],
        "ties": [_tie_json(t) for t in found.ties],
        "triads": dict(found.triads),
        "undated": found.undated,
    }
    return json.dumps(answer, ensure_ascii=False, indent=1)


def _node_json(node: Node) -> dict[str, Any]:
    return {"id": node.id, "name": node.name, "type": node.type, "country": node.country}


def _tie_json(tie: Tie) -> dict[str, Any]:
    return {
        "source": tie.source,
        "target": tie.target,
        "kind": tie.kind,
        "sign": tie.sign,
        "from": tie.period.first.isoformat() if tie.period else None,
        "to": tie.period.last.isoformat() if tie.period else None,
        "cooperative": list(tie.cooperative),
        "conflictual": list(tie.conflictual),
        "relations": [{"report": m.report, "relation": m.finding} for m in tie.relations],
        "roots": list(tie.roots),
    }


def _graph(found: Network, format: GraphFormat) -> str:
    from dragoman.export.network import write_graph

    nodes = (
        (n.id, {"label": n.name, "type": n.type, "country": n.country or ""}) for n in found.nodes
    )
    return write_graph(nodes, ((t.source, t.target, _edge(t)) for t in found.ties), format)


def _edge(tie: Tie) -> dict[str, str | int | float]:
    span: dict[str, str | int | float] = {}
    if tie.period:
        # By these names Gephi's timeline knows them.
        span = {"start": tie.period.first.isoformat(), "end": tie.period.last.isoformat()}
    return {
        "kind": tie.kind,
        "sign": tie.sign,
        "weight": float(len(tie.roots)),
        "cooperative": len(tie.cooperative),
        "conflictual": len(tie.conflictual),
        "roots": "; ".join(tie.roots),
        "happenings": " ".join((*tie.cooperative, *tie.conflictual)),
        "relations": " ".join(m.finding for m in tie.relations),
        **span,
    }


def _print(found: Network, limit: int) -> None:
    from dragoman.analyse.network import BALANCED, UNBALANCED
    from dragoman.cli.tables import make_console, make_table, shorten

    console = make_console()
    names = {n.id: n.name for n in found.nodes}
    monthly = ("month",) if any(t.period for t in found.ties) else ()
    table = make_table("Ties", *monthly, "from", "to", "kind", "sign", "for", "against", "origins")
    ranked = sorted(found.ties, key=lambda t: (-len(t.roots), -_size(t)))
    for tie in ranked[:limit]:
        month = (tie.period.first.strftime("%Y-%m") if tie.period else "",) if monthly else ()
        acts = tie.kind == "acts"
        table.add_row(
            *month,
            shorten(names[tie.source], 40),
            shorten(names[tie.target], 40),
            tie.kind,
            _SIGNS[tie.sign],
            str(len(tie.cooperative)) if acts else "",
            str(len(tie.conflictual)) if acts else "",
            str(len(tie.roots)),
        )
    if len(ranked) > limit:
        table.caption = f"{len(ranked) - limit} more: --limit shows more"
    console.print(table if table.row_count else "no ties between actors that are known")
    if found.undated:
        console.print(f"Left out, for want of a month: {found.undated}")
    told = [
        f"{word} {sum(found.triads[t] for t in of)} "
        f"({', '.join(f'{t}: {found.triads[t]}' for t in of)})"
        for word, of in (("balanced", BALANCED), ("unbalanced", UNBALANCED))
    ]
    console.print(f"Triads with three signs: {'; '.join(told)}")


def _size(tie: Tie) -> int:
    return len(tie.cooperative) + len(tie.conflictual) + len(tie.relations)
