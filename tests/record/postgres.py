"""A PostgreSQL server for tests: a throw-away cluster, started on demand, gone afterwards.

Use `postgres_server()` as a context manager; it yields a function that makes
an empty database and gives its URL, or raises `NoPostgresError` with the reason
why there is no server here. PostgreSQL refuses to run as root, so root starts
it as the user `postgres`.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

MakeDatabase = Callable[[], str]


class NoPostgresError(Exception):
    """There is no PostgreSQL to be had here; the message says why."""


def find_binaries() -> Path:
    """The folder of initdb and pg_ctl, of the newest version installed."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        key=lambda path: int(path.parts[-3].partition(".")[0]),
    )
    found = shutil.which("initdb") or (folders[-1] if folders else None)
    if found is None:
        raise NoPostgresError("PostgreSQL is not installed (apt-get install postgresql)")
    return Path(found).resolve().parent


def _as_server_user() -> list[str]:
    """What to put before a command so that it does not run as root."""
    if os.geteuid() != 0:
        return []
    runuser = shutil.which("runuser")
    known = subprocess.run(["id", "postgres"], capture_output=True, check=False).returncode == 0
    if runuser is None or not known:
        raise NoPostgresError("root cannot run PostgreSQL, and there is no user postgres")
    return [runuser, "-u", "postgres", "--"]


def _run(*command: str | Path) -> None:
    # Output goes to a file, not a pipe: the server would keep a pipe open for ever.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [*_as_server_user(), *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            timeout=120,
            check=False,
        )
        if done.returncode:
            output.seek(0)
            said = output.read().decode("utf-8", "replace").strip()
            raise NoPostgresError(f"{Path(command[0]).name} failed: {said[-500:]}")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def postgres_server() -> Iterator[MakeDatabase]:
    """A running server of its own; yields what makes one empty database after another."""
    binaries = find_binaries()
    user = "postgres" if _as_server_user() else getpass.getuser()
    folder = Path(tempfile.mkdtemp(prefix="dragoman-pg-"))
    try:
        if user == "postgres" and os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        cluster, port = folder / "cluster", _free_port()
        _run(
            binaries / "initdb",
            *("--pgdata", cluster, "--username", "dragoman", "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C", "--no-sync"),
        )
        settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = folder / "log"
        _run(binaries / "pg_ctl", "-D", cluster, "-w", "-l", log, "-o", settings, "start")
        try:
            yield _database_maker(port)
        finally:
            _run(binaries / "pg_ctl", "-D", cluster, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _database_maker(port: int) -> MakeDatabase:
    numbers = count(1)

    def make_database() -> str:
        name = f"record_{next(numbers)}"
        address = f"host=127.0.0.1 port={port} user=dragoman dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return f"postgresql+psycopg://dragoman@127.0.0.1:{port}/{name}"

    return make_database
