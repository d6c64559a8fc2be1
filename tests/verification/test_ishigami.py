"""Sensitivity indices of Ishigami's function, which are known, with and without luck on top."""

from __future__ import annotations

from math import pi

import numpy as np
import pytest

from interregnum.experiments.elementary_effects import morris_design, morris_indices
from interregnum.experiments.sobol_indices import SobolDesign, sobol_design, sobol_indices

A, B = 7.0, 0.1
VARIANCE = A**2 / 8 + B * pi**4 / 5 + B**2 * pi**8 / 18 + 0.5
FIRST = (0.5 * (1 + B * pi**4 / 5) ** 2 / VARIANCE, A**2 / 8 / VARIANCE, 0.0)
TOGETHER = 8 * B**2 * pi**8 / 225 / VARIANCE
TOTAL = (FIRST[0] + TOGETHER, FIRST[1], TOGETHER)


def ishigami(points: np.ndarray) -> np.ndarray:
    x = pi * (2.0 * points - 1.0)
    return np.sin(x[..., 0]) + A * np.sin(x[..., 1]) ** 2 + B * x[..., 2] ** 4 * np.sin(x[..., 0])


def lived(design: SobolDesign, spread: float) -> np.ndarray:
    """Return the function at every point, plus luck that belongs to a run's number."""
    luck = np.random.default_rng(5).normal(0.0, spread, design.numbers.max() + 1)
    return ishigami(design.points)[:, :, None] + luck[design.numbers]


def test_the_known_indices_are_those_of_the_literature() -> None:
    assert FIRST == pytest.approx((0.3139, 0.4424, 0.0), abs=1e-4)
    assert TOTAL == pytest.approx((0.5576, 0.4424, 0.2437), abs=1e-4)


def test_indices_without_luck_are_the_known_ones() -> None:
    design = sobol_design(3, 4096, 2, 1)
    found = sobol_indices(design, "abc", lived(design, 0.0))
    assert found.decided.estimate == pytest.approx(1.0)
    assert [row.first.estimate for row in found.indices] == pytest.approx(FIRST, abs=0.01)
    assert [row.total.estimate for row in found.indices] == pytest.approx(TOTAL, abs=0.01)
    assert [row.same_luck.estimate for row in found.indices] == pytest.approx(TOTAL, abs=0.01)


def test_luck_does_not_change_the_indices_of_the_mean() -> None:
    spread = 4.0
    design = sobol_design(3, 4096, 2, 1)
    found = sobol_indices(design, "abc", lived(design, spread))
    decided = VARIANCE / (VARIANCE + spread**2)
    assert found.decided.estimate == pytest.approx(decided, abs=0.03)
    assert [row.first.estimate for row in found.indices] == pytest.approx(FIRST, abs=0.03)
    assert [row.total.estimate for row in found.indices] == pytest.approx(TOTAL, abs=0.03)
    # In single runs luck is part of the whole.
    shares = [decided * share for share in TOTAL]
    assert [row.same_luck.estimate for row in found.indices] == pytest.approx(shares, abs=0.03)


def test_intervals_hold_the_known_indices_of_a_yes_or_no_outcome() -> None:
    # The chance of a yes is a plane of slopes .6 and .2: shares .9 and .1 of its variance.
    shares = (0.9, 0.1, 0.0)
    held, intervals = 0, 0
    for seed in range(20):
        design = sobol_design(3, 256, 2, seed)
        luck = np.random.default_rng(seed).random(design.numbers.max() + 1)
        chance = 0.1 + 0.6 * design.points[..., 0] + 0.2 * design.points[..., 1]
        found = sobol_indices(design, "abc", (luck[design.numbers] < chance[..., None]) * 1.0)
        pairs = [(found.decided, (0.36 + 0.04) / 12 / 0.25)]
        for row, share in zip(found.indices, shares, strict=True):
            pairs += [(row.first, share), (row.total, share)]
        held += sum(part.low <= known <= part.high for part, known in pairs)
        intervals += len(pairs)
    assert 0.9 < held / intervals


def test_elementary_effects_of_a_plane_are_its_slopes() -> None:
    design = morris_design(3, 20, 2, 0)
    luck = np.random.default_rng(0).normal(0.0, 5.0, design.numbers.max() + 1)
    plane = 2.0 * design.points[..., 0] - 3.0 * design.points[..., 1]
    found = morris_indices(design, "abc", plane[..., None] + luck[design.numbers])
    assert [row.mean.estimate for row in found] == pytest.approx([2.0, -3.0, 0.0], abs=1e-9)
    assert [row.size.estimate for row in found] == pytest.approx([2.0, 3.0, 0.0], abs=1e-9)
    assert [row.spread for row in found] == pytest.approx([0.0] * 3, abs=1e-9)
