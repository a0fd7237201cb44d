"""Who held the highest offices when: a dated table that may suggest, and never overrides a text.

The table is `lang/<language>/office_holders.tsv`; its header says how it was
made and up to when it was checked. Every row names a page to check it on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from dragoman.lang.data import load_table

# A report may still call a man by the office he left, or write of him before he is sworn in.
GRACE_DAYS = 45
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
# Titles that mean one office in the press.
_TITLES = {
    "premier": "prime minister",
    "pm": "prime minister",
    "head of government": "prime minister",
    "head of state": "president",
    "monarch": "king",
}


@dataclass(frozen=True, slots=True)
class Holder:
    """One term of one person in one office.

    `start` and `end` are ISO dates cut to what is known (`2019`, `2019-05`);
    `end` is empty while nobody is known to have followed. `status` is empty
    for a regular term, else `acting`, `interim`, `disputed`, `designate`,
    `de facto`. `source` is a page where the row can be checked.
    """

    country: str
    office: str
    name: str
    aliases: tuple[str, ...]
    start: str
    end: str
    status: str
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """The usual spelling and the others."""
        return (self.name, *self.aliases)


@cache
def load_holders(language: str = "en") -> dict[tuple[str, str], tuple[Holder, ...]]:
    """The table by country (ISO 3166 alpha-2, or a body's code) and office."""
    found: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for country, office, name, aliases, start, end, status, source in load_table(
        language, "office_holders"
    ):
        others = tuple(x for x in aliases.split("|") if x)
        holder = Holder(country, office, name, others, start, end, status, source)
        found[country, _plain(office)].append(holder)
    return {key: tuple(rows) for key, rows in found.items()}


def _plain(office: str) -> str:
    office = office.lower().strip()
    return _TITLES.get(office, office)


def _days(date: str, *, last: bool) -> int:
    """A day count of an ISO date cut to month or year: its first or last possible day."""
    year, *rest = (int(x) for x in date.split("-"))
    month = rest[0] if rest else (12 if last else 1)
    day = rest[1] if len(rest) > 1 else (31 if last else 1)
    return year * 372 + month * 31 + day


def find_holders(
    country: str, office: str, on: str, *, grace: int = GRACE_DAYS, language: str = "en"
) -> tuple[Holder, ...]:
    """Who held an office on a day (ISO date, may be cut to month or year), likeliest first.

    Terms that began or ended up to `grace` days off count too, last: reports
    run ahead of oaths and behind dismissals. Nothing for an office, a country
    or a date that the table does not know.
    """
    if not _DATE.match(on):
        return ()
    first, last = _days(on[:10], last=False), _days(on[:10], last=True)
    ranked = []
    for n, row in enumerate(load_holders(language).get((country, _plain(office)), ())):
        start = _days(row.start, last=False)
        end = _days(row.end, last=True) if row.end else last
        off = max(0, start - last, first - end)
        if off <= (0 if row.status == "designate" else grace):
            ranked.append((off > 0, bool(row.status), off, n, row))
    return tuple(row for *_, row in sorted(ranked, key=lambda x: x[:4]))
