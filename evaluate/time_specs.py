"""Time expressions of Recognizers-Text's English specification, resolved against its dates.

In scope are dates, ranges of dates, dates with a clock time, durations and sets, and sentences
without any. Out of scope are bare clock times and their ranges (`from 3 to 4`), time zones, and
ranges of clock times on a day: the language of calendars, of which no report's date depends.
A range's last day is exclusive there in most cases and inclusive in some (`from 5 to 9 May`);
either is right here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from evaluate.tasks import read_texts

OUT = frozenset({"time", "timerange", "datetimerange", "timezone", ""})
Json = dict[str, Any]


def _kind(result: Json) -> str:
    return str(result.get("TypeName") or "").removeprefix("datetimeV2.")


def load_cases(path: Path) -> Iterator[Json]:
    """The cases in scope."""
    for case in json.loads(path.read_text("utf-8-sig")):
        if not any(_kind(r) in OUT for r in case["Results"]):
            yield case


def _shifted(iso: str, days: int) -> str:
    return (date.fromisoformat(iso[:10]) + timedelta(days=days)).isoformat()


def _is_range(found: Json, value: Json) -> bool:
    start, end = (str(value.get(k) or "")[:10] for k in ("start", "end"))
    first, last = (str(found[k] or "")[:10] for k in ("from", "to"))
    if start and end:
        return first == start and last in (end, _shifted(end, -1))
    # `since May`, `before 2016`: the bound is the expression's own first or last day.
    bound = start or end
    return bool(bound) and bound in (first, last, _shifted(last, 1) if last else "")


def _is_right(found: Json, result: Json) -> bool:
    values = (result.get("Resolution") or {}).get("values") or []
    kind = _kind(result)
    for value in values:
        told = str(value.get("value") or "")
        if kind in ("duration", "set") and found["value"] == value.get("timex"):
            return True
        if kind == "date" and told and str(found["from"] or "")[:10] == told[:10]:
            return True
        if kind == "datetime" and told:
            same_day = str(found["from"] or "")[:10] == told[:10]
            clock = told[11:16]
            if found["value"] == value.get("timex") or (same_day and clock in found["value"]):
                return True
        if kind == "daterange" and _is_range(found, value):
            return True
    return False


def is_case_right(case: Json, reading: Json) -> bool:
    """Whether every expression of a case is found with a value it may have, and no other is."""
    text, times = case["Input"].lower(), reading["times"]
    if not case["Results"]:
        return not times
    for result in case["Results"]:
        start = text.find(str(result["Text"]).strip().lower())
        end = start + len(str(result["Text"]).strip())
        near = [t for t in times if t["start"] < end and start < t["end"]] if start >= 0 else times
        if not any(_is_right(t, result) for t in near):
            return False
    return True


def score_time_specs(shared: Path, work: Path, workers: int) -> dict[str, float]:
    """The share of cases in scope that are right, and how many of all are in scope."""
    path = shared / "data/times/recognizers_specs/DateTimeModel.English.json"
    cases = list(load_cases(path))
    texts: dict[str, Json | str] = {
        str(n): {
            "text": case["Input"],
            "published": str((case.get("Context") or {}).get("ReferenceDateTime", ""))[:10] or None,
        }
        for n, case in enumerate(cases)
    }
    readings = read_texts(texts, work, workers)
    right = sum(is_case_right(case, readings[str(n)]) for n, case in enumerate(cases))
    return {"right_of_in_scope": right / len(cases)}
