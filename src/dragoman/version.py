"""The version of the program, and the name under which its readings are kept."""

from __future__ import annotations

from typing import Final

__version__: Final = "0.1.0"
READER: Final = f"dragoman@{__version__}"
