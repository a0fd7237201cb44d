"""Read many reports on one machine, in one process or several."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import wait
from types import FrameType

from threadpoolctl import ThreadpoolController

from dragoman.model import Failure, Reading, Report
from dragoman.read import read_report

DEFAULT_MAX_SECONDS = 300.0
# Reports handed out ahead of the one that is awaited, for each worker: enough to
# keep all busy, few enough that memory does not grow with the input.
AHEAD_PER_WORKER = 4

Outcome = Reading | Failure


@dataclass(frozen=True, slots=True)
class Known:
    """A report that the record holds already, read by this very version: not read again."""

    report: Report


class ReadingTimeoutError(Exception):
    """Raised inside a reading when its time is up."""


def _stop_reading(_signal: int, _frame: FrameType | None) -> None:
    raise ReadingTimeoutError


@cache
def _libraries() -> ThreadpoolController:
    """The libraries for numbers that this process has loaded."""
    return ThreadpoolController()


def read_one(report: Report, max_seconds: float = DEFAULT_MAX_SECONDS) -> Outcome:
    """The reading of a report, or the failure to read it within `max_seconds`.

    The time limit needs the main thread of a process (POSIX interval timer);
    elsewhere it is not kept. A defect met in one odd report must not cost the
    batch, so any exception becomes that report's failure.
    """
    try:
        previous = signal.signal(signal.SIGALRM, _stop_reading)
    except (ValueError, AttributeError):  # not the main thread, or no such signal here
        return _read_unlimited(report)
    try:
        signal.setitimer(signal.ITIMER_REAL, max_seconds)
        return _read_unlimited(report)
    except ReadingTimeoutError:
        return Failure(report.source, f"took longer than {max_seconds:g} s to read (--max-seconds)")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def _read_unlimited(report: Report) -> Outcome:
    try:
        # A core has one reader; threads of numpy's own would only wait for each other.
        with _libraries().limit(limits=1, user_api="blas"):
            return read_report(report)
    except (ReadingTimeoutError, KeyboardInterrupt):
        raise
    except MemoryError:
        return Failure(report.source, "needs more memory than there is")
    except Exception as error:
        return Failure(report.source, f"a defect in dragoman met it: {_one_line(error)}")


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]


def read_reports(
    reports: Iterable[Report | Failure],
    *,
    workers: int = 1,
    max_seconds: float = DEFAULT_MAX_SECONDS,
    is_known: Callable[[Report], bool] | None = None,
) -> Iterator[Outcome | Known]:
    """Readings and failures in the order of the input, whatever the number of workers.

    `is_known` may say that a report was read before; it then comes back as
    `Known` and costs nothing. Raises ValueError for fewer than one worker.
    """
    if workers < 1:
        raise ValueError("workers must be at least 1")
    if workers == 1:
        for report in reports:
            yield _pass_or(report, is_known) or read_one(_as_report(report), max_seconds)
    else:
        yield from _Pool(workers, max_seconds).read(reports, is_known)


def _as_report(item: Report | Failure) -> Report:
    assert isinstance(item, Report)
    return item


def _pass_or(
    item: Report | Failure, is_known: Callable[[Report], bool] | None
) -> Failure | Known | None:
    """What needs no reading: a failure of ingest, or a report that is known."""
    if isinstance(item, Failure):
        return item
    return Known(item) if is_known is not None and is_known(item) else None


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and end when the parent ends, even if it was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


class _Pool:
    """Worker processes with a bounded window; a worker that dies costs only what killed it."""

    def __init__(self, workers: int, max_seconds: float) -> None:
        self.workers = workers
        self.max_seconds = max_seconds
        self.pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.workers, context, _start_worker)

    def read(
        self, reports: Iterable[Report | Failure], is_known: Callable[[Report], bool] | None
    ) -> Iterator[Outcome | Known]:
        window: deque[tuple[Report | None, Future[Outcome] | Failure | Known]] = deque()
        try:
            for item in reports:
                passed = _pass_or(item, is_known)
                if passed is not None:
                    window.append((None, passed))
                else:
                    report = _as_report(item)
                    window.append((report, self._submit(report)))
                if len(window) >= self.workers * AHEAD_PER_WORKER:
                    yield self._finish(window)
            while window:
                yield self._finish(window)
        finally:
            self.pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, report: Report) -> Future[Outcome]:
        try:
            return self.pool.submit(read_one, report, self.max_seconds)
        except BrokenProcessPool:
            # The window's earlier reports find out for themselves and are read alone.
            self.pool = self._start()
            return self.pool.submit(read_one, report, self.max_seconds)

    def _finish(
        self, window: deque[tuple[Report | None, Future[Outcome] | Failure | Known]]
    ) -> Outcome | Known:
        report, result = window.popleft()
        if not isinstance(result, Future):
            return result
        assert report is not None
        try:
            return result.result()
        except BrokenProcessPool:
            return self._read_alone(report)

    def _read_alone(self, report: Report) -> Outcome:
        """Read a report that was in flight when a worker died, in a process of its own."""
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
            try:
                return alone.submit(read_one, report, self.max_seconds).result()
            except BrokenProcessPool:
                return Failure(report.source, "the process that read it was killed (memory?)")
