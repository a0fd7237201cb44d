"""The head that reads stance, in torch. Reading runs the ONNX export."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.encoder.model import Layer

WIDTH, HEADS, LAYERS, REACH = 128, 4, 2, 20


class StanceHead(nn.Module):
    """Words of a sentence and one target in it to scores of `STANCES`.

    Two small layers over the encoder's frozen words, told where the target is
    (as in LCF-BERT, Zeng and others, 2019); the target, what it attends to, and
    the sentence as a whole decide.
    """

    def __init__(self, hidden: int, dropout: float = 0.2) -> None:
        super().__init__()
        d = WIDTH
        self.drop_words = nn.Dropout(0.2)
        self.project = nn.Linear(hidden, d)
        self.target = nn.Embedding(2, d)
        self.distance = nn.Embedding(2 * REACH + 1, d)
        self.norm = nn.LayerNorm(d)
        self.layers = nn.ModuleList(Layer(d, HEADS, 2 * d, dropout) for _ in range(LAYERS))
        self.query = nn.Linear(d, d)
        self.out = nn.Sequential(
            nn.Dropout(0.3), nn.Linear(3 * d, d), nn.GELU(), nn.Dropout(0.3), nn.Linear(d, 3)
        )

    def forward(self, words: Tensor, first: Tensor, last: Tensor, mask: Tensor | None) -> Tensor:
        """Scores [N, 3] from `words` [N, W, H], the target's `[first, last)` [N] and `mask`."""
        places = torch.arange(words.shape[1], device=words.device)[None, :]
        inside = (places >= first[:, None]) & (places < last[:, None])
        distance = (places - first[:, None]).clamp(-REACH, REACH) + REACH
        x = self.project(self.drop_words(words))
        x = self.norm(x + self.target(inside.long()) + self.distance(distance))
        bias = None if mask is None else (~mask)[:, None, None, :].to(x.dtype) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        target = _mean(x, inside)
        score = (self.query(target)[:, None] * x).sum(-1) / WIDTH**0.5
        if mask is not None:
            score = score.masked_fill(~mask, -1e4)
        seen = (score.softmax(1)[..., None] * x).sum(1)
        whole = x.mean(1) if mask is None else _mean(x, mask)
        return self.out(torch.cat([target, seen, whole], 1))


def _mean(x: Tensor, chosen: Tensor) -> Tensor:
    weight = chosen[..., None].to(x.dtype)
    return (x * weight).sum(1) / weight.sum(1)


def loss_of(scores: Tensor, stances: Tensor) -> Tensor:
    """Cross entropy; support is rarer and harder to see."""
    weight = torch.tensor([1.0, 1.0, 1.3])
    return F.cross_entropy(scores, stances, weight, label_smoothing=0.05)
