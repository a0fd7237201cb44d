"""What README and docs show is what the program prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.console_blocks import ROOT, find_pages, run_page
from tests.kept import Kept

LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


@pytest.mark.parametrize("page", find_pages(), ids=lambda p: p.name)
def test_the_output_a_page_shows_is_real(page: Path, kept: Kept) -> None:
    for command, output in run_page(page, kept):
        assert command.shown == output, (
            f"$ {command.line} (python tests/console_blocks.py renews it)"
        )


@pytest.mark.parametrize(
    "page",
    [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))],
    ids=lambda p: p.name,
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target
