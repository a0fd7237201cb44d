"""Time expressions of Recognizers-Text's English specification, resolved against its dates.

In scope are dates, ranges of dates, dates with a clock time, durations and sets, and sentences
without any. Out of scope, by `out_of_scope`, are

- bare clock times, ranges of them, time zones, moments told in minutes and hours told without
  `a.m.` or minutes (`Friday at 4`): the language of calendars, on which no report's date depends;
- vague numbers that the specification makes exact (`a few hours` = 3): we never guess;
- dates that do not exist (30 February), which it reports and we do not;
- shorthand of chats and tables (`eod`, `sy18`, `10D`, `>= 2019`), working days, school years, and
  days that are a holiday in one country alone.

The specification is of American English: its cases are read as an American outlet's. A range's
last day is exclusive there in most cases and inclusive in some (`from 5 to 9 May`); either is
right. A range may be told by its two ends, as TIMEX3 has it. Lengths are compared as
lengths (`PT1.5H` is `PT1H30M`). A day counted in months or years (`two months ago`) is right
where our month or year holds it.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from evaluate.tasks import read_texts

Json = dict[str, Any]
_AMERICAN = "USA Today"
_CLOCK = frozenset({"time", "timerange", "datetimerange", "timezone", ""})
_VAGUE = re.compile(r"\b(few|several|some)\b", re.IGNORECASE)
_SHORTHAND = re.compile(
    r"\b(eod|eoy|eom|ooo|otd|tmr|tmrw|[scf]y ?\d*|\d+[dwmyh]|w/c|business days?"
    r"|every weekday|work(ing)? ?week|(school|fiscal) year|independence day|labor day"
    r"|juneteenth|freedom day|jubilee day)\b"
    r"|[<>=]|(?<!\d)\d{8}(?!\d)",
    re.IGNORECASE,
)
_CLOCK_TIME = re.compile(r"\d ?[ap]\.? ?m\b|\d:\d\d|\bnoon\b", re.IGNORECASE)
# A month is a twelfth of a year, so that half a year is six.
_SECONDS = {"Y": 31_536_000, "Q": 7_884_000, "M": 2_628_000, "W": 604_800, "D": 86_400}
_CLOCK_SECONDS = {"H": 3600, "M": 60, "S": 1}


def _kind(result: Json) -> str:
    return str(result.get("TypeName") or "").removeprefix("datetimeV2.")


def _values(result: Json) -> list[Json]:
    return (result.get("Resolution") or {}).get("values") or []


def out_of_scope(case: Json) -> str | None:
    """Why a case says nothing about the dates of reports; None if it does."""
    results = case["Results"]
    words = " ".join(str(r["Text"]) for r in results)
    if any(_kind(r) in _CLOCK for r in results):
        return "clock times"
    if any(_kind(r) in ("duration", "daterange", "date") for r in results) and _VAGUE.search(words):
        return "vague numbers made exact"
    if any(_kind(r) == "datetime" for r in results) and not _CLOCK_TIME.search(words):
        return "clock times"
    if _SHORTHAND.search(words):
        return "shorthand, working days, holidays of one country"
    named = [v for r in results if _kind(r) in ("date", "datetime") for v in _values(r)]
    if any("not resolved" in str(v.get("value")) for v in named):
        return "dates that do not exist"
    return None


def _shifted(iso: str, days: int) -> str:
    return (date.fromisoformat(iso[:10]) + timedelta(days=days)).isoformat()


def _seconds(value: str) -> float | None:
    """The length of an ISO 8601 duration, years of 365 days and twelfths of them."""
    match = re.fullmatch(r"P((?:[\d.]+[YQMWD])*)(?:T((?:[\d.]+[HMS])+))?", value)
    if match is None:
        return None
    days = re.findall(r"([\d.]+)([YQMWD])", match[1])
    clock = re.findall(r"([\d.]+)([HMS])", match[2] or "")
    total = sum(float(n) * _SECONDS[u] for n, u in days)
    return total + sum(float(n) * _CLOCK_SECONDS[u] for n, u in clock)


def _day(found: Json, key: str, today: str) -> str:
    """The first or last day of an expression; `now` is the day of reference."""
    return today if found["value"] == "PRESENT_REF" else str(found[key] or "")[:10]


def _is_range(first: Json, last: Json, value: Json, today: str) -> bool:
    start, end = (str(value.get(k) or "")[:10] for k in ("start", "end"))
    begins, ends = _day(first, "from", today), _day(last, "to", today)
    if not re.match(r"\d{4}-", start + end):
        return first is last and first["value"] == value.get("timex")
    if start and end:
        # `2014-2018` ends there with the first day of 2018.
        opening = f"{last['value'].rpartition('/')[2]}-01-01"[:10]
        allowed = (ends, _shifted(ends, 1) if ends else "", last["from"], opening)
        return start in (begins, _shifted(begins, -1) if begins else "") and end in allowed
    # `since May`, `before 2016`: the bound is the expression's own first or last day.
    bound = start or end
    return bool(bound) and bound in (begins, ends, _shifted(ends, 1) if ends else "")


def _is_length(found: Json, told: str) -> bool:
    return found["value"] == told or (_seconds(told) or -1) == _seconds(found["value"])


def _same_hour(found: str, told: str) -> bool:
    """`XXXX-WXX-1T16:00` is `XXXX-WXX-1T16`, `XXXX-XX-XXT19:13` is `T19:13`."""
    told = {"P1WE": "XXXX-WXX-WE"}.get(told, told)
    plain = (re.sub(r":00$", "", v.replace("XXXX-XX-XX", "")) for v in (found, told))
    return len(set(plain)) == 1


def _is_right(found: Json, result: Json) -> bool:
    kind, words = _kind(result), str(result["Text"]).lower()
    for value in _values(result):
        told, timex = str(value.get("value") or ""), str(value.get("timex") or "")
        first, last = (str(found[k] or "")[:10] for k in ("from", "to"))
        if kind == "duration" and _is_length(found, timex):
            return True
        if kind == "set" and (_is_length(found, timex) or _same_hour(found["value"], timex)):
            return True
        if kind == "date" and told and first == told[:10]:
            return True
        if kind == "date" and words.endswith("ago") and first and first <= told[:10] <= last:
            return True
        if kind == "datetime" and told:
            clock = told[11:16]
            if found["value"] == timex or (first == told[:10] and clock in found["value"]):
                return True
    return False


def _is_right_range(near: list[Json], result: Json, today: str) -> bool:
    ends = [(t, t) for t in near] + list(pairwise(near))
    return any(_is_range(*pair, value, today) for pair in ends for value in _values(result))


def is_case_right(case: Json, reading: Json) -> bool:
    """Whether every expression of a case is found with a value it may have, and no other is."""
    text, times = case["Input"].lower(), reading["times"]
    if not case["Results"]:
        return not times
    today = reference_day(case) or ""
    for result in case["Results"]:
        start = text.find(str(result["Text"]).strip().lower())
        end = start + len(str(result["Text"]).strip())
        near = [t for t in times if t["start"] < end and start < t["end"]] if start >= 0 else times
        if _kind(result) == "daterange":
            if not _is_right_range(near, result, today):
                return False
        elif not any(_is_right(t, result) for t in near):
            return False
    return True


def reference_day(case: Json) -> str | None:
    """The day that a case counts from, in ISO 8601."""
    return str((case.get("Context") or {}).get("ReferenceDateTime", ""))[:10] or None


def score_time_specs(shared: Path, work: Path, workers: int) -> dict[str, float]:
    """The share of cases in scope that are right, and the share of all that is in scope."""
    path = shared / "data/times/recognizers_specs/DateTimeModel.English.json"
    every = json.loads(path.read_text("utf-8-sig"))
    cases = [case for case in every if out_of_scope(case) is None]
    texts: dict[str, Json | str] = {
        str(n): {
            "text": case["Input"],
            "published": reference_day(case),
            "publisher": _AMERICAN,
        }
        for n, case in enumerate(cases)
    }
    readings = read_texts(texts, work, workers)
    right = sum(is_case_right(case, readings[str(n)]) for n, case in enumerate(cases))
    return {"right_of_in_scope": right / len(cases), "in_scope": len(cases) / len(every)}
