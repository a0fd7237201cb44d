"""What can be wrong with a scenario, in one sentence for whoever wrote it."""

from __future__ import annotations


class ScenarioError(Exception):
    """A scenario that cannot be used; the message names the file, the key and the reason."""
