"""Scores of heads become trees, whatever the scores."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dragoman.neural.trees import find_heads


def is_tree(heads: list[int]) -> bool:
    if heads.count(0) != 1:
        return False
    for n in range(1, len(heads) + 1):
        seen, at = set(), n
        while at:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at - 1]
    return True


def crosses(heads: list[int]) -> bool:
    arcs = [tuple(sorted((h, n))) for n, h in enumerate(heads, 1)]
    return any(a < c < b < d for a, b in arcs for c, d in arcs)


def total(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[k, h] for k, h in enumerate(heads)))


@given(
    st.integers(1, 12).flatmap(
        lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-5, 5, width=32))
    )
)
def test_any_scores_give_one_tree_with_one_root_and_no_crossings(scores: np.ndarray) -> None:
    heads = find_heads(scores)
    assert is_tree(heads)
    assert not crosses(heads)


@given(
    st.integers(1, 4).flatmap(
        lambda n: arrays(np.float32, (n, n + 1), elements=st.floats(-5, 5, width=32))
    )
)
def test_no_other_tree_without_crossings_scores_higher(scores: np.ndarray) -> None:
    n = len(scores)
    trees = [list(h) for h in product(range(n + 1), repeat=n) if is_tree(list(h))]
    best = max(total(scores, heads) for heads in trees if not crosses(heads))
    assert total(scores, find_heads(scores)) >= best - 1e-3


def test_what_is_too_long_to_search_gets_a_tree_all_the_same() -> None:
    scores = np.random.default_rng(1).normal(size=(150, 151)).astype(np.float32)
    assert is_tree(find_heads(scores))
