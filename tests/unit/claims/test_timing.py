"""The timing claim: probabilities from a skill and its error, and days of removal."""

from __future__ import annotations

import numpy as np
import pytest

from interregnum.claims.load import load_ledger
from interregnum.claims.model_odds import Scale
from interregnum.claims.model_test import ModelTest, bench_test
from interregnum.claims.timing import mean_odds, skill_odds
from interregnum.intervals import Interval

SCALE = Scale(0.10, -1, 0.05)


def test_no_skill_at_all_speaks_for_the_claim() -> None:
    assert skill_odds(Interval(0.0, -0.01, 0.01), SCALE).p_plus > 0.999


def test_much_skill_speaks_against_it() -> None:
    assert skill_odds(Interval(0.4, 0.35, 0.45), SCALE).p_minus > 0.999


def test_an_estimate_at_the_edge_of_the_band_is_even() -> None:
    assert skill_odds(Interval(0.05, -0.05, 0.15), SCALE).p_plus == pytest.approx(0.5)


def test_where_nothing_was_told_no_probability_is() -> None:
    nothing = skill_odds(Interval(float("nan"), 0.0, 0.0), SCALE)
    assert np.isnan(nothing.p_plus)
    assert mean_odds([nothing, skill_odds(Interval(0.0, -0.01, 0.01), SCALE)]).p_plus > 0.999


@pytest.mark.slow
def test_the_timing_claim_comes_with_a_table_by_horizon() -> None:
    claim = load_ledger("khodorkovsky-2023").claim("C21")
    assert claim.model is not None
    few = claim.model.model_copy(update={"structures": ("selection=largest",)})
    with bench_test(100, 5, 1) as test:
        plain = ModelTest(bench=test.bench, parameters="prior", simulates=False)
        found = plain.evidence(claim.model_copy(update={"model": few}))
    rows = found.series["timing"]
    assert [row["within"] for row in rows] == [365, 730, 1826, 3652]
    for row in rows:
        if row["event"] is not None:
            assert sum(part["estimate"] for part in row["event"].values()) == pytest.approx(1.0)
    assert set(found.structures) == {"as in the scenario", "selection=largest"}
