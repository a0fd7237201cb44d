"""Train the ranker of coreference on OntoGUM (Zhu and others, 2021).

python -m training.coreference.train ONTOGUM/train OUT.npz [EPOCHS]
"""

from __future__ import annotations

import copy
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from dragoman.read.coreference.clusters import RATIO, REACH
from dragoman.read.coreference.features import PAIR_SIZE, pair_features
from training.coreference.data import Document, load_documents
from training.coreference.model import Ranker, loss_of

RATE, DECAY, KEEP = 1e-3, 0.02, 0.995


def make_pairs(document: Document, kept: list[int]) -> tuple[Tensor, Tensor]:
    """For each kept phrase the places [K, A] of those before it, nearest first (-1: none), and
    the features [K, A, G] of each pair; those of a pair are made once."""
    reach = min(REACH, len(kept))
    places = np.full((len(kept), reach), -1)
    features = np.zeros((len(kept), reach, PAIR_SIZE), np.float32)
    for later in range(len(kept)):
        for nth, earlier in enumerate(range(later - 1, max(-1, later - 1 - reach), -1)):
            a, b = document.described[kept[earlier]], document.described[kept[later]]
            places[later, nth] = earlier
            features[later, nth] = pair_features(a, b, later - earlier)
    return torch.tensor(places), torch.tensor(features)


def run(ranker: Ranker, document: Document) -> Tensor:
    """The loss on one document, its likeliest phrases kept."""
    phrases, mentions = ranker.score_phrases(document.vectors, document.features)
    count = min(len(mentions), int(RATIO * document.words) + 1)
    kept = mentions.detach().topk(count).indices.sort().values
    places, features = make_pairs(document, kept.tolist())
    chosen, scores, gold = phrases[kept], mentions[kept], document.gold[kept]
    at = places.clamp(min=0)
    later = chosen[:, None].expand(-1, at.shape[1], -1)
    pairs = ranker.score_pairs(chosen[at], later, features) + scores[at] + scores[:, None]
    pairs = pairs.masked_fill(places < 0, -1e4)
    same = (gold[at] == gold[:, None]) & (gold[:, None] >= 0) & (places >= 0)
    none = ~same.any(1, keepdim=True)
    return loss_of(
        torch.cat([torch.zeros(count, 1), pairs], 1),
        torch.cat([none, same], 1),
        mentions,
        document.gold,
    )


def train(folder: Path, epochs: int) -> Ranker:
    """The mean of the ranker's weights over the last steps (Polyak and Juditsky, 1992)."""
    torch.manual_seed(0)
    draw = random.Random(0)
    documents = list(load_documents(folder))
    ranker = Ranker()
    mean = copy.deepcopy(ranker)
    optimizer = torch.optim.AdamW(ranker.parameters(), RATE, weight_decay=DECAY)
    steps = epochs * len(documents) + 1
    rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
    for epoch in range(epochs):
        draw.shuffle(documents)
        began, total = time.time(), 0.0
        for document in documents:
            loss = run(ranker, document)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(ranker.parameters(), 1.0)
            optimizer.step()
            rates.step()
            total += float(loss.detach())
            with torch.no_grad():
                for a, b in zip(mean.parameters(), ranker.parameters(), strict=True):
                    a.lerp_(b, 1 - KEEP)
        print(epoch, f"loss {total / len(documents):.3f}, {time.time() - began:.0f} s", flush=True)
    return mean.eval()


def save(ranker: Ranker, path: Path) -> None:
    """The weights in 16-bit floats, by name."""
    arrays = {k: v.detach().numpy().astype(np.float16) for k, v in ranker.state_dict().items()}
    np.savez_compressed(path, **arrays)


if __name__ == "__main__":
    epochs = int(sys.argv[3]) if len(sys.argv) > 3 else 21
    save(train(Path(sys.argv[1]), epochs), Path(sys.argv[2]))
