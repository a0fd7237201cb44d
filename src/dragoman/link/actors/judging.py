"""The model's verdicts on pairs of actors, and which of them are otherwise than before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.link.actors.seeding import SEED_REPORT
from dragoman.link.actors.state import store_difference
from dragoman.link.actors.weighing import load_weights
from dragoman.link.engine import Engine
from dragoman.model.links import Changes, Judgement, Member, Verdict

_COLUMNS = ("one", "other", "shown", "reason", "verdict")


def update_judgements(engine: Engine) -> Changes[Judgement]:
    """Verdicts `same` that hold and those left `unsure`, as far as they are otherwise than before.

    A judgement is between one member of each side: the smallest that bears the name. Pairs that
    a person has judged (`kept_al_settled`) are left out.
    """
    weights = load_weights()
    engine.store("al_verdicts", _verdicts(weights.same, weights.unsure))
    store_difference(engine, "al_verdict_changes", "al_verdicts", "kept_al_judged", _COLUMNS)
    engine.keep(
        "kept_al_judged",
        "(SELECT one, other, shown, reason, verdict FROM al_verdict_changes WHERE way = 1)",
        keys=["one", "other"],
        gone="(SELECT one, other FROM al_verdict_changes WHERE way = -1)",
    )
    rows = engine.rows("SELECT * FROM al_verdict_changes").to_pylist()
    made = (_judgement(row) for row in rows if row["way"] == 1)
    gone = {_id(_member(row["one"]), _member(row["other"])) for row in rows if row["way"] == -1}
    new = sorted(
        made, key=lambda j: (j.left.report, j.left.finding, j.right.report, j.right.finding)
    )
    return Changes(tuple(sorted(gone)), tuple(new))


def _id(left: Member, right: Member) -> str:
    return f"{left.finding}|{right.finding}"


def _judgement(row: Mapping[str, Any]) -> Judgement:
    """The model's verdict on two members; `apart` says that they are sure but were kept apart."""
    reason = row["reason"] or "same name"
    if row["verdict"] == "apart":
        reason = f"kept apart by what contradicts it; {reason}"
    verdict: Verdict = "same" if row["verdict"] == "same" else "unsure"
    ends = (_member(row["one"]), _member(row["other"]))
    return Judgement(*ends, verdict, row["shown"], load_weights().maker, reason)


def _member(node: str) -> Member:
    report, _, finding = node.removeprefix("m:").partition("/")
    return Member(report, finding)


def _verdicts(same: float, least: float) -> str:
    """All pairs with a verdict, each by its two smallest members."""
    return f"""
        SELECT least(x.one, x.other) AS one, greatest(x.one, x.other) AS other,
               x.shown, x.reason,
               CASE WHEN x.score < {same} THEN 'unsure' WHEN x.together = 1 THEN 'same'
                    ELSE 'apart' END AS verdict
        FROM (SELECT coalesce(a.member, p.one) AS one, coalesce(b.member, p.other) AS other,
                     p.score, p.shown, p.reason,
                     CASE WHEN c.cluster = d.cluster THEN 1 ELSE 0 END AS together
              FROM (SELECT one, other, score, shown, reason FROM kept_al_scored
                    WHERE score >= {least}
                    UNION ALL SELECT one, other, score, shown, reason FROM kept_al_decided) p
              LEFT JOIN kept_al_sigs a ON a.node = p.one
              LEFT JOIN kept_al_sigs b ON b.node = p.other
              JOIN kept_al_last c ON c.node = p.one
              JOIN kept_al_last d ON d.node = p.other) x
        LEFT JOIN kept_al_settled s
          ON s.one = least(x.one, x.other) AND s.other = greatest(x.one, x.other)
        WHERE s.one IS NULL
          AND x.one NOT LIKE 'm:{SEED_REPORT}/%' AND x.other NOT LIKE 'm:{SEED_REPORT}/%'
    """
