"""A scenario from its file: read, checked, and merged with the one it is like."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from dragoman.analyse.whatif.errors import ScenarioError
from dragoman.analyse.whatif.fields import Field
from dragoman.analyse.whatif.scenario import (
    Axis,
    FromHappenings,
    FromQuotes,
    OnIssue,
    QuoteRule,
    Range,
    Scenario,
    ScenarioActor,
)
from dragoman.analyse.yaml_file import YamlFileError, load_yaml
from dragoman.model import Stance
from dragoman.schema.event_types import load_event_types

# With more, the bargaining engine would take minutes.
MAX_ACTORS = 40
FILE_KEYS = ("title", "axis", "threshold", "on_issue", "actors", "like", "without")
ACTOR_KEYS = ("name", "also", "position", "salience", "capability", "missing")
RULE_KEYS = ("statement", "words", "about", "at", "stances")
NO_CAPABILITY = (
    "capability is a number or a range of yours: how often the press names somebody says how"
    " much he is written about, not what he can do"
)


def read_scenario(path: Path) -> Scenario:
    """The scenario that a YAML file tells.

    `like: other.yaml` takes over another file of the same folder: its keys hold where this one
    has none, and actors are replaced key by key, by name; `without` takes actors away.
    Raises ScenarioError with file, key and reason.
    """
    root = Field(str(path), "", _merge_like(path))
    fields = root.mapping(FILE_KEYS)
    axis = _read_axis(root.need(fields, "axis"))
    threshold = fields["threshold"].number() if "threshold" in fields else axis.midpoint
    if not axis.low < threshold < axis.high:
        fields["threshold"].refuse(f"between {axis.low:g} and {axis.high:g} is expected")
    on = _read_on_issue(fields["on_issue"]) if "on_issue" in fields else None
    actors = tuple(_read_actor(f, axis, on) for f in root.need(fields, "actors").entries())
    _check_actors(root, actors)
    title = fields["title"].text() if "title" in fields else path.stem
    return Scenario(str(path), title, axis, threshold, actors)


def _load(path: Path) -> Any:
    try:
        return load_yaml(path)
    except YamlFileError as error:
        raise ScenarioError(str(error)) from None


def _merge_like(path: Path) -> Any:
    own = _load(path)
    if not isinstance(own, dict) or "like" not in own:
        if isinstance(own, dict) and "without" in own:
            raise ScenarioError(f"{path}: without: goes with `like`")
        return own
    other = path.parent / Field(str(path), "like", own["like"]).text()
    if other.parent != path.parent or other.name == path.name:
        raise ScenarioError(f"{path}: like: another file of the same folder is expected")
    base = _load(other)
    if not isinstance(base, dict) or "like" in base:
        raise ScenarioError(f"{path}: like: {other.name} is no scenario of its own")
    read_scenario(other)  # so that its faults are told under its own name
    gone = Field(str(path), "without", own["without"]).texts() if "without" in own else ()
    merged = {**base, **{k: v for k, v in own.items() if k not in ("like", "without")}}
    merged["actors"] = _merge_actors(path, base.get("actors"), own.get("actors", []), gone)
    return merged


def _merge_actors(path: Path, base: Any, own: Any, gone: tuple[str, ...]) -> list[Any]:
    """The actors of both files in the first one's order, new ones last."""
    merged: dict[str, Any] = {}
    for entry in (*_named(path, base), *_named(path, own)):
        merged[entry["name"]] = {**merged.get(entry["name"], {}), **entry}
    for name in gone:
        if merged.pop(name, None) is None:
            raise ScenarioError(f"{path}: without: there is no actor {name!r}")
    return list(merged.values())


def _named(path: Path, entries: Any) -> list[dict[str, Any]]:
    if not isinstance(entries, list):
        raise ScenarioError(f"{path}: actors: a list is expected")
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            raise ScenarioError(f"{path}: actors: every actor needs a `name`")
    return entries


def _read_axis(field: Field) -> Axis:
    fields = field.mapping(("low", "high"))
    ends = []
    for key in ("low", "high"):
        end = field.need(fields, key)
        parts = end.mapping(("at", "name"))
        ends.append((end.need(parts, "at").number(), end.need(parts, "name").text()))
    (low, low_name), (high, high_name) = ends
    axis = Axis(low, high, low_name, high_name)
    if not low < axis.midpoint < high:
        field.refuse("`low` must lie below `high`")
    return axis


def _read_on_issue(field: Field) -> OnIssue:
    fields = field.mapping(("types", "words", "names"))
    types, words, names = (
        fields[k].texts() if k in fields else () for k in ("types", "words", "names")
    )
    if not types and not words and not names:
        field.refuse("give types, words or names that tell what is on the issue")
    known = load_event_types()
    for name in types:
        if name not in known:
            fields["types"].refuse(f"{name!r} is no PLOVER type; known are {', '.join(known)}")
    return OnIssue(types, words, names)


def _read_actor(field: Field, axis: Axis, on: OnIssue | None) -> ScenarioActor:
    fields = field.mapping(ACTOR_KEYS)
    name = field.need(fields, "name").text()
    here = Field(field.file, name, field.value)
    named: Mapping[str, Field] = {
        k: Field(f.file, f"{name}.{k}", f.value) for k, f in fields.items()
    }
    missing = named["missing"].text() if "missing" in named else "error"
    if missing not in ("error", "leave out"):
        named["missing"].refuse("`error` or `leave out` is expected")
    return ScenarioActor(
        name,
        _read_position(here.need(named, "position"), axis),
        _read_salience(here.need(named, "salience"), on),
        _read_capability(here.need(named, "capability")),
        named["also"].texts() if "also" in named else (),
        missing == "leave out",
    )


def _from_record(field: Field, known: tuple[str, ...]) -> Mapping[str, Field]:
    fields = field.mapping(("from", *known))
    if field.need(fields, "from").value != "record":
        fields["from"].refuse("`record` is expected")
    return fields


def _read_position(field: Field, axis: Axis) -> Range | FromQuotes:
    if not isinstance(field.value, dict):
        return field.range(axis.low, axis.high)
    fields = _from_record(field, ("quotes",))
    rules = field.need(fields, "quotes").entries()
    return FromQuotes(tuple(_read_rule(rule, axis) for rule in rules))


def _read_rule(field: Field, axis: Axis) -> QuoteRule:
    fields = field.mapping(RULE_KEYS)
    given = [k for k in ("statement", "words", "about") if k in fields]
    if len(given) != 1:
        field.refuse("give one of `statement`, `words` and `about`")
    statement, words, about = (
        fields[k].text() if k in fields else None for k in ("statement", "words", "about")
    )
    if about is None:
        if "stances" in fields:
            field.refuse("`stances` go with `about`")
        return QuoteRule(statement, words, at=field.need(fields, "at").range(axis.low, axis.high))
    if "at" in fields:
        field.refuse("`about` goes with `stances`, not with `at`")
    told = field.need(fields, "stances").mapping(get_args(Stance))
    ranges = [(s, told[s].range(axis.low, axis.high)) for s in get_args(Stance) if s in told]
    if not ranges:
        fields["stances"].refuse("say where at least one stance stands on the axis")
    return QuoteRule(about=about, stances=tuple(ranges))


def _read_salience(field: Field, on: OnIssue | None) -> Range | FromHappenings:
    if not isinstance(field.value, dict):
        return field.range(0, 1)
    fields = _from_record(field, ("on_issue",))
    own = _read_on_issue(fields["on_issue"]) if "on_issue" in fields else on
    if own is None:
        field.refuse("`on_issue` is missing, here or for the whole file")
    return FromHappenings(own)


def _read_capability(field: Field) -> Range:
    if isinstance(field.value, dict) or field.value == "record":
        field.refuse(NO_CAPABILITY)
    return field.range(0, math.inf)


def _check_actors(root: Field, actors: tuple[ScenarioActor, ...]) -> None:
    names = [a.name for a in actors]
    actors_field = Field(root.file, "actors", None)
    for name in names:
        if names.count(name) > 1:
            actors_field.refuse(f"{name!r} is given twice")
    if not 2 <= len(actors) <= MAX_ACTORS:
        actors_field.refuse(f"2 to {MAX_ACTORS} are expected, not {len(actors)}")
    if all(a.capability.high == 0 for a in actors):
        actors_field.refuse("somebody must be able to do something: all capabilities are 0")
