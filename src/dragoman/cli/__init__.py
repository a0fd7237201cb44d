"""The command line: thin, over the stages."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from dragoman.cli import balance, judge, linked, network, show, timeline, whatif, write
from dragoman.cli.exits import EXIT_HELP, INTERRUPTED, NO_RECORD, complain
from dragoman.cli.link import link
from dragoman.cli.read import read
from dragoman.version import __version__

app = typer.Typer(
    name="dragoman",
    help="Read political press reports into a record in which every line shows its words."
    f"\n\n{EXIT_HELP}",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(read)
app.command()(link)
app.command()(judge.judge)
app.add_typer(show.app, name="show")
for _command in (
    linked.happenings,
    linked.conflicts,
    linked.roots,
    linked.drift,
    judge.doubts,
    timeline.timeline,
):
    show.app.command()(_command)
app.command()(show.search)
app.command()(balance.balance)
app.command()(whatif.whatif)
app.command()(network.network)
app.command()(write.export)
app.command()(write.pages)
app.command()(write.add)
app.command()(write.demo)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Options of every command."""


def main() -> int:
    """Run the command line; every error ends as one line and a documented exit status.

    Set `DRAGOMAN_DEBUG=1` to see the traceback of a defect.
    """
    try:
        app()
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except Exception as error:
        if os.environ.get("DRAGOMAN_DEBUG"):
            raise
        complain(_describe(error))
        return NO_RECORD
    return 0


def _describe(error: Exception) -> str:
    """Our own errors are sentences for users; anything else is a defect and says so."""
    if type(error).__module__.startswith("dragoman."):
        return str(error)
    kind = type(error).__name__
    return f"a defect in dragoman: {kind}: {error} (DRAGOMAN_DEBUG=1 shows where)"
