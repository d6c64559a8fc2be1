"""What futures gave: shares over one past and over several, and what the past had decided."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from interregnum.experiments.futures import decided_by_the_past, shares_of_futures
from interregnum.intervals import wilson


def frame(shares: list[float], futures: int, seed: int = 1) -> pd.DataFrame:
    """Return futures of pasts in which each is removed with its own chance."""
    rng = np.random.default_rng(seed)
    rows = [
        (run, "democracy" if rng.random() < share else "survives")
        for run, share in enumerate(shares)
        for _ in range(futures)
    ]
    return pd.DataFrame(rows, columns=["run", "outcome"])


def test_futures_of_one_past_are_counted_by_wilson() -> None:
    one = pd.DataFrame({"run": [3] * 10, "outcome": ["democracy"] * 3 + ["survives"] * 7})
    rows = {row.outcome: row for row in shares_of_futures(one, None)}
    assert rows["removed"].share == wilson(3, 10)
    assert rows["removed"].effect is None


def test_a_change_that_moves_nothing_has_no_effect_and_a_width() -> None:
    many = frame([0.5] * 20, 10)
    effect = {row.outcome: row.effect for row in shares_of_futures(many, many)}["removed"]
    assert effect is not None
    assert effect.estimate == 0.0
    assert effect.low < 0.0 < effect.high


def test_where_every_past_agrees_each_counts_as_one_trial() -> None:
    rows = {row.outcome: row for row in shares_of_futures(frame([0.0] * 20, 50), None)}
    assert rows["removed"].share == wilson(0, 20)


@pytest.mark.parametrize(
    ("shares", "truth"),
    [([0.5] * 300, 0.0), ([0.0, 1.0] * 150, 1.0), ([0.2, 0.8] * 150, 0.09 / 0.25)],
)
def test_the_past_has_decided_the_share_of_variance_that_lies_between_pasts(
    shares: list[float], truth: float
) -> None:
    decided = decided_by_the_past(frame(shares, 20))
    assert decided is not None
    assert decided.low - 0.02 <= truth <= decided.high + 0.02
    assert decided.high - decided.low < 0.15


def test_nothing_is_said_of_one_past_or_one_future_or_where_nothing_varies() -> None:
    assert decided_by_the_past(frame([0.5], 20)) is None
    assert decided_by_the_past(frame([0.5] * 20, 1)) is None
    assert decided_by_the_past(frame([1.0] * 20, 5)) is None
