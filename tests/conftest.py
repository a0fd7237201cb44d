"""What all tests share."""

from __future__ import annotations

import sys
from pathlib import Path

# `evaluate` and `benchmarks` are part of the project but not of the package.
sys.path.insert(0, str(Path(__file__).parents[1]))
