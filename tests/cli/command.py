"""Run the command line in a process of its own, as a user does."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from unittest import mock

from dragoman.cli import main

_TERMINAL = {"COLUMNS": "120", "NO_COLOR": "1"}


def dragoman(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, as a user does."""
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", *words],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **_TERMINAL},
    )
    out, err = (x.decode("utf-8", "replace") for x in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def dragoman_here(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in this process, where nothing has to be loaded again."""
    out, err, status = io.StringIO(), io.StringIO(), 0
    argv = mock.patch.object(sys, "argv", ["dragoman", *words])
    terminal = mock.patch.dict(os.environ, _TERMINAL)
    with argv, terminal, redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as left:
            status = int(left.code or 0)
    return subprocess.CompletedProcess(list(words), status, out.getvalue(), err.getvalue())
