"""Open the database of a record: find it, recognise it, bring it up to date."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from dragoman.record.complaints import complaints
from dragoman.record.errors import RecordError
from dragoman.record.migrations import HEAD, READABLE, REVISIONS, VERSION_TABLE

APPLICATION_ID: Final = 0x4472676D
"""Marks an SQLite file as a dragoman record (`Drgm`), for us and for file(1)."""
# Any number will do that every dragoman uses: PostgreSQL's lock for whoever writes a record.
_WRITER_LOCK: Final = 0x4472676D


@dataclass(frozen=True)
class Store:
    """An open database and how to speak of it: `name` is its path, or URL without password."""

    engine: Engine
    name: str
    read_only: bool

    @property
    def is_sqlite(self) -> bool:
        """Whether it is an SQLite file (else PostgreSQL)."""
        return self.engine.dialect.name == "sqlite"

    def lock(self, connection: Connection) -> None:
        """Keep other writers out until the transaction ends. SQLite did so when it began."""
        if not self.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")


def open_store(
    place: str | Path, *, create: bool, read_only: bool, busy_timeout_seconds: float
) -> Store:
    """The database at a path or URL, checked and, where it may be written, migrated to head.

    Raises `RecordError` where there is none, it is no record, it was written
    by a newer dragoman, or it cannot be reached.
    """
    if create and read_only:
        raise RecordError("a record cannot be created read-only")
    url = _url_of(place)
    if url is None or url.get_backend_name() == "sqlite":
        path = Path(place if url is None else url.database or "")
        store = _open_file(path, create, read_only, busy_timeout_seconds)
    else:
        store = _open_server(url, read_only, busy_timeout_seconds)
    try:
        with complaints(store.name):
            _prepare(store, create=create)
    except BaseException:
        store.engine.dispose()
        raise
    return store


def _url_of(place: str | Path) -> URL | None:
    """The URL, or None if it is a path."""
    if isinstance(place, Path) or "://" not in place:
        return None
    try:
        url = make_url(place)
    except (ArgumentError, ValueError) as error:
        raise RecordError(
            f"not the address of a record: {place.partition('://')[0]}://…"
        ) from error
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise RecordError(
            f"a record is an SQLite file or a postgresql:// address, not {url.drivername}://"
        )
    return url


def _open_file(path: Path, create: bool, read_only: bool, busy_timeout_seconds: float) -> Store:
    _check_path(path, create)
    name = str(path)
    if read_only and _needs_immutable(path):
        return Store(_file_engine(path, "mode=ro&immutable=1", busy_timeout_seconds), name, True)
    mode = "mode=ro" if read_only else "mode=rwc" if create else "mode=rw"
    return Store(_file_engine(path, mode, busy_timeout_seconds), name, read_only)


def _check_path(path: Path, create: bool) -> None:
    """Say plainly what SQLite would only call `unable to open database file`."""
    try:
        if path.is_dir():
            raise RecordError(f"{path} is a folder, not a record")
        if not path.parent.is_dir():
            raise RecordError(f"there is no folder {path.parent} for the record {path.name}")
        if not path.exists() and not create:
            raise RecordError(f"there is no record at {path}")
        if path.exists() and _first_bytes(path) not in (b"", b"SQLite format 3\x00"):
            raise RecordError(f"{path} is not a dragoman record: it is no SQLite database")
    except OSError as error:
        raise RecordError(f"{path} cannot be opened: {error.strerror or error}") from error


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16)


def _needs_immutable(path: Path) -> bool:
    """Whether the file lies where its reader may write nothing, not even beside it.

    A reader of a WAL database needs a small shared file next to it; on a
    read-only disk or in a foreign folder SQLite opens it only as immutable.
    """
    if path.with_name(path.name + "-wal").exists():
        return False
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError as error:
        return "unable to open" in str(error) or "readonly" in str(error)
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()
    return False


def _file_engine(path: Path, mode: str, busy_timeout_seconds: float) -> Engine:
    address = f"file:{quote(str(path))}?{mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address,
            uri=True,
            timeout=busy_timeout_seconds,
            isolation_level=None,
            check_same_thread=False,
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)
    event.listen(engine, "connect", _set_up_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up_connection(connection: sqlite3.Connection, _entry: Any) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once, so that what it read cannot change before it writes."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _open_server(url: URL, read_only: bool, busy_timeout_seconds: float) -> Store:
    name = url.render_as_string(hide_password=True)
    settings = f"-c lock_timeout={int(busy_timeout_seconds * 1000)}"
    if read_only:
        settings += " -c default_transaction_read_only=on"
    options = " ".join(filter(None, [str(url.query.get("options", "")), settings]))
    arguments: dict[str, Any] = {"options": options}
    if "connect_timeout" not in url.query:
        arguments["connect_timeout"] = 15
    try:
        engine = create_engine(url, connect_args=arguments)
    except (ImportError, NoSuchModuleError) as error:
        raise RecordError(
            "a record in PostgreSQL needs psycopg: pip install 'dragoman[postgres]'"
        ) from error
    return Store(engine, name, read_only)


def _prepare(store: Store, *, create: bool) -> None:
    """Check that it is a record of a shape we know; make or upgrade it where we may write."""
    with store.engine.connect() as connection:
        revision = _revision(connection)
        if revision is None:
            _refuse_strangers(connection, store, create)
    if revision == HEAD:
        return
    if revision is not None and revision not in REVISIONS:
        raise RecordError(
            f"{store.name} was written by a newer dragoman (tables {revision}, this one knows"
            f" {HEAD}): use that one, or a new record"
        )
    if not store.read_only:
        _migrate(store)
    elif revision not in READABLE:
        raise RecordError(
            f"{store.name} was written by an older dragoman: open it for writing once to upgrade it"
        )


def _revision(connection: Connection) -> str | None:
    """The revision of the record's tables, None where there are none."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalar()
    return None if found is None else str(found)


def _refuse_strangers(connection: Connection, store: Store, create: bool) -> None:
    """Never write into a database that is someone else's."""
    tables = set(inspect(connection).get_table_names())
    ours = {"report", "reading", "run", "event", "actor", "statement"}
    if tables if store.is_sqlite else tables & ours:
        some = ", ".join(sorted(tables)[:3])
        raise RecordError(f"{store.name} is not a dragoman record: it holds other tables ({some})")
    if not create:
        raise RecordError(f"{store.name} holds no dragoman record yet")


def _migrate(store: Store, revision: str = "head") -> None:
    """Bring the tables to a revision, all in one transaction."""
    if store.is_sqlite:
        with store.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            _set_wal(raw)
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        store.lock(connection)
        if store.is_sqlite:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        _upgrade(connection, revision)


def _set_wal(connection: sqlite3.Connection) -> None:
    """Readers beside a writer. The mode stays with the file."""
    connection.execute("PRAGMA journal_mode = WAL")


def _upgrade(connection: Connection, revision: str) -> None:
    # Alembic is slow to import and needed only to make or upgrade a record.
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = str(Path(__file__).with_name("migrations"))
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
