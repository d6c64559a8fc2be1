"""Sensitivity from runs as they are drawn finds what moves, and noise does not stand out."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.errors import ScenarioError
from interregnum.experiments.given_data import NOISE, delta_indices, pawn_indices, screened


def drawn(runs: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    generator = np.random.default_rng(1)
    columns = {f"p{j}": generator.random(runs) for j in range(4)}
    return columns, 3.0 * columns["p2"] + columns["p0"] + 0.3 * generator.normal(size=runs)


def test_screening_puts_the_strongest_first() -> None:
    columns, values = drawn(2000)
    assert screened(columns, values, 2) == ["p2", "p0"]


def test_of_weights_that_move_together_the_strongest_speaks_for_all() -> None:
    columns, values = drawn(2000)
    together = {"p0": columns["p0"], "rest": np.array([columns["p1"], columns["p2"]])}
    assert screened(together, values, 2) == ["rest", "p0"]


def test_pawn_of_a_yes_or_no_outcome_is_a_distance_of_chances() -> None:
    columns, values = drawn(2000)
    found = pawn_indices(columns, (values > 2.0) * 1.0, 1, 2)
    assert [row.name for row in found] == ["p2", "p0", NOISE]
    assert found[0].distance.low > found[2].distance.high
    assert found[0].first.low > 0.3
    assert found[2].first.low <= 0.0 <= found[2].first.high
    # The chance is 0 or 1 in most tenths of p2: the median distance is near that from the share.
    share = float((values > 2.0).mean())
    assert found[0].distance.estimate == pytest.approx(min(share, 1 - share), abs=0.12)


def test_delta_is_for_numbers_alone() -> None:
    columns, values = drawn(300)
    found = delta_indices({"p2": columns["p2"]}, values, 1, 1)
    assert [row.name for row in found] == ["p2", NOISE]
    assert found[0].distance.low > found[1].distance.high
    with pytest.raises(ScenarioError, match="use --method pawn"):
        delta_indices(columns, (values > 2.0) * 1.0, 1, 1)
