"""What would follow if: scenarios of who wants what, and where that leads, with what it rests on.

`read_scenario` takes a file, `resolve` fills in what it asks of a record, `answer` draws
from the ranges, and `compare` sets other scenarios beside the first under the same draws.
"""

from __future__ import annotations

from dragoman.analyse.whatif.answer import Answer, Difference, answer, compare
from dragoman.analyse.whatif.case import Case, CaseInput
from dragoman.analyse.whatif.engines import ENGINES, Engine
from dragoman.analyse.whatif.errors import ScenarioError
from dragoman.analyse.whatif.read_scenario import read_scenario
from dragoman.analyse.whatif.resolve import resolve
from dragoman.analyse.whatif.scenario import Scenario
from dragoman.analyse.whatif.source import Source

__all__ = [
    "ENGINES",
    "Answer",
    "Case",
    "CaseInput",
    "Difference",
    "Engine",
    "Scenario",
    "ScenarioError",
    "Source",
    "answer",
    "compare",
    "read_scenario",
    "resolve",
]
