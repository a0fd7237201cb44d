"""Relays planted among real reports: copies, trimmed ones, paraphrases, re-attributions."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

SYNONYMS = Path(__file__).with_name("roots_synonyms.tsv")
UNITS = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
)
FURNITURE = (
    "Share this on Facebook Tweet Email",
    "Sign up for our morning newsletter.",
    "READ MORE: The latest from our newsroom",
    "Advertisement",
    "Follow us for more news and analysis.",
    "Copyright. All rights reserved. This material may not be republished.",
)
FRAMES = (
    "{outlet} reported that {clause}.",
    "According to {outlet}, {clause}.",
    "{outlet} said {clause}.",
    "As reported by {outlet}, {clause}.",
)
SMALL = frozenset(
    "the a an that of to in on for with and has had have was were by its his".split()  # noqa: SIM905
)
PUT_IN = ("reportedly", "now", "indeed", "then", "so", "apparently", "thus", "there")
SENTENCE = re.compile(r"(?<=[.!?])[”\"]?\s+(?=[A-Z“\"])")
LEADING = re.compile(
    r"^(In|On|After|Before|While|When|As|If|Since|Although|During) ([^,]{10,120}), (.+)[.]$"
)
TRAILING = re.compile(r"^(.{25,}?),? (after|before|while|when|because|although|as) ([^,]{15,})[.]$")
PASSIVE = re.compile(
    r"\b([A-Z]\w+) (criticized|rejected|killed|announced|praised|accused|approved|blocked|signed"
    r"|passed|attacked|released|defended|condemned|proposed) (the [\w-]+(?: [\w-]+)?)(?=[,.])"
)
VARIANTS = (
    ("Mohammed", "Muhammad"), ("Muhammad", "Mohamed"), ("Assad", "Asad"), ("Qaddafi", "Gadhafi"),
    ("Gaddafi", "Qaddafi"), ("Hussein", "Hussain"), ("Osama", "Usama"), ("Hezbollah", "Hizbullah"),
    ("Netanyahu", "Netanyahou"), ("Putin", "Poutine"), ("Khamenei", "Khamanei"), ("al-", "Al "),
    ("Qaeda", "Qaida"), ("Erdogan", "Erdoğan"), ("Zarif", "Zareef"), ("Kiev", "Kyiv"),
    ("Steven", "Stephen"), ("Catherine", "Katherine"), ("Jeffrey", "Geoffrey"), ("Eric", "Erik"),
)  # fmt: skip


@cache
def synonyms() -> dict[str, str]:
    lines = SYNONYMS.read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if line and not line.startswith("#"))


def paragraphs(text: str) -> list[str]:
    return [p.strip() for p in text.split("\n") if p.strip()]


def copied(text: str, rng: random.Random) -> str:
    """The text with a line of furniture inside and one at its end; a long one lacks a paragraph."""
    parts = paragraphs(text)
    parts.insert(rng.randrange(1, len(parts) + 1), rng.choice(FURNITURE))
    if len(parts) > 8:
        del parts[rng.randrange(4, len(parts))]
    return "\n\n".join([*parts, rng.choice(FURNITURE)])


def trimmed(text: str, rng: random.Random) -> str:
    """Its first third, or every other paragraph."""
    parts = paragraphs(text)
    if len(parts) < 6:
        sentences = [s for p in parts for s in SENTENCE.split(p)]
        return " ".join(sentences[: max(4, len(sentences) // 3)])
    if rng.random() < 0.5:
        return "\n\n".join(parts[: max(3, len(parts) // 3)])
    return "\n\n".join(parts[rng.randrange(2) :: 2])


def paraphrased(text: str, rng: random.Random) -> str:
    return "\n\n".join(retell(p, rng, 0.85) for p in paragraphs(text))


def rewritten(text: str, rng: random.Random) -> str:
    """No run of five words left: retold, a third of the sentences gone, words put in and out."""
    parts = []
    for part in paragraphs(paraphrased(text, rng)):
        kept = [s for s in SENTENCE.split(part) if rng.random() < 0.67]
        if kept:
            parts.append(" ".join(break_runs(s, rng) for s in kept))
    return "\n\n".join(parts)


def break_runs(sentence: str, rng: random.Random) -> str:
    """Every third or fourth word left out if it is a small one, or another put before it."""
    words, made, since = sentence.split(" "), [], 0
    for word in words:
        since += 1
        if since > 2 and word.lower() in SMALL:
            since = 0
            if rng.random() < 0.6:
                continue
        elif since > 3:
            made.append(rng.choice(PUT_IN))
            since = 0
        made.append(word)
    return " ".join(made)


def reattributed(text: str, rng: random.Random, outlet: str) -> str:
    """The first half told again, every other sentence as what the outlet reported."""
    told = []
    parts = paragraphs(text)
    for n, part in enumerate(parts[: max(4, len(parts) // 2)]):
        sentences = SENTENCE.split(retell(part, rng, 0.5))
        if n % 2 == 0 and sentences[0].endswith("."):
            clause = sentences[0][:-1]
            sentences[0] = rng.choice(FRAMES).format(outlet=outlet, clause=lower_first(clause))
        told.append(" ".join(sentences))
    return "\n\n".join(told)


def lower_first(clause: str) -> str:
    first = clause.split(" ", maxsplit=1)[0]
    plain = {"The", "A", "An", "In", "On", "He", "She", "It", "They", "But", "And", "This", "That"}
    return clause[0].lower() + clause[1:] if first in plain else clause


def retell(paragraph: str, rng: random.Random, strength: float) -> str:
    """A paragraph in other words; `strength` is the share of chances that are taken."""
    sentences = [s.strip() for s in SENTENCE.split(paragraph) if s.strip()]
    steps: list[Callable[[str], str]] = [
        reorder,
        turn_passive,
        put_numbers,
        put_names,
    ]
    retold = []
    for sentence in sentences:
        told = sentence
        for step in steps:
            told = step(told) if rng.random() < strength else told
        retold.append(put_synonyms(told, rng, strength))
    return " ".join(split_long(merge_short(retold, rng, strength), rng, strength))


def put_synonyms(sentence: str, rng: random.Random, strength: float) -> str:
    def put(match: re.Match[str]) -> str:
        word = match.group()
        other = synonyms().get(word)
        return other if other and rng.random() < strength else word

    return re.sub(r"\b[\w-]+\b", put, sentence)


def reorder(sentence: str) -> str:
    """A clause from before its sentence to behind it, or the other way."""
    if "“" in sentence or '"' in sentence:
        return sentence
    if m := LEADING.match(sentence):
        return f"{m[3][0].upper()}{m[3][1:]} {m[1].lower()} {m[2]}."
    if m := TRAILING.match(sentence):
        return f"{m[2].capitalize()} {m[3]}, {lower_first(m[1])}."
    return sentence


def turn_passive(sentence: str) -> str:
    return PASSIVE.sub(lambda m: f"{m[3]} was {m[2]} by {m[1]}", sentence)


def put_numbers(sentence: str) -> str:
    def figure(match: re.Match[str]) -> str:
        return str(UNITS.index(match.group().lower()))

    def word(match: re.Match[str]) -> str:
        return UNITS[int(match.group())]

    sentence = re.sub(r"(?<![\d.,$-])\b(?:[2-9]|1[0-2])\b(?![\d.,%:/-])", word, sentence)
    return re.sub(r"\b(?:two|three|four|five|six|seven|eight|nine|ten)\b", figure, sentence)


def put_names(sentence: str) -> str:
    for name, variant in VARIANTS:
        sentence = re.sub(rf"\b{re.escape(name)}", variant, sentence)
    return sentence


def merge_short(sentences: list[str], rng: random.Random, strength: float) -> list[str]:
    merged: list[str] = []
    for sentence in sentences:
        short = merged and len(merged[-1]) + len(sentence) < 220 and merged[-1].endswith(".")
        if short and rng.random() < strength * 0.5:
            merged[-1] = f"{merged[-1][:-1]}, and {lower_first(sentence)}"
        else:
            merged.append(sentence)
    return merged


def split_long(sentences: list[str], rng: random.Random, strength: float) -> list[str]:
    split: list[str] = []
    for sentence in sentences:
        at = sentence.find(", and ", 60)
        if at > 0 and len(sentence) - at > 60 and rng.random() < strength:
            rest = sentence[at + 6 :]
            split += [sentence[:at] + ".", rest[0].upper() + rest[1:]]
        else:
            split.append(sentence)
    return split
