"""Console blocks of the docs: run them, compare them, or write their real output into the page.

    python tests/console_blocks.py            # rewrites README.md and docs/*.md

A block is fenced as ```console; a line that starts with `$ ` is a command, what
follows is its output. All blocks of a page run in one scratch folder that holds
`examples/`, in order, so that a later command can use what an earlier one made.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kept import Kept

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"```console\n(.*?)```", re.S)
COLUMNS = "110"
# What takes long.
_SLOW = ("dragoman read ", "dragoman link ")


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a page and the output that the page shows for it."""

    line: str
    shown: str


def find_pages() -> list[Path]:
    """The pages that hold at least one console block."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [p for p in pages if BLOCK.search(p.read_text("utf-8"))]


def find_commands(block: str) -> list[Command]:
    """The commands of one block, each with its output."""
    commands: list[Command] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            commands.append(Command(line[2:], ""))
        elif commands:
            last = commands[-1]
            commands[-1] = Command(last.line, last.shown + line.rstrip() + "\n")
    return commands


def run(line: str, folder: Path) -> str:
    """What a command prints, on a terminal of a fixed width and without colours."""
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "COLUMNS": COLUMNS, "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return "".join(x.rstrip() + "\n" for x in lines)


def make_scratch(folder: Path) -> None:
    """What stands in the folder before the first command."""
    (folder / "examples").symlink_to(ROOT / "examples")


def run_page(page: Path, kept: Kept | None = None) -> list[tuple[Command, str]]:
    """Every command of a page with its real output.

    With `kept`, pages that begin alike have their reports read and linked once.
    """
    blocks = BLOCK.findall(page.read_text("utf-8"))
    commands = [c for block in blocks for c in find_commands(block)]
    lines = [c.line for c in commands]
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "scratch"
        if kept is None:
            folder.mkdir()
            make_scratch(folder)
            printed = []
        else:
            printed = kept.copy(list(takewhile(lambda line: line.startswith(_SLOW), lines)), folder)
        printed += [run(line, folder) for line in lines[len(printed) :]]
    return list(zip(commands, printed, strict=True))


def rewrite(page: Path) -> None:
    """Put the real output into a page's blocks."""
    results = iter(run_page(page))

    def fill(match: re.Match[str]) -> str:
        commands = find_commands(match.group(1))
        parts = [f"$ {c.line}\n{next(results)[1]}" for c in commands]
        return "```console\n" + "".join(parts) + "```"

    page.write_text(BLOCK.sub(fill, page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    for changed in find_pages():
        rewrite(changed)
        print(changed.relative_to(ROOT))
