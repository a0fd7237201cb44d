"""What the tests of ingest share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.ingest import IngestOptions, read_inputs
from dragoman.model import Failure, Report

FIXTURES = Path(__file__).parent / "fixtures"
Reader = Callable[..., tuple[list[Report], list[Failure]]]


@pytest.fixture
def fixtures() -> Path:
    return FIXTURES


@pytest.fixture
def ingest() -> Reader:
    """Reads paths and gives the reports and the failures apart."""

    def read(
        *paths: Path | str, options: IngestOptions | None = None
    ) -> tuple[list[Report], list[Failure]]:
        found = list(read_inputs([str(p) for p in paths], options))
        reports = [x for x in found if isinstance(x, Report)]
        return reports, [x for x in found if isinstance(x, Failure)]

    return read
