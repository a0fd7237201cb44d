"""Options of the command line as options of the stages."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from dragoman.cli.exits import USAGE, give_up

if TYPE_CHECKING:
    from dragoman.ingest import IngestOptions, Limits

DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?)?)?)?")


def clean_date(value: str | None, option: str) -> str | None:
    """An ISO date as it is; anything else is wrong usage."""
    if value is not None and not DATE.fullmatch(value):
        give_up(f"{option} takes a date such as 2020-05-30, not {value!r}", USAGE)
    return value


def split_pairs(pairs: list[str] | None, option: str) -> dict[str, str]:
    """`NAME=VALUE` options as a mapping; anything else is wrong usage."""
    split: dict[str, str] = {}
    for pair in pairs or []:
        name, equals, value = pair.partition("=")
        if not (name and equals and value):
            give_up(f"{option} takes NAME=VALUE, not {pair!r}", USAGE)
        split[name.strip()] = value.strip()
    return split


def _make_limits(limits: Limits, changes: dict[str, str]) -> Limits:
    kinds = {f.name: type(getattr(limits, f.name)) for f in fields(limits)}
    for name, value in changes.items():
        if name not in kinds:
            give_up(f"--limit knows {', '.join(sorted(kinds))}, not {name!r}", USAGE)
        try:
            number = kinds[name](float(value.replace("_", "")))
        except (ValueError, OverflowError):
            give_up(f"--limit {name} takes a number, not {value!r}", USAGE)
        if number <= 0:
            give_up(f"--limit {name} takes a number above 0", USAGE)
        limits = replace(limits, **{name: number})
    return limits


def make_ingest_options(
    published: str | None,
    publisher: str | None,
    language: str | None,
    columns: list[str] | None,
    limits: list[str] | None,
) -> IngestOptions:
    """What ingest needs to know; leaves with status 2 if the command line's words are off."""
    from dragoman.ingest import IngestOptions, Limits

    mapping = split_pairs(columns, "--column")
    known = {"text", "id", "title", "publisher", "published", "language", "url"}
    if unknown := set(mapping) - known:
        give_up(f"--column knows {', '.join(sorted(known))}, not {sorted(unknown)[0]!r}", USAGE)
    return IngestOptions(
        limits=_make_limits(Limits(), split_pairs(limits, "--limit")),
        published=clean_date(published, "--published"),
        publisher=publisher,
        language=language,
        columns=mapping,
    )
