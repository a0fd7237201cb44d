"""Which tests one process of xdist takes together: those that share what takes long to make.

The marks of xdist's own `--dist loadgroup` are not heeded under pytest 9.2 (xdist 3.8).
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

# How the names of tests begin, by what they share.
TOGETHER = {
    "a session of Spark": (
        "tests/link/test_components.py",
        "tests/link/test_happenings.py::test_spark_",
        "tests/link/test_roots.py::test_both_engines_",
        "tests/link/test_statements.py::test_spark_",
        "tests/run/test_spark.py",
    ),
    "what JAX has compiled": ("tests/cli/test_balance.py", "tests/analyse/test_balance_model.py"),
    "a server of PostgreSQL": ("tests/record/",),
    "hostile inputs": ("tests/ingest/test_hostile.py",),
    "the record of whatif": ("tests/cli/test_whatif.py",),
    "the record of link": ("tests/cli/test_link.py",),
    "the record of network": ("tests/cli/test_network.py",),
    "the record that grows": ("tests/run/test_link_record.py",),
    "the pages' records": ("tests/test_docs.py",),
}


def group_of(test: str) -> str:
    """What a test shares with others; its own name where that is nothing."""
    return next((g for g, names in TOGETHER.items() if test.startswith(names)), test)


class Scheduling(LoadScopeScheduling):
    """Groups go first, as wholes; then every process takes one test after another."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
