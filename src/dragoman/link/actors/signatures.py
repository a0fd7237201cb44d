"""Signatures: members that bear one full name, with what is known of them together.

Signatures are compared, never single mentions: a name in a thousand reports is one
signature (one more for every state whose office its bearer is told to hold), so that the
number of pairs grows with the number of names and not with that of reports.
"""

from __future__ import annotations

from dragoman.link.actors.facts import update_facts
from dragoman.link.actors.members import MEMBER_SCHEMA
from dragoman.link.actors.state import NODE_SCHEMA
from dragoman.link.engine import Engine


def update_signatures(engine: Engine) -> None:
    """Bring `kept_al_nodes` and `kept_al_sigs` up to date.

    From `al_new` (MEMBER_SCHEMA) and `gone_reports` stores `al_come` and `al_went`: members that
    came to a signature and that left one; who moved from one to another, for the state he is
    told to serve is another, is in both. `al_touched` (node) are the signatures that members
    came to or left.
    """
    engine.store("al_left", _LEFT)
    engine.store("al_groups", _GROUPS)
    engine.store("al_bearers", _BEARERS)
    engine.store("al_countries", _COUNTRIES)
    engine.store("al_moved", _MOVED)
    engine.store("al_come", _COME)
    engine.store("al_went", _WENT)
    engine.keep("kept_al_nodes", "al_come", keys=["node"], gone="(SELECT node FROM al_went)")
    engine.drop("al_new")
    update_facts(engine)
    engine.store("al_touched", _TOUCHED)
    engine.store("al_sigs_now", _SIGS)
    engine.keep("kept_al_sigs", "al_sigs_now", keys=["node"], gone="al_touched")


_LEFT = "SELECT k.* FROM kept_al_nodes k SEMI JOIN gone_reports g ON g.report = k.report"
# Names whose bearers may be told apart by another state than before.
_GROUPS = """
    SELECT kind, key FROM al_new WHERE form = 'full' AND told IS NOT NULL
    UNION SELECT kind, key FROM al_left WHERE form = 'full' AND told IS NOT NULL
"""
_BEARERS = """
    SELECT k.node, k.kind, k.key, k.told, k.country FROM kept_al_nodes k
    SEMI JOIN al_groups g ON g.kind = k.kind AND g.key = k.key
    ANTI JOIN gone_reports r ON r.report = k.report
    WHERE k.form = 'full' AND k.told IS NOT NULL
"""
# A state that the reports of a name tell seldom beside another is a slip of the reading.
_COUNTRIES = """
    SELECT kind, key, told
    FROM (SELECT kind, key, told, n, max(n) OVER (PARTITION BY kind, key) AS most
          FROM (SELECT kind, key, told, count(*) AS n
                FROM (SELECT kind, key, told FROM al_bearers
                      UNION ALL SELECT kind, key, told FROM al_new
                      WHERE form = 'full' AND told IS NOT NULL) b
                GROUP BY kind, key, told) c) m
    WHERE n * 5 > most
"""
_MOVED = """
    SELECT b.node FROM al_bearers b
    LEFT JOIN al_countries c ON c.kind = b.kind AND c.key = b.key AND c.told = b.told
    WHERE b.country IS DISTINCT FROM c.told
"""
_MEMBER = ", ".join(MEMBER_SCHEMA.names)
# Members that a person has judged stand by themselves.
_COME = f"""
    SELECT {", ".join(f"m.{name}" for name in MEMBER_SCHEMA.names)},
           CASE WHEN m.form = 'full' THEN c.told ELSE m.told END AS country,
           CASE WHEN m.form IN ('bare', 'seed') OR j.node IS NOT NULL THEN m.node
                WHEN m.form = 'known' THEN m.key
                ELSE m.kind || ':' || m.key || ':' || coalesce(c.told, '') END AS sig
    FROM (SELECT {_MEMBER} FROM al_new
          UNION ALL SELECT {", ".join(f"k.{name}" for name in MEMBER_SCHEMA.names)}
          FROM kept_al_nodes k SEMI JOIN al_moved v ON v.node = k.node) m
    LEFT JOIN al_countries c
      ON c.kind = m.kind AND c.key = m.key AND c.told = m.told AND m.form = 'full'
    LEFT JOIN kept_al_judged_nodes j ON j.node = m.node
"""
_NODE = ", ".join(NODE_SCHEMA.names)
_WENT = f"""
    SELECT {_NODE} FROM al_left
    UNION ALL SELECT {", ".join(f"k.{name}" for name in NODE_SCHEMA.names)}
    FROM kept_al_nodes k SEMI JOIN al_moved v ON v.node = k.node
"""
_TOUCHED = """
    SELECT sig AS node FROM al_come WHERE form <> 'bare'
    UNION SELECT sig AS node FROM al_went WHERE form <> 'bare'
"""
_SIGS = """
    SELECT n.sig AS node, min(n.kind) AS kind, min(n.form) AS form, min(n.key) AS key,
           min(n.country) AS country, min(n.holder) AS holder, min(n.name) AS name,
           count(*) AS members,
           min(n.date) AS first_date, max(n.date) AS last_date, min(n.node) AS member,
           min(p.facts) AS facts
    FROM kept_al_nodes n
    SEMI JOIN al_touched t ON t.node = n.sig
    LEFT JOIN (SELECT f.node, array_agg(f.what || '\t' || f.value || '\t' || CAST(f.n AS STRING))
                      AS facts
               FROM kept_al_facts f SEMI JOIN al_touched t2 ON t2.node = f.node
               WHERE f.what IN ('full', 'office', 'holder') GROUP BY f.node) p
      ON p.node = n.sig
    WHERE n.form <> 'bare'
    GROUP BY n.sig
"""
