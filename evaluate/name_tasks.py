"""Figures of `same` on pairs of whole names, at one threshold."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from dragoman.names import same

SAME = 0.6
# What makes a pair one of Arabic names: script, article, kunya, patronymic, or a common name.
ARABIC = re.compile(
    r"(?i)(?:\b|[-\s])(?:al|el|bin|ibn|abu|abdul?|abd|ben|bint|umm?)[-\s]"
    r"|moham|muham|ahmed|ahmad|hass?[ae]n|huss?e|\bali\b|allah|ullah|omar|khal|osama|usama|saddam"
    r"|yousef|yusuf|ibrahim|mustafa|gadda|qadd|bashar|assad|[\u0600-\u06ff]"
)


def score_name_bench(shared: Path) -> dict[str, float]:
    """Precision, recall and F1 on the person pairs of name_bench_cases with Arabic elements."""
    with (shared / "data/names/name_bench_cases.csv").open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["schema"] == "Person"]
    rows = [r for r in rows if ARABIC.search(f"{r['name1']} | {r['name2']}")]
    told = [(same(r["name1"], r["name2"]) >= SAME, r["is_match"] == "true") for r in rows]
    right = sum(found and true for found, true in told)
    precision = right / max(1, sum(found for found, _ in told))
    recall = right / max(1, sum(true for _, true in told))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"person.precision": precision, "person.recall": recall, "person.f1": f1}
