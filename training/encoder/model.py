"""The encoder with its heads, in torch. Only training needs this; reading runs the ONNX export."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from dragoman.neural.features import QUOTED, SHAPES, STARTS

# The layer, counted from 0, whose words still tell tone; the heads' tasks wash it out of the last.
MIDDLE = 2


@dataclass(frozen=True)
class Sizes:
    """Widths of the model; the first block is MiniLM-L6's own."""

    vocabulary: int = 30522
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    arc: int = 192
    rel: int = 192
    tagger: int = 128
    tagger_heads: int = 4
    tagger_layers: int = 2
    reach: int = 64


def attend(q: Tensor, k: Tensor, v: Tensor, heads: int, bias: Tensor | None) -> Tensor:
    """Attention over [B, L, D] in some heads; `bias` [B, 1, 1, L] hides padding."""

    def part(x: Tensor) -> Tensor:
        return x.view(*x.shape[:2], heads, -1).transpose(1, 2)

    mixed = F.scaled_dot_product_attention(part(q), part(k), part(v), attn_mask=bias)
    return mixed.transpose(1, 2).reshape(q.shape)


class Layer(nn.Module):
    """One layer of BERT (Devlin and others, 2019), post-norm."""

    def __init__(self, hidden: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.attend = attend  # the export puts a fused operator here
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm1 = nn.LayerNorm(hidden, eps=1e-12)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.norm2 = nn.LayerNorm(hidden, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        q, k, v = self.qkv(x).chunk(3, -1)
        mixed = self.attend(q, k, v, self.heads, bias)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Wordpieces and features of words to one vector a word."""

    def __init__(self, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        h = sizes.hidden
        self.word = nn.Embedding(sizes.vocabulary, h)
        self.position = nn.Embedding(sizes.positions, h)
        self.segment = nn.Parameter(torch.zeros(h))
        self.shape = nn.Embedding(SHAPES + 1, h)
        self.start = nn.Embedding(STARTS + 1, h)
        self.quoted = nn.Embedding(QUOTED + 1, h)
        for extra in (self.shape, self.start, self.quoted):
            nn.init.normal_(extra.weight, std=0.01)
        self.norm = nn.LayerNorm(h, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(h, sizes.heads, sizes.inner, dropout) for _ in range(sizes.layers)
        )
        self.dropout = nn.Dropout(dropout)

    def forward(self, pieces: Tensor, features: Tensor, first: Tensor) -> Tensor:
        """`pieces` [B, L] (0 pads), `features` [B, 3, L], `first` [B, W] piece of each word."""
        return self.read(pieces, features, first)[0]

    def read(self, pieces: Tensor, features: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Words after the last layer, and after the `MIDDLE` one."""
        n = pieces.shape[1]
        x = self.word(pieces) + self.position.weight[:n] + self.segment
        x = x + self.shape(features[:, 0]) + self.start(features[:, 1])
        x = self.dropout(self.norm(x + self.quoted(features[:, 2])))
        bias = (pieces == 0)[:, None, None, :].to(x.dtype) * -1e4
        middle = x
        for n, layer in enumerate(self.layers):
            x = layer(x, bias)
            middle = x if n == MIDDLE else middle
        places = first.unsqueeze(-1).expand(-1, -1, x.shape[-1])
        return torch.gather(x, 1, places), torch.gather(middle, 1, places)


def load_base(encoder: Encoder, path: Path) -> None:
    """Fill the encoder from a BERT checkpoint in safetensors."""
    old = load_file(str(path))
    new = {
        "word.weight": old["embeddings.word_embeddings.weight"],
        "position.weight": old["embeddings.position_embeddings.weight"],
        "segment": old["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    for n in range(len(encoder.layers)):
        a, b = f"encoder.layer.{n}.", f"layers.{n}."
        for kind in ("weight", "bias"):
            new[f"{b}qkv.{kind}"] = torch.cat(
                [old[f"{a}attention.self.{x}.{kind}"] for x in ("query", "key", "value")]
            )
            new[f"{b}out.{kind}"] = old[f"{a}attention.output.dense.{kind}"]
            new[f"{b}norm1.{kind}"] = old[f"{a}attention.output.LayerNorm.{kind}"]
            new[f"{b}up.{kind}"] = old[f"{a}intermediate.dense.{kind}"]
            new[f"{b}down.{kind}"] = old[f"{a}output.dense.{kind}"]
            new[f"{b}norm2.{kind}"] = old[f"{a}output.LayerNorm.{kind}"]
    missing, odd = encoder.load_state_dict(new, strict=False)
    assert not odd and set(missing) <= {"shape.weight", "start.weight", "quoted.weight"}, missing


class Heads(nn.Module):
    """What is read off each word: one linear or biaffine map a task."""

    def __init__(self, sizes: Sizes, counts: dict[str, int], dropout: float = 0.2) -> None:
        super().__init__()
        h = sizes.hidden
        self.dropout = nn.Dropout(dropout)
        self.tags = nn.ModuleDict(
            {name: nn.Linear(h, counts[name]) for name in ("xpos", "upos", "names", "onto")}
        )
        self.cue = nn.Sequential(nn.Linear(h, 128), nn.GELU(), nn.Linear(128, 1))
        self.sentence = nn.Linear(h, 1)
        self.factuality = nn.Sequential(nn.Linear(h, 128), nn.GELU(), nn.Linear(128, 1))
        # Dozat and Manning (2017); the root is a learned vector at place 0.
        self.arc_dep = nn.Linear(h, sizes.arc)
        self.arc_head = nn.Linear(h, sizes.arc)
        self.arc_weight = nn.Parameter(torch.eye(sizes.arc) * 0.1)
        self.arc_bias = nn.Linear(sizes.arc, 1)
        self.root = nn.Parameter(torch.randn(h) * 0.02)
        self.rel_dep = nn.Linear(h, sizes.rel)
        self.rel_head = nn.Linear(h, sizes.rel)
        self.rel_out = nn.Linear(sizes.rel, counts["rel"])
        self.tagger_in = nn.Linear(h, sizes.tagger)

    def arcs(self, words: Tensor) -> Tensor:
        """Scores [B, W, W + 1] of each word's head; head 0 is the root."""
        b = words.shape[0]
        with_root = torch.cat([self.root.expand(b, 1, -1), words], 1)
        dep = self.dropout(F.gelu(self.arc_dep(words)))
        head = self.dropout(F.gelu(self.arc_head(with_root)))
        return (dep @ self.arc_weight) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)

    def rel_parts(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """What a word brings to its relation as dependent [B, W, R] and as head [B, W + 1, R]."""
        with_root = torch.cat([self.root.expand(words.shape[0], 1, -1), words], 1)
        return self.rel_dep(words), self.rel_head(with_root)

    def relations(self, dep: Tensor, head: Tensor) -> Tensor:
        """Scores of relations for pairs of parts."""
        return self.rel_out(self.dropout(F.gelu(dep + head)))


class Tagger(nn.Module):
    """For one cue: which of the words around it are its source, its content, the cue."""

    def __init__(self, sizes: Sizes, labels: int, dropout: float = 0.1) -> None:
        super().__init__()
        d = sizes.tagger
        self.reach = sizes.reach
        self.anchor = nn.Linear(d, d)
        self.distance = nn.Embedding(2 * sizes.reach + 1, d)
        self.norm = nn.LayerNorm(d)
        self.layers = nn.ModuleList(
            Layer(d, sizes.tagger_heads, 2 * d, dropout) for _ in range(sizes.tagger_layers)
        )
        self.out = nn.Linear(d, labels)

    def forward(self, words: Tensor, at: Tensor, mask: Tensor) -> Tensor:
        """Scores [N, K, labels] from `words` [N, K, d], the cue's place `at` [N] and `mask`."""
        _, k, d = words.shape
        anchor = torch.gather(words, 1, at.view(-1, 1, 1).expand(-1, 1, d))
        distance = torch.arange(k, device=at.device)[None, :] - at[:, None]
        distance = distance.clamp(-self.reach, self.reach) + self.reach
        x = self.norm(words + self.anchor(anchor) + self.distance(distance))
        bias = (~mask)[:, None, None, :].to(x.dtype) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return self.out(x)


class Model(nn.Module):
    """Encoder, heads and tagger together."""

    def __init__(self, sizes: Sizes, counts: dict[str, int], dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes, dropout)
        self.heads = Heads(sizes, counts)
        self.tagger = Tagger(sizes, counts["roles"])
