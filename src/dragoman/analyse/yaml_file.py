"""YAML from anybody: read with bounds on size, depth and aliases, and every key once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

MAX_BYTES = 256_000
MAX_DEPTH = 12


class YamlFileError(Exception):
    """A file that cannot be taken; the message says which and why, in one line."""


class _ShapeError(Exception):
    """What is wrong with the YAML itself."""


def load_yaml(path: Path) -> Any:
    """What a YAML file holds.

    Aliases are refused: a few lines of them can stand for gigabytes. Raises YamlFileError
    with the file and the line.
    """
    text = _read_text(path)
    try:
        _check_shape(text)
        _check_keys(yaml.compose(text, Loader=yaml.SafeLoader))
        return yaml.safe_load(text)
    except _ShapeError as error:
        raise YamlFileError(f"{path}: {error}") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}: " if mark else ""
        raise YamlFileError(f"{path}: {where}{error.problem or 'not YAML'}") from None
    except (yaml.YAMLError, ValueError, TypeError) as error:
        reason = " ".join(str(error).split())[:200]
        raise YamlFileError(f"{path}: not YAML: {reason}") from None


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise YamlFileError(f"{path}: {error.strerror or error}") from None
    if len(data) > MAX_BYTES:
        raise YamlFileError(f"{path}: longer than {MAX_BYTES:,} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise YamlFileError(f"{path}: not UTF-8") from None


def _check_shape(text: str) -> None:
    """Refuse aliases and deep nesting before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise _ShapeError(f"line {event.start_mark.line + 1}: aliases (`*name`) are not taken")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise _ShapeError(
                f"line {event.start_mark.line + 1}: nested more than {MAX_DEPTH} deep"
            )


def _check_keys(node: yaml.Node | None) -> None:
    """Refuse a key that is given twice: YAML's reader would quietly take the last."""
    if isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            _check_keys(entry)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                raise _ShapeError(f"line {key.start_mark.line + 1}: {name[:60]!r} is given twice")
            seen.add(name)
            _check_keys(value)
