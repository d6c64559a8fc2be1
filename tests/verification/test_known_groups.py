"""Indices of inputs of several coordinates, on functions whose indices mathematics gives."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from interregnum.experiments.dimensions import broken_stick
from interregnum.experiments.elementary_effects import morris_design, morris_indices
from interregnum.experiments.sobol_indices import SobolResult, sobol_design, sobol_indices

A, B = 7.0, 0.1
# Ishigami: Var = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2; x1 and x3 together decide all but x2's part.
SECOND = A**2 / 8
WHOLE = SECOND + B * np.pi**4 / 5 + B**2 * np.pi**8 / 18 + 0.5
THIRD = 8 * B**2 * np.pi**8 / 225


def ishigami(points: np.ndarray) -> np.ndarray:
    x = np.pi * (2.0 * points - 1.0)
    return np.asarray(np.sin(x[..., 0]) * (1 + B * x[..., 2] ** 4) + A * np.sin(x[..., 1]) ** 2)


def grouped_ishigami(base: int, luck: float, seed: int) -> SobolResult:
    """Analyse Ishigami's function, its coordinates as (x1, x3) and x2, with luck added."""
    design = sobol_design([2, 1], base, 2, seed)
    values = ishigami(design.points[..., [0, 2, 1]])[..., None]
    noise = np.random.default_rng(seed).normal(0.0, luck, design.numbers.max() + 1)
    return sobol_indices(design, ["x1 and x3", "x2"], values + noise[design.numbers])


def test_a_group_has_the_indices_of_all_that_its_coordinates_decide() -> None:
    found = grouped_ishigami(4096, 0.0, 0)
    shares = 1.0 - SECOND / WHOLE, SECOND / WHOLE
    assert found.decided.estimate == pytest.approx(1.0, abs=1e-6)
    for row, share in zip(found.indices, shares, strict=True):
        assert row.first.estimate == pytest.approx(share, abs=0.03)
        assert row.total.estimate == pytest.approx(share, abs=0.02)
    assert np.isnan(found.indices[0].difference.estimate)
    assert abs(found.indices[1].difference.estimate) < 0.1


def test_intervals_of_a_group_hold_its_indices_where_luck_is_large() -> None:
    repeats = 100
    share = 1.0 - SECOND / WHOLE
    rows = [grouped_ishigami(256, 4.0, seed).indices[0] for seed in range(repeats)]
    for name in ("first", "total"):
        parts = [getattr(row, name) for row in rows]
        estimates = np.array([part.estimate for part in parts])
        assert abs(estimates.mean() - share) < 4 * estimates.std() / repeats**0.5 + 0.01
        assert 0.85 < np.mean([part.low <= share <= part.high for part in parts])


def test_an_interaction_counts_in_the_total_of_both_groups_and_in_no_first() -> None:
    # x1 against (x2, x3): the product of x1 and x3 decides THIRD only together.
    design = sobol_design([1, 2], 4096, 2, 1)
    values = np.repeat(ishigami(design.points)[..., None], 2, axis=2)
    alone, pair = sobol_indices(design, ["x1", "x2 and x3"], values).indices
    first = (B * np.pi**4 / 5 + B**2 * np.pi**8 / 50 + 0.5) / WHOLE
    assert alone.first.estimate == pytest.approx(first, abs=0.02)
    assert alone.total.estimate == pytest.approx(first + THIRD / WHOLE, abs=0.02)
    assert pair.first.estimate == pytest.approx(SECOND / WHOLE, abs=0.03)
    assert pair.total.estimate == pytest.approx((SECOND + THIRD) / WHOLE, abs=0.02)


def test_a_function_of_weights_has_the_variance_of_the_dirichlet_law() -> None:
    # Y = c·w + x, w Dirichlet, x uniform on [0, 1]: Var c·w = (Σ m c² - (Σ m c)²) / (a + 1).
    concentration, c = np.array([5.0, 6.0, 9.0]), np.array([0.0, 1.0, 4.0])
    design = sobol_design([2, 1], 2048, 2, 2)
    flat = design.points.reshape(-1, 3)
    weights = broken_stick(concentration.tolist(), flat[:, :2])
    values = (weights @ c + flat[:, 2]).reshape(design.points.shape[:2])[..., None].repeat(2, 2)
    m = concentration / concentration.sum()
    apart = (m @ c**2 - (m @ c) ** 2) / (concentration.sum() + 1.0)
    share = apart / (apart + 1 / 12)
    row = sobol_indices(design, ["weights", "x"], values).indices[0]
    assert row.first.estimate == pytest.approx(share, abs=0.02)
    assert row.total.estimate == pytest.approx(share, abs=0.02)
    assert row.same_luck.low < share < row.same_luck.high


def test_pieces_of_a_stick_have_the_marginal_laws_of_a_dirichlet() -> None:
    concentration = [1.0, 3.0, 0.5, 2.0]
    levels = np.random.default_rng(3).random((4000, 3))
    pieces = broken_stick(concentration, levels)
    assert pieces.sum(axis=1) == pytest.approx(1.0)
    for k, own in enumerate(concentration):
        law = stats.beta(own, sum(concentration) - own)
        assert stats.kstest(pieces[:, k], law.cdf).pvalue > 1e-4


def test_a_group_on_a_path_moves_at_once_and_has_a_size_without_a_sign() -> None:
    design = morris_design([1, 2], 40, 1, 0)
    moved = design.points[:, 1:] != design.points[:, :-1]
    assert (moved.sum(axis=1) == 1).all()
    assert (moved[..., 1] == moved[..., 2]).all()
    # Both coordinates of the group move by 2/3, the same way or opposite ways.
    values = 3.0 * design.points[..., 0] + design.points[..., 1] + design.points[..., 2]
    single, pair = morris_indices(design, ["single", "pair"], values[..., None])
    assert single.size.estimate == pytest.approx(3.0)
    assert single.mean.estimate == pytest.approx(3.0)
    effects = np.abs(np.diff(values, axis=1)) / (2.0 / 3.0)
    assert pair.size.estimate == pytest.approx(effects[moved[..., 1]].mean())
    assert np.isnan(pair.mean.estimate)
    assert np.isnan(pair.spread)
