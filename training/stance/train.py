"""Train the head that reads stance, and write it as ONNX.

python -m training.stance.train NEWSMTSC OUT [EPOCHS] [SEED]
"""

from __future__ import annotations

import copy
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dragoman.neural.encoder import load_encoder
from training.encoder.export import fuse
from training.stance.data import Example, load_examples
from training.stance.model import StanceHead, loss_of

BATCH, RATE, KEEP, DROPPED = 64, 8e-4, 0.998, 0.1


def make_batch(examples: Sequence[Example], *, among: bool) -> tuple[Tensor, ...]:
    """Padded words [N, W, H], first and last [N], mask [N, W], stances [N]."""
    rows = [e.among if among else e.words for e in examples]
    width = max(len(r) for r in rows)
    words = torch.zeros(len(rows), width, rows[0].shape[1])
    mask = torch.zeros(len(rows), width, dtype=torch.bool)
    for n, row in enumerate(rows):
        words[n, : len(row)] = torch.from_numpy(row).float()
        mask[n, : len(row)] = True
    numbers = torch.tensor([(e.first, e.last, e.stance) for e in examples]).unbind(1)
    return words, *numbers[:2], mask, numbers[2]


def drop_words(words: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """The words with a tenth of them blank, never the target's: no one word should decide."""
    places = torch.arange(words.shape[1])[None, :]
    target = (places >= first[:, None]) & (places < last[:, None])
    kept = (torch.rand(words.shape[:2]) > DROPPED) | target
    return words * kept[..., None]


@torch.inference_mode()
def measure(head: StanceHead, examples: Sequence[Example], *, among: bool = False) -> float:
    """Macro F1 of the three stances."""
    head.eval()
    told, gold = [], []
    for n in range(0, len(examples), BATCH):
        *inputs, stances = make_batch(examples[n : n + BATCH], among=among)
        told.append(head(*inputs).argmax(1))
        gold.append(stances)
    return macro_f1(torch.cat(told), torch.cat(gold))


def macro_f1(told: Tensor, gold: Tensor) -> float:
    """The mean of the stances' F1."""
    both = [int(((told == c) & (gold == c)).sum()) for c in range(3)]
    sizes = [int((told == c).sum() + (gold == c).sum()) for c in range(3)]
    return sum(2 * b / s for b, s in zip(both, sizes, strict=True)) / 3


def train(folder: Path, epochs: int, seed: int) -> StanceHead:
    """The mean of the head's weights over the last steps (Polyak and Juditsky, 1992)."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    encoder = load_encoder()
    examples = load_examples(folder / "train.jsonl", encoder)
    dev = load_examples(folder / "devtest_mt.jsonl", encoder)
    head = StanceHead(examples[0].words.shape[1])
    mean = copy.deepcopy(head)
    optimizer = torch.optim.AdamW(head.parameters(), RATE, weight_decay=0.05)
    steps = epochs * (len(examples) // BATCH)
    rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1)
    for epoch in range(epochs):
        began = time.time()
        draw.shuffle(examples)
        head.train()
        for n in range(0, len(examples) - BATCH + 1, BATCH):
            *inputs, stances = make_batch(examples[n : n + BATCH], among=draw.random() < 0.5)
            loss = loss_of(head(drop_words(*inputs[:3]), *inputs[1:]), stances)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            rates.step()
            with torch.no_grad():
                for a, b in zip(mean.parameters(), head.parameters(), strict=True):
                    a.lerp_(b, 1 - KEEP)
        scores = measure(head, dev), measure(mean, dev), measure(mean, dev, among=True)
        told = " ".join(f"{s:.4f}" for s in scores)
        print(
            epoch, f"last/mean/mean among others {told}", f"{time.time() - began:.0f} s", flush=True
        )
    return mean.eval()


class Exported(nn.Module):
    """One sentence [1, W, H] and N targets in it to chances [N, 3]."""

    def __init__(self, head: StanceHead) -> None:
        super().__init__()
        self.head = head

    def forward(self, words: Tensor, first: Tensor, last: Tensor) -> Tensor:
        every = words.expand(first.shape[0], -1, -1)
        return self.head(every, first, last, None).softmax(-1)


def export(head: StanceHead, out: Path) -> None:
    """Write `stance.onnx` with int8 weights."""
    fuse(head)
    floats = out / "stance.float.onnx"
    example = (
        torch.randn(1, 9, head.project.in_features),
        torch.tensor([1, 4]),
        torch.tensor([2, 6]),
    )
    torch.onnx.export(
        Exported(head).eval(),
        example,
        str(floats),
        input_names=["words", "first", "last"],
        output_names=["stances"],
        dynamic_axes={
            "words": {1: "width"},
            "first": {0: "targets"},
            "last": {0: "targets"},
            "stances": {0: "targets"},
        },
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(floats, out / "stance.onnx", per_channel=True, weight_type=QuantType.QInt8)


if __name__ == "__main__":
    folder, out = map(Path, sys.argv[1:3])
    epochs, seed = (int(x) for x in [*sys.argv[3:], "9", "0"][:2])
    out.mkdir(parents=True, exist_ok=True)
    trained = train(folder, epochs, seed)
    torch.save(trained.state_dict(), out / "stance.pt")
    export(trained, out)
