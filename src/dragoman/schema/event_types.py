"""The event types of PLOVER, read from the files in `schema/events/`, one a type."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event of a type was done, with its intensity on Goldstein's scale.

    `content` names the acts (`TYPE` or `TYPE/mode`) that give this mode when
    they are what is asked for, refused or threatened.
    """

    name: str
    definition: str
    intensity: float
    content: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER event type.

    `intensity` holds where no mode is known. `future` is the type of a plan
    or promise to do it, `future_negated` that of saying one will not.
    `content_is_event` is false for acts of speech whose content (what is
    demanded, refused) is no event of its own; `actors_only` is true if things
    cannot be recipients; `reciprocal` if all who take part are actors.
    """

    name: str
    order: int
    quad: str
    definition: str
    intensity: float
    modes: dict[str, Mode]
    future: str | None = None
    future_negated: str | None = None
    content_is_event: bool = True
    actors_only: bool = False
    reciprocal: bool = False

    @property
    def side(self) -> str:
        """`cooperation` or `conflict`."""
        return self.quad.rsplit(" ", 1)[-1]

    def intensity_of(self, mode: str | None) -> float:
        """The intensity of the mode, or the type's own where the mode is unknown."""
        known = self.modes.get(mode) if mode else None
        return known.intensity if known else self.intensity


def _make_type(raw: dict[str, Any]) -> EventType:
    modes = {
        name: Mode(
            name, m["definition"], m.get("intensity", raw["intensity"]), tuple(m.get("content", ()))
        )
        for name, m in raw.get("modes", {}).items()
    }
    if raw["quad"] not in QUADS:
        raise ValueError(f"{raw['name']}: {raw['quad']} is no quad class")
    return EventType(
        raw["name"],
        raw["order"],
        raw["quad"],
        raw["definition"],
        raw["intensity"],
        modes,
        raw.get("future"),
        raw.get("future_negated"),
        raw.get("content_is_event", True),
        raw.get("recipients") == "actors",
        raw.get("reciprocal", False),
    )


@cache
def load_event_types() -> dict[str, EventType]:
    """Every event type by name, in PLOVER's order.

    Raises KeyError or ValueError if a file of the schema is not well made.
    """
    folder = files("dragoman.schema").joinpath("events")
    raws = [
        tomllib.loads(f.read_text("utf-8")) for f in folder.iterdir() if f.name.endswith(".toml")
    ]
    types = [_make_type(raw) for raw in raws]
    return {t.name: t for t in sorted(types, key=lambda t: t.order)}


@cache
def load_contexts() -> dict[str, tuple[str, ...]]:
    """The PLOVER contexts that each trigger word (a lemma, lower case) points to."""
    text = files("dragoman.schema").joinpath("contexts.tsv").read_text("utf-8")
    contexts: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            context, _, words = line.partition("\t")
            for word in words.split():
                contexts.setdefault(word, []).append(context)
    return {word: tuple(names) for word, names in contexts.items()}
