"""Imports run one way only: from the model towards the command line."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "dragoman"
LAYERS = [
    {"version"},
    {"model"},
    {"schema", "names"},
    {"lang"},
    {"text"},
    {"ingest", "neural"},
    {"read"},
    {"link"},
    {"record"},
    {"analyse", "export"},
    {"run"},
    {"serve", "cli"},
    {"__main__"},
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}


def is_module(name: str) -> bool:
    return (SOURCE / name).is_dir() or (SOURCE / f"{name}.py").exists()


def imported_packages(path: Path) -> set[str]:
    """The dragoman packages that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [node.module]
            if node.module == "dragoman":
                names = [f"dragoman.{a.name}" for a in node.names if is_module(a.name)]
        elif isinstance(node, ast.Import):
            names = [a.name for a in node.names]
        found |= {n.split(".")[1] for n in names if n.startswith("dragoman.")}
    return found


def package_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE))
)
def test_imports_run_from_the_model_to_the_command_line_only(path: Path) -> None:
    package = package_of(path)
    if path == SOURCE / "__init__.py":
        pytest.skip("the front door imports what it opens")
    for other in imported_packages(path) - {package}:
        assert package in RANK, f"{package} has no layer: add it to LAYERS"
        assert RANK[other] < RANK[package], f"{package} must not import {other}"


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE))
)
def test_no_file_is_longer_than_500_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 500
