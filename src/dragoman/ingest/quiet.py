"""Keeps the libraries quiet and the work on one report bounded in time."""

from __future__ import annotations

import logging
import signal
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

TALKATIVE = (
    "pdfminer", "trafilatura", "htmldate", "courlan", "justext", "charset_normalizer", "warcio",
    "feedparser", "py3langid", "urllib3", "readability",
)  # fmt: skip


class OutOfTimeError(BaseException):
    """The time for one report is up; no library's `except Exception` swallows it."""


def silence_libraries() -> None:
    """Switch off the log lines of the libraries that ingest uses; what matters is a Failure."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _can_use_timer() -> bool:
    in_main = threading.current_thread() is threading.main_thread()
    return in_main and hasattr(signal, "setitimer")


@contextmanager
def no_warnings() -> Iterator[None]:
    """Within this, libraries' warnings are not printed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def time_limit(max_seconds: float) -> Iterator[None]:
    """Raise OutOfTimeError inside the block when the seconds are over.

    Uses the process's real-time timer, thus only in the main thread and where
    the platform has it; elsewhere the block runs unbounded. A timer that was
    running before goes on after the block.
    """
    if max_seconds <= 0 or not _can_use_timer():
        yield
        return
    active = True

    def stop(_number: int, _frame: FrameType | None) -> None:
        if active:
            raise OutOfTimeError

    started = time.monotonic()
    handler = signal.signal(signal.SIGALRM, stop)
    left, interval = signal.setitimer(signal.ITIMER_REAL, max_seconds)
    try:
        yield
    finally:
        active = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler if handler is not None else signal.SIG_DFL)
        if left:
            rest = max(left - (time.monotonic() - started), 0.001)
            signal.setitimer(signal.ITIMER_REAL, rest, interval)
