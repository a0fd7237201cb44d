"""Whole reports, prepared: each file in tests/cases/text is a report and what must come of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.text import PreparedText, prepare_text

CASES = sorted((Path(__file__).parents[1] / "cases" / "text").glob("*.txt"))


def read_case(path: Path) -> dict[str, str]:
    """The sections of a case file by name: title (if any), input, expected."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("=== "):
            lines = sections.setdefault(line[4:], [])
        else:
            lines.append(line)
    return {name: "\n".join(lines) for name, lines in sections.items()}


def as_written(prepared: PreparedText) -> str:
    """Passages by kind, under each its sentences, as case files write them."""
    lines = []
    for passage in prepared.passages:
        lines.append(f"[{passage.kind}]")
        lines += [
            "  " + prepared.repaired[s.start : s.end]
            for s in prepared.sentences
            if passage.start <= s.start and s.end <= passage.end
        ]
    return "\n".join(lines)


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_a_report_is_prepared_as_its_case_says(path: Path) -> None:
    case = read_case(path)
    prepared = prepare_text(case["input"], title=case.get("title"))
    assert as_written(prepared) == case["expected"]


def test_there_are_cases() -> None:
    assert len(CASES) >= 8
