"""Exit statuses, and how errors reach the user: one clear line, never a traceback."""

from __future__ import annotations

import sys
from typing import Final, NoReturn

ALL_READ: Final = 0
USAGE: Final = 2
SOME_FAILED: Final = 3
NO_RECORD: Final = 4
INTERRUPTED: Final = 130

EXIT_HELP: Final = (
    "Exit status: 0 all done, 2 wrong usage, 3 some inputs could not be read "
    "(each is named with its reason), 4 the record or the output cannot be used, "
    "130 interrupted."
)


def complain(message: str) -> None:
    """One line on standard error."""
    line = " ".join(message.split())
    print(f"dragoman: {line}".encode("utf-8", "replace").decode("utf-8"), file=sys.stderr)


def give_up(message: str, status: int = NO_RECORD) -> NoReturn:
    """Say what is wrong in one line and leave with `status`."""
    complain(message)
    raise SystemExit(status)
