"""The label sets of the encoder's heads. Shipped beside the weights as labels.json."""

from __future__ import annotations

NAME_TYPES = ("person", "organisation", "place", "people", "event", "other")
ONTO_TYPES = [
    "PERSON",
    "NORP",
    "FAC",
    "ORG",
    "GPE",
    "LOC",
    "PRODUCT",
    "EVENT",
    "WORK_OF_ART",
    "LAW",
    "LANGUAGE",
    "DATE",
    "TIME",
    "PERCENT",
    "MONEY",
    "QUANTITY",
    "ORDINAL",
    "CARDINAL",
]
ROLES = ("none", "source", "content", "cue")

CONLL = {
    "PER": ("person",),
    "ORG": ("organisation",),
    "LOC": ("place",),
    "MISC": ("people", "event", "other"),
}
CROSSNER = {
    "person": ("person",),
    "politician": ("person",),
    "organisation": ("organisation",),
    "politicalparty": ("organisation",),
    "country": ("place",),
    "location": ("place",),
    "event": ("event",),
    "election": ("event",),
    "misc": ("people", "other"),
}
RE3D = {
    "Person": ("person",),
    "Organisation": ("organisation",),
    "Location": ("place",),
    "Nationality": ("people",),
}


def bio(types: tuple[str, ...] | list[str]) -> list[str]:
    """The labels of a BIO tagging over `types`, O first."""
    return ["O", *(f"{p}-{t}" for t in types for p in "BI")]


NAMES = bio(NAME_TYPES)
ONTO = bio(ONTO_TYPES)
