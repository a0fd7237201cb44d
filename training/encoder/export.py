"""Write a trained model as int8 ONNX for `dragoman.neural`.

python -m training.encoder.export RUN OUT BASE [--reduce-range]
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dragoman.neural.encoder import HEADS, OUTPUTS
from training.encoder.model import Layer, Model, Sizes, attend


class FusedAttention(torch.autograd.Function):
    """Attention as onnxruntime's own operator, without the copies that its parts make. It has no
    mask: reading gives windows one by one, so there is no padding to hide."""

    @staticmethod
    def forward(_, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        return attend(q, k, v, heads, None)

    @staticmethod
    def symbolic(graph, q, k, v, heads):
        out = graph.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads)
        out.setType(q.type())
        return out


def fuse(module: nn.Module) -> None:
    """Let every layer below use the fused operator."""
    for layer in module.modules():
        if isinstance(layer, Layer):
            layer.attend = lambda q, k, v, heads, _: FusedAttention.apply(q, k, v, heads)


class Exported(nn.Module):
    """The encoder with every head, as reading calls it."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    def forward(self, pieces: Tensor, features: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        words, middle = self.model.encoder.read(pieces, features, first)
        heads = self.model.heads
        simple = [
            heads.tags[name](words)
            if name in heads.tags
            else getattr(heads, name)(words).squeeze(-1)
            for name in HEADS
        ]
        return (*simple, heads.arcs(words), *heads.rel_parts(words), heads.tagger_in(words), middle)


class ExportedTagger(nn.Module):
    """The tagger of roles on whole windows."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.model = model

    def forward(self, words: Tensor, at: Tensor) -> Tensor:
        mask = torch.ones_like(words[:, :, 0], dtype=torch.bool)
        return self.model.tagger(words, at, mask).softmax(-1)


def load_model(run: Path) -> tuple[Model, dict]:
    """A trained model and its labels."""
    labels = json.loads((run / "labels.json").read_text())
    counts = {name: len(labels[name]) for name in ("xpos", "upos", "rel", "names", "onto", "roles")}
    model = Model(Sizes(), counts)
    model.load_state_dict(torch.load(run / "model.pt"))
    return model.eval(), labels


def write_onnx(model: Model, folder: Path) -> None:
    """Both graphs in 32-bit floats."""
    pieces = torch.tensor([[101, 2023, 2003, 102], [101, 2023, 102, 0]])
    features = torch.ones(2, 3, 4, dtype=torch.long)
    first = torch.tensor([[1, 2], [1, 0]])
    both = {0: "batch", 1: "length"}
    torch.onnx.export(
        Exported(model).eval(),
        (pieces, features, first),
        str(folder / "encoder.onnx"),
        input_names=["pieces", "features", "first"],
        output_names=list(OUTPUTS),
        dynamic_axes={
            "pieces": both,
            "features": {0: "batch", 2: "length"},
            "first": {0: "batch", 1: "width"},
            **{name: {0: "batch", 1: "width"} for name in OUTPUTS},
            "arcs": {0: "batch", 1: "width", 2: "heads"},
            "rel_head": {0: "batch", 1: "heads"},
        },
        opset_version=17,
        dynamo=False,
    )
    torch.onnx.export(
        ExportedTagger(model).eval(),
        (torch.randn(2, 5, model.sizes.tagger), torch.tensor([1, 2])),
        str(folder / "tagger.onnx"),
        input_names=["words", "at"],
        output_names=["roles"],
        dynamic_axes={
            "words": {0: "cues", 1: "width"},
            "at": {0: "cues"},
            "roles": {0: "cues", 1: "width"},
        },
        opset_version=17,
        dynamo=False,
    )


@torch.inference_mode()
def check(model: Model, folder: Path) -> float:
    """The largest difference of the float export from torch over several sizes."""
    session = ort.InferenceSession(str(folder / "encoder.onnx"))
    worst = 0.0
    for batch, length in ((1, 7), (3, 40), (2, 200)):
        pieces = torch.randint(1000, 20000, (batch, length))
        features = torch.ones(batch, 3, length, dtype=torch.long)
        first = torch.arange(1, length // 2).expand(batch, -1).contiguous()
        mine = Exported(model).eval()(pieces, features, first)
        inputs = {"pieces": pieces, "features": features, "first": first}
        theirs = session.run(list(OUTPUTS), {k: v.numpy() for k, v in inputs.items()})
        worst = max(
            worst, *(float(np.abs(a.numpy() - b).max()) for a, b in zip(mine, theirs, strict=True))
        )
    return worst


def export(run: Path, out: Path, base: Path, *, reduce_range: bool = False) -> None:
    """Weights, labels and tokeniser of a run into a folder that `Encoder` loads."""
    model, labels = load_model(run)
    fuse(model)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        floats = Path(name)
        write_onnx(model, floats)
        print("largest difference of the export:", check(model, floats))
        for graph in ("encoder", "tagger"):
            # Per channel: per tensor loses four times as much (cosine .954 against .990).
            quantize_dynamic(
                floats / f"{graph}.onnx",
                out / f"{graph}.onnx",
                per_channel=True,
                reduce_range=reduce_range,
                weight_type=QuantType.QInt8,
            )
    np.savez(
        out / "relations.npz",
        weight=model.heads.rel_out.weight.detach().numpy(),
        bias=model.heads.rel_out.bias.detach().numpy(),
    )
    digest = hashlib.sha256((out / "encoder.onnx").read_bytes()).hexdigest()[:4]
    calibration = labels.get("calibration", {"scale": 1.0, "shift": 0.0})
    labels = {**labels, "version": digest, "calibration": calibration}
    (out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")


if __name__ == "__main__":
    run, out, base = map(Path, sys.argv[1:4])
    export(run, out, base, reduce_range="--reduce-range" in sys.argv)
