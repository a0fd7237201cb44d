"""Run the command line in a process of its own, as a user does."""

from __future__ import annotations

import os
import subprocess
import sys


def dragoman(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, as a user does."""
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", *words],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1"},
    )
    out, err = (x.decode("utf-8", "replace") for x in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)
