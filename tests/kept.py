"""What many tests start from, made once a run for all of its processes.

Reading and linking the example reports takes longer than most of what is asked of them.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.console_blocks import make_scratch, run

READ = "dragoman read examples/reports -o record.db"
LINK = "dragoman link record.db -q"


def once(place: Path, make: Callable[[Path], None]) -> Path:
    """A folder that the first process to ask for it makes, while the others wait."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.with_name(f"{place.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            begun = place.with_name(f"{place.name}.begun")
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            make(begun)
            begun.rename(place)
    return place


class Kept:
    """Folders as commands left them, each a copy of the one before with one command more."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def after(self, lines: Sequence[str]) -> tuple[Path, list[str]]:
        """The folder that the commands left, not to be changed, and what each of them printed.

        It holds the reports of `examples/` before the first of them.
        """
        if not lines:
            return once(self._place / "none", make_scratch), []
        before, printed = self.after(lines[:-1])
        name = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

        def make(begun: Path) -> None:
            folder = begun / "folder"
            shutil.copytree(before, folder, symlinks=True)
            (begun / "printed.txt").write_text(run(lines[-1], folder), "utf-8")

        made = once(self._place / name, make)
        return made / "folder", [*printed, (made / "printed.txt").read_text("utf-8")]

    def copy(self, lines: Sequence[str], folder: Path) -> list[str]:
        """Copy what the commands left to a new folder; gives what each of them printed."""
        left, printed = self.after(lines)
        shutil.copytree(left, folder, symlinks=True)
        return printed
