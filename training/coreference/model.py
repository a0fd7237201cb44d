"""The ranker of coreference, in torch. Reading runs the same in numpy."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from dragoman.read.coreference.features import PAIR_SIZE, SPAN_SIZE

WIDTH, INNER, MENTION_WEIGHT = 64, 128, 0.3


class Ranker(nn.Module):
    """Scores of phrases and of pairs of them, as in Lee and others (2017), on frozen words.

    The names of its parts are those that `dragoman.neural.coreference` looks up.
    """

    def __init__(self, hidden: int = 384) -> None:
        super().__init__()
        self.proj = nn.ModuleList(nn.Linear(hidden, WIDTH) for _ in range(3))
        self.sf = nn.Linear(SPAN_SIZE, WIDTH)
        self.span = nn.Sequential(
            nn.LayerNorm(4 * WIDTH), nn.Dropout(0.3), nn.Linear(4 * WIDTH, INNER), nn.GELU()
        )
        self.ms = nn.Sequential(
            nn.Dropout(0.2), nn.Linear(INNER, WIDTH), nn.GELU(), nn.Linear(WIDTH, 1)
        )
        self.A = nn.Linear(INNER, INNER)
        self.B = nn.Linear(INNER, INNER)
        self.C = nn.Linear(INNER, INNER)
        self.P = nn.Linear(PAIR_SIZE, INNER)
        self.out = nn.Sequential(
            nn.GELU(), nn.Dropout(0.2), nn.Linear(INNER, WIDTH), nn.GELU(), nn.Linear(WIDTH, 1)
        )

    def score_phrases(self, vectors: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Phrases [N, D] and their scores [N]."""
        vectors = F.dropout(vectors, 0.2, self.training)
        parts = [project(vectors[:, k]) for k, project in enumerate(self.proj)]
        phrases = self.span(torch.cat([*parts, self.sf(features)], 1))
        return phrases, self.ms(phrases).squeeze(-1)

    def score_pairs(self, earlier: Tensor, later: Tensor, features: Tensor) -> Tensor:
        """Scores of pairs of phrases [..., D]."""
        x = self.A(earlier) + self.B(later) + self.C(earlier * later) + self.P(features)
        return self.out(x).squeeze(-1)


def loss_of(scores: Tensor, same: Tensor, mentions: Tensor, gold: Tensor) -> Tensor:
    """Minus the log chance of all right antecedents [K, 1 + A] (the first is none), and of which
    phrases are spoken of again."""
    right = scores.masked_fill(~same, -1e4)
    ranking = (torch.logsumexp(scores, 1) - torch.logsumexp(right, 1)).sum()
    spoken = F.binary_cross_entropy_with_logits(mentions, (gold >= 0).float(), reduction="sum")
    return (ranking + MENTION_WEIGHT * spoken) / 100
