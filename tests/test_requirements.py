"""What `make demo` and `make test` install is what dragoman says that it needs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parents[1]
REQUIREMENTS = PROJECT / "requirements"


def pins(name: str) -> dict[str, str]:
    """Package to version in a locked requirements file."""
    locked = (REQUIREMENTS / name).read_text("utf-8")
    found = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", locked, re.MULTILINE)
    return {package(name): version for name, version in found}


def asked(name: str) -> set[str]:
    """The requirements a person wrote into an input file."""
    lines = (REQUIREMENTS / name).read_text("utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and line[0] not in "#-"}


def package(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[._-]+", "-", found.group().lower())


def test_the_tests_have_everything_that_dragoman_runs_with_in_the_same_version() -> None:
    assert pins("run.txt").items() <= pins("dev.txt").items()


def test_each_requirement_that_was_written_down_is_locked() -> None:
    assert {package(each) for each in asked("run.in")} <= pins("run.txt").keys()
    assert {package(each) for each in asked("dev.in")} <= pins("dev.txt").keys()


def test_the_package_asks_for_what_the_locked_file_was_made_from() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(project["dependencies"]) == asked("run.in")
    for extra in project["optional-dependencies"].values():
        assert set(extra) <= asked("dev.in")
