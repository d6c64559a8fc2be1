"""Means under policies, and differences of pairs."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from interregnum.experiments.policy_means import policy_means


def test_differences_are_those_of_pairs_in_whatever_order_rows_come() -> None:
    draw = np.random.default_rng(3)
    rows = [
        {"policy": policy, "replicate_id": r, "scenario_id": s, "result.contested": False}
        for policy in ("b", "a")
        for r in range(50)
        for s in range(4)
    ]
    table = pd.DataFrame(rows)
    stays = draw.random(200) < 0.5
    # Under the second policy one run more survives, of replicate 0 at point 0.
    other = stays.copy()
    stays[0], other[0] = False, True
    table["outcome"] = np.where(np.concatenate([stays, other]), "survives", "insider")
    table["day"] = np.where(table["outcome"] == "survives", np.nan, 1.0)
    shuffled = table.sample(frac=1.0, random_state=1)
    first, second = policy_means(shuffled, ["survives"], {"b": 5, "a": 5})
    assert (first.policy, first.difference) == ("b", None)
    assert first.mean.estimate == stays.mean()
    assert second.difference is not None
    assert second.difference.estimate == pytest.approx(1 / 200)
    assert second.mean.error is not None
    assert second.difference.error is not None
    assert second.difference.error < 0.5 * second.mean.error
    day = policy_means(table, ["exit_day"], {"b": 5, "a": 5})[0]
    assert day.mean.estimate == pytest.approx(np.where(stays, 5.0, 1.0).mean())
