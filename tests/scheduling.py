"""Which tests one process of xdist takes together: those that share what takes long to make.

The marks of xdist's own `--dist loadgroup` are not heeded under pytest 9.2 (xdist 3.8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    import pytest
    from xdist.remote import Producer

# How the names of tests begin, by what they share; the longest first. Spark starts processes,
# which had better not be done where JAX runs already.
TOGETHER = {
    "a session of Spark": (
        "tests/link/test_components.py",
        "tests/link/test_happenings.py::test_spark_",
        "tests/link/test_roots.py::test_both_engines_",
        "tests/link/test_statements.py::test_spark_",
        "tests/run/test_spark.py",
    ),
    "what JAX has compiled": ("tests/cli/test_balance.py", "tests/analyse/test_balance_model.py"),
    "the record that grows": ("tests/run/test_link_record.py",),
    "a server of PostgreSQL": ("tests/record/",),
    "the pages' records": ("tests/test_docs.py",),
    "the record of whatif": ("tests/cli/test_whatif.py",),
    "the record of link": ("tests/cli/test_link.py",),
    "the record of network": ("tests/cli/test_network.py",),
    "hostile inputs": ("tests/ingest/test_hostile.py",),
}
_ORDER = list(TOGETHER)


def group_of(test: str) -> str:
    """What a test shares with others; its own name where that is nothing."""
    return next((g for g, names in TOGETHER.items() if test.startswith(names)), test)


def place_of(test: str) -> int:
    """Where a test stands: what is shared goes before what is not."""
    group = group_of(test)
    return _ORDER.index(group) if group in TOGETHER else len(_ORDER)


class Scheduling(LoadScopeScheduling):
    """Gives groups as wholes to whichever process is free, in the order of the tests."""

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        # Else groups of many tests go before those that take long.
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
