"""Factorials: contrasts of hand-made tables, and every branch in the right place."""

from __future__ import annotations

import itertools

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from interregnum.experiments.branches import Switch
from interregnum.experiments.factorial import contrasts, factorial_effects

Floats = npt.NDArray[np.float64]
SWITCHES = [Switch("a", (1, 0)), Switch("b", ("x", "y", "z"))]


def frame(days: Floats) -> pd.DataFrame:
    count = len(days)
    return pd.DataFrame(
        {
            "outcome": ["insider"] * count,
            "day": pd.array(days, dtype="Int64"),
            "result.contested": [False] * count,
        }
    )


def found(table: dict[tuple[int, ...], float], noise: Floats) -> dict[str, float]:
    frames = {levels: frame((value + noise).astype(int)) for levels, value in table.items()}
    effects = factorial_effects(SWITCHES, frames, 10_000)
    return {row.term: row.estimate for row in effects if row.outcome == "exit_day"}


def test_contrasts_weigh_to_zero_and_main_effects_to_one() -> None:
    switches = [*SWITCHES, Switch("c", (1, 0))]
    rows = list(contrasts(switches))
    assert [row.order for row in rows] == [1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3]
    for row in rows:
        weights = np.array(list(row.weights.values()))
        assert weights.sum() == pytest.approx(0.0)
        assert weights[weights > 0].sum() == pytest.approx(2.0 ** (row.order - 1))


def test_additive_switches_have_main_effects_and_no_interaction() -> None:
    noise = np.arange(40.0) % 7 * 10
    main_a, main_b = (30, 0), (12, 4, 0)
    table = {
        (i, j): 100.0 + main_a[i] + main_b[j] for i, j in itertools.product(range(2), range(3))
    }
    expected = {
        "a: 1 v. 0": 30.0,
        "b: x v. z": 12.0,
        "b: y v. z": 4.0,
        "a: 1 v. 0 x b: x v. z": 0.0,
        "a: 1 v. 0 x b: y v. z": 0.0,
    }
    assert found(table, noise) == pytest.approx(expected, abs=1e-9)


def test_an_interaction_is_the_difference_of_differences() -> None:
    table = dict.fromkeys(itertools.product(range(2), range(3)), 100.0)
    table[0, 1] = 160.0
    effects = found(table, np.zeros(10))
    assert effects["a: 1 v. 0 x b: y v. z"] == 60.0
    assert effects["a: 1 v. 0 x b: x v. z"] == 0.0
    assert effects["a: 1 v. 0"] == pytest.approx(20.0)
    assert effects["b: y v. z"] == pytest.approx(30.0)
