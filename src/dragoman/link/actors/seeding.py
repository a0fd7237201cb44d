"""Seeds as nodes among the members, and the names they list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.link.actors.members import member_id
from dragoman.link.actors.naming import Sign, find_known, sign_body, sign_person
from dragoman.link.actors.seeds import Seed
from dragoman.link.engine import texts

# No report has this id: seeds are nodes, and no members.
SEED_REPORT = "seed"
LISTED_NAMES = texts("node", "kind", "key", "country")


def seed_members(seeds: Sequence[Seed]) -> Iterator[dict[str, object]]:
    """A member for every seed, with its names and nothing else known."""
    for seed in seeds:
        signs = _signs(seed)
        if not signs:
            continue
        yield {
            "node": member_id(SEED_REPORT, seed.id),
            "report": SEED_REPORT,
            "actor": seed.id,
            "type": seed.type,
            "kind": signs[0].kind,
            "form": "seed",
            "key": signs[0].key,
            "told": seed.country,
            "name": seed.name,
            "names": [],
            "shorts": sorted({s.key for s in signs if s.form == "bare"}),
            "fulls": sorted({s.key for s in signs if s.form == "full"}),
            "offices": [],
            "holder": None,
            "date": None,
            "year": None,
            "company": [],
        }


def listed_names(seeds: Sequence[Seed]) -> Iterator[dict[str, object]]:
    """The names in full that seeds list: who bears one is meant."""
    for seed in seeds:
        for sign in sorted(set(_signs(seed)), key=lambda s: (s.kind, s.key)):
            if sign.form != "bare":
                node = member_id(SEED_REPORT, seed.id)
                yield {"node": node, "kind": sign.kind, "key": sign.key, "country": seed.country}


def _signs(seed: Seed) -> list[Sign]:
    """The signs of a seed's names, its main name's first."""
    found = []
    for name in (seed.name, *seed.aliases):
        known = find_known(name, seed.type)
        if known:
            found.append(Sign(known.kind, known.key, "known"))
        sign = sign_person(name) if seed.type == "person" else sign_body(name, seed.country)
        if sign and seed.type != "state":
            found.append(sign)
    return [s for s in found if s.kind == found[0].kind]
