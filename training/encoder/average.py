"""The weighted mean of the weights of runs that went on from one another.

python -m training.encoder.average OUT RUN SHARE [RUN SHARE ...]

Between ends of one training the mean errs less than any of them (Wortsman and
others, 2022): the later ones know PolNeAR train by heart, and are too sure.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import torch


def average(shares: Mapping[Path, float], out: Path) -> None:
    """Write `model.pt` of the mean, and the last run's labels, to `out`."""
    out.mkdir(parents=True, exist_ok=True)
    loaded = [(torch.load(run / "model.pt"), share) for run, share in shares.items()]
    mean = {
        name: sum(share * weights[name] for weights, share in loaded)
        if value.is_floating_point()
        else value
        for name, value in loaded[-1][0].items()
    }
    torch.save(mean, out / "model.pt")
    shutil.copy(list(shares)[-1] / "labels.json", out / "labels.json")


if __name__ == "__main__":
    pairs = zip(sys.argv[2::2], sys.argv[3::2], strict=True)
    average({Path(run): float(share) for run, share in pairs}, Path(sys.argv[1]))
