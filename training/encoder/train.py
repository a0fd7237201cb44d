"""Train the encoder and its heads.

python -m training.encoder.train training/encoder/config.toml [KEY=VALUE ...]
"""

from __future__ import annotations

import json
import math
import sys
import time
import tomllib
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from random import Random

import torch

from dragoman.neural.pieces import Pieces
from training.encoder import data
from training.encoder.batches import Vocabulary, Window, break_window, cut_windows, make_batch
from training.encoder.cases import load_cases
from training.encoder.labels import NAMES, ONTO, ROLES
from training.encoder.losses import find_losses
from training.encoder.model import Model, Sizes, load_base
from training.encoder.nested import nest
from training.encoder.progress import measure

LEAST_SEEN = 15
CASES = Path(__file__).parent / "cases" / "nested.txt"


def load_documents(
    shared: Path, silver: Path, trees: Path | None = None
) -> dict[str, list[data.Document]]:
    """All training sources by name."""
    treebanks = list(data.read_conllu(shared / "data/syntax/ewt/train.conllu"))
    for path in sorted((shared / "data/syntax/gum/train").glob("*.conllu")):
        treebanks += data.read_conllu(path)
    facts = data.add_factuality(treebanks, shared / "data/factuality/uds_ih2/train.jsonl")
    facts += data.add_factuality([], shared / "data/factuality/meantime/train.jsonl")
    known, texts = {}, []
    if silver.exists():
        for raw in silver.read_text("utf8").splitlines():
            row = json.loads(raw)
            if "stem" in row:
                known[row["stem"]] = row["entities"]
        texts = list(data.load_silver_texts(silver))
    return {
        "polnear": list(data.load_polnear(shared, "train", known)),
        "treebanks": treebanks,
        "conll": list(data.load_conll2003(shared, "train")),
        "crossner": list(data.load_crossner(shared, "train")),
        "re3d": list(data.load_re3d(shared)),
        "facts": facts,
        "silver": texts,
        "trees": list(data.load_silver_trees(trees)) if trees else [],
        "cases": list(load_cases(CASES)),
    }


def make_vocabulary(documents: list[data.Document]) -> Vocabulary:
    """Labels of the treebanks that are seen often enough to learn."""
    counts: dict[str, Counter[str]] = {"xpos": Counter(), "upos": Counter(), "rels": Counter()}
    for d in documents:
        for s in d.sentences:
            for name, counter in counts.items():
                counter.update(getattr(s, name) or ())
    kept = {
        name: {x: n for n, x in enumerate(sorted(x for x, c in counter.items() if c >= LEAST_SEEN))}
        for name, counter in counts.items()
    }
    return Vocabulary(kept["xpos"], kept["upos"], kept["rels"])


def label_counts(vocabulary: Vocabulary) -> dict[str, int]:
    """How many labels each head has."""
    return {
        "xpos": len(vocabulary.xpos),
        "upos": len(vocabulary.upos),
        "rel": len(vocabulary.rel),
        "names": len(NAMES),
        "onto": len(ONTO),
        "roles": len(ROLES),
    }


def make_schedule(
    windows: dict[str, list[Window]], config: dict, random: Random
) -> list[list[tuple[str, int]]]:
    """All batches of the run: each holds windows of one source and of like length."""
    batches = []
    for name, found in windows.items():
        times = config["times"].get(name, 0)
        for turn in range(math.ceil(times)):
            share = min(1.0, times - turn)  # `0.6` is once through a part drawn at random
            drawn = random.sample(range(len(found)), round(share * len(found)))
            order = sorted(drawn, key=lambda n: found[n].pieces * random.uniform(0.8, 1.25))
            batch: list[tuple[str, int]] = []
            longest = 0
            for n in order:
                longest = max(longest, found[n].pieces)
                if batch and longest * (len(batch) + 1) > config["batch_pieces"]:
                    batches.append(batch)
                    batch, longest = [], found[n].pieces
                batch.append((name, n))
            if batch:
                batches.append(batch)
    random.shuffle(batches)
    return batches


def make_optimizer(model: Model, config: dict) -> torch.optim.AdamW:
    """AdamW with a lower rate for the encoder; the table of wordpieces stays as it was."""
    model.encoder.word.weight.requires_grad_(False)
    fresh = ("shape", "start", "quoted")
    slow, fast = [], []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        old = name.startswith("encoder.") and not any(f".{x}." in name for x in fresh)
        (slow if old else fast).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": slow, "lr": config["learning_rate_encoder"]},
            {"params": fast, "lr": config["learning_rate_heads"]},
        ],
        weight_decay=config["weight_decay"],
        betas=(0.9, 0.98),
    )


def run(config: dict) -> None:
    """One training run; the model, labels and figures are written to `out`."""
    torch.manual_seed(config["seed"])
    random = Random(config["seed"])
    shared, out = Path(config["shared"]), Path(config["out"])
    out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(Path(config["base"]) / "tokenizer.json")
    documents = load_documents(
        shared,
        Path(config["silver"]),
        Path(config["trees"]) if config.get("trees") else None,
    )
    vocabulary = make_vocabulary(documents["treebanks"])
    windows = {
        name: [
            w for d in found for w in cut_windows(d, pieces, vocabulary, config["target_pieces"])
        ]
        for name, found in documents.items()
    }
    for name, found in windows.items():
        print(name, len(found), "windows", sum(w.pieces for w in found), "pieces", flush=True)
    sizes = Sizes()
    model = Model(sizes, label_counts(vocabulary))
    load_base(model.encoder, Path(config["base"]) / "model.safetensors")
    if config.get("resume"):
        model.load_state_dict(torch.load(Path(config["resume"]) / "model.pt"))
    (out / "labels.json").write_text(
        json.dumps({**asdict(vocabulary), "names": NAMES, "onto": ONTO, "roles": ROLES})
    )
    schedule = make_schedule(windows, config, random)
    if config.get("most"):
        schedule = schedule[: config["most"]]
    optimizer = make_optimizer(model, config)
    rates = torch.optim.lr_scheduler.LambdaLR(optimizer, _ramp(len(schedule), config["warmup"]))
    running: dict[str, float] = {}
    started = last = time.time()
    done = 0
    model.train()
    for step, plan in enumerate(schedule, 1):
        chosen = [windows[name][n] for name, n in plan]
        chosen = [nest(w, random) if random.random() < config["nested"] else w for w in chosen]
        chosen = [
            break_window(w, random) if random.random() < config["corrupted"] else w for w in chosen
        ]
        losses = find_losses(model, make_batch(chosen, pieces))
        done += sum(w.pieces for w in chosen)
        total = sum(config["weights"][name] * loss for name, loss in losses.items())
        optimizer.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        rates.step()
        for name, loss in losses.items():
            running[name] = 0.98 * running.get(name, loss.item()) + 0.02 * loss.item()
        if step % 50 == 0:
            now = time.time()
            left = (now - started) / step * (len(schedule) - step)
            shown = " ".join(f"{k} {v:.3f}" for k, v in sorted(running.items()))
            pace = f"{done / (now - started):.0f} pieces/s, {left / 60:.0f} min left"
            print(f"{step}/{len(schedule)} {pace}: {shown}", flush=True)
        if time.time() - last > 900 or step == len(schedule):
            last = time.time()
            torch.save(model.state_dict(), out / "model.pt")
            print("saved", step, flush=True)
    figures = measure(model, shared, pieces, vocabulary, config["target_pieces"])
    (out / "figures.json").write_text(json.dumps(figures, indent=1))
    print(json.dumps(figures, indent=1))


def _ramp(steps: int, warmup: float):
    """Up linearly, then down along a half cosine."""

    def rate(step: int) -> float:
        if step < warmup * steps:
            return (step + 1) / (warmup * steps)
        done = (step - warmup * steps) / max(1, steps * (1 - warmup))
        return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, done)))

    return rate


if __name__ == "__main__":
    settings = tomllib.loads(Path(sys.argv[1]).read_text())
    for extra in sys.argv[2:]:
        key, _, value = extra.partition("=")
        # A value is JSON where it can be: `most=20`, `out=build/encoder/run2`.
        settings[key] = json.loads(value) if value[0].isdigit() else value
    run(settings)
