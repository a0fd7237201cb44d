"""Quick figures of a model in training: words and spans on development data, before any rule."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import torch

from dragoman.neural.pieces import Pieces
from training.encoder import data
from training.encoder.batches import NONE, Vocabulary, cut_windows, make_batch
from training.encoder.labels import NAMES
from training.encoder.losses import FAR
from training.encoder.model import Model


def _f1(right: int, found: int, gold: int) -> float:
    return round(2 * right / max(1, found + gold), 4)


def _batches(documents, pieces, vocabulary, target, size=16):
    windows = [w for d in documents for w in cut_windows(d, pieces, vocabulary, target)]
    windows.sort(key=lambda w: w.pieces)
    for n in range(0, len(windows), size):
        yield windows[n : n + size], make_batch(windows[n : n + size], pieces)


@torch.inference_mode()
def measure(
    model: Model, shared: Path, pieces: Pieces, vocabulary: Vocabulary, target: int
) -> dict[str, float]:
    """Figures on the development splits."""
    model.eval()
    statements = list(data.load_polnear(shared, "dev"))
    trees = list(data.read_conllu(shared / "data/syntax/ewt/dev.conllu"))
    data.add_factuality(trees, shared / "data/factuality/uds_ih2/dev.jsonl")
    names = list(data.load_crossner(shared, "dev"))
    figures = {
        **_statements(model, _batches(statements, pieces, vocabulary, target)),
        **_syntax(model, _batches(trees, pieces, vocabulary, target)),
        **_names(model, _batches(names, pieces, vocabulary, target)),
    }
    model.train()
    return figures


def _statements(model: Model, batches) -> dict[str, float]:
    cue = Counter()
    spans = {k: Counter() for k in (1, 2, 3)}
    for windows, batch in batches:
        words = model.encoder(batch.pieces, batch.features, batch.first)
        scores = model.heads.cue(words).squeeze(-1)
        known = batch.cues != NONE
        found = (scores > 0) & known
        cue["right"] += int((found & (batch.cues == 1)).sum())
        cue["found"] += int(found.sum())
        cue["gold"] += int((batch.cues == 1).sum())
        if len(batch.cue_at):
            inputs = model.heads.tagger_in(words)[batch.cue_window]
            roles = model.tagger(inputs, batch.cue_at, batch.mask[batch.cue_window]).argmax(-1)
            for n in range(len(roles)):
                for kind, counter in spans.items():
                    size = len(windows[int(batch.cue_window[n])].words)
                    gold = (batch.roles[n][:size] == kind).nonzero().flatten().tolist()
                    mine = (roles[n][:size] == kind).nonzero().flatten().tolist()
                    counter["gold"] += 1
                    counter["right"] += gold == mine
    return {
        "cue_f1": _f1(cue["right"], cue["found"], cue["gold"]),
        **{
            f"exact_{name}_given_cue": round(spans[k]["right"] / max(1, spans[k]["gold"]), 4)
            for k, name in ((1, "source"), (2, "content"), (3, "cue"))
        },
    }


def _syntax(model: Model, batches) -> dict[str, float]:
    counts = Counter()
    mine, gold = [], []
    for _, batch in batches:
        words = model.encoder(batch.pieces, batch.features, batch.first)
        scores = model.heads.arcs(words)
        other = batch.sentence[:, :, None] != batch.sentence[:, None, :]
        scores = scores.masked_fill(torch.cat([torch.zeros_like(other[:, :, :1]), other], 2), FAR)
        heads = scores.argmax(-1)
        dep, head = model.heads.rel_parts(words)
        head = torch.gather(head, 1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        rels = model.heads.relations(dep, head).argmax(-1)
        known = batch.heads != NONE
        counts["all"] += int(known.sum())
        counts["uas"] += int(((heads == batch.heads) & known).sum())
        counts["las"] += int(((heads == batch.heads) & (rels == batch.rels) & known).sum())
        for name in ("xpos", "upos"):
            tags = model.heads.tags[name](words).argmax(-1)
            counts[name] += int(((tags == getattr(batch, name)) & known).sum())
        told = (model.heads.sentence(words).squeeze(-1) > 0) & batch.mask
        true = batch.boundary == 1
        counts["cut_right"] += int((told & true).sum())
        counts["cut_all"] += int(told.sum() + true.sum())
        rated = ~batch.facts.isnan()
        mine += model.heads.factuality(words).squeeze(-1)[rated].tolist()
        gold += batch.facts[rated].tolist()
    pair = torch.tensor([mine, gold])
    return {
        **{k: round(counts[k] / counts["all"], 4) for k in ("uas", "las", "xpos", "upos")},
        "sentence_f1": round(2 * counts["cut_right"] / counts["cut_all"], 4),
        "factuality_r": round(float(torch.corrcoef(pair)[0, 1]), 4),
        "factuality_n": len(mine),
    }


def _names(model: Model, batches) -> dict[str, float]:
    counts = Counter()
    for windows, batch in batches:
        words = model.encoder(batch.pieces, batch.features, batch.first)
        labels = model.heads.tags["names"](words).argmax(-1)
        for b, w in enumerate(windows):
            mine = find_spans([NAMES[int(x)] for x in labels[b][: len(w.words)]])
            gold = find_spans([NAMES[x[0]] for x in w.names])
            keep = ("person", "organisation", "place")
            mine, gold = ({s for s in x if s[2] in keep} for x in (mine, gold))
            counts["right"] += len(mine & gold)
            counts["found"] += len(mine)
            counts["gold"] += len(gold)
    return {"names_f1": _f1(counts["right"], counts["found"], counts["gold"])}


def find_spans(labels: list[str]) -> set[tuple[int, int, str]]:
    """BIO labels as spans; an I- of another kind opens a new one."""
    spans, start = set(), 0
    for n, label in enumerate([*labels, "O"]):
        before = labels[n - 1] if n else "O"
        if before != "O" and (label[0] in "OB" or label[2:] != before[2:]):
            spans.add((start, n, before[2:]))
        if label != "O" and (before == "O" or label[0] == "B" or label[2:] != before[2:]):
            start = n
    return spans
