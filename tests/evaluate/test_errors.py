"""Every wrong statement is of one kind, and is shown with both sides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluate.errors import find_wrong, show

SHARED = Path(__file__).parents[3] / "shared"
TEXT = "Ana said it rained. Bo wrote that it snowed. Cy left. Di knows the way home."


def span(piece: str) -> tuple[int, int]:
    at = TEXT.index(piece)
    return (at, at + len(piece))


def write_gold(folder: Path, rows: list[tuple[str, str, str]]) -> None:
    """Attributions of (source, cue, content) in BRAT's form."""
    lines = []
    for n, pieces in enumerate(rows):
        for k, (kind, piece) in enumerate(zip(("Source", "Cue", "Content"), pieces, strict=True)):
            start, end = span(piece)
            lines.append(f"T{3 * n + k}\t{kind} {start} {end}\t{piece}")
        lines.append(f"E{n}\tA:T{3 * n + 1} Source:T{3 * n} Cue:T{3 * n + 1} Content:T{3 * n + 2}")
    (folder / "text").mkdir()
    (folder / "attributions").mkdir()
    (folder / "text" / "one.txt").write_text(TEXT)
    (folder / "attributions" / "one_a.ann").write_text("\n".join(lines))


def statement(source: str, cue: str, content: str) -> dict[str, object]:
    def place(piece: str) -> dict[str, int]:
        return dict(zip(("start", "end"), span(piece), strict=True))

    return {
        "content": [place(content)],
        "cue": place(cue),
        "chain": [place(source)],
        "origin": "model:x",
    }


@pytest.mark.skipif(not SHARED.exists(), reason="the scorers lie beside the project")
def test_wrong_statements_are_missed_spurious_of_another_source_or_of_other_ends(
    tmp_path: Path,
) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    write_gold(
        gold,
        [
            ("Ana", "said", "it rained"),
            ("Bo", "wrote", "that it snowed"),
            ("Di", "knows", "the way home"),
        ],
    )
    statements = [
        statement("Bo", "said", "it rained"),
        statement("Bo", "wrote", "it snowed"),
        statement("Cy", "left", "Cy left"),
    ]
    readings = tmp_path / "readings.jsonl"
    readings.write_text(json.dumps({"report": {"id": "one"}, "statements": statements}) + "\n")
    found = list(find_wrong(SHARED, gold, readings))
    assert [w.kind for _, w in found] == ["source", "ends", "missed", "spurious"]
    assert "gold: [Bo] <wrote> that it snowed" in show(*found[1])
    assert "ours: [Bo] <wrote> it snowed" in show(*found[1])
