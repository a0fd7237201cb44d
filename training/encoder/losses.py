"""What each head is trained for. A head without targets in a batch costs nothing."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from training.encoder.batches import NONE, Batch
from training.encoder.model import Model

FAR = -1e4
# How much more than others the words at the ends of sources and contents count.
EDGE = 2.0


def _known(target: Tensor) -> bool:
    return bool((target != NONE).any())


def find_losses(model: Model, batch: Batch) -> dict[str, Tensor]:
    """The mean loss of every head that the batch has targets for."""
    words = model.encoder(batch.pieces, batch.features, batch.first)
    dropped = model.heads.dropout(words)
    losses: dict[str, Tensor] = {}
    for name in ("xpos", "upos", "onto"):
        target = getattr(batch, name)
        if _known(target):
            scores = model.heads.tags[name](dropped)
            losses[name] = F.cross_entropy(scores.flatten(0, 1), target.flatten())
    if batch.names.any():
        losses["names"] = _partial(model.heads.tags["names"](dropped), batch.names)
    if _known(batch.heads):
        losses["arc"], losses["rel"] = _syntax(model, words, batch)
    if _known(batch.boundary):
        losses["sentence"] = _binary(model.heads.sentence(dropped).squeeze(-1), batch.boundary)
    known = ~batch.facts.isnan()
    if known.any():
        scores = model.heads.factuality(dropped).squeeze(-1)[known]
        losses["factuality"] = F.smooth_l1_loss(scores, batch.facts[known])
    if _known(batch.cues):
        losses["cue"] = _binary(model.heads.cue(dropped).squeeze(-1), batch.cues)
    if len(batch.cue_at):
        losses["roles"] = _roles(model, dropped, batch)
    return losses


def _binary(scores: Tensor, target: Tensor) -> Tensor:
    known = target != NONE
    return F.binary_cross_entropy_with_logits(scores[known], target[known].float())


def _partial(scores: Tensor, allowed: Tensor) -> Tensor:
    """Minus the logarithm of all labels that may be right, together."""
    known = allowed.any(-1)
    chances = scores[known].log_softmax(-1)
    return -chances.masked_fill(~allowed[known], FAR).logsumexp(-1).mean()


def _syntax(model: Model, words: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    scores = model.heads.arcs(words)
    other = batch.sentence[:, :, None] != batch.sentence[:, None, :]
    other = torch.cat([torch.zeros_like(other[:, :, :1]), other], 2)
    scores = scores.masked_fill(other, FAR)
    arc = F.cross_entropy(scores.flatten(0, 1), batch.heads.flatten())
    dep, head = model.heads.rel_parts(words)
    known = batch.rels != NONE
    known &= batch.heads != NONE
    gold = batch.heads.clamp(min=0)
    head = torch.gather(head, 1, gold.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
    scores = model.heads.relations(dep[known], head[known])
    return arc, F.cross_entropy(scores, batch.rels[known])


def _roles(model: Model, words: Tensor, batch: Batch) -> Tensor:
    inputs = model.heads.tagger_in(words)[batch.cue_window]
    mask = batch.mask[batch.cue_window]
    scores = model.tagger(inputs, batch.cue_at, mask)
    target = batch.roles.masked_fill(~mask, NONE)
    losses = F.cross_entropy(scores.flatten(0, 1), target.flatten(), reduction="none")
    weights = (target != NONE).float() * (1 + EDGE * _edges(target))
    return (losses.view_as(weights) * weights).sum() / weights.sum()


def _edges(target: Tensor) -> Tensor:
    """1 for words beside another role: spans are right or wrong by their ends."""
    change = (target[:, 1:] != target[:, :-1]).float()
    edges = torch.zeros_like(target, dtype=torch.float)
    edges[:, 1:] += change
    edges[:, :-1] += change
    return edges.clamp(max=1)
