"""Train the rater of acts, one for the package and one for each fold of the evaluation.

python -m training.events.train SHARED OUT [EPOCHS]

Of most sentences it is known which types they tell, not by which word: at least one of the words
that the lexicon proposes for such a type, or, if it proposes none, at least one word, must be of
it (noisy-or over words, as in multiple-instance learning; Maron and Lozano-Pérez 1998). No
word of a sentence without act may be of any. Our own sentences name the word. Of sentences of the
news nothing is known but the lexicon: what it proposes is right in four of five (as judged on 200
of them), what it does not propose is hardly ever an act. `OUT/events.npz` is trained on all,
`fold0.npz` to `fold4.npz` each without the sentences of one fold of the two public sets.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from dragoman.read.events.rating import PRECISIONS
from training.events.data import FOLDS, TYPES, Example, fold_of, load_examples

HIDDEN, BATCH, RATE, DECAY = 96, 48, 1.5e-3, 0.1
# How much it counts that a word is no act: one that the lexicon proposes and one that it does not,
# in a sentence without act; one that it does not propose in a sentence with one, and in news.
EMPTY, EMPTY_OTHER, TOLD_OTHER, NEWS_OTHER = 1.0, 0.3, 0.05, 0.15
# How much it counts that a proposal of which nothing is known is right, and how often it is.
PROPOSED, RIGHT = 0.3, 0.8
PUBLIC = frozenset({"told", "none"})


@dataclass(frozen=True)
class Batch:
    """Some examples, their words one after another: N words, E examples.

    `inputs` [N, D]; `owner` [N] the example of each word; `allowed` [E, T];
    `empty` [N] how much it counts that a word is no act, `proposed` [N] that it
    is one; `among` [N] whether it is one of those, one of which must be of the allowed types;
    `words` the known words' places, and `types` their types.
    """

    inputs: Tensor
    owner: Tensor
    allowed: Tensor
    empty: Tensor
    proposed: Tensor
    among: Tensor
    words: Tensor
    types: Tensor


def make_batch(examples: Sequence[Example]) -> Batch:
    """What is known of the words of some examples."""
    inputs = torch.from_numpy(np.concatenate([e.inputs for e in examples]))
    sizes = [len(e.inputs) for e in examples]
    allowed = torch.zeros(len(examples), len(TYPES))
    empty, proposed, among = (torch.zeros(len(inputs)) for _ in range(3))
    words, types, start = [], [], 0
    size = len(TYPES) + len(PRECISIONS)
    for n, example in enumerate(examples):
        part = slice(start, start + sizes[n])
        lexicon = inputs[part, -size : -len(PRECISIONS)].argmax(1)
        known = inputs[part, -len(PRECISIONS) :].sum(1) > 0
        if example.kind == "none":
            empty[part] = torch.where(known, EMPTY, EMPTY_OTHER)
        elif example.kind == "news":
            empty[part] = torch.where(known, 0.0, NEWS_OTHER)
            proposed[part] = torch.where(known, PROPOSED, 0.0)
        else:
            empty[part] = torch.where(known, 0.0, TOLD_OTHER)
        if example.kind == "told":
            allowed[n, [TYPES.index(t) for t in example.allowed]] = 1
            right = known & (allowed[n][lexicon] > 0)
            among[part] = right.float() if right.any() else 1.0
            proposed[part] = torch.where(known & ~right, PROPOSED, 0.0)
        if example.word is not None:
            words.append(start + example.word)
            types.append(TYPES.index(example.allowed[0]))
            empty[words[-1]] = 0.0
        start += sizes[n]
    owner = torch.repeat_interleave(torch.arange(len(examples)), torch.tensor(sizes))
    places = torch.tensor(words, dtype=torch.long), torch.tensor(types, dtype=torch.long)
    return Batch(inputs, owner, allowed, empty, proposed, among, *places)


class Rater(nn.Module):
    """Words [N, D] to log-chances [N, T] of the types."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Dropout(0.3),
            nn.Linear(size, HIDDEN),
            nn.GELU(approximate="tanh"),
            nn.Dropout(0.4),
            nn.Linear(HIDDEN, len(TYPES)),
        )

    def forward(self, words: Tensor) -> Tensor:
        """Log-chances of each word."""
        found: Tensor = self.layers(words).log_softmax(-1)
        return found


def loss_of(chances: Tensor, batch: Batch) -> Tensor:
    """The mean loss of a batch's examples, from the log-chances [N, T] of all their words."""
    none = chances[:, 0].exp().clamp(1e-6, 1 - 1e-6)
    loss = -(chances[:, 0] * batch.empty).sum()
    hoped = RIGHT * torch.log1p(-none) + (1 - RIGHT) * none.log()
    loss = loss - (batch.proposed * hoped).sum()
    right = (chances.exp() * batch.allowed[batch.owner]).sum(1).clamp(1e-6, 1 - 1e-4) * batch.among
    size = len(batch.allowed)
    missed = torch.zeros(size).index_add(0, batch.owner, torch.log1p(-right))
    asked = torch.zeros(size).index_add(0, batch.owner, batch.among) > 0
    loss = loss - torch.log1p(-missed.exp().clamp(max=1 - 1e-5))[asked].sum()
    return (loss - chances[batch.words, batch.types].sum()) / size


def train(examples: list[Example], epochs: int, seed: int) -> Rater:
    """A rater of the examples."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    rater = Rater(examples[0].inputs.shape[1])
    optimizer = torch.optim.AdamW(rater.parameters(), RATE, weight_decay=DECAY)
    steps = epochs * (len(examples) // BATCH + 1)
    rates = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps + 1)
    rater.train()
    order = list(examples)
    for _ in range(epochs):
        draw.shuffle(order)
        for n in range(0, len(order), BATCH):
            batch = make_batch(order[n : n + BATCH])
            loss = loss_of(rater(batch.inputs), batch)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            rates.step()
    return rater.eval()


def write(rater: Rater, path: Path) -> None:
    """The weights as `neural.acts` reads them, in half precision."""
    first, last = rater.layers[1], rater.layers[4]
    arrays = {
        "hidden": first.weight.T,
        "bias": first.bias,
        "out": last.weight.T,
        "out_bias": last.bias,
    }
    kept = {n: a.detach().numpy().astype(np.float16) for n, a in arrays.items()}
    np.savez_compressed(path, types=np.array(TYPES), **kept)


def main(shared: Path, out: Path, epochs: int) -> None:
    """Train and write all six."""
    out.mkdir(parents=True, exist_ok=True)
    examples = load_examples(shared)
    print(len(examples), "examples", flush=True)
    for fold in range(FOLDS):
        rest = [e for e in examples if e.kind not in PUBLIC or fold_of(e.text) != fold]
        write(train(rest, epochs, 0), out / f"fold{fold}.npz")
        print("fold", fold, flush=True)
    write(train(examples, epochs, 0), out / "events.npz")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int([*sys.argv[3:], "10"][0]))
