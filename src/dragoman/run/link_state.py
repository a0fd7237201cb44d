"""What linking keeps beside a record, so that new reports need not link all others again.

A DuckDB file of the kept tables. It may be deleted at any time: the next call then links
all reports anew. It is of use only for the very links that stand in the record, which both are told
by one name, drawn anew by each call.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

import duckdb

from dragoman.link.actors import Seed
from dragoman.link.engine import DuckEngine, table_of_texts, tuples_of
from dragoman.link.statistics import scale_of
from dragoman.model.links import Judgement
from dragoman.run.spark import first_line
from dragoman.version import READER

# Raised with every change of what the kept tables hold or of how they are made.
VERSION = 5
_STATE = ("name", "settings")


class LinkStateError(Exception):
    """What linking keeps cannot be had; the message says why in one sentence."""


@dataclass(frozen=True, slots=True)
class LinkState:
    """An engine with what was found before, if anything; `known` are its readings by report."""

    engine: DuckEngine
    known: dict[str, str]
    settings: str

    @property
    def whole(self) -> bool:
        """Whether there is nothing to go on from."""
        return not self.known

    def commit(self) -> str:
        """Let what was found stand; gives the name under which it is to be found again."""
        name = uuid4().hex
        self.engine.put("kept_state", table_of_texts(_STATE, [(name, self.settings)]))
        self.engine.commit()
        return name


def settings_of(reports: int, human: Sequence[Judgement], seeds: Sequence[Seed]) -> str:
    """What must be as it was for what was found before to be of use, as one word."""
    told = {
        "version": [VERSION, READER],
        "scale": scale_of(reports),
        "human": [asdict(j) for j in human],
        "seeds": [asdict(s) for s in seeds],
    }
    text = json.dumps(told, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def place_of(record: str) -> Path:
    """Where linking keeps what it goes on from: beside a file, in the user's cache for a server."""
    if "://" not in record or record.startswith("sqlite"):
        path = Path(record.partition(":///")[2] or record)
        return path.with_name(path.name + ".linking")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    name = hashlib.sha256(record.encode()).hexdigest()[:16]
    return cache / "dragoman" / f"{name}.linking"


def open_state(place: Path, name: str | None, settings: str) -> LinkState:
    """What was kept under a name with the same settings, else an empty state in its place.

    Raises LinkStateError where another process links the record, or nothing can be written there.
    """
    engine = _open(place)
    if name is None or _found(engine) != (name, settings):
        engine.close()
        _remove(place)
        engine = _open(place)
        known = {}
    else:
        known = dict(tuples_of(engine.rows("SELECT report, reading FROM kept_reports")))
        engine.use_one_thread()
    engine.begin()
    return LinkState(engine, known, settings)


def _open(place: Path, *, again: bool = True) -> DuckEngine:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        return DuckEngine(str(place))
    except (duckdb.Error, OSError) as error:
        if "lock" in str(error).lower():
            raise LinkStateError("another process is linking this record") from error
        if again and place.is_file():
            _remove(place)  # Cut short, or of another version of DuckDB.
            return _open(place, again=False)
        reason = getattr(error, "strerror", None) or first_line(error)
        raise LinkStateError(f"{place} cannot be written: {reason}") from error


def _found(engine: DuckEngine) -> tuple[str, str] | None:
    """The name and the settings of what is kept."""
    if not engine.has("kept_state"):
        return None
    (row,) = engine.rows("SELECT name, settings FROM kept_state").to_pylist()
    return row["name"], row["settings"]


def _remove(place: Path) -> None:
    place.unlink(missing_ok=True)
    place.with_name(place.name + ".wal").unlink(missing_ok=True)
