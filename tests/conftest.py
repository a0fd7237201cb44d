"""What tests of several folders share, and how they are spread over processes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.kept import Kept

if TYPE_CHECKING:
    from dragoman.link.engine import SparkEngine

# Before anything loads numpy: processes take all cores as it is, and its threads would spin
# for one, which makes a reading ten times as long.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# A test asks Spark hundreds of small questions: to compile for each takes longer than to answer it.
# `make test-cluster` compiles as users have it.
_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_ANSWER_WITHOUT_COMPILING = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give tests that share something to one process, unless told otherwise by `--dist`."""
    if config.getvalue("dist") != "load":
        return None
    from tests.scheduling import Scheduling

    return Scheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of several processes, none should take up what is long when the others are done."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        from tests.scheduling import place_of

        items.sort(key=lambda item: place_of(item.nodeid))


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The example reports as commands read and linked them, once for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    # Each worker of xdist has a folder of its own within that of the run.
    return Kept((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "kept")


@pytest.fixture(scope="session")
def quick_java() -> Iterator[None]:
    """Has this process's Java machine, which outlives a session of Spark, start quickly."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_SUBMIT_ARGS", f"--driver-java-options '{_JAVA}' pyspark-shell")
        yield


@pytest.fixture
def spark(quick_java: None) -> SparkEngine:
    """An engine with tables of its own on the session that the tests of a process share."""
    from dragoman.link.engine import SparkEngine
    from dragoman.run.spark import start_session

    # Whoever stopped it before, this starts it again.
    session = start_session("local[2]").newSession()
    for name, value in _ANSWER_WITHOUT_COMPILING.items():
        session.conf.set(name, value)
    return SparkEngine(session)
