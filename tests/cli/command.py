"""Run the command line: in a process of its own, as a user does, or here, which is much faster.

What only a process shows, its exit status and all that reaches its streams, is tested once or
twice a command; what a command answers is asked here.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
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


def dragoman_here(*words: object, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line in this process, where nothing has to be loaded again."""
    said = list(map(str, words))
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    status = 0
    argv = mock.patch.object(sys, "argv", ["dragoman", *said])
    terminal = mock.patch.dict(os.environ, _TERMINAL)
    with chdir(folder or Path.cwd()), argv, terminal, redirect_stdout(out), redirect_stderr(err):
        try:
            status = main()
        except SystemExit as left:
            status = int(left.code or 0)
    return subprocess.CompletedProcess(said, status, *map(_written, (out, err)))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()
