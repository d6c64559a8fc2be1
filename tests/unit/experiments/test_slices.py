"""Means over slices tell what an input explains, and nothing where there is nothing."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.experiments.slices import explained, explained_by_design, sliced, square_of_mean


def test_slices_hold_as_many_runs_each() -> None:
    place = sliced(np.random.default_rng(0).random(100), 4)
    assert np.bincount(place).tolist() == [25] * 4


def test_the_square_of_a_mean_is_estimated_without_bias() -> None:
    values = np.random.default_rng(1).normal(0.5, 1.0, (20000, 4))
    assert square_of_mean(values, axis=1).mean() == pytest.approx(0.25, abs=0.03)


def test_noise_explains_nothing_and_a_line_its_variance() -> None:
    generator = np.random.default_rng(2)
    found = []
    for _ in range(200):
        x = generator.random(500)
        found.append(explained(sliced(x, 8), generator.normal(size=500)))
    assert np.mean(found) == pytest.approx(0.0, abs=4 * np.std(found) / 200**0.5)
    x = generator.random(20000)
    line = x + generator.normal(size=20000)
    assert explained(sliced(x, 32), line) == pytest.approx(1 / 12, abs=0.01)


def test_luck_is_taken_away_from_a_design() -> None:
    generator = np.random.default_rng(3)
    x = (np.arange(1000) + 0.5) / 1000
    found = [
        explained_by_design(sliced(x, 16), x[:, None] + generator.normal(size=(1000, 2)))
        for _ in range(200)
    ]
    assert np.mean(found) == pytest.approx(1 / 12 * (1 - 1 / 256), abs=0.004)
