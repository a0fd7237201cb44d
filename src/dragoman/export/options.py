"""What may be chosen about an export."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Choices common to the formats; each format heeds those that concern it.

    `overwrite` allows existing files to be replaced. `guard_formulas` puts an
    apostrophe before CSV cells that a spreadsheet would run as a formula:
    a report's words are a stranger's.
    """

    overwrite: bool = False
    guard_formulas: bool = True
